/* read/txt_grid.h: a table found in a plain text, as rows of cells made of pieces of lines.
 *
 * Private to the txt reader. A recogniser fills a grid from the lines at an index and gives the
 * index after the table, or the same index (with any content of the grid) if no table starts there.
 * Recognisers look at each line a bounded number of times: what they tried in vain is not tried
 * again (`tried`). */
#ifndef READ_TXT_GRID_H
#define READ_TXT_GRID_H

#include "doc/build.h"
#include "read/txt_lines.h"

typedef struct read_txt_piece {
    uint32_t row, cell; /* from 1 */
    uint32_t line;      /* index */
    uint32_t below;     /* lines further down, for the empty piece of a blank line */
    base_str text;
} read_txt_piece;

typedef struct read_txt_grid {
    base_arena *arena;
    base_vec pieces; /* in order of row, then cell */
    uint32_t rows;
    uint32_t cells; /* in the last row */
    uint32_t width; /* cells of the widest row */
    uint32_t heads; /* leading rows without data, once a row with data follows them */
    int ragged;     /* short rows are not padded: nothing is known of what they lack */
    int failed;     /* no memory */
} read_txt_grid;

/* What the recognisers share. */
typedef struct read_txt_file {
    base_arena *arena;
    read_txt_lines lines;
    /* up to this index the layout was tried in vain */
    size_t tried_rows, tried_cells, tried_bars, tried_bare, tried_spaces, tried_ruled, tried_matrix;
    base_vec matrix_words, matrix_rows; /* of the matrix looked at last */
    size_t bars_end;                    /* of the drawn lines looked at last */
    int boxed;                          /* every row of them stands between two lines */
} read_txt_file;

void read_txt_grid_init(read_txt_grid *grid, base_arena *arena);
void read_txt_grid_clear(read_txt_grid *grid);
void read_txt_grid_row(read_txt_grid *grid); /* starts a row */
/* A piece in a new cell, or a further paragraph of the last cell. */
void read_txt_grid_cell(read_txt_grid *grid, base_str text, size_t line, uint32_t below);
void read_txt_grid_more(read_txt_grid *grid, base_str text, size_t line);
/* The text of the first piece of a cell of a row; empty if there is none. Linear in the row. */
base_str read_txt_grid_at(const read_txt_grid *grid, uint32_t row, uint32_t cell);
/* Number of cells of a row. */
uint32_t read_txt_grid_count(const read_txt_grid *grid, uint32_t row);
/* 1 if a row holds no figure, dash or unit, and text. */
int read_txt_grid_is_head(const read_txt_grid *grid, uint32_t row);
/* To be asked after each row. 1 if the last rows repeat the heads and the first row behind them:
 * another table starts there. Its rows are taken out, and *line is where it starts. */
int read_txt_grid_starts_over(read_txt_grid *grid, size_t *line);
/* Takes out the heads that new pages repeat. */
void read_txt_grid_join_pages(read_txt_grid *grid);
/* Hands the table to the builder, short rows padded. */
int read_txt_grid_build(const read_txt_grid *grid, const read_txt_lines *lines,
                        doc_builder *builder);

/* The recognisers; see read/txt.h for the layouts. */
size_t read_txt_chart(read_txt_file *txt, size_t at, read_txt_grid *grid);
size_t read_txt_rows(read_txt_file *txt, size_t at, read_txt_grid *grid);
size_t read_txt_cell_lines(read_txt_file *txt, size_t at, read_txt_grid *grid);
size_t read_txt_bare_lines(read_txt_file *txt, size_t at, read_txt_grid *grid);
size_t read_txt_bars(read_txt_file *txt, size_t at, read_txt_grid *grid);
size_t read_txt_spaces(read_txt_file *txt, size_t at, read_txt_grid *grid);
size_t read_txt_ruled(read_txt_file *txt, size_t at, read_txt_grid *grid);
size_t read_txt_matrix(read_txt_file *txt, size_t at, read_txt_grid *grid);

/* Index of the first line from `at` on that is no page number. */
size_t read_txt_skip_pages(const read_txt_file *txt, size_t at);

#endif
