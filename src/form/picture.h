/* form/picture.h: tables of which a report has only a picture.
 *
 * A line that announces a table (it holds the title of a form that the report lacks, or ends in 表)
 * with a picture behind it and no table: only short lines may stand between (填报单位, 单位：件).
 * Where the line is the title of a form that the report lacks the picture may also stand directly
 * before it, and sentences between. Which pictures leave a block is said in read/picture.h. */
#ifndef FORM_PICTURE_H
#define FORM_PICTURE_H

#include "form/form.h"

typedef struct form_picture {
    base_str caption; /* the announcing line */
    base_place place; /* of the picture */
} form_picture;

/* The pictures, in reading order; all in the arena. 0 or HECHA_E_MEMORY. */
int form_pictures_find(base_arena *arena, const doc *document, const form *const *forms,
                       size_t count, const form_instance *instances, size_t instance_count,
                       form_picture **out, size_t *out_count);

#endif
