/* Tables of rows and columns whose tabs are lost: labels and figures parted by spaces, or each on a
 * line of its own. Only rows with as many figures as their neighbours are cut into cells: where
 * blank ones were lost, a row stays one cell, since nothing tells which are left. */
#include "read/txt_grid.h"
#include "text/class.h"
#include "text/numbering.h"
#include "text/unit.h"
#include "text/utf8.h"

enum {
    TEXT_LONGEST = 240,  /* bytes of a line without figures */
    LINE_LONGEST = 2000, /* bytes of a line */
    HEADS_LONGEST = 40,  /* lines before the first figure */
    LEAST_FIGURES = 8,   /* of a table */
    LEAST_WIDTH = 3,     /* figures in its fullest row */
    ALONE_WIDTH = 8      /* figures of a table of one row */
};

typedef struct matrix_word {
    base_str text;
    uint32_t line;       /* index */
    uint32_t from, to;   /* columns of a terminal */
    uint32_t gap;        /* of white space before it */
    uint32_t lost;       /* blank figures before it: blank lines */
    unsigned figure : 1; /* or a dash */
} matrix_word;

typedef struct matrix_row {
    size_t first, labels, figures; /* words; labels come first */
    uint32_t before, tail;         /* blank lines before the row; blank figures at its end */
    unsigned stacked : 1;          /* its figures stand on lines of their own */
    unsigned opens : 1;            /* the first row of figures under its heads */
    unsigned whole : 1;            /* can be cut into cells */
} matrix_row;

typedef struct matrix {
    read_txt_file *txt;
    base_vec words, rows;
    size_t end; /* line behind the last row of figures */
    int failed;
} matrix;

static const read_txt_line *line_at(const read_txt_file *txt, size_t at)
{
    return at < txt->lines.count ? &txt->lines.items[at] : NULL;
}

static matrix_word *word_at(const matrix *m, size_t index)
{
    return base_vec_at(&m->words, index);
}

static matrix_row *row_at(const matrix *m, size_t index)
{
    return base_vec_at(&m->rows, index);
}

/* A figure or a dash; 增3 and 减3 too. */
static int is_figure(base_str text)
{
    static const char *const changes[] = {"增加", "减少", "增", "减"};
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
        if (base_str_starts(text, base_str_c(changes[i]))) {
            text = base_str_from(text, strlen(changes[i]));
            break;
        }
    return text.len > 0 && read_txt_is_figure(text);
}

static uint32_t columns_of(uint32_t codepoint)
{
    return codepoint >= 0x1100 && !(codepoint >= 0x2000 && codepoint < 0x2E80) ? 2 : 1;
}

/* Appends the words of a line; returns how many, and how many of the last are figures. */
static size_t add_words(matrix *m, size_t at, size_t *figures)
{
    base_str raw = line_at(m->txt, at)->raw;
    size_t count = 0, next = 0;
    uint32_t column = 0, end = 0, codepoint;
    *figures = 0;
    while (next < raw.len) {
        size_t start = next;
        codepoint = text_utf8_next(raw, &next);
        if (text_is_space(codepoint)) {
            column += columns_of(codepoint);
            continue;
        }
        matrix_word *word = base_vec_push(&m->words, m->txt->arena);
        if (!word) {
            m->failed = 1;
            return 0;
        }
        *word = (matrix_word){.line = (uint32_t)at, .from = column, .gap = column - end};
        size_t stop = next;
        for (; codepoint != 0 && !text_is_space(codepoint);) {
            column += columns_of(codepoint);
            stop = next;
            codepoint = next < raw.len ? text_utf8_next(raw, &next) : 0;
        }
        next = stop;
        word->to = end = column;
        word->text = base_str_n(raw.ptr + start, stop - start);
        word->figure = is_figure(word->text) != 0;
        *figures = word->figure ? *figures + 1 : 0;
        count++;
    }
    return count;
}

/* ---- lines to rows ---- */

static int is_plain(const read_txt_line *line)
{
    return line && line->tabs == 0 && line->text.len > 0 && line->text.len <= LINE_LONGEST;
}

