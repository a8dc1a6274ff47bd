#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

#include "cli/nearest.h"
#include "cli/say.h"

typedef struct option {
    unsigned id;
    char letter;      /* 0: none */
    const char *name; /* without -- */
    int takes_value;
} option;

static const option table[] = {
    {CLI_PACK, 'p', "pack", 1},     {CLI_RULE_FILE, 'r', "rule", 1},
    {CLI_ONLY, 0, "only", 1},       {CLI_SKIP, 0, "skip", 1},
    {CLI_FORMAT, 'f', "format", 1}, {CLI_OUTPUT, 'o', "output", 1},
    {CLI_JOBS, 'j', "jobs", 1},     {CLI_FAIL_ON, 0, "fail-on", 1},
    {CLI_LANG, 0, "lang", 1},       {CLI_AGENCY, 0, "agency", 1},
    {CLI_YEAR, 0, "year", 1},       {CLI_VERBOSE, 'v', "verbose", 0},
    {CLI_COLOR, 0, "color", 1},     {CLI_ROSTER, 0, "roster", 1},
    {CLI_WATCH, 0, "watch", 0},     {CLI_THRESHOLD, 0, "threshold", 1},
    {CLI_PROFILE, 0, "profile", 0}, {CLI_OVERLAY, 0, "overlay", 1},
    {CLI_STUBS, 0, "stubs", 0},     {CLI_HELP, 'h', "help", 0},
};
#define TABLE_SIZE (sizeof(table) / sizeof(table[0]))
#define LISTS 6u
#define FORMATS "text json ndjson sarif junit html csv md" /* in the order of hecha_format */
#define PLAIN_FORMATS "text json"

/* Where the reading stands. */
typedef struct reading {
    const cli_grammar *grammar;
    cli_options *out;
    FILE *errors;
    int argc;
    const char *const *argv;
    int next; /* index of the next argument */
} reading;

hecha_lang cli_find_lang(int argc, const char *const *argv, hecha_lang locale)
{
    hecha_lang found = locale;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = NULL;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            value = argv[i + 1];
        else if (strncmp(argv[i], "--lang=", 7) == 0)
            value = argv[i] + 7;
        if (value != NULL && strcmp(value, "zh") == 0)
            found = HECHA_LANG_ZH;
        else if (value != NULL && strcmp(value, "en") == 0)
            found = HECHA_LANG_EN;
    }
    return found;
}

static const option *find_long(const char *name, size_t length)
{
    for (size_t i = 0; i < TABLE_SIZE; i++) {
        if (strlen(table[i].name) == length && memcmp(table[i].name, name, length) == 0)
            return &table[i];
    }
    return NULL;
}

static const option *find_short(char letter)
{
    for (size_t i = 0; i < TABLE_SIZE; i++) {
        if (table[i].letter != 0 && table[i].letter == letter)
            return &table[i];
    }
    return NULL;
}

static int unknown_option(const reading *r, const char *argument)
{
    char word[64];
    char near[64];
    cli_nearest best = {NULL, 0};
    size_t length = strcspn(argument, "=");
    if (length >= sizeof(word))
        length = sizeof(word) - 1;
    memcpy(word, argument, length);
    word[length] = '\0';
    const char *bare = word + strspn(word, "-");
    for (size_t i = 0; i < TABLE_SIZE; i++) {
        if ((table[i].id & r->grammar->options) != 0)
            cli_nearest_try(&best, bare, table[i].name);
    }
    if (best.word == NULL) {
        cli_say(r->errors, r->out->ui, CLI_UNKNOWN_OPTION, word, NULL);
        return HECHA_EXIT_USAGE;
    }
    snprintf(near, sizeof(near), "--%s", best.word);
    cli_say(r->errors, r->out->ui, CLI_UNKNOWN_OPTION_NEAR, word, near, NULL);
    return HECHA_EXIT_USAGE;
}

static int bad_value(const reading *r, const char *shown, const char *value, const char *choices)
{
    cli_say(r->errors, r->out->ui, CLI_BAD_VALUE, shown, value, choices, NULL);
    return HECHA_EXIT_USAGE;
}

