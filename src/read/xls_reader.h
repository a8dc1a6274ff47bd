/* read/xls_reader.h: what the parts of the xls reader share while one file is read. */
#ifndef READ_XLS_READER_H
#define READ_XLS_READER_H

#include "base/vec.h"
#include "read/bytes.h"
#include "read/read.h"
#include "read/sheet.h"

/* Types of records; names as in MS-XLS 2.3. */
typedef enum xls_type {
    XLS_FORMULA = 0x0006,
    XLS_EOF = 0x000A,
    XLS_HEADER = 0x0014,
    XLS_FOOTER = 0x0015,
    XLS_NOTE = 0x001C,
    XLS_DATE1904 = 0x0022,
    XLS_FILE_PASS = 0x002F,
    XLS_CONTINUE = 0x003C,
    XLS_CODE_PAGE = 0x0042,
    XLS_OBJ = 0x005D,
    XLS_COL_INFO = 0x007D,
    XLS_BOUND_SHEET = 0x0085,
    XLS_MUL_RK = 0x00BD,
    XLS_RSTRING = 0x00D6,
    XLS_XF = 0x00E0,
    XLS_MERGE_CELLS = 0x00E5,
    XLS_SST = 0x00FC,
    XLS_LABEL_SST = 0x00FD,
    XLS_TXO = 0x01B6,
    XLS_HLINK = 0x01B8,
    XLS_NUMBER = 0x0203,
    XLS_LABEL = 0x0204,
    XLS_BOOL_ERR = 0x0205,
    XLS_STRING = 0x0207,
    XLS_ROW = 0x0208,
    XLS_RK = 0x027E,
    XLS_FORMAT = 0x041E,
    XLS_BOF = 0x0809,
    XLS_SERIES = 0x1003,
    XLS_SERIES_TEXT = 0x100D,
    XLS_TEXT = 0x1025,
    XLS_BRAI = 0x1051,
    XLS_SI_INDEX = 0x1065
} xls_type;

/* A walk over the records of a stream. `data` is shorter than stated at the end of a file that is
 * cut off. */
typedef struct xls_records {
    base_str stream;
    size_t next; /* offset of the next record */
    uint32_t type;
    base_str data;
    int cut;
} xls_records;

/* Bytes of the current record, and on into the CONTINUE records after it. */
typedef struct xls_cursor {
    xls_records *records;
    size_t at; /* in records->data */
} xls_cursor;

typedef struct xls_sheet {
    base_str name;
    size_t offset; /* of its BOF in the stream */
    uint32_t kind; /* 0 sheet, 1 macro, 2 chart, 6 module */
    int hidden;
} xls_sheet;

typedef struct xls_format {
    uint32_t id;
    base_str code;
} xls_format;

typedef struct xls_reader {
    const read_input *input;
    base_arena *arena; /* lives as long as the reading */
    hecha_err *err;
    sheet_book book;
    base_str stream;
    int biff8;
    uint32_t codepage; /* of BIFF5; 0: not stated */
    int date1904;
    base_vec strings; /* base_str, of the SST */
    base_vec sheets;  /* xls_sheet */
    base_vec formats; /* xls_format */
    base_vec styles;  /* of an XF: xls_format; its code is found at the end of the globals */
    uint64_t budget;  /* bytes of records that sheets may still have */
    size_t charts;    /* read so far */
    size_t bad_bytes;
    int cut;
    int code; /* first failure of the whole, or 0 */
} xls_reader;

/* xls_records.c */

/* Goes to the next record; 0 at the end of the stream. */
int xls_next(xls_records *records);
/* Skips to the EOF that ends the substream whose BOF is the current record. */
void xls_skip_substream(xls_records *records);
/* The next `size` (1, 2 or 4) bytes as a number; 0 if there are no more. */
int xls_take(xls_cursor *cursor, size_t size, uint32_t *out);
void xls_skip(xls_cursor *cursor, size_t count);
/* Appends `count` characters of BIFF8: `wide` has two bytes each, else one; each CONTINUE says anew
 * what it has. 0 if some are missing. CR LF and CR become LF; control characters are left out. */
int xls_add_chars(xls_cursor *cursor, uint32_t count, int wide, base_buf *out);
/* Appends a string with a length of `size` bytes (BIFF8: flags, rich text and phonetics are
 * skipped; BIFF5: bytes of the code page). */
int xls_add_string(xls_reader *reader, xls_cursor *cursor, size_t size, base_buf *out);
/* Appends bytes of the workbook's code page. */
void xls_add_bytes(xls_reader *reader, base_str bytes, base_buf *out);
/* Appends a double with 15 significant digits, or #NUM! if it is none. */
void xls_add_double(base_str bytes, size_t at, base_buf *out);
/* The same of an RK number: 30 bits of a double or of an integer, perhaps hundredths. */
void xls_add_rk(uint32_t raw, base_buf *out);
/* The text of an error value. */
const char *xls_error_text(uint32_t code);

/* xls_sheet.c: reads a sheet into the builder, or as hidden text. `number` from 1. */
void xls_sheet_read(xls_reader *reader, const xls_sheet *sheet, uint32_t number);

/* xls_chart.c: builds a table of the cached values of the chart whose BOF is the current record. */
void xls_chart_build(xls_reader *reader, xls_records records, const base_place *place);

/* xls_extras.c */

/* Text and target of a hyperlink; 0 if the record is damaged. */
int xls_read_link(base_str data, base_buf *text, base_buf *target);

#endif
