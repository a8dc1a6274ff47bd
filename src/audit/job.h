/* audit/job.h: the unit of work: rules once, then report after report in, one serialisable result
 * each out. Today a job runs in the calling process; a worker process will hold one and speak
 * through result/frame.h, which is why a report goes in as bytes and comes out as a frame. */
#ifndef AUDIT_JOB_H
#define AUDIT_JOB_H

#include <hecha.h>

#include "audit/ruleset.h"
#include "base/buf.h"
#include "read/read.h"

typedef struct audit_job audit_job;

/* A rule that is not to be run on a report because it ended a worker there. */
typedef struct audit_exclusion {
    uint32_t rule;   /* its number in the rule set */
    base_str reason; /* one line for people */
} audit_exclusion;

/* What is known of the report beforehand; zero-initialise. */
typedef struct audit_request {
    base_str path;
    base_str bytes;
    base_str agency; /* overrides what is recognised; or empty */
    int year;        /* overrides what is recognised; or 0 */
    const rule
        *only; /* run this rule alone, whatever fits; NULL: those that fit and are selected */
    const rule_example_item *cells; /* replaced in the report (audit/edit.h): in tests of rules */
    size_t cell_count;
    const audit_exclusion *excluded; /* each becomes "not evaluated: limit hard" where it applies */
    size_t excluded_count;
} audit_request;

/* What became of it, beside the frame. Valid until the next run. */
typedef struct audit_outcome {
    result_status status;
    hecha_code problem_code;
    base_str problem;
} audit_outcome;

/* The rule set and the helper (NULL: none) are borrowed and must outlive the job. */
int audit_job_new(audit_ruleset *rules, hecha_lang lang, const read_helper *helper, audit_job **out,
                  hecha_err *err);
void audit_job_free(audit_job *job); /* NULL is allowed */
/* Audits one report and appends its result to `frame`. A report that cannot be read is a result
 * too; fails only without memory. `outcome` may be NULL. */
int audit_job_run(audit_job *job, const audit_request *request, base_buf *frame,
                  audit_outcome *outcome, hecha_err *err);

#endif
