/* Tables of RTF. The text of a row comes before or after its definition, and the columns of the
 * grid are the edges of all rows, so a table is kept until it is whole. */

#include "base/err.h"
#include "read/edges.h"
#include "read/rtf_reader.h"

#define UNSAID_WIDTH 100 /* twips, of a first cell before the row's start */

typedef struct rtf_grid rtf_grid;

typedef struct cell {
    base_vec items; /* of rtf_item */
} cell;

typedef struct row {
    base_vec cells; /* of cell */
    rtf_edge *edges;
    uint32_t count; /* edges */
    int32_t left;
    int plain; /* the edges do not grow from cell to cell: only the cells' order counts */
} row;

struct rtf_grid {
    base_vec rows; /* of row */
    int row_open, cell_open;
    int32_t *edges;
    size_t edge_count;
};

struct rtf_tables {
    rtf_grid *open[DOC_MAX_NESTING]; /* open[0] is the outermost */
    int depth, most;
    rtf_tables *outer; /* of a text box: what is around it, and how deep it stands in that */
    int outer_depth;
    rtf_row_definition rows[2]; /* [0] of plain rows, [1] of nested ones */
};

int rtf_tables_new(rtf_reader *reader)
{
    reader->tables = base_arena_zalloc(reader->arena, sizeof(*reader->tables));
    if (reader->tables == NULL)
        return HECHA_E_MEMORY;
    reader->tables->most = DOC_MAX_NESTING - 1;
    reader->flows[0].tables = reader->tables;
    return 0;
}

static row *last_row(const rtf_grid *table)
{
    return base_vec_at(&table->rows, table->rows.count - 1);
}

int rtf_row_open(const rtf_reader *reader)
{
    const rtf_tables *tables = reader->tables;
    if (tables->depth == 0 || !tables->open[0]->row_open)
        return 0;
    return tables->depth > 1 || tables->open[0]->cell_open ||
           last_row(tables->open[0])->cells.count < tables->rows[0].count;
}

static cell *open_cell(rtf_reader *reader, rtf_grid *table)
{
    if (!table->row_open) {
        row *fresh = base_vec_push(&table->rows, reader->arena);
        if (fresh == NULL)
            return NULL;
        base_vec_init(&fresh->cells, sizeof(cell));
        table->row_open = 1;
        table->cell_open = 0;
    }
    row *current = last_row(table);
    /* what is beyond the widest row that a document holds joins its last cell */
    if (!table->cell_open && current->cells.count < DOC_MAX_COLUMNS) {
        cell *fresh = base_vec_push(&current->cells, reader->arena);
        if (fresh == NULL)
            return NULL;
        base_vec_init(&fresh->items, sizeof(rtf_item));
        table->cell_open = 1;
    }
    return base_vec_at(&current->cells, current->cells.count - 1);
}

static rtf_item *add_item(rtf_reader *reader, rtf_grid *table)
{
    cell *into = open_cell(reader, table);
    rtf_item *item = into != NULL ? base_vec_push(&into->items, reader->arena) : NULL;
    if (item == NULL)
        rtf_failed(reader);
    return item;
}

/* the grid */

/* A row that is set to the page's middle need not say where it starts. */
static void find_left(row *one)
{
    if (one->count > 0 && one->edges[0].right <= one->left &&
        one->edges[0].right >= INT32_MIN + UNSAID_WIDTH)
        one->left = one->edges[0].right - UNSAID_WIDTH;
}

static int grows(const row *one)
{
    int32_t before = one->left;
    for (uint32_t i = 0; i < one->count; i++) {
        if (one->edges[i].right <= before)
            return 0;
        before = one->edges[i].right;
    }
    return one->count > 0;
}

/* All rows' edges, sorted, near ones joined. */
static int find_edges(rtf_reader *reader, rtf_grid *table)
{
    size_t total = 0;
    for (size_t i = 0; i < table->rows.count; i++)
        total += (size_t)((row *)base_vec_at(&table->rows, i))->count + 1;
    int32_t *edges = base_arena_array(reader->arena, total + 1, sizeof(*edges));
    if (edges == NULL)
        return HECHA_E_MEMORY;
    total = 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        row *one = base_vec_at(&table->rows, i);
        find_left(one);
        one->plain = !grows(one);
        if (one->plain)
            continue;
        edges[total++] = one->left;
        for (uint32_t k = 0; k < one->count; k++)
            edges[total++] = one->edges[k].right;
    }
    table->edges = edges;
    table->edge_count = read_edges_join(edges, total);
    if (table->edge_count > DOC_MAX_COLUMNS)
        table->edge_count = 0;
    return 0;
}

