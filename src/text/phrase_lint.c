#include "text/phrase_lint.h"

#include "text/class.h"
#include "text/unit.h"
#include "text/utf8.h"

/* Where a pattern is read. */
typedef struct reading {
    int in_capture; /* 1: in { }, 2: behind its colon */
    size_t unit;    /* byte at which the unit begins */
    size_t name;    /* and the name */
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

/* What may stand for a figure: the units that figures are read with, and the words for claims. */
static int is_kind(base_str piece)
{
    static const char *const words[] = {"无", "none", "全", "全部", "all", "文字", "text"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (base_str_eq_c(piece, words[i]))
            return 1;
    return text_unit_read(piece) == piece.len;
}

/* Bytes of a sign or word at the offset that may be meant to separate units; 0: none. */
static size_t separator(base_str piece, size_t at)
{
    static const char *const words[] = {"或者", "或", "和", "与", "及", "/", "／", ";", "；"};
    size_t next = at;
    if (text_is_space(text_utf8_next(piece, &next)))
        return next - at;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (base_str_starts(base_str_from(piece, at), base_str_c(words[i])))
            return strlen(words[i]);
    return 0;
}

/* 1 if there are separators and what stands between them are units, or one of them is. */
static int is_joined(base_str piece)
{
    size_t start = 0, at = 0;
    int separators = 0, units = 0;
    while (at <= piece.len) {
        size_t length = at < piece.len ? separator(piece, at) : 0;
        if (length > 0 || at == piece.len) {
            units += at > start && is_kind(base_str_n(piece.ptr + start, at - start));
            separators += length > 0;
            start = at + length;
        }
        if (at == piece.len)
            break;
        if (length > 0)
            at += length;
        else
            text_utf8_next(piece, &at);
    }
    return separators > 0 && units > 0;
}

/* A unit ends before the sign at `end`. */
static text_phrase_fault read_unit(const reading *r, base_str pattern, size_t end, base_str *piece)
{
    *piece = base_str_trim(base_str_n(pattern.ptr + r->unit, end - r->unit));
    for (size_t at = 0; at < piece->len;)
        if (is_comma(text_utf8_next(*piece, &at)))
            return TEXT_PHRASE_UNIT;
    /* what is escaped is meant so */
    if (piece->len == 0 || is_kind(*piece) || memchr(piece->ptr, '\\', piece->len) != NULL)
        return TEXT_PHRASE_SOUND;
    return is_joined(*piece) ? TEXT_PHRASE_JOINED : TEXT_PHRASE_NO_UNIT;
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Bytes of a name of Lua at the offset. */
static size_t name_length(base_str pattern, size_t at)
{
    size_t end = at;
    while (end < pattern.len && (is_letter(pattern.ptr[end]) ||
                                 (end > at && pattern.ptr[end] >= '0' && pattern.ptr[end] <= '9')))
        end++;
    return end - at;
}

/* A name ends before the sign at `end`. */
static text_phrase_fault read_name(const reading *r, base_str pattern, size_t end, base_str *piece)
{
    *piece = base_str_trim(base_str_n(pattern.ptr + r->name, end - r->name));
    int sound = memchr(piece->ptr, '\\', piece->len) != NULL ||
                memchr(piece->ptr, '!', piece->len) != NULL || name_length(*piece, 0) == piece->len;
    return sound ? TEXT_PHRASE_SOUND : TEXT_PHRASE_NAME;
}

/* "n:" behind the ( at the offset: 1, and the piece up to the bracket's end. */
static int is_round_capture(base_str pattern, size_t at, base_str *piece)
{
    size_t length = name_length(pattern, at + 1), end = at + 1 + length;
    if (length == 0 || !(base_str_starts(base_str_from(pattern, end), base_str_c(":")) ||
                         base_str_starts(base_str_from(pattern, end), base_str_c("："))))
        return 0;
    while (end < pattern.len && pattern.ptr[end] != ')' &&
           !base_str_starts(base_str_from(pattern, end), base_str_c("）")))
        end++;
    *piece = base_str_n(pattern.ptr + at + 1, end - at - 1);
    return 1;
}

/* The fault of a unit or name that ends at the sign. */
static text_phrase_fault read_capture(reading *r, base_str pattern, size_t here, size_t next,
                                      uint32_t c, base_str *piece)
{
    text_phrase_fault fault = TEXT_PHRASE_SOUND;
    if (r->in_capture == 2 && (c == '|' || c == 0xFF5C || c == '}' || c == 0xFF5D))
        fault = read_unit(r, pattern, here, piece);
    if (r->in_capture == 1 && (c == ':' || c == 0xFF1A || c == '}' || c == 0xFF5D))
        fault = read_name(r, pattern, here, piece);
    if (c == '}' || c == 0xFF5D)
        r->in_capture = 0;
    else if (r->in_capture == 1 && (c == ':' || c == 0xFF1A))
        r->in_capture = 2;
    if (c == ':' || c == 0xFF1A || c == '|' || c == 0xFF5C)
        r->unit = next;
    return fault;
}

text_phrase_fault text_phrase_lint(base_str pattern, base_str *piece)
{
    reading r = {0, 0, 0};
    size_t at = 0;
    while (at < pattern.len) {
        size_t here = at;
        uint32_t c = text_utf8_next(pattern, &at);
        int escaped = c == '\\' && at < pattern.len;
        if (escaped)
            c = text_utf8_next(pattern, &at);
        if (r.in_capture) {
            text_phrase_fault fault =
                escaped ? TEXT_PHRASE_SOUND : read_capture(&r, pattern, here, at, c, piece);
            if (fault != TEXT_PHRASE_SOUND)
                return fault;
            continue;
        }
        *piece = base_str_n(pattern.ptr + here, at - here);
        if (!escaped && (c == '{' || c == 0xFF5B)) {
            r.in_capture = 1;
            r.name = at;
        } else if (!escaped && (c == '(' || c == 0xFF08) &&
                   is_round_capture(pattern, at - 1, piece)) {
            return TEXT_PHRASE_ROUND;
        } else if (is_regex(c, escaped)) {
            return TEXT_PHRASE_REGEX;
        } else if (!escaped && is_break(c)) {
            return TEXT_PHRASE_BREAK;
        }
    }
    *piece = base_str_n(NULL, 0);
    return TEXT_PHRASE_SOUND;
}
