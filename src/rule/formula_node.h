/* rule/formula_node.h: a parsed formula. Everything is in the arena it was parsed in and never
 * changes; depths are bounded by FORMULA_MAX_DEPTH, so walking may recurse. */
#ifndef RULE_FORMULA_NODE_H
#define RULE_FORMULA_NODE_H

#include "rule/formula.h"

#define FORMULA_MAX_DEPTH 64
#define FORMULA_MAX_BYTES 4096
#define FORMULA_MAX_NODES 100000 /* with all members of sets and all turns of stars */

typedef enum formula_kind {
    FORMULA_CONSTANT,
    FORMULA_ITEM,
    FORMULA_APPLY,
    FORMULA_EACH, /* 下级( ): its operand, for each subordinate agency */
    FORMULA_SET   /* only while parsing: resolved into its members */
} formula_kind;

typedef enum formula_set {
    FORMULA_CHILDREN,
    FORMULA_PARTS,
    FORMULA_RANGE,  /* from one item to another */
    FORMULA_COLUMNS /* the columns under a head of a matrix form */
} formula_set;

/* Of which report an item is. */
typedef enum formula_source {
    FORMULA_HERE,
    FORMULA_LAST_YEAR, /* within 上年( ) */
    FORMULA_BELOW      /* within 下级( ): of the agency whose turn it is */
} formula_source;

/* An expression. */
typedef struct formula_node formula_node;
struct formula_node {
    formula_kind kind;
    int depth;     /* 1 for a leaf */
    size_t offset; /* bytes in the formula, for errors */
    const value *constant;
    int percent;           /* a constant written with % */
    int share;             /* its figure is percent: 占比 */
    const form *form;      /* item, set: of the row; the formula's own or another table's */
    base_str table;        /* item, set: the other table's name as written; else empty */
    int row;               /* item: index in the form; set: its owner's, or -1 until that is known;
                              range: its first */
    int last;              /* range: its last item */
    int starred;           /* item, set: named with a star */
    int head;              /* columns: index of the head above them */
    formula_source source; /* item, set */
    formula_set set;
    value_op op;
    int takes_sets; /* 合计, 最大, 最小, 个数 written as functions */
    formula_node **operands;
    size_t count;
};

typedef enum formula_test_kind { TEST_COMPARE, TEST_AND, TEST_OR } formula_test_kind;

/* A condition. 非 is resolved while parsing: relations are negated, 且 and 或 exchanged. */
typedef struct formula_test formula_test;
struct formula_test {
    formula_test_kind kind;
    int depth;
    const formula_node *left, *right, *tolerance; /* tolerance may be NULL */
    rule_relation relation;
    base_str ground; /* of the tolerance; or empty */
    formula_test **parts;
    size_t count;
    int each; /* AND, OR of one part: over the subordinate agencies */
};

typedef struct formula_statement {
    const formula_test *condition; /* 若 …; or NULL */
    const formula_test *consequent;
    const formula_test *otherwise; /* 否则; or NULL */
} formula_statement;

struct formula {
    const form *form;
    formula_statement *statements; /* one; with * one for each of its turns */
    size_t statement_count;
    int *rows; /* items it names, ascending */
    size_t row_count;
    unsigned needs; /* FORMULA_NEEDS_… */
};

/* An evaluation: the scene, with the form's instance, and whose turn it is in 下级. */
typedef struct formula_run {
    rule_scene *scene;
    const rule_counterpart *below; /* NULL: no subordinate agency at hand */
} formula_run;

/* formula_evaluate.c: the value of an expression on scene->instance. NULL: no memory. */
const value *formula_value(const formula_run *run, const formula_node *node);
/* The parts of a 且 or 或, over the subordinate agencies if it is for each of them. */
size_t formula_part_count(const formula_run *run, const formula_test *test);
/* The part, and in *of the run to look at it with. */
const formula_test *formula_part(const formula_run *run, const formula_test *test, size_t index,
                                 formula_run *of);

#endif
