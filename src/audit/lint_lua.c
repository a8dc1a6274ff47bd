/* The Lua of rules: what is plain from its words. */
#include "audit/lint.h"
#include "audit/lint_value.h"

#include "rule/formula.h"
#include "script/pattern_lint.h"

typedef audit_lint_reading reading;

static int add(const reading *r, size_t token, hecha_severity severity, const char *check,
               base_msg_id text, base_msg_id advice, base_str first)
{
    audit_lint_problem where = {
        NULL, r->file, r->tokens->items[token].line, severity, check, {0}, {0}, {0}, 0};
    return audit_lint_add(r->l, r->pack, &where, text, advice, first, base_str_c(""));
}

static int is_kind(const reading *r, size_t index, lint_kind kind)
{
    return index < r->tokens->count && r->tokens->items[index].kind == kind;
}

static int is_one_of(const reading *r, size_t index, const char *const *words)
{
    for (; *words != NULL; words++)
        if (lint_is(r->tokens, index, *words))
            return 1;
    return 0;
}

static int lint_equality(const reading *r, size_t at)
{
    return lint_compares_value(r->tokens, at)
               ? add(r, at, HECHA_ERROR, "value_equals_number", MSG_LINT_EQUALITY,
                     MSG_LINT_EQUALITY_DO, r->tokens->items[at].text)
               : 0;
}

/* ---- patterns ---- */

/* find, match, gmatch, gsub: the pattern is the first string of a method's call, the second
 * argument of string.find( … ). */
static int lint_pattern(const reading *r, size_t at)
{
    static const char *const calls[] = {"find", "match", "gmatch", "gsub", NULL};
    size_t depth = 0, string = at + 1;
    if (!is_one_of(r, at, calls) || at == 0)
        return 0;
    if (lint_is(r->tokens, at - 1, ".") && lint_is(r->tokens, at + 1, "(")) {
        for (string = at + 2; string < r->tokens->count; string++) {
            depth += lint_is(r->tokens, string, "(") ? 1 : 0;
            if (lint_is(r->tokens, string, ",") && depth == 0)
                break;
            if (lint_is(r->tokens, string, ")") && depth-- == 0)
                return 0;
        }
        string++;
    } else if (!lint_is(r->tokens, at - 1, ":")) {
        return 0;
    } else if (lint_is(r->tokens, at + 1, "(")) {
        string = at + 2;
    }
    size_t byte;
    if (!is_kind(r, string, LINT_STRING) ||
        script_pattern_lint(r->tokens->items[string].text, &byte) == SCRIPT_PATTERN_SOUND)
        return 0;
    return add(r, string, HECHA_WARNING, "pattern_bytes", MSG_LINT_PATTERN, MSG_LINT_PATTERN_DO,
               r->tokens->items[string].text);
}

/* ---- labels ---- */

/* In how many ways a form has the label, the first one that has it; or FORM_FAILED. */
static size_t find_label(const audit_ruleset *rules, base_str label)
{
    size_t found = 0;
    int row;
    for (size_t i = 0; found == 0 && i < rules->form_count; i++)
        found = formula_find_item(rules->forms[i], label, &row, NULL);
    return found;
}

/* :item "label" of which no form has such a row. */
static int lint_label(const reading *r, size_t at)
{
    if (!lint_is(r->tokens, at, ":") || !lint_is(r->tokens, at + 1, "item"))
        return 0;
    size_t string = lint_is(r->tokens, at + 2, "(") ? at + 3 : at + 2;
    if (!is_kind(r, string, LINT_STRING) || lint_is(r->tokens, string + 1, ".."))
        return 0;
    base_str label = r->tokens->items[string].text;
    if (label.len == 0 || memchr(label.ptr, '\\', label.len) != NULL)
        return 0;
    size_t found = find_label(r->l->rules, label);
    if (found > 0)
        return found == FORM_FAILED ? HECHA_E_MEMORY : 0;
    return add(r, string, HECHA_ERROR, "unknown_label", MSG_LINT_LABEL, MSG_LINT_LABEL_DO, label);
}

/* ---- names ---- */

/* local sum = …, function (report, sum), for log in …: a name of the rule API hidden. */
static int lint_shadow(const reading *r, size_t at)
{
    static const char *const api[] = {"params", "sum",      "largest",        "smallest", "log",
                                      "string", "table",    "math",           "utf8",     "ipairs",
                                      "pairs",  "tostring", "tonumber",       "type",     "select",
                                      "pcall",  "error",    "title_likeness", NULL};
    int declares = lint_is(r->tokens, at, "local") || lint_is(r->tokens, at, "for");
    size_t name = at + 1;
    if (lint_is(r->tokens, at, "function"))
        name = is_kind(r, at + 1, LINT_NAME) ? at + 3 : at + 2;
    else if (!declares)
        return 0;
    if (lint_is(r->tokens, name, "function")) /* local function f: the parameters come later */
        name++;
    for (; is_kind(r, name, LINT_NAME); name += 2) {
        if (is_one_of(r, name, api))
            return add(r, name, HECHA_WARNING, "shadowed_name", MSG_LINT_SHADOW, MSG_LINT_SHADOW_DO,
                       r->tokens->items[name].text);
        if (!lint_is(r->tokens, name + 1, ","))
            break;
    }
    return 0;
}

static int lint_file(const reading *r)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < r->tokens->count; i++) {
        code = lint_equality(r, i);
        if (code == 0)
            code = lint_pattern(r, i);
        if (code == 0)
            code = lint_label(r, i);
        if (code == 0)
            code = lint_shadow(r, i);
    }
    return code;
}

int audit_lint_lua(audit_linting *l, const audit_pack *of)
{
    return audit_lint_each(l, of, lint_file);
}
