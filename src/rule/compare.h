/* rule/compare.h: a comparison of traced values and its explanation. Formulas and `expect` both end
 * here, so both explain alike: sides, difference, terms with places, likely causes. */
#ifndef RULE_COMPARE_H
#define RULE_COMPARE_H

#include <hecha.h>

#include "base/vec.h"
#include "form/form.h"
#include "result/result.h"
#include "value/traced.h"

typedef enum rule_relation { RULE_EQ, RULE_NE, RULE_LT, RULE_LE, RULE_GT, RULE_GE } rule_relation;

/* Another report whose figures a rule reads. Its items' places name its path. */
typedef struct rule_counterpart {
    base_str agency;                /* whose report; of a child as the roster names it */
    int year;                       /* 0: unknown */
    const form_instance *instances; /* the forms filled in it; NULL: there is no such report */
    size_t instance_count;
    base_str reason; /* of NULL: why, for people: "没有2016年的报告"; empty: a made one */
} rule_counterpart;

/* What of other reports is at hand for the report being checked. */
typedef struct rule_counterparts {
    rule_counterpart previous_year;   /* 上年: of the same agency */
    const rule_counterpart *children; /* 下级: one for each agency of the roster, in its order,
                                         those without a report too */
    size_t child_count;
    base_str
        children_reason; /* of no children: why, for people: "名单中没有下级"; empty: a made one */
} rule_counterparts;

/* What an evaluation works in; lives as long as the evaluation of a report. */
typedef struct rule_scene {
    base_arena *arena; /* for values, texts and evidence */
    hecha_lang lang;
    const doc *document;
    const form_instance *instance; /* the form being checked; NULL: the report as a whole */
    const form_instance
        *instances; /* all forms filled in the report, for 表名->指标; may be NULL */
    size_t instance_count;
    const rule_counterparts *counterparts; /* NULL: no other report is at hand */
} rule_scene;

/* The end of one comparison, or of one expect.fail / expect.skip. */
typedef struct rule_verdict {
    result_outcome outcome;
    result_kind kind; /* of not evaluated */
    base_str limit;   /* of RESULT_LIMIT */
    base_str reason;  /* of not applicable, not evaluated */
    base_str message; /* of failed: one line */
    int has_evidence;
    result_evidence evidence;
    base_place location;
    base_place *related;
    size_t related_count;
    base_str quote;
} rule_verdict;

/* Compares; NULL tolerance: exact. A blank or dash alone on one side: not applicable. A missing or
 * unreadable operand, a division by zero: not evaluated (missing). Overflow: not evaluated
 * (limit "exact"). A figure whose printed unit does not convert to the row's is unreadable.
 * A figure of a report that is not at hand: not applicable, with the reason why it is not.
 * The subject is the side that is a single leaf of this report, the left one if both are, and the
 * relation is read from it. A leaf without origin (prose) against an item of the form: stated is
 * the prose, the subject the item's label, expected the item. No single leaf: the subject is the
 * left side's text, the terms are both sides' leaves, the location is the first of them. 0 or
 * HECHA_E_MEMORY. */
int rule_compare(rule_scene *scene, const value *left, rule_relation relation, const value *right,
                 const value *tolerance, rule_verdict *out);
/* 1 if figures of the sides are added or compared whose units differ (元 and 万元, 件 and 元; all
 * counts are alike), *out: not evaluated (missing), with the reason; 0: none are. What is multiplied
 * or divided has no unit. Formulas are looked at when they are parsed. Or HECHA_E_MEMORY. */
int rule_units_clash(rule_scene *scene, const value *left, const value *right, rule_verdict *out);
/* What is said in prose (a value with a range, on either side) against a figure: passes if the
 * figure is one that the words can mean (value_range_agrees), in its unit: 85.4万元 of 854000 元.
 * Things counted compare whatever their unit (5起 in a row of 件); 5% and 7件 do not compare: not
 * evaluated. Without a range on either side it is rule_compare with RULE_EQ. A failure names the
 * relation that is broken: 620余 < 620. Operations are taken to be in the unit of what is said. */
int rule_agree(rule_scene *scene, const value *left, const value *right, const value *tolerance,
               rule_verdict *out);
/* The leaf for an item of the form (the same item gives equal leaves). NULL: no memory. */
value *rule_item_value(rule_scene *scene, const form_instance *instance, const form_item *item);
/* The leaf for the row `row` of `here` in another report (NULL: none is at hand): in the first
 * table there of the same form, else in a form that has a row of the same path or, if only one, of
 * the same label. Its label names the year (`by_year`) or the agency. A figure in another unit of
 * the same dimension is converted. Without such a report, table or row: a leaf that makes every
 * comparison not applicable, with the reason. NULL: no memory. */
value *rule_counterpart_value(rule_scene *scene, const rule_counterpart *other, const form *here,
                              int row, int by_year);
/* The leaf for a row of another table of this report: of the form, else of one that `table` names
 * (id, name or title) and that has the row. Without it: as above. NULL: no memory. */
value *rule_table_value(rule_scene *scene, const form *of, int row, base_str table);
/* = ≠ < ≤ > ≥ */
const char *rule_relation_sign(rule_relation relation);
/* The relation read from the other side: < becomes >. */
rule_relation rule_relation_mirror(rule_relation relation);
/* Likely causes of stated != expected, best first: one term equals the difference (at most two that
 * do; with more it is chance); two digits swapped, in it or in a term; a digit more or less; one
 * digit of at least four wrong; the figure of a neighbouring row (from 10 on); a unit of 10 000 or
 * another power of ten. At most 3; none is usual. */
int rule_causes(rule_scene *scene, const value *subject, const value *other, base_str **causes,
                size_t *count);

#endif
