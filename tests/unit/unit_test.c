#include "test.h"

#include "text/unit.h"

static size_t length_of(const char *text)
{
    return text_unit_read(base_str_c(text));
}

static void reads_the_longest(void **state)
{
    (void)state;
    assert_int_equal(length_of("人次"), 6);
    assert_int_equal(length_of("人参加"), 3);
    assert_int_equal(length_of("万元以上"), 6);
    assert_int_equal(length_of("万人"), 0); /* the magnitude belongs to the figure */
    assert_int_equal(length_of("%"), 1);
    assert_int_equal(length_of("％"), 3);
    assert_int_equal(length_of("个百分点"), 12);
    assert_int_equal(length_of("个工作日内"), 12);
    assert_int_equal(length_of("申请"), 0);
    assert_int_equal(length_of(""), 0);
}

static void knows_a_unit_cell(void **state)
{
    static const char *const units[] = {"条", " 件 ", "（万元）", "(人次)", "——",          "—", "/",
                                        "-",  "万人", "件/次",    "人、次", "\xC2\xA0篇\n"};
    static const char *const others[] = {"", " ", "单位", "5", "条5", "统计数", "万", "()"};
    (void)state;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        if (!text_unit_is(base_str_c(units[i])))
            fail_msg("%s", units[i]);
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (text_unit_is(base_str_c(others[i])))
            fail_msg("%s", others[i]);
    }
    assert_true(text_unit_known(base_str_c("万元")));
    assert_false(text_unit_known(base_str_c("——")));
    assert_false(text_unit_known(base_str_c("件/次")));
}

static int power_of(const char *from, const char *to)
{
    int power = 99;
    return text_unit_power(base_str_c(from), base_str_c(to), &power) ? power : 99;
}

static void converts_one_dimension(void **state)
{
    (void)state;
    assert_int_equal(power_of("元", "万元"), -4);
    assert_int_equal(power_of("万元", "元"), 4);
    assert_int_equal(power_of("亿元", "万元"), 4);
    assert_int_equal(power_of("万元", "（万元）"), 0);
    assert_int_equal(power_of("圆", "元"), 0);
    assert_int_equal(power_of("万人", "人"), 4);
    assert_int_equal(power_of("万", "条"), 4);
    assert_int_equal(power_of("万", "万元"), 0);
    assert_int_equal(power_of("万", "元"), 4);
    assert_int_equal(power_of("万", "吨"), 4);
    assert_int_equal(power_of("％", "%"), 0);
    assert_int_equal(power_of("%", "‰"), 1);
    assert_int_equal(power_of("公里", "米"), 3);
    assert_int_equal(power_of("吨", "公斤"), 3);
    assert_int_equal(power_of("条", "条"), 0);
    assert_int_equal(power_of("条", "件"), 99);
    assert_int_equal(power_of("人", "人次"), 99);
    assert_int_equal(power_of("元", "条"), 99);
    assert_int_equal(power_of("%", "个百分点"), 99);
    assert_int_equal(power_of("美元", "元"), 99);
    assert_int_equal(power_of("宗地", "宗地"), 0);
}

static void knows_what_counts(void **state)
{
    (void)state;
    assert_true(text_unit_counts(base_str_c("件")));
    assert_true(text_unit_counts(base_str_c("人次")));
    assert_true(text_unit_counts(base_str_c("件/次")));
    assert_false(text_unit_counts(base_str_c("万元")));
    assert_false(text_unit_counts(base_str_c("元")));
    assert_false(text_unit_counts(base_str_c("万人")));
    assert_false(text_unit_counts(base_str_c("%")));
    assert_false(text_unit_counts(base_str_c("——")));
    assert_false(text_unit_counts(base_str_c("")));
}

static void knows_the_kinds(void **state)
{
    static const struct {
        const char *unit;
        text_unit_kind kind;
    } cases[] = {{"件", TEXT_UNIT_COUNT},        {"人次", TEXT_UNIT_COUNT},
                 {"万元", TEXT_UNIT_MONEY},      {"美元", TEXT_UNIT_MONEY},
                 {"%", TEXT_UNIT_PERCENT},       {"‰", TEXT_UNIT_PERCENT},
                 {"个百分点", TEXT_UNIT_POINTS}, {"百分点", TEXT_UNIT_POINTS},
                 {"倍", TEXT_UNIT_SHARE},        {"成", TEXT_UNIT_SHARE},
                 {"个工作日", TEXT_UNIT_PERIOD}, {"年", TEXT_UNIT_PERIOD},
                 {"平方米", TEXT_UNIT_MEASURE},  {"分", TEXT_UNIT_MEASURE},
                 {"件以上", TEXT_UNIT_MEASURE},  {"申请", TEXT_UNIT_MEASURE},
                 {"", TEXT_UNIT_MEASURE}};
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (text_unit_kind_of(base_str_c(cases[i].unit)) != cases[i].kind)
            fail_msg("%s", cases[i].unit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_longest),      cmocka_unit_test(knows_a_unit_cell),
        cmocka_unit_test(converts_one_dimension), cmocka_unit_test(knows_what_counts),
        cmocka_unit_test(knows_the_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
