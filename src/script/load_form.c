/* form "id" { title, years, blank_is_zero, fields, rows } */
#include "script/load.h"

static const char *const names[] = {"title", "years", "blank_is_zero", "fields", "rows", NULL};

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
    if (rows->len == 0)
        return script_field_missing(L, "rows", defect);
    return 0;
}

static int read_rows(lua_State *L, form *out, base_str rows, script_defect *defect)
{
    script_loader *loader = script_loading(L);
    script_charge(L, rows.len);
    hecha_err err = base_err_init(loader->vm->lang);
    int code = form_parse(loader->arena, rows, script_line_of(loader, out->line, rows), out, &err);
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
