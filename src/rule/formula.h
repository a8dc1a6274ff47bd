/* rule/formula.h: formulas as auditors write them, parsed and evaluated in C.
 *
 *   statement  = [若 condition 则] condition
 *   condition  = comparison {且 | 或 comparison} | 非 condition | ( condition )
 *   comparison = sum relation sum [± sum] {relation sum}      a ≤ b ≤ c is a ≤ b 且 b ≤ c
 *   sum        = term {+ - term};  term = factor {× ÷ * / factor};  factor = [-] primary
 *   primary    = number[%] | label | [path] | 子项 | 其中 | function ( sum {, sum} ) | ( sum )
 *   functions    合计 最大 最小 个数 绝对值 四舍五入(x, n)
 *   relations    = ≠ < ≤ > ≥, also != <> <= >= == and full-width forms
 *   English      if then and or not sum max min count abs round children parts
 * White space is free; full-width and ASCII punctuation are alike. A label may stand bare (the
 * longest known label wins, over a keyword too) or in [ ], where / separates a path. Bare 子项 and
 * 其中 belong to the one item on the other side of the comparison; 子项(label), 其中(label) to the
 * label. A set may stand only inside 合计 最大 最小 个数, or alone on a side of a relation, where each
 * member is compared.
 * 上年(x) is known and refused until rules over several reports exist (MSG says so). */
#ifndef RULE_FORMULA_H
#define RULE_FORMULA_H

#include "form/form.h"
#include "rule/compare.h"

typedef struct formula formula;

/* Parses and resolves labels in the form. Error HECHA_E_RULE with the column (code points) in the
 * formula; an unknown label names the nearest ones, an ambiguous one the candidate paths. The
 * formula is in the arena. Depth of nesting is limited to 64, length to 4,096 bytes. */
int formula_parse(base_arena *arena, base_str text, const form *form, formula **out,
                  hecha_err *err);
/* Evaluates on one filled form. Appends verdicts (one for each comparison that failed or could not
 * be decided; a single passed or not-applicable one otherwise) to `verdicts` (of rule_verdict). */
int formula_evaluate(const formula *formula, const form_instance *instance, rule_scene *scene,
                     base_vec *verdicts);
/* The formula's items, by index of the form's row: for coverage and for `explain`. Returns their number;
 * fills at most max. */
size_t formula_rows(const formula *formula, int *rows, size_t max);

#endif
