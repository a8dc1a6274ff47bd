#include "text/width.h"

#include <utf8proc.h>

#include "text/utf8.h"

static size_t width_of(uint32_t codepoint)
{
    if (codepoint >= 0x20 && codepoint < 0x7F)
        return 1;
    int width = utf8proc_charwidth((utf8proc_int32_t)codepoint);
    return width > 0 ? (size_t)width : 0;
}

size_t text_width(base_str text)
{
    size_t offset = 0, width = 0;
    while (offset < text.len)
        width += width_of(text_utf8_next(text, &offset));
    return width;
}

base_str text_fit(base_str text, size_t columns)
{
    size_t offset = 0, width = 0;
    while (offset < text.len) {
        size_t next = offset;
        width += width_of(text_utf8_next(text, &next));
        if (width > columns)
            break;
        offset = next;
    }
    return base_str_n(text.ptr, offset);
}

void text_pad(base_buf *buf, base_str text, size_t columns)
{
    size_t width = text_width(text);
    base_buf_add_str(buf, text);
    if (width >= columns)
        return;
    char *room = base_buf_reserve(buf, columns - width);
    if (room == NULL)
        return;
    memset(room, ' ', columns - width);
    buf->len += columns - width;
    buf->ptr[buf->len] = '\0';
}
