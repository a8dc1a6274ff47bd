/* The basic functions: own copies where the stock ones show addresses, run metamethods, can survive
 * a limit, or depend on the order of a hash. */
#include "script/bind.h"
#include "script/sandbox.h"
#include "script/sort.h"

static int base_assert(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_toboolean(L, 1))
        return lua_gettop(L);
    if (lua_isnone(L, 2))
        return luaL_error(L, "assertion failed!");
    lua_settop(L, 2);
    return lua_error(L);
}

static int base_error(lua_State *L)
{
    int level = (int)luaL_optinteger(L, 2, 1);
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TSTRING && level > 0) {
        luaL_where(L, level);
        lua_pushvalue(L, 1);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

/* To name what an error is about, the interpreter goes through the function once for each link of a
 * chain like a.b.c: up to the square of its length. A link takes two bytes at least. */
static void charge_naming(lua_State *L)
{
    lua_Debug frame;
    for (int level = 1; lua_getstack(L, level, &frame); level++) {
        if (!lua_getinfo(L, "Sl", &frame) || frame.currentline <= 0)
            continue;
        size_t bytes = script_source_span(script_vm_of(L), frame.short_src, frame.linedefined,
                                          frame.currentline);
        script_charge(L, 1 + bytes * bytes / 512);
        return;
    }
}

static int on_caught(lua_State *L)
{
    if (script_vm_of(L)->meter.fatal == SCRIPT_ALIVE)
        charge_naming(L);
    lua_settop(L, 1);
    return 1;
}

/* An error that ends the run is raised again: no rule survives a limit. */
static int base_pcall(lua_State *L)
{
    luaL_checkany(L, 1);
    script_vm *vm = script_vm_of(L);
    lua_pushcfunction(L, on_caught);
    lua_insert(L, 1);
    lua_pushboolean(L, 1);
    lua_insert(L, 2);
    int status = lua_pcall(L, lua_gettop(L) - 3, LUA_MULTRET, 1);
    if (status == LUA_OK)
        return lua_gettop(L) - 1;
    if (status == LUA_ERRMEM && vm->meter.fatal == SCRIPT_ALIVE)
        vm->meter.fatal = vm->meter.units < 0 ? SCRIPT_CPU : SCRIPT_MEMORY;
    if (vm->meter.fatal != SCRIPT_ALIVE)
        return lua_error(L);
    if (script_is_missing(L, -1)) {
        lua_getiuservalue(L, -1, 1);
        lua_remove(L, -2);
    }
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

static int base_rawequal(lua_State *L)
{
    luaL_checkany(L, 1);
    luaL_checkany(L, 2);
    if (lua_type(L, 1) == LUA_TSTRING)
        script_charge(L, lua_rawlen(L, 1) / 64);
    lua_pushboolean(L, lua_rawequal(L, 1, 2));
    return 1;
}

static int base_rawget(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    lua_settop(L, 2);
    lua_rawget(L, 1);
    return 1;
}

static int base_rawlen(lua_State *L)
{
    int type = lua_type(L, 1);
    luaL_argexpected(L, type == LUA_TTABLE || type == LUA_TSTRING, 1, "table or string");
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1));
    return 1;
}

static int base_select(lua_State *L)
{
    int count = lua_gettop(L);
    script_charge(L, 1 + (size_t)count / 64);
    if (lua_type(L, 1) == LUA_TSTRING && *lua_tostring(L, 1) == '#') {
        lua_pushinteger(L, count - 1);
        return 1;
    }
    lua_Integer first = luaL_checkinteger(L, 1);
    if (first < 0)
        first = count + first;
    else if (first > count)
        first = count;
    luaL_argcheck(L, first >= 1, 1, "index out of range");
    return count - (int)first;
}

/* A digit of any base up to 36, or 36. */
static int digit_of(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    if (letter >= 'a' && letter <= 'z')
        return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'Z')
        return letter - 'A' + 10;
    return 36;
}

static int is_space(char letter)
{
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
}

static int to_number_in_base(lua_State *L, base_str text, lua_Integer base)
{
    luaL_argcheck(L, base >= 2 && base <= 36, 2, "base out of range");
    while (text.len > 0 && is_space(text.ptr[0]))
        text = base_str_from(text, 1);
    while (text.len > 0 && is_space(text.ptr[text.len - 1]))
        text.len--;
    int negative = text.len > 0 && text.ptr[0] == '-';
    if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+'))
        text = base_str_from(text, 1);
    lua_Unsigned sum = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = digit_of(text.ptr[i]);
        if (digit >= base) {
            lua_pushnil(L);
            return 1;
        }
        sum = sum * (lua_Unsigned)base + (lua_Unsigned)digit;
    }
    if (text.len == 0)
        lua_pushnil(L);
    else
        lua_pushinteger(L, (lua_Integer)(negative ? 0u - sum : sum));
    return 1;
}

