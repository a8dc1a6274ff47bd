#include "read/xls.h"

#include "base/err.h"
#include "read/limits.h"
#include "read/xls_reader.h"
#include "read/xlsx_format.h"

/* Excel's own limit is 255 sheets in a new workbook, and the memory's. */
#define MOST_SHEETS 4096u
#define MOST_FORMATS 1024u /* Excel: 206 to 250 */
#define MOST_STYLES 65536u /* an XF is named by 16 bits */

static const read_ole_entry *find_stream(const read_ole *ole)
{
    /* A file for both has BIFF8 in the first and BIFF5 in the second. */
    const read_ole_entry *found = read_ole_find(ole, "Workbook");
    return found != NULL ? found : read_ole_find(ole, "Book");
}

int xls_is(const read_ole *ole)
{
    return find_stream(ole) != NULL;
}

static int read_version(xls_reader *reader, xls_records *records)
{
    if (!xls_next(records))
        return base_err(reader->err, HECHA_E_FORMAT, MSG_XLS_DAMAGED, NULL);
    if (records->type == 0x0009 || records->type == 0x0209 || records->type == 0x0409)
        return base_err(reader->err, HECHA_E_UNSUPPORTED, MSG_OLE_OTHER, "Excel 2.0-4.0", NULL);
    if (records->type != XLS_BOF)
        return base_err(reader->err, HECHA_E_FORMAT, MSG_XLS_DAMAGED, NULL);
    reader->biff8 = read_u16(records->data, 0) >= 0x0600;
    return 0;
}

static base_str keep_string(xls_reader *reader, xls_cursor *cursor, size_t size)
{
    base_buf text;
    base_str kept;
    base_buf_init(&text);
    xls_add_string(reader, cursor, size, &text);
    if (base_buf_failed(&text))
        reader->code = base_err_memory(reader->err);
    kept = base_arena_str(reader->arena, base_buf_str(&text));
    base_buf_dispose(&text);
    return kept;
}

static void add_sheet(xls_reader *reader, xls_records *records)
{
    xls_cursor cursor = {records, 6};
    base_str data = records->data;
    if (reader->sheets.count > MOST_SHEETS)
        return;
    xls_sheet *fresh = base_vec_push(&reader->sheets, reader->arena);
    if (fresh == NULL)
        return;
    fresh->offset = read_u32(data, 0);
    fresh->hidden = (read_u8(data, 4) & 3) != 0;
    fresh->kind = read_u8(data, 5);
    base_str name = keep_string(reader, &cursor, 1);
    fresh->name = name;
}

/* Each string takes three bytes or more of the file, so their number is bounded by its size. */
static void add_strings(xls_reader *reader, xls_records *records)
{
    xls_cursor cursor = {records, 0};
    uint32_t total, unique;
    base_buf text;
    if (!xls_take(&cursor, 4, &total) || !xls_take(&cursor, 4, &unique))
        return;
    base_buf_init(&text);
    for (uint32_t i = 0; i < unique && !base_arena_failed(reader->arena); i++) {
        base_buf_clear(&text);
        if (!xls_add_string(reader, &cursor, 2, &text))
            break;
        base_str *fresh = base_vec_push(&reader->strings, reader->arena);
        if (fresh != NULL)
            *fresh = base_arena_str(reader->arena, base_buf_str(&text));
        if (base_buf_failed(&text)) {
            reader->code = base_err_memory(reader->err);
            break;
        }
    }
    base_buf_dispose(&text);
}

static void add_format(xls_reader *reader, xls_records *records)
{
    xls_cursor cursor = {records, 2};
    if (reader->formats.count >= MOST_FORMATS)
        return;
    base_str code = keep_string(reader, &cursor, reader->biff8 ? 2 : 1);
    xls_format *fresh = base_vec_push(&reader->formats, reader->arena);
    if (fresh == NULL)
        return;
    fresh->id = read_u16(records->data, 0);
    fresh->code = code;
}

static void add_style(xls_reader *reader, base_str data)
{
    if (reader->styles.count >= MOST_STYLES)
        return;
    xls_format *fresh = base_vec_push(&reader->styles, reader->arena);
    if (fresh != NULL)
        fresh->id = read_u16(data, 2);
}

/* A file may state the codes of built-in formats, in its own words. */
static void find_codes(xls_reader *reader)
{
    for (size_t i = 0; i < reader->styles.count; i++) {
        xls_format *style = base_vec_at(&reader->styles, i);
        style->code = xlsx_format_builtin((int)style->id);
        for (size_t at = 0; at < reader->formats.count; at++) {
            const xls_format *format = base_vec_at(&reader->formats, at);
            if (format->id == style->id)
                style->code = format->code;
        }
    }
}

