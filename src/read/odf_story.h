/* read/odf_story.h: what the parts of the OpenDocument reader share while one file is read.
 *
 * Everything is done while the XML arrives; no tree is made. A flow is a place that paragraphs go
 * to: the body (to the document, or to the open cell of a sheet) or a text kept apart (a text box,
 * a note, a comment, a deletion), which nest. What hangs on a paragraph waits until that is built.
 * Files: odf.c (package), odf_body.c (dispatch, text), odf_flow.c (flows, paragraphs),
 * odf_change.c, odf_drawing.c,
 * odf_list.c (numbers), odf_table.c (tables of texts), odf_sheet.c (spreadsheets), odf_chart.c. */
#ifndef READ_ODF_STORY_H
#define READ_ODF_STORY_H

#include "base/buf.h"
#include "base/msg.h"
#include "read/limits.h"
#include "read/odf_styles.h"
#include "read/picture.h"
#include "read/sheet.h"
#include "read/zip.h"

#define ODF_MAX_FLOWS 24
#define ODF_MAX_LISTS ODF_LEVELS

typedef enum odf_flow_kind {
    ODF_FLOW_BODY,
    ODF_FLOW_ASIDE,    /* a text box, a comment */
    ODF_FLOW_NOTE,     /* a footnote or endnote */
    ODF_FLOW_DELETION, /* what a change took out */
    ODF_FLOW_MARGIN    /* a header or footer */
} odf_flow_kind;

/* An open text:list. */
typedef struct odf_list {
    const odf_list_style *style;    /* NULL: the paragraph's */
    const odf_list_style *override; /* of the open item */
    int start;                      /* of the open item; -1: goes on */
    int fresh;                      /* the item has no paragraph yet */
    int silent;                     /* a list header */
} odf_list;

/* A list element; several may go on counting by one counter. */
typedef struct odf_list_name {
    base_str id; /* xml:id; or empty */
    base_str style;
    size_t counter;
} odf_list_name;

typedef struct odf_counter {
    int count[ODF_LEVELS];
    unsigned used; /* bit of each level that was counted */
} odf_counter;

/* To take back the number of a paragraph that turns out to be deleted. */
typedef struct odf_undo {
    odf_counter *counter; /* NULL: no number was made */
    odf_counter before;
    odf_list *list;
} odf_undo;

typedef struct odf_flow {
    odf_flow_kind kind;
    odf_undo undo;
    doc_aside_kind aside;
    int outer_open;   /* the flow around it had a paragraph open */
    int open;         /* a paragraph is open */
    int blank;        /* the last character was white space that may be dropped */
    int hidden;       /* open elements with hidden text */
    int hidden_field; /* the open paragraph is hidden by a field in it */
    int ruby;         /* open ruby texts */
    int level;        /* of a heading */
    int style_level;  /* of the open paragraph's style */
    int title;
    size_t inserted; /* where an insertion starts in text, if `inserting` */
    int inserting;
    base_str inserted_by;
    int deleting; /* what comes was deleted, though it stands in the flow */
    base_str deleted_by;
    int carried; /* text waits to be joined with the next paragraph */
    base_buf text, hidden_text, ruby_text, deleted_text;
    base_buf number;
    const char *suffix;
    base_buf joined; /* the paragraphs so far, where they go to no builder */
    base_buf by;
    odf_list lists[ODF_MAX_LISTS];
    int list_depth; /* may be more than there is room for */
    size_t counter; /* of the outermost list */
    int tables;     /* open tables of this flow that the builder has */
    size_t pending; /* index of its first pending aside */
} odf_flow;

typedef struct odf_pending {
    doc_aside_kind kind;
    base_str text, by;
} odf_pending;

/* A block to be built behind the paragraph or table: a note, an image, a chart. */
typedef struct odf_after {
    doc_kind kind;
    base_str text; /* or the name of a chart's folder */
} odf_after;

typedef struct odf_change {
    base_str id; /* first: docx_index */
    base_str text, by;
    int deletion;
} odf_change;

typedef struct odf_cell {
    uint32_t column;
    uint32_t rowspan, colspan, repeated;
    int emptied; /* by a deletion */
} odf_cell;

typedef struct odf_table {
    uint32_t column; /* last grid column */
    int header;      /* open header rows */
    int in_row, row_begun;
    int in_cell, cell_begun;
    odf_cell cell;
    size_t first_waiting; /* index of the row's first cell that waits */
    base_buf text;        /* of the open cell, where it is repeated */
} odf_table;

typedef struct odf_sheet odf_sheet; /* odf_sheet.c */

