// Drift statistics and optimizer updates of one block.
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

CK_CLONES ck_update_sums ck_sgd(float *restrict w, const float *restrict g, size_t n, float lr) {
  CK_REASSOCIATE
  double updates = 0, weights = 0;
  for (size_t i = 0; i < n; i++) {
    float before = w[i], after = before - lr * g[i];
    double u = (double)after - (double)before, value = after;
    w[i] = after;
    updates += u * u;
    weights += value * value;
  }
  return (ck_update_sums){updates, weights};
}

CK_CLONES ck_update_sums ck_momentum(float *restrict w, float *restrict v, const float *restrict g, size_t n, float lr,
                                     float mu) {
  CK_REASSOCIATE
  double updates = 0, weights = 0;
  for (size_t i = 0; i < n; i++) {
    float velocity = mu * v[i] + g[i], before = w[i], after = before - lr * velocity;
    double u = (double)after - (double)before, value = after;
    v[i] = velocity;
    w[i] = after;
    updates += u * u;
    weights += value * value;
  }
  return (ck_update_sums){updates, weights};
}
