/* rule/formula.h: formulas as auditors write them, parsed and evaluated in C.
 *
 *   statement  = [若 condition 则] condition
 *   condition  = comparison {且 | 或 comparison} | 非 condition | ( condition )
 *   comparison = sum relation sum [± sum] {relation sum}      a ≤ b ≤ c is a ≤ b 且 b ≤ c
 *   sum        = term {+ - term};  term = factor {× ÷ * / factor};  factor = [-] primary
 *   primary    = number[%] | label | [path] | 子项 | 其中 | function ( sum {, sum} ) | ( sum )
 *   functions    合计 最大 最小 个数 绝对值 四舍五入(x, n)
 *   relations    = ≠ < ≤ > ≥, also != <> <= >= == ≦ ≧, full-width forms, and in words: 等于 不等于
 *                大于 小于 不大于 不超过 不小于 不少于 大于等于 小于等于
 *   English      if then and or not sum max min count abs round children parts
 * White space is free; full-width and ASCII punctuation are alike. A label may stand bare (the
 * longest known label wins, over a keyword too) or in [ ], where / separates a path. Bare 子项 and
 * 其中 belong to the one item on the other side of the comparison; 子项(label), 其中(label) to the
 * label. A set may stand only inside 合计 最大 最小 个数, or alone on a side of a relation, where
 * each member is compared; a set owned by the other side needs exactly one item there. 合计( and
 * the like are functions even in a form that has a row 合计. Numbers: 10, 0.5, 5%, 1万, 2亿;
 * without a unit. `± n` is an amount, never a share; it loosens the relation before it (≠ becomes
 * stricter). 条件 => 结论 is 若 条件 则 结论; 且 binds closer than 或.
 *
 * Outcomes. 若: false: not applicable, the reason tells the figures; a blank figure that decides
 * it: not applicable; a missing or unreadable one: not evaluated; true: the consequent decides.
 *   或    passed if a part passed; else not evaluated if a part was; else not applicable if a part
 *         was; else failed, as one failure that tells all parts.
 *   且    at the top of the consequent, and for sets and chained relations there: each comparison
 *         reports for itself; nothing failed or undecided: passed if one passed, else not
 *         applicable. Elsewhere: false if a part is false; else not evaluated, not applicable if a
 *         part is; else true.
 *   非    is resolved when parsed: 非 a = b is a ≠ b, and 且 and 或 are exchanged.
 *
 * 上年(sum): the items within are of the previous year's report of the same agency; 下级(sum): of
 * the report of each subordinate agency, all of them within 合计 最大 最小 个数, else each in its
 * turn. They do not nest. A report, table or row that is not there: not applicable, with the
 * reason. */
#ifndef RULE_FORMULA_H
#define RULE_FORMULA_H

#include "form/form.h"
#include "rule/compare.h"

typedef struct formula formula;

/* Parses and resolves labels in the form. Error HECHA_E_RULE with the column (code points) in the
 * formula; an unknown label names the nearest ones, an ambiguous one the candidate paths. The
 * formula is in the arena. Depth of nesting is limited to 64, length to 4,096 bytes. */
int formula_parse(base_arena *arena, base_str text, const form *own, formula **out, hecha_err *err);
/* The same, where 表名-> may name the known forms too. */
int formula_parse_among(base_arena *arena, base_str text, const form *own, const form *const *known,
                        size_t known_count, formula **out, hecha_err *err);
/* Evaluates on one filled form. Appends verdicts (one for each comparison that failed or could not
 * be decided; a single passed or not-applicable one otherwise) to `verdicts` (of rule_verdict),
 * which grows in scene->arena; scene->instance need not be set. 0, HECHA_E_MEMORY, or HECHA_E_USAGE
 * if the instance is of another form. */
int formula_evaluate(const formula *formula, const form_instance *instance, rule_scene *scene,
                     base_vec *verdicts);
/* The formula's items, by index of the form's row: for coverage and for `explain`. Returns their
 * number; fills at most max. */
size_t formula_rows(const formula *formula, int *rows, size_t max);
/* What of other reports it reads: 0, or FORMULA_NEEDS_… together. A formula that needs anything
 * belongs to the pass over several reports; without them it does not apply, and says why. */
enum { FORMULA_NEEDS_PREVIOUS_YEAR = 1, FORMULA_NEEDS_CHILDREN = 2 };
unsigned formula_needs(const formula *formula);

#endif
