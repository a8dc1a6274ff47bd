/* read/pdf_rules.h: the lines that a pdf draws, from the SVG that `pdftocairo -svg` writes.
 *
 * Private to the pdf reader. A small scanner that takes only straight lines: the strokes, and the
 * thin filled areas, of <path> elements with their transformation. Definitions (fonts, clips),
 * text, pictures, curves and what is white are passed over. Points are those of the page as
 * `pdftotext -bbox` counts them: from its upper left corner, downwards. */
#ifndef READ_PDF_RULES_H
#define READ_PDF_RULES_H

#include "read/pdf_page.h"

#define PDF_MAX_RULES 4000u /* of a page; one with more is no page of tables */

typedef struct pdf_rule {
    int upright; /* else level */
    double at;   /* x of an upright one, y of a level one */
    double from, to;
} pdf_rule;

/* The rules of one page, from `first` on. */
typedef struct pdf_page_rules {
    size_t first, count;
} pdf_page_rules;

typedef struct pdf_rules {
    base_vec rules; /* pdf_rule, page by page */
    base_vec pages; /* pdf_page_rules */
} pdf_rules;

/* 0 or HECHA_E_MEMORY. What is no SVG of cairo's gives no rules. */
int pdf_rules_read(base_arena *arena, base_str svg, const pdf_pages *pages, pdf_rules *out);

#endif
