#include "test.h"

#include "value/traced.h"

static base_arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = base_arena_new(0);
    return arena == NULL;
}

static int tear_down(void **state)
{
    (void)state;
    base_arena_free(arena);
    return 0;
}

/* A leaf from what is printed; a `?` stands for a row that is missing. */
static const value *leaf(const char *raw, const char *label, int blank_is_zero)
{
    value_figure figure = value_figure_read(base_str_c(raw), base_str_c("件"));
    base_place place;
    memset(&place, 0, sizeof(place));
    if (raw[0] == '?')
        figure.state = VALUE_MISSING;
    return value_leaf(arena, &figure, base_str_c(label), base_str_c("件"), base_str_c(raw), &place,
                      blank_is_zero);
}

static const value *constant(int64_t number)
{
    return value_constant(arena, value_number_int(number), base_str_c(""));
}

static const value *apply2(value_op op, const value *a, const value *b)
{
    const value *operands[2] = {a, b};
    return value_apply(arena, op, operands, 2);
}

static const value *apply1(value_op op, const value *a)
{
    return value_apply(arena, op, &a, 1);
}

static void expect_worth(const value *a, const char *number)
{
    base_buf buf;
    base_buf_init(&buf);
    assert_true(value_usable(a));
    value_number_print(&buf, a->number, NULL);
    assert_string_equal(buf.ptr, number);
    base_buf_dispose(&buf);
}

static void expect_written(const value *a, const char *arithmetic, const char *labels)
{
    base_buf buf;
    base_buf_init(&buf);
    value_print_arithmetic(&buf, a);
    assert_string_equal(buf.ptr, arithmetic);
    base_buf_clear(&buf);
    value_print_labels(&buf, a);
    assert_string_equal(buf.ptr, labels);
    base_buf_dispose(&buf);
}

static void sums_with_blanks(void **state)
{
    const value *operands[4] = {leaf("2", "甲", 1), leaf("5", "乙", 1), leaf("", "丙", 1),
                                leaf("——", "丁", 1)};
    const value *sum = value_apply(arena, VALUE_SUM, operands, 4);
    const value *seen[8];
    (void)state;
    expect_worth(sum, "7");
    expect_written(sum, "2+5+0+0", "甲+乙+丙+丁");
    assert_true(base_str_eq_c(sum->unit, "件"));
    assert_int_equal(value_leaves(sum, seen, 8), 4);
    assert_ptr_equal(seen[3], operands[3]);
    assert_int_equal(value_leaves(sum, seen, 3), 3);
    assert_false(value_usable(operands[2])); /* alone it is no number */
    assert_true(value_usable(operands[0]));
}

static void blames_the_leaf(void **state)
{
    const value *blank = leaf("", "丙", 0), *text = leaf("1O", "丁", 1), *gone = leaf("?", "戊", 1);
    const value *two = leaf("2", "甲", 0), *sum;
    (void)state;
    sum = apply2(VALUE_ADD, two, blank);
    assert_false(value_usable(sum));
    assert_ptr_equal(sum->fault, blank);
    assert_int_equal(sum->state, VALUE_BLANK);
    sum = apply2(VALUE_MUL, apply2(VALUE_ADD, two, text), constant(3));
    assert_ptr_equal(sum->fault, text);
    assert_int_equal(sum->state, VALUE_TEXT);
    expect_written(sum, "(2+1O)×3", "(甲+丁)×3");
    sum = apply2(VALUE_MAX, two, gone);
    assert_ptr_equal(sum->fault, gone);
    assert_int_equal(sum->state, VALUE_MISSING);
}

static void leaves_blanks_out_of_extremes(void **state)
{
    const value *operands[3] = {leaf("", "甲", 1), leaf("-4", "乙", 1), leaf("-2", "丙", 1)};
    const value *blanks[2] = {leaf("", "甲", 1), leaf("-", "乙", 0)};
    const value *most = value_apply(arena, VALUE_MAX, operands, 3);
    (void)state;
    expect_worth(most, "-2");
    expect_worth(value_apply(arena, VALUE_MIN, operands, 3), "-4");
    expect_worth(value_apply(arena, VALUE_COUNT, operands, 3), "2");
    expect_written(most, "最大(0, -4, -2)", "最大(甲, 乙, 丙)");
    assert_ptr_equal(value_apply(arena, VALUE_MAX, blanks, 2)->fault, blanks[0]);
    assert_ptr_equal(value_apply(arena, VALUE_COUNT, blanks, 2)->fault, blanks[0]);
}

