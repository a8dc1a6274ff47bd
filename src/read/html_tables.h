/* read/html_tables.h: tells tables of figures from tables that lay out a page, in a first pass.
 * Private to the html reader. Tables are numbered in the order in which they begin. */
#ifndef READ_HTML_TABLES_H
#define READ_HTML_TABLES_H

#include "base/vec.h"
#include "read/html_names.h"

/* What the first pass counts of one table. */
typedef struct html_table {
    size_t around; /* index + 1 of the table it stands in; 0: none */
    size_t rows;
    size_t widest;   /* most cells of a row */
    size_t nested;   /* tables directly in it */
    size_t largest;  /* most rows of one inside it, however deep */
    size_t headings; /* in it and in the tables inside it */
    size_t blocks;   /* paragraphs in its cells */
    size_t cells;    /* of the open row */
} html_table;

typedef struct html_tables {
    base_arena *arena;
    base_vec all; /* of html_table */
    size_t open;  /* index + 1 of the innermost open one */
    int prose;    /* a paragraph or table was met */
    int late_h1;  /* an h1 behind it: h1 is a level of headings, not the page's title */
    int lower;    /* a heading below h1 was met */
} html_tables;

void html_tables_init(html_tables *tables, base_arena *arena);
void html_tables_start(html_tables *tables, html_kind kind);
void html_tables_end(html_tables *tables, html_kind kind);
/* A heading of a rank (1 for h1) begins. */
void html_tables_heading(html_tables *tables, int rank);
/* 1 if h1 is the title of the page: only at its top, with lower headings after it. */
int html_tables_h1_is_title(const html_tables *tables);
/* 1 if the table lays out the page. */
int html_tables_layout(const html_tables *tables, size_t index);

#endif
