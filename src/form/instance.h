/* form/instance.h: from aligned entries to an instance of a form. Private to form/. */
#ifndef FORM_INSTANCE_H
#define FORM_INSTANCE_H

#include "form/match.h"

/* Builds *out from the segments (indexes in the tables) of one instance; caption, caption_year and
 * ordinal are the caller's. Everything in *out is in the arena. 0 or HECHA_E_MEMORY. */
int form_instance_build(base_arena *arena, form_tables *tables, uint32_t number,
                        const size_t *segments, size_t count, form_instance *out);

/* The place of a cell as the reader gave it, or as the grid has it. */
base_place form_cell_place(const doc_table *table, const doc_cell *cell);
/* 1 for lines of a table that are no rows of a form: notes, page numbers, titles. */
int form_entry_is_remark(const form_entry *entry);

#endif
