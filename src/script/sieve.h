/* script/sieve.h: which two characters stand side by side in the prose of the report. Private to
 * script/.
 *
 * Made when a rule first looks for a text in the whole report, and kept for the other rules: most
 * of what rules look for stands nowhere, which is told from a few bits. No more than a saving:
 * outside of script_begin_report and script_end_report there is none. */
#ifndef SCRIPT_SIEVE_H
#define SCRIPT_SIEVE_H

#include "script/vm.h"

typedef struct script_sieve script_sieve;

/* Of the blocks that are no tables and no images, their text as normalised and as it came. NULL:
 * there is none. */
const script_sieve *script_sieve_of(lua_State *state);
/* 0: the text stands in no block. 1: it may, as it may without a sieve (NULL). */
int script_sieve_passes(const script_sieve *sieve, base_str text);
/* 1 if the normalised text of each of these blocks is valid UTF-8. */
int script_sieve_is_valid(const script_sieve *sieve);

#endif
