#include <stdlib.h>

#include "base/err.h"
#include "read/limits.h"
#include "read/xls_sheet.h"
#include "read/xlsx_reader.h"

#define OBJECT_COMMENT 0x19

/* What hangs on the table, which is built at the end. */
typedef struct waiting {
    doc_aside_kind kind;
    base_str text, by;
} waiting;

/* A comment's text (of an OBJ and TXO) or its author (of a NOTE). */
typedef struct note {
    uint32_t id; /* of the object */
    base_str text;
} note;

base_str xls_sheet_keep(xls_sheet_state *state, const base_buf *text)
{
    return base_arena_str(state->arena, base_buf_str(text));
}

static void read_merged(xls_sheet_state *state, base_str data)
{
    for (size_t at = 2; at + 8 <= data.len; at += 8)
        sheet_merge(&state->grid, read_u16(data, at) + 1, read_u16(data, at + 4) + 1,
                    read_u16(data, at + 2) + 1, read_u16(data, at + 6) + 1);
}

static void list_hidden(xls_sheet_state *state, uint32_t row, uint32_t column)
{
    if (state->hidden_count++ >= XLS_MOST_LISTED)
        return;
    if (state->hidden.len > 0)
        base_buf_add_c(&state->hidden, "、");
    sheet_add_line(&state->hidden, row, column);
}

static void read_columns(xls_sheet_state *state, base_str data)
{
    uint32_t first = read_u16(data, 0), last = read_u16(data, 2);
    if ((read_u16(data, 8) & 1) == 0)
        return;
    for (uint32_t column = first; column <= last && column <= first + XLS_MOST_LISTED; column++)
        list_hidden(state, 0, column + 1);
}

static void wait_aside(xls_sheet_state *state, doc_aside_kind kind, base_str text, base_str by)
{
    waiting *fresh = base_vec_push(&state->waiting, state->arena);
    if (fresh == NULL)
        return;
    fresh->kind = kind;
    fresh->text = text;
    fresh->by = by;
}

static void read_header(xls_sheet_state *state, doc_aside_kind kind)
{
    xls_cursor cursor = {&state->records, 0};
    base_buf_clear(&state->second);
    base_buf_clear(&state->shown);
    if (state->records.data.len == 0)
        return;
    xls_add_string(state->reader, &cursor, state->reader->biff8 ? 2 : 1, &state->second);
    xlsx_header_text(base_buf_str(&state->second), &state->shown);
    wait_aside(state, kind, base_str_trim(xls_sheet_keep(state, &state->shown)), base_str_n("", 0));
}

static void read_hyperlink(xls_sheet_state *state)
{
    base_str data = state->records.data;
    base_buf_clear(&state->shown);
    base_buf_clear(&state->second);
    if (!xls_read_link(data, &state->shown, &state->second))
        return;
    if (state->shown.len == 0)
        sheet_add_name(&state->shown, read_u16(data, 0) + 1, read_u16(data, 4) + 1);
    wait_aside(state, DOC_LINK, xls_sheet_keep(state, &state->shown),
               xls_sheet_keep(state, &state->second));
}

static void add_note(xls_sheet_state *state, base_vec *notes, uint32_t id)
{
    note *fresh = base_vec_push(notes, state->arena);
    if (fresh == NULL)
        return;
    fresh->id = id;
    fresh->text = base_str_trim(xls_sheet_keep(state, &state->shown));
}

/* In BIFF5 a NOTE holds the text itself, in BIFF8 the object's number and the author. */
static void read_note(xls_sheet_state *state)
{
    base_str data = state->records.data;
    xls_cursor cursor = {&state->records, state->reader->biff8 ? 8 : 6};
    base_buf_clear(&state->shown);
    if (state->reader->biff8) {
        xls_add_string(state->reader, &cursor, 2, &state->shown);
        add_note(state, &state->authors, read_u16(data, 6));
    } else {
        xls_add_bytes(state->reader, base_str_from(data, 6), &state->shown);
        wait_aside(state, DOC_COMMENT, base_str_trim(xls_sheet_keep(state, &state->shown)),
                   base_str_n("", 0));
    }
}

