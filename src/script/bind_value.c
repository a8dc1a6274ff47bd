/* Traced values for rules: fields, methods, exact arithmetic. */
#include "script/bind.h"
#include "script/core_message.h"

static const char value_key = 0; /* registry: metatable of values; and their tag */
static const char items_key = 0; /* registry: item -> its object */

#define MAX_OPERANDS 10000

/* ---- objects ---- */

static script_value *new_value(lua_State *L)
{
    script_value *held = lua_newuserdatauv(L, sizeof(*held), 0);
    memset(held, 0, sizeof(*held));
    held->tag = &value_key;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &value_key);
    lua_setmetatable(L, -2);
    return held;
}

void script_push_value(lua_State *L, const value *a)
{
    script_run_account(L);
    if (a == NULL)
        script_kill(L, SCRIPT_MEMORY);
    new_value(L)->value = a;
}

void script_push_item(lua_State *L, const form_instance *instance, const form_item *item)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &items_key);
    if (lua_rawgetp(L, -1, item) == LUA_TNIL) {
        lua_pop(L, 1);
        script_touch_layer(L, SCRIPT_LAYER_FORMS);
        const value *leaf = rule_item_value(script_running(L)->scene, instance, item);
        script_push_value(L, leaf);
        script_value *held = lua_touserdata(L, -1);
        held->instance = instance;
        held->item = item;
        lua_pushvalue(L, -1);
        lua_rawsetp(L, -3, item);
    }
    lua_remove(L, -2);
}

const script_value *script_test_value(lua_State *L, int index)
{
    const script_value *held = lua_touserdata(L, index);
    if (held == NULL || lua_rawlen(L, index) != sizeof(*held) || held->tag != &value_key)
        return NULL;
    return held;
}

const script_value *script_check_value(lua_State *L, int index)
{
    const script_value *held = script_test_value(L, index);
    if (held == NULL)
        luaL_typeerror(L, index, "value");
    return held;
}

/* ---- numbers of Lua as values ---- */

static const value *constant(lua_State *L, value_number number, base_str as_written)
{
    script_session *run = script_running(L);
    const value *made = value_constant(run->scene->arena, number, as_written);
    if (made == NULL)
        script_kill(L, SCRIPT_MEMORY);
    script_run_account(L);
    return made;
}

static const value *from_integer(lua_State *L, lua_Integer number)
{
    script_vm *vm = script_vm_of(L);
    base_buf_clear(&vm->scratch);
    base_buf_add_int(&vm->scratch, number);
    base_str written = script_run_str(L, base_buf_str(&vm->scratch));
    return constant(L, value_number_int(number), written);
}

static const value *from_string(lua_State *L, int index)
{
    base_str text = script_check_str(L, index);
    value_number number;
    value_status status = value_number_parse(text, &number);
    if (status == VALUE_OVERFLOW)
        script_raise(L, MSG_SCRIPT_NUMBER_LARGE, text.ptr, NULL);
    if (status != VALUE_OK)
        script_raise(L, MSG_SCRIPT_NUMBER_TEXT, text.ptr, NULL);
    return constant(L, number, script_run_str(L, text));
}

const value *script_to_value(lua_State *L, int index)
{
    const script_value *held = script_test_value(L, index);
    if (held != NULL)
        return held->value;
    if (lua_type(L, index) == LUA_TNUMBER) {
        int is_whole;
        lua_Integer whole = lua_tointegerx(L, index, &is_whole);
        if (!is_whole)
            script_raise(L, MSG_SCRIPT_NUMBER_FLOAT, NULL);
        return from_integer(L, whole);
    }
    if (lua_type(L, index) == LUA_TSTRING)
        return from_string(L, index);
    script_raise(L,
                 lua_type(L, index) == LUA_TBOOLEAN ? MSG_SCRIPT_VALUE_NOT_TRUTH
                                                    : MSG_SCRIPT_VALUE_EXPECTED,
                 script_core_word(script_vm_of(L)->lang, luaL_typename(L, index)), NULL);
    return NULL;
}

int script_push_value_number(lua_State *L, int index)
{
    const script_value *held = script_test_value(L, index);
    if (held == NULL)
        return 0;
    int64_t whole;
    if (value_usable(held->value) && value_number_to_int64(held->value->number, &whole))
        lua_pushinteger(L, whole);
    else
        lua_pushnil(L);
    return 1;
}

/* ---- text ---- */

