// The operations. 2.x describes an operation in a struct and makes a primitive descriptor from it; 3.x makes the
// primitive descriptor at once. Scratchpads are the caller's, so that the library allocates none while it runs.
#include "dn_internal.h"

static dnnl_primitive_attr_t user_scratchpad(void) {
  dnnl_primitive_attr_t attributes = NULL;
  if (dnnl_primitive_attr_create(&attributes) != dnnl_success) return NULL;
  dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
  return attributes;
}

// Lets a forward operation end with max(0, x).
static dnnl_status_t append_relu(dnnl_primitive_attr_t attributes) {
  dnnl_post_ops_t operations = NULL;
  dnnl_status_t status = dnnl_post_ops_create(&operations);
  if (status != dnnl_success) return status;
#if DN_VERSION_3
  status = dnnl_post_ops_append_eltwise(operations, dnnl_eltwise_relu, 0, 0);
#else
  status = dnnl_post_ops_append_eltwise(operations, 1, dnnl_eltwise_relu, 0, 0);
#endif
  if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(attributes, operations);
  dnnl_post_ops_destroy(operations);
  return status;
}

// Compiles a primitive descriptor, which it takes over.
static dn_operation *finish(dnnl_status_t status, dnnl_primitive_desc_t desc, dnnl_primitive_attr_t attributes,
                            const char *what) {
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  if (dn_failed(status, what)) return NULL;
  dn_operation *self = dn_allocate(sizeof *self);
  if (!self) {
    dnnl_primitive_desc_destroy(desc);
    return NULL;
  }
  self->desc = desc;
  if (dn_failed(dnnl_primitive_create(&self->primitive, desc), what)) {
    dn_operation_destroy(self);
    return NULL;
  }
  return self;
}

#if !DN_VERSION_3
// Backward operations want the forward one as a hint; its own descriptor serves no other purpose.
static dnnl_status_t describe(dnnl_primitive_desc_t *desc, const void *operation, dnnl_primitive_attr_t attributes,
                              dnnl_engine_t engine, const_dnnl_primitive_desc_t hint) {
  return dnnl_primitive_desc_create(desc, (const_dnnl_op_desc_t)operation, attributes, engine, hint);
}
#endif

// The same logical shape in the type of another tensor, its order left open.
static dn_layout *open_layout(const dn_layout *shape, const dn_layout *type) {
#if DN_VERSION_3
  int count = 0;
  dnnl_dims_t *dims = NULL;
  dnnl_memory_desc_query(shape->desc, dnnl_query_ndims_s32, &count);
  dnnl_memory_desc_query(shape->desc, dnnl_query_dims, &dims);
  return dn_layout_create(count, *dims, DN_ANY, dn_layout_type(type));
#else
  return dn_layout_create(shape->value.ndims, shape->value.dims, DN_ANY, dn_layout_type(type));
#endif
}

