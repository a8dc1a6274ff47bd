/* rule/explain.h: the evidence and the message of a comparison that failed. */
#ifndef RULE_EXPLAIN_H
#define RULE_EXPLAIN_H

#include "base/buf.h"
#include "base/msg.h"
#include "rule/compare.h"

/* Fills message, evidence, location, related and quote of a failed verdict. 0 or HECHA_E_MEMORY. */
int rule_explain(rule_scene *scene, const value *left, rule_relation relation, const value *right,
                 const value *tolerance, rule_verdict *out);
/* A buffer's text in the arena; the empty text gives an empty slice. Sets *failed on lack of
 * memory. */
base_str rule_keep(base_arena *arena, const base_buf *text, int *failed);

#endif