static int base_tonumber(lua_State *L)
{
    if (!lua_isnoneornil(L, 2)) {
        base_str digits = script_check_str(L, 1);
        script_charge(L, digits.len / 16);
        return to_number_in_base(L, digits, luaL_checkinteger(L, 2));
    }
    luaL_checkany(L, 1);
    if (lua_type(L, 1) == LUA_TNUMBER) {
        lua_settop(L, 1);
        return 1;
    }
    if (lua_type(L, 1) == LUA_TSTRING) {
        size_t length;
        const char *text = lua_tolstring(L, 1, &length);
        script_charge(L, length / 16);
        if (lua_stringtonumber(L, text) == length + 1)
            return 1;
    } else if (script_push_value_number(L, 1)) {
        return 1;
    }
    lua_pushnil(L);
    return 1;
}

const char *script_tostring(lua_State *L, int index, size_t *length)
{
    index = lua_absindex(L, index);
    switch (lua_type(L, index)) {
    case LUA_TSTRING:
    case LUA_TNUMBER:
        lua_pushvalue(L, index);
        break;
    case LUA_TBOOLEAN:
        lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
        break;
    case LUA_TUSERDATA:
        if (!script_push_object_text(L, index))
            lua_pushliteral(L, "userdata");
        break;
    default:
        lua_pushstring(L, luaL_typename(L, index));
        break;
    }
    return lua_tolstring(L, -1, length);
}

static int base_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    script_tostring(L, 1, NULL);
    return 1;
}

static int base_type(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_pushstring(L, luaL_typename(L, 1));
    return 1;
}

/* ---- walking tables ---- */

/* Puts the table that is to be walked at index 1: what is behind a view or the report. */
static void open_table(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    if (script_sandbox_behind(L, 1) || script_report_behind(L, 1))
        lua_replace(L, 1);
}

static int next_index(lua_State *L)
{
    lua_Integer index = luaL_checkinteger(L, 2);
    index = (lua_Integer)((lua_Unsigned)index + 1u);
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushinteger(L, index);
    return lua_rawgeti(L, 1, index) == LUA_TNIL ? 1 : 2;
}

static int base_ipairs(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushcfunction(L, next_index);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

/* Iterator of pairs. Upvalues: table, sorted keys, position. */
static int next_key(lua_State *L)
{
    lua_Integer position = lua_tointeger(L, lua_upvalueindex(3));
    for (;;) {
        position++;
        lua_settop(L, 0);
        if (lua_rawgeti(L, lua_upvalueindex(2), position) == LUA_TNIL)
            return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
            break; /* an entry removed meanwhile is passed over */
        script_charge(L, 1);
    }
    lua_pushinteger(L, position);
    lua_replace(L, lua_upvalueindex(3));
    return 2;
}

static int base_pairs(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    open_table(L);
    script_sorted_keys(L, 1);
    lua_pushinteger(L, 0);
    script_push_moving(L, next_key, 3);
    lua_pushnil(L);
    lua_pushnil(L);
    return 3;
}

/* In the order of pairs, and therefore by a search of the whole table each time. */
static int base_next(lua_State *L)
{
    lua_settop(L, 2);
    open_table(L);
    int found = 0; /* the best key so far is at 3 */
    script_charge_walk(L);
    lua_pushnil(L);
    lua_pushnil(L);
    while (lua_next(L, 1) != 0) {
        lua_pop(L, 1);
        script_charge(L, 1);
        if ((lua_isnil(L, 2) || script_key_cmp(L, 4, 2) > 0) &&
            (!found || script_key_cmp(L, 4, 3) < 0)) {
            lua_copy(L, 4, 3);
            found = 1;
        }
    }
    lua_settop(L, 3);
    if (!found)
        return 1;
    lua_pushvalue(L, 3);
    lua_rawget(L, 1);
    return 2;
}

void script_push_base(lua_State *L)
{
    static const luaL_Reg functions[] = {{"assert", base_assert},     {"error", base_error},
                                         {"ipairs", base_ipairs},     {"next", base_next},
                                         {"pairs", base_pairs},       {"pcall", base_pcall},
                                         {"rawequal", base_rawequal}, {"rawget", base_rawget},
                                         {"rawlen", base_rawlen},     {"select", base_select},
                                         {"tonumber", base_tonumber}, {"tostring", base_tostring},
                                         {"type", base_type},         {NULL, NULL}};
    lua_newtable(L);
    luaL_setfuncs(L, functions, 0);
}
