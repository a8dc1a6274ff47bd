/* What each check can reach of what files made: before a run no more than that is put back of it.
 *
 * The collector tells what only checks can reach: all of them are forgotten, and what it releases
 * is recorded. With everything put back, Lua's own functions then tell what each check leads to:
 * from a function to its upvalues, from a table to its entries and its metatable. The blocks behind
 * a table, of which nothing tells, are those whose addresses stand in it. */
#include "script/load.h"

#define STACK 12

/* Forgets the checks, and has Lua collect as it does when memory is refused: then it releases
 * nothing but what cannot be reached (no unused frames, no part of a stack). */
static int release_checks(lua_State *L)
{
    script_vm *vm = script_vm_of(L);
    script_forget_checks(L, 0, vm->checks);
    script_region_record(vm->region, 1);
    vm->refusing = 1;
    lua_newuserdatauv(L, 1, 0);
    return 0;
}

/* What is reached from one check. At 1 a table: of objects that may be in none of the recorded
 * blocks, the last set that saw them; at 2 a list of what is to be looked at. */
typedef struct reaching {
    lua_State *state;
    script_region *region;
    unsigned set;
    lua_Integer waiting; /* length of the list */
} reaching;

static int is_seen(const reaching *r, const void *place)
{
    lua_State *L = r->state;
    lua_Integer set = (lua_Integer)r->set;
    int seen = lua_rawgetp(L, 1, place) == LUA_TNUMBER && lua_tointeger(L, -1) == set;
    lua_pop(L, 1);
    if (seen)
        return 1;
    lua_pushinteger(L, set);
    lua_rawsetp(L, 1, place);
    return 0;
}

/* Puts the object at the top on the list if it was not there yet, and pops it. A table that is not
 * recorded can be reached without any check, and so can all that it leads to. */
static void add(reaching *r)
{
    lua_State *L = r->state;
    int type = lua_type(L, -1), is_new = 0;
    const void *place = lua_topointer(L, -1);
    if (type == LUA_TTABLE) {
        is_new = script_region_reach(r->region, r->set, place);
    } else if (type == LUA_TFUNCTION || type == LUA_TUSERDATA) {
        script_region_reach(r->region, r->set, place);
        is_new = !is_seen(r, place);
    }
    if (is_new)
        lua_rawseti(L, 2, ++r->waiting);
    else
        lua_pop(L, 1);
}

static void follow_table(reaching *r, int table)
{
    lua_State *L = r->state;
    for (lua_pushnil(L); lua_next(L, table) != 0;) {
        add(r);
        lua_pushvalue(L, -1);
        add(r);
    }
}

static void follow_function(reaching *r, int function)
{
    lua_State *L = r->state;
    for (int i = 1; lua_getupvalue(L, function, i) != NULL; i++) {
        add(r);
        script_region_reach(r->region, r->set, lua_upvalueid(L, function, i));
    }
}

static void follow_object(reaching *r, int object)
{
    lua_State *L = r->state;
    int i = 1;
    while (lua_getiuservalue(L, object, i) != LUA_TNONE) {
        add(r);
        i++;
    }
    lua_pop(L, 1);
}

static void follow(reaching *r)
{
    lua_State *L = r->state;
    int object = lua_gettop(L);
    if (lua_type(L, object) == LUA_TTABLE)
        follow_table(r, object);
    else if (lua_type(L, object) == LUA_TFUNCTION)
        follow_function(r, object);
    else
        follow_object(r, object);
    if (lua_type(L, object) != LUA_TFUNCTION && lua_getmetatable(L, object))
        add(r);
    lua_settop(L, object - 1);
}

static int reach_from_checks(lua_State *L)
{
    script_vm *vm = script_vm_of(L);
    luaL_checkstack(L, STACK, "checks");
    lua_settop(L, 0);
    lua_newtable(L);
    lua_newtable(L);
    for (int check = 0; check < vm->checks; check++) {
        reaching r = {.state = L, .region = vm->region, .set = (unsigned)check};
        script_push_check(L, check);
        add(&r);
        while (r.waiting > 0) {
            lua_rawgeti(L, 2, r.waiting);
            r.waiting--;
            follow(&r);
        }
    }
    return 0;
}

static void put_all_back(script_vm *vm)
{
    script_region_disturb(vm->region);
    vm->dirty = 1;
    script_refresh(vm);
}

void script_split(script_vm *vm)
{
    if (vm->checks == 0)
        return;
    int status = script_protect(vm, release_checks, NULL);
    int code = script_region_record(vm->region, 0);
    vm->refusing = 0;
    lua_settop(vm->state, 0);
    put_all_back(vm);
    if (status == LUA_OK && code == 0)
        status = script_protect(vm, reach_from_checks, NULL);
    if (status != LUA_OK || code != 0 || script_region_split(vm->region, (unsigned)vm->checks) != 0)
        script_region_unsplit(vm->region);
    lua_settop(vm->state, 0);
    put_all_back(vm);
}
