/* params.NAME: the pack's parameters, as a table that cannot be changed. */
#include "script/load.h"
#include "script/sandbox.h"

static void push_value(lua_State *L, const pack_param *param)
{
    switch (param->type) {
    case PACK_PARAM_INTEGER:
    case PACK_PARAM_DAY:
        lua_pushinteger(L, param->value.integer);
        break;
    case PACK_PARAM_FLAG:
        lua_pushboolean(L, param->value.integer != 0);
        break;
    default:
        script_push_str(L, param->value.text);
        break;
    }
}

/* A misspelt name must not pass for a value that is not set. */
static int no_param(lua_State *L)
{
    return script_raise(L, MSG_SCRIPT_NO_PARAM, script_tostring(L, 2, NULL), NULL);
}

void script_push_params(lua_State *L)
{
    const script_vm *vm = script_vm_of(L);
    lua_createtable(L, 0, (int)vm->param_count);
    for (size_t i = 0; i < vm->param_count; i++) {
        script_push_str(L, vm->params[i].name);
        push_value(L, &vm->params[i]);
        lua_rawset(L, -3);
    }
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, no_param);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    script_sandbox_freeze(L, "params");
}
