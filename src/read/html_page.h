/* read/html_page.h: the elements of a page become blocks, tables and asides. Private to the html
 * reader. Two passes: the first tells which tables lay out the page (read/html_tables.h). */
#ifndef READ_HTML_PAGE_H
#define READ_HTML_PAGE_H

#include "read/read.h"

/* `text` is the page in UTF-8. */
int html_page_read(const read_input *input, base_str text, doc_builder *builder, hecha_err *err);

#endif
