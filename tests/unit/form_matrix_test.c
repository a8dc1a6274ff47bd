#include "test.h"

#include "base/err.h"
#include "matrix_fixture.h"

typedef struct fixture {
    base_arena *arena;
    base_buf names;
    form gk2019, gk2021;
} fixture;

static int setup(void **state)
{
    static fixture f;
    f.arena = base_arena_new(0);
    base_buf_init(&f.names);
    matrix_form_load(f.arena, "gk-2019", 2019, 2020, &f.gk2019);
    matrix_form_load(f.arena, "gk-2021", 2021, 0, &f.gk2021);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    base_buf_dispose(&f->names);
    base_arena_free(f->arena);
    return 0;
}

/* The path of the only item that the label names. */
static base_str one(fixture *f, const form *model, const char *label)
{
    int item = -1;
    base_buf_clear(&f->names);
    size_t count = form_find(model, base_str_c(label), &item, &f->names);
    if (count != 1)
        fail_msg("%s: %d: %s", label, (int)count, f->names.len ? f->names.ptr : "");
    return model->rows[item].path;
}

static void a_form_has_an_item_for_each_cell(void **state)
{
    fixture *f = *state;
    assert_int_equal(f->gk2021.table_count, 6);
    assert_int_equal(f->gk2021.count, 2 * 3 + 1 + 2 + 1 + 30 * 7 + 15);
    assert_int_equal(f->gk2019.table_count, 7);
    assert_int_equal(f->gk2019.count, 6 + 6 + 6 + 2 + 2 + 27 * 7 + 15);
    for (size_t i = 0; i < f->gk2021.count; i++) {
        const form_row *cell = &f->gk2021.rows[i];
        assert_true(cell->path.len > 0 && cell->name.len > 0 && cell->label.len > 0);
        assert_int_equal(form_item_across(&f->gk2021, i, (size_t)cell->column), i);
        if (cell->parent >= 0)
            assert_int_equal(f->gk2021.rows[cell->parent].column, cell->column);
    }
}

