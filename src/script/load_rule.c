/* rule "id" { title, severity, formula | check | checks, … } */
#include "base/err.h"
#include "script/load.h"
#include "text/phrase.h"

#define MAX_CHECKS 64

static const char checks_key = 0; /* registry: handle -> function */

static const char *const rule_names[] = {"needs", /* of a corpus_rule only */
                                         "title",   "severity", "formula", "check",   "checks",
                                         "form",    "basis",    "since",   "tags",    "precision",
                                         "years",   "good",     "bad",     "message", "rationale",
                                         "enabled", "phrases",  NULL};
static const char *const check_names[] = {"formula", "check", "severity", "message", NULL};

void script_push_check(lua_State *L, int check)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &checks_key) == LUA_TTABLE) {
        lua_rawgeti(L, -1, check);
        lua_remove(L, -2);
    }
}

void script_forget_checks(lua_State *L, int first, int last)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &checks_key) == LUA_TTABLE)
        for (int check = first; check < last; check++) {
            lua_pushnil(L);
            lua_rawseti(L, -2, check);
        }
    lua_pop(L, 1);
}

int script_keep_check(lua_State *L)
{
    script_vm *vm = script_vm_of(L);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &checks_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &checks_key);
    }
    lua_insert(L, -2);
    lua_rawseti(L, -2, vm->checks);
    lua_pop(L, 1);
    return vm->checks++;
}

/* formula or check of the table; exactly one of them. */
static int read_check(lua_State *L, int table, int line, rule_check *out, script_defect *defect)
{
    out->script = -1;
    out->line = line;
    if (script_field_str(L, table, "formula", &out->text, defect) != 0)
        return -1;
    int type = script_field(L, table, "check");
    int both = type != LUA_TNIL && out->text.ptr != NULL;
    if (type == LUA_TFUNCTION && !lua_iscfunction(L, -1)) {
        lua_Debug about;
        lua_pushvalue(L, -1);
        if (lua_getinfo(L, ">S", &about) && about.linedefined > 0)
            out->line = about.linedefined;
        out->script = script_keep_check(L);
    } else {
        lua_pop(L, 1);
        if (type != LUA_TNIL)
            return script_field_wrong(L, "check", "function", lua_typename(L, type), defect);
    }
    if (both)
        return script_defect_set(L, defect, MSG_SCRIPT_ONE_CHECK, NULL);
    if (out->script < 0 && out->text.len == 0)
        return script_field_missing(L, "formula, check, checks", defect);
    if (out->script < 0)
        out->line = script_line_of(script_loading(L), line, out->text);
    return 0;
}

/* One element of `checks`, at the top. */
static int read_listed(lua_State *L, const rule *owner, rule_check *out, script_defect *defect)
{
    int table = lua_gettop(L);
    if (!lua_istable(L, table))
        return script_field_wrong(L, "checks", "list of tables", luaL_typename(L, table), defect);
    if (script_only_fields(L, table, check_names, defect) != 0 ||
        read_check(L, table, owner->line, out, defect) != 0 ||
        script_field_severity(L, table, &out->severity, defect) != 0)
        return -1;
    return script_field_str(L, table, "message", &out->message, defect);
}

static int read_list(lua_State *L, rule *out, script_defect *defect)
{
    int list = lua_gettop(L);
    size_t count = lua_istable(L, list) ? lua_rawlen(L, list) : 0;
    if (count == 0)
        return script_field_wrong(L, "checks", "list of tables", luaL_typename(L, list), defect);
    if (count > MAX_CHECKS)
        return script_defect_set(L, defect, MSG_SCRIPT_FIELD_LONG, "checks", NULL);
    out->checks = script_load_alloc(L, count, sizeof(*out->checks));
    int code = 0;
    for (size_t i = 0; i < count && code == 0; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        code = read_listed(L, out, &out->checks[i], defect);
        lua_settop(L, list);
    }
    out->check_count = code == 0 ? count : 0;
    return code;
}

