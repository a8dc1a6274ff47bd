/* == between a value and a number: what names stand for, as far as their words tell. */
#include "audit/lint_value.h"

#define MOST_STEPS 6 /* from a name to what it is made of, and on */

typedef enum kind { KIND_OTHER, KIND_PLAIN, KIND_VALUE, KIND_LIST, KIND_MATCH } kind;

/* What stands at a token. */
typedef struct read {
    kind kind;
    size_t end;      /* the token behind it */
    size_t patterns; /* of a match: the token of its phrase; 0: not plain */
} read;

static read expression(const lint_tokens *t, size_t at, int steps);

static int is_any(const lint_tokens *t, size_t at, const char *const *words)
{
    for (; *words != NULL; words++)
        if (lint_is(t, at, *words))
            return 1;
    return 0;
}

static int is_kind(const lint_tokens *t, size_t at, lint_kind wanted)
{
    return at < t->count && t->items[at].kind == wanted;
}

static int is_name(const lint_tokens *t, size_t at)
{
    return is_kind(t, at, LINT_NAME) && !lint_is_keyword(t->items[at].text);
}

static int is_arithmetic(const lint_tokens *t, size_t at)
{
    static const char *const signs[] = {"+", "-", "*", "/", NULL};
    return is_any(t, at, signs);
}

static int opens(const lint_tokens *t, size_t at)
{
    static const char *const signs[] = {"(", "[", "{", NULL};
    return is_any(t, at, signs);
}

static int closes(const lint_tokens *t, size_t at)
{
    static const char *const signs[] = {")", "]", "}", NULL};
    return is_any(t, at, signs);
}

/* Behind the bracket that closes the one at the token. */
static size_t skip_brackets(const lint_tokens *t, size_t at)
{
    size_t depth = 0;
    for (; at < t->count; at++) {
        depth += (size_t)opens(t, at);
        if (closes(t, at) && --depth == 0)
            return at + 1;
    }
    return at;
}

/* The bracket that the one at the token closes. */
static size_t opening_of(const lint_tokens *t, size_t at)
{
    size_t depth = 0;
    for (;; at--) {
        depth += (size_t)closes(t, at);
        if (opens(t, at) && --depth == 0)
            return at;
        if (at == 0)
            return 0;
    }
}

/* Behind the arguments of a call. */
static size_t skip_arguments(const lint_tokens *t, size_t at)
{
    return opens(t, at) ? skip_brackets(t, at) : at + 1;
}

/* ---- what a name stands for ---- */

/* The token of the n-th of expressions separated by commas; 0: there are fewer. */
static size_t nth(const lint_tokens *t, size_t at, size_t wanted)
{
    static const char *const ends[] = {")", "end", "local", "then", "do", "return", "if", NULL};
    while (wanted > 0 && at < t->count && !is_any(t, at, ends)) {
        if (lint_is(t, at, ",") && --wanted == 0)
            return at + 1;
        at = opens(t, at) ? skip_brackets(t, at) : at + 1;
    }
    return wanted == 0 ? at : 0;
}

/* name = …, local a, name = …, …; `at` is the name, `before` how many stand before it. */
static int assigned(const lint_tokens *t, size_t at, size_t before, int steps, read *out)
{
    size_t sign = at + 1;
    while (lint_is(t, sign, ",") && is_name(t, sign + 1))
        sign += 2;
    if (!lint_is(t, sign, "="))
        return 0;
    size_t from = nth(t, sign + 1, before);
    *out = from > 0 ? expression(t, from, steps) : (read){KIND_OTHER, at, 0};
    return 1;
}

/* for _, name in ipairs(…) do, for name in … do. */
static int looped(const lint_tokens *t, size_t at, size_t before, int steps, read *out)
{
    size_t in = at + 1;
    *out = (read){KIND_OTHER, at, 0};
    if (!lint_is(t, in, "in"))
        return 0;
    int by_index = lint_is(t, in + 1, "ipairs") && lint_is(t, in + 2, "(");
    if (by_index != (before == 1))
        return 1;
    read list = expression(t, by_index ? in + 3 : in + 1, steps);
    if (list.kind == KIND_LIST)
        out->kind = KIND_VALUE;
    else if (list.kind == KIND_MATCH)
        *out = list;
    return 1;
}

/* The n-th parameter of the function whose ( stands at the token: what calls in the file give it.
 */
