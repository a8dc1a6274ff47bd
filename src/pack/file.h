/* pack/file.h: reading files whole, within a limit, and saying in the user's language why not.
 *
 * Used for packs, where only regular files count and symbolic links are refused, and by audit/ for
 * reports. Reads bytes up to the end of the file rather than trusting its size, so that a file
 * that shrinks or grows meanwhile does no harm. */
#ifndef PACK_FILE_H
#define PACK_FILE_H

#include <hecha.h>

#include "base/buf.h"

/* Reads a descriptor to its end into `buf`, which is cleared first and keeps its memory. Returns 0
 * or an errno; EFBIG: more than `limit` bytes; ENOMEM: no memory. */
int pack_read_descriptor(int descriptor, size_t limit, base_buf *buf);

/* The same for a descriptor that others may read from too: by offsets from its start, its own is
 * left alone (unless it has none, as a pipe). `size` is what is expected, for the first reading.
 * Needs no other call than pread(2). */
int pack_read_sized(int descriptor, size_t size, size_t limit, base_buf *buf);

/* Reads a regular file, relative to the open folder `folder` (or AT_FDCWD). With `follow` 0 a
 * symbolic link gives ELOOP. Not a regular file: EINVAL; a folder: EISDIR. Else as above. */
int pack_read_file(int folder, const char *path, int follow, size_t limit, base_buf *buf);

/* What an errno means, in the language; `out` is always NUL-terminated. Returns out. */
const char *pack_errno_text(hecha_lang lang, int number, char *out, size_t size);

#endif
