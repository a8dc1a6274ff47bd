#include "test.h"

#include "base/err.h"
#include "form/subject.h"
#include "form_fixture.h"

static form_pattern in(form_where where, const char *pattern)
{
    form_pattern made = {where, {NULL, 0}, base_str_c(pattern), NULL};
    return made;
}

/* Rules with one pattern in each list. */
typedef struct rules {
    form_pattern title[2], agency[6], year[3], period[2], date[4];
    form_subject_rules all;
} rules;

static void usual_rules(rules *r)
{
    memset(r, 0, sizeof *r);
    r->title[0] = in(FORM_IN_TITLE, "政府信息公开…年度报告");
    r->title[1] = in(FORM_IN_TITLE, "政府信息公开…年报");
    r->agency[0] = in(FORM_IN_TITLE_LINE, "^{agency}$");
    r->agency[1] = in(FORM_IN_TITLE, "^{agency}政府信息公开");
    r->agency[2] = in(FORM_IN_TITLE, "^{agency}{year}年");
    r->agency[3] = in(FORM_IN_END, "^{agency}$");
    r->agency[4] = in(FORM_IN_FIELD, "^{agency}$");
    r->agency[4].field = base_str_c("填报单位");
    r->agency[5] = in(FORM_IN_TITLE, "^{region}{year}年");
    r->year[0] = in(FORM_IN_TITLE, "{year}年");
    r->year[1] = in(FORM_IN_CAPTION, "{year}年");
    r->year[2] = in(FORM_IN_TEXT, "{year}年");
    r->period[0] = in(FORM_IN_TEXT, "统计期限…{period}");
    r->period[1] = in(FORM_IN_TEXT, "统计时间…{period}");
    r->date[0] = in(FORM_IN_END, "^{date}$");
    r->date[1] = in(FORM_IN_END, "^{agency}{date}$");
    r->date[2] = in(FORM_IN_FIELD, "{date}");
    r->date[2].field = base_str_c("填报日期");
    r->date[3] = in(FORM_IN_TEXT, "发布日期:{date}");
    r->all = (form_subject_rules){
        {r->title, 2}, {r->agency, 6}, {r->year, 3}, {r->period, 2}, {r->date, 4}};
}

static void prepare(fixture *f, const form_patterns *list)
{
    for (size_t i = 0; i < list->count; i++)
        assert_int_equal(form_pattern_prepare(f->arena, &list->items[i], NULL), 0);
}

static form_subject find(fixture *f)
{
    rules r;
    form_subject out;
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    usual_rules(&r);
    prepare(f, &r.all.title);
    prepare(f, &r.all.agency);
    prepare(f, &r.all.year);
    prepare(f, &r.all.period);
    prepare(f, &r.all.date);
    fixture_align(f, 0);
    assert_int_equal(
        form_subject_find(f->arena, f->document, f->instances, f->count, &r.all, &out, &err), 0);
    return out;
}

static void reads_title_lines(void **state)
{
    fixture *f = *state;
    fixture_title(f, "某 市 统 计 局");
    fixture_title(f, "二〇一八年度政府信息公开工作年度报告");
    fixture_heading(f, "一、概述");
    fixture_paragraph(f, "所列数据的统计期限自 2018 年 1 月 1 日起至 2018 年 12 月 31 日止。");
    fixture_paragraph(f, "某市统计局");
    fixture_paragraph(f, "  2019年1月12日 ");
    form_subject out = find(f);
    assert_int_equal(out.fits, 1);
    assert_str(out.agency, "某市统计局");
    assert_int_equal(out.agency_place.line, 1);
    assert_int_equal(out.year, 2018);
    assert_int_equal(text_date_number(&out.date), 20190112);
    assert_int_equal(out.date_place.line, 6);
    assert_str(out.date_place.text, "2019年1月12日");
    assert_int_equal(text_date_number(&out.period.from), 20180101);
    assert_int_equal(text_date_number(&out.period.to), 20181231);
    assert_int_equal(out.period_place.line, 4);
}

static void reads_one_line_titles(void **state)
{
    fixture *f = *state;
    fixture_title(f, "某区统计局政府信息公开工作年度报告（2016年度）");
    fixture_paragraph(f, "本报告中数据的统计时间截至2016年12月31日。");
    fixture_heading(f, "一、概述");
    fixture_paragraph(f, "某区统计局　2017年1月9日");
    form_subject out = find(f);
    assert_int_equal(out.fits, 1);
    assert_str(out.agency, "某区统计局");
    assert_int_equal(out.year, 2016);
    assert_int_equal(text_date_number(&out.date), 20170109);
    assert_int_equal(out.period.from.year, 0);
    assert_int_equal(text_date_number(&out.period.to), 20161231);
}

