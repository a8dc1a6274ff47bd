#include "rule/formula_hint.h"

static const char *written(formula_parser *parser, size_t at, size_t end)
{
    return formula_c(parser, base_str_n(parser->text.ptr + at, end - at));
}

/* The last character before a position that is no white space; *start is where it stands. */
static uint32_t sign_before(base_str text, size_t at, size_t *start)
{
    uint32_t last = 0;
    for (size_t here = lex_skip_space(text, 0); here < at; here = lex_skip_space(text, here)) {
        *start = here;
        last = lex_next(text, &here);
    }
    return last;
}

static const char *relation_of(uint32_t first, uint32_t second)
{
    int equal = first == '=' || second == '=';
    int less = first == '<' || second == '<', more = first == '>' || second == '>';
    return less && more ? "≠" : equal && less ? "≤" : equal && more ? "≥" : NULL;
}

static int is_letter(uint32_t c)
{
    return c >= 'a' && c <= 'z';
}

int formula_hint_sign(formula_parser *parser, size_t at)
{
    base_str text = parser->text;
    at = lex_skip_space(text, at);
    if (parser->code != 0 || at >= text.len)
        return 0;
    size_t end = at, start = 0, after;
    uint32_t c = lex_next(text, &end);
    after = end;
    if (c == 'x' && (end >= text.len || !is_letter(lex_next(text, &after)))) {
        formula_fail(parser, at, MSG_FORMULA_TIMES, written(parser, at, end), NULL);
        return 1;
    }
    if (c == 0x2192 || c == 0x2248) { /* → ≈ */
        formula_fail(parser, at, MSG_FORMULA_RELATION, written(parser, at, end),
                     c == 0x2192 ? "=>" : "= … ± n");
        return 1;
    }
    if (c != '<' && c != '>' && c != '=')
        return 0;
    uint32_t before = sign_before(text, at, &start);
    const char *meant =
        before == '<' || before == '>' || before == '=' ? relation_of(before, c) : NULL;
    if (meant == NULL)
        return 0;
    formula_fail(parser, start, MSG_FORMULA_RELATION, written(parser, start, end), meant);
    return 1;
}

int formula_hint_quote(formula_parser *parser, size_t at)
{
    at = lex_skip_space(parser->text, at);
    size_t end = at;
    uint32_t c = at < parser->text.len ? lex_next(parser->text, &end) : 0;
    if (parser->code != 0 || (c != '"' && c != 0x201C && c != 0x201D && c != 0x300C))
        return 0;
    formula_fail(parser, at, MSG_FORMULA_QUOTED, NULL, NULL);
    return 1;
}

int formula_hint_joint(formula_parser *parser, size_t at)
{
    base_str text = parser->text;
    at = lex_skip_space(text, at);
    if (parser->code != 0 || at >= text.len)
        return 0;
    size_t end = at;
    uint32_t c = lex_next(text, &end);
    if ((c != ';' && c != ',' && c != 0x3002) || lex_skip_space(text, end) >= text.len)
        return formula_hint_sign(parser, at);
    formula_fail(parser, at, MSG_FORMULA_JOINT, written(parser, at, end), NULL);
    return 1;
}

/* , and three digits, moved past them. */
static int skip_group(base_str text, size_t *at)
{
    size_t here = *at, after;
    if (here >= text.len || lex_next(text, &here) != ',')
        return 0;
    for (int i = 0; i < 3; i++) {
        uint32_t c = here < text.len ? lex_next(text, &here) : 0;
        if (c < '0' || c > '9')
            return 0;
    }
    after = here;
    uint32_t next = here < text.len ? lex_next(text, &after) : 0;
    if (next >= '0' && next <= '9')
        return 0;
    *at = here;
    return 1;
}

int formula_hint_thousands(formula_parser *parser, size_t start, size_t at)
{
    size_t end = at;
    if (parser->code != 0 || parser->arguments > 0 || !skip_group(parser->text, &end))
        return 0;
    while (skip_group(parser->text, &end))
        continue;
    base_buf plain;
    base_buf_init(&plain);
    for (size_t here = start; here < end;) {
        size_t from = here;
        if (lex_next(parser->text, &here) != ',')
            base_buf_add(&plain, parser->text.ptr + from, here - from);
    }
    const char *meant = base_buf_failed(&plain) ? NULL : formula_c(parser, base_buf_str(&plain));
    base_buf_dispose(&plain);
    if (meant == NULL)
        formula_fail_memory(parser);
    else
        formula_fail(parser, start, MSG_FORMULA_THOUSANDS, written(parser, start, end), meant);
    return 1;
}
