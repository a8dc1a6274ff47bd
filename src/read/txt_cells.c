#include "read/txt_grid.h"
#include "text/class.h"
#include "text/numbering.h"
#include "text/unit.h"

#define MAX_GAP 3u   /* plain lines of a cell behind a blank line in it */
#define MAX_LABEL 4u /* lines of a label */
#define LABEL_BYTES 400u

static const read_txt_line *line_at(const read_txt_file *txt, size_t at)
{
    return at < txt->lines.count ? &txt->lines.items[at] : NULL;
}

/* one cell a line, each after a tab */

static int is_cell_line(const read_txt_line *line)
{
    return line != NULL && line->tabs == 1 && line->raw.ptr[0] == '\t';
}

/* The row is full and its last cell a figure: the next plain line is not of it. */
static int row_is_done(const read_txt_file *txt, size_t last, uint32_t cells, uint32_t width)
{
    return width >= 2 && cells >= width && read_txt_is_figure(line_at(txt, last)->text);
}

/* Blank cells whose tabs were cut off leave blank lines: how many stand before the line, which goes
 * on with the row; 0 if it does not. No row begins with a figure behind a label's row that lacks
 * some. */
static uint32_t cut_cells(const read_txt_grid *grid, const read_txt_line *line, uint32_t width)
{
    if (!is_cell_line(line) || grid->cells == 0 || grid->cells + line->blank >= width ||
        !read_txt_is_figure(line->text) || line->text.len == 0 ||
        read_txt_is_data(read_txt_grid_at(grid, grid->rows, 1)))
        return 0;
    return line->blank;
}

/* Reads a row's lines from `at`; gives the index after them. */
static size_t take_row(const read_txt_file *txt, size_t at, uint32_t width, read_txt_grid *grid)
{
    size_t next = at;
    for (;; next++) {
        const read_txt_line *line = line_at(txt, next);
        uint32_t cut =
            line != NULL && next > at && line->blank > 0 ? cut_cells(grid, line, width) : 0;
        if (line == NULL || (next > at && line->blank > 0 && cut == 0))
            return next;
        for (uint32_t below = 1; below <= cut; below++)
            read_txt_grid_cell(grid, base_str_n(NULL, 0), next - 1, below);
        if (is_cell_line(line))
            read_txt_grid_cell(grid, line->text, next, 0);
        else if (line->tabs > 0 || row_is_done(txt, next - 1, grid->cells, width))
            return next;
        else
            read_txt_grid_more(grid, line->text, next);
    }
}

/* A blank line inside a cell cut the row: gives the index after its other half, or `at`. */
static size_t take_rest(const read_txt_file *txt, size_t at, uint32_t width, read_txt_grid *grid)
{
    size_t next = at, cells;
    while (next - at < MAX_GAP && line_at(txt, next) != NULL && line_at(txt, next)->tabs == 0 &&
           !read_txt_is_sentence(line_at(txt, next)->text))
        next++;
    const read_txt_line *first = line_at(txt, next);
    for (cells = 0; cells < width && is_cell_line(line_at(txt, next + cells)); cells++) {
        if (cells > 0 && line_at(txt, next + cells)->blank > 0)
            break;
    }
    if (cells == 0 || grid->cells + cells != width || !text_unit_is(first->text))
        return at;
    for (; at < next; at++)
        read_txt_grid_more(grid, line_at(txt, at)->text, at);
    return take_row(txt, next, width, grid);
}

/* The row lacks its last cells and more than one blank line follows: the tabs of the blank ones
 * were cut off. */
static void add_cut_cells(const read_txt_file *txt, size_t next, uint32_t width,
                          read_txt_grid *grid)
{
    const read_txt_line *line = line_at(txt, next);
    uint32_t below, cut = line != NULL && line->blank >= 2 ? line->blank - 1 : 0;
    if (cut == 0 || (cut > 1 && grid->cells + cut > width) || grid->cells >= width)
        return;
    for (below = 1; below <= cut && grid->cells < width; below++)
        read_txt_grid_cell(grid, base_str_n(NULL, 0), next - 1, below);
}

/* The first row of a table: two cells or more, none of them prose. A title in a cell of its own may
 * stand above it. */
