/* script/regex.h: regular expressions of PCRE2 for untrusted patterns and texts, without Lua.
 *
 * UTF-8 and Unicode properties always: `.` is a character, [，。] a class of characters, \d any
 * decimal digit, \w letters of every script. No \C, no code of the author's, no compilation to
 * machine code, tables of the C locale: the same pattern gives the same matches and the same work
 * everywhere. Bounds of a pattern: 4,096 bytes, 100 brackets in each other, 31 captures, 64 KiB
 * compiled. Bounds of a search, from all places where a match may start together: 4,000,000 steps
 * and 64 more for each byte of the text, 4 MiB, texts of 1 MiB. A step is an item of the pattern
 * that is tried, or 8 bytes that one runs over; with repeats of 256 and more every item counts as
 * if it ran over the longest. A search that needs more ends with SCRIPT_REGEX_LIMIT. Work: a search
 * is run with few steps allowed first and again with eight times as many, and each time is counted
 * before it begins. */
#ifndef SCRIPT_REGEX_H
#define SCRIPT_REGEX_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "script/regex_need.h"

#define SCRIPT_REGEX_CAPTURES 31
#define SCRIPT_REGEX_LONGEST_TEXT ((size_t)1 << 20)

typedef struct script_regex script_regex; /* not written to once it is compiled */
/* What a search writes to. One is enough for all expressions of a state: no two search at once. */
typedef struct script_regex_room script_regex_room;

/* Where memory comes from. `give` may return NULL; `take` gets back what it returned. */
typedef struct script_regex_memory {
    void *(*give)(size_t size, void *context);
    void (*take)(void *block, void *context);
    void *context;
} script_regex_memory;

/* Offsets are bytes of the text; a group that took no part has start BASE_STR_NONE. */
typedef struct script_regex_match {
    size_t start, end;
    size_t count; /* of groups */
    struct {
        size_t start, end;
    } groups[SCRIPT_REGEX_CAPTURES];
} script_regex_match;

/* 0 and *out, to be freed; HECHA_E_MEMORY; or HECHA_E_RULE with err->column (characters, from 1)
 * and err->text. Nothing of `memory` but its context must stay. */
int script_regex_compile(const script_regex_memory *memory, base_str pattern, script_regex **out,
                         hecha_err *err);
void script_regex_free(script_regex *regex); /* NULL is allowed */

/* A room without memory for a search: the next one takes it. NULL: no memory. */
script_regex_room *script_regex_room_new(const script_regex_memory *memory);
void script_regex_room_clear(script_regex_room *room); /* gives back what searches took */
void script_regex_room_free(script_regex_room *room);  /* NULL is allowed */

/* Named groups. The name of group `index` (from 0); empty if it has none. */
size_t script_regex_groups(const script_regex *regex);
base_str script_regex_name(const script_regex *regex, size_t index);

/* Texts without which it matches nothing. */
const script_regex_needs *script_regex_needed(const script_regex *regex);

typedef enum script_regex_found {
    SCRIPT_REGEX_NONE,
    SCRIPT_REGEX_MATCH,
    SCRIPT_REGEX_LIMIT,
    SCRIPT_REGEX_MEMORY,
    SCRIPT_REGEX_BROKEN /* it refers to itself without end */
} script_regex_found;

/* Counts work before it is done. 0: go on; else the search ends with SCRIPT_REGEX_LIMIT. */
typedef int script_regex_count(void *context, size_t units);

/* The first match at or after byte `start`, which is the start of a character. The text must be
 * valid UTF-8: that is not looked at again. With `filled` set an empty match at `start` does not
 * count. */
script_regex_found script_regex_find(const script_regex *regex, script_regex_room *room,
                                     base_str text, size_t start, int filled,
                                     script_regex_count *count, void *context,
                                     script_regex_match *out);

#endif
