/* The Lua of rules: what is plain from its words. */
#include "audit/lint.h"

#include "rule/formula.h"
#include "script/pattern_lint.h"

typedef struct reading {
    audit_linting *l;
    const audit_pack *pack;
    base_str file;
    lint_tokens tokens;
} reading;

static int add(const reading *r, size_t token, hecha_severity severity, const char *check,
               base_msg_id text, base_msg_id advice, base_str first)
{
    audit_lint_problem where = {
        NULL, r->file, r->tokens.items[token].line, severity, check, {0}, {0}, {0}, 0};
    return audit_lint_add(r->l, r->pack, &where, text, advice, first, base_str_c(""));
}

static int is_kind(const reading *r, size_t index, lint_kind kind)
{
    return index < r->tokens.count && r->tokens.items[index].kind == kind;
}

static int is_one_of(const reading *r, size_t index, const char *const *words)
{
    for (; *words != NULL; words++)
        if (lint_is(&r->tokens, index, *words))
            return 1;
    return 0;
}

/* ---- == between a value and a number ---- */

/* 1 if a value begins at the token: report:item …, sum{…}. */
static int begins_value(const reading *r, size_t at)
{
    static const char *const makers[] = {"sum", "largest", "smallest", NULL};
    if (is_one_of(r, at, makers) &&
        (lint_is(&r->tokens, at + 1, "{") || lint_is(&r->tokens, at + 1, "(")))
        return 1;
    return is_kind(r, at, LINT_NAME) && lint_is(&r->tokens, at + 1, ":") &&
           lint_is(&r->tokens, at + 2, "item");
}

/* Past the arguments of a call at the token. */
static size_t skip_call(const reading *r, size_t at)
{
    static const char *const opening[] = {"(", "{", "[", NULL};
    static const char *const closing[] = {")", "}", "]", NULL};
    size_t depth = 0;
    if (is_kind(r, at, LINT_STRING))
        return at + 1;
    for (; at < r->tokens.count; at++) {
        depth += is_one_of(r, at, opening) ? 1 : 0;
        if (is_one_of(r, at, closing) && --depth == 0)
            return at + 1;
        if (depth == 0)
            return at;
    }
    return at;
}

/* Past the value that begins at the token; 0: something of it is taken (a field, a method). */
static size_t end_of_value(const reading *r, size_t at)
{
    size_t end = skip_call(r, lint_is(&r->tokens, at + 1, ":") ? at + 3 : at + 1);
    int more = lint_is(&r->tokens, end, ".") || lint_is(&r->tokens, end, ":");
    return more ? 0 : end;
}

/* 1 if the name was last made a value before the token: local x = report:item "…". */
static int is_value_name(const reading *r, size_t at)
{
    base_str name = r->tokens.items[at].text;
    for (size_t i = at; i-- > 0;) {
        if (!is_kind(r, i, LINT_NAME) || !base_str_eq(r->tokens.items[i].text, name))
            continue;
        if (lint_is(&r->tokens, i + 1, "="))
            return begins_value(r, i + 2) && end_of_value(r, i + 2) > 0;
        if (i > 0 && (lint_is(&r->tokens, i - 1, "local") || lint_is(&r->tokens, i - 1, "for") ||
                      lint_is(&r->tokens, i - 1, "(") || lint_is(&r->tokens, i - 1, ",")))
            return 0; /* made in another way */
    }
    return 0;
}

static int is_equality(const reading *r, size_t at)
{
    return lint_is(&r->tokens, at, "==") || lint_is(&r->tokens, at, "~=");
}

/* A bare name, nothing taken of it and it of nothing. */
static int is_bare(const reading *r, size_t at)
{
    if (!is_kind(r, at, LINT_NAME) || lint_is_keyword(r->tokens.items[at].text))
        return 0;
    if (at > 0 && (lint_is(&r->tokens, at - 1, ".") || lint_is(&r->tokens, at - 1, ":")))
        return 0;
    return !lint_is(&r->tokens, at + 1, ".") && !lint_is(&r->tokens, at + 1, ":") &&
           !lint_is(&r->tokens, at + 1, "(");
}

