#include "cli/command.h"
#include "cli/interrupt.h"

hecha_exit cli_check(const cli_options *options)
{
    cli_session session;
    cli_interrupt_catch();
    hecha_exit status = cli_session_open(&session, options);
    if (status != HECHA_EXIT_CLEAN)
        return status;
    int code = hecha_check(session.engine, options->operands.items, options->operands.count,
                           &session.presentation, &status, &session.err);
    return cli_session_close(&session, code, status);
}
