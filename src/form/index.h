/* form/index.h: the keys of the rows of several list forms, so that a printed label finds the rows
 * it can mean in constant time. Private to form/.
 *
 * Each different key has an id, counted from 0; its rows are a chain in the order of the forms,
 * then of the rows. Built for a set of forms or one form, in an arena that must outlive it; the
 * keys are borrowed from the forms. Lookups of labels from reports are bounded: a chain of slots
 * that collide is as long as the forms make it, never the report. */
#ifndef FORM_INDEX_H
#define FORM_INDEX_H

#include "form/form.h"

/* A row of a form that has the key. */
typedef struct form_owner {
    uint32_t form; /* index in the list given to form_index_new */
    int row;
    int next; /* index of the next owner of this key, or -1 */
} form_owner;

typedef struct form_index_key {
    base_str key;
    uint64_t hash;
    int first, last; /* owners */
} form_index_key;

typedef struct form_index {
    const form *const *forms;
    size_t form_count;
    form_index_key *keys;
    size_t key_count;
    form_owner *owners;
    size_t owner_count;
    uint32_t *slots; /* key id + 1; 0: free */
    size_t slot_mask;
    size_t shortest, longest; /* bytes of the shortest and the longest key */
} form_index;

/* NULL when there is no memory. */
form_index *form_index_new(base_arena *arena, const form *const *forms, size_t count);
/* The id of the key, or -1. */
int form_index_find(const form_index *index, base_str key);
/* The id of the longest key, of at least `least` bytes, that the text starts with, or -1. */
int form_index_prefix(const form_index *index, base_str text, size_t least);
/* The first owner of the key that is of the form, or the next one after owner `after`; -1: none.
 * `after` is -1 to begin. */
int form_index_owner(const form_index *index, int key, uint32_t form, int after);

#endif
