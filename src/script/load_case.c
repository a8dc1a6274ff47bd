/* case "name" { a report as in an example, rule, expect, … }: a test of a pack. */
#include "script/load.h"
#include "script/sort.h"

#define MAX_EXPECTED 1024

static const char *const expected_names[] = {"outcome", "message",  "at", "findings",
                                             "stated",  "expected", NULL};

/* The outcome a word means. 0, or -1 with the defect set. */
static int read_outcome(lua_State *L, base_str word, result_outcome *out, script_defect *defect)
{
    static const struct {
        const char *name;
        result_outcome outcome;
    } words[] = {{"pass", RESULT_PASSED},
                 {"fail", RESULT_FAILED},
                 {"not_applicable", RESULT_NOT_APPLICABLE},
                 {"not_evaluated", RESULT_NOT_EVALUATED}};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (base_str_eq_c(word, words[i].name)) {
            *out = words[i].outcome;
            return 0;
        }
    }
    if (word.ptr == NULL)
        return script_field_missing(L, "expect", defect);
    return script_defect_set(L, defect, MSG_SCRIPT_FIELD_VALUE, "expect", word.ptr,
                             "pass, fail, not_applicable, not_evaluated", NULL);
}

/* at = {line = 3, row = 2, …}: members of a place. */
static int read_place(lua_State *L, int table, base_place *out, script_defect *defect)
{
    static const char *const names[] = {"page",   "sheet", "table", "paragraph", "block", "line",
                                        "column", "row",   "cell",  "ref",       "part",  NULL};
    int numbers[9] = {0};
    if (script_only_fields(L, table, names, defect) != 0)
        return -1;
    for (int i = 0; i < 9; i++)
        if (script_field_int(L, table, names[i], &numbers[i], defect) != 0)
            return -1;
    out->page = (uint32_t)numbers[0];
    out->sheet = (uint32_t)numbers[1];
    out->table = (uint32_t)numbers[2];
    out->paragraph = (uint32_t)numbers[3];
    out->block = (uint32_t)numbers[4];
    out->line = (uint32_t)numbers[5];
    out->column = (uint32_t)numbers[6];
    out->row = (uint32_t)numbers[7];
    out->cell = (uint32_t)numbers[8];
    if (script_field_str(L, table, "part", &out->part, defect) != 0)
        return -1;
    return script_field_str(L, table, "ref", &out->ref, defect);
}

/* Where the finding is to be, and what it is to say. */
static int read_details(lua_State *L, int table, rule_expectation *out, script_defect *defect)
{
    int code = 0;
    if (script_field(L, table, "at") == LUA_TTABLE) {
        code = read_place(L, lua_gettop(L), &out->place, defect);
        lua_pop(L, 1);
    } else {
        lua_pop(L, 1);
        code = script_field_str(L, table, "at", &out->at, defect);
    }
    if (code != 0 || script_field_str(L, table, "message", &out->message, defect) != 0 ||
        script_field_str(L, table, "stated", &out->stated, defect) != 0 ||
        script_field_str(L, table, "expected", &out->expected, defect) != 0)
        return -1;
    return script_field_int(L, table, "findings", &out->findings, defect);
}

static int has_place(const base_place *place)
{
    return place->page != 0 || place->sheet != 0 || place->table != 0 || place->paragraph != 0 ||
           place->block != 0 || place->line != 0 || place->column != 0 || place->row != 0 ||
           place->cell != 0 || place->ref.len > 0 || place->part.len > 0;
}

/* A place or figures can only be those of a finding. */
static int check_details(lua_State *L, const rule_expectation *one, script_defect *defect)
{
    if (one->outcome == RESULT_FAILED ||
        (one->at.len == 0 && one->stated.len == 0 && one->expected.len == 0 &&
         !has_place(&one->place) && one->findings == 0))
        return 0;
    return script_defect_set(L, defect, MSG_SCRIPT_CASE_DETAILS, NULL);
}

