/* Patterns to programs: text_phrase_parse of text/phrase.h. The grammar is in docs/phrases.md. */
#include "base/err.h"
#include "text/class.h"
#include "text/phrase_program.h"
#include "text/utf8.h"

#define MAX_DEPTH 8

typedef struct sign {
    uint32_t codepoint; /* folded; 0 at the end */
    uint32_t column;    /* of the pattern, from 1 */
    int literal;        /* escaped */
} sign;

typedef struct parser {
    text_phrase *phrase;
    base_arena *arena;
    sign signs[TEXT_PHRASE_MAX_BYTES + 1];
    size_t at;
    int depth;    /* of groups and options */
    int optional; /* what is read now may be left out */
    int anchored; /* something that must stand there was read */
    int telling;  /* and it says something */
    hecha_err *err;
    int code;
} parser;

/* ---- errors ---- */

static int fail_at(parser *p, size_t at, base_msg_id message, const char *detail)
{
    if (p->code == 0) {
        p->code = base_err(p->err, HECHA_E_RULE, message, detail ? detail : "", NULL);
        base_err_at(p->err, NULL, 0, (int)p->signs[at].column);
    }
    return 0;
}

static int expected(parser *p, const char *what)
{
    return fail_at(p, p->at, MSG_PHRASE_EXPECTED, what);
}

/* ---- signs ---- */

/* Folds the pattern into signs. 1, or 0 with an error. */
static int read_signs(parser *p, base_str pattern)
{
    size_t offset = 0, count = 0;
    uint32_t column = 0;
    while (offset < pattern.len) {
        uint32_t codepoint = text_utf8_next(pattern, &offset);
        column++;
        if (text_is_space(codepoint) || text_is_zero_width(codepoint))
            continue;
        sign *here = &p->signs[count];
        here->column = column;
        if (codepoint == '\\' && offset < pattern.len) {
            codepoint = text_utf8_next(pattern, &offset);
            column++;
            here->literal = 1;
        }
        here->codepoint = text_fold(codepoint);
        count++;
    }
    p->signs[count].column = column + 1;
    return 1;
}

static const sign *peek(const parser *p)
{
    return &p->signs[p->at];
}

static int is_sign(const parser *p, uint32_t codepoint)
{
    return !peek(p)->literal && peek(p)->codepoint == codepoint;
}

static int take(parser *p, uint32_t codepoint)
{
    if (!is_sign(p, codepoint))
        return 0;
    p->at++;
    return 1;
}

static int is_special(const sign *here)
{
    return !here->literal && here->codepoint < 0x80 &&
           (here->codepoint == 0 || strchr("(){}[]|!~^$*", (int)here->codepoint) != NULL);
}

/* Length in signs of the … or ... here; 0 if there is none. */
static size_t ellipsis(const parser *p)
{
    size_t count = 0;
    const sign *here = peek(p);
    while (!here[count].literal &&
           (here[count].codepoint == 0x2026 || here[count].codepoint == 0x22EF))
        count++;
    if (count > 0)
        return count;
    while (!here[count].literal && here[count].codepoint == '.')
        count++;
    return count >= 3 ? count : 0;
}

/* ---- programs ---- */

static phrase_code *emit(parser *p, phrase_op op, uint32_t a, uint32_t b)
{
    text_phrase *phrase = p->phrase;
    if (phrase->length == PHRASE_MAX_CODE) {
        fail_at(p, p->at, MSG_PHRASE_LONG, NULL);
        phrase->length--; /* keeps the rest in bounds; the error ends it */
    }
    phrase_code *code = &phrase->code[phrase->length++];
    code->op = op;
    code->a = a;
    code->b = b;
    return code;
}

static uint32_t here(const parser *p)
{
    return p->phrase->length;
}

