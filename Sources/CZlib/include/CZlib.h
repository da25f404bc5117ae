// zlib behind what Swift can import: inflateInit2 is a macro, which Swift does not see.
#pragma once

#if __has_include(<zlib.h>)
#include <zlib.h>
#else
#error "zlib is missing: apt-get install zlib1g-dev"
#endif

// Prepares a zeroed stream for unpacking gzip data; returns zlib's status, Z_OK on success.
int czlib_begin_gunzip(z_stream *stream);