static int starts_cells(const read_txt_file *txt, size_t at)
{
    const read_txt_line *line = line_at(txt, at);
    size_t cells = 0, lines = 0;
    for (; line != NULL && cells < 3; line = line_at(txt, ++at)) {
        if (lines > 0 && line->blank > 0) {
            if (lines > 1 || !is_cell_line(line))
                break;
            cells = 0;
            lines = 1;
        }
        if (read_txt_is_sentence(line->text) || read_txt_is_signature(line->text))
            return 0;
        cells += (size_t)is_cell_line(line);
        lines++;
    }
    return cells >= 2;
}

/* 1 if a cell behind the first is blank, a figure or a unit. */
static int has_data(const read_txt_grid *grid, size_t first_piece)
{
    size_t i;
    for (i = first_piece; i < grid->pieces.count; i++) {
        const read_txt_piece *piece = base_vec_at(&grid->pieces, i);
        if (piece->cell > 1 && (piece->text.len == 0 || read_txt_is_data(piece->text)))
            return 1;
    }
    return 0;
}

static size_t count_figures(const read_txt_grid *grid)
{
    size_t i, figures = 0;
    for (i = 0; i < grid->pieces.count; i++) {
        const read_txt_piece *piece = base_vec_at(&grid->pieces, i);
        figures += piece->text.len > 0 && read_txt_is_figure(piece->text);
    }
    return figures;
}

size_t read_txt_cell_lines(read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    size_t end = at, data = 0, several = 0;
    uint32_t width = 0;
    if (at < txt->tried_cells || !is_cell_line(line_at(txt, at)) || !starts_cells(txt, at))
        return at;
    read_txt_grid_clear(grid);
    for (;;) {
        size_t next = read_txt_skip_pages(txt, end);
        const read_txt_line *line = line_at(txt, next);
        int apart = next != end || (line != NULL && line->blank > 0);
        if (!is_cell_line(line) || (grid->rows > 0 && !apart))
            break;
        if (read_txt_is_sentence(line->text) || read_txt_is_signature(line->text))
            break;
        size_t first_piece = grid->pieces.count;
        read_txt_grid_row(grid);
        end = take_row(txt, next, width, grid);
        if (grid->cells > width)
            width = grid->cells;
        if (grid->cells < width)
            end = take_rest(txt, end, width, grid);
        add_cut_cells(txt, end, width, grid);
        data += (size_t)has_data(grid, first_piece);
        several += grid->cells > 1;
        if (grid->width > DOC_MAX_COLUMNS || read_txt_grid_starts_over(grid, &end))
            break;
    }
    if (grid->rows < 2 || several * 2 < grid->rows || grid->width > DOC_MAX_COLUMNS ||
        (data * 3 < grid->rows && count_figures(grid) * 4 < grid->pieces.count)) {
        txt->tried_cells = end > at ? end : at + 1;
        return at;
    }
    read_txt_grid_join_pages(grid);
    return end;
}

/* the same with its tabs lost: told by the lines that are a unit */

static int is_plain(const read_txt_line *line)
{
    return line != NULL && line->tabs == 0;
}

static int is_figure_line(const read_txt_line *line)
{
    return is_plain(line) && line->text.len > 0 && read_txt_is_figure(line->text);
}

static int is_unit_line(const read_txt_line *line)
{
    return is_plain(line) && text_unit_is(line->text);
}

/* 1 if the lines from `at` to before `unit` are one label. */
static int is_label(const read_txt_file *txt, size_t at, size_t unit)
{
    size_t i, bytes = 0;
    int open = 0;
    for (i = at; i < unit; i++) {
        const read_txt_line *line = line_at(txt, i);
        bytes += line->text.len;
        if (!is_plain(line) || read_txt_is_sentence(line->text) ||
            read_txt_is_signature(line->text) || read_txt_is_data(line->text))
            return 0;
        if (i > at && (line->blank > 0 || (!open && !read_txt_continues(line->text))))
            return 0;
        open = open || read_txt_open_bracket(line->text);
    }
    return unit > at && bytes <= LABEL_BYTES;
}

/* Index of the unit line of the row that starts at `at`, or 0. Inside a table a merged cell may
 * have left a blank line between them. */
