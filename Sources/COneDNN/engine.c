// Engine, layouts, memory, and running what has been prepared.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dn_internal.h"

static _Thread_local char last_error[160] = "";

bool dn_failed(dnnl_status_t status, const char *what) {
  if (status == dnnl_success) return false;
  const char *reason = status == dnnl_out_of_memory       ? "out of memory"
                       : status == dnnl_invalid_arguments ? "invalid arguments"
                       : status == dnnl_unimplemented     ? "not implemented for these shapes"
                                                          : "internal failure";
  snprintf(last_error, sizeof last_error, "oneDNN %s could not %s: %s (status %d)", dn_version(), what, reason,
           (int)status);
  return true;
}

void *dn_allocate(size_t bytes) {
  void *memory = calloc(1, bytes);
  if (!memory) dn_failed(dnnl_out_of_memory, "make a handle");
  return memory;
}

const char *dn_last_error(void) { return last_error; }

const char *dn_version(void) {
  static _Thread_local char text[32];
  const dnnl_version_t *version = dnnl_version();
  snprintf(text, sizeof text, "%d.%d.%d", version->major, version->minor, version->patch);
  return text;
}

dn_engine *dn_engine_create(void) {
  dn_engine *self = dn_allocate(sizeof *self);
  if (!self) return NULL;
  if (dn_failed(dnnl_engine_create(&self->engine, dnnl_cpu, 0), "open the CPU") ||
      dn_failed(dnnl_stream_create(&self->stream, self->engine, dnnl_stream_in_order), "open a stream")) {
    dn_engine_destroy(self);
    return NULL;
  }
  return self;
}

void dn_engine_destroy(dn_engine *self) {
  if (!self) return;
  if (self->stream) dnnl_stream_destroy(self->stream);
  if (self->engine) dnnl_engine_destroy(self->engine);
  free(self);
}

dn_layout *dn_layout_create(int count, const int64_t *dimensions, dn_format format, dn_type type) {
  static const dnnl_format_tag_t plain[] = {dnnl_format_tag_undef, dnnl_a, dnnl_ab, dnnl_abc, dnnl_abcd, dnnl_abcde};
  dnnl_dims_t dims = {0};
  memcpy(dims, dimensions, sizeof(int64_t) * (size_t)count);
  dnnl_format_tag_t tag = format == DN_ANY ? dnnl_format_tag_any : plain[count];
  dnnl_data_type_t data_type = type == DN_BF16 ? dnnl_bf16 : dnnl_f32;
  dn_layout *self = dn_allocate(sizeof *self);
  if (!self) return NULL;
#if DN_VERSION_3
  dnnl_status_t status = dnnl_memory_desc_create_with_tag(&self->desc, count, dims, data_type, tag);
#else
  dnnl_status_t status = dnnl_memory_desc_init_by_tag(&self->value, count, dims, data_type, tag);
#endif
  if (dn_failed(status, "describe a tensor")) {
    free(self);
    return NULL;
  }
  return self;
}

void dn_layout_destroy(dn_layout *self) {
  if (!self) return;
#if DN_VERSION_3
  if (self->desc) dnnl_memory_desc_destroy(self->desc);
#endif
  free(self);
}

bool dn_layout_equal(const dn_layout *a, const dn_layout *b) {
  return dnnl_memory_desc_equal(DN_DESC(a), DN_DESC(b)) != 0;
}

dn_type dn_layout_type(const dn_layout *layout) {
#if DN_VERSION_3
  dnnl_data_type_t type = dnnl_data_type_undef;
  dnnl_memory_desc_query(layout->desc, dnnl_query_data_type, &type);
#else
  dnnl_data_type_t type = layout->value.data_type;
#endif
  return type == dnnl_bf16 ? DN_BF16 : DN_F32;
}

size_t dn_layout_bytes(const dn_layout *layout) { return dnnl_memory_desc_get_size(DN_DESC(layout)); }