/* The value at the top: "fail", or {"fail", message = …, at = …}. */
static int read_one(lua_State *L, rule_expectation *out, script_defect *defect)
{
    base_str word = {NULL, 0};
    int top = lua_gettop(L), code = 0;
    if (lua_type(L, top) == LUA_TSTRING) {
        word = script_load_str(L, script_check_str(L, top));
    } else if (lua_istable(L, top)) {
        lua_rawgeti(L, top, 1);
        if (lua_type(L, -1) == LUA_TSTRING)
            word = script_load_str(L, script_check_str(L, -1));
        lua_pop(L, 1);
        lua_pushnil(L); /* what is left are names */
        lua_rawseti(L, top, 1);
        code = script_only_fields(L, top, expected_names, defect);
        if (code == 0 && word.ptr == NULL)
            code = script_field_str(L, top, "outcome", &word, defect);
        if (code == 0)
            code = read_details(L, top, out, defect);
    } else {
        code = script_field_wrong(L, "expect", "string or table", luaL_typename(L, top), defect);
    }
    if (code == 0)
        code = read_outcome(L, word, &out->outcome, defect);
    return code == 0 ? check_details(L, out, defect) : code;
}

/* expect = {A03 = …, A04 = …}, at the top, in the order of their names. */
static int read_each(lua_State *L, rule_case *out, script_defect *defect)
{
    int table = lua_gettop(L), code = 0;
    script_sorted_keys(L, table);
    size_t length = lua_rawlen(L, table + 1);
    if (length == 0 || length > MAX_EXPECTED)
        return script_defect_set(L, defect, MSG_SCRIPT_CASE_RULES, NULL);
    out->expected = script_load_alloc(L, length, sizeof(*out->expected));
    for (size_t i = 0; code == 0 && i < length; i++) {
        lua_rawgeti(L, table + 1, (lua_Integer)i + 1);
        if (lua_type(L, -1) != LUA_TSTRING)
            return script_defect_set(L, defect, MSG_SCRIPT_CASE_RULES, NULL);
        out->expected[i].rule = script_load_str(L, script_check_str(L, -1));
        lua_rawget(L, table);
        code = read_one(L, &out->expected[i], defect);
        lua_settop(L, table + 1);
    }
    out->expected_count = code == 0 ? length : 0;
    return code;
}

/* rule = "A03" or a list, expect = "fail", message = …, at = … of the case itself. */
static int read_same(lua_State *L, int table, base_str word, rule_case *out, script_defect *defect)
{
    base_str *rules = NULL;
    size_t count = 0;
    rule_expectation same;
    memset(&same, 0, sizeof(same));
    if (script_field_list(L, table, "rule", &rules, &count, defect) != 0)
        return -1;
    if (count == 0)
        return script_defect_set(L, defect, MSG_SCRIPT_CASE_RULES, NULL);
    if (read_outcome(L, word, &same.outcome, defect) != 0 ||
        read_details(L, table, &same, defect) != 0 || check_details(L, &same, defect) != 0)
        return -1;
    out->expected = script_load_alloc(L, count, sizeof(*out->expected));
    for (size_t i = 0; i < count; i++) {
        out->expected[i] = same;
        out->expected[i].rule = rules[i];
    }
    out->expected_count = count;
    return 0;
}

static int read_expected(lua_State *L, int table, rule_case *out, script_defect *defect)
{
    base_str word = {NULL, 0};
    int code = 0;
    if (script_field(L, table, "expect") == LUA_TTABLE) {
        code = read_each(L, out, defect);
        lua_settop(L, table);
        if (code == 0 && script_field(L, table, "rule") != LUA_TNIL)
            code = script_defect_set(L, defect, MSG_SCRIPT_CASE_RULES, NULL);
        lua_settop(L, table);
        return code;
    }
    lua_settop(L, table);
    if (script_field_str(L, table, "expect", &word, defect) != 0)
        return -1;
    return read_same(L, table, word, out, defect);
}

void script_load_case(lua_State *L, base_str name, int line)
{
    script_loader *loader = script_loading(L);
    rule_case *made = script_load_alloc(L, 1, sizeof(*made));
    script_defect defect = {line, {NULL, 0}};
    made->name = name;
    made->file = loader->file;
    made->line = line;
    if (script_load_case_report(L, 2, made, &defect) != 0 ||
        script_field_str(L, 2, "roster", &made->roster, &defect) != 0 ||
        read_expected(L, 2, made, &defect) != 0) {
        script_load_broken(L, name, defect.line, defect.text);
        return;
    }
    rule_case **slot = base_vec_push(&loader->cases, loader->arena);
    if (slot == NULL) {
        loader->out_of_memory = 1;
        luaL_error(L, "memory");
    }
    *slot = made;
}
