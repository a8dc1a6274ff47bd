#include "test.h"

#include "value/number.h"

static value_number parsed(const char *text)
{
    value_number number = {0, 1};
    if (value_number_parse(base_str_c(text), &number) != VALUE_OK)
        fail_msg("%s does not parse", text);
    return number;
}

static void expect_print(value_number number, const char *text, int exact)
{
    base_buf buf;
    int is_exact = -1;
    base_buf_init(&buf);
    value_number_print(&buf, number, &is_exact);
    assert_string_equal(buf.ptr, text);
    assert_int_equal(is_exact, exact);
    base_buf_dispose(&buf);
}

#define LARGEST "170141183460469231731687303715884105727" /* 2^127 - 1 */

static void parses_plain_decimals(void **state)
{
    static const char *const bad[] = {"",   "+",  "1.",  ".5",    "1,234", "1e3",
                                      " 1", "1 ", "--1", "1.2.3", "１",    "0x1"};
    value_number number;
    (void)state;
    expect_print(parsed("0"), "0", 1);
    expect_print(parsed("-0"), "0", 1);
    expect_print(parsed("+1036"), "1036", 1);
    expect_print(parsed("-3"), "-3", 1);
    expect_print(parsed("007.50"), "7.5", 1);
    expect_print(parsed("0.37"), "0.37", 1);
    expect_print(parsed("1.00000000000000000000000000000000000000000000000000"), "1", 1);
    expect_print(parsed(LARGEST), LARGEST, 1);
    expect_print(parsed("-" LARGEST), "-" LARGEST, 1);
    expect_print(parsed("0.00000000000000000000000000000000000001"),
                 "0.00000000000000000000000000000000000001", 1);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(value_number_parse(base_str_c(bad[i]), &number), VALUE_SYNTAX);
    assert_int_equal(
        value_number_parse(base_str_c("170141183460469231731687303715884105728"), &number),
        VALUE_OVERFLOW);
    assert_int_equal(
        value_number_parse(base_str_c("0.000000000000000000000000000000000000001"), &number),
        VALUE_OVERFLOW);
}

static void calculates_exactly(void **state)
{
    value_number out;
    (void)state;
    assert_int_equal(value_number_add(parsed("0.1"), parsed("0.2"), &out), VALUE_OK);
    assert_int_equal(value_number_cmp(out, parsed("0.3")), 0);
    assert_int_equal(value_number_sub(parsed("5"), parsed("7"), &out), VALUE_OK);
    expect_print(out, "-2", 1);
    assert_int_equal(value_number_mul(parsed("-0.5"), parsed("0.25"), &out), VALUE_OK);
    expect_print(out, "-0.125", 1);
    assert_int_equal(value_number_div(parsed("1"), parsed("-3"), &out), VALUE_OK);
    expect_print(out, "-0.333333", 0);
    assert_int_equal(value_number_mul(out, parsed("-3"), &out), VALUE_OK);
    expect_print(out, "1", 1);
    assert_int_equal(value_number_div(parsed("742"), parsed("1135"), &out), VALUE_OK);
    expect_print(out, "0.653744", 0);
    assert_int_equal(value_number_div(parsed("1"), parsed("0"), &out), VALUE_ZERO);
    assert_int_equal(value_number_div(parsed("2"), parsed("3"), &out), VALUE_OK);
    expect_print(out, "0.666667", 0);
    assert_int_equal(value_number_div(parsed("29999999"), parsed("30000000"), &out), VALUE_OK);
    expect_print(out, "1", 0); /* the carry goes through */
    assert_int_equal(value_number_div(parsed("-1"), parsed("30000000"), &out), VALUE_OK);
    expect_print(out, "0", 0); /* not -0 */
}

static void says_when_it_does_not_fit(void **state)
{
    value_number out, largest = parsed(LARGEST), one = parsed("1"), tiny;
    (void)state;
    assert_int_equal(value_number_add(largest, one, &out), VALUE_OVERFLOW);
    assert_int_equal(value_number_sub(value_number_negate(largest), one, &out), VALUE_OVERFLOW);
    assert_int_equal(value_number_mul(largest, largest, &out), VALUE_OVERFLOW);
    assert_int_equal(value_number_div(one, largest, &tiny), VALUE_OK);
    assert_int_equal(value_number_mul(tiny, largest, &out), VALUE_OK);
    expect_print(out, "1", 1);
    assert_int_equal(value_number_div(tiny, largest, &out), VALUE_OVERFLOW);
    assert_int_equal(value_number_shift(one, 39, &out), VALUE_OVERFLOW);
    assert_int_equal(value_number_shift(one, 1000000, &out), VALUE_OVERFLOW);
    assert_int_equal(value_number_shift(parsed("0"), 1000000, &out), VALUE_OK);
}

