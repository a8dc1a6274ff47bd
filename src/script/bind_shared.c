/* per_report(function(report) … end): what several checks want to know of a report, found out once.
 *
 * Gives a function of the report, and of the keys of a part of the result, if no more is wanted.
 * What it returns is kept with the report for the other checks, as plain data, and each run gets
 * tables of its own, so that no check sees what another did. The function has a run of its own,
 * which begins with what the file made and not with what the check that asks first did to it: that
 * check ends, the function runs, and the check begins anew (run.c). A run is charged the same
 * whether it asked first or not (as in scan.h). What goes wrong in the function is kept too, and
 * raised in each check that asks; a limit ends the check. */
#include "script/bind.h"
#include "script/load.h"
#include "script/run.h"

#define MOST_DEPTH 16

static const char found_key = 0; /* registry: handle -> result; -1 - handle -> true, if charged */

/* ---- plain data ---- */

static void keep(lua_State *L, base_arena *arena, script_datum *out, int depth);

static int is_number_of_item(const script_datum *key)
{
    return key->type == LUA_TNUMBER && key->is_integer && key->integer > 0;
}

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
    int64_t largest = 0;
    for (lua_pushnil(L); lua_next(L, -2) != 0; at += 2) {
        script_datum *key = &out->pairs[at];
        keep(L, arena, &out->pairs[at + 1], depth + 1);
        lua_pop(L, 1);
        keep(L, arena, key, depth + 1);
        out->items += is_number_of_item(key);
        if (is_number_of_item(key) && key->integer > largest)
            largest = key->integer;
    }
    if ((uint64_t)largest != out->items)
        out->items = 0;
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

static void push_pairs(lua_State *L, const script_datum *datum);

/* Not deeper than it was kept. */
static void push_datum(lua_State *L, const script_datum *datum)
{
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
        push_pairs(L, datum);
    }
}

static void push_pairs(lua_State *L, const script_datum *datum)
{
    luaL_checkstack(L, 4, "tables nested too deeply");
    /* Odd, so that the size of the list is not mistaken for a hash part's (vm.c). */
    lua_createtable(L, datum->items > 0 ? (int)((datum->items & 0xFFFF) | 1) : 0,
                    (int)((datum->count - datum->items) & 0xFFFF));
    script_charge(L, 1 + datum->count);
    for (size_t i = 0; i < datum->count; i++) {
        const script_datum *key = &datum->pairs[2 * i];
        if (datum->items > 0 && is_number_of_item(key)) {
            push_datum(L, key + 1);
            lua_rawseti(L, -2, key->integer);
            continue;
        }
        push_datum(L, key);
        push_datum(L, key + 1);
        lua_rawset(L, -3);
    }
}

/* ---- finding out ---- */

static int is_kept(const script_vm *vm)
{
    const script_scans *scans = &vm->scans;
    return scans->document != NULL && scans->document == vm->run->scene->document &&
           base_arena_used(scans->arena) <= SCRIPT_MOST_SCANNED;
}

/* Where what is found out now goes, beside what was found before. */
static script_shared **place_of(script_vm *vm, base_arena **arena)
{
    int kept = is_kept(vm);
    *arena = kept ? vm->scans.arena : vm->scans.own_arena;
    return kept ? &vm->scans.shared : &vm->scans.own;
}

static script_shared *add(script_vm *vm, base_arena *arena, script_shared **list)
{
    script_shared *fresh = base_arena_zalloc(arena, sizeof(*fresh));
    if (fresh == NULL)
        return NULL;
    fresh->handle = vm->asked[vm->asked_count - 1];
    fresh->next = *list;
    *list = fresh;
    return fresh;
}

int script_shared_find(lua_State *L)
{
    script_vm *vm = script_vm_of(L);
    base_arena *arena;
    script_shared **list = place_of(vm, &arena);
    script_push_check(L, vm->asked[vm->asked_count - 1]);
    script_push_report(L);
    lua_call(L, 1, 1);
    script_datum datum;
    keep(L, arena, &datum, 0);
    script_shared *fresh = add(vm, arena, list);
    if (fresh == NULL)
        return script_kill(L, SCRIPT_MEMORY);
    fresh->datum = datum;
    fresh->units = (size_t)(vm->limits.instructions - vm->meter.units);
    return 0;
}

int script_shared_fail(script_vm *vm)
{
    base_arena *arena;
    script_shared **list = place_of(vm, &arena);
    base_buf_clear(&vm->scratch);
    script_error_text(vm->state, &vm->scratch, vm->limits.message);
    base_str text = base_arena_str(arena, base_buf_str(&vm->scratch));
    script_shared *fresh =
        base_buf_failed(&vm->scratch) || text.ptr == NULL ? NULL : add(vm, arena, list);
    if (fresh == NULL)
        return HECHA_E_MEMORY;
    fresh->outcome = script_is_missing(vm->state, -1) ? SCRIPT_LACKED : SCRIPT_FAILED;
    fresh->datum.text = text;
    fresh->units = (size_t)(vm->limits.instructions - vm->meter.units);
    return 0;
}