/* A line that ends in a figure that stands apart. */
static int has_figure(const read_txt_line *line)
{
    if (!is_plain(line))
        return 0;
    size_t start = line->text.len, at = start;
    uint32_t codepoint;
    while ((codepoint = text_utf8_previous(line->text, &at)) != 0 && !text_is_space(codepoint))
        start = at;
    return is_figure(base_str_from(line->text, start));
}

static int is_heading(base_str text)
{
    text_numbering number = text_numbering_read(text);
    return number.style != TEXT_NUMBER_NONE && base_str_find(text, base_str_c("、"), 0) <= 9;
}

/* A line of heads or of a label. One with the number of a section is a label only right before
 * figures, or before one more label that is. */
static int is_text(const read_txt_file *txt, size_t at)
{
    const read_txt_line *line = line_at(txt, at);
    if (!is_plain(line) || line->text.len > TEXT_LONGEST || read_txt_is_sentence(line->text) ||
        read_txt_is_signature(line->text) || text_unit_is(line->text) ||
        base_str_ends(line->text, base_str_c("：")) || base_str_ends(line->text, base_str_c(":")))
        return 0;
    if (!is_heading(line->text))
        return 1;
    size_t next = read_txt_skip_pages(txt, at + 1);
    if (has_figure(line_at(txt, next)))
        return 1;
    const read_txt_line *label = line_at(txt, next);
    return is_plain(label) && label->blank <= 1 && !is_heading(label->text) &&
           text_numbering_read(label->text).style != TEXT_NUMBER_NONE &&
           has_figure(line_at(txt, read_txt_skip_pages(txt, next + 1)));
}

static matrix_row *add_row(matrix *m, size_t first, uint32_t before)
{
    matrix_row *row = base_vec_push(&m->rows, m->txt->arena);
    if (!row) {
        m->failed = 1;
        return NULL;
    }
    *row = (matrix_row){.first = first, .before = before};
    return row;
}

/* A line that marks columns: see txt_ruled.c. */
static int is_rule(base_str text)
{
    size_t marks = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '-' && text.ptr[i] != '=' && text.ptr[i] != ' ')
            return 0;
        marks += text.ptr[i] != ' ';
    }
    return marks >= 3;
}

/* Takes the line; 0 if the table ends before it. */
static int take_line(matrix *m, size_t at)
{
    const read_txt_line *line = line_at(m->txt, at);
    matrix_row *last = m->rows.count ? row_at(m, m->rows.count - 1) : NULL;
    size_t first = m->words.count, figures;
    if (line != NULL && is_rule(line->text))
        return 0;
    if (!has_figure(line) ? !is_text(m->txt, at) : read_txt_is_sentence(line->text))
        return 0;
    size_t count = add_words(m, at, &figures);
    if (count == 0)
        return 0;
    if (figures == 1 && count == 1) {
        if (!last || (last->figures > 0 && !last->stacked))
            return 0;
        last->stacked = 1;
        last->figures++;
        word_at(m, first)->lost = line->blank;
        m->end = at + 1;
        return 1;
    }
    matrix_row *row = add_row(m, first, line->blank);
    if (!row)
        return 0;
    row->labels = count - figures;
    row->figures = figures;
    if (figures)
        m->end = at + 1;
    return 1;
}

/* Gives the line from which it is worth while to look again if this is no table. */
static size_t take_lines(matrix *m, size_t at)
{
    size_t heads = 0, stop = at + 1;
    for (;;) {
        size_t next = read_txt_skip_pages(m->txt, at);
        if (!take_line(m, next))
            break;
        stop = next + 1;
        heads = row_at(m, m->rows.count - 1)->figures ? 0 : heads + 1;
        if (heads > HEADS_LONGEST) {
            stop -= HEADS_LONGEST / 2;
            break;
        }
        at = next + 1;
    }
    while (m->rows.count && row_at(m, m->rows.count - 1)->figures == 0)
        m->rows.count--;
    return stop;
}

/* ---- which rows are whole ---- */

static int is_numbered(const matrix *m, const matrix_row *row)
{
    return row->labels > 0 &&
           text_numbering_read(word_at(m, row->first)->text).style != TEXT_NUMBER_NONE;
}

