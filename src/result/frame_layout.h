/* result/frame_layout.h: what the writer and the reader of frames agree on.
 *
 *   frame   = magic head findings rules digest     lists are a u32 count and their items
 *   text    = u32 length, bytes;  numbers are u32 (what a rule took: two, the
 *             lower first), enumerators and flags u8; all little-endian
 *   place   = u32 mask, then the texts and numbers whose bits are set, in the order of base_place
 * A change of any struct written needs a new version in the magic. */
#ifndef RESULT_FRAME_LAYOUT_H
#define RESULT_FRAME_LAYOUT_H

#include "result/wire.h"

#define FRAME_MAGIC "hcF\x07"
#define FRAME_MAGIC_LENGTH 4u

/* The fewest bytes an item can take: bounds a count before anything is allocated for it. */
#define FRAME_MIN_TEXT RESULT_MIN_TEXT
#define FRAME_MIN_PLACE RESULT_MIN_PLACE
#define FRAME_MIN_TERM (3u * FRAME_MIN_TEXT + FRAME_MIN_PLACE)
#define FRAME_MIN_FINDING (6u * FRAME_MIN_TEXT + 2u + FRAME_MIN_PLACE + 8u)
#define FRAME_MIN_RULE (4u * FRAME_MIN_TEXT + 3u + 12u + 16u)

#endif
