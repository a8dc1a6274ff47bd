#include "test.h"

#include "text/date.h"

/* The first date in the text, as text of its own and as ISO. */
static void expect_date(const char *text, const char *iso, const char *printed)
{
    text_date date;
    char out[16];
    if (!text_date_next(base_str_c(text), 0, &date))
        fail_msg("%s: no date", text);
    text_date_iso(&date, out);
    if (strcmp(out, iso) != 0)
        fail_msg("%s gave %s", text, out);
    if (!base_str_eq_c(base_str_n(text + date.start, date.end - date.start), printed))
        fail_msg("%s: %.*s", text, (int)(date.end - date.start), text + date.start);
}

static void reads_dates(void **state)
{
    (void)state;
    expect_date("截至2017年12月31日，", "2017-12-31", "2017年12月31日");
    expect_date("２０１７年１月２日", "2017-01-02", "２０１７年１月２日");
    expect_date("2018 年 1 月 12 日   ", "2018-01-12", "2018 年 1 月 12 日");
    expect_date("2018年\n1月12日", "2018-01-12", "2018年\n1月12日");
    expect_date("二〇一七年十二月三十一日", "2017-12-31", "二〇一七年十二月三十一日");
    expect_date("二○一七年元月二日", "2017-01-02", "二○一七年元月二日");
    expect_date("二O一八年三月", "2018-03", "二O一八年三月");
    expect_date("二零一八年", "2018", "二零一八年");
    expect_date("填报日期：2019.1.2", "2019-01-02", "2019.1.2");
    expect_date("2019-01-02", "2019-01-02", "2019-01-02");
    expect_date("2019/1/2 10:00", "2019-01-02", "2019/1/2");
    expect_date("２０１９．１．２", "2019-01-02", "２０１９．１．２");
    expect_date("2019. 1. 2", "2019-01-02", "2019. 1. 2");
    expect_date("2019-01", "2019-01", "2019-01");
    expect_date("2017.13.40", "2017-13-40", "2017.13.40");
    expect_date("2017年13月40日", "2017-13-40", "2017年13月40日");
    expect_date("（2017年度）", "2017", "2017年度");
    expect_date("2017年5月，我区", "2017-05", "2017年5月");
    expect_date("2017年1-12月", "2017-01", "2017年1-12月");
    expect_date("2017年12月31）", "2017-12-31", "2017年12月31");
    expect_date("2017年12月5件", "2017-12", "2017年12月");
    expect_date("12月31日", "12-31", "12月31日");
    expect_date("每年3月底前", "03", "3月底");
    expect_date("三月份", "03", "三月份");
    expect_date("第12345号，2017年", "2017", "2017年");
}

static void leaves_what_is_no_date(void **state)
{
    static const char *const texts[] = {
        "",
        "0577-88539697",
        "192.168.1.1",
        "2019.1.2.3",
        "1.2019.1.2",
        "V2019.1.2",
        "3个月",
        "〔2017〕24号",
        "12017年",
        "3年",
        "1135条",
        "2019.1",
        "2019-1",
        "12月",
        "每月",
        "十四五",
        "3.15",
        "2017-24",
        "1234-56-78",
        "2019.1-2",
        "一二三年",
        "元",
        "2017",
        "二〇一七",
        "325001",
        "x.cn/2017/13/45/a",
    };
    text_date date;
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (text_date_next(base_str_c(texts[i]), 0, &date))
            fail_msg("%s: %d-%d-%d", texts[i], date.year, date.month, date.day);
    }
}

static void goes_on(void **state)
{
    base_str text = base_str_c("2017年1月1日和2018年2月");
    text_date date;
    (void)state;
    assert_true(text_date_next(text, 0, &date));
    assert_true(text_date_next(text, date.end, &date));
    assert_int_equal(date.year, 2018);
    assert_false(text_date_next(text, date.end, &date));
    text = base_str_c("2019.1.1-2019.12.31");
    assert_true(text_date_next(text, 0, &date));
    assert_true(text_date_next(text, date.end, &date));
    assert_int_equal(text_date_number(&date), 20191231);
}

