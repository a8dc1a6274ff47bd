/* tests/unit/xls_fixture.h: makes workbooks of BIFF records in an OLE2 file, and shows what is
 * read. */
#ifndef TESTS_UNIT_XLS_FIXTURE_H
#define TESTS_UNIT_XLS_FIXTURE_H

#include "test.h"

#include "base/buf.h"
#include "read/read.h"

#define XLS_MOST_SHEETS 8

typedef struct xls_fixture_sheet {
    const char *name; /* ASCII */
    unsigned kind;    /* of BOF: 0x10 sheet, 0x20 chart, 0x40 macro */
    int hidden;
    base_buf records;
} xls_fixture_sheet;

typedef struct xls_fixture {
    int biff5;
    base_buf globals; /* records before the list of sheets */
    xls_fixture_sheet sheets[XLS_MOST_SHEETS];
    size_t count;
} xls_fixture;

void xls_put(base_buf *out, size_t size, uint64_t value); /* little-endian */
void xls_put_double(base_buf *out, double number);
void xls_record(base_buf *out, unsigned type, const char *data, size_t length);
void xls_record_buf(base_buf *out, unsigned type, base_buf *data); /* disposes of data */
/* Cells: row and column from 0. */
void xls_cell(base_buf *out, unsigned type, unsigned row, unsigned column, unsigned style,
              const char *data, size_t length);
void xls_number(base_buf *out, unsigned row, unsigned column, unsigned style, double number);
void xls_label(base_buf *out, unsigned row, unsigned column, const char *ascii);

void xls_fixture_init(xls_fixture *book);
base_buf *xls_fixture_add(xls_fixture *book, const char *name, unsigned kind, int hidden);
/* The stream of the whole workbook; disposes of the fixture. */
void xls_fixture_stream(xls_fixture *book, base_buf *out);
/* An OLE2 file with one stream. */
void xls_fixture_ole(const char *name, base_str stream, base_buf *out);
/* Reads it, to be freed by doc_free; disposes of the fixture. */
doc *xls_fixture_read(xls_fixture *book);
/* One line a block: `KIND SHEET: A1=text B2(2x1)=text`, then `aside KIND: text <by>` and
 * `problem: text`. Disposes of the fixture. */
void assert_xls(xls_fixture *book, const char *shown);

#endif
