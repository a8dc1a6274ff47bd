#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "read/encoding.h"

static base_str bytes(const char *text, size_t length)
{
    return base_str_n(text, length);
}

#define BYTES(literal) bytes(literal, sizeof(literal) - 1)

static void assert_decodes(base_str input, const char *encoding, const char *text, size_t bad)
{
    read_text out;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    const char *found = read_encoding_of(input);
    assert_non_null(found);
    assert_string_equal(found, encoding);
    assert_int_equal(read_text_decode(input, found, &out, &err), 0);
    if (!base_str_eq_c(out.text, text))
        fail_msg("\"%.*s\" is not \"%s\"", (int)out.text.len, out.text.ptr, text);
    assert_int_equal(out.bad, bad);
    assert_string_equal(out.encoding, encoding);
    read_text_dispose(&out);
}

static void test_utf8(void **state)
{
    (void)state;
    assert_decodes(BYTES("plain\n"), "UTF-8", "plain\n", 0);
    assert_decodes(BYTES("收到5件\n"), "UTF-8", "收到5件\n", 0);
    assert_decodes(BYTES("\xEF\xBB\xBF收到"), "UTF-8", "收到", 0);
    assert_decodes(BYTES("\xEF\xBB\xBF"), "UTF-8", "", 0);
}

static void test_utf16(void **state)
{
    (void)state;
    assert_decodes(BYTES("\xFF\xFE\x36\x65\x30\x52\n\0"), "UTF-16LE", "收到\n", 0);
    assert_decodes(BYTES("\xFE\xFF\x65\x36\x52\x30\0\n"), "UTF-16BE", "收到\n", 0);
    assert_decodes(BYTES("\x36\x65\x30\x52\n\0"), "UTF-16LE", "收到\n", 0);
    assert_decodes(BYTES("\x65\x36\x52\x30\0\n"), "UTF-16BE", "收到\n", 0);
    assert_decodes(BYTES("a\0b\0"), "UTF-16LE", "ab", 0);
    /* U+20BB7 by surrogates */
    assert_decodes(BYTES("\xFF\xFE\x42\xD8\xB7\xDF"), "UTF-16LE", "\xF0\xA0\xAE\xB7", 0);
    /* a lone surrogate, and half a unit at the end */
    assert_decodes(BYTES("\xFF\xFE\x42\xD8\x61\0\x62"), "UTF-16LE",
                   "\xEF\xBF\xBD"
                   "a\xEF\xBF\xBD",
                   2);
}

static void test_gb18030(void **state)
{
    (void)state;
    assert_decodes(BYTES("\xCA\xD5\xB5\xBD\x35\xBC\xFE\n"), "GB18030", "收到5件\n", 0);
    /* four bytes: U+20BB7 */
    assert_decodes(BYTES("\xCA\xD5\xB5\xBD\x95\x34\xB2\x35\n"), "GB18030", "收到\xF0\xA0\xAE\xB7\n",
                   0);
    /* one line that is UTF-8 too does not make the file UTF-8 */
    assert_decodes(BYTES("\xC4\xA3\n\xCA\xD5\xB5\xBD\n"), "GB18030", "模\n收到\n", 0);
}

static void test_big5(void **state)
{
    (void)state;
    /* 政府資訊公開年度報告 */
    assert_decodes(BYTES("\xAC\x46\xA9\xB2\xB8\xEA\xB0\x54\xA4\xBD\xB6\x7D\xA6\x7E\xAB\xD7\xB3\xF8"
                         "\xA7\x69\n"),
                   "Big5", "政府資訊公開年度報告\n", 0);
}

static void test_bad_bytes_are_placed(void **state)
{
    (void)state;
    read_text out;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_str input = BYTES("政府信息公开工作年度报告\r\n收到\xFF申请\r\n答复\xE6件数\n");
    assert_string_equal(read_encoding_of(input), "UTF-8");
    assert_int_equal(read_text_decode(input, "UTF-8", &out, &err), 0);
    assert_int_equal(out.bad, 2);
    assert_int_equal(out.first_bad[0].line, 2);
    assert_int_equal(out.first_bad[0].byte, 0xFF);
    assert_int_equal(out.first_bad[0].offset, 44);
    assert_int_equal(out.first_bad[1].line, 3);
    assert_int_equal(out.first_bad[1].byte, 0xE6);
    assert_true(base_str_find(out.text, base_str_c("收到\xEF\xBF\xBD申请"), 0) != BASE_STR_NONE);
    read_text_dispose(&out);
}

