/* base/vec.h: a growing array in an arena. Items move when it grows: hold indexes, not pointers,
 * until it is full. The old storage stays in the arena until that is freed. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

typedef struct base_vec {
    void *items;
    size_t count;
    size_t cap;
    size_t size; /* bytes of one item */
} base_vec;

void base_vec_init(base_vec *vec, size_t item_size);
/* A new zeroed item at the end; NULL when the arena has no memory. */
void *base_vec_push(base_vec *vec, base_arena *arena);
/* The item at an index below count. */
void *base_vec_at(const base_vec *vec, size_t index);

#endif
