/* The Lua of rules: what is plain from its words. */
#include "audit/lint.h"
#include "audit/lint_names.h"
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

/* Where the pattern of find, match, gmatch or gsub begins: the first argument of a method, the
 * second of string.find( … ). 0: this is no such call, or its last argument says that the text is
 * plain. */
static size_t pattern_of(const reading *r, size_t at)
{
    static const char *const calls[] = {"find", "match", "gmatch", "gsub", NULL};
    int is_method = at > 0 && lint_is(r->tokens, at - 1, ":");
    size_t depth = 0, first = at + 1;
    if (!is_one_of(r, at, calls) || at == 0 || (!is_method && !lint_is(r->tokens, at - 1, ".")))
        return 0;
    if (is_method && at > 1 && lint_is(r->tokens, at - 2, "report"))
        return 0; /* report:find takes text as it stands */
    if (!lint_is(r->tokens, first, "("))
        return is_method ? first : 0;
    size_t found = is_method ? first + 1 : 0, end = first + 1;
    for (; end < r->tokens->count; end++) {
        depth += lint_is(r->tokens, end, "(") || lint_is(r->tokens, end, "{") ? 1 : 0;
        if (depth == 0 && found == 0 && lint_is(r->tokens, end, ","))
            found = end + 1;
        if ((lint_is(r->tokens, end, ")") || lint_is(r->tokens, end, "}")) && depth-- == 0)
            break;
    }
    return lint_is(r->tokens, at, "find") && lint_is(r->tokens, end - 1, "true") ? 0 : found;
}

/* 1 if the fault of this pattern was told: it is used twice. */
static int is_told(const reading *r, size_t string)
{
    const lint_token *token = &r->tokens->items[string];
    for (size_t i = 0; i < r->l->problems.count; i++) {
        const audit_lint_problem *problem = base_vec_at(&r->l->problems, i);
        if (problem->line == token->line && strcmp(problem->check, "pattern_bytes") == 0 &&
            base_str_eq(problem->file, r->file) &&
            base_str_find(problem->text, token->text, 0) != BASE_STR_NONE)
            return 1;
    }
    return 0;
}

static int lint_pattern(const reading *r, size_t at)
{
    size_t expression = pattern_of(r, at), next = 0, byte;
    int code = 0;
    while (expression > 0 && code == 0) {
        size_t string = lint_constant(r->tokens, expression, &next);
        if (string == BASE_STR_NONE)
            break;
        base_str pattern = r->tokens->items[string].text;
        if (script_pattern_lint(pattern, &byte) != SCRIPT_PATTERN_SOUND && !is_told(r, string))
            code = add(r, string, HECHA_WARNING, "pattern_bytes", MSG_LINT_PATTERN,
                       MSG_LINT_PATTERN_DO, pattern);
    }
    return code;
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
