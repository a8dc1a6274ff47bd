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
    base_str head; /* key of what stands before a note (form_labels_head); or empty */
    int has_head;
} form_label;

typedef struct form_labels {
    base_arena *arena; /* of what is kept */
    base_buf key, head;
    form_label **slots;
    size_t mask, count;
    form_label spare; /* the last one that was not kept: a report may say anything */
} form_labels;

void form_labels_init(form_labels *labels, base_arena *arena);
void form_labels_dispose(form_labels *labels);
/* Good until the next call, as long as `printed` is. NULL without memory. */
form_label *form_labels_get(form_labels *labels, base_str printed);
/* Makes the label's `head` from this part of it, once. 0 or HECHA_E_MEMORY. */
int form_labels_head(form_labels *labels, form_label *label, base_str part);

#endif
