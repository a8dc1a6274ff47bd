/* form/set.h: what is known of forms before any document is. Private to form/.
 *
 * The rows of list forms are found by one index. Each table of a matrix form is a *part*, with an
 * index of the parts' lines and one of their column heads. */
#ifndef FORM_SET_H
#define FORM_SET_H

#include "form/index.h"

enum { FORM_MAX_COLUMNS = 64 }; /* columns of a form's table that can be filled */

struct form_set {
    const form *const *forms;
    size_t count;
    const form_index *rows;
    const form_table **sources; /* one for each part */
    const form **models;        /* the form of each part */
    size_t part_count;
    const form_index *lines, *heads; /* NULL without parts */
};

#endif
