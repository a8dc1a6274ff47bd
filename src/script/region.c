#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE, madvise */

#include "script/region.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ALIGNMENT 16u
#define SMALL_LARGEST 512u
#define SMALL_CLASSES (SMALL_LARGEST / ALIGNMENT)
#define SLAB 8192u
#define BINS 128u
#define BIN_FIRST_POWER 9u /* blocks of 512 bytes go to the first bin */
#define IN_USE 1u
#define KEEP_TOUCHED ((size_t)1 << 20) /* above the image; more is handed back */

/* Before each large block and each slab. Sizes include it and are multiples of ALIGNMENT. */
typedef struct head {
    size_t size_use; /* size, and IN_USE */
    size_t before;   /* size of the block before; 0: the first */
} head;

/* In the bytes of a free large block. */
typedef struct links {
    head *next, *previous;
} links;

typedef struct small {
    struct small *next;
} small;

/* A copy of the first `size` bytes of the region; size 0: none. */
typedef struct image {
    char *bytes;
    size_t size, cap;
} image;

/* Outside of the region, so that putting it back leaves them alone. */
typedef struct images {
    image first, second;
} images;

/* At the start of the mapping. */
struct script_region {
    size_t size;  /* of the mapping */
    size_t limit; /* no block ends after it */
    size_t top;   /* end of the last block */
    size_t peak;  /* highest top since the last restore */
    size_t last;  /* size of the last block */
    small *lists[SMALL_CLASSES + 1];
    char *slab; /* rest of the current slab */
    size_t slab_left;
    head *bins[BINS];
    uint64_t filled[BINS / 64];
    images *images;
};

static char *at(script_region *region, size_t offset)
{
    return (char *)region + offset;
}

