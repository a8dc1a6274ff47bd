#include "test.h"

#include "rule/formula.h"
#include "rule_form.h"

/* Figures of other reports in formulas: 上年 and 下级. */

static const char *const rows = "一、公开数 | 条\n"
                                "二、申请数 | 件 | 子项\n"
                                "  1.当面申请数 | 件\n"
                                "  2.网络申请数 | 件\n"
                                "三、结转数 | 件\n"
                                "四、经费 | 万元\n";
/* Renumbered, reordered, in another unit, without 公开数. */
static const char *const older = "一、结转数 | 件\n"
                                 "二、申请情况 | ——\n"
                                 "  （一）申请数 | 件\n"
                                 "三、经费 | 元\n";

typedef struct others {
    rule_form here, before, first, second, old;
    rule_counterpart children[3];
    rule_counterparts all;
} others;

static rule_counterpart counterpart(const rule_form *from, const char *agency, int year)
{
    rule_counterpart other = {.agency = base_str_c(agency),
                              .year = year,
                              .instances = &from->instance,
                              .instance_count = 1};
    return other;
}

static int setup(void **state)
{
    static others o;
    memset(&o, 0, sizeof(o));
    rule_form_init(&o.here, rows);
    o.before = o.here;
    rule_form *copies[] = {&o.before, &o.first, &o.second};
    for (size_t i = 0; i < 3; i++) {
        rule_form_init(copies[i], rows);
        copies[i]->instance.form = &o.here.form;
    }
    rule_form_init(&o.old, older);
    o.all.previous_year = counterpart(&o.before, "市局", 2016);
    o.children[0] = counterpart(&o.first, "甲县", 2017);
    o.children[1] = counterpart(&o.second, "乙县", 2017);
    o.all.children = o.children;
    o.all.child_count = 2;
    o.here.scene.counterparts = &o.all;
    *state = &o;
    return 0;
}

static int teardown(void **state)
{
    others *o = *state;
    rule_form_dispose(&o->here);
    rule_form_dispose(&o->before);
    rule_form_dispose(&o->first);
    rule_form_dispose(&o->second);
    rule_form_dispose(&o->old);
    return 0;
}

static formula *parsed(others *o, const char *text)
{
    formula *made;
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    if (formula_parse(o->here.arena, base_str_c(text), &o->here.form, &made, &err) != 0)
        fail_msg("%s: column %d: %s", text, err.column, err.text);
    return made;
}

static base_vec evaluated(others *o, const char *text)
{
    base_vec verdicts;
    base_vec_init(&verdicts, sizeof(rule_verdict));
    assert_int_equal(
        formula_evaluate(parsed(o, text), &o->here.instance, &o->here.scene, &verdicts), 0);
    return verdicts;
}

static rule_verdict single(others *o, const char *text)
{
    base_vec verdicts = evaluated(o, text);
    if (verdicts.count != 1)
        fail_msg("%s: %d verdicts", text, (int)verdicts.count);
    return *(rule_verdict *)base_vec_at(&verdicts, 0);
}

static void assert_text(base_str text, const char *expected)
{
    if (!base_str_eq_c(text, expected))
        fail_msg("\"%.*s\" is not \"%s\"", (int)text.len, text.ptr ? text.ptr : "", expected);
}

static void assert_outcome(others *o, const char *text, result_outcome outcome)
{
    rule_verdict v = single(o, text);
    if (v.outcome != outcome)
        fail_msg("%s: %s, not %s", text, result_outcome_name(v.outcome),
                 result_outcome_name(outcome));
}

