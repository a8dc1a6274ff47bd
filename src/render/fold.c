#include "render/fold.h"

#include <stdlib.h>

typedef struct entry {
    base_str fingerprint;
    size_t index;
} entry;

static int by_fingerprint(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = base_str_cmp(a->fingerprint, b->fingerprint);
    if (order != 0)
        return order;
    return a->index < b->index ? -1 : a->index > b->index;
}

static size_t find(const entry *entries, size_t count, base_str fingerprint)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (base_str_cmp(entries[middle].fingerprint, fingerprint) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < count && base_str_eq(entries[low].fingerprint, fingerprint))
        return entries[low].index;
    return RENDER_FOLD_NONE;
}

static void link_under(render_fold *folds, size_t cause, size_t index)
{
    if (folds[cause].first == RENDER_FOLD_NONE)
        folds[cause].first = index;
    else
        folds[folds[cause].last].next = index;
    folds[cause].last = index;
}

/* One pass resolves chains of causes that stand before what they cause. A cause behind counts only
 * if it has none itself, so that names cannot make a circle. */
static void resolve(render_fold *folds, const result_report *report, const entry *entries)
{
    size_t index;
    for (index = 0; index < report->finding_count; index++) {
        const result_finding *finding = &report->findings[index];
        if (finding->because.len == 0)
            continue;
        size_t cause = find(entries, report->finding_count, finding->because);
        if (cause == RENDER_FOLD_NONE || cause == index ||
            (cause > index && report->findings[cause].because.len > 0))
            continue;
        if (folds[cause].cause != RENDER_FOLD_NONE)
            cause = folds[cause].cause;
        /* An error must not hide under a notice. */
        if (finding->severity > report->findings[cause].severity)
            continue;
        folds[index].cause = cause;
        link_under(folds, cause, index);
    }
}

render_fold *render_fold_findings(const result_report *report)
{
    size_t count = report->finding_count;
    size_t index;
    if (count == 0 || count > SIZE_MAX / sizeof(render_fold))
        return NULL;
    render_fold *folds = malloc(count * sizeof(*folds));
    entry *entries = malloc(count * sizeof(*entries));
    if (folds == NULL || entries == NULL) {
        free(folds);
        free(entries);
        return NULL;
    }
    for (index = 0; index < count; index++) {
        render_fold empty = {RENDER_FOLD_NONE, RENDER_FOLD_NONE, RENDER_FOLD_NONE,
                             RENDER_FOLD_NONE};
        folds[index] = empty;
        entries[index].fingerprint = report->findings[index].fingerprint;
        entries[index].index = index;
    }
    qsort(entries, count, sizeof(*entries), by_fingerprint);
    resolve(folds, report, entries);
    free(entries);
    return folds;
}
