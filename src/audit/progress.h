/* audit/progress.h: what a worker is doing just now, in memory it shares with the engine.
 *
 * The worker writes, the engine reads: when a worker hangs or dies, this tells which pack was being
 * loaded or which rule was running. `step` changes with every piece of work that has a limit of
 * processor time of its own (a pack, reading, one run of a check). A worker that was taken over
 * can only accuse rules of the report in its hands; `item` is checked before use.
 * Every function tolerates NULL: nobody watches. */
#ifndef AUDIT_PROGRESS_H
#define AUDIT_PROGRESS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

typedef enum audit_phase {
    AUDIT_WAITING = 0, /* for work */
    AUDIT_LOADING,     /* item: index of the pack */
    AUDIT_READING,     /* a file: from its bytes to a document, and all that is no rule */
    AUDIT_RUNNING      /* item: number of the rule in the rule set */
} audit_phase;

typedef struct audit_progress {
    _Atomic uint32_t step;
    _Atomic uint32_t phase;
    _Atomic uint32_t item;
    _Atomic uint32_t lacking; /* AUDIT_LACKS_ bits (audit/confine.h); set before any input */
} audit_progress;

static inline void audit_progress_set(audit_progress *progress, audit_phase phase, size_t item)
{
    if (progress == NULL)
        return;
    atomic_store(&progress->item, (uint32_t)item);
    atomic_store(&progress->phase, (uint32_t)phase);
    atomic_fetch_add(&progress->step, 1u);
}

/* The next piece of the same work. */
static inline void audit_progress_step(audit_progress *progress)
{
    if (progress != NULL)
        atomic_fetch_add_explicit(&progress->step, 1u, memory_order_relaxed);
}

#endif