static void test_damaged_gb18030(void **state)
{
    (void)state;
    /* 政府信息公开工作年度 then 0xFF, on the second line */
    base_str input =
        BYTES("\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA\n\xB9\xA4\xD7\xF7\xC4\xEA"
              "\xB6\xC8\xFF\n\xB1\xA8\xB8\xE6\n");
    read_text out;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    assert_string_equal(read_encoding_of(input), "GB18030");
    assert_int_equal(read_text_decode(input, "GB18030", &out, &err), 0);
    assert_true(base_str_eq_c(out.text, "政府信息公开\n工作年度\xEF\xBF\xBD\n报告\n"));
    assert_int_equal(out.bad, 1);
    assert_int_equal(out.first_bad[0].line, 2);
    read_text_dispose(&out);
}

static void test_no_text(void **state)
{
    (void)state;
    assert_null(read_encoding_of(BYTES("")));
    assert_null(read_encoding_of(BYTES("\0\0\0\0\0\0\0\0")));
    assert_null(read_encoding_of(BYTES("abc\0def")));
    assert_null(read_encoding_of(BYTES("\xEF\xBB\xBF"
                                       "a\0b")));
    assert_null(read_encoding_of(BYTES("\x01\x02\x03\x04\x05\x06\x07\x08\x0E\x0F\x10")));
    assert_null(read_encoding_of(BYTES("\xFF\xFF\xFF\x80\x80\xFF\xFF\xFF")));
}

static void test_names_of_pages(void **state)
{
    (void)state;
    read_text out;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    /* 镕 is in GBK and not in GB 2312 */
    assert_int_equal(read_text_decode(BYTES("\xD6\xEC\xE9\x46\xBB\xF9"), "gb2312", &out, &err), 0);
    assert_true(base_str_eq_c(out.text, "朱镕基"));
    assert_string_equal(out.encoding, "GB18030");
    read_text_dispose(&out);
    assert_int_equal(read_text_decode(BYTES("abc"), "no-such-encoding", &out, &err),
                     HECHA_E_UNSUPPORTED);
    assert_non_null(strstr(err.text, "no-such-encoding"));
    read_text_dispose(&out);
    /* a mark is believed before a name */
    assert_int_equal(read_text_decode(BYTES("\xEF\xBB\xBF收"), "gbk", &out, &err), 0);
    assert_true(base_str_eq_c(out.text, "收"));
    read_text_dispose(&out);
}

static void test_many_bad_bytes(void **state)
{
    (void)state;
    size_t size = 1 << 20, i;
    char *input = malloc(size);
    read_text out;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    assert_non_null(input);
    for (i = 0; i < size; i++)
        input[i] = i % 2 ? '\n' : '\xFF';
    assert_int_equal(read_text_decode(base_str_n(input, size), "UTF-8", &out, &err), 0);
    assert_int_equal(out.bad, size / 2);
    assert_int_equal(out.first_bad[READ_BAD_KEPT - 1].line, READ_BAD_KEPT);
    read_text_dispose(&out);
    free(input);
}

static void test_converters(void **state)
{
    (void)state;
    read_converters *converters = read_converters_load();
    assert_non_null(converters);
    read_converters_free(converters);
    read_converters_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_utf16),
        cmocka_unit_test(test_gb18030),
        cmocka_unit_test(test_big5),
        cmocka_unit_test(test_bad_bytes_are_placed),
        cmocka_unit_test(test_damaged_gb18030),
        cmocka_unit_test(test_no_text),
        cmocka_unit_test(test_names_of_pages),
        cmocka_unit_test(test_many_bad_bytes),
        cmocka_unit_test(test_converters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
