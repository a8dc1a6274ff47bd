/* audit/edit.h: cells of a report replaced before it is audited: for tests of packs. */
#ifndef AUDIT_EDIT_H
#define AUDIT_EDIT_H

#include "audit/ruleset.h"
#include "doc/doc.h"

/* Each key is a label or path of a form that the document fills (the first that has it), or a cell
 * by its place: R5C3 of the first table, T2R5C3 of the second. `year` is what is known of the
 * report. HECHA_E_RULE: there is no such row or cell, or more than one. */
int audit_edit_cells(base_arena *arena, const audit_ruleset *rules, doc *document, int year,
                     const rule_example_item *cells, size_t count, hecha_err *err);

#endif
