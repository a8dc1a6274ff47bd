/* audit/cost.h: what rules took in a run. Private to hecha_check and hecha_test.
 *
 * Measured only where audit_ruleset.measures is set, so that frames are otherwise the same in every
 * run. Costs travel in the frames of reports and are added up here; no result has them. */
#ifndef AUDIT_COST_H
#define AUDIT_COST_H

#include "base/buf.h"
#include "base/vec.h"
#include "result/result.h"

/* Zero-initialise. Memory is of the arena that is given, which must be the same each time. */
typedef struct audit_costs {
    base_vec items; /* of hecha_cost, in the order they were met */
    size_t next;    /* where the next rule is likely to be */
} audit_costs;

/* Processor time of this thread, ns. */
uint64_t audit_cost_clock(void);
/* Adds what the rules of the report took; those that did not run are left out. 0 or
 * HECHA_E_MEMORY. */
int audit_costs_add(audit_costs *costs, base_arena *arena, const result_report *report);
/* Puts the slowest first; of equal ones the one with more work, then by name. */
void audit_costs_sort(audit_costs *costs);

/* The body of a COSTS message, and back, in the arena. -1: not valid, or no memory. */
void audit_costs_write(base_buf *out, const hecha_cost *costs, size_t count);
int audit_costs_read(base_arena *arena, base_str body, hecha_cost **out, size_t *count);

#endif
