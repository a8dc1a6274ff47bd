/* form/matrix.c: forms of rows and columns: their cells as items. */
#include "base/err.h"
#include "form/parse.h"
#include "text/normal.h"

enum { MAX_CELLS = 16384, MAX_TABLES = 64 };

typedef struct expander {
    base_arena *arena;
    form *out;
    hecha_err *err;
    base_buf buf;
} expander;

static int keep(expander *x, base_str *out)
{
    *out = base_buf_failed(&x->buf) ? base_str_n(NULL, 0)
                                    : base_arena_str(x->arena, base_buf_str(&x->buf));
    base_buf_clear(&x->buf);
    return out->ptr ? 0 : base_err_memory(x->err);
}

/* ---- reading one table ---- */

static int fail_at(expander *x, base_msg_id message, base_str what, int line)
{
    char text[160];
    size_t length = what.len < sizeof text - 1 ? what.len : sizeof text - 1;
    while (length < what.len && length > 0 && ((unsigned char)what.ptr[length] & 0xC0) == 0x80)
        length--;
    if (length)
        memcpy(text, what.ptr, length);
    text[length] = '\0';
    base_err(x->err, HECHA_E_RULE, message, text, NULL);
    base_err_at(x->err, NULL, line, 0);
    return HECHA_E_RULE;
}

/* The heads that have none below them. */
static int find_columns(expander *x, form_table *table)
{
    table->columns = base_arena_array(x->arena, table->head_count, sizeof *table->columns);
    if (!table->columns)
        return base_err_memory(x->err);
    for (size_t i = 0; i < table->head_count; i++) {
        int last = i + 1 == table->head_count || table->heads[i + 1].parent != (int)i;
        if (last)
            table->columns[table->column_count++] = (int)i;
    }
    return 0;
}

static int find_preset(expander *x, form_table *table, const form_source *source)
{
    int found = -1;
    table->preset = table->column_count == 1 ? 0 : -1;
    if (source->preset.len == 0)
        return 0;
    text_label_key(&x->buf, source->preset);
    for (size_t i = 0; i < table->column_count; i++) {
        const form_row *head = &table->heads[table->columns[i]];
        if (!base_str_eq(head->key, base_buf_str(&x->buf)) &&
            !base_str_eq(head->path, source->preset))
            continue;
        found = found == -1 ? (int)i : -2;
    }
    base_buf_clear(&x->buf);
    if (found < 0)
        return fail_at(x, MSG_FORM_PRESET, source->preset, source->line);
    table->preset = found;
    return 0;
}

/* The figures of a table may have no labels but the column heads. */
static int add_bare_line(expander *x, form_table *table, int line)
{
    table->lines = base_arena_array(x->arena, 1, sizeof *table->lines);
    if (!table->lines)
        return base_err_memory(x->err);
    table->lines[0].order = 1;
    table->lines[0].parent = -1;
    table->lines[0].line = line;
    table->line_count = 1;
    return 0;
}

static int read_table(expander *x, const form_source *source, form_table *table)
{
    form part = {.count = 0};
    int code = form_parse_text(x->arena, source->columns, source->columns_line, &part, x->err);
    if (code)
        return code;
    table->heads = part.rows;
    table->head_count = part.count;
    for (size_t i = 0; i < part.count; i++)
        part.rows[i].line_index = (int)i;
    table->title = source->title;
    text_label_key(&x->buf, source->title);
    if (keep(x, &table->key) || find_columns(x, table) || find_preset(x, table, source))
        return x->err ? x->err->code : HECHA_E_MEMORY;
    if (source->rows.len == 0)
        return add_bare_line(x, table, source->line);
    code = form_parse_text(x->arena, source->rows, source->rows_line, &part, x->err);
    table->lines = part.rows;
    table->line_count = part.count;
    return code;
}

/* ---- making the cells ---- */

static int name_cell(expander *x, form_row *cell, const form_table *table, const form_row *head)
{
    const form_row *line = &table->lines[cell->line_index];
    if (line->label.len == 0) {
        cell->path = head->path;
        cell->name = head->path;
        return 0;
    }
    cell->name = line->label;
    if (table->column_count == 1)
        return 0;
    base_buf_add_str(&x->buf, line->path);
    base_buf_add_byte(&x->buf, '/');
    base_buf_add_str(&x->buf, head->path);
    if (keep(x, &cell->path))
        return HECHA_E_MEMORY;
    base_buf_add_str(&x->buf, line->label);
    base_buf_add_byte(&x->buf, '/');
    base_buf_add_str(&x->buf, head->label);
    return keep(x, &cell->name);
}

