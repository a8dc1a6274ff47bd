/* script/region.h: memory in one piece that can be put back to an earlier state at once.
 *
 * A region is one mapping of address space. Its allocator keeps all bookkeeping inside, so that
 * everything allocated, and what is free, is a run of bytes: saving copies it, restoring copies it
 * back, and every pointer stays valid. Two such copies can be kept, the second of a later state
 * than the first. Blocks are aligned to 16 bytes. The caller remembers the
 * size of each block, as Lua does.
 * It has two halves. Blocks of the fixed half are not to be written to after they were filled:
 * restoring leaves that half alone, unless a block was made, changed or released there, or the
 * caller told that one was written to (script_region_disturb).
 * When it is sealed, everything made so far stays where it is; and of the half that changes, what
 * only some runs can reach is left alone after others (script_region_split, script_region_touch).
 * What the second copy adds can be left alone in layers in the same way, and a block whose writers
 * tell of each word they write (script_region_watch) is put back by these words.
 * Small blocks (up to 512 bytes) come from lists by size; larger ones from bins with neighbours
 * joined when they are freed. Nothing is ever returned to the system before the region is freed,
 * but restoring hands back pages that a run touched far above the image. */
#ifndef SCRIPT_REGION_H
#define SCRIPT_REGION_H

#include <stddef.h>

#define SCRIPT_REGION_LAYERS 4u

typedef struct script_region script_region;

/* Address space for `size` bytes in each half; memory is taken as it is touched. NULL: none to be
 * had. */
script_region *script_region_new(size_t size);
void script_region_free(script_region *region); /* its image too; NULL is allowed */

/* The halves together may not grow past `bytes`; clamped to the size of one. */
void script_region_limit(script_region *region, size_t bytes);
/* Bytes between the start of each half and the end of its last block, together. */
size_t script_region_used(const script_region *region);

/* NULL: the limit would be passed. `size` 0 gives NULL too. */
void *script_region_alloc(script_region *region, size_t size);
/* The same in the fixed half. */
void *script_region_alloc_fixed(script_region *region, size_t size);
/* The same two for the common case, without asking for more memory: a small block of the half that
 * changes from what is at hand, else NULL; 1 if a small block was released, else 0 and it was not.
 */
void *script_region_take(script_region *region, size_t size);
int script_region_drop(script_region *region, void *block, size_t size);
/* As realloc with the old size known; in the half of the block. Making a block smaller never
 * fails. */
void *script_region_realloc(script_region *region, void *block, size_t old_size, size_t size);
void script_region_release(script_region *region, void *block, size_t size); /* NULL is allowed */

/* Blocks of the fixed half may have been written to since it was saved or put back. */
void script_region_disturb(script_region *region);
/* 1 if the block was there when the copy that is put back was made. */
int script_region_keeps(const script_region *region, const void *block);

/* No block made so far is released or made larger in place from now on, and a copy is kept. Once
 * only. 0, or -1 without memory. */
int script_region_seal(script_region *region);
/* After sealing: blocks of the half that changes that are released while this is on are recorded;
 * turning it off ends it. Only blocks that none but some runs can reach may be. -1 without memory:
 * script_region_unsplit then. */
int script_region_record(script_region *region, int on);
/* 1 if the place is in a recorded block. Until splitting. */
int script_region_is_recorded(const script_region *region, const void *place);
/* After recording, with the region put back: runs that touch the set, counted from 0, may write to
 * the recorded block that holds the place, and to those whose starts stand in it. */
void script_region_reach(script_region *region, unsigned set, const void *place);
/* Ends reaching: recorded blocks are put back only after runs that touched a set which reached
 * them. -1 without memory: script_region_unsplit then. The region must be put back next. */
int script_region_split(script_region *region, unsigned sets);
/* All blocks may be written to by all runs again. */
void script_region_unsplit(script_region *region);
/* What the set reached may be written to until the region is put back. */
void script_region_touch(script_region *region, unsigned set);

/* Before sealing: the block of the half that changes, of `size` bytes and aligned to 8, is put back
 * by the words of 8 bytes that script_region_wrote tells of. Where the fixed half is put back too,
 * and with the first restore after a copy was kept or forgotten, it is put back as a whole. */
void script_region_watch(script_region *region, const void *block, size_t size);
/* Tells of the word of that number, counted from 0. Without such a block nothing happens. */
void script_region_wrote(script_region *region, size_t word);

/* After sealing, before the second copy is kept: what was made in the half that changes since the
 * first copy, or since the last call, is layer 0, 1 … SCRIPT_REGION_LAYERS - 1, in this order.
 * Layer 0 is put back after each run, as is what is in no layer; another one after runs that
 * touched it. One into which an older block was moved counts as touched always. */
void script_region_layer(script_region *region);
/* The layer may be written to until the region is put back. */
void script_region_touch_layer(script_region *region, unsigned layer);

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
/* 1 if all that is put back is as the copy has it, what was left alone too: for tests. */
int script_region_is_restored(const script_region *region);

#endif
