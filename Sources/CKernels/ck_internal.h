// What the kernels share.
#pragma once

#include "CKernels.h"

// One version of a kernel per instruction set, chosen when the program is loaded.
#if defined(__x86_64__)
#define CK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CK_CLONES
#endif

// Lets a reduction be vectorised: sums may be taken in another order, in this block only.
#define CK_REASSOCIATE _Pragma("clang fp reassociate(on) contract(fast)")

// The part of n that falls to a thread, in whole cache lines.
static inline void ck_share(size_t n, int thread, int threads, size_t *begin, size_t *end) {
  size_t lines = (n + 15) / 16;
  *begin = lines * (size_t)thread / (size_t)threads * 16;
  *end = lines * ((size_t)thread + 1) / (size_t)threads * 16;
  if (*end > n) *end = n;
  if (*begin > n) *begin = n;
}

// A kernel on n elements of up to three arrays, of which b and y may be missing.
typedef void ck_kernel(void *a, const void *b, const void *y, size_t n);
// Runs a kernel on the whole team, each thread on whole cache lines of its own; elements have `size` bytes.
void ck_sweep(ck_kernel *kernel, size_t size, void *a, const void *b, const void *y, size_t n);
