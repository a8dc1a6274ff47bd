/* script/pattern_lint.h: what is wrong with a Lua pattern that is written for Chinese.
 *
 * Lua's patterns work on bytes, and a Chinese character is three: [，。] matches one byte of either
 * mark, and in 一+ or 的? the + and ? belong to the last byte. Such patterns match by accident; a
 * regular expression (regex.h) says what was meant. For linters: reads the pattern as Lua does and
 * never fails, also where it is malformed. */
#ifndef SCRIPT_PATTERN_LINT_H
#define SCRIPT_PATTERN_LINT_H

#include "base/str.h"

typedef enum script_pattern_fault {
    SCRIPT_PATTERN_SOUND,
    SCRIPT_PATTERN_WIDE_SET,   /* a character of several bytes stands in [ ] */
    SCRIPT_PATTERN_WIDE_REPEAT /* one is followed by * + - ? */
} script_pattern_fault;

/* The first fault, with the byte it is found at: of the set's character, or the last byte of the
 * one that is repeated. */
script_pattern_fault script_pattern_lint(base_str pattern, size_t *at);

#endif
