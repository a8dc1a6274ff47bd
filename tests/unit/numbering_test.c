#include "test.h"

#include "text/numbering.h"

static void expect_number(const char *text, text_number_style style, int value, const char *printed,
                          const char *rest)
{
    text_numbering number = text_numbering_read(base_str_c(text));
    if (number.style != style || (style != TEXT_NUMBER_NONE && number.value != value))
        fail_msg("%s: style %d value %d", text, (int)number.style, number.value);
    if (style == TEXT_NUMBER_NONE) {
        assert_int_equal(number.length, 0);
        return;
    }
    if (!base_str_eq_c(number.printed, printed))
        fail_msg("%s: printed %.*s", text, (int)number.printed.len, number.printed.ptr);
    assert_string_equal(text + number.length, rest);
}

static void expect_none(const char *text)
{
    expect_number(text, TEXT_NUMBER_NONE, 0, "", "");
}

static void reads_what_is_printed(void **state)
{
    (void)state;
    expect_number("一、总体情况", TEXT_NUMBER_HAN, 1, "一、", "总体情况");
    expect_number("　　十二、 其他", TEXT_NUMBER_HAN, 12, "十二、", "其他");
    expect_number("二．其他", TEXT_NUMBER_HAN, 2, "二．", "其他");
    expect_number("（一）收到", TEXT_NUMBER_HAN_BRACKET, 1, "（一）", "收到");
    expect_number("( 三 ) 收到", TEXT_NUMBER_HAN_BRACKET, 3, "( 三 )", "收到");
    expect_number("（十一）、收到", TEXT_NUMBER_HAN_BRACKET, 11, "（十一）、", "收到");
    expect_number("㈡收到", TEXT_NUMBER_HAN_BRACKET, 2, "㈡", "收到");
    expect_number("1.当面", TEXT_NUMBER_DIGIT, 1, "1.", "当面");
    expect_number("１．当面", TEXT_NUMBER_DIGIT, 1, "１．", "当面");
    expect_number("12、当面", TEXT_NUMBER_DIGIT, 12, "12、", "当面");
    expect_number("1. 2017年", TEXT_NUMBER_DIGIT, 1, "1.", "2017年");
    expect_number("1.2017年，我局", TEXT_NUMBER_DIGIT, 1, "1.", "2017年，我局");
    expect_number("3.12345热线", TEXT_NUMBER_DIGIT, 3, "3.", "12345热线");
    expect_number("1 、当面", TEXT_NUMBER_DIGIT, 1, "1 、", "当面");
    expect_number("⒊当面", TEXT_NUMBER_DIGIT, 3, "⒊", "当面");
    expect_number("（1）以", TEXT_NUMBER_DIGIT_BRACKET, 1, "（1）", "以");
    expect_number("1) 以", TEXT_NUMBER_DIGIT_BRACKET, 1, "1)", "以");
    expect_number("２）以", TEXT_NUMBER_DIGIT_BRACKET, 2, "２）", "以");
    expect_number("⑵以", TEXT_NUMBER_DIGIT_BRACKET, 2, "⑵", "以");
    expect_number("①以", TEXT_NUMBER_CIRCLE, 1, "①", "以");
    expect_number("⑳以", TEXT_NUMBER_CIRCLE, 20, "⑳", "以");
    expect_number("㉑以", TEXT_NUMBER_CIRCLE, 21, "㉑", "以");
    expect_number("1.1 基本情况", TEXT_NUMBER_MULTI, 1, "1.1", "基本情况");
    expect_number("2.3.4基本情况", TEXT_NUMBER_MULTI, 4, "2.3.4", "基本情况");
    expect_number("1.2、基本情况", TEXT_NUMBER_MULTI, 2, "1.2、", "基本情况");
    expect_number("一是加强", TEXT_NUMBER_ORDINAL, 1, "一是", "加强");
    expect_number("第一章 总则", TEXT_NUMBER_CHAPTER, 1, "第一章", "总则");
    expect_number("第二部分：概述", TEXT_NUMBER_CHAPTER, 2, "第二部分：", "概述");
    expect_number("第3节 概述", TEXT_NUMBER_CHAPTER, 3, "第3节", "概述");
}

static void leaves_what_is_no_number(void **state)
{
    static const char *const texts[] = {
        "",          " ",           "1.5万元",   "2017年",     "2017.12.31",   "1135条",
        "3.7万多条", "192.168.1.1", "一些",      "三公经费",   "十四五规划",   "统一、",
        "（2017）",  "（总计）",    "一、二级",  "1、2号楼",   "12345、热线",  "第一产业",
        "第三节能",  "1O.",         "0577-8853", "一二三四年", "3.5",          "一百个",
        "（一",      "9.8%",        "1.100个",   "2.5倍",      "一、二、三等", "2019.1.2",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        expect_none(texts[i]);
}

static void expect_numeral(const char *text, int64_t value, size_t length)
{
    size_t read = 99;
    int64_t got = text_numeral(base_str_c(text), &read);
    if (got != value || read != length)
        fail_msg("%s gave %lld, %zu bytes", text, (long long)got, read);
}

static void reads_numerals(void **state)
{
    (void)state;
    expect_numeral("12件", 12, 2);
    expect_numeral("１２件", 12, 6);
    expect_numeral("〇", 0, 3);
    expect_numeral("十", 10, 3);
    expect_numeral("十五", 15, 6);
    expect_numeral("二十", 20, 6);
    expect_numeral("两百零五条", 205, 12);
    expect_numeral("一百二十三", 123, 15);
    expect_numeral("一百二", 120, 9);
    expect_numeral("一百零二", 102, 12);
    expect_numeral("三千二百", 3200, 12);
    expect_numeral("一万二", 12000, 9);
    expect_numeral("十二万三千四百五十六", 123456, 30);
    expect_numeral("一亿二千万", 120000000, 15);
    expect_numeral("二〇一七年", 2017, 12);
    expect_numeral("二○一八", 2018, 12);
    expect_numeral("壹拾贰", 12, 9);
    expect_numeral("一百十二", 112, 12);
    expect_numeral("1000000000000", 1000000000000, 13);
    expect_numeral("一万亿", 1000000000000, 9);
    expect_numeral("10000000000000000", 10000000000000000, 17);
    expect_numeral("10000000000000001", -1, 0);
    expect_numeral("廿三", 23, 6);
    expect_numeral("一百廿", 120, 9);
    expect_numeral("五十廿", 50, 6);
    expect_numeral("99999999999999999999999999", -1, 0);
    expect_numeral("二万亿", 2000000000000, 9);
    expect_numeral("二亿亿", -1, 0);
    expect_numeral("三四十", -1, 0);
    expect_numeral("百", -1, 0);
    expect_numeral("万", -1, 0);
    expect_numeral("件", -1, 0);
    expect_numeral("", -1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_printed),
        cmocka_unit_test(leaves_what_is_no_number),
        cmocka_unit_test(reads_numerals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
