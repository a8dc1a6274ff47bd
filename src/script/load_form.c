/* form "id" { title, years, blank_is_zero, fields, rows | tables } */
#include "script/load.h"

static const char *const names[] = {"title",  "years", "blank_is_zero", "fields", "rows",
                                    "tables", NULL};
enum { MAX_TABLES = 64 };

static const char *const table_names[] = {"title", "default", "columns", "rows", NULL};

static int read_fields(lua_State *L, form *out, base_str *rows, script_defect *defect)
{
    if (script_only_fields(L, 2, names, defect) != 0 ||
        script_field_str(L, 2, "title", &out->title, defect) != 0 ||
        script_field_years(L, 2, "years", &out->year_from, &out->year_to, defect) != 0 ||
        script_field_flag(L, 2, "blank_is_zero", &out->blank_is_zero, defect) != 0 ||
        script_field_list(L, 2, "fields", &out->fields, &out->field_count, defect) != 0 ||
        script_field_str(L, 2, "rows", rows, defect) != 0)
        return -1;
    if (out->title.len == 0)
        return script_field_missing(L, "title", defect);
    return 0;
}

/* One of `tables`, at the top of the stack. */
static int read_source(lua_State *L, const form *out, form_source *source, script_defect *defect)
{
    const script_loader *loader = script_loading(L);
    if (!lua_istable(L, -1))
        return script_field_wrong(L, "tables", "list of tables", luaL_typename(L, -1), defect);
    if (script_only_fields(L, -1, table_names, defect) != 0 ||
        script_field_str(L, -1, "title", &source->title, defect) != 0 ||
        script_field_str(L, -1, "default", &source->preset, defect) != 0 ||
        script_field_str(L, -1, "columns", &source->columns, defect) != 0 ||
        script_field_str(L, -1, "rows", &source->rows, defect) != 0)
        return -1;
    if (source->columns.len == 0)
        return script_field_missing(L, "columns", defect);
    script_charge(L, source->columns.len + source->rows.len);
    source->line = out->line;
    source->columns_line = script_line_of(loader, out->line, source->columns);
    source->rows_line = script_line_of(loader, source->columns_line, source->rows);
    return 0;
}

/* The list `tables`; *sources NULL: there is none. */
static int read_sources(lua_State *L, const form *out, form_source **sources, size_t *count,
                        script_defect *defect)
{
    int code = 0;
    *sources = NULL;
    *count = 0;
    if (script_field(L, 2, "tables") == LUA_TTABLE) {
        *count = lua_rawlen(L, -1);
        if (*count > MAX_TABLES)
            code = script_defect_set(L, defect, MSG_SCRIPT_FIELD_LONG, "tables", NULL);
        else
            *sources = script_load_alloc(L, *count + 1, sizeof(**sources));
        for (size_t i = 0; code == 0 && i < *count; i++) {
            lua_rawgeti(L, -1, (lua_Integer)i + 1);
            code = read_source(L, out, &(*sources)[i], defect);
            lua_pop(L, 1);
        }
    } else if (!lua_isnil(L, -1)) {
        code = script_field_wrong(L, "tables", "list of tables", luaL_typename(L, -1), defect);
    }
    lua_pop(L, 1);
    return code;
}

/* What takes figures: `rows`, or `tables`. */
static int read_rows(lua_State *L, form *out, base_str rows, script_defect *defect)
{
    script_loader *loader = script_loading(L);
    form_source *sources;
    size_t count;
    script_charge(L, rows.len);
    hecha_err err = base_err_init(loader->vm->lang);
    if (read_sources(L, out, &sources, &count, defect) != 0)
        return -1;
    if (sources == NULL && rows.len == 0)
        return script_field_missing(L, "rows", defect);
    if (sources != NULL && rows.len > 0)
        return script_defect_set(L, defect, MSG_SCRIPT_FORM_BOTH, NULL);
    int code = sources != NULL ? form_parse_tables(loader->arena, sources, count, out, &err)
                               : form_parse(loader->arena, rows,
                                            script_line_of(loader, out->line, rows), out, &err);
    if (code == HECHA_E_MEMORY) {
        loader->out_of_memory = 1;
        luaL_error(L, "memory");
    }
    if (code == 0)
        return 0;
    if (err.line > 0)
        defect->line = err.line;
    defect->text = script_load_str(L, base_str_c(err.text));
    return -1;
}

static int is_second(lua_State *L, const form *out, script_defect *defect)
{
    script_loader *loader = script_loading(L);
    form **forms = loader->forms.items;
    for (size_t i = 0; i < loader->forms.count; i++) {
        if (!base_str_eq(forms[i]->id, out->id))
            continue;
        lua_pushfstring(L, "%s:%d", forms[i]->file.ptr, forms[i]->line);
        script_defect_set(L, defect, MSG_SCRIPT_SECOND_FORM, out->id.ptr, lua_tostring(L, -1),
                          NULL);
        lua_pop(L, 1);
        return 1;
    }
    return 0;
}

void script_load_form(lua_State *L, base_str id, int line)
{
    script_loader *loader = script_loading(L);
    form *made = script_load_alloc(L, 1, sizeof(*made));
    script_defect defect = {line, {NULL, 0}};
    base_str rows = {NULL, 0};
    made->pack = loader->pack;
    made->id = id;
    lua_pushfstring(L, "%s/%s", loader->pack.ptr, id.ptr);
    made->name = script_load_str(L, script_check_str(L, -1));
    lua_pop(L, 1);
    made->file = loader->file;
    made->line = line;
    if (read_fields(L, made, &rows, &defect) != 0 || read_rows(L, made, rows, &defect) != 0 ||
        is_second(L, made, &defect)) {
        script_load_broken(L, id, defect.line, defect.text);
        return;
    }
    form **slot = base_vec_push(&loader->forms, loader->arena);
    if (slot == NULL) {
        loader->out_of_memory = 1;
        luaL_error(L, "memory");
    }
    *slot = made;
}
