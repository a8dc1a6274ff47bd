#include "base/vec.h"

#include <stdint.h>

#define SMALL 64u /* bytes of an item: of larger ones there are often few */

void base_vec_init(base_vec *vec, size_t item_size)
{
    *vec = (base_vec){.size = item_size};
}

static int grow(base_vec *vec, base_arena *arena)
{
    size_t cap = vec->cap ? vec->cap * 2 : vec->size > SMALL ? 2 : 8;
    size_t bytes = vec->size <= SIZE_MAX / cap ? cap * vec->size : SIZE_MAX; /* is refused */
    void *items = base_arena_alloc(arena, bytes);
    if (items == NULL)
        return -1;
    if (vec->count > 0)
        memcpy(items, vec->items, vec->count * vec->size);
    vec->items = items;
    vec->cap = cap;
    return 0;
}

void *base_vec_push(base_vec *vec, base_arena *arena)
{
    if (vec->count == vec->cap && grow(vec, arena) != 0)
        return NULL;
    return memset(base_vec_at(vec, vec->count++), 0, vec->size);
}

void *base_vec_at(const base_vec *vec, size_t index)
{
    /* Nothing has been pushed: no storage to point into. */
    return vec->items ? (char *)vec->items + index * vec->size : NULL;
}