static uint32_t column_of(const rtf_grid *table, int32_t edge)
{
    return read_edges_column(table->edges, table->edge_count, edge);
}

static doc_cell_spec spec_of(const rtf_grid *table, const row *one, size_t index)
{
    doc_cell_spec spec;
    memset(&spec, 0, sizeof(spec));
    if (index >= one->count)
        return spec;
    const rtf_edge *edge = &one->edges[index];
    spec.continues_above = edge->above;
    spec.continues_left = edge->left;
    if (one->plain || table->edge_count == 0)
        return spec;
    uint32_t first = column_of(table, index > 0 ? one->edges[index - 1].right : one->left);
    uint32_t behind = column_of(table, edge->right);
    spec.column = first;
    spec.colspan = behind > first ? behind - first : 1;
    return spec;
}

/* building */

static int is_blank_item(const rtf_item *item)
{
    return item->kind == RTF_ITEM_ASIDE ||
           (item->kind == RTF_ITEM_PARAGRAPH && base_str_trim(item->paragraph.text).len == 0);
}

/* A row of which every cell was deleted: its cells say so, or hold deleted text and no other. */
static int is_deleted(const row *one)
{
    int marked = one->count > 0;
    for (uint32_t i = 0; i < one->count; i++)
        marked &= one->edges[i].deleted;
    if (marked)
        return 1;
    for (size_t i = 0; i < one->cells.count; i++) {
        const cell *at = base_vec_at(&one->cells, i);
        int deleted = 0;
        for (size_t k = 0; k < at->items.count; k++) {
            const rtf_item *item = base_vec_at(&at->items, k);
            if (!is_blank_item(item))
                return 0;
            deleted |= item->kind == RTF_ITEM_ASIDE && item->aside == DOC_DELETED;
        }
        if (!deleted)
            return 0;
    }
    return one->cells.count > 0;
}

static int build_grid(rtf_reader *reader, rtf_grid *table);

static int build_cell(rtf_reader *reader, const rtf_grid *table, const row *one, size_t index)
{
    const cell *from = base_vec_at(&one->cells, index);
    doc_cell_spec spec = spec_of(table, one, index);
    int code = doc_build_cell_begin(reader->builder, &spec);
    for (size_t i = 0; code == 0 && i < from->items.count; i++) {
        const rtf_item *item = base_vec_at(&from->items, i);
        if (item->kind == RTF_ITEM_TABLE)
            code = build_grid(reader, item->table);
        else if (item->kind == RTF_ITEM_PARAGRAPH)
            code = doc_build_cell_paragraph(reader->builder, &item->paragraph);
        else
            code = rtf_build_item(reader, item);
    }
    return code != 0 ? code : doc_build_cell_end(reader->builder);
}

static int build_deleted(rtf_reader *reader, const row *one)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < one->cells.count; i++) {
        const cell *from = base_vec_at(&one->cells, i);
        for (size_t k = 0; code == 0 && k < from->items.count; k++) {
            const rtf_item *item = base_vec_at(&from->items, k);
            if (item->kind == RTF_ITEM_ASIDE)
                code = rtf_build_item(reader, item);
            else if (item->kind == RTF_ITEM_PARAGRAPH && item->paragraph.text.len > 0)
                code = doc_build_aside(reader->builder, DOC_DELETED, item->paragraph.text,
                                       base_str_n("", 0));
        }
    }
    return code;
}

/* Recursion is bounded by DOC_MAX_NESTING, as no deeper table is ever opened. */
static int build_grid(rtf_reader *reader, rtf_grid *table)
{
    base_place place;
    memset(&place, 0, sizeof(place));
    if (find_edges(reader, table) != 0)
        return base_err_memory(reader->err);
    int code = doc_build_table_begin(reader->builder, &place, DOC_TABLE);
    for (size_t i = 0; code == 0 && i < table->rows.count; i++) {
        const row *one = base_vec_at(&table->rows, i);
        if (is_deleted(one)) {
            code = build_deleted(reader, one);
            continue;
        }
        code = doc_build_row_begin(reader->builder, 0);
        for (size_t k = 0; code == 0 && k < one->cells.count; k++)
            code = build_cell(reader, table, one, k);
        if (code == 0)
            code = doc_build_row_end(reader->builder);
    }
    return code != 0 ? code : doc_build_table_end(reader->builder);
}

/* opening and closing */

/* Gives the open row its definition. */
static void define_row(rtf_reader *reader, rtf_grid *table, const rtf_row_definition *definition)
{
    if (!table->row_open)
        return;
    row *one = last_row(table);
    table->row_open = table->cell_open = 0;
    one->left = definition->left;
    one->edges = base_arena_array(reader->arena, definition->count + 1, sizeof(rtf_edge));
    if (one->edges == NULL) {
        rtf_failed(reader);
        return;
    }
    one->count = definition->count;
    memcpy(one->edges, definition->edges, definition->count * sizeof(rtf_edge));
}

