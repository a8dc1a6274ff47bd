#include "test.h"

#include "read/style_name.h"

static int level(const char *name)
{
    return read_style_level(base_str_c(name));
}

static int title(const char *name)
{
    return read_style_title(base_str_c(name));
}

static void names_of_headings_tell_their_level(void **state)
{
    (void)state;
    assert_int_equal(level("heading 1"), 1);
    assert_int_equal(level("Heading 9"), 9);
    assert_int_equal(level("HEADING3"), 3);
    assert_int_equal(level("标题 2"), 2);
    assert_int_equal(level("标题2"), 2);
}

static void other_names_tell_none(void **state)
{
    static const char *const names[] = {"",          "1",      "heading",    "heading 0",
                                        "标题",      "head 1", "heading 12", "my heading 1",
                                        "heading x", "正文 1"};
    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        assert_int_equal(level(names[i]), 0);
    assert_int_equal(read_style_level(base_str_n(NULL, 0)), 0);
}

static void a_subtitle_is_no_title(void **state)
{
    (void)state;
    assert_int_equal(title("Title"), 1);
    assert_int_equal(title("title"), 1);
    assert_int_equal(title("Subtitle"), 0);
    assert_int_equal(title("副标题"), 0);
    assert_int_equal(title("标题"), -1);
    assert_int_equal(title("titles"), -1);
    assert_int_equal(title(""), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_headings_tell_their_level),
        cmocka_unit_test(other_names_tell_none),
        cmocka_unit_test(a_subtitle_is_no_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
