/* doc/doc.h: the document model: what a reader saw in a report, in reading order.
 *
 * One arena per document; immutable after reading; freed at once. Block lists are singly linked and
 * are walked without recursion; nesting of tables is limited to DOC_MAX_NESTING.
 * `text` is what a reader of the report sees, a generated or typed number included; `number` holds
 * that number apart. A run-in heading (`1. 基本情况：…`) is a heading block and a paragraph block.
 * Lists kept out of the text: notes, comments, text boxes, hidden and deleted text (doc_aside). */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include <stdint.h>

#include "base/arena.h"
#include "base/place.h"
#include "text/normal.h"

#define DOC_MAX_NESTING 32

typedef enum doc_kind {
    DOC_TITLE,
    DOC_HEADING,
    DOC_PARAGRAPH,
    DOC_TABLE,
    DOC_NOTE,  /* footnote or endnote, after the block it belongs to */
    DOC_IMAGE, /* text: its alternative text */
    DOC_CHART  /* a table of its cached values */
} doc_kind;

typedef enum doc_number_source {
    DOC_NUMBER_NONE,
    DOC_NUMBER_TYPED,    /* part of the text */
    DOC_NUMBER_LIST,     /* made by the file's automatic numbering */
    DOC_NUMBER_ORDERED,  /* an ordered list of a web page */
    DOC_NUMBER_CONVERTER /* written by a converter, which may have changed its style */
} doc_number_source;

typedef struct doc_text {
    base_str raw; /* UTF-8, as read; cells without zero-width characters; '\n' between lines, '\t'
                     where a tab stood */
    text_normal normal; /* of raw */
} doc_text;

typedef struct doc_table doc_table;

typedef struct doc_cell {
    uint32_t row, column;      /* of its top left corner, from 1 */
    uint32_t rowspan, colspan; /* at least 1 */
    doc_text text;             /* paragraphs joined by '\n'; nested tables are not in it */
    base_str number;           /* generated number at its start, or empty; included in text */
    doc_number_source number_source;
    base_place place;
    doc_table *nested; /* first nested table, linked by doc_table.next_nested; or NULL */
    unsigned header : 1;
} doc_cell;

/* A grid. cells holds each cell once, ordered by row, then column. at() finds the cell that covers
 * a slot, through spans. */
struct doc_table {
    uint32_t rows, columns;
    doc_cell *cells;
    size_t count;
    const uint32_t *slots; /* rows * columns: index of the covering cell + 1, 0 where none */
    base_place place;
    doc_table *next_nested;
    size_t offset;         /* of a nested one: bytes of its cell's raw text that stand before it */
    unsigned doubtful : 1; /* its cells could not be told (each row is a line of it), or it lies
                            * turned (form/turned.h): it is no form's */
};

typedef struct doc_block doc_block;
struct doc_block {
    doc_block *next;
    doc_kind kind;
    int level;       /* heading: from 1; else 0 */
    doc_text text;   /* empty for a table */
    base_str number; /* printed or generated number: "一、"; or empty */
    doc_number_source number_source;
    int list_depth; /* DOC_NUMBER_ORDERED: how deep the list is nested, from 1, where that alone
                     * tells the number's style (1: 一、 2: （一） 3: 1. 4: （1）); else 0 */
    int run_in;     /* heading: its paragraph stands in the same line */
    int menu;       /* all its words are links: a web page's way to other pages */
    base_place place;
    doc_table *table; /* DOC_TABLE and DOC_CHART */
};

/* Text that is in the file and not in the report's text. */
typedef enum doc_aside_kind {
    DOC_HEADER,
    DOC_FOOTER,
    DOC_COMMENT,
    DOC_TEXTBOX,
    DOC_HIDDEN,
    DOC_DELETED,
    DOC_INSERTED,
    DOC_LINK,
    DOC_RUBY
} doc_aside_kind;

typedef struct doc_aside doc_aside;
struct doc_aside {
    doc_aside *next;
    doc_aside_kind kind;
    base_str text;
    base_str by;      /* who deleted or commented; a link's target; or empty */
    base_place place; /* of the block it hangs on */
};

/* Something in the file that was not read, or not for certain: reported as "partly read". */
typedef struct doc_problem doc_problem;
struct doc_problem {
    doc_problem *next;
    base_str text; /* a message in the language of the run */
    base_place place;
};

typedef struct doc {
    base_arena *arena;
    base_str path;      /* as given */
    const char *format; /* "txt", "docx", … : what it was read as */
    base_str encoding;  /* of a text format: "UTF-8", "GB18030"; else empty */
    base_str title;     /* title lines joined; or empty */
    doc_block *first;
    size_t blocks; /* number of top-level blocks */
    size_t tables; /* number of top-level tables */
    doc_aside *asides;
    doc_problem *problems; /* not NULL: status "partly" */
    char sha256[65];
} doc;

/* Adds what is found out after the reading and before anybody looks at the problems; the text is
 * copied. 0 or HECHA_E_MEMORY. */
int doc_problem_add(doc *document, base_str text, const base_place *place);
/* Writes another text into a cell of the document, as if the file had it: for tests of rules,
 * before anything else looks at the document. Copies the text. 0 or HECHA_E_MEMORY. */
int doc_replace_cell(doc *document, const doc_cell *cell, base_str text);
void doc_free(doc *document); /* frees the arena, the document in it too; NULL is allowed */
/* The cell that covers a slot (row and column from 1), or NULL. */
const doc_cell *doc_table_at(const doc_table *table, uint32_t row, uint32_t column);
/* The block after this one, or NULL; doc->first starts. */
const doc_block *doc_next(const doc_block *block);
/* 1 for a block of text: no table and no image. */
int doc_is_text(const doc_block *block);
/* Checks every invariant of the model (spans inside the grid, no slot covered twice, counts,
 * places, numbers at the start of texts, valid UTF-8). Returns NULL, or what is wrong. */
const char *doc_check(const doc *document);
/* "title", "heading", "paragraph", "table", "note", "image", "chart" */
const char *doc_kind_name(doc_kind kind);

#endif
