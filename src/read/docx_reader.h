/* read/docx_reader.h: what the parts of the docx reader share while one file is read. */
#ifndef READ_DOCX_READER_H
#define READ_DOCX_READER_H

#include "base/arena.h"
#include "base/msg.h"
#include "base/vec.h"
#include "doc/build.h"
#include "read/docx_package.h"
#include "read/docx_styles.h"
#include "read/read.h"
#include "read/xml.h"

typedef struct docx_numbering docx_numbering; /* read/docx_numbering.h */

/* A footnote, endnote or comment. */
typedef struct docx_note {
    base_str id; /* first: docx_index */
    base_str text;
    base_str by;
} docx_note;

typedef struct docx_notes {
    int loaded;
    base_vec items; /* docx_note */
    docx_index index;
    base_str part;
} docx_notes;

typedef struct docx_reader {
    const read_input *input;
    doc_builder *builder;
    hecha_err *err;    /* the caller's: only a failure of the whole is written there */
    base_arena *arena; /* lives as long as the reading */
    docx_package package;
    base_str main_part;
    docx_relations relations; /* of the main part */
    docx_styles styles;
    docx_numbering *numbering; /* NULL until a number is needed */
    docx_notes footnotes, endnotes, comments;
    base_vec headers; /* headers and footers named so far; of docx_notes.c */
    int problems;     /* reported so far */
    int extras;       /* charts and chunks read so far */
    int level;        /* 0: the file; 1: a file inside it (altChunk) */
    int code;         /* first failure of the whole, or 0 */
} docx_reader;

/* Adds a problem (the document is read in part). `argument` may be NULL. */
void docx_problem(docx_reader *reader, base_msg_id message, const char *argument);
/* Judges the failure of a part that is not the main one: lack of memory ends the reading, anything
 * else is a problem of the document. Returns 0 or HECHA_E_MEMORY. */
int docx_part_failed(docx_reader *reader, const hecha_err *failure);
/* 1 if one more chart or chunk may be read; a report has a few. */
int docx_extra_allowed(docx_reader *reader);
/* Reads a part and parses it; a failure is judged as above. */
int docx_parse_part(docx_reader *reader, base_str part, const read_xml_handler *handler,
                    void *context);

#endif
