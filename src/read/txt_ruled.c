/* Tables whose columns a line of dashes marks, as pandoc and other programs write them: heads above
 * the line or none, a row a line or rows parted by blank lines. */
#include "read/txt_grid.h"
#include "text/class.h"
#include "text/utf8.h"
#include "text/width.h"

enum {
    COLUMNS = 32,        /* that are told apart */
    ROW_LINES = 24,      /* of one row */
    HEADS = 12,          /* lines above the marked one */
    RULE_LONGEST = 4000, /* bytes */
};

/* Where the columns begin, in columns of a terminal. */
typedef struct ruler {
    uint32_t from[COLUMNS];
    size_t count;
} ruler;

static const read_txt_line *line_at(const read_txt_file *txt, size_t at)
{
    return at < txt->lines.count ? &txt->lines.items[at] : NULL;
}

/* 1 for a line of dashes or equals signs, with gaps or without. */
static int read_rule(const read_txt_line *line, ruler *out)
{
    char before = ' ';
    out->count = 0;
    if (line == NULL || line->tabs > 0 || line->text.len < 3 || line->raw.len > RULE_LONGEST)
        return 0;
    for (size_t i = 0; i < line->raw.len; i++) {
        char byte = line->raw.ptr[i];
        if (byte != '-' && byte != '=' && byte != ' ')
            return 0;
        if (byte != ' ' && before == ' ') {
            if (out->count == COLUMNS)
                return 0;
            out->from[out->count++] = (uint32_t)i;
        } else if (byte != ' ' && byte != before) {
            return 0;
        }
        before = byte;
    }
    return line->text.len >= 3 * out->count;
}

/* The texts of a line in the columns; 0 if one goes on in the next column. */
static int cut_line(const read_txt_line *line, const ruler *by, base_str cells[COLUMNS])
{
    size_t at = 0, k = 0, last = 0;
    size_t column = 0;
    int gap = 1;
    memset(cells, 0, COLUMNS * sizeof(*cells));
    if (line->tabs > 0)
        return 0;
    while (at < line->raw.len) {
        size_t start = at;
        uint32_t codepoint = text_utf8_next(line->raw, &at);
        while (k + 1 < by->count && column >= by->from[k + 1])
            k++;
        column += text_width(base_str_n(line->raw.ptr + start, at - start));
        if (text_is_space(codepoint)) {
            gap = 1;
            continue;
        }
        if (!gap && k != last)
            return 0;
        if (cells[k].len == 0)
            cells[k].ptr = line->raw.ptr + start;
        cells[k].len = (size_t)(line->raw.ptr + at - cells[k].ptr);
        last = k;
        gap = 0;
    }
    return 1;
}

/* Adds the lines as one row; 0 if they do not stand in the columns. */
static int add_row(const read_txt_file *txt, size_t from, size_t to, const ruler *by,
                   read_txt_grid *grid)
{
    base_str cells[ROW_LINES][COLUMNS];
    if (to - from > ROW_LINES)
        return 0;
    for (size_t i = from; i < to; i++)
        if (!cut_line(line_at(txt, i), by, cells[i - from]))
            return 0;
    read_txt_grid_row(grid);
    for (size_t k = 0; k < by->count; k++) {
        int begun = 0;
        for (size_t i = from; i < to; i++) {
            base_str text = cells[i - from][k];
            if (text.len == 0)
                continue;
            if (begun)
                read_txt_grid_more(grid, text, i);
            else
                read_txt_grid_cell(grid, text, i, 0);
            begun = 1;
        }
        if (!begun)
            read_txt_grid_cell(grid, base_str_n(NULL, 0), from, 0);
    }
    return 1;
}

/* Index of the marked line of the table that starts at `at`; `at` + HEADS: none does. */
static size_t find_mark(const read_txt_file *txt, size_t at, ruler *by)
{
    if (read_rule(line_at(txt, at), by) && by->count > 1)
        return at;
    int framed = by->count == 1;
    for (size_t i = at + 1; i < at + HEADS; i++) {
        const read_txt_line *line = line_at(txt, i);
        if (read_rule(line, by))
            return by->count > 1 && (framed || (i == at + 1 && line->blank == 0)) ? i : at + HEADS;
        if (!framed)
            break;
    }
    return at + HEADS;
}

/* Index behind the rows; *closed if a line of dashes ends them. Rows without such a line above them
 * end with a blank line. */
static size_t find_end(const read_txt_file *txt, size_t first, int framed, int *closed)
{
    ruler other;
    size_t end = first;
    for (*closed = 0; line_at(txt, end) != NULL; end++) {
        if (!framed && end > first && line_at(txt, end)->blank > 0)
            break;
        if (read_rule(line_at(txt, end), &other)) {
            *closed = 1;
            break;
        }
    }
    return end;
}

static int add_rows(const read_txt_file *txt, size_t first, size_t end, const ruler *by,
                    read_txt_grid *grid)
{
    int apart = 0;
    for (size_t i = first + 1; i < end; i++)
        apart |= line_at(txt, i)->blank > 0;
    for (size_t i = first; i < end;) {
        size_t to = i + 1;
        while (apart && to < end && line_at(txt, to)->blank == 0)
            to++;
        if (!add_row(txt, i, to, by, grid))
            return 0;
        i = to;
    }
    return 1;
}

size_t read_txt_ruled(read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    ruler by, first;
    if (at < txt->tried_ruled)
        return at;
    size_t mark = find_mark(txt, at, &by);
    if (mark == at + HEADS)
        return at;
    int closed, framed = read_rule(line_at(txt, at), &first);
    size_t heads = at + (size_t)framed, end = find_end(txt, mark + 1, framed, &closed);
    read_txt_grid_clear(grid);
    int fits = (closed || !framed) && (heads >= mark || add_row(txt, heads, mark, &by, grid)) &&
               add_rows(txt, mark + 1, end, &by, grid);
    if (!fits || grid->rows < 2) {
        txt->tried_ruled = end;
        return at;
    }
    return end + (size_t)closed;
}
