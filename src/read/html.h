/* read/html.h: web pages, saved ones and those that LibreOffice and Word write.
 *
 * libxml2's HTML parser as a stream of events, fed with UTF-8 (the page's encoding is settled
 * before: byte order mark, then a charset in the first 1,024 bytes with gb2312 and gbk taken as
 * GB18030, then read/encoding.h). Tables by the HTML standard's algorithm; a table that only lays
 * out the page (one cell a row around prose or around larger tables) is looked through. Ordered
 * lists get their numbers. Not text: script, style, navigation, forms' controls, what is hidden by
 * its own style; deleted passages are kept as asides. Nothing is fetched. */
#ifndef READ_HTML_H
#define READ_HTML_H

#include "read/read.h"

extern const read_reader read_html;

/* Reads a page that stands inside another file (altChunk, mht), whose encoding may be known
 * ("UTF-8", "GB18030"; NULL: find it). */
int read_html_part(const read_input *input, const char *encoding, doc_builder *builder,
                   hecha_err *err);

#endif