/* Heads stand before the row: two lines without a number, or a line of several words. */
static void find_sections(matrix *m)
{
    size_t plain = 0;
    int several = 1;
    for (size_t i = 0; i < m->rows.count; i++) {
        matrix_row *row = row_at(m, i);
        if (row->figures == 0) {
            plain += !is_numbered(m, row);
            several |= row->labels > 1;
            continue;
        }
        row->opens = several || plain >= 2;
        plain = 0;
        several = 0;
    }
}

static size_t section_end(const matrix *m, size_t at)
{
    while (++at < m->rows.count && !row_at(m, at)->opens) {
    }
    return at;
}

/* Blank lines between the figures of all stacked rows: they part figures, and mean nothing. */
static uint32_t usual_gap(const matrix *m)
{
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < m->rows.count; i++) {
        const matrix_row *row = row_at(m, i);
        for (size_t k = 1; row->stacked && k < row->figures; k++) {
            uint32_t lost = word_at(m, row->first + row->labels + k)->lost;
            least = lost < least ? lost : least;
        }
    }
    return least == UINT32_MAX ? 0 : least;
}

/* Blank lines to blank figures. */
static void count_lost(matrix *m)
{
    uint32_t gap = usual_gap(m);
    for (size_t i = 0; i < m->rows.count; i++) {
        const matrix_row *row = row_at(m, i);
        for (size_t k = 0; row->stacked && k < row->figures; k++) {
            matrix_word *word = word_at(m, row->first + row->labels + k);
            word->lost = word->lost > gap ? (word->lost - gap) / (gap + 1) : 0;
        }
    }
}

static size_t width_of(const matrix *m, const matrix_row *row)
{
    size_t width = row->figures + row->tail;
    for (size_t k = 0; k < row->figures; k++)
        width += word_at(m, row->first + row->labels + k)->lost;
    return width;
}

/* Blank lines behind a row. */
static uint32_t blank_behind(const matrix *m, size_t at)
{
    if (at + 1 < m->rows.count)
        return row_at(m, at + 1)->before;
    const read_txt_line *line = line_at(m->txt, m->end);
    return line ? line->blank : 0;
}

/* Where each cell is a line, so is each blank one: those that a row lacks stand behind it. Further
 * blank lines are cells that another one covers. */
static void count_blank_cells(matrix *m, size_t from, size_t to, size_t width)
{
    for (size_t i = from; i < to; i++) {
        matrix_row *row = row_at(m, i);
        size_t here = row->stacked ? width_of(m, row) : 0;
        int is_row =
            row->stacked || (row->figures == 0 && is_numbered(m, row) && width >= LEAST_WIDTH + 1);
        if (is_row && here < width && here + blank_behind(m, i) >= width)
            row->tail = (uint32_t)(width - here);
    }
}

/* Blank figures at the end of stacked rows: what the blank lines behind them are more than behind
 * full ones. */
static void count_tails(matrix *m, size_t from, size_t to, size_t width)
{
    uint32_t least = UINT32_MAX, gap = usual_gap(m);
    if (row_at(m, from)->stacked && gap == 0) {
        count_blank_cells(m, from, to, width);
        return;
    }
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = from; i + 1 < to; i++) {
            matrix_row *row = row_at(m, i);
            uint32_t behind = blank_behind(m, i);
            size_t here = row->figures && row->stacked ? width_of(m, row) : width;
            if (pass == 0 && row->stacked && here == width)
                least = behind < least ? behind : least;
            else if (pass == 1 && here < width && behind > least &&
                     here + (behind - least) / (gap + 1) == width)
                row->tail = (behind - least) / (gap + 1);
        }
}

/* One line of heads says how many figures a row has. */
static int agrees_with_heads(const matrix *m, size_t from, size_t width)
{
    size_t lines = 0, words = 0;
    if (row_at(m, from)->stacked)
        return 1;
    for (size_t i = from; i-- > 0 && row_at(m, i)->figures == 0;)
        if (row_at(m, i)->labels > 1) {
            words = row_at(m, i)->labels;
            lines++;
        }
    return lines != 1 || words == width || words == width + 1;
}

