/* read/pdf_words.h: the words of a pdf, from the XHTML that `pdftotext -bbox` writes.
 *
 * Private to the pdf reader. A small scanner that takes only <page> and <word> with their numbers;
 * what it does not know it passes over. Text that is no UTF-8 and characters that cannot stand in
 * a text are left out. Errors: HECHA_E_MEMORY, HECHA_E_LIMIT (too many words). */
#ifndef READ_PDF_WORDS_H
#define READ_PDF_WORDS_H

#include "read/pdf_page.h"

#define PDF_MAX_WORDS 2000000u
#define PDF_MAX_PAGES 20000u

int pdf_words_read(base_arena *arena, base_str xhtml, pdf_pages *out, hecha_err *err);
/* Adds a page, and a word to the last page; NULL without memory. For tests and the scanner. */
pdf_page *pdf_page_add(base_arena *arena, pdf_pages *pages, double width, double height);
pdf_word *pdf_word_add(base_arena *arena, pdf_pages *pages, pdf_box box, base_str text);
void pdf_pages_init(pdf_pages *pages);

#endif
