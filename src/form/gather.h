/* form/gather.h: which bands of a document are which tables of which matrix forms, and the
 * instances they make. Private to form/. */
#ifndef FORM_GATHER_H
#define FORM_GATHER_H

#include "form/grid.h"

/* A band that is a table of an instance. */
typedef struct form_placed {
    size_t band, part;
    uint32_t instance; /* index among those of its form, from 0 */
} form_placed;

/* The instances of one form. */
typedef struct form_gathered {
    const form *model;
    size_t first_part; /* its parts follow one another */
    base_vec placed;   /* form_placed, in the document's order */
    uint32_t instances;
} form_gathered;

/* Chooses the forms; `year` decides between forms that fit alike. *out is a vector of
 * form_gathered, in scratch memory. 0 or HECHA_E_MEMORY. */
int form_gather(form_grid *grid, int year, base_vec *out);
/* The heads of a part that hold for a band: its own or, where it has none, those of the band before
 * in the same table or in one as wide. */
void form_gather_heads(const form_grid *grid, size_t band, size_t part, form_heads *out);
/* 1 if the form is of the year. */
int form_fits_year(const form *model, int year);

#endif