dn_memory *dn_memory_create(const dn_engine *engine, const dn_layout *layout, void *data) {
  dn_memory *self = dn_allocate(sizeof *self);
  if (!self) return NULL;
  if (dn_failed(dnnl_memory_create(&self->memory, DN_DESC(layout), engine->engine, data), "take memory")) {
    free(self);
    return NULL;
  }
  return self;
}

void dn_memory_destroy(dn_memory *self) {
  if (!self) return;
  dnnl_memory_destroy(self->memory);
  free(self);
}

static int library_argument(dn_argument argument) {
  switch (argument) {
    case DN_SRC: return DNNL_ARG_SRC;
    case DN_DST: return DNNL_ARG_DST;
    case DN_WEIGHTS: return DNNL_ARG_WEIGHTS;
    case DN_BIAS: return DNNL_ARG_BIAS;
    case DN_SCALE: return DNNL_ARG_SCALE;
    case DN_SHIFT: return DNNL_ARG_SHIFT;
    case DN_MEAN: return DNNL_ARG_MEAN;
    case DN_VARIANCE: return DNNL_ARG_VARIANCE;
    case DN_WORKSPACE: return DNNL_ARG_WORKSPACE;
    case DN_SCRATCHPAD: return DNNL_ARG_SCRATCHPAD;
    case DN_DIFF_SRC: return DNNL_ARG_DIFF_SRC;
    case DN_DIFF_DST: return DNNL_ARG_DIFF_DST;
    case DN_DIFF_WEIGHTS: return DNNL_ARG_DIFF_WEIGHTS;
    case DN_DIFF_BIAS: return DNNL_ARG_DIFF_BIAS;
    case DN_DIFF_SCALE: return DNNL_ARG_DIFF_SCALE;
    case DN_DIFF_SHIFT: return DNNL_ARG_DIFF_SHIFT;
  }
  return 0;
}

dn_layout *dn_operation_layout(const dn_operation *operation, dn_argument argument) {
  dn_layout *self = dn_allocate(sizeof *self);
  if (!self) return NULL;
#if DN_VERSION_3
  const_dnnl_memory_desc_t desc =
      dnnl_primitive_desc_query_md(operation->desc, dnnl_query_exec_arg_md, library_argument(argument));
  dnnl_status_t status =
      desc ? dnnl_memory_desc_clone(&self->desc, desc)
           : dnnl_memory_desc_create_with_tag(&self->desc, 0, NULL, dnnl_f32, dnnl_format_tag_undef);
  if (dn_failed(status, "describe an argument")) {
    free(self);
    return NULL;
  }
#else
  const dnnl_memory_desc_t *desc =
      dnnl_primitive_desc_query_md(operation->desc, dnnl_query_exec_arg_md, library_argument(argument));
  if (desc) self->value = *desc;
#endif
  return self;
}

void dn_operation_destroy(dn_operation *self) {
  if (!self) return;
  if (self->primitive) dnnl_primitive_destroy(self->primitive);
  if (self->desc) dnnl_primitive_desc_destroy(self->desc);
  free(self);
}

dn_call *dn_call_create(const dn_engine *engine, const dn_operation *operation, int count,
                        const dn_argument *arguments, dn_memory *const *memories) {
  dn_call *self = dn_allocate(sizeof *self + sizeof(dnnl_exec_arg_t) * (size_t)count);
  if (!self) return NULL;
  self->primitive = operation->primitive;
  self->stream = engine->stream;
  for (int i = 0; i < count; i++) {
    if (arguments[i] == DN_SHIFT && operation->refuses_shift) continue;
    self->arguments[self->count].arg = library_argument(arguments[i]);
    self->arguments[self->count].memory = memories[i]->memory;
    self->count++;
  }
  return self;
}

void dn_call_destroy(dn_call *self) { free(self); }

int dn_call_run(const dn_call *call) {
  dnnl_status_t status = dnnl_primitive_execute(call->primitive, call->stream, call->count, call->arguments);
  if (dn_failed(status, "run an operation")) return -1;
  return dn_failed(dnnl_stream_wait(call->stream), "finish an operation") ? -1 : 0;
}
