/* expect: what a check says. Comparisons end in rule_compare, as formulas do, and explain alike. */
#include "rule/compare.h"
#include "script/bind.h"

static const char expect_key = 0; /* registry: the object `expect` */

#define MAX_RELATED 64

typedef struct expectation {
    const value *value;
} expectation;

/* ---- verdicts ---- */

static rule_verdict *new_verdict(lua_State *L, script_session *run)
{
    script_vm *vm = script_vm_of(L);
    if (run->failed + run->undecided >= vm->limits.findings)
        script_kill(L, SCRIPT_OUTPUT);
    rule_verdict *verdict = base_vec_push(&run->verdicts, run->scene->arena);
    if (verdict == NULL)
        script_kill(L, SCRIPT_MEMORY);
    script_run_account(L);
    return verdict;
}

/* Counts a verdict; keeps it if it says more than that a comparison held. */
static int take_verdict(lua_State *L, const rule_verdict *verdict)
{
    script_session *run = script_running(L);
    switch (verdict->outcome) {
    case RESULT_PASSED:
        run->checked++;
        lua_pushboolean(L, 1);
        return 1;
    case RESULT_FAILED:
        *new_verdict(L, run) = *verdict;
        run->failed++;
        lua_pushboolean(L, 0);
        return 1;
    case RESULT_NOT_APPLICABLE:
        if (run->idle.ptr == NULL)
            run->idle = verdict->reason;
        break;
    case RESULT_NOT_EVALUATED:
        *new_verdict(L, run) = *verdict;
        run->undecided++;
        break;
    }
    lua_pushnil(L);
    return 1;
}

/* ---- comparisons ---- */

/* `agreement`: as what is said in prose, by its precision; else as the relation says. */
static int settle(lua_State *L, rule_relation relation, int agreement)
{
    script_session *run = script_running(L);
    const expectation *held = luaL_testudata(L, 1, "hecha.expectation");
    if (held == NULL)
        luaL_typeerror(L, 1, "expect(value)");
    luaL_checkany(L, 2);
    const value *right = script_to_value(L, 2);
    const value *tolerance = lua_isnoneornil(L, 3) ? NULL : script_to_value(L, 3);
    script_charge(L, 64 + 4 * ((size_t)held->value->nodes + right->nodes));
    rule_verdict verdict;
    memset(&verdict, 0, sizeof(verdict));
    int code = agreement ? 0 : rule_units_clash(run->scene, held->value, right, &verdict);
    if (code == 1)
        code = 0;
    else if (code == 0)
        code = agreement
                   ? rule_agree(run->scene, held->value, right, tolerance, &verdict)
                   : rule_compare(run->scene, held->value, relation, right, tolerance, &verdict);
    if (code != 0)
        script_kill(L, SCRIPT_MEMORY);
    script_run_account(L);
    return take_verdict(L, &verdict);
}

static int relate(lua_State *L, rule_relation relation)
{
    return settle(L, relation, 0);
}

static int agrees_with(lua_State *L)
{
    return settle(L, RULE_EQ, 1);
}

static int equals(lua_State *L)
{
    return relate(L, RULE_EQ);
}

static int not_equals(lua_State *L)
{
    return relate(L, RULE_NE);
}

static int at_most(lua_State *L)
{
    return relate(L, RULE_LE);
}

static int at_least(lua_State *L)
{
    return relate(L, RULE_GE);
}

static int less_than(lua_State *L)
{
    return relate(L, RULE_LT);
}

static int more_than(lua_State *L)
{
    return relate(L, RULE_GT);
}

static int call_expect(lua_State *L)
{
    script_running(L);
    luaL_checkany(L, 2);
    if (lua_isnil(L, 2))
        return script_raise(L, MSG_SCRIPT_EXPECT_NIL, NULL);
    const value *subject = script_to_value(L, 2);
    expectation *held = lua_newuserdatauv(L, sizeof(*held), 0);
    held->value = subject;
    luaL_setmetatable(L, "hecha.expectation");
    return 1;
}

/* ---- findings without a comparison ---- */

static base_str message_of(lua_State *L, int index)
{
    base_str text = script_check_str(L, index);
    script_vm *vm = script_vm_of(L);
    base_buf_clear(&vm->scratch);
    script_clean(&vm->scratch, text, vm->limits.message, 0);
    return script_run_str(L, base_str_trim(base_buf_str(&vm->scratch)));
}

