/* read/pdf_table.h: tables of a pdf, told by where the words stand.
 *
 * Private to the pdf reader. A region is a run of lines, over pages too, that share gaps at the
 * same place (pdf_region.c). Its columns are the gaps with text on both sides at one height
 * (pdf_column.c). Rows are told by the columns whose cells hold one line each: units, figures,
 * dashes; the lines of the other columns are shared out among them at least cost: a cell's lines
 * stand at, above and below its figure, a line that was wrapped is full, a numbered line starts a
 * cell (pdf_row.c). Heads of several lines and levels are laid out by their own rules
 * (pdf_head.c). Errors: HECHA_E_MEMORY. */
#ifndef READ_PDF_TABLE_H
#define READ_PDF_TABLE_H

#include "read/pdf_page.h"

#define PDF_MAX_COLUMNS 64

typedef struct pdf_region {
    size_t first, last; /* lines, both included */
    size_t rows;        /* lines of several pieces */
} pdf_region;

/* The next region at or after a line. 1 and *out, or 0. */
int pdf_region_next(const pdf_layout *layout, size_t from, pdf_region *out);

typedef enum pdf_kind {
    PDF_TABLE,
    PDF_LINES,   /* prose with gaps by chance, a list with its marks apart */
    PDF_ROWS,    /* pairs of names and values, a list of contents: each line is a paragraph */
    PDF_COLUMNS, /* prose in columns */
    PDF_DOUBTFUL /* a table whose columns cannot be told */
} pdf_kind;

/* A table under work: its pieces downwards, without repeated heads. */
typedef struct pdf_table {
    pdf_layout *layout;
    pdf_piece **pieces; /* by page, then downwards, then to the right */
    size_t count;
    double em;
    double separators[PDF_MAX_COLUMNS];
    double right_edge[PDF_MAX_COLUMNS]; /* how far the text of each column goes */
    unsigned single[PDF_MAX_COLUMNS];   /* its cells hold one line each */
    uint32_t columns;
    base_vec cells; /* pdf_cell */
    base_vec rows;  /* pdf_row */
} pdf_table;

typedef struct pdf_row {
    uint32_t page;
    double top, middle, bottom; /* of its text */
    int head;
    int dropped; /* it was part of another */
} pdf_row;

typedef struct pdf_cell {
    uint32_t row, column; /* from 0 */
    uint32_t rowspan, colspan;
    base_str text;
    pdf_box box;
    uint32_t page;
    uint32_t lines;
} pdf_cell;

/* Sets columns, separators and the columns of the pieces. */
int pdf_columns_find(pdf_table *table);
/* Tells the rows from the piece given on, and the row of each piece. */
int pdf_rows_divide(pdf_table *table, size_t from);
/* Lays out a head of several lines from the first pieces: its rows and cells. *pieces: how many it
 * took, 0 if the head is no more than a line. */
int pdf_head_build(pdf_table *table, size_t *pieces);
/* Makes the cells of the pieces from the one given on, whose rows are known. */
int pdf_cells_build(pdf_table *table, size_t from);
/* Gives cells beside several rows their rowspans. */
int pdf_spans_find(pdf_table *table);
/* Finds a table's columns, and if it is one its rows and cells. Lines above the table that only
 * seemed to be of it are taken off the region. */
int pdf_table_find(pdf_layout *layout, pdf_region *region, pdf_table *out, pdf_kind *kind);
/* 1 if a figure might be taken for another's: no line fills all columns of figures, so that two of
 * them may be one, or a line holds but a few figures below full ones, or one without the unit that
 * the one above has, which may be their rests, broken in narrow cells. */
int pdf_is_doubtful(const pdf_table *table);
/* Sets *out to 1 if the cells of a table with several columns of figures do not agree: a head
 * leaves a place free or has no cell of its own for a column, heads of one level stand at several
 * heights, a row has figures in but some of many columns or lacks a label, a label stands alone or
 * two cells share a place. After pdf_spans_find. 0, or HECHA_E_MEMORY. */
int pdf_matrix_is_doubtful(const pdf_table *table, int *out);
/* Hands the table to the builder. */
int pdf_table_build(pdf_table *table, doc_builder *builder);

/* 1 if a text starts a cell: it is numbered, or starts with 其中. */
int pdf_starts_cell(base_str text);
/* 1 if the text is a number, a dash or nothing but marks. */
int pdf_is_figure(base_str text);
/* 1 if a line goes so far to the right that the start of the next did not fit. */
int pdf_is_full(const pdf_table *table, const pdf_piece *piece, base_str next);

#endif
