// Count sketches of vectors too long to be kept.
#include <string.h>

#include "ck_internal.h"

// Elements that share a random number, and those whose signs lie in one half of it.
enum { word = 64, half = word / 2, draws_per_segment = CK_SKETCH / word + 1 };

// Writes n <= half elements with the signs of the lowest bits.
static inline void apply_half(float *restrict to, const float *restrict from, size_t n, uint32_t bits) {
#pragma clang loop unroll(disable)  // Unrolled before it is vectorised, the wrong loop would be.
  for (uint32_t i = 0; i < n; i++) {
    uint32_t value;
    memcpy(&value, from + i, sizeof value);
    value ^= bits << (half - 1 - i) & 0x80000000u;
    memcpy(to + i, &value, sizeof value);
  }
}

// Writes n <= word elements with the signs of the bits of a random number.
static inline void apply_signs(float *restrict to, const float *restrict from, size_t n, uint64_t bits) {
  apply_half(to, from, n < half ? n : half, (uint32_t)bits);
  if (n > half) apply_half(to + half, from + half, n - half, (uint32_t)(bits >> half));
}

static inline void add(float *restrict to, const float *restrict from, size_t n) {
  for (size_t i = 0; i < n; i++) to[i] += from[i];
}

// The vector falls into segments as long as the sketch. Each is added as a whole, rotated by a random number of buckets:
// memory is swept in order, and two elements share a bucket with the chance 1/CK_SKETCH if they are of different segments,
// and never if they are of the same.
CK_CLONES void ck_sketch(float *restrict sketch, const float *restrict g, size_t first, size_t n, uint64_t key) {
  float turned[CK_SKETCH];
  for (size_t begin = 0; begin < n; begin += CK_SKETCH) {
    size_t count = n - begin < CK_SKETCH ? n - begin : CK_SKETCH;
    uint64_t draw = (first + begin) / CK_SKETCH * draws_per_segment;
    size_t i = 0;
    for (; i + word <= count; i += word) apply_signs(turned + i, g + begin + i, word, ck_random(key, draw++));
    if (i < count) apply_signs(turned + i, g + begin + i, count - i, ck_random(key, draw));
    size_t rotation = ck_random(key, ((first + begin) / CK_SKETCH + 1) * draws_per_segment - 1) % CK_SKETCH;
    size_t unwrapped = count < CK_SKETCH - rotation ? count : CK_SKETCH - rotation;
    add(sketch + rotation, turned, unwrapped);
    add(sketch, turned + unwrapped, count - unwrapped);
  }
}

CK_CLONES void ck_sum_rows(float *restrict s, const float *restrict rows, size_t count, size_t n) {
  memset(s, 0, n * sizeof(float));
  for (size_t row = 0; row < count; row++) add(s, rows + row * n, n);
}