static void the_signature_names_the_agency(void **state)
{
    fixture *f = *state;
    fixture_title(f, "2017年度政府信息公开工作年度报告");
    fixture_paragraph(f, "由某区政务公开领导小组办公室编制。");
    fixture_paragraph(f, "我们的办公室");
    fixture_heading(f, "一、概述");
    fixture_paragraph(f, "正文，2015年的事。");
    fixture_paragraph(f, "某市某区人民政府\n二〇一八年一月十二日");
    form_subject out = find(f);
    assert_str(out.agency, "某市某区人民政府");
    assert_int_equal(out.year, 2017);
    assert_int_equal(text_date_number(&out.date), 20180112);
}

static void falls_back_to_the_table(void **state)
{
    fixture *f = *state;
    fixture_title(f, "政府信息公开年度报告");
    fixture_heading(f, "一、概述");
    fixture_paragraph(f, "政府信息公开情况统计表");
    fixture_paragraph(f, "（2017年度）");
    fixture_paragraph(f, "填报单位：某市商务局");
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_table(f, f->table.ptr);
    fixture_paragraph(f, "填报日期：2018.1.2");
    form_subject out = find(f);
    assert_str(out.agency, "某市商务局");
    assert_int_equal(out.year, 2017);
    assert_int_equal(text_date_number(&out.date), 20180102);
    assert_int_equal(out.date_place.line, f->line);
}

static void nothing_is_known(void **state)
{
    fixture *f = *state;
    fixture_title(f, "会议通知");
    fixture_heading(f, "一、时间");
    fixture_paragraph(f, "下周。");
    form_subject out = find(f);
    assert_int_equal(out.fits, 0);
    assert_int_equal(out.agency.len, 0);
    assert_int_equal(out.year, 0);
    assert_int_equal(out.date.year, 0);
    assert_int_equal(out.period.to.year, 0);
    assert_int_equal(out.agency_place.block, 0);
}

static void dates_before_the_first_heading_are_no_signature(void **state)
{
    fixture *f = *state;
    fixture_title(f, "某市统计局政府信息公开年度报告");
    fixture_paragraph(f, "2018年1月1日");
    fixture_paragraph(f, "发布日期：2018年2月3日");
    fixture_heading(f, "一、概述");
    fixture_paragraph(f, "2017年，我局无事。");
    form_subject out = find(f);
    assert_int_equal(text_date_number(&out.date), 20180203);
}

static void a_document_without_a_title(void **state)
{
    fixture *f = *state;
    fixture_paragraph(f, "某市统计局2017年政府信息公开年报");
    fixture_paragraph(f, "正文。");
    form_subject out = find(f);
    assert_int_equal(out.fits, 1);
    assert_str(out.agency, "某市统计局");
    assert_int_equal(out.year, 2017);
}

static void regions_come_last(void **state)
{
    fixture *f = *state;
    fixture_title(f, "某某市2023年政府信息公开工作年度报告");
    form_subject out = find(f);
    assert_str(out.agency, "某某市");
}

/* What one pattern takes of one title. */
static form_subject take(fixture *f, const char *pattern, const char *title, int agency)
{
    form_pattern item = in(FORM_IN_TITLE, pattern);
    form_subject_rules all = {0};
    form_subject out;
    doc document = {0};
    *(agency ? &all.agency : &all.year) = (form_patterns){&item, 1};
    prepare(f, agency ? &all.agency : &all.year);
    document.title = base_str_c(title);
    assert_int_equal(form_subject_find(f->arena, &document, NULL, 0, &all, &out, NULL), 0);
    return out;
}

