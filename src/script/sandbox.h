/* script/sandbox.h: what a rule may use. docs/sandbox.md is the list for people.
 *
 * Stopped here: everything that is not put in. No file, process, clock, random number, module,
 * debug access, metatable, coroutine, byte code or address can be reached; the tables of the
 * library cannot be changed; each file has global names of its own.
 * Not stopped here: work (limits of vm.h), and what a single instruction can cost (the process a
 * check runs in has a deadline of its own). */
#ifndef SCRIPT_SANDBOX_H
#define SCRIPT_SANDBOX_H

#include <lua.h>

#include "script/vm.h"

/* lua_CFunction: fills an empty state. */
int script_sandbox_open(lua_State *state);
/* Pushes a new table of global names for one file. Raises without memory. */
void script_sandbox_environment(lua_State *state);
/* Replaces the table at the top by a read-only view of it. `name` is used in messages. */
void script_sandbox_freeze(lua_State *state, const char *name);
/* The table behind a view at the index is pushed and 1 returned; else 0 and nothing pushed. */
int script_sandbox_behind(lua_State *state, int index);
/* Raises if the table at the index may not be changed by functions of the library. */
void script_check_writable(lua_State *state, int index);

/* One module of the library: pushes its table. */
typedef void script_module(lua_State *state);
script_module script_push_base;   /* functions that are global names themselves */
script_module script_push_string; /* also sets the metatable of strings */
script_module script_push_table;
script_module script_push_math;
script_module script_push_utf8;

/* Pushes the text of any value without addresses, as tostring gives it, and returns it. */
const char *script_tostring(lua_State *state, int index, size_t *length);

#endif
