/* rule/formula_lex.h: signs, words and numbers of a formula, at a position in its text.
 *
 * There is no token list: what stands at a position depends on what is expected there (a label may
 * begin with a digit or contain a keyword). Each function looks at `at` and says how far it read.
 */
#ifndef RULE_FORMULA_LEX_H
#define RULE_FORMULA_LEX_H

#include "rule/compare.h"

typedef enum lex_word {
    WORD_NONE = 0,
    WORD_IF,
    WORD_THEN,
    WORD_ELSE,
    WORD_AND,
    WORD_OR,
    WORD_NOT,
    WORD_CHILDREN,
    WORD_PARTS,
    WORD_SUM,
    WORD_MAX,
    WORD_MIN,
    WORD_COUNT,
    WORD_ABS,
    WORD_ROUND,
    WORD_SHARE,
    WORD_LAST_YEAR,
    WORD_BELOW
} lex_word;

/* The folded code point at *at (full-width forms as ASCII, 、 as ',', small letters); moves *at
 * past it. 0 at the end. */
uint32_t lex_next(base_str text, size_t *at);
size_t lex_skip_space(base_str text, size_t at);
/* 1 and *at moved if the folded text, white space apart, goes on with `what` (folded too). */
int lex_match(base_str text, size_t *at, base_str what);
/* 1 and *at moved past white space and the sign, an ASCII character, if it stands there. */
int lex_sign(base_str text, size_t *at, char sign);
/* A relation sign; 1 if there is one. */
int lex_relation(base_str text, size_t *at, rule_relation *relation);
int lex_implies(base_str text, size_t *at);   /* => ⇒ */
int lex_tolerance(base_str text, size_t *at); /* ± */
/* ( or a quotation mark: what opens the ground of a tolerance. */
int lex_ground(base_str text, size_t *at);
/* + - × ÷ as '+', '-', '*', '/'; 0 if none of `among` (these characters) stands there. */
char lex_operator(base_str text, size_t *at, const char *among);
lex_word lex_keyword(base_str text, size_t *at);
/* 10, 0.5, 5%, 1万, 2亿. 1 if there is one, 0 if not, -1 if it cannot be computed with. */
int lex_number(base_str text, size_t *at, value_number *number, int *percent);
/* End of the bare word at a position: up to white space, a sign, a bracket, or 且, 则. */
size_t lex_word_end(base_str text, size_t at);

#endif
