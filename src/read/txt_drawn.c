#include "read/txt_grid.h"
#include "text/class.h"
#include "text/unit.h"
#include "text/utf8.h"

static const read_txt_line *line_at(const read_txt_file *txt, size_t at)
{
    return at < txt->lines.count ? &txt->lines.items[at] : NULL;
}

/* tables drawn with | or box characters */

/* | and the vertical lines of the box drawing block. */
static int is_bar(uint32_t codepoint)
{
    return codepoint == '|' || codepoint == 0xFF5C || codepoint == 0x2502 || codepoint == 0x2503 ||
           codepoint == 0x2551;
}

static int is_rule_mark(uint32_t codepoint)
{
    return is_bar(codepoint) || codepoint == '-' || codepoint == '+' || codepoint == '=' ||
           codepoint == ':' || (codepoint >= 0x2500 && codepoint <= 0x257F);
}

typedef enum bar_kind { NO_BARS, BAR_ROW, BAR_RULE } bar_kind;

/* A row starts with a bar and has two of them, or ends with one; a rule is made of lines only. */
static bar_kind kind_of(const read_txt_line *line)
{
    size_t at = 0, bars = 0, marks = 0, others = 0, end;
    uint32_t codepoint;
    if (line == NULL || line->text.len == 0)
        return NO_BARS;
    end = line->text.len;
    uint32_t first = text_utf8_next(line->text, &at);
    if (is_bar(text_utf8_previous(line->text, &end)) && !is_rule_mark(first))
        return line->tabs == 0 && end > 0 && !read_txt_is_sentence(line->text) ? BAR_ROW : NO_BARS;
    if (!is_rule_mark(first) || first == ':' || first == '=')
        return NO_BARS;
    at = 0;
    while ((codepoint = text_utf8_next(line->text, &at)) != 0) {
        bars += (size_t)is_bar(codepoint);
        if (is_rule_mark(codepoint))
            marks++;
        else if (!text_is_space(codepoint))
            others++;
    }
    if (others == 0 && marks >= 3 && bars < marks)
        return BAR_RULE;
    return bars >= 2 && is_bar(first) ? BAR_ROW : NO_BARS;
}

/* Takes the text up to the next bar from *rest; 0 at the end. */
static int next_field(base_str *rest, base_str *field)
{
    size_t at = 0, start = 0;
    uint32_t codepoint;
    if (rest->ptr == NULL)
        return 0;
    while ((codepoint = text_utf8_next(*rest, &at)) != 0) {
        if (is_bar(codepoint))
            break;
        start = at;
    }
    *field = text_trim(base_str_n(rest->ptr, start));
    if (field->len == 0)
        *field = base_str_n(rest->ptr, 0);
    *rest = codepoint != 0 ? base_str_from(*rest, at) : base_str_n(NULL, 0);
    return 1;
}

/* The text between the outer bars. */
static base_str inside_bars(base_str text)
{
    size_t start = 0, end = text.len;
    if (!is_bar(text_utf8_next(text, &start)))
        start = 0;
    size_t before = end;
    if (is_bar(text_utf8_previous(text, &before)) && before >= start)
        end = before;
    return base_str_n(text.ptr + start, end - start);
}

static void add_fields(read_txt_grid *grid, const read_txt_line *line, size_t at)
{
    base_str rest = inside_bars(line->text), field;
    read_txt_grid_row(grid);
    while (grid->cells <= DOC_MAX_COLUMNS && next_field(&rest, &field))
        read_txt_grid_cell(grid, field, at, 0);
}

/* The lines of one row of a drawn box, cell by cell. */
static void add_box_row(read_txt_grid *grid, const read_txt_file *txt, size_t from, size_t to)
{
    base_str rests[64], field;
    size_t i, lines = to - from < 64 ? to - from : 64;
    int more = 1;
    for (i = 0; i < lines; i++)
        rests[i] = inside_bars(line_at(txt, from + i)->text);
    read_txt_grid_row(grid);
    while (more && grid->cells <= DOC_MAX_COLUMNS) {
        int started = 0;
        more = 0;
        for (i = 0; i < lines; i++) {
            if (!next_field(&rests[i], &field))
                continue;
            more = 1;
            if (field.len == 0 && (started || i + 1 < lines))
                continue;
            if (started)
                read_txt_grid_more(grid, field, from + i);
            else
                read_txt_grid_cell(grid, field, from + i, 0);
            started = 1;
        }
    }
}

/* The end of the drawn lines; looked for once, however many tables stand in them. */
static size_t end_of_bars(read_txt_file *txt, size_t at)
{
    bar_kind kind;
    size_t next = at, rules = 0;
    if (at < txt->bars_end)
        return txt->bars_end;
    while ((kind = kind_of(line_at(txt, next))) != NO_BARS &&
           (next == at || line_at(txt, next)->blank == 0)) {
        rules += kind == BAR_RULE;
        next++;
    }
    txt->bars_end = next;
    txt->boxed = rules >= 3;
    return next;
}

size_t read_txt_bars(read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    size_t i;
    if (at < txt->tried_bars || kind_of(line_at(txt, at)) == NO_BARS)
        return at;
    size_t end = end_of_bars(txt, at);
    read_txt_grid_clear(grid);
    for (i = at; i < end;) {
        size_t next = i + 1;
        if (kind_of(line_at(txt, i)) == BAR_RULE) {
            i = next;
            continue;
        }
        while (txt->boxed && next < end && kind_of(line_at(txt, next)) == BAR_ROW)
            next++;
        if (next - i > 1)
            add_box_row(grid, txt, i, next);
        else
            add_fields(grid, line_at(txt, i), i);
        i = next;
        if (read_txt_grid_starts_over(grid, &end))
            break;
    }
    if (grid->rows < 2 || grid->width < 2 || grid->width > DOC_MAX_COLUMNS) {
        txt->tried_bars = end;
        return at;
    }
    read_txt_grid_join_pages(grid);
    return end;
}

