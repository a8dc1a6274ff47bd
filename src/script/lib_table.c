/* The table functions: raw access only, every element is charged, views cannot be changed. */
#include "script/sandbox.h"
#include "script/sort.h"

static lua_Integer check_length(lua_State *L, int index)
{
    luaL_checktype(L, index, LUA_TTABLE);
    return (lua_Integer)lua_rawlen(L, index);
}

static int table_concat(lua_State *L)
{
    lua_Integer length = check_length(L, 1);
    size_t between_length;
    const char *between = luaL_optlstring(L, 2, "", &between_length);
    lua_Integer i = luaL_optinteger(L, 3, 1);
    lua_Integer last = luaL_optinteger(L, 4, length);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (; i <= last; i++) {
        lua_rawgeti(L, 1, i);
        if (!lua_isstring(L, -1))
            return luaL_error(L, "invalid value (at index %I) in table for 'concat'",
                              (LUAI_UACINT)i);
        script_charge(L, 1 + (lua_rawlen(L, -1) + between_length) / 32);
        luaL_addvalue(&buffer);
        if (i == last)
            break; /* the last may be the largest integer */
        luaL_addlstring(&buffer, between, between_length);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int table_insert(lua_State *L)
{
    script_check_writable(L, 1);
    lua_Integer end = (lua_Integer)lua_rawlen(L, 1) + 1;
    if (lua_gettop(L) == 2) {
        lua_rawseti(L, 1, end);
        return 0;
    }
    if (lua_gettop(L) != 3)
        return luaL_error(L, "wrong number of arguments to 'insert'");
    lua_Integer position = luaL_checkinteger(L, 2);
    luaL_argcheck(L, position >= 1 && position <= end, 2, "position out of bounds");
    for (lua_Integer i = end; i > position; i--) {
        script_charge(L, 1);
        lua_rawgeti(L, 1, i - 1);
        lua_rawseti(L, 1, i);
    }
    lua_rawseti(L, 1, position);
    return 0;
}

static int table_remove(lua_State *L)
{
    script_check_writable(L, 1);
    lua_Integer length = (lua_Integer)lua_rawlen(L, 1);
    lua_Integer position = luaL_optinteger(L, 2, length);
    if (lua_gettop(L) > 1)
        luaL_argcheck(L, position == length || (position >= 1 && position <= length + 1), 2,
                      "position out of bounds");
    lua_rawgeti(L, 1, position);
    for (; position < length; position++) {
        script_charge(L, 1);
        lua_rawgeti(L, 1, position + 1);
        lua_rawseti(L, 1, position);
    }
    lua_pushnil(L);
    lua_rawseti(L, 1, position);
    return 1;
}

static int table_move(lua_State *L)
{
    lua_Integer first = luaL_checkinteger(L, 2);
    lua_Integer last = luaL_checkinteger(L, 3);
    lua_Integer to = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    luaL_checktype(L, 1, LUA_TTABLE);
    script_check_writable(L, target);
    if (last >= first) {
        luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3,
                      "too many elements to move");
        lua_Integer count = last - first + 1;
        luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
        int forward = to > last || to <= first || target != 1;
        for (lua_Integer i = 0; i < count; i++) {
            lua_Integer offset = forward ? i : count - 1 - i;
            script_charge(L, 1);
            lua_rawgeti(L, 1, first + offset);
            lua_rawseti(L, target, to + offset);
        }
    }
    lua_pushvalue(L, target);
    return 1;
}

static int table_pack(lua_State *L)
{
    int count = lua_gettop(L);
    lua_createtable(L, count, 1);
    lua_insert(L, 1);
    for (int i = count; i >= 1; i--)
        lua_rawseti(L, 1, i);
    lua_pushinteger(L, count);
    lua_setfield(L, 1, "n");
    script_charge(L, (size_t)count);
    return 1;
}

static int table_unpack(lua_State *L)
{
    lua_Integer length = check_length(L, 1);
    lua_Integer first = luaL_optinteger(L, 2, 1);
    lua_Integer last = luaL_optinteger(L, 3, length);
    if (first > last)
        return 0;
    lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)first + 1u;
    if (count == 0 || count > 100000u || !lua_checkstack(L, (int)count))
        return luaL_error(L, "too many results to unpack");
    script_charge(L, (size_t)count);
    for (lua_Unsigned i = 0; i < count; i++)
        lua_rawgeti(L, 1, (lua_Integer)((lua_Unsigned)first + i));
    return (int)count;
}

/* Stable, and therefore the same on every machine also where elements are equal. */
static int table_sort(lua_State *L)
{
    script_check_writable(L, 1);
    int has_function = !lua_isnoneornil(L, 2);
    if (has_function)
        luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    script_sort(L, 1, (lua_Integer)lua_rawlen(L, 1), has_function ? 2 : 0);
    return 0;
}

void script_push_table(lua_State *L)
{
    static const luaL_Reg functions[] = {{"concat", table_concat}, {"insert", table_insert},
                                         {"move", table_move},     {"pack", table_pack},
                                         {"remove", table_remove}, {"sort", table_sort},
                                         {"unpack", table_unpack}, {NULL, NULL}};
    luaL_newlib(L, functions);
}
