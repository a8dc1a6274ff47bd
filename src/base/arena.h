/* base/arena.h: memory with one lifetime.
 *
 * Purpose: a document, a rule's evaluation, a result: all their parts are allocated here and freed
 * at once. Memory is returned aligned for any type. With HECHA_ARENA_MALLOC defined (the asan
 * preset) every item is its own malloc, so that sanitizers see each one.
 * Errors: NULL when the system has no memory or the arena's limit would be passed; an arena
 * remembers that (base_arena_failed), so a builder may check once at its end. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

typedef struct base_arena base_arena;

/* A new arena that never holds more than `limit` bytes of items (0: no limit). NULL: no memory. */
base_arena *base_arena_new(size_t limit);
void base_arena_free(base_arena *arena); /* NULL is allowed */
/* Drops all items, keeps the memory for the next use, clears the failure. */
void base_arena_reset(base_arena *arena);

void *base_arena_alloc(base_arena *arena, size_t size);  /* uninitialised */
void *base_arena_zalloc(base_arena *arena, size_t size); /* zeroed */
/* count * size, zeroed, checked for overflow. */
void *base_arena_array(base_arena *arena, size_t count, size_t size);
/* Copies with a NUL added after the end (not counted). NULL: no memory. */
char *base_arena_copy(base_arena *arena, const char *bytes, size_t length);
/* As above for a slice; on failure the empty slice with ptr NULL. */
base_str base_arena_str(base_arena *arena, base_str text);

size_t base_arena_used(const base_arena *arena); /* bytes handed out since new or reset */
int base_arena_failed(const base_arena *arena);  /* 1 if any allocation was refused */

#endif
