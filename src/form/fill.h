/* form/fill.h: the instances of matrix forms. Private to form/. */
#ifndef FORM_FILL_H
#define FORM_FILL_H

#include "form/gather.h"

/* An instance and the index of the block it begins in. */
typedef struct form_filled {
    form_instance instance;
    size_t block;
} form_filled;

/* Aligns the document with the matrix forms of the set; `labels` are scratch too; *out is a
 * vector of form_filled in scratch memory, what they hold in the arena. 0 or HECHA_E_MEMORY. */
int form_fill(base_arena *arena, form_labels *labels, const doc *document, const form_set *set,
              int year, base_vec *out);

#endif
