/* What each check can reach of what files made: before a run no more than that is put back of it.
 *
 * The collector tells what only checks can reach: all of them are forgotten, and what it releases
 * is recorded. With everything put back, Lua's own functions then tell what each check leads to:
 * from a function to its upvalues, from a table to its entries and its metatable. The blocks behind
 * a table, of which nothing tells, are those whose addresses stand in it. */
#include <stdlib.h>

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

/* What can be led from and to: objects, and the places of upvalues. Numbered from 1. */
typedef struct node {
    const void *place;
    uint32_t first; /* of its edges; the next node's ends them */
    unsigned seen;  /* from the last check that did, + 1 */
} node;

typedef struct graph {
    script_vm *vm;
    node *nodes; /* the last one ends the edges of that before */
    uint32_t *edges, *waiting;
    uint32_t *roots; /* of each check: its node; 0: none */
    size_t node_count, node_cap, edge_count, edge_cap;
} graph;

static void *grown(lua_State *L, void *items, size_t count, size_t *cap, size_t size)
{
    if (count + 2 < *cap) /* one more, and one that ends them */
        return items;
    size_t more = *cap ? *cap * 2 : 1024;
    void *made = more < UINT32_MAX ? realloc(items, more * size) : NULL;
    if (made == NULL)
        luaL_error(L, "memory");
    *cap = more;
    return made;
}

/* The number of the node of the place; the object at the top becomes a new one, nil for a place
 * alone. At 1: place -> number, at 2: number -> object. Pops the object. */
static uint32_t number_of(lua_State *L, graph *g, const void *place)
{
    if (lua_rawgetp(L, 1, place) == LUA_TNUMBER) {
        uint32_t number = (uint32_t)lua_tointeger(L, -1);
        lua_pop(L, 2);
        return number;
    }
    lua_pop(L, 1);
    g->nodes = grown(L, g->nodes, g->node_count, &g->node_cap, sizeof(*g->nodes));
    uint32_t number = (uint32_t)++g->node_count;
    g->nodes[number] = (node){.place = place};
    lua_pushinteger(L, number);
    lua_rawsetp(L, 1, place);
    lua_rawseti(L, 2, number);
    return number;
}

static void add_edge(lua_State *L, graph *g, uint32_t to)
{
    g->edges = grown(L, g->edges, g->edge_count, &g->edge_cap, sizeof(*g->edges));
    g->edges[g->edge_count++] = to;
}

/* An edge to the object at the top, which is popped. A table that is not recorded can be reached
 * without any check, and so can all that it leads to. */
static void lead_to(lua_State *L, graph *g)
{
    int type = lua_type(L, -1);
    const void *place = lua_topointer(L, -1);
    if (type == LUA_TFUNCTION || type == LUA_TUSERDATA ||
        (type == LUA_TTABLE && script_region_is_recorded(g->vm->region, place)))
        add_edge(L, g, number_of(L, g, place));
    else
        lua_pop(L, 1);
}

static void follow_table(lua_State *L, graph *g, int table)
{
    for (lua_pushnil(L); lua_next(L, table) != 0;) {
        lead_to(L, g);
        lua_pushvalue(L, -1);
        lead_to(L, g);
    }
}

static void follow_function(lua_State *L, graph *g, int function)
{
    for (int i = 1; lua_getupvalue(L, function, i) != NULL; i++) {
        lead_to(L, g);
        lua_pushnil(L);
        add_edge(L, g, number_of(L, g, lua_upvalueid(L, function, i)));
    }
}

static void follow_object(lua_State *L, graph *g, int object)
{
    for (int i = 1; lua_getiuservalue(L, object, i) != LUA_TNONE; i++)
        lead_to(L, g);
    lua_pop(L, 1);
}

/* The edges of the object at the top, which is popped; none of nil. */
static void follow(lua_State *L, graph *g)
{
    int object = lua_gettop(L), type = lua_type(L, object);
    if (type == LUA_TTABLE)
        follow_table(L, g, object);
    else if (type == LUA_TFUNCTION)
        follow_function(L, g, object);
    else if (type == LUA_TUSERDATA)
        follow_object(L, g, object);
    if ((type == LUA_TTABLE || type == LUA_TUSERDATA) && lua_getmetatable(L, object))
        lead_to(L, g);
    lua_settop(L, object - 1);
}

static int make_graph(lua_State *L)
{
    graph *g = lua_touserdata(L, 1);
    luaL_checkstack(L, STACK, "checks");
    lua_settop(L, 0);
    lua_newtable(L);
    lua_newtable(L);
    for (int check = 0; check < g->vm->checks; check++) {
        script_push_check(L, check);
        if (lua_isfunction(L, -1))
            g->roots[check] = number_of(L, g, lua_topointer(L, -1));
        lua_settop(L, 2);
    }
    for (uint32_t number = 1; number <= g->node_count; number++) {
        g->nodes[number].first = (uint32_t)g->edge_count;
        lua_rawgeti(L, 2, number);
        follow(L, g);
    }
    if (g->node_count > 0)
        g->nodes[g->node_count + 1].first = (uint32_t)g->edge_count;
    return 0;
}

static void reach_from(graph *g, unsigned check)
{
    size_t waiting = 0;
    if (g->roots[check] != 0)
        g->waiting[waiting++] = g->roots[check];
    g->nodes[g->roots[check]].seen = check + 1;
    while (waiting > 0) {
        const node *at = &g->nodes[g->waiting[--waiting]];
        script_region_reach(g->vm->region, check, at->place);
        for (uint32_t i = at->first; i < at[1].first; i++) {
            node *to = &g->nodes[g->edges[i]];
            if (to->seen == check + 1)
                continue;
            to->seen = check + 1;
            g->waiting[waiting++] = g->edges[i];
        }
    }
}

/* 0, or -1 where that is not known. */
static int reach_from_checks(script_vm *vm)
{
    graph g = {.vm = vm, .roots = calloc((size_t)vm->checks, sizeof(*g.roots))};
    int code = g.roots != NULL && script_protect(vm, make_graph, &g) == LUA_OK ? 0 : -1;
    if (code == 0 && g.node_count > 0)
        g.waiting = malloc((g.node_count + 1) * sizeof(*g.waiting));
    if (g.waiting == NULL)
        code = -1;
    for (int check = 0; code == 0 && check < vm->checks; check++)
        reach_from(&g, (unsigned)check);
    free(g.nodes);
    free(g.edges);
    free(g.waiting);
    free(g.roots);
    return code;
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
        code = reach_from_checks(vm);
    if (status != LUA_OK || code != 0 || script_region_split(vm->region, (unsigned)vm->checks) != 0)
        script_region_unsplit(vm->region);
    lua_settop(vm->state, 0);
    put_all_back(vm);
}
