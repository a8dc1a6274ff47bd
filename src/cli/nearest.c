#include "cli/nearest.h"

#include <string.h>

#define LONGEST 31u

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance (Damerau 1964, restricted to one swap a pair). */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t cost[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= a_length; i++)
        cost[i][0] = i;
    for (size_t j = 0; j <= b_length; j++)
        cost[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        for (size_t j = 1; j <= b_length; j++) {
            size_t best = smaller(cost[i - 1][j], cost[i][j - 1]) + 1;
            best = smaller(best, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = smaller(best, cost[i - 2][j - 2] + 1);
            cost[i][j] = best;
        }
    }
    return cost[a_length][b_length];
}

void cli_nearest_try(cli_nearest *best, const char *word, const char *candidate)
{
    size_t length = strlen(word);
    size_t other = strlen(candidate);
    if (length == 0 || length > LONGEST || other > LONGEST)
        return;
    size_t edits = distance(word, length, candidate, other);
    if (length >= 2 && strncmp(word, candidate, length) == 0)
        edits = 0;
    if (edits > (length + 2) / 3)
        return;
    if (best->word == NULL || edits < best->distance) {
        best->word = candidate;
        best->distance = edits;
    }
}
