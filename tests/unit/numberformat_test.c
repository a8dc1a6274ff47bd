#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "read/numberformat.h"

static void assert_number(const char *format, int64_t number, const char *written)
{
    base_buf out;
    base_buf_init(&out);
    base_buf_add_c(&out, "");
    read_number_add(&out, read_number_format_ooxml(base_str_c(format)), number);
    assert_string_equal(out.ptr, written);
    base_buf_dispose(&out);
}

static void counts_in_chinese(void **state)
{
    (void)state;
    assert_number("chineseCounting", 1, "一");
    assert_number("chineseCounting", 10, "十");
    assert_number("chineseCounting", 21, "二十一");
    assert_number("chineseCounting", 99, "九十九");
    assert_number("chineseCounting", 100, "一○○");
    assert_number("chineseCounting", 0, "○");
    assert_number("taiwaneseCounting", 12, "十二");
    assert_number("japaneseCounting", 19, "十九");
    assert_number("chineseCountingThousand", 11, "十一");
    assert_number("chineseCountingThousand", 101, "一百〇一");
    assert_number("chineseCountingThousand", 110, "一百一十");
    assert_number("chineseCountingThousand", 1001, "一千〇一");
    assert_number("chineseCountingThousand", 3483, "三千四百八十三");
    assert_number("chineseCountingThousand", 10000, "一万");
    assert_number("chineseCountingThousand", 120003, "十二万〇三");
    assert_number("chineseCountingThousand", 100000000, "一亿");
    assert_number("taiwaneseCountingThousand", 101, "一百零一");
    assert_number("chineseLegalSimplified", 10, "壹拾");
    assert_number("chineseLegalSimplified", 205, "贰佰零伍");
    assert_number("ideographLegalTraditional", 26, "貳拾陸");
}

static void writes_digits(void **state)
{
    (void)state;
    assert_number("ideographDigital", 10, "一〇");
    assert_number("ideographDigital", 2018, "二〇一八");
    assert_number("taiwaneseDigital", 10, "一○");
    assert_number("decimalFullWidth", 120, "１２０");
    assert_number("decimalFullWidth", 0, "０");
    assert_number("decimal", 2147483647, "2147483647");
    assert_number("decimal", -3, "-3");
    assert_number("decimalZero", 0, "00");
    assert_number("decimalZero", 9, "09");
    assert_number("decimalZero", 10, "10");
    assert_number("hex", 255, "FF");
    assert_number("numberInDash", 3, "- 3 -");
}

static void writes_symbols_as_far_as_they_go(void **state)
{
    (void)state;
    assert_number("decimalEnclosedCircle", 1, "①");
    assert_number("decimalEnclosedCircleChinese", 20, "⑳");
    assert_number("decimalEnclosedCircle", 21, "21");
    assert_number("decimalEnclosedParen", 20, "⒇");
    assert_number("decimalEnclosedFullstop", 1, "⒈");
    assert_number("ideographEnclosedCircle", 10, "㈩");
    assert_number("ideographEnclosedCircle", 11, "11");
    assert_number("ideographTraditional", 10, "癸");
    assert_number("ideographTraditional", 11, "11");
    assert_number("ideographZodiac", 12, "亥");
    assert_number("ideographZodiacTraditional", 1, "甲子");
    assert_number("ideographZodiacTraditional", 60, "癸亥");
}

static void writes_letters_and_romans(void **state)
{
    (void)state;
    assert_number("lowerLetter", 26, "z");
    assert_number("upperLetter", 28, "BB");
    assert_number("upperLetter", 0, "0");
    assert_number("lowerLetter", 100000, "100000");
    assert_number("upperRoman", 1994, "MCMXCIV");
    assert_number("lowerRoman", 4, "iv");
    assert_number("ordinal", 1, "1st");
    assert_number("ordinal", 12, "12th");
    assert_number("ordinal", 23, "23rd");
    assert_number("bullet", 5, "");
    assert_number("none", 5, "");
    assert_number("unheardOf", 5, "5");
}

static void knows_codes_of_doc_files(void **state)
{
    (void)state;
    assert_int_equal(read_number_format_nfc(0), READ_NUMBER_DECIMAL);
    assert_int_equal(read_number_format_nfc(0x1E), READ_NUMBER_STEMS);
    assert_int_equal(read_number_format_nfc(0x25), READ_NUMBER_CHINESE_COUNTING);
    assert_int_equal(read_number_format_nfc(0x27), READ_NUMBER_CHINESE_THOUSAND);
    assert_int_equal(read_number_format_nfc(0x17), READ_NUMBER_BULLET);
    assert_int_equal(read_number_format_nfc(0xFF), READ_NUMBER_NONE);
    assert_int_equal(read_number_format_nfc(0xFFFFFFFF), READ_NUMBER_DECIMAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_in_chinese),
        cmocka_unit_test(writes_digits),
        cmocka_unit_test(writes_symbols_as_far_as_they_go),
        cmocka_unit_test(writes_letters_and_romans),
        cmocka_unit_test(knows_codes_of_doc_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
