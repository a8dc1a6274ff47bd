#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "folder.h"
#include "small_pack.h"

#define SUM                                                                                        \
    "rule \"A1\" { title = \"和\", severity = \"error\", form = \"sq\",\n"                        \
    "  formula = \"收到申请数 = 合计(子项)\" }\n"

static int setup(void **state)
{
    *state = test_folder_make();
    return *state == NULL ? -1 : 0;
}

static int teardown(void **state)
{
    test_folder_remove(*state);
    return 0;
}

static void open_run(small_run *run, const char *folder, const char *rule_file)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    int code = small_run_open(run, folder, rule_file, &err);
    if (code != 0)
        fail_msg("%s", err.text);
}

static void assert_text(base_str text, const char *expected)
{
    if (!base_str_eq_c(text, expected))
        fail_msg("\"%.*s\" is not \"%s\"", (int)text.len, text.ptr ? text.ptr : "", expected);
}

static void assert_outcome(const result_report *report, const char *name, result_outcome outcome)
{
    const result_rule *found = small_outcome(report, name);
    if (found->outcome != outcome)
        fail_msg("%s: %s", name, result_outcome_name(found->outcome));
}

static void audits_a_report(void **state)
{
    small_run run;
    char *text = small_pack_report("3", "1", "1", "0");
    (void)state;
    small_pack_write("demo", SUM);
    open_run(&run, NULL, NULL);
    result_report *report = small_run_audit(&run, text, 0, NULL);
    assert_int_equal(report->status, RESULT_READ);
    assert_text(report->path, "report.txt");
    assert_text(report->format, "txt");
    assert_int_equal(report->sha256.len, 64);
    assert_text(report->agency, "甲市水务局");
    assert_int_equal(report->year, 2017);
    assert_int_equal(report->form_count, 1);
    assert_text(report->forms[0], "demo/sq");
    assert_text(report->packs_because, "demo：有统计表“申请情况统计表（2014–2017）”");
    assert_outcome(report, "demo/A1", RESULT_FAILED);
    assert_int_equal(report->finding_count, 1);
    assert_text(report->findings[0].rule, "demo/A1");
    assert_int_equal(report->findings[0].severity, HECHA_ERROR);
    assert_text(report->findings[0].evidence.expected, "2");
    assert_int_equal(report->findings[0].fingerprint.len, 32);
    /* The job can be used again, and says the same. */
    char *same = small_pack_report("3", "1", "1", "0");
    report = small_run_audit(&run, same, 2016, NULL);
    assert_int_equal(report->year, 2016);
    assert_int_equal(report->finding_count, 1);
    free(text);
    free(same);
    small_run_close(&run);
}

static void chooses_packs_that_fit(void **state)
{
    small_run run;
    (void)state;
    small_pack_write("demo", SUM);
    open_run(&run, NULL, NULL);
    result_report *report = small_run_audit(&run, SMALL_TITLE, 0, NULL);
    assert_int_equal(report->status, RESULT_READ);
    assert_text(report->packs_because, "demo：标题符合");
    assert_outcome(report, "demo/A1", RESULT_NOT_APPLICABLE);
    assert_text(small_outcome(report, "demo/A1")->reason,
                "报告中没有“申请情况统计表（2014–2017）”");
    report = small_run_audit(&run, "通知\n\n明天放假。\n", 0, NULL);
    assert_int_equal(report->status, RESULT_UNCHECKED);
    assert_int_equal(report->rule_count, 0);
    assert_true(report->packs_because.len > 0);
    small_run_close(&run);
    open_run(&run, "packs/demo", NULL);
    report = small_run_audit(&run, "通知\n\n明天放假。\n", 0, NULL);
    assert_int_equal(report->status, RESULT_READ);
    assert_outcome(report, "demo/A1", RESULT_NOT_APPLICABLE);
    small_run_close(&run);
}

