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
#define SMALLEST_GAP 8u                /* granules; a shorter gap is copied too */
#define HOLE 0xFFu                     /* owner of what is free */

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

/* A copy of both halves up to their tops; size 0: none. */
typedef struct image {
    char *bytes;
    size_t size, cap, changing;
    int complete; /* 0, of the second: parts and what is older in the fixed half are in the first */
} image;

typedef struct range {
    size_t start, length; /* bytes of the changing half */
} range;

/* What of the changing half belongs to a part; part 0 is what all runs may write to. */
typedef struct ranges {
    range *items;
    size_t count, cap;
} ranges;

/* Outside of the region, so that putting it back leaves them alone. */
typedef struct images {
    image first, second;
    int disturbed;
    unsigned char *owners; /* of each granule of the retired changing half; NULL: not retired */
    size_t granules;
    ranges parts[SCRIPT_REGION_PARTS];
    unsigned touched;   /* a bit for each part */
    unsigned recording; /* the part that blocks are given to as they are released; 0: none */
} images;

/* One of the two halves. Offsets are from `start`. */
typedef struct half {
    char *start;
    size_t size; /* of its address space */
    size_t top;  /* end of the last block */
    size_t peak; /* highest top since the last restore */
    size_t last; /* size of the last block */
    size_t kept; /* blocks below are never released nor used again */
    size_t live; /* bytes of the blocks in use, as the caller counts them */
    small *lists[SMALL_CLASSES + 1];
    char *slab; /* rest of the current slab */
    size_t slab_left;
    head *bins[BINS];
    uint64_t filled[BINS / 64];
} half;

/* At the start of the mapping, which is where the half that changes begins: what is free in either
 * half is put back with it. */
struct script_region {
    size_t limit; /* both tops together do not pass it */
    half changing, fixed;
    images *images;
};

