/* form/match.h: aligns the entries of a table with the rows of one form. Private to form/.
 *
 * First the longest common subsequence by exact key (rows that occur twice in the form are told
 * apart by order), then rows that are nearly alike within the gaps, then what is left over: a known
 * label out of order fills its row if that is free, else it is a duplicate. Bounded: at most
 * FORM_MAX_TWINS rows of one key and FORM_MAX_COMPARED comparisons of keys are looked at. */
#ifndef FORM_MATCH_H
#define FORM_MATCH_H

#include "form/table.h"

enum { FORM_MAX_TWINS = 32, FORM_MAX_COMPARED = 50000, FORM_LEAST_SIMILARITY = 75 };

typedef enum form_fit {
    FORM_FIT_NONE = 0,  /* an unknown label */
    FORM_FIT_IN_ORDER,  /* fills `row` */
    FORM_FIT_MISPLACED, /* fills `row`, but stands elsewhere */
    FORM_FIT_DUPLICATE  /* names `row`, which another entry fills */
} form_fit;

typedef struct form_match {
    form_fit fit;
    int row; /* of the form, or -1 */
    int similarity;
} form_match;

/* `matches` has a member for each entry, `entry_of` one for each row of the form: the index of the
 * entry that fills it, or -1. `number` is the form's in the index. 0 or HECHA_E_MEMORY. */
int form_match_rows(form_tables *tables, uint32_t number, form_entry *const *entries, size_t count,
                    form_match *matches, int *entry_of);

#endif
