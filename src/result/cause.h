/* result/cause.h: which findings have one cause. Private to result/.
 *
 * A comparison by = that failed would hold if one of its figures were another: the subject less the
 * difference, or a term of a plain sum more by it. Where the same change of the same figure would
 * mend several findings, they are told as one: the one of highest severity leads, of these the one
 * that states the figure itself, else the first; the others name it in `because`. */
#ifndef RESULT_CAUSE_H
#define RESULT_CAUSE_H

#include "result/result.h"

/* Needs fingerprints. Leaves findings alone that name a cause already. 0 or
 * HECHA_E_MEMORY. */
int result_find_causes(base_arena *arena, result_report *report);

#endif
