/* read/rtf_reader.h: what the parts of the rtf reader share. Private to rtf*.c.
 *
 * rtf.c        groups, control words and bytes
 * rtf_words.c  what each control word does
 * rtf_groups.c what the end of a group does
 * rtf_text.c   bytes to text, and where the text goes
 * rtf_flow.c   paragraphs, notes, fields, and what else is made of the text
 * rtf_list.c   numbers of lists, where the file does not write them out
 * rtf_table.c  rows are collected, as the grid of a table is known at its end only */
#ifndef READ_RTF_READER_H
#define READ_RTF_READER_H

#include <iconv.h>

#include "base/arena.h"
#include "base/msg.h"
#include "base/vec.h"
#include "doc/build.h"
#include "read/picture.h"
#include "read/read.h"

#define RTF_FONTS_MOST 32768
#define RTF_STYLES_MOST 4096
#define RTF_FLOWS_MOST 8
#define RTF_FIELDS_MOST 32
#define RTF_CELLS_MOST 1024u
#define RTF_AUTHORS_MOST 65536u
#define RTF_LISTS_MOST 4096u
#define RTF_LEVELS 9

typedef struct rtf_tables rtf_tables;

/* Where text goes. */
typedef enum rtf_sink { RTF_NOWHERE, RTF_TEXT, RTF_NUMBER, RTF_INSTRUCTION, RTF_NAME } rtf_sink;

/* What ends with the group. */
typedef enum rtf_group_kind {
    RTF_PLAIN,
    RTF_FONTS,  /* the font table; the groups in it are fonts */
    RTF_STYLES, /* each group in it is an RTF_STYLE */
    RTF_STYLE,
    RTF_AUTHORS, /* each group in it is an RTF_AUTHOR */
    RTF_AUTHOR,
    RTF_LEVEL_TEXT, /* of a list's level */
    RTF_FIELD,
    RTF_COMMENTER,
    RTF_SHAPE_NAME,
    RTF_SHAPE_VALUE,
    RTF_PICTURE,
    RTF_CLASS /* of an embedded object */
} rtf_group_kind;

/* The fonts a run names for its kinds of characters; \f goes by the mark before it. */
enum { RTF_MARK_NONE, RTF_MARK_LOW, RTF_MARK_HIGH, RTF_MARK_DOUBLE, RTF_MARKS };

/* What a group keeps for itself. */
typedef struct rtf_state {
    rtf_sink sink;
    rtf_group_kind kind;
    uint8_t in_fonts;
    uint8_t in_lists;     /* the tables of lists, too */
    uint8_t skip;         /* nothing of this group counts */
    uint8_t alternatives; /* \upr: the first group in it is for old readers */
    uint8_t old_text;     /* that group */
    uint8_t nested_row;   /* \trowd is of a nested row */
    uint8_t flow;
    int unicode_bytes; /* \uc */
    int font, mark, fonts[RTF_MARKS];
    uint8_t deleted, moved, hidden, inserted;
    int deleted_by, inserted_by;
    /* paragraph */
    uint8_t in_table;
    int depth; /* \itap */
    int style, outline;
    int list, list_level; /* \ls \ilvl; list 0: none */
} rtf_state;

typedef struct rtf_style {
    int16_t level; /* from 1; 0: none; -1: not said */
    int16_t parent;
    int8_t title; /* -1: not said */
} rtf_style;

/* A piece of text that is on its way to an aside. */
typedef struct rtf_marked {
    base_buf text;
    int by; /* number of an author; -1: unknown */
} rtf_marked;

/* A story: the body, or a note, header, text box in it. */
typedef struct rtf_flow {
    base_buf text;
    size_t start;       /* of the open paragraph in the text */
    size_t waiting;     /* what waits from here on stands in this flow */
    rtf_tables *tables; /* if they are the reader's, tables here are tables; else they are text */
    int shown;          /* what it becomes: an rtf_item_kind */
    int aside;          /* doc_aside_kind of an aside */
} rtf_flow;

typedef struct rtf_field {
    base_buf instruction;
    rtf_sink sink; /* of what is around the field */
    uint8_t flow;
    size_t start; /* of its result in the flow's text */
} rtf_field;

typedef enum rtf_item_kind {
    RTF_ITEM_PARAGRAPH,
    RTF_ITEM_BLOCK,
    RTF_ITEM_ASIDE,
    RTF_ITEM_TABLE
} rtf_item_kind;

/* What is built, or waits in a cell until its table is whole. Strings are in the arena. */
typedef struct rtf_item {
    rtf_item_kind kind;
    doc_paragraph paragraph; /* of a block, too */
    doc_aside_kind aside;
    base_str text, by;
    struct rtf_grid *table;
} rtf_item;

typedef struct rtf_edge {
    int32_t right;
    uint8_t first_left, left, above, deleted; /* \clmgf \clmrg \clvmrg \cldel */
} rtf_edge;

/* \trowd … \cellx: the definition of a row. */
typedef struct rtf_row_definition {
    int32_t left;
    uint32_t count;
    rtf_edge pending;
    rtf_edge edges[RTF_CELLS_MOST];
} rtf_row_definition;

/* \listlevel: the text has a byte below 9 where the number of that level stands. */
typedef struct rtf_level {
    int start, format, follow; /* \levelstartat \levelnfc \levelfollow */
    base_str text;
} rtf_level;

typedef struct rtf_list {
    int id;
    int count; /* levels defined */
    rtf_level levels[RTF_LEVELS];
    int64_t counters[RTF_LEVELS]; /* the number to be given next; INT64_MIN: not begun */
} rtf_list;