/* The plain decimal in the scratch buffer, or 0 if the value has none. */
static int print_number(lua_State *L, const value *a)
{
    script_vm *vm = script_vm_of(L);
    base_buf_clear(&vm->scratch);
    if (!value_usable(a))
        return 0;
    value_number_print(&vm->scratch, a->number, NULL);
    return 1;
}

static void push_scratch(lua_State *L)
{
    script_vm *vm = script_vm_of(L);
    if (base_buf_failed(&vm->scratch))
        script_kill(L, SCRIPT_MEMORY);
    script_push_str(L, base_buf_str(&vm->scratch));
}

static void push_text(lua_State *L, const value *a)
{
    if (print_number(L, a))
        push_scratch(L);
    else if (a->op == VALUE_LEAF && a->raw.len > 0)
        script_push_str(L, a->raw);
    else
        lua_pushstring(L, value_state_name(a->state));
}

int script_push_object_text(lua_State *L, int index)
{
    if (script_is_missing(L, index)) {
        lua_getiuservalue(L, index, 1);
        return 1;
    }
    const script_value *held = script_test_value(L, index);
    if (held == NULL)
        return script_push_regex_text(L, index);
    push_text(L, held->value);
    return 1;
}

void script_push_value_label(lua_State *L, const value *a)
{
    if (a->op == VALUE_LEAF) {
        script_push_str(L, a->label);
        return;
    }
    script_vm *vm = script_vm_of(L);
    script_charge(L, 4 * (size_t)a->nodes);
    base_buf_clear(&vm->scratch);
    value_print_labels(&vm->scratch, a);
    push_scratch(L);
}

/* ---- operations ---- */

static void push_operation(lua_State *L, value_op op, const value *const *operands, size_t count)
{
    script_session *run = script_running(L);
    script_charge(L, 4 + count);
    script_push_value(L, value_apply(run->scene->arena, op, operands, count));
}

static int binary(lua_State *L, value_op op)
{
    const value *operands[2];
    operands[0] = script_to_value(L, 1);
    operands[1] = script_to_value(L, 2);
    push_operation(L, op, operands, 2);
    return 1;
}

static int value_add(lua_State *L)
{
    return binary(L, VALUE_ADD);
}

static int value_sub(lua_State *L)
{
    return binary(L, VALUE_SUB);
}

static int value_mul(lua_State *L)
{
    return binary(L, VALUE_MUL);
}

static int value_div(lua_State *L)
{
    return binary(L, VALUE_DIV);
}

static int value_negate(lua_State *L)
{
    const value *operand = script_check_value(L, 1)->value;
    push_operation(L, VALUE_NEGATE, &operand, 1);
    return 1;
}

static int value_abs(lua_State *L)
{
    const value *operand = script_check_value(L, 1)->value;
    push_operation(L, VALUE_ABS, &operand, 1);
    return 1;
}

static int value_round(lua_State *L)
{
    lua_Integer places = luaL_optinteger(L, 2, 0);
    luaL_argcheck(L, places >= -30 && places <= 30, 2, "out of range");
    const value *operands[2];
    operands[0] = script_check_value(L, 1)->value;
    operands[1] = from_integer(L, places);
    push_operation(L, VALUE_ROUND, operands, 2);
    return 1;
}

/* What stands on one side of an order. Both sides must have numbers: an order of nothing would be a
 * silent guess. */
static value_number order_side(lua_State *L, int index)
{
    if (lua_type(L, index) == LUA_TNUMBER && lua_isinteger(L, index))
        return value_number_int(lua_tointeger(L, index));
    const value *side = script_to_value(L, index);
    if (!value_usable(side)) {
        script_push_value_label(L, side);
        script_raise_missing(L, MSG_SCRIPT_NO_NUMBER, lua_tostring(L, -1),
                             value_state_name(side->state), NULL);
    }
    return side->number;
}

static int compare(lua_State *L)
{
    value_number left = order_side(L, 1);
    return value_number_cmp(left, order_side(L, 2));
}

static int value_less(lua_State *L)
{
    lua_pushboolean(L, compare(L) < 0);
    return 1;
}

static int value_less_equal(lua_State *L)
{
    lua_pushboolean(L, compare(L) <= 0);
    return 1;
}

/* Between two values: equal numbers; without numbers the same leaf. */
static int value_equal(lua_State *L)
{
    const script_value *a = script_test_value(L, 1);
    const script_value *b = script_test_value(L, 2);
    int equal = 0;
    if (a != NULL && b != NULL) {
        if (value_usable(a->value) && value_usable(b->value))
            equal = value_number_cmp(a->value->number, b->value->number) == 0;
        else
            equal = a->value == b->value;
    }
    lua_pushboolean(L, equal);
    return 1;
}

