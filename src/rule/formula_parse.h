/* rule/formula_parse.h: what the files of the parser share. */
#ifndef RULE_FORMULA_PARSE_H
#define RULE_FORMULA_PARSE_H

#include "base/err.h"
#include "rule/formula_lex.h"
#include "rule/formula_node.h"

/* What a * runs over. */
typedef enum formula_star { STAR_NONE, STAR_COLUMNS, STAR_ROWS, STAR_ITEMS } formula_star;

#define FORMULA_MAX_TURNS 512

/* The stars of a statement run together: it is read once to find the first of them, and then once
 * for each turn, in which each star stands for one item. */
typedef struct formula_turns {
    formula_star star; /* NONE: no star was met */
    const form *form;  /* of the first star */
    int row;           /* an item of its line or column */
    int head;          /* STAR_COLUMNS: those below this head; -1: all */
    size_t count;      /* turns; 0 in the first reading */
    size_t turn;
    int empty; /* a star has no figure this time */
} formula_turns;

/* What one star says: its direction and a cell of its line (columns) or column (rows). */
typedef struct formula_star_read {
    formula_star star;
    int row, head;
} formula_star_read;

/* What a text of the formula was found to name. Texts are told apart by where they lie. */
typedef struct formula_found {
    const char *text;
    size_t length;
    const form *form;
    size_t count; /* of items; of a star 1: it was read */
    int row;
    formula_star_read star;
} formula_found;

#define FORMULA_FOUND 16 /* that are remembered, for the turns of stars */

typedef struct formula_parser {
    base_arena *arena;
    base_str text;
    size_t at;
    int depth;                /* of open brackets */
    int arguments;            /* open brackets of functions */
    formula_source source;    /* of items read now */
    const form *const *known; /* for 表名-> */
    size_t known_count;
    size_t made; /* nodes so far */
    formula_turns turns;
    unsigned needs;
    const form *form;
    base_vec rows; /* of int: items named so far */
    struct {
        int known; /* the rest holds for byte `at` */
        size_t at, end, count;
        int row;
    } label; /* the last formula_label: a position is looked at more than once */
    formula_found labels[FORMULA_FOUND], stars[FORMULA_FOUND];
    size_t label_count, star_count; /* of all; the last ones are there */
    hecha_err *err;
    int code; /* the first error; everything stops then */
} formula_parser;

#define FORMULA_MAX_SIDES 16

/* One comparison as written: a ≤ b ≤ c has three sides. */
typedef struct formula_chain {
    formula_node *sides[FORMULA_MAX_SIDES];
    formula_node *tolerances[FORMULA_MAX_SIDES]; /* [i]: after side i; or NULL */
    int relative[FORMULA_MAX_SIDES];             /* [i]: the tolerance is a share of side i */
    base_str grounds[FORMULA_MAX_SIDES];         /* [i]: of the tolerance; or empty */
    rule_relation relations[FORMULA_MAX_SIDES];  /* [i]: between side i and i + 1 */
    size_t count;                                /* of sides */
} formula_chain;

/* Records the error at a byte of the formula; always returns NULL. Arguments may be NULL. */
void *formula_fail(formula_parser *parser, size_t offset, base_msg_id message, const char *one,
                   const char *two);
void *formula_fail_memory(formula_parser *parser);
/* A piece of the formula (or any text) as a C string in the arena. */
const char *formula_c(formula_parser *parser, base_str text);

/* formula_reference.c: label_match at a position, white space skipped. */
size_t formula_label(formula_parser *parser, size_t at, int *row, size_t *end);

/* The row that a label, a path or printed numbers name: exactly one, or an error. -1 on error. */
int formula_find_row(formula_parser *parser, const form *known, base_str label, size_t offset);
/* 1 if letters go on at a position where a word could end. */
int formula_word_goes_on(const formula_parser *parser, size_t at);
/* What is named at parser->at, heading rows too. NULL: error, or (without one) nothing is. */
formula_node *formula_parse_reference(formula_parser *parser);
/* formula_star.c: a line and a column, or a group of columns, by names that form_find does not
 * take. 1; 0: it is none; negative: no memory. */
int formula_read_cell(formula_node *node, base_str text);
/* 1 if the item's column stands under the head. */
int formula_is_column(const form *known, int item, int head);
/* formula_star.c: a star alone or in a path; sets node->row to the item of this turn. 1; 0: there
 * is no star; -1: error. */
int formula_read_star(formula_parser *parser, formula_node *node, base_str text);
/* formula_reference.c: the same as an operand: an item, or a range of them. */
formula_node *formula_parse_named(formula_parser *parser);

/* formula_sum.c: an arithmetic expression at parser->at. NULL on error. */
formula_node *formula_parse_sum(formula_parser *parser);
/* formula_operand.c: a primary. */
formula_node *formula_parse_primary(formula_parser *parser);
/* Nodes; the arrays are the caller's, in the arena. NULL on error, also if too deep. */
formula_node *formula_make(formula_parser *parser, formula_kind kind, size_t offset);
/* An item of the same form and report as `like`; an error if its row takes no figure. */
formula_node *formula_make_item(formula_parser *parser, const formula_node *like, int row);
formula_node *formula_make_constant(formula_parser *parser, value_number number, base_str written,
                                    size_t offset);
formula_node *formula_make_apply(formula_parser *parser, value_op op, formula_node **operands,
                                 size_t count, size_t offset);
/* formula_set.c: gives bare sets their owner and replaces sets by their members. A side that is a
 * set alone stays one (its members: formula_set_members). 0 or the error. */
int formula_resolve_sets(formula_parser *parser, formula_chain *chain);
/* Whether the ends of a range belong together. 0 or the error. */
int formula_check_range(formula_parser *parser, const formula_node *range);
/* The members of a set whose owner is known, as items. NULL on error. */
formula_node **formula_set_members(formula_parser *parser, const formula_node *set, size_t *count);
/* formula_check.c: reads percents beside 占比 as its points. 0 or the error. */
int formula_read_shares(formula_parser *parser, formula_chain *chain);
/* Figures of unlike units are not added or compared; all counts are alike. 0 or the error. */
int formula_check_units(formula_parser *parser, const formula_chain *chain);
/* formula_test.c: a condition at parser->at, negated if asked. NULL on error. */
formula_test *formula_parse_condition(formula_parser *parser, int negate);

#endif
