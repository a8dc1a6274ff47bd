#include "form/labels.h"

#include <hecha.h>

#include "base/hash.h"
#include "text/normal.h"

enum {
    FIRST_SLOTS = 256,
    MOST_KEPT = 4096,
    MOST_PROBES = 16 /* of texts that a stranger chose so that their hashes collide */
};

void form_labels_init(form_labels *labels, base_arena *arena)
{
    *labels = (form_labels){.arena = arena};
    base_buf_init(&labels->key);
    base_buf_init(&labels->head);
}

void form_labels_dispose(form_labels *labels)
{
    base_buf_dispose(&labels->key);
    base_buf_dispose(&labels->head);
}

/* The key of a text; of a label that is kept in the arena, else in the buffer. */
static int make_key(form_labels *labels, const form_label *label, base_buf *buf, base_str text,
                    base_str *out)
{
    base_buf_clear(buf);
    text_label_key(buf, text);
    if (base_buf_failed(buf))
        return HECHA_E_MEMORY;
    *out = base_buf_str(buf);
    if (label != &labels->spare)
        *out = base_arena_str(labels->arena, *out);
    return out->ptr ? 0 : HECHA_E_MEMORY;
}

int form_labels_head(form_labels *labels, form_label *label, base_str part)
{
    if (label->has_head)
        return 0;
    label->has_head = 1;
    return make_key(labels, label, &labels->head, part, &label->head);
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
    form_label *made = &labels->spare;
    *made = (form_label){.hash = hash, .text = printed};
    if (slot && labels->count < MOST_KEPT) {
        made = base_arena_zalloc(labels->arena, sizeof *made);
        if (!made)
            return NULL;
        made->hash = hash;
        made->text = base_arena_str(labels->arena, printed);
        if (!made->text.ptr)
            return NULL;
    }
    if (make_key(labels, made, &labels->key, printed, &made->key))
        return NULL;
    if (made != &labels->spare) {
        *slot = made;
        labels->count++;
    }
    return made;
}
