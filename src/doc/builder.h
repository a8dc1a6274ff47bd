/* doc/builder.h: the builder from inside: what stands behind doc/build.h while a document is made.
 *
 * Private to doc/. Errors are sticky in `err`; every helper that can fail records its error there
 * and returns its code. */
#ifndef DOC_BUILDER_H
#define DOC_BUILDER_H

#include "base/msg.h"
#include "doc/build.h"
#include "doc/layout.h"

/* An open table. */
typedef struct doc_frame {
    doc_table *table;
    doc_layout layout;
    base_buf text;   /* of the open cell */
    base_str number; /* generated number of its first paragraph */
    doc_number_source number_source;
    size_t cell;       /* index in layout.cells */
    doc_table *nested; /* first nested table of the open cell */
    doc_table *last_nested;
    int row_open, cell_open;
    int absorbed;   /* the open cell continues the one at its left */
    int paragraphs; /* in the open cell */
} doc_frame;

/* What stands behind the public structs until they are numbered. */
typedef struct doc_aside_node {
    doc_aside aside;
    const doc_block *block;
} doc_aside_node;

struct doc_builder {
    base_arena *arena;
    size_t memory;
    hecha_err err; /* sticky */
    doc_block *first, *last;
    doc_block *open;                   /* the block of the outermost open table */
    doc_block *waiting, *waiting_last; /* notes and images met inside it */
    size_t blocks;
    uint64_t slots;
    uint32_t page; /* 0: not known */
    doc_aside *asides, *asides_last;
    doc_problem *problems, *problems_last;
    const char *encoding;
    base_buf scratch;
    int depth;
    doc_frame frames[DOC_MAX_NESTING];
};

/* Records an error, unless there is one; gives the one recorded. The argument may be NULL. */
int doc_builder_fail(doc_builder *builder, hecha_code code, base_msg_id message,
                     const char *argument);
/* An allocation of `size` bytes was refused: by the limit, or by the system. */
int doc_builder_refuse(doc_builder *builder, size_t size);
/* Zeroed memory of the arena, or NULL. */
void *doc_builder_take(doc_builder *builder, size_t size);
int doc_builder_copy(doc_builder *builder, base_str text, base_str *out);
int doc_builder_copy_place(doc_builder *builder, const base_place *from, base_place *to);
int doc_builder_normalise(doc_builder *builder, doc_text *text);
/* A block that is not in a list yet, counted; NULL on errors. */
doc_block *doc_builder_block(doc_builder *builder, const base_place *place);
void doc_builder_append(doc_block **first, doc_block **last, doc_block *block);
/* The innermost open table, or NULL. */
doc_frame *doc_builder_top(doc_builder *builder);
/* Frees all but the arena. */
void doc_builder_free_scratch(doc_builder *builder);
/* Source of a generated number: a list where the reader says nothing. */
doc_number_source doc_builder_source(const doc_paragraph *paragraph);

#endif
