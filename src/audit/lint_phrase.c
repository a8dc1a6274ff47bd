/* Phrases: report:phrases("…"), phrases = {"…"}, and names that are given such texts. */
#include "audit/lint.h"
#include "base/err.h"
#include "text/phrase.h"
#include "text/phrase_lint.h"
#include "text/unit.h"

typedef audit_lint_reading reading;

static int is_string(const reading *r, size_t at)
{
    return at < r->tokens->count && r->tokens->items[at].kind == LINT_STRING;
}

/* The text that a token stands for: a string's, or that of the string which the name is given
 * anywhere in the file. NULL: it is not plain. */
static const lint_token *text_of(const reading *r, size_t at)
{
    if (is_string(r, at))
        return lint_is(r->tokens, at + 1, "..") ? NULL : &r->tokens->items[at];
    if (at >= r->tokens->count || r->tokens->items[at].kind != LINT_NAME ||
        lint_is(r->tokens, at + 1, ".") || lint_is(r->tokens, at + 1, "("))
        return NULL;
    for (size_t i = 0; i + 2 < r->tokens->count; i++) {
        const lint_token *name = &r->tokens->items[i];
        if (name->kind == LINT_NAME && base_str_eq(name->text, r->tokens->items[at].text) &&
            lint_is(r->tokens, i + 1, "=") && is_string(r, i + 2) &&
            !lint_is(r->tokens, i + 3, ".."))
            return &r->tokens->items[i + 2];
    }
    return NULL;
}

/* As Lua reads it: \\ is one backslash. Other escapes are not looked at: *plain is 0. */
static base_str unescaped(base_arena *arena, base_str written, int *plain)
{
    char *text = base_arena_array(arena, written.len + 1, 1);
    size_t length = 0;
    *plain = 1;
    for (size_t i = 0; text != NULL && i < written.len; i++) {
        if (written.ptr[i] == '\\' && ++i < written.len && written.ptr[i] != '\\')
            *plain = 0;
        if (i < written.len)
            text[length++] = written.ptr[i];
    }
    return base_str_n(text, length);
}

static int add(const reading *r, const lint_token *at, hecha_severity severity, const char *check,
               base_msg_id text, base_msg_id advice, base_str pattern, base_str detail)
{
    audit_lint_problem where = {NULL, r->file, at->line, severity, check, {0}, {0}, {0}, 0};
    return audit_lint_add(r->l, r->pack, &where, text, advice, pattern, detail);
}

/* "牛" is no unit; those that are near it. */
static int add_no_unit(const reading *r, const lint_token *token, base_str pattern, base_str piece)
{
    base_buf near;
    base_buf_init(&near);
    text_unit_near(piece, &near);
    int failed = base_buf_failed(&near);
    base_str names =
        failed ? base_str_n(NULL, 0) : base_arena_str(r->l->arena, base_buf_str(&near));
    int any = near.len > 0;
    base_buf_dispose(&near);
    if (failed || names.ptr == NULL)
        return base_err_memory(r->l->err);
    audit_lint_problem where = {
        NULL, r->file, token->line, HECHA_WARNING, "doubtful_phrase", {0}, {0}, {0}, 0};
    base_msg_id text = any ? MSG_LINT_PHRASE_NO_UNIT : MSG_LINT_PHRASE_NO_UNIT_ALONE;
    return audit_lint_add_three(r->l, r->pack, &where, text, MSG_LINT_PHRASE_NO_UNIT_DO, pattern,
                                piece, names);
}

