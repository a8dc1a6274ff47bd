/* audit/roster_read.h: the rows of a roster file. Private to audit/. */
#ifndef AUDIT_ROSTER_READ_H
#define AUDIT_ROSTER_READ_H

#include <hecha.h>

#include "base/msg.h"
#include "base/vec.h"

typedef struct roster_row {
    base_str agency, parent;
    base_str *aliases;
    size_t alias_count;
    int from, to;         /* 0: open */
    int line;             /* in the file; of a spreadsheet its row */
    size_t number, above; /* set by roster.c: agencies */
} roster_row;

/* Reads the table from the bytes (NULL: from the file); blank rows are left out. What is doubtful,
 * but no error, goes to `notes` (of base_str, initialised) as "file:line: text" in the arena.
 * Errors as in audit/roster.h. */
int audit_roster_rows(base_arena *arena, const char *path, const base_str *bytes, hecha_lang lang,
                      roster_row **rows, size_t *count, base_vec *notes, hecha_err *err);
/* Appends the note "path:line: text" of a message with two arguments. 0 or HECHA_E_MEMORY. */
int audit_roster_note(base_arena *arena, base_vec *notes, const char *path, int line,
                      hecha_lang lang, base_msg_id message, const char *first, const char *second);

#endif
