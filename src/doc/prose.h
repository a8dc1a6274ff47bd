/* doc/prose.h: the quantities and claims of a document's headings, paragraphs and notes, in
 * reading order, each with its place. */
#ifndef DOC_PROSE_H
#define DOC_PROSE_H

#include "doc/doc.h"
#include "text/quantity.h"

typedef struct doc_prose {
    int single;             /* the walk ends with its block */
    const doc_block *block; /* the next block to be read, or the one being read */
    size_t offset;          /* byte in its normalised text where the next search starts */
    /* What lies before `counted` raw bytes of the block: line feeds, and code points after the last
     * one. Kept, so that a long paragraph is counted once. */
    size_t counted, lines, columns;
} doc_prose;

/* 1 for a heading, paragraph or note. */
int doc_is_prose(const doc_block *block);
void doc_prose_init(doc_prose *prose, const doc *document);
/* Only what is in this block. */
void doc_prose_init_block(doc_prose *prose, const doc_block *block);
/* The next quantity or claim, with the text as printed and its place; the place's column is that of
 * its first character where the line is known. 1 if there is one. */
int doc_prose_quantity(doc_prose *prose, text_quantity *out, base_str *text, base_place *place);
int doc_prose_claim(doc_prose *prose, text_claim *out, base_str *text, base_place *place);

/* The text as printed of normalised bytes start to end of the block being read, and its place.
 * Calls for one walk must move on. */
void doc_prose_place(doc_prose *prose, size_t start, size_t end, base_str *text, base_place *place);

#endif
