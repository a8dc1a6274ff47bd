/* script/syntax.h: what is wrong with a file that Lua cannot parse, in words for people who write
 * Chinese: Lua names a byte (near '<\239>') where a full-width sign or a Chinese word stands. */
#ifndef SCRIPT_SYNTAX_H
#define SCRIPT_SYNTAX_H

#include <lua.h>

#include "base/str.h"

/* The parser's message "name:12: … near …" is on top of the stack; raises it, with what to do where
 * that can be told: a full-width sign or Chinese outside of quotation marks, a quotation mark
 * without its pair, a missing comma. Never returns; int for `return`. */
int script_syntax_raise(lua_State *L, base_str source, base_str name);

#endif
