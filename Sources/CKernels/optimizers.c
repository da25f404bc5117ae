// Optimizer updates of one block, with the comparisons of its gradient and its update in the same sweep: every vector
// comes from memory once. The legend of letters and every rule's equation stand in CKernels.h.
#include <math.h>
#include <string.h>

#include "ck_internal.h"

// Floats that are swept at a time. What is compared with nothing, and the sketch, then stay in the first-level cache.
enum { part = CK_SKETCH };

// Chains of every sum, whatever else a loop does, and elements are a multiple of them: so the gradient's sums, and the
// weights, have the same bits whatever is compared. With more chains the sums of everything would not fit into registers.
enum { chains = 8 };
#define CK_CHAINS _Pragma("clang loop vectorize_width(8) interleave_count(1)")

// One part: letters as in CKernels.h, a and b the rule's state; p, m and u are what is compared with.
#define CK_PART                                                                                             \
  float *restrict w, float *restrict a, float *restrict b, const float *restrict g, const float *restrict p, \
      float *restrict m, float *restrict u, size_t n, const ck_factors *factors, float share, ck_sums *restrict sums
typedef void ck_part(CK_PART);

// What is compared, as statements on element i. Macros and no functions, so that CK_REASSOCIATE of the loop holds.
#define CK_DECLARE(pair) double pair##_dot = 0, pair##_square = 0, pair##_cross = 0;
#define CK_COMPARE(pair, first, second)                       \
  {                                                           \
    double left = (first), product = left * (double)(second); \
    pair##_dot += product;                                    \
    pair##_square += left * left;                             \
    pair##_cross += product * product;                        \
  }
#define CK_COLLECT(pair, its_square)     \
  sums->pair.dot += pair##_dot;          \
  sums->pair.squared_norm += its_square; \
  sums->pair.cross += pair##_cross;

#define CK_COMPARE_GRADIENT CK_COMPARE(gradient, g[i], p[i])
#define CK_COMPARE_MEAN                             \
  {                                                 \
    CK_COMPARE(mean, m[i], g[i])                    \
    float next = (1 - share) * m[i] + share * g[i]; \
    m[i] = isfinite(g[i]) ? next : m[i];            \
  }
// The square of the update is summed up once; the other one is not used, and so not computed.
#define CK_COMPARE_UPDATE              \
  {                                    \
    float rounded = (float)change;     \
    CK_COMPARE(descent, rounded, g[i]) \
    CK_COMPARE(update, rounded, u[i])  \
    u[i] = rounded;                    \
  }

// A sweep over one part: RULE makes the weight `after` of `before`, of the gradient x and of the state.
#define CK_SWEEP(name, RULE, GRADIENT, COMPARE_BEFORE, COMPARE_AFTER)            \
  CK_CLONES static void name(CK_PART) {                                          \
    CK_REASSOCIATE                                                               \
    const ck_factors k = *factors;                                               \
    __builtin_assume(n % chains == 0);                                           \
    double changes = 0, weights = 0;                                               \
    CK_DECLARE(gradient) CK_DECLARE(mean) CK_DECLARE(update) CK_DECLARE(descent) \
    CK_CHAINS for (size_t i = 0; i < n; i++) {                                   \
      COMPARE_BEFORE                                                             \
      float before = w[i], x = (GRADIENT) + k.l2 * before, after;                \
      (void)x;                                                                   \
      RULE                                                                       \
      w[i] = after;                                                              \
      double value = after, change = value - (double)before;                     \
      changes += change * change;                                                \
      weights += value * value;                                                  \
      COMPARE_AFTER                                                              \
    }                                                                            \
    sums->update_squared_norm += changes;                                        \
    sums->weight_squared_norm += weights;                                        \
    CK_COLLECT(gradient, gradient_square) CK_COLLECT(mean, mean_square)          \
    CK_COLLECT(update, update_square) CK_COLLECT(descent, update_square)         \
  }

