/* rule/formula_hint.h: slips of the pen in formulas that are told by what to write instead.
 *
 * Each looks at one position where the grammar cannot go on. 1: it is such a slip and the parser
 * has failed with its message; 0: it is none, and the caller says what it expected. */
#ifndef RULE_FORMULA_HINT_H
#define RULE_FORMULA_HINT_H

#include "rule/formula_parse.h"

/* x for ×; =< for <=, → for =>, ≈, and the like. */
int formula_hint_sign(formula_parser *parser, size_t at);
/* “收到申请数”: a quotation mark where an operand begins. */
int formula_hint_quote(formula_parser *parser, size_t at);
/* These, and ； ， 。 with something behind, where 且 is meant. */
int formula_hint_joint(formula_parser *parser, size_t at);
/* 1,000: a number from `start` to `at` that goes on with groups of three digits. */
int formula_hint_thousands(formula_parser *parser, size_t start, size_t at);

#endif
