#include "doc/builder.h"

/* The blocks that take the place of one. It is the first of them itself, so that what hangs on it
 * stays. */
typedef struct pieces {
    doc_builder *builder;
    doc_block *first;
    doc_block *last;  /* the last one made; NULL: none yet */
    doc_block *after; /* what follows it */
} pieces;

static doc_block *next_piece(pieces *to, const base_place *place)
{
    doc_block *block = to->first;
    if (to->last != NULL) {
        block = doc_builder_block(to->builder, place);
        if (block == NULL)
            return NULL;
        to->last->next = block;
    }
    block->next = to->after;
    to->last = block;
    return block;
}

static int put_line(pieces *to, const base_place *place, base_str line)
{
    if (base_str_trim(line).len == 0)
        return 0;
    doc_block *block = next_piece(to, place);
    if (block == NULL)
        return to->builder->err.code;
    block->kind = DOC_PARAGRAPH;
    block->table = NULL;
    block->text.raw = line;
    return doc_builder_normalise(to->builder, &block->text);
}

static int put_lines(pieces *to, const base_place *place, base_str text)
{
    int code = 0;
    while (text.len > 0 && code == 0) {
        size_t end = base_str_find(text, base_str_c("\n"), 0);
        size_t stop = end == BASE_STR_NONE ? text.len : end;
        code = put_line(to, place, base_str_n(text.ptr, stop));
        text = base_str_from(text, end == BASE_STR_NONE ? text.len : end + 1);
    }
    return code;
}

/* A nested table becomes a block. */
static int put_table(pieces *to, const doc_cell *cell, doc_table *table)
{
    doc_block *block = next_piece(to, &cell->place);
    if (block == NULL)
        return to->builder->err.code;
    block->kind = DOC_TABLE;
    block->text = (doc_text){0};
    block->table = table;
    table->next_nested = NULL;
    return 0;
}

static int put_cell(pieces *to, const doc_cell *cell)
{
    base_str text = cell->text.raw;
    size_t from = 0;
    int code = 0;
    for (doc_table *table = cell->nested, *next; table != NULL && code == 0; table = next) {
        size_t at = table->offset < text.len ? table->offset : text.len;
        next = table->next_nested;
        if (at > from) {
            code = put_lines(to, &cell->place, base_str_n(text.ptr + from, at - from));
            from = at;
        }
        if (code == 0)
            code = put_table(to, cell, table);
    }
    return code != 0 ? code : put_lines(to, &cell->place, base_str_from(text, from));
}

static int has_content(const doc_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->cells[i].nested != NULL || base_str_trim(table->cells[i].text.raw).len > 0)
            return 1;
    return 0;
}

int doc_build_dissolve(doc_builder *builder, doc_block *block)
{
    const doc_table *table = block->table;
    if (builder->err.code != 0 || !has_content(table))
        return builder->err.code;
    pieces to = {builder, block, NULL, block->next};
    int code = 0;
    for (size_t i = 0; i < table->count && code == 0; i++)
        code = put_cell(&to, &table->cells[i]);
    if (to.last != NULL && builder->last == block)
        builder->last = to.last;
    return code;
}

int doc_build_cut_lines(doc_builder *builder, doc_block *block)
{
    if (builder->err.code != 0)
        return builder->err.code;
    base_str text = block->text.raw, number = block->number;
    const base_place place = block->place;
    pieces to = {builder, block, NULL, block->next};
    int code = put_lines(&to, &place, text);
    if (code == 0 && !base_str_starts(base_str_trim(block->text.raw), number)) {
        block->number = base_str_n(NULL, 0);
        block->number_source = DOC_NUMBER_NONE;
    }
    if (to.last != NULL && builder->last == block)
        builder->last = to.last;
    return code;
}
