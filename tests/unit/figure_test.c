#include "test.h"

#include "value/figure.h"

static value_figure expect_figure(const char *cell, const char *row_unit, const char *number,
                                  const char *unit)
{
    value_figure figure = value_figure_read(base_str_c(cell), base_str_c(row_unit));
    base_buf buf;
    base_buf_init(&buf);
    if (figure.state != VALUE_NUMBER)
        fail_msg("%s is %s", cell, value_state_name(figure.state));
    value_number_print(&buf, figure.number, NULL);
    if (strcmp(buf.ptr, number) != 0)
        fail_msg("%s in %s gave %s", cell, row_unit, buf.ptr);
    if (!base_str_eq_c(figure.unit, unit))
        fail_msg("%s has unit %.*s", cell, (int)figure.unit.len, figure.unit.ptr);
    base_buf_dispose(&buf);
    return figure;
}

static void reads_figures(void **state)
{
    value_figure figure;
    (void)state;
    figure = expect_figure("1135", "条", "1135", "");
    assert_false(figure.grouped || figure.fullwidth || figure.converted || figure.foreign ||
                 figure.signed_word);
    assert_true(expect_figure("1,234", "条", "1234", "").grouped);
    figure = expect_figure("１，２３４", "条", "1234", "");
    assert_true(figure.grouped && figure.fullwidth);
    assert_true(expect_figure("1 135", "条", "1135", "").grouped);
    assert_true(expect_figure("12,345,678.90", "", "12345678.9", "").grouped);
    expect_figure(" 85.4\xC2\xA0", "万元", "85.4", "");
    expect_figure("　0　", "件", "0", "");
    expect_figure("３．５", "万元", "3.5", "");
    expect_figure("007", "件", "7", "");
}

static void reads_signs(void **state)
{
    (void)state;
    assert_true(expect_figure("减3", "项", "-3", "").signed_word);
    assert_true(expect_figure("减少 3项", "项", "-3", "项").signed_word);
    assert_true(expect_figure("增5", "项", "5", "").signed_word);
    assert_true(expect_figure("+1036", "项", "1036", "").signed_word);
    assert_true(expect_figure("＋1036", "项", "1036", "").signed_word);
    assert_false(expect_figure("-3", "项", "-3", "").signed_word);
    expect_figure("－3", "项", "-3", "");
    expect_figure("−3", "项", "-3", "");
    expect_figure("(5)", "项", "5", "");
    expect_figure("（（5））", "项", "5", "");
    expect_figure("减（3）", "项", "-3", "");
}

static void reads_units(void **state)
{
    value_figure figure;
    (void)state;
    figure = expect_figure("0.37万元", "万元", "0.37", "万元");
    assert_false(figure.converted || figure.foreign);
    assert_true(expect_figure("0.37万元", "元", "3700", "万元").converted);
    assert_true(expect_figure("251000元", "万元", "25.1", "元").converted);
    assert_true(expect_figure("251000 元", "（万元）", "25.1", "元").converted);
    assert_false(expect_figure("0.37万", "万元", "0.37", "万").foreign);
    assert_true(expect_figure("3.7万", "条", "37000", "万").converted);
    assert_true(expect_figure("3.7万条", "条", "37000", "条").converted);
    assert_true(expect_figure("3.7万条", "万条", "3.7", "条").converted);
    expect_figure("1.2亿元", "万元", "12000", "亿元");
    expect_figure("3.7万", "", "37000", "万");
    expect_figure("3.7万条", "", "37000", "条");
    figure = expect_figure("3条", "条", "3", "条");
    assert_false(figure.converted || figure.foreign);
    figure = expect_figure("3条", "件", "3", "条");
    assert_true(figure.foreign && !figure.converted);
    assert_true(expect_figure("3元", "件", "3", "元").foreign);
    assert_false(expect_figure("3件", "件/次", "3", "件").foreign);
    expect_figure("5（件）", "件", "5", "件");
    expect_figure("（5）件", "件", "5", "件");
    expect_figure("65.4%", "%", "65.4", "%");
    expect_figure("65.4％", "%", "65.4", "％");
    expect_figure("3宗地", "宗地", "3", "宗地");
}

