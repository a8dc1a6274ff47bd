/* script/format.h: string.format without addresses (%p is refused) and with traced values. */
#ifndef SCRIPT_FORMAT_H
#define SCRIPT_FORMAT_H

#include <lua.h>

/* lua_CFunction */
int script_format(lua_State *state);

#endif
