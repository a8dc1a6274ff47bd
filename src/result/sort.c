#include <stdlib.h>

#include "result/result.h"

static int compare_numbers(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_findings(const result_finding *a, const result_finding *b)
{
    int order = compare_numbers(a->location.block, b->location.block);
    if (order == 0)
        order = compare_numbers(a->location.line, b->location.line);
    if (order == 0)
        order = compare_numbers(a->location.row, b->location.row);
    if (order == 0)
        order = compare_numbers(a->location.cell, b->location.cell);
    if (order == 0)
        order = base_str_cmp(a->rule, b->rule);
    if (order == 0)
        order = base_str_cmp(a->message, b->message);
    return order;
}

/* Without memory for merging: slower, same order. */
static void insertion_sort(result_finding *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        result_finding moved = items[i];
        size_t at = i;
        while (at > 0 && compare_findings(&items[at - 1], &moved) > 0) {
            items[at] = items[at - 1];
            at--;
        }
        items[at] = moved;
    }
}

static void merge(const result_finding *from, result_finding *to, size_t start, size_t middle,
                  size_t end)
{
    size_t left = start, right = middle;
    for (size_t i = start; i < end; i++) {
        if (left < middle && (right >= end || compare_findings(&from[left], &from[right]) <= 0))
            to[i] = from[left++];
        else
            to[i] = from[right++];
    }
}

static size_t at_most(size_t number, size_t limit)
{
    return number < limit ? number : limit;
}

/* Bottom-up merge sort: qsort is not stable. */
static void merge_sort(result_finding *items, result_finding *spare, size_t count)
{
    result_finding *from = items, *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width)
            merge(from, to, start, at_most(start + width, count),
                  at_most(start + 2 * width, count));
        result_finding *swap = from;
        from = to;
        to = swap;
    }
    if (from != items)
        memcpy(items, from, count * sizeof(*items));
}

static int is_sorted(const result_finding *items, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (compare_findings(&items[i - 1], &items[i]) > 0)
            return 0;
    return 1;
}

void result_sort(result_report *report)
{
    size_t count = report->finding_count;
    if (is_sorted(report->findings, count))
        return;
    result_finding *spare = NULL;
    if (count <= SIZE_MAX / sizeof(*spare))
        spare = malloc(count * sizeof(*spare));
    if (spare == NULL) {
        insertion_sort(report->findings, count);
        return;
    }
    merge_sort(report->findings, spare, count);
    free(spare);
}
