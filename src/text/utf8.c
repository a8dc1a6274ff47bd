#include "text/utf8.h"

/* Bytes the sequence at the start announces and its smallest value; 0 for a byte that starts
 * nothing. */
static size_t sequence(unsigned char first, uint32_t *bits, uint32_t *smallest)
{
    if (first >= 0xC2 && first <= 0xDF) {
        *bits = first & 0x1Fu;
        *smallest = 0x80;
        return 2;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        *bits = first & 0x0Fu;
        *smallest = 0x800;
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        *bits = first & 0x07u;
        *smallest = 0x10000;
        return 4;
    }
    return 0;
}

uint32_t text_utf8_next_any(base_str text, size_t *offset)
{
    if (*offset >= text.len)
        return 0;
    const unsigned char *bytes = (const unsigned char *)text.ptr + *offset;
    if (bytes[0] < 0x80) {
        (*offset)++;
        return bytes[0];
    }
    uint32_t codepoint = 0, smallest = 0;
    size_t length = sequence(bytes[0], &codepoint, &smallest);
    if (length == 0 || text.len - *offset < length)
        goto bad;
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            goto bad;
        codepoint = (codepoint << 6) | (bytes[i] & 0x3Fu);
    }
    if (codepoint < smallest || codepoint > 0x10FFFF || (codepoint >= 0xD800 && codepoint < 0xE000))
        goto bad;
    *offset += length;
    return codepoint;
bad:
    (*offset)++;
    return 0xFFFD;
}

uint32_t text_utf8_previous_any(base_str text, size_t *offset)
{
    if (*offset == 0)
        return 0;
    size_t end = *offset, start = end - 1;
    while (start > 0 && end - start < 4 && ((unsigned char)text.ptr[start] & 0xC0) == 0x80)
        start--;
    size_t after = start;
    uint32_t codepoint = text_utf8_next(base_str_n(text.ptr, end), &after);
    if (after != end) {
        *offset = end - 1;
        return 0xFFFD;
    }
    *offset = start;
    return codepoint;
}

/* 1 if the eight bytes begin with two characters of three bytes, but for what they begin with. */
static int are_threes(uint64_t eight)
{
    static const unsigned char masks[8] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0, 0};
    static const unsigned char wanted[8] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0, 0};
    uint64_t mask, value;
    memcpy(&mask, masks, sizeof(mask));
    memcpy(&value, wanted, sizeof(value));
    return (eight & mask) == value;
}

/* Bytes from `at` on that are ASCII, in steps of eight, or of three that make one character as most
 * of Chinese does, in steps of two characters: no further looks are needed. */
static size_t skip_plain(const unsigned char *bytes, size_t at, size_t end)
{
    for (;;) {
        uint64_t eight;
        if (end - at >= sizeof(eight)) {
            memcpy(&eight, bytes + at, sizeof(eight));
            if (are_threes(eight) && text_utf8_is_plain(bytes[at]) &&
                text_utf8_is_plain(bytes[at + 3])) {
                at += 6;
                continue;
            }
            if ((eight & 0x8080808080808080u) == 0) {
                at += sizeof(eight);
                continue;
            }
        }
        if (at < end && bytes[at] < 0x80)
            at++;
        else if (end - at >= 3 && text_utf8_is_plain(bytes[at]) && (bytes[at + 1] & 0xC0) == 0x80 &&
                 (bytes[at + 2] & 0xC0) == 0x80)
            at += 3;
        else
            return at;
    }
}

/* Start of the first sequence that does not decode; a real U+FFFD in the text is valid. */
size_t text_utf8_invalid(base_str text)
{
    size_t offset = 0;
    while ((offset = skip_plain((const unsigned char *)text.ptr, offset, text.len)) < text.len) {
        size_t start = offset;
        if (text_utf8_next(text, &offset) == 0xFFFD && offset - start == 1)
            return start;
    }
    return BASE_STR_NONE;
}

size_t text_utf8_length(base_str text)
{
    size_t offset = 0, count = 0;
    while (offset < text.len) {
        text_utf8_next(text, &offset);
        count++;
    }
    return count;
}

int text_is_han(uint32_t codepoint)
{
    return (codepoint >= 0x4E00 && codepoint <= 0x9FFF) || codepoint == 0x3007 ||
           (codepoint >= 0x3400 && codepoint <= 0x4DBF) ||
           (codepoint >= 0xF900 && codepoint <= 0xFAFF) ||
           (codepoint >= 0x20000 && codepoint <= 0x323AF);
}
