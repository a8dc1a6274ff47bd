#include "test.h"

#include "base/err.h"
#include "form_fixture.h"

static const form_row *row(const form *model, int order)
{
    return &model->rows[order - 1];
}

static void reads_the_printed_forms(void **state)
{
    fixture *f = *state;
    size_t headings = 0;
    assert_int_equal(f->gk2014.count, 65);
    assert_int_equal(f->gk2018.count, 64);
    for (size_t i = 0; i < f->gk2014.count; i++)
        headings += f->gk2014.rows[i].heading;
    assert_int_equal(headings, 7);
    const form_row *second = row(&f->gk2014, 2);
    assert_str(second->printed, "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）");
    assert_str(second->label, "主动公开政府信息数");
    assert_str(second->note, "不同渠道和方式公开相同信息计1条");
    assert_str(second->number, "（一）");
    assert_str(second->unit, "条");
    assert_str(second->path, "主动公开情况/主动公开政府信息数");
    assert_int_equal(second->parent, 0);
    assert_int_equal(second->depth, 1);
    assert_int_equal(second->line, 2);
    assert_false(second->heading);
}

static void finds_sets(void **state)
{
    fixture *f = *state;
    const form_row *open = row(&f->gk2014, 3), *issued = row(&f->gk2014, 4);
    assert_str(open->label, "主动公开规范性文件数");
    assert_true(open->part && !open->child && !open->apart);
    assert_true(issued->apart && !issued->part && !issued->child);
    assert_true(row(&f->gk2014, 2)->has_parts && !row(&f->gk2014, 2)->has_children);
    const form_row *secret = row(&f->gk2014, 35), *commercial = row(&f->gk2014, 36);
    assert_str(secret->path, "依申请公开情况/申请答复数/不同意公开答复数/涉及国家秘密");
    assert_str(secret->label, "涉及国家秘密");
    assert_true(secret->part && commercial->part);
    assert_int_equal(secret->parent, commercial->parent);
    const form_row *refused = &f->gk2014.rows[secret->parent];
    assert_true(refused->child && refused->has_parts && !refused->has_children);
    assert_true(f->gk2014.rows[refused->parent].has_children);
}

static int parse(fixture *f, const char *text, form *out, hecha_err *err)
{
    memset(out, 0, sizeof *out);
    *err = base_err_init(HECHA_LANG_ZH);
    return form_parse(f->arena, base_str_c(text), 10, out, err);
}

static void tolerates_spelling(void **state)
{
    fixture *f = *state;
    form made;
    hecha_err err;
    /* A common indentation, full-width bars and spaces, tabs, no unit, empty lines. */
    assert_int_equal(
        parse(f, "\n    一、甲\n\n      1. 乙 ｜ 件 ｜ 其中\n　　　　其中：丙|件\n", &made, &err),
        0);
    assert_int_equal(made.count, 3);
    assert_true(made.rows[0].heading);
    assert_int_equal(made.rows[0].line, 11);
    assert_str(made.rows[1].label, "乙");
    assert_str(made.rows[1].unit, "件");
    assert_int_equal(made.rows[2].parent, 1);
    assert_str(made.rows[2].path, "甲/乙/丙");
    assert_str(made.rows[2].key, "丙");
}

static void parts_end_at_the_next_number(void **state)
{
    fixture *f = *state;
    form made;
    hecha_err err;
    const char *text = "甲 | 件 | 子项 | 其中\n"
                       "  其中：乙 | 件\n"
                       "  丙 | 件\n"
                       "  1.丁 | 件\n"
                       "  戊 | 件\n";
    assert_int_equal(parse(f, text, &made, &err), 0);
    assert_true(made.rows[1].part && made.rows[2].part);
    assert_true(made.rows[3].child && !made.rows[3].part);
    assert_false(made.rows[4].child || made.rows[4].part);
}

static void refuses(fixture *f, const char *text, int line)
{
    form made;
    hecha_err err;
    assert_int_equal(parse(f, text, &made, &err), HECHA_E_RULE);
    assert_int_equal(err.code, HECHA_E_RULE);
    assert_int_equal(err.line, line);
    assert_true(err.text[0] != '\0');
}

static void says_what_is_wrong(void **state)
{
    fixture *f = *state;
    refuses(f, "", 10);
    refuses(f, "\n  \n", 12);
    refuses(f, "甲 | 件\n | 件\n", 11);
    refuses(f, "甲 | 件\n  乙 | 件\n 丙 | 件\n", 12);
    refuses(f, "  甲 | 件\n乙 | 件\n", 11);
    refuses(f, "甲 | 件 | 子向\n", 10);
    refuses(f, "甲 | 件 | 子项\n  乙 | 件\n", 10);
    refuses(f, "甲 | 件 | 其中\n  1.乙 | 件\n", 10);
    refuses(f, "甲 | 件 | 另计\n", 10);
    refuses(f, "甲 | 件\n  1.乙 | 件\n  2.乙 | 件\n", 12);
    refuses(f, "甲 | 件\n乙\xFF | 件\n", 11);
}

static void limits_depth_and_rows(void **state)
{
    fixture *f = *state;
    base_buf text;
    base_buf_init(&text);
    for (int i = 0; i < 20; i++) {
        for (int k = 0; k < i; k++)
            base_buf_add_byte(&text, ' ');
        base_buf_add_c(&text, "甲 | 件\n");
    }
    refuses(f, text.ptr, 26);
    base_buf_clear(&text);
    for (int i = 0; i < 5000; i++) {
        base_buf_add_c(&text, "第");
        base_buf_add_int(&text, i);
        base_buf_add_c(&text, "行数 | 件\n");
    }
    refuses(f, text.ptr, 10 + 4096);
    base_buf_dispose(&text);
}

static void twins_in_two_groups_are_allowed(void **state)
{
    fixture *f = *state;
    form made;
    hecha_err err;
    assert_int_equal(parse(f, "甲 | 件\n  1.丙 | 件\n乙 | 件\n  1.丙 | 件\n", &made, &err), 0);
    assert_str(made.rows[3].path, "乙/丙");
}

#define with_fixture(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(reads_the_printed_forms),
        with_fixture(finds_sets),
        with_fixture(tolerates_spelling),
        with_fixture(parts_end_at_the_next_number),
        with_fixture(says_what_is_wrong),
        with_fixture(limits_depth_and_rows),
        with_fixture(twins_in_two_groups_are_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
