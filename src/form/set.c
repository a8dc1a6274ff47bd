/* form/set.c: forms made ready to be looked for. */
#include "form/set.h"

/* The rows that an index of parts is made of, as forms. */
typedef struct indexed {
    const form **lines, **heads;
} indexed;

static int add_part(base_arena *arena, form_set *set, const indexed *made, const form *model,
                    const form_table *source)
{
    form *lines = base_arena_zalloc(arena, sizeof *lines);
    form *heads = base_arena_zalloc(arena, sizeof *heads);
    if (!lines || !heads)
        return HECHA_E_MEMORY;
    lines->pack = heads->pack = model->pack;
    lines->rows = source->lines;
    lines->count = source->line_count;
    heads->rows = source->heads;
    heads->count = source->head_count;
    made->lines[set->part_count] = lines;
    made->heads[set->part_count] = heads;
    set->sources[set->part_count] = source;
    set->models[set->part_count++] = model;
    return 0;
}

static int make_parts(base_arena *arena, form_set *set)
{
    size_t parts = 0;
    for (size_t i = 0; i < set->count; i++)
        parts += set->forms[i]->table_count;
    if (parts == 0)
        return 0;
    indexed made = {base_arena_array(arena, parts, sizeof *made.lines),
                    base_arena_array(arena, parts, sizeof *made.heads)};
    set->sources = base_arena_array(arena, parts, sizeof *set->sources);
    set->models = base_arena_array(arena, parts, sizeof *set->models);
    if (!made.lines || !made.heads || !set->sources || !set->models)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < set->count; i++)
        for (size_t k = 0; k < set->forms[i]->table_count; k++)
            if (set->forms[i]->tables[k].column_count <= FORM_MAX_COLUMNS &&
                add_part(arena, set, &made, set->forms[i], &set->forms[i]->tables[k]))
                return HECHA_E_MEMORY;
    set->lines = form_index_new(arena, made.lines, set->part_count);
    set->heads = form_index_new(arena, made.heads, set->part_count);
    return set->lines && set->heads ? 0 : HECHA_E_MEMORY;
}

form_set *form_set_new(base_arena *arena, const form *const *forms, size_t count)
{
    form_set *set = base_arena_zalloc(arena, sizeof *set);
    if (!set)
        return NULL;
    set->forms = forms;
    set->count = count;
    set->rows = form_index_new(arena, forms, count);
    return set->rows && make_parts(arena, set) == 0 ? set : NULL;
}
