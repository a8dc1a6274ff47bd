#include "failing_malloc.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void __libc_free(void *old);

/* The one place of the project with process-wide state: malloc is process-wide. */
static struct {
    long fail_at;
    long counted;
    long alive;
    int refused;
    int own_only; /* allocations of libraries are neither counted nor refused */
    int own;      /* the refused allocation was asked for by the program, not by a library */
} state;

/* Bounds of the program's own code, by the linker. */
extern const char __executable_start, etext;

static int refuse(const void *caller)
{
    int own = (const char *)caller >= &__executable_start && (const char *)caller < &etext;
    if (state.fail_at == 0 || (state.own_only && !own) || ++state.counted != state.fail_at)
        return 0;
    state.refused = 1;
    state.own = own;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    void *made = refuse(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
    state.alive += made != NULL;
    return made;
}

void *calloc(size_t count, size_t size)
{
    void *made = refuse(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
    state.alive += made != NULL;
    return made;
}

void *realloc(void *old, size_t size)
{
    void *made = refuse(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
    state.alive += made != NULL && old == NULL;
    return made;
}

void free(void *old)
{
    state.alive -= old != NULL;
    __libc_free(old);
}

void failing_malloc_arm(long nth)
{
    state.fail_at = nth;
    state.counted = 0;
    state.refused = 0;
    state.own_only = 0;
}

void failing_malloc_arm_own(long nth)
{
    failing_malloc_arm(nth);
    state.own_only = 1;
}

int failing_malloc_disarm(void)
{
    state.fail_at = 0;
    return state.refused;
}

int failing_malloc_own(void)
{
    return state.own;
}

long failing_malloc_alive(void)
{
    return state.alive;
}
