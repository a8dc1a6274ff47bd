/* audit/idle.h: rules that compared nothing in any report. Private to hecha_check.
 *
 * Such a rule looks like one that found nothing wrong: its phrase may match nothing, its roll-up may
 * lack the reports below. It is told where the user named it; of a pack as a whole, or with a
 * roster, only one over several reports; one over one report only if it met two or more. Of the
 * reasons, one that is about others (no report of the year before, none of the agencies below) goes
 * before one that only says that the rule is not about that report; and that nothing was compared
 * goes before a form that is not there. */
#ifndef AUDIT_IDLE_H
#define AUDIT_IDLE_H

#include "base/vec.h"
#include "render/render.h"

/* Zero-initialise. Memory is of the arena that is given, which must be the same each time. */
typedef struct audit_idle {
    base_vec items; /* of what was met of each rule, in the order they were met */
    size_t next;    /* where the next rule is likely to be */
    int named;      /* rules were named singly (-r, --only); set it before */
} audit_idle;

/* Notes how the rules ended. 0 or HECHA_E_MEMORY. */
int audit_idle_add(audit_idle *idle, base_arena *arena, const result_report *report);
/* The rules that compared nothing, in *out; those over several reports that were not named, only if
 * they were about some report. 0 or HECHA_E_MEMORY. */
int audit_idle_list(const audit_idle *idle, base_arena *arena, const render_idle **out,
                    size_t *count);

#endif
