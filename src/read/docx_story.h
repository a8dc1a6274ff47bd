/* read/docx_story.h: reading one story of a docx: the body, a header, the footnotes, the comments.
 *
 * Everything is done while the XML arrives; no tree is made. A flow is a place that paragraphs go
 * to: the body (its paragraphs go to the document) or a piece of text kept apart (a text box, a
 * note, a deleted row), which nest: a text box stands inside a paragraph of the body. What hangs on
 * a paragraph is kept until the paragraph is built, so that it hangs on the right block.
 * Files: docx_story.c (start and end), docx_body.c (dispatch, paragraphs, runs), docx_table.c,
 * docx_change.c, docx_field.c, docx_drawing.c, docx_flow.c (flows, what is pending), docx_notes.c
 * (the other stories). */
#ifndef READ_DOCX_STORY_H
#define READ_DOCX_STORY_H

#include "read/docx_names.h"
#include "read/docx_reader.h"
#include "read/limits.h"
#include "read/picture.h"

#define DOCX_MAX_FLOWS 24 /* nested text boxes deeper than that are left out */

typedef enum docx_flow_kind {
    DOCX_FLOW_BODY,
    DOCX_FLOW_ROW,  /* a row that is not there in the final view */
    DOCX_FLOW_CELL, /* a cell that is not there in the final view */
    DOCX_FLOW_BOX,  /* a text box */
    DOCX_FLOW_NOTE, /* a footnote, endnote or comment */
    DOCX_FLOW_PART  /* a header or footer */
} docx_flow_kind;

typedef struct docx_field {
    int in_result;
    int paragraph;      /* serial number of the paragraph the result starts in */
    size_t instruction; /* where its instruction starts in the flow's */
    size_t text;        /* where its result starts in the paragraph's text */
} docx_field;

/* Properties of the open paragraph; DOCX_UNSET where the paragraph itself says nothing. */
typedef struct docx_properties {
    size_t style;
    int num_id, ilvl;
    int outline; /* as in the file: 0 to 8, 9: body text */
    int mark_deleted, mark_hidden, style_separator;
    int drop_cap;
    int counted; /* its list number was made */
} docx_properties;

typedef struct docx_flow {
    docx_flow_kind kind;
    doc_aside_kind aside; /* what its text is when it ends */
    base_str by;
    base_str id;            /* of a note */
    int flatten;            /* tables become lines with tabs */
    int tables;             /* open tables of this flow that the builder has */
    int flat_tables;        /* open tables of this flow made into lines */
    int open;               /* a paragraph is open */
    int carried;            /* text waits to be joined with the next paragraph */
    int deleted;            /* open del and moveFrom elements */
    int ruby;               /* open rt elements */
    int drawing;            /* open drawing, pict and object elements */
    int picture;            /* the open drawing shows a picture */
    read_picture_size size; /* of the open drawing */
    int run_hidden, run_vanish;
    int paragraph; /* serial number */
    uint32_t page; /* the open paragraph begins on; 0: not known */
    docx_properties properties;
    base_buf text; /* of the open paragraph */
    base_buf deleted_text, hidden_text, ruby_text;
    size_t hidden_at; /* length of text when hidden text was added last */
    base_buf number;  /* list number of the open paragraph */
    const char *suffix;
    base_buf joined; /* the paragraphs so far, where they go to no builder */
    docx_field *fields;
    size_t field_count, field_cap;
    int instructions; /* open fields whose instruction part is being read */
    base_buf instruction;
    base_buf choice; /* the chosen entry of a drop-down form field */
    int choice_index, choice_seen;
    base_buf alternative; /* alternative text of the open drawing */
    size_t pending;       /* index of its first pending aside */
} docx_flow;

typedef struct docx_pending {
    doc_aside_kind kind;
    base_str text, by;
} docx_pending;

typedef enum docx_after_kind {
    DOCX_AFTER_NOTE,
    DOCX_AFTER_IMAGE,
    DOCX_AFTER_CHART,
    DOCX_AFTER_CHUNK
} docx_after_kind;

/* A block to be built once the paragraph or outermost table is complete. */
typedef struct docx_after {
    docx_after_kind kind;
    base_str text; /* the note, the alternative text, or the name of the part */
    base_str part; /* where a note stands */
} docx_after;

typedef struct docx_table {
    int begun, row_begun, cell_begun; /* at the builder */
    int in_row, in_cell, cell_ready;
    uint32_t column; /* next grid column, from 1 */
    int header;
    int row_gone; /* deleted or hidden */
    doc_aside_kind row_aside;
    base_str by;
    int span, above, left; /* of the open cell: gridSpan, vMerge and hMerge continue */
    int cell_gone;
} docx_table;

/* What an open element of an equation needs. */
typedef struct docx_math {
    uint32_t open, part, close; /* signs around and between its operands; 0: none */
    size_t sign;                /* offset of the sign before an operand */
    int count;                  /* of its operands so far; 1 stands for all */
} docx_math;

