#include "read/txt_grid.h"
#include "text/class.h"

#define MAX_WRAP 3u    /* lines a label may be broken over before its row */
#define MAX_LABEL 180u /* bytes of such a line */
#define MAX_LONE 120u  /* bytes of a row that is a label only */
#define LEAST_LONE 24u

static const read_txt_line *line_at(const read_txt_file *txt, size_t at)
{
    return at < txt->lines.count ? &txt->lines.items[at] : NULL;
}

/* A line of cells: a tab that is not only the first character, and not too many of them. */
static int is_row_line(const read_txt_line *line)
{
    if (line == NULL || line->tabs == 0 || read_txt_cells(line) > DOC_MAX_COLUMNS)
        return 0;
    return line->tabs > 1 || line->raw.ptr[0] != '\t';
}

typedef struct row_facts {
    size_t cells, filled, data, colons, sentences;
    int first_filled;
} row_facts;

static row_facts look_at(const read_txt_line *line)
{
    row_facts facts = {0, 0, 0, 0, 0, 0};
    base_str rest = line->raw, cell;
    while (read_txt_next_cell(&rest, &cell)) {
        facts.cells++;
        if (cell.len == 0)
            continue;
        facts.filled++;
        facts.first_filled |= facts.cells == 1;
        facts.data += facts.cells > 1 && read_txt_is_data(cell);
        facts.sentences += (size_t)read_txt_is_sentence(cell);
        facts.colons += base_str_find(cell, base_str_c("："), 0) != BASE_STR_NONE ||
                        memchr(cell.ptr, ':', cell.len) != NULL;
    }
    return facts;
}

static void add_facts(row_facts *sums, const row_facts *facts)
{
    sums->filled += facts->filled;
    sums->data += facts->data;
    sums->sentences += facts->sentences;
}

/* 单位负责人：…<tab>审核人：… stands in columns and is no row. */
static int is_signature(const read_txt_line *line, const row_facts *facts)
{
    return read_txt_is_signature(line->text) ||
           (facts->filled >= 2 && facts->colons == facts->filled);
}

/* A row with something that only a table has: a figure, a unit, a dash, or a blank behind a label.
 */
static int is_data_row(const row_facts *facts)
{
    return facts->data > 0 || (facts->first_filled && facts->filled == 1);
}

static void add_row(read_txt_grid *grid, const read_txt_line *line, size_t at)
{
    base_str rest = line->raw, cell;
    read_txt_grid_row(grid);
    while (read_txt_next_cell(&rest, &cell))
        read_txt_grid_cell(grid, cell, at, 0);
}

/* The row's first cell goes on from the lines above it. */
static void add_wrapped_row(read_txt_grid *grid, const read_txt_file *txt, size_t first, size_t at)
{
    base_str rest = txt->lines.items[at].raw, cell;
    size_t i;
    read_txt_grid_row(grid);
    read_txt_grid_cell(grid, txt->lines.items[first].text, first, 0);
    for (i = first + 1; i < at; i++)
        read_txt_grid_more(grid, txt->lines.items[i].text, i);
    if (read_txt_next_cell(&rest, &cell) && cell.len > 0)
        read_txt_grid_more(grid, cell, at);
    while (read_txt_next_cell(&rest, &cell))
        read_txt_grid_cell(grid, cell, at, 0);
}

/* 1 if the plain line can be the head of a label that goes on in `next`. */
static int is_broken_label(base_str line, base_str next)
{
    static const char *const open_ends[] = {"、", "，", "及", "和", "或", "的", "（", "与"};
    size_t i;
    if (read_txt_open_bracket(line))
        return 1;
    if (!read_txt_continues(next))
        return 0;
    if (!read_txt_continues(line))
        return !read_txt_is_signature(line);
    for (i = 0; i < sizeof(open_ends) / sizeof(open_ends[0]); i++) {
        if (base_str_ends(line, base_str_c(open_ends[i])))
            return 1;
    }
    return base_str_starts(next, base_str_c("（")) || base_str_starts(next, base_str_c("("));
}

static int is_label_line(const read_txt_line *line)
{
    return line != NULL && line->tabs == 0 && line->text.len <= MAX_LABEL &&
           !read_txt_is_sentence(line->text) && !read_txt_is_signature(line->text);
}

static base_str first_cell(const read_txt_line *line)
{
    base_str rest = line->raw, cell = base_str_n(NULL, 0);
    read_txt_next_cell(&rest, &cell);
    return cell;
}

/* Plain lines between two rows: index of the row they belong to, or `at` if they end the table. */
static size_t take_wrapped(read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    size_t next = at;
    while (next - at < MAX_WRAP && is_label_line(line_at(txt, next)) &&
           (next == at || line_at(txt, next)->blank == 0))
        next++;
    const read_txt_line *row = line_at(txt, next);
    if (next == at || !is_row_line(row) || row->blank > 0)
        return at;
    row_facts facts = look_at(row);
    if (!is_data_row(&facts) || facts.filled == 0 || is_signature(row, &facts))
        return at;
    size_t i;
    int broken = 1;
    for (i = at; i < next && broken; i++) {
        base_str after = i + 1 < next ? line_at(txt, i + 1)->text : first_cell(row);
        broken = is_broken_label(line_at(txt, i)->text, after) ||
                 (i == at && next - at == 1 && after.len == 0);
    }
    if (broken) {
        add_wrapped_row(grid, txt, at, next);
        return next + 1;
    }
    base_str lone = line_at(txt, at)->text;
    /* without a number a row of its own only if it is long: half a label, rather than 续表 */
    if (next - at > 1 || lone.len > MAX_LONE || (lone.len < LEAST_LONE && read_txt_continues(lone)))
        return at;
    read_txt_grid_row(grid);
    read_txt_grid_cell(grid, lone, at, 0);
    return next;
}

