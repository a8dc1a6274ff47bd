/* per_report(function(report) … end): what several checks want to know of a report, found out once.
 *
 * Gives a function of the report. What it returns is kept with the report for the other checks, as
 * plain data, and each run gets tables of its own, so that no check sees what another did. A run is
 * charged the same whether it found out itself or not (as in scan.h). */
#include "script/bind.h"
#include "script/load.h"

#define MOST_DEPTH 16

static const char names_key = 0; /* registry: the names of those that were made */
static const char found_key = 0; /* registry: name -> result, in this run */

/* ---- plain data ---- */

static void keep(lua_State *L, base_arena *arena, script_datum *out, int depth);

static void keep_pairs(lua_State *L, base_arena *arena, script_datum *out, int depth)
{
    if (depth > MOST_DEPTH || lua_getmetatable(L, -1))
        script_raise(L, MSG_SCRIPT_SHARED_DATA, NULL);
    luaL_checkstack(L, 8, "tables nested too deeply");
    for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1))
        out->count++;
    out->pairs = base_arena_array(arena, 2 * out->count + 1, sizeof(*out->pairs));
    if (out->pairs == NULL)
        script_kill(L, SCRIPT_MEMORY);
    script_charge(L, 2 * out->count);
    size_t at = 0;
    for (lua_pushnil(L); lua_next(L, -2) != 0; at += 2) {
        keep(L, arena, &out->pairs[at + 1], depth + 1);
        lua_pop(L, 1);
        keep(L, arena, &out->pairs[at], depth + 1);
    }
}

/* What is at the top of the stack, which stays as it is. */
static void keep(lua_State *L, base_arena *arena, script_datum *out, int depth)
{
    memset(out, 0, sizeof(*out));
    out->type = lua_type(L, -1);
    switch (out->type) {
    case LUA_TBOOLEAN:
        out->integer = lua_toboolean(L, -1);
        break;
    case LUA_TNUMBER:
        out->is_integer = lua_isinteger(L, -1);
        out->integer = out->is_integer ? lua_tointeger(L, -1) : 0;
        out->number = lua_tonumber(L, -1);
        break;
    case LUA_TSTRING:
        out->text = base_arena_str(arena, script_check_str(L, -1));
        script_charge(L, out->text.len / 32);
        if (out->text.ptr == NULL)
            script_kill(L, SCRIPT_MEMORY);
        break;
    case LUA_TTABLE:
        keep_pairs(L, arena, out, depth);
        break;
    default:
        script_raise(L, MSG_SCRIPT_SHARED_DATA, NULL);
    }
}

/* Not deeper than it was kept. */
static void push_datum(lua_State *L, const script_datum *datum)
{
    luaL_checkstack(L, 4, "tables nested too deeply");
    switch (datum->type) {
    case LUA_TBOOLEAN:
        lua_pushboolean(L, (int)datum->integer);
        break;
    case LUA_TNUMBER:
        if (datum->is_integer)
            lua_pushinteger(L, datum->integer);
        else
            lua_pushnumber(L, datum->number);
        break;
    case LUA_TSTRING:
        script_push_str(L, datum->text);
        break;
    default:
        lua_createtable(L, 0, (int)(datum->count & 0xFFFF));
        script_charge(L, 1 + datum->count);
        for (size_t i = 0; i < datum->count; i++) {
            push_datum(L, &datum->pairs[2 * i]);
            push_datum(L, &datum->pairs[2 * i + 1]);
            lua_rawset(L, -3);
        }
    }
}

/* ---- finding out ---- */

/* It is another inside of the function. */
static void forget_checked_form(lua_State *L)
{
    lua_pushnil(L);
    script_keep_report_field(L, "checked_form");
}

/* Runs the function of upvalue 1 on the report as a whole; its result is pushed. */
static void find_out(lua_State *L)
{
    script_vm *vm = script_vm_of(L);
    script_session *run = script_running(L);
    const script_report *own = run->report;
    script_report whole = *own;
    whole.instance = NULL;
    whole.corpus = NULL;
    forget_checked_form(L);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, 1);
    run->report = &whole;
    int status = lua_pcall(L, 1, 1, 0);
    run->report = own;
    forget_checked_form(L);
    if (status == LUA_ERRMEM && vm->meter.fatal == SCRIPT_ALIVE)
        vm->meter.fatal = vm->meter.units < 0 ? SCRIPT_CPU : SCRIPT_MEMORY;
    if (status != LUA_OK)
        lua_error(L);
}

/* What is kept under the name of upvalue 2; found out now if it is not. */
static const script_datum *result_of(lua_State *L)
{
    script_scans *scans = &script_vm_of(L)->scans;
    base_str name = script_check_str(L, lua_upvalueindex(2));
    int is_kept = scans->document != NULL && scans->document == script_running(L)->scene->document;
    for (const script_shared *s = is_kept ? scans->shared : NULL; s != NULL; s = s->next) {
        if (!base_str_eq(s->name, name))
            continue;
        script_charge(L, s->units);
        return &s->datum;
    }
    long long before = script_vm_of(L)->meter.units;
    find_out(L);
    is_kept = is_kept && base_arena_used(scans->arena) <= SCRIPT_MOST_SCANNED;
    base_arena *arena = is_kept ? scans->arena : script_running(L)->scene->arena;
    script_shared *fresh = base_arena_zalloc(arena, sizeof(*fresh));
    if (fresh == NULL)
        script_kill(L, SCRIPT_MEMORY);
    keep(L, arena, &fresh->datum, 0);
    fresh->name = base_arena_str(arena, name);
    fresh->units = (size_t)(before - script_vm_of(L)->meter.units);
    if (fresh->name.ptr == NULL)
        script_kill(L, SCRIPT_MEMORY);
    if (is_kept) {
        fresh->next = scans->shared;
        scans->shared = fresh;
    } else {
        script_run_account(L);
    }
    return &fresh->datum;
}

/* Pushes a table of the registry, made where there is none. */
static void push_table_at(lua_State *L, const void *key)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

static int get_shared(lua_State *L)
{
    luaL_argexpected(L, lua_istable(L, 1) && script_is_report(L, 1), 1, "report");
    lua_settop(L, 1);
    push_table_at(L, &found_key);
    lua_pushvalue(L, lua_upvalueindex(2));
    if (lua_rawget(L, 2) != LUA_TNIL)
        return 1;
    lua_settop(L, 2);
    push_datum(L, result_of(L));
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_pushvalue(L, -2);
    lua_rawset(L, 2);
    return 1;
}

/* The name is the place in the files, the same wherever the file is run again. */
static int per_report(lua_State *L)
{
    lua_Debug info;
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    if (script_vm_of(L)->loader == NULL)
        return script_raise(L, MSG_SCRIPT_SHARED_LATE, NULL);
    lua_pushvalue(L, 1);
    if (lua_getinfo(L, ">S", &info) == 0)
        return luaL_error(L, "no source");
    lua_pushfstring(L, "%s:%d", info.short_src, info.linedefined);
    push_table_at(L, &names_key);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, 3) != LUA_TNIL)
        return script_raise(L, MSG_SCRIPT_SHARED_TWICE, NULL);
    lua_pushvalue(L, 2);
    lua_pushboolean(L, 1);
    lua_rawset(L, 3);
    lua_settop(L, 2);
    lua_pushcclosure(L, get_shared, 2);
    return 1;
}

void script_open_shared(lua_State *L)
{
    lua_pushcfunction(L, per_report);
    lua_setfield(L, -2, "per_report");
}
