/* script/regex_start.h: the literal texts that every match of a regular expression begins with.
 * Private to script/regex.c.
 *
 * A search can begin at the first of them, and need not begin where none stands. Read from the
 * pattern as PCRE2 reads it; where a pattern is not plainly understood nothing is told. Examples:
 * 统计(数据)?的 gives 统计; (点击率|浏览率) gives 点击, 浏览; (建立|健全)?以 gives nothing. */
#ifndef SCRIPT_REGEX_START_H
#define SCRIPT_REGEX_START_H

#include "base/str.h"

#define SCRIPT_REGEX_STARTS 8u
#define SCRIPT_REGEX_LONGEST_START 6u /* bytes: two ideographs tell enough */

typedef struct script_regex_starts {
    unsigned char count; /* 0: nothing is known */
    struct {
        unsigned char length;
        char bytes[SCRIPT_REGEX_LONGEST_START];
    } texts[SCRIPT_REGEX_STARTS];
} script_regex_starts;

/* Of a pattern that PCRE2 compiles without options but UTF and UCP. Linear in the pattern. */
void script_regex_read_starts(base_str pattern, script_regex_starts *out);
/* Byte of the first of the texts at or after `from`, which is the start of a character;
 * BASE_STR_NONE: none stands there. */
size_t script_regex_first_start(const script_regex_starts *starts, base_str text, size_t from);
/* Byte where the wanted text, which is not empty, stands first, from `from` to before `end`; `end`
 * if it begins nowhere there. */
size_t script_regex_text_at(base_str text, base_str wanted, size_t from, size_t end);

#endif