/* 1 unless the character stands in nearly every sentence. */
static int is_telling(uint32_t codepoint)
{
    static const uint32_t common[] = {0x7684, 0x4E86, 0x662F, 0x4E3A, 0x6709,
                                      0x5728, 0x548C, 0x4E0E, 0x53CA, 0x5171,
                                      0x8BA1, 0x8FBE, 0x7B49, 0x4E2D, 0x5E74};
    for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
        if (codepoint == common[i])
            return 0;
    return text_is_han(codepoint) || (codepoint >= 'a' && codepoint <= 'z');
}

static void must_hold(parser *p, uint32_t codepoint)
{
    text_phrase *phrase = p->phrase;
    if (p->optional)
        return;
    p->anchored = 1;
    p->telling |= is_telling(codepoint);
    if (phrase->must_count < PHRASE_MUST && text_is_han(codepoint))
        phrase->must[phrase->must_count++] = codepoint;
}

/* A word up to a sign that ends it, into the pool. 0 with an error if there is none. */
static int read_word(parser *p, base_msg_id message)
{
    text_phrase *phrase = p->phrase;
    phrase_word *word = &phrase->words[phrase->word_count];
    word->first = phrase->pooled;
    word->count = 0;
    while (!is_special(peek(p)) && ellipsis(p) == 0) {
        phrase->pool[phrase->pooled++] = peek(p)->codepoint;
        word->count++;
        p->at++;
    }
    if (word->count == 0)
        return fail_at(p, p->at, message, NULL);
    phrase->word_count++;
    return 1;
}

static uint32_t open_list(parser *p)
{
    text_phrase *phrase = p->phrase;
    if (phrase->list_count == PHRASE_MAX_LISTS) {
        fail_at(p, p->at, MSG_PHRASE_LONG, NULL);
        return PHRASE_NO_LIST;
    }
    phrase->lists[phrase->list_count].first = phrase->word_count;
    return phrase->list_count++;
}

static void close_list(parser *p, uint32_t list)
{
    text_phrase *phrase = p->phrase;
    phrase->lists[list].count = phrase->word_count - phrase->lists[list].first;
}

/* The (咨询|访问) behind a "!". The list, or PHRASE_NO_LIST with an error. */
static uint32_t read_exclusion(parser *p)
{
    if (!take(p, '(')) {
        expected(p, "!(");
        return PHRASE_NO_LIST;
    }
    uint32_t list = open_list(p);
    if (p->code != 0)
        return PHRASE_NO_LIST;
    do {
        if (!read_word(p, MSG_PHRASE_WORD))
            return PHRASE_NO_LIST;
    } while (take(p, '|'));
    if (!take(p, ')'))
        return expected(p, ")"), PHRASE_NO_LIST;
    close_list(p, list);
    return list;
}

/* ---- gaps ---- */

static void parse_gap(parser *p, uint32_t flags)
{
    if (take(p, '*'))
        flags |= PHRASE_OVER_QUANTITIES;
    uint32_t list = take(p, '!') ? read_exclusion(p) : PHRASE_NO_LIST;
    uint32_t start = here(p);
    emit(p, PHRASE_SPLIT, start + 3, start + 1);
    emit(p, PHRASE_STEP, flags, list);
    emit(p, PHRASE_JUMP, start, 0);
}

/* ---- captures ---- */

static int word_is(const text_phrase *phrase, uint32_t index, const char *const *names)
{
    const phrase_word *word = &phrase->words[index];
    for (; *names != NULL; names++) {
        size_t offset = 0, count = 0;
        base_str name = base_str_c(*names);
        while (offset < name.len && count < word->count &&
               text_utf8_next(name, &offset) == phrase->pool[word->first + count])
            count++;
        if (count == word->count && offset == name.len)
            return 1;
    }
    return 0;
}

/* The word as UTF-8 in the arena. */
static base_str word_text(parser *p, phrase_word word)
{
    base_buf text;
    base_buf_init(&text);
    for (uint32_t i = 0; i < word.count; i++)
        base_buf_add_codepoint(&text, p->phrase->pool[word.first + i]);
    base_str copy = base_str_n(NULL, 0);
    if (!base_buf_failed(&text) && text.len > 0)
        copy = base_arena_str(p->arena, base_buf_str(&text));
    base_buf_dispose(&text);
    if (copy.ptr == NULL && p->code == 0)
        p->code = base_err_memory(p->err);
    return copy;
}