/* ---- figures in columns ---- */

typedef struct extent {
    uint32_t from_low, from_high, to_low, to_high;
} extent;

/* The columns of the full rows; 0 unless labels of several lengths leave the figures in line. */
static int find_columns(const matrix *m, size_t from, size_t to, size_t width, extent *columns)
{
    uint32_t shortest = UINT32_MAX, longest = 0;
    for (size_t k = 0; k < width; k++)
        columns[k] = (extent){UINT32_MAX, 0, UINT32_MAX, 0};
    for (size_t i = from; i < to; i++) {
        const matrix_row *row = row_at(m, i);
        if (row->stacked || row->labels == 0 || row->figures != width)
            continue;
        uint32_t label = word_at(m, row->first + row->labels - 1)->to;
        shortest = label < shortest ? label : shortest;
        longest = label > longest ? label : longest;
        for (size_t k = 0; k < width; k++) {
            const matrix_word *word = word_at(m, row->first + row->labels + k);
            extent *column = &columns[k];
            column->from_low = word->from < column->from_low ? word->from : column->from_low;
            column->from_high = word->from > column->from_high ? word->from : column->from_high;
            column->to_low = word->to < column->to_low ? word->to : column->to_low;
            column->to_high = word->to > column->to_high ? word->to : column->to_high;
        }
    }
    if (shortest == UINT32_MAX || longest < shortest + 3)
        return 0;
    for (size_t k = 0; k < width; k++) {
        if (columns[k].from_high > columns[k].from_low + 1 &&
            columns[k].to_high > columns[k].to_low + 1)
            return 0;
        if (k > 0 && columns[k - 1].to_high >= columns[k].from_low)
            return 0;
    }
    return 1;
}

/* Tells by their columns which figures the row lacks. */
static int align_row(const matrix *m, matrix_row *row, size_t width, const extent *columns)
{
    size_t column = 0, k;
    for (k = 0; k < row->figures; k++) {
        matrix_word *word = word_at(m, row->first + row->labels + k);
        size_t before = column;
        while (column < width && columns[column].to_high <= word->from)
            column++;
        if (column == width || word->to <= columns[column].from_low)
            return 0;
        word->lost = (uint32_t)(column++ - before);
    }
    row->tail = (uint32_t)(width - column);
    return 1;
}

/* How many cells the last row of heads has, each a line: blank ones are covered by those above. The
 * last head stands before the row's figures like a label. */
static size_t head_cells(const matrix *m, size_t from)
{
    size_t heads = row_at(m, from)->labels;
    while (from > 0 && row_at(m, from - 1)->figures == 0 && row_at(m, from - 1)->labels == 1) {
        const matrix_row *row = row_at(m, --from);
        heads++;
        if (row->before > 0)
            return heads + row->before;
    }
    return 0;
}

static size_t section_width(const matrix *m, size_t from, size_t to)
{
    size_t width = 0, rows = 0;
    for (size_t i = from; i < to; i++) {
        size_t here = row_at(m, i)->figures ? width_of(m, row_at(m, i)) : 0;
        rows += here > 0;
        width = here > width ? here : width;
    }
    /* one row alone does not tell how many blank cells end it */
    size_t heads = rows == 1 && row_at(m, from)->stacked ? head_cells(m, from) : 0;
    return heads > width && heads <= width + blank_behind(m, from) ? heads : width;
}

static void judge_section(matrix *m, size_t from, size_t to)
{
    extent columns[DOC_MAX_COLUMNS];
    size_t width = section_width(m, from, to), i;
    if (width > DOC_MAX_COLUMNS || !agrees_with_heads(m, from, width))
        return;
    count_tails(m, from, to, width);
    int aligned = find_columns(m, from, to, width, columns);
    for (i = from; i < to; i++) {
        matrix_row *row = row_at(m, i);
        row->whole = width_of(m, row) == width;
        if (aligned && row->figures > 0 && row->figures < width && !row->stacked)
            row->whole = align_row(m, row, width, columns) != 0;
    }
}

/* ---- rows to cells ---- */