static void paths_name_cells(void **state)
{
    fixture *f = *state;
    static const char *const labels[][2] = {
        {"行政复议/结果维持", "行政复议/结果维持"},
        {"行政诉讼/复议后起诉/总计", "行政诉讼/复议后起诉/总计"},
        {"复议后起诉/总计", "行政诉讼/复议后起诉/总计"},
        {"本年新收政府信息公开申请数量/自然人", "本年新收政府信息公开申请数量/自然人"},
        {"自然人/本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量/自然人"},
        {"一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量/总计"},
        {"总计/总计", "本年度办理结果/总计/总计"},
        {"本年度办理结果/总计/法人或其他组织/其他", "本年度办理结果/总计/法人或其他组织/其他"},
        {"总计/商业企业", "本年度办理结果/总计/法人或其他组织/商业企业"},
        {"行政许可/本年处理决定数量", "行政许可"},
        {"第二十条第（五）项/行政许可", "行政许可"},
        {"规章/本年制发件数", "规章/本年制发件数"},
        {"其他处理/其他/其他", "本年度办理结果/其他处理/其他/法人或其他组织/其他"},
        {"不予公开/自然人", "本年度办理结果/不予公开/自然人"},
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        assert_str(one(f, &f->gk2021, labels[i][0]), labels[i][1]);
    assert_str(one(f, &f->gk2019, "行政许可/本年增/减"), "行政许可/本年增/减");
    assert_str(one(f, &f->gk2019, "政府集中采购/采购总金额"), "政府集中采购/采购总金额");
}

static void candidates_are_named(void **state)
{
    fixture *f = *state;
    int item;
    base_buf_clear(&f->names);
    assert_int_equal(form_find(&f->gk2021, base_str_c("规章"), &item, &f->names), 3);
    assert_string_equal(f->names.ptr, "规章/本年制发件数、规章/本年废止件数、规章/现行有效件数");
    base_buf_clear(&f->names);
    assert_int_equal(form_find(&f->gk2021, base_str_c("行政诉讼/总计"), &item, &f->names), 2);
    base_buf_clear(&f->names);
    assert_true(form_find(&f->gk2021, base_str_c("自然人"), &item, &f->names) > 1);
    assert_non_null(strstr(f->names.ptr, "…"));
    base_buf_clear(&f->names);
    assert_int_equal(form_find(&f->gk2021, base_str_c("本年新收申请数量/自然人"), &item, NULL), 0);
    assert_int_equal(form_find(&f->gk2021, base_str_c("结转下年度办理"), &item, &f->names), 0);
    assert_non_null(strstr(f->names.ptr, "结转下年度继续办理/总计"));
}

/* What is named to one who wrote a wrong path. */
static void nearest(fixture *f, const char *label, const char *names)
{
    int item;
    base_buf_clear(&f->names);
    assert_int_equal(form_find(&f->gk2021, base_str_c(label), &item, &f->names), 0);
    assert_int_equal(item, -1);
    assert_str(base_buf_str(&f->names), names);
}

static void nearest_row_and_column_are_named(void **state)
{
    fixture *f = *state;
    nearest(f, "本年新收申请数量/自然人", "本年新收政府信息公开申请数量/自然人");
    nearest(f, "自燃人/本年新收申请数量",
            "本年新收政府信息公开申请数量/自然人、本年新收政府信息公开申请数量/总计");
    nearest(f, "予以公关/商业企业", "本年度办理结果/予以公开/法人或其他组织/商业企业");
    nearest(f, "予以公开/自燃人", "本年度办理结果/予以公开/自然人");
    nearest(f, "予以公开/甲乙丙",
            "本年度办理结果/予以公开/自然人、本年度办理结果/予以公开/法人或其他组织/商业企业、"
            "本年度办理结果/予以公开/法人或其他组织/科研机构");
    nearest(f, "甲乙丙/丁戊己", "");
    base_buf_clear(&f->names);
    int item;
    assert_int_equal(form_find(&f->gk2021, base_str_c("行政复议/结果维挂"), &item, &f->names), 0);
    assert_true(base_str_starts(base_buf_str(&f->names), base_str_c("行政复议/结果维持、")));
}

static void neighbours(void **state)
{
    fixture *f = *state;
    const form *model = &f->gk2021;
    const form_row *heads[4];
    int item = -1;
    form_find(model, base_str_c("予以公开/商业企业"), &item, NULL);
    assert_int_equal(form_item_columns(model, (size_t)item, heads, 4), 2);
    assert_str(heads[0]->label, "法人或其他组织");
    assert_str(heads[1]->label, "商业企业");
    assert_int_equal(form_item_columns(model, (size_t)item, heads, 1), 1);
    assert_str(heads[0]->label, "法人或其他组织");
    assert_int_equal(form_item_width(model, (size_t)item), 7);
    int below = form_item_down(model, (size_t)item, 1);
    assert_str(model->rows[below].path, "本年度办理结果/部分公开/法人或其他组织/商业企业");
    assert_int_equal(form_item_down(model, (size_t)item, -4), -1);
    assert_int_equal(form_item_down(model, (size_t)item, 100), -1);
    assert_int_equal(form_item_across(model, (size_t)item, 7), -1);
    int last = form_item_across(model, (size_t)item, 6);
    assert_str(model->rows[last].name, "予以公开/总计");
    assert_str(model->rows[last].unit, "件");
    form_find(model, base_str_c("行政事业性收费"), &item, NULL);
    assert_str(model->rows[item].unit, "万元");
    form_find(model, base_str_c("行政复议/总计"), &item, NULL);
    assert_str(model->rows[item].label, "总计");
    assert_str(model->rows[item].name, "行政复议/总计");
}

static void parse_errors(void **state)
{
    fixture *f = *state;
    form made = {0};
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    form_source source = {.columns = base_str_c("甲 | 件\n乙 | 件\n"), .columns_line = 7};
    assert_int_equal(form_parse_tables(f->arena, &source, 1, &made, &err), 0);
    assert_int_equal(made.count, 2);
    source.preset = base_str_c("丙");
    source.line = 5;
    assert_int_equal(form_parse_tables(f->arena, &source, 1, &made, &err), HECHA_E_RULE);
    assert_int_equal(err.line, 5);
    source.preset = base_str_c("");
    source.columns = base_str_c("甲 | 件\n甲 | 件\n");
    err = base_err_init(HECHA_LANG_ZH);
    assert_int_equal(form_parse_tables(f->arena, &source, 1, &made, &err), HECHA_E_RULE);
    assert_int_equal(err.line, 8);
    err = base_err_init(HECHA_LANG_ZH);
    assert_int_equal(form_parse_tables(f->arena, &source, 0, &made, &err), HECHA_E_RULE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_form_has_an_item_for_each_cell, setup, teardown),
        cmocka_unit_test_setup_teardown(paths_name_cells, setup, teardown),
        cmocka_unit_test_setup_teardown(nearest_row_and_column_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(candidates_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(neighbours, setup, teardown),
        cmocka_unit_test_setup_teardown(parse_errors, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