static void says_when_there_are_no_packs(void **state)
{
    small_run run;
    (void)state;
    open_run(&run, NULL, NULL);
    result_report *report = small_run_audit(&run, "通知\n\n明天放假。\n", 0, NULL);
    assert_int_equal(report->status, RESULT_UNCHECKED);
    assert_text(report->packs_because, "没有安装规则包");
    small_run_close(&run);
}

static void runs_a_rule_file_alone(void **state)
{
    small_run run;
    char *text = small_pack_report("3", "1", "1", "0");
    (void)state;
    small_pack_write("demo", SUM);
    test_folder_text("mine.lua", "rule \"M\" { title = \"t\", severity = \"notice\",\n"
                                 "  form = \"demo/sq\", formula = \"收到申请数 = 3\" }");
    open_run(&run, NULL, "mine.lua");
    result_report *report = small_run_audit(&run, text, 0, NULL);
    assert_int_equal(report->rule_count, 1);
    assert_outcome(report, "mine/M", RESULT_PASSED);
    assert_text(report->agency, "甲市水务局"); /* by the installed pack's patterns */
    free(text);
    small_run_close(&run);
}

static void combines_what_checks_say(void **state)
{
    small_run run;
    char *text = small_pack_report("3", "1", "x", "0");
    (void)state;
    small_pack_write(
        "demo", "local function failing(report, expect) expect.fail(\"a\") end\n"
                "local function raising(report, expect) local n = nil; return n.x end\n"
                "rule \"C1\" { title = \"t\", severity = \"error\", form = \"sq\", checks = {\n"
                "  {formula = \"收到申请数 = 3\"}, {formula = \"收到申请数 = 网络申请数\"} } }\n"
                "rule \"C2\" { title = \"t\", severity = \"error\", form = \"sq\", checks = {\n"
                "  {formula = \"收到申请数 = 网络申请数\"},\n"
                "  {formula = \"收到申请数 = 4\", severity = \"notice\", message = \"四\"} } }\n"
                "rule \"C3\" { title = \"t\", severity = \"error\", form = \"sq\", checks = {\n"
                "  {check = failing}, {check = raising} } }\n"
                "rule \"C4\" { title = \"t\", severity = \"error\", form = \"sq\",\n"
                "  check = function(report, expect) end }\n"
                "rule \"C5\" { title = \"t\", severity = \"error\", form = \"sq\",\n"
                "  check = function(report, expect) expect.skip(\"无\") end }\n"
                "rule \"C6\" { title = \"t\", severity = \"error\", years = {2018, 2019},\n"
                "  check = function(report, expect) expect.fail(\"x\") end }\n");
    open_run(&run, NULL, NULL);
    result_report *report = small_run_audit(&run, text, 0, NULL);
    assert_outcome(report, "demo/C1", RESULT_NOT_EVALUATED);
    assert_int_equal(small_outcome(report, "demo/C1")->kind, RESULT_MISSING);
    assert_outcome(report, "demo/C2", RESULT_FAILED);
    assert_outcome(report, "demo/C3", RESULT_NOT_EVALUATED);
    assert_int_equal(small_outcome(report, "demo/C3")->kind, RESULT_ERROR);
    assert_outcome(report, "demo/C4", RESULT_NOT_APPLICABLE);
    assert_outcome(report, "demo/C5", RESULT_NOT_APPLICABLE);
    assert_text(small_outcome(report, "demo/C5")->reason, "无");
    assert_outcome(report, "demo/C6", RESULT_NOT_APPLICABLE);
    assert_text(small_outcome(report, "demo/C6")->reason,
                "规则适用于 2018–2019 年度，报告为 2017 年度");
    assert_int_equal(report->finding_count, 1);
    assert_int_equal(report->findings[0].severity, HECHA_NOTICE);
    assert_text(report->findings[0].message, "四");
    free(text);
    small_run_close(&run);
}

