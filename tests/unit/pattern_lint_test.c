#include "test.h"

#include "script/pattern_lint.h"

static void expect_fault(const char *pattern, script_pattern_fault fault, size_t at)
{
    size_t found = 999;
    assert_int_equal(script_pattern_lint(base_str_c(pattern), &found), fault);
    if (fault != SCRIPT_PATTERN_SOUND)
        assert_int_equal(found, at);
}

static void sound_patterns_pass(void **state)
{
    static const char *const patterns[] = {
        "",  "^%d+年$", "收到(%d+)件", "[0-9%.]+万", "%[，]", "（.-）", "%b（）", "a-b*c+d?",
        "[", "%",       "[^",          "[]",         "[]a]",  "[%]a]x", "一%+",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
        expect_fault(patterns[i], SCRIPT_PATTERN_SOUND, 0);
}

static void characters_of_several_bytes_are_found(void **state)
{
    (void)state;
    expect_fault("[，。]", SCRIPT_PATTERN_WIDE_SET, 1);
    expect_fault("ab[^a，]", SCRIPT_PATTERN_WIDE_SET, 5);
    expect_fault("[%d一]", SCRIPT_PATTERN_WIDE_SET, 3);
    expect_fault("[]，]", SCRIPT_PATTERN_WIDE_SET, 2);
    expect_fault("[，", SCRIPT_PATTERN_WIDE_SET, 1);
    expect_fault("一+", SCRIPT_PATTERN_WIDE_REPEAT, 2);
    expect_fault("共的?有", SCRIPT_PATTERN_WIDE_REPEAT, 5);
    expect_fault("[a-z]+一-", SCRIPT_PATTERN_WIDE_REPEAT, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_patterns_pass),
        cmocka_unit_test(characters_of_several_bytes_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
