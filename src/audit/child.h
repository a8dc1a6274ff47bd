/* audit/child.h: the life of a worker process: load the rules, then answer requests. */
#ifndef AUDIT_CHILD_H
#define AUDIT_CHILD_H

#include "audit/process.h"
#include "audit/worker.h"

typedef struct audit_child_setup {
    audit_ruleset *rules;
    const audit_setting *setting;
    audit_answer *answer;
} audit_child_setup;

/* An audit_process_body; the context is an audit_child_setup. Ends when the engine closes. */
void audit_child_run(void *setup, audit_progress *progress);
/* How much a worker with these rules may map, bytes. */
size_t audit_child_memory(const audit_ruleset *rules);
/* How long the step of loading that it is at may take, ms of processor time. */
long audit_child_loading_limit(const audit_ruleset *rules, const audit_process *process);

#endif
