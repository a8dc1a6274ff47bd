#include "read/encoding.h"
#include "read/xls_reader.h"

/* Hyperlinks: MS-OSHARED 2.3.7.1. */
#define LINK_MONIKER 0x001u
#define LINK_LOCATION 0x008u
#define LINK_DISPLAY 0x010u
#define LINK_FRAME 0x080u
#define LINK_PLAIN 0x100u /* the moniker is a string */

/* UTF-16 up to its NUL. */
static void add_wide(base_str bytes, base_buf *out)
{
    read_text text;
    size_t length = 0;
    while (length + 2 <= bytes.len && read_u16(bytes, length) != 0)
        length += 2;
    if (length == 0)
        return;
    if (read_text_decode(base_str_n(bytes.ptr, length), "UTF-16LE", &text, NULL) == 0)
        base_buf_add_str(out, text.text);
    else
        out->failed = 1;
    read_text_dispose(&text);
}

/* A string with its number of characters before it; `out` may be NULL. 0 if it is cut. */
static int take_string(base_str data, size_t *at, base_buf *out)
{
    uint64_t length = (uint64_t)read_u32(data, *at) * 2;
    if (data.len < 4 || *at > data.len - 4 || length > data.len - *at - 4)
        return 0;
    if (out != NULL)
        add_wide(read_piece(data, *at + 4, (size_t)length), out);
    *at += 4 + (size_t)length;
    return 1;
}

/* A file's path: in the system's code page, and in UTF-16 where that is not ASCII. */
static int take_file(base_str data, size_t *at, base_buf *target)
{
    base_str ansi = read_piece(data, *at + 6, read_u32(data, *at + 2));
    size_t tail = *at + 6 + ansi.len + 24;
    uint32_t size = read_u32(data, tail);
    if (tail > data.len || data.len - tail < 4 || size > data.len - tail - 4)
        return 0;
    for (size_t i = 0; size < 6 && i < ansi.len && ansi.ptr[i] != '\0'; i++)
        base_buf_add_byte(target, (unsigned char)ansi.ptr[i] < 0x80 ? ansi.ptr[i] : '?');
    if (size >= 6)
        add_wide(read_piece(data, tail + 10, read_u32(data, tail + 4)), target);
    *at = tail + 4 + size;
    return 1;
}

static int take_moniker(base_str data, size_t *at, base_buf *target)
{
    uint32_t class = read_u32(data, *at);
    *at += 16;
    if (class == 0x00000303)
        return take_file(data, at, target);
    uint32_t size = read_u32(data, *at);
    if (class != 0x79EAC9E0 || data.len < 4 || *at > data.len - 4 || size > data.len - *at - 4)
        return 0;
    add_wide(read_piece(data, *at + 4, size), target);
    *at += 4 + size;
    return 1;
}

int xls_read_link(base_str data, base_buf *text, base_buf *target)
{
    uint32_t flags = read_u32(data, 28);
    size_t at = 32;
    if (data.len < at || ((flags & LINK_DISPLAY) && !take_string(data, &at, text)) ||
        ((flags & LINK_FRAME) && !take_string(data, &at, NULL)))
        return 0;
    if (flags & LINK_MONIKER) {
        int found =
            flags & LINK_PLAIN ? take_string(data, &at, target) : take_moniker(data, &at, target);
        if (!found)
            return target->len > 0;
    }
    if ((flags & LINK_LOCATION) && target->len == 0)
        return take_string(data, &at, target);
    return 1;
}
