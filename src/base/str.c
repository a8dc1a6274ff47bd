#include "base/str.h"

int base_str_cmp(base_str a, base_str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

size_t base_str_find(base_str text, base_str needle, size_t start)
{
    if (start > text.len)
        return BASE_STR_NONE;
    if (needle.len == 0)
        return start;
    while (text.len - start >= needle.len) {
        const char *hit = memchr(text.ptr + start, needle.ptr[0], text.len - start - needle.len + 1);
        if (hit == NULL)
            return BASE_STR_NONE;
        start = (size_t)(hit - text.ptr);
        if (memcmp(hit, needle.ptr, needle.len) == 0)
            return start;
        start++;
    }
    return BASE_STR_NONE;
}

static int is_blank(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Length of the white space at the start of the text: ASCII, U+00A0, U+3000, U+FEFF, U+200B. */
static size_t blank_at_start(base_str text)
{
    if (text.len >= 1 && is_blank(text.ptr[0]))
        return 1;
    if (text.len >= 2 && memcmp(text.ptr, "\xC2\xA0", 2) == 0)
        return 2;
    if (text.len >= 3 && (memcmp(text.ptr, "\xE3\x80\x80", 3) == 0 ||
                          memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0 ||
                          memcmp(text.ptr, "\xE2\x80\x8B", 3) == 0))
        return 3;
    return 0;
}

static size_t blank_at_end(base_str text)
{
    size_t width;
    for (width = 1; width <= 3 && width <= text.len; width++) {
        base_str tail = base_str_from(text, text.len - width);
        if (blank_at_start(tail) == width)
            return width;
    }
    return 0;
}

base_str base_str_trim(base_str text)
{
    size_t cut;
    while ((cut = blank_at_start(text)) > 0)
        text = base_str_from(text, cut);
    while ((cut = blank_at_end(text)) > 0)
        text.len -= cut;
    return text;
}