static size_t round_up(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

script_region *script_region_new(size_t size)
{
    images *copies = calloc(1, sizeof(*copies));
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (copies == NULL || memory == MAP_FAILED) {
        free(copies);
        if (memory != MAP_FAILED)
            munmap(memory, size);
        return NULL;
    }
    script_region *region = memory;
    region->images = copies;
    region->size = size;
    region->limit = size;
    region->top = round_up(sizeof(*region));
    region->peak = region->top;
    return region;
}

void script_region_free(script_region *region)
{
    if (region == NULL)
        return;
    free(region->images->first.bytes);
    free(region->images->second.bytes);
    free(region->images);
    munmap(region, region->size);
}

void script_region_limit(script_region *region, size_t bytes)
{
    region->limit = bytes < region->size ? bytes : region->size;
}

size_t script_region_used(const script_region *region)
{
    return region->top;
}

/* ---- large blocks ---- */

static size_t block_size(const head *block)
{
    return block->size_use & ~(size_t)IN_USE;
}

static links *links_of(head *block)
{
    return (links *)(void *)(block + 1);
}

static head *after(script_region *region, head *block)
{
    char *next = (char *)block + block_size(block);
    return next == at(region, region->top) ? NULL : (head *)(void *)next;
}

/* Four bins to each power of two. Every block of a bin is at least as large as its lower bound. */
static unsigned bin_of(size_t size)
{
    unsigned power = 63u - (unsigned)__builtin_clzll((unsigned long long)size);
    unsigned quarter = (unsigned)(size >> (power - 2u)) & 3u;
    unsigned bin = (power - BIN_FIRST_POWER) * 4u + quarter;
    return bin < BINS ? bin : BINS - 1u;
}

static void bin_put(script_region *region, head *block)
{
    unsigned bin = bin_of(block_size(block));
    links *own = links_of(block);
    own->previous = NULL;
    own->next = region->bins[bin];
    if (own->next != NULL)
        links_of(own->next)->previous = block;
    region->bins[bin] = block;
    region->filled[bin / 64u] |= (uint64_t)1 << (bin % 64u);
}

static void bin_take(script_region *region, head *block)
{
    unsigned bin = bin_of(block_size(block));
    links *own = links_of(block);
    if (own->next != NULL)
        links_of(own->next)->previous = own->previous;
    if (own->previous != NULL)
        links_of(own->previous)->next = own->next;
    else
        region->bins[bin] = own->next;
    if (region->bins[bin] == NULL)
        region->filled[bin / 64u] &= ~((uint64_t)1 << (bin % 64u));
}

/* A free block that holds `size`, out of its bin; NULL if there is none. */
static head *bin_find(script_region *region, size_t size)
{
    unsigned bin = bin_of(size);
    head *first = region->bins[bin];
    if (first != NULL && block_size(first) >= size) {
        bin_take(region, first);
        return first;
    }
    for (unsigned word = (bin + 1u) / 64u; word < BINS / 64u; word++) {
        uint64_t bits = region->filled[word];
        if (word == (bin + 1u) / 64u)
            bits &= ~(uint64_t)0 << ((bin + 1u) % 64u);
        if (bits == 0)
            continue;
        head *block = region->bins[word * 64u + (unsigned)__builtin_ctzll(bits)];
        if (block_size(block) < size)
            return NULL; /* only in the last bin, which has no upper bound */
        bin_take(region, block);
        return block;
    }
    return NULL;
}

/* Gives a block's bytes from `size` on back, if that is worth a block of its own. */
static void trim(script_region *region, head *block, size_t size);

static void release_large(script_region *region, head *block)
{
    size_t size = block_size(block);
    head *next = after(region, block);
    if (next != NULL && !(next->size_use & IN_USE)) {
        bin_take(region, next);
        size += block_size(next);
    }
    if (block->before != 0) {
        head *previous = (head *)(void *)((char *)block - block->before);
        if (!(previous->size_use & IN_USE)) {
            bin_take(region, previous);
            size += block_size(previous);
            block = previous;
        }
    }
    block->size_use = size;
    next = after(region, block);
    if (next != NULL) {
        next->before = size;
        bin_put(region, block);
    } else {
        region->top -= size;
        region->last = block->before;
    }
}

static void trim(script_region *region, head *block, size_t size)
{
    size_t whole = block_size(block);
    if (whole - size < SMALL_LARGEST + sizeof(head))
        return;
    head *rest = (head *)(void *)((char *)block + size);
    rest->size_use = (whole - size) | IN_USE;
    rest->before = size;
    block->size_use = size | IN_USE;
    head *next = after(region, rest);
    if (next != NULL)
        next->before = whole - size;
    else
        region->last = whole - size;
    release_large(region, rest);
}

static int grow_top(script_region *region, size_t size)
{
    if (region->limit < region->top || region->limit - region->top < size)
        return -1;
    region->top += size;
    if (region->top > region->peak)
        region->peak = region->top;
    return 0;
}

static size_t large_size(size_t size)
{
    size_t need = round_up(size) + sizeof(head);
    return need < SMALL_LARGEST + sizeof(head) ? SMALL_LARGEST + sizeof(head) : need;
}

static void *alloc_large(script_region *region, size_t size)
{
    if (size > region->size)
        return NULL;
    size_t need = large_size(size);
    head *block = bin_find(region, need);
    if (block != NULL) {
        block->size_use |= IN_USE;
        trim(region, block, need);
        return block + 1;
    }
    block = (head *)(void *)at(region, region->top);
    if (grow_top(region, need) != 0)
        return NULL;
    block->size_use = need | IN_USE;
    block->before = region->last;
    region->last = need;
    return block + 1;
}

/* Makes a large block larger where it lies. 1 if it could. */
static int extend(script_region *region, head *block, size_t need)
{
    size_t whole = block_size(block);
    head *next = after(region, block);
    if (next == NULL) {
        if (grow_top(region, need - whole) != 0)
            return 0;
        block->size_use = need | IN_USE;
        region->last = need;
        return 1;
    }
    if ((next->size_use & IN_USE) || whole + block_size(next) < need)
        return 0;
    bin_take(region, next);
    block->size_use = (whole + block_size(next)) | IN_USE;
    next = after(region, block);
    if (next != NULL)
        next->before = block_size(block);
    else
        region->last = block_size(block);
    trim(region, block, need);
    return 1;
}

/* ---- small blocks ---- */

static void *alloc_small(script_region *region, size_t size)
{
    size_t class = (size + ALIGNMENT - 1) / ALIGNMENT;
    small *block = region->lists[class];
    if (block != NULL) {
        region->lists[class] = block->next;
        return block;
    }
    size_t need = class * ALIGNMENT;
    if (region->slab_left < need) {
        char *slab = alloc_large(region, SLAB);
        if (slab == NULL)
            return NULL;
        region->slab = slab;
        region->slab_left = SLAB;
    }
    void *fresh = region->slab;
    region->slab += need;
    region->slab_left -= need;
    return fresh;
}

static void release_small(script_region *region, void *block, size_t size)
{
    size_t class = (size + ALIGNMENT - 1) / ALIGNMENT;
    small *freed = block;
    freed->next = region->lists[class];
    region->lists[class] = freed;
}

/* ---- both ---- */

void *script_region_alloc(script_region *region, size_t size)
{
    if (size == 0)
        return NULL;
    return size <= SMALL_LARGEST ? alloc_small(region, size) : alloc_large(region, size);
}

void script_region_release(script_region *region, void *block, size_t size)
{
    if (block == NULL || size == 0)
        return;
    if (size <= SMALL_LARGEST)
        release_small(region, block, size);
    else
        release_large(region, (head *)block - 1);
}

/* 1 if a block fits its new size where it lies. */
static int resize_in_place(script_region *region, void *block, size_t old_size, size_t size)
{
    if (old_size <= SMALL_LARGEST)
        return size <= SMALL_LARGEST &&
               (size + ALIGNMENT - 1) / ALIGNMENT == (old_size + ALIGNMENT - 1) / ALIGNMENT;
    if (size <= SMALL_LARGEST || size > region->size)
        return 0;
    head *large = (head *)block - 1;
    size_t need = large_size(size);
    if (need > block_size(large))
        return extend(region, large, need);
    trim(region, large, need);
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
    if (resize_in_place(region, block, old_size, size))
        return block;
    void *fresh = script_region_alloc(region, size);
    if (fresh == NULL)
        return size < old_size ? block : NULL; /* it stays a larger block than is remembered */
    memcpy(fresh, block, old_size < size ? old_size : size);
    script_region_release(region, block, old_size);
    return fresh;
}

/* ---- image ---- */

static int save(script_region *region, image *copy)
{
    copy->size = 0;
    if (copy->cap < region->top) {
        free(copy->bytes);
        copy->bytes = malloc(region->top);
        copy->cap = copy->bytes != NULL ? region->top : 0;
        if (copy->bytes == NULL)
            return -1;
    }
    region->peak = region->top;
    copy->size = region->top;
    memcpy(copy->bytes, region, copy->size);
    return 0;
}

int script_region_save(script_region *region)
{
    script_region_drop_second(region);
    return save(region, &region->images->first);
}

int script_region_save_second(script_region *region)
{
    return save(region, &region->images->second);
}

void script_region_drop_second(script_region *region)
{
    region->images->second.size = 0;
}

void script_region_restore(script_region *region)
{
    const images *copies = region->images;
    const image *copy = copies->second.size > 0 ? &copies->second : &copies->first;
    size_t peak = region->peak;
    size_t keep = round_up(copy->size) + KEEP_TOUCHED;
    keep = (keep + 65535u) & ~(size_t)65535u; /* a multiple of every usual page size */
    memcpy(region, copy->bytes, copy->size);
    region->peak = region->top;
    if (peak > keep)
        madvise(at(region, keep), peak - keep, MADV_DONTNEED);
}
