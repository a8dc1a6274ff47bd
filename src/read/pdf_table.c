#include "read/pdf_table.h"

#include <stdlib.h>

#include "base/buf.h"
#include "text/class.h"
#include "text/numbering.h"
#include "text/utf8.h"

#define LONG 13.0  /* em: a text this wide is rather prose than a cell */
#define MAX_HEAD 8 /* lines of a head that may be repeated on each page */

static const pdf_line *body_line(const pdf_layout *layout, const pdf_region *region, size_t *at)
{
    while (*at <= region->last && pdf_line_at(layout, *at)->role != PDF_BODY)
        (*at)++;
    return *at <= region->last ? pdf_line_at(layout, *at) : NULL;
}

static int same_line(const pdf_layout *layout, const pdf_line *a, const pdf_line *b)
{
    if (a->count != b->count)
        return 0;
    for (size_t i = 0; i < a->count; i++) {
        const pdf_piece *left = pdf_piece_at(layout, a->first + i);
        if (!base_str_eq(left->text, pdf_piece_at(layout, b->first + i)->text) ||
            (a->count > 1 && pdf_is_figure(left->text)))
            return 0;
    }
    return 1;
}

/* Lines at the top of a page that repeat the head of the table. */
static size_t repeated_head(const pdf_layout *layout, const pdf_region *region, size_t at)
{
    size_t head = region->first, here = at, end = at;
    int wide = 0;
    for (int i = 0; i < MAX_HEAD && head < at; i++, head++, here++) {
        const pdf_line *a = body_line(layout, region, &head);
        const pdf_line *b = body_line(layout, region, &here);
        if (a == NULL || b == NULL || !same_line(layout, a, b))
            break;
        wide |= a->count > 1;
        end = here + 1;
    }
    return wide ? end - at : 0;
}

static int begin(pdf_layout *layout, const pdf_region *region, pdf_table *out)
{
    size_t count = 0;
    uint32_t page = pdf_line_at(layout, region->first)->page;
    memset(out, 0, sizeof(*out));
    out->layout = layout;
    out->em = layout->em;
    base_vec_init(&out->cells, sizeof(pdf_cell));
    base_vec_init(&out->rows, sizeof(pdf_row));
    for (size_t i = region->first; i <= region->last; i++)
        count += pdf_line_at(layout, i)->count;
    /* The table works on copies: it may be begun again, or be found to be prose. */
    out->pieces = base_arena_array(layout->arena, count, sizeof(pdf_piece *));
    pdf_piece *copies = base_arena_array(layout->arena, count, sizeof(pdf_piece));
    if (out->pieces == NULL || copies == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = region->first; i <= region->last; i++) {
        const pdf_line *line = pdf_line_at(layout, i);
        if (line->role != PDF_BODY)
            continue;
        if (line->page != page) {
            size_t again = repeated_head(layout, region, i);
            page = line->page;
            if (again > 0) {
                i += again - 1;
                continue;
            }
        }
        if (out->count == 0)
            out->em = line->em;
        for (size_t j = 0; j < line->count; j++) {
            copies[out->count] = *pdf_piece_at(layout, line->first + j);
            out->pieces[out->count] = &copies[out->count];
            out->count++;
        }
    }
    return 0;
}

/* The size of the table's text: the median of its pieces. */
static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static void find_size(pdf_table *table)
{
    double sizes[512];
    size_t count = table->count < 512 ? table->count : 512;
    for (size_t i = 0; i < count; i++)
        sizes[i] = table->pieces[i]->em;
    qsort(sizes, count, sizeof(double), by_size);
    if (count > 0)
        table->em = sizes[count / 2];
}

static int contains(base_str text, const char *what)
{
    return base_str_find(text, base_str_c(what), 0) != BASE_STR_NONE;
}

static int has_colon(const pdf_piece *piece)
{
    return contains(piece->text, "：") || contains(piece->text, ":");
}

/* The copy of a piece of one of the first lines. */
static const pdf_piece *copy_of(const pdf_table *table, const pdf_piece *piece)
{
    for (size_t i = 0; i < table->count && i < 64; i++)
        if (table->pieces[i]->box.y0 == piece->box.y0 &&
            table->pieces[i]->box.x0 == piece->box.x0 && table->pieces[i]->page == piece->page)
            return table->pieces[i];
    return piece;
}