static int read_checks(lua_State *L, rule *out, script_defect *defect)
{
    base_str message = {NULL, 0};
    if (script_field_str(L, 2, "message", &message, defect) != 0)
        return -1;
    int code;
    if (script_field(L, 2, "checks") != LUA_TNIL) {
        code = read_list(L, out, defect);
        int more =
            script_field(L, 2, "formula") != LUA_TNIL || script_field(L, 2, "check") != LUA_TNIL;
        if (code == 0 && more)
            code = script_defect_set(L, defect, MSG_SCRIPT_ONE_CHECK, NULL);
    } else {
        out->checks = script_load_alloc(L, 1, sizeof(*out->checks));
        code = read_check(L, 2, out->line, out->checks, defect);
        out->check_count = code == 0;
    }
    lua_settop(L, 2);
    for (size_t i = 0; i < out->check_count; i++) {
        if (out->checks[i].severity == 0)
            out->checks[i].severity = out->severity;
        if (out->checks[i].message.len == 0)
            out->checks[i].message = message;
    }
    return code;
}

static int read_precision(lua_State *L, rule *out, script_defect *defect)
{
    if (script_field_str(L, 2, "precision", &out->precision, defect) != 0)
        return -1;
    if (out->precision.len == 0 || base_str_eq_c(out->precision, "exact") ||
        base_str_eq_c(out->precision, "may_overreport") ||
        base_str_eq_c(out->precision, "may_underreport"))
        return 0;
    return script_defect_set(L, defect, MSG_SCRIPT_FIELD_VALUE, "precision", out->precision.ptr,
                             "exact, may_overreport, may_underreport", NULL);
}

static int read_enabled(lua_State *L, rule *out, script_defect *defect)
{
    int enabled = 1;
    if (script_field_flag(L, 2, "enabled", &enabled, defect) != 0)
        return -1;
    out->off = !enabled;
    return 0;
}

/* Phrases that the rule names beforehand are compiled once, to see that they can be. */
static int read_phrases(lua_State *L, script_defect *defect)
{
    base_str *phrases = NULL;
    size_t count = 0;
    hecha_err err = base_err_init(script_vm_of(L)->lang);
    if (script_field_list(L, 2, "phrases", &phrases, &count, defect) != 0)
        return -1;
    base_arena *scratch = base_arena_new(0);
    int code = scratch == NULL ? HECHA_E_MEMORY : 0;
    size_t i = 0;
    for (; i < count && code == 0; i += code == 0) {
        text_phrase *phrase;
        code = text_phrase_parse(scratch, phrases[i], &phrase, &err);
        base_arena_reset(scratch);
    }
    base_arena_free(scratch);
    if (code == HECHA_E_MEMORY) {
        script_loading(L)->out_of_memory = 1;
        return luaL_error(L, "memory");
    }
    if (code == 0)
        return 0;
    char column[16];
    snprintf(column, sizeof(column), "%d", err.column);
    return script_defect_set(L, defect, MSG_SCRIPT_PHRASE, phrases[i].ptr, column, err.text, NULL);
}

static int read_examples(lua_State *L, rule *out, script_defect *defect)
{
    script_field(L, 2, "good");
    int code = script_load_examples(L, &out->good, &out->good_count, defect);
    lua_settop(L, 2);
    if (code != 0)
        return -1;
    script_field(L, 2, "bad");
    code = script_load_examples(L, &out->bad, &out->bad_count, defect);
    lua_settop(L, 2);
    return code;
}

/* needs = "previous_year" or a list. */
static int read_needs(lua_State *L, rule *out, script_defect *defect)
{
    static const char *const words[] = {"previous_year", "children", "all", "roster"};
    static const unsigned bits[] = {RULE_NEEDS_PREVIOUS_YEAR, RULE_NEEDS_CHILDREN, RULE_NEEDS_ALL,
                                    RULE_NEEDS_ROSTER};
    base_str *names = NULL;
    size_t count = 0;
    if (script_field_list(L, 2, "needs", &names, &count, defect) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < 4 && !base_str_eq_c(names[i], words[at]))
            at++;
        if (at == 4)
            return script_defect_set(L, defect, MSG_SCRIPT_FIELD_VALUE, "needs", names[i].ptr,
                                     "previous_year, children, all, roster", NULL);
        out->needs |= bits[at];
    }
    return 0;
}

