/* audit/archive.h: a zip of reports: each file in it is an input of its own.
 *
 * Purpose: agencies send a year's reports as one zip. Nothing is unpacked to disk; members are read
 * one at a time, with the limits of read/limits.h over the whole archive. An office document is a
 * zip too and no archive: what is in the directory decides, not the name.
 * A member is shown as ARCHIVE!/FOLDER/NAME. Names are UTF-8 where they say so or are valid as
 * such, else GB18030. Skipped with a reason: what is skipped in a folder (audit/inputs.h), archives
 * in the archive, links, and names that lead out of it (../, absolute paths, drive letters).
 * Ownership: `bytes` must outlive the archive; what is listed is in the arena given.
 * Errors: those of read/zip.h. */
#ifndef AUDIT_ARCHIVE_H
#define AUDIT_ARCHIVE_H

#include "audit/inputs.h"

typedef struct audit_archive audit_archive;

/* 1 if the bytes are a zip that is no document itself. */
int audit_bytes_are_archive(base_str bytes);

/* Opens it and lists its files, in byte order of their paths. `shown` is what it is called. */
int audit_archive_open(base_arena *arena, base_str bytes, base_str shown, hecha_lang lang,
                       audit_archive **out, hecha_err *err);
void audit_archive_close(audit_archive *archive); /* NULL is allowed */

/* The files: AUDIT_INPUT_MEMBER and AUDIT_INPUT_SKIPPED. */
const audit_input *audit_archive_inputs(const audit_archive *archive, size_t *count);
/* The file of that path inside the archive, or NULL. */
const audit_input *audit_archive_find(const audit_archive *archive, base_str inside);
/* Replaces `bytes` by the member's. */
int audit_archive_read(audit_archive *archive, const audit_input *input, base_buf *bytes,
                       hecha_err *err);

#endif
