/* result/cap.h: how much of a result is written. What a stranger's rule finds, and how long the
 * texts of a stranger's report are, is bounded here, once, before a result leaves its worker;
 * totals stay exact. docs/output.md states these numbers. */
#ifndef RESULT_CAP_H
#define RESULT_CAP_H

#include "result/result.h"

#define RESULT_MOST_RULE_FINDINGS 1000u             /* of one rule on one report */
#define RESULT_MOST_FINDING_BYTES ((size_t)8 << 20) /* of all findings of one report */
#define RESULT_MOST_MESSAGE 2000u /* characters: message, arithmetic, reason, quote */
#define RESULT_MOST_TEXT 500u     /* characters: titles, labels, a place's text */
#define RESULT_MOST_TERMS 200u    /* of one explanation */
#define RESULT_MOST_RELATED 200u  /* places of one finding */

/* Cuts texts (the last character is then …) and lists, and drops findings over the limits: errors
 * are kept before warnings before notices, and of each those that come first in the report. What
 * was dropped is counted in the rule's `omitted`, in `term_omitted` and `related_omitted`. To be
 * called when the fingerprints are set. 0 or HECHA_E_MEMORY. */
int result_cap(base_arena *arena, result_report *report);
/* Findings of the severity that the report has, dropped ones included. */
size_t result_total(const result_report *report, hecha_severity severity);
/* Findings of the rule that were dropped. */
size_t result_omitted(const result_rule *rule);

#endif
