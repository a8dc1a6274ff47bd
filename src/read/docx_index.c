#include "read/docx_index.h"

#include <hecha.h>

#include "base/hash.h"

#define LONGEST_CHAIN 128

static base_str id_at(const base_vec *items, size_t index)
{
    return *(const base_str *)base_vec_at(items, index);
}

/* The slot of an id, or the free one it belongs to; NULL where the chain is too long. */
static uint32_t *slot_of(const docx_index *index, const base_vec *items, base_str id)
{
    size_t at = (size_t)base_hash64(id) & index->mask;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
        uint32_t *slot = &index->slots[at];
        if (*slot == 0 || base_str_eq(id_at(items, *slot - 1), id))
            return slot;
        at = (at + 1) & index->mask;
    }
    return NULL;
}

int docx_index_build(docx_index *index, const base_vec *items, base_arena *arena)
{
    size_t size = 16;
    index->slots = NULL;
    if (items->count == 0)
        return HECHA_OK;
    while (size < items->count * 2)
        size *= 2;
    index->slots = base_arena_array(arena, size, sizeof(*index->slots));
    if (index->slots == NULL)
        return HECHA_E_MEMORY;
    index->mask = size - 1;
    for (size_t i = 0; i < items->count && i < UINT32_MAX - 1; i++) {
        uint32_t *slot = slot_of(index, items, id_at(items, i));
        if (slot != NULL && *slot == 0)
            *slot = (uint32_t)i + 1;
    }
    return HECHA_OK;
}

size_t docx_index_find(const docx_index *index, const base_vec *items, base_str id)
{
    if (index->slots == NULL)
        return DOCX_INDEX_NONE;
    const uint32_t *slot = slot_of(index, items, id);
    return slot != NULL && *slot != 0 ? *slot - 1 : DOCX_INDEX_NONE;
}
