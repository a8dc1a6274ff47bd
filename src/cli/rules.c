#include "cli/command.h"

hecha_exit cli_rules(const cli_options *options)
{
    cli_session session;
    hecha_exit status = cli_session_open(&session, options);
    if (status != HECHA_EXIT_CLEAN)
        return status;
    int code = hecha_rules(session.engine, &session.presentation, &status, &session.err);
    return cli_session_close(&session, code, status);
}

hecha_exit cli_explain(const cli_options *options)
{
    cli_session session;
    hecha_exit status = cli_session_open(&session, options);
    if (status != HECHA_EXIT_CLEAN)
        return status;
    int code = hecha_explain(session.engine, options->operands.items[0], &session.presentation,
                             &status, &session.err);
    return cli_session_close(&session, code, status);
}