typedef struct docx_story {
    docx_reader *reader;
    const docx_relations *relations; /* of this part */
    base_str part;
    int is_main;       /* builds blocks; else texts are only collected */
    docx_notes *notes; /* receives notes and comments, or NULL */
    base_buf *result;  /* receives the text of a header or footer, or NULL */
    docx_alternate alternate;
    docx_flow *flows[DOCX_MAX_FLOWS]; /* kept when they end, for the next use */
    int flow_count;
    docx_flow *flow;  /* the innermost, or NULL */
    base_buf *target; /* where text goes now, or NULL */
    docx_table tables[DOC_MAX_NESTING];
    int table_count;
    base_vec pending; /* docx_pending */
    base_vec after;   /* docx_after */
    int paragraphs;   /* serial numbers given */
    uint32_t page;    /* as last laid out; 0: no break was met */
    int wide_reported, deep_reported;
    int body_seen;
    int in_mark;                    /* inside the run properties of a paragraph mark */
    base_str author;                /* named last; most changes have the same */
    size_t marks[READ_DEPTH + 2];   /* by depth: an offset some open element needs at its end */
    base_str names[READ_DEPTH + 2]; /* by depth: author or link target */
    docx_math math[READ_DEPTH + 2]; /* by depth */
} docx_story;

/* Reads a part into the story. Returns what read_xml_parse does, with its error. */
int docx_story_read(docx_story *story, base_str part, const docx_relations *relations,
                    hecha_err *err);
/* A story is large: made and freed by these. NULL: no memory. */
docx_story *docx_story_new(docx_reader *reader);
void docx_story_free(docx_story *story);
/* Builds what is still pending, after the last block. */
void docx_story_finish(docx_story *story);
/* w:author of the element that starts, kept as long as the reading. */
base_str docx_author(docx_story *story, read_xml *xml);
/* docx_body.c: what docx_story_read parses with; its context is the story. */
extern const read_xml_handler docx_story_handler;

/* docx_flow.c */
docx_flow *docx_flow_push(docx_story *story, docx_flow_kind kind, doc_aside_kind aside);
/* Ends the innermost flow; its text becomes an aside of the flow around it. */
void docx_flow_pop(docx_story *story);
/* Ends the open paragraph: builds it, or keeps its text for the next. */
void docx_paragraph_end(docx_story *story, docx_flow *flow);
/* Builds text that waited for a next paragraph which did not come. */
void docx_flow_settle(docx_story *story, docx_flow *flow);
/* Makes the list number of the open paragraph, once. */
void docx_paragraph_count(docx_story *story, docx_flow *flow);
/* Where text goes in the present state, or NULL. */
base_buf *docx_text_target(docx_flow *flow);
void docx_pend_aside(docx_story *story, doc_aside_kind kind, base_str text, base_str by);
void docx_pend_after(docx_story *story, docx_after_kind kind, base_str text, base_str part);
/* Hands over what hangs on the block built last, as far as it belongs to the innermost flow. */
void docx_flush_asides(docx_story *story);
/* Builds the pending blocks. Only where no table is open. */
void docx_flush_after(docx_story *story);

/* docx_table.c: elements of tables. Each returns 1 if the element was one of them. */
int docx_table_start(docx_story *story, read_xml *xml, int id);
int docx_table_end(docx_story *story, read_xml *xml, int id);
/* Opens the cell that content is about to stand in. */
void docx_table_ready(docx_story *story);

/* docx_change.c: insertions, deletions, moves; phonetic guides. */
int docx_change_start(docx_story *story, read_xml *xml, int id);
int docx_change_end(docx_story *story, read_xml *xml, int id);

/* docx_field.c: fields (begin, instruction, separate, result, end), links. */
int docx_field_start(docx_story *story, read_xml *xml, int id);
int docx_field_end(docx_story *story, read_xml *xml, int id);

/* docx_drawing.c: drawings, text boxes, images, charts. */
int docx_drawing_start(docx_story *story, read_xml *xml, int id);
int docx_drawing_end(docx_story *story, read_xml *xml, int id);

/* docx_math.c: equations as a line of text. */
int docx_math_start(docx_story *story, read_xml *xml, int id);
int docx_math_end(docx_story *story, read_xml *xml, int id);

/* docx_notes.c: the other stories. */
base_str docx_note_text(docx_reader *reader, docx_notes *notes, docx_relation_type type,
                        base_str id, base_str *by);
void docx_header_named(docx_reader *reader, base_str part, doc_aside_kind kind);
void docx_headers_init(docx_reader *reader);
void docx_headers_build(docx_reader *reader);

/* docx_chart.c: cached values of a chart part as a table. */
void docx_chart_build(docx_reader *reader, base_str part);

/* docx_diagram.c: the texts of a diagram (SmartArt) become a text box of the open paragraph. */
void docx_diagram_read(docx_story *story, read_xml *xml);

/* docx_chunk.c: a document of another format inside (altChunk). */
void docx_chunk_build(docx_reader *reader, base_str part);
/* docx.c: reads a docx into the reader's builder. */
int docx_read_package(docx_reader *reader);
/* How sure it is that bytes are a docx (read_reader.claims). */
int read_docx_claims(base_str bytes);

#endif
