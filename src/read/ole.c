#include "read/ole.h"

#include <strings.h>

#include "base/err.h"
#include "base/vec.h"
#include "read/bytes.h"

#define HEADER 512u
#define LAST_SECTOR 0xFFFFFFFAu /* chain values from here on are marks, not sectors */
#define NO_ENTRY 0xFFFFFFFFu
#define ENTRY_SIZE 128u

int read_ole_is(base_str bytes)
{
    return bytes.len >= 8 && memcmp(bytes.ptr, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
}

static int damaged(hecha_err *err)
{
    return base_err(err, HECHA_E_FORMAT, MSG_OLE_DAMAGED, NULL);
}

/* The bytes of a sector; shorter at the end of a file that is not padded (which loses nothing if
 * the stream ends there, as read_chain judges), none past it. */
static base_str sector(read_ole *ole, uint32_t number)
{
    uint64_t start = ((uint64_t)number + 1) * ole->sector_size;
    if (start >= ole->bytes.len) {
        ole->truncated = 1;
        return base_str_n(NULL, 0);
    }
    size_t length = ole->bytes.len - (size_t)start;
    if (length > ole->sector_size)
        length = ole->sector_size;
    return base_str_n(ole->bytes.ptr + start, length);
}

static int read_header(read_ole *ole, hecha_err *err)
{
    base_str bytes = ole->bytes;
    if (!read_ole_is(bytes) || bytes.len < HEADER)
        return damaged(err);
    uint32_t shift = read_u16(bytes, 0x1E), mini_shift = read_u16(bytes, 0x20);
    if ((shift != 9 && shift != 12) || mini_shift < 3 || mini_shift > shift)
        return damaged(err);
    ole->sector_size = 1u << shift;
    ole->mini_size = 1u << mini_shift;
    ole->mini_cutoff = read_u32(bytes, 0x38);
    uint64_t sectors = bytes.len > ole->sector_size ? (bytes.len - 1) / ole->sector_size : 0;
    if (sectors == 0 || sectors >= LAST_SECTOR)
        return damaged(err);
    ole->sectors = (uint32_t)sectors;
    return 0;
}

/* Copies a FAT sector's entries behind those read so far. */
static void add_fat_sector(read_ole *ole, uint32_t number)
{
    base_str data = sector(ole, number);
    for (size_t at = 0; at + 4 <= data.len && ole->fat_count < ole->sectors; at += 4)
        ole->fat[ole->fat_count++] = read_u32(data, at);
}

/* The FAT's own sectors are listed in the header and in a chain of DIFAT sectors. */
static int read_fat(base_arena *arena, read_ole *ole, hecha_err *err)
{
    ole->fat = base_arena_array(arena, ole->sectors, sizeof(uint32_t));
    if (ole->fat == NULL)
        return base_err_memory(err);
    for (size_t i = 0; i < 109; i++) {
        uint32_t number = read_u32(ole->bytes, 0x4C + 4 * i);
        if (number < ole->sectors)
            add_fat_sector(ole, number);
    }
    uint32_t next = read_u32(ole->bytes, 0x44);
    size_t links = ole->sector_size / 4 - 1;
    for (uint32_t steps = 0; next < ole->sectors; steps++) {
        if (steps > ole->sectors)
            return damaged(err);
        base_str data = sector(ole, next);
        for (size_t i = 0; i < links && (i + 1) * 4 <= data.len; i++) {
            uint32_t number = read_u32(data, i * 4);
            if (number < ole->sectors)
                add_fat_sector(ole, number);
        }
        next = data.len == ole->sector_size ? read_u32(data, links * 4) : NO_ENTRY;
    }
    return ole->fat_count > 0 ? 0 : damaged(err);
}

/* Length of a chain in entries of its table. One that is longer than the table loops. */
static int chain_length(const uint32_t *table, uint32_t entries, uint32_t start, uint64_t *length,
                        hecha_err *err)
{
    uint32_t count = 0;
    for (uint32_t next = start; next < entries; next = table[next])
        if (++count > entries)
            return base_err(err, HECHA_E_FORMAT, MSG_OLE_LOOP, NULL);
    *length = count;
    return 0;
}

/* A chain of sectors in one piece, at most `size` bytes. A chain that loops is an
 * error; one that ends before `size` marks the file as cut off. */
static int read_chain(base_arena *arena, read_ole *ole, uint32_t start, uint64_t size,
                      base_str *out, hecha_err *err)
{
    uint64_t most = (uint64_t)ole->sectors * ole->sector_size;
    if (size > most) {
        size = most;
        ole->truncated = 1;
    }
    uint64_t links = 0;
    int status = chain_length(ole->fat, ole->fat_count, start, &links, err);
    if (status != 0)
        return status;
    char *data = base_arena_alloc(arena, (size_t)size + 1);
    size_t have = 0;
    if (data == NULL)
        return base_err_memory(err);
    for (uint32_t next = start; have < size && next < LAST_SECTOR; next = ole->fat[next]) {
        base_str piece = sector(ole, next);
        size_t length = piece.len < size - have ? piece.len : (size_t)size - have;
        if (length > 0)
            memcpy(data + have, piece.ptr, length);
        have += length;
        if (piece.len < ole->sector_size || next >= ole->fat_count)
            break;
    }
    if (have < size)
        ole->truncated = 1;
    *out = base_str_n(data, have);
    return 0;
}

static void read_name(base_str entry, char name[33])
{
    size_t length = read_u16(entry, 0x40) / 2;
    size_t count = length > 0 && length <= 32 ? length - 1 : 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t unit = read_u16(entry, 2 * i);
        name[i] = unit >= 32 && unit < 127 ? (char)unit : '?';
    }
    name[count] = '\0';
}

