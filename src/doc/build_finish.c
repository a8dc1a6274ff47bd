#include "doc/builder.h"

#include "base/err.h"

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

/* Places of a table's cells and of the tables in them, which lie at most DOC_MAX_NESTING deep. */
static void number_table(doc_table *table, const base_place *of, int depth)
{
    table->place.path = of->path;
    table->place.block = of->block;
    table->place.table = of->table;
    for (size_t k = 0; k < table->count; k++) {
        doc_cell *cell = &table->cells[k];
        cell->place.path = of->path;
        cell->place.block = of->block;
        cell->place.table = of->table;
        cell->place.row = cell->row;
        cell->place.cell = cell->column;
        cell->place.text = cell->text.raw;
        for (doc_table *inner = cell->nested; inner != NULL && depth < DOC_MAX_NESTING;
             inner = inner->next_nested)
            number_table(inner, of, depth + 1);
    }
}

static void number_tables(const doc_builder *builder)
{
    for (const doc_block *block = builder->first; block != NULL; block = block->next)
        if (block->table != NULL)
            number_table(block->table, &block->place, 0);
}

static void place_asides(const doc_builder *builder, const doc *document)
{
    doc_aside *aside;
    doc_problem *problem;
    for (aside = builder->asides; aside != NULL; aside = aside->next) {
        const doc_block *block = ((doc_aside_node *)aside)->block;
        if (block != NULL)
            aside->place = block->place;
        aside->place.path = document->path;
    }
    for (problem = builder->problems; problem != NULL; problem = problem->next)
        problem->place.path = document->path;
}

/* What began before the reader met the first page break. */
static void place_on_first_page(const doc_builder *builder)
{
    for (doc_block *block = builder->first; block != NULL; block = block->next) {
        if (block->place.page == 0)
            block->place.page = 1;
        for (size_t i = 0; block->table != NULL && i < block->table->count; i++)
            if (block->table->cells[i].place.page == 0)
                block->table->cells[i].place.page = 1;
    }
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
        return doc_builder_fail(builder, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
    return doc_builder_copy(builder, base_buf_str(buf), &document->title);
}

static doc *assemble(doc_builder *builder, base_str path, const char *format)
{
    while (builder->err.code == 0 && builder->depth > 0)
        doc_build_table_end(builder);
    if (builder->err.code != 0)
        return NULL;
    doc *document = doc_builder_take(builder, sizeof(*document));
    if (document == NULL || doc_builder_copy(builder, path, &document->path) != 0)
        return NULL;
    document->arena = builder->arena;
    document->format = format;
    document->encoding = base_str_c(builder->encoding);
    document->first = builder->first;
    document->asides = builder->asides;
    document->problems = builder->problems;
    if (join_title(builder, document) != 0)
        return NULL;
    if (builder->page > 0)
        place_on_first_page(builder);
    number_blocks(builder, document);
    number_tables(builder);
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
        doc_builder_fail(builder, HECHA_E_FORMAT, MSG_DOC_INVARIANT, wrong);
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
    doc_builder_free_scratch(builder);
    *out = document;
    return 0;
}
