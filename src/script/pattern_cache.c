#include "script/pattern_cache.h"

#include <stdlib.h>

#include "script/run.h"

#define LONGEST 128u
#define SLOTS 1024u /* a power of two */
#define MOST (SLOTS / 2)

/* Open addressing, one step at a time. */
struct script_patterns {
    script_kept *slots[SLOTS];
    size_t count;
};

static uint32_t hash_of(base_str text, int anchors)
{
    uint32_t hash = 2166136261u ^ (uint32_t)anchors;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * 16777619u;
    return hash;
}

/* The slot of the text: its entry, or where it would go. */
static script_kept **slot_of(script_patterns *patterns, base_str text, int anchors, uint32_t hash)
{
    uint32_t i = hash & (SLOTS - 1);
    for (; patterns->slots[i] != NULL; i = (i + 1) & (SLOTS - 1)) {
        const script_kept *kept = patterns->slots[i];
        if (kept->hash == hash && kept->anchors == anchors && base_str_eq(kept->text, text))
            break;
    }
    return &patterns->slots[i];
}

/* Drops what the run has not used. */
static void drop_others(script_patterns *patterns, uint64_t run)
{
    script_kept *used[MOST];
    size_t count = 0;
    for (size_t i = 0; i < SLOTS; i++) {
        script_kept *kept = patterns->slots[i];
        patterns->slots[i] = NULL;
        if (kept != NULL && kept->run == run)
            used[count++] = kept;
        else
            free(kept);
    }
    for (size_t i = 0; i < count; i++)
        *slot_of(patterns, used[i]->text, used[i]->anchors, used[i]->hash) = used[i];
    patterns->count = count;
}

/* Entry, compiled form and text in one block. */
static script_kept *make(base_str text, int anchors, uint32_t hash, size_t size)
{
    size_t head = (sizeof(script_kept) + 15u) & ~(size_t)15u;
    char *memory = calloc(1, head + size + text.len + 1);
    if (memory == NULL)
        return NULL;
    script_kept *kept = (script_kept *)(void *)memory;
    kept->hash = hash;
    kept->anchors = anchors;
    kept->bytes = memory + head;
    memcpy(memory + head + size, text.ptr, text.len);
    kept->text = base_str_n(memory + head + size, text.len);
    return kept;
}

static script_kept *find(script_vm *vm, base_str text, int anchors, size_t size)
{
    if (vm->patterns == NULL)
        vm->patterns = calloc(1, sizeof(*vm->patterns));
    script_patterns *patterns = vm->patterns;
    if (patterns == NULL)
        return NULL;
    uint32_t hash = hash_of(text, anchors);
    script_kept **slot = slot_of(patterns, text, anchors, hash);
    if (*slot != NULL)
        return *slot;
    if (patterns->count == MOST) {
        drop_others(patterns, vm->runs);
        if (patterns->count == MOST)
            return NULL;
        slot = slot_of(patterns, text, anchors, hash);
    }
    *slot = make(text, anchors, hash, size);
    patterns->count += *slot != NULL;
    return *slot;
}

script_kept *script_keep_pattern(lua_State *L, base_str text, int anchors, size_t size)
{
    script_vm *vm = script_vm_of(L);
    if (vm->run == NULL || text.len == 0 || text.len > LONGEST)
        return NULL;
    script_kept *kept = find(vm, text, anchors, size);
    if (kept == NULL || kept->run == vm->runs)
        return kept;
    kept->run = vm->runs;
    script_run_borrow(L, size);
    return kept;
}

void script_patterns_free(script_patterns *patterns)
{
    if (patterns == NULL)
        return;
    for (size_t i = 0; i < SLOTS; i++)
        free(patterns->slots[i]);
    free(patterns);
}