void script_shared_forget(script_vm *vm)
{
    vm->asked_count = 0;
    if (vm->scans.own == NULL)
        return;
    vm->scans.own = NULL;
    base_arena_reset(vm->scans.own_arena);
}

/* ---- asking ---- */

static const script_shared *found_in(const script_shared *list, int handle)
{
    while (list != NULL && list->handle != handle)
        list = list->next;
    return list;
}

/* Ends the run, so that the function has one. */
static int ask(lua_State *L, int handle)
{
    script_vm *vm = script_vm_of(L);
    size_t i = 0;
    while (i < vm->asked_count && vm->asked[i] != handle)
        i++;
    if (i < vm->asked_count || i == SCRIPT_MOST_ASKED)
        return script_raise(L, MSG_SCRIPT_SHARED_ROUND, NULL);
    vm->asked[vm->asked_count++] = handle;
    return script_kill(L, SCRIPT_ASKS);
}

/* What stands under the key at the index; NULL: nothing. */
static const script_datum *member(lua_State *L, const script_datum *whole, int index)
{
    int is_text = lua_type(L, index) == LUA_TSTRING;
    luaL_argexpected(L, is_text || lua_isinteger(L, index), index, "string or integer");
    base_str text = is_text ? script_check_str(L, index) : base_str_n(NULL, 0);
    lua_Integer number = is_text ? 0 : lua_tointeger(L, index);
    if (whole == NULL || whole->type != LUA_TTABLE)
        return NULL;
    script_charge(L, 1 + whole->count / 8 + text.len / 32);
    for (size_t i = 0; i < whole->count; i++) {
        const script_datum *key = &whole->pairs[2 * i];
        if (is_text ? key->type == LUA_TSTRING && base_str_eq(key->text, text)
                    : key->type == LUA_TNUMBER && key->is_integer && key->integer == number)
            return key + 1;
    }
    return NULL;
}

static void push_results(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &found_key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &found_key);
}

/* Once in a run, as often as it is asked for. */
static void charge_found(lua_State *L, const script_shared *found)
{
    push_results(L);
    if (lua_rawgeti(L, -1, -1 - (lua_Integer)found->handle) == LUA_TNIL) {
        script_charge(L, found->units);
        lua_pushboolean(L, 1);
        lua_rawseti(L, -3, -1 - (lua_Integer)found->handle);
    }
    lua_pop(L, 2);
}

/* What the function of a handle found is pushed, or the part of it that the keys from 2 on name; it
 * was asked for before in no run, or in one that ended. */
static int push_found(lua_State *L, int handle)
{
    const script_scans *scans = &script_vm_of(L)->scans;
    const script_shared *found = NULL;
    if (scans->document != NULL && scans->document == script_running(L)->scene->document)
        found = found_in(scans->shared, handle);
    if (found == NULL)
        found = found_in(scans->own, handle);
    if (found == NULL)
        return ask(L, handle);
    charge_found(L, found);
    if (found->outcome != SCRIPT_FOUND)
        return script_raise_text(L, found->datum.text, found->outcome == SCRIPT_LACKED);
    const script_datum *wanted = &found->datum;
    for (int i = 2, keys = lua_gettop(L); i <= keys; i++)
        wanted = member(L, wanted, i);
    if (wanted != NULL)
        push_datum(L, wanted);
    else
        lua_pushnil(L);
    return 1;
}

static int get_shared(lua_State *L)
{
    luaL_argexpected(L, lua_istable(L, 1) && script_is_report(L, 1), 1, "report");
    lua_Integer handle = lua_tointeger(L, lua_upvalueindex(1));
    if (lua_gettop(L) > 1)
        return push_found(L, (int)handle);
    push_results(L);
    if (lua_rawgeti(L, 2, handle) != LUA_TNIL)
        return 1;
    lua_settop(L, 1);
    push_found(L, (int)handle);
    push_results(L);
    lua_pushvalue(L, 2);
    lua_rawseti(L, 3, handle);
    lua_settop(L, 2);
    return 1;
}

static int per_report(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    if (script_vm_of(L)->loader == NULL)
        return script_raise(L, MSG_SCRIPT_SHARED_LATE, NULL);
    lua_pushinteger(L, script_keep_check(L));
    lua_pushcclosure(L, get_shared, 1);
    return 1;
}

void script_open_shared(lua_State *L)
{
    lua_pushcfunction(L, per_report);
    lua_setfield(L, -2, "per_report");
}
