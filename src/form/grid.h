/* form/grid.h: the tables of a document as parts of matrix forms. Private to form/.
 *
 * A *band* is a run of a table's rows under one group of head rows: a whole table, one of the small
 * ones printed in one table, or what stands behind a page break. Readers that see no merged cells
 * (text, some converters) give grids whose columns do not line up; so a row's figures are taken by
 * their order where positions contradict each other. All of it is scratch memory. */
#ifndef FORM_GRID_H
#define FORM_GRID_H

#include "form/set.h"
#include "form/table.h"

enum {
    FORM_MAX_BANDS = 4000,      /* of one document */
    FORM_MAX_GRID_CELLS = 65536 /* of one table that are looked at */
};

typedef enum form_cell_kind {
    FORM_CELL_EMPTY,
    FORM_CELL_FIGURE,
    FORM_CELL_DASH,
    FORM_CELL_TEXT
} form_cell_kind;

/* What is known of a cell of a document's table. */
typedef struct form_grid_cell {
    int line, head; /* ids in the indexes of lines and heads, or -1 */
    unsigned char kind;
} form_grid_cell;

typedef struct form_band {
    const doc_table *table;
    const doc_cell *host;        /* as in form_segment */
    const form_grid_cell *cells; /* of the table */
    size_t block;
    uint32_t first;                 /* where it begins: a caption or a head row */
    uint32_t head_first, head_last; /* 0: no head rows */
    uint32_t head_more; /* its first row of figures, if a head may stand where its label would */
    uint32_t body_first, body_last;
    base_str caption; /* the row or paragraph that may name a form's table; or empty */
    size_t entry;     /* its entries, in tables->entries */
    size_t entry_count;
} form_band;

typedef struct form_grid {
    form_tables tables; /* with the index of lines; entries of bands */
    const form_set *set;
    base_vec bands; /* form_band */
} form_grid;

/* Which columns of a document's table are those of a form's. */
typedef struct form_heads {
    const doc_cell *cell[FORM_MAX_COLUMNS]; /* its head, or NULL */
    char renamed[FORM_MAX_COLUMNS];         /* the cell has another name than the form's head */
    size_t width;
    size_t found;
    unsigned placed : 1; /* the heads stand in columns of their own, above their figures */
} form_heads;

/* The bands of the document. 0 or HECHA_E_MEMORY. */
int form_grid_read(form_grid *grid, const doc *document);
form_band *form_grid_band(const form_grid *grid, size_t index);

/* Finds the heads of a part in a band. */
void form_heads_find(const form_grid *grid, const form_band *band, size_t part, form_heads *out);
/* Whether they are placed above the figures of the band too: heads that stand elsewhere in the grid
 * are no guide to its columns. */
void form_heads_place(const form_grid *grid, const form_band *band, form_heads *heads);
/* The cells of the figures of a row, behind the cell `label` (NULL: the row has none), in the order
 * of the form's columns; NULL where there is none. Returns 0 if they cannot be told. */
int form_heads_figures(const form_band *band, const form_heads *heads, uint32_t row,
                       const doc_cell *label, const doc_cell *out[FORM_MAX_COLUMNS]);

#endif
