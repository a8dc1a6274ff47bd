/* rule/formula.h: formulas as auditors write them, parsed and evaluated in C.
 *
 * The language, its grammar as EBNF and all its words: docs/formula.md. What a reader of the code
 * should know: what stands at a position depends on what is expected there (a label may begin with
 * a digit or hold a keyword; the longest label wins). Sets, ranges and groups of columns become
 * their members when parsed; a formula with * is read again for each turn and holds a statement for
 * each; a row by its printed numbers is resolved in the form. 非 goes into the relations.
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

#include "base/buf.h"
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
/* The left side's value on a filled form. NULL: the formula is not one plain comparison, the
 * instance is of another form, or there is no memory. */
const value *formula_left_value(const formula *shown, const form_instance *instance,
                                rule_scene *scene);

/* The formula's items, by index of the form's row, rising, each once: for coverage and for
 * `explain`. The list is the formula's. */
const int *formula_rows(const formula *formula, size_t *count);
/* Appends the line of a formula that holds the column (code points, from 1; 0: nothing is
 * appended), indented, and under it a ^ at the column, on a terminal. */
void formula_add_caret(base_buf *out, base_str written, int column);

/* As form_find (form/form.h), FORM_FAILED too, and by printed numbers: 三.(七), 三.(七)/自然人. A
 * path of which one side names a line or a column has the nearest others of it named. */
size_t formula_find_item(const form *known, base_str label, int *row, base_buf *names);

/* How two formulas of one form stand to each other, by their structure: a + b is not known to be
 * b + a. */
typedef enum formula_relation {
    FORMULA_UNRELATED = 0,
    FORMULA_SAME,       /* they say the same */
    FORMULA_IMPLIES,    /* where the first holds the second does: a = b, a ≥ b */
    FORMULA_CONTRADICTS /* they cannot both hold: a < b, a ≥ b */
} formula_relation;

formula_relation formula_relate(const formula *a, const formula *b);

/* What of other reports it reads: 0, or FORMULA_NEEDS_… together. A formula that needs anything
 * belongs to the pass over several reports; without them it does not apply, and says why. */
enum { FORMULA_NEEDS_PREVIOUS_YEAR = 1, FORMULA_NEEDS_CHILDREN = 2 };
unsigned formula_needs(const formula *formula);

#endif
