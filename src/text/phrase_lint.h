/* text/phrase_lint.h: what a phrase (text/phrase.h) says that was hardly meant.
 *
 * For linters, beside text_phrase_parse and text_phrase_is_vague. Never fails, also where the
 * pattern is malformed. */
#ifndef TEXT_PHRASE_LINT_H
#define TEXT_PHRASE_LINT_H

#include "base/str.h"

typedef enum text_phrase_fault {
    TEXT_PHRASE_SOUND,
    TEXT_PHRASE_REGEX,   /* ? + or \d \w \s \b, as in a regular expression: they mean themselves */
    TEXT_PHRASE_UNIT,    /* 、 or a comma in a unit: {n:件、条} */
    TEXT_PHRASE_BREAK,   /* 。！？； among the text, which no statement holds */
    TEXT_PHRASE_JOINED,  /* units with 或, 和, / or a blank between: {n:件或条} */
    TEXT_PHRASE_NO_UNIT, /* no unit that figures have: {n:牛}, {n:万件} */
    TEXT_PHRASE_NAME,    /* a name that no rule can write behind a dot: {件}, {数:件} */
    TEXT_PHRASE_ROUND    /* (n:件), round brackets where { } were meant */
} text_phrase_fault;

/* The first fault, and the piece of the pattern that it is. */
text_phrase_fault text_phrase_lint(base_str pattern, base_str *piece);

#endif