typedef struct capture_kinds {
    int none, all, text, quantity;
    uint32_t list; /* of units; or none */
} capture_kinds;

/* One kind: 无, 全, 文字, or a unit, which stays in the list. */
static int read_kind(parser *p, capture_kinds *kinds)
{
    static const char *const nones[] = {"无", "none", NULL};
    static const char *const alls[] = {"全", "全部", "all", NULL};
    static const char *const texts[] = {"文字", "text", NULL};
    text_phrase *phrase = p->phrase;
    if (!read_word(p, MSG_PHRASE_UNIT))
        return 0;
    uint32_t word = phrase->word_count - 1;
    int *special = word_is(phrase, word, nones)   ? &kinds->none
                   : word_is(phrase, word, alls)  ? &kinds->all
                   : word_is(phrase, word, texts) ? &kinds->text
                                                  : NULL;
    if (special == NULL)
        kinds->quantity = 1;
    else
        phrase->word_count--;
    if (special != NULL)
        *special = 1;
    return 1;
}

static int read_kinds(parser *p, capture_kinds *kinds)
{
    kinds->list = open_list(p);
    if (p->code != 0)
        return 0;
    do {
        if (!read_kind(p, kinds))
            return 0;
    } while (take(p, '|'));
    close_list(p, kinds->list);
    if (kinds->text && (kinds->none || kinds->all || kinds->quantity))
        return fail_at(p, p->at, MSG_PHRASE_TEXT_ALONE, NULL);
    return 1;
}

static void emit_text(parser *p, uint32_t capture)
{
    emit(p, PHRASE_OPEN, capture, 0);
    uint32_t start = here(p);
    emit(p, PHRASE_STEP, PHRASE_WITHIN_CLAUSE, PHRASE_NO_LIST);
    emit(p, PHRASE_SPLIT, start + 2, start);
    emit(p, PHRASE_CLOSE, capture, 0);
}

/* The kinds of a capture as alternatives: a quantity before claims. */
static void emit_capture(parser *p, uint32_t capture, const capture_kinds *kinds)
{
    uint32_t ends[3];
    size_t count = 0;
    int left = kinds->quantity + kinds->none + kinds->all;
    if (kinds->text) {
        emit_text(p, capture);
        return;
    }
    for (int kind = 0; kind < 3; kind++) {
        if (!(kind == 0 ? kinds->quantity : kind == 1 ? kinds->none : kinds->all))
            continue;
        uint32_t start = here(p);
        if (--left > 0)
            emit(p, PHRASE_SPLIT, start + 1, start + 3);
        if (kind == 0)
            emit(p, PHRASE_QUANTITY, capture, kinds->list);
        else
            emit(p, PHRASE_CLAIM, capture, kind == 1 ? TEXT_CLAIM_NONE : TEXT_CLAIM_ALL);
        if (left > 0) {
            ends[count++] = here(p);
            emit(p, PHRASE_JUMP, 0, 0);
        }
    }
    for (size_t i = 0; i < count; i++)
        p->phrase->code[ends[i]].a = here(p);
    p->phrase->wants_claims |= kinds->none || kinds->all;
}

/* The number of the capture of that name; captures of one name are one. */
static int capture_of(parser *p, base_str name, uint32_t *capture)
{
    static const char *const taken[] = {"text",  "sentence", "block", "location",
                                        "claim", "quote",    NULL};
    text_phrase *phrase = p->phrase;
    for (size_t i = 0; taken[i] != NULL; i++)
        if (base_str_eq_c(name, taken[i]))
            return fail_at(p, p->at, MSG_PHRASE_NAME_TAKEN, taken[i]);
    for (size_t i = 0; i < phrase->captures; i++) {
        if (name.len > 0 && base_str_eq(phrase->names[i], name)) {
            *capture = (uint32_t)i;
            return 1;
        }
    }
    if (phrase->captures == TEXT_PHRASE_CAPTURES)
        return fail_at(p, p->at, MSG_PHRASE_CAPTURES, NULL);
    *capture = (uint32_t)phrase->captures;
    phrase->names[phrase->captures++] = name;
    return 1;
}

