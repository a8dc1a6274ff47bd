/* read/sheet.h: a sheet of a workbook on its way to a table of the document.
 *
 * Purpose: what xlsx and ods have in common. Cells come in any order, merged areas before or after
 * them. Rows and columns of the table are those of the sheet, so that row 12 of the one is row 12
 * of the other; what is empty at the end is left out. Nothing is allocated by a number in the file:
 * a cell too far from the others for the document's grid is reported and left out, and a sheet that
 * starts far down or far right is moved to the first row or column (the cells' names tell).
 * Text of a cell that a merged area covers is hidden text. */
#ifndef READ_SHEET_H
#define READ_SHEET_H

#include "base/arena.h"
#include "base/msg.h"
#include "doc/build.h"

#define SHEET_ROWS 1048576u
#define SHEET_COLUMNS 16384u

/* What the sheets of one workbook share; zero-initialise all but the first two. */
typedef struct sheet_book {
    doc_builder *builder;
    hecha_lang lang;
    uint64_t slots; /* of the tables so far */
    size_t blanks;  /* empty cells made so far */
} sheet_book;

typedef struct sheet_item {
    uint32_t row, column; /* from 1 */
    size_t order;         /* of arrival */
    base_str text;
} sheet_item;

typedef struct sheet_area {
    uint32_t row, column, last_row, last_column;
} sheet_area;

typedef struct sheet_grid {
    sheet_book *book;
    base_arena *arena; /* of the texts; borrowed */
    sheet_item *items;
    size_t count, cap;
    sheet_area *areas;
    size_t area_count, area_cap;
    int unordered; /* some item came before an earlier one */
    int full;      /* more cells than a document holds */
    int code;      /* 0 or HECHA_E_MEMORY */
} sheet_grid;

/* `arena` holds the texts until sheet_dispose; it is not freed there. */
void sheet_init(sheet_grid *grid, sheet_book *book, base_arena *arena);
void sheet_dispose(sheet_grid *grid);
/* Adds a cell; an empty text and a place outside of any sheet are nothing. The text is borrowed
 * from the arena. */
void sheet_add(sheet_grid *grid, uint32_t row, uint32_t column, base_str text);
/* Adds a merged area; both ends belong to it. */
void sheet_merge(sheet_grid *grid, uint32_t row, uint32_t column, uint32_t last_row,
                 uint32_t last_column);
/* Builds the table; a sheet without a text leaves none. `place` has the sheet's name (part) and
 * number (sheet). 0 or HECHA_E_MEMORY; the builder's errors are its own. */
int sheet_build(sheet_grid *grid, const base_place *place);
/* The texts as lines with tabs, for a sheet that is not shown. */
int sheet_flatten(sheet_grid *grid, base_buf *out);

/* Appends the name of a cell: C12. */
void sheet_add_name(base_buf *out, uint32_t row, uint32_t column);
/* Appends the name of a row (12) or, where `row` is 0, of a column (C). */
void sheet_add_line(base_buf *out, uint32_t row, uint32_t column);
/* Reads a cell's name, "$C$12" too. 0 if it is none, or outside of any sheet. */
int sheet_parse_name(base_str name, uint32_t *row, uint32_t *column);
/* Notes on the block built last that rows or columns of a sheet (their names) are hidden: they are
 * read like the others, so that this is no problem. */
void sheet_note_hidden(sheet_book *book, const base_place *place, const char *lines);
/* Reports a problem of a sheet; arguments are the sheet's name and `second`, `third`. */
void sheet_problem(sheet_book *book, base_msg_id message, const base_place *place,
                   const char *second, const char *third);

#endif
