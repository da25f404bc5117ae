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

// Value i, from 0, of SplitMix64 (Steele, Lea and Flood 2014) from the state `key`: 64 random bits.
static inline uint64_t ck_random(uint64_t key, uint64_t i) {
  uint64_t z = key + (i + 1) * 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}
