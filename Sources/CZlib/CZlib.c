#include "CZlib.h"

int czlib_begin_gunzip(z_stream *stream) {
  // The largest window, and 16 for "gzip header and trailer only".
  return inflateInit2(stream, MAX_WBITS + 16);
}
