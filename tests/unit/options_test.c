#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/nearest.h"
#include "cli/options.h"
#include "cli/say.h"

/* What reading a line of arguments gave. */
typedef struct reading {
    cli_options options;
    int status;
    char *errors;
} reading;

/* The first word is the command. */
static reading read_words(const char *const *words)
{
    reading r;
    size_t size = 0;
    int count = 0;
    while (words[count + 1] != NULL)
        count++;
    FILE *stream = open_memstream(&r.errors, &size);
    assert_non_null(stream);
    r.status = cli_options_read(count, words + 1, &cli_command_find(words[0])->grammar,
                                HECHA_LANG_EN, &r.options, stream);
    fclose(stream);
    return r;
}

static void dispose(reading *r)
{
    cli_options_dispose(&r->options);
    free(r->errors);
}

#define READ(...) read_words((const char *const[]){__VA_ARGS__, NULL})

static void assert_refused(reading r, const char *expected)
{
    assert_int_equal(r.status, HECHA_EXIT_USAGE);
    assert_non_null(strstr(r.errors, expected));
    assert_non_null(strstr(r.errors, "hecha help"));
    dispose(&r);
}

static void reads_all_of_check(void **state)
{
    (void)state;
    reading r = READ("check", "-p", "a", "--pack=b", "-rc.lua", "-f", "json", "one", "--only", "A1",
                     "--year=2017", "-v", "two", "--fail-on", "never");
    assert_int_equal(r.status, 0);
    assert_string_equal(r.errors, "");
    assert_int_equal(r.options.packs.count, 2);
    assert_string_equal(r.options.packs.items[1], "b");
    assert_string_equal(r.options.rule_files.items[0], "c.lua");
    assert_int_equal(r.options.format, HECHA_FORMAT_JSON);
    assert_int_equal(r.options.operands.count, 2);
    assert_string_equal(r.options.operands.items[1], "two");
    assert_string_equal(r.options.only.items[0], "A1");
    assert_int_equal(r.options.year, 2017);
    assert_int_equal(r.options.verbose, 1);
    assert_int_equal(r.options.fail_on, HECHA_NEVER);
    dispose(&r);
}

static void has_defaults(void **state)
{
    (void)state;
    reading r = READ("check", "x");
    assert_int_equal(r.options.format, HECHA_FORMAT_TEXT);
    assert_int_equal(r.options.fail_on, HECHA_ERROR);
    assert_int_equal(r.options.color, CLI_COLOR_AUTO);
    assert_null(r.options.output);
    assert_null(r.options.agency);
    dispose(&r);
}

static void takes_dash_and_what_follows_two_dashes_as_paths(void **state)
{
    (void)state;
    reading r = READ("check", "-", "--", "--year", "-x");
    assert_int_equal(r.status, 0);
    assert_int_equal(r.options.operands.count, 3);
    assert_string_equal(r.options.operands.items[0], "-");
    assert_string_equal(r.options.operands.items[2], "-x");
    dispose(&r);
}

static void refuses_with_a_hint(void **state)
{
    (void)state;
    assert_refused(READ("check", "--formt", "json", "x"), "--format");
    assert_refused(READ("check", "--zzzzz", "x"), "\"--zzzzz\"");
    assert_refused(READ("check", "-z", "x"), "\"-z\"");
    assert_refused(READ("check"), "PATH");
    assert_refused(READ("check", ""), "empty");
    assert_refused(READ("show", "a", "b"), "\"b\"");
    assert_refused(READ("rules", "a"), "\"a\"");
    assert_refused(READ("rules", "--year", "2017"), "hecha rules");
    assert_refused(READ("check", "x", "-f"), "needs a value");
    assert_refused(READ("check", "x", "--only="), "needs a value");
    assert_refused(READ("check", "x", "--verbose=1"), "takes no value");
    assert_refused(READ("check", "x", "-o", "a", "-o", "b"), "-o");
}

static void refuses_bad_values(void **state)
{
    (void)state;
    assert_refused(READ("check", "x", "-f", "docx"),
                   "there is no format \"docx\"; available: text json ndjson");
    assert_refused(READ("check", "x", "-f", "yaml"), "there is no format \"yaml\"");
    assert_refused(READ("check", "x", "-f", "jso"), "there is no format");
    assert_refused(READ("check", "x", "--fail-on", "fatal"), "error warning notice never");
    assert_refused(READ("check", "x", "--lang", "fr"), "zh en");
    assert_refused(READ("check", "x", "--color", "red"), "auto always never");
    assert_refused(READ("check", "x", "--year", "17"), "1900");
    assert_refused(READ("check", "x", "--year", "2017a"), "1900");
    assert_refused(READ("check", "x", "--year", "99999999999999999999"), "1900");
    assert_refused(READ("check", "x", "-j", "257"), "256");
    assert_refused(READ("check", "x", "-j0"), "-j");
}

