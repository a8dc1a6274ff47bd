#include "xls_fixture.h"

#include <string.h>

#include "read_fixture.h"

#define SECTOR 512u

void xls_put(base_buf *out, size_t size, uint64_t value)
{
    for (size_t i = 0; i < size; i++)
        base_buf_add_byte(out, (char)(value >> (8 * i) & 0xFF));
}

void xls_put_double(base_buf *out, double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof(bits));
    xls_put(out, 8, bits);
}

void xls_record(base_buf *out, unsigned type, const char *data, size_t length)
{
    xls_put(out, 2, type);
    xls_put(out, 2, length);
    base_buf_add(out, data, length);
}

void xls_record_buf(base_buf *out, unsigned type, base_buf *data)
{
    xls_record(out, type, data->ptr, data->len);
    base_buf_dispose(data);
}

void xls_cell(base_buf *out, unsigned type, unsigned row, unsigned column, unsigned style,
              const char *data, size_t length)
{
    xls_put(out, 2, type);
    xls_put(out, 2, 6 + length);
    xls_put(out, 2, row);
    xls_put(out, 2, column);
    xls_put(out, 2, style);
    base_buf_add(out, data, length);
}

void xls_number(base_buf *out, unsigned row, unsigned column, unsigned style, double number)
{
    base_buf data;
    base_buf_init(&data);
    xls_put_double(&data, number);
    xls_cell(out, 0x0203, row, column, style, data.ptr, data.len);
    base_buf_dispose(&data);
}

void xls_label(base_buf *out, unsigned row, unsigned column, const char *ascii)
{
    base_buf data;
    base_buf_init(&data);
    xls_put(&data, 2, strlen(ascii));
    xls_put(&data, 1, 0);
    base_buf_add_c(&data, ascii);
    xls_cell(out, 0x0204, row, column, 0, data.ptr, data.len);
    base_buf_dispose(&data);
}

void xls_fixture_init(xls_fixture *book)
{
    memset(book, 0, sizeof(*book));
    base_buf_init(&book->globals);
}

base_buf *xls_fixture_add(xls_fixture *book, const char *name, unsigned kind, int hidden)
{
    xls_fixture_sheet *sheet = &book->sheets[book->count++];
    assert_true(book->count <= XLS_MOST_SHEETS);
    sheet->name = name;
    sheet->kind = kind;
    sheet->hidden = hidden;
    base_buf_init(&sheet->records);
    return &sheet->records;
}

static void put_bof(const xls_fixture *book, base_buf *out, unsigned kind)
{
    xls_put(out, 4, 0x00080809);
    xls_put(out, 2, book->biff5 ? 0x0500 : 0x0600);
    xls_put(out, 2, kind);
    xls_put(out, 4, 0);
}

static size_t bound_size(const xls_fixture *book, const xls_fixture_sheet *sheet)
{
    return 4 + 4 + 2 + 1 + (book->biff5 ? 0 : 1) + strlen(sheet->name);
}

void xls_fixture_stream(xls_fixture *book, base_buf *out)
{
    size_t offset = 12 + book->globals.len + 4;
    for (size_t i = 0; i < book->count; i++)
        offset += bound_size(book, &book->sheets[i]);
    put_bof(book, out, 0x05);
    base_buf_add_str(out, base_buf_str(&book->globals));
    for (size_t i = 0; i < book->count; i++) {
        const xls_fixture_sheet *sheet = &book->sheets[i];
        xls_put(out, 2, 0x0085);
        xls_put(out, 2, bound_size(book, sheet) - 4);
        xls_put(out, 4, offset);
        xls_put(out, 1, (unsigned)sheet->hidden);
        xls_put(out, 1, sheet->kind == 0x20 ? 2 : sheet->kind == 0x40 ? 1 : 0);
        xls_put(out, 1, strlen(sheet->name));
        if (!book->biff5)
            xls_put(out, 1, 0);
        base_buf_add_c(out, sheet->name);
        offset += 12 + sheet->records.len + 4;
    }
    xls_put(out, 4, 0x0A);
    for (size_t i = 0; i < book->count; i++) {
        put_bof(book, out, book->sheets[i].kind);
        base_buf_add_str(out, base_buf_str(&book->sheets[i].records));
        xls_put(out, 4, 0x0A);
        base_buf_dispose(&book->sheets[i].records);
    }
    base_buf_dispose(&book->globals);
}

static void put_entry(base_buf *out, const char *name, unsigned kind, uint32_t child,
                      uint32_t start, size_t size)
{
    size_t length = strlen(name), end = out->len + 128;
    for (size_t i = 0; i < 32; i++)
        xls_put(out, 2, i < length ? (unsigned char)name[i] : 0);
    xls_put(out, 2, length > 0 ? (length + 1) * 2 : 0);
    xls_put(out, 2, kind); /* and black */
    xls_put(out, 4, 0xFFFFFFFF);
    xls_put(out, 4, 0xFFFFFFFF);
    xls_put(out, 4, child);
    while (out->len < end - 12)
        xls_put(out, 1, 0);
    xls_put(out, 4, start);
    xls_put(out, 8, size);
}

