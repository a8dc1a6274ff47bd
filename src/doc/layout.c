#include "doc/layout.h"

#include <stdlib.h>

void doc_layout_clear(doc_layout *layout)
{
    layout->count = 0;
    layout->columns = 0;
    layout->last_start = 0;
    layout->row = 0;
    layout->row_first = 0;
    layout->next_column = 1;
}

void doc_layout_dispose(doc_layout *layout)
{
    free(layout->cells);
    free(layout->slots);
    memset(layout, 0, sizeof(*layout));
}

void doc_layout_row(doc_layout *layout, uint32_t row)
{
    uint32_t step = row > layout->row ? row - layout->row : 1;
    uint32_t column;
    for (column = 0; column < layout->columns; column++) {
        doc_slot *slot = &layout->slots[column];
        int covers = slot->remaining >= step;
        /* A row that was left out is covered by nothing but what spans it. */
        slot->above = slot->remaining >= step - 1 ? slot->here : 0;
        slot->here = covers ? slot->here : 0;
        slot->remaining = covers ? slot->remaining - step : 0;
    }
    layout->row += step;
    layout->row_first = layout->count;
    layout->next_column = 1;
}

static int need_columns(doc_layout *layout, uint32_t columns)
{
    if (columns <= layout->columns)
        return 0;
    if (columns > layout->columns_cap) {
        uint32_t cap = layout->columns_cap ? layout->columns_cap : 16;
        while (cap < columns)
            cap *= 2;
        doc_slot *slots = realloc(layout->slots, cap * sizeof(*slots));
        if (slots == NULL)
            return HECHA_E_MEMORY;
        layout->slots = slots;
        layout->columns_cap = cap;
    }
    memset(layout->slots + layout->columns, 0,
           (columns - layout->columns) * sizeof(*layout->slots));
    layout->columns = columns;
    return 0;
}

static doc_draft *push_cell(doc_layout *layout)
{
    if (layout->count == layout->cap) {
        size_t cap = layout->cap ? layout->cap * 2 : 64;
        doc_draft *cells = realloc(layout->cells, cap * sizeof(*cells));
        if (cells == NULL)
            return NULL;
        layout->cells = cells;
        layout->cap = cap;
    }
    doc_draft *draft = &layout->cells[layout->count++];
    memset(draft, 0, sizeof(*draft));
    return draft;
}

/* The first free column at or after what the cell asks for. Cells stay in order of columns. */
static uint32_t free_column(const doc_layout *layout, uint32_t wanted)
{
    uint32_t column = wanted > layout->next_column ? wanted : layout->next_column;
    while (column <= layout->columns && layout->slots[column - 1].here != 0)
        column++;
    return column;
}

/* How many free slots a cell may take from a column on. */
static uint32_t clip_span(const doc_layout *layout, uint32_t column, uint32_t span)
{
    if (span > DOC_MAX_COLUMNS - column + 1)
        span = DOC_MAX_COLUMNS - column + 1;
    uint32_t taken = 1;
    while (taken < span &&
           (column + taken > layout->columns || layout->slots[column + taken - 1].here == 0))
        taken++;
    return taken;
}

static int cover(doc_layout *layout, size_t index, uint32_t column, uint32_t span)
{
    int code = need_columns(layout, column + span - 1);
    if (code != 0)
        return code;
    uint32_t i;
    for (i = column; i < column + span; i++) {
        layout->slots[i - 1].here = (uint32_t)index + 1;
        layout->slots[i - 1].remaining = layout->cells[index].cell.rowspan - 1;
    }
    layout->next_column = column + span;
    return 0;
}

/* The cell of the open row that ends directly before the column, or NULL. */
static doc_cell *cell_at_left(doc_layout *layout, uint32_t column)
{
    if (layout->count == layout->row_first)
        return NULL;
    doc_cell *left = &layout->cells[layout->count - 1].cell;
    return left->column + left->colspan == column ? left : NULL;
}