/* The text of a drawn object is in the CONTINUE records behind its TXO. */
static void read_object_text(xls_sheet_state *state)
{
    base_str data = state->records.data;
    xls_cursor cursor = {&state->records, data.len};
    if (!state->reader->biff8)
        return;
    base_buf_clear(&state->shown);
    xls_add_chars(&cursor, read_u16(data, 10), 0, &state->shown);
    if (state->object == OBJECT_COMMENT) {
        add_note(state, &state->texts, state->object_id);
        return;
    }
    base_str *fresh = base_vec_push(&state->boxes, state->arena);
    if (fresh != NULL)
        *fresh = base_str_trim(xls_sheet_keep(state, &state->shown));
}

static void read_chart(xls_sheet_state *state)
{
    xls_records *fresh = base_vec_push(&state->charts, state->arena);
    if (fresh != NULL)
        *fresh = state->records;
    xls_skip_substream(&state->records);
}

static void read_record(xls_sheet_state *state)
{
    base_str data = state->records.data;
    switch (state->records.type) {
    case XLS_MERGE_CELLS:
        read_merged(state, data);
        break;
    case XLS_ROW:
        if (read_u16(data, 12) & 0x20)
            list_hidden(state, read_u16(data, 0) + 1, 0);
        break;
    case XLS_COL_INFO:
        read_columns(state, data);
        break;
    case XLS_HEADER:
        read_header(state, DOC_HEADER);
        break;
    case XLS_FOOTER:
        read_header(state, DOC_FOOTER);
        break;
    case XLS_HLINK:
        read_hyperlink(state);
        break;
    case XLS_OBJ:
        state->object = read_u16(data, 4);
        state->object_id = read_u16(data, 6);
        break;
    case XLS_TXO:
        read_object_text(state);
        break;
    case XLS_NOTE:
        read_note(state);
        break;
    case XLS_BOF:
        read_chart(state);
        break;
    default:
        break;
    }
}

static void read_records(xls_sheet_state *state)
{
    int ended = 0;
    while (!ended && xls_next(&state->records)) {
        ended = state->records.type == XLS_EOF;
        if (!xls_cells_read(state) && !ended)
            read_record(state);
        if (state->reader->code != 0 || state->grid.code != 0 || base_arena_failed(state->arena))
            return;
    }
    if (!ended)
        state->reader->cut = 1;
}

/* what comes after */

static void report(xls_sheet_state *state)
{
    sheet_book *book = &state->reader->book;
    base_buf number;
    base_place place = state->place;
    base_buf_init(&number);
    base_buf_add_int(&number, (int64_t)state->without_value);
    if (state->without_value > XLS_MOST_LISTED)
        base_buf_add_c(&state->listed, "…");
    if (state->hidden_count > XLS_MOST_LISTED)
        base_buf_add_c(&state->hidden, "…");
    place.ref = state->first_listed;
    if (state->without_value > 0 && !base_buf_failed(&number) && !base_buf_failed(&state->listed))
        sheet_problem(book, MSG_XLSX_NO_VALUE, &place, state->listed.ptr, number.ptr);
    if (state->hidden_count > 0 && state->grid.count > 0 && !base_buf_failed(&state->hidden))
        sheet_note_hidden(book, &state->place, state->hidden.ptr);
    base_buf_clear(&number);
    base_buf_add_int(&number, (int64_t)state->bad_strings);
    if (state->bad_strings > 0 && !base_buf_failed(&number))
        sheet_problem(book, MSG_XLSX_BAD_STRINGS, &state->place, number.ptr, NULL);
    if (base_buf_failed(&number))
        doc_build_no_memory(book->builder);
    base_buf_dispose(&number);
}

static void build_hidden(xls_sheet_state *state)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_str(&text, state->place.part);
    base_buf_add_byte(&text, '\n');
    state->grid.code = sheet_flatten(&state->grid, &text);
    if (state->grid.count > 0)
        doc_build_aside(state->reader->book.builder, DOC_HIDDEN, base_buf_str(&text),
                        base_str_n("", 0));
    base_buf_dispose(&text);
}

static int compare_notes(const void *first, const void *second)
{
    const note *a = first, *b = second;
    return (a->id > b->id) - (a->id < b->id);
}

static void build_comments(xls_sheet_state *state)
{
    if (state->texts.count == 0)
        return;
    qsort(state->texts.items, state->texts.count, sizeof(note), compare_notes);
    for (size_t i = 0; i < state->authors.count; i++) {
        const note *author = base_vec_at(&state->authors, i);
        const note *text =
            bsearch(author, state->texts.items, state->texts.count, sizeof(note), compare_notes);
        if (text != NULL && text->text.len > 0)
            doc_build_aside(state->reader->book.builder, DOC_COMMENT, text->text, author->text);
    }
}

