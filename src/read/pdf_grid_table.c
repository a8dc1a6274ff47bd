/* Grids of one table, over pages, to the builder. */
#include <hecha.h>
#include <stdlib.h>

#include "read/pdf_grid.h"
#include "read/pdf_table.h"

#define SAME 6.0 /* points: edges of one column on two pages */
#define MOST_HEADS 6u
#define MAX_EDGES 512u

typedef struct joined {
    base_arena *arena;
    pdf_grid_cell *cells;
    size_t count;
    uint32_t rows;
    double edges[MAX_EDGES];
    size_t edge_count;
} joined;

int pdf_grid_goes_on(const pdf_grid *first, const pdf_grid *second)
{
    return second->page == first->page + 1 && pdf_distance(first->box.x0, second->box.x0) <= SAME &&
           pdf_distance(first->box.x1, second->box.x1) <= SAME;
}

/* 1 if the rows of two grids have the same cells with the same texts. */
static int same_row(const pdf_grid *first, const pdf_grid *second, uint32_t row)
{
    size_t i = 0, j = 0;
    int text = 0;
    while (i < first->count && first->cells[i].row < row)
        i++;
    while (j < second->count && second->cells[j].row < row)
        j++;
    for (;; i++, j++) {
        int more = i < first->count && first->cells[i].row == row;
        if (more != (j < second->count && second->cells[j].row == row))
            return 0;
        if (!more)
            return text;
        if (pdf_distance(first->cells[i].box.x0, second->cells[j].box.x0) > SAME ||
            !base_str_eq(first->cells[i].text, second->cells[j].text))
            return 0;
        text |= first->cells[i].text.len > 0;
    }
}

/* How many rows at the start of a page print the head of the table again. */
static uint32_t repeated(const pdf_grid *first, const pdf_grid *second)
{
    uint32_t heads = 0;
    while (heads < MOST_HEADS && heads + 1 < second->rows && same_row(first, second, heads))
        heads++;
    /* The head ends where no cell goes on. */
    for (size_t i = 0; i < second->count; i++) {
        const pdf_grid_cell *cell = &second->cells[i];
        if (cell->row < heads && cell->row + cell->rowspan > heads)
            heads = cell->row;
    }
    return heads;
}

/* The cell above the first row of a new page at the same columns, or NULL. */
static pdf_grid_cell *above(const joined *self, const pdf_grid_cell *cell, uint32_t row)
{
    for (size_t i = self->count; i-- > 0;) {
        pdf_grid_cell *before = &self->cells[i];
        if (before->row + before->rowspan == row &&
            pdf_distance(before->box.x0, cell->box.x0) <= SAME &&
            pdf_distance(before->box.x1, cell->box.x1) <= SAME)
            return before;
    }
    return NULL;
}

/* 1 if a text goes on in a cell of the next page: its own cell has no room for one more line, and
 * the other is no beginning. */
static int runs_on(const pdf_grid_cell *before, const pdf_grid_cell *cell)
{
    if (before == NULL)
        return 0;
    double line = 1.2 * (before->tall > before->em ? before->tall : before->em);
    return before->text.len > 0 && cell->text.len > 0 && before->box.y1 - before->low < line &&
           !pdf_starts_cell(cell->text) &&
           (!pdf_is_figure(cell->text) || pdf_grid_breaks_figure(before, before->text, cell->text));
}

static int is_inside(const pdf_grid_cell *cell, const pdf_grid_cell *around)
{
    return cell->box.x0 >= around->box.x0 - SAME && cell->box.x1 <= around->box.x1 + SAME &&
           cell->box.x1 - cell->box.x0 > 2 * SAME;
}

/* 1 if cells of the first row of a page divide one of the row above: a head of several levels. */
static int divides(const joined *self, const pdf_grid *grid, uint32_t row)
{
    for (size_t i = 0; i < self->count; i++) {
        const pdf_grid_cell *around = &self->cells[i];
        size_t parts = 0;
        if (around->row + around->rowspan != self->rows)
            continue;
        for (size_t k = 0; k < grid->count; k++)
            parts += grid->cells[k].row == row && is_inside(&grid->cells[k], around);
        if (parts > 1)
            return 1;
    }
    return 0;
}

