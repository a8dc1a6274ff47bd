/* script/pattern.h: Lua 5.4 patterns, compiled and matched with a counted number of steps.
 *
 * A pattern is a row of elements without nesting, so matching needs no recursion: each repeated
 * element keeps one point of return. Classes are those of the C locale, whatever the process has.
 * Every byte looked at is charged (vm.h), so a match ends at the limit of the run.
 * Differs from Lua in one thing: a malformed pattern is refused before matching begins. */
#ifndef SCRIPT_PATTERN_H
#define SCRIPT_PATTERN_H

#include <lua.h>

#include "base/str.h"

#define SCRIPT_MAX_CAPTURES 32

typedef struct script_capture {
    size_t start;
    size_t length; /* SCRIPT_POSITION: () */
} script_capture;
#define SCRIPT_POSITION ((size_t)-1)

typedef struct script_pattern script_pattern;

typedef struct script_match {
    size_t start, end;
    int count; /* of captures */
    script_capture captures[SCRIPT_MAX_CAPTURES];
} script_match;

/* Compiles, or finds what was compiled before (pattern_cache.h); the result is a userdata, full or
 * light, pushed on the stack and valid while it is there and the run lasts. `anchors`: a leading ^
 * is one (not so in gmatch). Raises for a malformed pattern. */
script_pattern *script_pattern_push(lua_State *state, base_str text, int anchors);
/* 1 and *out if the pattern matches exactly at `start`. */
int script_pattern_at(lua_State *state, script_pattern *pattern, base_str subject, size_t start,
                      script_match *out);
/* The first match at or after `start` (an anchored pattern: at start only). */
int script_pattern_find(lua_State *state, script_pattern *pattern, base_str subject, size_t start,
                        script_match *out);
int script_pattern_anchored(const script_pattern *pattern);
/* 1 if the text has none of the characters that mean something in a pattern. */
int script_pattern_plain(base_str text);
/* Byte offset of `needle` at or after `start`, or BASE_STR_NONE; charged. */
size_t script_plain_find(lua_State *state, base_str text, base_str needle, size_t start);

#endif