/* 1 if the next line lies across the gaps between the columns. */
static int text_follows(const pdf_table *table, const pdf_region *region)
{
    size_t at = region->first + 1;
    const pdf_line *next = body_line(table->layout, region, &at);
    if (next == NULL || next->count != 1)
        return 0;
    const pdf_piece *piece = copy_of(table, pdf_piece_at(table->layout, next->first));
    return piece->left < piece->right ||
           next->page != pdf_line_at(table->layout, region->first)->page;
}

/* A line above the head that has a wide gap by chance is no row: 填报单位：…　日期：… , or a line
 * of prose. One with a bracket that closes below it is of the head. */
static int is_above(const pdf_table *table, const pdf_region *region)
{
    const pdf_line *line = pdf_line_at(table->layout, region->first);
    size_t colons = 0, longer = 0;
    for (size_t i = 0; i < line->count; i++) {
        const pdf_piece *piece = pdf_piece_at(table->layout, line->first + i);
        if (line->count > 1 && pdf_open_bracket(piece->text))
            return 0;
        colons += (size_t)has_colon(piece);
        longer += (size_t)(piece->box.x1 - piece->box.x0 > LONG * piece->em);
    }
    if (line->count == 1)
        return 0;
    if (line->count < table->columns && colons > 0)
        return 1;
    return text_follows(table, region) && (line->count < table->columns || longer > 0);
}

/* Columns of prose side by side: most pieces are long and fill their column. */
static int is_columns_of_prose(const pdf_table *table)
{
    size_t longer = 0, figures = 0;
    for (size_t i = 0; i < table->count; i++) {
        const pdf_piece *piece = table->pieces[i];
        longer += (size_t)(piece->box.x1 - piece->box.x0 > LONG * piece->em);
        figures += (size_t)pdf_is_figure(piece->text);
    }
    return longer * 10 > table->count * 6 && figures * 20 < table->count;
}

/* 联系人：…　电话：… : names and values, or a list of contents. */
static int is_pairs(const pdf_table *table)
{
    size_t pairs = 0, figures = 0;
    for (size_t i = 0; i < table->count; i++) {
        base_str text = table->pieces[i]->text;
        pairs +=
            (size_t)(has_colon(table->pieces[i]) || contains(text, "....") || contains(text, "……"));
        figures += (size_t)pdf_is_figure(text);
    }
    return pairs * 2 > table->count && figures * 4 < table->count;
}

/* A list of contents: headings and the numbers of their pages, which only grow. */
static int is_contents(const pdf_table *table)
{
    long before = 0;
    size_t count = 0, numbered = 0;
    if (table->columns != 2)
        return 0;
    for (size_t i = 0; i < table->count; i++) {
        base_str text = table->pieces[i]->text;
        if (table->pieces[i]->left == 0) {
            numbered += (size_t)pdf_starts_cell(text);
            continue;
        }
        long page = 0;
        for (size_t at = 0; at < text.len && page < 10000; at++)
            page =
                text.ptr[at] >= '0' && text.ptr[at] <= '9' ? page * 10 + text.ptr[at] - '0' : 10000;
        if (page < before || page > (long)table->layout->pages->pages.count + 10)
            return 0;
        before = page;
        count++;
    }
    return count >= 3 && before > 1 && numbered * 2 > count;
}

/* •, 1. or （一） with nothing behind it. */
static int is_marker(base_str text)
{
    size_t at = 0;
    uint32_t first = text_utf8_next(text, &at);
    text_numbering number = text_numbering_read(text);
    if (number.style != TEXT_NUMBER_NONE)
        return number.length >= text.len;
    return at == text.len && !text_is_han(first) && text_digit(first) < 0 && !text_is_dash(first) &&
           !(first < 0x80 && first >= 'A');
}

/* A list whose marks stand in a column of their own. */
static int is_list(const pdf_table *table)
{
    size_t markers = 0, count = 0;
    for (size_t i = 0; i < table->count; i++) {
        if (table->pieces[i]->left != 0 || table->pieces[i]->right != 0)
            continue;
        count++;
        markers += (size_t)is_marker(table->pieces[i]->text);
    }
    return table->columns == 2 && markers * 10 > count * 7;
}

