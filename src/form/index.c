/* form/index.c: the keys of the rows of several forms. */
#include "form/index.h"

static const uint64_t hash_start = 0xcbf29ce484222325u;

/* FNV-1a, one byte at a time, so that all heads of a text are hashed in one pass. */
static uint64_t hash_byte(uint64_t hash, char byte)
{
    return (hash ^ (unsigned char)byte) * 0x100000001b3u;
}

static uint64_t hash_text(base_str text)
{
    uint64_t hash = hash_start;
    for (size_t i = 0; i < text.len; i++)
        hash = hash_byte(hash, text.ptr[i]);
    return hash;
}

static size_t slot_of(const form_index *index, uint64_t hash)
{
    return (size_t)(hash ^ (hash >> 29)) & index->slot_mask;
}

static int find_hashed(const form_index *index, base_str key, uint64_t hash)
{
    for (size_t slot = slot_of(index, hash); index->slots[slot];
         slot = (slot + 1) & index->slot_mask) {
        const form_index_key *entry = &index->keys[index->slots[slot] - 1];
        if (entry->hash == hash && base_str_eq(entry->key, key))
            return (int)(index->slots[slot] - 1);
    }
    return -1;
}

static void add_row(form_index *index, uint32_t form_number, int row, base_str key)
{
    if (key.len == 0)
        return;
    uint64_t hash = hash_text(key);
    int id = find_hashed(index, key, hash);
    int owner = (int)index->owner_count++;
    index->owners[owner] = (form_owner){form_number, row, -1};
    if (id >= 0) {
        index->owners[index->keys[id].last].next = owner;
        index->keys[id].last = owner;
        return;
    }
    size_t slot = slot_of(index, hash);
    while (index->slots[slot])
        slot = (slot + 1) & index->slot_mask;
    index->keys[index->key_count] = (form_index_key){key, hash, owner, owner};
    index->slots[slot] = (uint32_t)++index->key_count;
    if (key.len > index->longest)
        index->longest = key.len;
    if (key.len < index->shortest)
        index->shortest = key.len;
}

form_index *form_index_new(base_arena *arena, const form *const *forms, size_t count)
{
    size_t rows = 0;
    for (size_t i = 0; i < count; i++)
        rows += forms[i]->count;
    if (rows > INT32_MAX / 4)
        return NULL;
    size_t slots = 16;
    while (slots < rows * 2 + 1)
        slots *= 2;
    form_index *index = base_arena_zalloc(arena, sizeof *index);
    if (!index)
        return NULL;
    index->forms = forms;
    index->form_count = count;
    index->keys = base_arena_array(arena, rows + 1, sizeof *index->keys);
    index->owners = base_arena_array(arena, rows + 1, sizeof *index->owners);
    index->slots = base_arena_array(arena, slots, sizeof *index->slots);
    index->slot_mask = slots - 1;
    index->shortest = SIZE_MAX;
    if (!index->keys || !index->owners || !index->slots)
        return NULL;
    for (size_t i = 0; i < count; i++)
        for (size_t row = 0; row < (forms[i]->table_count ? 0 : forms[i]->count); row++)
            add_row(index, (uint32_t)i, (int)row, forms[i]->rows[row].key);
    return index;
}

int form_index_find(const form_index *index, base_str key)
{
    if (key.len == 0 || key.len > index->longest)
        return -1;
    return find_hashed(index, key, hash_text(key));
}

int form_index_prefix(const form_index *index, base_str text, size_t least)
{
    int best = -1;
    uint64_t hash = hash_start;
    for (size_t i = 0; i < text.len && i < index->longest; i++) {
        hash = hash_byte(hash, text.ptr[i]);
        /* A key ends with a whole character. */
        if (i + 1 < least || (i + 1 < text.len && ((unsigned char)text.ptr[i + 1] & 0xC0) == 0x80))
            continue;
        int id = find_hashed(index, base_str_n(text.ptr, i + 1), hash);
        if (id >= 0)
            best = id;
    }
    return best;
}

int form_index_owner(const form_index *index, int key, uint32_t form_number, int after)
{
    int owner = after >= 0 ? index->owners[after].next : key >= 0 ? index->keys[key].first : -1;
    while (owner >= 0 && index->owners[owner].form != form_number)
        owner = index->owners[owner].next;
    return owner;
}