static int value_is(lua_State *L)
{
    const value *a = script_check_value(L, 1)->value;
    const value *b = script_to_value(L, 2);
    lua_pushboolean(L, value_usable(a) && value_usable(b) &&
                           value_number_cmp(a->number, b->number) == 0);
    return 1;
}

static int value_to_number(lua_State *L)
{
    script_check_value(L, 1);
    return script_push_value_number(L, 1);
}

static int value_to_text(lua_State *L)
{
    if (print_number(L, script_check_value(L, 1)->value))
        push_scratch(L);
    else
        lua_pushnil(L);
    return 1;
}

/* ---- lists ---- */

static int over_list(lua_State *L, value_op op)
{
    script_session *run = script_running(L);
    luaL_checktype(L, 1, LUA_TTABLE);
    size_t count = lua_rawlen(L, 1);
    luaL_argcheck(L, count > 0, 1, "empty list");
    luaL_argcheck(L, count <= MAX_OPERANDS, 1, "list too long");
    const value **operands = lua_newuserdatauv(L, count * sizeof(*operands), 0);
    for (size_t i = 0; i < count; i++) {
        int type = lua_rawgeti(L, 1, (lua_Integer)i + 1);
        if (type != LUA_TUSERDATA && type != LUA_TNUMBER && type != LUA_TSTRING)
            return luaL_error(L, "bad list element #%d (value expected, got %s)", (int)i + 1,
                              luaL_typename(L, -1));
        operands[i] = script_to_value(L, -1);
        lua_pop(L, 1);
    }
    script_charge(L, 4 + count);
    script_push_value(L, value_apply(run->scene->arena, op, operands, count));
    return 1;
}

static int sum_list(lua_State *L)
{
    return over_list(L, VALUE_SUM);
}

static int largest_list(lua_State *L)
{
    return over_list(L, VALUE_MAX);
}

static int smallest_list(lua_State *L)
{
    return over_list(L, VALUE_MIN);
}

/* ---- fields ---- */

/* Upvalue 1: what there is by name: methods as functions, fields as numbers. */
static int value_index(lua_State *L)
{
    const script_value *held = script_check_value(L, 1);
    lua_pushvalue(L, 2);
    int type = lua_rawget(L, lua_upvalueindex(1));
    if (type == LUA_TNUMBER)
        script_push_value_field(L, held, lua_tointeger(L, -1));
    if (type != LUA_TNIL)
        return 1;
    if (lua_type(L, 2) == LUA_TSTRING)
        script_raise(L, MSG_SCRIPT_NO_FIELD, "value", lua_tostring(L, 2), NULL);
    return luaL_error(L, "a value cannot be indexed by a %s", luaL_typename(L, 2));
}

static int value_no_write(lua_State *L)
{
    return script_raise(L, MSG_SCRIPT_READ_ONLY, "value", NULL);
}

static int value_text(lua_State *L)
{
    script_push_object_text(L, 1);
    return 1;
}

void script_open_value(lua_State *L)
{
    static const luaL_Reg methods[] = {{"number", value_to_number},
                                       {"text", value_to_text},
                                       {"is", value_is},
                                       {"abs", value_abs},
                                       {"round", value_round},
                                       {"before", script_said_before},
                                       {"after", script_said_after},
                                       {NULL, NULL}};
    /* Never __concat: in this version of Lua an operator .. on objects can use freed memory. */
    static const luaL_Reg events[] = {{"__add", value_add},
                                      {"__sub", value_sub},
                                      {"__mul", value_mul},
                                      {"__div", value_div},
                                      {"__unm", value_negate},
                                      {"__lt", value_less},
                                      {"__le", value_less_equal},
                                      {"__eq", value_equal},
                                      {"__tostring", value_text},
                                      {"__newindex", value_no_write},
                                      {NULL, NULL}};
    static const luaL_Reg functions[] = {
        {"sum", sum_list}, {"largest", largest_list}, {"smallest", smallest_list}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
    lua_newtable(L);
    luaL_setfuncs(L, events, 0);
    lua_pushliteral(L, "value");
    lua_setfield(L, -2, "__name");
    luaL_newlib(L, methods);
    script_open_fields(L);
    lua_pushcclosure(L, value_index, 1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &value_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &items_key);
}
