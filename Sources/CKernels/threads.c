// The OpenMP team, used through its C interface: the same threads that oneDNN has just kept warm. Going through the
// library's entry points rather than through pragmas keeps us independent of the compiler's own OpenMP.
#include "ck_internal.h"

extern void GOMP_parallel(void (*body)(void *), void *data, unsigned threads, unsigned flags);
extern void omp_set_num_threads(int count);
extern int omp_get_num_threads(void);
extern int omp_get_thread_num(void);

typedef struct {
  void (*body)(void *, int, int);
  void *context;
} job;

static void run(void *data) {
  job *self = data;
  self->body(self->context, omp_get_thread_num(), omp_get_num_threads());
}

void ck_set_threads(int count) { omp_set_num_threads(count); }

void ck_parallel(void (*body)(void *, int, int), void *context) {
  job self = {body, context};
  GOMP_parallel(run, &self, 0, 0);
}

typedef struct {
  ck_kernel *kernel;
  size_t size, n;
  char *a;
  const char *b, *y;
} sweep;

static void sweep_share(void *context, int thread, int threads) {
  sweep *s = context;
  size_t begin, end;
  ck_share(s->n, thread, threads, &begin, &end);
  size_t offset = begin * s->size;
  s->kernel(s->a + offset, s->b ? s->b + offset : NULL, s->y ? s->y + offset : NULL, end - begin);
}

void ck_sweep(ck_kernel *kernel, size_t size, void *a, const void *b, const void *y, size_t n) {
  sweep s = {.kernel = kernel, .size = size, .n = n, .a = a, .b = b, .y = y};
  ck_parallel(sweep_share, &s);
}