/* Finds a value among words separated by one space; its index, or -1. */
static int choice(const char *value, const char *words)
{
    size_t length = strlen(value);
    int index = 0;
    for (;;) {
        size_t word = strcspn(words, " ");
        if (word == length && memcmp(words, value, length) == 0)
            return index;
        if (words[word] == '\0')
            return -1;
        words += word + 1;
        index++;
    }
}

static int set_format(const reading *r, const char *value)
{
    int all = (r->grammar->options & CLI_RESULTS) != 0;
    int chosen = choice(value, all ? FORMATS : PLAIN_FORMATS);
    if (chosen >= 0) {
        r->out->format = (hecha_format)chosen;
        r->out->format_given = 1;
        return 0;
    }
    cli_say(r->errors, r->out->ui,
            choice(value, FORMATS) >= 0 ? CLI_CHECK_FORMAT : CLI_UNKNOWN_FORMAT, value,
            all ? FORMATS : PLAIN_FORMATS, NULL);
    return HECHA_EXIT_USAGE;
}

/* Without -f the name of the output file says the format. */
static void guess_format(const reading *r)
{
    static const struct {
        const char *suffix;
        hecha_format format;
    } suffixes[] = {{".json", HECHA_FORMAT_JSON},    {".ndjson", HECHA_FORMAT_NDJSON},
                    {".jsonl", HECHA_FORMAT_NDJSON}, {".sarif", HECHA_FORMAT_SARIF},
                    {".xml", HECHA_FORMAT_JUNIT},    {".html", HECHA_FORMAT_HTML},
                    {".htm", HECHA_FORMAT_HTML},     {".csv", HECHA_FORMAT_CSV},
                    {".md", HECHA_FORMAT_MD},        {".sarif.json", HECHA_FORMAT_SARIF}};
    cli_options *out = r->out;
    if (out->format_given || out->output == NULL || (r->grammar->options & CLI_FORMAT) == 0)
        return;
    size_t length = strlen(out->output);
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
        size_t end = strlen(suffixes[i].suffix);
        int allowed =
            suffixes[i].format == HECHA_FORMAT_JSON || (r->grammar->options & CLI_RESULTS) != 0;
        if (allowed && length > end && strcmp(out->output + length - end, suffixes[i].suffix) == 0)
            out->format = suffixes[i].format;
    }
}

/* A plain number of at most nine digits, or -1. */
static long plain_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 9 || text[digits] != '\0')
        return -1;
    return strtol(text, NULL, 10);
}

static int set_year(const reading *r, const char *shown, const char *value)
{
    long year = plain_number(value);
    if (year < 1900 || year > 2999)
        return bad_value(r, shown, value, "1900 … 2999");
    r->out->year = (int)year;
    return 0;
}

static int set_jobs(const reading *r, const char *shown, const char *value)
{
    long jobs = plain_number(value);
    if (jobs < 1 || jobs > CLI_MOST_JOBS)
        return bad_value(r, shown, value, "1–256");
    r->out->jobs = (int)jobs;
    return 0;
}

static int set_threshold(const reading *r, const char *shown, const char *value)
{
    long percent = plain_number(value);
    if (percent < 0 || percent > 100)
        return bad_value(r, shown, value, "0–100");
    r->out->threshold = (int)percent;
    return 0;
}

static int set_output(const reading *r, const char *value)
{
    if (r->out->output != NULL) {
        cli_say(r->errors, r->out->ui, CLI_ONE_OUTPUT, NULL);
        return HECHA_EXIT_USAGE;
    }
    r->out->output = value;
    return 0;
}

static int set_choice(const reading *r, const option *found, const char *shown, const char *value)
{
    static const hecha_severity levels[] = {HECHA_ERROR, HECHA_WARNING, HECHA_NOTICE, HECHA_NEVER,
                                            HECHA_ERROR, HECHA_WARNING, HECHA_NOTICE};
    const char *words = found->id == CLI_LANG      ? "zh en"
                        : found->id == CLI_FAIL_ON ? "error warning notice never 强制 核实 提示"
                                                   : "auto always never";
    int chosen = choice(value, words);
    if (chosen < 0)
        return bad_value(r, shown, value, words);
    if (found->id == CLI_LANG) {
        r->out->ui = chosen == 0 ? HECHA_LANG_ZH : HECHA_LANG_EN;
        r->out->lang_given = 1;
    } else if (found->id == CLI_FAIL_ON) {
        r->out->fail_on = levels[chosen];
    } else {
        r->out->color = (cli_color)chosen;
    }
    return 0;
}

