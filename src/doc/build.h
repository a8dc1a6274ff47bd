/* doc/build.h: how readers make a document.
 *
 * A reader calls these in reading order and then doc_build_finish. The builder numbers blocks,
 * tables and paragraphs, lays cells on the grid, normalises texts, and never allocates by a number
 * found in the file: spans are clamped to what the rows really hold plus DOC_MAX_SPAN.
 * Errors are sticky: after the first one every call returns it, so a SAX callback may ignore the
 * return value and the reader checks at doc_build_finish. */
#ifndef DOC_BUILD_H
#define DOC_BUILD_H

#include <hecha.h>

#include "doc/doc.h"

#define DOC_MAX_COLUMNS 1024u  /* wider tables are refused */
#define DOC_MAX_CELLS 2000000u /* slots of all tables of a document together */
#define DOC_MAX_BLOCKS 500000u
#define DOC_MAX_SPAN 64u /* columns a cell may span beyond the last column a cell starts in */

typedef struct doc_builder doc_builder;

/* Properties of a paragraph; zero-initialise. All strings are copied. */
typedef struct doc_paragraph {
    base_str text;                   /* raw, without a generated number */
    base_str number;                 /* generated number, to be put before the text; or empty */
    base_str number_suffix;          /* between them: "" or "\t" or " " */
    doc_number_source number_source; /* of `number`; typed numbers are found by read/outline.h */
    int list_depth;                  /* DOC_NUMBER_ORDERED: of its list, from 1 */
    int style_level;                 /* heading level by style or outline level, from 1; 0: none */
    int style_title;                 /* 1: the style says it is the document's title */
    int menu;                        /* 1: all its words are links */
    base_place place;                /* line, column, page, part: what the reader knows */
    doc_kind kind; /* 0 (DOC_TITLE) is taken as DOC_PARAGRAPH; DOC_NOTE, DOC_IMAGE else */
} doc_paragraph;

typedef struct doc_cell_spec {
    uint32_t column;     /* from 1; 0: the next free slot of the row */
    uint32_t rowspan;    /* 0 and 1 mean 1 */
    uint32_t colspan;    /* 0 and 1 mean 1 */
    int continues_above; /* vMerge continue: joins the cell above that starts at this column */
    int continues_left;  /* hMerge continue: joins the cell at its left */
    int header;
    base_place place; /* line, page, ref: what the reader knows */
} doc_cell_spec;

/* The document gets an arena of its own, limited to `memory` bytes (0: none). */
int doc_builder_new(size_t memory, hecha_lang lang, doc_builder **out, hecha_err *err);
void doc_builder_free(doc_builder *builder); /* also a document not finished; NULL is allowed */

int doc_build_paragraph(doc_builder *builder, const doc_paragraph *paragraph);

/* A table inside an open cell is nested. What a file leaves out is supplied: a row or cell that is
 * still open is closed, a missing one is opened, an end with nothing open is nothing. A paragraph
 * inside an open cell is the cell's; notes and images there follow the outermost table as blocks. A
 * table without a cell leaves no block. Text of cells that continue another one is hidden text. */
int doc_build_table_begin(doc_builder *builder, const base_place *place, doc_kind kind);
/* Says of the open table that its cells could not be told. */
int doc_build_table_doubtful(doc_builder *builder);
int doc_build_row_begin(doc_builder *builder, uint32_t row); /* 0: the next row */
int doc_build_cell_begin(doc_builder *builder, const doc_cell_spec *cell);
/* A paragraph of the open cell (joined to the earlier ones by '\n'). */
int doc_build_cell_paragraph(doc_builder *builder, const doc_paragraph *paragraph);
int doc_build_cell_end(doc_builder *builder);
int doc_build_row_end(doc_builder *builder);
int doc_build_table_end(doc_builder *builder);
/* Depth of open tables: 0 outside. */
int doc_build_depth(const doc_builder *builder);

/* For formats that tell of a page only where it begins: blocks and cells begun from here on stand
 * on it, and the open cell if it has no paragraph yet, unless their own places say otherwise. What
 * began before the first call stands on page 1. */
void doc_build_page(doc_builder *builder, uint32_t page);

/* Hangs on the block begun last (an open table included); empty text and `by` leave nothing. */
int doc_build_aside(doc_builder *builder, doc_aside_kind kind, base_str text, base_str by);
/* The text is a message in the language of the run; place may be NULL. */
int doc_build_problem(doc_builder *builder, base_str text, const base_place *place);
/* A reader had no memory for a part of the document, which then is none. */
int doc_build_no_memory(doc_builder *builder);
/* The encoding of a text format; a static name. */
void doc_build_encoding(doc_builder *builder, const char *name);
/* The sticky error: 0 or a hecha_code. */
int doc_build_status(const doc_builder *builder);

/* For read/outline.h, between the last reader call and doc_build_finish. Kind, level, number (a
 * piece of text.raw), number_source and run_in of the blocks may be changed in place. */
doc_block *doc_build_first(doc_builder *builder);
/* Gives a block another raw text (copied). The number is kept if the new text starts with it. */
int doc_build_retext(doc_builder *builder, doc_block *block, base_str raw);
/* Cuts a block at a byte of its raw text: it keeps what is before, and a new paragraph after it
 * gets the rest, with line and column of its first visible character. White space at the cut is
 * dropped. A number that the cut goes through is a number no more. */
int doc_build_split(doc_builder *builder, doc_block *block, size_t offset);

/* Puts the paragraphs and nested tables of a table's cells, row by row, in the place of the table,
 * whose block is the first of them. A table with nothing in it stays. */
int doc_build_dissolve(doc_builder *builder, doc_block *block);
/* Cuts a paragraph at its line breaks, blank lines dropped; all stand where it stood. */
int doc_build_cut_lines(doc_builder *builder, doc_block *block);

/* Closes what is open, normalises, checks (doc_check, in debug builds) and hands the document over.
 * The builder is freed whether it succeeds or not. */
int doc_build_finish(doc_builder *builder, base_str path, const char *format, doc **out,
                     hecha_err *err);

#endif
