/* read/docx_index.h: finding items by an id from the file: relationships, styles, notes.
 *
 * The ids are a stranger's: chains are cut at a fixed length, so that no choice of ids makes the
 * look-ups slow; an item behind such a chain is not found. */
#ifndef READ_DOCX_INDEX_H
#define READ_DOCX_INDEX_H

#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"

#define DOCX_INDEX_NONE ((size_t)-1)

typedef struct docx_index {
    uint32_t *slots; /* open addressing: index + 1; NULL: nothing in it */
    size_t mask;
} docx_index;

/* Indexes items whose first member is their id, a base_str. Of two with one id the first counts.
 * 0 or HECHA_E_MEMORY. */
int docx_index_build(docx_index *index, const base_vec *items, base_arena *arena);
/* Index of the item, or DOCX_INDEX_NONE. */
size_t docx_index_find(const docx_index *index, const base_vec *items, base_str id);

#endif
