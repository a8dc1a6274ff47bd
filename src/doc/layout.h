/* doc/layout.h: lays the cells of one table on its grid while a reader delivers them.
 *
 * Private to doc/. A layout is scratch memory that is used again for the next table; the finished
 * table is in the arena. Rows and columns count from 1. Spans never make the layout allocate more
 * than DOC_MAX_COLUMNS columns; a cell never covers a slot that another one covers.
 * Errors: HECHA_E_MEMORY, or HECHA_E_LIMIT where a table is too wide. */
#ifndef DOC_LAYOUT_H
#define DOC_LAYOUT_H

#include "doc/build.h"

typedef struct doc_draft {
    doc_cell cell;
    int continues_above; /* to be joined with the cell above when its row ends */
} doc_draft;

/* Which cell (index + 1, 0: none) covers a column in the row above and in the open row, and in how
 * many rows below it will still. */
typedef struct doc_slot {
    uint32_t above;
    uint32_t here;
    uint32_t remaining;
} doc_slot;

typedef struct doc_layout {
    doc_draft *cells;
    size_t count, cap;
    doc_slot *slots; /* slots[0] is column 1 */
    uint32_t columns, columns_cap;
    uint32_t last_start; /* the last column that a cell starts in */
    uint32_t row;
    size_t row_first; /* index of the open row's first cell */
    uint32_t next_column;
} doc_layout;

void doc_layout_clear(doc_layout *layout);
void doc_layout_dispose(doc_layout *layout);
/* row 0 or not after the last one: the next row. */
void doc_layout_row(doc_layout *layout, uint32_t row);
/* Places a cell. *index is where it is in cells, or, with *joined set, the cell at its left that it
 * became part of. */
int doc_layout_cell(doc_layout *layout, const doc_cell_spec *spec, size_t *index, int *joined);
/* Joins the cells of the open row that continue those above. Calls `hidden` for each with the cell
 * it vanishes into. */
void doc_layout_row_end(doc_layout *layout,
                        void (*hidden)(void *context, const doc_cell *gone, doc_cell *into),
                        void *context);
/* Slots the table would take with the rows so far. */
uint64_t doc_layout_slots(const doc_layout *layout);
/* Copies cells and slots to the arena and clamps spans. 0, or -1 without memory. */
int doc_layout_finish(doc_layout *layout, base_arena *arena, doc_table *table);

#endif