static void read_global(xls_reader *reader, xls_records *records)
{
    switch (records->type) {
    case XLS_CODE_PAGE:
        reader->codepage = read_u16(records->data, 0);
        break;
    case XLS_DATE1904:
        reader->date1904 = read_u16(records->data, 0) == 1;
        break;
    case XLS_BOUND_SHEET:
        add_sheet(reader, records);
        break;
    case XLS_SST:
        add_strings(reader, records);
        break;
    case XLS_FORMAT:
        add_format(reader, records);
        break;
    case XLS_XF:
        add_style(reader, records->data);
        break;
    default:
        break;
    }
}

static int read_globals(xls_reader *reader)
{
    xls_records records;
    memset(&records, 0, sizeof(records));
    records.stream = reader->stream;
    int code = read_version(reader, &records);
    if (code != 0)
        return code;
    while (xls_next(&records) && records.type != XLS_EOF && reader->code == 0 &&
           !base_arena_failed(reader->arena)) {
        if (records.type == XLS_FILE_PASS)
            return base_err(reader->err, HECHA_E_ENCRYPTED, MSG_DOC_ENCRYPTED, NULL);
        read_global(reader, &records);
    }
    reader->cut |= records.cut;
    find_codes(reader);
    if (base_arena_failed(reader->arena))
        return base_err_memory(reader->err);
    if (reader->sheets.count > MOST_SHEETS)
        return base_err(reader->err, HECHA_E_LIMIT, MSG_XLS_SHEETS, NULL);
    if (reader->sheets.count == 0)
        return base_err(reader->err, HECHA_E_FORMAT, MSG_XLSX_NO_BOOK, NULL);
    return reader->code;
}

/* A workbook that shows nothing is one that somebody's program wrote wrong: all is read. */
static void unhide(xls_reader *reader)
{
    for (size_t i = 0; i < reader->sheets.count; i++) {
        const xls_sheet *sheet = base_vec_at(&reader->sheets, i);
        if (!sheet->hidden)
            return;
    }
    for (size_t i = 0; i < reader->sheets.count; i++) {
        xls_sheet *sheet = base_vec_at(&reader->sheets, i);
        sheet->hidden = 0;
    }
}

static void read_sheets(xls_reader *reader, int hidden)
{
    for (size_t i = 0; i < reader->sheets.count; i++) {
        const xls_sheet *sheet = base_vec_at(&reader->sheets, i);
        if (reader->code != 0 || doc_build_status(reader->book.builder) != 0)
            return;
        if (sheet->hidden == hidden && (sheet->kind == 0 || sheet->kind == 2))
            xls_sheet_read(reader, sheet, (uint32_t)i + 1);
    }
}

static void note_problems(xls_reader *reader)
{
    doc_builder *builder = reader->book.builder;
    hecha_lang lang = reader->input->lang;
    if (reader->cut)
        doc_build_problem(builder, base_str_c(base_msg_text(lang, MSG_OLE_TRUNCATED)), NULL);
    if (reader->bad_bytes == 0)
        return;
    base_buf number, text;
    base_buf_init(&number);
    base_buf_init(&text);
    base_buf_add_int(&number, (int64_t)reader->bad_bytes);
    if (!base_buf_failed(&number))
        base_msg_add(&text, lang, MSG_XLS_BAD_BYTES, number.ptr, NULL);
    if (base_buf_failed(&text) || base_buf_failed(&number))
        reader->code = base_err_memory(reader->err);
    else
        doc_build_problem(builder, base_buf_str(&text), NULL);
    base_buf_dispose(&number);
    base_buf_dispose(&text);
}

static int read_workbook(xls_reader *reader, read_ole *ole)
{
    const read_ole_entry *entry = find_stream(ole);
    int code = read_ole_stream(reader->arena, ole, entry, &reader->stream, reader->err);
    if (code != 0)
        return code;
    /* ole->truncated also says that the last sector is not filled up, which loses nothing. */
    reader->cut = reader->stream.len < entry->size;
    /* Sheets do not overlap in an honest file; in another they could multiply the work. */
    reader->budget = reader->stream.len;
    code = read_globals(reader);
    if (code != 0)
        return code;
    unhide(reader);
    read_sheets(reader, 0);
    read_sheets(reader, 1);
    note_problems(reader);
    return reader->code;
}

int xls_read(const read_input *input, read_ole *ole, doc_builder *builder, hecha_err *err)
{
    xls_reader reader;
    memset(&reader, 0, sizeof(reader));
    reader.input = input;
    reader.err = err;
    reader.book.builder = builder;
    reader.book.lang = input->lang;
    base_vec_init(&reader.strings, sizeof(base_str));
    base_vec_init(&reader.sheets, sizeof(xls_sheet));
    base_vec_init(&reader.formats, sizeof(xls_format));
    base_vec_init(&reader.styles, sizeof(xls_format));
    reader.arena = base_arena_new(read_limit(input->limits.memory, READ_MEMORY));
    if (reader.arena == NULL)
        return base_err_memory(err);
    int code = read_workbook(&reader, ole);
    if (code == 0 && base_arena_failed(reader.arena))
        code = base_err_memory(err);
    base_arena_free(reader.arena);
    return code;
}
