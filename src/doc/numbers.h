/* doc/numbers.h: what is wrong with the printed numbers of a document.
 *
 * Numbers are those of headings and of numbered paragraphs, automatic ones as they are printed, and
 * 一是 … 二是 … within the text. Siblings are the headings of one level under one heading, the
 * numbered paragraphs under it, and its 一是. A list may begin anew at 1, and go on behind one that
 * stands inside it. Numbers in tables, of figures and of a table of contents take no part. */
#ifndef DOC_NUMBERS_H
#define DOC_NUMBERS_H

#include "base/vec.h"
#include "doc/doc.h"
#include "text/numbering.h"

typedef enum doc_number_fault {
    DOC_NUMBER_GAP,     /* numbers before it are left out */
    DOC_NUMBER_REPEAT,  /* the same number as before */
    DOC_NUMBER_ORDER,   /* smaller than the one before */
    DOC_NUMBER_STYLE,   /* of another style than its siblings: （1） among （一） */
    DOC_NUMBER_MARK,    /* another mark behind it: 4. among 1、 */
    DOC_NUMBER_UNMARKED /* no mark behind it: 三其他事项 */
} doc_number_fault;

typedef struct doc_number {
    const doc_block *block;
    text_number_style style;
    int value;
    base_str printed; /* "（一）" */
    int level;        /* of a heading; 0: a paragraph */
    int inlined;      /* 一是, in the text of the block */
} doc_number;

typedef struct doc_number_problem {
    doc_number_fault fault;
    doc_number number;       /* where it shows */
    int expected;            /* value; 0: does not apply */
    text_number_style style; /* of its siblings */
    base_str usual;          /* DOC_NUMBER_MARK: "、" */
    const doc_block *before; /* the sibling before it; or NULL */
} doc_number_problem;

/* The number of a heading or paragraph: style, value. Style NONE: it has none. The style of
 * a number in a list of a web page is that of its depth, where the outline says so. */
text_numbering doc_number_of(const doc_block *block);
/* The style of the numbers of headings at a depth, from 1 (GB/T 9704-2012 7.3.3). */
text_number_style doc_number_style_at(int depth);
/* Appends to `problems` (of doc_number_problem), in reading order within each list. 0, or -1
 * without memory. */
int doc_numbers_check(const doc *document, base_arena *arena, base_vec *problems);
/* "gap" "repeat" "order" "style" "mark" "unmarked" */
const char *doc_number_fault_name(doc_number_fault fault);

#endif
