#include "script/regex_start.h"

#include "text/utf8.h"

#define DEEPEST 6 /* groups that begin with a group */
#define FIRST_PIECE ((size_t)4096)

typedef struct reader {
    base_str text;
    size_t at;
    script_regex_starts *out;
} reader;

static int byte_at(const reader *r, size_t at)
{
    return at < r->text.len ? (unsigned char)r->text.ptr[at] : 0;
}

static int is_letter(int byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           byte >= 0x80;
}

/* 1 for what changes how the rest is read, or ends a match early: (?i) (*ACCEPT) \Q \G \c. */
static int is_special(base_str text)
{
    for (size_t at = 0; at + 1 < text.len; at++) {
        char next = text.ptr[at + 1];
        if (text.ptr[at] == '\\') {
            if (next == 'Q' || next == 'E' || next == 'G' || next == 'c')
                return 1;
            at++;
        } else if (text.ptr[at] == '(' && next == '*') {
            return 1;
        } else if (text.ptr[at] == '(' && next == '?') {
            char kind = at + 2 < text.len ? text.ptr[at + 2] : '\0';
            if (kind == '\0' || strchr(":=!<>", kind) == NULL)
                return 1;
        }
    }
    return 0;
}

/* Behind the class whose [ stands at `at`; 0 if it holds more than characters and escapes. */
static size_t class_end(const reader *r, size_t at)
{
    at++;
    if (byte_at(r, at) == '^')
        at++;
    if (byte_at(r, at) == ']')
        at++;
    for (; at < r->text.len && byte_at(r, at) != ']'; at++) {
        int next = byte_at(r, at + 1);
        if (byte_at(r, at) == '[' && (next == ':' || next == '.' || next == '='))
            return 0;
        at += byte_at(r, at) == '\\';
    }
    return at < r->text.len ? at + 1 : 0;
}

/* To the | or ) that ends the alternative, or to the end of the pattern. */
static int skip_alternative(reader *r)
{
    size_t depth = 0;
    while (r->at < r->text.len) {
        int byte = byte_at(r, r->at);
        if (depth == 0 && (byte == '|' || byte == ')'))
            return 1;
        if (byte == '[') {
            size_t end = class_end(r, r->at);
            if (end == 0)
                return 0;
            r->at = end;
            continue;
        }
        depth += byte == '(';
        depth -= byte == ')';
        r->at += byte == '\\' ? 2 : 1;
    }
    return depth == 0;
}

/* 1 if what stands before the offset need not be there: ? * {0,2}. */
static int is_optional(const reader *r, size_t at)
{
    int byte = byte_at(r, at);
    return byte == '?' || byte == '*' || byte == '{';
}

static base_str start_at(const script_regex_starts *starts, size_t index)
{
    return base_str_n(starts->texts[index].bytes, starts->texts[index].length);
}

/* 0: there are too many. */
static int add(script_regex_starts *out, base_str text)
{
    for (size_t i = 0; i < out->count; i++)
        if (base_str_eq(start_at(out, i), text))
            return 1;
    if (out->count == SCRIPT_REGEX_STARTS)
        return 0;
    out->texts[out->count].length = (unsigned char)text.len;
    memcpy(out->texts[out->count++].bytes, text.ptr, text.len);
    return 1;
}

/* The literal characters at hand, or the first of them. */
static int read_literal(reader *r)
{
    size_t start = r->at, end = r->at;
    while (end < r->text.len) {
        size_t next = end;
        uint32_t codepoint = text_utf8_next(r->text, &next);
        if (codepoint < 0x80 && strchr("\\^$.[]|()?*+{}#", (int)codepoint) != NULL)
            break;
        if (next - start > SCRIPT_REGEX_LONGEST_START || is_optional(r, next))
            break;
        end = next;
    }
    r->at = end;
    return end > start && add(r->out, base_str_n(r->text.ptr + start, end - start));
}

/* A class of plain characters, each of which a match may begin with. */
static int read_class(reader *r)
{
    size_t end = class_end(r, r->at), at = r->at + 1;
    if (end == 0 || is_optional(r, end) || byte_at(r, at) == '^')
        return 0;
    while (at < end - 1) {
        size_t start = at;
        int byte = byte_at(r, at);
        text_utf8_next(r->text, &at);
        if (byte == '\\' || byte == '-' || at - start > SCRIPT_REGEX_LONGEST_START ||
            !add(r->out, base_str_n(r->text.ptr + start, at - start)))
            return 0;
    }
    r->at = end;
    return 1;
}

