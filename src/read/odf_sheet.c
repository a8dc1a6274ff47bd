#include <stdlib.h>

#include "base/err.h"
#include "read/odf_story.h"
#include "read/xlsx_format.h"

/* Names of rows or columns that a message lists. */
#define MOST_LISTED 8
/* Copies of a row or cell that has something in it. */
#define MOST_ROWS 4096u

typedef struct row_cell {
    uint32_t column, repeated;
    base_str text;
} row_cell;

struct odf_sheet {
    sheet_grid grid;
    base_arena *arena; /* of the texts */
    base_place place;
    int hidden;
    uint32_t row, column, row_repeated; /* column: the last one */
    uint32_t styled_column;             /* last one of the column descriptions */
    int in_row, in_cell;
    base_vec cells; /* row_cell, of the open row */
    row_cell cell;
    uint32_t rowspan, colspan;
    int paragraphs, has_formula;
    int cut; /* copies were left out */
    base_buf text;
    base_str type, value;
    size_t without_value, hidden_count;
    base_buf listed, hidden_lines;
};

static void start_sheet(odf_reader *reader, read_xml *xml)
{
    base_str name;
    odf_sheet *sheet = calloc(1, sizeof(*sheet));
    if (sheet != NULL)
        sheet->arena = base_arena_new(read_limit(reader->input->limits.memory, READ_MEMORY));
    if (sheet == NULL || sheet->arena == NULL) {
        free(sheet);
        odf_no_memory(reader);
        read_xml_skip(xml);
        return;
    }
    reader->sheet = sheet;
    sheet_init(&sheet->grid, &reader->book, sheet->arena);
    base_vec_init(&sheet->cells, sizeof(row_cell));
    base_buf_init(&sheet->text);
    base_buf_init(&sheet->listed);
    base_buf_init(&sheet->hidden_lines);
    read_xml_attribute(xml, ODF_TABLE_NAME, &name);
    sheet->place.part = base_arena_str(sheet->arena, name);
    sheet->place.sheet = ++reader->sheets;
    read_xml_attribute(xml, ODF_TABLE_STYLE_NAME, &name);
    const odf_style *style = odf_style_find(&reader->styles, 'b', name);
    sheet->hidden = style != NULL && style->undisplayed;
}

static void list_hidden(odf_sheet *sheet, uint32_t row, uint32_t column)
{
    if (sheet->hidden_count++ >= MOST_LISTED)
        return;
    if (sheet->hidden_lines.len > 0)
        base_buf_add_c(&sheet->hidden_lines, "、");
    sheet_add_line(&sheet->hidden_lines, row, column);
}

static int is_collapsed(read_xml *xml)
{
    base_str value;
    return read_xml_attribute(xml, ODF_TABLE_VISIBILITY, &value) &&
           !base_str_eq_c(value, "visible");
}

static void start_column(odf_sheet *sheet, read_xml *xml)
{
    uint32_t count = odf_count(xml, ODF_TABLE_NUMBER_COLUMNS_REPEATED);
    if (is_collapsed(xml) && count < SHEET_COLUMNS && sheet->styled_column < SHEET_COLUMNS) {
        for (uint32_t i = 0; i < count && i <= MOST_LISTED; i++)
            list_hidden(sheet, 0, sheet->styled_column + i + 1);
    }
    sheet->styled_column = count > SHEET_COLUMNS ? SHEET_COLUMNS : sheet->styled_column + count;
}

static void start_row(odf_sheet *sheet, read_xml *xml)
{
    sheet->row_repeated = odf_count(xml, ODF_TABLE_NUMBER_ROWS_REPEATED);
    sheet->in_row = 1;
    sheet->column = 0;
    sheet->cells.count = 0;
    if (is_collapsed(xml) && sheet->row_repeated < SHEET_ROWS) {
        for (uint32_t i = 0; i < sheet->row_repeated && i <= MOST_LISTED; i++)
            list_hidden(sheet, sheet->row + i + 1, 0);
    }
}

static base_str keep(odf_sheet *sheet, read_xml *xml, int id)
{
    base_str value;
    read_xml_attribute(xml, id, &value);
    return value.len > 0 ? base_arena_str(sheet->arena, value) : base_str_n("", 0);
}

static void start_cell(odf_sheet *sheet, read_xml *xml)
{
    static const int values[] = {ODF_OFFICE_DATE_VALUE, ODF_OFFICE_VALUE, ODF_OFFICE_STRING_VALUE,
                                 ODF_OFFICE_BOOLEAN_VALUE, ODF_OFFICE_TIME_VALUE};
    base_str formula;
    sheet->in_cell = 1;
    sheet->paragraphs = 0;
    base_buf_clear(&sheet->text);
    sheet->cell.repeated = odf_count(xml, ODF_TABLE_NUMBER_COLUMNS_REPEATED);
    sheet->cell.column = sheet->column + 1;
    sheet->rowspan = odf_count(xml, ODF_TABLE_NUMBER_ROWS_SPANNED);
    sheet->colspan = odf_count(xml, ODF_TABLE_NUMBER_COLUMNS_SPANNED);
    sheet->has_formula = read_xml_attribute(xml, ODF_TABLE_FORMULA, &formula);
    sheet->type = keep(sheet, xml, ODF_OFFICE_VALUE_TYPE);
    sheet->value = base_str_n("", 0);
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]) && sheet->value.len == 0; i++)
        sheet->value = keep(sheet, xml, values[i]);
    if (sheet->cell.repeated > SHEET_COLUMNS)
        sheet->cell.repeated = SHEET_COLUMNS;
    if (sheet->column < SHEET_COLUMNS)
        sheet->column += sheet->cell.repeated;
}

