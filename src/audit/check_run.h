/* audit/check_run.h: one run of hecha_check. Private to it: engine_check.c starts workers and gives
 * them tasks; check_write.c takes what is done, in order, counts it and writes it out. */
#ifndef AUDIT_CHECK_RUN_H
#define AUDIT_CHECK_RUN_H

#include "audit/check_output.h"
#include "audit/check_task.h"
#include "audit/corpus.h"
#include "audit/cost.h"
#include "audit/engine.h"
#include "audit/idle.h"
#include "audit/pool.h"

#define CHECK_HARD_REPORTS 3u /* a rule that ended workers on so many is left out of the rest */

/* A rule that ended workers. */
typedef struct check_offender {
    uint32_t rule;
    size_t reports;
} check_offender;

/* One run. */
typedef struct check_run {
    hecha *engine;
    const hecha_output *output;
    hecha_err *err;
    hecha_exit *status;
    audit_source source;
    audit_setting setting;
    audit_ruleset *rules;
    audit_pool *pool;
    audit_roster *roster; /* or NULL */
    unsigned needs;       /* RULE_NEEDS_ bits of all rules */
    audit_corpus *corpus; /* NULL: no rule needs other reports, and none is held back */
    int judging;          /* the second pass, over the reports that were held back */
    size_t case_next;     /* of it */
    check_output out;
    render_summary summary;
    base_arena *arena;  /* of the run: inputs, skipped files */
    base_arena *result; /* of one report; reset after each */
    audit_input *inputs;
    size_t input_count, input_next;
    size_t report_number, report_count; /* inputs that are reports, for the progress */
    check_list list;
    uint64_t files;        /* opened so far */
    base_vec offenders;    /* of check_offender */
    base_vec left_out;     /* of uint32_t: rules left out of all reports from here on */
    base_vec skipped;      /* of render_skipped */
    audit_costs costs;     /* if they are asked for */
    int names_rules;       /* -p, -r, --only or --roster was given */
    audit_idle idle;       /* then */
    size_t met;            /* reports so far, held back or written */
    size_t reports_before; /* reports when the folder being walked began */
    int interrupted;
} check_run;

/* A task that needs no worker, or has its answer, is done. */
void check_finish(check_run *run, check_task *task);
/* Writes what is done, up to the first that is not. All: 0 or a hecha_code, run->err set. */
int check_write_done(check_run *run);
/* After an interrupt: what is done, in any place, and nothing else. */
int check_write_rest(check_run *run);
/* A report that was held back, with the answer of the second pass, or empty. */
int check_write_held(check_run *run, size_t number, base_str message);
/* What ran before a rule was left out of all reports is to be run again. */
void check_renew(check_run *run);

#endif
