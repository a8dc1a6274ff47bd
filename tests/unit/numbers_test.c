#include "read_fixture.h"

#include "doc/numbers.h"
#include "doc/signature.h"
#include "text/likeness.h"

/* Reads a text and writes what is wrong with its numbers: "gap 三、其他 （二）; …". */
static void assert_numbers(const char *text, const char *wanted)
{
    doc *document = read_fixture(text);
    base_arena *arena = base_arena_new(0);
    base_vec problems;
    base_buf told;
    base_vec_init(&problems, sizeof(doc_number_problem));
    base_buf_init(&told);
    assert_int_equal(doc_numbers_check(document, arena, &problems), 0);
    for (size_t i = 0; i < problems.count; i++) {
        const doc_number_problem *problem = base_vec_at(&problems, i);
        base_buf_add_c(&told, i > 0 ? "; " : "");
        base_buf_add_c(&told, doc_number_fault_name(problem->fault));
        base_buf_add_c(&told, " ");
        base_buf_add_str(&told, problem->number.block->text.raw);
        if (problem->expected > 0) {
            base_buf_add_c(&told, " ");
            text_number_print(&told, problem->style, problem->expected);
        }
    }
    if (!base_str_eq_c(base_buf_str(&told), wanted))
        fail_msg("%s\n -> \"%.*s\", not \"%s\"", text, (int)told.len, told.ptr, wanted);
    base_buf_dispose(&told);
    base_arena_free(arena);
    doc_free(document);
}

static void right_numbers_raise_nothing(void **state)
{
    (void)state;
    assert_numbers("无\n", "");
    assert_numbers("一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n1.己\n二、庚\n（一）辛\n", "");
    /* lists begin anew, also under one heading, and inside one another */
    assert_numbers("一、甲\n1.乙\n2.丙\n以上。\n1.丁\n2.戊\n3.己\n二、庚\n", "");
    assert_numbers("一、甲\n二、乙\n问题如下。\n一、丙\n二、丁\n三、戊\n", "");
    assert_numbers("一、甲\n二、乙\n一、附录\n", "");
    /* sentences and headings of one list */
    assert_numbers("一、甲\n1.乙\n2.2017年共收到申请5件，均已办结；\n3.丙\n", "");
    /* a number in the text counts */
    assert_numbers("一、甲\n做了以下工作：（一）加强领导。开展工作。\n（二）乙\n二、丙\n", "");
    assert_numbers("一、甲\n一是公开。二是申请，三是复议。\n二、乙\n一是甲；二是乙。\n", "");
    /* no numbers */
    assert_numbers("一、甲\n2018.\n3.5万元用于办公。\n第二十条第（三）项规定如下。\n二、乙\n", "");
    /* numbers that go on under the next heading */
    assert_numbers("一、甲\n（一）乙\n（二）丙\n二、丁\n（三）戊\n（四）己\n", "");
}

static void gaps_repeats_and_order_are_told(void **state)
{
    (void)state;
    assert_numbers("一、甲\n三、乙\n四、丙\n", "gap 三、乙 二、");
    assert_numbers("二、甲\n三、乙\n", "gap 二、甲 一、");
    assert_numbers("一、甲\n（二）乙\n（三）丙\n", "gap （二）乙 （一）");
    assert_numbers("一、甲\n1.乙\n2.丙\n4.丁\n", "gap 4.丁 3.");
    assert_numbers("一、甲\n二、乙\n二、丙\n三、丁\n", "repeat 二、丙 三、");
    assert_numbers("一、甲\n二、乙\n二、丙\n四、丁\n", "repeat 二、丙 三、");
    assert_numbers("一、甲\n二、乙\n一、丙\n四、丁\n", "repeat 一、丙 三、");
    assert_numbers("一、甲\n二、乙\n三、丙\n二、丁\n", "order 二、丁 四、");
    assert_numbers("一、甲\n一是公开。二是申请，四是复议。\n",
                   "gap 一是公开。二是申请，四是复议。 三是");
    assert_numbers("一、甲\n乙\n二 主动公开情况\n三、丙\n", "unmarked 二 主动公开情况 二、");
    /* a law quoted does not stand for the number that is missing */
    assert_numbers("一、甲\n（一）乙\n依据第二十条第（二）项。\n（三）丙\n", "gap （三）丙 （二）");
}