static int make_cell(expander *x, size_t number, int line_index, int column, int order)
{
    const form_table *table = &x->out->tables[number];
    const form_row *line = &table->lines[line_index];
    const form_row *head = &table->heads[table->columns[column]];
    size_t width = table->column_count;
    form_row *cell = &x->out->rows[table->first + (size_t)line_index * width + (size_t)column];
    *cell = line->label.len ? *line : *head;
    cell->table = (int)number;
    cell->line_index = line_index;
    cell->column = column;
    cell->order = order;
    cell->line = line->line;
    cell->unit = head->unit.len ? head->unit : line->unit;
    cell->heading = line->dash || cell->unit.len == 0;
    cell->parent = -1;
    if (line->parent >= 0)
        cell->parent = (int)(table->first + (size_t)line->parent * width) + column;
    if (line->label.len == 0) {
        cell->depth = 0;
        cell->child = cell->part = cell->apart = cell->has_children = cell->has_parts = 0;
    }
    return name_cell(x, cell, table, head);
}

static int make_cells(expander *x)
{
    form *out = x->out;
    int order = 0;
    out->rows = base_arena_array(x->arena, out->count, sizeof *out->rows);
    if (!out->rows)
        return base_err_memory(x->err);
    for (size_t t = 0; t < out->table_count; t++) {
        form_table *table = &out->tables[t];
        for (size_t i = 0; i < table->line_count; i++) {
            order++;
            table->lines[i].table = (int)t;
            table->lines[i].line_index = (int)i;
            table->lines[i].name = table->lines[i].label;
            int heading = 1;
            for (size_t c = 0; c < table->column_count; c++) {
                if (make_cell(x, t, (int)i, (int)c, order))
                    return HECHA_E_MEMORY;
                heading &= out->rows[table->first + i * table->column_count + c].heading;
            }
            table->lines[i].heading = heading != 0;
        }
    }
    return 0;
}

static int read_tables(expander *x, const form_source *sources, size_t count)
{
    form *out = x->out;
    if (count == 0 || count > MAX_TABLES)
        return fail_at(x, MSG_FORM_TABLES, base_str_c(""), out->line);
    out->tables = base_arena_array(x->arena, count, sizeof *out->tables);
    if (!out->tables)
        return base_err_memory(x->err);
    out->table_count = count;
    out->count = 0;
    for (size_t i = 0; i < count; i++) {
        form_table *table = &out->tables[i];
        int code = read_table(x, &sources[i], table);
        if (code)
            return code;
        table->first = out->count;
        out->count += table->line_count * table->column_count;
        if (out->count > MAX_CELLS)
            return fail_at(x, MSG_FORM_CELLS, table->title, sources[i].line);
    }
    return make_cells(x);
}

int form_parse_tables(base_arena *arena, const form_source *sources, size_t count, form *out,
                      hecha_err *err)
{
    expander x = {.arena = arena, .out = out, .err = err};
    base_buf_init(&x.buf);
    int code = read_tables(&x, sources, count);
    base_buf_dispose(&x.buf);
    return code;
}

/* ---- where an item stands ---- */

const form_table *form_table_of(const form *model, size_t item)
{
    return model->table_count ? &model->tables[model->rows[item].table] : NULL;
}

size_t form_item_width(const form *model, size_t item)
{
    const form_table *table = form_table_of(model, item);
    return table ? table->column_count : 1;
}

size_t form_item_columns(const form *model, size_t item, const form_row **heads, size_t max)
{
    const form_table *table = form_table_of(model, item);
    size_t count = 0, at = 0;
    int first = table ? table->columns[model->rows[item].column] : -1;
    for (int i = first; i >= 0; i = table->heads[i].parent)
        count++;
    for (int i = first; i >= 0; i = table->heads[i].parent) {
        at++;
        if (count - at < max)
            heads[count - at] = &table->heads[i];
    }
    return count < max ? count : max;
}

int form_item_across(const form *model, size_t item, size_t column)
{
    const form_row *cell = &model->rows[item];
    if (column >= form_item_width(model, item))
        return -1;
    return (int)(item - (size_t)cell->column + column);
}

int form_item_down(const form *model, size_t item, int step)
{
    const form_table *table = form_table_of(model, item);
    int lines = (int)(table ? table->line_count : model->count);
    int line = model->rows[item].line_index + step;
    if (line < 0 || line >= lines)
        return -1;
    return (int)item + step * (int)form_item_width(model, item);
}
