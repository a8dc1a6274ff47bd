#include "script/bind.h"

void script_set_str(lua_State *L, const char *name, base_str text)
{
    if (text.len == 0)
        return;
    script_push_str(L, text);
    lua_setfield(L, -2, name);
}

void script_set_int(lua_State *L, const char *name, lua_Integer number)
{
    lua_pushinteger(L, number);
    lua_setfield(L, -2, name);
}

/* Every member of a place, by its name in Lua. */
typedef struct member {
    const char *name;
    size_t offset;
} member;

static const member strings[] = {{"path", offsetof(base_place, path)},
                                 {"part", offsetof(base_place, part)},
                                 {"ref", offsetof(base_place, ref)},
                                 {"text", offsetof(base_place, text)}};
static const member numbers[] = {
    {"page", offsetof(base_place, page)},     {"sheet", offsetof(base_place, sheet)},
    {"table", offsetof(base_place, table)},   {"paragraph", offsetof(base_place, paragraph)},
    {"block", offsetof(base_place, block)},   {"line", offsetof(base_place, line)},
    {"column", offsetof(base_place, column)}, {"row", offsetof(base_place, row)},
    {"cell", offsetof(base_place, cell)}};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Members that are there. */
static int count_members(const char *bytes)
{
    int count = 0;
    for (size_t i = 0; i < COUNT(strings); i++) {
        base_str text;
        memcpy(&text, bytes + strings[i].offset, sizeof(text));
        count += text.len > 0;
    }
    for (size_t i = 0; i < COUNT(numbers); i++) {
        uint32_t number;
        memcpy(&number, bytes + numbers[i].offset, sizeof(number));
        count += number != 0;
    }
    return count;
}

void script_push_place(lua_State *L, const base_place *place)
{
    if (place == NULL) {
        lua_pushnil(L);
        return;
    }
    const char *bytes = (const char *)place;
    lua_createtable(L, 0, count_members(bytes));
    for (size_t i = 0; i < COUNT(strings); i++) {
        base_str text;
        memcpy(&text, bytes + strings[i].offset, sizeof(text));
        script_set_str(L, strings[i].name, text);
    }
    for (size_t i = 0; i < COUNT(numbers); i++) {
        uint32_t number;
        memcpy(&number, bytes + numbers[i].offset, sizeof(number));
        if (number != 0)
            script_set_int(L, numbers[i].name, number);
    }
}

static void raw_field(lua_State *L, int index, const char *name)
{
    index = lua_absindex(L, index);
    lua_pushstring(L, name);
    lua_rawget(L, index);
}

static base_str clean_copy(lua_State *L, base_str text)
{
    script_vm *vm = script_vm_of(L);
    base_buf_clear(&vm->scratch);
    script_clean(&vm->scratch, text, vm->limits.message, 1);
    return script_run_str(L, base_buf_str(&vm->scratch));
}

/* A location table: members that are no counts are passed over, as they name no place. */
static void read_place(lua_State *L, int index, base_place *out)
{
    char *bytes = (char *)out;
    for (size_t i = 0; i < COUNT(strings); i++) {
        raw_field(L, index, strings[i].name);
        if (lua_type(L, -1) == LUA_TSTRING) {
            base_str text = clean_copy(L, script_check_str(L, -1));
            memcpy(bytes + strings[i].offset, &text, sizeof(text));
        }
        lua_pop(L, 1);
    }
    for (size_t i = 0; i < COUNT(numbers); i++) {
        raw_field(L, index, numbers[i].name);
        lua_Integer number = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
        if (number > 0 && number <= (lua_Integer)UINT32_MAX) {
            uint32_t count = (uint32_t)number;
            memcpy(bytes + numbers[i].offset, &count, sizeof(count));
        }
        lua_pop(L, 1);
    }
}

static void value_place(const script_value *held, base_place *out)
{
    const value *leaf = held->value;
    if (held->item != NULL)
        *out = held->item->place;
    else if (value_leaves(held->value, &leaf, 1) > 0)
        *out = leaf->place;
}

void script_to_place(lua_State *L, int index, base_place *out)
{
    memset(out, 0, sizeof(*out));
    out->path = script_running(L)->scene->document->path;
    index = lua_absindex(L, index);
    const script_value *held = script_test_value(L, index);
    if (held != NULL) {
        value_place(held, out);
        return;
    }
    if (luaL_testudata(L, index, "hecha.other") != NULL) {
        lua_getfield(L, index, "location");
    } else {
        luaL_argexpected(L, lua_istable(L, index), index, "value, block, cell, form or location");
        raw_field(L, index, "location");
    }
    if (lua_istable(L, -1))
        read_place(L, -1, out);
    else
        read_place(L, index, out);
    lua_pop(L, 1);
    if (out->path.len == 0)
        out->path = script_running(L)->scene->document->path;
}

base_str script_quote(lua_State *L, int index)
{
    script_vm *vm = script_vm_of(L);
    const script_value *held = script_test_value(L, index);
    base_str quote = base_str_n("", 0);
    if (held != NULL) {
        base_buf_clear(&vm->scratch);
        if (held->item != NULL) {
            form_item_quote(&vm->scratch, held->item);
        } else if (held->value->op == VALUE_LEAF) {
            const value *leaf = held->value;
            base_buf_add_str(&vm->scratch, leaf->sentence.len > 0 ? leaf->sentence : leaf->raw);
        } else {
            script_charge(L, 4 * (size_t)held->value->nodes);
            value_print_arithmetic(&vm->scratch, held->value);
        }
        return script_run_str(L, base_buf_str(&vm->scratch));
    }
    if (!lua_istable(L, index))
        return quote;
    static const char *const names[] = {"quote", "text", "caption", "title"};
    for (size_t i = 0; i < COUNT(names) && quote.len == 0; i++) {
        raw_field(L, index, names[i]);
        if (lua_type(L, -1) == LUA_TSTRING)
            quote = clean_copy(L, script_check_str(L, -1));
        lua_pop(L, 1);
    }
    return quote;
}
