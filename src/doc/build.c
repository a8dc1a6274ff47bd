#include "doc/build.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/vec.h"
#include "doc/layout.h"
#include "text/utf8.h"

/* An open table. */
typedef struct frame {
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
} frame;

/* What stands behind the public structs until they are numbered. */
typedef struct aside_node {
    doc_aside aside;
    const doc_block *block;
} aside_node;

typedef struct table_node {
    doc_table *table;
    const doc_block *block;
} table_node;

struct doc_builder {
    base_arena *arena;
    size_t memory;
    hecha_err err; /* sticky */
    doc_block *first, *last;
    doc_block *open;                   /* the block of the outermost open table */
    doc_block *waiting, *waiting_last; /* notes and images met inside it */
    size_t blocks;
    uint64_t slots;
    doc_aside *asides, *asides_last;
    doc_problem *problems, *problems_last;
    const char *encoding;
    base_vec tables; /* table_node */
    base_buf scratch;
    int depth;
    frame frames[DOC_MAX_NESTING];
};

static int fail(doc_builder *builder, hecha_code code, base_msg_id message, const char *argument)
{
    if (builder->err.code == 0)
        base_err(&builder->err, code, message, argument, NULL);
    return builder->err.code;
}

/* An allocation was refused: by the limit, or by the system. */
static int refuse(doc_builder *builder, size_t size)
{
    size_t used = base_arena_used(builder->arena);
    if (builder->memory != 0 && (size > builder->memory || used + size > builder->memory / 2))
        return fail(builder, HECHA_E_LIMIT, MSG_DOC_MEMORY, NULL);
    return fail(builder, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
}

static void *take(doc_builder *builder, size_t size)
{
    void *item = base_arena_zalloc(builder->arena, size);
    if (item == NULL)
        refuse(builder, size);
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
    base_vec_init(&builder->tables, sizeof(table_node));
    base_buf_init(&builder->scratch);
    *out = builder;
    return 0;
}

static void free_scratch(doc_builder *builder)
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
    free_scratch(builder);
}

