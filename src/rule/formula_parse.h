/* rule/formula_parse.h: what the files of the parser share. */
#ifndef RULE_FORMULA_PARSE_H
#define RULE_FORMULA_PARSE_H

#include "base/err.h"
#include "rule/formula_lex.h"
#include "rule/formula_node.h"

typedef struct formula_parser {
    base_arena *arena;
    base_str text;
    size_t at;
    int depth;             /* of open brackets */
    formula_source source; /* of items read now */
    unsigned needs;
    const form *form;
    base_vec rows; /* of int: items named so far */
    struct {
        int known; /* the rest holds for byte `at` */
        size_t at, end, count;
        int row;
    } label; /* the last formula_label: a position is looked at more than once */
    hecha_err *err;
    int code; /* the first error; everything stops then */
} formula_parser;

#define FORMULA_MAX_SIDES 16

/* One comparison as written: a ≤ b ≤ c has three sides. */
typedef struct formula_chain {
    formula_node *sides[FORMULA_MAX_SIDES];
    formula_node *tolerances[FORMULA_MAX_SIDES]; /* [i]: after side i; or NULL */
    rule_relation relations[FORMULA_MAX_SIDES];  /* [i]: between side i and i + 1 */
    size_t count;                                /* of sides */
} formula_chain;

/* Records the error at a byte of the formula; always returns NULL. Arguments may be NULL. */
void *formula_fail(formula_parser *parser, size_t offset, base_msg_id message, const char *one,
                   const char *two);
void *formula_fail_memory(formula_parser *parser);
/* A piece of the formula (or any text) as a C string in the arena. */
const char *formula_c(formula_parser *parser, base_str text);

/* label_match at a position, white space skipped. */
size_t formula_label(formula_parser *parser, size_t at, int *row, size_t *end);

/* formula_sum.c: an arithmetic expression at parser->at. NULL on error. */
formula_node *formula_parse_sum(formula_parser *parser);
/* formula_operand.c: a primary. */
formula_node *formula_parse_primary(formula_parser *parser);
/* Nodes; the arrays are the caller's, in the arena. NULL on error, also if too deep. */
formula_node *formula_make(formula_parser *parser, formula_kind kind, size_t offset);
/* An item of the form; an error if its row takes no figure. */
formula_node *formula_make_item(formula_parser *parser, int row, size_t offset);
formula_node *formula_make_apply(formula_parser *parser, value_op op, formula_node **operands,
                                 size_t count, size_t offset);
/* formula_set.c: gives bare sets their owner and replaces sets by their members. A side that is a
 * set alone stays one (its members: formula_set_members). 0 or the error. */
int formula_resolve_sets(formula_parser *parser, formula_chain *chain);
/* The members of a set whose owner is known, as items. NULL on error. */
formula_node **formula_set_members(formula_parser *parser, const formula_node *set, size_t *count);
/* formula_test.c: a condition at parser->at, negated if asked. NULL on error. */
formula_test *formula_parse_condition(formula_parser *parser, int negate);

#endif
