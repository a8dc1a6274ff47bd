/* rule/rule.h: a rule as loaded: its header, its checks, its examples. Plain data in the arena of
 * the pack it came from; immutable once loaded. */
#ifndef RULE_RULE_H
#define RULE_RULE_H

#include "form/form.h"
#include "result/result.h"
#include "rule/formula.h"

/* A formula compiled for one form. */
typedef struct rule_formula {
    const form *form;
    const formula *formula;
} rule_formula;

/* One formula or one check function under a rule's id. */
typedef struct rule_check {
    base_str text;          /* the formula as written; empty for a function */
    int line;               /* of the formula's first line in the file */
    rule_formula *formulas; /* one a form of the rule */
    size_t formula_count;
    int script; /* handle of the function in the pack's script_vm, or -1 */
    hecha_severity severity;
    base_str message; /* overrides the made one; or empty */
} rule_check;

/* A report that must pass (good) or fail (bad). Either a whole text, or a filled form: every
 * figure not named is 0. */
typedef struct rule_example_item {
    base_str label; /* label or path */
    base_str value; /* as printed in the cell; may be empty */
} rule_example_item;

typedef struct rule_example rule_example;
struct rule_example {
    base_str text;   /* whole report as plain text; else the members below */
    base_str file;   /* or a file of the pack's tests/; its form may have cells replaced */
    base_str form;   /* id; empty: the first of the rule */
    base_str title;  /* title line; has a default */
    base_str agency; /* 填报单位; "-" leaves the line out; has a default */
    base_str date;   /* signature line; "-" leaves it out; has a default */
    int year;        /* 0: the form's first year */
    base_str body;   /* paragraphs before the table; may be empty */
    const rule_example *previous; /* the same agency's report of the year before; or NULL */
    const rule_example *children; /* reports of agencies below it */
    size_t child_count;
    int absent;               /* of a child: the roster has the agency, but there is no report */
    rule_example_item *items; /* label -> figure */
    size_t item_count;
    rule_example_item *units; /* label -> printed unit */
    size_t unit_count;
    rule_example_item *cells; /* of a file: label, or R5C3 (of the first table), T2R5C3 -> text */
    size_t cell_count;
    base_str *without; /* rows left out */
    size_t without_count;
    base_str *repeated; /* rows printed twice */
    size_t repeated_count;
    int line;
};

/* What a rule must come to on the report of a case. What is empty or 0 does not matter. */
typedef struct rule_expectation {
    base_str rule; /* ID, or PACK/ID */
    result_outcome outcome;
    base_str message;          /* stands in the finding's message; else in the reason */
    base_str at;               /* stands in its subject or in the row or sentence it quotes */
    base_place place;          /* what is set of it is that of the finding */
    base_str stated, expected; /* of its evidence */
    int findings;              /* their number */
} rule_expectation;

/* A test of a pack: a report, others beside it, and what rules must come to. */
typedef struct rule_case {
    base_str name;
    rule_example report;
    const rule_example *others; /* of the same run; linked by agency, year and roster */
    size_t other_count;
    base_str roster; /* a file of tests/, or, if it has several lines, the table itself; or empty */
    rule_expectation *expected;
    size_t expected_count;
    base_str file;
    int line;
} rule_case;

/* What a rule needs of other reports. */
enum {
    RULE_NEEDS_PREVIOUS_YEAR = FORMULA_NEEDS_PREVIOUS_YEAR,
    RULE_NEEDS_CHILDREN = FORMULA_NEEDS_CHILDREN, /* reports of the agencies below, by the roster */
    RULE_NEEDS_ALL = 4,                           /* every report of the run */
    RULE_NEEDS_ROSTER = 8                         /* the list of agencies itself */
};

typedef struct rule {
    base_str pack; /* pack name, or stem of a single rule file */
    base_str id;
    base_str name; /* PACK/ID */
    base_str title;
    hecha_severity severity;
    base_str basis, since, precision; /* may be empty */
    base_str rationale;               /* why it is checked, and why only so far; may be empty */
    int off;                          /* enabled = false: runs only where it is asked for by name */
    base_str *tags;
    size_t tag_count;
    unsigned
        needs; /* RULE_NEEDS_…: judged when all reports have been read; 0: on its report alone */
    int year_from, year_to; /* of the reports it applies to; 0: any */
    const form **forms;     /* instances of these are checked; none: the report as a whole */
    size_t form_count;
    rule_check *checks;
    size_t check_count;
    rule_example *good, *bad;
    size_t good_count, bad_count;
    base_str file;
    int line;
    base_str broken;        /* why it could not be loaded, with file and line; empty: it could */
    int stands_in;          /* then: it is no rule, but a form or case that is told as one */
    base_str wrong_formula; /* then, if that is what is wrong: the formula */
    int wrong_column;       /* and where in it, code points from 1; 0: unknown */
} rule;

#endif
