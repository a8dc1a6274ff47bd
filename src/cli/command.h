/* cli/command.h: the commands. Each is one line of the table in cli/commands.c. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/options.h"
#include "cli/output.h"

typedef struct cli_command {
    cli_grammar grammar;
    hecha_exit (*run)(const cli_options *options);
    const char *(*help)(hecha_lang lang);
    const char *summary[2]; /* by hecha_lang, one line */
} cli_command;

/* The table, in the order of the help; *count receives its length. */
const cli_command *cli_commands(size_t *count);
const cli_command *cli_command_find(const char *name); /* NULL: no such command */

hecha_exit cli_check(const cli_options *options);
hecha_exit cli_show(const cli_options *options);
hecha_exit cli_rules(const cli_options *options);
hecha_exit cli_explain(const cli_options *options);
hecha_exit cli_test(const cli_options *options);
hecha_exit cli_lint(const cli_options *options);
hecha_exit cli_new(const cli_options *options);
hecha_exit cli_repl(const cli_options *options);

/* What a command works with: an engine that knows the packs asked for, and an open output. */
typedef struct cli_session {
    const cli_options *options;
    hecha *engine;
    cli_output output;
    cli_progress progress;
    hecha_output presentation; /* filled in; may be changed before use */
    hecha_err err;
} cli_session;

/* 0, or an exit status after a message on stderr; then nothing has to be closed. */
hecha_exit cli_session_open(cli_session *session, const cli_options *options);
/* Takes what an engine function returned and the status it set; writes the error if there is one;
 * closes everything; returns the exit status of the program. */
hecha_exit cli_session_close(cli_session *session, int code, hecha_exit status);

#endif