static int lint_phrase(const reading *r, const lint_token *token)
{
    static const struct {
        base_msg_id text, advice;
    } messages[] = {{MSG_LINT_PHRASE, MSG_LINT_PHRASE_DO},
                    {MSG_LINT_PHRASE_REGEX, MSG_LINT_PHRASE_REGEX_DO},
                    {MSG_LINT_PHRASE_UNIT, MSG_LINT_PHRASE_UNIT_DO},
                    {MSG_LINT_PHRASE_BREAK, MSG_LINT_PHRASE_BREAK_DO},
                    {MSG_LINT_PHRASE_JOINED, MSG_LINT_PHRASE_UNIT_DO},
                    {MSG_LINT_PHRASE_NO_UNIT, MSG_LINT_PHRASE_NO_UNIT_DO},
                    {MSG_LINT_PHRASE_NAME, MSG_LINT_PHRASE_NAME_DO},
                    {MSG_LINT_PHRASE_ROUND, MSG_LINT_PHRASE_NAME_DO}};
    int plain;
    base_str pattern = unescaped(r->l->arena, token->text, &plain), piece;
    text_phrase *phrase;
    hecha_err fault = base_err_init(r->l->lang);
    if (pattern.ptr == NULL)
        return base_err_memory(r->l->err);
    if (!plain)
        return 0;
    int code = text_phrase_parse(r->l->arena, pattern, &phrase, &fault);
    if (code == HECHA_E_MEMORY)
        return base_err_memory(r->l->err);
    if (code != 0) {
        audit_lint_problem where = {NULL, r->file, token->line, HECHA_ERROR, "wrong_phrase",
                                    {0},  {0},     pattern,     fault.column};
        return audit_lint_add(r->l, r->pack, &where, MSG_LINT_PHRASE, MSG_LINT_PHRASE_DO, pattern,
                              base_str_c(fault.text));
    }
    text_phrase_fault found = text_phrase_lint(pattern, &piece);
    if (found == TEXT_PHRASE_NO_UNIT)
        return add_no_unit(r, token, pattern, piece);
    if (found != TEXT_PHRASE_SOUND)
        return add(r, token, HECHA_WARNING, "doubtful_phrase", messages[found].text,
                   messages[found].advice, pattern, piece);
    if (text_phrase_is_vague(phrase))
        return add(r, token, HECHA_WARNING, "vague_phrase", MSG_LINT_PHRASE_VAGUE,
                   MSG_LINT_PHRASE_VAGUE_DO, pattern, piece);
    return 0;
}

/* ---- what is read of a match ---- */

/* Has a match the field, apart from the names of the phrase? */
static int is_match_field(base_str field)
{
    static const char *const fields[] = {"text", "sentence", "block", "location", "claim", "quote"};
    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
        if (base_str_eq_c(field, fields[i]))
            return 1;
    return 0;
}

static int is_kept(const text_phrase *phrase, base_str field)
{
    for (size_t i = 0; i < text_phrase_captures(phrase); i++)
        if (base_str_eq(text_phrase_name(phrase, i), field))
            return 1;
    return is_match_field(field);
}

/* said.n, where the phrase keeps no n. */
static int add_unkept(const reading *r, const lint_token *field, const text_phrase *phrase,
                      base_str pattern)
{
    audit_lint_problem where = {NULL, r->file, field->line, HECHA_WARNING, "phrase_field", {0}, {0},
                                {0},  0};
    base_buf kept;
    base_buf_init(&kept);
    for (size_t i = 0; i < text_phrase_captures(phrase); i++) {
        base_buf_add_str(&kept, text_phrase_name(phrase, i));
        base_buf_add_c(&kept, text_phrase_name(phrase, i).len > 0 ? " " : "");
    }
    base_buf_add_c(&kept, "text sentence block location claim");
    base_str names = base_buf_failed(&kept) ? base_str_n(NULL, 0)
                                            : base_arena_str(r->l->arena, base_buf_str(&kept));
    base_buf_dispose(&kept);
    if (names.ptr == NULL)
        return base_err_memory(r->l->err);
    return audit_lint_add_three(r->l, r->pack, &where, MSG_LINT_PHRASE_FIELD,
                                MSG_LINT_PHRASE_FIELD_DO, pattern, field->text, names);
}

/* The token of `said` in `for said in …:phrases`, where `at` is phrases; 0: none. */
static size_t loop_name(const reading *r, size_t at)
{
    enum { NEAR = 8 }; /* report.sections[i]:phrases */
    for (size_t i = at; i >= 3 && at - i < NEAR; i--)
        if (lint_is(r->tokens, i - 1, "in"))
            return lint_is(r->tokens, i - 3, "for") ? i - 2 : 0;
    return 0;
}

