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

CK_CLONES static void add_relu(void *to, const void *from, const void *unused, size_t n) {
  uint16_t *restrict a = to;
  const uint16_t *restrict b = from;
  for (size_t i = 0; i < n; i++) {
    float sum = widen(a[i]) + widen(b[i]);
    a[i] = narrow(0 > sum ? 0 : sum);
  }
}

CK_CLONES static void relu_backward_one(void *gradient, const void *unused, const void *output, size_t n) {
  uint16_t *restrict g = gradient;
  const uint16_t *restrict y = output;
  for (size_t i = 0; i < n; i++) g[i] = widen(y[i]) > 0 ? g[i] : 0;
}

CK_CLONES static void relu_backward_two(void *gradient, const void *other, const void *output, size_t n) {
  uint16_t *restrict g = gradient;
  const uint16_t *restrict h = other, *restrict y = output;
  for (size_t i = 0; i < n; i++) {
    uint16_t sum = narrow(widen(g[i]) + widen(h[i]));
    g[i] = widen(y[i]) > 0 ? sum : 0;
  }
}

CK_CLONES static void add(void *to, const void *from, const void *unused, size_t n) {
  uint16_t *restrict a = to;
  const uint16_t *restrict b = from;
  for (size_t i = 0; i < n; i++) a[i] = narrow(widen(a[i]) + widen(b[i]));
}

void ck_add_relu_bf16(uint16_t *a, const uint16_t *b, size_t n) {
  ck_sweep(add_relu, sizeof *a, a, b, NULL, n);
}

void ck_relu_backward_bf16(uint16_t *g, const uint16_t *h, const uint16_t *y, size_t n) {
  ck_sweep(h ? relu_backward_two : relu_backward_one, sizeof *g, g, h, y, n);
}

void ck_add_bf16(uint16_t *a, const uint16_t *b, size_t n) { ck_sweep(add, sizeof *a, a, b, NULL, n); }
