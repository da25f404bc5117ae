/// The memory-bound sweeps of layertop in vectorised C: they know nothing but float pointers.
///
/// Letters: g gradient, p previous gradient, w weights, v velocity, n count of floats. All counts are of floats; pointers
/// need only the alignment of a float. Sums are taken in double precision: the product of two floats is exact there.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Threads -------------------------------------------------------------------------------------------------------

/// Sets the size of the calling thread's OpenMP team, which oneDNN and the sweeps below share.
///
/// A team as large as the machine has each thread bound to a processor of its own. oneDNN's threads wait for each other
/// in loops that never sleep: where the system puts two of them on one processor, which it does beside other programs,
/// each wait lasts a time slice, and a step takes up to fifty times as long. Threads that a
/// bound one starts are bound to the same processor.
void ck_set_threads(int count);
/// Calls `body(context, thread, threads)` once on every thread of the team and returns when all are done.
void ck_parallel(void (*body)(void *context, int thread, int threads), void *context);

// Drift statistics and optimizers, one thread each: callers run them block by block, so that what the first has read
// is in cache for the second ------------------------------------------------------------------------------------

/// Σ over one block.
typedef struct {
  double dot;            ///< Σ g·p
  double squared_norm;   ///< Σ g²
  double cross;          ///< Σ (g·p)²
} ck_drift_sums;

/// The sums of one block of gradients.
ck_drift_sums ck_drift(const float *g, const float *p, size_t n);

/// o ← w − o: with o the weights before an update, the update itself.
void ck_difference(float *o, const float *w, size_t n);

/// Buckets of a sketch.
enum { CK_SKETCH = 1024 };

/// Adds elements first..<first + n of a vector, which lie at g, to its count sketch (Charikar, Chen and
/// Farach-Colton 2002): element i is added to one bucket with the sign +1 or −1, both of which depend on i and `key`
/// alone. `first` is a multiple of CK_SKETCH.
///
/// The dot product of two vectors' sketches estimates g·h without bias, with a variance of at most
/// (|g|²·|h|² + (g·h)²) / CK_SKETCH.
void ck_sketch(float *sketch, const float *g, size_t first, size_t n, uint64_t key);

/// s_j ← Σ rows_ij over `rows` rows of n floats.
void ck_sum_rows(float *s, const float *rows, size_t count, size_t n);

/// Independent standard normal numbers: elements first..<first + n of the stream of `key`; `first` is even.
void ck_noise(float *x, size_t first, size_t n, uint64_t key);

/// Σ over one block of an update u = w_new − w_old.
typedef struct {
  double update_squared_norm;  ///< Σ u²
  double weight_squared_norm;  ///< Σ w_new²
} ck_update_sums;

// The rules. η learning rate, l2 coupled weight decay: every g below stands for g + l2·w; keep = 1 − η·λ decoupled
// weight decay: every w on a right side stands for keep·w. l2 = 0 and keep = 1 mean none.

/// w ← w − η·g.
ck_update_sums ck_sgd(float *w, const float *g, size_t n, float rate, float l2);
/// v ← μ·v + g, w ← w − η·v.
ck_update_sums ck_momentum(float *w, float *v, const float *g, size_t n, float rate, float mu, float l2);
/// v ← μ·v + g, w ← w − η·(g + μ·v).
ck_update_sums ck_nesterov(float *w, float *v, const float *g, size_t n, float rate, float mu, float l2);

/// The factors of the rules with means; a rule uses those that its equation names.
typedef struct {
  float rate;            ///< η, bias correction of the first moment included
  float beta1, beta2;    ///< the shares that are kept
  float fresh1, fresh2;  ///< 1 − β1, 1 − β2, rounded from double precision
  float scale;           ///< c: the bias correction of a root, 1/√(1 − β2^t)
  float epsilon;         ///< ε
  float l2, keep;        ///< weight decay, coupled and decoupled
} ck_factors;

