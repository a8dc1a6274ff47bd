#include "read/sheet.h"

#include <stdlib.h>

/* Rows and columns that may stay empty before the first cell. */
#define MOST_EMPTY_ROWS 1000u
#define MOST_EMPTY_COLUMNS 50u
/* Empty cells between the others, in a whole workbook. */
#define MOST_BLANKS 100000u

void sheet_init(sheet_grid *grid, sheet_book *book, base_arena *arena)
{
    memset(grid, 0, sizeof(*grid));
    grid->book = book;
    grid->arena = arena;
}

void sheet_dispose(sheet_grid *grid)
{
    free(grid->items);
    free(grid->areas);
    memset(grid, 0, sizeof(*grid));
}

/* Room for one more item in an array. */
static int make_room(void **items, size_t count, size_t *cap, size_t size)
{
    if (count < *cap)
        return 0;
    size_t wanted = *cap != 0 ? *cap * 2 : 64;
    void *grown = realloc(*items, wanted * size);
    if (grown == NULL)
        return HECHA_E_MEMORY;
    *items = grown;
    *cap = wanted;
    return 0;
}

static int in_sheet(uint32_t row, uint32_t column)
{
    return row >= 1 && row <= SHEET_ROWS && column >= 1 && column <= SHEET_COLUMNS;
}

void sheet_add(sheet_grid *grid, uint32_t row, uint32_t column, base_str text)
{
    void *items = grid->items;
    if (base_str_trim(text).len == 0 || !in_sheet(row, column) || grid->code != 0)
        return;
    if (grid->count >= DOC_MAX_CELLS) {
        grid->full = 1;
        return;
    }
    grid->code = make_room(&items, grid->count, &grid->cap, sizeof(*grid->items));
    grid->items = items;
    if (grid->code != 0)
        return;
    sheet_item *item = &grid->items[grid->count];
    item->row = row;
    item->column = column;
    item->order = grid->count;
    item->text = text;
    if (grid->count > 0 &&
        (item[-1].row > row || (item[-1].row == row && item[-1].column >= column)))
        grid->unordered = 1;
    grid->count++;
}

void sheet_merge(sheet_grid *grid, uint32_t row, uint32_t column, uint32_t last_row,
                 uint32_t last_column)
{
    void *areas = grid->areas;
    if (!in_sheet(row, column) || last_row < row || last_column < column || grid->code != 0 ||
        (row == last_row && column == last_column) || grid->area_count >= DOC_MAX_CELLS)
        return;
    grid->code = make_room(&areas, grid->area_count, &grid->area_cap, sizeof(*grid->areas));
    grid->areas = areas;
    if (grid->code != 0)
        return;
    sheet_area *area = &grid->areas[grid->area_count++];
    area->row = row;
    area->column = column;
    area->last_row = last_row;
    area->last_column = last_column;
}

