#include "test.h"

#include "form_fixture.h"

static size_t find(fixture *f, const char *label, int *row, const char **names)
{
    static const char none[] = "";
    base_buf_clear(&f->table);
    size_t count = form_find(&f->gk2014, base_str_c(label), row, &f->table);
    *names = f->table.len ? f->table.ptr : none;
    return count;
}

static void finds_by_label_as_printed(void **state)
{
    fixture *f = *state;
    static const char *const spellings[] = {
        "申请答复数",
        "（三）申请答复数",
        "3. 申 请 答 复 数",
        "依申请公开情况/申请答复数",
        "三、依申请公开情况／（三）申请答复数",
    };
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        int row;
        const char *names;
        assert_int_equal(find(f, spellings[i], &row, &names), 1);
        assert_str(f->gk2014.rows[row].label, "申请答复数");
        assert_string_equal(names, "");
    }
}

static void finds_with_notes_and_parts(void **state)
{
    fixture *f = *state;
    int row;
    const char *names;
    assert_int_equal(find(f, "专职人员数（不包括政府公报及政府网站工作人员数）", &row, &names), 1);
    assert_str(f->gk2014.rows[row].label, "专职人员数");
    assert_int_equal(find(f, "其中：涉及国家秘密", &row, &names), 1);
    assert_int_equal(find(f, "不是《条例》所指政府信息", &row, &names), 1);
    assert_int_equal(find(f, "危及国家安全、公共安全、经济安全和社会稳定", &row, &names), 1);
    /* Ancestors may be left out, but must be in order. */
    assert_int_equal(find(f, "申请答复数/涉及国家秘密", &row, &names), 1);
    assert_int_equal(find(f, "涉及国家秘密/申请答复数", &row, &names), 0);
}

static void names_candidates(void **state)
{
    fixture *f = *state;
    int row;
    const char *names;
    assert_int_equal(find(f, "被依法纠错数", &row, &names), 2);
    assert_string_equal(names, "行政复议数量/被依法纠错数、行政诉讼数量/被依法纠错数");
    assert_str(f->gk2014.rows[row].path, "行政复议数量/被依法纠错数");
    assert_int_equal(find(f, "行政诉讼数量/被依法纠错数", &row, &names), 1);
    assert_str(f->gk2014.rows[row].path, "行政诉讼数量/被依法纠错数");
}

static void names_the_nearest(void **state)
{
    fixture *f = *state;
    int row;
    const char *names;
    assert_int_equal(find(f, "申请答付数", &row, &names), 0);
    assert_int_equal(row, -1);
    assert_non_null(strstr(names, "申请答复数"));
    assert_int_equal(find(f, "工作人员", &row, &names), 0);
    assert_non_null(strstr(names, "从事政府信息公开工作人员数"));
    assert_int_equal(find(f, "依法纠错数", &row, &names), 0);
    assert_non_null(strstr(names, "行政复议数量/被依法纠错数"));
    assert_int_equal(find(f, "完全无关的词", &row, &names), 0);
    assert_string_equal(names, "");
    assert_int_equal(find(f, "", &row, &names), 0);
    assert_int_equal(find(f, "///", &row, &names), 0);
    assert_int_equal(form_find(&f->gk2014, base_str_c("申请答付数"), &row, NULL), 0);
}

static void a_top_row_wins(void **state)
{
    fixture *f = *state;
    form made = {0};
    int row = -1;
    assert_int_equal(
        form_parse(f->arena, base_str_c("甲组\n  总计数 | 件\n总计数 | 件\n"), 1, &made, NULL), 0);
    assert_int_equal(form_find(&made, base_str_c("总计数"), &row, NULL), 1);
    assert_int_equal(row, 2);
    assert_int_equal(form_find(&made, base_str_c("甲组/总计数"), &row, NULL), 1);
    assert_int_equal(row, 1);
}

static void a_label_may_hold_a_slash(void **state)
{
    fixture *f = *state;
    form made = {0};
    int row = -1;
    assert_int_equal(form_parse(f->arena, base_str_c("许可\n  本年增/减 | 件\n"), 1, &made, NULL),
                     0);
    assert_int_equal(form_find(&made, base_str_c("本年增/减"), &row, NULL), 1);
    assert_int_equal(row, 1);
}

#define with_fixture(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(finds_by_label_as_printed),
        with_fixture(finds_with_notes_and_parts),
        with_fixture(names_candidates),
        with_fixture(names_the_nearest),
        with_fixture(a_top_row_wins),
        with_fixture(a_label_may_hold_a_slash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
