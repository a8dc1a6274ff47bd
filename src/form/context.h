/* form/context.h: what stands around a form's table: its caption and the lines to be filled in
 * (填报单位：…). Private to form/. */
#ifndef FORM_CONTEXT_H
#define FORM_CONTEXT_H

#include "form/table.h"

enum {
    FORM_CONTEXT_BLOCKS = 8, /* blocks above and below a table that belong to it */
    FORM_MAX_FIELDS = 64,    /* labels of a form that are looked for, and hits in one line */
    FORM_LINE_LONGEST = 2000 /* bytes of a line that is looked at */
};

typedef struct form_line {
    base_str text;
    base_place place; /* of its block or cell */
} form_line;

/* One 填报单位：… in a line; offsets in bytes. */
typedef struct form_field_hit {
    size_t label; /* index in model->fields */
    size_t start; /* of the label */
    base_str text;
} form_field_hit;

/* Finds the fields of a line, in order; returns their number, at most `max`. A label may hold white
 * space and be followed by a bracket; a colon, or in a table (`row`) the next cell, follows. */
size_t form_fields_scan(const form *model, base_str line, int row, form_field_hit *hits,
                        size_t max);

/* The year a short text names: 2017年度, 二〇一七年, （2017）; 0: none. */
int form_year_of(base_str text);

/* The lines above the segment (in reading order, the rows above its first known label included)
 * and the index of the title among them (or their count). */
int form_context_above(form_tables *tables, const form *model, const form_segment *segment,
                       base_vec *lines, size_t *title);
/* The lines below, up to the next heading, table or title. */
int form_context_below(form_tables *tables, const form_segment *segment, base_vec *lines);
/* The caption of lines found above, in the arena; empty if there is none. 0 or HECHA_E_MEMORY. */
int form_context_caption(base_arena *arena, const form *model, const base_vec *lines, size_t title,
                         base_str *caption, int *year);

/* The text of a table's row: its cells joined by tabs, in the scratch arena; ptr NULL without
 * memory. *place is that of its first cell with text. */
base_str form_row_text(form_tables *tables, const doc_table *table, uint32_t row,
                       base_place *place);

#endif