static size_t round_up(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

script_region *script_region_new(size_t size)
{
    images *copies = calloc(1, sizeof(*copies));
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
    region->changing = (half){.start = memory, .size = size, .top = round_up(sizeof(*region))};
    region->fixed = (half){.start = (char *)memory + size, .size = size};
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
    for (size_t i = 0; i < SCRIPT_REGION_PARTS; i++)
        free(region->images->parts[i].items);
    free(region->images);
    munmap(region, 2 * region->changing.size);
}

void script_region_limit(script_region *region, size_t bytes)
{
    region->limit = bytes < region->changing.size ? bytes : region->changing.size;
}

size_t script_region_changing(const script_region *region)
{
    return region->changing.live;
}

size_t script_region_used(const script_region *region)
{
    return region->changing.top + region->fixed.top;
}

static half *half_of(script_region *region, const void *block)
{
    return (const char *)block < region->fixed.start ? &region->changing : &region->fixed;
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

static head *after(const half *part, head *block)
{
    char *next = (char *)block + block_size(block);
    return next == part->start + part->top ? NULL : (head *)(void *)next;
}

/* Four bins to each power of two. Every block of a bin is at least as large as its lower bound. */
static unsigned bin_of(size_t size)
{
    unsigned power = 63u - (unsigned)__builtin_clzll((unsigned long long)size);
    unsigned quarter = (unsigned)(size >> (power - 2u)) & 3u;
    unsigned bin = (power - BIN_FIRST_POWER) * 4u + quarter;
    return bin < BINS ? bin : BINS - 1u;
}

static void bin_put(half *part, head *block)
{
    unsigned bin = bin_of(block_size(block));
    links *own = links_of(block);
    own->previous = NULL;
    own->next = part->bins[bin];
    if (own->next != NULL)
        links_of(own->next)->previous = block;
    part->bins[bin] = block;
    part->filled[bin / 64u] |= (uint64_t)1 << (bin % 64u);
}

static void bin_take(half *part, head *block)
{
    unsigned bin = bin_of(block_size(block));
    links *own = links_of(block);
    if (own->next != NULL)
        links_of(own->next)->previous = own->previous;
    if (own->previous != NULL)
        links_of(own->previous)->next = own->next;
    else
        part->bins[bin] = own->next;
    if (part->bins[bin] == NULL)
        part->filled[bin / 64u] &= ~((uint64_t)1 << (bin % 64u));
}

/* A free block that holds `size`, out of its bin; NULL if there is none. */
static head *bin_find(half *part, size_t size)
{
    unsigned bin = bin_of(size);
    head *first = part->bins[bin];
    if (first != NULL && block_size(first) >= size) {
        bin_take(part, first);
        return first;
    }
    for (unsigned word = (bin + 1u) / 64u; word < BINS / 64u; word++) {
        uint64_t bits = part->filled[word];
        if (word == (bin + 1u) / 64u)
            bits &= ~(uint64_t)0 << ((bin + 1u) % 64u);
        if (bits == 0)
            continue;
        head *block = part->bins[word * 64u + (unsigned)__builtin_ctzll(bits)];
        if (block_size(block) < size)
            return NULL; /* only in the last bin, which has no upper bound */
        bin_take(part, block);
        return block;
    }
    return NULL;
}

/* Gives a block's bytes from `size` on back, if that is worth a block of its own. */
static void trim(half *part, head *block, size_t size);

static void release_large(half *part, head *block)
{
    size_t size = block_size(block);
    head *next = after(part, block);
    if (next != NULL && !(next->size_use & IN_USE)) {
        bin_take(part, next);
        size += block_size(next);
    }
    if (block->before != 0) {
        head *previous = (head *)(void *)((char *)block - block->before);
        if (!(previous->size_use & IN_USE)) {
            bin_take(part, previous);
            size += block_size(previous);
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

static void trim(half *part, head *block, size_t size)
{
    size_t whole = block_size(block);
    if (whole - size < SMALL_LARGEST + sizeof(head))
        return;
    head *rest = (head *)(void *)((char *)block + size);
    rest->size_use = (whole - size) | IN_USE;
    rest->before = size;
    block->size_use = size | IN_USE;
    head *next = after(part, rest);
    if (next != NULL)
        next->before = whole - size;
    else
        part->last = whole - size;
    release_large(part, rest);
}

static int grow_top(script_region *region, half *part, size_t size)
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
    size_t need = round_up(size) + sizeof(head);
    return need < SMALL_LARGEST + sizeof(head) ? SMALL_LARGEST + sizeof(head) : need;
}

static void *alloc_large(script_region *region, half *part, size_t size)
{
    if (size > part->size)
        return NULL;
    size_t need = large_size(size);
    head *block = bin_find(part, need);
    if (block != NULL) {
        block->size_use |= IN_USE;
        trim(part, block, need);
        return block + 1;
    }
    block = (head *)(void *)(part->start + part->top);
    if (grow_top(region, part, need) != 0)
        return NULL;
    block->size_use = need | IN_USE;
    block->before = part->last;
    part->last = need;
    return block + 1;
}

/* Makes a large block larger where it lies. 1 if it could. */
static int extend(script_region *region, half *part, head *block, size_t need)
{
    size_t whole = block_size(block);
    head *next = after(part, block);
    if (next == NULL) {
        if (grow_top(region, part, need - whole) != 0)
            return 0;
        block->size_use = need | IN_USE;
        part->last = need;
        return 1;
    }
    if ((next->size_use & IN_USE) || whole + block_size(next) < need)
        return 0;
    bin_take(part, next);
    block->size_use = (whole + block_size(next)) | IN_USE;
    next = after(part, block);
    if (next != NULL)
        next->before = block_size(block);
    else
        part->last = block_size(block);
    trim(part, block, need);
    return 1;
}

/* ---- small blocks ---- */

static void *alloc_small(script_region *region, half *part, size_t size)
{
    size_t class = (size + ALIGNMENT - 1) / ALIGNMENT;
    small *block = part->lists[class];
    if (block != NULL) {
        part->lists[class] = block->next;
        return block;
    }
    size_t need = class * ALIGNMENT;
    if (part->slab_left < need) {
        char *slab = alloc_large(region, part, SLAB);
        if (slab == NULL)
            return NULL;
        part->slab = slab;
        part->slab_left = SLAB;
    }
    void *fresh = part->slab;
    part->slab += need;
    part->slab_left -= need;
    return fresh;
}

static void release_small(half *part, void *block, size_t size)
{
    size_t class = (size + ALIGNMENT - 1) / ALIGNMENT;
    small *freed = block;
    freed->next = part->lists[class];
    part->lists[class] = freed;
}

/* ---- both ---- */

/* 1 if the block is one of those that stay as they are. */
static int is_kept(const half *part, const void *block)
{
    return (size_t)((const char *)block - part->start) < part->kept;
}

static void note_change(script_region *region, const half *part, const void *block)
{
    if (part == &region->fixed && block != NULL && script_region_keeps(region, block))
        region->images->disturbed = 1;
}

static void *alloc_in(script_region *region, half *part, size_t size)
{
    if (size == 0)
        return NULL;
    void *block =
        size <= SMALL_LARGEST ? alloc_small(region, part, size) : alloc_large(region, part, size);
    if (block != NULL)
        part->live += size;
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

/* Gives a block that is released to the part that is recorded. */
static void record(const script_region *region, const void *block, size_t size)
{
    const images *copies = region->images;
    size_t first = (size_t)((const char *)block - region->changing.start) / ALIGNMENT;
    for (size_t i = 0; i < round_up(size) / ALIGNMENT; i++) {
        if (first + i < copies->granules)
            copies->owners[first + i] = (unsigned char)copies->recording;
    }
}

void script_region_release(script_region *region, void *block, size_t size)
{
    if (block == NULL || size == 0)
        return;
    half *part = half_of(region, block);
    part->live -= size;
    note_change(region, part, block);
    if (part == &region->changing && region->images->recording != 0)
        record(region, block, size);
    if (is_kept(part, block))
        return;
    if (size <= SMALL_LARGEST)
        release_small(part, block, size);
    else
        release_large(part, (head *)block - 1);
}

/* 1 if a block fits its new size where it lies. */
static int resize_in_place(script_region *region, void *block, size_t old_size, size_t size)
{
    half *part = half_of(region, block);
    if (is_kept(part, block))
        return size <= old_size; /* its end stays with it */
    if (old_size <= SMALL_LARGEST)
        return size <= SMALL_LARGEST &&
               (size + ALIGNMENT - 1) / ALIGNMENT == (old_size + ALIGNMENT - 1) / ALIGNMENT;
    if (size <= SMALL_LARGEST || size > part->size)
        return 0;
    head *large = (head *)block - 1;
    size_t need = large_size(size);
    if (need > block_size(large))
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
    half *part = half_of(region, block);
    note_change(region, part, block);
    if (resize_in_place(region, block, old_size, size)) {
        part->live += size - old_size;
        return block;
    }
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

/* ---- parts ---- */

static void mark_hole(const half *part, unsigned char *owners, const void *start, size_t size)
{
    size_t first = (size_t)((const char *)start - part->start) / ALIGNMENT;
    memset(owners + first, HOLE, size / ALIGNMENT);
}

/* What is free in the half. */
static void mark_holes(half *part, unsigned char *owners)
{
    for (size_t class = 1; class <= SMALL_CLASSES; class ++)
        for (const small *block = part->lists[class]; block != NULL; block = block->next)
            mark_hole(part, owners, block, class * ALIGNMENT);
    for (size_t bin = 0; bin < BINS; bin++)
        for (head *block = part->bins[bin]; block != NULL; block = links_of(block)->next)
            mark_hole(part, owners, block, block_size(block));
    if (part->slab_left > 0)
        mark_hole(part, owners, part->slab, part->slab_left & ~(size_t)(ALIGNMENT - 1));
}

/* Everything so far stays where it is; what is free there is not used again. */
static void retire(half *part)
{
    part->kept = part->top;
    part->slab = NULL;
    part->slab_left = 0;
    part->last = 0; /* the next block has none before it that could be joined with it */
    memset(part->lists, 0, sizeof(part->lists));
    memset(part->bins, 0, sizeof(part->bins));
    memset(part->filled, 0, sizeof(part->filled));
}

static int add_range(ranges *list, size_t start, size_t length)
{
    if (list->count == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 64;
        range *items = realloc(list->items, cap * sizeof(*items));
        if (items == NULL)
            return -1;
        list->items = items;
        list->cap = cap;
    }
    list->items[list->count++] = (range){start, length};
    return 0;
}

/* The ranges of one part, with the short gaps between them. */
static int gather(const images *copies, ranges *list, unsigned part)
{
    size_t start = 0, end = 0; /* of the range at hand */
    list->count = 0;
    for (size_t i = 0; i < copies->granules; i++) {
        if (copies->owners[i] != part)
            continue;
        if (end > 0 && i - end >= SMALLEST_GAP) {
            if (add_range(list, start * ALIGNMENT, (end - start) * ALIGNMENT) != 0)
                return -1;
            end = 0;
        }
        if (end == 0)
            start = i;
        end = i + 1;
    }
    return end > 0 ? add_range(list, start * ALIGNMENT, (end - start) * ALIGNMENT) : 0;
}

static int gather_parts(images *copies)
{
    int code = 0;
    for (unsigned part = 0; code == 0 && part < SCRIPT_REGION_PARTS; part++)
        code = gather(copies, &copies->parts[part], part);
    return code;
}

int script_region_seal(script_region *region)
{
    images *copies = region->images;
    copies->granules = region->changing.top / ALIGNMENT;
    copies->owners = calloc(copies->granules, 1);
    if (copies->owners == NULL)
        return -1;
    mark_holes(&region->changing, copies->owners);
    retire(&region->changing);
    retire(&region->fixed);
    return gather_parts(copies) != 0 ? -1 : script_region_save(region);
}

void script_region_record(script_region *region, unsigned part)
{
    region->images->recording = part;
}

int script_region_split(script_region *region)
{
    region->images->recording = 0;
    if (gather_parts(region->images) == 0)
        return 0;
    for (size_t i = 0; i < region->images->granules; i++) {
        if (region->images->owners[i] != HOLE)
            region->images->owners[i] = 0;
    }
    return -1;
}

void script_region_touch(script_region *region, unsigned part)
{
    region->images->touched |= 1u << part;
}

/* ---- image ---- */

/* What is put back. */
static const image *image_of(const script_region *region)
{
    const images *copies = region->images;
    return copies->second.size > 0 ? &copies->second : &copies->first;
}

int script_region_keeps(const script_region *region, const void *block)
{
    const image *copy = image_of(region);
    const char *place = block, *start = region->changing.start;
    if (place >= region->fixed.start)
        return (size_t)(place - region->fixed.start) < copy->size - copy->changing;
    return (size_t)(place - start) < copy->changing;
}

static int make_room(image *copy, size_t size)
{
    copy->size = 0;
    if (copy->cap >= size)
        return 0;
    free(copy->bytes);
    copy->bytes = malloc(size);
    copy->cap = copy->bytes != NULL ? size : 0;
    return copy->bytes != NULL ? 0 : -1;
}

static void save_whole(const script_region *region, const image *copy)
{
    memcpy(copy->bytes, region, copy->changing);
    memcpy(copy->bytes + copy->changing, region->fixed.start, copy->size - copy->changing);
}

static int save(script_region *region, image *copy)
{
    size_t size = script_region_used(region);
    if (make_room(copy, size) != 0)
        return -1;
    region->changing.peak = region->changing.top;
    region->fixed.peak = region->fixed.top;
    copy->size = size;
    copy->changing = region->changing.top;
    copy->complete = 1;
    return 0;
}

int script_region_save(script_region *region)
{
    region->images->second.size = 0;
    if (save(region, &region->images->first) != 0)
        return -1;
    save_whole(region, &region->images->first);
    region->images->disturbed = 0;
    return 0;
}

/* What is not in the first copy. */
static void save_rest(const script_region *region, const image *first, const image *copy)
{
    const char *start = (const char *)region;
    const ranges *list = &region->images->parts[0];
    for (size_t i = 0; i < list->count; i++) {
        const range *one = &list->items[i];
        memcpy(copy->bytes + one->start, start + one->start, one->length);
    }
    size_t older = first->size - first->changing;
    size_t length = copy->size - copy->changing;
    memcpy(copy->bytes + first->changing, start + first->changing,
           copy->changing - first->changing);
    memcpy(copy->bytes + copy->changing + older, region->fixed.start + older, length - older);
}

int script_region_save_second(script_region *region)
{
    images *copies = region->images;
    image *copy = &copies->second;
    const image *first = &copies->first;
    copy->size = 0;
    if (copies->owners != NULL) {
        retire(&region->changing);
        retire(&region->fixed);
    }
    if (save(region, copy) != 0)
        return -1;
    copy->complete = copies->disturbed || copies->owners == NULL;
    if (copy->complete)
        save_whole(region, copy);
    else
        save_rest(region, first, copy);
    copies->disturbed = 0;
    return 0;
}

void script_region_drop_second(script_region *region)
{
    images *copies = region->images;
    if (copies->second.size > 0 && copies->second.complete)
        copies->disturbed = 1;
    copies->second.size = 0;
}

/* Hands back what was touched far above the copy. */
static void shrink(const half *part, size_t peak)
{
    size_t keep = part->top + KEEP_TOUCHED;
    keep = (keep + 65535u) & ~(size_t)65535u; /* a multiple of every usual page size */
    if (peak > keep)
        madvise(part->start + keep, peak - keep, MADV_DONTNEED);
}

static void put_whole(script_region *region, char *fixed, const image *copy)
{
    memcpy(region, copy->bytes, copy->changing);
    memcpy(fixed, copy->bytes + copy->changing, copy->size - copy->changing);
}

static void put_ranges(script_region *region, const image *copy, const ranges *list)
{
    char *start = (char *)region;
    for (size_t i = 0; i < list->count; i++) {
        const range *one = &list->items[i];
        memcpy(start + one->start, copy->bytes + one->start, one->length);
    }
}

static void put_all(script_region *region, const images *copies, const image *copy)
{
    char *fixed = region->fixed.start; /* the region itself is among what is put back */
    if (!copy->complete)
        put_whole(region, fixed, &copies->first);
    else
        put_whole(region, fixed, copy);
    if (!copy->complete) {
        size_t older = copies->first.size - copies->first.changing;
        size_t length = copy->size - copy->changing;
        memcpy(fixed + older, copy->bytes + copy->changing + older, length - older);
    }
}

static void put_back(script_region *region, const images *copies, const image *copy)
{
    size_t older = copies->first.changing;
    int all = copies->disturbed || copies->owners == NULL;
    if (all)
        put_all(region, copies, copy);
    if (all && copy->complete)
        return;
    put_ranges(region, copy, &copies->parts[0]);
    if (copy->changing > older)
        memcpy((char *)region + older, copy->bytes + older, copy->changing - older);
    for (unsigned part = 1; !all && part < SCRIPT_REGION_PARTS; part++) {
        if (copies->touched >> part & 1u)
            put_ranges(region, copy->complete ? copy : &copies->first, &copies->parts[part]);
    }
}

void script_region_restore(script_region *region)
{
    images *copies = region->images;
    size_t peak = region->changing.peak, fixed_peak = region->fixed.peak;
    put_back(region, copies, image_of(region));
    copies->disturbed = 0;
    copies->touched = 0;
    shrink(&region->changing, peak);
    shrink(&region->fixed, fixed_peak);
}
