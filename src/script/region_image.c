#define _DEFAULT_SOURCE /* madvise */

#include <stdlib.h>
#include <sys/mman.h>

#include "script/region_layout.h"

#define KEEP_TOUCHED ((size_t)1 << 20) /* above the image; more is handed back */
#define LINE 64u                       /* bytes of a line of the cache: copies lie alike */
#define SMALLEST_GAP 12u               /* granules; a shorter gap is copied too */

/* ---- sealing ---- */

static void mark_hole(const script_region_half *part, unsigned char *owners, const void *start,
                      size_t size)
{
    size_t first = (size_t)((const char *)start - part->start) / ALIGNMENT;
    memset(owners + first, HOLE, size / ALIGNMENT);
}

/* What is free in the half. */
static void mark_holes(script_region_half *part, unsigned char *owners)
{
    for (size_t fit = 1; fit <= SMALL_CLASSES; fit++)
        for (const script_region_small *block = part->lists[fit]; block != NULL;
             block = block->next)
            mark_hole(part, owners, block, fit * ALIGNMENT);
    for (size_t bin = 0; bin < BINS; bin++)
        for (script_region_head *block = part->bins[bin]; block != NULL;
             block = script_region_links_of(block)->next)
            mark_hole(part, owners, block, script_region_size(block));
    if (part->slab_left > 0)
        mark_hole(part, owners, part->slab, part->slab_left & ~(size_t)(ALIGNMENT - 1));
}

/* Everything so far stays where it is; what is free there is not used again. */
static void retire(script_region_half *part)
{
    part->kept = part->top;
    part->slab = NULL;
    part->slab_left = 0;
    part->last = 0; /* the next block has none before it that could be joined with it */
    memset(part->lists, 0, sizeof(part->lists));
    memset(part->bins, 0, sizeof(part->bins));
    memset(part->filled, 0, sizeof(part->filled));
}

int script_region_seal(script_region *region)
{
    script_region_images *copies = region->images;
    copies->granules = region->changing.top / ALIGNMENT;
    copies->owners = calloc(copies->granules, 1);
    if (copies->owners == NULL)
        return -1;
    mark_holes(&region->changing, copies->owners);
    memset(copies->owners + copies->watched.start / ALIGNMENT, (int)WATCHED,
           copies->watched.length / ALIGNMENT);
    retire(&region->changing);
    retire(&region->fixed);
    return script_region_gather(copies) == 0 ? script_region_save(region) : -1;
}

/* ---- what is put back by words ---- */

void script_region_watch(script_region *region, const void *block, size_t size)
{
    script_region_watched *watched = &region->images->watched;
    watched->start = (size_t)((const char *)block - region->changing.start);
    watched->length = size & ~(size_t)(ALIGNMENT - 1);
    watched->whole = 1;
}

void script_region_wrote(script_region *region, size_t word)
{
    script_region_watched *watched = &region->images->watched;
    if (word >= watched->length / sizeof(uint64_t) || watched->count == MOST_WORDS)
        watched->whole = 1;
    else
        watched->words[watched->count++] = (uint32_t)word;
}

static void put_watched(script_region *region, script_region_watched *watched,
                        const script_region_image *copy)
{
    char *to = (char *)region + watched->start;
    const char *from = copy->bytes + watched->start;
    if (watched->whole)
        memcpy(to, from, watched->length);
    for (size_t i = 0; !watched->whole && i < watched->count; i++) {
        size_t at = watched->words[i] * sizeof(uint64_t);
        memcpy(to + at, from + at, sizeof(uint64_t));
    }
    watched->whole = 0;
    watched->count = 0;
}

/* ---- layers ---- */

void script_region_layer(script_region *region)
{
    script_region_layers *layers = &region->images->layers;
    retire(&region->changing);
    if (layers->count == SCRIPT_REGION_LAYERS)
        return;
    layers->always |= (unsigned)layers->moved << layers->count;
    layers->ends[layers->count++] = region->changing.top;
    layers->moved = 0;
}

void script_region_touch_layer(script_region *region, unsigned layer)
{
    region->images->layers.touched |= 1u << layer;
}

static void forget_layers(script_region_images *copies)
{
    memset(&copies->layers, 0, sizeof(copies->layers));
    copies->watched.whole = 1;
}

static void put_layers(script_region *region, const script_region_images *copies,
                       const script_region_image *copy, int all)
{
    const script_region_layers *layers = &copies->layers;
    size_t start = copies->first.changing;
    unsigned wanted = layers->touched | layers->always | 1u;
    for (size_t i = 0; i <= layers->count; i++) {
        size_t end = i < layers->count ? layers->ends[i] : copy->changing;
        if (end > start && (all || i == layers->count || (wanted >> i & 1u)))
            memcpy((char *)region + start, copy->bytes + start, end - start);
        start = end;
    }
}

/* ---- image ---- */

/* What is put back. */
static const script_region_image *image_of(const script_region *region)
{
    const script_region_images *copies = region->images;
    return copies->second.size > 0 ? &copies->second : &copies->first;
}

int script_region_keeps(const script_region *region, const void *block)
{
    const script_region_image *copy = image_of(region);
    const char *place = block, *start = region->changing.start;
    if (place >= region->fixed.start)
        return (size_t)(place - region->fixed.start) < copy->size - copy->changing;
    return (size_t)(place - start) < copy->changing;
}

static int make_room(script_region_image *copy, size_t size)
{
    copy->size = 0;
    if (copy->cap >= size)
        return 0;
    free(copy->bytes);
    size = (size + LINE - 1) & ~(size_t)(LINE - 1);
    copy->bytes = aligned_alloc(LINE, size);
    copy->cap = copy->bytes != NULL ? size : 0;
    return copy->bytes != NULL ? 0 : -1;
}

