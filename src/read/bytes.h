/* read/bytes.h: little-endian numbers at an offset; 0 where the bytes end before. */
#ifndef READ_BYTES_H
#define READ_BYTES_H

#include <stdint.h>

#include "base/str.h"

static inline uint32_t read_u8(base_str bytes, size_t at)
{
    return at < bytes.len ? (unsigned char)bytes.ptr[at] : 0;
}

static inline uint32_t read_u16(base_str bytes, size_t at)
{
    if (bytes.len < 2 || at > bytes.len - 2)
        return 0;
    const unsigned char *from = (const unsigned char *)bytes.ptr + at;
    return (uint32_t)from[0] | (uint32_t)from[1] << 8;
}

static inline uint32_t read_u32(base_str bytes, size_t at)
{
    if (bytes.len < 4 || at > bytes.len - 4)
        return 0;
    return read_u16(bytes, at) | read_u16(bytes, at + 2) << 16;
}

/* The piece of `length` bytes at an offset, shorter where the bytes end before. */
static inline base_str read_piece(base_str bytes, size_t at, size_t length)
{
    if (at >= bytes.len)
        return base_str_n(NULL, 0);
    return base_str_n(bytes.ptr + at, length < bytes.len - at ? length : bytes.len - at);
}

#endif
