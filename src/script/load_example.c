/* good and bad: reports that a rule must let pass, or find fault with. An example is the text of a
 * report, or a table that says how a form is filled. */
#include "script/load.h"
#include "script/sort.h"

#define MAX_EXAMPLES 256
#define MAX_ITEMS 4096

#define REPORT_FIELDS                                                                              \
    "text", "file", "cells", "form", "title", "agency", "date", "year", "body", "items", "units",  \
        "without", "repeated"
static const char *const names[] = {REPORT_FIELDS, "previous", "children", NULL};
static const char *const names_below[] = {REPORT_FIELDS, "absent", NULL};
static const char *const names_case[] = {
    REPORT_FIELDS, "previous", "children", "reports", "roster",   "rule", "expect",
    "message",     "at",       "findings", "stated",  "expected", NULL};

static int wrong_value(lua_State *L, const char *name, script_defect *defect)
{
    return script_field_wrong(L, name, "label = figure (whole number or string)",
                              luaL_typename(L, -1), defect);
}

/* The key and value at the top: a label, and what is printed for it. */
static int read_pair(lua_State *L, const char *name, rule_example_item *out, script_defect *defect)
{
    if (lua_type(L, -2) != LUA_TSTRING)
        return wrong_value(L, name, defect);
    out->label = script_load_str(L, script_check_str(L, -2));
    if (lua_type(L, -1) == LUA_TSTRING || lua_isinteger(L, -1)) {
        size_t length;
        const char *text = lua_tolstring(L, -1, &length);
        out->value = script_load_str(L, base_str_n(text, length));
        return 0;
    }
    return wrong_value(L, name, defect);
}

/* A table from labels to figures, in the order of their names. */
static int read_pairs(lua_State *L, int table, const char *name, rule_example_item **out,
                      size_t *count, script_defect *defect)
{
    int top = lua_gettop(L);
    int type = script_field(L, table, name);
    int code = 0;
    if (type == LUA_TTABLE) {
        script_sorted_keys(L, -1);
        size_t length = lua_rawlen(L, -1);
        if (length > MAX_ITEMS)
            code = script_defect_set(L, defect, MSG_SCRIPT_FIELD_LONG, name, NULL);
        else
            *out = script_load_alloc(L, length, sizeof(**out));
        for (size_t i = 0; i < length && code == 0; i++) {
            lua_rawgeti(L, top + 2, (lua_Integer)i + 1);
            lua_pushvalue(L, -1);
            lua_rawget(L, top + 1);
            code = read_pair(L, name, &(*out)[i], defect);
            lua_settop(L, top + 2);
        }
        *count = code == 0 ? length : 0;
    } else if (type != LUA_TNIL) {
        code = wrong_value(L, name, defect);
    }
    lua_settop(L, top);
    return code;
}

/* `allowed` tells an example from the reports beside it. */
static int read_table(lua_State *L, int table, const char *const *allowed, rule_example *out,
                      script_defect *defect)
{
    if (script_only_fields(L, table, allowed, defect) != 0 ||
        script_field_str(L, table, "text", &out->text, defect) != 0 ||
        script_field_str(L, table, "file", &out->file, defect) != 0 ||
        script_field_str(L, table, "form", &out->form, defect) != 0 ||
        script_field_str(L, table, "title", &out->title, defect) != 0 ||
        script_field_str(L, table, "agency", &out->agency, defect) != 0 ||
        script_field_str(L, table, "date", &out->date, defect) != 0 ||
        script_field_str(L, table, "body", &out->body, defect) != 0 ||
        script_field_int(L, table, "year", &out->year, defect) != 0 ||
        read_pairs(L, table, "items", &out->items, &out->item_count, defect) != 0 ||
        read_pairs(L, table, "cells", &out->cells, &out->cell_count, defect) != 0 ||
        read_pairs(L, table, "units", &out->units, &out->unit_count, defect) != 0)
        return -1;
    if (out->file.len > 0 && (out->text.len > 0 || out->item_count > 0))
        return script_defect_set(L, defect, MSG_SCRIPT_EXAMPLE_FILE, NULL);
    if (out->file.len == 0 && out->cell_count > 0)
        return script_defect_set(L, defect, MSG_SCRIPT_EXAMPLE_CELLS, NULL);
    if (script_field_list(L, table, "without", &out->without, &out->without_count, defect) != 0)
        return -1;
    return script_field_list(L, table, "repeated", &out->repeated, &out->repeated_count, defect);
}

static int wrong_beside(lua_State *L, const char *name, script_defect *defect)
{
    return script_field_wrong(L, name, "table like an example", luaL_typename(L, -1), defect);
}

