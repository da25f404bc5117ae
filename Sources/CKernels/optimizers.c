// Optimizer updates of one block. The legend of letters and every rule's equation stand in CKernels.h.
#include <math.h>

#include "ck_internal.h"

// Writes the weight at i and adds to the sums. A macro and no function, so that CK_REASSOCIATE of the loop holds in it.
#define CK_WRITE(i, before, after)                                  \
  do {                                                              \
    float written = (after);                                        \
    double value = written, u = value - (double)(before);           \
    w[i] = written;                                                 \
    sums.update_squared_norm += u * u;                              \
    sums.weight_squared_norm += value * value;                      \
  } while (0)

CK_CLONES ck_update_sums ck_sgd(float *restrict w, const float *restrict g, size_t n, float rate, float l2) {
  CK_REASSOCIATE
  ck_update_sums sums = {0, 0};
  for (size_t i = 0; i < n; i++) {
    float before = w[i], gradient = g[i] + l2 * before;
    CK_WRITE(i, before, before - rate * gradient);
  }
  return sums;
}

CK_CLONES ck_update_sums ck_momentum(float *restrict w, float *restrict v, const float *restrict g, size_t n,
                                     float rate, float mu, float l2) {
  CK_REASSOCIATE
  ck_update_sums sums = {0, 0};
  for (size_t i = 0; i < n; i++) {
    float before = w[i], gradient = g[i] + l2 * before;
    float velocity = v[i] = mu * v[i] + gradient;
    CK_WRITE(i, before, before - rate * velocity);
  }
  return sums;
}

CK_CLONES ck_update_sums ck_nesterov(float *restrict w, float *restrict v, const float *restrict g, size_t n,
                                     float rate, float mu, float l2) {
  CK_REASSOCIATE
  ck_update_sums sums = {0, 0};
  for (size_t i = 0; i < n; i++) {
    float before = w[i], gradient = g[i] + l2 * before;
    float velocity = v[i] = mu * v[i] + gradient;
    CK_WRITE(i, before, before - rate * (gradient + mu * velocity));
  }
  return sums;
}

CK_CLONES ck_update_sums ck_adam(float *restrict w, float *restrict m, float *restrict v, const float *restrict g,
                                 size_t n, const ck_factors *factors) {
  CK_REASSOCIATE
  const ck_factors k = *factors;
  ck_update_sums sums = {0, 0};
  for (size_t i = 0; i < n; i++) {
    float before = w[i], gradient = g[i] + k.l2 * before;
    float mean = m[i] = k.beta1 * m[i] + k.fresh1 * gradient;
    float square = v[i] = k.beta2 * v[i] + k.fresh2 * (gradient * gradient);
    CK_WRITE(i, before, k.keep * before - k.rate * mean / (k.scale * sqrtf(square) + k.epsilon));
  }
  return sums;
}

CK_CLONES ck_update_sums ck_adamax(float *restrict w, float *restrict m, float *restrict u, const float *restrict g,
                                   size_t n, const ck_factors *factors) {
  CK_REASSOCIATE
  const ck_factors k = *factors;
  ck_update_sums sums = {0, 0};
  for (size_t i = 0; i < n; i++) {
    float before = w[i], gradient = g[i] + k.l2 * before;
    float mean = m[i] = k.beta1 * m[i] + k.fresh1 * gradient;
    float faded = k.beta2 * u[i], size = fabsf(gradient) + k.epsilon;
    float norm = u[i] = faded > size ? faded : size;
    CK_WRITE(i, before, k.keep * before - k.rate * mean / norm);
  }
  return sums;
}

CK_CLONES ck_update_sums ck_adabelief(float *restrict w, float *restrict m, float *restrict s,
                                      const float *restrict g, size_t n, const ck_factors *factors) {
  CK_REASSOCIATE
  const ck_factors k = *factors;
  ck_update_sums sums = {0, 0};
  for (size_t i = 0; i < n; i++) {
    float before = w[i], gradient = g[i] + k.l2 * before;
    float mean = m[i] = k.beta1 * m[i] + k.fresh1 * gradient, surprise = gradient - mean;
    float spread = s[i] = k.beta2 * s[i] + k.fresh2 * (surprise * surprise) + k.epsilon;
    CK_WRITE(i, before, k.keep * before - k.rate * mean / (k.scale * sqrtf(spread) + k.epsilon));
  }
  return sums;
}

CK_CLONES ck_update_sums ck_rmsprop(float *restrict w, float *restrict v, const float *restrict g, size_t n,
                                    const ck_factors *factors) {
  CK_REASSOCIATE
  const ck_factors k = *factors;
  ck_update_sums sums = {0, 0};
  for (size_t i = 0; i < n; i++) {
    float before = w[i], gradient = g[i] + k.l2 * before;
    float square = v[i] = k.beta2 * v[i] + k.fresh2 * (gradient * gradient);
    CK_WRITE(i, before, k.keep * before - k.rate * gradient / (sqrtf(square) + k.epsilon));
  }
  return sums;
}

CK_CLONES ck_update_sums ck_adagrad(float *restrict w, float *restrict s, const float *restrict g, size_t n,
                                    const ck_factors *factors) {
  CK_REASSOCIATE
  const ck_factors k = *factors;
  ck_update_sums sums = {0, 0};
  for (size_t i = 0; i < n; i++) {
    float before = w[i], gradient = g[i] + k.l2 * before;
    float squares = s[i] = s[i] + gradient * gradient;
    CK_WRITE(i, before, k.keep * before - k.rate * gradient / (sqrtf(squares) + k.epsilon));
  }
  return sums;
}

CK_CLONES ck_update_sums ck_lion(float *restrict w, float *restrict m, const float *restrict g, size_t n,
                                 const ck_factors *factors) {
  CK_REASSOCIATE
  const ck_factors k = *factors;
  ck_update_sums sums = {0, 0};
  for (size_t i = 0; i < n; i++) {
    float before = w[i], gradient = g[i] + k.l2 * before;
    float direction = k.beta1 * m[i] + k.fresh1 * gradient;
    float sign = direction > 0 ? 1 : direction < 0 ? -1 : direction;
    m[i] = k.beta2 * m[i] + k.fresh2 * gradient;
    CK_WRITE(i, before, k.keep * before - k.rate * sign);
  }
  return sums;
}

CK_CLONES ck_update_sums ck_lookahead(float *restrict w, float *restrict s, const float *restrict o, size_t n,
                                      float alpha) {
  CK_REASSOCIATE
  ck_update_sums sums = {0, 0};
  for (size_t i = 0; i < n; i++) {
    float slow = s[i] + alpha * (w[i] - s[i]);
    s[i] = slow;
    CK_WRITE(i, o[i], slow);
  }
  return sums;
}