/* Functions come first: their handles must not depend on what is wrong with the rest. */
static int read_rule(lua_State *L, rule *out, script_pending *todo, script_defect *defect)
{
    const char *const *names = todo->is_corpus ? rule_names : rule_names + 1;
    script_defect misspelt = *defect;
    if (script_field_severity(L, 2, &out->severity, defect) != 0)
        return -1;
    if (read_checks(L, out, defect) != 0) {
        /* formulas = …: the name is what is wrong. */
        if (script_only_fields(L, 2, names, &misspelt) != 0)
            *defect = misspelt;
        return -1;
    }
    if (script_only_fields(L, 2, names, defect) != 0 ||
        (todo->is_corpus && read_needs(L, out, defect) != 0) ||
        script_field_str(L, 2, "title", &out->title, defect) != 0 ||
        script_field_str(L, 2, "basis", &out->basis, defect) != 0 ||
        script_field_str(L, 2, "since", &out->since, defect) != 0 ||
        script_field_list(L, 2, "tags", &out->tags, &out->tag_count, defect) != 0 ||
        script_field_str(L, 2, "rationale", &out->rationale, defect) != 0 ||
        read_enabled(L, out, defect) != 0 || read_precision(L, out, defect) != 0 ||
        script_field_years(L, 2, "years", &out->year_from, &out->year_to, defect) != 0 ||
        script_field_list(L, 2, "form", &todo->forms, &todo->count, defect) != 0 ||
        read_phrases(L, defect) != 0 || read_examples(L, out, defect) != 0)
        return -1;
    if (todo->count == 0 && todo->forms != NULL)
        return script_defect_set(L, defect, MSG_SCRIPT_NO_FORM_NAMED, NULL);
    if (out->title.len == 0)
        return script_field_missing(L, "title", defect);
    if (out->severity == 0)
        return script_field_missing(L, "severity", defect);
    return 0;
}

static int is_second(lua_State *L, const rule *out, script_defect *defect)
{
    script_loader *loader = script_loading(L);
    rule **rules = loader->rules.items;
    script_charge(L, loader->rules.count);
    for (size_t i = 0; i < loader->rules.count; i++) {
        if (!base_str_eq(rules[i]->id, out->id))
            continue;
        lua_pushfstring(L, "%s:%d", rules[i]->file.ptr, rules[i]->line);
        script_defect_set(L, defect, MSG_SCRIPT_SECOND_RULE, out->id.ptr, lua_tostring(L, -1),
                          NULL);
        lua_pop(L, 1);
        return 1;
    }
    return 0;
}

void script_load_rule(lua_State *L, base_str id, int line, int is_corpus)
{
    script_loader *loader = script_loading(L);
    rule *made = script_load_alloc(L, 1, sizeof(*made));
    script_pending todo = {made, NULL, 0, loader->single, is_corpus};
    script_defect defect = {line, {NULL, 0}};
    made->pack = loader->pack;
    made->id = id;
    made->file = loader->file;
    made->line = line;
    lua_pushfstring(L, "%s/%s", loader->pack.ptr, id.ptr);
    made->name = script_load_str(L, script_check_str(L, -1));
    lua_pop(L, 1);
    if (read_rule(L, made, &todo, &defect) != 0 || is_second(L, made, &defect)) {
        made->check_count = 0;
        made->broken = script_located(L, defect.line, defect.text);
    }
    rule **slot = base_vec_push(&loader->rules, loader->arena);
    script_pending *work = base_vec_push(&loader->pending, loader->arena);
    if (slot == NULL || work == NULL) {
        loader->out_of_memory = 1;
        luaL_error(L, "memory");
    }
    *slot = made;
    *work = todo;
}
