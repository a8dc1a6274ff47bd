#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>

#define ALIGNMENT 16u
#define FIRST_BLOCK 16384u
#define LARGEST_BLOCK (1u << 20)

/* A block's items start after this header, which keeps the alignment. */
typedef struct block {
    struct block *next;
    size_t size; /* bytes for items */
    size_t used;
    size_t padding;
} block;

struct base_arena {
    block *current; /* newest first */
    size_t limit;
    size_t used;
    int failed;
};

base_arena *base_arena_new(size_t limit)
{
    base_arena *arena = calloc(1, sizeof(*arena));
    if (arena != NULL)
        arena->limit = limit;
    return arena;
}

static void free_blocks(block *head)
{
    while (head != NULL) {
        block *next = head->next;
        free(head);
        head = next;
    }
}

void base_arena_free(base_arena *arena)
{
    if (arena == NULL)
        return;
    free_blocks(arena->current);
    free(arena);
}

void base_arena_reset(base_arena *arena)
{
    arena->used = 0;
    arena->failed = 0;
    if (arena->current == NULL)
        return;
#ifdef HECHA_ARENA_MALLOC
    free_blocks(arena->current);
    arena->current = NULL;
#else
    free_blocks(arena->current->next);
    arena->current->next = NULL;
    arena->current->used = 0;
#endif
}

static block *add_block(base_arena *arena, size_t need)
{
    size_t size = need;
#ifndef HECHA_ARENA_MALLOC
    size_t wanted = arena->current ? arena->current->size * 2 : FIRST_BLOCK;
    if (wanted > LARGEST_BLOCK)
        wanted = LARGEST_BLOCK;
    if (wanted > size)
        size = wanted;
#endif
    block *fresh = malloc(sizeof(block) + size);
    if (fresh == NULL)
        return NULL;
    fresh->next = arena->current;
    fresh->size = size;
    fresh->used = 0;
    arena->current = fresh;
    return fresh;
}

static void *refuse(base_arena *arena)
{
    arena->failed = 1;
    return NULL;
}

void *base_arena_alloc(base_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        return refuse(arena);
    size_t need = size ? (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1) : ALIGNMENT;
    if (arena->limit != 0 && (need > arena->limit || arena->used > arena->limit - need))
        return refuse(arena);
    block *place = arena->current;
#ifdef HECHA_ARENA_MALLOC
    need = size ? size : 1; /* the exact size, so that a sanitizer sees one byte too many */
    place = add_block(arena, need);
#else
    if (place == NULL || place->size - place->used < need)
        place = add_block(arena, need);
#endif
    if (place == NULL)
        return refuse(arena);
    void *item = (char *)(place + 1) + place->used;
    place->used += need;
    arena->used += need;
    return item;
}

void *base_arena_zalloc(base_arena *arena, size_t size)
{
    void *item = base_arena_alloc(arena, size);
    if (item != NULL)
        memset(item, 0, size);
    return item;
}

void *base_arena_array(base_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return refuse(arena);
    return base_arena_zalloc(arena, count * size);
}

char *base_arena_copy(base_arena *arena, const char *bytes, size_t length)
{
    char *copy = base_arena_alloc(arena, length + 1);
    if (copy == NULL)
        return NULL;
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

base_str base_arena_str(base_arena *arena, base_str text)
{
    char *copy = base_arena_copy(arena, text.ptr, text.len);
    return base_str_n(copy, copy ? text.len : 0);
}

size_t base_arena_used(const base_arena *arena)
{
    return arena->used;
}

int base_arena_failed(const base_arena *arena)
{
    return arena->failed;
}
