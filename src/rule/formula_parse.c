#include "rule/formula_parse.h"

#include <stdlib.h>

#include "rule/formula_hint.h"

#include "text/utf8.h"

void *formula_fail(formula_parser *parser, size_t offset, base_msg_id message, const char *one,
                   const char *two)
{
    if (parser->code != 0)
        return NULL;
    base_str before = base_str_n(parser->text.ptr, offset);
    parser->code =
        base_err(parser->err, HECHA_E_RULE, message, one ? one : "", two ? two : "", NULL);
    base_err_at(parser->err, NULL, 0, (int)text_utf8_length(before) + 1);
    return NULL;
}

void *formula_fail_memory(formula_parser *parser)
{
    if (parser->code == 0)
        parser->code = base_err_memory(parser->err);
    return NULL;
}

const char *formula_c(formula_parser *parser, base_str text)
{
    const char *copy = base_arena_copy(parser->arena, text.ptr, text.len);
    if (copy == NULL)
        formula_fail_memory(parser);
    return copy ? copy : "";
}

/* 若 at the start, unless a label begins so. */
static int starts_with_if(formula_parser *parser)
{
    int row;
    size_t end, at = parser->at;
    if (formula_label(parser, at, &row, &end) > 0 || lex_keyword(parser->text, &at) != WORD_IF)
        return 0;
    parser->at = at;
    return 1;
}

static int skip_then(formula_parser *parser)
{
    size_t at = parser->at;
    lex_sign(parser->text, &at, ',');
    if (lex_keyword(parser->text, &at) != WORD_THEN)
        return 0;
    parser->at = at;
    at = parser->at;
    if (lex_sign(parser->text, &at, ','))
        parser->at = at;
    return 1;
}

/* [，] 否则 [，] */
static int skip_else(formula_parser *parser)
{
    size_t at = parser->at;
    if (!lex_sign(parser->text, &at, ','))
        lex_sign(parser->text, &at, ';');
    if (lex_keyword(parser->text, &at) != WORD_ELSE)
        return 0;
    parser->at = at;
    if (lex_sign(parser->text, &at, ','))
        parser->at = at;
    return 1;
}

static void parse_statement(formula_parser *parser, formula_statement *out)
{
    parser->at = 0;
    parser->turns.empty = 0;
    int has_if = starts_with_if(parser);
    out->consequent = formula_parse_condition(parser, 0);
    if (parser->code != 0)
        return;
    if (has_if && !skip_then(parser)) {
        size_t at = parser->at;
        int joint = lex_sign(parser->text, &at, ';') ? formula_hint_joint(parser, parser->at)
                                                     : formula_hint_sign(parser, parser->at);
        if (joint)
            return;
        formula_fail(parser, lex_skip_space(parser->text, parser->at), MSG_FORMULA_EXPECTED_THEN,
                     NULL, NULL);
        return;
    }
    if (has_if || lex_implies(parser->text, &parser->at)) {
        out->condition = out->consequent;
        out->consequent = formula_parse_condition(parser, 0);
        if (parser->code == 0 && skip_else(parser))
            out->otherwise = formula_parse_condition(parser, 0);
    }
}

/* Nothing but a full stop may follow. */
static void expect_end(formula_parser *parser)
{
    size_t end = parser->at, at = parser->at;
    if (lex_match(parser->text, &at, base_str_c("。")) || lex_sign(parser->text, &at, ';'))
        parser->at = at;
    at = lex_skip_space(parser->text, parser->at);
    if (at >= parser->text.len || parser->code != 0 || formula_hint_joint(parser, end))
        return;
    end = lex_word_end(parser->text, at);
    if (end == at)
        lex_next(parser->text, &end);
    base_str rest = base_str_n(parser->text.ptr + at, end - at);
    formula_fail(parser, at, MSG_FORMULA_UNEXPECTED, formula_c(parser, rest), NULL);
}

/* The statement, again for each turn of its stars. */
static void parse_turns(formula_parser *parser, formula *out)
{
    formula_statement only = {NULL, NULL, NULL};
    parse_statement(parser, &only);
    expect_end(parser);
    size_t count = parser->turns.star == STAR_NONE ? 1 : parser->turns.count;
    if (parser->code != 0)
        return;
    out->statements = base_arena_array(parser->arena, count, sizeof(*out->statements));
    if (out->statements == NULL) {
        formula_fail_memory(parser);
        return;
    }
    if (parser->turns.star == STAR_NONE) {
        out->statements[out->statement_count++] = only;
        return;
    }
    for (size_t i = 0; i < count && parser->code == 0; i++) {
        formula_statement *next = &out->statements[out->statement_count];
        *next = only;
        parser->turns.turn = i;
        parse_statement(parser, next);
        out->statement_count += !parser->turns.empty;
    }
    if (out->statement_count == 0)
        formula_fail(parser, 0, MSG_FORMULA_NO_TURNS, NULL, NULL);
}

static int compare_rows(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static int check_text(formula_parser *parser, base_str text)
{
    if (text.len > FORMULA_MAX_BYTES)
        formula_fail(parser, 0, MSG_FORMULA_TOO_LONG, NULL, NULL);
    else if (text_utf8_invalid(text) != BASE_STR_NONE ||
             memchr(text.ptr ? text.ptr : "", 0, text.len))
        formula_fail(parser, 0, MSG_FORMULA_NOT_TEXT, NULL, NULL);
    return parser->code;
}

int formula_parse(base_arena *arena, base_str text, const form *own, formula **out, hecha_err *err)
{
    return formula_parse_among(arena, text, own, NULL, 0, out, err);
}

int formula_parse_among(base_arena *arena, base_str text, const form *own, const form *const *known,
                        size_t known_count, formula **out, hecha_err *err)
{
    formula_parser parser;
    memset(&parser, 0, sizeof(parser));
    parser.arena = arena;
    parser.form = own;
    parser.known = known;
    parser.known_count = known_count;
    parser.err = err;
    base_vec_init(&parser.rows, sizeof(int));
    *out = NULL;
    if (check_text(&parser, text) != 0)
        return parser.code;
    parser.text = base_arena_str(arena, text);
    formula *made = base_arena_zalloc(arena, sizeof(*made));
    if (parser.text.ptr == NULL || made == NULL)
        return base_err_memory(err);
    made->form = own;
    parse_turns(&parser, made);
    if (parser.code != 0)
        return parser.code;
    made->needs = parser.needs;
    made->rows = parser.rows.items;
    made->row_count = parser.rows.count;
    if (made->row_count > 1)
        qsort(made->rows, made->row_count, sizeof(*made->rows), compare_rows);
    *out = made;
    return 0;
}

const int *formula_rows(const formula *parsed, size_t *count)
{
    *count = parsed->row_count;
    return parsed->rows;
}

unsigned formula_needs(const formula *parsed)
{
    return parsed->needs;
}
