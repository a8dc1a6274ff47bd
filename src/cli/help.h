/* cli/help.h: the help texts, by hecha_lang (zh, en). docs/man/hecha.1 says the same at length. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <hecha.h>
#include <stdio.h>

const char *cli_help_check(hecha_lang lang);
const char *cli_help_show(hecha_lang lang);
const char *cli_help_rules(hecha_lang lang);
const char *cli_help_explain(hecha_lang lang);
const char *cli_help_test(hecha_lang lang);
const char *cli_help_lint(hecha_lang lang);
const char *cli_help_new(hecha_lang lang);
const char *cli_help_repl(hecha_lang lang);
/* The options that all commands share, and the exit statuses. */
const char *cli_help_common(hecha_lang lang);
/* Writes the overview of all commands. */
void cli_help_overview(FILE *stream, hecha_lang lang);

#endif
