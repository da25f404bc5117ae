// Drift statistics of one block.
#include "ck_internal.h"

CK_CLONES ck_drift_sums ck_drift(const float *restrict g, const float *restrict p, size_t n) {
  CK_REASSOCIATE
  double dot = 0, squared_norm = 0, cross = 0;
  for (size_t i = 0; i < n; i++) {
    double a = g[i], product = a * (double)p[i];
    dot += product;
    squared_norm += a * a;
    cross += product * product;
  }
  return (ck_drift_sums){dot, squared_norm, cross};
}