// A rule alone, with its gradient compared, and with everything. Where a gradient is compared, what of it is not finite
// counts as zero to the rule: it would stay in the weights and in the state.
#define CK_FINITE isfinite(g[i]) ? g[i] : 0
#define CK_RULE(name, RULE)                                                                              \
  CK_SWEEP(name##_alone, RULE, g[i], , )                                                                 \
  CK_SWEEP(name##_gradient, RULE, CK_FINITE, CK_COMPARE_GRADIENT, )                                      \
  CK_SWEEP(name##_everything, RULE, CK_FINITE, CK_COMPARE_GRADIENT CK_COMPARE_MEAN, CK_COMPARE_UPDATE)   \
  static ck_part *const name[] = {name##_alone, name##_gradient, name##_everything};

CK_RULE(look, after = before;)

CK_RULE(sgd, after = before - k.rate * x;)

CK_RULE(momentum, float velocity = a[i] = k.beta1 * a[i] + x;
        after = before - k.rate * velocity;)

CK_RULE(nesterov, float velocity = a[i] = k.beta1 * a[i] + x;
        after = before - k.rate * (x + k.beta1 * velocity);)

CK_RULE(adam, float mean = a[i] = k.beta1 * a[i] + k.fresh1 * x;
        float square = b[i] = k.beta2 * b[i] + k.fresh2 * (x * x);
        after = k.keep * before - k.rate * mean / (k.scale * sqrtf(square) + k.epsilon);)

CK_RULE(adamax, float mean = a[i] = k.beta1 * a[i] + k.fresh1 * x;
        float faded = k.beta2 * b[i]; float size = fabsf(x) + k.epsilon;
        float norm = b[i] = faded > size ? faded : size;
        after = k.keep * before - k.rate * mean / norm;)

CK_RULE(adabelief, float mean = a[i] = k.beta1 * a[i] + k.fresh1 * x;
        float surprise = x - mean;
        float spread = b[i] = k.beta2 * b[i] + k.fresh2 * (surprise * surprise) + k.epsilon;
        after = k.keep * before - k.rate * mean / (k.scale * sqrtf(spread) + k.epsilon);)

CK_RULE(rmsprop, float square = a[i] = k.beta2 * a[i] + k.fresh2 * (x * x);
        after = k.keep * before - k.rate * x / (sqrtf(square) + k.epsilon);)

CK_RULE(adagrad, float squares = a[i] = a[i] + x * x;
        after = k.keep * before - k.rate * x / (sqrtf(squares) + k.epsilon);)

CK_RULE(lion, float direction = k.beta1 * a[i] + k.fresh1 * x;
        float sign = direction > 0 ? 1 : direction < 0 ? -1 : direction;
        a[i] = k.beta2 * a[i] + k.fresh2 * x;
        after = k.keep * before - k.rate * sign;)

CK_RULE(lookahead, after = a[i] + k.rate * (before - a[i]);
        a[i] = after;
        before = b[i];)

static ck_part *const *const rules[] = {
    [CK_LOOK] = look,           [CK_SGD] = sgd,         [CK_MOMENTUM] = momentum,   [CK_NESTEROV] = nesterov,
    [CK_ADAM] = adam,           [CK_ADAMAX] = adamax,   [CK_ADABELIEF] = adabelief, [CK_RMSPROP] = rmsprop,
    [CK_ADAGRAD] = adagrad,     [CK_LION] = lion,       [CK_LOOKAHEAD] = lookahead,
};

// A sweep over the last elements, fewer than there are chains: zeros, which add nothing to any sum, make up for the rest.
static void sweep_rest(ck_part *sweep, float *w, float *a, float *b, const float *g, const float *p, float *m, float *u,
                       size_t n, const ck_factors *factors, float share, ck_sums *sums) {
  float padded[7][chains] = {0};
  float *own[] = {w, a, b, m, u, (float *)g, (float *)p};
  for (int i = 0; i < 7; i++)
    if (own[i]) memcpy(padded[i], own[i], n * sizeof(float));
  sweep(padded[0], padded[1], padded[2], padded[5], padded[6], padded[3], padded[4], chains, factors, share, sums);
  for (int i = 0; i < 5; i++)
    if (own[i]) memcpy(own[i], padded[i], n * sizeof(float));
}

ck_sums ck_update(ck_rule rule, float *w, float *a, float *b, const float *g, size_t n, const ck_factors *factors,
                  const ck_comparison *with) {
  static const float zeros[part];
  // In place of vectors that are not there.
  float no_weights[part], no_mean[part], no_update[part];
  const ck_comparison c = with ? *with : (ck_comparison){0};
  if (!w) memset(no_weights, 0, sizeof no_weights);
  if (!c.mean) memset(no_mean, 0, sizeof no_mean);
  if (!c.update) memset(no_update, 0, sizeof no_update);
  ck_part *sweep = rules[rule][!with ? 0 : !c.is_everything ? 1 : 2];
  ck_sums sums = {0};
  for (size_t i = 0; i < n; i += part) {
    size_t count = n - i < part ? n - i : part, whole = count / chains * chains;
    if (c.sketch) ck_sketch(c.sketch, g + i, c.first + i, count, c.key);
    float *wi = w ? w + i : no_weights, *ai = a ? a + i : NULL, *bi = b ? b + i : NULL;
    const float *gi = g + i, *pi = c.previous ? c.previous + i : zeros;
    float *mi = c.mean ? c.mean + i : no_mean, *ui = c.update ? c.update + i : no_update;
    sweep(wi, ai, bi, gi, pi, mi, ui, whole, factors, c.share, &sums);
    if (whole == count) continue;
    sweep_rest(sweep, wi + whole, ai ? ai + whole : NULL, bi ? bi + whole : NULL, gi + whole, pi + whole, mi + whole,
               ui + whole, count - whole, factors, c.share, &sums);
  }
  return sums;
}