typedef struct odf_reader {
    const read_input *input;
    doc_builder *builder;
    hecha_err *err;
    base_arena *arena;
    read_zip *zip; /* NULL: a flat file */
    odf_styles styles;
    sheet_book book;
    odf_sheet *sheet;     /* the open one, or NULL */
    uint32_t sheets;      /* seen so far */
    base_vec hidden_text; /* base_str: hidden sheets */
    base_vec margins;     /* odf_pending: headers and footers */
    base_vec changes;     /* odf_change */
    docx_index change_index;
    base_vec pending;    /* odf_pending */
    base_vec after;      /* odf_after */
    base_vec list_names; /* odf_list_name */
    base_vec counters;   /* odf_counter */
    odf_counter outline;
    base_vec waiting_cells; /* odf_cell */
    odf_flow *flow;
    odf_flow *flows[ODF_MAX_FLOWS];
    int flow_count;
    odf_table *tables[DOC_MAX_NESTING];
    int table_count;
    int too_deep;      /* open tables that the builder does not have */
    base_buf *capture; /* where text outside of paragraphs goes (a name, a description) */
    base_buf described;
    int frame_picture;
    read_picture_size frame_size;
    odf_change change; /* the open changed region */
    base_buf change_by;
    int in_styles, in_styles_part, body_seen;
    int spreadsheet;
    int problems, charts;
    size_t marks[READ_DEPTH + 2];   /* by depth: what an open element needs at its end */
    base_str names[READ_DEPTH + 2]; /* by depth: target of a link */
    int code;                       /* first failure of the whole, or 0 */
} odf_reader;

void odf_problem(odf_reader *reader, base_msg_id message, const char *argument);
void odf_no_memory(odf_reader *reader);
/* odf.c: reads a member of the package and parses it. */
int odf_parse_part(odf_reader *reader, base_str part, const read_xml_handler *handler,
                   void *context, hecha_err *err);
/* A failure of a part that is not the main one: a problem, or lack of memory. */
void odf_part_failed(odf_reader *reader, const hecha_err *failure);

/* odf_body.c: the handler of content.xml, styles.xml and flat files. */
extern const read_xml_handler odf_body_handler;
void odf_body_finish(odf_reader *reader);

/* odf_flow.c */
odf_flow *odf_flow_push(odf_reader *reader, odf_flow_kind kind, doc_aside_kind aside);
void odf_flow_pop(odf_reader *reader);
/* Where text goes in the present state, or NULL. */
base_buf *odf_text_target(odf_flow *flow);
void odf_paragraph_start(odf_reader *reader, read_xml *xml, int id);
void odf_paragraph_end(odf_reader *reader);
/* Builds text that waited for a next paragraph which did not come. */
void odf_flow_settle(odf_reader *reader);
/* Opens a flow for the element that starts, and closes it where that ends. */
void odf_push(odf_reader *reader, read_xml *xml, odf_flow_kind kind, doc_aside_kind aside);
void odf_pop(odf_reader *reader, read_xml *xml);
void odf_pend_aside(odf_reader *reader, doc_aside_kind kind, base_str text, base_str by);
void odf_pend_after(odf_reader *reader, doc_kind kind, base_str text);
void odf_flush_asides(odf_reader *reader);
void odf_flush_after(odf_reader *reader);

/* odf_change.c and odf_drawing.c: 1 if the element was one of tracked changes, of drawings. */
int odf_change_start(odf_reader *reader, read_xml *xml, int id);
int odf_change_end(odf_reader *reader, read_xml *xml, int id);
int odf_drawing_start(odf_reader *reader, read_xml *xml, int id);
int odf_drawing_end(odf_reader *reader, read_xml *xml, int id);

/* odf_list.c: 1 if the element was one of a list. */
int odf_list_start(odf_reader *reader, read_xml *xml, int id);
int odf_list_end(odf_reader *reader, int id);
/* Makes the number of the paragraph that starts. */
void odf_list_undo(odf_flow *flow);
void odf_list_number(odf_reader *reader, read_xml *xml, int id, const odf_style *style);

/* odf_table.c: 1 if the element was one of a table. */
int odf_table_start(odf_reader *reader, read_xml *xml, int id);
int odf_table_end(odf_reader *reader, read_xml *xml, int id);
/* Opens the cell that content is about to stand in. */
void odf_table_ready(odf_reader *reader);
/* A number of rows or columns an attribute states, at least 1. */
uint32_t odf_count(read_xml *xml, int id);

/* odf_sheet.c: 1 if the element was one of a spreadsheet. */
int odf_sheet_start(odf_reader *reader, read_xml *xml, int id);
int odf_sheet_end(odf_reader *reader, int id);
/* A paragraph of the open cell. */
void odf_sheet_text(odf_reader *reader, base_str text);
/* Builds and frees the sheet that a damaged file left open. */
void odf_sheet_close(odf_reader *reader);
void odf_sheet_free(odf_reader *reader);

/* odf_chart.c: the table of an embedded chart; anything else is reported. */
void odf_object_build(odf_reader *reader, base_str folder);

#endif
