// One blocking HTTP GET by libcurl, whose options are variadic, which Swift cannot call.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if __has_include(<curl/curl.h>)
#include <curl/curl.h>
#else
#error "libcurl is missing: apt-get install libcurl4-openssl-dev"
#endif

// What the server says before the first byte of content.
struct ccurl_response {
  // The HTTP status, 0 if there was no answer.
  long status;
  // Bytes that will follow; -1 if the server does not say.
  int64_t length;
  // The first byte's place in the file: 0, or what Content-Range says.
  int64_t start;
};

// What is to be got, and whom to tell. All functions get `context`.
struct ccurl_request {
  const char *url;
  // The first byte to ask for; 0 asks for the file without a Range header.
  int64_t offset;
  // Give up after so many seconds without a byte.
  long stall_seconds;
  void *context;
  // Called once, before the first byte of content; false ends the transfer.
  bool (*begin)(void *context, const struct ccurl_response *response);
  // Called for every piece of content; false ends the transfer.
  bool (*receive)(void *context, const void *bytes, size_t count);
  // Called about once a second, and oftener while bytes come; true ends the transfer.
  bool (*is_cancelled)(void *context);
};

// Runs a request and waits for its end. Follows redirections; takes content as it is, never unpacked.
// Returns libcurl's code; `status` gets the HTTP status, `reason` (CURL_ERROR_SIZE bytes) a text on failure.
CURLcode ccurl_get(const struct ccurl_request *request, long *status, char *reason);
