/// The memory-bound sweeps of layertop in vectorised C: they know nothing but float pointers.
///
/// Letters: g gradient, p previous gradient, w weights, n count of floats. All counts are of floats; pointers
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
/// bound one starts are bound to the same processor, until they call `ck_unbind_thread`.
void ck_set_threads(int count);
/// Lets the calling thread, and those that it starts from now on, run on any processor that the process may use.
void ck_unbind_thread(void);
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

/// The rules. η learning rate, l2 coupled weight decay: every g below stands for g + l2·w; keep = 1 − η·λ decoupled
/// weight decay: every w on a right side stands for keep·w. l2 = 0 and keep = 1 mean none.
typedef enum {
  CK_LOOK,       ///< w ← w, for a look at the gradient
  CK_SGD,        ///< w ← w − η·g
  CK_MOMENTUM,   ///< a ← β1·a + g, w ← w − η·a
  CK_NESTEROV,   ///< a ← β1·a + g, w ← w − η·(g + β1·a)
  CK_ADAM,       ///< a ← β1·a + (1 − β1)·g, b ← β2·b + (1 − β2)·g², w ← w − η·a / (c·√b + ε)
  CK_ADAMAX,     ///< a ← β1·a + (1 − β1)·g, b ← max(β2·b, |g| + ε), w ← w − η·a / b
  CK_ADABELIEF,  ///< a ← β1·a + (1 − β1)·g, b ← β2·b + (1 − β2)·(g − a)² + ε, w ← w − η·a / (c·√b + ε)
  CK_RMSPROP,    ///< a ← β2·a + (1 − β2)·g², w ← w − η·g / (√a + ε)
  CK_ADAGRAD,    ///< a ← a + g², w ← w − η·g / (√a + ε)
  CK_LION,       ///< w ← w − η·sign(β1·a + (1 − β1)·g), a ← β2·a + (1 − β2)·g; the sign of no number is no number
  CK_LOOKAHEAD,  ///< a ← a + η·(w − a), w ← a; b is w before the inner rule's update, from which the sums count
} ck_rule;

/// The factors of the rules; a rule uses those that its equation names.
typedef struct {
  float rate;            ///< η, bias correction of the first moment included
  float beta1, beta2;    ///< the shares that are kept
  float fresh1, fresh2;  ///< 1 − β1, 1 − β2, rounded from double precision
  float scale;           ///< c: the bias correction of a root, 1/√(1 − β2^t)
  float epsilon;         ///< ε
  float l2, keep;        ///< weight decay, coupled and decoupled
} ck_factors;

/// What a block is compared with in the sweep that updates it.
typedef struct {
  const float *previous;  ///< p, the gradient of the step before; NULL: zeros
  bool is_everything;     ///< whether mean and update are compared too
  float *mean;            ///< m, compared with g, then m ← (1 − share)·m + share·g where g is finite; NULL: none
  float share;
  float *update;          ///< the update of the step before, compared with this one, which replaces it; NULL: none
  float *sketch;          ///< the sketch that the gradient is added to, see `ck_sketch`; NULL: none
  size_t first;           ///< the first element's place in its vector, a multiple of CK_SKETCH
  uint64_t key;           ///< what the sketch's hash depends on
} ck_comparison;

/// Σ over one block. What is not compared is zero, and what is compared with nothing has no meaning.
typedef struct {
  ck_drift_sums gradient;      ///< of g and p
  ck_drift_sums mean;          ///< of m and g
  ck_drift_sums update;        ///< of u = w_new − w_old and that of the step before
  ck_drift_sums descent;       ///< of u and g
  double update_squared_norm;  ///< Σ u², u not rounded to single precision
  double weight_squared_norm;  ///< Σ w_new²
} ck_sums;

/// Updates one block of weights by its gradient g, and compares it with what is given; `a` and `b` are the rule's state,
/// NULL where it has none. Each vector comes from memory once. Without weights, w = NULL, the comparisons alone.
///
/// Where anything is compared, what of g is not finite counts as zero to the rule, not to the sums: it would stay in the
/// weights and in the state.
ck_sums ck_update(ck_rule rule, float *w, float *a, float *b, const float *g, size_t n, const ck_factors *factors,
                  const ck_comparison *comparison);

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

/// Ways through two arrays x and y.
typedef enum {
  CK_READ,            ///< Σ (x + y), two reads: the least work that needs every byte
  CK_DRIFT,           ///< `ck_drift` of x and y, two reads
  CK_READ_AND_WRITE,  ///< x ← a·x + y, two reads and a write: links that work both ways at once carry more than by reads
} ck_stream;

/// Goes through two arrays of `n` floats each on the whole team for about `seconds`: bytes per second. The arrays should
/// be several times as large as the last cache for it to be the memory's bandwidth. 0 where there is no memory for them.
double ck_measure_bandwidth(ck_stream kind, double seconds, size_t n);
