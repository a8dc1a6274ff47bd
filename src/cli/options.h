/* cli/options.h: the options of all commands, in one table, and their reading. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <hecha.h>
#include <stdio.h>

/* One bit an option, so that a command can say which it takes. */
enum {
    CLI_PACK = 1 << 0,
    CLI_RULE_FILE = 1 << 1,
    CLI_ONLY = 1 << 2,
    CLI_SKIP = 1 << 3,
    CLI_FORMAT = 1 << 4,
    CLI_OUTPUT = 1 << 5,
    CLI_JOBS = 1 << 6,
    CLI_FAIL_ON = 1 << 7,
    CLI_LANG = 1 << 8,
    CLI_AGENCY = 1 << 9,
    CLI_YEAR = 1 << 10,
    CLI_VERBOSE = 1 << 11,
    CLI_COLOR = 1 << 12,
    CLI_WATCH = 1 << 13,
    CLI_HELP = 1 << 14,
    CLI_ROSTER = 1 << 15,
    CLI_THRESHOLD = 1 << 16,
    CLI_RESULTS = 1 << 17, /* no option: the command writes results, in any format */
    CLI_OVERLAY = 1 << 18,
    CLI_PROFILE = 1 << 19,
    CLI_STUBS = 1 << 20
};

#define CLI_MOST_JOBS 256

/* Pointers into argv. */
typedef struct cli_list {
    const char **items;
    size_t count;
} cli_list;

typedef enum cli_color { CLI_COLOR_AUTO, CLI_COLOR_ALWAYS, CLI_COLOR_NEVER } cli_color;

typedef struct cli_options {
    hecha_lang ui;  /* language of messages and help */
    int lang_given; /* --lang was given; it is then also `ui` */
    cli_list packs, rule_files, only, skip, overlays, operands;
    int takes_overlays;  /* the command does: those of the site and the user count too */
    hecha_format format; /* -f, else by the suffix of -o, else text */
    int format_given;
    const char *output; /* NULL: standard output */
    hecha_severity fail_on;
    const char *agency; /* NULL: not given */
    int year;           /* 0: not given */
    int jobs;           /* 0: not given */
    int threshold;      /* 0: not given */
    int verbose;
    int watch;
    int profile;
    int stubs;
    int help;
    cli_color color;
    const char *roster;   /* NULL: not given */
    const char **storage; /* of the lists; freed by cli_options_dispose */
} cli_options;

/* What a command takes. */
typedef struct cli_grammar {
    const char *command;
    unsigned options;    /* CLI_… bits */
    const char *operand; /* what its operands are called: "PATH"; NULL: takes none */
    size_t least, most;  /* operands; most 0: any number */
} cli_grammar;

/* The value of --lang wherever it stands among the arguments, else the locale's language, so that
 * a complaint about another option is in the right language too. */
hecha_lang cli_find_lang(int argc, const char *const *argv, hecha_lang locale);

/* Reads the arguments after the command. 0, or an exit status after writing what is wrong to
 * `errors`. With --help the operands are not checked. Dispose of *out in every case. */
int cli_options_read(int argc, const char *const *argv, const cli_grammar *grammar, hecha_lang ui,
                     cli_options *out, FILE *errors);
void cli_options_dispose(cli_options *options);

/* The language of what is written to the output: --lang, else `ui` for text, else Chinese. */
hecha_lang cli_output_lang(const cli_options *options);

#endif
