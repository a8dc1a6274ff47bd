/* audit/roster_read.h: the rows of a roster file. Private to audit/. */
#ifndef AUDIT_ROSTER_READ_H
#define AUDIT_ROSTER_READ_H

#include <hecha.h>

#include "base/arena.h"

typedef struct roster_row {
    base_str agency, parent;
    base_str *aliases;
    size_t alias_count;
    int from, to;         /* 0: open */
    int line;             /* in the file; of a spreadsheet its row */
    size_t number, above; /* set by roster.c: agencies */
} roster_row;

/* Reads the table from the bytes (NULL: from the file); blank rows are left out. Errors as in
 * audit/roster.h. */
int audit_roster_rows(base_arena *arena, const char *path, const base_str *bytes, hecha_lang lang,
                      roster_row **rows, size_t *count, hecha_err *err);

#endif
