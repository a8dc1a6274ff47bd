#include "test.h"

#include <stdlib.h>

#include "base/err.h"
#include "form_fixture.h"

/* Forms of rows and columns in tables as reports print them: which columns are which, which tables
 * belong together, what fills them. */

static const char *const columns = "自然人\n"
                                   "法人或其他组织\n"
                                   "  商业企业\n"
                                   "  科研机构\n"
                                   "总计\n";
static const char *const rows = "一、本年新收申请数量 | 件\n"
                                "二、本年度办理结果 | ——\n"
                                "  （一）予以公开 | 件\n"
                                "  （二）部分公开 | 件\n"
                                "三、结转下年度继续办理 | 件\n";
static const char *const cases = "行政复议\n"
                                 "  结果维持 | 件\n"
                                 "  总计 | 件\n"
                                 "行政诉讼\n"
                                 "  结果纠正 | 件\n";

typedef struct filled {
    fixture *f;
    form model;
    const form *models[1];
} filled;

static int setup(void **state)
{
    filled *m = calloc(1, sizeof(*m));
    assert_non_null(m);
    void *inner;
    assert_int_equal(fixture_setup(&inner), 0);
    m->f = inner;
    form_source sources[2] = {{base_str_c("申请情况"), base_str_c("总计"), base_str_c(columns),
                               base_str_c(rows), 1, 1, 1},
                              {base_str_c("复议诉讼"), base_str_n(NULL, 0), base_str_c(cases),
                               base_str_n(NULL, 0), 1, 1, 1}};
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    if (form_parse_tables(m->f->arena, sources, 2, &m->model, &err) != 0)
        fail_msg("%s", err.text);
    m->model.pack = m->model.id = m->model.name = base_str_c("m");
    m->model.title = base_str_c("申请情况表");
    m->models[0] = &m->model;
    *state = m;
    return 0;
}

static int teardown(void **state)
{
    filled *m = *state;
    void *inner = m->f;
    fixture_teardown(&inner);
    free(m);
    return 0;
}

/* Aligns what was built; the number of instances. */
static size_t align(filled *m)
{
    fixture_finish(m->f);
    assert_int_equal(form_align(m->f->arena, m->f->document,
                                form_set_new(m->f->arena, m->models, 1), 0, &m->f->instances,
                                &m->f->count, NULL),
                     0);
    return m->f->count;
}

static const form_item *item(filled *m, size_t instance, const char *label)
{
    return fixture_item(m->f, instance, label);
}

static void assert_figure(filled *m, size_t instance, const char *label, const char *raw)
{
    const form_item *found = item(m, instance, label);
    if (found->value_cell == NULL || !base_str_eq_c(found->raw, raw))
        fail_msg("%s: \"%.*s\", not \"%s\"", label, (int)found->raw.len,
                 found->raw.ptr ? found->raw.ptr : "", raw);
}

static void build(filled *m, const char *heads, const char *below)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_c(&text, heads);
    base_buf_add_c(&text, below);
    assert_false(base_buf_failed(&text));
    fixture_table(m->f, text.ptr);
    base_buf_dispose(&text);
}

static void assert_body(filled *m, size_t instance)
{
    assert_figure(m, instance, "本年新收申请数量/自然人", "1");
    assert_figure(m, instance, "本年新收申请数量/商业企业", "2");
    assert_figure(m, instance, "本年新收申请数量/科研机构", "3");
    assert_figure(m, instance, "本年新收申请数量", "6");
    assert_figure(m, instance, "予以公开/商业企业", "12");
    assert_figure(m, instance, "部分公开/总计", "66");
    assert_figure(m, instance, "结转下年度继续办理/科研机构", "33");
}

static const char *const body = "一、本年新收申请数量|1|2|3|6\n"
                                "二、本年度办理结果||||\n"
                                "（一）予以公开|11|12|13|36\n"
                                "（二）部分公开|21|22|23|66\n"
                                "三、结转下年度继续办理|31|32|33|96\n";

static const char *const heads = "项目|自然人|法人或其他组织|<|总计\n^|^|商业企业|科研机构|^\n";

static void heads_of_two_levels(void **state)
{
    filled *m = *state;
    build(m, heads, body);
    assert_int_equal(align(m), 1);
    assert_body(m, 0);
    const form_item *cell = item(m, 0, "予以公开/商业企业");
    assert_non_null(cell->head_cell);
    assert_str(cell->head_cell->text.normal.text, "商业企业");
    assert_false(cell->renamed_head);
    assert_int_equal(cell->place.row, 5);
    assert_int_equal(cell->place.cell, 3);
}

