/* result/wire.h: numbers, texts and places as bytes and back: what frames and digests are made of.
 *
 * Everything is little-endian; a text is its length and its bytes. What is read is checked; after
 * the first fault the cursor gives empty values, so that a reader may look at it once at the end.
 * Private to result/ and to audit/digest.c. */
#ifndef RESULT_WIRE_H
#define RESULT_WIRE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/place.h"

#define RESULT_PLACE_TEXTS 4u   /* path part ref text */
#define RESULT_PLACE_NUMBERS 9u /* page sheet table paragraph block line column row cell */
#define RESULT_PLACE_SAME_PATH (1u << (RESULT_PLACE_TEXTS + RESULT_PLACE_NUMBERS))

/* The fewest bytes an item can take: bounds a count before anything is allocated for it. */
#define RESULT_MIN_TEXT 4u
#define RESULT_MIN_PLACE 4u

void result_put_u8(base_buf *out, unsigned number);
void result_put_u32(base_buf *out, uint32_t number);
/* Lengths and counts. One over 4 GiB makes the buffer fail, as lack of memory does. */
void result_put_size(base_buf *out, size_t number);
void result_put_str(base_buf *out, base_str text);
void result_put_strs(base_buf *out, const base_str *items, size_t count);
/* Only what applies is written, after a mask; `path` is that of the report, which is left out. */
void result_put_place(base_buf *out, const base_place *place, base_str path);

typedef struct result_cursor {
    base_arena *arena;
    base_str in; /* in the arena: texts are slices of it */
    size_t at;
    base_str path; /* of the report, for places */
    int bad;
    int no_memory;
} result_cursor;

int result_stopped(const result_cursor *from);
uint32_t result_take_u32(result_cursor *from);
/* A number of one byte from `least` to `most`. */
unsigned result_take_enum(result_cursor *from, unsigned least, unsigned most);
base_str result_take_bytes(result_cursor *from); /* not checked for UTF-8: a path, a digest */
base_str result_take_str(result_cursor *from);
/* A count and zeroed room for the items, which take at least `least` bytes each. */
void *result_take_array(result_cursor *from, size_t least, size_t size, size_t *count);
base_str *result_take_strs(result_cursor *from, size_t *count);
void result_take_place(result_cursor *from, base_place *place);

#endif