/* 1 if the next text did not fit into the last line of the cell. */
static int is_full(const pdf_grid_cell *cell, base_str next)
{
    double room = cell->box.x1 - cell->box.x0 - 2 * PDF_CELL_PADDING - cell->wide;
    return room < (pdf_unbreakable(next) + 0.3) * cell->em;
}

/* 1 if a cell in the first row of a page is the rest of the one above: one of them stands beside
 * several rows, and the text is there already, or goes on. */
static int goes_on(const pdf_grid_cell *before, const pdf_grid_cell *cell, int divided)
{
    if (before == NULL)
        return 0;
    if (before->rowspan == 1 && cell->rowspan == 1)
        return divided && runs_on(before, cell) && is_full(before, cell->text);
    return cell->text.len == 0 || base_str_eq(before->text, cell->text) || runs_on(before, cell);
}

/* 1 if the cell above ended with the page: one at its left that began and ended with it has another
 * text below it. */
static int ended(const joined *self, const pdf_grid *grid, const pdf_grid_cell *before,
                 uint32_t row)
{
    for (size_t i = 0; i < grid->count && before != NULL && before->rowspan > 1; i++) {
        const pdf_grid_cell *cell = &grid->cells[i];
        const pdf_grid_cell *beside = cell->row == row ? above(self, cell, self->rows) : NULL;
        if (beside != NULL && beside->box.x0 < before->box.x0 && beside->row == before->row &&
            beside->rowspan == before->rowspan && !goes_on(beside, cell, 0))
            return 1;
    }
    return 0;
}

/* 1 if the first row of a page is the rest of the row above: its texts go on, some cell has none,
 * and what stands beside several rows goes on too. */
static int is_rest(const joined *self, const pdf_grid *grid, uint32_t row)
{
    size_t blanks = 0;
    for (size_t i = 0; i < grid->count; i++) {
        const pdf_grid_cell *cell = &grid->cells[i];
        const pdf_grid_cell *before;
        if (cell->row != row)
            continue;
        before = above(self, cell, self->rows);
        if (before == NULL)
            return 0;
        if (cell->rowspan > 1 ? !goes_on(before, cell, 0)
                              : cell->text.len > 0 && !runs_on(before, cell))
            return 0;
        blanks += cell->rowspan == 1 && cell->text.len == 0;
    }
    return blanks > 0;
}

/* Leaves out a last row that is but the empty start of the next page's first. */
static void drop_slice(joined *self)
{
    uint32_t row = self->rows - 1;
    size_t cells = 0, first = self->count;
    for (size_t i = 0; i < self->count; i++) {
        if (self->cells[i].row != row)
            continue;
        if (self->cells[i].text.len > 0)
            return;
        first = cells++ == 0 ? i : first;
    }
    if (cells < 2 || row == 0)
        return;
    self->count = first;
    self->rows = row;
    for (size_t i = 0; i < self->count; i++)
        if (self->cells[i].row + self->cells[i].rowspan > row)
            self->cells[i].rowspan = row - self->cells[i].row;
}

static int append_text(joined *self, pdf_grid_cell *to, base_str more)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_str(&text, to->text);
    pdf_join_wrapped(&text, more, 1);
    to->text = base_arena_str(self->arena, base_buf_str(&text));
    int failed = base_buf_failed(&text) || to->text.ptr == NULL;
    base_buf_dispose(&text);
    return failed ? -1 : 0;
}

static int join_cell(joined *self, pdf_grid_cell *before, const pdf_grid_cell *cell, uint32_t rows)
{
    before->rowspan += rows;
    if (cell->text.len == 0 || base_str_eq(before->text, cell->text))
        return 0;
    return append_text(self, before, cell->text);
}

/* Joins the cells of a row that is but the rest of the one above with its cells. */
static int add_rest(joined *self, const pdf_grid *grid, uint32_t row)
{
    uint32_t rows = self->rows;
    for (size_t i = 0; i < grid->count; i++) {
        const pdf_grid_cell *cell = &grid->cells[i];
        if (cell->row == row &&
            join_cell(self, above(self, cell, rows), cell, cell->rowspan - 1) != 0)
            return -1;
    }
    return 0;
}