static kind given(const lint_tokens *t, size_t bracket, size_t number, int steps)
{
    size_t name = bracket - 1; /* local function name(, name = function( */
    if (lint_is(t, name, "function"))
        name = bracket > 2 && lint_is(t, bracket - 2, "=") ? bracket - 3 : t->count;
    for (size_t i = 0; is_name(t, name) && i + 1 < t->count; i++) {
        if (i == name || !is_name(t, i) || !base_str_eq(t->items[i].text, t->items[name].text) ||
            !lint_is(t, i + 1, "("))
            continue;
        size_t argument = nth(t, i + 2, number);
        if (argument > 0 && expression(t, argument, steps < 2 ? steps : 2).kind == KIND_VALUE)
            return KIND_VALUE;
    }
    return KIND_OTHER;
}

/* What the name at the token was last made of, in the order of the file. */
static read name_at(const lint_tokens *t, size_t at, int steps)
{
    read out = {KIND_OTHER, at + 1, 0};
    base_str name = t->items[at].text;
    for (size_t i = at; steps > 0 && i-- > 0;) {
        if (!is_name(t, i) || !base_str_eq(t->items[i].text, name) || lint_is(t, i + 1, ".") ||
            (i > 0 && (lint_is(t, i - 1, ".") || lint_is(t, i - 1, ":"))))
            continue;
        size_t before = 0, first = i;
        while (first > 1 && lint_is(t, first - 1, ",") && is_name(t, first - 2)) {
            first -= 2;
            before++;
        }
        int listed = first > 0 && (lint_is(t, first - 1, "local") || lint_is(t, first - 1, "for"));
        if (!listed)
            before = 0;
        if (assigned(t, i, before, steps - 1, &out) || looped(t, i, before, steps - 1, &out))
            break;
        if (first > 1 && lint_is(t, first - 1, "(") &&
            (lint_is(t, first - 2, "function") ||
             (first > 2 && lint_is(t, first - 3, "function")))) {
            out.kind = given(t, first - 1, (i - first) / 2, steps - 1);
            break;
        }
        if (listed)
            break;
    }
    out.end = at + 1;
    return out;
}

/* ---- expressions ---- */

/* said.n of a phrase that names n as a figure. */
static int is_figure(const lint_tokens *t, size_t phrase, base_str name)
{
    base_str text = t->items[phrase].text;
    size_t at = 0;
    while ((at = base_str_find(text, base_str_c("{"), at)) != BASE_STR_NONE) {
        base_str rest = base_str_from(text, ++at);
        base_str behind = base_str_from(rest, name.len);
        if (base_str_starts(rest, name) &&
            (base_str_starts(behind, base_str_c("}")) || base_str_starts(behind, base_str_c(":"))))
            return !base_str_starts(behind, base_str_c(":文字")) &&
                   !base_str_starts(behind, base_str_c(":text"));
    }
    return 0;
}

/* .name */
static void take_field(const lint_tokens *t, read *r)
{
    static const char *const lists[] = {"children", "parts",  "items", "figures", "missing",
                                        "headings", "across", "cells", "blanks", "irregular",
                                        "renamed", "other_units", NULL};
    size_t at = r->end + 1;
    if (is_any(t, at, lists))
        r->kind = KIND_LIST;
    else if (r->kind == KIND_MATCH && r->patterns > 0 && at < t->count &&
             is_figure(t, r->patterns, t->items[at].text))
        r->kind = KIND_VALUE;
    else if (!(r->kind == KIND_VALUE && lint_is(t, at, "parent")))
        r->kind = KIND_OTHER;
    r->end = at + 1;
}

/* :name(…) */
static void take_method(const lint_tokens *t, read *r)
{
    static const char *const same[] = {"abs", "round", NULL};
    size_t at = r->end + 1, arguments = at + 1;
    if (lint_is(t, at, "item"))
        r->kind = KIND_VALUE;
    else if (lint_is(t, at, "quantities"))
        r->kind = KIND_LIST;
    else if (lint_is(t, at, "phrases")) {
        size_t first = lint_is(t, arguments, "(") ? arguments + 1 : arguments;
        r->kind = KIND_MATCH;
        r->patterns = is_kind(t, first, LINT_STRING) ? first : 0;
    } else if (lint_is(t, at, "number") || lint_is(t, at, "text"))
        r->kind = r->kind == KIND_VALUE ? KIND_PLAIN : KIND_OTHER;
    else if (!(r->kind == KIND_VALUE && is_any(t, at, same)))
        r->kind = KIND_OTHER;
    r->end = skip_arguments(t, arguments);
}

