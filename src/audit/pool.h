/* audit/pool.h: tasks given to workers, answers taken back.
 *
 * With no processes one worker answers in the calling process, at once. With processes each is
 * confined (audit/confine.h); one that dies or hangs is replaced and its task given again. A rule
 * that ended a worker is left out of that report from then on and is "not evaluated: limit hard";
 * if it was no rule, the report cannot be read. A death that nobody here caused (a kill from
 * outside, memory running out) is first taken for bad luck and the task simply given again.
 * The engine's process parses no report and runs no rule: what it gets from workers is checked. */
#ifndef AUDIT_POOL_H
#define AUDIT_POOL_H

#include "audit/worker.h"

#define AUDIT_INTERRUPTED 1 /* what audit_pool_take returns besides 0 and codes */

typedef struct audit_pool audit_pool;

/* One task. The owner fills in the request and the descriptor and keeps both until the task is
 * done; the pool adds exclusions. */
typedef struct audit_task {
    audit_worker_request request;
    int descriptor;
    base_buf reply; /* a REPLY message, when it is done */
    audit_exclusion *excluded;
    size_t excluded_count;
    audit_phase phase; /* of the last death, */
    uint32_t item;
    int deaths; /* and how many in a row were there */
} audit_task;

typedef struct audit_pool_options {
    audit_ruleset *rules; /* read, not run (audit/ruleset.h) */
    const audit_setting *setting;
    int processes;                     /* 0: answer in the calling process */
    audit_answer *answer;              /* NULL: audit_worker_answer; others are for tests */
    long reading;                      /* limit of reading one file, ms; 0: 30 s */
    int (*interrupted)(void *context); /* asked while waiting; or NULL */
    void *interrupted_context;
} audit_pool_options;

/* Starts a worker and has it load the rules. `ready` is valid while the pool lives. Errors: what
 * loading says, HECHA_E_IO if no process can be started; AUDIT_INTERRUPTED. */
int audit_pool_open(const audit_pool_options *options, audit_pool **out, audit_ready *ready,
                    hecha_err *err);
void audit_pool_close(audit_pool *pool); /* kills what runs; NULL is allowed */

/* Starts all workers, for a caller that is about to need much memory: one that is started later has
 * a copy of it. Errors: HECHA_E_MEMORY, HECHA_E_IO. */
int audit_pool_start(audit_pool *pool, hecha_err *err);
int audit_pool_has_room(const audit_pool *pool);
int audit_pool_is_idle(const audit_pool *pool); /* nothing is running */
/* Gives a task; only when there is room. Errors: HECHA_E_MEMORY, HECHA_E_IO. */
int audit_pool_give(audit_pool *pool, audit_task *task, hecha_err *err);
/* Waits for a task to be done. 0, AUDIT_INTERRUPTED, or a code as above. */
int audit_pool_take(audit_pool *pool, audit_task **done, hecha_err *err);
/* AUDIT_LACKS_ bits of the workers. */
unsigned audit_pool_lacking(const audit_pool *pool);

/* Adds a rule to those left out for a task; once. */
int audit_task_exclude(audit_task *task, uint32_t number, base_str reason);
void audit_task_dispose(audit_task *task);

#endif
