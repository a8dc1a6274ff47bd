/* read/pdf_grid.h: tables of a pdf whose cells are framed by lines.
 *
 * Private to the pdf reader. Lines that meet are one grid; its cells are the fields that lines
 * close, so that merged cells and heads of several levels come out as they are drawn. Words in a
 * grid are taken out of the page. Grids of one table over pages are joined: columns that stand at
 * the same places, no text between; heads that are printed again are left out, and so are the
 * halves of cells that a page parts. What has lines between rows or columns only is not
 * taken: read/pdf_table.h tells it by the places of the words. Errors: HECHA_E_MEMORY. */
#ifndef READ_PDF_GRID_H
#define READ_PDF_GRID_H

#include "doc/build.h"
#include "read/pdf_rules.h"

#define PDF_CELL_PADDING 6.0 /* points, at either side: at most this is kept free of text */

typedef struct pdf_grid_cell {
    pdf_box box;
    uint32_t row, rowspan;    /* from 0 */
    uint32_t column, colspan; /* from 0; set when the table is built */
    uint32_t page;
    base_str text;
    double low, em; /* where the text ends, and its size */
    double tall;    /* height of its last line */
    double wide;    /* of its last line */
} pdf_grid_cell;

typedef struct pdf_grid {
    uint32_t page; /* from 1 */
    pdf_box box;
    uint32_t rows;
    pdf_grid_cell *cells; /* by row, then to the right */
    size_t count;
} pdf_grid;

/* The grids of all pages, page by page and downwards; takes their words out of the pages. */
int pdf_grids_find(base_arena *arena, const pdf_rules *rules, pdf_pages *pages, base_vec *out);
/* Builds `count` grids, of following pages where there are several, as one table. */
int pdf_grids_build(base_arena *arena, const pdf_grid *grids, size_t count, doc_builder *builder);
/* 1 if the next line of a cell is the rest of a figure that did not fit into the last one. */
int pdf_grid_breaks_figure(const pdf_grid_cell *cell, base_str text, base_str next);
/* 1 if the second grid goes on with the table of the first: same edges and columns, next page. */
int pdf_grid_goes_on(const pdf_grid *first, const pdf_grid *second);

#endif