/* Behind what looks ahead or behind, at its (, and takes up nothing; 0 if there is none, or it is
 * not plain. */
static size_t lookaround_end(const reader *r)
{
    int kind = byte_at(r, r->at + 2), next = byte_at(r, r->at + 3);
    size_t depth = 0, end;
    if (byte_at(r, r->at) != '(' || byte_at(r, r->at + 1) != '?' ||
        !(kind == '=' || kind == '!' || (kind == '<' && (next == '=' || next == '!'))))
        return 0;
    for (size_t at = r->at; at < r->text.len; at = end) {
        int byte = byte_at(r, at);
        end = byte == '[' ? class_end(r, at) : byte == '\\' ? at + 2 : at + 1;
        if (end == 0)
            return 0;
        depth += byte == '(';
        depth -= byte == ')';
        if (depth == 0)
            return is_optional(r, end) ? 0 : end;
    }
    return 0;
}

/* Behind the head of a group that begins a match as its content does, at its (; 0 for others. */
static size_t group_head(const reader *r)
{
    size_t at = r->at + 1;
    if (byte_at(r, at) != '?')
        return at;
    if (byte_at(r, at + 1) == ':')
        return at + 2;
    if (byte_at(r, at + 1) != '<' || !is_letter(byte_at(r, at + 2)))
        return 0;
    for (at += 2; at < r->text.len; at++)
        if (byte_at(r, at) == '>')
            return at + 1;
    return 0;
}

static int read_alternatives(reader *r, int depth);

/* What an alternative begins with: characters, or a group that is there. */
static int read_start(reader *r, int depth)
{
    for (size_t end = lookaround_end(r); end > 0; end = lookaround_end(r))
        r->at = end;
    if (byte_at(r, r->at) == '[')
        return read_class(r);
    if (byte_at(r, r->at) != '(')
        return read_literal(r);
    size_t inside = group_head(r);
    if (inside == 0 || depth == DEEPEST)
        return 0;
    r->at = inside;
    if (!read_alternatives(r, depth + 1) || byte_at(r, r->at) != ')')
        return 0;
    r->at++;
    return !is_optional(r, r->at);
}

/* To the ) or the end of the pattern. Its depth is bounded by DEEPEST. */
static int read_alternatives(reader *r, int depth)
{
    for (;;) {
        if (!read_start(r, depth) || !skip_alternative(r))
            return 0;
        if (byte_at(r, r->at) != '|')
            return 1;
        r->at++;
    }
}

void script_regex_read_starts(base_str pattern, script_regex_starts *out)
{
    reader r = {pattern, 0, out};
    memset(out, 0, sizeof(*out));
    if (is_special(pattern) || !read_alternatives(&r, 0) || r.at != pattern.len)
        out->count = 0;
}

/* By the third byte of a character, which differs the most. */
size_t script_regex_text_at(base_str text, base_str wanted, size_t from, size_t end)
{
    size_t ahead = wanted.len > 2 && (unsigned char)wanted.ptr[0] >= 0xE0 ? 2 : 0;
    if (wanted.len > text.len)
        return end;
    size_t places = text.len - wanted.len + 1; /* where it may begin */
    if (places > end)
        places = end;
    while (from < places) {
        const char *next = memchr(text.ptr + from + ahead, wanted.ptr[ahead], places - from);
        if (next == NULL)
            break;
        from = (size_t)(next - text.ptr) - ahead;
        if (memcmp(text.ptr + from, wanted.ptr, wanted.len) == 0)
            return from;
        from++;
    }
    return end;
}

/* Text by text in growing pieces: one that stands nowhere must not be looked for to the end each
 * time another is near. */
size_t script_regex_first_start(const script_regex_starts *starts, base_str text, size_t from)
{
    size_t piece = FIRST_PIECE;
    while (from < text.len) {
        size_t end = text.len - from > piece ? from + piece : text.len, first = end;
        for (size_t i = 0; i < starts->count; i++)
            first = script_regex_text_at(text, start_at(starts, i), from, first);
        if (first < end)
            return first;
        from = end;
        piece *= 2;
    }
    return BASE_STR_NONE;
}
