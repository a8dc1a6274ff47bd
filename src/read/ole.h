/* read/ole.h: OLE2 compound files (MS-CFB), the container of .doc, .xls, .wps and of encrypted OOXML.
 *
 * Only what readers need: the streams of the root storage, by name. Every number of the file is
 * checked; sector chains are bounded by the file's size, so a loop ends with an error. Of a file
 * that is cut off, the streams' readable heads are given and `truncated` is set.
 * Ownership: all in the arena given; `bytes` must outlive it. */
#ifndef READ_OLE_H
#define READ_OLE_H

#include <hecha.h>

#include "base/arena.h"

#define READ_OLE_MAX_ENTRIES 4096u

typedef struct read_ole_entry {
    char name[33]; /* ASCII; other characters as '?' */
    int stream;    /* 0: a storage */
    uint32_t start;
    uint64_t size;
} read_ole_entry;

typedef struct read_ole {
    base_str bytes;
    uint32_t sector_size;
    uint32_t mini_size;
    uint32_t mini_cutoff;
    uint32_t sectors; /* in the file */
    uint32_t *fat;
    uint32_t fat_count;
    uint32_t *mini_fat;
    uint32_t mini_fat_count;
    base_str mini_stream;
    read_ole_entry *entries; /* of the root storage */
    size_t count;
    int truncated;
} read_ole;

/* 1 if the bytes start as a compound file. */
int read_ole_is(base_str bytes);
/* HECHA_E_FORMAT if it is damaged beyond use. */
int read_ole_open(base_arena *arena, base_str bytes, read_ole *out, hecha_err *err);
/* The entry, or NULL. Names compare without regard to ASCII case. */
const read_ole_entry *read_ole_find(const read_ole *ole, const char *name);
/* The whole stream, in one piece; shorter than its size only if the file is truncated. */
int read_ole_stream(base_arena *arena, read_ole *ole, const read_ole_entry *entry, base_str *out,
                    hecha_err *err);

#endif