void odf_sheet_text(odf_reader *reader, base_str text)
{
    odf_sheet *sheet = reader->sheet;
    if (!sheet->in_cell) {
        odf_pend_aside(reader, DOC_TEXTBOX, base_str_trim(text), base_str_n("", 0));
        return;
    }
    if (sheet->paragraphs++ > 0)
        base_buf_add_byte(&sheet->text, '\n');
    base_buf_add_str(&sheet->text, text);
}

/* A date with year, month and day: three numbers with marks between them. */
static int is_full_date(base_str shown)
{
    int groups = 0, inside = 0;
    size_t at = 0;
    for (; at < shown.len; at++) {
        int digit = shown.ptr[at] >= '0' && shown.ptr[at] <= '9';
        if (shown.ptr[at] == ':')
            break;
        groups += digit && !inside;
        inside = digit;
    }
    return at < shown.len ? groups >= 4 : groups == 3;
}

/* 2018-01-12T09:30:00 as 2018-01-12 09:30:00; midnight is no time. */
static void add_date(base_buf *out, base_str value)
{
    size_t t = base_str_find(value, base_str_c("T"), 0);
    base_buf_add_str(out, t == BASE_STR_NONE ? value : base_str_n(value.ptr, t));
    base_str clock = t == BASE_STR_NONE ? base_str_n("", 0) : base_str_from(value, t + 1);
    if (clock.len < 8 || base_str_starts(clock, base_str_c("00:00:00")))
        return;
    base_buf_add_byte(out, ' ');
    base_buf_add_str(
        out,
        base_str_n(clock.ptr, base_str_ends(base_str_n(clock.ptr, 8), base_str_c(":00")) ? 5 : 8));
}

/* What the cell shows; a file may leave that to the reader and give the value only. */
static base_str cell_text(odf_sheet *sheet)
{
    base_buf *text = &sheet->text;
    base_str shown = base_str_trim(base_buf_str(text));
    int date = base_str_eq_c(sheet->type, "date");
    if (date && sheet->value.len > 0 && (shown.len == 0 || is_full_date(shown))) {
        base_buf_clear(text);
        add_date(text, sheet->value);
    } else if (shown.len == 0 && sheet->value.len > 0) {
        base_buf_clear(text);
        if (base_str_eq_c(sheet->type, "percentage"))
            xlsx_format_show(base_str_c("General%"), sheet->value, 0, text);
        else if (base_str_eq_c(sheet->type, "float") || base_str_eq_c(sheet->type, "currency"))
            xlsx_format_show(base_str_n("", 0), sheet->value, 0, text);
        else if (base_str_eq_c(sheet->type, "boolean"))
            base_buf_add_c(text, base_str_eq_c(sheet->value, "true") ? "TRUE" : "FALSE");
        else
            base_buf_add_str(text, sheet->value);
    }
    return base_buf_str(text);
}

static void end_cell(odf_sheet *sheet)
{
    base_str text = cell_text(sheet);
    sheet->in_cell = 0;
    if (sheet->rowspan > 1 || sheet->colspan > 1)
        sheet_merge(&sheet->grid, sheet->row + 1, sheet->cell.column,
                    sheet->row + (sheet->rowspan < SHEET_ROWS ? sheet->rowspan : SHEET_ROWS),
                    sheet->cell.column +
                        (sheet->colspan < SHEET_COLUMNS ? sheet->colspan : SHEET_COLUMNS) - 1);
    if (sheet->has_formula && base_str_trim(text).len == 0 && sheet->type.len == 0 &&
        sheet->without_value++ < MOST_LISTED) {
        if (sheet->listed.len > 0)
            base_buf_add_c(&sheet->listed, "、");
        sheet_add_name(&sheet->listed, sheet->row + 1, sheet->cell.column);
    }
    if (base_str_trim(text).len == 0)
        return;
    row_cell *cell = base_vec_push(&sheet->cells, sheet->arena);
    if (cell == NULL)
        return;
    *cell = sheet->cell;
    cell->text = base_arena_str(sheet->arena, text);
}

