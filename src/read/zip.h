/* read/zip.h: reading the members of a zip archive held in memory, with limits.
 *
 * Purpose: the container of docx, xlsx, odt, ods and of packed reports. Nothing is trusted: sizes
 * are taken from the central directory, checked against the limits before anything is inflated, and
 * checked again against what came out (length, end of data, CRC-32).
 * Errors: HECHA_E_FORMAT (no or damaged directory, two members of one name, a member shorter or
 * longer than stated or with a wrong CRC), HECHA_E_ENCRYPTED, HECHA_E_UNSUPPORTED (packed by a
 * method not read), HECHA_E_LIMIT, HECHA_E_MEMORY.
 * Source: PKWARE APPNOTE 6.3.9, through libzip; a short read of libzip is no error by itself. */
#ifndef READ_ZIP_H
#define READ_ZIP_H

#include "base/buf.h"
#include "base/str.h"
#include "read/read.h"

typedef struct read_zip read_zip;

#define READ_ZIP_NONE ((size_t)-1)

/* Opens an archive; `bytes` is borrowed until read_zip_close. `limits` may be NULL (defaults). */
int read_zip_open(base_str bytes, const read_limits *limits, read_zip **out, hecha_err *err);
void read_zip_close(read_zip *zip); /* NULL is allowed */

size_t read_zip_count(const read_zip *zip);
/* Name of a member as stored, borrowed from the archive; empty for a bad index. */
base_str read_zip_name(const read_zip *zip, size_t index);
/* Inflated size the directory states; 0 if unknown. */
size_t read_zip_size(const read_zip *zip, size_t index);
/* 1 if a Unix system packed it as a link, device or the like, not as a regular file. */
int read_zip_special(const read_zip *zip, size_t index);
/* Finds a member: the exact name first, else one that differs only in ASCII case, percent-encoding
 * or backslashes for slashes. READ_ZIP_NONE if there is none. */
size_t read_zip_find(const read_zip *zip, base_str name);
/* Replaces the content of `out` by the member's. */
int read_zip_read(read_zip *zip, size_t index, base_buf *out, hecha_err *err);

/* 1 if the bytes start like a zip archive. */
int read_zip_is(base_str bytes);
/* Walks the names in the central directory without allocating, for telling formats apart:
 * *cursor starts at 0; 1 and *name while there is one. An archive without a readable central
 * directory gives the name in its first local header only. */
int read_zip_peek(base_str bytes, size_t *cursor, base_str *name);
/* 1 if some name starts so (ASCII case ignored). */
int read_zip_has(base_str bytes, const char *head);

#endif
