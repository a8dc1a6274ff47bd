/* audit/example.h: a rule's example as the text of a report, and whether the rule judged it as the
 * author says.
 *
 * The text is plain: a title that the pack's title pattern takes, the body, a signature, and the
 * form with every figure 0 but those named, one row a line with tabs between label, unit and
 * figure. It goes the way of any report. */
#ifndef AUDIT_EXAMPLE_H
#define AUDIT_EXAMPLE_H

#include "audit/job.h"
#include "result/result.h"
#include "rule/rule.h"

typedef struct audit_example {
    base_str text; /* in the arena; or the bytes of a file of the pack's tests */
    base_str name; /* of the file; or empty */
    int year;      /* to be given as known, where no pattern of the pack can find it; else 0 */
} audit_example;

/* Builds the text. HECHA_E_RULE: the example names a form, label or file that is not there. */
int audit_example_write(base_arena *arena, const audit_ruleset *rules, const audit_pack *pack,
                        const rule *tested, const rule_example *example, audit_example *out,
                        hecha_err *err);
/* 1 if the rule passed (good) or gave a finding (bad); else appends to `why` what it did. */
int audit_example_judge(const result_report *report, const rule *tested, int good, hecha_lang lang,
                        base_buf *why);

/* The line on which the rule's good or bad example with the number (from 1) begins, as far as the
 * text of its file tells; else that of the rule. The arena is for scratch. */
int audit_example_line(base_arena *arena, const audit_pack *of, const rule *tested, int good,
                       size_t number);

/* What examples are run with. */
typedef struct audit_example_run {
    audit_job *job;
    const audit_ruleset *rules;
    const audit_pack *pack; /* of the rule */
    const rule *tested;
    hecha_lang lang;
    base_arena *arena;
    base_buf *frame; /* for one result at a time */
} audit_example_run;

/* Writes the example, and the reports that stand beside it, and judges it by its rule alone. */
int audit_example_report(const audit_example_run *run, const rule_example *example,
                         result_report **report, hecha_err *err);

/* The same for a case: with reports or a roster, as in a run over all of them. */
int audit_test_case_report(const audit_example_run *run, const rule_case *tested,
                           result_report **report, hecha_err *err);
/* 1 if the report is as expected; else appends to `why` what it is. */
int audit_expectation_judge(const result_report *report, const rule *tested,
                            const rule_expectation *wanted, hecha_lang lang, base_buf *why);
/* How the rule ended on the report; NULL: it was not asked, or the report could not be read. */
const result_rule *audit_example_outcome(const result_report *report, const rule *tested);
/* Appends what the rule did, for people: "it did not apply: reason". */
void audit_example_describe(const result_report *report, const result_rule *outcome,
                            hecha_lang lang, base_buf *why);

#endif
