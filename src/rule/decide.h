/* rule/decide.h: whether a relation holds between traced values, and why it cannot be told.
 * No text is made here: passing comparisons stay cheap. */
#ifndef RULE_DECIDE_H
#define RULE_DECIDE_H

#include "base/buf.h"
#include "base/msg.h"
#include "rule/compare.h"

/* Passed, failed, not applicable (a blank or dash alone) or not evaluated. NULL tolerance: exact;
 * with one, a relation is loosened by it (≠ is made stricter). */
result_outcome rule_decide(const value *left, rule_relation relation, const value *right,
                           const value *tolerance);
/* Why rule_decide said not applicable or not evaluated: sets kind, limit and, in the arena, reason.
 * Every missing or unreadable row is named. 0 or HECHA_E_MEMORY. */
int rule_undecided(rule_scene *scene, const value *left, const value *right, const value *tolerance,
                   rule_verdict *out);
/* 1 if figures of the report stand in the value. */
int rule_has_leaves(const value *a);
/* The leaves of a value, in the arena if `room` (of `size`) does not hold them. NULL: no memory. */
const value **rule_leaves(base_arena *arena, const value *a, const value **room, size_t size,
                          size_t *count);

#endif
