/* script/region_layout.h: how a region lies in memory. For region.c, which makes and releases
 * blocks, and region_image.c, which keeps and puts back copies. */
#ifndef SCRIPT_REGION_LAYOUT_H
#define SCRIPT_REGION_LAYOUT_H

#include <stdint.h>
#include <string.h>

#include "script/region.h"

#define ALIGNMENT 16u
#define SMALL_LARGEST 512u
#define SMALL_CLASSES (SMALL_LARGEST / ALIGNMENT)
#define BINS 128u
#define IN_USE 1u
#define SMALLEST_GAP 12u /* granules; a shorter gap is copied too */
#define MOST_TOUCHED 4u
/* Owners of granules. */
#define SHARED 0u     /* all runs may write to it */
#define RECORDED 1u   /* runs of the sets that reach it */
#define HOLE 0xFFu    /* free */
#define WATCHED 0xFEu /* of the block that is put back by words */
#define MOST_WORDS 1024u

/* Before each large block and each slab. Sizes include it and are multiples of ALIGNMENT. */
typedef struct script_region_head {
    size_t size_use; /* size, and IN_USE */
    size_t before;   /* size of the block before; 0: the first */
} script_region_head;

/* In the bytes of a free large block. */
typedef struct script_region_links {
    script_region_head *next, *previous;
} script_region_links;

typedef struct script_region_small {
    struct script_region_small *next;
} script_region_small;

/* A copy of both halves up to their tops; size 0: none. */
typedef struct script_region_image {
    char *bytes;
    size_t size, cap, changing;
    int complete; /* 0, of the second: parts and what is older in the fixed half are in the first */
} script_region_image;

typedef struct script_region_range {
    size_t start, length; /* bytes of the changing half */
} script_region_range;

/* In order; with the short gaps between them. */
typedef struct script_region_ranges {
    script_region_range *items;
    size_t count, cap;
} script_region_ranges;

/* A recorded block, in granules. */
typedef struct script_region_block {
    uint32_t first, count;
} script_region_block;

typedef struct script_region_set {
    uint64_t *blocks; /* a bit for each that is reached; NULL: none; until splitting */
    script_region_ranges ranges;
} script_region_set;

typedef struct script_region_parts {
    int recording;               /* blocks that are released */
    int failed;                  /* a set lacks a block */
    script_region_block *blocks; /* until splitting */
    size_t block_count, block_cap;
    uint32_t *numbers; /* of each granule: its block, + 1; until splitting */
    script_region_set *sets;
    size_t set_count;
    unsigned touched[MOST_TOUCHED];
    size_t touched_count;
} script_region_parts;

/* What the second copy adds to the half that changes, in the order it was made. */
typedef struct script_region_layers {
    size_t ends[SCRIPT_REGION_LAYERS];
    size_t count;
    unsigned touched, always; /* a bit for each layer */
    int moved;                /* an older block was released since the last layer ended */
} script_region_layers;

/* The block that is put back by words. */
typedef struct script_region_watched {
    size_t start, length; /* bytes of the changing half; length 0: none */
    int whole;            /* all of it is put back next */
    size_t count;
    uint32_t words[MOST_WORDS];
} script_region_watched;

/* Outside of the region, so that putting it back leaves them alone. */
typedef struct script_region_images {
    script_region_image first, second;
    int disturbed;
    unsigned char *owners; /* of each granule of the retired changing half; NULL: not retired */
    size_t granules;
    int unknown;                 /* no ranges are known: all is put back */
    script_region_ranges shared; /* what all runs may write to */
    script_region_parts parts;
    script_region_layers layers;
    script_region_watched watched;
} script_region_images;

/* One of the two halves. Offsets are from `start`. */
typedef struct script_region_half {
    char *start;
    size_t size; /* of its address space */
    size_t top;  /* end of the last block */
    size_t peak; /* highest top since the last restore */
    size_t last; /* size of the last block */
    size_t kept; /* blocks below are never released nor used again */
    script_region_small *lists[SMALL_CLASSES + 1];
    char *slab; /* rest of the current slab */
    size_t slab_left;
    script_region_head *bins[BINS];
    uint64_t filled[BINS / 64];
} script_region_half;

/* At the start of the mapping, which is where the half that changes begins: what is free in either
 * half is put back with it. */
struct script_region {
    size_t limit; /* both tops together do not pass it */
    script_region_half changing, fixed;
    script_region_images *images;
};

/* region_part.c */
int script_region_gather(script_region_images *copies); /* the shared ranges; -1 without memory */
void script_region_record_block(script_region *region, const void *block, size_t size);
void script_region_forget_parts(script_region_images *copies);

static inline size_t script_region_round(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static inline size_t script_region_size(const script_region_head *block)
{
    return block->size_use & ~(size_t)IN_USE;
}

static inline script_region_links *script_region_links_of(script_region_head *block)
{
    return (script_region_links *)(void *)(block + 1);
}

#endif