static void last_year_is_compared(void **state)
{
    others *o = *state;
    rule_form_set(&o->here, "结转数", "4");
    rule_form_set(&o->before, "结转数", "4");
    assert_outcome(o, "结转数 = 上年(结转数)", RESULT_PASSED);
    assert_outcome(o, "last_year([结转数] + 1) = 5", RESULT_PASSED);
    rule_form_set(&o->before, "结转数", "7");
    rule_form_item(&o->before, "结转数")->place.path = base_str_c("2016.docx");
    rule_verdict v = single(o, "上年(结转数) = 结转数");
    assert_int_equal(v.outcome, RESULT_FAILED);
    assert_text(v.message, "结转数为 4，应等于 7（结转数（2016年）），差 -3");
    assert_text(v.evidence.subject, "结转数");
    assert_text(v.location.path, "report.txt");
    assert_int_equal(v.related_count, 1);
    assert_text(v.related[0].path, "2016.docx");
    /* Growth: the subject is this report's side though the other one is single. */
    v = single(o, "上年(结转数) = 结转数 + 公开数");
    assert_text(v.evidence.subject, "结转数+公开数");
    assert_text(v.location.path, "report.txt");
}

static void no_last_year_is_not_applicable(void **state)
{
    others *o = *state;
    o->all.previous_year.instances = NULL;
    o->all.previous_year.reason = base_str_c("没有2016年的报告");
    rule_verdict v = single(o, "结转数 = 上年(结转数)");
    assert_int_equal(v.outcome, RESULT_NOT_APPLICABLE);
    assert_text(v.reason, "没有2016年的报告");
    v = single(o, "若 上年(结转数) > 0 则 结转数 > 0");
    assert_int_equal(v.outcome, RESULT_NOT_APPLICABLE);
    assert_text(v.reason, "条件无法判断：没有2016年的报告");
    /* A row that is missing here does not turn it into an error. */
    rule_form_set(&o->here, "结转数", NULL);
    assert_outcome(o, "结转数 = 上年(结转数)", RESULT_NOT_APPLICABLE);
    o->here.scene.counterparts = NULL;
    rule_form_set(&o->here, "结转数", "0");
    v = single(o, "结转数 + 上年(结转数) + 上年(公开数) = 0");
    assert_text(v.reason, "没有上年的报告可以核对");
    v = single(o, "结转数 = 合计(下级(结转数))");
    assert_int_equal(v.outcome, RESULT_NOT_APPLICABLE);
    assert_text(v.reason, "没有下级单位的报告可以核对");
}

static void another_form_is_read_by_path_and_label(void **state)
{
    others *o = *state;
    o->all.previous_year = counterpart(&o->old, "市局", 2016);
    rule_form_set(&o->old, "结转数", "3");
    rule_form_set(&o->old, "申请数", "8");
    rule_form_set(&o->old, "经费", "25000");
    assert_outcome(o, "上年(结转数) = 3 且 上年(申请数) = 8", RESULT_PASSED);
    assert_outcome(o, "上年(经费) = 2.5", RESULT_PASSED);
    rule_verdict v = single(o, "上年(公开数) = 0");
    assert_int_equal(v.outcome, RESULT_NOT_APPLICABLE);
    assert_text(v.reason, "那份报告的表中没有“公开数（2016年）”");
}

static void unreadable_there_is_not_evaluated(void **state)
{
    others *o = *state;
    rule_form_set(&o->before, "结转数", "若干");
    rule_verdict v = single(o, "结转数 = 上年(结转数)");
    assert_int_equal(v.outcome, RESULT_NOT_EVALUATED);
    assert_text(v.reason, "“结转数（2016年）”的数值无法读取：“若干”");
    rule_form_set(&o->before, "结转数", NULL);
    assert_outcome(o, "结转数 = 上年(结转数)", RESULT_NOT_EVALUATED);
    rule_form_set(&o->before, "结转数", "");
    assert_outcome(o, "结转数 = 上年(结转数)", RESULT_NOT_APPLICABLE);
}