base_arena *doc_builder_arena(doc_builder *builder)
{
    return builder->arena;
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

static frame *top(doc_builder *builder)
{
    return builder->depth > 0 ? &builder->frames[builder->depth - 1] : NULL;
}

static int copy(doc_builder *builder, base_str text, base_str *out)
{
    *out = base_arena_str(builder->arena, text);
    return out->ptr == NULL ? refuse(builder, text.len) : 0;
}

static int normalise(doc_builder *builder, doc_text *text)
{
    int code = text_normalise(builder->arena, text->raw, &text->normal);
    return code == 0 ? 0 : refuse(builder, text->raw.len);
}

/* number + suffix + text, in the arena. */
static int compose(doc_builder *builder, const doc_paragraph *paragraph, base_str *raw)
{
    if (paragraph->number.len == 0)
        return copy(builder, paragraph->text, raw);
    base_buf *buf = &builder->scratch;
    base_buf_clear(buf);
    base_buf_add_str(buf, paragraph->number);
    base_buf_add_str(buf, paragraph->number_suffix);
    base_buf_add_str(buf, paragraph->text);
    if (base_buf_failed(buf))
        return fail(builder, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
    return copy(builder, base_buf_str(buf), raw);
}

static int copy_place(doc_builder *builder, const base_place *from, base_place *to)
{
    memset(to, 0, sizeof(*to));
    if (from == NULL)
        return 0;
    *to = *from;
    to->path = base_str_n(NULL, 0);
    to->text = base_str_n(NULL, 0);
    if (from->part.len > 0 && copy(builder, from->part, &to->part) != 0)
        return builder->err.code;
    if (from->ref.len > 0 && copy(builder, from->ref, &to->ref) != 0)
        return builder->err.code;
    return 0;
}

static doc_block *new_block(doc_builder *builder, const base_place *place)
{
    if (builder->blocks >= DOC_MAX_BLOCKS) {
        fail(builder, HECHA_E_LIMIT, MSG_DOC_BLOCKS, NULL);
        return NULL;
    }
    doc_block *block = take(builder, sizeof(*block));
    if (block == NULL || copy_place(builder, place, &block->place) != 0)
        return NULL;
    builder->blocks++;
    return block;
}

static void append(doc_block **first, doc_block **last, doc_block *block)
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

/* A generated number of which the reader says nothing is a list's. */
static doc_number_source number_source(const doc_paragraph *paragraph)
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
    doc_block *block = new_block(builder, &paragraph->place);
    if (block == NULL || compose(builder, paragraph, &block->text.raw) != 0)
        return builder->err.code;
    block->kind = kind;
    block->level = kind == DOC_HEADING ? paragraph->style_level : 0;
    if (paragraph->number.len > 0) {
        block->number = base_str_n(block->text.raw.ptr, paragraph->number.len);
        block->number_source = number_source(paragraph);
    }
    if (normalise(builder, &block->text) != 0)
        return builder->err.code;
    if (builder->depth > 0)
        append(&builder->waiting, &builder->waiting_last, block);
    else
        append(&builder->first, &builder->last, block);
    return 0;
}

/* tables */

int doc_build_table_begin(doc_builder *builder, const base_place *place, doc_kind kind)
{
    if (builder->err.code != 0)
        return builder->err.code;
    frame *outer = top(builder);
    if (outer != NULL && !outer->cell_open) {
        doc_cell_spec none = {0};
        if (doc_build_cell_begin(builder, &none) != 0)
            return builder->err.code;
    }
    if (builder->depth == DOC_MAX_NESTING)
        return fail(builder, HECHA_E_LIMIT, MSG_DOC_NESTING, NULL);
    doc_table *table = take(builder, sizeof(*table));
    if (table == NULL || copy_place(builder, place, &table->place) != 0)
        return builder->err.code;
    if (outer == NULL) {
        builder->open = new_block(builder, place);
        if (builder->open == NULL)
            return builder->err.code;
        builder->open->kind = kind == DOC_CHART ? DOC_CHART : DOC_TABLE;
        builder->open->table = table;
    }
    frame *inner = &builder->frames[builder->depth++];
    inner->table = table;
    inner->row_open = 0;
    inner->cell_open = 0;
    doc_layout_clear(&inner->layout);
    return 0;
}

int doc_build_row_begin(doc_builder *builder, uint32_t row)
{
    frame *open = top(builder);
    if (builder->err.code != 0 || open == NULL)
        return builder->err.code;
    if (open->row_open && doc_build_row_end(builder) != 0)
        return builder->err.code;
    if (row > DOC_MAX_CELLS)
        return fail(builder, HECHA_E_LIMIT, MSG_DOC_CELLS, NULL);
    doc_layout_row(&open->layout, row);
    open->row_open = 1;
    if (builder->slots + doc_layout_slots(&open->layout) > DOC_MAX_CELLS)
        return fail(builder, HECHA_E_LIMIT, MSG_DOC_CELLS, NULL);
    return 0;
}

int doc_build_cell_begin(doc_builder *builder, const doc_cell_spec *cell)
{
    frame *open = top(builder);
    if (builder->err.code != 0 || open == NULL)
        return builder->err.code;
    if (open->cell_open && doc_build_cell_end(builder) != 0)
        return builder->err.code;
    if (!open->row_open && doc_build_row_begin(builder, 0) != 0)
        return builder->err.code;
    doc_cell_spec spec = *cell;
    if (copy_place(builder, &cell->place, &spec.place) != 0)
        return builder->err.code;
    int code = doc_layout_cell(&open->layout, &spec, &open->cell, &open->absorbed);
    if (code == HECHA_E_LIMIT)
        return fail(builder, HECHA_E_LIMIT, MSG_DOC_COLUMNS, NULL);
    if (code != 0)
        return fail(builder, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
    open->cell_open = 1;
    open->paragraphs = 0;
    open->number = base_str_n(NULL, 0);
    open->number_source = DOC_NUMBER_NONE;
    open->nested = NULL;
    open->last_nested = NULL;
    base_buf_clear(&open->text);
    return 0;
}

int doc_build_cell_paragraph(doc_builder *builder, const doc_paragraph *paragraph)
{
    frame *open = top(builder);
    if (builder->err.code != 0)
        return builder->err.code;
    if (open == NULL)
        return doc_build_paragraph(builder, paragraph);
    if (!open->cell_open) {
        if (is_blank(paragraph->text) && paragraph->number.len == 0)
            return 0;
        doc_cell_spec none = {0};
        none.place = paragraph->place;
        if (doc_build_cell_begin(builder, &none) != 0)
            return builder->err.code;
    }
    if (open->paragraphs++ > 0)
        base_buf_add_byte(&open->text, '\n');
    else if (paragraph->number.len > 0) {
        open->number.len = paragraph->number.len;
        open->number_source = number_source(paragraph);
    }
    base_buf_add_str(&open->text, paragraph->number);
    if (paragraph->number.len > 0)
        base_buf_add_str(&open->text, paragraph->number_suffix);
    base_buf_add_str(&open->text, paragraph->text);
    if (base_buf_failed(&open->text))
        return fail(builder, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
    return 0;
}

static void link_nested(doc_cell *cell, doc_table *tables)
{
    doc_table **end = &cell->nested;
    while (*end != NULL)
        end = &(*end)->next_nested;
    *end = tables;
}

int doc_build_cell_end(doc_builder *builder)
{
    frame *open = top(builder);
    if (builder->err.code != 0 || open == NULL || !open->cell_open)
        return builder->err.code;
    open->cell_open = 0;
    doc_cell *cell = &open->layout.cells[open->cell].cell;
    if (open->nested != NULL)
        link_nested(cell, open->nested);
    base_str text = base_buf_str(&open->text);
    if (open->absorbed)
        return is_blank(text) ? 0 : doc_build_aside(builder, DOC_HIDDEN, text, base_str_n(NULL, 0));
    if (copy(builder, text, &cell->text.raw) != 0)
        return builder->err.code;
    if (open->number.len > 0) {
        cell->number = base_str_n(cell->text.raw.ptr, open->number.len);
        cell->number_source = open->number_source;
    }
    return normalise(builder, &cell->text);
}

/* A cell that continues the one above: what it says is not seen. */
static void hide_cell(void *context, const doc_cell *gone, doc_cell *into)
{
    doc_builder *builder = context;
    if (!is_blank(gone->text.raw))
        doc_build_aside(builder, DOC_HIDDEN, gone->text.raw, base_str_n(NULL, 0));
    if (gone->nested != NULL)
        link_nested(into, gone->nested);
}

int doc_build_row_end(doc_builder *builder)
{
    frame *open = top(builder);
    if (builder->err.code != 0 || open == NULL || !open->row_open)
        return builder->err.code;
    if (open->cell_open && doc_build_cell_end(builder) != 0)
        return builder->err.code;
    doc_layout_row_end(&open->layout, hide_cell, builder);
    open->row_open = 0;
    return builder->err.code;
}

/* Puts the finished table where it belongs: into the outer cell, or behind the last block. */
static void place_table(doc_builder *builder, doc_table *table)
{
    frame *outer = top(builder);
    if (outer == NULL) {
        append(&builder->first, &builder->last, builder->open);
        return;
    }
    if (outer->last_nested != NULL)
        outer->last_nested->next_nested = table;
    else
        outer->nested = table;
    outer->last_nested = table;
}

static int keep_table(doc_builder *builder, frame *done)
{
    builder->slots += doc_layout_slots(&done->layout);
    if (builder->slots > DOC_MAX_CELLS)
        return fail(builder, HECHA_E_LIMIT, MSG_DOC_CELLS, NULL);
    if (doc_layout_finish(&done->layout, builder->arena, done->table) != 0)
        return refuse(builder, (size_t)doc_layout_slots(&done->layout) * sizeof(uint32_t));
    table_node *node = base_vec_push(&builder->tables, builder->arena);
    if (node == NULL)
        return refuse(builder, 0);
    node->table = done->table;
    node->block = builder->open;
    place_table(builder, done->table);
    return 0;
}

int doc_build_table_end(doc_builder *builder)
{
    frame *open = top(builder);
    if (builder->err.code != 0 || open == NULL)
        return builder->err.code;
    if (doc_build_row_end(builder) != 0)
        return builder->err.code;
    builder->depth--;
    if (open->layout.count > 0 && keep_table(builder, open) != 0)
        return builder->err.code;
    if (builder->depth > 0)
        return 0;
    builder->open = NULL;
    if (builder->waiting != NULL) {
        append(&builder->first, &builder->last, builder->waiting);
        builder->last = builder->waiting_last;
        builder->waiting = NULL;
        builder->waiting_last = NULL;
    }
    return 0;
}

/* asides, problems, changes */

int doc_build_aside(doc_builder *builder, doc_aside_kind kind, base_str text, base_str by)
{
    if (builder->err.code != 0 || (text.len == 0 && by.len == 0))
        return builder->err.code;
    aside_node *node = take(builder, sizeof(*node));
    if (node == NULL || copy(builder, text, &node->aside.text) != 0 ||
        copy(builder, by, &node->aside.by) != 0)
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
    doc_problem *problem = take(builder, sizeof(*problem));
    if (problem == NULL || copy(builder, text, &problem->text) != 0 ||
        copy_place(builder, place, &problem->place) != 0)
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
    if (copy(builder, raw, &fresh) != 0)
        return builder->err.code;
    base_str trimmed = base_str_trim(fresh);
    block->number = base_str_starts(trimmed, block->number)
                        ? base_str_n(trimmed.ptr, block->number.len)
                        : base_str_n(NULL, 0);
    if (block->number.len == 0)
        block->number_source = DOC_NUMBER_NONE;
    block->text.raw = fresh;
    return normalise(builder, &block->text);
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
    doc_block *after = new_block(builder, &block->place);
    if (after == NULL)
        return builder->err.code;
    after->kind = DOC_PARAGRAPH;
    after->text.raw = rest;
    advance(&after->place, base_str_n(raw.ptr, (size_t)(rest.ptr - raw.ptr)));
    base_str kept = base_str_trim(head);
    block->text.raw = base_str_n(raw.ptr, (size_t)(kept.ptr + kept.len - raw.ptr));
    if (normalise(builder, &block->text) != 0 || normalise(builder, &after->text) != 0)
        return builder->err.code;
    after->next = block->next;
    block->next = after;
    if (builder->last == block)
        builder->last = after;
    return 0;
}

/* finishing */

static void number_blocks(doc_builder *builder, doc *document)
{
    doc_block *block;
    uint32_t paragraph = 0;
    for (block = builder->first; block != NULL; block = block->next) {
        block->place.path = document->path;
        block->place.block = (uint32_t)++document->blocks;
        block->place.text = block->text.raw;
        if (block->kind == DOC_TITLE || block->kind == DOC_HEADING || block->kind == DOC_PARAGRAPH)
            block->place.paragraph = ++paragraph;
        if (block->kind == DOC_TABLE)
            block->place.table = (uint32_t)++document->tables;
    }
}

static void number_tables(const doc_builder *builder, const doc *document)
{
    size_t i, k;
    for (i = 0; i < builder->tables.count; i++) {
        const table_node *node = base_vec_at(&builder->tables, i);
        doc_table *table = node->table;
        const base_place *of = &node->block->place;
        table->place.path = document->path;
        table->place.block = of->block;
        table->place.table = of->table;
        for (k = 0; k < table->count; k++) {
            doc_cell *cell = &table->cells[k];
            cell->place.path = document->path;
            cell->place.block = of->block;
            cell->place.table = of->table;
            cell->place.row = cell->row;
            cell->place.cell = cell->column;
            cell->place.text = cell->text.raw;
        }
    }
}

static void place_asides(const doc_builder *builder, const doc *document)
{
    doc_aside *aside;
    doc_problem *problem;
    for (aside = builder->asides; aside != NULL; aside = aside->next) {
        const doc_block *block = ((aside_node *)aside)->block;
        if (block != NULL)
            aside->place = block->place;
        aside->place.path = document->path;
    }
    for (problem = builder->problems; problem != NULL; problem = problem->next)
        problem->place.path = document->path;
}

/* Between two title lines a space stands only where two words would run together. */
static int is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

static void add_title_line(base_buf *buf, base_str line)
{
    size_t i;
    if (buf->len > 0 && line.len > 0 && is_word_byte(buf->ptr[buf->len - 1]) &&
        is_word_byte(line.ptr[0]))
        base_buf_add_byte(buf, ' ');
    for (i = 0; i < line.len; i++)
        base_buf_add_byte(buf, line.ptr[i] == '\n' ? ' ' : line.ptr[i]);
}

static int join_title(doc_builder *builder, doc *document)
{
    const doc_block *block;
    base_buf *buf = &builder->scratch;
    base_buf_clear(buf);
    for (block = builder->first; block != NULL; block = block->next) {
        if (block->kind == DOC_TITLE)
            add_title_line(buf, block->text.normal.text);
    }
    if (base_buf_failed(buf))
        return fail(builder, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
    return copy(builder, base_buf_str(buf), &document->title);
}

static doc *assemble(doc_builder *builder, base_str path, const char *format)
{
    while (builder->err.code == 0 && builder->depth > 0)
        doc_build_table_end(builder);
    if (builder->err.code != 0)
        return NULL;
    doc *document = take(builder, sizeof(*document));
    if (document == NULL || copy(builder, path, &document->path) != 0)
        return NULL;
    document->arena = builder->arena;
    document->format = format;
    document->encoding = base_str_c(builder->encoding);
    document->first = builder->first;
    document->asides = builder->asides;
    document->problems = builder->problems;
    if (join_title(builder, document) != 0)
        return NULL;
    number_blocks(builder, document);
    number_tables(builder, document);
    place_asides(builder, document);
    return document;
}

int doc_build_finish(doc_builder *builder, base_str path, const char *format, doc **out,
                     hecha_err *err)
{
    doc *document = assemble(builder, path, format);
    *out = NULL;
#ifndef NDEBUG
    const char *wrong = document != NULL ? doc_check(document) : NULL;
    if (wrong != NULL)
        fail(builder, HECHA_E_FORMAT, MSG_DOC_INVARIANT, wrong);
#endif
    int code = builder->err.code;
    if (code != 0) {
        hecha_lang lang = err != NULL ? err->lang : builder->err.lang;
        if (err != NULL)
            *err = builder->err;
        if (err != NULL)
            err->lang = lang;
        doc_builder_free(builder);
        return code;
    }
    free_scratch(builder);
    *out = document;
    return 0;
}
