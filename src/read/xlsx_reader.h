/* read/xlsx_reader.h: what the parts of the xlsx reader share while one file is read. */
#ifndef READ_XLSX_READER_H
#define READ_XLSX_READER_H

#include "read/docx_reader.h"
#include "read/sheet.h"
#include "read/xlsx_names.h"

typedef struct xlsx_sheet {
    base_str name;
    base_str relation; /* id of its relationship to the part */
    int hidden;
} xlsx_sheet;

typedef struct xlsx_reader {
    docx_reader office; /* package, builder, problems: the same in all Office formats */
    sheet_book book;
    base_vec strings; /* base_str */
    base_vec sheets;  /* xlsx_sheet */
    base_vec formats; /* of a cell's style: base_str, a format code */
    int date1904;
    int built;         /* sheets that could be read */
    hecha_err failure; /* of the first sheet that could not */
} xlsx_reader;

/* Reads a part and parses it by the vocabulary of spreadsheets. The error is not judged. */
int xlsx_parse_part(xlsx_reader *reader, base_str part, const read_xml_handler *handler,
                    void *context, hecha_err *err);
/* Does nothing: for handlers that need no end. */
void xlsx_ignore_end(void *context, read_xml *xml, int id);
/* 1 if an attribute says so. */
int xlsx_on(read_xml *xml, int id);
/* Appends text of a cell; _x000D_ and its like are the characters they stand for. */
void xlsx_add_text(base_buf *out, base_str text);

/* xlsx_parts.c: shared strings and styles; a part that is damaged is a problem. */
void xlsx_strings_load(xlsx_reader *reader, base_str part);
void xlsx_styles_load(xlsx_reader *reader, base_str part);

/* xlsx_sheet.c: reads a sheet into the builder, or as hidden text. `number` from 1. */
void xlsx_sheet_read(xlsx_reader *reader, const xlsx_sheet *sheet, uint32_t number, base_str part);

/* xlsx_extras.c: what hangs on a sheet. */
void xlsx_comments_read(xlsx_reader *reader, base_str part);
void xlsx_drawing_read(xlsx_reader *reader, base_str part, const base_place *place);
/* Text of a header or footer without its codes (&L, &"font", &12). */
void xlsx_header_text(base_str code, base_buf *out);

#endif