/* A converter that loses merged cells: the group's head stands over one column only. */
static void heads_without_merged_cells(void **state)
{
    filled *m = *state;
    build(m, "项目|自然人|法人或其他组织||总计\n||商业企业|科研机构|\n", body);
    assert_int_equal(align(m), 1);
    assert_body(m, 0);
}

static void columns_in_another_order(void **state)
{
    filled *m = *state;
    fixture_table(m->f, "项目|总计|自然人|商业企业|科研机构\n"
                        "一、本年新收申请数量|6|1|2|3\n"
                        "（一）予以公开|36|11|12|13\n"
                        "（二）部分公开|66|21|22|23\n"
                        "三、结转下年度继续办理|96|31|32|33\n");
    assert_int_equal(align(m), 1);
    assert_body(m, 0);
}

static void a_renamed_head_is_told(void **state)
{
    filled *m = *state;
    build(m, "项目|公民个人|法人或其他组织|<|总计\n^|^|商业企业|科研机构|^\n", body);
    assert_int_equal(align(m), 1);
    assert_body(m, 0);
    assert_true(item(m, 0, "予以公开/自然人")->renamed_head);
    assert_false(item(m, 0, "予以公开/总计")->renamed_head);
}

static void a_column_that_is_not_there_is_missing(void **state)
{
    filled *m = *state;
    fixture_table(m->f, "项目|自然人|商业企业|总计\n"
                        "一、本年新收申请数量|1|2|6\n"
                        "（一）予以公开|11|12|36\n"
                        "（二）部分公开|21|22|66\n"
                        "三、结转下年度继续办理|31|32|96\n");
    assert_int_equal(align(m), 1);
    assert_figure(m, 0, "予以公开/商业企业", "12");
    assert_figure(m, 0, "予以公开/总计", "36");
    const form_item *lost = item(m, 0, "予以公开/科研机构");
    assert_null(lost->value_cell);
    assert_int_equal(lost->figure.state, VALUE_MISSING);
}

/* Behind a page break the heads are those of the table before. */
static void a_page_break_goes_on_without_heads(void **state)
{
    filled *m = *state;
    fixture_table(m->f, "项目|自然人|法人或其他组织|<|总计\n^|^|商业企业|科研机构|^\n"
                        "一、本年新收申请数量|1|2|3|6\n"
                        "二、本年度办理结果||||\n"
                        "（一）予以公开|11|12|13|36\n");
    fixture_table(m->f, "（二）部分公开|21|22|23|66\n"
                        "三、结转下年度继续办理|31|32|33|96\n");
    assert_int_equal(align(m), 1);
    assert_body(m, 0);
}

static void tables_of_one_form_are_one_instance(void **state)
{
    filled *m = *state;
    build(m, heads, body);
    fixture_paragraph(m->f, "以下为复议诉讼情况。");
    fixture_table(m->f, "行政复议|<|行政诉讼\n结果维持|总计|结果纠正\n7|8|9\n");
    assert_int_equal(align(m), 1);
    assert_body(m, 0);
    assert_figure(m, 0, "行政复议/结果维持", "7");
    assert_figure(m, 0, "行政复议/总计", "8");
    assert_figure(m, 0, "行政诉讼/结果纠正", "9");
}

static void two_sets_are_two_instances(void **state)
{
    filled *m = *state;
    build(m, heads, body);
    fixture_table(m->f, "行政复议|<|行政诉讼\n结果维持|总计|结果纠正\n7|8|9\n");
    fixture_paragraph(m->f, "汇总表");
    build(m, heads, body);
    fixture_table(m->f, "行政复议|<|行政诉讼\n结果维持|总计|结果纠正\n17|18|19\n");
    assert_int_equal(align(m), 2);
    assert_body(m, 0);
    assert_body(m, 1);
    assert_int_equal(m->f->instances[1].ordinal, 2);
    assert_figure(m, 0, "行政诉讼/结果纠正", "9");
    assert_figure(m, 1, "行政诉讼/结果纠正", "19");
}

