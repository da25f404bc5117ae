// Gaussian noise by the method of Box and Muller (1958), in vectors: no table, no rejection, no call.
#include <math.h>
#include <string.h>

#include "ck_internal.h"

typedef struct {
  float first, second;
} pair;

// ln u for a normal u > 0: u = m · 2^k with m in [√½, √2), and ln m = 2 artanh((m − 1)/(m + 1)), whose series is cut
// below the precision of a float.
static inline float natural_logarithm(float u) {
  uint32_t bits;
  memcpy(&bits, &u, sizeof bits);
  const uint32_t root_half = 0x3F3504F3;
  uint32_t above = bits - root_half, mantissa = (above & 0x007FFFFF) + root_half;
  float m;
  memcpy(&m, &mantissa, sizeof m);
  float k = (float)((int32_t)above >> 23), s = (m - 1) / (m + 1), q = s * s;
  float series = 1 + q * (1.0f / 3 + q * (1.0f / 5 + q * (1.0f / 7 + q * (1.0f / 9))));
  return 2 * s * series + k * 0.69314718f;
}

// Cosine and sine of the angle a/2^32 of a turn: the upper two bits choose a quadrant, the series of Taylor serve for
// the rest, at most an eighth of a turn to either side.
static inline pair turn(uint32_t a) {
  uint32_t quadrant = a >> 30;
  float x = ((float)(a & 0x3FFFFFFF) * 0x1p-30f - 0.5f) * 1.57079633f, q = x * x;
  float sine = x * (1 - q * (1.0f / 6 - q * (1.0f / 120 - q * (1.0f / 5040 - q * (1.0f / 362880)))));
  float cosine = 1 - q * (1.0f / 2 - q * (1.0f / 24 - q * (1.0f / 720 - q * (1.0f / 40320 - q * (1.0f / 3628800)))));
  float first = quadrant & 1 ? sine : cosine, second = quadrant & 1 ? cosine : sine;
  return (pair){(quadrant ^ quadrant >> 1) & 1 ? -first : first, quadrant & 2 ? -second : second};
}

static inline pair normal_pair(uint64_t random) {
  // In (0, 1]: the logarithm is finite.
  float u = ((float)(uint32_t)(random >> 32) + 1) * 0x1p-32f;
  float radius = sqrtf(-2 * natural_logarithm(u));
  pair direction = turn((uint32_t)random);
  return (pair){radius * direction.first, radius * direction.second};
}

CK_CLONES void ck_noise(float *restrict x, size_t first, size_t n, uint64_t key) {
  for (size_t i = 0; i < n / 2; i++) {
    pair numbers = normal_pair(ck_random(key, first / 2 + i));
    x[2 * i] = numbers.first;
    x[2 * i + 1] = numbers.second;
  }
  if (n & 1) x[n - 1] = normal_pair(ck_random(key, (first + n) / 2)).first;
}
