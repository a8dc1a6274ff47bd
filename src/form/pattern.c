/* form/pattern.c: texts folded and patterns made ready; form/pattern_match.c: one against the
 * other. */
#include "form/pattern.h"

#include "base/err.h"
#include "text/class.h"
#include "text/utf8.h"

static uint32_t fold_point(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    switch (c) {
    case '[':
    case 0x3010: /* 【 〔 〖 */
    case 0x3014:
    case 0x3016:
        return '(';
    case ']':
    case 0x3011:
    case 0x3015:
    case 0x3017:
        return ')';
    case '\'':
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
        return '"';
    case 0x2236: /* ∶ ﹕ */
    case 0xFE55:
        return ':';
    default:
        return c;
    }
}

/* End of the run of ideographs at `offset`: they stay as they are. */
static size_t ideographs(base_str text, size_t offset)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    while (text.len - offset >= 3 && bytes[offset] >= 0xE4 && bytes[offset] <= 0xE9 &&
           (bytes[offset + 1] & 0xC0) == 0x80 && (bytes[offset + 2] & 0xC0) == 0x80)
        offset += 3;
    return offset;
}

/* 1 if 10:20 stands at the offset: it does not go on the day before it. */
static int is_clock(base_str text, size_t offset)
{
    size_t at = offset;
    int digits = 0;
    for (; at < text.len && digits < 2 && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++)
        digits++;
    return digits > 0 && text.len - at >= 3 && text.ptr[at] == ':' && text.ptr[at + 1] >= '0' &&
           text.ptr[at + 1] <= '5' && text.ptr[at + 2] >= '0' && text.ptr[at + 2] <= '9';
}

static int ends_in_digit(const base_buf *buf)
{
    base_str text = base_buf_str(buf);
    return text.len > 0 && text.ptr[text.len - 1] >= '0' && text.ptr[text.len - 1] <= '9';
}

void form_fold(base_buf *buf, base_str text)
{
    size_t offset = 0;
    while (offset < text.len) {
        size_t debris = text.ptr[offset] == '[' || text.ptr[offset] == '*'
                            ? text_debris(base_str_from(text, offset))
                            : 0;
        if (debris) {
            offset += debris;
            continue;
        }
        size_t end = ideographs(text, offset);
        if (end > offset) {
            base_buf_add(buf, text.ptr + offset, end - offset);
            offset = end;
            continue;
        }
        uint32_t c = text_utf8_next(text, &offset);
        c = fold_point(c);
        if (text_is_space(c) && is_clock(text, offset) && ends_in_digit(buf))
            base_buf_add_byte(buf, ' ');
        else if (!text_is_space(c) && !text_is_zero_width(c) && c != '*' && c != '#')
            base_buf_add_codepoint(buf, c);
    }
}

/* compiling */

static int wrong(hecha_err *err, base_msg_id message, base_str pattern)
{
    char text[128];
    size_t length = pattern.len < sizeof text ? pattern.len : sizeof text - 1;
    while (length < pattern.len && length > 0 &&
           ((unsigned char)pattern.ptr[length] & 0xC0) == 0x80)
        length--;
    if (length)
        memcpy(text, pattern.ptr, length);
    text[length] = '\0';
    return base_err(err, HECHA_E_RULE, message, text, NULL);
}

/* The kind of `{…}` at the start of the text and its length; 0 if it is none. */
static size_t read_name(base_str text, form_token_kind *kind)
{
    static const struct {
        const char *name;
        form_token_kind kind;
    } names[] = {{"{agency}", FORM_TOKEN_AGENCY},
                 {"{region}", FORM_TOKEN_REGION},
                 {"{year}", FORM_TOKEN_YEAR},
                 {"{date}", FORM_TOKEN_DATE},
                 {"{period}", FORM_TOKEN_PERIOD}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (base_str_starts(text, base_str_c(names[i].name))) {
            *kind = names[i].kind;
            return strlen(names[i].name);
        }
    }
    return 0;
}

/* Adds a token; a gap beside a gap and empty text are dropped. */
static int add_token(form_compiled *out, form_token_kind kind, base_str text)
{
    if (kind == FORM_TOKEN_TEXT && text.len == 0)
        return 0;
    if (kind == FORM_TOKEN_GAP && out->count && out->tokens[out->count - 1].kind == kind)
        return 0;
    if (out->count == FORM_MAX_TOKENS)
        return HECHA_E_LIMIT;
    out->tokens[out->count++] = (form_token){kind, text};
    return 0;
}

