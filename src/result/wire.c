#include "result/wire.h"

#include <string.h>

#include "text/utf8.h"

void result_put_u8(base_buf *out, unsigned number)
{
    base_buf_add_byte(out, (char)(unsigned char)number);
}

static void set_u32(char *room, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        room[i] = (char)(unsigned char)(number >> (8 * i));
}

/* What was put into the room is part of the buffer. */
static void keep(base_buf *out, size_t length)
{
    out->len += length;
    out->ptr[out->len] = '\0';
}

void result_put_u32(base_buf *out, uint32_t number)
{
    char *room = base_buf_reserve(out, 4);
    if (room == NULL)
        return;
    set_u32(room, number);
    keep(out, 4);
}

/* Lengths and counts. One that does not fit makes the whole frame fail, as lack of memory does. */
void result_put_size(base_buf *out, size_t number)
{
    if (number > UINT32_MAX)
        out->failed = 1;
    result_put_u32(out, (uint32_t)number);
}

void result_put_str(base_buf *out, base_str text)
{
    if (text.len > UINT32_MAX)
        out->failed = 1;
    char *room = base_buf_reserve(out, 4 + text.len);
    if (room == NULL)
        return;
    set_u32(room, (uint32_t)text.len);
    if (text.len > 0)
        memcpy(room + 4, text.ptr, text.len);
    keep(out, 4 + text.len);
}

void result_put_strs(base_buf *out, const base_str *items, size_t count)
{
    result_put_size(out, count);
    for (size_t i = 0; i < count; i++)
        result_put_str(out, items[i]);
}

/* Only what applies is written, after a mask; the path is nearly always the report's. */
void result_put_place(base_buf *out, const base_place *place, base_str path)
{
    const base_str texts[] = {place->path, place->part, place->ref, place->text};
    const uint32_t numbers[] = {place->page,      place->sheet, place->table,
                                place->paragraph, place->block, place->line,
                                place->column,    place->row,   place->cell};
    uint32_t mask = 0;
    for (size_t i = 0; i < RESULT_PLACE_TEXTS; i++)
        mask |= (uint32_t)(texts[i].len > 0) << i;
    for (size_t i = 0; i < RESULT_PLACE_NUMBERS; i++)
        mask |= (uint32_t)(numbers[i] > 0) << (RESULT_PLACE_TEXTS + i);
    if ((mask & 1) && base_str_eq(place->path, path))
        mask = (mask & ~1u) | RESULT_PLACE_SAME_PATH;
    result_put_u32(out, mask);
    for (size_t i = 0; i < RESULT_PLACE_TEXTS; i++)
        if (mask & (1u << i))
            result_put_str(out, texts[i]);
    for (size_t i = 0; i < RESULT_PLACE_NUMBERS; i++)
        if (mask & (1u << (RESULT_PLACE_TEXTS + i)))
            result_put_u32(out, numbers[i]);
}

int result_stopped(const result_cursor *from)
{
    return from->bad || from->no_memory;
}

static const unsigned char *take(result_cursor *from, size_t length)
{
    if (result_stopped(from) || length > from->in.len - from->at) {
        from->bad = 1;
        return NULL;
    }
    const char *bytes = from->in.ptr + from->at;
    from->at += length;
    return (const unsigned char *)bytes;
}

uint32_t result_take_u32(result_cursor *from)
{
    const unsigned char *bytes = take(from, 4);
    if (bytes == NULL)
        return 0;
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* A number from `least` to `most`. */
unsigned result_take_enum(result_cursor *from, unsigned least, unsigned most)
{
    const unsigned char *byte = take(from, 1);
    if (byte == NULL)
        return least;
    if (*byte < least || *byte > most) {
        from->bad = 1;
        return least;
    }
    return *byte;
}

/* A path is bytes, as the file system has it. */
base_str result_take_bytes(result_cursor *from)
{
    uint32_t length = result_take_u32(from);
    const unsigned char *bytes = take(from, length);
    return bytes == NULL || length == 0 ? base_str_n(NULL, 0)
                                        : base_str_n((const char *)bytes, length);
}

base_str result_take_str(result_cursor *from)
{
    base_str text = result_take_bytes(from);
    if (text.len > 0 && text_utf8_invalid(text) != BASE_STR_NONE) {
        from->bad = 1;
        return base_str_n(NULL, 0);
    }
    return text;
}

/* A count and zeroed room for the items, which take at least `least` bytes each in the frame. */
void *result_take_array(result_cursor *from, size_t least, size_t size, size_t *count)
{
    uint32_t number = result_take_u32(from);
    *count = 0;
    if (result_stopped(from) || number == 0)
        return NULL;
    if (number > (from->in.len - from->at) / least) {
        from->bad = 1;
        return NULL;
    }
    void *items = base_arena_array(from->arena, number, size);
    if (items == NULL) {
        from->no_memory = 1;
        return NULL;
    }
    *count = number;
    return items;
}

base_str *result_take_strs(result_cursor *from, size_t *count)
{
    base_str *items = result_take_array(from, RESULT_MIN_TEXT, sizeof(*items), count);
    for (size_t i = 0; i < *count; i++)
        items[i] = result_take_str(from);
    return items;
}

void result_take_place(result_cursor *from, base_place *place)
{
    base_str *texts[] = {&place->part, &place->ref, &place->text};
    uint32_t *numbers[] = {&place->page,      &place->sheet, &place->table,
                           &place->paragraph, &place->block, &place->line,
                           &place->column,    &place->row,   &place->cell};
    uint32_t mask = result_take_u32(from);
    if (mask >= RESULT_PLACE_SAME_PATH << 1 ||
        (mask & (RESULT_PLACE_SAME_PATH | 1u)) == (RESULT_PLACE_SAME_PATH | 1u))
        from->bad = 1;
    if (mask & RESULT_PLACE_SAME_PATH)
        place->path = from->path;
    else if (mask & 1u)
        place->path = result_take_bytes(from);
    for (size_t i = 1; i < RESULT_PLACE_TEXTS; i++)
        if (mask & (1u << i))
            *texts[i - 1] = result_take_str(from);
    for (size_t i = 0; i < RESULT_PLACE_NUMBERS; i++)
        if (mask & (1u << (RESULT_PLACE_TEXTS + i)))
            *numbers[i] = result_take_u32(from);
}
