#include "form/labels.h"

#include "base/hash.h"
#include "text/normal.h"

enum {
    FIRST_SLOTS = 256,
    MOST_PROBES = 16 /* the texts are a stranger's: one that meets more others is not kept */
};

void form_labels_init(form_labels *labels, base_arena *arena)
{
    *labels = (form_labels){.arena = arena};
    base_buf_init(&labels->buf);
}

void form_labels_dispose(form_labels *labels)
{
    base_buf_dispose(&labels->buf);
}

base_str form_labels_key(form_labels *labels, base_str text)
{
    base_buf_clear(&labels->buf);
    text_label_key(&labels->buf, text);
    if (base_buf_failed(&labels->buf))
        return base_str_n(NULL, 0);
    return base_arena_str(labels->arena, base_buf_str(&labels->buf));
}

/* The slot that holds the text, or a free one for it; NULL if there is none near. */
static form_label **find_slot(const form_labels *labels, uint64_t hash, base_str text)
{
    for (size_t i = 0; i < MOST_PROBES; i++) {
        form_label **slot = &labels->slots[(hash + i) & labels->mask];
        if (!*slot || ((*slot)->hash == hash && base_str_eq((*slot)->text, text)))
            return slot;
    }
    return NULL;
}

static int grow(form_labels *labels)
{
    form_label **old = labels->slots;
    size_t size = old ? labels->mask + 1 : 0;
    form_label **slots =
        base_arena_array(labels->arena, size ? size * 2 : FIRST_SLOTS, sizeof *slots);
    if (!slots)
        return 0;
    labels->slots = slots;
    labels->mask = (size ? size * 2 : FIRST_SLOTS) - 1;
    labels->count = 0;
    for (size_t i = 0; i < size; i++) {
        form_label **slot = old[i] ? find_slot(labels, old[i]->hash, old[i]->text) : NULL;
        if (slot) {
            *slot = old[i];
            labels->count++;
        }
    }
    return 1;
}

form_label *form_labels_get(form_labels *labels, base_str printed)
{
    uint64_t hash = base_hash64(printed);
    hash ^= hash >> 32;
    if (labels->count * 2 >= labels->mask && !grow(labels))
        return NULL;
    form_label **slot = find_slot(labels, hash, printed);
    if (slot && *slot)
        return *slot;
    form_label *made = base_arena_zalloc(labels->arena, sizeof *made);
    if (!made)
        return NULL;
    made->hash = hash;
    made->text = base_arena_str(labels->arena, printed);
    made->key = form_labels_key(labels, printed);
    if (!made->text.ptr || !made->key.ptr)
        return NULL;
    if (slot) {
        *slot = made;
        labels->count++;
    }
    return made;
}