static dnnl_status_t convolution_desc(dnnl_primitive_desc_t *desc, const dn_engine *engine, dn_direction direction,
                                      dnnl_alg_kind_t algorithm, const dn_layout *source, const dn_layout *weights,
                                      const dn_layout *bias, const dn_layout *destination, dnnl_dims_t strides,
                                      dnnl_dims_t padding, dnnl_primitive_attr_t attributes,
                                      dnnl_primitive_desc_t hint) {
#if DN_VERSION_3
  dnnl_dims_t dilation = {0, 0};
  const_dnnl_memory_desc_t bias_desc = bias ? DN_DESC(bias) : NULL;
  switch (direction) {
    case DN_FORWARD:
      return dnnl_convolution_forward_primitive_desc_create(
          desc, engine->engine, dnnl_forward_training, algorithm, DN_DESC(source), DN_DESC(weights), bias_desc,
          DN_DESC(destination), strides, dilation, padding, padding, attributes);
    case DN_BACKWARD_DATA:
      return dnnl_convolution_backward_data_primitive_desc_create(
          desc, engine->engine, algorithm, DN_DESC(source), DN_DESC(weights), DN_DESC(destination), strides,
          dilation, padding, padding, hint, attributes);
    case DN_BACKWARD_WEIGHTS:
      return dnnl_convolution_backward_weights_primitive_desc_create(
          desc, engine->engine, algorithm, DN_DESC(source), DN_DESC(weights), bias_desc, DN_DESC(destination),
          strides, dilation, padding, padding, hint, attributes);
  }
#else
  dnnl_convolution_desc_t operation;
  dnnl_status_t status = dnnl_success;
  const dnnl_memory_desc_t *bias_desc = bias ? DN_DESC(bias) : NULL;
  switch (direction) {
    case DN_FORWARD:
      status = dnnl_convolution_forward_desc_init(&operation, dnnl_forward_training, algorithm, DN_DESC(source),
                                                  DN_DESC(weights), bias_desc, DN_DESC(destination), strides,
                                                  padding, padding);
      break;
    case DN_BACKWARD_DATA:
      status = dnnl_convolution_backward_data_desc_init(&operation, algorithm, DN_DESC(source), DN_DESC(weights),
                                                        DN_DESC(destination), strides, padding, padding);
      break;
    case DN_BACKWARD_WEIGHTS:
      status = dnnl_convolution_backward_weights_desc_init(&operation, algorithm, DN_DESC(source), DN_DESC(weights),
                                                           bias_desc, DN_DESC(destination), strides, padding, padding);
      break;
  }
  if (status != dnnl_success) return status;
  return describe(desc, &operation, attributes, engine->engine, hint);
#endif
}

dn_operation *dn_convolution_create(const dn_engine *engine, dn_direction direction, dn_algorithm algorithm,
                                    const dn_layout *source, const dn_layout *weights, const dn_layout *bias,
                                    const dn_layout *destination, int64_t stride, int64_t padding, bool relu) {
  dnnl_alg_kind_t kind = algorithm == DN_WINOGRAD ? dnnl_convolution_winograd : dnnl_convolution_direct;
  dnnl_dims_t strides = {stride, stride};
  dnnl_dims_t pads = {padding, padding};
  dnnl_primitive_desc_t hint = NULL;
  if (direction != DN_FORWARD) {
    // The gradient of bfloat16 weights is in single precision, the forward pass knows only bfloat16.
    dn_layout *forward_weights = open_layout(weights, source);
    if (!forward_weights) return NULL;
    dnnl_status_t status = convolution_desc(&hint, engine, DN_FORWARD, kind, source, forward_weights, bias,
                                            destination, strides, pads, NULL, NULL);
    dn_layout_destroy(forward_weights);
    if (dn_failed(status, "plan a convolution")) return NULL;
  }
  dnnl_primitive_attr_t attributes = user_scratchpad();
  dnnl_primitive_desc_t desc = NULL;
  dnnl_status_t status = dnnl_success;
  if (relu && direction == DN_FORWARD) status = append_relu(attributes);
  if (status == dnnl_success)
    status = convolution_desc(&desc, engine, direction, kind, source, weights, bias, destination, strides, pads,
                              attributes, hint);
  if (hint) dnnl_primitive_desc_destroy(hint);
  return finish(status, desc, attributes, "plan a convolution");
}

