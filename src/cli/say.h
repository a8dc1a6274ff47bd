/* cli/say.h: what the command line itself says, in Chinese and English.
 *
 * Texts are in cli/messages.def; {1} to {9} stand for the arguments, C strings ended by NULL, from
 * which control characters are taken so that a file name cannot steer a terminal. */
#ifndef CLI_SAY_H
#define CLI_SAY_H

#include <hecha.h>
#include <stdio.h>

typedef enum cli_message {
#define MESSAGE(id, zh, en) id,
#include "cli/messages.def"
#undef MESSAGE
    CLI_MESSAGE_COUNT
} cli_message;

const char *cli_text(hecha_lang lang, cli_message message);
/* Writes "hecha: MESSAGE\n". */
void cli_say(FILE *stream, hecha_lang lang, cli_message message, ...)
#if defined(__GNUC__)
    __attribute__((sentinel))
#endif
    ;
/* Writes "hecha: FILE:LINE:COLUMN: TEXT\n" with what of the position is known. */
void cli_say_error(FILE *stream, const hecha_err *err);
/* Writes "hecha: TEXT\n". */
void cli_say_text(FILE *stream, const char *text);
/* Writes what rules took as a table, one a line in the order given: milliseconds, units of work,
 * reports, rule; then their sum. */
void cli_say_costs(FILE *stream, hecha_lang lang, const hecha_cost *costs, size_t count);
/* The exit status that an error stands for. */
hecha_exit cli_exit_of(int code);

/* zh if the locale's language is Chinese. The arguments are LC_ALL, LC_MESSAGES and LANG; each may
 * be NULL; the first that is set and not empty decides. */
hecha_lang cli_locale_lang(const char *lc_all, const char *lc_messages, const char *lang);

#endif
