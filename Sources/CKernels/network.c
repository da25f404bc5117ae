// Elementwise sweeps of a network, and its loss.
#include <math.h>
#include <string.h>

#include "ck_internal.h"

CK_CLONES static void add_relu(void *to, const void *from, const void *unused, size_t n) {
  float *restrict a = to;
  const float *restrict b = from;
  for (size_t i = 0; i < n; i++) {
    float sum = a[i] + b[i];
    a[i] = 0 > sum ? 0 : sum;  // Not a number stays so.
  }
}

CK_CLONES static void relu_backward_one(void *gradient, const void *unused, const void *output, size_t n) {
  float *restrict g = gradient;
  const float *restrict y = output;
  for (size_t i = 0; i < n; i++) g[i] = y[i] > 0 ? g[i] : 0;
}

CK_CLONES static void relu_backward_two(void *gradient, const void *other, const void *output, size_t n) {
  float *restrict g = gradient;
  const float *restrict h = other, *restrict y = output;
  for (size_t i = 0; i < n; i++) {
    float sum = g[i] + h[i];
    g[i] = y[i] > 0 ? sum : 0;
  }
}

CK_CLONES static void add(void *to, const void *from, const void *unused, size_t n) {
  float *restrict a = to;
  const float *restrict b = from;
  for (size_t i = 0; i < n; i++) a[i] += b[i];
}

void ck_add_relu(float *a, const float *b, size_t n) { ck_sweep(add_relu, sizeof *a, a, b, NULL, n); }

void ck_relu_backward(float *g, const float *h, const float *y, size_t n) {
  ck_sweep(h ? relu_backward_two : relu_backward_one, sizeof *g, g, h, y, n);
}

void ck_add(float *a, const float *b, size_t n) { ck_sweep(add, sizeof *a, a, b, NULL, n); }

typedef struct {
  float *to;
  const float *from;
  size_t to_stride, from_stride, rows, n;
} rows;

static void copy_rows_share(void *context, int thread, int threads) {
  rows *s = context;
  size_t begin = s->rows * (size_t)thread / (size_t)threads, end = s->rows * ((size_t)thread + 1) / (size_t)threads;
  for (size_t row = begin; row < end; row++)
    memcpy(s->to + row * s->to_stride, s->from + row * s->from_stride, s->n * sizeof(float));
}

void ck_copy_rows(float *to, size_t to_stride, const float *from, size_t from_stride, size_t count, size_t n) {
  rows s = {to, from, to_stride, from_stride, count, n};
  ck_parallel(copy_rows_share, &s);
}

typedef struct {
  float *x;
  size_t n;
  uint64_t key, threshold;
  float scale;
} dropout;

// The upper half of the random number decides.
CK_CLONES static void drop(float *restrict x, size_t begin, size_t end, uint64_t key, uint64_t threshold, float scale) {
  for (size_t i = begin; i < end; i++) {
    x[i] = ck_random(key, i) >> 32 < threshold ? 0 : x[i] * scale;
  }
}

static void dropout_share(void *context, int thread, int threads) {
  dropout *s = context;
  size_t begin, end;
  ck_share(s->n, thread, threads, &begin, &end);
  drop(s->x, begin, end, s->key, s->threshold, s->scale);
}

void ck_dropout(float *x, size_t n, uint64_t key, double probability) {
  dropout s = {x, n, key, (uint64_t)(probability * 0x1p32), (float)(1 / (1 - probability))};
  ck_parallel(dropout_share, &s);
}

double ck_softmax_cross_entropy(const float *logits, const int32_t *labels, float *gradient, size_t n, size_t classes,
                                int64_t *correct) {
  double loss = 0;
  int64_t hits = 0;
  for (size_t row = 0; row < n; row++) {
    const float *x = logits + row * classes;
    float *d = gradient + row * classes;
    size_t largest = 0, label = (size_t)labels[row];
    for (size_t c = 1; c < classes; c++)
      if (x[c] > x[largest]) largest = c;
    // The largest logit is taken off, so that no exponential overflows.
    double sum = 0;
    for (size_t c = 0; c < classes; c++) sum += exp((double)x[c] - (double)x[largest]);
    double log_sum = log(sum) + (double)x[largest];
    for (size_t c = 0; c < classes; c++)
      d[c] = (float)((exp((double)x[c] - log_sum) - (c == label ? 1.0 : 0.0)) / (double)n);
    loss += log_sum - (double)x[label];
    hits += largest == label;
  }
  *correct = hits;
  return loss / (double)n;
}

CK_CLONES void ck_running_mean(float *restrict r, const float *restrict x, size_t n, float momentum, float scale) {
  for (size_t i = 0; i < n; i++) {
    float next = (1 - momentum) * r[i] + momentum * scale * x[i];
    r[i] = isfinite(x[i]) ? next : r[i];
  }
}
