#include "script/sandbox.h"

#include "script/bind.h"

static const char views_key = 0; /* registry: view -> table behind it */

/* ---- read-only views ---- */

static int refuse_write(lua_State *L)
{
    return script_raise(L, MSG_SCRIPT_READ_ONLY, lua_tostring(L, lua_upvalueindex(1)), NULL);
}

void script_sandbox_freeze(lua_State *L, const char *name)
{
    lua_newtable(L); /* table view */
    lua_createtable(L, 0, 3);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, name);
    lua_pushcclosure(L, refuse_write, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &views_key); /* table view views */
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -4);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    lua_remove(L, -2);
}

int script_sandbox_behind(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index))
        return 0;
    lua_pop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &views_key);
    lua_pushvalue(L, index);
    if (lua_rawget(L, -2) == LUA_TTABLE) {
        lua_remove(L, -2);
        return 1;
    }
    lua_pop(L, 2);
    return 0;
}

void script_check_writable(lua_State *L, int index)
{
    luaL_checktype(L, index, LUA_TTABLE);
    if (!lua_getmetatable(L, index))
        return;
    lua_pop(L, 1);
    script_raise(L, MSG_SCRIPT_READ_ONLY, "table", NULL);
}

/* ---- global names ---- */

static const char library_key = 0; /* registry: the names every file sees */

void script_sandbox_environment(lua_State *L)
{
    lua_newtable(L);
    lua_createtable(L, 0, 2);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

static void add_module(lua_State *L, const char *name, script_module *push)
{
    push(L);
    script_sandbox_freeze(L, name);
    lua_setfield(L, -2, name);
}

int script_sandbox_open(lua_State *L)
{
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &views_key);
    script_push_base(L); /* stays on the stack: the table of global names */
    add_module(L, "string", script_push_string);
    add_module(L, "table", script_push_table);
    add_module(L, "math", script_push_math);
    add_module(L, "utf8", script_push_utf8);
    script_bind_open(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &library_key);
    return 0;
}
