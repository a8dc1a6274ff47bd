/* script/sort.h: sorting for the library: stable, iterative, never out of range, whatever the
 * comparison answers; every comparison is charged. */
#ifndef SCRIPT_SORT_H
#define SCRIPT_SORT_H

#include <lua.h>

/* Sorts elements 1 to count of the table at `index` by raw access. `function` is the index of a
 * comparison, or 0: numbers by size, strings by bytes, traced values by size. */
void script_sort(lua_State *state, int index, lua_Integer count, int function);
/* Pushes a list of the keys of the table at `index`: numbers ascending, then strings by bytes, then
 * false and true. Raises if there is a key of another type, which has no order. */
void script_sorted_keys(lua_State *state, int index);
/* The order of keys: negative, 0, positive. Raises as above. */
int script_key_cmp(lua_State *state, int a, int b);

#endif
