/// The part of oneDNN that layertop uses, behind opaque types, so that nothing else in the project depends on
/// the library's version: 2.6 (Debian 12) and 3.x have different C APIs.
///
/// Functions that make something return NULL on failure, functions that do something return 0 on success;
/// dn_last_error then holds a sentence. Nothing here is safe to call from two threads at a time, and everything
/// that computes belongs on one thread, since OpenMP keeps a team of threads per calling thread.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The CPU and an in-order stream on it.
typedef struct dn_engine dn_engine;
/// A tensor's logical shape and the order of its elements in memory.
typedef struct dn_layout dn_layout;
/// A layout and the memory that holds it; the memory belongs to the caller.
typedef struct dn_memory dn_memory;
/// A computation that has been compiled for given layouts.
typedef struct dn_operation dn_operation;
/// An operation with its arguments, ready to run.
typedef struct dn_call dn_call;

/// The order of a tensor's elements.
typedef enum {
  /// Left to the operation.
  DN_ANY,
  /// Row-major in the logical order: x, nc, oi, nchw, oihw.
  DN_PLAIN,
} dn_format;

/// The type of a tensor's elements.
typedef enum { DN_F32, DN_BF16 } dn_type;

/// What a convolution or an inner product computes.
typedef enum { DN_FORWARD, DN_BACKWARD_DATA, DN_BACKWARD_WEIGHTS } dn_direction;

/// How a convolution is computed. Winograd's minimal filtering needs fewer multiplications and rounds more; it exists
/// for 3 × 3 kernels of stride 1, on some processors, in some versions of the library.
typedef enum { DN_DIRECT, DN_WINOGRAD } dn_algorithm;

/// The arguments of operations.
typedef enum {
  DN_SRC,
  DN_DST,
  DN_WEIGHTS,
  DN_BIAS,
  DN_SCALE,
  DN_SHIFT,
  DN_MEAN,
  DN_VARIANCE,
  DN_WORKSPACE,
  DN_SCRATCHPAD,
  DN_DIFF_SRC,
  DN_DIFF_DST,
  DN_DIFF_WEIGHTS,
  DN_DIFF_BIAS,
  DN_DIFF_SCALE,
  DN_DIFF_SHIFT,
} dn_argument;

/// The sentence of this thread's last failure.
const char *dn_last_error(void);
/// The version of the library in use, such as "2.6.3".
const char *dn_version(void);

dn_engine *dn_engine_create(void);
void dn_engine_destroy(dn_engine *engine);

/// A layout of `count` dimensions (at most 5).
dn_layout *dn_layout_create(int count, const int64_t *dimensions, dn_format format, dn_type type);
void dn_layout_destroy(dn_layout *layout);
bool dn_layout_equal(const dn_layout *a, const dn_layout *b);
dn_type dn_layout_type(const dn_layout *layout);
/// The bytes that a tensor of this layout takes, padding of blocked layouts included; 0 if it needs none.
size_t dn_layout_bytes(const dn_layout *layout);

dn_memory *dn_memory_create(const dn_engine *engine, const dn_layout *layout, void *data);
void dn_memory_destroy(dn_memory *memory);

/// A 2-D convolution, square stride and padding. Layouts: source (n, c, h, w), weights (o, i, kh, kw), bias (o) or NULL
/// for none, destination (n, o, oh, ow); for the backward directions these are the layouts of the gradients where the
/// direction computes or reads a gradient. With `relu`, the forward direction ends with max(0, x); the backward ones
/// know nothing of it.
dn_operation *dn_convolution_create(const dn_engine *engine, dn_direction direction, dn_algorithm algorithm,
                                    const dn_layout *source, const dn_layout *weights, const dn_layout *bias,
                                    const dn_layout *destination, int64_t stride, int64_t padding, bool relu);

/// A linear layer with bias, and `relu` as above. Layouts: source (n, c) or (n, c, h, w), weights alike with o first,
/// bias (o), destination (n, o).
dn_operation *dn_inner_product_create(const dn_engine *engine, dn_direction direction, const dn_layout *source,
                                      const dn_layout *weights, const dn_layout *bias,
                                      const dn_layout *destination, bool relu);

/// Batch normalisation in training mode, forward: reads SRC, SCALE, SHIFT; writes DST, MEAN, VARIANCE (biased, per
/// channel) and, with ReLU, WORKSPACE.
dn_operation *dn_batch_normalization_create(const dn_engine *engine, const dn_layout *data, float epsilon,
                                            bool relu);
/// The same with given statistics: reads SRC, SCALE, SHIFT, MEAN and VARIANCE, writes DST.
dn_operation *dn_batch_normalization_inference_create(const dn_engine *engine, const dn_layout *data, float epsilon,
                                                      bool relu);
/// The backward pass of training mode: reads SRC, DIFF_DST, SCALE, SHIFT, MEAN,
/// VARIANCE, WORKSPACE; writes DIFF_SRC, DIFF_SCALE, DIFF_SHIFT.
dn_operation *dn_batch_normalization_backward_create(const dn_engine *engine, const dn_operation *forward,
                                                     const dn_layout *data, const dn_layout *gradient,
                                                     float epsilon, bool relu);

/// How a window is summed up.
typedef enum { DN_POOLING_MAX, DN_POOLING_AVERAGE } dn_pooling;
/// A square window that is moved over an image.
typedef struct {
  dn_pooling algorithm;
  int64_t kernel, stride, padding;
} dn_window;
/// Pooling, forward: reads SRC, writes DST and, for the maximum, WORKSPACE.
dn_operation *dn_pooling_create(const dn_engine *engine, dn_window window, const dn_layout *source,
                                const dn_layout *destination);
/// Its backward pass: reads DIFF_DST and WORKSPACE, writes DIFF_SRC.
dn_operation *dn_pooling_backward_create(const dn_engine *engine, const dn_operation *forward, dn_window window,
                                         const dn_layout *source, const dn_layout *destination);

/// A copy from SRC to DST that changes the order of elements.
dn_operation *dn_reorder_create(const dn_engine *engine, const dn_layout *from, const dn_layout *to);

void dn_operation_destroy(dn_operation *operation);
/// The layout that the operation uses for an argument; empty (0 bytes) if it has no such argument. The caller
/// destroys it.
dn_layout *dn_operation_layout(const dn_operation *operation, dn_argument argument);

/// Binds `count` arguments. The memories must outlive the call.
dn_call *dn_call_create(const dn_engine *engine, const dn_operation *operation, int count,
                        const dn_argument *arguments, dn_memory *const *memories);
void dn_call_destroy(dn_call *call);
/// Runs on the calling thread's OpenMP team and returns when done; allocates nothing of its own.
int dn_call_run(const dn_call *call);