/* Reads of the match in the body of the loop, up to its end or to another thing of that name. */
static int lint_body(const reading *r, size_t name, size_t at, const text_phrase *phrase,
                     base_str pattern)
{
    const lint_tokens *t = r->tokens;
    int depth = 0, code = 0;
    while (at < t->count && !lint_is(t, at, "do"))
        at++;
    for (; code == 0 && at < t->count; at++) {
        depth += lint_is(t, at, "do") || lint_is(t, at, "function") || lint_is(t, at, "if") ||
                 lint_is(t, at, "repeat");
        depth -= lint_is(t, at, "end") || lint_is(t, at, "until");
        if (depth == 0)
            break;
        if (t->items[at].kind != LINT_NAME || !base_str_eq(t->items[at].text, t->items[name].text))
            continue;
        int is_field =
            at + 2 < t->count && lint_is(t, at + 1, ".") && t->items[at + 2].kind == LINT_NAME;
        if (lint_is(t, at - 1, ".") || lint_is(t, at - 1, ":"))
            continue;
        if (!is_field && (lint_is(t, at - 1, "local") || lint_is(t, at - 1, "for") ||
                          lint_is(t, at + 1, "=") || lint_is(t, at + 1, ",")))
            break;
        if (is_field && !is_kept(phrase, t->items[at + 2].text))
            code = add_unkept(r, &t->items[at + 2], phrase, pattern);
    }
    return code;
}

/* How often the file gives the name a value. */
static int times_given(const reading *r, base_str name)
{
    int times = 0;
    for (size_t i = 0; i + 1 < r->tokens->count; i++)
        times += r->tokens->items[i].kind == LINT_NAME &&
                 base_str_eq(r->tokens->items[i].text, name) && lint_is(r->tokens, i + 1, "=");
    return times;
}

/* `at` is phrases, `argument` the token of its text. */
static int lint_reads(const reading *r, size_t at, size_t argument)
{
    const lint_token *token = text_of(r, argument);
    size_t name = loop_name(r, at);
    int plain;
    if (name == 0 || token == NULL ||
        (!is_string(r, argument) && times_given(r, r->tokens->items[argument].text) != 1))
        return 0;
    base_str pattern = unescaped(r->l->arena, token->text, &plain);
    text_phrase *phrase;
    hecha_err fault = base_err_init(r->l->lang);
    if (pattern.ptr == NULL)
        return base_err_memory(r->l->err);
    int code = plain ? text_phrase_parse(r->l->arena, pattern, &phrase, &fault) : HECHA_E_RULE;
    if (code == HECHA_E_MEMORY)
        return base_err_memory(r->l->err);
    return code == 0 ? lint_body(r, name, argument, phrase, pattern) : 0;
}

/* 1 if the text is that of an earlier token that was looked at: a name that is used twice. */
static int is_told(base_vec *told, base_arena *arena, const lint_token *token, int *code)
{
    for (size_t i = 0; i < told->count; i++)
        if (*(const lint_token **)base_vec_at(told, i) == token)
            return 1;
    const lint_token **slot = base_vec_push(told, arena);
    if (slot == NULL)
        *code = HECHA_E_MEMORY;
    else
        *slot = token;
    return 0;
}

/* The first and last token of what `phrases` is given; an empty range if it is given nothing. */
static size_t arguments(const reading *r, size_t at, size_t *end)
{
    size_t first = at + 1;
    int is_field = lint_is(r->tokens, first, "=");
    if (at == 0 || (!is_field && !lint_is(r->tokens, at - 1, ":")))
        return *end = first;
    first += is_field || lint_is(r->tokens, first, "(") ? 1 : 0;
    *end = first + 1;
    if (!is_field || !lint_is(r->tokens, first, "{"))
        return first;
    while (*end < r->tokens->count && !lint_is(r->tokens, *end, "}"))
        (*end)++;
    return first + 1;
}

static int lint_file(const reading *r)
{
    base_vec told;
    int code = 0;
    base_vec_init(&told, sizeof(const lint_token *));
    for (size_t i = 0; code == 0 && i < r->tokens->count; i++) {
        size_t end = 0, at = i;
        if (lint_is(r->tokens, i, "phrases"))
            at = arguments(r, i, &end);
        if (at < end && i > 0 && lint_is(r->tokens, i - 1, ":"))
            code = lint_reads(r, i, at);
        for (; code == 0 && at < end; at++) {
            const lint_token *token = text_of(r, at);
            if (token != NULL && !is_told(&told, r->l->arena, token, &code) && code == 0)
                code = lint_phrase(r, token);
        }
    }
    return code;
}

int audit_lint_phrases(audit_linting *l, const audit_pack *of)
{
    return audit_lint_each(l, of, lint_file);
}