/* The name before ':' or '}', taken back from the pool. 1, or 0 with an error. */
static int read_name(parser *p, base_str *name)
{
    text_phrase *phrase = p->phrase;
    phrase_word word = {phrase->pooled, 0};
    while (!is_special(peek(p)) && !is_sign(p, ':')) {
        phrase->pool[phrase->pooled++] = peek(p)->codepoint;
        word.count++;
        p->at++;
    }
    *name = base_str_n(NULL, 0);
    if (word.count > 0)
        *name = word_text(p, word);
    phrase->pooled = word.first;
    return p->code == 0;
}

static void parse_capture(parser *p)
{
    base_str name;
    uint32_t capture;
    capture_kinds kinds = {.list = PHRASE_NO_LIST};
    if (!read_name(p, &name) || !capture_of(p, name, &capture))
        return;
    if (!take(p, ':'))
        kinds.quantity = 1;
    else if (!read_kinds(p, &kinds))
        return;
    if (!take(p, '}')) {
        if (is_sign(p, '!'))
            fail_at(p, p->at, MSG_PHRASE_EXCLUSION, NULL);
        else
            expected(p, "}");
        return;
    }
    const phrase_list *units = kinds.list == PHRASE_NO_LIST ? NULL : &p->phrase->lists[kinds.list];
    if (units != NULL && units->count > 0) {
        p->phrase->units[capture] = word_text(p, p->phrase->words[units->first]);
        p->anchored |= !p->optional && !kinds.none && !kinds.all;
        p->telling |= !p->optional;
    }
    if (kinds.quantity == 0)
        kinds.list = PHRASE_NO_LIST;
    emit_capture(p, capture, &kinds);
}

/* ---- sequences ---- */

static void parse_alternatives(parser *p, uint32_t closing);

/* 1 if a '|' follows before the group ends. */
static int another_follows(const parser *p)
{
    int depth = 0;
    for (size_t at = p->at; p->signs[at].codepoint != 0 || p->signs[at].literal; at++) {
        uint32_t codepoint = p->signs[at].literal ? 'x' : p->signs[at].codepoint;
        if (codepoint == '|' && depth == 0)
            return 1;
        if (codepoint == '(' || codepoint == '[' || codepoint == '{')
            depth++;
        if ((codepoint == ')' || codepoint == ']' || codepoint == '}') && depth-- == 0)
            return 0;
    }
    return 0;
}

static void parse_group(parser *p, uint32_t closing)
{
    int optional = p->optional, anchored = p->anchored, telling = p->telling;
    uint32_t split = here(p);
    if (p->depth == MAX_DEPTH) {
        fail_at(p, p->at, MSG_PHRASE_DEEP, NULL);
        return;
    }
    if (closing == ']') {
        p->optional = 1;
        emit(p, PHRASE_SPLIT, split + 1, 0);
    }
    p->depth++;
    parse_alternatives(p, closing);
    p->depth--;
    if (!take(p, closing))
        expected(p, closing == ']' ? "]" : ")");
    if (closing == ']') {
        p->phrase->code[split].b = here(p);
        p->anchored = anchored;
        p->telling = telling;
    }
    p->optional = optional;
}

static void parse_item(parser *p)
{
    size_t dots = ellipsis(p);
    const sign *sign_here = peek(p);
    p->at += dots;
    if (dots > 0)
        parse_gap(p, 0);
    else if (take(p, '~'))
        parse_gap(p, PHRASE_WITHIN_CLAUSE);
    else if (take(p, '{'))
        parse_capture(p);
    else if (take(p, '('))
        parse_group(p, ')');
    else if (take(p, '['))
        parse_group(p, ']');
    else if (take(p, '!'))
        emit(p, PHRASE_NOT, 0, read_exclusion(p));
    else if (take(p, '^'))
        emit(p, PHRASE_START, 0, 0);
    else if (take(p, '$'))
        emit(p, PHRASE_END, 0, 0);
    else if (is_special(sign_here))
        fail_at(p, p->at, MSG_PHRASE_SIGN, NULL);
    else {
        must_hold(p, sign_here->codepoint);
        emit(p, PHRASE_CHAR, sign_here->codepoint, 0);
        p->at++;
    }
}

