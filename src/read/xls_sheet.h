/* read/xls_sheet.h: a sheet of an xls workbook while its records are read. */
#ifndef READ_XLS_SHEET_H
#define READ_XLS_SHEET_H

#include "read/xls_reader.h"

/* Names of cells or rows that a message lists. */
#define XLS_MOST_LISTED 8

typedef struct xls_sheet_state {
    xls_reader *reader;
    xls_records records;
    sheet_grid grid;
    base_arena *arena; /* of the sheet's texts */
    base_place place;
    base_vec waiting; /* waiting */
    base_vec boxes;   /* base_str: text boxes */
    base_vec texts;   /* note: texts of comments */
    base_vec authors; /* note */
    base_vec charts;  /* xls_records, each at a BOF */
    uint32_t object;  /* kind of the last OBJ */
    uint32_t object_id;
    int awaits_string;    /* the last formula's value is in a STRING record */
    uint32_t row, column; /* of that formula, from 1 */
    base_buf shown, second;
    size_t without_value; /* formulas without a stored value */
    base_buf listed;      /* names of the first ones */
    base_str first_listed;
    size_t bad_strings;
    base_buf hidden; /* rows and columns */
    size_t hidden_count;
} xls_sheet_state;

/* A copy of the text in the sheet's arena. */
base_str xls_sheet_keep(xls_sheet_state *state, const base_buf *text);

/* xls_cells.c: the current record, if it is a cell or belongs to one. To be called for every record
 * of the sheet, as a formula whose text does not follow is noted. 0: it is another record. */
int xls_cells_read(xls_sheet_state *state);

#endif
