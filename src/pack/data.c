#include "pack/data.h"

#include "base/err.h"
#include "read/csv.h"

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

/* A table while its records come. */
typedef struct gathering {
    base_arena *arena;
    pack_data *out;
    size_t most; /* rows at most: as many as line ends, as the first record is none */
    hecha_err *err;
} gathering;

/* Names are unique and not empty, up to the last that is there. */
static int read_columns(gathering *g, const base_str *fields, size_t count)
{
    pack_data *out = g->out;
    while (count > 0 && base_str_trim(fields[count - 1]).len == 0)
        count--;
    if (count == 0 || count > PACK_MAX_DATA_COLUMNS)
        return base_err(g->err, HECHA_E_RULE, MSG_PACK_DATA_COLUMNS, NULL);
    out->columns = base_arena_array(g->arena, count, sizeof(*out->columns));
    if (out->columns == NULL)
        return base_err_memory(g->err);
    for (size_t i = 0; i < count; i++) {
        base_str name = base_str_trim(fields[i]);
        if (name.len == 0 || pack_data_column(out, name) != BASE_STR_NONE)
            return base_err(g->err, HECHA_E_RULE, MSG_PACK_DATA_COLUMNS, NULL);
        out->columns[i] = base_arena_str(g->arena, name);
        if (out->columns[i].ptr == NULL)
            return base_err_memory(g->err);
        out->column_count = i + 1;
    }
    return 0;
}

/* The texts of a row lie one behind the other. */
static int read_row(gathering *g, const base_str *fields, size_t count)
{
    pack_data *out = g->out;
    base_str *cells = out->cells + out->row_count * out->column_count;
    size_t filled = 0;
    for (size_t i = 0; i < out->column_count; i++) {
        cells[i] = i < count ? base_str_trim(fields[i]) : base_str_c("");
        filled += cells[i].len;
    }
    if (filled == 0)
        return 0;
    char *text = base_arena_alloc(g->arena, filled);
    if (text == NULL)
        return base_err_memory(g->err);
    for (size_t i = 0; i < out->column_count; i++) {
        if (cells[i].len > 0)
            memcpy(text, cells[i].ptr, cells[i].len);
        cells[i].ptr = text;
        text += cells[i].len;
    }
    out->row_count++;
    return 0;
}

/* Room for all rows, of which only as much is touched as there are. */
static int make_room(gathering *g)
{
    pack_data *out = g->out;
    size_t rows = g->most < PACK_MAX_DATA_ROWS ? g->most : PACK_MAX_DATA_ROWS;
    out->cells = base_arena_alloc(g->arena, (rows + 1) * out->column_count * sizeof(base_str));
    return out->cells == NULL ? base_err_memory(g->err) : 0;
}

static int take_record(void *context, uint32_t record, const base_str *fields, size_t count)
{
    gathering *g = context;
    if (record > PACK_MAX_DATA_ROWS)
        return base_err(g->err, HECHA_E_RULE, MSG_PACK_DATA_ROWS, NULL);
    if (record > 1)
        return read_row(g, fields, count);
    int code = read_columns(g, fields, count);
    return code == 0 ? make_room(g) : code;
}

int pack_data_read(base_arena *arena, base_str bytes, base_str name, pack_data *out, hecha_err *err)
{
    gathering g = {.arena = arena, .out = out, .err = err};
    memset(out, 0, sizeof(*out));
    out->name = name;
    for (size_t i = 0; i < bytes.len; i++)
        g.most += bytes.ptr[i] == '\n' || bytes.ptr[i] == '\r';
    int code = read_csv_records(bytes, take_record, &g, err);
    if (code == 0 && out->column_count == 0)
        code = base_err(err, HECHA_E_RULE, MSG_PACK_DATA_COLUMNS, NULL);
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
