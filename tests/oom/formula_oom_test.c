/* Every allocation of finding an item by its label and of reading a formula over a form of rows and
 * columns is made to fail in turn: each time there is a lack of memory or the whole answer, never
 * "no such label", "no such column" or another row. */
#include "test.h"

#include "base/err.h"
#include "failing_malloc.h"
#include "render/render.h"
#include "rule/formula.h"

static const char columns[] = "自然人\n法人或其他组织\n  商业企业\n  科研机构\n总计\n";
static const char lines[] = "一、本年新收申请数量 | 件\n"
                            "二、本年度办理结果 | ——\n"
                            "  （一）予以公开 | 件\n"
                            "  （二）部分公开 | 件\n"
                            "三、结转下年度继续办理 | 件\n";
static const char cases[] = "行政复议\n  结果维持 | 件\n  总计 | 件\n";

static void make_form(base_arena *arena, form *made)
{
    form_source sources[] = {
        {base_str_c("申请情况"), base_str_c("总计"), base_str_c(columns), base_str_c(lines), 1, 1,
         1},
        {base_str_c("复议"), base_str_n(NULL, 0), base_str_c(cases), base_str_n(NULL, 0), 1, 1, 1}};
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    memset(made, 0, sizeof(*made));
    if (form_parse_tables(arena, sources, 2, made, &err) != 0)
        fail_msg("%s", err.text);
    made->pack = base_str_c("p");
    made->id = base_str_c("f");
    made->name = base_str_c("p/f");
    made->title = base_str_c("申请情况表");
}

static void labels_are_found_or_memory_lacks(void **state)
{
    static const char *const labels[] = {
        "予以公开", "予以公开/自然人", "二.(一)/自然人",     "科研机构/三",       "复议/结果维持",
        "结果维持", "没有这一行",      "二.(一)/没有这一列", "本年新收/科研机构", "自然人"};
    base_arena *arena = base_arena_new(0);
    form made;
    long refused = 0;
    (void)state;
    make_form(arena, &made);
    for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
        base_str label = base_str_c(labels[i]);
        int row = -1, again = -1, told = 1;
        base_buf names, fewer;
        base_buf_init(&names);
        size_t found = formula_find_item(&made, label, &row, &names);
        for (long nth = 1; told; nth++) {
            base_buf_init(&fewer);
            failing_malloc_arm(nth);
            size_t count = formula_find_item(&made, label, &again, &fewer);
            told = failing_malloc_disarm();
            refused += told;
            if (count == FORM_FAILED) {
                assert_true(told);
            } else {
                assert_int_equal(count, found);
                assert_true(base_str_eq(base_buf_str(&fewer), base_buf_str(&names)));
                assert_true(count == 0 || again == row);
            }
            base_buf_dispose(&fewer);
        }
        base_buf_dispose(&names);
    }
    assert_true(refused > 10);
    base_arena_free(arena);
}

static void formulas_are_read_or_memory_lacks(void **state)
{
    static const struct {
        const char *text;
        int code;
    } formulas[] = {
        {"[本年新收申请数量/*] ≥ [予以公开/*] + [部分公开/*]", 0},
        {"[*/总计] = [*/自然人] + 合计([*/法人或其他组织])", 0},
        {"[二.(一)/科研机构] ≤ [申请情况表->一/科研机构]", 0},
        {"[予以公开/法人或其他组织] ≥ 0", 0},
        {"[没有这一行/*] = 1", HECHA_E_RULE},
        {"[予以公开/没有这一列] = 1", HECHA_E_RULE},
    };
    base_arena *arena = base_arena_new(0);
    form made;
    const form *known[] = {&made};
    (void)state;
    make_form(arena, &made);
    for (size_t i = 0; i < sizeof(formulas) / sizeof(*formulas); i++) {
        int told = 1;
        for (long nth = 1; told; nth++) {
            base_arena *room = base_arena_new(0);
            hecha_err err = base_err_init(HECHA_LANG_ZH);
            formula *parsed = NULL;
            failing_malloc_arm(nth);
            int code = formula_parse_among(room, base_str_c(formulas[i].text), &made, known, 1,
                                           &parsed, &err);
            told = failing_malloc_disarm();
            if (code != formulas[i].code && !(told && code == HECHA_E_MEMORY))
                fail_msg("%s, allocation %ld: %d %s", formulas[i].text, nth, code, err.text);
            base_arena_free(room);
        }
    }
    base_arena_free(arena);
}

static void stubs_are_written_or_memory_lacks(void **state)
{
    base_arena *arena = base_arena_new(0);
    form made;
    const form *known[] = {&made};
    base_buf whole, fewer;
    int told = 1;
    (void)state;
    make_form(arena, &made);
    base_buf_init(&whole);
    assert_int_equal(render_stubs(&whole, HECHA_LANG_ZH, known, 1), 0);
    for (long nth = 1; told; nth++) {
        base_buf_init(&fewer);
        failing_malloc_arm(nth);
        int code = render_stubs(&fewer, HECHA_LANG_ZH, known, 1);
        told = failing_malloc_disarm();
        assert_true(code == 0 || (code == HECHA_E_MEMORY && told));
        if (code == 0)
            assert_true(base_str_eq(base_buf_str(&fewer), base_buf_str(&whole)));
        base_buf_dispose(&fewer);
    }
    base_buf_dispose(&whole);
    base_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_found_or_memory_lacks),
        cmocka_unit_test(formulas_are_read_or_memory_lacks),
        cmocka_unit_test(stubs_are_written_or_memory_lacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