/* \listoverride: what \ls names. */
typedef struct rtf_override {
    int number, id;
    int count;              /* of \lfolevel */
    unsigned starts, begun; /* bits of the levels that begin anew, and have */
    int start[RTF_LEVELS];
} rtf_override;

typedef struct rtf_reader {
    const read_input *input;
    doc_builder *builder;
    hecha_err *err;
    base_arena *arena;
    int code;
    /* groups */
    rtf_state *states;
    size_t depth, cap, most; /* open groups; most allowed */
    size_t too_deep;         /* open groups beyond that */
    int said_deep;
    int star;       /* \* stood before the word */
    int bytes_skip; /* characters that only repeat a \u */
    /* text */
    base_buf bytes, name, number, decoded;
    int half;      /* the last of `bytes` is the first half of a character of two */
    uint32_t high; /* the first half of a surrogate pair */
    rtf_marked deleted, hidden, inserted;
    rtf_flow flows[RTF_FLOWS_MOST];
    int flow_count;
    rtf_field fields[RTF_FIELDS_MOST];
    int field_count, fields_beyond;
    base_vec waiting; /* of rtf_item: to follow the open paragraph */
    base_str shape_name;
    read_picture_size picture; /* of the open picture */
    int described;             /* it left a block with its description */
    base_str commenter;
    int objects, formulas;
    size_t bad;   /* bytes that are no character */
    int codepage; /* \ansicpg */
    int open_codepage;
    iconv_t converter;
    /* tables of the file */
    int standard_font, open_font, open_style;
    int16_t *font_codepages; /* 0: not known */
    rtf_style *styles;
    base_vec authors;   /* of base_str */
    base_vec lists;     /* of rtf_list */
    base_vec overrides; /* of rtf_override */
    int in_overrides;   /* \listoverridetable is open rather than \listtable */
    rtf_tables *tables; /* of the body, or of the innermost text box */
} rtf_reader;

static inline rtf_state *rtf_top(rtf_reader *reader)
{
    return &reader->states[reader->depth - 1];
}

/* rtf_words.c */
void rtf_word(rtf_reader *reader, base_str word, int has_number, int number);

/* rtf_groups.c */
void rtf_group_end(rtf_reader *reader, const rtf_state *ended);

/* rtf_text.c */
#define RTF_WESTERN 1 /* no code page: a font of "ANSI" characters, whatever these are */
#define RTF_SYMBOLS 2 /* no code page: a font of symbols */
int rtf_codepage_of_charset(int charset);
void rtf_byte(rtf_reader *reader, unsigned char byte);
/* 1 if the byte is the second half of a character whose first half is kept. */
int rtf_byte_completes(const rtf_reader *reader, unsigned char byte);
void rtf_flush_bytes(rtf_reader *reader);
void rtf_plain(rtf_reader *reader, base_str text);
void rtf_codepoint(rtf_reader *reader, uint32_t codepoint);
void rtf_unicode(rtf_reader *reader, int number);

/* rtf_flow.c */
void rtf_failed(rtf_reader *reader); /* out of memory */
void rtf_put(rtf_reader *reader, base_str text);
void rtf_break(rtf_reader *reader, int page);
/* `depth` of tables the paragraph is in; 0: none. In a text box: more than 0. */
void rtf_paragraph_end(rtf_reader *reader, int depth);
void rtf_wait(rtf_reader *reader, rtf_item_kind kind, doc_aside_kind aside, base_str text,
              base_str by);
void rtf_flow_begin(rtf_reader *reader, int kind, int aside);
void rtf_flow_end(rtf_reader *reader);
void rtf_field_begin(rtf_reader *reader);
void rtf_field_end(rtf_reader *reader);
void rtf_problem(rtf_reader *reader, base_msg_id message, const char *argument);
int rtf_build_item(rtf_reader *reader, const rtf_item *item);

/* rtf_list.c */
typedef enum rtf_list_word {
    RTF_LIST_TABLE,
    RTF_LIST_OVERRIDES,
    RTF_LIST_BEGIN,
    RTF_LIST_LEVEL,
    RTF_LIST_OVERRIDE,
    RTF_LIST_OVERRIDE_LEVEL,
    RTF_LIST_ID,
    RTF_LIST_FORMAT,
    RTF_LIST_START,
    RTF_LIST_FOLLOW
} rtf_list_word;
void rtf_list_define(rtf_reader *reader, rtf_list_word word, int number);
/* \ls, in the definition of an override. */
void rtf_list_named(rtf_reader *reader, int number);
/* The text of the level defined last. */
void rtf_list_level_text(rtf_reader *reader, base_str text);
/* Counts a paragraph of a list and appends its number; *suffix is what follows it. */
void rtf_list_number(rtf_reader *reader, int list, int level, base_buf *out, base_str *suffix);

/* rtf_table.c */
int rtf_tables_new(rtf_reader *reader);
/* Those of a text box that stands in a paragraph at `depth`: what becomes of them is put there. */
void rtf_tables_begin(rtf_reader *reader, rtf_flow *box, int depth);
void rtf_tables_end(rtf_reader *reader);
/* Depth of tables the open paragraph is in; 0: none. */
int rtf_table_depth(rtf_reader *reader);
/* Where \trowd … \cellx go; NULL: nowhere. */
rtf_row_definition *rtf_row_open_definition(rtf_reader *reader);
/* 1 if a row has begun that has fewer cells than its definition. */
int rtf_row_open(const rtf_reader *reader);
void rtf_table_add(rtf_reader *reader, int depth, const rtf_item *item);
void rtf_cell_end(rtf_reader *reader, int depth, int deleted);
void rtf_row_end(rtf_reader *reader, int nested);
void rtf_tables_close(rtf_reader *reader);

#endif
