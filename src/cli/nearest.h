/* cli/nearest.h: the known word that a mistyped one is most like. */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <stddef.h>

/* Remembers the best candidate seen so far; zero-initialise. */
typedef struct cli_nearest {
    const char *word; /* NULL: none is near enough */
    size_t distance;
} cli_nearest;

/* Considers a candidate: near enough is one edit (an insertion, deletion, replacement or swap of
 * neighbours) in three letters, or a candidate that begins with the word. First wins on a tie. */
void cli_nearest_try(cli_nearest *best, const char *word, const char *candidate);

#endif
