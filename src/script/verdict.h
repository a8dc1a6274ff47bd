/* script/verdict.h: taking verdicts out of a run. Private to script/. */
#ifndef SCRIPT_VERDICT_H
#define SCRIPT_VERDICT_H

#include "rule/compare.h"

/* Copies a verdict with all it points to into an arena. 0 or HECHA_E_MEMORY. */
int script_verdict_copy(base_arena *arena, const rule_verdict *from, rule_verdict *to);

#endif