/* The text from one word to another of the same line. */
static base_str joined(const matrix_word *first, const matrix_word *last)
{
    return base_str_n(first->text.ptr, (size_t)(last->text.ptr + last->text.len - first->text.ptr));
}

/* Labels stand apart by two spaces or begin with a number; heads by any space. */
static void emit_labels(const matrix *m, const matrix_row *row, read_txt_grid *grid)
{
    for (size_t i = 0; i < row->labels;) {
        const matrix_word *first = word_at(m, row->first + i), *last = first;
        for (i++; i < row->labels; i++) {
            const matrix_word *word = word_at(m, row->first + i);
            if ((row->figures == 0 && row->tail == 0) ||
                (!row->stacked &&
                 (word->gap > 1 || text_numbering_read(word->text).style != TEXT_NUMBER_NONE)))
                break;
            last = word;
        }
        read_txt_grid_cell(grid, joined(first, last), first->line, 0);
    }
}

static void emit_row(const matrix *m, const matrix_row *row, read_txt_grid *grid)
{
    size_t words = row->labels + row->figures;
    const matrix_word *first = word_at(m, row->first);
    read_txt_grid_row(grid);
    if (row->figures > 0 && !row->whole) {
        read_txt_grid_cell(grid, base_str_n(NULL, 0), first->line, 0);
        for (size_t i = 0; i < words; i++)
            read_txt_grid_more(grid, word_at(m, row->first + i)->text,
                               word_at(m, row->first + i)->line);
        return;
    }
    emit_labels(m, row, grid);
    uint32_t line = first->line;
    for (size_t i = 0; i < row->figures; i++) {
        const matrix_word *word = word_at(m, row->first + row->labels + i);
        for (uint32_t lost = 0; lost < word->lost; lost++)
            read_txt_grid_cell(grid, base_str_n(NULL, 0), line, 0);
        read_txt_grid_cell(grid, word->text, word->line, 0);
        line = word->line;
    }
    for (uint32_t lost = 0; lost < row->tail; lost++)
        read_txt_grid_cell(grid, base_str_n(NULL, 0), line, 0);
}

/* Enough figures, in rows that are alike, under heads. */
static int is_table(const matrix *m)
{
    size_t figures = 0, rows = 0, most = 0, texts = 0;
    for (size_t i = 0; i < m->rows.count; i++) {
        const matrix_row *row = row_at(m, i);
        rows += row->figures > 0;
        figures += row->figures;
        texts += row->labels;
        most = row->figures > 0 && width_of(m, row) > most ? width_of(m, row) : most;
    }
    size_t least = rows == 1 ? LEAST_FIGURES / 2 : LEAST_FIGURES;
    return figures >= least && most >= LEAST_WIDTH && texts >= LEAST_WIDTH &&
           (rows > 1 || most >= ALONE_WIDTH);
}

size_t read_txt_matrix(read_txt_file *txt, size_t at, read_txt_grid *grid)
{
    matrix m = {.txt = txt, .words = txt->matrix_words, .rows = txt->matrix_rows};
    if (at < txt->tried_matrix || (!is_text(txt, at) && !has_figure(line_at(txt, at))))
        return at;
    if (m.words.size == 0) {
        base_vec_init(&m.words, sizeof(matrix_word));
        base_vec_init(&m.rows, sizeof(matrix_row));
    }
    m.words.count = m.rows.count = 0;
    size_t stop = take_lines(&m, at);
    txt->matrix_words = m.words;
    txt->matrix_rows = m.rows;
    if (m.failed)
        grid->failed = 1;
    if (!m.failed)
        count_lost(&m);
    if (m.failed || !is_table(&m)) {
        txt->tried_matrix = m.end > at ? m.end : stop;
        return at;
    }
    read_txt_grid_clear(grid);
    grid->ragged = 1;
    find_sections(&m);
    for (size_t i = 0; i < m.rows.count; i = section_end(&m, i))
        judge_section(&m, i, section_end(&m, i));
    for (size_t i = 0; i < m.rows.count; i++)
        emit_row(&m, row_at(&m, i), grid);
    if (grid->width < 2 || grid->width > DOC_MAX_COLUMNS) {
        txt->tried_matrix = m.end;
        return at;
    }
    return m.end;
}
