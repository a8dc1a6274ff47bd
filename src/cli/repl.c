#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"

static int read_line(void *context, char *line, size_t size)
{
    if (isatty(STDIN_FILENO)) {
        fputs("> ", stderr);
        fflush(stderr);
    }
    (void)context;
    return fgets(line, (int)size, stdin) != NULL;
}

hecha_exit cli_repl(const cli_options *options)
{
    cli_session session;
    hecha_exit status = cli_session_open(&session, options);
    if (status != HECHA_EXIT_CLEAN)
        return status;
    int code = hecha_repl(session.engine, options->operands.items[0], read_line, &session,
                          &session.presentation, &status, &session.err);
    return cli_session_close(&session, code, status);
}
