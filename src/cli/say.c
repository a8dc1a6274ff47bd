#include "cli/say.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#define MAX_ARGUMENTS 9

static const char *const texts[CLI_MESSAGE_COUNT][2] = {
#define MESSAGE(id, zh, en) {zh, en},
#include "cli/messages.def"
#undef MESSAGE
};

const char *cli_text(hecha_lang lang, cli_message message)
{
    return texts[message][lang == HECHA_LANG_EN];
}

static void put_clean(FILE *stream, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        fputc(byte < ' ' || byte == 0x7F ? '?' : byte, stream);
    }
}

static void put_format(FILE *stream, const char *format, const char *const *arguments, size_t count)
{
    while (*format != '\0') {
        if (format[0] == '{' && format[1] >= '1' && format[1] <= '9' && format[2] == '}') {
            size_t index = (size_t)(format[1] - '1');
            if (index < count)
                put_clean(stream, arguments[index]);
            format += 3;
        } else {
            fputc(*format++, stream);
        }
    }
}

void cli_say(FILE *stream, hecha_lang lang, cli_message message, ...)
{
    const char *list[MAX_ARGUMENTS];
    size_t count = 0;
    va_list arguments;
    va_start(arguments, message);
    while (count < MAX_ARGUMENTS && (list[count] = va_arg(arguments, const char *)) != NULL)
        count++;
    va_end(arguments);
    fputs("hecha: ", stream);
    put_format(stream, cli_text(lang, message), list, count);
    fputc('\n', stream);
}

void cli_say_text(FILE *stream, const char *text)
{
    fputs("hecha: ", stream);
    put_clean(stream, text);
    fputc('\n', stream);
}

void cli_say_error(FILE *stream, const hecha_err *err)
{
    fputs("hecha: ", stream);
    if (err->file[0] != '\0') {
        put_clean(stream, err->file);
        fputc(':', stream);
        if (err->line > 0)
            fprintf(stream, "%d:", err->line);
        if (err->line > 0 && err->column > 0)
            fprintf(stream, "%d:", err->column);
        fputc(' ', stream);
    }
    put_clean(stream, err->text);
    fputc('\n', stream);
}

hecha_exit cli_exit_of(int code)
{
    switch (code) {
    case HECHA_OK:
        return HECHA_EXIT_CLEAN;
    case HECHA_E_USAGE:
        return HECHA_EXIT_USAGE;
    case HECHA_E_FORMAT:
    case HECHA_E_ENCRYPTED:
    case HECHA_E_UNSUPPORTED:
        return HECHA_EXIT_UNREADABLE;
    case HECHA_E_RULE:
        return HECHA_EXIT_BROKEN_RULE;
    case HECHA_E_LIMIT:
        return HECHA_EXIT_LIMIT;
    default:
        return HECHA_EXIT_SYSTEM;
    }
}

hecha_lang cli_locale_lang(const char *lc_all, const char *lc_messages, const char *lang)
{
    const char *const names[] = {lc_all, lc_messages, lang};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (names[i] != NULL && names[i][0] != '\0')
            return strncmp(names[i], "zh", 2) == 0 ? HECHA_LANG_ZH : HECHA_LANG_EN;
    }
    return HECHA_LANG_EN;
}

static void say_cost(FILE *stream, const hecha_cost *cost, const char *rule)
{
    fprintf(stream, "%12.3f %14" PRIu64 " %8" PRIu64 "  %s\n", (double)cost->nanoseconds / 1e6,
            cost->work, cost->reports, rule);
}

void cli_say_costs(FILE *stream, hecha_lang lang, const hecha_cost *costs, size_t count)
{
    hecha_cost sum = {0};
    fprintf(stream, "%s\n", cli_text(lang, CLI_COSTS));
    for (size_t i = 0; i < count; i++) {
        sum.nanoseconds += costs[i].nanoseconds;
        sum.work += costs[i].work;
        sum.reports += costs[i].reports;
        say_cost(stream, &costs[i], costs[i].rule);
    }
    say_cost(stream, &sum, cli_text(lang, CLI_COSTS_SUM));
}