static void end_row(odf_sheet *sheet)
{
    uint32_t copies = sheet->cells.count > 0 ? sheet->row_repeated : 0;
    sheet->in_row = 0;
    if (copies > MOST_ROWS) {
        copies = MOST_ROWS;
        sheet->cut = 1;
    }
    for (uint32_t copy = 1; copy <= copies && !sheet->grid.full; copy++) {
        for (size_t i = 0; i < sheet->cells.count; i++) {
            const row_cell *cell = base_vec_at(&sheet->cells, i);
            uint32_t repeated = cell->repeated;
            if (repeated > DOC_MAX_COLUMNS) {
                repeated = DOC_MAX_COLUMNS;
                sheet->cut = 1;
            }
            for (uint32_t k = 0; k < repeated; k++)
                sheet_add(&sheet->grid, sheet->row + copy, cell->column + k, cell->text);
        }
    }
    sheet->row = sheet->row_repeated > SHEET_ROWS - sheet->row ? SHEET_ROWS
                                                               : sheet->row + sheet->row_repeated;
}

static void hide(odf_reader *reader, odf_sheet *sheet)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_str(&text, sheet->place.part);
    base_buf_add_byte(&text, '\n');
    sheet->grid.code = sheet_flatten(&sheet->grid, &text);
    base_str *kept =
        sheet->grid.count > 0 ? base_vec_push(&reader->hidden_text, reader->arena) : NULL;
    if (kept != NULL)
        *kept = base_arena_str(reader->arena, base_buf_str(&text));
    base_buf_dispose(&text);
}

static void report(odf_reader *reader, odf_sheet *sheet)
{
    base_buf number;
    if (sheet->cut)
        sheet_problem(&reader->book, MSG_SHEET_FULL, &sheet->place, NULL, NULL);
    base_buf_init(&number);
    base_buf_add_int(&number, (int64_t)sheet->without_value);
    if (sheet->without_value > MOST_LISTED)
        base_buf_add_c(&sheet->listed, "…");
    if (sheet->hidden_count > MOST_LISTED)
        base_buf_add_c(&sheet->hidden_lines, "…");
    if (sheet->without_value > 0 && !base_buf_failed(&number) && !base_buf_failed(&sheet->listed))
        sheet_problem(&reader->book, MSG_XLSX_NO_VALUE, &sheet->place, sheet->listed.ptr,
                      number.ptr);
    if (sheet->hidden_count > 0 && sheet->grid.count > 0 && !base_buf_failed(&sheet->hidden_lines))
        sheet_note_hidden(&reader->book, &sheet->place, sheet->hidden_lines.ptr);
    if (base_buf_failed(&number))
        doc_build_no_memory(reader->book.builder);
    base_buf_dispose(&number);
}

void odf_sheet_free(odf_reader *reader)
{
    odf_sheet *sheet = reader->sheet;
    if (sheet == NULL)
        return;
    if (sheet->grid.code != 0 || base_arena_failed(sheet->arena) || base_buf_failed(&sheet->text) ||
        base_buf_failed(&sheet->listed) || base_buf_failed(&sheet->hidden_lines))
        odf_no_memory(reader);
    sheet_dispose(&sheet->grid);
    base_buf_dispose(&sheet->text);
    base_buf_dispose(&sheet->listed);
    base_buf_dispose(&sheet->hidden_lines);
    base_arena_free(sheet->arena);
    free(sheet);
    reader->sheet = NULL;
}

void odf_sheet_close(odf_reader *reader)
{
    odf_sheet *sheet = reader->sheet;
    if (sheet->in_row)
        end_row(sheet);
    if (sheet->hidden)
        hide(reader, sheet);
    else
        sheet_build(&sheet->grid, &sheet->place);
    report(reader, sheet);
    odf_flush_asides(reader);
    odf_flush_after(reader);
    odf_sheet_free(reader);
}

int odf_sheet_start(odf_reader *reader, read_xml *xml, int id)
{
    odf_sheet *sheet = reader->sheet;
    if (!reader->spreadsheet || reader->flow == NULL || reader->flow->kind != ODF_FLOW_BODY)
        return 0;
    if (id == ODF_TABLE_TABLE) {
        if (sheet == NULL)
            start_sheet(reader, xml);
        else
            read_xml_skip(xml);
        return 1;
    }
    if (sheet == NULL)
        return 0;
    switch (id) {
    case ODF_TABLE_TABLE_COLUMN:
        start_column(sheet, xml);
        return 1;
    case ODF_TABLE_TABLE_ROW:
        start_row(sheet, xml);
        return 1;
    case ODF_TABLE_TABLE_CELL:
    case ODF_TABLE_COVERED_TABLE_CELL:
        if (sheet->in_row)
            start_cell(sheet, xml);
        return 1;
    default:
        return 0;
    }
}

int odf_sheet_end(odf_reader *reader, int id)
{
    odf_sheet *sheet = reader->sheet;
    if (sheet == NULL || reader->flow == NULL || reader->flow->kind != ODF_FLOW_BODY)
        return 0;
    switch (id) {
    case ODF_TABLE_TABLE:
        odf_sheet_close(reader);
        return 1;
    case ODF_TABLE_TABLE_ROW:
        if (sheet->in_row)
            end_row(sheet);
        return 1;
    case ODF_TABLE_TABLE_CELL:
    case ODF_TABLE_COVERED_TABLE_CELL:
        if (sheet->in_cell)
            end_cell(sheet);
        return 1;
    default:
        return 0;
    }
}
