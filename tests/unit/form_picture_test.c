#include "test.h"

#include "form/picture.h"
#include "form_fixture.h"

static void image(fixture *f)
{
    doc_paragraph block = {0};
    block.kind = DOC_IMAGE;
    assert_int_equal(doc_build_paragraph(f->builder, &block), 0);
}

/* Captions of the pictures found, joined by '|'. */
static void assert_pictures(fixture *f, const char *expected)
{
    form_picture *pictures;
    size_t count;
    fixture_align(f, 0);
    assert_int_equal(form_pictures_find(f->arena, f->document, f->both, 2, f->instances, f->count,
                                        &pictures, &count),
                     0);
    base_buf_clear(&f->table);
    for (size_t i = 0; i < count; i++) {
        base_buf_add_c(&f->table, i ? "|" : "");
        base_buf_add_str(&f->table, pictures[i].caption);
        assert_true(pictures[i].place.block > 0);
    }
    assert_true(base_str_eq_c(base_buf_str(&f->table), expected));
}

static void picture_behind_the_title(void **state)
{
    fixture *f = *state;
    fixture_heading(f, "一、概述");
    fixture_paragraph(f, "附件：2017年政府信息公开情况统计表");
    fixture_paragraph(f, "（2017年度）");
    fixture_paragraph(f, "填报单位：某局");
    image(f);
    assert_pictures(f, "附件：2017年政府信息公开情况统计表");
}

static void sentences_before_the_picture_of_a_missing_form(void **state)
{
    fixture *f = *state;
    fixture_heading(f, "五、政府信息公开情况统计表");
    fixture_paragraph(f, "2017年，本机关按要求填报，具体数据如下，请核对。");
    image(f);
    assert_pictures(f, "五、政府信息公开情况统计表");
}

static void picture_before_the_title(void **state)
{
    fixture *f = *state;
    fixture_paragraph(f, "以上。");
    image(f);
    fixture_paragraph(f, "表1 政府信息公开情况统计表");
    assert_pictures(f, "表1 政府信息公开情况统计表");
}

static void any_table_by_its_caption(void **state)
{
    fixture *f = *state;
    fixture_paragraph(f, "表2 信访办理情况表（单位：件）");
    image(f);
    fixture_table(f, "附表：人员情况表");
    image(f);
    assert_pictures(f, "表2 信访办理情况表（单位：件）|附表：人员情况表");
}

static void pictures_of_other_things(void **state)
{
    fixture *f = *state;
    image(f);
    fixture_paragraph(f, "2017年政府信息公开工作报告");
    image(f);
    fixture_paragraph(f, "详见《政府信息公开情况统计表》，扫描下方二维码可以查看。");
    image(f);
    fixture_heading(f, "二、公开情况代表");
    fixture_paragraph(f, "公开渠道的占比，如下图所示，其中网站居首。");
    image(f);
    fixture_paragraph(f, "人员情况表");
    fixture_heading(f, "三、下一节");
    image(f);
    assert_pictures(f, "");
}

static void the_table_follows(void **state)
{
    fixture *f = *state;
    fixture_paragraph(f, "政府信息公开情况统计表");
    image(f);
    fixture_paragraph(f, "填报单位：某局");
    fixture_print(f, &f->gk2014, 1, 40, 1);
    fixture_table(f, f->table.ptr);
    fixture_paragraph(f, "人员情况表");
    fixture_table(f, "姓名|人数\n甲|1");
    image(f);
    assert_pictures(f, "");
}

static void a_link_to_the_table_with_an_icon(void **state)
{
    fixture *f = *state;
    fixture_paragraph(f, "附件：政府信息公开情况统计表");
    assert_int_equal(doc_build_aside(f->builder, DOC_LINK, base_str_c("政府信息公开情况统计表"),
                                     base_str_c("a.xls")),
                     0);
    image(f);
    assert_pictures(f, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(picture_behind_the_title, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(sentences_before_the_picture_of_a_missing_form,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(picture_before_the_title, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(any_table_by_its_caption, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(pictures_of_other_things, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(the_table_follows, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(a_link_to_the_table_with_an_icon, fixture_setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