/* A figure that is wrong in itself: its label, and what the report gives for it. */
static void set_evidence(lua_State *L, int index, rule_verdict *verdict)
{
    const script_value *held = script_test_value(L, index);
    if (held == NULL)
        return;
    int top = lua_gettop(L);
    lua_getfield(L, index, "label");
    verdict->evidence.subject = script_run_str(L, script_check_str(L, -1));
    if (value_usable(held->value)) {
        size_t length;
        const char *text = script_tostring(L, index, &length);
        verdict->evidence.stated = script_run_str(L, base_str_n(text, length));
    } else {
        verdict->evidence.stated = held->value->raw;
    }
    verdict->has_evidence = 1;
    lua_settop(L, top);
}

static void default_place(script_session *run, base_place *out)
{
    const doc *document = run->scene->document;
    if (run->report->instance != NULL)
        *out = run->report->instance->place;
    else if (document->first != NULL)
        *out = document->first->place;
    out->path = document->path;
}

static int expect_fail(lua_State *L)
{
    script_session *run = script_running(L);
    rule_verdict verdict;
    memset(&verdict, 0, sizeof(verdict));
    verdict.outcome = RESULT_FAILED;
    verdict.message = message_of(L, 1);
    luaL_argcheck(L, verdict.message.len > 0, 1, "empty message");
    int places = lua_gettop(L) - 1;
    luaL_argcheck(L, places <= MAX_RELATED + 1, MAX_RELATED + 2, "too many places");
    script_charge(L, 32);
    if (places > 0 && !lua_isnil(L, 2)) {
        script_to_place(L, 2, &verdict.location);
        verdict.quote = script_quote(L, 2);
        set_evidence(L, 2, &verdict);
    } else {
        default_place(run, &verdict.location);
    }
    if (places > 1)
        verdict.related = script_run_alloc(L, (size_t)(places - 1) * sizeof(*verdict.related));
    for (int i = 3; i <= places + 1; i++)
        if (!lua_isnil(L, i))
            script_to_place(L, i, &verdict.related[verdict.related_count++]);
    take_verdict(L, &verdict);
    return 0;
}

static int expect_skip(lua_State *L)
{
    script_session *run = script_running(L);
    base_str reason = message_of(L, 1);
    if (run->skipped.ptr == NULL)
        run->skipped = reason;
    return 0;
}

static int expect_checked(lua_State *L)
{
    script_running(L)->checked++;
    return 0;
}

/* ---- objects ---- */

/* Upvalue 1: what there is; upvalue 2: what it belongs to. */
static int known_field(lua_State *L)
{
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    return script_raise(L, MSG_SCRIPT_NO_FIELD, lua_tostring(L, lua_upvalueindex(2)),
                        script_tostring(L, 2, NULL), NULL);
}

static int no_write(lua_State *L)
{
    return script_raise(L, MSG_SCRIPT_READ_ONLY, "expect", NULL);
}

/* Sets __index, __newindex and __metatable of the metatable below the table of fields. */
static void finish_metatable(lua_State *L, const char *name)
{
    lua_pushstring(L, name);
    lua_pushcclosure(L, known_field, 2);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, no_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
}

void script_push_expect(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &expect_key);
}

void script_open_expect(lua_State *L)
{
    static const luaL_Reg relations[] = {{"equals", equals},           {"not_equals", not_equals},
                                         {"at_most", at_most},         {"at_least", at_least},
                                         {"less_than", less_than},     {"more_than", more_than},
                                         {"agrees_with", agrees_with}, {NULL, NULL}};
    static const luaL_Reg functions[] = {
        {"fail", expect_fail}, {"skip", expect_skip}, {"checked", expect_checked}, {NULL, NULL}};
    luaL_newmetatable(L, "hecha.expectation");
    luaL_newlib(L, relations);
    finish_metatable(L, "expect(value)");
    lua_pop(L, 1);
    lua_newtable(L); /* expect */
    lua_createtable(L, 0, 4);
    luaL_newlib(L, functions);
    finish_metatable(L, "expect");
    lua_pushcfunction(L, call_expect);
    lua_setfield(L, -2, "__call");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &expect_key);
}
