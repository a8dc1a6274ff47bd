/* cli/output.h: where results go: standard output, or a file that appears only when it is whole.
 *
 * A file is written under another name beside its target and renamed at the end, so that a run
 * that fails leaves an older result as it was. What is no regular file (a device, a pipe) is
 * written directly. Nothing is created before the first byte. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <hecha.h>
#include <stdio.h>

#include "cli/progress.h"

typedef struct cli_output {
    FILE *stream;           /* NULL until the first byte of a file */
    char *target;           /* resolved name; NULL: standard output */
    char *temporary;        /* while it exists; or NULL */
    const char *name;       /* as given; NULL: standard output */
    int failure;            /* errno of the first failed write, or 0 */
    int terminal;           /* it goes to a terminal */
    cli_progress *progress; /* to be cleared before writing to a terminal; may be NULL */
} cli_output;

/* `name` NULL or "-": standard output. 0, or an exit status after a message on stderr. */
int cli_output_open(cli_output *output, const char *name, hecha_lang lang, cli_progress *progress);
/* As hecha_writer.write wants it; `context` is a cli_output. */
int cli_output_write(void *context, const char *bytes, size_t length);
/* Ends the writing. With `keep` 0 a file is dropped. Returns `status`, or HECHA_EXIT_SYSTEM if
 * something could not be written, with a message unless a reader closed the pipe. */
hecha_exit cli_output_close(cli_output *output, int keep, hecha_exit status, hecha_lang lang);

#endif
