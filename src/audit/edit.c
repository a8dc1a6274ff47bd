#include "audit/edit.h"

#include "base/err.h"
#include "rule/formula.h"

typedef struct editing {
    base_arena *arena;
    doc *document;
    form_instance *instances;
    size_t instance_count;
    hecha_err *err;
} editing;

/* The number behind a letter at *at, which moves on; 0: there is none. */
static uint32_t take_number(base_str text, size_t *at, char letter)
{
    uint32_t number = 0;
    size_t start = *at + 1;
    if (*at >= text.len || text.ptr[*at] != letter)
        return 0;
    for (*at = start; *at < text.len && *at < start + 6; (*at)++) {
        if (text.ptr[*at] < '0' || text.ptr[*at] > '9')
            break;
        number = number * 10 + (uint32_t)(text.ptr[*at] - '0');
    }
    return number;
}

/* R5C3 or T2R5C3. 1 if the key is one. */
static int read_place(base_str key, uint32_t *table, uint32_t *row, uint32_t *column)
{
    size_t at = 0;
    *table = 1;
    if (key.len > 0 && key.ptr[0] == 'T')
        *table = take_number(key, &at, 'T');
    *row = take_number(key, &at, 'R');
    *column = take_number(key, &at, 'C');
    return at == key.len && *table > 0 && *row > 0 && *column > 0;
}

static const doc_cell *cell_at(const doc *document, uint32_t table, uint32_t row, uint32_t column)
{
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        if (block->kind == DOC_TABLE && --table == 0)
            return doc_table_at(block->table, row, column);
    }
    return NULL;
}

/* Fails with the key and the names that are near to it. */
static int no_label(const editing *e, base_str key, size_t found, const base_buf *names)
{
    base_str shown = base_arena_str(e->arena, key);
    if (shown.ptr == NULL || found == FORM_FAILED)
        return base_err_memory(e->err);
    return base_err(e->err, HECHA_E_RULE,
                    found > 1 ? MSG_AUDIT_EDIT_AMBIGUOUS : MSG_AUDIT_EDIT_LABEL, shown.ptr,
                    names->ptr ? names->ptr : "", NULL);
}

/* The cell of the first form that has the label. */
static int find_label(const editing *e, base_str key, const doc_cell **out)
{
    base_buf names;
    size_t found = 0;
    int row = 0;
    base_buf_init(&names);
    for (size_t i = 0; found == 0 && i < e->instance_count; i++) {
        base_buf_clear(&names);
        found = formula_find_item(e->instances[i].form, key, &row, &names);
        if (found == 1)
            *out = e->instances[i].items[row].value_cell;
    }
    int code = found == 1 ? 0 : no_label(e, key, found, &names);
    base_buf_dispose(&names);
    return code;
}

static int edit_one(const editing *e, const rule_example_item *edit)
{
    uint32_t table, row, column;
    const doc_cell *cell = NULL;
    int code = 0;
    if (read_place(edit->label, &table, &row, &column))
        cell = cell_at(e->document, table, row, column);
    else
        code = find_label(e, edit->label, &cell);
    if (code != 0)
        return code;
    if (cell == NULL) {
        base_str shown = base_arena_str(e->arena, edit->label);
        return shown.ptr == NULL
                   ? base_err_memory(e->err)
                   : base_err(e->err, HECHA_E_RULE, MSG_AUDIT_EDIT_CELL, shown.ptr, NULL);
    }
    base_str text = edit->value.ptr != NULL ? edit->value : base_str_c("");
    return doc_replace_cell(e->document, cell, text) == 0 ? 0 : base_err_memory(e->err);
}

int audit_edit_cells(base_arena *arena, const audit_ruleset *rules, doc *document, int year,
                     const rule_example_item *cells, size_t count, hecha_err *err)
{
    editing e = {arena, document, NULL, 0, err};
    int code =
        form_align(arena, document, rules->form_set, year, &e.instances, &e.instance_count, err);
    for (size_t i = 0; code == 0 && i < count; i++)
        code = edit_one(&e, &cells[i]);
    return code;
}
