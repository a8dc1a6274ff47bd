/* base/str.h: a borrowed piece of bytes, usually UTF-8. Never NUL-terminated by contract; the
 * owner is whoever made the bytes (mostly an arena). The empty slice has len 0, ptr may be NULL. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stddef.h>
#include <string.h>

typedef struct base_str {
    const char *ptr;
    size_t len;
} base_str;

/* A slice of a literal or any C string. */
static inline base_str base_str_c(const char *text)
{
    base_str slice = {text, text ? strlen(text) : 0};
    return slice;
}

static inline base_str base_str_n(const char *ptr, size_t len)
{
    base_str slice = {ptr, len};
    return slice;
}

static inline int base_str_eq(base_str a, base_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline int base_str_eq_c(base_str a, const char *b)
{
    return base_str_eq(a, base_str_c(b));
}

static inline int base_str_starts(base_str text, base_str head)
{
    return text.len >= head.len && (head.len == 0 || memcmp(text.ptr, head.ptr, head.len) == 0);
}

static inline int base_str_ends(base_str text, base_str tail)
{
    return text.len >= tail.len &&
           (tail.len == 0 || memcmp(text.ptr + text.len - tail.len, tail.ptr, tail.len) == 0);
}

/* From byte `start` to the end (empty if start is past it). */
static inline base_str base_str_from(base_str text, size_t start)
{
    if (start >= text.len)
        return base_str_n(text.ptr ? text.ptr + text.len : NULL, 0);
    return base_str_n(text.ptr + start, text.len - start);
}

/* Byte order: negative, 0, positive. */
int base_str_cmp(base_str a, base_str b);
/* Byte offset of the first `needle` in `text` at or after `start`, or (size_t)-1. */
size_t base_str_find(base_str text, base_str needle, size_t start);
/* Without ASCII white space and U+3000, U+00A0 at both ends. */
base_str base_str_trim(base_str text);

#define BASE_STR_NONE ((size_t)-1)

#endif
