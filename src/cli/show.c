#include "cli/command.h"

hecha_exit cli_show(const cli_options *options)
{
    cli_session session;
    hecha_exit status = cli_session_open(&session, options);
    if (status != HECHA_EXIT_CLEAN)
        return status;
    int code = hecha_show(session.engine, options->operands.items[0], &session.presentation,
                          &status, &session.err);
    return cli_session_close(&session, code, status);
}
