// The network's elementwise sweeps on bfloat16: computed in single precision, rounded to nearest even.
#include <string.h>

#include "ck_internal.h"

static inline float widen(uint16_t value) {
  uint32_t bits = (uint32_t)value << 16;
  float result;
  memcpy(&result, &bits, sizeof result);
  return result;
}

static inline uint16_t narrow(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  uint32_t rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
  // Rounding could carry a not-a-number over into infinity.
  return (uint16_t)((bits & 0x7FFFFFFF) > 0x7F800000 ? (bits >> 16) | 0x40 : rounded);
}

typedef struct {
  uint16_t *a;
  const uint16_t *b, *y;
  size_t n;
} sweep;

CK_CLONES static void add_relu(uint16_t *restrict a, const uint16_t *restrict b, size_t n) {
  for (size_t i = 0; i < n; i++) {
    float sum = widen(a[i]) + widen(b[i]);
    a[i] = narrow(0 > sum ? 0 : sum);
  }
}

CK_CLONES static void relu_backward_one(uint16_t *restrict g, const uint16_t *restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) g[i] = widen(y[i]) > 0 ? g[i] : 0;
}

CK_CLONES static void relu_backward_two(uint16_t *restrict g, const uint16_t *restrict h, const uint16_t *restrict y,
                                        size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint16_t sum = narrow(widen(g[i]) + widen(h[i]));
    g[i] = widen(y[i]) > 0 ? sum : 0;
  }
}

CK_CLONES static void add(uint16_t *restrict a, const uint16_t *restrict b, size_t n) {
  for (size_t i = 0; i < n; i++) a[i] = narrow(widen(a[i]) + widen(b[i]));
}

static void add_relu_share(void *context, int thread, int threads) {
  sweep *s = context;
  size_t begin, end;
  ck_share(s->n, thread, threads, &begin, &end);
  add_relu(s->a + begin, s->b + begin, end - begin);
}

static void relu_backward_share(void *context, int thread, int threads) {
  sweep *s = context;
  size_t begin, end;
  ck_share(s->n, thread, threads, &begin, &end);
  if (s->b)
    relu_backward_two(s->a + begin, s->b + begin, s->y + begin, end - begin);
  else
    relu_backward_one(s->a + begin, s->y + begin, end - begin);
}

static void add_share(void *context, int thread, int threads) {
  sweep *s = context;
  size_t begin, end;
  ck_share(s->n, thread, threads, &begin, &end);
  add(s->a + begin, s->b + begin, end - begin);
}

void ck_add_relu_bf16(uint16_t *a, const uint16_t *b, size_t n) {
  sweep s = {.a = a, .b = b, .n = n};
  ck_parallel(add_relu_share, &s);
}

void ck_relu_backward_bf16(uint16_t *g, const uint16_t *h, const uint16_t *y, size_t n) {
  sweep s = {.a = g, .b = h, .y = y, .n = n};
  ck_parallel(relu_backward_share, &s);
}

void ck_add_bf16(uint16_t *a, const uint16_t *b, size_t n) {
  sweep s = {.a = a, .b = b, .n = n};
  ck_parallel(add_share, &s);
}