/* columns parted by spaces, told by the column of units */

typedef struct fields {
    base_str label, unit, value;
} fields;

/* Cuts the last word off; *gap is the width of the white space before it. */
static base_str last_word(base_str *text, size_t *gap)
{
    size_t at = text->len, start = at;
    uint32_t codepoint;
    base_str whole = *text;
    *gap = 0;
    while ((codepoint = text_utf8_previous(whole, &at)) != 0 && !text_is_space(codepoint))
        start = at;
    at = start;
    size_t end = start;
    while ((codepoint = text_utf8_previous(whole, &at)) != 0 && text_is_space(codepoint)) {
        *gap += codepoint == 0x3000 ? 2 : 1;
        end = at;
    }
    *text = base_str_n(whole.ptr, end);
    return base_str_n(whole.ptr + start, whole.len - start);
}

/* label  unit  value, or label  unit with the value blank; *narrow: the label is set apart by one
 * space only, which may be prose. */
static int cut_words(const read_txt_line *line, fields *out, int *narrow)
{
    size_t gap, label_gap;
    if (line == NULL || line->tabs > 0 || line->text.len > 400)
        return 0;
    base_str rest = line->text;
    out->value = last_word(&rest, &gap);
    base_str before = rest;
    out->unit = last_word(&rest, &label_gap);
    if (!read_txt_is_figure(out->value) || gap < 1 || !text_unit_is(out->unit) || rest.len == 0) {
        out->unit = out->value;
        out->value = base_str_n(NULL, 0);
        rest = before;
        label_gap = gap;
    }
    out->label = text_trim(rest);
    *narrow = label_gap < 2;
    return out->label.len > 0 && label_gap >= 1 && text_unit_is(out->unit) &&
           !read_txt_is_sentence(out->label) && !read_txt_is_data(out->label);
}

/* 1 for a row. One space before the unit will do if the value is there; without it only inside a
 * table and if the row shows it: a dash, a number before the label, a full row behind it. */
static int cut_fields(const read_txt_file *txt, size_t at, int inside, fields *out)
{
    fields next;
    int narrow;
    if (!cut_words(line_at(txt, at), out, &narrow))
        return 0;
    if (!narrow || out->value.len > 0)
        return 1;
    return inside && (read_txt_is_figure(out->unit) || !read_txt_continues(out->label) ||
                      (cut_words(line_at(txt, at + 1), &next, &narrow) && next.value.len > 0));
}

/* 统计指标  单位  统计数 */
static int cut_head(const read_txt_line *line, fields *out)
{
    size_t gap, label_gap;
    if (line == NULL || line->tabs > 0 || line->text.len > 400)
        return 0;
    base_str rest = line->text;
    out->value = last_word(&rest, &gap);
    out->unit = last_word(&rest, &label_gap);
    out->label = text_trim(rest);
    return out->label.len > 0 && label_gap >= 1 && read_txt_is_unit_head(out->unit);
}

static void add_three(read_txt_grid *grid, const fields *row, size_t at)
{
    read_txt_grid_row(grid);
    read_txt_grid_cell(grid, row->label, at, 0);
    read_txt_grid_cell(grid, row->unit, at, 0);
    read_txt_grid_cell(grid, row->value, at, 0);
}

/* A label broken before its row. */
static size_t add_broken(const read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    const read_txt_line *line = line_at(txt, at), *next = line_at(txt, at + 1);
    fields row;
    if (line == NULL || line->tabs > 0 || line->text.len > 180 || next == NULL || next->blank > 0 ||
        !cut_fields(txt, at + 1, 1, &row) || read_txt_is_sentence(line->text) ||
        read_txt_is_signature(line->text))
        return at;
    if (!read_txt_open_bracket(line->text) && !read_txt_continues(row.label))
        return at;
    read_txt_grid_row(grid);
    read_txt_grid_cell(grid, line->text, at, 0);
    read_txt_grid_more(grid, row.label, at + 1);
    read_txt_grid_cell(grid, row.unit, at + 1, 0);
    read_txt_grid_cell(grid, row.value, at + 1, 0);
    return at + 2;
}

size_t read_txt_spaces(read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    fields row;
    size_t end = at, figures = 0;
    const read_txt_line *line = line_at(txt, at);
    if (at < txt->tried_spaces || (!cut_fields(txt, at, 0, &row) && !cut_head(line, &row)))
        return at;
    read_txt_grid_clear(grid);
    for (;;) {
        size_t next = read_txt_skip_pages(txt, end);
        line = line_at(txt, next);
        if (cut_fields(txt, next, grid->rows > 0, &row) ||
            (cut_head(line, &row) && (next == at || grid->rows > 1))) {
            add_three(grid, &row, next);
            figures += row.value.len > 0 && read_txt_is_figure(row.value);
            end = next + 1;
            if (read_txt_grid_starts_over(grid, &end))
                break;
            continue;
        }
        size_t after = grid->rows > 0 ? add_broken(txt, next, grid) : next;
        if (after == next)
            break;
        end = after;
    }
    if (grid->rows < 3 || figures < 2) {
        if (grid->rows >= 3)
            txt->tried_spaces = end;
        return at;
    }
    read_txt_grid_join_pages(grid);
    return end;
}