static void parse_sequence(parser *p, uint32_t closing)
{
    size_t start = p->at;
    while (p->code == 0 && (peek(p)->codepoint != 0 || peek(p)->literal) && !is_sign(p, '|') &&
           !(closing != 0 && is_sign(p, closing)))
        parse_item(p);
    if (p->at == start && p->code == 0)
        fail_at(p, p->at, MSG_PHRASE_EMPTY, NULL);
}

/* Sequences separated by '|'. A group is anchored if all of them are. */
static void parse_alternatives(parser *p, uint32_t closing)
{
    uint32_t first_jump = UINT32_MAX;
    int before = p->anchored, all = 1, several = another_follows(p), optional = p->optional;
    int told = p->telling, all_tell = 1;
    uint32_t must = p->phrase->must_count;
    do {
        uint32_t split = here(p);
        int more = another_follows(p);
        p->anchored = p->telling = 0;
        if (more)
            emit(p, PHRASE_SPLIT, split + 1, 0);
        parse_sequence(p, closing);
        all &= p->anchored;
        all_tell &= p->telling;
        if (more) {
            uint32_t jump = here(p);
            emit(p, PHRASE_JUMP, first_jump, 0); /* a chain, patched below */
            first_jump = jump;
            p->phrase->code[split].b = here(p);
        }
    } while (p->code == 0 && take(p, '|'));
    if (several)
        p->phrase->must_count = must; /* only one of them stands there */
    p->optional = optional;
    p->anchored = before || all;
    p->telling = told || all_tell;
    while (first_jump != UINT32_MAX && p->code == 0) {
        uint32_t next = p->phrase->code[first_jump].a;
        p->phrase->code[first_jump].a = here(p);
        first_jump = next;
    }
}

static void parse_pattern(parser *p)
{
    p->phrase->never = PHRASE_NO_LIST;
    if (take(p, '!'))
        p->phrase->never = read_exclusion(p);
    parse_alternatives(p, 0);
    if (p->code == 0 && (peek(p)->codepoint != 0 || peek(p)->literal))
        fail_at(p, p->at, MSG_PHRASE_SIGN, NULL);
    if (p->code == 0 && !p->anchored)
        fail_at(p, 0, MSG_PHRASE_ANYTHING, NULL);
    p->phrase->vague = !p->telling;
    emit(p, PHRASE_MATCH, 0, 0);
}

int text_phrase_parse(base_arena *arena, base_str pattern, text_phrase **out, hecha_err *err)
{
    *out = NULL;
    if (pattern.len > TEXT_PHRASE_MAX_BYTES) {
        int code = base_err(err, HECHA_E_RULE, MSG_PHRASE_LONG, NULL);
        base_err_at(err, NULL, 0, 1);
        return code;
    }
    parser state; /* 12 KB */
    parser *p = &state;
    memset(p, 0, sizeof(*p));
    text_phrase *phrase = base_arena_zalloc(arena, sizeof(*phrase));
    if (phrase == NULL)
        return base_err_memory(err);
    phrase->arena = arena;
    p->phrase = phrase;
    p->arena = arena;
    p->err = err;
    read_signs(p, pattern);
    parse_pattern(p);
    if (p->code == 0)
        *out = phrase;
    return p->code;
}

int text_phrase_is_vague(const text_phrase *phrase)
{
    return phrase->vague;
}

size_t text_phrase_captures(const text_phrase *phrase)
{
    return phrase->captures;
}

base_str text_phrase_name(const text_phrase *phrase, size_t capture)
{
    return phrase->names[capture];
}

base_str text_phrase_unit(const text_phrase *phrase, size_t capture)
{
    return phrase->units[capture];
}