static dnnl_status_t inner_product_desc(dnnl_primitive_desc_t *desc, const dn_engine *engine, dn_direction direction,
                                        const dn_layout *source, const dn_layout *weights, const dn_layout *bias,
                                        const dn_layout *destination, dnnl_primitive_attr_t attributes,
                                        dnnl_primitive_desc_t hint) {
#if DN_VERSION_3
  switch (direction) {
    case DN_FORWARD:
      return dnnl_inner_product_forward_primitive_desc_create(desc, engine->engine, dnnl_forward_training,
                                                              DN_DESC(source), DN_DESC(weights), DN_DESC(bias),
                                                              DN_DESC(destination), attributes);
    case DN_BACKWARD_DATA:
      return dnnl_inner_product_backward_data_primitive_desc_create(
          desc, engine->engine, DN_DESC(source), DN_DESC(weights), DN_DESC(destination), hint, attributes);
    case DN_BACKWARD_WEIGHTS:
      return dnnl_inner_product_backward_weights_primitive_desc_create(desc, engine->engine, DN_DESC(source),
                                                                       DN_DESC(weights), DN_DESC(bias),
                                                                       DN_DESC(destination), hint, attributes);
  }
#else
  dnnl_inner_product_desc_t operation;
  dnnl_status_t status = dnnl_success;
  switch (direction) {
    case DN_FORWARD:
      status = dnnl_inner_product_forward_desc_init(&operation, dnnl_forward_training, DN_DESC(source),
                                                    DN_DESC(weights), DN_DESC(bias), DN_DESC(destination));
      break;
    case DN_BACKWARD_DATA:
      status = dnnl_inner_product_backward_data_desc_init(&operation, DN_DESC(source), DN_DESC(weights),
                                                          DN_DESC(destination));
      break;
    case DN_BACKWARD_WEIGHTS:
      status = dnnl_inner_product_backward_weights_desc_init(&operation, DN_DESC(source), DN_DESC(weights),
                                                             DN_DESC(bias), DN_DESC(destination));
      break;
  }
  if (status != dnnl_success) return status;
  return describe(desc, &operation, attributes, engine->engine, hint);
#endif
}

dn_operation *dn_inner_product_create(const dn_engine *engine, dn_direction direction, const dn_layout *source,
                                      const dn_layout *weights, const dn_layout *bias,
                                      const dn_layout *destination, bool relu) {
  dnnl_primitive_desc_t hint = NULL;
  if (direction != DN_FORWARD) {
    dnnl_status_t status =
        inner_product_desc(&hint, engine, DN_FORWARD, source, weights, bias, destination, NULL, NULL);
    if (dn_failed(status, "plan a linear layer")) return NULL;
  }
  dnnl_primitive_attr_t attributes = user_scratchpad();
  dnnl_primitive_desc_t desc = NULL;
  dnnl_status_t status = dnnl_success;
  if (relu && direction == DN_FORWARD) status = append_relu(attributes);
  if (status == dnnl_success)
    status = inner_product_desc(&desc, engine, direction, source, weights, bias, destination, attributes, hint);
  if (hint) dnnl_primitive_desc_destroy(hint);
  return finish(status, desc, attributes, "plan a linear layer");
}

static unsigned normalization_flags(bool relu) {
  unsigned flags = dnnl_use_scale | dnnl_use_shift;
  return relu ? flags | dnnl_fuse_norm_relu : flags;
}

static dn_operation *normalization_forward(const dn_engine *engine, dnnl_prop_kind_t kind, unsigned flags,
                                           const dn_layout *data, float epsilon) {
  dnnl_primitive_attr_t attributes = user_scratchpad();
  dnnl_primitive_desc_t desc = NULL;
#if DN_VERSION_3
  dnnl_status_t status = dnnl_batch_normalization_forward_primitive_desc_create(
      &desc, engine->engine, kind, DN_DESC(data), DN_DESC(data), epsilon, flags, attributes);
#else
  dnnl_batch_normalization_desc_t operation;
  dnnl_status_t status =
      dnnl_batch_normalization_forward_desc_init(&operation, kind, DN_DESC(data), epsilon, flags);
  if (status == dnnl_success) status = describe(&desc, &operation, attributes, engine->engine, NULL);
#endif
  return finish(status, desc, attributes, "plan batch normalisation");
}

dn_operation *dn_batch_normalization_create(const dn_engine *engine, const dn_layout *data, float epsilon,
                                            bool relu) {
  return normalization_forward(engine, dnnl_forward_training, normalization_flags(relu), data, epsilon);
}

dn_operation *dn_batch_normalization_inference_create(const dn_engine *engine, const dn_layout *data, float epsilon,
                                                      bool relu) {
  return normalization_forward(engine, dnnl_forward_inference, normalization_flags(relu) | dnnl_use_global_stats, data,
                               epsilon);
}

