#include "audit/lint_tokens.h"

#include <hecha.h>

typedef struct lexing {
    base_str text;
    size_t at;
    int line;
} lexing;

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char peek(const lexing *l, size_t ahead)
{
    return l->at + ahead < l->text.len ? l->text.ptr[l->at + ahead] : '\0';
}

static void step(lexing *l)
{
    l->line += l->text.ptr[l->at] == '\n';
    l->at++;
}

/* The level of a long bracket [==[ at the position, or -1. */
static int long_level(const lexing *l)
{
    size_t level = 0;
    if (peek(l, 0) != '[')
        return -1;
    while (peek(l, level + 1) == '=')
        level++;
    return peek(l, level + 1) == '[' ? (int)level : -1;
}

/* Past a long bracket; its content, without the first line break, in *out. */
static void take_long(lexing *l, int level, base_str *out)
{
    l->at += (size_t)level + 2;
    if (peek(l, 0) == '\n')
        step(l);
    size_t start = l->at;
    while (l->at < l->text.len) {
        size_t i = 1;
        if (peek(l, 0) == ']') {
            while (i <= (size_t)level && peek(l, i) == '=')
                i++;
            if (i == (size_t)level + 1 && peek(l, i) == ']') {
                *out = base_str_n(l->text.ptr + start, l->at - start);
                l->at += i + 1;
                return;
            }
        }
        step(l);
    }
    *out = base_str_n(l->text.ptr + start, l->at - start);
}

static void skip_blank(lexing *l)
{
    base_str unused;
    while (l->at < l->text.len) {
        char c = peek(l, 0);
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            step(l);
        } else if (c == '-' && peek(l, 1) == '-') {
            l->at += 2;
            int level = long_level(l);
            if (level >= 0)
                take_long(l, level, &unused);
            while (level < 0 && l->at < l->text.len && peek(l, 0) != '\n')
                l->at++;
        } else {
            return;
        }
    }
}

static void take_quoted(lexing *l, base_str *out)
{
    char quote = peek(l, 0);
    size_t start = ++l->at;
    while (l->at < l->text.len && peek(l, 0) != quote && peek(l, 0) != '\n') {
        if (peek(l, 0) == '\\' && l->at + 1 < l->text.len)
            step(l);
        step(l);
    }
    *out = base_str_n(l->text.ptr + start, l->at - start);
    if (l->at < l->text.len)
        l->at++;
}

static void take_sign(lexing *l, base_str *out)
{
    static const char *const signs[] = {
        "...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"};
    size_t length = 1;
    base_str rest = base_str_from(l->text, l->at);
    for (size_t i = 0; length == 1 && i < sizeof(signs) / sizeof(*signs); i++)
        if (base_str_starts(rest, base_str_c(signs[i])))
            length = strlen(signs[i]);
    *out = base_str_n(rest.ptr, length);
    l->at += length;
}

static void take_word(lexing *l, lint_token *out)
{
    size_t start = l->at;
    out->kind = is_letter(peek(l, 0)) ? LINT_NAME : LINT_NUMBER;
    while (is_letter(peek(l, 0)) || is_digit(peek(l, 0)) ||
           (out->kind == LINT_NUMBER && peek(l, 0) == '.' && peek(l, 1) != '.'))
        l->at++;
    out->text = base_str_n(l->text.ptr + start, l->at - start);
}

static void take_token(lexing *l, lint_token *out)
{
    int level = long_level(l);
    out->line = l->line;
    if (level >= 0) {
        out->kind = LINT_STRING;
        take_long(l, level, &out->text);
    } else if (peek(l, 0) == '"' || peek(l, 0) == '\'') {
        out->kind = LINT_STRING;
        take_quoted(l, &out->text);
    } else if (is_letter(peek(l, 0)) || is_digit(peek(l, 0))) {
        take_word(l, out);
    } else {
        out->kind = LINT_SIGN;
        take_sign(l, &out->text);
    }
}

int lint_tokens_read(base_arena *arena, base_str text, lint_tokens *out)
{
    base_vec items;
    lexing l = {text, 0, 1};
    base_vec_init(&items, sizeof(lint_token));
    for (skip_blank(&l); l.at < text.len; skip_blank(&l)) {
        lint_token *token = base_vec_push(&items, arena);
        if (token == NULL)
            return HECHA_E_MEMORY;
        take_token(&l, token);
    }
    out->items = items.items;
    out->count = items.count;
    return 0;
}

int lint_is(const lint_tokens *tokens, size_t index, const char *word)
{
    return index < tokens->count && tokens->items[index].kind != LINT_STRING &&
           base_str_eq_c(tokens->items[index].text, word);
}

int lint_is_keyword(base_str word)
{
    static const char *const words[] = {"and",   "break", "do",       "else", "elseif", "end",
                                        "false", "for",   "function", "goto", "if",     "in",
                                        "local", "nil",   "not",      "or",   "repeat", "return",
                                        "then",  "true",  "until",    "while"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (base_str_eq_c(word, words[i]))
            return 1;
    return 0;
}
