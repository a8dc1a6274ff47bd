#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/example.h"
#include "base/err.h"
#include "folder.h"
#include "small_pack.h"

/* A run over one pack, whose first rule is tested. */
typedef struct fixture {
    char *folder;
    small_run run;
    base_arena *arena;
    hecha_err err;
} fixture;

static int setup(void **state)
{
    fixture *f = calloc(1, sizeof(*f));
    if (f == NULL)
        return -1;
    f->folder = test_folder_make();
    f->arena = base_arena_new(0);
    f->err = base_err_init(HECHA_LANG_EN);
    *state = f;
    return f->folder == NULL || f->arena == NULL ? -1 : 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    small_run_close(&f->run);
    test_folder_remove(f->folder);
    base_arena_free(f->arena);
    free(f);
    return 0;
}

/* Loads a pack whose rule R1 has the examples. */
static const rule *load(fixture *f, const char *examples)
{
    char rules[2048];
    snprintf(rules, sizeof(rules),
             "rule \"R1\" { title = \"t\", severity = \"error\", form = \"sq\",\n"
             "  formula = \"收到申请数 = 合计(子项)\", %s }",
             examples);
    small_pack_write("demo", rules);
    assert_int_equal(small_run_open(&f->run, NULL, NULL, &f->err), 0);
    if (f->run.rules->broken_count > 0)
        fail_msg("%s", f->run.rules->broken[0].ptr);
    return f->run.rules->packs[0].loaded.rules[0];
}

static int write_example(fixture *f, const rule *tested, const rule_example *example,
                         audit_example *out)
{
    return audit_example_write(f->arena, f->run.rules, &f->run.rules->packs[0], tested, example,
                               out, &f->err);
}

static const char *text_of(fixture *f, const rule *tested, const rule_example *example)
{
    audit_example out;
    assert_int_equal(write_example(f, tested, example, &out), 0);
    return out.text.ptr;
}

static void assert_holds(const char *text, const char *piece, int wanted)
{
    if ((strstr(text, piece) != NULL) != wanted)
        fail_msg("\"%s\" is%s in:\n%s", piece, wanted ? " not" : "", text);
}

static void writes_a_report(void **state)
{
    fixture *f = *state;
    const rule *tested = load(f, "good = {{items = {[\"收到申请数\"] = \"1,200\"}}}");
    const char *text = text_of(f, tested, &tested->good[0]);
    assert_true(strncmp(text, "某某市某某局申请情况2014年度报告\n\n", 46) == 0);
    assert_holds(text, "\n某某市某某局\n2015年1月20日\n", 1);
    assert_holds(text, "申请情况统计表\n（2014年度）\n填报单位：某某市某某局\n", 1);
    assert_holds(text, "\n一、申请情况\t——\t\n（一）收到申请数\t件\t1,200\n1.当面申请数\t件\t0\n",
                 1);
}

static void follows_what_the_example_says(void **state)
{
    fixture *f = *state;
    const rule *tested =
        load(f, "good = {{year = 2016, agency = \"乙县医院\", date = \"2017年3月1日\","
                "body = \"正文。\", units = {[\"当面申请数\"] = \"条\"},"
                "without = {\"网络申请数\"}, repeated = {\"申请办结数\"}},"
                "{agency = \"-\", date = \"-\", title = \"自拟标题\"}, {agency = \"\"},"
                "{text = \"整篇\"}}");
    const char *text = text_of(f, tested, &tested->good[0]);
    assert_holds(text, "乙县医院申请情况2016年度报告\n\n正文。\n\n乙县医院\n2017年3月1日\n", 1);
    assert_holds(text, "1.当面申请数\t条\t0\n（二）申请办结数\t件\t0\n（二）申请办结数\t件\t0\n",
                 1);
    assert_holds(text, "网络申请数", 0);
    text = text_of(f, tested, &tested->good[1]);
    assert_true(strncmp(text, "自拟标题\n", 13) == 0);
    assert_holds(text, "填报单位", 0);
    assert_holds(text, "1月20日", 0);
    text = text_of(f, tested, &tested->good[2]);
    assert_holds(text, "填报单位：\n", 1);
    assert_string_equal(text_of(f, tested, &tested->good[3]), "整篇");
}

static void refuses_what_the_form_lacks(void **state)
{
    fixture *f = *state;
    audit_example out;
    const rule *tested = load(f, "");
    rule_example example;
    rule_example_item item = {base_str_c("收到申请"), base_str_c("1")};
    memset(&example, 0, sizeof(example));
    example.items = &item;
    example.item_count = 1;
    assert_int_equal(write_example(f, tested, &example, &out), HECHA_E_RULE);
    assert_non_null(strstr(f->err.text, "收到申请数"));
    memset(&example, 0, sizeof(example));
    example.form = base_str_c("none");
    assert_int_equal(write_example(f, tested, &example, &out), HECHA_E_RULE);
    assert_non_null(strstr(f->err.text, "\"none\""));
}

/* Runs an example of the rule; 1 if it came out as it should. */
static int judge(fixture *f, const rule *tested, const rule_example *example, int good,
                 base_buf *why)
{
    audit_example out;
    assert_int_equal(write_example(f, tested, example, &out), 0);
    const result_report *report = small_run_audit(&f->run, out.text.ptr, out.year, tested);
    base_buf_clear(why);
    return audit_example_judge(report, tested, good, HECHA_LANG_EN, why);
}

static void judges_examples(void **state)
{
    fixture *f = *state;
    base_buf why;
    const rule *tested =
        load(f, "good = {{items = {[\"收到申请数\"] = \"2\", [\"当面申请数\"] = \"2\"}}},"
                "bad = {{items = {[\"收到申请数\"] = \"2\"}}, {text = \"通知。\"}}");
    base_buf_init(&why);
    assert_true(judge(f, tested, &tested->good[0], 1, &why));
    assert_true(judge(f, tested, &tested->bad[0], 0, &why));
    assert_false(judge(f, tested, &tested->good[0], 0, &why));
    assert_string_equal(why.ptr, "should give a finding, but it passed");
    assert_false(judge(f, tested, &tested->bad[0], 1, &why));
    assert_true(strncmp(why.ptr, "should pass, but it gave a finding: ", 36) == 0);
    assert_false(judge(f, tested, &tested->bad[1], 0, &why));
    assert_true(strncmp(why.ptr, "should give a finding, but it did not apply: ", 45) == 0);
    base_buf_dispose(&why);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(writes_a_report),
        TEST(follows_what_the_example_says),
        TEST(refuses_what_the_form_lacks),
        TEST(judges_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
