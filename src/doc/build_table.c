#include "doc/builder.h"
#include "text/class.h"

static int is_blank(base_str text)
{
    return base_str_trim(text).len == 0;
}

int doc_build_table_begin(doc_builder *builder, const base_place *place, doc_kind kind)
{
    if (builder->err.code != 0)
        return builder->err.code;
    doc_frame *outer = doc_builder_top(builder);
    if (outer != NULL && !outer->cell_open) {
        doc_cell_spec none = {0};
        if (doc_build_cell_begin(builder, &none) != 0)
            return builder->err.code;
    }
    if (builder->depth == DOC_MAX_NESTING)
        return doc_builder_fail(builder, HECHA_E_LIMIT, MSG_DOC_NESTING, NULL);
    doc_table *table = doc_builder_take(builder, sizeof(*table));
    if (table == NULL || doc_builder_copy_place(builder, place, &table->place) != 0)
        return builder->err.code;
    if (outer == NULL) {
        builder->open = doc_builder_block(builder, place);
        if (builder->open == NULL)
            return builder->err.code;
        builder->open->kind = kind == DOC_CHART ? DOC_CHART : DOC_TABLE;
        builder->open->table = table;
    }
    table->offset = outer == NULL ? 0 : outer->text.len;
    doc_frame *inner = &builder->frames[builder->depth++];
    inner->table = table;
    inner->row_open = 0;
    inner->cell_open = 0;
    doc_layout_clear(&inner->layout);
    return 0;
}

int doc_build_table_doubtful(doc_builder *builder)
{
    doc_frame *open = doc_builder_top(builder);
    if (builder->err.code == 0 && open != NULL)
        open->table->doubtful = 1;
    return builder->err.code;
}

int doc_build_row_begin(doc_builder *builder, uint32_t row)
{
    doc_frame *open = doc_builder_top(builder);
    if (builder->err.code != 0 || open == NULL)
        return builder->err.code;
    if (open->row_open && doc_build_row_end(builder) != 0)
        return builder->err.code;
    if (row > DOC_MAX_CELLS)
        return doc_builder_fail(builder, HECHA_E_LIMIT, MSG_DOC_CELLS, NULL);
    doc_layout_row(&open->layout, row);
    open->row_open = 1;
    if (builder->slots + doc_layout_slots(&open->layout) > DOC_MAX_CELLS)
        return doc_builder_fail(builder, HECHA_E_LIMIT, MSG_DOC_CELLS, NULL);
    return 0;
}

int doc_build_cell_begin(doc_builder *builder, const doc_cell_spec *cell)
{
    doc_frame *open = doc_builder_top(builder);
    if (builder->err.code != 0 || open == NULL)
        return builder->err.code;
    if (open->cell_open && doc_build_cell_end(builder) != 0)
        return builder->err.code;
    if (!open->row_open && doc_build_row_begin(builder, 0) != 0)
        return builder->err.code;
    doc_cell_spec spec = *cell;
    if (doc_builder_copy_place(builder, &cell->place, &spec.place) != 0)
        return builder->err.code;
    if (spec.place.page == 0)
        spec.place.page = builder->page;
    int code = doc_layout_cell(&open->layout, &spec, &open->cell, &open->absorbed);
    if (code == HECHA_E_LIMIT)
        return doc_builder_fail(builder, HECHA_E_LIMIT, MSG_DOC_COLUMNS, NULL);
    if (code != 0)
        return doc_builder_fail(builder, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
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
    doc_frame *open = doc_builder_top(builder);
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
        open->number_source = doc_builder_source(paragraph);
    }
    base_buf_add_str(&open->text, paragraph->number);
    if (paragraph->number.len > 0)
        base_buf_add_str(&open->text, paragraph->number_suffix);
    size_t start = open->text.len;
    base_buf_add_str(&open->text, paragraph->text);
    if (base_buf_failed(&open->text))
        return doc_builder_fail(builder, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
    /* Soft hyphens and zero-width characters show nothing: in a figure they are no part of it. */
    if (open->text.len > start)
        open->text.len =
            start + text_drop_zero_width(open->text.ptr + start, open->text.len - start);
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
    doc_frame *open = doc_builder_top(builder);
    if (builder->err.code != 0 || open == NULL || !open->cell_open)
        return builder->err.code;
    open->cell_open = 0;
    doc_cell *cell = &open->layout.cells[open->cell].cell;
    if (open->nested != NULL)
        link_nested(cell, open->nested);
    base_str text = base_buf_str(&open->text);
    if (open->absorbed)
        return is_blank(text) ? 0 : doc_build_aside(builder, DOC_HIDDEN, text, base_str_n(NULL, 0));
    if (doc_builder_copy(builder, text, &cell->text.raw) != 0)
        return builder->err.code;
    if (open->number.len > 0) {
        cell->number = base_str_trim(base_str_n(cell->text.raw.ptr, open->number.len));
        cell->number_source = cell->number.len > 0 ? open->number_source : DOC_NUMBER_NONE;
    }
    return doc_builder_normalise(builder, &cell->text);
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
    doc_frame *open = doc_builder_top(builder);
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
    doc_frame *outer = doc_builder_top(builder);
    if (outer == NULL) {
        doc_builder_append(&builder->first, &builder->last, builder->open);
        return;
    }
    if (outer->last_nested != NULL)
        outer->last_nested->next_nested = table;
    else
        outer->nested = table;
    outer->last_nested = table;
}

static int keep_table(doc_builder *builder, doc_frame *done)
{
    builder->slots += doc_layout_slots(&done->layout);
    if (builder->slots > DOC_MAX_CELLS)
        return doc_builder_fail(builder, HECHA_E_LIMIT, MSG_DOC_CELLS, NULL);
    if (doc_layout_finish(&done->layout, builder->arena, done->table) != 0)
        return doc_builder_refuse(builder,
                                  (size_t)doc_layout_slots(&done->layout) * sizeof(uint32_t));
    place_table(builder, done->table);
    return 0;
}

int doc_build_table_end(doc_builder *builder)
{
    doc_frame *open = doc_builder_top(builder);
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
        doc_builder_append(&builder->first, &builder->last, builder->waiting);
        builder->last = builder->waiting_last;
        builder->waiting = NULL;
        builder->waiting_last = NULL;
    }
    return 0;
}