static int compare_items(const void *first, const void *second)
{
    const sheet_item *a = first, *b = second;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static int compare_areas(const void *first, const void *second)
{
    const sheet_area *a = first, *b = second;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return a->last_row != b->last_row
               ? (a->last_row < b->last_row ? -1 : 1)
               : (a->last_column < b->last_column) - (a->last_column > b->last_column);
}

void sheet_add_line(base_buf *out, uint32_t row, uint32_t column)
{
    char letters[8];
    size_t count = 0;
    for (; row == 0 && column > 0 && count < sizeof(letters); column = (column - 1) / 26)
        letters[count++] = (char)('A' + (column - 1) % 26);
    while (count-- > 0)
        base_buf_add_byte(out, letters[count]);
    if (row > 0)
        base_buf_add_int(out, row);
}

void sheet_add_name(base_buf *out, uint32_t row, uint32_t column)
{
    sheet_add_line(out, 0, column);
    base_buf_add_int(out, row);
}

int sheet_parse_name(base_str name, uint32_t *row, uint32_t *column)
{
    size_t at = 0, letters = 0, digits = 0;
    *row = 0;
    *column = 0;
    if (at < name.len && name.ptr[at] == '$')
        at++;
    for (; at < name.len && letters < 4; at++, letters++) {
        char byte = name.ptr[at];
        if (byte >= 'a' && byte <= 'z')
            byte = (char)(byte - 'a' + 'A');
        if (byte < 'A' || byte > 'Z')
            break;
        *column = *column * 26 + (uint32_t)(byte - 'A') + 1;
    }
    if (at < name.len && name.ptr[at] == '$')
        at++;
    for (; at < name.len && digits < 8; at++, digits++) {
        if (name.ptr[at] < '0' || name.ptr[at] > '9')
            break;
        *row = *row * 10 + (uint32_t)(name.ptr[at] - '0');
    }
    return at == name.len && in_sheet(*row, *column);
}

static void add_message(const sheet_book *book, base_buf *out, base_msg_id message,
                        const base_place *place, const char *second, const char *third)
{
    base_buf name;
    base_buf_init(&name);
    base_buf_add_str(&name, place->part);
    base_buf_add_byte(&name, '\0');
    if (!base_buf_failed(&name))
        base_msg_add(out, book->lang, message, name.ptr, second, third, NULL);
    if (base_buf_failed(&name) || base_buf_failed(out))
        doc_build_no_memory(book->builder);
    base_buf_dispose(&name);
}

void sheet_problem(sheet_book *book, base_msg_id message, const base_place *place,
                   const char *second, const char *third)
{
    base_buf text;
    base_buf_init(&text);
    add_message(book, &text, message, place, second, third);
    doc_build_problem(book->builder, base_buf_str(&text), place);
    base_buf_dispose(&text);
}

void sheet_note_hidden(sheet_book *book, const base_place *place, const char *lines)
{
    base_buf text;
    base_buf_init(&text);
    add_message(book, &text, MSG_SHEET_HIDDEN_ROWS, place, lines, NULL);
    doc_build_aside(book->builder, DOC_HIDDEN, base_buf_str(&text), base_str_n("", 0));
    base_buf_dispose(&text);
}

/* building */

typedef struct build {
    sheet_grid *grid;
    const base_place *place;
    uint32_t row_shift, column_shift; /* empty rows and columns left out at the start */
    uint32_t rows, columns;           /* the table may have */
    uint32_t last_item;               /* last row of a cell in it */
    uint32_t last_area;               /* last row of an area that starts at a text */
    uint32_t *covered;                /* by table column: last sheet row that an area covers */
    size_t next_area;
    size_t left_out;
    sheet_item first_left_out;
    base_buf name;
} build;

/* Puts the cells in order and drops all but the first of each place. */
static void put_in_order(build *work)
{
    sheet_grid *grid = work->grid;
    if (grid->unordered) {
        qsort(grid->items, grid->count, sizeof(*grid->items), compare_items);
        size_t kept = 0;
        for (size_t i = 0; i < grid->count; i++) {
            const sheet_item *item = &grid->items[i];
            const sheet_item *last = kept > 0 ? &grid->items[kept - 1] : NULL;
            if (last == NULL || last->row != item->row || last->column != item->column) {
                grid->items[kept++] = *item;
                continue;
            }
            base_buf_clear(&work->name);
            sheet_add_name(&work->name, item->row, item->column);
            if (!base_buf_failed(&work->name))
                sheet_problem(grid->book, MSG_SHEET_TWICE, work->place, work->name.ptr, NULL);
        }
        grid->count = kept;
    }
    if (grid->area_count > 1)
        qsort(grid->areas, grid->area_count, sizeof(*grid->areas), compare_areas);
}

/* The size of the table: the cells decide, and the areas that start at one. */
static void measure(build *work)
{
    const sheet_grid *grid = work->grid;
    uint32_t first_column = SHEET_COLUMNS, last_column = 1;
    for (size_t i = 0; i < grid->count; i++) {
        if (grid->items[i].column < first_column)
            first_column = grid->items[i].column;
    }
    if (grid->items[0].row > MOST_EMPTY_ROWS)
        work->row_shift = grid->items[0].row - 1;
    if (first_column > MOST_EMPTY_COLUMNS)
        work->column_shift = first_column - 1;
    for (size_t i = 0; i < grid->count; i++) {
        uint32_t column = grid->items[i].column - work->column_shift;
        if (column <= DOC_MAX_COLUMNS && column > last_column)
            last_column = column;
    }
    uint64_t free_slots = DOC_MAX_CELLS - work->grid->book->slots;
    uint64_t rows = grid->items[grid->count - 1].row - work->row_shift;
    work->columns = last_column;
    rows += DOC_MAX_SPAN;
    if (rows > free_slots / last_column)
        rows = free_slots / last_column;
    work->rows = (uint32_t)rows;
    for (size_t i = grid->count; i-- > 0 && work->last_item == 0;) {
        if (grid->items[i].row <= work->rows + work->row_shift)
            work->last_item = grid->items[i].row;
    }
}

/* Areas whose anchor has a text may reach behind the last column and row with one: a title over a
 * table with an empty last column. */
static void widen(build *work)
{
    const sheet_grid *grid = work->grid;
    size_t item = 0;
    uint32_t widest = work->columns;
    for (size_t i = 0; i < grid->area_count; i++) {
        const sheet_area *area = &grid->areas[i];
        while (item < grid->count &&
               (grid->items[item].row < area->row ||
                (grid->items[item].row == area->row && grid->items[item].column < area->column)))
            item++;
        if (item == grid->count)
            break;
        if (grid->items[item].row != area->row || grid->items[item].column != area->column)
            continue;
        uint32_t last = area->last_column - work->column_shift;
        /* One that reaches much farther is a format of whole columns. */
        if (area->last_row > work->last_area && area->last_row <= work->last_item + DOC_MAX_SPAN)
            work->last_area = area->last_row;
        if (last > work->columns + DOC_MAX_SPAN)
            last = work->columns + DOC_MAX_SPAN;
        if (last <= DOC_MAX_COLUMNS && last > widest)
            widest = last;
    }
    if ((uint64_t)widest * work->rows <= DOC_MAX_CELLS - grid->book->slots)
        work->columns = widest;
}

/* The area that starts at a cell, cut where another one is; NULL: none. */
static const sheet_area *area_at(build *work, uint32_t row, uint32_t column)
{
    sheet_grid *grid = work->grid;
    while (work->next_area < grid->area_count) {
        const sheet_area *area = &grid->areas[work->next_area];
        if (area->row > row || (area->row == row && area->column > column))
            return NULL;
        work->next_area++;
        if (area->row == row && area->column == column)
            return area;
    }
    return NULL;
}

static void begin_cell(build *work, uint32_t row, uint32_t column, const sheet_area *area)
{
    doc_cell_spec cell;
    uint32_t at = column - work->column_shift;
    memset(&cell, 0, sizeof(cell));
    cell.column = at;
    cell.rowspan = cell.colspan = 1;
    if (area != NULL) {
        uint32_t last_row = area->last_row;
        uint32_t last = area->last_column - work->column_shift;
        if (last > work->columns)
            last = work->columns;
        while (at + cell.colspan <= last && work->covered[at + cell.colspan - 1] < row)
            cell.colspan++;
        if (last_row > work->rows + work->row_shift)
            last_row = work->rows + work->row_shift;
        cell.rowspan = last_row - row + 1;
        for (uint32_t i = 0; i < cell.colspan; i++)
            work->covered[at - 1 + i] = last_row;
    }
    base_buf_clear(&work->name);
    sheet_add_name(&work->name, row, column);
    cell.place = *work->place;
    cell.place.ref = base_buf_str(&work->name);
    doc_build_cell_begin(work->grid->book->builder, &cell);
}

static void build_cell(build *work, uint32_t row, uint32_t column, base_str text)
{
    doc_builder *builder = work->grid->book->builder;
    int covered = work->covered[column - work->column_shift - 1] >= row;
    const sheet_area *area = area_at(work, row, column);
    if (covered) {
        doc_build_aside(builder, DOC_HIDDEN, text, base_str_n(NULL, 0));
        return;
    }
    if (text.len == 0 && area == NULL && work->grid->book->blanks++ >= MOST_BLANKS)
        return;
    begin_cell(work, row, column, area);
    if (text.len > 0) {
        doc_paragraph paragraph;
        memset(&paragraph, 0, sizeof(paragraph));
        paragraph.kind = DOC_PARAGRAPH;
        paragraph.text = text;
        doc_build_cell_paragraph(builder, &paragraph);
    }
    doc_build_cell_end(builder);
}

static void leave_out(build *work, const sheet_item *item)
{
    if (work->left_out++ == 0)
        work->first_left_out = *item;
}

/* One row of the sheet: its cells, and empty ones between them. Returns the index of the first cell
 * of a later row. */
static size_t build_row(build *work, uint32_t row, size_t item)
{
    const sheet_grid *grid = work->grid;
    doc_build_row_begin(grid->book->builder, row - work->row_shift);
    for (uint32_t at = 1; at <= work->columns; at++) {
        uint32_t column = at + work->column_shift;
        base_str text = base_str_n("", 0);
        if (item < grid->count && grid->items[item].row == row &&
            grid->items[item].column == column)
            text = grid->items[item++].text;
        build_cell(work, row, column, text);
    }
    while (item < grid->count && grid->items[item].row == row)
        leave_out(work, &grid->items[item++]);
    doc_build_row_end(grid->book->builder);
    return item;
}

/* The next row that has a cell or the start of an area. */
static uint32_t next_row(const build *work, size_t item)
{
    const sheet_grid *grid = work->grid;
    uint32_t row = item < grid->count ? grid->items[item].row : 0;
    if (work->next_area < grid->area_count && grid->areas[work->next_area].row < row)
        return grid->areas[work->next_area].row;
    return row;
}

static void build_rows(build *work)
{
    const sheet_grid *grid = work->grid;
    doc_builder *builder = grid->book->builder;
    uint32_t last = work->rows + work->row_shift;
    uint32_t built = 0;
    size_t item = 0;
    doc_build_table_begin(builder, work->place, DOC_TABLE);
    while (item < grid->count && doc_build_status(builder) == 0) {
        uint32_t row = next_row(work, item);
        if (row <= work->row_shift) {
            work->next_area++; /* an area in rows left out at the start */
            continue;
        }
        if (row > last)
            break;
        item = build_row(work, row, item);
        built = row - work->row_shift;
        while (work->next_area < grid->area_count && grid->areas[work->next_area].row <= row)
            work->next_area++;
    }
    for (; item < grid->count; item++)
        leave_out(work, &grid->items[item]);
    while (built > 0 && built < work->rows && built + work->row_shift < work->last_area)
        build_row(work, ++built + work->row_shift, item);
    doc_build_table_end(builder);
    grid->book->slots += (uint64_t)built * work->columns;
}

static void report_left_out(build *work)
{
    base_buf number;
    base_place place = *work->place;
    if (work->left_out == 0)
        return;
    base_buf_init(&number);
    base_buf_add_int(&number, (int64_t)work->left_out);
    base_buf_clear(&work->name);
    sheet_add_name(&work->name, work->first_left_out.row, work->first_left_out.column);
    place.ref = base_buf_str(&work->name);
    if (!base_buf_failed(&number) && !base_buf_failed(&work->name))
        sheet_problem(work->grid->book, MSG_SHEET_FAR, &place, work->name.ptr, number.ptr);
    base_buf_dispose(&number);
}

int sheet_build(sheet_grid *grid, const base_place *place)
{
    build work;
    if (grid->code != 0 || grid->count == 0)
        return grid->code;
    memset(&work, 0, sizeof(work));
    work.grid = grid;
    work.place = place;
    base_buf_init(&work.name);
    put_in_order(&work);
    measure(&work);
    if (work.rows > 0)
        widen(&work);
    work.covered = calloc(work.columns, sizeof(*work.covered));
    if (work.covered == NULL) {
        grid->code = HECHA_E_MEMORY;
    } else {
        build_rows(&work);
        report_left_out(&work);
        if (grid->full)
            sheet_problem(grid->book, MSG_SHEET_FULL, place, NULL, NULL);
    }
    if (base_buf_failed(&work.name))
        grid->code = HECHA_E_MEMORY;
    free(work.covered);
    base_buf_dispose(&work.name);
    return grid->code;
}

int sheet_flatten(sheet_grid *grid, base_buf *out)
{
    if (grid->code != 0)
        return grid->code;
    if (grid->unordered)
        qsort(grid->items, grid->count, sizeof(*grid->items), compare_items);
    for (size_t i = 0; i < grid->count; i++) {
        const sheet_item *item = &grid->items[i];
        if (i > 0)
            base_buf_add_byte(out, item->row == item[-1].row ? '\t' : '\n');
        base_buf_add_str(out, item->text);
    }
    return base_buf_failed(out) ? HECHA_E_MEMORY : 0;
}
