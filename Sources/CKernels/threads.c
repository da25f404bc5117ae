// The OpenMP team, used through its C interface: the same threads that oneDNN has just kept warm. Going through the
// library's entry points rather than through pragmas keeps us independent of the compiler's own OpenMP.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>

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

void ck_parallel(void (*body)(void *, int, int), void *context) {
  job self = {body, context};
  GOMP_parallel(run, &self, 0, 0);
}

// The processors that the process may use, read once, before any thread is bound to one of them.
static cpu_set_t processors;
static pthread_once_t processors_read = PTHREAD_ONCE_INIT;

static void read_processors(void) {
  if (sched_getaffinity(0, sizeof processors, &processors)) CPU_ZERO(&processors);
}

static void bind_thread(void *context, int thread, int threads) {
  (void)context, (void)threads;
  for (int processor = 0, seen = 0; processor < CPU_SETSIZE; processor++) {
    if (!CPU_ISSET(processor, &processors) || seen++ != thread) continue;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(processor, &one);
    sched_setaffinity(0, sizeof one, &one);
    return;
  }
}

void ck_set_threads(int count) {
  pthread_once(&processors_read, read_processors);
  omp_set_num_threads(count);
  if (count > 1 && count == CPU_COUNT(&processors)) ck_parallel(bind_thread, NULL);
}

void ck_unbind_thread(void) {
  pthread_once(&processors_read, read_processors);
  sched_setaffinity(0, sizeof processors, &processors);
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
