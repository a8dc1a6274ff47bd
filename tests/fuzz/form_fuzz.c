/* Any text as a form in the form language, and its own labels looked up in it. Text with a line "="
 * is a form of rows and columns too: what stands before it are the column heads. */
#include "form/form.h"
#include "fuzz.h"
#include "rule/formula.h"

#define MOST_LOOKED_UP 50

static void find(const form *shape, base_str label)
{
    base_buf names;
    int row;
    base_buf_init(&names);
    if (formula_find_item(shape, label, &row, &names) == 1 &&
        (row < 0 || (size_t)row >= shape->count))
        __builtin_trap();
    base_buf_dispose(&names);
}

static void look_up(const form *shape)
{
    for (size_t i = 0; i < shape->count && i < MOST_LOOKED_UP; i++) {
        const form_row *row = &shape->rows[i];
        find(shape, row->label);
        find(shape, row->path);
        find(shape, row->name);
        find(shape, row->number);
        /* one that is a letter short, so that neighbours are named */
        find(shape, base_str_n(row->path.ptr, row->path.len > 3 ? row->path.len - 3 : 0));
        if (form_item_across(shape, i, (size_t)row->column) != (int)i)
            __builtin_trap();
    }
}

static void parse_matrix(base_str text)
{
    size_t at = base_str_find(text, base_str_c("\n=\n"), 0);
    base_arena *arena = base_arena_new(64u << 20);
    if (at != BASE_STR_NONE && arena != NULL) {
        form shape = {0};
        form_source source = {base_str_c("表"),
                              base_str_n(NULL, 0),
                              base_str_n(text.ptr, at),
                              base_str_from(text, at + 3),
                              1,
                              1,
                              1};
        if (form_parse_tables(arena, &source, 1, &shape, NULL) == 0)
            look_up(&shape);
    }
    base_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    base_arena *arena = base_arena_new(64u << 20);
    base_str text = base_str_n((const char *)data, size);
    form shape = {0};
    if (arena == NULL)
        return 0;
    if (form_parse(arena, text, 1, &shape, NULL) == 0)
        look_up(&shape);
    base_arena_free(arena);
    parse_matrix(text);
    return 0;
}
