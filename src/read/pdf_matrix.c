/* Whether the cells of a table of several columns of figures agree with one another. */
#include "read/pdf_table.h"

#include "text/class.h"
#include "text/numbering.h"
#include "text/utf8.h"

#define NARROW 4  /* columns of figures: a row with but some of them may be a rest */
#define NEAR 0.35 /* em: how far heads of one level may be off their common line */

/* A table whose cells are known. */
typedef struct matrix {
    const pdf_table *table;
    const pdf_cell **slots; /* row by row: the cell there, or NULL */
    uint32_t first;         /* column of figures */
} matrix;

static const pdf_cell *cell_at(const pdf_table *table, size_t index)
{
    return base_vec_at(&table->cells, index);
}

static const pdf_row *row_at(const matrix *self, uint32_t row)
{
    return base_vec_at(&self->table->rows, row);
}

static const pdf_cell *slot(const matrix *self, uint32_t row, uint32_t column)
{
    return self->slots[(size_t)row * self->table->columns + column];
}

static int has_digit(base_str text)
{
    for (size_t at = 0; at < text.len;)
        if (text_digit(text_utf8_next(text, &at)) >= 0)
            return 1;
    return 0;
}

/* The first column from which on figures stand in all columns; their number is what is right of
 * it. The count of columns if there is none. */
static uint32_t first_of_figures(const pdf_table *table)
{
    size_t all[PDF_MAX_COLUMNS] = {0}, figures[PDF_MAX_COLUMNS] = {0};
    uint32_t first = table->columns;
    for (size_t i = 0; i < table->cells.count; i++) {
        const pdf_cell *cell = cell_at(table, i);
        const pdf_row *row = base_vec_at(&table->rows, cell->row);
        if (row->head || cell->column >= table->columns)
            continue;
        all[cell->column]++;
        figures[cell->column] += (size_t)(pdf_is_figure(cell->text) && has_digit(cell->text));
    }
    while (first > 0 && figures[first - 1] > 0 && figures[first - 1] * 3 >= all[first - 1])
        first--;
    return first;
}

/* Puts the cells in their slots. 1 if two are in one. */
static int fill_slots(matrix *self)
{
    const pdf_table *table = self->table;
    for (size_t i = 0; i < table->cells.count; i++) {
        const pdf_cell *cell = cell_at(table, i);
        for (uint32_t r = cell->row; r < cell->row + cell->rowspan && r < table->rows.count; r++)
            for (uint32_t c = cell->column; c < cell->column + cell->colspan && c < table->columns;
                 c++) {
                const pdf_cell **into = &self->slots[(size_t)r * table->columns + c];
                if (*into != NULL)
                    return 1;
                *into = cell;
            }
    }
    return 0;
}

/* 1 if a text starts what no text above goes on with: a number, 第二十条第（一）项. */
static int is_title(base_str text)
{
    return pdf_starts_cell(text) || text_numbering_read(text).style != TEXT_NUMBER_NONE ||
           base_str_starts(text, base_str_c("第"));
}

/* 12 3: the figures of two cells, or of two lines of one. */
static int holds_two(base_str text)
{
    int digit = 0, apart = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t codepoint = text_utf8_next(text, &at);
        if (text_digit(codepoint) >= 0 && apart)
            return 1;
        digit |= text_digit(codepoint) >= 0;
        apart = digit && (text_is_space(codepoint) || (apart && text_digit(codepoint) < 0));
    }
    return 0;
}

/* 1 if the labels of a row leave one of them out: nothing, or nothing left of another. */
static int lacks_label(const matrix *self, uint32_t row)
{
    int any = 0;
    for (uint32_t c = self->first; c-- > 0;) {
        const pdf_cell *cell = slot(self, row, c);
        if (cell == NULL && any)
            return 1;
        any |= cell != NULL;
    }
    return !any && self->first > 0;
}

static int is_row_doubtful(const matrix *self, uint32_t row)
{
    uint32_t columns = self->table->columns, filled = 0, figures = 0;
    for (uint32_t c = self->first; c < columns; c++) {
        const pdf_cell *cell = slot(self, row, c);
        if (cell == NULL)
            continue;
        filled++;
        if (cell->row != row || !has_digit(cell->text) || !pdf_is_figure(cell->text))
            continue;
        figures++;
        if (cell->colspan > 1 || holds_two(cell->text))
            return 1;
    }
    if (filled == 0) {
        const pdf_cell *label = self->first > 0 ? slot(self, row, 0) : NULL;
        return label == NULL || label->row != row || !is_title(label->text);
    }
    if (lacks_label(self, row))
        return 1;
    return figures > 0 && filled < columns - self->first && columns - self->first >= NARROW;
}

/* 1 if the cells of a head that take the same levels stand neither at one top, nor at one middle or
 * bottom. */
static int is_ragged(const matrix *self, const pdf_cell *of)
{
    int top = 1, middle = 1, bottom = 1;
    double near = NEAR * self->table->em;
    for (size_t i = 0; i < self->table->cells.count; i++) {
        const pdf_cell *cell = cell_at(self->table, i);
        if (cell->row != of->row || cell->rowspan != of->rowspan)
            continue;
        top &= pdf_distance(cell->box.y0, of->box.y0) < near;
        bottom &= pdf_distance(cell->box.y1, of->box.y1) < near;
        middle &= pdf_distance(pdf_middle(&cell->box), pdf_middle(&of->box)) < near;
    }
    return !top && !middle && !bottom;
}

/* 1 if the head leaves a place free, or a column of figures has no head of its own. */
static int is_head_doubtful(const matrix *self)
{
    uint32_t levels = 0, columns = self->table->columns;
    while (levels < self->table->rows.count && row_at(self, levels)->head)
        levels++;
    for (uint32_t row = 0; row < levels; row++)
        for (uint32_t c = self->first; c < columns; c++) {
            const pdf_cell *cell = slot(self, row, c);
            if (cell == NULL || (row + 1 == levels && cell->colspan > 1))
                return 1;
            if (cell->row == row && cell->column == c && is_ragged(self, cell))
                return 1;
        }
    return 0;
}

int pdf_matrix_is_doubtful(const pdf_table *table, int *out)
{
    matrix self = {table, NULL, first_of_figures(table)};
    size_t count = table->rows.count * table->columns;
    *out = 0;
    if (self.first + 2 > table->columns || count == 0)
        return 0;
    self.slots = base_arena_array(table->layout->arena, count, sizeof(*self.slots));
    if (self.slots == NULL)
        return HECHA_E_MEMORY;
    memset(self.slots, 0, count * sizeof(*self.slots));
    *out = fill_slots(&self) || is_head_doubtful(&self);
    for (uint32_t row = 0; row < table->rows.count && !*out; row++)
        *out = !row_at(&self, row)->head && is_row_doubtful(&self, row);
    return 0;
}
