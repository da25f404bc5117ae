#include "CArchive.h"

int carchive_is_regular_file(struct archive_entry *entry) {
  // The constant is a cast macro, which Swift does not see; a hard link calls itself a regular file.
  return archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == NULL;
}
