#include "read/pdf_table.h"

#include <stdlib.h>

#include "base/buf.h"
#include "text/class.h"

static int by_cell(const void *left, const void *right)
{
    const pdf_piece *a = *(pdf_piece *const *)left, *b = *(pdf_piece *const *)right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->left != b->left)
        return a->left < b->left ? -1 : 1;
    if (a->page != b->page)
        return a->page < b->page ? -1 : 1;
    double down = pdf_middle(&a->box) - pdf_middle(&b->box);
    if (down != 0)
        return down < 0 ? -1 : 1;
    return a->box.x0 < b->box.x0 ? -1 : 1;
}

/* Adds a line of a cell: wrapped ones are joined, others stand on lines of their own. */
static void add_line(const pdf_table *table, base_buf *text, const pdf_piece *before,
                     const pdf_piece *piece)
{
    int full = before != NULL && pdf_is_full(table, before, piece->text);
    if (before == NULL)
        base_buf_add_str(text, piece->text);
    else if (full || pdf_open_bracket(base_buf_str(text)))
        pdf_join_wrapped(text, piece->text, full);
    else {
        base_buf_add_byte(text, '\n');
        base_buf_add_str(text, piece->text);
    }
}

static int add_cell(pdf_table *table, pdf_piece *const *pieces, size_t count, base_buf *text)
{
    pdf_cell *cell = base_vec_push(&table->cells, table->layout->arena);
    uint32_t right = pieces[0]->right;
    if (cell == NULL)
        return -1;
    base_buf_clear(text);
    cell->box = pieces[0]->box;
    for (size_t i = 0; i < count; i++) {
        add_line(table, text, i > 0 ? pieces[i - 1] : NULL, pieces[i]);
        right = pieces[i]->right > right ? pieces[i]->right : right;
        if (pieces[i]->page == pieces[0]->page)
            pdf_box_add(&cell->box, &pieces[i]->box);
    }
    cell->row = pieces[0]->row;
    cell->column = pieces[0]->left;
    cell->rowspan = 1;
    cell->colspan = right - cell->column + 1;
    cell->page = pieces[0]->page;
    cell->lines = (uint32_t)count;
    cell->text = base_arena_str(table->layout->arena, base_buf_str(text));
    return base_buf_failed(text) || cell->text.ptr == NULL ? -1 : 0;
}

/* Rows that were joined to others leave no gap. */
static int close_ranks(pdf_table *table)
{
    uint32_t kept = 0;
    uint32_t *now = base_arena_array(table->layout->arena, table->rows.count + 1, sizeof(uint32_t));
    if (now == NULL)
        return -1;
    for (size_t i = 0; i < table->rows.count; i++) {
        const pdf_row *row = base_vec_at(&table->rows, i);
        now[i] = kept;
        if (!row->dropped)
            *(pdf_row *)base_vec_at(&table->rows, kept++) = *row;
    }
    table->rows.count = kept;
    for (size_t i = 0; i < table->cells.count; i++) {
        pdf_cell *cell = base_vec_at(&table->cells, i);
        cell->row = now[cell->row];
    }
    return 0;
}

int pdf_cells_build(pdf_table *table, size_t from)
{
    base_buf text;
    int failed = 0;
    base_buf_init(&text);
    qsort(table->pieces + from, table->count - from, sizeof(pdf_piece *), by_cell);
    for (size_t i = from, end; i < table->count && !failed; i = end) {
        const pdf_piece *first = table->pieces[i];
        for (end = i + 1; end < table->count; end++)
            if (table->pieces[end]->row != first->row || table->pieces[end]->left != first->left)
                break;
        failed = add_cell(table, table->pieces + i, end - i, &text) != 0;
    }
    base_buf_dispose(&text);
    if (!failed)
        failed = close_ranks(table) != 0;
    return failed ? HECHA_E_MEMORY : 0;
}