/* Walks the root storage's tree of siblings, which a damaged file may make a loop: each entry is
 * taken once. */
static int list_root(base_arena *arena, read_ole *ole, base_str directory, hecha_err *err)
{
    size_t total = directory.len / ENTRY_SIZE;
    if (total == 0)
        return damaged(err);
    if (total > READ_OLE_MAX_ENTRIES)
        total = READ_OLE_MAX_ENTRIES;
    char *seen = base_arena_zalloc(arena, total);
    uint32_t *stack = base_arena_array(arena, total + 1, sizeof(uint32_t));
    base_vec entries;
    size_t depth = 0;
    base_vec_init(&entries, sizeof(read_ole_entry));
    if (seen == NULL || stack == NULL)
        return base_err_memory(err);
    stack[depth++] = read_u32(directory, 0x4C);
    while (depth > 0) {
        uint32_t index = stack[--depth];
        if (index >= total || seen[index])
            continue;
        seen[index] = 1;
        base_str raw = base_str_n(directory.ptr + (size_t)index * ENTRY_SIZE, ENTRY_SIZE);
        read_ole_entry *entry = base_vec_push(&entries, arena);
        if (entry == NULL)
            return base_err_memory(err);
        read_name(raw, entry->name);
        entry->stream = raw.ptr[0x42] == 2;
        entry->start = read_u32(raw, 0x74);
        entry->size = read_u32(raw, 0x78);
        /* Two places are free at least: each step takes one entry for good and adds two. */
        for (size_t side = 0x44; side <= 0x48; side += 4)
            if (depth < total && read_u32(raw, side) < total)
                stack[depth++] = read_u32(raw, side);
    }
    ole->entries = entries.items;
    ole->count = entries.count;
    return 0;
}

static int read_mini_fat(base_arena *arena, read_ole *ole, base_str root, hecha_err *err)
{
    uint64_t size = 0;
    uint32_t start = read_u32(ole->bytes, 0x3C);
    base_str table = {NULL, 0};
    int status =
        read_chain(arena, ole, read_u32(root, 0x74), read_u32(root, 0x78), &ole->mini_stream, err);
    if (status == 0)
        status = chain_length(ole->fat, ole->fat_count, start, &size, err);
    if (status == 0)
        status = read_chain(arena, ole, start, size * ole->sector_size, &table, err);
    if (status != 0)
        return status;
    ole->mini_fat_count = (uint32_t)(table.len / 4);
    ole->mini_fat = base_arena_array(arena, ole->mini_fat_count + 1, sizeof(uint32_t));
    if (ole->mini_fat == NULL)
        return base_err_memory(err);
    for (uint32_t i = 0; i < ole->mini_fat_count; i++)
        ole->mini_fat[i] = read_u32(table, (size_t)i * 4);
    return 0;
}

int read_ole_open(base_arena *arena, base_str bytes, read_ole *out, hecha_err *err)
{
    uint64_t size = 0;
    base_str directory = {NULL, 0};
    memset(out, 0, sizeof(*out));
    out->bytes = bytes;
    int status = read_header(out, err);
    if (status == 0)
        status = read_fat(arena, out, err);
    if (status == 0)
        status = chain_length(out->fat, out->fat_count, read_u32(bytes, 0x30), &size, err);
    if (status == 0)
        status =
            read_chain(arena, out, read_u32(bytes, 0x30), size * out->sector_size, &directory, err);
    if (status == 0)
        status = list_root(arena, out, directory, err);
    if (status == 0)
        status = read_mini_fat(arena, out, base_str_n(directory.ptr, ENTRY_SIZE), err);
    return status;
}

const read_ole_entry *read_ole_find(const read_ole *ole, const char *name)
{
    for (size_t i = 0; i < ole->count; i++)
        if (strcasecmp(ole->entries[i].name, name) == 0)
            return &ole->entries[i];
    return NULL;
}

static int read_mini_chain(base_arena *arena, read_ole *ole, const read_ole_entry *entry,
                           base_str *out, hecha_err *err)
{
    uint64_t size = entry->size < ole->mini_stream.len ? entry->size : ole->mini_stream.len;
    uint64_t links = 0;
    int status = chain_length(ole->mini_fat, ole->mini_fat_count, entry->start, &links, err);
    if (status != 0)
        return status;
    char *data = base_arena_alloc(arena, (size_t)size + 1);
    size_t have = 0;
    if (data == NULL)
        return base_err_memory(err);
    for (uint32_t next = entry->start; have < size && next < LAST_SECTOR;
         next = ole->mini_fat[next]) {
        uint64_t start = (uint64_t)next * ole->mini_size;
        if (start >= ole->mini_stream.len)
            break;
        size_t length = ole->mini_stream.len - (size_t)start;
        length = length < ole->mini_size ? length : ole->mini_size;
        length = length < size - have ? length : (size_t)size - have;
        memcpy(data + have, ole->mini_stream.ptr + start, length);
        have += length;
        if (next >= ole->mini_fat_count)
            break;
    }
    if (have < entry->size)
        ole->truncated = 1;
    *out = base_str_n(data, have);
    return 0;
}

int read_ole_stream(base_arena *arena, read_ole *ole, const read_ole_entry *entry, base_str *out,
                    hecha_err *err)
{
    if (entry->size < ole->mini_cutoff)
        return read_mini_chain(arena, ole, entry, out, err);
    return read_chain(arena, ole, entry->start, entry->size, out, err);
}