int doc_layout_cell(doc_layout *layout, const doc_cell_spec *spec, size_t *index, int *joined)
{
    uint32_t column = free_column(layout, spec->column);
    if (column > DOC_MAX_COLUMNS)
        return HECHA_E_LIMIT;
    uint32_t span = clip_span(layout, column, spec->colspan ? spec->colspan : 1);
    doc_cell *left = spec->continues_left ? cell_at_left(layout, column) : NULL;
    *joined = left != NULL;
    if (left != NULL) {
        left->colspan += span;
        *index = layout->count - 1;
        return cover(layout, *index, column, span);
    }
    doc_draft *draft = push_cell(layout);
    if (draft == NULL)
        return HECHA_E_MEMORY;
    draft->continues_above = spec->continues_above;
    draft->cell.row = layout->row;
    draft->cell.column = column;
    draft->cell.rowspan = spec->rowspan ? spec->rowspan : 1;
    if (draft->cell.rowspan > DOC_MAX_CELLS)
        draft->cell.rowspan = DOC_MAX_CELLS;
    draft->cell.colspan = span;
    draft->cell.header = spec->header != 0;
    draft->cell.place = spec->place;
    *index = layout->count - 1;
    if (column > layout->last_start)
        layout->last_start = column;
    return cover(layout, *index, column, span);
}

/* The cell above that a continuing cell belongs to: it starts at the same column, is as wide and
 * reaches down to the row above. NULL: the cell stands for itself. */
static doc_cell *cell_above(doc_layout *layout, const doc_draft *draft)
{
    uint32_t owner = layout->slots[draft->cell.column - 1].above;
    if (!draft->continues_above || owner == 0 || owner > layout->row_first)
        return NULL;
    doc_cell *above = &layout->cells[owner - 1].cell;
    if (above->column != draft->cell.column || above->colspan != draft->cell.colspan)
        return NULL;
    return above->row + above->rowspan == layout->row ? above : NULL;
}

void doc_layout_row_end(doc_layout *layout,
                        void (*hidden)(void *context, const doc_cell *gone, doc_cell *into),
                        void *context)
{
    size_t read, write = layout->row_first;
    for (read = layout->row_first; read < layout->count; read++) {
        doc_draft *draft = &layout->cells[read];
        doc_cell *above = cell_above(layout, draft);
        uint32_t owner = (uint32_t)write + 1;
        uint32_t i;
        if (above != NULL) {
            above->rowspan += draft->cell.rowspan;
            owner = layout->slots[draft->cell.column - 1].above;
            hidden(context, &draft->cell, above);
        }
        for (i = 0; i < draft->cell.colspan; i++)
            layout->slots[draft->cell.column + i - 1].here = owner;
        if (above == NULL)
            layout->cells[write++] = *draft;
    }
    layout->count = write;
}

uint64_t doc_layout_slots(const doc_layout *layout)
{
    return (uint64_t)layout->row * (layout->columns ? layout->columns : 1);
}

static void clamp_spans(const doc_layout *layout, doc_table *table)
{
    uint32_t widest = layout->last_start + DOC_MAX_SPAN;
    size_t i;
    table->columns = 0;
    for (i = 0; i < layout->count; i++) {
        doc_cell *cell = &layout->cells[i].cell;
        if (cell->column + cell->colspan - 1 > widest)
            cell->colspan = widest - cell->column + 1;
        if (cell->rowspan > table->rows - cell->row + 1)
            cell->rowspan = table->rows - cell->row + 1;
        if (cell->column + cell->colspan - 1 > table->columns)
            table->columns = cell->column + cell->colspan - 1;
    }
}

static void fill_slots(uint32_t *slots, uint32_t columns, const doc_cell *cell, size_t index)
{
    uint32_t row, column;
    for (row = cell->row; row < cell->row + cell->rowspan; row++) {
        uint32_t *line = slots + (size_t)(row - 1) * columns;
        for (column = cell->column; column < cell->column + cell->colspan; column++)
            line[column - 1] = (uint32_t)index + 1;
    }
}

int doc_layout_finish(doc_layout *layout, base_arena *arena, doc_table *table)
{
    table->rows = layout->row;
    table->count = layout->count;
    clamp_spans(layout, table);
    size_t i;
    uint32_t *slots = base_arena_array(arena, (size_t)table->rows * table->columns, sizeof(*slots));
    table->cells = base_arena_alloc(arena, layout->count * sizeof(*table->cells));
    if (slots == NULL || table->cells == NULL)
        return -1;
    table->slots = slots;
    for (i = 0; i < layout->count; i++) {
        table->cells[i] = layout->cells[i].cell;
        fill_slots(slots, table->columns, &table->cells[i], i);
    }
    return 0;
}
