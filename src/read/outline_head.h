/* read/outline_head.h: what one line says of itself: a number, a head, a title.
 *
 * Private to the outline. Offsets are bytes of the text given, in which markdown's ** may stand. */
#ifndef READ_OUTLINE_HEAD_H
#define READ_OUTLINE_HEAD_H

#include "base/str.h"
#include "text/numbering.h"

typedef enum read_head_kind {
    READ_HEAD_NONE,  /* a sentence, or a line of a table of contents */
    READ_HEAD_LINE,  /* the whole line is a heading */
    READ_HEAD_RUN_IN /* a heading up to `end`, then its paragraph */
} read_head_kind;

typedef struct read_head {
    read_head_kind kind;
    text_numbering number; /* style NONE: no number */
    size_t start;          /* where the text behind the number starts */
    size_t end;            /* READ_HEAD_RUN_IN: where the paragraph starts */
    int spaced;            /* white space stands behind the number */
} read_head;

/* Reads the number at the start of a text and tells what the rest is. */
read_head read_head_of(base_str text);
/* 1 if a line without number, before the first heading, can be a line of the title. */
int read_head_is_title(base_str text);
/* 1 if such a line is neither title nor body: a date, 索引号：…, 附件, a rule of dashes. */
int read_head_is_aside(base_str text);
/* 1 if the text is prose rather than a heading, whatever its style says. */
int read_head_is_prose(base_str text);

#endif
