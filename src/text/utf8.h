/* text/utf8.h: strict UTF-8 (RFC 3629: no surrogates, nothing over U+10FFFF, shortest form). */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdint.h>

#include "base/str.h"

/* As text_utf8_next, for any bytes: it knows all cases. */
uint32_t text_utf8_next_any(base_str text, size_t *offset);

/* 1 for a byte that begins three which need no further looks: most of Chinese, and its marks. */
static inline int text_utf8_is_plain(unsigned char first)
{
    return first >= 0xE1 && first <= 0xEF && first != 0xED;
}

/* Decodes the code point at `text.ptr[*offset]` and advances. A bad byte gives U+FFFD and advances
 * one byte. At the end of the text gives 0 and does not advance. */
static inline uint32_t text_utf8_next(base_str text, size_t *offset)
{
    if (*offset >= text.len)
        return 0;
    const unsigned char *bytes = (const unsigned char *)text.ptr + *offset;
    if (bytes[0] < 0x80) {
        (*offset)++;
        return bytes[0];
    }
    if (text_utf8_is_plain(bytes[0]) && text.len - *offset >= 3 && (bytes[1] & 0xC0) == 0x80 &&
        (bytes[2] & 0xC0) == 0x80) {
        *offset += 3;
        return (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
    }
    return text_utf8_next_any(text, offset);
}
/* As text_utf8_previous, for any bytes. */
uint32_t text_utf8_previous_any(base_str text, size_t *offset);

/* The code point that ends before *offset; moves back to its first byte. 0 at the start. */
static inline uint32_t text_utf8_previous(base_str text, size_t *offset)
{
    if (*offset >= 3) {
        const unsigned char *bytes = (const unsigned char *)text.ptr + *offset - 3;
        if (text_utf8_is_plain(bytes[0]) && (bytes[1] & 0xC0) == 0x80 &&
            (bytes[2] & 0xC0) == 0x80) {
            *offset -= 3;
            return (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
        }
    }
    return text_utf8_previous_any(text, offset);
}

/* Past the characters from U+4000 to U+9FFF, most of a Chinese text, from `offset` on: to `end`, to
 * the first of them that `stops` (NULL: none does), or to a character outside of that range. */
static inline size_t text_skip_han(base_str text, size_t offset, size_t end,
                                   int (*stops)(uint32_t codepoint))
{
    if (end > text.len)
        end = text.len;
    while (offset < end && end - offset >= 3) {
        const unsigned char *bytes = (const unsigned char *)text.ptr + offset;
        if (bytes[0] < 0xE4 || bytes[0] > 0xE9 || (bytes[1] & 0xC0) != 0x80 ||
            (bytes[2] & 0xC0) != 0x80 ||
            (stops != NULL &&
             stops((bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu))))
            break;
        offset += 3;
    }
    return offset;
}

/* Offset of the first bad byte, or BASE_STR_NONE if the whole text is valid. */
size_t text_utf8_invalid(base_str text);
/* Number of code points (bad bytes count one each). */
size_t text_utf8_length(base_str text);
/* 1 for CJK ideographs (all planes, compatibility ones included, and U+3007). */
int text_is_han(uint32_t codepoint);

#endif