static void add(cli_list *list, const char *item)
{
    list->items[list->count++] = item;
}

static int add_value(const reading *r, cli_list *list, const char *shown, const char *value)
{
    if (value[0] == '\0') {
        cli_say(r->errors, r->out->ui, CLI_NEEDS_VALUE, shown, NULL);
        return HECHA_EXIT_USAGE;
    }
    add(list, value);
    return 0;
}

static int apply(const reading *r, const option *found, const char *shown, const char *value)
{
    cli_options *out = r->out;
    switch (found->id) {
    case CLI_PACK:
        return add_value(r, &out->packs, shown, value);
    case CLI_RULE_FILE:
        return add_value(r, &out->rule_files, shown, value);
    case CLI_ONLY:
        return add_value(r, &out->only, shown, value);
    case CLI_SKIP:
        return add_value(r, &out->skip, shown, value);
    case CLI_OVERLAY:
        return add_value(r, &out->overlays, shown, value);
    case CLI_FORMAT:
        return set_format(r, value);
    case CLI_OUTPUT:
        return set_output(r, value);
    case CLI_JOBS:
        return set_jobs(r, shown, value);
    case CLI_YEAR:
        return set_year(r, shown, value);
    case CLI_THRESHOLD:
        return set_threshold(r, shown, value);
    case CLI_AGENCY:
        out->agency = value;
        return 0;
    case CLI_ROSTER:
        out->roster = value;
        return 0;
    case CLI_WATCH:
        out->watch = 1;
        return 0;
    case CLI_STUBS:
        out->stubs = 1;
        return 0;
    case CLI_PROFILE:
        out->profile = 1;
        return 0;
    case CLI_VERBOSE:
        out->verbose = 1;
        return 0;
    case CLI_HELP:
        out->help = 1;
        return 0;
    default:
        return set_choice(r, found, shown, value);
    }
}

/* Applies an option whose value, if it has one, is `attached` or the next argument. */
static int take_option(reading *r, const option *found, const char *shown, const char *attached)
{
    const char *value = attached;
    if ((found->id & r->grammar->options) == 0) {
        cli_say(r->errors, r->out->ui, CLI_OTHER_OPTION, shown, r->grammar->command, NULL);
        return HECHA_EXIT_USAGE;
    }
    if (!found->takes_value && attached != NULL) {
        cli_say(r->errors, r->out->ui, CLI_TAKES_NO_VALUE, shown, NULL);
        return HECHA_EXIT_USAGE;
    }
    if (found->takes_value && value == NULL && r->next < r->argc)
        value = r->argv[r->next++];
    if (found->takes_value && (value == NULL || value[0] == '\0')) {
        cli_say(r->errors, r->out->ui, CLI_NEEDS_VALUE, shown, NULL);
        return HECHA_EXIT_USAGE;
    }
    return apply(r, found, shown, value);
}

static int take_long(reading *r, const char *argument)
{
    size_t length = strcspn(argument + 2, "=");
    const option *found = find_long(argument + 2, length);
    if (found == NULL)
        return unknown_option(r, argument);
    char shown[32];
    snprintf(shown, sizeof(shown), "--%s", found->name);
    const char *equals = argument + 2 + length;
    return take_option(r, found, shown, *equals == '=' ? equals + 1 : NULL);
}

/* -f json, -fjson, and letters without value together: -vh. */
static int take_short(reading *r, const char *argument)
{
    int status = 0;
    for (const char *at = argument + 1; status == 0 && *at != '\0'; at++) {
        const option *found = find_short(*at);
        if (found == NULL)
            return unknown_option(r, argument);
        const char shown[3] = {'-', *at, '\0'};
        if (found->takes_value)
            return take_option(r, found, shown, at[1] != '\0' ? at + 1 : NULL);
        status = take_option(r, found, shown, NULL);
    }
    return status;
}