static void knows_the_calendar(void **state)
{
    static const struct {
        text_date date;
        int valid;
    } cases[] = {
        {{2017, 2, 29, 0, 0}, 0}, {{2016, 2, 29, 0, 0}, 1},  {{1900, 2, 29, 0, 0}, 0},
        {{2000, 2, 29, 0, 0}, 1}, {{0, 2, 29, 0, 0}, 1},     {{0, 2, 30, 0, 0}, 0},
        {{2017, 4, 31, 0, 0}, 0}, {{2017, 12, 31, 0, 0}, 1}, {{2017, 13, 1, 0, 0}, 0},
        {{2017, 13, 0, 0, 0}, 0}, {{2017, 0, 0, 0, 0}, 1},   {{2017, 12, 0, 0, 0}, 1},
        {{2017, 1, 32, 0, 0}, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(text_date_valid(&cases[i].date), cases[i].valid);
    assert_int_equal(text_date_number(&cases[7].date), 20171231);
}

static void expect_period(const char *text, int from, int to, const char *printed)
{
    text_period period;
    if (!text_period_next(base_str_c(text), 0, &period))
        fail_msg("%s: no period", text);
    if (text_date_number(&period.from) != from || text_date_number(&period.to) != to)
        fail_msg("%s: %d to %d", text, text_date_number(&period.from),
                 text_date_number(&period.to));
    if (!base_str_eq_c(base_str_n(text + period.start, period.end - period.start), printed))
        fail_msg("%s: %.*s", text, (int)(period.end - period.start), text + period.start);
}

static void reads_periods(void **state)
{
    text_period period;
    (void)state;
    expect_period("期限自2017年1月1日起至2017年12月31日止。", 20170101, 20171231,
                  "自2017年1月1日起至2017年12月31日止");
    expect_period("从2017年1月1日到12月31日止", 20170101, 20171231, "从2017年1月1日到12月31日止");
    expect_period("2017年1月1日—12月31日", 20170101, 20171231, "2017年1月1日—12月31日");
    expect_period("2017年1月1日——2017年12月31日", 20170101, 20171231,
                  "2017年1月1日——2017年12月31日");
    expect_period("自 2018 年 1 月 1 日起，至 2018 年 12 月 31 日", 20180101, 20181231,
                  "自 2018 年 1 月 1 日起，至 2018 年 12 月 31 日");
    expect_period("2018年1月1日起,至12月31日", 20180101, 20181231, "2018年1月1日起,至12月31日");
    expect_period("自2018年1月1日0时起至2018年12月31日", 20180101, 20181231,
                  "自2018年1月1日0时起至2018年12月31日");
    expect_period("2019.1.1-2019.12.31", 20190101, 20191231, "2019.1.1-2019.12.31");
    expect_period("2017年1-12月", 20170100, 20171200, "2017年1-12月");
    expect_period("2017年1月至12月", 20170100, 20171200, "2017年1月至12月");
    expect_period("2017年3月1日至31日", 20170301, 20170331, "2017年3月1日至31日");
    expect_period("2015年至2017年", 20150000, 20170000, "2015年至2017年");
    expect_period("1月1日至2017年12月31日", 20170101, 20171231, "1月1日至2017年12月31日");
    expect_period("时间截至2016年12月31日。", 0, 20161231, "截至2016年12月31日");
    expect_period("2017年，截止到 2016年12月", 0, 20161200, "截止到 2016年12月");
    assert_false(text_period_next(base_str_c("2017年，我局于12月31日"), 0, &period));
    assert_false(text_period_next(base_str_c("到2017年"), 0, &period));
    assert_false(text_period_next(base_str_c(""), 0, &period));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_dates),   cmocka_unit_test(leaves_what_is_no_date),
        cmocka_unit_test(goes_on),       cmocka_unit_test(knows_the_calendar),
        cmocka_unit_test(reads_periods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
