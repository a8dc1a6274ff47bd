/* cli/progress.h: a bar on the terminal while many reports are checked. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <hecha.h>

/* Zero-initialise, then set `enabled` and `lang`. */
typedef struct cli_progress {
    int enabled; /* standard error is a terminal */
    hecha_lang lang;
    int shown;   /* a bar stands in the last line */
    int percent; /* that it shows, plus one */
} cli_progress;

/* As hecha_output.progress wants it; `context` is a cli_progress. Draws nothing for 20 reports or
 * fewer, and only when the percentage changes. */
void cli_progress_step(void *context, size_t number, size_t count, const char *path);
/* Takes the bar away, so that other output can be written. */
void cli_progress_clear(cli_progress *progress);

#endif
