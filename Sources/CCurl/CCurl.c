#include "CCurl.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

struct transfer {
  const struct ccurl_request *request;
  CURL *handle;
  bool has_begun;
  // When the last byte came, in seconds of the monotonic clock.
  double last_byte;
  curl_off_t bytes;
  bool has_stalled;
};

static double seconds_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

// The first number of "bytes 500-999/1000"; 0 where the header is missing, -1 where it cannot be read.
static int64_t content_start(CURL *handle) {
  struct curl_header *header;
  if (curl_easy_header(handle, "Content-Range", 0, CURLH_HEADER, -1, &header) != CURLHE_OK) return 0;
  int64_t start;
  return sscanf(header->value, "bytes %" SCNd64 "-", &start) == 1 ? start : -1;
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
  struct transfer *transfer = context;
  const struct ccurl_request *request = transfer->request;
  if (!transfer->has_begun) {
    transfer->has_begun = true;
    struct ccurl_response response = {.start = content_start(transfer->handle)};
    curl_off_t length = -1;
    curl_easy_getinfo(transfer->handle, CURLINFO_RESPONSE_CODE, &response.status);
    curl_easy_getinfo(transfer->handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    response.length = length;
    if (!request->begin(request->context, &response)) return CURL_WRITEFUNC_ERROR;
  }
  return request->receive(request->context, bytes, size * count) ? size * count : CURL_WRITEFUNC_ERROR;
}

// libcurl's own limit looks at the mean speed of five seconds, which makes short limits long.
static int watch(void *context, curl_off_t total, curl_off_t now, curl_off_t up, curl_off_t sent) {
  struct transfer *transfer = context;
  if (now != transfer->bytes) {
    transfer->bytes = now;
    transfer->last_byte = seconds_now();
  }
  transfer->has_stalled = seconds_now() - transfer->last_byte > transfer->request->stall_seconds;
  return transfer->has_stalled || transfer->request->is_cancelled(transfer->request->context);
}

CURLcode ccurl_get(const struct ccurl_request *request, long *status, char *reason) {
  *status = 0;
  reason[0] = 0;
  CURL *handle = curl_easy_init();
  if (handle == NULL) return CURLE_FAILED_INIT;
  struct transfer transfer = {.request = request, .handle = handle, .last_byte = seconds_now()};
  curl_easy_setopt(handle, CURLOPT_URL, request->url);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, reason);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "layertop");
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(handle, CURLOPT_MAXREDIRS, 5L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, 20L);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, watch);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &transfer);
  char range[32];
  if (request->offset > 0) {
    snprintf(range, sizeof range, "%" PRId64 "-", request->offset);
    curl_easy_setopt(handle, CURLOPT_RANGE, range);
  }
  CURLcode code = curl_easy_perform(handle);
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, status);
  if (transfer.has_stalled) {
    code = CURLE_OPERATION_TIMEDOUT;
    snprintf(reason, CURL_ERROR_SIZE, "nothing came for %ld s", request->stall_seconds);
  }
  if (code != CURLE_OK && reason[0] == 0) {
    snprintf(reason, CURL_ERROR_SIZE, "%s", curl_easy_strerror(code));
  }
  curl_easy_cleanup(handle);
  return code;
}
