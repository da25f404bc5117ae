// What the files of the shim share.
#pragma once

#if !__has_include(<oneapi/dnnl/dnnl.h>)
#error "oneDNN is missing; install it: apt-get install libdnnl-dev"
#endif

#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_version.h>

#include "COneDNN.h"

#define DN_VERSION_3 (DNNL_VERSION_MAJOR >= 3)

struct dn_engine {
  dnnl_engine_t engine;
  dnnl_stream_t stream;
};

// In 2.x a memory descriptor is a struct, in 3.x a handle.
struct dn_layout {
#if DN_VERSION_3
  dnnl_memory_desc_t desc;
#else
  dnnl_memory_desc_t value;
#endif
};

struct dn_memory {
  dnnl_memory_t memory;
};

struct dn_operation {
  dnnl_primitive_t primitive;
  dnnl_primitive_desc_t desc;
  // In batch normalisation backwards 2.x wants the shift among the arguments and 3.x refuses it.
  bool refuses_shift;
};

struct dn_call {
  dnnl_primitive_t primitive;
  dnnl_stream_t stream;
  int count;
  dnnl_exec_arg_t arguments[];
};

// A layout as the library's functions take it.
#if DN_VERSION_3
#define DN_DESC(layout) ((layout)->desc)
#else
#define DN_DESC(layout) (&(layout)->value)
#endif

// Records a failure of `what`; returns whether there was one.
bool dn_failed(dnnl_status_t status, const char *what);
// Zeroed memory for one of the handles above; NULL, recorded as a failure, where there is none.
void *dn_allocate(size_t bytes);