static void styles_and_marks_are_told(void **state)
{
    (void)state;
    assert_numbers("一、甲\n（1）乙\n（二）丙\n（三）丁\n", "style （1）乙 （一）");
    assert_numbers("一、甲\n（一）乙\n（2）丙\n（三）丁\n", "style （2）丙 （二）");
    assert_numbers("一、甲\n（一）乙\n（2）丙\n二、丁\n", "style （2）丙 （二）");
    assert_numbers("一、甲\n1、乙\n2、丙\n3.丁\n", "mark 3.丁");
    assert_numbers("一、甲\n1、乙\n2．丙\n3.丁\n", "mark 1、乙");
    assert_numbers("一、甲\n1．乙\n2.丙\n(一)丁\n（二）戊\n", "");
}

static void titles_are_alike(void **state)
{
    (void)state;
    assert_int_equal(text_likeness(base_str_c("收费情况"), base_str_c("收费情况")), 100);
    assert_int_equal(text_likeness(base_str_c("收费"), base_str_c("收费情况")), 95);
    assert_int_equal(text_likeness(base_str_c("收费情况"), base_str_c("收费及减免情况")), 90);
    assert_int_equal(text_likeness(base_str_c("收费情形"), base_str_c("收费情况")), 75);
    assert_int_equal(text_likeness(base_str_c(""), base_str_c("甲")), 0);
    assert_true(text_likeness(base_str_c("依申请公开政府信息情况"),
                              base_str_c("主动公开政府信息情况")) < TEXT_LIKENESS_ENOUGH);
    char longer[3 * (TEXT_LIKENESS_LONGEST + 1) + 1] = "";
    for (int i = 0; i <= TEXT_LIKENESS_LONGEST; i++)
        memcpy(longer + 3 * i, "甲", 4);
    assert_int_equal(text_likeness(base_str_c("甲乙"), base_str_c(longer)), 0);
}

static void assert_signed(const char *text, const char *agency, int day)
{
    doc *document = read_fixture(text);
    doc_signature found;
    int is_found = doc_signature_find(document, &found);
    assert_int_equal(is_found, day != 0);
    if (is_found) {
        assert_true(base_str_eq_c(found.agency, agency));
        assert_int_equal(text_date_number(&found.date), day);
    }
    doc_free(document);
}

static void signatures_are_found(void **state)
{
    (void)state;
    assert_signed("某局报告\n一、甲\n情况如下。\n某市某局\n2018年1月2日\n", "某市某局", 20180102);
    assert_signed("某局报告\n一、甲\n情况如下。\n某市某局（盖章）\n（2018年1月2日）\n", "某市某局",
                  20180102);
    assert_signed("某局报告\n一、甲\n情况如下。\n某市某局 2018年1月2日\n", "某市某局", 20180102);
    assert_signed("某局报告\n一、甲\n情况如下。\n二〇一八年一月二日\n某市某局\n", "某市某局",
                  20180102);
    assert_signed("某局报告\n一、甲\n情况如下，截至年底。\n2018年1月2日\n", "", 20180102);
    assert_signed("某局报告\n2018年1月2日\n一、甲\n情况如下。\n", "", 0);
    assert_signed("某局报告\n一、甲\n2018年1月2日召开会议。\n", "", 0);
    assert_signed("无\n", "", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_numbers_raise_nothing),
        cmocka_unit_test(gaps_repeats_and_order_are_told),
        cmocka_unit_test(styles_and_marks_are_told),
        cmocka_unit_test(titles_are_alike),
        cmocka_unit_test(signatures_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
