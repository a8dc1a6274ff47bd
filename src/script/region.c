#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE */

#include <stdlib.h>
#include <sys/mman.h>

#include "script/region_layout.h"

#define SLAB 8192u
#define BIN_FIRST_POWER 9u /* blocks of 512 bytes go to the first bin */

script_region *script_region_new(size_t size)
{
    script_region_images *copies = calloc(1, sizeof(*copies));
    size = (size + 65535u) & ~(size_t)65535u;
    void *memory = mmap(NULL, 2 * size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (copies == NULL || memory == MAP_FAILED) {
        free(copies);
        if (memory != MAP_FAILED)
            munmap(memory, 2 * size);
        return NULL;
    }
    script_region *region = memory;
    region->images = copies;
    region->limit = size;
    region->changing = (script_region_half){
        .start = memory, .size = size, .top = script_region_round(sizeof(*region))};
    region->fixed = (script_region_half){.start = (char *)memory + size, .size = size};
    region->changing.peak = region->changing.top;
    return region;
}

void script_region_free(script_region *region)
{
    if (region == NULL)
        return;
    free(region->images->first.bytes);
    free(region->images->second.bytes);
    free(region->images->owners);
    free(region->images->shared.items);
    script_region_forget_parts(region->images);
    free(region->images);
    munmap(region, 2 * region->changing.size);
}

void script_region_limit(script_region *region, size_t bytes)
{
    region->limit = bytes < region->changing.size ? bytes : region->changing.size;
}

size_t script_region_used(const script_region *region)
{
    return region->changing.top + region->fixed.top;
}

static script_region_half *half_of(script_region *region, const void *block)
{
    return (const char *)block < region->fixed.start ? &region->changing : &region->fixed;
}

/* ---- large blocks ---- */

static script_region_head *after(const script_region_half *part, script_region_head *block)
{
    char *next = (char *)block + script_region_size(block);
    return next == part->start + part->top ? NULL : (script_region_head *)(void *)next;
}

/* Four bins to each power of two. Every block of a bin is at least as large as its lower bound. */
static unsigned bin_of(size_t size)
{
    unsigned power = 63u - (unsigned)__builtin_clzll((unsigned long long)size);
    unsigned quarter = (unsigned)(size >> (power - 2u)) & 3u;
    unsigned bin = (power - BIN_FIRST_POWER) * 4u + quarter;
    return bin < BINS ? bin : BINS - 1u;
}

static void bin_put(script_region_half *part, script_region_head *block)
{
    unsigned bin = bin_of(script_region_size(block));
    script_region_links *own = script_region_links_of(block);
    own->previous = NULL;
    own->next = part->bins[bin];
    if (own->next != NULL)
        script_region_links_of(own->next)->previous = block;
    part->bins[bin] = block;
    part->filled[bin / 64u] |= (uint64_t)1 << (bin % 64u);
}

static void bin_take(script_region_half *part, script_region_head *block)
{
    unsigned bin = bin_of(script_region_size(block));
    script_region_links *own = script_region_links_of(block);
    if (own->next != NULL)
        script_region_links_of(own->next)->previous = own->previous;
    if (own->previous != NULL)
        script_region_links_of(own->previous)->next = own->next;
    else
        part->bins[bin] = own->next;
    if (part->bins[bin] == NULL)
        part->filled[bin / 64u] &= ~((uint64_t)1 << (bin % 64u));
}

/* A free block that holds `size`, out of its bin; NULL if there is none. */
static script_region_head *bin_find(script_region_half *part, size_t size)
{
    unsigned bin = bin_of(size);
    script_region_head *first = part->bins[bin];
    if (first != NULL && script_region_size(first) >= size) {
        bin_take(part, first);
        return first;
    }
    for (unsigned word = (bin + 1u) / 64u; word < BINS / 64u; word++) {
        uint64_t bits = part->filled[word];
        if (word == (bin + 1u) / 64u)
            bits &= ~(uint64_t)0 << ((bin + 1u) % 64u);
        if (bits == 0)
            continue;
        script_region_head *block = part->bins[word * 64u + (unsigned)__builtin_ctzll(bits)];
        if (script_region_size(block) < size)
            return NULL; /* only in the last bin, which has no upper bound */
        bin_take(part, block);
        return block;
    }
    return NULL;
}

/* Gives a block's bytes from `size` on back, if that is worth a block of its own. */
static void trim(script_region_half *part, script_region_head *block, size_t size);

static void release_large(script_region_half *part, script_region_head *block)
{
    size_t size = script_region_size(block);
    script_region_head *next = after(part, block);
    if (next != NULL && !(next->size_use & IN_USE)) {
        bin_take(part, next);
        size += script_region_size(next);
    }
    if (block->before != 0) {
        script_region_head *previous =
            (script_region_head *)(void *)((char *)block - block->before);
        if (!(previous->size_use & IN_USE)) {
            bin_take(part, previous);
            size += script_region_size(previous);
            block = previous;
        }
    }
    block->size_use = size;
    next = after(part, block);
    if (next != NULL) {
        next->before = size;
        bin_put(part, block);
    } else {
        part->top -= size;
        part->last = block->before;
    }
}

static void trim(script_region_half *part, script_region_head *block, size_t size)
{
    size_t whole = script_region_size(block);
    if (whole - size < SMALL_LARGEST + sizeof(script_region_head))
        return;
    script_region_head *rest = (script_region_head *)(void *)((char *)block + size);
    rest->size_use = (whole - size) | IN_USE;
    rest->before = size;
    block->size_use = size | IN_USE;
    script_region_head *next = after(part, rest);
    if (next != NULL)
        next->before = whole - size;
    else
        part->last = whole - size;
    release_large(part, rest);
}

static int grow_top(script_region *region, script_region_half *part, size_t size)
{
    size_t used = script_region_used(region);
    if (region->limit < used || region->limit - used < size || part->size - part->top < size)
        return -1;
    part->top += size;
    if (part->top > part->peak)
        part->peak = part->top;
    return 0;
}

static size_t large_size(size_t size)
{
    size_t need = script_region_round(size) + sizeof(script_region_head);
    return need < SMALL_LARGEST + sizeof(script_region_head)
               ? SMALL_LARGEST + sizeof(script_region_head)
               : need;
}

static void *alloc_large(script_region *region, script_region_half *part, size_t size)
{
    if (size > part->size)
        return NULL;
    size_t need = large_size(size);
    script_region_head *block = bin_find(part, need);
    if (block != NULL) {
        block->size_use |= IN_USE;
        trim(part, block, need);
        return block + 1;
    }
    block = (script_region_head *)(void *)(part->start + part->top);
    if (grow_top(region, part, need) != 0)
        return NULL;
    block->size_use = need | IN_USE;
    block->before = part->last;
    part->last = need;
    return block + 1;
}

/* Makes a large block larger where it lies. 1 if it could. */
static int extend(script_region *region, script_region_half *part, script_region_head *block,
                  size_t need)
{
    size_t whole = script_region_size(block);
    script_region_head *next = after(part, block);
    if (next == NULL) {
        if (grow_top(region, part, need - whole) != 0)
            return 0;
        block->size_use = need | IN_USE;
        part->last = need;
        return 1;
    }
    if ((next->size_use & IN_USE) || whole + script_region_size(next) < need)
        return 0;
    bin_take(part, next);
    block->size_use = (whole + script_region_size(next)) | IN_USE;
    next = after(part, block);
    if (next != NULL)
        next->before = script_region_size(block);
    else
        part->last = script_region_size(block);
    trim(part, block, need);
    return 1;
}

/* ---- small blocks ---- */

/* A block from what is at hand; NULL: there is none. */
static void *take_small(script_region_half *part, size_t class)
{
    script_region_small *block = part->lists[class];
    size_t need = class * ALIGNMENT;
    if (block != NULL) {
        part->lists[class] = block->next;
        return block;
    }
    if (part->slab_left < need)
        return NULL;
    void *fresh = part->slab;
    part->slab += need;
    part->slab_left -= need;
    return fresh;
}

static void *alloc_small(script_region *region, script_region_half *part, size_t size)
{
    size_t class = (size + ALIGNMENT - 1) / ALIGNMENT;
    size_t need = class * ALIGNMENT;
    if (part->lists[class] == NULL && part->slab_left < need) {
        char *slab = alloc_large(region, part, SLAB);
        if (slab == NULL)
            return NULL;
        part->slab = slab;
        part->slab_left = SLAB;
    }
    return take_small(part, class);
}

static void release_small(script_region_half *part, void *block, size_t size)
{
    size_t class = (size + ALIGNMENT - 1) / ALIGNMENT;
    script_region_small *freed = block;
    freed->next = part->lists[class];
    part->lists[class] = freed;
}

/* ---- both ---- */

/* 1 if the block is one of those that stay as they are. */
static int is_kept(const script_region_half *part, const void *block)
{
    return (size_t)((const char *)block - part->start) < part->kept;
}

static void note_change(script_region *region, const script_region_half *part, const void *block)
{
    if (part == &region->fixed && block != NULL && script_region_keeps(region, block))
        region->images->disturbed = 1;
}

static void *alloc_in(script_region *region, script_region_half *part, size_t size)
{
    if (size == 0)
        return NULL;
    void *block =
        size <= SMALL_LARGEST ? alloc_small(region, part, size) : alloc_large(region, part, size);
    note_change(region, part, block);
    return block;
}

void *script_region_alloc(script_region *region, size_t size)
{
    return alloc_in(region, &region->changing, size);
}

void *script_region_alloc_fixed(script_region *region, size_t size)
{
    return alloc_in(region, &region->fixed, size);
}

void script_region_release(script_region *region, void *block, size_t size)
{
    if (block == NULL || size == 0)
        return;
    script_region_half *part = half_of(region, block);
    note_change(region, part, block);
    if (part == &region->changing && region->images->parts.recording)
        script_region_record_block(region, block, size);
    if (is_kept(part, block)) {
        region->images->layers.moved |= part == &region->changing;
        return;
    }
    if (size <= SMALL_LARGEST)
        release_small(part, block, size);
    else
        release_large(part, (script_region_head *)block - 1);
}

void *script_region_take(script_region *region, size_t size)
{
    size_t class = (size + ALIGNMENT - 1) / ALIGNMENT;
    return class - 1 < SMALL_CLASSES ? take_small(&region->changing, class) : NULL;
}

int script_region_drop(script_region *region, void *block, size_t size)
{
    script_region_half *part = &region->changing;
    if (size - 1 >= SMALL_LARGEST || (char *)block >= region->fixed.start || is_kept(part, block) ||
        region->images->parts.recording)
        return 0;
    release_small(part, block, size);
    return 1;
}

/* 1 if a block fits its new size where it lies. */
static int resize_in_place(script_region *region, void *block, size_t old_size, size_t size)
{
    script_region_half *part = half_of(region, block);
    if (is_kept(part, block))
        return size <= old_size; /* its end stays with it */
    if (old_size <= SMALL_LARGEST)
        return size <= SMALL_LARGEST &&
               (size + ALIGNMENT - 1) / ALIGNMENT == (old_size + ALIGNMENT - 1) / ALIGNMENT;
    if (size <= SMALL_LARGEST || size > part->size)
        return 0;
    script_region_head *large = (script_region_head *)block - 1;
    size_t need = large_size(size);
    if (need > script_region_size(large))
        return extend(region, part, large, need);
    trim(part, large, need);
    return 1;
}

void *script_region_realloc(script_region *region, void *block, size_t old_size, size_t size)
{
    if (block == NULL || old_size == 0)
        return script_region_alloc(region, size);
    if (size == 0) {
        script_region_release(region, block, old_size);
        return NULL;
    }
    script_region_half *part = half_of(region, block);
    note_change(region, part, block);
    if (resize_in_place(region, block, old_size, size))
        return block;
    void *fresh = alloc_in(region, part, size);
    if (fresh == NULL)
        return size < old_size ? block : NULL; /* it stays a larger block than is remembered */
    memcpy(fresh, block, old_size < size ? old_size : size);
    script_region_release(region, block, old_size);
    return fresh;
}

void script_region_disturb(script_region *region)
{
    region->images->disturbed = 1;
}
