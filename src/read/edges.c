#include "read/edges.h"

#include <stdlib.h>

#define NEAR 15 /* twips, as drawn by hand or rounded by a converter */

static int by_value(const void *a, const void *b)
{
    int32_t left = *(const int32_t *)a, right = *(const int32_t *)b;
    return (left > right) - (left < right);
}

size_t read_edges_join(int32_t *edges, size_t count)
{
    size_t kept = 0;
    qsort(edges, count, sizeof(*edges), by_value);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || (int64_t)edges[i] - edges[kept - 1] > NEAR)
            edges[kept++] = edges[i];
    return kept;
}

uint32_t read_edges_column(const int32_t *edges, size_t count, int32_t edge)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if ((int64_t)edges[middle] + NEAR < edge)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low + 1;
}
