#include "text/sentence.h"

#include "text/class.h"
#include "text/utf8.h"

uint32_t text_fold(uint32_t codepoint)
{
    if (codepoint >= 0xFF01 && codepoint <= 0xFF5E)
        codepoint -= 0xFEE0;
    if (codepoint >= 'A' && codepoint <= 'Z')
        return codepoint + ('a' - 'A');
    if (codepoint == 0x201C || codepoint == 0x201D || codepoint == 0x300C || codepoint == 0x300D)
        return '"';
    return text_is_dash(codepoint) ? '-' : codepoint;
}

uint32_t text_closing(uint32_t codepoint)
{
    static const uint32_t pairs[][2] = {{0x201C, 0x201D}, {0x2018, 0x2019}, {0x300A, 0x300B},
                                        {0x300C, 0x300D}, {0xFF08, 0xFF09}, {'(', ')'},
                                        {'[', ']'},       {0x3014, 0x3015}, {0x3010, 0x3011}};
    if (codepoint == 0xFE59)
        return 0xFE5A;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        if (pairs[i][0] == codepoint)
            return pairs[i][1];
    return 0;
}

/* The offset behind what closes the aside that opens before `offset`, brackets of the same kind in
 * it passed over; 0 if it is not closed soon enough. */
static size_t aside_end(base_str text, size_t offset, uint32_t opening, uint32_t closing)
{
    size_t limit = offset + TEXT_LONGEST_ASIDE;
    int depth = 1;
    while (offset < text.len && offset < limit) {
        uint32_t codepoint = text_utf8_next(text, &offset);
        if (codepoint == closing && --depth == 0)
            return offset;
        if (codepoint == opening)
            depth++;
        if (text_is_break(codepoint))
            break;
    }
    return 0;
}

static int is_stop(uint32_t codepoint)
{
    return codepoint == 0x3002 || codepoint == '!' || codepoint == '?';
}

static int ends(base_str text, size_t next, size_t before, text_span_kind kind, uint32_t codepoint)
{
    uint32_t mark = text_fold(codepoint);
    if (is_stop(mark))
        return 1;
    if (kind == TEXT_SENTENCE)
        return 0;
    if (mark == ';')
        return 1;
    if (kind == TEXT_STATEMENT || (mark != ',' && mark != ':'))
        return 0;
    size_t behind = next;
    return before >= text.len || text_digit(text_utf8_previous(text, &before)) < 0 ||
           behind >= text.len || text_digit(text_utf8_next(text, &behind)) < 0;
}

/* 1 if the aside that ends at `end` closes with 。” */
static int aside_stops(base_str text, size_t end, uint32_t closing)
{
    if (closing != 0x201D && closing != 0x300D)
        return 0;
    text_utf8_previous(text, &end);
    return is_stop(text_fold(text_utf8_previous(text, &end)));
}

/* Where the span that starts at `start` ends. */
static size_t span_end(base_str text, text_span_kind kind, size_t start)
{
    size_t offset = start;
    while ((offset = text_skip_han(text, offset, text.len, NULL)) < text.len) {
        size_t here = offset;
        uint32_t codepoint = text_utf8_next(text, &offset);
        uint32_t closing = text_closing(codepoint);
        size_t behind = closing != 0 ? aside_end(text, offset, codepoint, closing) : 0;
        if (behind > 0) {
            offset = behind;
            if (aside_stops(text, behind, closing))
                return behind;
        } else if (text_is_break(codepoint)) {
            return here;
        } else if (ends(text, offset, here, kind, codepoint)) {
            return offset;
        }
    }
    return text.len;
}

int text_span_next(base_str text, text_span_kind kind, size_t start, text_span *out)
{
    start = text_skip_space(text, start);
    if (start >= text.len)
        return 0;
    size_t end = span_end(text, kind, start);
    base_str span = text_trim(base_str_n(text.ptr + start, end - start));
    out->start = (size_t)(span.ptr - text.ptr);
    out->end = out->start + span.len;
    return span.len > 0;
}

base_str text_span_str(base_str text, text_span span)
{
    return base_str_n(text.ptr + span.start, span.end - span.start);
}