static void takes_agencies(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *pattern, *text, *agency;
    } cases[] = {
        {"^{agency}政府信息公开", "某市人民政府办公室政府信息公开年报", "某市人民政府办公室"},
        {"^{agency}政府信息公开", "某区人民政府政府信息公开年报", "某区人民政府"},
        {"^{agency}政府信息公开", "某市人民政府信息公开年报", ""},
        {"^{agency}信息公开", "某市人民政府信息公开年报", "某市人民政府"},
        {"^{agency}{year}年", "某市商务局２０１８年度", "某市商务局"},
        {"^{agency}{year}年", "某市商务局 二○一八 年度", "某市商务局"},
        {"^{agency}({year}", "某市商务局【2018】", "某市商务局"},
        {"^{agency}$", "我局办公室", ""},
        {"^{agency}$", "某市政府信息公开报告", ""},
        {"^{agency}$", "市局", ""},
        {"关于{agency}{year}年", "关于某市科学技术局2017年情况", "某市科学技术局"},
        {"{agency}编制", "本报告由某市商务局编制", ""}, /* not in the middle of a word */
        {"由{agency}编制", "本报告由某市商务局编制", "某市商务局"},
        {"…{agency}编制", "报告，某市商务局编制", "某市商务局"},
        {"^**{agency}**", "**某市商务局** 等", "某市商务局"},
        {"{year}", "某市商务局2018", ""}, /* takes no agency */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        form_subject out = take(f, cases[i].pattern, cases[i].text, 1);
        if (!base_str_eq_c(out.agency, cases[i].agency))
            print_error("case %zu\n", i);
        assert_str(out.agency, cases[i].agency);
    }
}

static void takes_years(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *pattern, *text;
        int year;
    } cases[] = {
        {"{year}年", "1234567年 2018 年度", 2018},
        {"{year}年", "二零一八年", 2018},
        {"{year}年$", "2017年、2018年", 2018},
        {"^{year}年", "在2018年", 0},
        {"{year}年", "1234年", 0},
        {"现将…{year}年", "根据2008年条例，现将2017年和2016年", 2017},
        {"a…b…{year}年", "a b a b", 0},
        {"（{year}）", "(2018)", 2018},
        {"日期：{year}", "日期:2018", 2018},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        form_subject out = take(f, cases[i].pattern, cases[i].text, 0);
        if (out.year != cases[i].year)
            print_error("case %zu\n", i);
        assert_int_equal(out.year, cases[i].year);
    }
}

static int check(fixture *f, base_str text, hecha_err *err)
{
    form_pattern rule = in(FORM_IN_TITLE, "");
    rule.pattern = text;
    return form_pattern_prepare(f->arena, &rule, err);
}

static void checks_patterns(void **state)
{
    static const char *const good[] = {"政府信息公开…年度报告", "^{agency}{year}年$", "…{period}",
                                       "{date}", "a…………b"};
    static const char *const bad[] = {
        "", "^$", "…", "{agancy}", "{year", "year}", "{year}年{year}年", "{agency}{region}", " "};
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf long_pattern;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(check(*state, base_str_c(good[i]), &err), 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(check(*state, base_str_c(bad[i]), &err), HECHA_E_RULE);
    base_buf_init(&long_pattern);
    for (int i = 0; i < 100; i++)
        base_buf_add_c(&long_pattern, "a…");
    assert_int_equal(check(*state, base_buf_str(&long_pattern), &err), HECHA_E_RULE);
    base_buf_dispose(&long_pattern);
}

/* A time of day does not run into the day. */
static void times_of_day(void **state)
{
    fixture *f = *state;
    fixture_title(f, "某市水务局2017年政府信息公开年度报告");
    fixture_paragraph(f, "发布日期：2018-01-18 10:20 来源：某局");
    form_subject out = find(f);
    assert_int_equal(text_date_number(&out.date), 20180118);
}

/* Many near misses must not take forever. */
static void gives_up(void **state)
{
    fixture *f = *state;
    base_buf text;
    base_buf_init(&text);
    for (int i = 0; i < 20000; i++)
        base_buf_add_c(&text, "甲乙丙");
    take(f, "甲…乙…丙…甲…乙…丙…{year}年", text.ptr, 0);
    take(f, "甲…乙…丙…甲…乙…丙…丁", text.ptr, 0);
    take(f, "甲…乙…丙…甲…乙丙…甲乙$", text.ptr, 0);
    form_subject out = take(f, "{agency}{year}年", text.ptr, 1);
    assert_int_equal(out.agency.len, 0);
    base_buf_dispose(&text);
}

#define with_fixture(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(reads_title_lines),
        with_fixture(reads_one_line_titles),
        with_fixture(the_signature_names_the_agency),
        with_fixture(falls_back_to_the_table),
        with_fixture(nothing_is_known),
        with_fixture(dates_before_the_first_heading_are_no_signature),
        with_fixture(a_document_without_a_title),
        with_fixture(regions_come_last),
        with_fixture(takes_agencies),
        with_fixture(takes_years),
        with_fixture(checks_patterns),
        with_fixture(times_of_day),
        with_fixture(gives_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
