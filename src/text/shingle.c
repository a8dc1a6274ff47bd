#include "text/shingle.h"

#include <hecha.h>
#include <stdint.h>
#include <stdlib.h>

#include "text/utf8.h"

#define RUN 8u
#define SHORTEST 4u

static int counts(uint32_t codepoint)
{
    return (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 'A' && codepoint <= 'Z') ||
           (codepoint >= 0x3400 && codepoint <= 0x9FFF) ||
           (codepoint >= 0x20000 && codepoint <= 0x3FFFF);
}

static int ends_sentence(uint32_t codepoint)
{
    return codepoint == 0x3002 || codepoint == 0xFF1B || codepoint == ';' || codepoint == 0xFF01 ||
           codepoint == '!' || codepoint == 0xFF1F || codepoint == '?' || codepoint == '\n';
}

static uint64_t hash_run(const uint32_t *ring, size_t at, size_t length)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = at - length; i < at; i++) {
        uint32_t codepoint = ring[i % RUN];
        for (int k = 0; k < 3; k++)
            hash = (hash ^ ((codepoint >> (8 * k)) & 0xFF)) * 1099511628211u;
    }
    return hash;
}

static int push(base_arena *arena, base_vec *hashes, uint64_t hash)
{
    uint64_t *slot = base_vec_push(hashes, arena);
    if (slot == NULL)
        return HECHA_E_MEMORY;
    *slot = hash;
    return 0;
}

int text_shingles_add(base_arena *arena, base_str text, base_vec *hashes)
{
    uint32_t ring[RUN];
    size_t at = 0, count = 0; /* of the sentence */
    while (at <= text.len) {
        uint32_t codepoint = at < text.len ? text_utf8_next(text, &at) : '\n';
        int code = 0;
        if (counts(codepoint)) {
            ring[count++ % RUN] = codepoint;
            if (count >= RUN)
                code = push(arena, hashes, hash_run(ring, count, RUN));
        } else if (ends_sentence(codepoint)) {
            if (count >= SHORTEST && count < RUN)
                code = push(arena, hashes, hash_run(ring, count, count));
            count = 0;
            if (at == text.len)
                at++;
        }
        if (code != 0)
            return code;
    }
    return 0;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

void text_shingles_sort(base_vec *hashes)
{
    if (hashes->count > 1)
        qsort(hashes->items, hashes->count, sizeof(uint64_t), by_value);
}

size_t text_shingles_common(const base_vec *hashes, size_t from, const base_vec *sorted)
{
    size_t common = 0;
    for (size_t i = from; i < hashes->count && sorted->count > 0; i++)
        common += bsearch(base_vec_at(hashes, i), sorted->items, sorted->count, sizeof(uint64_t),
                          by_value) != NULL;
    return common;
}