void xls_fixture_ole(const char *name, base_str stream, base_buf *out)
{
    size_t sectors = (stream.len + SECTOR - 1) / SECTOR;
    size_t tables = (sectors + 1 + 126) / 127; /* sectors of the FAT itself */
    assert_true(tables <= 109);
    base_buf_add(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    while (out->len < 0x18)
        xls_put(out, 1, 0);
    xls_put(out, 8, UINT64_C(0x0009FFFE0003003E));
    xls_put(out, 4, 6);
    while (out->len < 0x2C)
        xls_put(out, 1, 0);
    xls_put(out, 4, tables);
    xls_put(out, 4, tables); /* the directory is behind the FAT */
    xls_put(out, 8, 0);      /* streams of any size are in sectors */
    xls_put(out, 8, 0xFFFFFFFE);
    xls_put(out, 8, 0xFFFFFFFE);
    for (size_t i = 0; i < 109; i++)
        xls_put(out, 4, i < tables ? i : 0xFFFFFFFF);
    for (size_t i = 0; i < tables * 128; i++) {
        size_t last = tables + sectors;
        xls_put(out, 4,
                i < tables                 ? 0xFFFFFFFD
                : i == tables || i == last ? 0xFFFFFFFE
                : i < last                 ? i + 1
                                           : 0xFFFFFFFF);
    }
    put_entry(out, "Root Entry", 5, 1, 0xFFFFFFFE, 0);
    put_entry(out, name, 2, 0xFFFFFFFF, (uint32_t)tables + 1, stream.len);
    put_entry(out, "", 0, 0xFFFFFFFF, 0, 0);
    put_entry(out, "", 0, 0xFFFFFFFF, 0, 0);
    base_buf_add_str(out, stream);
    while (out->len % SECTOR != 0)
        xls_put(out, 1, 0);
}

doc *xls_fixture_read(xls_fixture *book)
{
    base_buf stream, file;
    base_buf_init(&stream);
    base_buf_init(&file);
    xls_fixture_stream(book, &stream);
    xls_fixture_ole(book->biff5 ? "Book" : "Workbook", base_buf_str(&stream), &file);
    doc *document = read_fixture_bytes(base_buf_str(&file));
    assert_string_equal(document->format, "xls");
    base_buf_dispose(&stream);
    base_buf_dispose(&file);
    return document;
}

static void show_text(base_buf *out, base_str text)
{
    for (size_t i = 0; i < text.len; i++)
        base_buf_add_byte(out, text.ptr[i] == '\n' ? '/' : text.ptr[i]);
}

static void show_block(base_buf *out, const doc_block *block)
{
    base_buf_add_c(out, doc_kind_name(block->kind));
    base_buf_add_byte(out, ' ');
    base_buf_add_int(out, block->place.sheet);
    base_buf_add_byte(out, ' ');
    base_buf_add_str(out, block->place.part);
    base_buf_add_byte(out, ':');
    for (size_t i = 0; block->table != NULL && i < block->table->count; i++) {
        const doc_cell *cell = &block->table->cells[i];
        int spans = cell->rowspan > 1 || cell->colspan > 1;
        if (cell->text.raw.len == 0 && !spans)
            continue;
        base_buf_add_byte(out, ' ');
        base_buf_add_str(out, cell->place.ref);
        if (spans) {
            base_buf_add_byte(out, '(');
            base_buf_add_int(out, cell->rowspan);
            base_buf_add_byte(out, 'x');
            base_buf_add_int(out, cell->colspan);
            base_buf_add_byte(out, ')');
        }
        base_buf_add_byte(out, '=');
        show_text(out, cell->text.raw);
    }
    base_buf_add_byte(out, '\n');
}

static void show(const doc *document, base_buf *out)
{
    static const char *const kinds[] = {"header",  "footer",   "comment", "box", "hidden",
                                        "deleted", "inserted", "link",    "ruby"};
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block))
        show_block(out, block);
    for (const doc_aside *aside = document->asides; aside != NULL; aside = aside->next) {
        base_buf_add_c(out, kinds[aside->kind]);
        base_buf_add_c(out, ": ");
        show_text(out, aside->text);
        base_buf_add_c(out, " <");
        base_buf_add_str(out, aside->by);
        base_buf_add_c(out, ">\n");
    }
    for (const doc_problem *problem = document->problems; problem != NULL;
         problem = problem->next) {
        base_buf_add_c(out, "problem: ");
        show_text(out, problem->text);
        base_buf_add_byte(out, '\n');
    }
}

void assert_xls(xls_fixture *book, const char *shown)
{
    base_buf out;
    doc *document = xls_fixture_read(book);
    base_buf_init(&out);
    base_buf_add_c(&out, "");
    show(document, &out);
    doc_free(document);
    assert_string_equal(out.ptr, shown);
    base_buf_dispose(&out);
}
