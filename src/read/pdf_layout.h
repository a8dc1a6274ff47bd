/* read/pdf_layout.h: from words with boxes to paragraphs and tables.
 *
 * Private to the pdf reader; needs no pdf. What stands at the same place on several pages, and page
 * numbers, become asides; footnotes become notes; the lines between are tables (pdf_table.h) or
 * prose: a new paragraph starts after a line that ends before the edge although the next word had
 * fitted, at an indent, at a wider gap, at another size; Chinese lines are joined without a space,
 * over pages too. A table whose columns cannot be told is a
 * problem, and a table of one column, a line a row. Errors: HECHA_E_MEMORY and those of the
 * builder. */
#ifndef READ_PDF_LAYOUT_H
#define READ_PDF_LAYOUT_H

#include "read/pdf_page.h"

/* `arena` is for the work; its contents are not needed afterwards. `grids` (pdf_grid, in order;
 * NULL: none) are the tables whose words are not in the pages any more. */
int pdf_layout_build(base_arena *arena, const pdf_pages *pages, const base_vec *grids,
                     doc_builder *builder, hecha_err *err);

#endif
