/* read/word97.h: Word 97-2003 binary documents (.doc, .dot, and .wps that are such), MS-DOC.
 *
 * Private to the reader. Streams WordDocument (FIB, text, property pages), 0Table or 1Table (piece
 * table, styles, lists), Data (long property lists). Text comes by the piece table, paragraphs and
 * table rows by their properties, never by guessing. Every offset and length of the file is checked
 * by read/bytes.h: what lies outside reads as nothing.
 * Word 6/95 (magic A5DC) and encrypted documents are refused by name. */
#ifndef READ_WORD97_H
#define READ_WORD97_H

#include "read/bytes.h"
#include "read/ole.h"
#include "read/read.h"

#define WORD97_MAX_COLUMNS 64u

/* A run of text: characters cp_start ... cp_end - 1 at `offset` of the WordDocument stream. */
typedef struct word97_piece {
    uint32_t cp_start, cp_end;
    uint32_t offset;
    int compressed; /* one byte a character, cp1252; else UTF-16LE */
    uint32_t prm;   /* property modifier of fast-saved files */
} word97_piece;

/* A property list by file offset (PlcBtePapx, PlcBteChpx). */
typedef struct word97_bins {
    base_str plc;
    size_t count;
} word97_bins;

typedef struct word97_style {
    base_str papx; /* grpprl of the paragraph */
    uint32_t base; /* istd it is based on; 0xFFF: none */
    uint32_t sti;  /* built-in style: 1-9 headings, 62 title */
} word97_style;

/* One level of a list. */
typedef struct word97_level {
    uint32_t start;
    uint32_t format; /* nfc, MS-OSHARED MSONFC */
    uint32_t follow; /* 0 tab, 1 space, 2 nothing */
    int legal;       /* isLgl: all numbers decimal */
    int restart_after; /* level count after which it restarts; -1: the usual */
    base_str text;   /* UTF-16LE; units 0-8 stand for the levels' numbers */
} word97_level;

typedef struct word97_list {
    uint32_t id;
    uint32_t level_count; /* 1 or 9 */
    word97_level levels[9];
    uint32_t counts[9]; /* running numbers; 0: not begun */
} word97_list;

/* A list as paragraphs name it (LFO), with its overrides. */
typedef struct word97_override {
    uint32_t list; /* index, or count of lists if unknown */
    uint32_t level_set;  /* bit: the level is replaced */
    uint32_t start_set;  /* bit: the start is replaced */
    uint32_t start_done; /* bit: the replaced start was taken */
    uint32_t starts[9];
    word97_level levels[9];
} word97_override;

/* Paragraph properties that matter here. */
typedef struct word97_pap {
    uint32_t style;
    int in_table, row_end, inner_cell, inner_row_end;
    int depth;   /* of tables: 0 outside */
    int outline; /* 0-8; 9: body text */
    uint32_t list, level; /* list: LFO from 1; 0: none */
    base_str definition;  /* sprmTDefTable's operand */
    uint8_t merged_below[WORD97_MAX_COLUMNS]; /* sprmTVertMerge: value + 1; 0: not said */
    uint8_t merge_first, merge_end; /* sprmTMerge: columns joined; equal: none */
} word97_pap;

/* Character properties that matter here. */
typedef struct word97_chp {
    uint32_t from, to; /* file offsets the run holds for */
    int deleted, inserted, hidden, special;
    uint32_t symbol; /* code of sprmCSymbol, 0: none */
    uint32_t author; /* index of who deleted */
    uint32_t picture; /* offset in the Data stream of the picture the run shows */
    int has_picture, is_data;
} word97_chp;

typedef struct word97 {
    const read_input *input;
    doc_builder *builder;
    base_arena *arena; /* the reader's own; freed at its end */
    hecha_err *err;
    base_str main, table, data; /* streams */
    uint32_t cp_text, cp_footnotes, cp_headers, cp_comments, cp_endnotes, cp_boxes; /* lengths */
    word97_piece *pieces;
    size_t piece_count;
    base_str clx;
    word97_bins paragraphs, characters;
    word97_style *styles;
    size_t style_count;
    word97_list *lists;
    size_t list_count;
    word97_override *overrides;
    size_t override_count;
    word97_chp run; /* the run last looked up */
    size_t piece;   /* the piece last looked up */
    size_t footnotes, endnotes; /* references met so far */
    size_t gone_through; /* bytes of property lists; more than word97_props.c allows: no more */
    int too_much;
} word97;

/* FIB and piece table (word97_file.c). */
int word97_open(word97 *word);
/* The structure `index` of the FIB's table of offsets, in the table stream. */
base_str word97_structure(const word97 *word, uint32_t index);
/* The character at a position of the text: its code unit, its file offset, its piece. 0 and *found
 * = 0 past the end. */
uint32_t word97_character(word97 *word, uint32_t cp, uint32_t *offset, int *found);

/* Properties (word97_props.c). */
int word97_read_styles(word97 *word);
word97_pap word97_paragraph_at(word97 *word, uint32_t offset);
const word97_chp *word97_run_at(word97 *word, uint32_t offset);
/* 1 if the paragraph run of the offset ends right behind the character there. */
int word97_paragraph_ends(word97 *word, uint32_t offset, uint32_t width);

/* Lists (word97_list.c). */
int word97_read_lists(word97 *word);
/* The number of the next paragraph of a list and what follows it; counts on. */
int word97_number(word97 *word, const word97_pap *pap, base_buf *number, base_str *suffix,
                  int counted);

/* Tables (word97_table.c): paragraphs are handed over in order and leave as doc/build.h calls. */
typedef struct word97_tables word97_tables;
int word97_tables_new(word97 *word, word97_tables **out);
int word97_tables_add(word97_tables *tables, const word97_pap *pap, const doc_paragraph *paragraph,
                      uint32_t end_mark, int deleted);
int word97_tables_close(word97_tables *tables);

/* The text of a part of a story without structure: notes, boxes, comments. */
int word97_plain(word97 *word, uint32_t from, uint32_t to, base_buf *out);

/* The body (word97_body.c). */
int word97_body(word97 *word);

/* Reads a document whose container is open. */
int word97_read(const read_input *input, read_ole *ole, doc_builder *builder, hecha_err *err);

#endif
