/* audit/roster.h: the list of agencies: who is below whom, since when, and under which names.
 *
 * A table (csv in any encoding the readers take, or a spreadsheet) with a head row; columns by
 * name: agency 单位, parent 上级, from 起, to 止 (years, both inclusive, may be blank), aliases
 * 别名 (separated by ; 、 | or line breaks). A column with another name is told in a note, or is an
 * error if the name is like that of a column that is lacking. Names are compared without
 * white space, full-width forms folded. One agency may have several rows with periods that do not
 * overlap (another parent since 2019). A parent without a row of its own is an agency without a
 * period, and told in a note. In one year a name belongs to one agency. A name that no row covers
 * in a year still means its agency there, if it is only one's: so a report of the time before a
 * renaming is found by alias. Errors, HECHA_E_USAGE with file and line: no such file or table, no
 * agency column, a misspelt column, a year that is none, periods of one agency that overlap, a name
 * of two agencies at a time, an agency above itself. HECHA_E_MEMORY. */
#ifndef AUDIT_ROSTER_H
#define AUDIT_ROSTER_H

#include <hecha.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

typedef struct audit_roster audit_roster;

#define AUDIT_NOBODY SIZE_MAX

/* Reads the file. *out is the caller's. */
int audit_roster_read(const char *path, hecha_lang lang, audit_roster **out, hecha_err *err);
/* The same for bytes that were read from a file of that name. */
int audit_roster_take(const char *path, base_str bytes, hecha_lang lang, audit_roster **out,
                      hecha_err *err);
void audit_roster_free(audit_roster *roster); /* NULL is allowed */

/* Appends what names are compared by. */
int audit_name_key(base_arena *scratch, base_str name, base_buf *key);

/* What is doubtful, but no error: lines "file:line: text", the roster's. */
const base_str *audit_roster_notes(const audit_roster *roster, size_t *count);

size_t audit_roster_count(const audit_roster *roster);
base_str audit_roster_name(const audit_roster *roster, size_t agency);
/* The agency with the key in the year (0: any), or AUDIT_NOBODY. */
size_t audit_roster_find(const audit_roster *roster, base_str key, int year);
/* 1 if a row says that the agency is there in the year. */
int audit_roster_lists(const audit_roster *roster, size_t agency, int year);
/* The same, and 1 for an agency that has no row and is only named as a parent. */
int audit_roster_knows(const audit_roster *roster, size_t agency, int year);
/* The agency above, or AUDIT_NOBODY. */
size_t audit_roster_parent(const audit_roster *roster, size_t agency, int year);
/* For each agency i the agencies that any row puts below it, in the order of the roster, are at the
 * indexes [i] to [i + 1] - 1 of the same array. NULL: no memory. */
size_t *audit_roster_children(const audit_roster *roster, base_arena *arena);

#endif