static int by_place(const void *left, const void *right)
{
    const pdf_cell *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

static int build_cell(doc_builder *builder, const pdf_cell *cell, uint32_t column, uint32_t page)
{
    doc_cell_spec spec;
    doc_paragraph paragraph;
    memset(&spec, 0, sizeof(spec));
    spec.column = column + 1;
    spec.rowspan = cell != NULL ? cell->rowspan : 1;
    spec.colspan = cell != NULL ? cell->colspan : 1;
    spec.place.page = page;
    int status = doc_build_cell_begin(builder, &spec);
    if (cell != NULL && status == 0) {
        memset(&paragraph, 0, sizeof(paragraph));
        paragraph.text = cell->text;
        paragraph.place.page = cell->page;
        status = doc_build_cell_paragraph(builder, &paragraph);
    }
    return status != 0 ? status : doc_build_cell_end(builder);
}

/* One row: its cells, and empty ones where nothing covers a slot. `taken`: rows that a cell above
 * still covers in each column. */
static int build_row(const pdf_table *table, doc_builder *builder, const pdf_cell *cells,
                     size_t count, uint32_t row, uint32_t *taken)
{
    const pdf_row *here = base_vec_at(&table->rows, row);
    int status = doc_build_row_begin(builder, row + 1);
    size_t next = 0;
    for (uint32_t c = 0; c < table->columns && status == 0; c++) {
        while (next < count && cells[next].column < c)
            next++;
        const pdf_cell *cell = next < count && cells[next].column == c ? &cells[next] : NULL;
        if (taken[c] > row)
            continue;
        status = build_cell(builder, cell, c, here->page);
        for (uint32_t i = 0; cell != NULL && i < cell->colspan && c + i < table->columns; i++)
            taken[c + i] = row + cell->rowspan;
    }
    return status != 0 ? status : doc_build_row_end(builder);
}

/* Two texts at one place are one cell's. */
static int merge(pdf_table *table)
{
    base_buf text;
    size_t kept = 0;
    int failed = 0;
    base_buf_init(&text);
    for (size_t i = 0; i < table->cells.count && !failed; i++) {
        const pdf_cell *cell = base_vec_at(&table->cells, i);
        pdf_cell *before = kept > 0 ? base_vec_at(&table->cells, kept - 1) : NULL;
        if (before == NULL || before->row != cell->row || before->column != cell->column) {
            *(pdf_cell *)base_vec_at(&table->cells, kept++) = *cell;
            continue;
        }
        base_buf_clear(&text);
        base_buf_add_str(&text, before->text);
        base_buf_add_byte(&text, '\n');
        base_buf_add_str(&text, cell->text);
        before->text = base_arena_str(table->layout->arena, base_buf_str(&text));
        failed = base_buf_failed(&text) || before->text.ptr == NULL;
    }
    base_buf_dispose(&text);
    table->cells.count = kept;
    return failed ? HECHA_E_MEMORY : 0;
}

/* A cell goes no further right than the next of its row, and no further down than the next cell
 * below it. */
static void clamp(const pdf_table *table)
{
    for (size_t i = 0; i < table->cells.count; i++) {
        pdf_cell *cell = base_vec_at(&table->cells, i), *next = cell + 1;
        if (i + 1 < table->cells.count && next->row == cell->row &&
            cell->column + cell->colspan > next->column)
            cell->colspan = next->column - cell->column;
        if (cell->column + cell->colspan > table->columns)
            cell->colspan = table->columns - cell->column;
    }
    for (size_t i = 0; i < table->cells.count; i++) {
        pdf_cell *cell = base_vec_at(&table->cells, i), *below = cell + 1;
        for (size_t j = i + 1; j < table->cells.count; j++, below++) {
            if (below->row >= cell->row + cell->rowspan)
                break;
            if (below->row > cell->row && below->column < cell->column + cell->colspan &&
                below->column + below->colspan > cell->column)
                cell->rowspan = below->row - cell->row;
        }
    }
}

int pdf_table_build(pdf_table *table, doc_builder *builder)
{
    uint32_t taken[PDF_MAX_COLUMNS] = {0};
    base_place place;
    size_t at = 0;
    qsort(table->cells.items, table->cells.count, sizeof(pdf_cell), by_place);
    if (merge(table) != 0)
        return HECHA_E_MEMORY;
    clamp(table);
    memset(&place, 0, sizeof(place));
    place.page = table->pieces[0]->page;
    int status = doc_build_table_begin(builder, &place, DOC_TABLE);
    for (uint32_t row = 0; row < table->rows.count && status == 0; row++) {
        size_t end = at;
        while (end < table->cells.count &&
               ((const pdf_cell *)base_vec_at(&table->cells, end))->row == row)
            end++;
        status = build_row(table, builder, end > at ? base_vec_at(&table->cells, at) : NULL,
                           end - at, row, taken);
        at = end;
    }
    return status != 0 ? status : doc_build_table_end(builder);
}