static read primary(const lint_tokens *t, size_t at, int steps)
{
    static const char *const makers[] = {"sum", "largest", "smallest", NULL};
    read r = {KIND_OTHER, at + 1, 0};
    if (is_kind(t, at, LINT_NUMBER) || is_kind(t, at, LINT_STRING)) {
        r.kind = KIND_PLAIN;
    } else if (lint_is(t, at, "(")) {
        r = expression(t, at + 1, steps - 1);
        r.end = skip_brackets(t, at);
    } else if (is_any(t, at, makers) && (lint_is(t, at + 1, "(") || lint_is(t, at + 1, "{"))) {
        r = (read){KIND_VALUE, skip_brackets(t, at + 1), 0};
    } else if (lint_is(t, at, "params") && lint_is(t, at + 1, ".")) {
        return (read){KIND_PLAIN, at + 3, 0};
    } else if (is_name(t, at)) {
        r = name_at(t, at, steps);
    }
    return r;
}

static read operand(const lint_tokens *t, size_t at, int steps)
{
    int counted = lint_is(t, at, "#");
    read r = primary(t, at + (size_t)(counted || lint_is(t, at, "-")), steps);
    int constant = r.kind == KIND_PLAIN;
    while (!constant && r.end < t->count) {
        if (lint_is(t, r.end, ".")) {
            take_field(t, &r);
        } else if (lint_is(t, r.end, ":")) {
            take_method(t, &r);
        } else if (lint_is(t, r.end, "[")) {
            r.kind = r.kind == KIND_LIST ? KIND_VALUE : KIND_OTHER;
            r.end = skip_brackets(t, r.end);
        } else if (lint_is(t, r.end, "(")) {
            r.kind = KIND_OTHER;
            r.end = skip_brackets(t, r.end);
        } else {
            break;
        }
    }
    if (counted)
        r.kind = KIND_PLAIN;
    return r;
}

/* A value if one of its operands is, plain if all of them are. */
static read expression(const lint_tokens *t, size_t at, int steps)
{
    if (steps <= 0 || at >= t->count)
        return (read){KIND_OTHER, at, 0};
    read whole = operand(t, at, steps);
    while (is_arithmetic(t, whole.end) && whole.end + 1 < t->count) {
        read next = operand(t, whole.end + 1, steps);
        if (whole.kind == KIND_VALUE || next.kind == KIND_VALUE)
            next.kind = KIND_VALUE;
        else if (whole.kind != next.kind)
            next.kind = KIND_OTHER;
        whole = next;
    }
    return whole;
}

/* The token at which the expression begins that ends at the token. */
static size_t start_of(const lint_tokens *t, size_t last)
{
    for (size_t at = last;;) {
        if (closes(t, at))
            at = opening_of(t, at);
        int calls = at > 0 && (opens(t, at) || is_kind(t, at, LINT_STRING)) &&
                    (is_name(t, at - 1) || closes(t, at - 1));
        if (calls)
            at--;
        else if (at > 1 && (lint_is(t, at - 1, ".") || lint_is(t, at - 1, ":")))
            at -= 2;
        else if (at > 1 && is_arithmetic(t, at - 1) &&
                 (is_name(t, at - 2) || closes(t, at - 2) || is_kind(t, at - 2, LINT_NUMBER)))
            at -= 2;
        else
            return at > 0 && (lint_is(t, at - 1, "#") || lint_is(t, at - 1, "-")) ? at - 1 : at;
    }
}

int lint_compares_value(const lint_tokens *t, size_t sign)
{
    if (sign == 0 || !(lint_is(t, sign, "==") || lint_is(t, sign, "~=")))
        return 0;
    read left = expression(t, start_of(t, sign - 1), MOST_STEPS);
    read right = expression(t, sign + 1, MOST_STEPS);
    if (left.end != sign || lint_is(t, right.end, ".."))
        return 0;
    return (left.kind == KIND_VALUE && right.kind == KIND_PLAIN) ||
           (left.kind == KIND_PLAIN && right.kind == KIND_VALUE);
}
