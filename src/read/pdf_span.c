#include "read/pdf_table.h"

#define NEAR 0.8 /* em: how far a text may be from the middle of the rows it stands beside */
#define BESIDE 0.35
#define MOST 6.0 /* em: how far all of a page may be together; else nothing is certain */

/* A column of labels whose cells stand beside several rows. */
typedef struct spanner {
    pdf_table *table;
    uint32_t column;
    uint32_t leaf; /* the last column of labels: a row without a cell from it on is none */
    const pdf_cell **owners; /* for each row, the cell that covers the column; or NULL */
    unsigned char *ghost;    /* rows that hold labels of several rows only */
} spanner;

static pdf_row *row_at(const pdf_table *table, uint32_t row)
{
    return (pdf_row *)table->rows.items + row;
}

static pdf_cell *cell_at(const pdf_table *table, size_t index)
{
    return (pdf_cell *)table->cells.items + index;
}

static void find_owners(spanner *self)
{
    const pdf_table *table = self->table;
    for (uint32_t row = 0; row < table->rows.count; row++) {
        self->owners[row] = NULL;
        self->ghost[row] = (unsigned char)!row_at(table, row)->head;
    }
    for (size_t i = 0; i < table->cells.count; i++) {
        const pdf_cell *cell = cell_at(table, i);
        uint32_t end = cell->column + cell->colspan;
        if (cell->column <= self->column && end > self->column)
            for (uint32_t r = 0; r < cell->rowspan && cell->row + r < table->rows.count; r++)
                self->owners[cell->row + r] = cell;
        if (end > self->leaf)
            self->ghost[cell->row] = 0;
    }
}

/* The height at which a row starts: half way to the row above. Ghosts do not count. */
static double start_of(const spanner *self, uint32_t row, uint32_t first)
{
    uint32_t above = row;
    while (above > first) {
        above--;
        if (!self->ghost[above])
            return (row_at(self->table, above)->bottom + row_at(self->table, row)->top) / 2;
    }
    return row_at(self->table, row)->top;
}

/* The last row of a cell that starts at `from` and whose text stands at the middle of its rows. */
static uint32_t centred_end(const spanner *self, const pdf_cell *cell, uint32_t from, uint32_t last,
                            uint32_t first, double *off)
{
    double top = start_of(self, from, first), middle = pdf_middle(&cell->box);
    uint32_t best = from;
    *off = 1e9;
    for (uint32_t row = from; row <= last; row++) {
        if (self->ghost[row])
            continue;
        uint32_t below = row + 1;
        while (below <= last && self->ghost[below])
            below++;
        double bottom =
            below <= last ? start_of(self, below, first) : row_at(self->table, row)->bottom;
        double here = pdf_distance((top + bottom) / 2, middle);
        if (here < *off) {
            *off = here;
            best = row;
        }
    }
    return best;
}

/* Row of the next cell of the column after a row, or `end`. Ghosts are told apart by `real`. */
static uint32_t next_owned(const spanner *self, uint32_t row, uint32_t end)
{
    for (row++; row < end; row++)
        if (self->owners[row] != NULL)
            return row;
    return end;
}

static int is_own(const spanner *self, const pdf_cell *cell)
{
    return cell->column == self->column && cell->column + cell->colspan <= self->leaf;
}

/* Tries the rows [first, end) of a page with texts at the middle of their rows. With `apply` the
 * cells get their rows. Returns how far off the texts are on the whole. */
static double try_centred(spanner *self, uint32_t first, uint32_t end, int apply)
{
    double sum = 0, off;
    uint32_t from = first, row = first;
    if (self->owners[row] == NULL)
        row = next_owned(self, row, end);
    for (; row < end; row = next_owned(self, row, end)) {
        const pdf_cell *owner = self->owners[row];
        uint32_t next = next_owned(self, row, end), last = end - 1;
        if (!is_own(self, owner)) {
            from = row + 1;
            continue;
        }
        /* The next cell's text stands within its own rows. */
        if (next < end)
            last = self->ghost[next] ? next : next - 1;
        while (from < row && self->ghost[from])
            from++;
        if (from > last)
            return 1e9;
        uint32_t to = centred_end(self, owner, from, last, first, &off);
        sum += off;
        if (off > NEAR * self->table->em)
            sum += 10 * self->table->em;
        if (apply) {
            pdf_cell *cell = cell_at(self->table, (size_t)(owner - cell_at(self->table, 0)));
            if (self->ghost[row])
                row_at(self->table, row)->dropped = 1;
            cell->row = from;
            cell->rowspan = to - from + 1;
        }
        from = to + 1;
    }
    return sum;
}