/* Justified lines of prose in which some gaps between words are wide. */
static int is_justified(const pdf_table *table)
{
    double left = 1e9, right = 0;
    size_t full = 0, lines = 0, figures = 0;
    for (size_t i = 0; i < table->count; i++) {
        const pdf_box *box = &table->pieces[i]->box;
        left = box->x0 < left ? box->x0 : left;
        right = box->x1 > right ? box->x1 : right;
        figures += (size_t)pdf_is_figure(table->pieces[i]->text);
    }
    for (size_t i = 0, end; i < table->count; i = end) {
        const pdf_piece *first = table->pieces[i];
        double width = 0;
        for (end = i; end < table->count && table->pieces[end]->page == first->page &&
                      pdf_distance(table->pieces[end]->box.y0, first->box.y0) < 1;
             end++)
            width += table->pieces[end]->box.x1 - table->pieces[end]->box.x0;
        lines++;
        full += (size_t)(width > 0.85 * (right - left));
    }
    return full * 2 > lines && figures * 5 < table->count;
}

static pdf_kind kind_of(const pdf_table *table)
{
    if (table->columns < 2)
        return PDF_LINES;
    if (is_pairs(table) || is_contents(table))
        return PDF_ROWS;
    if (is_columns_of_prose(table))
        return PDF_COLUMNS;
    if (is_list(table) || is_justified(table))
        return PDF_LINES;
    return pdf_is_doubtful(table) ? PDF_DOUBTFUL : PDF_TABLE;
}

/* The last line of a row's cell in a column. */
static const pdf_piece *last_line(const pdf_table *table, uint32_t row, uint32_t column)
{
    const pdf_piece *found = NULL;
    for (size_t i = 0; i < table->count; i++) {
        const pdf_piece *piece = table->pieces[i];
        if (piece->row == row && piece->left <= column && piece->right >= column)
            found = piece;
    }
    return found;
}

/* A cell that goes on at the top of the next page: its rest is no row. */
static void join_pages(pdf_table *table, size_t from)
{
    for (size_t i = from + 1; i < table->count; i++) {
        const pdf_piece *piece = table->pieces[i], *before = table->pieces[i - 1], *line;
        uint32_t row = piece->row;
        size_t end = i;
        int alone = 1;
        if (piece->page == before->page || row == 0)
            continue;
        for (size_t j = i; j < table->count && table->pieces[j]->page == piece->page; j++) {
            if (table->pieces[j]->row != row)
                continue;
            alone &= table->pieces[j]->left == piece->left && j == end;
            end = j + 1;
        }
        line = last_line(table, row - 1, piece->left);
        if (!alone || line == NULL || table->single[piece->left] || pdf_starts_cell(piece->text) ||
            !(pdf_open_bracket(line->text) || pdf_is_full(table, line, piece->text)))
            continue;
        for (size_t j = i; j < end; j++)
            table->pieces[j]->row = row - 1;
        ((pdf_row *)base_vec_at(&table->rows, row))->dropped = 1;
    }
}

int pdf_table_find(pdf_layout *layout, pdf_region *region, pdf_table *out, pdf_kind *kind)
{
    size_t head = 0;
    int doubtful = 0;
    for (int above = 0;;) {
        int status = begin(layout, region, out);
        if (status == 0) {
            find_size(out);
            status = pdf_columns_find(out);
        }
        if (status != 0)
            return status;
        above = is_above(out, region) || (above && pdf_line_at(layout, region->first)->count == 1);
        if (region->first == region->last || !above)
            break;
        do
            region->first++;
        while (region->first < region->last &&
               pdf_line_at(layout, region->first)->role != PDF_BODY);
    }
    if ((*kind = kind_of(out)) != PDF_TABLE)
        return 0;
    int status = pdf_head_build(out, &head);
    if (status == 0)
        status = pdf_rows_divide(out, head);
    if (status == 0) {
        join_pages(out, head);
        status = pdf_cells_build(out, head);
    }
    if (status == 0)
        status = pdf_spans_find(out);
    if (status == 0)
        status = pdf_matrix_is_doubtful(out, &doubtful);
    if (doubtful)
        *kind = PDF_DOUBTFUL;
    return status;
}
