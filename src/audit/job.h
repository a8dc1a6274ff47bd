/* audit/job.h: the unit of work: rules once, then report after report in, one serialisable result
 * each out. Today a job runs in the calling process; a worker process will hold one and speak
 * through result/frame.h, which is why a report goes in as bytes and comes out as a frame. */
#ifndef AUDIT_JOB_H
#define AUDIT_JOB_H

#include <hecha.h>

#include "audit/ruleset.h"
#include "base/buf.h"

typedef struct audit_job audit_job;

/* What is known of the report beforehand; zero-initialise. */
typedef struct audit_request {
    base_str path;
    base_str bytes;
    base_str agency; /* overrides what is recognised; or empty */
    int year;        /* overrides what is recognised; or 0 */
    const rule
        *only; /* run this rule alone, whatever fits; NULL: those that fit and are selected */
} audit_request;

/* The rule set is borrowed and must outlive the job. */
int audit_job_new(audit_ruleset *rules, hecha_lang lang, audit_job **out, hecha_err *err);
void audit_job_free(audit_job *job); /* NULL is allowed */
/* Audits one report and appends its result to `frame`. A report that cannot be read is a result
 * too; fails only without memory. */
int audit_job_run(audit_job *job, const audit_request *request, base_buf *frame, hecha_err *err);

#endif