static void fails_by_itself(void **state)
{
    const value *quotient = apply2(VALUE_DIV, leaf("2", "甲", 1), leaf("", "乙", 1));
    const value *after = apply2(VALUE_ADD, quotient, constant(1));
    value_number largest;
    (void)state;
    assert_false(value_usable(quotient));
    assert_ptr_equal(quotient->fault, quotient);
    assert_int_equal(quotient->status, VALUE_ZERO);
    assert_ptr_equal(after->fault, quotient);
    assert_int_equal(after->status, VALUE_ZERO);
    assert_int_equal(
        value_number_parse(base_str_c("170141183460469231731687303715884105727"), &largest), 0);
    const value *big = value_constant(arena, largest, base_str_c(""));
    assert_int_equal(apply2(VALUE_ADD, big, constant(1))->status, VALUE_OVERFLOW);
    assert_int_equal(value_apply(arena, VALUE_MAX, NULL, 0)->status, VALUE_SYNTAX);
    assert_int_equal(apply1(VALUE_LEAF, constant(1))->status, VALUE_SYNTAX);
    expect_worth(value_apply(arena, VALUE_SUM, NULL, 0), "0");
}

static void writes_brackets(void **state)
{
    const value *a = leaf("2", "甲", 0), *b = leaf("-3", "乙", 0), *c = leaf("5", "丙", 0);
    (void)state;
    expect_written(apply2(VALUE_ADD, a, b), "2+(-3)", "甲+乙");
    expect_written(apply2(VALUE_ADD, a, apply2(VALUE_ADD, b, c)), "2+(-3)+5", "甲+乙+丙");
    expect_written(apply2(VALUE_SUB, a, apply2(VALUE_ADD, a, c)), "2-(2+5)", "甲-(甲+丙)");
    expect_written(apply2(VALUE_SUB, apply2(VALUE_SUB, a, c), c), "2-5-5", "甲-丙-丙");
    expect_written(apply2(VALUE_MUL, apply2(VALUE_SUB, a, c), c), "(2-5)×5", "(甲-丙)×丙");
    expect_written(apply2(VALUE_DIV, a, apply2(VALUE_MUL, c, c)), "2÷(5×5)", "甲÷(丙×丙)");
    expect_written(apply2(VALUE_ADD, a, apply2(VALUE_MUL, c, c)), "2+5×5", "甲+丙×丙");
    expect_written(apply2(VALUE_ADD, a, apply1(VALUE_NEGATE, c)), "2+(-5)", "甲+(-丙)");
    expect_written(apply1(VALUE_NEGATE, apply2(VALUE_ADD, a, c)), "-(2+5)", "-(甲+丙)");
    expect_written(apply2(VALUE_SUB, a, apply1(VALUE_SUM, c)), "2-5", "甲-丙");
    expect_written(apply2(VALUE_ROUND, apply2(VALUE_DIV, a, c), constant(1)), "四舍五入(2÷5, 1)",
                   "四舍五入(甲÷丙, 1)");
    expect_worth(apply2(VALUE_ROUND, apply2(VALUE_DIV, a, leaf("3", "丁", 0)), constant(2)),
                 "0.67");
    expect_worth(apply1(VALUE_ABS, b), "3");
    expect_worth(apply1(VALUE_NEGATE, b), "3");
    expect_written(a, "2", "甲");
    expect_written(leaf("?", "", 0), "?", "?");
}

static void limits_what_is_built(void **state)
{
    const value *doubled = leaf("1", "甲", 0), *chain = constant(0), *seen[4];
    base_buf buf;
    (void)state;
    for (int i = 0; i < 200; i++)
        doubled = apply2(VALUE_SUB, doubled, doubled);
    assert_false(value_usable(doubled));
    assert_int_equal(doubled->status, VALUE_OVERFLOW);
    assert_true(value_leaves(doubled, seen, 4) <= 4);
    for (int i = 0; i < 5000; i++)
        chain = apply2(VALUE_ADD, chain, constant(1));
    assert_int_equal(chain->status, VALUE_OVERFLOW);
    base_buf_init(&buf);
    value_print_arithmetic(&buf, chain);
    assert_false(base_buf_failed(&buf));
    base_buf_dispose(&buf);
}

static void returns_null_without_memory(void **state)
{
    const value *one = constant(1);
    base_arena *small = base_arena_new(sizeof(value) - 1);
    base_arena *middle = base_arena_new(sizeof(value) + 15);
    (void)state;
    assert_null(value_constant(small, value_number_int(1), base_str_c("1")));
    assert_null(value_apply(small, VALUE_NEGATE, &one, 1));
    assert_null(value_apply(middle, VALUE_NEGATE, &one, 1));
    base_arena_free(small);
    base_arena_free(middle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_with_blanks),
        cmocka_unit_test(blames_the_leaf),
        cmocka_unit_test(leaves_blanks_out_of_extremes),
        cmocka_unit_test(fails_by_itself),
        cmocka_unit_test(writes_brackets),
        cmocka_unit_test(limits_what_is_built),
        cmocka_unit_test(returns_null_without_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