/* The word for an operand, in the language of messages. */
static const char *operand_word(const char *name, hecha_lang ui)
{
    static const char *const words[][2] = {
        {"PATH", "路径"}, {"PACK", "规则包"}, {"RULE", "规则编号"}};
    for (size_t i = 0; ui == HECHA_LANG_ZH && i < sizeof(words) / sizeof(*words); i++)
        if (strcmp(name, words[i][0]) == 0)
            return words[i][1];
    return name;
}

static int check_operands(const reading *r)
{
    const cli_grammar *grammar = r->grammar;
    const cli_list *operands = &r->out->operands;
    const char *called = grammar->operand ? operand_word(grammar->operand, r->out->ui) : "";
    if (operands->count < grammar->least) {
        cli_say(r->errors, r->out->ui, CLI_FEW_OPERANDS, grammar->command, called, NULL);
        return HECHA_EXIT_USAGE;
    }
    if (grammar->operand == NULL && operands->count > 0) {
        cli_say(r->errors, r->out->ui, CLI_NO_OPERANDS, grammar->command, operands->items[0], NULL);
        return HECHA_EXIT_USAGE;
    }
    size_t most = grammar->most ? grammar->most : operands->count;
    if (operands->count > most) {
        cli_say(r->errors, r->out->ui, CLI_MANY_OPERANDS, grammar->command, called,
                operands->items[most], NULL);
        return HECHA_EXIT_USAGE;
    }
    for (size_t i = 0; i < operands->count; i++) {
        if (operands->items[i][0] == '\0') {
            cli_say(r->errors, r->out->ui, CLI_EMPTY_OPERAND, NULL);
            return HECHA_EXIT_USAGE;
        }
    }
    return 0;
}

static int start(int argc, hecha_lang ui, cli_options *out, FILE *errors)
{
    memset(out, 0, sizeof(*out));
    out->ui = ui;
    out->fail_on = HECHA_ERROR;
    size_t each = (size_t)argc + 1;
    out->storage = calloc(each * LISTS, sizeof(*out->storage));
    if (out->storage == NULL) {
        cli_say(errors, ui, CLI_NO_MEMORY, NULL);
        return HECHA_EXIT_SYSTEM;
    }
    cli_list *lists[LISTS] = {&out->packs, &out->rule_files, &out->only,
                              &out->skip,  &out->overlays,   &out->operands};
    for (size_t i = 0; i < LISTS; i++)
        lists[i]->items = out->storage + i * each;
    return 0;
}

int cli_options_read(int argc, const char *const *argv, const cli_grammar *grammar, hecha_lang ui,
                     cli_options *out, FILE *errors)
{
    reading r = {grammar, out, errors, argc, argv, 0};
    int only_operands = 0;
    int status = start(argc, ui, out, errors);
    out->takes_overlays = (grammar->options & CLI_OVERLAY) != 0;
    while (status == 0 && r.next < argc) {
        const char *argument = argv[r.next++];
        if (only_operands || argument[0] != '-' || argument[1] == '\0')
            add(&out->operands, argument);
        else if (strcmp(argument, "--") == 0)
            only_operands = 1;
        else if (argument[1] == '-')
            status = take_long(&r, argument);
        else
            status = take_short(&r, argument);
    }
    guess_format(&r);
    if (status == 0 && !out->help)
        status = check_operands(&r);
    if (status == HECHA_EXIT_USAGE)
        cli_say(errors, out->ui, CLI_TRY_HELP_OF, grammar->command, NULL);
    return status;
}

void cli_options_dispose(cli_options *options)
{
    free(options->storage);
    memset(options, 0, sizeof(*options));
}

hecha_lang cli_output_lang(const cli_options *options)
{
    if (options->lang_given)
        return options->ui;
    return options->format == HECHA_FORMAT_TEXT ? options->ui : HECHA_LANG_ZH;
}
