/* form/instance.h: from aligned entries to an instance of a form. Private to form/. */
#ifndef FORM_INSTANCE_H
#define FORM_INSTANCE_H

#include "form/match.h"

/* Builds *out from the segments (indexes in the tables) of one instance; caption, caption_year and
 * ordinal are the caller's. Everything in *out is in the arena. 0 or HECHA_E_MEMORY. */
int form_instance_build(base_arena *arena, form_tables *tables, uint32_t number,
                        const size_t *segments, size_t count, form_instance *out);

#endif