static size_t find_unit(const read_txt_file *txt, size_t at, int inside)
{
    size_t i;
    for (i = at + 1; i <= at + MAX_LABEL; i++) {
        const read_txt_line *line = line_at(txt, i);
        if (line == NULL || (line->blank > 0 && !(inside && i == at + 1 && line->blank == 1)))
            return 0;
        if (is_unit_line(line))
            return is_label(txt, at, i) ? i : 0;
    }
    return 0;
}

/* 1 if a line behind a unit is a value in words: the next row starts behind it, not at it. */
static int is_word_value(const read_txt_file *txt, size_t at)
{
    const read_txt_line *line = line_at(txt, at);
    return is_plain(line) && line->blank == 0 && line->text.len > 0 &&
           !read_txt_is_sentence(line->text) && find_unit(txt, at, 1) == 0 &&
           line_at(txt, at + 1) != NULL && line_at(txt, at + 1)->blank <= 1 &&
           find_unit(txt, at + 1, 1) != 0;
}

/* Adds the row that starts at `at`; gives the index after it, or `at`. */
static size_t take_bare_row(const read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    size_t unit = find_unit(txt, at, grid->rows > 0), i;
    if (unit == 0)
        return at;
    read_txt_grid_row(grid);
    read_txt_grid_cell(grid, line_at(txt, at)->text, at, 0);
    for (i = at + 1; i < unit; i++)
        read_txt_grid_more(grid, line_at(txt, i)->text, i);
    read_txt_grid_cell(grid, line_at(txt, unit)->text, unit, 0);
    const read_txt_line *value = line_at(txt, unit + 1);
    if ((is_figure_line(value) && value->blank == 0) || is_word_value(txt, unit + 1)) {
        read_txt_grid_cell(grid, value->text, unit + 1, 0);
        return unit + 2;
    }
    /* the value's line is blank */
    read_txt_grid_cell(grid, base_str_n(NULL, 0), unit, 1);
    return unit + 1;
}

/* 指标, 单位, 统计数 in three lines. */
static size_t take_bare_head(const read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    const read_txt_line *label = line_at(txt, at), *unit = line_at(txt, at + 1),
                        *value = line_at(txt, at + 2);
    if (!is_plain(label) || !is_plain(unit) || !is_plain(value) || unit->blank > 0 ||
        value->blank > 0 || !read_txt_is_unit_head(unit->text) || read_txt_is_figure(value->text))
        return at;
    read_txt_grid_row(grid);
    read_txt_grid_cell(grid, label->text, at, 0);
    read_txt_grid_cell(grid, unit->text, at + 1, 0);
    read_txt_grid_cell(grid, value->text, at + 2, 0);
    return at + 3;
}

/* A label alone between two rows. */
static size_t take_lone_label(const read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    const read_txt_line *line = line_at(txt, at);
    if (!is_plain(line) || line->text.len > LABEL_BYTES / 4 || read_txt_is_sentence(line->text) ||
        text_numbering_read(line->text).style == TEXT_NUMBER_NONE || find_unit(txt, at + 1, 0) == 0)
        return at;
    read_txt_grid_row(grid);
    read_txt_grid_cell(grid, line->text, at, 0);
    return at + 1;
}

size_t read_txt_bare_lines(read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    size_t end, figures = 0;
    if (at < txt->tried_bare || !is_plain(line_at(txt, at)))
        return at;
    read_txt_grid_clear(grid);
    end = take_bare_head(txt, at, grid);
    for (;;) {
        size_t next = read_txt_skip_pages(txt, end);
        size_t after = take_bare_row(txt, next, grid);
        if (after > next)
            figures += is_figure_line(line_at(txt, after - 1));
        else if (grid->rows > 1)
            after = take_lone_label(txt, next, grid);
        if (after == next) /* a head that a new page repeats */
            after = grid->rows > 1 ? take_bare_head(txt, next, grid) : next;
        if (after == next)
            break;
        end = after;
        if (read_txt_grid_starts_over(grid, &end))
            break;
    }
    if (grid->rows < 3 || figures < 2) {
        if (grid->rows >= 3)
            txt->tried_bare = end;
        return at;
    }
    read_txt_grid_join_pages(grid);
    return end;
}
