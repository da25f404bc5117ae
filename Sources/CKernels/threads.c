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