static void rows_that_lack_or_stand_twice(void **state)
{
    filled *m = *state;
    build(m, heads,
          "一、本年新收申请数量|1|2|3|6\n"
          "二、本年度办理结果||||\n"
          "（一）予以公开|11|12|13|36\n"
          "（一）予以公开|11|12|13|36\n"
          "三、结转下年度继续办理|31|32|33|96\n");
    assert_int_equal(align(m), 1);
    assert_figure(m, 0, "予以公开/总计", "36");
    assert_int_equal(item(m, 0, "部分公开/总计")->figure.state, VALUE_MISSING);
    assert_null(item(m, 0, "部分公开/总计")->value_cell);
    assert_int_equal(m->f->instances[0].extra_count, 1);
    assert_int_equal(m->f->instances[0].extras[0].kind, FORM_DUPLICATE);
}

static void blanks_and_words_keep_their_state(void **state)
{
    filled *m = *state;
    build(m, heads,
          "一、本年新收申请数量|1||—|6\n"
          "二、本年度办理结果||||\n"
          "（一）予以公开|11|若干|13|36\n"
          "（二）部分公开|21|22|23|66\n"
          "三、结转下年度继续办理|31|32|33|96\n");
    assert_int_equal(align(m), 1);
    assert_int_equal(item(m, 0, "本年新收申请数量/商业企业")->figure.state, VALUE_BLANK);
    assert_int_equal(item(m, 0, "本年新收申请数量/科研机构")->figure.state, VALUE_DASH);
    assert_int_equal(item(m, 0, "予以公开/商业企业")->figure.state, VALUE_TEXT);
    assert_figure(m, 0, "予以公开/科研机构", "13");
}

/* Beside its label a word is no label: the row keeps its other figures. */
static void a_word_in_the_first_column_is_no_label(void **state)
{
    filled *m = *state;
    build(m, heads,
          "一、本年新收申请数量|若干|2|3|6\n"
          "二、本年度办理结果||||\n"
          "（一）予以公开|11|12|13|36\n"
          "（二）部分公开|21|22|23|66\n"
          "三、结转下年度继续办理|31|32|33|96\n");
    assert_int_equal(align(m), 1);
    assert_int_equal(item(m, 0, "本年新收申请数量/自然人")->figure.state, VALUE_TEXT);
    assert_figure(m, 0, "本年新收申请数量/自然人", "若干");
    assert_figure(m, 0, "本年新收申请数量/商业企业", "2");
    assert_figure(m, 0, "本年新收申请数量/总计", "6");
    assert_figure(m, 0, "予以公开/自然人", "11");
}

/* An unknown row under a known group is one, though its label is short. */
static void an_unknown_row_is_no_figure(void **state)
{
    filled *m = *state;
    fixture_table(m->f, "项目|<|自然人|法人或其他组织|<|总计\n^|<|^|商业企业|科研机构|^\n"
                        "一、本年新收申请数量|<|1|2|3|6\n"
                        "二、本年度办理结果|（一）予以公开|11|12|13|36\n"
                        "^|（二）部分公开|21|22|23|66\n"
                        "^|其他情形|1|1|1|3\n"
                        "三、结转下年度继续办理|<|31|32|33|96\n");
    assert_int_equal(align(m), 1);
    assert_body(m, 0);
    assert_int_equal(m->f->instances[0].extra_count, 1);
    assert_int_equal(m->f->instances[0].extras[0].kind, FORM_UNKNOWN);
    assert_str(m->f->instances[0].extras[0].label, "其他情形");
}

static void other_tables_are_none(void **state)
{
    filled *m = *state;
    fixture_table(m->f, "姓名|职务|电话\n甲|主任|1\n乙|科员|2\n");
    fixture_table(m->f, "项目|自然人|总计\n收入|1|2\n支出|3|4\n");
    assert_int_equal(align(m), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(heads_of_two_levels),
        TEST(heads_without_merged_cells),
        TEST(columns_in_another_order),
        TEST(a_renamed_head_is_told),
        TEST(a_column_that_is_not_there_is_missing),
        TEST(a_page_break_goes_on_without_heads),
        TEST(tables_of_one_form_are_one_instance),
        TEST(two_sets_are_two_instances),
        TEST(rows_that_lack_or_stand_twice),
        TEST(blanks_and_words_keep_their_state),
        TEST(a_word_in_the_first_column_is_no_label),
        TEST(an_unknown_row_is_no_figure),
        TEST(other_tables_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
