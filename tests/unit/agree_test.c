#include "test.h"

#include "rule/compare.h"
#include "text/quantity.h"

typedef struct scene {
    base_arena *arena;
    rule_scene scene;
    rule_verdict verdict;
    value_range range;
} scene;

static void open_scene(scene *s)
{
    memset(s, 0, sizeof(*s));
    s->arena = base_arena_new(0);
    assert_non_null(s->arena);
    s->scene.arena = s->arena;
    s->scene.lang = HECHA_LANG_EN;
}

static value *figure_of(scene *s, const char *cell, const char *unit)
{
    value_figure figure = value_figure_read(base_str_c(cell), base_str_c(unit));
    value *leaf = value_leaf(s->arena, &figure, base_str_c("row"), base_str_c(unit),
                             base_str_c(cell), NULL, 0);
    assert_non_null(leaf);
    return leaf;
}

static value *said_of(scene *s, const char *text)
{
    text_quantity quantity;
    value_figure figure;
    if (!text_quantity_next(base_str_c(text), 0, &quantity))
        fail_msg("%s is no quantity", text);
    memset(&figure, 0, sizeof(figure));
    assert_int_equal(value_range_of(&quantity, &s->range), VALUE_OK);
    figure.number = s->range.value;
    value *leaf =
        value_leaf(s->arena, &figure, base_str_c(text), quantity.unit, base_str_c(text), NULL, 0);
    assert_non_null(leaf);
    leaf->range = &s->range;
    return leaf;
}

/* Said in prose against a cell of a row with the unit. */
static void expect_outcome(const char *text, const char *cell, const char *unit,
                           result_outcome outcome, const char *relation)
{
    scene s;
    open_scene(&s);
    value *said = said_of(&s, text), *figure = figure_of(&s, cell, unit);
    assert_int_equal(rule_agree(&s.scene, said, figure, NULL, &s.verdict), 0);
    if (s.verdict.outcome != outcome)
        fail_msg("%s against %s %s: outcome %d", text, cell, unit, (int)s.verdict.outcome);
    if (relation != NULL && !base_str_eq_c(s.verdict.evidence.relation, relation))
        fail_msg("%s against %s: %.*s", text, cell, (int)s.verdict.evidence.relation.len,
                 s.verdict.evidence.relation.ptr);
    base_arena_free(s.arena);
}

static void agrees(const char *text, const char *cell, const char *unit)
{
    expect_outcome(text, cell, unit, RESULT_PASSED, NULL);
}

static void differs(const char *text, const char *cell, const char *unit, const char *relation)
{
    expect_outcome(text, cell, unit, RESULT_FAILED, relation);
}

static void exact_figures_round_at_their_last_place(void **state)
{
    (void)state;
    agrees("收到申请5件", "5", "件");
    differs("收到申请5件", "6", "件", "=");
    agrees("3000条", "3000", "条");
    differs("3000条", "3001", "条", "=");
    agrees("3.7万条", "37353", "条");
    agrees("3.7万条", "36500", "条");
    differs("3.7万条", "36499", "条", "=");
    differs("3.7万条", "37500", "条", "=");
    agrees("占9.8%", "9.764", "%");
    differs("占9.8%", "9.7", "%", "=");
    agrees("两件", "2", "件");
}

static void approximations_are_intervals(void **state)
{
    (void)state;
    agrees("620余条", "621", "条");
    agrees("620余条", "629", "条");
    differs("620余条", "620", "条", "<");
    differs("620余条", "630", "条", "=");
    agrees("3.7万多条", "37353", "条");
    differs("3.7万多条", "38000", "条", "=");
    agrees("近500条", "480", "条");
    differs("近500条", "500", "条", ">");
    differs("近500条", "399", "条", "=");
    differs("近100条", "30", "条", "=");
    agrees("约500条", "451", "条");
    agrees("约500条", "550", "条");
    differs("约500条", "551", "条", "=");
    agrees("超过30条", "3000", "条");
    differs("超过30条", "30", "条", "<");
    agrees("30条以上", "30", "条");
    differs("30条以上", "29", "条", "≤");
    agrees("不足30条", "2", "条");
    differs("不足30条", "30", "条", ">");
    agrees("数十条", "11", "条");
    differs("数十条", "100", "条", "=");
    agrees("3至5条", "4", "条");
    differs("3至5条", "6", "条", "=");
    agrees("两三条", "3", "条");
}

static void units_convert_or_do_not_compare(void **state)
{
    (void)state;
    agrees("85.4万元", "854000", "元");
    agrees("85.4万元", "85.42", "万元");
    agrees("854000元", "85.4", "万元");
    differs("85.4万元", "85.4", "元", "=");
    agrees("2起", "2", "件");
    agrees("申请数为5，", "5", "件");
    expect_outcome("占5%", "5", "件", RESULT_NOT_EVALUATED, NULL);
    expect_outcome("5件", "", "件", RESULT_NOT_APPLICABLE, NULL);
    expect_outcome("5件", "五六", "件", RESULT_NOT_EVALUATED, NULL);
}

static void what_differs_is_explained(void **state)
{
    (void)state;
    scene s;
    open_scene(&s);
    value *said = said_of(&s, "620余条"), *figure = figure_of(&s, "620", "条");
    assert_int_equal(rule_agree(&s.scene, figure, said, NULL, &s.verdict), 0);
    assert_int_equal(s.verdict.outcome, RESULT_FAILED);
    assert_true(base_str_eq_c(s.verdict.evidence.stated, "620"));
    assert_true(base_str_find(s.verdict.message, base_str_c("620余条"), 0) != BASE_STR_NONE);
    base_arena_free(s.arena);
    open_scene(&s);
    assert_int_equal(
        rule_agree(&s.scene, figure_of(&s, "5", "件"), figure_of(&s, "5", "件"), NULL, &s.verdict),
        0);
    assert_int_equal(s.verdict.outcome, RESULT_PASSED);
    base_arena_free(s.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_figures_round_at_their_last_place),
        cmocka_unit_test(approximations_are_intervals),
        cmocka_unit_test(units_convert_or_do_not_compare),
        cmocka_unit_test(what_differs_is_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
