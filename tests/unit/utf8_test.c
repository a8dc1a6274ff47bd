#include "test.h"

#include "text/utf8.h"

static void decodes_all_lengths(void **state)
{
    base_str text = base_str_c("a\xC2\xA0\xE4\xB8\x80\xF0\xA0\x80\x80");
    size_t offset = 0;
    (void)state;
    assert_int_equal(text_utf8_next(text, &offset), 'a');
    assert_int_equal(text_utf8_next(text, &offset), 0xA0);
    assert_int_equal(text_utf8_next(text, &offset), 0x4E00);
    assert_int_equal(text_utf8_next(text, &offset), 0x20000);
    assert_int_equal(text_utf8_next(text, &offset), 0);
    assert_int_equal(offset, text.len);
    assert_int_equal(text_utf8_previous(text, &offset), 0x20000);
    assert_int_equal(text_utf8_previous(text, &offset), 0x4E00);
}

static void refuses_bad_sequences(void **state)
{
    (void)state;
    assert_int_equal(text_utf8_invalid(base_str_c("ab\xFF")), 2);
    assert_int_equal(text_utf8_invalid(base_str_c("\xC0\x80")), 0);         /* not shortest */
    assert_int_equal(text_utf8_invalid(base_str_c("\xED\xA0\x80")), 0);     /* surrogate */
    assert_int_equal(text_utf8_invalid(base_str_c("\xF4\x90\x80\x80")), 0); /* over U+10FFFF */
    assert_int_equal(text_utf8_invalid(base_str_c("x\xE4\xB8")), 1);        /* cut */
    assert_true(text_utf8_invalid(base_str_c("\xEF\xBF\xBD\xE4\xB8\x80")) == BASE_STR_NONE);
}

static int is_stop(uint32_t codepoint)
{
    return codepoint == 0x662F; /* 是 */
}

static void skips_what_is_only_chinese(void **state)
{
    base_str text = base_str_c("核查不是，核\xE6\x9F");
    (void)state;
    assert_int_equal(text_skip_han(text, 0, text.len, is_stop), 9);
    assert_int_equal(text_skip_han(text, 9, text.len, is_stop), 9);
    assert_int_equal(text_skip_han(text, 12, text.len, is_stop), 12); /* ， is none */
    assert_int_equal(text_skip_han(text, 15, text.len, is_stop), 18); /* what is cut is none */
    assert_int_equal(text_skip_han(text, 0, 5, is_stop), 3);          /* none that passes the end */
    assert_int_equal(text_skip_han(text, 0, 500, is_stop), 9);
    assert_int_equal(text_skip_han(text, text.len, text.len, is_stop), text.len);
    assert_int_equal(text_skip_han(text, 20, 3, is_stop), 20);
}

static void steps_back_over_bad_bytes(void **state)
{
    base_str text = base_str_c("\x80\xE6\x9F\xA5\xA5x");
    size_t offset = text.len;
    (void)state;
    assert_int_equal(text_utf8_previous(text, &offset), 'x');
    assert_int_equal(text_utf8_previous(text, &offset), 0xFFFD);
    assert_int_equal(text_utf8_previous(text, &offset), 0x67E5); /* 查 */
    assert_int_equal(text_utf8_previous(text, &offset), 0xFFFD);
    assert_int_equal(offset, 0);
    assert_int_equal(text_utf8_previous(text, &offset), 0);
}

/* A bad byte is found wherever it stands among characters of one and of three bytes. */
static void finds_a_bad_byte_anywhere(void **state)
{
    static const char *const texts[] = {"核查核查核查核查", "abc核查defgh核查，abcdefghijk核",
                                        "\xE0\xA0\x80\xE0\xA0\x80\xED\x9F\xBF\xED\x80\x80核查"};
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        char bytes[64];
        size_t length = strlen(texts[i]);
        assert_true(length <= sizeof(bytes));
        assert_true(text_utf8_invalid(base_str_c(texts[i])) == BASE_STR_NONE);
        for (size_t at = 0; at < length; at++) {
            size_t first = at; /* of its character */
            while (((unsigned char)texts[i][first] & 0xC0) == 0x80)
                first--;
            memcpy(bytes, texts[i], length);
            bytes[at] = '\xFF';
            assert_int_equal(text_utf8_invalid(base_str_n(bytes, length)), first);
        }
    }
    assert_int_equal(text_utf8_invalid(base_str_c("核核\xE0\x80\x80核核")), 6); /* not shortest */
    assert_int_equal(text_utf8_invalid(base_str_c("核\xED\xA0\x80核核核")), 3); /* surrogate */
}

static void counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(text_utf8_length(base_str_c("核查 ok")), 5);
    assert_int_equal(text_utf8_length(base_str_c("")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_all_lengths),        cmocka_unit_test(refuses_bad_sequences),
        cmocka_unit_test(counts_code_points),         cmocka_unit_test(finds_a_bad_byte_anywhere),
        cmocka_unit_test(skips_what_is_only_chinese), cmocka_unit_test(steps_back_over_bad_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