static int lint_equality(const reading *r, size_t at)
{
    size_t sign = 0;
    if (begins_value(r, at)) {
        size_t end = end_of_value(r, at);
        if (end > 0 && is_equality(r, end) && is_kind(r, end + 1, LINT_NUMBER))
            sign = end;
        else if (end > 0 && at > 1 && is_equality(r, at - 1) && is_kind(r, at - 2, LINT_NUMBER))
            sign = at - 1;
    } else if (is_bare(r, at)) {
        if (is_equality(r, at + 1) && is_kind(r, at + 2, LINT_NUMBER) && is_value_name(r, at))
            sign = at + 1;
        else if (at > 1 && is_equality(r, at - 1) && is_kind(r, at - 2, LINT_NUMBER) &&
                 is_value_name(r, at))
            sign = at - 1;
    }
    return sign == 0 ? 0
                     : add(r, sign, HECHA_ERROR, "value_equals_number", MSG_LINT_EQUALITY,
                           MSG_LINT_EQUALITY_DO, r->tokens.items[sign].text);
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
    if (lint_is(&r->tokens, at - 1, ".") && lint_is(&r->tokens, at + 1, "(")) {
        for (string = at + 2; string < r->tokens.count; string++) {
            depth += lint_is(&r->tokens, string, "(") ? 1 : 0;
            if (lint_is(&r->tokens, string, ",") && depth == 0)
                break;
            if (lint_is(&r->tokens, string, ")") && depth-- == 0)
                return 0;
        }
        string++;
    } else if (!lint_is(&r->tokens, at - 1, ":")) {
        return 0;
    } else if (lint_is(&r->tokens, at + 1, "(")) {
        string = at + 2;
    }
    size_t byte;
    if (!is_kind(r, string, LINT_STRING) ||
        script_pattern_lint(r->tokens.items[string].text, &byte) == SCRIPT_PATTERN_SOUND)
        return 0;
    return add(r, string, HECHA_WARNING, "pattern_bytes", MSG_LINT_PATTERN, MSG_LINT_PATTERN_DO,
               r->tokens.items[string].text);
}

/* ---- labels ---- */

static int is_known(const audit_ruleset *rules, base_str label)
{
    int row;
    for (size_t i = 0; i < rules->form_count; i++)
        if (formula_find_item(rules->forms[i], label, &row, NULL) > 0)
            return 1;
    return 0;
}

/* :item "label" of which no form has such a row. */
static int lint_label(const reading *r, size_t at)
{
    if (!lint_is(&r->tokens, at, ":") || !lint_is(&r->tokens, at + 1, "item"))
        return 0;
    size_t string = lint_is(&r->tokens, at + 2, "(") ? at + 3 : at + 2;
    if (!is_kind(r, string, LINT_STRING) || lint_is(&r->tokens, string + 1, ".."))
        return 0;
    base_str label = r->tokens.items[string].text;
    if (label.len == 0 || memchr(label.ptr, '\\', label.len) != NULL ||
        is_known(r->l->rules, label))
        return 0;
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
    int declares = lint_is(&r->tokens, at, "local") || lint_is(&r->tokens, at, "for");
    size_t name = at + 1;
    if (lint_is(&r->tokens, at, "function"))
        name = is_kind(r, at + 1, LINT_NAME) ? at + 3 : at + 2;
    else if (!declares)
        return 0;
    if (lint_is(&r->tokens, name, "function")) /* local function f: the parameters come later */
        name++;
    for (; is_kind(r, name, LINT_NAME); name += 2) {
        if (is_one_of(r, name, api))
            return add(r, name, HECHA_WARNING, "shadowed_name", MSG_LINT_SHADOW, MSG_LINT_SHADOW_DO,
                       r->tokens.items[name].text);
        if (!lint_is(&r->tokens, name + 1, ","))
            break;
    }
    return 0;
}

static int lint_file(reading *r, const pack_file *file)
{
    r->file = file->name;
    int code = lint_tokens_read(r->l->arena, file->bytes, &r->tokens);
    for (size_t i = 0; code == 0 && i < r->tokens.count; i++) {
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
    reading r = {l, of, {0}, {0}};
    int code = 0;
    for (size_t i = 0; code == 0 && i < of->source->file_count; i++)
        if (!of->source->files[i].is_table)
            code = lint_file(&r, &of->source->files[i]);
    return code;
}