/* A whole table that was the outermost: to the builder, or out of its text box. */
static void give_table(rtf_reader *reader, rtf_grid *table)
{
    rtf_tables *own = reader->tables;
    if (own->outer == NULL) {
        reader->code = build_grid(reader, table);
        return;
    }
    reader->tables = own->outer;
    if (own->outer_depth > 0) {
        rtf_item item;
        memset(&item, 0, sizeof(item));
        item.kind = RTF_ITEM_TABLE;
        item.table = table;
        rtf_table_add(reader, own->outer_depth, &item);
    } else {
        rtf_tables_close(reader);
        if (reader->code == 0)
            give_table(reader, table); /* as deep as flows are */
    }
    reader->tables = own;
}

/* Closes the innermost open table: into the cell around it, or out. */
static void close_one(rtf_reader *reader)
{
    rtf_tables *tables = reader->tables;
    rtf_grid *table = tables->open[--tables->depth];
    define_row(reader, table, &tables->rows[tables->depth > 0]);
    if (reader->code != 0)
        return;
    if (tables->depth == 0) {
        give_table(reader, table);
        return;
    }
    rtf_item *item = add_item(reader, tables->open[tables->depth - 1]);
    if (item == NULL)
        return;
    item->kind = RTF_ITEM_TABLE;
    item->table = table;
}

void rtf_tables_close(rtf_reader *reader)
{
    while (reader->code == 0 && reader->tables->depth > 0)
        close_one(reader);
}

static rtf_grid *reach(rtf_reader *reader, int depth)
{
    rtf_tables *tables = reader->tables;
    if (depth > tables->most)
        depth = tables->most;
    while (reader->code == 0 && tables->depth > depth)
        close_one(reader);
    while (reader->code == 0 && tables->depth < depth) {
        rtf_grid *table = base_arena_zalloc(reader->arena, sizeof(*table));
        if (table == NULL) {
            rtf_failed(reader);
            return NULL;
        }
        base_vec_init(&table->rows, sizeof(row));
        tables->open[tables->depth++] = table;
    }
    return reader->code == 0 ? tables->open[depth - 1] : NULL;
}

void rtf_table_add(rtf_reader *reader, int depth, const rtf_item *item)
{
    rtf_grid *table = reach(reader, depth);
    rtf_item *slot = table != NULL ? add_item(reader, table) : NULL;
    if (slot != NULL)
        *slot = *item;
}

void rtf_cell_end(rtf_reader *reader, int depth, int deleted)
{
    (void)deleted;
    rtf_paragraph_end(reader, depth);
    rtf_grid *table = reader->code == 0 ? reach(reader, depth) : NULL;
    if (table != NULL)
        table->cell_open = 0;
}

void rtf_row_end(rtf_reader *reader, int nested)
{
    rtf_tables *tables = reader->tables;
    if (tables->depth < 1 + nested)
        return;
    if (!nested)
        reach(reader, 1);
    if (reader->code == 0)
        define_row(reader, tables->open[tables->depth - 1], &tables->rows[nested]);
}

/* text boxes */

void rtf_tables_begin(rtf_reader *reader, rtf_flow *box, int depth)
{
    rtf_tables *outer = reader->tables;
    int most = outer->most - depth;
    if (most < 1)
        return;
    if (box->tables == NULL)
        box->tables = base_arena_zalloc(reader->arena, sizeof(*box->tables));
    if (box->tables == NULL) {
        rtf_failed(reader);
        return;
    }
    box->tables->depth = 0;
    box->tables->most = most;
    box->tables->outer = outer;
    box->tables->outer_depth = depth;
    box->tables->rows[0].count = box->tables->rows[1].count = 0;
    reader->tables = box->tables;
}

void rtf_tables_end(rtf_reader *reader)
{
    rtf_tables_close(reader);
    reader->tables = reader->tables->outer;
}

int rtf_table_depth(rtf_reader *reader)
{
    const rtf_state *state = rtf_top(reader);
    int depth = state->depth > 0 ? state->depth : 1;
    return state->in_table || rtf_row_open(reader) ? depth : 0;
}

rtf_row_definition *rtf_row_open_definition(rtf_reader *reader)
{
    const rtf_state *state = rtf_top(reader);
    if (reader->flows[state->flow].tables != reader->tables)
        return NULL;
    return &reader->tables->rows[state->nested_row];
}
