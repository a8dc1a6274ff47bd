/* form/labels.h: printed labels and their keys, each made once: the cells of a report are looked up
 * in several indexes, and tables say the same again and again. Private to form/. */
#ifndef FORM_LABELS_H
#define FORM_LABELS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

typedef struct form_label {
    uint64_t hash;
    base_str text; /* as printed */
    base_str key;
    base_str head; /* key of what stands before a note, made when it is asked for; empty: no note */
    int has_head;
} form_label;

typedef struct form_labels {
    base_arena *arena; /* of all that is in it */
    base_buf buf;
    form_label **slots;
    size_t mask, count;
} form_labels;

void form_labels_init(form_labels *labels, base_arena *arena);
void form_labels_dispose(form_labels *labels);
/* Lives as long as the arena. NULL without memory. */
form_label *form_labels_get(form_labels *labels, base_str printed);
/* The key of a text, as text_label_key makes it, in the arena; the slice with ptr NULL without
 * memory. */
base_str form_labels_key(form_labels *labels, base_str text);

#endif
