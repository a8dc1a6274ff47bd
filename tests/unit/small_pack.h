/* tests/unit/small_pack.h: a pack with a small form, written to disk, and reports that fill it. */
#ifndef TESTS_UNIT_SMALL_PACK_H
#define TESTS_UNIT_SMALL_PACK_H

#include "audit/job.h"
#include "result/result.h"

#define SMALL_TITLE "甲市水务局申请情况2017年度报告\n\n现将有关情况报告如下。\n\n"
#define SMALL_HEAD "申请情况统计表\n填报单位：甲市水务局\n\n统计指标\t单位\t统计数\n"

/* Writes packs/NAME with manifest, form "sq" and the rules given. */
void small_pack_write(const char *name, const char *rules);
/* The rows of the form, filled; the caller frees. */
char *small_pack_report(const char *received, const char *desk, const char *online,
                        const char *finished);

/* A loaded rule set with a job. */
typedef struct small_run {
    audit_ruleset *rules;
    audit_job *job;
    base_arena *arena;
    base_buf frame;
} small_run;

/* Loads the packs of packs/ as installed ones, and as chosen one the pack in `folder` and
 * `rule_file`, each of which may be NULL. Returns what audit_ruleset_load returned. */
int small_run_open(small_run *run, const char *folder, const char *rule_file, hecha_err *err);
void small_run_close(small_run *run);
/* Audits a text; the result lives until the next call. */
result_report *small_run_audit(small_run *run, const char *text, int year, const rule *only);

/* A rule's outcome; fails the test if the rule was not asked. */
const result_rule *small_outcome(const result_report *report, const char *name);

#endif