static void accepts_jobs(void **state)
{
    (void)state;
    reading r = READ("check", "x", "-j12");
    assert_int_equal(r.status, 0);
    dispose(&r);
}

static void help_needs_no_operand(void **state)
{
    (void)state;
    reading r = READ("check", "--help");
    assert_int_equal(r.status, 0);
    assert_true(r.options.help);
    dispose(&r);
}

static void chooses_languages(void **state)
{
    const char *const argv[] = {"hecha", "check", "--lang", "en", NULL};
    const char *const after[] = {"hecha", "--", "--lang=en", NULL};
    (void)state;
    assert_int_equal(cli_find_lang(4, argv, HECHA_LANG_ZH), HECHA_LANG_EN);
    assert_int_equal(cli_find_lang(3, after, HECHA_LANG_ZH), HECHA_LANG_ZH);
    assert_int_equal(cli_locale_lang("", NULL, "zh_CN.UTF-8"), HECHA_LANG_ZH);
    assert_int_equal(cli_locale_lang("C", NULL, "zh_CN.UTF-8"), HECHA_LANG_EN);
    assert_int_equal(cli_locale_lang(NULL, "zh_TW", "en_US"), HECHA_LANG_ZH);
    assert_int_equal(cli_locale_lang(NULL, NULL, NULL), HECHA_LANG_EN);
    reading r = READ("check", "x", "-f", "json");
    assert_int_equal(cli_output_lang(&r.options), HECHA_LANG_ZH);
    dispose(&r);
    r = READ("check", "x", "-f", "json", "--lang", "en");
    assert_int_equal(cli_output_lang(&r.options), HECHA_LANG_EN);
    dispose(&r);
    r = READ("check", "x");
    assert_int_equal(cli_output_lang(&r.options), HECHA_LANG_EN);
    dispose(&r);
}

static const char *nearest(const char *word)
{
    cli_nearest best = {NULL, 0};
    size_t count;
    const cli_command *commands = cli_commands(&count);
    for (size_t i = 0; i < count; i++)
        cli_nearest_try(&best, word, commands[i].grammar.command);
    return best.word;
}

static void names_the_nearest_command(void **state)
{
    (void)state;
    assert_string_equal(nearest("chek"), "check");
    assert_string_equal(nearest("hceck"), "check");
    assert_string_equal(nearest("exp"), "explain");
    assert_string_equal(nearest("rule"), "rules");
    assert_null(nearest("delete"));
    assert_null(nearest(""));
    assert_null(nearest("a-word-that-is-much-longer-than-any-command"));
}

static void every_command_has_help_in_both_languages(void **state)
{
    size_t count;
    const cli_command *commands = cli_commands(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (int lang = HECHA_LANG_ZH; lang <= HECHA_LANG_EN; lang++) {
            assert_non_null(
                strstr(commands[i].help((hecha_lang)lang), commands[i].grammar.command));
            assert_true(commands[i].summary[lang][0] != '\0');
        }
        assert_ptr_equal(cli_command_find(commands[i].grammar.command), &commands[i]);
    }
    assert_null(cli_command_find("chec"));
}

static void takes_control_characters_from_arguments(void **state)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    (void)state;
    cli_say(stream, HECHA_LANG_EN, CLI_UNKNOWN_COMMAND, "a\033[31m\nb", NULL);
    fclose(stream);
    assert_string_equal(text, "hecha: there is no command \"a?[31m?b\"\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_all_of_check),
        cmocka_unit_test(has_defaults),
        cmocka_unit_test(takes_dash_and_what_follows_two_dashes_as_paths),
        cmocka_unit_test(refuses_with_a_hint),
        cmocka_unit_test(refuses_bad_values),
        cmocka_unit_test(accepts_jobs),
        cmocka_unit_test(help_needs_no_operand),
        cmocka_unit_test(chooses_languages),
        cmocka_unit_test(names_the_nearest_command),
        cmocka_unit_test(every_command_has_help_in_both_languages),
        cmocka_unit_test(takes_control_characters_from_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
