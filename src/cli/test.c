#include <string.h>

#include "cli/command.h"
#include "cli/say.h"

static int ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0;
}

static int is_rule_file(const char *name)
{
    return ends_with(name, ".lua") || ends_with(name, ".csv") || ends_with(name, ".xlsx");
}

/* Runs it on the packs and rule files that are the operands. */
static hecha_exit run_on_packs(const cli_options *options,
                               int (*run)(hecha *, const hecha_output *, hecha_exit *, hecha_err *))
{
    cli_session session;
    hecha_exit status = cli_session_open(&session, options);
    if (status != HECHA_EXIT_CLEAN)
        return status;
    int code = 0;
    for (size_t i = 0; code == 0 && i < options->operands.count; i++) {
        const char *name = options->operands.items[i];
        code = is_rule_file(name) ? hecha_add_rule_file(session.engine, name, &session.err)
                                  : hecha_add_pack(session.engine, name, &session.err);
    }
    if (code == 0)
        code = run(session.engine, &session.presentation, &status, &session.err);
    return cli_session_close(&session, code, status);
}

hecha_exit cli_test(const cli_options *options)
{
    return run_on_packs(options, hecha_test);
}

hecha_exit cli_lint(const cli_options *options)
{
    return run_on_packs(options, hecha_lint);
}
