/* form/columns.c: which columns of a table hold labels, units and figures. */
#include "form/table.h"
#include "text/class.h"
#include "text/unit.h"
#include "text/utf8.h"
#include "value/figure.h"

enum {
    HEAD_LONGEST = 60, /* bytes of a header cell that is looked at */
    CELL_LONGEST = 64, /* bytes of a cell that may be a unit or a figure */
    LAST_RANK = 4000
};

typedef enum head_kind { HEAD_NONE, HEAD_LABEL, HEAD_UNIT, HEAD_VALUE } head_kind;

typedef struct head_word {
    const char *text;
    head_kind kind;
    int rank; /* of value columns: the lowest is taken */
} head_word;

typedef struct column_count {
    uint32_t matches, units, dashes, figures;
    base_str unit; /* the last one met */
} column_count;

/* Copies the text without white space up to the first bracket; 0 if it is too long. */
static size_t squeeze(base_str text, char out[HEAD_LONGEST])
{
    size_t length = 0, offset = 0;
    while (offset < text.len) {
        size_t start = offset;
        uint32_t c = text_utf8_next(text, &offset);
        if (c == '(' || c == 0xFF08)
            break;
        if (c <= ' ' || c == 0x3000 || c == 0xA0)
            continue;
        if (length + (offset - start) > HEAD_LONGEST)
            return 0;
        memcpy(out + length, text.ptr + start, offset - start);
        length += offset - start;
    }
    return length;
}

/* The year of 2017年, 2017年度, 2017年度数; else 0. */
static int year_of_head(base_str text)
{
    int year = 0;
    if (text.len < 7 || (text.ptr[0] != '1' && text.ptr[0] != '2'))
        return 0;
    for (size_t i = 0; i < 4; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
        year = year * 10 + (text.ptr[i] - '0');
    }
    return base_str_starts(base_str_from(text, 4), base_str_c("年")) ? year : 0;
}

static head_kind head_kind_of(const doc_cell *cell, int *rank)
{
    static const head_word words[] = {
        {"统计指标", HEAD_LABEL, 0}, {"指标", HEAD_LABEL, 0},     {"指标名称", HEAD_LABEL, 0},
        {"统计项目", HEAD_LABEL, 0}, {"项目", HEAD_LABEL, 0},     {"项目名称", HEAD_LABEL, 0},
        {"名称", HEAD_LABEL, 0},     {"内容", HEAD_LABEL, 0},     {"统计内容", HEAD_LABEL, 0},
        {"事项", HEAD_LABEL, 0},     {"单位", HEAD_UNIT, 0},      {"计量单位", HEAD_UNIT, 0},
        {"计算单位", HEAD_UNIT, 0},  {"统计数", HEAD_VALUE, 0},   {"统计数据", HEAD_VALUE, 0},
        {"统计数量", HEAD_VALUE, 0}, {"统计数值", HEAD_VALUE, 0}, {"统计值", HEAD_VALUE, 0},
        {"本年数", HEAD_VALUE, 1},   {"本年", HEAD_VALUE, 1},     {"本年度", HEAD_VALUE, 1},
        {"本年度数", HEAD_VALUE, 1}, {"本期数", HEAD_VALUE, 1},   {"数量", HEAD_VALUE, 2},
        {"数值", HEAD_VALUE, 2},     {"数据", HEAD_VALUE, 2},     {"数额", HEAD_VALUE, 2},
        {"填报数", HEAD_VALUE, 2},
    };
    char squeezed[HEAD_LONGEST];
    base_str raw = cell->text.normal.text;
    *rank = 0;
    if (raw.len == 0 || raw.len > HEAD_LONGEST)
        return HEAD_NONE;
    base_str text = base_str_n(squeezed, squeeze(raw, squeezed));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (base_str_eq_c(text, words[i].text)) {
            *rank = words[i].rank;
            return words[i].kind;
        }
    }
    int year = year_of_head(text);
    *rank = LAST_RANK - year; /* of two years the later one */
    return year ? HEAD_VALUE : HEAD_NONE;
}

int form_columns_header(const doc_table *table, uint32_t row)
{
    int seen[HEAD_VALUE + 1] = {0}, rank;
    for (uint32_t column = 1; column <= table->columns;) {
        const doc_cell *cell = doc_table_at(table, row, column);
        if (cell && cell->row == row)
            seen[head_kind_of(cell, &rank)] = 1;
        column = cell ? cell->column + cell->colspan : column + 1;
    }
    return seen[HEAD_LABEL] + seen[HEAD_UNIT] + seen[HEAD_VALUE] >= 2;
}

static int is_dash(base_str text)
{
    size_t offset = 0;
    uint32_t c;
    while ((c = text_utf8_next(text, &offset)) != 0)
        if (!text_is_dash(c) && !text_is_space(c))
            return 0;
    return 1;
}

/* 12, 3.5, 1,135: what most cells are; spares reading the figure. */
static int is_plain_figure(base_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((text.ptr[i] < '0' || text.ptr[i] > '9') && text.ptr[i] != '.' && text.ptr[i] != ',')
            return 0;
    return text.ptr[0] >= '0' && text.ptr[0] <= '9';
}