static void build_extras(xls_sheet_state *state)
{
    build_comments(state);
    for (size_t i = 0; i < state->boxes.count; i++)
        doc_build_aside(state->reader->book.builder, DOC_TEXTBOX,
                        *(const base_str *)base_vec_at(&state->boxes, i), base_str_n("", 0));
    for (size_t i = 0; i < state->charts.count && state->reader->code == 0; i++)
        xls_chart_build(state->reader, *(const xls_records *)base_vec_at(&state->charts, i),
                        &state->place);
}

static void read_sheet(xls_sheet_state *state, const xls_sheet *sheet)
{
    read_records(state);
    if (sheet->hidden)
        build_hidden(state);
    else
        sheet_build(&state->grid, &state->place);
    for (size_t i = 0; i < state->waiting.count; i++) {
        const waiting *item = base_vec_at(&state->waiting, i);
        doc_build_aside(state->reader->book.builder, item->kind, item->text, item->by);
    }
    report(state);
    if (!sheet->hidden)
        build_extras(state);
}

static void find_nothing(xls_sheet_state *state)
{
    sheet_problem(&state->reader->book, MSG_XLSX_NO_SHEET, &state->place, NULL, NULL);
}

/* Goes to the sheet's BOF; its records end where the file's budget does. 0: there is no sheet. */
static int find_sheet(xls_sheet_state *state, const xls_sheet *sheet)
{
    xls_reader *reader = state->reader;
    state->records.stream = reader->stream;
    state->records.next = sheet->offset;
    if (reader->budget <
        reader->stream.len -
            (sheet->offset < reader->stream.len ? sheet->offset : reader->stream.len))
        state->records.stream =
            base_str_n(reader->stream.ptr, sheet->offset + (size_t)reader->budget);
    if (xls_next(&state->records) && state->records.type == XLS_BOF)
        return 1;
    find_nothing(state);
    return 0;
}

/* A sheet, a chart that fills a sheet, or a macro's program, which is no text. */
static void read_found(xls_sheet_state *state, const xls_sheet *sheet)
{
    uint32_t kind = read_u16(state->records.data, 2);
    if (kind == 0x10)
        read_sheet(state, sheet);
    else if (kind == 0x20 && !sheet->hidden)
        xls_chart_build(state->reader, state->records, &state->place);
    else if (kind != 0x20 && kind != 0x40 && kind != 0x06)
        find_nothing(state);
    uint64_t used = state->records.next - sheet->offset;
    state->reader->cut |= state->records.cut;
    state->reader->budget -= used < state->reader->budget ? used : state->reader->budget;
}

void xls_sheet_read(xls_reader *reader, const xls_sheet *sheet, uint32_t number)
{
    xls_sheet_state state;
    memset(&state, 0, sizeof(state));
    state.reader = reader;
    state.place.part = sheet->name;
    state.place.sheet = number;
    state.arena = base_arena_new(read_limit(reader->input->limits.memory, READ_MEMORY));
    if (state.arena == NULL) {
        reader->code = base_err_memory(reader->err);
        return;
    }
    base_vec_init(&state.waiting, sizeof(waiting));
    base_vec_init(&state.boxes, sizeof(base_str));
    base_vec_init(&state.texts, sizeof(note));
    base_vec_init(&state.authors, sizeof(note));
    base_vec_init(&state.charts, sizeof(xls_records));
    base_buf *const bufs[] = {&state.shown, &state.second, &state.listed, &state.hidden};
    size_t count = sizeof(bufs) / sizeof(bufs[0]);
    for (size_t i = 0; i < count; i++)
        base_buf_init(bufs[i]);
    sheet_init(&state.grid, &reader->book, state.arena);
    if (find_sheet(&state, sheet))
        read_found(&state, sheet);
    int failed = state.grid.code != 0 || base_arena_failed(state.arena);
    for (size_t i = 0; i < count; i++) {
        failed |= base_buf_failed(bufs[i]);
        base_buf_dispose(bufs[i]);
    }
    if (failed && reader->code == 0)
        reader->code = base_err_memory(reader->err);
    sheet_dispose(&state.grid);
    base_arena_free(state.arena);
}
