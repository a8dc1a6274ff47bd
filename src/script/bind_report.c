/* The report: an empty table whose parts are built when they are first asked for, and kept where no
 * rule can put others in their place. */
#include "script/bind.h"

static const char report_key = 0; /* registry: metatable of the report */
static const char object_key = 0; /* registry: the report of the run */
static const char built_key = 0;  /* registry: its parts by name; false: not built yet */

typedef void push_part(lua_State *L);

static void push_or_nil(lua_State *L, base_str text)
{
    if (text.len == 0)
        lua_pushnil(L);
    else
        script_push_str(L, text);
}

static void push_title(lua_State *L)
{
    push_or_nil(L, script_running(L)->scene->document->title);
}

static void push_path(lua_State *L)
{
    script_push_str(L, script_running(L)->scene->document->path);
}

static void push_format(lua_State *L)
{
    lua_pushstring(L, script_running(L)->scene->document->format);
}

static void push_agency(lua_State *L)
{
    const form_subject *subject = script_running(L)->report->subject;
    push_or_nil(L, subject != NULL ? subject->agency : base_str_n(NULL, 0));
}

static void push_year(lua_State *L)
{
    const form_subject *subject = script_running(L)->report->subject;
    if (subject == NULL || subject->year == 0)
        lua_pushnil(L);
    else
        lua_pushinteger(L, subject->year);
}

static void push_location(lua_State *L)
{
    const doc *document = script_running(L)->scene->document;
    base_place place;
    memset(&place, 0, sizeof(place));
    place.path = document->path;
    if (document->first != NULL)
        place = document->first->place;
    script_push_place(L, &place);
}

/* The form that is being checked; nil in a rule on the report as a whole. */
static void push_form(lua_State *L)
{
    script_push_instance(L, script_running(L)->report->instance);
}

typedef struct part {
    const char *name;
    push_part *push;
    unsigned layer; /* where it is, if it was built before the run */
} part;

static const part parts[] = {{"agency", push_agency, 0},
                             {"blocks", script_push_blocks, SCRIPT_LAYER_PROSE},
                             {"checked_form", push_form, 0},
                             {"date", script_push_report_date, 0},
                             {"format", push_format, 0},
                             {"forms", script_push_forms, SCRIPT_LAYER_FORMS},
                             {"location", push_location, 0},
                             {"headings", script_push_headings, SCRIPT_LAYER_PROSE},
                             {"path", push_path, 0},
                             {"period", script_push_report_period, 0},
                             {"sections", script_push_sections, SCRIPT_LAYER_PROSE},
                             {"signature", script_push_signature, 0},
                             {"tables", script_push_tables, 0},
                             {"texts", script_push_texts, SCRIPT_LAYER_PROSE},
                             {"title", push_title, 0},
                             {"title_lines", script_push_title_lines, 0},
                             {"year", push_year, 0}};

#define PARTS (sizeof(parts) / sizeof(parts[0]))

static const part *find_part(const char *name)
{
    for (size_t i = 0; i < PARTS; i++)
        if (strcmp(parts[i].name, name) == 0)
            return &parts[i];
    return NULL;
}

/* Pushes the table of parts of the run's report. */
static void push_built(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &built_key);
}

void script_keep_report_field(lua_State *L, const char *name)
{
    push_built(L);
    lua_insert(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

/* Pushes a part whose name is at the top, which it takes; built now if it was not before. */
static void push_part_of(lua_State *L, const part *wanted)
{
    script_touch_layer(L, wanted->layer);
    push_built(L);
    lua_pushvalue(L, -2);
    if (lua_rawget(L, -2) == LUA_TBOOLEAN) {
        lua_pop(L, 1);
        luaL_checkstack(L, 20, "report");
        wanted->push(L);
        if (!lua_isnil(L, -1)) {
            lua_pushvalue(L, -3);
            lua_pushvalue(L, -2);
            lua_rawset(L, -4);
        }
    }
    lua_replace(L, -3);
    lua_pop(L, 1);
}

/* Upvalue 1: methods as functions, and parts as numbers, by name. */
static int report_index(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    int type = lua_rawget(L, lua_upvalueindex(1));
    if (type == LUA_TNIL)
        return script_raise(L, MSG_SCRIPT_NO_FIELD, "report", script_tostring(L, 2, NULL), NULL);
    if (type != LUA_TNUMBER)
        return 1;
    const part *wanted = &parts[lua_tointeger(L, -1)];
    lua_settop(L, 2);
    push_part_of(L, wanted);
    return 1;
}

static int report_no_write(lua_State *L)
{
    return script_raise(L, MSG_SCRIPT_READ_ONLY, "report", NULL);
}

void script_push_report(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &object_key);
}

void script_push_report_field(lua_State *L, const char *name)
{
    luaL_checkstack(L, 5, "report");
    lua_pushstring(L, name);
    push_part_of(L, find_part(name));
}

int script_is_report(lua_State *L, int index)
{
    if (!lua_getmetatable(L, index))
        return 0;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &report_key);
    int is_report = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return is_report;
}

int script_report_behind(lua_State *L, int index)
{
    if (!script_is_report(L, index))
        return 0;
    lua_createtable(L, 0, PARTS);
    for (size_t i = 0; i < PARTS; i++) {
        script_push_report_field(L, parts[i].name);
        lua_setfield(L, -2, parts[i].name);
    }
    return 1;
}

/* The report and its parts are there from the first, so that no run adds to older tables. */
static void make_object(lua_State *L)
{
    lua_newtable(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &report_key);
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &object_key);
    lua_createtable(L, 0, PARTS);
    for (size_t i = 0; i < PARTS; i++) {
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, parts[i].name);
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &built_key);
}

void script_open_report(lua_State *L)
{
    static const luaL_Reg methods[] = {{"item", script_report_item},
                                       {"form", script_report_form},
                                       {"dates", script_report_dates},
                                       {"doubled", script_report_doubled},
                                       {"unpaired", script_report_unpaired},
                                       {"find", script_report_find},
                                       {"phrases", script_phrases},
                                       {"matches", script_matches},
                                       {"cells", script_cells},
                                       {"previous", script_report_previous},
                                       {"children", script_report_children},
                                       {"likeness", script_report_likeness},
                                       {"quantities", script_quantities},
                                       {"claims", script_claims},
                                       {"enumerations", script_enumerations},
                                       {"section", script_report_section},
                                       {"numbering", script_report_numbering},
                                       {NULL, NULL}};
    lua_pushcfunction(L, script_title_likeness);
    lua_setfield(L, -2, "title_likeness");
    lua_pushcfunction(L, script_difference);
    lua_setfield(L, -2, "difference");
    lua_createtable(L, 0, 4);
    luaL_newlib(L, methods);
    for (size_t i = 0; i < PARTS; i++)
        script_set_int(L, parts[i].name, (lua_Integer)i);
    lua_pushcclosure(L, report_index, 1);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, report_no_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushliteral(L, "report");
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &report_key);
    make_object(L);
}
