/* script/regex_need.h: literal texts without which a regular expression matches nothing. Private to
 * script/.
 *
 * A text in which none of the texts of a set stands holds no match, wherever a search begins. Read
 * from the pattern as PCRE2 reads it; where a pattern is not plainly understood nothing is told.
 * Examples: (?<!年)[0-9](多万|余万) gives {多万, 余万}; ^(?=.*情况)对.*介绍 gives {情况} and
 * {介绍}; (甲|乙)丙 gives {甲丙, 乙丙}; 甲?乙* gives nothing. */
#ifndef SCRIPT_REGEX_NEED_H
#define SCRIPT_REGEX_NEED_H

#include "base/str.h"

#define SCRIPT_REGEX_NEEDS 3u         /* sets that are kept, those that tell the most */
#define SCRIPT_REGEX_NEED_TEXTS 16u   /* of a set */
#define SCRIPT_REGEX_LONGEST_NEED 12u /* bytes of a text */
#define SCRIPT_REGEX_SHORTEST_NEED 3u

typedef struct script_regex_need {
    unsigned char count;
    struct {
        unsigned char length;
        char bytes[SCRIPT_REGEX_LONGEST_NEED];
    } texts[SCRIPT_REGEX_NEED_TEXTS];
} script_regex_need;

typedef struct script_regex_needs {
    unsigned char count; /* 0: nothing is known */
    script_regex_need sets[SCRIPT_REGEX_NEEDS];
} script_regex_needs;

/* Of a pattern that PCRE2 compiles without options but UTF and UCP. Linear in the pattern. */
void script_regex_read_needs(base_str pattern, script_regex_needs *out);
/* The text of a set. */
base_str script_regex_need_text(const script_regex_need *need, size_t index);

#endif