static void expect_state(const char *cell, value_state state)
{
    value_figure figure = value_figure_read(base_str_c(cell), base_str_c("条"));
    if (figure.state != state)
        fail_msg("%s is %s", cell, value_state_name(figure.state));
    assert_int_equal(value_number_sign(figure.number), 0);
}

static void tells_blank_dash_and_text(void **state)
{
    static const char *const blanks[] = {"",     " ",     "\xC2\xA0",    "　",
                                         "\n\t", "（ ）", "\xEF\xBB\xBF"};
    static const char *const dashes[] = {"——", "—",  "-",   "－",    "–",   "/", "／",
                                         "\\", "--", " — ", "（—）", "— —", "──"};
    static const char *const texts[] = {
        "无",
        "1,23",
        "1,2345",
        "0,123",
        "1234,567",
        "1O",
        "3.5.1",
        "12a",
        "a12",
        "5.",
        ".5",
        "1e5",
        "1/2",
        "3-5",
        "约5",
        "5余条",
        "1 1 3 5",
        "1\n135",
        "1\t135",
        "(5",
        "5)",
        ")5(",
        "5（3）",
        "++5",
        "—3",
        "五",
        "1135 11",
        "1, 234",
        "1,234,",
        "减",
        "条",
        "5条条",
        "N/A",
        "*",
        "12345678901234567890123456789012345678901234567890",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++)
        expect_state(blanks[i], VALUE_BLANK);
    for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++)
        expect_state(dashes[i], VALUE_DASH);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        expect_state(texts[i], VALUE_TEXT);
}

static void names_states(void **state)
{
    (void)state;
    assert_string_equal(value_state_name(VALUE_NUMBER), "number");
    assert_string_equal(value_state_name(VALUE_BLANK), "blank");
    assert_string_equal(value_state_name(VALUE_DASH), "dash");
    assert_string_equal(value_state_name(VALUE_TEXT), "text");
    assert_string_equal(value_state_name(VALUE_MISSING), "missing");
}

static value_range range_of(const char *digits, int power, text_approx approx)
{
    text_quantity quantity;
    value_range range;
    memset(&quantity, 0, sizeof(quantity));
    strcpy(quantity.digits, digits);
    quantity.power = power;
    quantity.approx = approx;
    assert_int_equal(value_range_of(&quantity, &range), VALUE_OK);
    return range;
}

static void expect_number(value_number number, const char *text)
{
    value_number expected;
    assert_int_equal(value_number_parse(base_str_c(text), &expected), VALUE_OK);
    assert_int_equal(value_number_cmp(number, expected), 0);
}

static void gives_the_range_of_a_quantity(void **state)
{
    value_range range;
    text_quantity bad;
    (void)state;
    range = range_of("3.7", 4, TEXT_EXACT);
    assert_true(range.has_low && range.has_high);
    expect_number(range.low, "37000");
    expect_number(range.high, "37000");
    range = range_of("620", 0, TEXT_MORE);
    assert_true(range.has_low && !range.has_high);
    expect_number(range.low, "620");
    range = range_of("100", 0, TEXT_LESS);
    assert_true(!range.has_low && range.has_high);
    expect_number(range.high, "100");
    range = range_of("500", 0, TEXT_ABOUT);
    expect_number(range.low, "450");
    expect_number(range.high, "550");
    range = range_of("85.4", 0, TEXT_ABOUT);
    expect_number(range.low, "85.35");
    expect_number(range.high, "85.45");
    range = range_of("1.2", 4, TEXT_ABOUT);
    expect_number(range.low, "11500");
    memset(&bad, 0, sizeof(bad));
    assert_int_equal(value_range_of(&bad, &range), VALUE_SYNTAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_figures), cmocka_unit_test(reads_signs),
        cmocka_unit_test(reads_units),   cmocka_unit_test(tells_blank_dash_and_text),
        cmocka_unit_test(names_states),  cmocka_unit_test(gives_the_range_of_a_quantity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
