/* Tables of a .doc: rows end with their definition, so a table is kept until it is whole, its grid
 * made from all rows' cell edges, and then handed to the builder. MS-DOC 2.4.3, 2.9.327. */
#include "base/err.h"
#include "base/vec.h"
#include "read/edges.h"
#include "read/word97.h"

#define MAX_ROWS 100000u

typedef struct grid grid;

/* A paragraph of a cell, or a nested table. */
typedef struct item {
    doc_paragraph paragraph;
    grid *nested;
} item;

typedef struct grid_cell {
    base_vec items; /* of item */
} grid_cell;

typedef struct row {
    base_vec cells; /* of grid_cell */
    base_str definition;
    uint8_t merged_below[WORD97_MAX_COLUMNS];
    uint8_t merge_first, merge_end;
    size_t marks, deleted_marks; /* of its cells */
    int kept;                    /* some text of it is not deleted */
} row;

struct grid {
    base_vec rows; /* of row */
    int cell_open, row_open;
    int32_t *edges;
    size_t edge_count;
};

struct word97_tables {
    word97 *word;
    grid *open[DOC_MAX_NESTING]; /* open[0] is the outermost */
    int depth;
};

int word97_tables_new(word97 *word, word97_tables **out)
{
    *out = base_arena_zalloc(word->arena, sizeof(**out));
    if (*out == NULL)
        return base_err_memory(word->err);
    (*out)->word = word;
    return 0;
}

static row *last_row(grid *table)
{
    return base_vec_at(&table->rows, table->rows.count - 1);
}

static grid_cell *open_cell(word97_tables *tables, grid *table)
{
    base_arena *arena = tables->word->arena;
    if (!table->row_open) {
        row *fresh = table->rows.count < MAX_ROWS ? base_vec_push(&table->rows, arena) : NULL;
        if (fresh == NULL)
            return NULL;
        base_vec_init(&fresh->cells, sizeof(grid_cell));
        table->row_open = 1;
        table->cell_open = 0;
    }
    row *current = last_row(table);
    if (!table->cell_open) {
        grid_cell *cell = base_vec_push(&current->cells, arena);
        if (cell == NULL)
            return NULL;
        base_vec_init(&cell->items, sizeof(item));
        table->cell_open = 1;
    }
    return base_vec_at(&current->cells, current->cells.count - 1);
}

static item *add_item(word97_tables *tables, grid *table)
{
    grid_cell *cell = open_cell(tables, table);
    return cell ? base_vec_push(&cell->items, tables->word->arena) : NULL;
}

static size_t defined_columns(const row *one)
{
    size_t count = read_u8(one->definition, 0);
    return count <= WORD97_MAX_COLUMNS && one->definition.len >= 1 + 2 * (count + 1) ? count : 0;
}

static int32_t edge_at(const row *one, size_t index)
{
    return (int16_t)read_u16(one->definition, 1 + 2 * index);
}

/* All rows' edges, sorted, near ones joined. */
static int find_edges(word97 *word, grid *table)
{
    size_t total = 0;
    for (size_t i = 0; i < table->rows.count; i++)
        total += defined_columns(base_vec_at(&table->rows, i)) + 1;
    int32_t *edges = base_arena_array(word->arena, total, sizeof(*edges));
    if (edges == NULL)
        return base_err_memory(word->err);
    total = 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        const row *one = base_vec_at(&table->rows, i);
        size_t columns = defined_columns(one);
        for (size_t k = 0; columns > 0 && k <= columns; k++)
            edges[total++] = edge_at(one, k);
    }
    table->edges = edges;
    table->edge_count = read_edges_join(edges, total);
    return 0;
}

static uint32_t column_of(const grid *table, int32_t edge)
{
    return read_edges_column(table->edges, table->edge_count, edge);
}

/* The cell's spans and merges from its row's definition (TC: 20 bytes, flags first). */
static doc_cell_spec spec_of(const grid *table, const row *one, size_t index)
{
    doc_cell_spec spec;
    memset(&spec, 0, sizeof(spec));
    size_t columns = defined_columns(one);
    if (index >= columns)
        return spec;
    uint32_t first = column_of(table, edge_at(one, index));
    uint32_t behind = column_of(table, edge_at(one, index + 1));
    uint32_t flags = read_u16(one->definition, 1 + 2 * (columns + 1) + 20 * index);
    uint32_t vertical = flags >> 5 & 3;
    if (index < WORD97_MAX_COLUMNS && one->merged_below[index] > 0)
        vertical = one->merged_below[index] - 1u;
    spec.column = first;
    spec.colspan = behind > first ? behind - first : 1;
    spec.continues_above = vertical == 1;
    spec.continues_left = (flags & 3) == 2 || (index > one->merge_first && index < one->merge_end);
    return spec;
}

