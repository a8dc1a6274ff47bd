/* script/pattern_cache.h: compiled patterns of Lua, kept from run to run. Private to script/.
 *
 * Rules use the same patterns on every report. What is compiled depends on the text alone, so that
 * no run can tell whether another compiled it before: each run is counted the memory of every
 * pattern it uses, once. Texts of up to 128 bytes are kept, 512 of them; those of the run at hand
 * are never dropped. */
#ifndef SCRIPT_PATTERN_CACHE_H
#define SCRIPT_PATTERN_CACHE_H

#include <lua.h>
#include <stdint.h>

#include "base/str.h"

typedef struct script_kept {
    uint32_t hash;
    int anchors;
    int ready;    /* the owner of `bytes` has filled them */
    uint64_t run; /* the last that used it */
    base_str text;
    void *bytes; /* zeroed at first, aligned as malloc aligns */
} script_kept;

/* The entry of a text, with `size` bytes, which follow from the text. It stays until the run ends.
 * NULL: none is kept, as outside of runs. Raises when a limit is passed. */
script_kept *script_keep_pattern(lua_State *state, base_str text, int anchors, size_t size);

typedef struct script_patterns script_patterns;
void script_patterns_free(script_patterns *patterns); /* NULL is allowed */

#endif
