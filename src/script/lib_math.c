/* The stock mathematics, whose functions all take constant time, without random numbers. */
#include <lualib.h>

#include "script/sandbox.h"

void script_push_math(lua_State *L)
{
    static const char *const names[] = {
        "abs",  "acos", "asin", "atan",       "ceil",       "cos",  "deg", "exp",  "floor",
        "fmod", "huge", "log",  "maxinteger", "mininteger", "max",  "min", "modf", "pi",
        "rad",  "sin",  "sqrt", "tan",        "tointeger",  "type", "ult"};
    lua_createtable(L, 0, (int)(sizeof(names) / sizeof(names[0])));
    lua_pushcfunction(L, luaopen_math);
    lua_call(L, 0, 1);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        lua_getfield(L, -1, names[i]);
        lua_setfield(L, -3, names[i]);
    }
    lua_pop(L, 1);
}