dn_operation *dn_batch_normalization_backward_create(const dn_engine *engine, const dn_operation *forward,
                                                     const dn_layout *data, const dn_layout *gradient,
                                                     float epsilon, bool relu) {
  dnnl_primitive_attr_t attributes = user_scratchpad();
  dnnl_primitive_desc_t desc = NULL;
#if DN_VERSION_3
  dnnl_status_t status = dnnl_batch_normalization_backward_primitive_desc_create(
      &desc, engine->engine, dnnl_backward, DN_DESC(gradient), DN_DESC(gradient), DN_DESC(data), epsilon,
      normalization_flags(relu), forward->desc, attributes);
#else
  dnnl_batch_normalization_desc_t operation;
  dnnl_status_t status = dnnl_batch_normalization_backward_desc_init(
      &operation, dnnl_backward, DN_DESC(gradient), DN_DESC(data), epsilon, normalization_flags(relu));
  if (status == dnnl_success) status = describe(&desc, &operation, attributes, engine->engine, forward->desc);
#endif
  dn_operation *self = finish(status, desc, attributes, "plan batch normalisation backwards");
  if (self) self->refuses_shift = DN_VERSION_3;
  return self;
}

static dnnl_status_t pooling_desc(dnnl_primitive_desc_t *desc, const dn_engine *engine, const dn_operation *forward,
                                  dn_window window, const dn_layout *source, const dn_layout *destination,
                                  dnnl_primitive_attr_t attributes) {
  dnnl_dims_t kernels = {window.kernel, window.kernel}, strides = {window.stride, window.stride};
  dnnl_dims_t pads = {window.padding, window.padding};
  dnnl_alg_kind_t algorithm = window.algorithm == DN_POOLING_MAX ? dnnl_pooling_max : dnnl_pooling_avg_include_padding;
#if DN_VERSION_3
  dnnl_dims_t dilation = {0, 0};
  if (forward)
    return dnnl_pooling_backward_primitive_desc_create(desc, engine->engine, algorithm, DN_DESC(source),
                                                       DN_DESC(destination), strides, kernels, dilation, pads, pads,
                                                       forward->desc, attributes);
  return dnnl_pooling_forward_primitive_desc_create(desc, engine->engine, dnnl_forward_training, algorithm,
                                                    DN_DESC(source), DN_DESC(destination), strides, kernels, dilation,
                                                    pads, pads, attributes);
#else
  dnnl_pooling_desc_t operation;
  dnnl_status_t status =
      forward ? dnnl_pooling_backward_desc_init(&operation, algorithm, DN_DESC(source), DN_DESC(destination), strides,
                                                kernels, pads, pads)
              : dnnl_pooling_forward_desc_init(&operation, dnnl_forward_training, algorithm, DN_DESC(source),
                                               DN_DESC(destination), strides, kernels, pads, pads);
  if (status != dnnl_success) return status;
  return describe(desc, &operation, attributes, engine->engine, forward ? forward->desc : NULL);
#endif
}

dn_operation *dn_pooling_create(const dn_engine *engine, dn_window window, const dn_layout *source,
                                const dn_layout *destination) {
  dnnl_primitive_attr_t attributes = user_scratchpad();
  dnnl_primitive_desc_t desc = NULL;
  dnnl_status_t status = pooling_desc(&desc, engine, NULL, window, source, destination, attributes);
  return finish(status, desc, attributes, "plan pooling");
}

dn_operation *dn_pooling_backward_create(const dn_engine *engine, const dn_operation *forward, dn_window window,
                                         const dn_layout *source, const dn_layout *destination) {
  dnnl_primitive_attr_t attributes = user_scratchpad();
  dnnl_primitive_desc_t desc = NULL;
  dnnl_status_t status = pooling_desc(&desc, engine, forward, window, source, destination, attributes);
  return finish(status, desc, attributes, "plan pooling backwards");
}

dn_operation *dn_reorder_create(const dn_engine *engine, const dn_layout *from, const dn_layout *to) {
  dnnl_primitive_attr_t attributes = user_scratchpad();
  dnnl_primitive_desc_t desc = NULL;
  dnnl_status_t status = dnnl_reorder_primitive_desc_create(&desc, DN_DESC(from), engine->engine, DN_DESC(to),
                                                            engine->engine, attributes);
  return finish(status, desc, attributes, "plan a reorder");
}