static void tells_broken_rules_and_runs_the_others(void **state)
{
    small_run run;
    char *text = small_pack_report("3", "1", "1", "0");
    (void)state;
    small_pack_write("demo", "rule \"B1\" { title = \"t\", severity = \"error\", form = \"sq\",\n"
                             "  formula = \"收到 = \" }\n" SUM);
    test_folder_text("packs/zz/pack.json", "{");
    open_run(&run, NULL, NULL);
    assert_int_equal(run.rules->broken_count, 2);
    assert_true(base_str_starts(run.rules->broken[0], base_str_c("packs/zz/pack.json:1: ")));
    assert_true(base_str_starts(run.rules->broken[1], base_str_c("packs/demo/rules/all.lua:")));
    result_report *report = small_run_audit(&run, text, 0, NULL);
    assert_outcome(report, "demo/B1", RESULT_NOT_EVALUATED);
    assert_int_equal(small_outcome(report, "demo/B1")->kind, RESULT_BROKEN);
    assert_outcome(report, "demo/A1", RESULT_FAILED);
    free(text);
    small_run_close(&run);
    /* What was not asked for is no matter. */
    open_run(&run, NULL, NULL);
    small_run_close(&run);
    test_folder_text("ok.lua", "rule \"M\" { title = \"t\", severity = \"notice\",\n"
                               "  form = \"demo/sq\", formula = \"收到申请数 = 3\" }");
    open_run(&run, NULL, "ok.lua");
    assert_int_equal(run.rules->broken_count, 0);
    small_run_close(&run);
}

static void a_report_that_cannot_be_read_is_a_result(void **state)
{
    small_run run;
    (void)state;
    small_pack_write("demo", SUM);
    open_run(&run, NULL, NULL);
    result_report *report = small_run_audit(&run, "", 0, NULL);
    assert_int_equal(report->status, RESULT_UNREADABLE);
    assert_int_equal(report->problem_code, HECHA_E_FORMAT);
    assert_true(report->problem.len > 0);
    assert_int_equal(report->rule_count, 0);
    small_run_close(&run);
}

static void checks_names_of_rules(void **state)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    const audit_pack *of = NULL;
    const rule *found = NULL;
    small_run run;
    (void)state;
    small_pack_write("demo", SUM);
    small_pack_write("other", SUM);
    open_run(&run, NULL, NULL);
    assert_int_equal(audit_ruleset_find(run.rules, base_str_c("A1"), &of, &found, &err),
                     HECHA_E_USAGE);
    assert_non_null(strstr(err.text, "demo/A1, other/A1"));
    assert_int_equal(audit_ruleset_find(run.rules, base_str_c("other/A1"), &of, &found, &err), 0);
    assert_text(found->name, "other/A1");
    assert_int_equal(audit_ruleset_find(run.rules, base_str_c("a1"), &of, &found, &err),
                     HECHA_E_USAGE);
    assert_non_null(strstr(err.text, "near to it: A1"));
    assert_int_equal(audit_ruleset_find(run.rules, base_str_c(""), &of, &found, &err),
                     HECHA_E_USAGE);
    small_run_close(&run);
}

static void one_pack_replaces_an_installed_one(void **state)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    small_run run;
    (void)state;
    small_pack_write("demo", SUM);
    assert_int_equal(rename("packs", "elsewhere"), 0);
    small_pack_write("demo", "");
    open_run(&run, "elsewhere/demo", NULL);
    assert_int_equal(run.rules->pack_count, 1);
    assert_int_equal(run.rules->form_count, 1);
    assert_int_equal(run.rules->packs[0].loaded.rule_count, 1);
    small_run_close(&run);
    test_folder_text("demo.lua", "-- nothing");
    assert_int_equal(small_run_open(&run, "elsewhere/demo", "demo.lua", &err), HECHA_E_USAGE);
    assert_non_null(strstr(err.text, "demo.lua"));
    small_run_close(&run);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(audits_a_report),
        TEST(chooses_packs_that_fit),
        TEST(says_when_there_are_no_packs),
        TEST(runs_a_rule_file_alone),
        TEST(combines_what_checks_say),
        TEST(tells_broken_rules_and_runs_the_others),
        TEST(a_report_that_cannot_be_read_is_a_result),
        TEST(checks_names_of_rules),
        TEST(one_pack_replaces_an_installed_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
