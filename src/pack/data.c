#include "pack/data.h"

#include "base/err.h"
#include "read/read.h"

int pack_data_is(base_str name)
{
    return base_str_ends(name, base_str_c(".csv"));
}

base_str pack_data_at(const pack_data *data, size_t row, size_t column)
{
    return data->cells[row * data->column_count + column];
}

size_t pack_data_column(const pack_data *data, base_str name)
{
    for (size_t i = 0; i < data->column_count; i++) {
        if (base_str_eq(data->columns[i], name))
            return i;
    }
    return BASE_STR_NONE;
}

static base_str cell_text(const doc_table *table, uint32_t row, uint32_t column)
{
    const doc_cell *cell = doc_table_at(table, row, column);
    return cell != NULL && cell->row == row && cell->column == column
               ? base_str_trim(cell->text.raw)
               : base_str_c("");
}

/* Names are unique and not empty, up to the last that is there. */
static int read_columns(base_arena *arena, const doc_table *table, pack_data *out, hecha_err *err)
{
    uint32_t count = table->columns;
    while (count > 0 && cell_text(table, 1, count).len == 0)
        count--;
    if (count == 0 || count > PACK_MAX_DATA_COLUMNS)
        return base_err(err, HECHA_E_RULE, MSG_PACK_DATA_COLUMNS, NULL);
    out->columns = base_arena_array(arena, count, sizeof(*out->columns));
    if (out->columns == NULL)
        return base_err_memory(err);
    for (uint32_t i = 0; i < count; i++) {
        base_str name = cell_text(table, 1, i + 1);
        if (name.len == 0 || pack_data_column(out, name) != BASE_STR_NONE)
            return base_err(err, HECHA_E_RULE, MSG_PACK_DATA_COLUMNS, NULL);
        out->columns[i] = base_arena_str(arena, name);
        if (out->columns[i].ptr == NULL)
            return base_err_memory(err);
        out->column_count = i + 1;
    }
    return 0;
}

static int read_rows(base_arena *arena, const doc_table *table, pack_data *out, hecha_err *err)
{
    if (table->rows > PACK_MAX_DATA_ROWS)
        return base_err(err, HECHA_E_RULE, MSG_PACK_DATA_ROWS, NULL);
    out->cells =
        base_arena_array(arena, (size_t)table->rows * out->column_count, sizeof(*out->cells));
    if (out->cells == NULL)
        return base_err_memory(err);
    for (uint32_t row = 2; row <= table->rows; row++) {
        size_t filled = 0;
        base_str *cells = out->cells + out->row_count * out->column_count;
        for (size_t i = 0; i < out->column_count; i++) {
            base_str text = cell_text(table, row, (uint32_t)i + 1);
            cells[i] = base_arena_str(arena, text);
            if (cells[i].ptr == NULL)
                return base_err_memory(err);
            filled += text.len;
        }
        out->row_count += filled > 0;
    }
    return 0;
}

int pack_data_read(base_arena *arena, base_str bytes, base_str name, hecha_lang lang,
                   pack_data *out, hecha_err *err)
{
    read_input input = {.bytes = bytes, .path = name, .lang = lang};
    doc *document = NULL;
    memset(out, 0, sizeof(*out));
    out->name = name;
    input.limits.part_bytes = 16u << 20;
    input.limits.total_bytes = 32u << 20;
    input.limits.memory = 64u << 20;
    int code = read_grid(&input, &document, err);
    if (code != 0)
        return code;
    const doc_block *block = document->first;
    while (block != NULL && block->kind != DOC_TABLE)
        block = doc_next(block);
    if (block == NULL)
        code = base_err(err, HECHA_E_RULE, MSG_PACK_DATA_COLUMNS, NULL);
    if (code == 0)
        code = read_columns(arena, block->table, out, err);
    if (code == 0)
        code = read_rows(arena, block->table, out, err);
    doc_free(document);
    return code;
}

int pack_data_append(base_arena *arena, pack_data *data, const pack_data *more, base_str *unknown)
{
    size_t rows = data->row_count + more->row_count;
    if (rows > PACK_MAX_DATA_ROWS)
        return HECHA_E_LIMIT;
    for (size_t i = 0; i < more->column_count; i++) {
        *unknown = more->columns[i];
        if (pack_data_column(data, *unknown) == BASE_STR_NONE)
            return HECHA_E_RULE;
    }
    base_str *cells = base_arena_array(arena, rows * data->column_count + 1, sizeof(*cells));
    if (cells == NULL)
        return HECHA_E_MEMORY;
    size_t before = data->row_count * data->column_count;
    if (before > 0)
        memcpy(cells, data->cells, before * sizeof(*cells));
    for (size_t row = 0; row < more->row_count; row++) {
        base_str *to = cells + before + row * data->column_count;
        for (size_t i = 0; i < data->column_count; i++) {
            size_t from = pack_data_column(more, data->columns[i]);
            to[i] = from == BASE_STR_NONE ? base_str_c("") : pack_data_at(more, row, from);
        }
    }
    data->cells = cells;
    data->row_count = rows;
    return 0;
}
