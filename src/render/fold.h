/* render/fold.h: which findings are shown under which. A finding whose `because` names another
 * finding of the report is folded under that one, or under the one that is folded under;
 * but never under one of lower severity. */
#ifndef RENDER_FOLD_H
#define RENDER_FOLD_H

#include "result/result.h"

#define RENDER_FOLD_NONE ((size_t)-1)

typedef struct render_fold {
    size_t cause;       /* index of the finding it is shown under, or RENDER_FOLD_NONE */
    size_t first, last; /* folded under this one; RENDER_FOLD_NONE: none */
    size_t next;        /* the next one under the same cause */
} render_fold;

/* One entry a finding, to be freed with free(). NULL: no findings, or no memory. */
render_fold *render_fold_findings(const result_report *report);

#endif
