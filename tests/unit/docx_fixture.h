/* tests/unit/docx_fixture.h: packs archives in memory and shows what the docx reader makes of them.
 */
#ifndef TESTS_UNIT_DOCX_FIXTURE_H
#define TESTS_UNIT_DOCX_FIXTURE_H

#include "test.h"

#include "base/buf.h"
#include "read/read.h"

/* A member of an archive; NULL content ends a list. */
typedef struct fixture_part {
    const char *name;
    const char *content;
} fixture_part;

#define FIXTURE_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define FIXTURE_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
/* The namespaces that parts written in tests use, as attributes. */
#define FIXTURE_NAMESPACES                                                                         \
    "xmlns:w='" FIXTURE_W "' xmlns:r='" FIXTURE_R "' "                                             \
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "                      \
    "xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' "           \
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "                             \
    "xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture' "                        \
    "xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart' "                            \
    "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' "                        \
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "               \
    "xmlns:v='urn:schemas-microsoft-com:vml' xmlns:x='urn:unknown'"

/* Packs the members in order into `out`. */
void fixture_zip(base_buf *out, const fixture_part *parts);
/* A package whose main part has this body; the other parts are added, those named styles.xml,
 * numbering.xml, footnotes.xml, endnotes.xml, comments.xml, header1.xml, footer1.xml, chart1.xml,
 * chunk1.* under word/ with a relationship rNAME (rheader1, rchunk1). `parts` may be NULL. */
void fixture_docx(base_buf *out, const char *body, const fixture_part *parts);

/* Reads bytes with the docx reader alone, without the outline. 0 or the code. */
int fixture_read(base_str bytes, const read_limits *limits, doc **out, hecha_err *err);
/* One line a block: "title", "h1", "p", "note", "image" and the text, [number] first; "table" or
 * "chart" with one line a row (cells "text" with "{rows x columns}" where they span, nested tables
 * in brackets), then asides as "~kind text (by)" and problems as "!". */
void fixture_show(const doc *document, base_buf *out);
/* Reads the body (with other parts) and compares what is shown. */
void assert_docx(const char *body, const fixture_part *parts, const char *shown);
/* The same for a whole package. */
void assert_package(const fixture_part *parts, const char *shown);

#endif
