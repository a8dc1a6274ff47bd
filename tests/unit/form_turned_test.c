#include "test.h"

#include "form/turned.h"

#include "base/err.h"
#include "form_fixture.h"
#include "matrix_fixture.h"

/* The first rows of the form side by side: labels, units, figures. */
static void turned_rows(fixture *f, const form *model, size_t count)
{
    base_buf_clear(&f->table);
    for (int line = 0; line < 3; line++) {
        for (size_t i = 0; i < count; i++) {
            const form_row *row = &model->rows[i];
            base_buf_add_c(&f->table, i ? "|" : line ? "\n" : "");
            if (line < 2)
                base_buf_add_str(&f->table, line ? row->unit : row->label);
            else
                base_buf_add_int(&f->table, (int64_t)i);
        }
    }
    base_buf_add_byte(&f->table, '\0');
    fixture_table(f, f->table.ptr);
}

static const doc_table *last_table(const fixture *f)
{
    const doc_table *last = NULL;
    for (const doc_block *block = f->document->first; block; block = doc_next(block))
        last = block->table ? block->table : last;
    return last;
}

static size_t mark(fixture *f, const form *const *forms, size_t count, base_place **places)
{
    size_t found;
    const form_set *set = form_set_new(f->arena, forms, count);
    fixture_finish(f);
    assert_int_equal(form_turned_mark(f->arena, f->document, set, places, &found), 0);
    return found;
}

static void labels_side_by_side(void **state)
{
    fixture *f = *state;
    base_place *places;
    fixture_paragraph(f, "情况如下");
    turned_rows(f, &f->gk2014, 12);
    assert_int_equal(mark(f, f->both, 2, &places), 1);
    assert_int_equal(places[0].table, 1);
    assert_true(last_table(f)->doubtful);
    hecha_err err = base_err_init(HECHA_LANG_EN);
    form_set *set = form_set_new(f->arena, f->both, 2);
    assert_int_equal(form_align(f->arena, f->document, set, 0, &f->instances, &f->count, &err), 0);
    assert_int_equal(f->count, 0);
}

static void labels_in_their_place(void **state)
{
    fixture *f = *state;
    base_place *places;
    fixture_print(f, &f->gk2014, 1, 20, 1);
    fixture_table(f, f->table.ptr);
    turned_rows(f, &f->gk2014, 7); /* too few to tell */
    assert_int_equal(mark(f, f->both, 2, &places), 0);
    assert_false(last_table(f)->doubtful);
}

static void small_tables_of_a_turned_report(void **state)
{
    fixture *f = *state;
    base_place *places;
    form gk2021;
    const form *const forms[] = {&gk2021};
    matrix_form_load(f->arena, "gk-2021", 2021, 0, &gk2021);
    fixture_table(f, "信息内容|规章|行政规范性文件\n本年制发件数|1|2\n现行有效件数|3|4");
    base_buf_clear(&f->table);
    for (size_t i = 0; i < 12; i++) {
        base_buf_add_c(&f->table, i ? "|" : "");
        base_buf_add_str(&f->table, gk2021.tables[4].lines[i].label);
    }
    base_buf_add_c(&f->table, "\n1|2|3|4|5|6|7|8|9|10|11|12");
    base_buf_add_byte(&f->table, '\0');
    fixture_table(f, f->table.ptr);
    fixture_table(f, "甲|乙\n1|2");
    assert_int_equal(mark(f, forms, 1, &places), 2);
    assert_int_equal(places[1].table, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(labels_side_by_side, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(labels_in_their_place, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(small_tables_of_a_turned_report, fixture_setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