/// m ← β1·m + (1 − β1)·g, v ← β2·v + (1 − β2)·g², w ← w − η·m / (c·√v + ε).
ck_update_sums ck_adam(float *w, float *m, float *v, const float *g, size_t n, const ck_factors *factors);
/// m ← β1·m + (1 − β1)·g, u ← max(β2·u, |g| + ε), w ← w − η·m / u.
ck_update_sums ck_adamax(float *w, float *m, float *u, const float *g, size_t n, const ck_factors *factors);
/// m ← β1·m + (1 − β1)·g, s ← β2·s + (1 − β2)·(g − m)² + ε, w ← w − η·m / (c·√s + ε).
ck_update_sums ck_adabelief(float *w, float *m, float *s, const float *g, size_t n, const ck_factors *factors);
/// v ← β2·v + (1 − β2)·g², w ← w − η·g / (√v + ε).
ck_update_sums ck_rmsprop(float *w, float *v, const float *g, size_t n, const ck_factors *factors);
/// s ← s + g², w ← w − η·g / (√s + ε).
ck_update_sums ck_adagrad(float *w, float *s, const float *g, size_t n, const ck_factors *factors);
/// w ← w − η·sign(β1·m + (1 − β1)·g), m ← β2·m + (1 − β2)·g; the sign of no number is no number.
ck_update_sums ck_lion(float *w, float *m, const float *g, size_t n, const ck_factors *factors);

/// s ← s + α·(w − s), w ← s; o is w before the rule's update, from which the sums count.
ck_update_sums ck_lookahead(float *w, float *s, const float *o, size_t n, float alpha);

// Network sweeps, on the whole team ------------------------------------------------------------------------------

/// a ← max(0, a + b).
void ck_add_relu(float *a, const float *b, size_t n);
/// The gradient through max(0, ·) of the sum of all gradients of its output y: g ← (g + h)·[y > 0]; h may be NULL.
void ck_relu_backward(float *g, const float *h, const float *y, size_t n);
/// a ← a + b.
void ck_add(float *a, const float *b, size_t n);
/// Copies `rows` rows of `n` floats between matrices whose rows begin `to_stride` and `from_stride` floats apart.
void ck_copy_rows(float *to, size_t to_stride, const float *from, size_t from_stride, size_t rows, size_t n);
/// Dropout: x ← 0 with the chance `probability`, else x / (1 − probability). Element i's fate depends on i and `key`
/// alone: the same call on a gradient has the same mask, with any number of threads.
void ck_dropout(float *x, size_t n, uint64_t key, double probability);

/// The same on bfloat16 (the upper half of a float), computed in single precision and rounded to nearest even.
void ck_add_relu_bf16(uint16_t *a, const uint16_t *b, size_t n);
void ck_relu_backward_bf16(uint16_t *g, const uint16_t *h, const uint16_t *y, size_t n);
void ck_add_bf16(uint16_t *a, const uint16_t *b, size_t n);

/// Mean cross-entropy of softmax(logits), row-major (n, classes), against labels in 0..<classes.
/// Writes its gradient by the logits and the number of rows whose largest logit is the label's.
double ck_softmax_cross_entropy(const float *logits, const int32_t *labels, float *gradient, size_t n, size_t classes,
                                int64_t *correct);

/// r ← (1 − momentum)·r + momentum·scale·x: a running statistic, or an exponential mean; one thread. Where x is not
/// finite, r stays as it is.
void ck_running_mean(float *r, const float *x, size_t n, float momentum, float scale);

// The machine ----------------------------------------------------------------------------------------------------

/// Whether the processor multiplies bfloat16 by itself; elsewhere it would be slower than single precision.
bool ck_has_bfloat16(void);

/// Fused multiply-adds in registers on the whole team for about `seconds`: the fp32 peak in floating-point operations
/// per second, a multiply-add counted as two.
double ck_measure_peak(double seconds);

/// x ← a·x + y on the whole team for about `seconds`, over two arrays of `n` floats each, which should be several times
/// as large as the last cache: the memory bandwidth in bytes per second, two reads and one write counted. 0 where there is
/// no memory for them.
double ck_measure_bandwidth(double seconds, size_t n);
