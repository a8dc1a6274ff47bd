#include "base/buf.h"

#include <stdlib.h>

void base_buf_init(base_buf *buf)
{
    memset(buf, 0, sizeof(*buf));
}

void base_buf_dispose(base_buf *buf)
{
    free(buf->ptr);
    base_buf_init(buf);
}

void base_buf_clear(base_buf *buf)
{
    buf->len = 0;
    if (buf->ptr != NULL)
        buf->ptr[0] = '\0';
}

void base_buf_reset(base_buf *buf)
{
    base_buf_clear(buf);
    buf->failed = 0;
}

char *base_buf_reserve(base_buf *buf, size_t length)
{
    if (buf->failed || length > SIZE_MAX / 4 || buf->len > SIZE_MAX / 4) {
        buf->failed = 1;
        return NULL;
    }
    size_t need = buf->len + length + 1;
    if (need > buf->cap) {
        size_t cap = buf->cap ? buf->cap * 2 : 256;
        if (cap < need)
            cap = need;
        char *grown = realloc(buf->ptr, cap);
        if (grown == NULL) {
            buf->failed = 1;
            return NULL;
        }
        buf->ptr = grown;
        buf->cap = cap;
    }
    return buf->ptr + buf->len;
}

void base_buf_add(base_buf *buf, const char *bytes, size_t length)
{
    char *room = base_buf_reserve(buf, length);
    if (room == NULL)
        return;
    if (length > 0)
        memcpy(room, bytes, length);
    buf->len += length;
    buf->ptr[buf->len] = '\0';
}

void base_buf_add_str(base_buf *buf, base_str text)
{
    base_buf_add(buf, text.ptr, text.len);
}

void base_buf_add_c(base_buf *buf, const char *text)
{
    base_buf_add(buf, text, strlen(text));
}

void base_buf_add_byte(base_buf *buf, char byte)
{
    char *room = base_buf_reserve(buf, 1);
    if (room == NULL)
        return;
    room[0] = byte;
    room[1] = '\0';
    buf->len++;
}

void base_buf_add_int(base_buf *buf, int64_t number)
{
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0)
        digits[--at] = '-';
    base_buf_add(buf, digits + at, sizeof(digits) - at);
}

void base_buf_add_codepoint(base_buf *buf, uint32_t codepoint)
{
    char bytes[4];
    size_t length = 0;
    if (codepoint < 0x80) {
        bytes[length++] = (char)codepoint;
    } else if (codepoint < 0x800) {
        bytes[length++] = (char)(0xC0 | (codepoint >> 6));
        bytes[length++] = (char)(0x80 | (codepoint & 0x3F));
    } else if (codepoint < 0x10000) {
        bytes[length++] = (char)(0xE0 | (codepoint >> 12));
        bytes[length++] = (char)(0x80 | ((codepoint >> 6) & 0x3F));
        bytes[length++] = (char)(0x80 | (codepoint & 0x3F));
    } else {
        bytes[length++] = (char)(0xF0 | (codepoint >> 18));
        bytes[length++] = (char)(0x80 | ((codepoint >> 12) & 0x3F));
        bytes[length++] = (char)(0x80 | ((codepoint >> 6) & 0x3F));
        bytes[length++] = (char)(0x80 | (codepoint & 0x3F));
    }
    base_buf_add(buf, bytes, length);
}

int base_buf_failed(const base_buf *buf)
{
    return buf->failed;
}

base_str base_buf_str(const base_buf *buf)
{
    /* Never a null pointer, which one may not even add 0 to. */
    return base_str_n(buf->ptr ? buf->ptr : "", buf->len);
}
