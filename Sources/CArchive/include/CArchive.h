// libarchive, whose functions Swift can call as they are.
#pragma once

#if __has_include(<archive.h>)
#include <archive.h>
#include <archive_entry.h>
#else
#error "libarchive is missing: apt-get install libarchive-dev"
#endif

// Whether an entry is an ordinary file: no folder, no link, no device.
int carchive_is_regular_file(struct archive_entry *entry);