/* In a deleted row most cells are deleted, their text or their ends: the marked range may begin at
 * the end of the row before and stop short of its own. An emptied row says nothing either way. */
static int is_deleted(const row *one)
{
    return !one->kept && 2 * one->deleted_marks > one->marks;
}

static int emit_grid(word97 *word, grid *table, int depth);

static int emit_cell(word97 *word, const grid *table, const row *one, size_t index, int depth)
{
    grid_cell *cell = base_vec_at(&one->cells, index);
    doc_cell_spec spec = spec_of(table, one, index);
    int status = doc_build_cell_begin(word->builder, &spec);
    for (size_t i = 0; status == 0 && i < cell->items.count; i++) {
        item *part = base_vec_at(&cell->items, i);
        if (part->nested != NULL)
            status = emit_grid(word, part->nested, depth + 1);
        else
            status = doc_build_cell_paragraph(word->builder, &part->paragraph);
    }
    return status != 0 ? status : doc_build_cell_end(word->builder);
}

/* Recursion is bounded by DOC_MAX_NESTING, as no deeper table is ever opened. */
static int emit_grid(word97 *word, grid *table, int depth)
{
    base_place place;
    memset(&place, 0, sizeof(place));
    int status = find_edges(word, table);
    if (status == 0)
        status = doc_build_table_begin(word->builder, &place, DOC_TABLE);
    for (size_t i = 0; status == 0 && i < table->rows.count; i++) {
        const row *one = base_vec_at(&table->rows, i);
        if (one->cells.count == 0 || is_deleted(one))
            continue;
        status = doc_build_row_begin(word->builder, 0);
        for (size_t k = 0; status == 0 && k < one->cells.count; k++)
            status = emit_cell(word, table, one, k, depth);
        if (status == 0)
            status = doc_build_row_end(word->builder);
    }
    return status != 0 ? status : doc_build_table_end(word->builder);
}

/* Closes the innermost open table: into the cell around it, or out to the builder. */
static int close_one(word97_tables *tables)
{
    grid *table = tables->open[--tables->depth];
    if (tables->depth == 0)
        return emit_grid(tables->word, table, 0);
    item *place = add_item(tables, tables->open[tables->depth - 1]);
    if (place == NULL)
        return base_err_memory(tables->word->err);
    place->nested = table;
    return 0;
}

static int open_one(word97_tables *tables)
{
    grid *table = base_arena_zalloc(tables->word->arena, sizeof(*table));
    if (table == NULL)
        return base_err_memory(tables->word->err);
    base_vec_init(&table->rows, sizeof(row));
    tables->open[tables->depth++] = table;
    return 0;
}

static void end_row(grid *table, const word97_pap *pap)
{
    if (!table->row_open)
        return;
    row *one = last_row(table);
    one->definition = pap->definition;
    memcpy(one->merged_below, pap->merged_below, sizeof(one->merged_below));
    one->merge_first = pap->merge_first;
    one->merge_end = pap->merge_end;
    table->row_open = 0;
    table->cell_open = 0;
}

int word97_tables_add(word97_tables *tables, const word97_pap *pap, const doc_paragraph *paragraph,
                      uint32_t end_mark, int deleted)
{
    int depth = pap->depth < DOC_MAX_NESTING ? pap->depth : DOC_MAX_NESTING - 1;
    int status = 0;
    while (status == 0 && tables->depth > depth)
        status = close_one(tables);
    while (status == 0 && tables->depth < depth)
        status = open_one(tables);
    if (status != 0)
        return status;
    grid *table = tables->open[depth - 1];
    if ((depth == 1 && pap->row_end) || (depth > 1 && pap->inner_row_end)) {
        end_row(table, pap);
        return 0;
    }
    item *place = add_item(tables, table);
    if (place == NULL)
        return base_err_memory(tables->word->err);
    place->paragraph = *paragraph;
    last_row(table)->kept |= paragraph->text.len > 0;
    if ((depth == 1 && end_mark == 0x07) || (depth > 1 && pap->inner_cell)) {
        row *current = last_row(table);
        current->marks++;
        current->deleted_marks += deleted != 0;
        table->cell_open = 0;
    }
    return 0;
}

int word97_tables_close(word97_tables *tables)
{
    int status = 0;
    while (status == 0 && tables->depth > 0)
        status = close_one(tables);
    return status;
}
