/* doc/numbers_list.h: one run of sibling numbers, checked. Private to doc/. */
#ifndef DOC_NUMBERS_LIST_H
#define DOC_NUMBERS_LIST_H

#include "doc/numbers.h"

typedef struct doc_number_run {
    base_arena *arena;
    const doc_block *start; /* the heading above; NULL: the start of the document */
    const doc *document;
    const doc_number *numbers; /* siblings, in reading order */
    size_t count;
    base_vec *problems;
    int failed; /* no memory */
} doc_number_run;

/* 1 if a number within a text may begin behind the code point: a stop, a comma, white space. */
int doc_number_may_follow(uint32_t before);
void doc_number_run_check(doc_number_run *run);

#endif