/* previous = {…}: the report of the year before. */
static int read_previous(lua_State *L, int table, rule_example *out, script_defect *defect)
{
    int code = 0;
    if (script_field(L, table, "previous") == LUA_TTABLE) {
        rule_example *previous = script_load_alloc(L, 1, sizeof(*previous));
        previous->line = out->line;
        code = read_table(L, lua_gettop(L), names_below, previous, defect);
        out->previous = previous;
    } else if (!lua_isnil(L, -1)) {
        code = wrong_beside(L, "previous", defect);
    }
    lua_settop(L, table);
    return code;
}

/* children = {{…}, …}: reports of the agencies below; reports = {{…}, …}: any. */
static int read_reports(lua_State *L, int table, const char *name, int line,
                        const rule_example **out, size_t *count, script_defect *defect)
{
    int type = script_field(L, table, name), list = lua_gettop(L), code = 0;
    size_t length = type == LUA_TTABLE ? lua_rawlen(L, list) : 0;
    if (type != LUA_TNIL && type != LUA_TTABLE)
        return wrong_beside(L, name, defect);
    if (length > MAX_EXAMPLES)
        return script_defect_set(L, defect, MSG_SCRIPT_FIELD_LONG, name, NULL);
    rule_example *reports = script_load_alloc(L, length + 1, sizeof(*reports));
    for (size_t i = 0; code == 0 && i < length; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        reports[i].line = line;
        if (lua_istable(L, -1))
            code = read_table(L, list + 1, names_below, &reports[i], defect);
        else
            code = wrong_beside(L, name, defect);
        if (code == 0)
            code = script_field_flag(L, list + 1, "absent", &reports[i].absent, defect);
        lua_settop(L, list);
    }
    *out = reports;
    *count = length;
    lua_settop(L, table);
    return code;
}

static int read_children(lua_State *L, int table, rule_example *out, script_defect *defect)
{
    return read_reports(L, table, "children", out->line, &out->children, &out->child_count, defect);
}

int script_load_case_report(lua_State *L, int table, rule_case *out, script_defect *defect)
{
    rule_example *report = &out->report;
    lua_settop(L, table);
    report->line = out->line;
    luaL_checkstack(L, 20, "case");
    if (read_table(L, table, names_case, report, defect) != 0 ||
        read_previous(L, table, report, defect) != 0 ||
        read_children(L, table, report, defect) != 0)
        return -1;
    return read_reports(L, table, "reports", out->line, &out->others, &out->other_count, defect);
}

/* The example at the top. */
static int read_one(lua_State *L, rule_example *out, script_defect *defect)
{
    script_loader *loader = script_loading(L);
    out->line = defect->line;
    if (lua_type(L, -1) == LUA_TSTRING) {
        out->text = script_load_str(L, script_check_str(L, -1));
        out->line = script_line_of(loader, defect->line, out->text);
        return 0;
    }
    if (lua_type(L, -1) != LUA_TTABLE)
        return script_field_wrong(L, "good, bad", "string or table", luaL_typename(L, -1), defect);
    int table = lua_gettop(L);
    luaL_checkstack(L, 20, "example");
    if (read_table(L, table, names, out, defect) != 0 || read_previous(L, table, out, defect) != 0)
        return -1;
    return read_children(L, table, out, defect);
}

/* {{items = …}, year = 2014}: what is named beside examples belongs to none of them. */
static int only_listed(lua_State *L, int list, script_defect *defect)
{
    int code = 0;
    script_sorted_keys(L, list);
    for (size_t i = 1; code == 0 && i <= lua_rawlen(L, list + 1); i++) {
        if (lua_rawgeti(L, list + 1, (lua_Integer)i) == LUA_TSTRING)
            code = script_defect_set(L, defect, MSG_SCRIPT_EXAMPLE_BESIDE,
                                     script_load_str(L, script_check_str(L, -1)).ptr, NULL);
        lua_pop(L, 1);
    }
    lua_settop(L, list);
    return code;
}

int script_load_examples(lua_State *L, rule_example **out, size_t *count, script_defect *defect)
{
    int list = lua_gettop(L);
    if (lua_isnil(L, list))
        return 0;
    size_t length = lua_istable(L, list) ? lua_rawlen(L, list) : 0;
    if (length > MAX_EXAMPLES)
        return script_defect_set(L, defect, MSG_SCRIPT_FIELD_LONG, "good, bad", NULL);
    if (length > 0 && only_listed(L, list, defect) != 0)
        return -1;
    size_t wanted = length > 0 ? length : 1;
    rule_example *examples = script_load_alloc(L, wanted, sizeof(*examples));
    int code = 0;
    for (size_t i = 0; i < wanted && code == 0; i++) {
        if (length > 0)
            lua_rawgeti(L, list, (lua_Integer)i + 1);
        code = read_one(L, &examples[i], defect);
        lua_settop(L, list);
    }
    *out = examples;
    *count = code == 0 ? wanted : 0;
    return code;
}
