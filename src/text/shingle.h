/* text/shingle.h: how much of one text stands in another.
 *
 * Compared are runs of 8 letters and ideographs within a sentence; digits, punctuation and white
 * space do not count, so that a sentence with nothing but its figures changed is the same. A
 * sentence of fewer than 8 counts as one run if it has at least 4. Deterministic; n log n. */
#ifndef TEXT_SHINGLE_H
#define TEXT_SHINGLE_H

#include "base/vec.h"

/* Appends the hashes (uint64_t) of the runs of a normalised text. 0 or HECHA_E_MEMORY. */
int text_shingles_add(base_arena *arena, base_str text, base_vec *hashes);
/* Sorts, for text_shingles_common. */
void text_shingles_sort(base_vec *hashes);
/* How many of hashes[from …] stand in the sorted ones. */
size_t text_shingles_common(const base_vec *hashes, size_t from, const base_vec *sorted);

#endif
