/* tests/unit/office_fixture.h: packs small workbooks and OpenDocument files in memory and shows
 * what their readers make of them, without the outline. */
#ifndef TESTS_UNIT_OFFICE_FIXTURE_H
#define TESTS_UNIT_OFFICE_FIXTURE_H

#include "docx_fixture.h"

#define OFFICE_S "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE_SHEET(content)                                                                      \
    "<worksheet xmlns='" OFFICE_S "' xmlns:r='" FIXTURE_R "'>" content "</worksheet>"
/* The namespaces of OpenDocument that tests use. */
#define OFFICE_ODF                                                                                 \
    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "                             \
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "                                 \
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "                               \
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "                               \
    "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' "                              \
    "xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0' "                        \
    "xmlns:chart='urn:oasis:names:tc:opendocument:xmlns:chart:1.0' "                               \
    "xmlns:field='urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0' "              \
    "xmlns:loext='urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0' "          \
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xlink='http://www.w3.org/1999/xlink'"

/* A workbook of up to four sheets named 甲, 乙, 丙, 丁; other parts are added as they are named.
 * Attributes of the sheets ("state='hidden'") and of workbookPr may be NULL. */
typedef struct office_book {
    const char *sheets[4];
    const char *attributes[4];
    const char *properties;
    const fixture_part *parts;
} office_book;
void office_xlsx(base_buf *out, const office_book *book);
/* An odt: automatic styles and body of content.xml, styles of styles.xml (NULL: no such part). */
void office_odt(base_buf *out, const char *automatic, const char *body, const char *styles);
/* An ods with these tables. */
void office_ods(base_buf *out, const char *automatic, const char *tables);

/* Reads with one reader; 0 or the code. */
int office_read(const read_reader *reader, base_str bytes, doc **out, hecha_err *err);
/* Reads with one reader and compares what docx_fixture.h shows; problems are shown as "! text". */
void assert_office(const read_reader *reader, base_str bytes, const char *shown);
void assert_xlsx(const office_book *book, const char *shown);
void assert_odt(const char *automatic, const char *body, const char *styles, const char *shown);
void assert_ods(const char *automatic, const char *tables, const char *shown);

#endif
