#include <string.h>

#include "cli/command.h"
#include "cli/say.h"

static int is_rule_file(const char *name)
{
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".lua") == 0;
}

/* The operands are the packs and rule files to test. */
hecha_exit cli_test(const cli_options *options)
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
        code = hecha_test(session.engine, &session.presentation, &status, &session.err);
    return cli_session_close(&session, code, status);
}