static int add_text(base_arena *arena, form_compiled *out, base_str text)
{
    base_buf buf;
    base_buf_init(&buf);
    form_fold(&buf, text);
    base_str folded = base_arena_str(arena, base_buf_str(&buf));
    int failed = base_buf_failed(&buf) || !folded.ptr;
    base_buf_dispose(&buf);
    return failed ? HECHA_E_MEMORY : add_token(out, FORM_TOKEN_TEXT, folded);
}

/* Splits the pattern between its anchors into tokens. */
static int split(base_arena *arena, base_str body, form_compiled *out, base_msg_id *message)
{
    const base_str gap = base_str_c("…");
    size_t start = 0, at = 0;
    unsigned seen = 0;
    while (at <= body.len) {
        form_token_kind kind = FORM_TOKEN_GAP, kind_seen;
        base_str rest = base_str_from(body, at);
        size_t length = base_str_starts(rest, gap) ? gap.len : read_name(rest, &kind);
        if (!length && at < body.len) {
            if (rest.ptr[0] == '{' || rest.ptr[0] == '}') {
                *message = MSG_SUBJECT_BRACE;
                return HECHA_E_RULE;
            }
            at++;
            continue;
        }
        int code = add_text(arena, out, base_str_n(body.ptr + start, at - start));
        if (code == HECHA_E_MEMORY)
            return code;
        kind_seen = kind == FORM_TOKEN_REGION ? FORM_TOKEN_AGENCY : kind;
        if (length && kind != FORM_TOKEN_GAP && (seen & (1u << kind_seen))) {
            *message = MSG_SUBJECT_BRACE;
            return HECHA_E_RULE;
        }
        seen |= length ? 1u << kind_seen : 0;
        if (code || (length && add_token(out, kind, base_str_n(NULL, 0)))) {
            *message = MSG_SUBJECT_LONG;
            return HECHA_E_RULE;
        }
        at += length ? length : 1;
        start = at;
    }
    return 0;
}

/* Bytes of the longest text a pattern anchored at both ends can fit; 0: no bound. */
static size_t longest_match(const form_compiled *pattern)
{
    size_t longest = 0;
    for (size_t i = 0; i < pattern->count; i++) {
        const form_token *token = &pattern->tokens[i];
        if (token->kind == FORM_TOKEN_GAP)
            return 0;
        longest += token->kind == FORM_TOKEN_TEXT ? token->text.len : FORM_TAKEN_LONGEST;
    }
    return longest;
}

static int compile(base_arena *arena, base_str pattern, form_compiled *out, hecha_err *err)
{
    base_msg_id message = MSG_SUBJECT_EMPTY;
    base_str body = base_str_trim(pattern);
    out->count = 0;
    out->at_start = body.len && body.ptr[0] == '^';
    if (out->at_start)
        body = base_str_from(body, 1);
    out->at_end = body.len && body.ptr[body.len - 1] == '$';
    body.len -= (size_t)out->at_end;
    out->longest = 0;
    if (pattern.len > FORM_PATTERN_LONGEST)
        return wrong(err, MSG_SUBJECT_LONG, pattern);
    int code = split(arena, body, out, &message);
    if (code == HECHA_E_MEMORY)
        return base_err_memory(err);
    if (!code && !out->at_start && out->count && out->tokens[0].kind != FORM_TOKEN_GAP &&
        out->tokens[0].kind != FORM_TOKEN_AGENCY && out->tokens[0].kind != FORM_TOKEN_REGION) {
        /* Not anchored: whatever stands before it. */
        if (out->count == FORM_MAX_TOKENS)
            return wrong(err, MSG_SUBJECT_LONG, pattern);
        memmove(out->tokens + 1, out->tokens, out->count++ * sizeof *out->tokens);
        out->tokens[0] = (form_token){FORM_TOKEN_GAP, {NULL, 0}};
    }
    int says = 0;
    for (size_t i = 0; i < out->count; i++)
        says |= out->tokens[i].kind != FORM_TOKEN_GAP;
    if (code || !says)
        return wrong(err, message, pattern);
    if (out->at_start && out->at_end)
        out->longest = longest_match(out);
    return 0;
}

int form_pattern_prepare(base_arena *arena, form_pattern *rule, hecha_err *err)
{
    form_compiled *compiled = base_arena_zalloc(arena, sizeof *compiled);
    if (!compiled)
        return base_err_memory(err);
    rule->compiled = compiled;
    return compile(arena, rule->pattern, compiled, err);
}