static void save_whole(const script_region *region, const script_region_image *copy)
{
    memcpy(copy->bytes, region, copy->changing);
    memcpy(copy->bytes + copy->changing, region->fixed.start, copy->size - copy->changing);
}

static int save(script_region *region, script_region_image *copy)
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
    forget_layers(region->images);
    if (save(region, &region->images->first) != 0)
        return -1;
    save_whole(region, &region->images->first);
    region->images->disturbed = 0;
    return 0;
}

/* What is not in the first copy. */
static void save_rest(const script_region *region, const script_region_image *first,
                      const script_region_image *copy)
{
    const char *start = (const char *)region;
    const script_region_ranges *list = &region->images->shared;
    for (size_t i = 0; i < list->count; i++) {
        const script_region_range *one = &list->items[i];
        memcpy(copy->bytes + one->start, start + one->start, one->length);
    }
    const script_region_watched *watched = &region->images->watched;
    memcpy(copy->bytes + watched->start, start + watched->start, watched->length);
    size_t older = first->size - first->changing;
    size_t length = copy->size - copy->changing;
    memcpy(copy->bytes + first->changing, start + first->changing,
           copy->changing - first->changing);
    memcpy(copy->bytes + copy->changing + older, region->fixed.start + older, length - older);
}

int script_region_save_second(script_region *region)
{
    script_region_images *copies = region->images;
    script_region_image *copy = &copies->second;
    const script_region_image *first = &copies->first;
    /* What the second copy before was complete for is still other than in the first. */
    copies->disturbed |= copy->size > 0 && copy->complete;
    copy->size = 0;
    if (copies->owners != NULL) {
        retire(&region->changing);
        retire(&region->fixed);
    }
    if (save(region, copy) != 0)
        return -1;
    copy->complete = copies->disturbed || copies->unknown || copies->owners == NULL;
    if (copy->complete)
        save_whole(region, copy);
    else
        save_rest(region, first, copy);
    copies->disturbed = 0;
    copies->watched.whole = 1;
    return 0;
}

void script_region_drop_second(script_region *region)
{
    script_region_images *copies = region->images;
    if (copies->second.size > 0 && copies->second.complete)
        copies->disturbed = 1;
    copies->second.size = 0;
    forget_layers(copies);
}

/* Hands back what was touched far above the copy. */
static void shrink(const script_region_half *part, size_t peak)
{
    size_t keep = part->top + KEEP_TOUCHED;
    keep = (keep + 65535u) & ~(size_t)65535u; /* a multiple of every usual page size */
    if (peak > keep)
        madvise(part->start + keep, peak - keep, MADV_DONTNEED);
}

static void put_whole(script_region *region, char *fixed, const script_region_image *copy)
{
    memcpy(region, copy->bytes, copy->changing);
    memcpy(fixed, copy->bytes + copy->changing, copy->size - copy->changing);
}

static void put_ranges(script_region *region, const script_region_image *copy,
                       const script_region_ranges *list)
{
    char *start = (char *)region;
    for (size_t i = 0; i < list->count; i++) {
        const script_region_range *one = &list->items[i];
        memcpy(start + one->start, copy->bytes + one->start, one->length);
    }
}

static void put_all(script_region *region, const script_region_images *copies,
                    const script_region_image *copy)
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

/* Parts before what all runs may write to: a range of one spans short gaps of the other, and only
 * the newer copy has that part. */
static void put_back(script_region *region, script_region_images *copies,
                     const script_region_image *copy)
{
    int all = copies->disturbed || copies->unknown || copies->owners == NULL;
    copies->watched.whole |= all;
    if (all)
        put_all(region, copies, copy);
    for (size_t i = 0; !all && i < copies->parts.touched_count; i++)
        put_ranges(region, copy->complete ? copy : &copies->first,
                   &copies->parts.sets[copies->parts.touched[i]].ranges);
    if (!all || !copy->complete) {
        put_ranges(region, copy, &copies->shared);
        put_layers(region, copies, copy, all);
    }
    put_watched(region, &copies->watched, copy);
}

void script_region_restore(script_region *region)
{
    script_region_images *copies = region->images;
    size_t peak = region->changing.peak, fixed_peak = region->fixed.peak;
    put_back(region, copies, image_of(region));
    copies->disturbed = 0;
    copies->parts.touched_count = 0;
    copies->layers.touched = 0;
    if (copies->second.size == 0)
        memset(&copies->layers, 0, sizeof(copies->layers));
    copies->layers.moved = 0;
    shrink(&region->changing, peak);
    shrink(&region->fixed, fixed_peak);
}

/* ---- for tests ---- */

static int same_changing(const script_region *region, const script_region_image *copy)
{
    const script_region_images *copies = region->images;
    const char *start = (const char *)region;
    for (size_t at = 0; at + ALIGNMENT <= copy->changing; at += ALIGNMENT) {
        size_t granule = at / ALIGNMENT;
        unsigned owner = granule < copies->granules ? copies->owners[granule] : SHARED;
        int older = owner == RECORDED && !copy->complete;
        const char *bytes = older ? copies->first.bytes : copy->bytes;
        if (owner != HOLE && memcmp(start + at, bytes + at, ALIGNMENT) != 0)
            return 0;
    }
    return 1;
}

int script_region_is_restored(const script_region *region)
{
    const script_region_images *copies = region->images;
    const script_region_image *copy = image_of(region), *first = &copies->first;
    size_t length = copy->size - copy->changing, older = first->size - first->changing;
    if (copy->complete)
        older = 0;
    return same_changing(region, copy) &&
           memcmp(region->fixed.start, first->bytes + first->changing, older) == 0 &&
           memcmp(region->fixed.start + older, copy->bytes + copy->changing + older,
                  length - older) == 0;
}
