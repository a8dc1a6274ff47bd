/* audit/spool.h: output that is not to be written yet, in order. It is kept in memory up to
 * AUDIT_SPOOL_MEMORY and in a nameless file beyond, so that memory does not grow with the number of
 * reports. The file is in $TMPDIR, or /tmp. */
#ifndef AUDIT_SPOOL_H
#define AUDIT_SPOOL_H

#include <hecha.h>

#include "base/buf.h"

#define AUDIT_SPOOL_MEMORY ((size_t)1 << 20)

/* Zero-initialise. */
typedef struct audit_spool {
    base_buf kept; /* not yet in the file */
    int file;      /* a descriptor plus one; 0: there is none */
} audit_spool;

/* Moves what the buffer holds to the end of the spool. HECHA_E_MEMORY if the buffer had failed,
 * HECHA_E_IO if the file cannot be made or written. */
int audit_spool_add(audit_spool *spool, base_buf *text, hecha_err *err);
/* Writes all of it. HECHA_E_IO. */
int audit_spool_copy(audit_spool *spool, const hecha_writer *writer, hecha_err *err);
void audit_spool_close(audit_spool *spool);

#endif
