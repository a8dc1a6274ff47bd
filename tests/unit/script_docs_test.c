/* What the documents show must work: their examples load and run. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_of_the_guide_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