static void shifts(void **state)
{
    value_number out;
    (void)state;
    assert_int_equal(value_number_shift(parsed("0.37"), 4, &out), VALUE_OK);
    expect_print(out, "3700", 1);
    assert_int_equal(value_number_shift(parsed("251000"), -4, &out), VALUE_OK);
    expect_print(out, "25.1", 1);
    assert_int_equal(value_number_shift(parsed("5"), 0, &out), VALUE_OK);
    expect_print(out, "5", 1);
    assert_int_equal(
        value_number_shift(parsed("0.00000000000000000000000000000000000001"), 76, &out), VALUE_OK);
    expect_print(out, "100000000000000000000000000000000000000", 1);
}

static void expect_round(const char *text, int places, const char *expected)
{
    value_number out;
    assert_int_equal(value_number_round(parsed(text), places, &out), VALUE_OK);
    expect_print(out, expected, 1);
}

static void rounds_half_away_from_zero(void **state)
{
    value_number third, out;
    (void)state;
    expect_round("0.5", 0, "1");
    expect_round("-0.5", 0, "-1");
    expect_round("0.4999", 0, "0");
    expect_round("65.374", 1, "65.4");
    expect_round("9.25", 1, "9.3");
    expect_round("-9.25", 1, "-9.3");
    expect_round("1.005", 2, "1.01");
    expect_round("999.95", 1, "1000");
    expect_round("5", 300, "5");
    expect_round("149", -2, "100");
    expect_round("150", -2, "200");
    expect_round("-149.99", -2, "-100");
    expect_round("-150", -2, "-200");
    expect_round("7", -50, "0");
    expect_round(LARGEST, 5, LARGEST);
    assert_int_equal(value_number_div(parsed("1"), parsed("3"), &third), VALUE_OK);
    assert_int_equal(value_number_round(third, 4, &out), VALUE_OK);
    expect_print(out, "0.3333", 1);
    assert_int_equal(value_number_round(third, 60, &out), VALUE_OVERFLOW);
    assert_int_equal(value_number_div(parsed(LARGEST), parsed("4"), &third), VALUE_OK);
    assert_int_equal(value_number_round(third, 5, &out), VALUE_OK);
    assert_int_equal(value_number_cmp(out, third), 0);
}

static void compares_whatever_the_size(void **state)
{
    value_number a = parsed(LARGEST), b = parsed(LARGEST);
    (void)state;
    a.denominator = b.numerator - 1; /* just over 1 */
    b.numerator = a.numerator - 1;   /* (M-1)/(M-2) is larger than M/(M-1) */
    b.denominator = a.numerator - 2;
    assert_int_equal(value_number_cmp(a, b), -1);
    assert_int_equal(value_number_cmp(b, a), 1);
    assert_int_equal(value_number_cmp(a, a), 0);
    assert_int_equal(value_number_cmp(value_number_negate(a), value_number_negate(b)), 1);
    assert_int_equal(value_number_cmp(value_number_negate(a), b), -1);
    assert_int_equal(value_number_cmp(parsed("0"), b), -1);
    assert_int_equal(value_number_cmp(parsed("2.5"), parsed("2.50")), 0);
    assert_int_equal(value_number_cmp(parsed("2.5"), parsed("2.4999")), 1);
    assert_int_equal(value_number_cmp(parsed("3"), parsed("2.5")), 1);
    assert_int_equal(value_number_cmp(parsed("2"), parsed("2.5")), -1);
}

static void gives_integers(void **state)
{
    int64_t out = 0;
    (void)state;
    assert_true(value_number_is_integer(parsed("5.0")));
    assert_false(value_number_is_integer(parsed("5.5")));
    assert_true(value_number_to_int64(parsed("-9223372036854775808"), &out));
    assert_true(out == INT64_MIN);
    assert_false(value_number_to_int64(parsed("9223372036854775808"), &out));
    assert_false(value_number_to_int64(parsed("0.5"), &out));
    assert_int_equal(value_number_sign(value_number_int(-7)), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses_plain_decimals),
        cmocka_unit_test(calculates_exactly),
        cmocka_unit_test(says_when_it_does_not_fit),
        cmocka_unit_test(shifts),
        cmocka_unit_test(rounds_half_away_from_zero),
        cmocka_unit_test(compares_whatever_the_size),
        cmocka_unit_test(gives_integers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
