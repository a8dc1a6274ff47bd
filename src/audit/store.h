/* audit/store.h: bytes put away in a file without a name, in memory, and read again by their place.
 *
 * What is held of each report until all are in would otherwise fill the engine and, copied by fork,
 * every worker. A sealed store can be given to workers, who can read it and not change it. */
#ifndef AUDIT_STORE_H
#define AUDIT_STORE_H

#include <stdint.h>

#include "base/str.h"

typedef struct audit_store {
    int file; /* -1: none */
    uint64_t size;
} audit_store;

/* Where bytes lie in a store. */
typedef struct audit_span {
    uint64_t at;
    uint32_t length;
} audit_span;

/* All: 0 or an errno. */
int audit_store_open(audit_store *store);
int audit_store_add(audit_store *store, base_str bytes, audit_span *span);
int audit_store_seal(audit_store *store); /* nothing may be added or changed from here on */
void audit_store_close(audit_store *store);
/* `out` has room for the span's length. EPROTO: the file has no such bytes. */
int audit_span_read(int file, audit_span span, char *out);

#endif
