#include "script/sort.h"

#include <string.h>

#include "base/str.h"
#include "script/core_message.h"
#include "script/vm.h"

static int cmp_strings(lua_State *L, int a, int b)
{
    size_t length_a, length_b;
    const char *text_a = lua_tolstring(L, a, &length_a);
    const char *text_b = lua_tolstring(L, b, &length_b);
    script_charge(L, (length_a < length_b ? length_a : length_b) / 64);
    return base_str_cmp(base_str_n(text_a, length_a), base_str_n(text_b, length_b));
}

static int cmp_numbers(lua_State *L, int a, int b)
{
    if (lua_compare(L, a, b, LUA_OPLT))
        return -1;
    return lua_compare(L, b, a, LUA_OPLT);
}

static int key_class(lua_State *L, int index)
{
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        return 0;
    case LUA_TSTRING:
        return 1;
    case LUA_TBOOLEAN:
        return 2;
    default:
        return script_raise(L, MSG_SCRIPT_KEY_ORDER,
                            script_core_word(script_vm_of(L)->lang, luaL_typename(L, index)), NULL);
    }
}

int script_key_cmp(lua_State *L, int a, int b)
{
    int class_a = key_class(L, a);
    int class_b = key_class(L, b);
    if (class_a != class_b)
        return class_a - class_b;
    if (class_a == 0)
        return cmp_numbers(L, a, b);
    if (class_a == 1)
        return cmp_strings(L, a, b);
    return lua_toboolean(L, a) - lua_toboolean(L, b);
}

/* 1 if the value at `a` must come before the one at `b`. */
static int comes_before(lua_State *L, int a, int b, int function)
{
    script_charge(L, 2);
    if (function != 0) {
        lua_pushvalue(L, function);
        lua_pushvalue(L, a);
        lua_pushvalue(L, b);
        lua_call(L, 2, 1);
        int answer = lua_toboolean(L, -1);
        lua_pop(L, 1);
        return answer;
    }
    if (lua_type(L, a) == LUA_TSTRING && lua_type(L, b) == LUA_TSTRING)
        return cmp_strings(L, a, b) < 0;
    return lua_compare(L, a, b, LUA_OPLT);
}

typedef struct merge {
    int from, to; /* indexes of the two tables */
    int function; /* 0: none; -1: order of keys */
} merge;

/* Leaves nothing on the stack. 1: the right element goes first. */
static int right_first(lua_State *L, const merge *tables, lua_Integer left, lua_Integer right)
{
    lua_rawgeti(L, tables->from, right);
    lua_rawgeti(L, tables->from, left);
    int top = lua_gettop(L);
    int answer = tables->function < 0 ? script_key_cmp(L, top - 1, top) < 0
                                      : comes_before(L, top - 1, top, tables->function);
    lua_settop(L, top - 2);
    return answer;
}

static void merge_runs(lua_State *L, const merge *tables, lua_Integer start, lua_Integer middle,
                       lua_Integer end)
{
    lua_Integer left = start, right = middle;
    for (lua_Integer to = start; to < end; to++) {
        int take_right = left >= middle || (right < end && right_first(L, tables, left, right));
        lua_rawgeti(L, tables->from, take_right ? right++ : left++);
        lua_rawseti(L, tables->to, to);
        script_charge(L, 1);
    }
}

/* Whether a list is in order already; the usual case of keys. */
static int in_order(lua_State *L, const merge *tables, lua_Integer count)
{
    for (lua_Integer i = 1; i < count; i++)
        if (right_first(L, tables, i, i + 1))
            return 0;
    return 1;
}