static void count_cell(const doc_cell *cell, int key, column_count *counts)
{
    base_str text = cell->text.normal.text;
    if (key >= 0) {
        for (uint32_t i = 0; i < cell->colspan; i++)
            counts[cell->column + i].matches++;
        return;
    }
    if (text.len == 0 || text.len > CELL_LONGEST)
        return;
    column_count *count = &counts[cell->column];
    if (is_plain_figure(text)) {
        count->figures++;
    } else if (is_dash(text)) {
        count->dashes++;
    } else if (base_str_eq(text, count->unit)) {
        count->units++;
    } else if (text_unit_is(text)) {
        count->units++;
        count->unit = text;
    } else if (value_figure_read(cell->text.raw, base_str_n(NULL, 0)).state == VALUE_NUMBER) {
        count->figures++;
    }
}

/* What the header row says, within the columns from `from` on. */
static void read_header(const doc_table *table, uint32_t row, uint32_t from,
                        const column_count *counts, form_columns *out)
{
    int best = LAST_RANK, rank;
    for (uint32_t column = from; row && column <= out->last;) {
        const doc_cell *cell = doc_table_at(table, row, column);
        head_kind kind = cell ? head_kind_of(cell, &rank) : HEAD_NONE;
        uint32_t end = cell ? cell->column + cell->colspan : column + 1;
        if (kind == HEAD_UNIT && !out->unit) {
            out->unit = column;
        } else if (kind == HEAD_VALUE && column > out->label && rank < best) {
            best = rank;
            out->value = column;
            for (uint32_t i = column; i < end && i <= out->last; i++)
                if (counts[i].figures > counts[out->value].figures)
                    out->value = i;
        }
        column = end;
    }
}

static uint32_t find_unit(const column_count *counts, const form_columns *at)
{
    uint32_t best = 0;
    for (uint32_t i = at->label + 1; i <= at->last; i++)
        if (counts[i].units && (!best || 2 * counts[i].units + counts[i].dashes >
                                             2 * counts[best].units + counts[best].dashes))
            best = i;
    for (uint32_t i = at->first; !best && i < at->label; i++)
        if (counts[i].units > counts[at->label].matches / 2)
            best = i;
    if (!best && at->label < at->last && counts[at->label + 1].dashes &&
        !counts[at->label + 1].figures)
        best = at->label + 1;
    return best;
}

/* The leftmost column with about as many figures as the one with most. */
static uint32_t find_figures(const column_count *counts, uint32_t from, uint32_t to, uint32_t but)
{
    uint32_t most = 0;
    for (uint32_t i = from; i <= to; i++)
        if (i != but && counts[i].figures > most)
            most = counts[i].figures;
    for (uint32_t i = from; most && i <= to; i++)
        if (i != but && counts[i].figures * 2 >= most)
            return i;
    return 0;
}

static uint32_t find_value(const column_count *counts, const form_columns *at)
{
    uint32_t from = (at->unit > at->label ? at->unit : at->label) + 1;
    uint32_t value = find_figures(counts, from, at->last, at->unit);
    if (!value && at->unit > at->label)
        value = find_figures(counts, at->label + 1, at->unit - 1, 0);
    if (!value && from <= at->last)
        value = from;
    return value;
}

/* The column with most labels. A further half begins where labels come again behind figures: it is
 * left to the next search. */
static void find_label(const column_count *counts, form_columns *at)
{
    int figures_behind = 0;
    for (uint32_t i = at->first; i <= at->last; i++) {
        if (at->label && figures_behind && counts[i].matches >= 3 &&
            counts[i].matches * 5 >= counts[at->label].matches) {
            at->last = i - 1;
            return;
        }
        if (counts[i].matches && (!at->label || counts[i].matches > counts[at->label].matches)) {
            at->label = i;
            figures_behind = 0;
        } else {
            figures_behind |= at->label && counts[i].figures;
        }
    }
}

/* Index of the first cell that starts in the row or below. */
static size_t first_cell(const doc_table *table, uint32_t row)
{
    size_t low = 0, high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->cells[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int form_columns_find(base_arena *scratch, const doc_table *table, const int *keys,
                      const form_segment *segment, uint32_t header, uint32_t from,
                      form_columns *out)
{
    column_count *counts = base_arena_array(scratch, (size_t)table->columns + 2, sizeof *counts);
    if (!counts)
        return -1;
    for (size_t i = first_cell(table, segment->first_row);
         i < table->count && table->cells[i].row <= segment->last_row; i++)
        if (table->cells[i].row != header)
            count_cell(&table->cells[i], keys[i], counts);
    *out = (form_columns){.first = from, .last = table->columns};
    find_label(counts, out);
    if (!out->label)
        return 0;
    read_header(table, header, from, counts, out);
    if (out->unit == out->label || (out->unit && !counts[out->unit].units &&
                                    !counts[out->unit].dashes && find_unit(counts, out)))
        out->unit = 0;
    if (!out->unit)
        out->unit = find_unit(counts, out);
    if (out->value == out->unit)
        out->value = 0;
    if (!out->value)
        out->value = find_value(counts, out);
    return 1;
}