/* Adds the rows of a grid from `first` on. */
static int add_grid(joined *self, const pdf_grid *grid, uint32_t first)
{
    if (self->rows > 0)
        drop_slice(self);
    if (self->rows > 0 && is_rest(self, grid, first) && add_rest(self, grid, first++) != 0)
        return -1;
    uint32_t start = self->rows;
    int divided = start > 0 && divides(self, grid, first);
    for (size_t i = 0; i < grid->count; i++) {
        pdf_grid_cell cell = grid->cells[i];
        if (cell.row < first)
            continue;
        cell.row = cell.row - first + start;
        pdf_grid_cell *before = start > 0 && cell.row == start ? above(self, &cell, start) : NULL;
        if (!goes_on(before, &cell, divided) || ended(self, grid, before, first)) {
            self->cells[self->count++] = cell;
            continue;
        }
        if (join_cell(self, before, &cell, cell.rowspan) != 0)
            return -1;
    }
    self->rows += grid->rows - first;
    return 0;
}

static int by_number(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static void add_edge(joined *self, double at)
{
    for (size_t i = 0; i < self->edge_count; i++)
        if (pdf_distance(self->edges[i], at) <= SAME)
            return;
    if (self->edge_count < MAX_EDGES)
        self->edges[self->edge_count++] = at;
}

static uint32_t edge_of(const joined *self, double at)
{
    size_t best = 0;
    for (size_t i = 1; i < self->edge_count; i++)
        if (pdf_distance(self->edges[i], at) < pdf_distance(self->edges[best], at))
            best = i;
    return (uint32_t)best;
}

/* The columns of all pages together. A gap too narrow for a column is no cell. */
static void set_columns(joined *self)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->count; i++) {
        add_edge(self, self->cells[i].box.x0);
        add_edge(self, self->cells[i].box.x1);
    }
    qsort(self->edges, self->edge_count, sizeof(double), by_number);
    for (size_t i = 0; i < self->count; i++) {
        pdf_grid_cell *cell = &self->cells[i];
        uint32_t end = edge_of(self, cell->box.x1);
        cell->column = edge_of(self, cell->box.x0);
        if (end == cell->column && cell->text.len == 0)
            continue;
        cell->colspan = end > cell->column ? end - cell->column : 1;
        self->cells[kept++] = *cell;
    }
    self->count = kept;
}

static int build_cell(doc_builder *builder, const pdf_grid_cell *cell)
{
    doc_cell_spec spec;
    doc_paragraph paragraph;
    memset(&spec, 0, sizeof(spec));
    memset(&paragraph, 0, sizeof(paragraph));
    spec.column = cell->column + 1;
    spec.rowspan = cell->rowspan;
    spec.colspan = cell->colspan;
    spec.place.page = cell->page;
    paragraph.text = cell->text;
    paragraph.place.page = cell->page;
    int status = doc_build_cell_begin(builder, &spec);
    if (status == 0)
        status = doc_build_cell_paragraph(builder, &paragraph);
    return status != 0 ? status : doc_build_cell_end(builder);
}

static int build(const joined *self, uint32_t page, doc_builder *builder)
{
    base_place place;
    memset(&place, 0, sizeof(place));
    place.page = page;
    int status = doc_build_table_begin(builder, &place, DOC_TABLE);
    size_t at = 0;
    for (uint32_t row = 0; row < self->rows && status == 0; row++) {
        status = doc_build_row_begin(builder, row + 1);
        for (; at < self->count && self->cells[at].row == row && status == 0; at++)
            status = build_cell(builder, &self->cells[at]);
        if (status == 0)
            status = doc_build_row_end(builder);
    }
    return status != 0 ? status : doc_build_table_end(builder);
}

int pdf_grids_build(base_arena *arena, const pdf_grid *grids, size_t count, doc_builder *builder)
{
    size_t all = 0;
    joined *self = base_arena_zalloc(arena, sizeof(*self));
    for (size_t i = 0; i < count; i++)
        all += grids[i].count;
    pdf_grid_cell *cells = base_arena_array(arena, all + 1, sizeof(*cells));
    if (self == NULL || cells == NULL)
        return HECHA_E_MEMORY;
    self->arena = arena;
    self->cells = cells;
    for (size_t i = 0; i < count; i++)
        if (add_grid(self, &grids[i], i > 0 ? repeated(&grids[0], &grids[i]) : 0) != 0)
            return HECHA_E_MEMORY;
    set_columns(self);
    return build(self, grids[0].page, builder);
}
