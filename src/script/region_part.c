/* Which blocks are written to in some runs only: told by who can reach them. */
#include <stdlib.h>

#include "script/region_layout.h"

/* ---- ranges ---- */

/* Adds bytes behind those that are there, with the short gap before them. */
static int add_range(script_region_ranges *list, size_t start, size_t length)
{
    script_region_range *last = list->count > 0 ? &list->items[list->count - 1] : NULL;
    if (last != NULL && start - last->start - last->length < SMALLEST_GAP * ALIGNMENT) {
        last->length = start + length - last->start;
        return 0;
    }
    if (list->count == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 16;
        script_region_range *items = realloc(list->items, cap * sizeof(*items));
        if (items == NULL)
            return -1;
        list->items = items;
        list->cap = cap;
    }
    list->items[list->count++] = (script_region_range){start, length};
    return 0;
}

int script_region_gather(script_region_images *copies)
{
    copies->shared.count = 0;
    for (size_t i = 0; i < copies->granules; i++)
        if (copies->owners[i] == SHARED &&
            add_range(&copies->shared, i * ALIGNMENT, ALIGNMENT) != 0)
            return -1;
    return 0;
}

/* ---- recording ---- */

void script_region_record_block(script_region *region, const void *block, size_t size)
{
    script_region_images *copies = region->images;
    script_region_parts *parts = &copies->parts;
    size_t first = (size_t)((const char *)block - region->changing.start) / ALIGNMENT;
    size_t count = script_region_round(size) / ALIGNMENT;
    if (first + count > copies->granules)
        return;
    if (parts->block_count == parts->block_cap) {
        size_t cap = parts->block_cap ? parts->block_cap * 2 : 256;
        script_region_block *blocks = realloc(parts->blocks, cap * sizeof(*blocks));
        if (blocks == NULL)
            return; /* it stays one that all runs may write to */
        parts->blocks = blocks;
        parts->block_cap = cap;
    }
    parts->blocks[parts->block_count++] =
        (script_region_block){.first = (uint32_t)first, .count = (uint32_t)count};
    memset(copies->owners + first, RECORDED, count);
}

static int by_place(const void *a, const void *b)
{
    const script_region_block *left = a, *right = b;
    return (left->first > right->first) - (left->first < right->first);
}

int script_region_record(script_region *region, int on)
{
    script_region_images *copies = region->images;
    script_region_parts *parts = &copies->parts;
    parts->recording = on;
    if (on || parts->block_count == 0)
        return 0;
    qsort(parts->blocks, parts->block_count, sizeof(*parts->blocks), by_place);
    parts->numbers = calloc(copies->granules, sizeof(*parts->numbers));
    for (size_t i = 0; parts->numbers != NULL && i < parts->block_count; i++)
        for (size_t k = 0; k < parts->blocks[i].count; k++)
            parts->numbers[parts->blocks[i].first + k] = (uint32_t)i + 1;
    return parts->numbers != NULL ? 0 : -1;
}

/* ---- reaching ---- */

/* The recorded block that holds the place; NULL: none. */
static const script_region_block *block_at(const script_region *region, const void *place)
{
    const script_region_parts *parts = &region->images->parts;
    size_t granule = (size_t)((const char *)place - region->changing.start) / ALIGNMENT;
    if ((const char *)place < region->changing.start || granule >= region->images->granules ||
        parts->numbers == NULL || parts->numbers[granule] == 0)
        return NULL;
    return &parts->blocks[parts->numbers[granule] - 1];
}

static script_region_set *set_of(script_region_parts *parts, unsigned number)
{
    if (number >= parts->set_count) {
        size_t count = (size_t)number + 1;
        script_region_set *sets = realloc(parts->sets, count * sizeof(*sets));
        if (sets == NULL)
            return NULL;
        memset(sets + parts->set_count, 0, (count - parts->set_count) * sizeof(*sets));
        parts->sets = sets;
        parts->set_count = count;
    }
    return &parts->sets[number];
}

static void mark(script_region_parts *parts, unsigned number, const script_region_block *block)
{
    size_t at = (size_t)(block - parts->blocks);
    script_region_set *set = set_of(parts, number);
    if (set != NULL && set->blocks == NULL)
        set->blocks = calloc(parts->block_count / 64 + 1, sizeof(*set->blocks));
    if (set == NULL || set->blocks == NULL)
        parts->failed = 1;
    else
        set->blocks[at / 64] |= (uint64_t)1 << at % 64;
}

int script_region_is_recorded(const script_region *region, const void *place)
{
    return block_at(region, place) != NULL;
}

void script_region_reach(script_region *region, unsigned set, const void *place)
{
    script_region_parts *parts = &region->images->parts;
    const script_region_block *block = block_at(region, place);
    if (block == NULL)
        return;
    mark(parts, set, block);
    const char *words = region->changing.start + (size_t)block->first * ALIGNMENT;
    for (size_t at = 0; at < block->count * ALIGNMENT; at += sizeof(void *)) {
        const char *to;
        memcpy(&to, words + at, sizeof(to));
        const script_region_block *other = block_at(region, to);
        if (other != NULL && region->changing.start + (size_t)other->first * ALIGNMENT == to)
            mark(parts, set, other);
    }
}

/* ---- splitting ---- */

static int gather_set(const script_region_parts *parts, script_region_set *set)
{
    int code = 0;
    for (size_t i = 0; set->blocks != NULL && i <= parts->block_count / 64; i++) {
        for (uint64_t bits = set->blocks[i]; code == 0 && bits != 0; bits &= bits - 1) {
            const script_region_block *block =
                &parts->blocks[i * 64 + (size_t)__builtin_ctzll(bits)];
            code = add_range(&set->ranges, (size_t)block->first * ALIGNMENT,
                             (size_t)block->count * ALIGNMENT);
        }
    }
    free(set->blocks);
    set->blocks = NULL;
    return code;
}

void script_region_forget_parts(script_region_images *copies)
{
    script_region_parts *parts = &copies->parts;
    for (size_t i = 0; i < parts->set_count; i++) {
        free(parts->sets[i].blocks);
        free(parts->sets[i].ranges.items);
    }
    free(parts->sets);
    free(parts->blocks);
    free(parts->numbers);
    memset(parts, 0, sizeof(*parts));
}

int script_region_split(script_region *region, unsigned sets)
{
    script_region_images *copies = region->images;
    script_region_parts *parts = &copies->parts;
    int code = parts->failed || (sets > 0 && set_of(parts, sets - 1) == NULL) ? -1 : 0;
    for (size_t i = 0; code == 0 && i < parts->set_count; i++)
        code = gather_set(parts, &parts->sets[i]);
    if (code == 0)
        code = script_region_gather(copies);
    free(parts->blocks);
    free(parts->numbers);
    parts->blocks = NULL;
    parts->numbers = NULL;
    parts->block_count = parts->block_cap = 0;
    return code;
}

void script_region_unsplit(script_region *region)
{
    script_region_images *copies = region->images;
    script_region_forget_parts(copies);
    for (size_t i = 0; i < copies->granules; i++)
        if (copies->owners[i] == RECORDED)
            copies->owners[i] = SHARED;
    if (script_region_gather(copies) != 0)
        copies->unknown = 1;
}

void script_region_touch(script_region *region, unsigned set)
{
    script_region_parts *parts = &region->images->parts;
    if (parts->sets == NULL)
        return;
    if (set >= parts->set_count || parts->touched_count == MOST_TOUCHED)
        region->images->disturbed = 1;
    else
        parts->touched[parts->touched_count++] = set;
}