/* Behind blank lines: is this row of the same table? A head of its own starts another one. */
static int goes_on(const read_txt_grid *grid, const read_txt_line *line, const row_facts *facts,
                   int has_data)
{
    if (is_data_row(facts) || !has_data)
        return facts->data > 0 || facts->cells == grid->width;
    base_str rest = line->raw, cell;
    uint32_t column = 0;
    while (read_txt_next_cell(&rest, &cell)) {
        if (!read_txt_same(cell, read_txt_grid_at(grid, 1, ++column)))
            return 0;
    }
    return 1;
}

static int is_table(const read_txt_grid *grid, const row_facts *sums, size_t full_rows)
{
    if (grid->rows < 2 || full_rows < 2 || grid->width < 2)
        return 0;
    if (sums->sentences * 4 > sums->filled)
        return 0;
    return sums->data > 0 || full_rows == grid->rows;
}

/* charts */

/* A name and a tab: the series, before its names and values. */
static int is_series_line(const read_txt_line *line)
{
    if (line == NULL || line->tabs != 1 || line->raw.ptr[0] == '\t')
        return 0;
    const char *tab = memchr(line->raw.ptr, '\t', line->raw.len);
    return tab != NULL &&
           text_trim(base_str_from(line->raw, (size_t)(tab - line->raw.ptr))).len == 0;
}

/* Names and as many values in the line behind a series' name: into `cells`; 0 if it is no chart. */
static size_t chart_cells(const read_txt_file *txt, size_t at, base_str *cells)
{
    const read_txt_line *names = line_at(txt, at + 1);
    if (!is_series_line(line_at(txt, at)) || names == NULL || names->blank > 0 || names->tabs < 2 ||
        read_txt_cells(names) > 2 * DOC_MAX_COLUMNS)
        return 0;
    base_str rest = names->raw;
    size_t count = 0, i;
    while (count < 2 * DOC_MAX_COLUMNS && read_txt_next_cell(&rest, &cells[count]))
        count++;
    if (count % 2 == 1 && cells[count - 1].len == 0)
        count--;
    if (count < 2 || count % 2 != 0)
        return 0;
    for (i = 0; i < count; i++) {
        int figure = read_txt_is_figure(cells[i]) && cells[i].len > 0;
        if (figure != (i >= count / 2))
            return 0;
    }
    return count;
}

size_t read_txt_chart(read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    base_str cells[2 * DOC_MAX_COLUMNS];
    size_t count = chart_cells(txt, at, cells), i;
    if (count == 0)
        return at;
    read_txt_grid_clear(grid);
    for (i = 0; i < count / 2; i++) {
        read_txt_grid_row(grid);
        read_txt_grid_cell(grid, cells[i], at + 1, 0);
        read_txt_grid_cell(grid, cells[i + count / 2], at + 1, 0);
    }
    return at + 2;
}

static int starts_chart(const read_txt_file *txt, size_t at)
{
    base_str cells[2 * DOC_MAX_COLUMNS];
    return chart_cells(txt, at, cells) > 0;
}

/* rows */

size_t read_txt_rows(read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    row_facts sums = {0, 0, 0, 0, 0, 0};
    size_t next = at, end = at, full_rows = 0;
    if (at < txt->tried_rows || !is_row_line(line_at(txt, at)))
        return at;
    read_txt_grid_clear(grid);
    for (;;) {
        next = read_txt_skip_pages(txt, end);
        const read_txt_line *line = line_at(txt, next);
        int apart = next != end || (line != NULL && line->blank > 0);
        int inside = line != NULL && grid->rows > 0 && !apart && line->tabs == 1;
        if (line == NULL)
            break;
        if (!is_row_line(line) && !inside) {
            size_t after = grid->rows > 0 && !apart ? take_wrapped(txt, next, grid) : next;
            if (after == next)
                break;
            full_rows++;
            end = after;
            if (read_txt_grid_starts_over(grid, &end))
                break;
            continue;
        }
        row_facts facts = look_at(line);
        if (is_signature(line, &facts) || (apart && starts_chart(txt, next)) ||
            (grid->rows > 0 && apart && !goes_on(grid, line, &facts, sums.data > 0)) ||
            (facts.filled == 1 && facts.sentences == 1))
            break;
        add_row(grid, line, next);
        full_rows += facts.filled >= 2 || facts.first_filled;
        add_facts(&sums, &facts);
        end = next + 1;
        if (read_txt_grid_starts_over(grid, &end))
            break;
    }
    if (!is_table(grid, &sums, full_rows)) {
        txt->tried_rows = end > at ? end : at + 1;
        return at;
    }
    read_txt_grid_join_pages(grid);
    return end;
}