static void children_are_a_set(void **state)
{
    others *o = *state;
    rule_form_set(&o->here, "申请数", "9");
    rule_form_set(&o->first, "申请数", "4");
    rule_form_set(&o->second, "申请数", "3");
    rule_form_set(&o->first, "当面申请数", "1");
    assert_outcome(o, "合计(下级(申请数)) = 7", RESULT_PASSED);
    assert_outcome(o, "合计(下级(申请数), 申请数) = 16", RESULT_PASSED);
    assert_outcome(o, "MAX(subordinates(申请数)) = 4 且 个数(下级(申请数)) = 2", RESULT_PASSED);
    assert_outcome(o, "合计(下级(申请数 - 当面申请数)) = 6", RESULT_PASSED);
    rule_verdict v = single(o, "申请数 = 合计(下级(申请数))");
    assert_text(v.message, "申请数为 9，应等于 7（4+3 = 7），差 2");
    assert_text(v.evidence.terms[0].label, "申请数（甲县）");
    assert_text(v.evidence.terms[1].label, "申请数（乙县）");
}

static void children_alone_are_compared_each(void **state)
{
    others *o = *state;
    rule_form_set(&o->here, "申请数", "3");
    rule_form_set(&o->first, "申请数", "4");
    rule_form_set(&o->second, "申请数", "5");
    assert_int_equal(evaluated(o, "下级(申请数) ≤ 申请数").count, 2);
    assert_outcome(o, "下级(当面申请数) ≤ 下级(申请数)", RESULT_PASSED);
    rule_form_set(&o->second, "当面申请数", "6");
    rule_verdict v = single(o, "下级(当面申请数) ≤ 下级(申请数)");
    assert_text(v.message, "当面申请数（乙县）为 6，应不大于 5（申请数（乙县）），差 1");
    assert_outcome(o, "非 下级(申请数) = 4", RESULT_PASSED); /* one of them is not */
    assert_outcome(o, "非 下级(申请数) > 3", RESULT_FAILED);
    assert_outcome(o, "若 下级(申请数) > 3 则 申请数 = 3", RESULT_PASSED);
    assert_outcome(o, "若 下级(申请数) > 4 则 1 = 2", RESULT_NOT_APPLICABLE);
}

static void a_missing_child_is_named(void **state)
{
    others *o = *state;
    o->children[2].agency = base_str_c("丙县");
    o->all.child_count = 3;
    rule_verdict v = single(o, "申请数 = 合计(下级(申请数))");
    assert_int_equal(v.outcome, RESULT_NOT_APPLICABLE);
    assert_text(v.reason, "没有“丙县”的报告");
    assert_outcome(o, "下级(申请数) = 0", RESULT_PASSED); /* those that reported */
    o->all.child_count = 0;
    o->all.children_reason = base_str_c("名单中没有下级");
    assert_text(single(o, "下级(申请数) = 0").reason, "名单中没有下级");
}

static void what_is_needed_is_told(void **state)
{
    others *o = *state;
    assert_int_equal(formula_needs(parsed(o, "申请数 = 1")), 0);
    assert_int_equal(formula_needs(parsed(o, "申请数 = 上年(申请数)")),
                     FORMULA_NEEDS_PREVIOUS_YEAR);
    assert_int_equal(formula_needs(parsed(o, "若 申请数 > 0 则 合计(下级(申请数)) > 上年(申请数)")),
                     FORMULA_NEEDS_PREVIOUS_YEAR | FORMULA_NEEDS_CHILDREN);
}

static void nesting_is_refused(void **state)
{
    static const char *const wrong[] = {"上年(上年(申请数)) = 1",       "下级(上年(申请数)) = 1",
                                        "上年(合计(下级(申请数))) = 1", "上年 = 1",
                                        "下级(子项(申请数)) = 1",       "上年(申请数 = 1"};
    others *o = *state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        formula *made;
        hecha_err err = base_err_init(HECHA_LANG_ZH);
        assert_int_equal(
            formula_parse(o->here.arena, base_str_c(wrong[i]), &o->here.form, &made, &err),
            HECHA_E_RULE);
        assert_true(err.column > 0 && err.text[0] != '\0');
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(last_year_is_compared),
        TEST(no_last_year_is_not_applicable),
        TEST(another_form_is_read_by_path_and_label),
        TEST(unreadable_there_is_not_evaluated),
        TEST(children_are_a_set),
        TEST(children_alone_are_compared_each),
        TEST(a_missing_child_is_named),
        TEST(what_is_needed_is_told),
        TEST(nesting_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
