/* audit/testing.h: one run of hecha_test: examples, cases, what was seen of each rule. Private to
 * audit/. */
#ifndef AUDIT_TESTING_H
#define AUDIT_TESTING_H

#include "audit/cost.h"
#include "audit/engine.h"
#include "audit/example.h"

typedef struct audit_testing {
    const hecha_output *output;
    hecha_exit *status;
    audit_source source;
    audit_ruleset *rules;
    base_str *unread; /* one a pack: why its tests/ could not be read, or empty */
    audit_job *job;
    audit_job
        *case_job;     /* in Chinese, so that what cases say of messages is true in any language */
    base_arena *arena; /* of one example; reset before each */
    base_buf text, frame, why;
    size_t passed, failed;
    unsigned char *seen; /* one a rule of the rule set: bits 1 << outcome, as tests expected it */
    audit_costs costs;   /* if they are asked for */
    hecha_err *err;
} audit_testing;

/* Adds what the rules took in a test, if that is asked for. 0 or HECHA_E_MEMORY, t->err set. */
int audit_test_measure(audit_testing *t, const result_report *report);

/* Notes that a test of the pack's rule with the index came to what it was to come to. */
void audit_test_saw(audit_testing *t, const audit_pack *of, size_t rule, result_outcome outcome);
/* Runs the cases of the pack's tests/. 0, or an error that ends the run. */
int audit_test_cases(audit_testing *t, audit_pack *of);
/* Counts and tells a failure, or with --verbose a success: "FAILED  HEAD (FILE:LINE): WHY". */
void audit_test_verdict(audit_testing *t, base_str head, base_str file, int line, int ok);
/* Counts and tells something of the tests themselves that is broken. */
void audit_test_broken(audit_testing *t, base_str text);
/* Names the rules that were never seen to pass, to fail or not to apply, and tells how many were
 * seen to do all of them; below the threshold the status is that of a failure. */
void audit_test_coverage(audit_testing *t);

#endif
