/* What the documents show must work: their examples load and run, and the reference names only
 * what there is. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script_fixture.h"

static char *read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1u << 18);
    assert_non_null(text);
    size_t length = fread(text, 1, (1u << 18) - 1, file);
    assert_true(length > 0 && length < (1u << 18) - 1);
    fclose(file);
    return text;
}

/* All blocks ```lua … ``` of a page, one after the other. */
static char *examples_of(const char *page)
{
    char *all = calloc(1, strlen(page) + 1);
    assert_non_null(all);
    const char *at = page;
    while ((at = strstr(at, "```lua\n")) != NULL) {
        at += 7;
        const char *end = strstr(at, "```");
        assert_non_null(end);
        strncat(all, at, (size_t)(end - at));
        at = end + 3;
    }
    return all;
}

static void check_page(const char *path)
{
    char *page = read_all(path);
    char *examples = examples_of(page);
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "examples.lua", examples);
    fixture_load(&f);
    assert_true(f.loaded.rule_count >= 6);
    assert_int_equal(f.loaded.form_count, 2);
    for (size_t i = 0; i < f.loaded.rule_count; i++) {
        const rule *r = f.loaded.rules[i];
        if (r->broken.len > 0)
            fprintf(stderr, "%.*s\n", (int)r->broken.len, r->broken.ptr);
        assert_int_equal(r->broken.len, 0);
    }
    fixture_fill(&f, "demo", "|3|1|2||3|0|");
    assert_int_equal(fixture_run(&f, "P01", 0, 1)->outcome, RESULT_NOT_APPLICABLE);
    assert_int_equal(fixture_run(&f, "F02", 0, 1)->outcome, RESULT_FAILED);
    assert_int_equal(f.verdicts.count, 2); /* the two blank cells, not the heading */
    assert_int_equal(fixture_run(&f, "R01", 0, 1)->outcome, RESULT_PASSED);
    assert_string_equal(fixture_log(&f), "网络申请数\t66.7\t66.7\n");
    assert_int_equal(fixture_run(&f, "T06", 0, 0)->outcome, RESULT_FAILED);
    assert_int_equal(fixture_run(&f, "S04", 0, 0)->outcome, RESULT_FAILED);
    fixture_close(&f);
    free(examples);
    free(page);
}

static void examples_of_the_guide_work(void **state)
{
    (void)state;
    check_page(HECHA_SOURCE_DIR "/docs/rule-api.md");
    check_page(HECHA_SOURCE_DIR "/docs/rule-api.zh-CN.md");
}

/* Appends `local _ = <object>.<name>` for each field that the reference gives a class. An unknown
 * field of these objects is an error. */
static size_t add_fields(char *body, const char *reference, const char *class, const char *object)
{
    char heading[64];
    snprintf(heading, sizeof(heading), "---@class %s\n", class);
    const char *at = strstr(reference, heading);
    assert_non_null(at);
    at += strlen(heading);
    size_t count = 0;
    while (strncmp(at, "---@", 4) == 0) {
        char name[64], line[160];
        if (sscanf(at, "---@field %60s", name) == 1) {
            snprintf(line, sizeof(line), "do local _ = %s.%s end\n", object, name);
            strcat(body, line);
            count++;
        }
        at = strchr(at, '\n') + 1;
    }
    return count;
}

/* The same for `function <class>:name(` and `function <class>.name(`. */
static size_t add_functions(char *body, const char *reference, const char *class,
                            const char *object)
{
    char start[64];
    snprintf(start, sizeof(start), "\nfunction %s", class);
    size_t count = 0;
    const char *at = reference;
    while ((at = strstr(at, start)) != NULL) {
        at += strlen(start);
        char name[64], line[160];
        if ((*at != ':' && *at != '.') || sscanf(at + 1, "%60[a-z_]", name) != 1)
            continue;
        snprintf(line, sizeof(line), "assert(type(%s.%s) == 'function')\n", object, name);
        strcat(body, line);
        count++;
    }
    return count;
}

static void the_reference_names_what_there_is(void **state)
{
    (void)state;
    char *reference = read_all(HECHA_SOURCE_DIR "/lua/meta/hecha.lua");
    char *body = calloc(1, 1u << 16);
    assert_non_null(body);
    strcat(body, "local v, e = sum{1}, expect(1)\n");
    assert_int_equal(add_fields(body, reference, "hecha.report", "report"), 16);
    assert_int_equal(add_fields(body, reference, "hecha.value", "v"), 46);
    assert_true(add_functions(body, reference, "report", "report") >= 7);
    assert_true(add_functions(body, reference, "block", "report.blocks[1]") >= 3);
    assert_true(add_functions(body, reference, "section", "report.sections[1]") >= 3);
    assert_int_equal(add_functions(body, reference, "value", "v"), 7);
    assert_int_equal(add_functions(body, reference, "expectation", "e"), 7);
    assert_int_equal(add_functions(body, reference, "expect", "expect"), 3);
    strcat(body, "expect.checked()");
    fixture f;
    fixture_open(&f, NULL);
    const rule_verdict *verdict = fixture_check(&f, body);
    if (verdict->outcome != RESULT_PASSED)
        fprintf(stderr, "%.*s\n", (int)verdict->reason.len, verdict->reason.ptr);
    assert_int_equal(verdict->outcome, RESULT_PASSED);
    fixture_close(&f);
    free(body);
    free(reference);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_of_the_guide_work),
        cmocka_unit_test(the_reference_names_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
