/* form/table.h: the tables of a document as rows with a label, a unit and a figure, whatever their
 * columns. Private to form/.
 *
 * A table is cut at repeated header rows into segments (a page break, or a second form below the
 * first). In each segment the columns of labels, units and figures are found; then each row gives
 * an entry. Merged cells that label a group of rows give entries of their own. Segments in which
 * no label of any form occurs are left out. All of it is scratch memory. */
#ifndef FORM_TABLE_H
#define FORM_TABLE_H

#include "form/index.h"
#include "form/labels.h"

enum {
    FORM_MAX_TABLE_ROWS = 20000, /* rows of one table that are looked at */
    FORM_MAX_HALVES = 4,         /* forms printed in columns side by side */
    FORM_NO_MEMORY = -2          /* of functions that return an id */
};

/* Columns from 1; 0: none. */
typedef struct form_columns {
    uint32_t first; /* where labels may begin */
    uint32_t last;  /* where the next half may begin, less one */
    uint32_t label, unit, value;
} form_columns;

typedef struct form_entry {
    const doc_table *table;
    const doc_cell *label; /* never NULL */
    const doc_cell *unit;  /* NULL: none */
    const doc_cell *value; /* NULL: none */
    uint32_t row;
    int key;              /* id in the index, or -1 */
    base_str text;        /* key text; made by form_match when it is needed */
    unsigned group : 1;   /* a merged cell that stands for the rows beside it */
    unsigned open : 1;    /* the row simply ends before its value: as good as blank */
    unsigned head : 1;    /* of a header row */
    unsigned ignored : 1; /* the second line of the row before */
} form_entry;

typedef struct form_segment {
    const doc_table *table;
    const doc_cell *host; /* the cell a nested table stands in, or NULL */
    size_t block;         /* index of the top-level block */
    uint32_t first_row, last_row;
    size_t entry, entry_count; /* its entries */
    size_t matched;            /* entries with a key */
} form_segment;

typedef struct form_tables {
    base_arena *scratch;
    const form_index *index;
    const doc_block **blocks; /* all top-level blocks */
    size_t block_count;
    base_vec segments; /* form_segment */
    base_vec entries;  /* form_entry */
    base_buf buf;
    form_labels *labels;
    const int *keys; /* of the current table's cells */
} form_tables;

typedef int form_table_visit(void *context, const doc_table *table, const doc_cell *host);

/* Visits a table and those nested in it, each after the one it stands in; `host` is the cell it
 * stands in, or NULL. Ends with the first code that is not 0, and returns it. */
int form_tables_walk(const doc_table *root, form_table_visit *visit, void *context);
/* Lists the document's top-level blocks. 0 or HECHA_E_MEMORY. */
int form_tables_blocks(form_tables *tables, const doc *document);
/* 0 or HECHA_E_MEMORY. */
int form_tables_read(form_tables *tables, const doc *document);
form_segment *form_tables_segment(const form_tables *tables, size_t index);
form_entry *form_tables_entry(const form_tables *tables, size_t index);

/* form/columns.c */
/* 1 if the row names columns (统计指标, 单位, 统计数). */
int form_columns_header(const doc_table *table, uint32_t row);
/* The columns of the rows first_row to last_row, searched from `from` on; `keys` has the id of each
 * cell's label or -1, `header` the header row or 0. Returns 0 if there is no column of labels, -1
 * without memory, else 1. */
int form_columns_find(base_arena *scratch, const doc_table *table, const int *keys,
                      const form_segment *segment, uint32_t header, uint32_t from,
                      form_columns *out);

/* form/label.c */
/* The id of a printed label: by its key, or without a footnote mark or a note that was not set
 * apart; -1 if no form has it, FORM_NO_MEMORY. */
int form_label_find(const form_index *index, form_labels *labels, base_str printed);
/* Joins entries whose label is printed in two table rows. 0 or HECHA_E_MEMORY. */
int form_label_join(form_tables *tables, form_entry *entries, size_t count);
/* 1 if the text is a mere number: a 序号. */
int form_label_is_serial(base_str text);
/* 1 if the text is the title of a table: ends in 表, but for notes. */
int form_label_is_title(base_str text);
/* 1 if the text has nothing but white space. */
int form_label_is_blank(base_str text);

#endif
