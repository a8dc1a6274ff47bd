#include "doc/builder.h"

#include <stdlib.h>

#include "base/err.h"
#include "text/utf8.h"

int doc_builder_fail(doc_builder *builder, hecha_code code, base_msg_id message,
                     const char *argument)
{
    if (builder->err.code == 0)
        base_err(&builder->err, code, message, argument, NULL);
    return builder->err.code;
}

int doc_builder_refuse(doc_builder *builder, size_t size)
{
    size_t used = base_arena_used(builder->arena);
    if (builder->memory != 0 && (size > builder->memory || used + size > builder->memory / 2))
        return doc_builder_fail(builder, HECHA_E_LIMIT, MSG_DOC_MEMORY, NULL);
    return doc_builder_fail(builder, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
}

void *doc_builder_take(doc_builder *builder, size_t size)
{
    void *item = base_arena_zalloc(builder->arena, size);
    if (item == NULL)
        doc_builder_refuse(builder, size);
    return item;
}

int doc_builder_new(size_t memory, hecha_lang lang, doc_builder **out, hecha_err *err)
{
    *out = NULL;
    doc_builder *builder = calloc(1, sizeof(*builder));
    if (builder == NULL)
        return base_err_memory(err);
    builder->arena = base_arena_new(memory);
    if (builder->arena == NULL) {
        free(builder);
        return base_err_memory(err);
    }
    builder->memory = memory;
    builder->err = base_err_init(lang);
    base_buf_init(&builder->scratch);
    *out = builder;
    return 0;
}

void doc_builder_free_scratch(doc_builder *builder)
{
    int i;
    for (i = 0; i < DOC_MAX_NESTING; i++) {
        doc_layout_dispose(&builder->frames[i].layout);
        base_buf_dispose(&builder->frames[i].text);
    }
    base_buf_dispose(&builder->scratch);
    free(builder);
}

void doc_builder_free(doc_builder *builder)
{
    if (builder == NULL)
        return;
    base_arena_free(builder->arena);
    doc_builder_free_scratch(builder);
}

int doc_build_status(const doc_builder *builder)
{
    return builder->err.code;
}

void doc_build_encoding(doc_builder *builder, const char *name)
{
    builder->encoding = name;
}

doc_block *doc_build_first(doc_builder *builder)
{
    return builder->first;
}

int doc_build_depth(const doc_builder *builder)
{
    return builder->depth;
}

doc_frame *doc_builder_top(doc_builder *builder)
{
    return builder->depth > 0 ? &builder->frames[builder->depth - 1] : NULL;
}

int doc_builder_copy(doc_builder *builder, base_str text, base_str *out)
{
    *out = base_arena_str(builder->arena, text);
    return out->ptr == NULL ? doc_builder_refuse(builder, text.len) : 0;
}

int doc_builder_normalise(doc_builder *builder, doc_text *text)
{
    int code = text_normalise(builder->arena, text->raw, &text->normal);
    return code == 0 ? 0 : doc_builder_refuse(builder, text->raw.len);
}

int doc_build_no_memory(doc_builder *builder)
{
    return doc_builder_fail(builder, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
}

/* number + suffix + text, in the arena. */
static int compose(doc_builder *builder, const doc_paragraph *paragraph, base_str *raw)
{
    if (paragraph->number.len == 0)
        return doc_builder_copy(builder, paragraph->text, raw);
    base_buf *buf = &builder->scratch;
    base_buf_clear(buf);
    base_buf_add_str(buf, paragraph->number);
    base_buf_add_str(buf, paragraph->number_suffix);
    base_buf_add_str(buf, paragraph->text);
    if (base_buf_failed(buf))
        return doc_builder_fail(builder, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
    return doc_builder_copy(builder, base_buf_str(buf), raw);
}

int doc_builder_copy_place(doc_builder *builder, const base_place *from, base_place *to)
{
    memset(to, 0, sizeof(*to));
    if (from == NULL)
        return 0;
    *to = *from;
    to->path = base_str_n(NULL, 0);
    to->text = base_str_n(NULL, 0);
    if (from->part.len > 0 && doc_builder_copy(builder, from->part, &to->part) != 0)
        return builder->err.code;
    if (from->ref.len > 0 && doc_builder_copy(builder, from->ref, &to->ref) != 0)
        return builder->err.code;
    return 0;
}

doc_block *doc_builder_block(doc_builder *builder, const base_place *place)
{
    if (builder->blocks >= DOC_MAX_BLOCKS) {
        doc_builder_fail(builder, HECHA_E_LIMIT, MSG_DOC_BLOCKS, NULL);
        return NULL;
    }
    doc_block *block = doc_builder_take(builder, sizeof(*block));
    if (block == NULL || doc_builder_copy_place(builder, place, &block->place) != 0)
        return NULL;
    if (block->place.page == 0)
        block->place.page = builder->page;
    builder->blocks++;
    return block;
}

void doc_builder_append(doc_block **first, doc_block **last, doc_block *block)
{
    if (*last != NULL)
        (*last)->next = block;
    else
        *first = block;
    *last = block;
}

static int is_blank(base_str text)
{
    return base_str_trim(text).len == 0;
}

static doc_kind block_kind(const doc_paragraph *paragraph)
{
    if (paragraph->kind == DOC_NOTE || paragraph->kind == DOC_IMAGE)
        return paragraph->kind;
    if (paragraph->style_title)
        return DOC_TITLE;
    return paragraph->style_level > 0 ? DOC_HEADING : DOC_PARAGRAPH;
}

doc_number_source doc_builder_source(const doc_paragraph *paragraph)
{
    return paragraph->number_source != DOC_NUMBER_NONE ? paragraph->number_source : DOC_NUMBER_LIST;
}

int doc_build_paragraph(doc_builder *builder, const doc_paragraph *paragraph)
{
    if (builder->err.code != 0)
        return builder->err.code;
    doc_kind kind = block_kind(paragraph);
    if (builder->depth > 0 && kind != DOC_NOTE && kind != DOC_IMAGE)
        return doc_build_cell_paragraph(builder, paragraph);
    if (kind != DOC_IMAGE && is_blank(paragraph->text) && paragraph->number.len == 0)
        return 0;
    doc_block *block = doc_builder_block(builder, &paragraph->place);
    if (block == NULL || compose(builder, paragraph, &block->text.raw) != 0)
        return builder->err.code;
    block->kind = kind;
    block->level = kind == DOC_HEADING ? paragraph->style_level : 0;
    block->menu = paragraph->menu;
    if (paragraph->number.len > 0) {
        block->number = base_str_trim(base_str_n(block->text.raw.ptr, paragraph->number.len));
        block->number_source =
            block->number.len > 0 ? doc_builder_source(paragraph) : DOC_NUMBER_NONE;
        block->list_depth = block->number_source == DOC_NUMBER_ORDERED ? paragraph->list_depth : 0;
    }
    if (doc_builder_normalise(builder, &block->text) != 0)
        return builder->err.code;
    if (builder->depth > 0)
        doc_builder_append(&builder->waiting, &builder->waiting_last, block);
    else
        doc_builder_append(&builder->first, &builder->last, block);
    return 0;
}

void doc_build_page(doc_builder *builder, uint32_t page)
{
    doc_frame *open = doc_builder_top(builder);
    builder->page = page;
    if (open != NULL && open->cell_open && !open->absorbed && open->paragraphs == 0)
        open->layout.cells[open->cell].cell.place.page = page;
}

/* asides, problems, changes */

int doc_build_aside(doc_builder *builder, doc_aside_kind kind, base_str text, base_str by)
{
    if (builder->err.code != 0 || (text.len == 0 && by.len == 0))
        return builder->err.code;
    doc_aside_node *node = doc_builder_take(builder, sizeof(*node));
    if (node == NULL || doc_builder_copy(builder, text, &node->aside.text) != 0 ||
        doc_builder_copy(builder, by, &node->aside.by) != 0)
        return builder->err.code;
    node->aside.kind = kind;
    node->block = builder->open != NULL ? builder->open : builder->last;
    if (builder->asides_last != NULL)
        builder->asides_last->next = &node->aside;
    else
        builder->asides = &node->aside;
    builder->asides_last = &node->aside;
    return 0;
}

int doc_build_problem(doc_builder *builder, base_str text, const base_place *place)
{
    if (builder->err.code != 0)
        return builder->err.code;
    doc_problem *problem = doc_builder_take(builder, sizeof(*problem));
    if (problem == NULL || doc_builder_copy(builder, text, &problem->text) != 0 ||
        doc_builder_copy_place(builder, place, &problem->place) != 0)
        return builder->err.code;
    if (builder->problems_last != NULL)
        builder->problems_last->next = problem;
    else
        builder->problems = problem;
    builder->problems_last = problem;
    return 0;
}

int doc_build_retext(doc_builder *builder, doc_block *block, base_str raw)
{
    if (builder->err.code != 0)
        return builder->err.code;
    base_str fresh;
    if (doc_builder_copy(builder, raw, &fresh) != 0)
        return builder->err.code;
    base_str trimmed = base_str_trim(fresh);
    block->number = base_str_starts(trimmed, block->number)
                        ? base_str_n(trimmed.ptr, block->number.len)
                        : base_str_n(NULL, 0);
    if (block->number.len == 0)
        block->number_source = DOC_NUMBER_NONE;
    block->text.raw = fresh;
    return doc_builder_normalise(builder, &block->text);
}

/* Moves a place over text: to the next line at '\n', else on by one column. */
static void advance(base_place *place, base_str over)
{
    size_t at = 0;
    uint32_t codepoint;
    while ((codepoint = text_utf8_next(over, &at)) != 0) {
        if (codepoint == '\n' && place->line != 0) {
            place->line++;
            place->column = 1;
        } else if (place->column != 0) {
            place->column++;
        }
    }
}

int doc_build_split(doc_builder *builder, doc_block *block, size_t offset)
{
    if (builder->err.code != 0)
        return builder->err.code;
    base_str raw = block->text.raw;
    base_str head = base_str_n(raw.ptr, offset < raw.len ? offset : raw.len);
    base_str rest = base_str_trim(base_str_from(raw, offset));
    if (rest.len == 0 || base_str_trim(head).len == 0)
        return 0;
    doc_block *after = doc_builder_block(builder, &block->place);
    if (after == NULL)
        return builder->err.code;
    after->kind = DOC_PARAGRAPH;
    after->text.raw = rest;
    advance(&after->place, base_str_n(raw.ptr, (size_t)(rest.ptr - raw.ptr)));
    base_str kept = base_str_trim(head);
    block->text.raw = base_str_n(raw.ptr, (size_t)(kept.ptr + kept.len - raw.ptr));
    if (!base_str_starts(kept, block->number)) {
        block->number = base_str_n(NULL, 0);
        block->number_source = DOC_NUMBER_NONE;
    }
    if (doc_builder_normalise(builder, &block->text) != 0 ||
        doc_builder_normalise(builder, &after->text) != 0)
        return builder->err.code;
    after->next = block->next;
    block->next = after;
    if (builder->last == block)
        builder->last = after;
    return 0;
}
