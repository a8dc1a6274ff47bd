#include "audit/lint_names.h"

typedef enum lint_binding { LINT_UNKNOWN, LINT_GIVEN, LINT_WALKED } lint_binding;

static int is_name(const lint_tokens *t, size_t at, base_str name)
{
    return at < t->count && t->items[at].kind == LINT_NAME && base_str_eq(t->items[at].text, name);
}

/* How often the list of names from `at` on has the name; *end: the token behind the list. */
static int listed(const lint_tokens *t, size_t at, base_str name, size_t *end)
{
    int times = 0;
    for (;; at += 2) {
        times += is_name(t, at, name);
        if (!lint_is(t, at + 1, ","))
            break;
    }
    *end = at + 1;
    return times;
}

/* Behind `function`, past its own name: the bracket of the parameters. */
static size_t parameters(const lint_tokens *t, size_t at)
{
    while (at < t->count && !lint_is(t, at, "("))
        at++;
    return at + 1;
}

/* How often the token begins something that gives the name a value; how, and where. */
static int gives(const lint_tokens *t, size_t i, base_str name, lint_binding *how, size_t *at)
{
    size_t end = 0;
    int times = 0;
    if (lint_is(t, i, "function"))
        return listed(t, parameters(t, i + 1), name, &end);
    if (lint_is(t, i, "for")) {
        times = listed(t, i + 1, name, &end);
        *how = lint_is(t, end, "in") ? LINT_WALKED : LINT_UNKNOWN;
    } else if (lint_is(t, i, "local") && !lint_is(t, i + 1, "function")) {
        times = listed(t, i + 1, name, &end);
        *how = end == i + 2 && lint_is(t, end, "=") ? LINT_GIVEN : LINT_UNKNOWN;
    } else if (is_name(t, i, name) && lint_is(t, i + 1, "=") &&
               !(i > 0 && (lint_is(t, i - 1, ".") || lint_is(t, i - 1, "{") ||
                           lint_is(t, i - 1, ",") || lint_is(t, i - 1, "local")))) {
        times = 1;
        end = i + 1;
        *how = LINT_GIVEN;
    }
    *at = end + 1;
    return times;
}

/* How the name at the token is given its only value in the whole text: by `local NAME =` or
 * `NAME =` (LINT_GIVEN, *at: the first token of the value), or by `for …, NAME in` (LINT_WALKED,
 * *at: the token behind `in`; of several loops the last one before the token counts).
 * LINT_UNKNOWN: in another way, as a parameter, more than once, or never. */
static lint_binding bound_once(const lint_tokens *tokens, size_t name, size_t *at)
{
    lint_binding found = LINT_UNKNOWN;
    int times = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        lint_binding how = LINT_UNKNOWN;
        size_t where = 0;
        int given = gives(tokens, i, tokens->items[name].text, &how, &where);
        if (given == 0)
            continue;
        times += how == LINT_WALKED ? 0 : given;
        if (times > 1 || (times == 1 && found == LINT_WALKED))
            return LINT_UNKNOWN;
        if (how == LINT_WALKED && times == 1)
            return LINT_UNKNOWN;
        if (how != LINT_WALKED || i < name) {
            found = how;
            *at = where;
        }
    }
    return found;
}

/* The table that the name is given; BASE_STR_NONE: none. */
static size_t table_of(const lint_tokens *t, size_t name)
{
    size_t at;
    if (bound_once(t, name, &at) != LINT_GIVEN || !lint_is(t, at, "{"))
        return BASE_STR_NONE;
    return at;
}

/* The table that a loop walks over: ipairs(NAME), pairs(NAME), or either of { … }. */
static size_t walked_table(const lint_tokens *t, size_t at)
{
    if (!lint_is(t, at, "ipairs") && !lint_is(t, at, "pairs"))
        return BASE_STR_NONE;
    at += lint_is(t, at + 1, "(") ? 2 : 1;
    if (lint_is(t, at, "{"))
        return at;
    return at < t->count && lint_is(t, at + 1, ")") ? table_of(t, at) : BASE_STR_NONE;
}

/* The field that is read behind NAME or NAME[…]; empty: none is named. */
static base_str field_of(const lint_tokens *t, size_t at)
{
    size_t depth = 0;
    if (lint_is(t, at, "[")) {
        do {
            depth += lint_is(t, at, "[") ? 1 : 0;
            depth -= lint_is(t, at, "]") ? 1 : 0;
            at++;
        } while (depth > 0 && at < t->count);
    }
    return lint_is(t, at, ".") && at + 1 < t->count ? t->items[at + 1].text : base_str_n(NULL, 0);
}

/* The next string of the table that is a value, of that field if it has a name. */
static size_t next_value(const lint_tokens *t, size_t table, base_str field, size_t *next)
{
    size_t depth = 0;
    for (size_t i = table; i < t->count; i++) {
        depth += lint_is(t, i, "{") ? 1 : 0;
        if (lint_is(t, i, "}") && --depth == 0)
            break;
        if (i < *next || t->items[i].kind != LINT_STRING || lint_is(t, i + 1, "]") ||
            lint_is(t, i + 1, ".."))
            continue;
        if (field.len > 0 && !(lint_is(t, i - 1, "=") && is_name(t, i - 2, field)))
            continue;
        *next = i + 1;
        return i;
    }
    return BASE_STR_NONE;
}

size_t lint_constant(const lint_tokens *tokens, size_t expression, size_t *next)
{
    size_t at = expression, table = BASE_STR_NONE;
    lint_binding how = LINT_UNKNOWN;
    if (expression >= tokens->count || *next == BASE_STR_NONE)
        return BASE_STR_NONE;
    int is_string = tokens->items[expression].kind == LINT_STRING;
    int is_read = lint_is(tokens, expression + 1, ".") || lint_is(tokens, expression + 1, "[");
    if (tokens->items[expression].kind == LINT_NAME)
        how = bound_once(tokens, expression, &at);
    if (is_string || (how == LINT_GIVEN && !is_read)) {
        *next = BASE_STR_NONE;
        return at < tokens->count && tokens->items[at].kind == LINT_STRING &&
                       !lint_is(tokens, at + 1, "..")
                   ? at
                   : BASE_STR_NONE;
    }
    if (how == LINT_GIVEN)
        table = table_of(tokens, expression);
    else if (how == LINT_WALKED)
        table = walked_table(tokens, at);
    return table == BASE_STR_NONE
               ? BASE_STR_NONE
               : next_value(tokens, table, field_of(tokens, expression + 1), next);
}
