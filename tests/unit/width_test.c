#include "test.h"

#include "text/width.h"

static void measures_columns(void **state)
{
    (void)state;
    assert_int_equal(text_width(base_str_c("")), 0);
    assert_int_equal(text_width(base_str_c("abc")), 3);
    assert_int_equal(text_width(base_str_c("核查 ok")), 7);
    assert_int_equal(text_width(base_str_c("（１）")), 6);
    assert_int_equal(text_width(base_str_c("e\xCC\x81")), 1); /* a combining accent */
    assert_int_equal(text_width(base_str_c("a\xE2\x80\x8B"
                                           "b")),
                     2); /* zero-width space */
    assert_int_equal(text_width(base_str_c("\xF0\xA0\x80\x80")), 2);
    assert_int_equal(text_width(base_str_c("a\nb")), 2);
}

static void cuts_at_columns(void **state)
{
    base_str text = base_str_c("核查ab");
    (void)state;
    assert_true(base_str_eq_c(text_fit(text, 0), ""));
    assert_true(base_str_eq_c(text_fit(text, 1), ""));
    assert_true(base_str_eq_c(text_fit(text, 3), "核"));
    assert_true(base_str_eq_c(text_fit(text, 5), "核查a"));
    assert_true(base_str_eq_c(text_fit(text, 99), "核查ab"));
    assert_true(base_str_eq_c(text_fit(base_str_c("e\xCC\x81x"), 1), "e\xCC\x81"));
}

static void pads(void **state)
{
    base_buf buf;
    (void)state;
    base_buf_init(&buf);
    text_pad(&buf, base_str_c("核"), 4);
    base_buf_add_c(&buf, "|");
    text_pad(&buf, base_str_c("核查"), 2);
    assert_string_equal(buf.ptr, "核  |核查");
    base_buf_dispose(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_columns),
        cmocka_unit_test(cuts_at_columns),
        cmocka_unit_test(pads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
