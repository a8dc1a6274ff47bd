/* rule/formula_condition.h: the 若 of a formula: whether it holds, and told with figures. */
#ifndef RULE_FORMULA_CONDITION_H
#define RULE_FORMULA_CONDITION_H

#include "rule/formula_node.h"

/* Whether it holds: *held 1; 0: it is false; -1: it cannot be told. Unless it holds, *out is the
 * formula's verdict: not applicable when it is false or a figure is blank, not evaluated when a
 * figure is missing or unreadable. 0 or HECHA_E_MEMORY. */
int formula_condition_check(const formula_run *run, const formula_test *condition, int *held,
                            rule_verdict *out);
/* The figures of the comparisons that came out as `held`: "举办各类培训班数 = 3". */
int formula_condition_spell(const formula_run *run, const formula_test *condition, int held,
                            base_str *out);

#endif