static void sort_table(lua_State *L, int index, lua_Integer count, int function)
{
    merge tables = {index, 0, function};
    if (count < 2 || (function <= 0 && in_order(L, &tables, count)))
        return;
    script_charge(L, (size_t)count);
    /* Odd, so that its size is not mistaken for a hash part's (vm.c). */
    lua_createtable(L, count < 1 << 20 ? (int)(count | 1) : 0, 0);
    tables.to = lua_gettop(L);
    for (lua_Integer width = 1; width < count; width *= 2) {
        for (lua_Integer start = 1; start <= count; start += 2 * width) {
            lua_Integer middle = start + width <= count ? start + width : count + 1;
            lua_Integer end = middle + width <= count ? middle + width : count + 1;
            merge_runs(L, &tables, start, middle, end);
        }
        int from = tables.from;
        tables.from = tables.to;
        tables.to = from;
    }
    if (tables.from != index)
        for (lua_Integer i = 1; i <= count; i++) {
            lua_rawgeti(L, tables.from, i);
            lua_rawseti(L, index, i);
        }
    lua_pop(L, 1);
}

void script_sort(lua_State *L, int index, lua_Integer count, int function)
{
    sort_table(L, lua_absindex(L, index), count, function);
}

/* ---- keys ---- */

#define FEW_KEYS 15 /* room made at once, as most tables have fewer */

/* A string of a list of keys, and where it stands in the list. */
typedef struct key {
    const char *text;
    size_t length;
    lua_Integer at;
} key;

static int keys_cmp(const key *a, const key *b, size_t *work)
{
    *work += 2 + (a->length < b->length ? a->length : b->length) / 64;
    return base_str_cmp(base_str_n(a->text, a->length), base_str_n(b->text, b->length));
}

static void merge_keys(const key *from, key *to, size_t count, size_t width, size_t *work)
{
    for (size_t start = 0; start < count; start += 2 * width) {
        size_t middle = start + width < count ? start + width : count;
        size_t end = middle + width < count ? middle + width : count;
        size_t left = start, right = middle;
        for (size_t out = start; out < end; out++) {
            int take_right =
                left == middle || (right < end && keys_cmp(&from[right], &from[left], work) < 0);
            to[out] = take_right ? from[right++] : from[left++];
        }
    }
}

static int keys_in_order(const key *keys, size_t count, size_t *work)
{
    for (size_t i = 1; i < count; i++)
        if (keys_cmp(&keys[i], &keys[i - 1], work) < 0)
            return 0;
    return 1;
}

/* Puts a list of strings, which is at the top, in order; as sort_table, without asking Lua for each
 * of them again and again. */
static void sort_strings(lua_State *L, lua_Integer length)
{
    int list = lua_gettop(L);
    size_t count = (size_t)length, work = 0;
    key *keys = lua_newuserdatauv(L, 2 * count * sizeof(key), 0);
    key *spare = keys + count;
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        keys[i].text = lua_tolstring(L, -1, &keys[i].length); /* the list keeps it */
        keys[i].at = (lua_Integer)i + 1;
        lua_pop(L, 1);
    }
    int ordered = keys_in_order(keys, count, &work);
    for (size_t width = 1; !ordered && width < count; width *= 2) {
        script_charge(L, work);
        work = count;
        merge_keys(keys, spare, count, width, &work);
        key *sorted = spare;
        spare = keys;
        keys = sorted;
    }
    script_charge(L, work);
    if (!ordered) {
        /* Odd, so that its size is not mistaken for a hash part's (vm.c). */
        lua_createtable(L, length < 1 << 20 ? (int)(length | 1) : 0, 0);
        for (size_t i = 0; i < count; i++) {
            lua_rawgeti(L, list, keys[i].at);
            lua_rawseti(L, -2, (lua_Integer)i + 1);
        }
        lua_replace(L, list);
    }
    lua_settop(L, list);
}

void script_sorted_keys(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    lua_createtable(L, FEW_KEYS, 0);
    int keys = lua_gettop(L);
    lua_Integer count = 0, strings = 0;
    script_charge_walk(L);
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        script_charge(L, 1);
        strings += key_class(L, -2) == 1;
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, keys, ++count);
    }
    if (count > 1 && strings == count)
        sort_strings(L, count);
    else
        sort_table(L, keys, count, -1);
}
