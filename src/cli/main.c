/* hecha: the command line. Options and exit statuses: docs/man/hecha.1. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/nearest.h"
#include "cli/say.h"
#include "cli/watch.h"

/* Whether what was written to standard output arrived. */
static int flush_stdout(void)
{
    return fflush(stdout) == 0 && !ferror(stdout) ? HECHA_EXIT_CLEAN : HECHA_EXIT_SYSTEM;
}

static int help_of(const cli_command *command, hecha_lang lang)
{
    fputs(command->help(lang), stdout);
    fputs(cli_help_common(lang), stdout);
    return flush_stdout();
}

static int unknown_command(const char *name, hecha_lang lang)
{
    static const char *const later[] = {"pack"};
    cli_nearest best = {NULL, 0};
    size_t count;
    const cli_command *commands = cli_commands(&count);
    for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++) {
        if (strcmp(later[i], name) == 0) {
            cli_say(stderr, lang, CLI_LATER_COMMAND, name, NULL);
            return HECHA_EXIT_USAGE;
        }
    }
    for (size_t i = 0; i < count; i++)
        cli_nearest_try(&best, name, commands[i].grammar.command);
    cli_nearest_try(&best, name, "help");
    if (access(name, F_OK) == 0)
        cli_say(stderr, lang, CLI_FILE_AS_COMMAND, name, NULL);
    else if (best.word != NULL)
        cli_say(stderr, lang, CLI_UNKNOWN_COMMAND_NEAR, name, best.word, NULL);
    else
        cli_say(stderr, lang, CLI_UNKNOWN_COMMAND, name, NULL);
    cli_say(stderr, lang, CLI_TRY_HELP, NULL);
    return HECHA_EXIT_USAGE;
}

static int run_help(int argc, const char *const *argv, hecha_lang lang)
{
    const char *name = NULL;
    for (int i = 0; i < argc && name == NULL; i++) {
        if (strcmp(argv[i], "--lang") == 0)
            i++;
        else if (argv[i][0] != '-')
            name = argv[i];
    }
    if (name == NULL || strcmp(name, "help") == 0) {
        cli_help_overview(stdout, lang);
        return flush_stdout();
    }
    const cli_command *command = cli_command_find(name);
    return command ? help_of(command, lang) : unknown_command(name, lang);
}

static int run_command(const cli_command *command, int argc, const char *const *argv,
                       hecha_lang lang)
{
    cli_options options;
    int status = cli_options_read(argc, argv, &command->grammar, lang, &options, stderr);
    if (status == 0 && options.help)
        status = help_of(command, options.ui);
    else if (status == 0)
        status = (int)(options.watch ? cli_watch(&options, command->run) : command->run(&options));
    cli_options_dispose(&options);
    return status;
}

static int is_any(const char *argument, const char *a, const char *b)
{
    return strcmp(argument, a) == 0 || strcmp(argument, b) == 0;
}

/* An option that stands before the command: -1 to go on, else the exit status. */
static int leading_option(int argc, const char *const *argv, int *next, hecha_lang lang)
{
    const char *argument = argv[*next];
    if (is_any(argument, "--help", "-h"))
        return run_help(argc - *next - 1, argv + *next + 1, lang);
    if (is_any(argument, "--version", "-V")) {
        puts("hecha " HECHA_VERSION);
        return flush_stdout();
    }
    if (strcmp(argument, "--lang") == 0 && *next + 1 < argc) {
        *next += 2;
        return -1;
    }
    if (strncmp(argument, "--lang=", 7) == 0) {
        *next += 1;
        return -1;
    }
    cli_say(stderr, lang, CLI_OPTION_NEEDS_COMMAND, argument, NULL);
    cli_say(stderr, lang, CLI_TRY_HELP, NULL);
    return HECHA_EXIT_USAGE;
}

int main(int argc, char **arguments)
{
    const char *const *argv = (const char *const *)arguments;
    hecha_lang locale = cli_locale_lang(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"));
    hecha_lang lang = cli_find_lang(argc, argv, locale);
    int next = 1;
    /* A reader that closes the pipe early is a failed write, not a death. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of writing */
    while (next < argc && argv[next][0] == '-') {
        int status = leading_option(argc, argv, &next, lang);
        if (status >= 0)
            return status;
    }
    if (next >= argc) {
        cli_say(stderr, lang, CLI_NO_COMMAND, NULL);
        cli_help_overview(stderr, lang);
        return HECHA_EXIT_USAGE;
    }
    if (strcmp(argv[next], "help") == 0)
        return run_help(argc - next - 1, argv + next + 1, lang);
    const cli_command *command = cli_command_find(argv[next]);
    if (command == NULL)
        return unknown_command(argv[next], lang);
    return run_command(command, argc - next - 1, argv + next + 1, lang);
}
