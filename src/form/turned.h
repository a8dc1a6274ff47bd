/* form/turned.h: tables whose rows and columns are exchanged: the labels of a form stand side by
 * side where its lines stand one below the other.
 *
 * They are told by their labels: at least eight in a row, and more than twice as many as in any
 * column; then also the smaller tables of the document that lie the same way. No form is looked for
 * in them: the table is marked doubtful, and the caller says so. */
#ifndef FORM_TURNED_H
#define FORM_TURNED_H

#include "form/form.h"

/* Marks them. Their places, in reading order, are in the arena. 0 or HECHA_E_MEMORY. */
int form_turned_mark(base_arena *arena, doc *document, const form_set *set, base_place **out,
                     size_t *out_count);

#endif
