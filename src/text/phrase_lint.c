#include "text/phrase_lint.h"

#include "text/utf8.h"

/* Where a pattern is read. */
typedef struct reading {
    int in_capture; /* 1: in { }, 2: behind its colon */
    size_t unit;    /* byte at which the unit begins */
} reading;

static int is_comma(uint32_t c)
{
    return c == 0x3001 || c == ',' || c == 0xFF0C;
}

static int is_break(uint32_t c)
{
    return c == 0x3002 || c == 0xFF1F || c == 0xFF1B;
}

/* A sign that means itself in a phrase and something else in a regular expression. */
static int is_regex(uint32_t c, int escaped)
{
    return escaped
               ? c == 'd' || c == 'w' || c == 's' || c == 'b' || c == 'D' || c == 'W' || c == 'S'
               : c == '?' || c == '+';
}

/* A unit ends before the sign at `end`. */
static int ends_unit(reading *r, base_str pattern, size_t end, base_str *piece)
{
    *piece = base_str_n(pattern.ptr + r->unit, end - r->unit);
    for (size_t at = 0; at < piece->len;)
        if (is_comma(text_utf8_next(*piece, &at)))
            return 1;
    return 0;
}

/* 1 if a unit with a comma ends at the sign. */
static int read_capture(reading *r, base_str pattern, size_t here, size_t next, uint32_t c,
                        base_str *piece)
{
    int bad = 0;
    if (r->in_capture == 2 && (c == '|' || c == 0xFF5C || c == '}' || c == 0xFF5D))
        bad = ends_unit(r, pattern, here, piece);
    if (c == '}' || c == 0xFF5D)
        r->in_capture = 0;
    else if (r->in_capture == 1 && (c == ':' || c == 0xFF1A))
        r->in_capture = 2;
    if (c == ':' || c == 0xFF1A || c == '|' || c == 0xFF5C)
        r->unit = next;
    return bad;
}

text_phrase_fault text_phrase_lint(base_str pattern, base_str *piece)
{
    reading r = {0, 0};
    size_t at = 0;
    while (at < pattern.len) {
        size_t here = at;
        uint32_t c = text_utf8_next(pattern, &at);
        int escaped = c == '\\' && at < pattern.len;
        if (escaped)
            c = text_utf8_next(pattern, &at);
        if (r.in_capture) {
            if (!escaped && read_capture(&r, pattern, here, at, c, piece))
                return TEXT_PHRASE_UNIT;
            continue;
        }
        *piece = base_str_n(pattern.ptr + here, at - here);
        if (!escaped && (c == '{' || c == 0xFF5B))
            r.in_capture = 1;
        else if (is_regex(c, escaped))
            return TEXT_PHRASE_REGEX;
        else if (!escaped && is_break(c))
            return TEXT_PHRASE_BREAK;
    }
    *piece = base_str_n(NULL, 0);
    return TEXT_PHRASE_SOUND;
}
