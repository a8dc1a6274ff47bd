#include "test.h"

#include <stdio.h>

#include "text/sentence.h"

static void expect_spans(text_span_kind kind, const char *text, const char *expected)
{
    char out[1024] = "";
    size_t used = 0;
    text_span span = {0, 0};
    while (text_span_next(base_str_c(text), kind, span.end, &span))
        used += (size_t)snprintf(out + used, sizeof(out) - used, "%s%.*s", used > 0 ? "|" : "",
                                 (int)(span.end - span.start), text + span.start);
    if (strcmp(out, expected) != 0)
        fail_msg("%s gave %s", text, out);
}

static void marks_end_spans(void **state)
{
    (void)state;
    expect_spans(TEXT_SENTENCE, "甲，乙；丙。丁！ 戊", "甲，乙；丙。|丁！|戊");
    expect_spans(TEXT_STATEMENT, "甲，乙；丙。丁", "甲，乙；|丙。|丁");
    expect_spans(TEXT_CLAUSE, "甲，乙；丙：丁", "甲，|乙；|丙：|丁");
    expect_spans(TEXT_SENTENCE, "甲\n乙", "甲|乙");
    expect_spans(TEXT_CLAUSE, "1,234条,5条", "1,234条,|5条");
    expect_spans(TEXT_SENTENCE, " \n ", "");
    expect_spans(TEXT_SENTENCE, "", "");
}

static void quotes_and_brackets_hold_together(void **state)
{
    (void)state;
    expect_spans(TEXT_SENTENCE, "他说“好。真好”了。走", "他说“好。真好”了。|走");
    expect_spans(TEXT_SENTENCE, "他说：“好。”走了。", "他说：“好。”|走了。");
    expect_spans(TEXT_STATEMENT, "共5件（甲；乙（丙；丁）；戊）；己",
                 "共5件（甲；乙（丙；丁）；戊）；|己");
    expect_spans(TEXT_SENTENCE, "未闭合（甲。乙。", "未闭合（甲。|乙。");
    expect_spans(TEXT_CLAUSE, "《甲，乙》，丙", "《甲，乙》，|丙");
}

static void folding_makes_forms_alike(void **state)
{
    (void)state;
    assert_int_equal(text_fold(0xFF21), 'a');
    assert_int_equal(text_fold(0xFF0C), ',');
    assert_int_equal(text_fold(0x201C), text_fold(0x201D));
    assert_int_equal(text_fold(0x2014), '-');
    assert_int_equal(text_fold(0x4E00), 0x4E00);
    assert_int_equal(text_closing(0xFF08), 0xFF09);
    assert_int_equal(text_closing('x'), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_end_spans),
        cmocka_unit_test(quotes_and_brackets_hold_together),
        cmocka_unit_test(folding_makes_forms_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
