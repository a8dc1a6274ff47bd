/* script/region.h: memory in one piece that can be put back to an earlier state at once.
 *
 * A region is one mapping of address space. Its allocator keeps all bookkeeping inside, so that
 * everything allocated, and what is free, is a run of bytes: saving copies it, restoring copies it
 * back, and every pointer stays valid. Two such copies can be kept, the second of a later state
 * than the first. Blocks are aligned to 16 bytes. The caller remembers the
 * size of each block, as Lua does.
 * Small blocks (up to 512 bytes) come from lists by size; larger ones from bins with neighbours
 * joined when they are freed. Nothing is ever returned to the system before the region is freed,
 * but restoring hands back pages that a run touched far above the image. */
#ifndef SCRIPT_REGION_H
#define SCRIPT_REGION_H

#include <stddef.h>

typedef struct script_region script_region;

/* Address space for `size` bytes; memory is taken as it is touched. NULL: none to be had. */
script_region *script_region_new(size_t size);
void script_region_free(script_region *region); /* its image too; NULL is allowed */

/* The region may not grow past `bytes` (of its start); clamped to its size. */
void script_region_limit(script_region *region, size_t bytes);
/* Bytes between its start and the end of its last block. */
size_t script_region_used(const script_region *region);

/* NULL: the limit would be passed. `size` 0 gives NULL too. */
void *script_region_alloc(script_region *region, size_t size);
/* As realloc with the old size known. Making a block smaller never fails. */
void *script_region_realloc(script_region *region, void *block, size_t old_size, size_t size);
void script_region_release(script_region *region, void *block, size_t size); /* NULL is allowed */

/* Keeps a copy of the region as it is now, instead of an earlier one. 0, or -1 without memory (an
 * earlier copy is then gone). */
int script_region_save(script_region *region);
/* Keeps a second copy beside the first: from now on this is what is put back. 0, or -1 without
 * memory (there is then no second copy). */
int script_region_save_second(script_region *region);
/* Forgets the second copy: what is put back is the first again. */
void script_region_drop_second(script_region *region);
/* Puts the region back to the copy. Only after a save that succeeded. */
void script_region_restore(script_region *region);

#endif