/* How far a text starts below or above the others of its row. */
static double off_top(const spanner *self, const pdf_cell *cell)
{
    double least = 1e9;
    for (size_t i = 0; i < self->table->cells.count; i++) {
        const pdf_cell *other = cell_at(self->table, i);
        if (other != cell && other->row == cell->row) {
            double off = pdf_distance(other->box.y0, cell->box.y0);
            least = off < least ? off : least;
        }
    }
    return least;
}

/* The same with texts at the top of their rows, each going down to the next. 1 if they all stand
 * so: beside the first of their rows, and no row is left over, but for those at the top of a page
 * that a text on the page before goes on with. */
static int try_top(spanner *self, uint32_t first, uint32_t end, int apply)
{
    uint32_t row = first, from = first > 0 && !row_at(self->table, first - 1)->head ? end : first;
    if (self->owners[row] == NULL)
        row = next_owned(self, row, end);
    for (; row < end; row = next_owned(self, row, end)) {
        const pdf_cell *owner = self->owners[row];
        uint32_t next = next_owned(self, row, end);
        int own = is_own(self, owner);
        if (own && (self->ghost[row] || off_top(self, owner) > BESIDE * self->table->em))
            return 0;
        if (from < row)
            return 0;
        from = own ? next : row + 1;
        if (apply && own)
            cell_at(self->table, (size_t)(owner - cell_at(self->table, 0)))->rowspan = next - row;
    }
    return 1;
}

static void span_column(spanner *self)
{
    const pdf_table *table = self->table;
    uint32_t end, rows = (uint32_t)table->rows.count;
    find_owners(self);
    for (uint32_t first = 0; first < rows; first = end) {
        const pdf_row *row = row_at(table, first);
        for (end = first + 1; end < rows; end++)
            if (row_at(table, end)->page != row->page || row_at(table, end)->head != row->head)
                break;
        if (row->head || end - first < 2)
            continue;
        if (try_top(self, first, end, 0))
            try_top(self, first, end, 1);
        else if (try_centred(self, first, end, 0) < MOST * table->em)
            try_centred(self, first, end, 1);
    }
}

/* Rows that held nothing but such labels go; spans count what is left. */
static int drop_ghosts(pdf_table *table)
{
    uint32_t kept = 0, rows = (uint32_t)table->rows.count;
    uint32_t *now = base_arena_array(table->layout->arena, (size_t)rows + 1, sizeof(uint32_t));
    if (now == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < table->cells.count; i++)
        if (cell_at(table, i)->row < rows)
            row_at(table, cell_at(table, i)->row)->dropped = 0;
    for (uint32_t row = 0; row < rows; row++) {
        now[row] = kept;
        if (!row_at(table, row)->dropped)
            *row_at(table, kept++) = *row_at(table, row);
    }
    now[rows] = kept;
    for (size_t i = 0; i < table->cells.count; i++) {
        pdf_cell *cell = cell_at(table, i);
        uint32_t end = cell->row + cell->rowspan < rows ? cell->row + cell->rowspan : rows;
        cell->rowspan = now[end] > now[cell->row] ? now[end] - now[cell->row] : 1;
        cell->row = now[cell->row];
    }
    table->rows.count = kept;
    return 0;
}

int pdf_spans_find(pdf_table *table)
{
    base_arena *arena = table->layout->arena;
    spanner self = {table, 0, 0, NULL, NULL};
    while (self.leaf + 1 < table->columns && !table->single[self.leaf + 1])
        self.leaf++;
    if (self.leaf == 0 || table->rows.count == 0 || self.leaf + 1 >= table->columns)
        return 0;
    self.owners = base_arena_array(arena, table->rows.count, sizeof(*self.owners));
    self.ghost = base_arena_alloc(arena, table->rows.count);
    if (self.owners == NULL || self.ghost == NULL)
        return HECHA_E_MEMORY;
    for (self.column = 0; self.column < self.leaf; self.column++)
        span_column(&self);
    return drop_ghosts(table);
}
