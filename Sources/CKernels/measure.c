// What the machine can do at best.
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

#include "ck_internal.h"

// Enough independent chains to hide the latency of a fused multiply-add on two ports; each as wide as the widest vector.
enum { chains = 12, lanes = 16, rounds = 20000 };

typedef struct {
  double seconds;
  volatile float sink;
  double operations[256];
  double elapsed[256];
} measurement;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef float wide __attribute__((vector_size(lanes * sizeof(float))));

// Named variables, not an array: the compiler then keeps each chain in a register.
#define CK_EACH(STEP) STEP(0) STEP(1) STEP(2) STEP(3) STEP(4) STEP(5) STEP(6) STEP(7) STEP(8) STEP(9) STEP(10) STEP(11)
#define CK_DECLARE(i) wide x##i = (wide){0} + (float)(i);
#define CK_ADVANCE(i) x##i = x##i * factor + term;
#define CK_COLLECT(i) sum += x##i;

CK_CLONES static float multiply_adds(float seed) {
#pragma clang fp contract(fast)
  wide factor = (wide){0} + seed, term = (wide){0} + 1.0f - seed, sum = (wide){0};
  CK_EACH(CK_DECLARE)
  for (int round = 0; round < rounds; round++) { CK_EACH(CK_ADVANCE) }
  CK_EACH(CK_COLLECT)
  float total = 0;
  for (int lane = 0; lane < lanes; lane++) total += sum[lane];
  return total;
}

static void measure(void *context, int thread, int threads) {
  (void)threads;
  measurement *self = context;
  double start = now(), end = start, operations = 0;
  float total = 0;
  while (end - start < self->seconds) {
    total += multiply_adds(0.9999f);
    operations += 2.0 * chains * lanes * rounds;
    end = now();
  }
  self->sink = total;
  self->operations[thread % 256] = operations;
  self->elapsed[thread % 256] = end - start;
}

double ck_measure_peak(double seconds) {
  measurement self = {.seconds = seconds};
  ck_parallel(measure, &self);
  double peak = 0;
  for (int thread = 0; thread < 256; thread++)
    if (self.elapsed[thread] > 0) peak += self.operations[thread] / self.elapsed[thread];
  return peak;
}

typedef struct {
  ck_stream kind;
  double seconds;
  float *x, *y;
  size_t n;
  double bytes[256];
  double elapsed[256];
  volatile double sink;
} stream;

CK_CLONES static float sum(const float *restrict x, const float *restrict y, size_t n) {
  CK_REASSOCIATE
  float total = 0;
  for (size_t i = 0; i < n; i++) total += x[i] + y[i];
  return total;
}

CK_CLONES static void scale_and_add(float *restrict x, const float *restrict y, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = 0.5f * x[i] + y[i];
}

// Goes through both arrays once and returns how many floats it has moved for each element.
static int go_through(stream *self, float *x, float *y, size_t n) {
  switch (self->kind) {
    case CK_READ: self->sink = sum(x, y, n); return 2;
    case CK_DRIFT: self->sink = ck_drift(x, y, n).dot; return 2;
    case CK_READ_AND_WRITE: scale_and_add(x, y, n); return 3;
  }
  return 0;
}

static void measure_stream(void *context, int thread, int threads) {
  stream *self = context;
  size_t begin, end;
  ck_share(self->n, thread, threads, &begin, &end);
  // Pages are given at the first touch.
  for (size_t i = begin; i < end; i++) self->x[i] = self->y[i] = 1;
  double start = now(), last = start, floats = 0;
  while (last - start < self->seconds) {
    floats += go_through(self, self->x + begin, self->y + begin, end - begin) * (double)(end - begin);
    last = now();
  }
  self->bytes[thread % 256] = floats * sizeof(float);
  self->elapsed[thread % 256] = last - start;
}

double ck_measure_bandwidth(ck_stream kind, double seconds, size_t n) {
  const size_t huge_page = 1 << 21, bytes = (n * sizeof(float) + huge_page - 1) / huge_page * huge_page;
  float *memory = aligned_alloc(huge_page, 2 * bytes);
  if (!memory) return 0;
  madvise(memory, 2 * bytes, MADV_HUGEPAGE);
  stream self = {.kind = kind, .seconds = seconds, .x = memory, .y = memory + bytes / sizeof(float), .n = n};
  ck_parallel(measure_stream, &self);
  free(memory);
  double bandwidth = 0;
  for (int thread = 0; thread < 256; thread++)
    if (self.elapsed[thread] > 0) bandwidth += self.bytes[thread] / self.elapsed[thread];
  return bandwidth;
}

bool ck_has_bfloat16(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512bf16") != 0;
#else
  return false;
#endif
}
