// MD5 of libmd, the library that Debian's dpkg computes its checksums with.
#pragma once

#include <stddef.h>

#if __has_include(<md5.h>)
#include <md5.h>
#else
#error "libmd is missing: apt-get install libmd-dev"
#endif
