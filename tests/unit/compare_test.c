#include "test.h"

#include "rule_form.h"

static const char *const rows = "一、公开情况 | ——\n"
                                "  （一）公开数 | 条 | 其中\n"
                                "    其中：文件数 | 条\n"
                                "二、申请情况 | ——\n"
                                "  （一）收到数 | 件 | 子项\n"
                                "    1.当面数 | 件\n"
                                "    2.传真数 | 件\n"
                                "    3.网络数 | 件\n"
                                "  （二）办结数 | 件\n"
                                "三、经费 | 万元\n";

static value *leaf(rule_form *f, const char *label)
{
    value *made = rule_item_value(&f->scene, &f->instance, rule_form_item(f, label));
    assert_non_null(made);
    return made;
}

static value *constant(rule_form *f, const char *digits)
{
    value_number number;
    assert_int_equal(value_number_parse(base_str_c(digits), &number), VALUE_OK);
    return value_constant(f->arena, number, base_str_c(digits));
}

static value *sum(rule_form *f, const value *a, const value *b, const value *c)
{
    const value *terms[] = {a, b, c};
    return value_apply(f->arena, VALUE_SUM, terms, c ? 3 : 2);
}

static value *channels(rule_form *f)
{
    return sum(f, leaf(f, "当面数"), leaf(f, "传真数"), leaf(f, "网络数"));
}

static rule_verdict verdict_of(rule_form *f, const value *left, rule_relation relation,
                               const value *right, const value *tolerance)
{
    rule_verdict verdict;
    assert_int_equal(rule_compare(&f->scene, left, relation, right, tolerance, &verdict), 0);
    return verdict;
}

static void assert_text(base_str text, const char *expected)
{
    if (!base_str_eq_c(text, expected))
        fail_msg("\"%.*s\" is not \"%s\"", (int)text.len, text.ptr ? text.ptr : "", expected);
}

static void relations_mirror(void **state)
{
    (void)state;
    assert_string_equal(rule_relation_sign(RULE_NE), "≠");
    assert_int_equal(rule_relation_mirror(RULE_LT), RULE_GT);
    assert_int_equal(rule_relation_mirror(RULE_GE), RULE_LE);
    assert_int_equal(rule_relation_mirror(RULE_EQ), RULE_EQ);
}

static void a_failure_explains_itself(void **state)
{
    rule_form f;
    (void)state;
    rule_form_init(&f, rows);
    rule_form_set(&f, "收到数", "5");
    rule_form_set(&f, "当面数", "2");
    rule_form_set(&f, "传真数", "5");
    rule_form_set(&f, "网络数", " ");
    rule_verdict v = verdict_of(&f, leaf(&f, "收到数"), RULE_EQ, channels(&f), NULL);
    assert_int_equal(v.outcome, RESULT_FAILED);
    assert_text(v.message, "收到数为 5，应等于 7（2+5+0 = 7），差 -2");
    assert_true(v.has_evidence);
    assert_text(v.evidence.subject, "收到数");
    assert_text(v.evidence.relation, "=");
    assert_text(v.evidence.stated, "5");
    assert_text(v.evidence.expected, "7");
    assert_text(v.evidence.difference, "-2");
    assert_text(v.evidence.arithmetic, "2+5+0");
    assert_text(v.evidence.tolerance, "");
    assert_int_equal(v.evidence.term_count, 3);
    assert_text(v.evidence.terms[2].label, "网络数");
    assert_text(v.evidence.terms[2].value, "0");
    assert_text(v.evidence.terms[2].state, "blank");
    assert_int_equal(v.evidence.terms[1].place.row, 8);
    assert_int_equal(v.location.row, 6);
    assert_int_equal(v.related_count, 3);
    assert_int_equal(v.related[0].row, 7);
    assert_true(v.quote.len > 0);
    assert_int_equal(v.evidence.cause_count, 1);
    assert_non_null(strstr(v.evidence.causes[0].ptr, "当面数"));
    rule_form_dispose(&f);
}

static void messages_are_in_english_too(void **state)
{
    rule_form f;
    (void)state;
    rule_form_init(&f, rows);
    f.scene.lang = HECHA_LANG_EN;
    rule_form_set(&f, "办结数", "9");
    rule_verdict v =
        verdict_of(&f, leaf(&f, "办结数"), RULE_LE, leaf(&f, "收到数"), constant(&f, "1.50"));
    assert_text(v.message, "办结数 is 9, must be at most 0 ± 1.5 (收到数); difference 9");
    assert_text(v.evidence.tolerance, "1.5");
    assert_text(v.evidence.arithmetic, "");
    assert_int_equal(v.evidence.cause_count, 0);
    rule_form_dispose(&f);
}

static void the_single_item_is_the_subject(void **state)
{
    rule_form f;
    (void)state;
    rule_form_init(&f, rows);
    rule_form_set(&f, "当面数", "7");
    rule_verdict v = verdict_of(&f, channels(&f), RULE_LT, leaf(&f, "收到数"), NULL);
    assert_int_equal(v.outcome, RESULT_FAILED);
    assert_text(v.evidence.subject, "收到数");
    assert_text(v.evidence.relation, ">");
    assert_text(v.evidence.stated, "0");
    assert_text(v.evidence.difference, "-7");
    assert_text(v.message, "收到数为 0，应大于 7（7+0+0 = 7），差 -7");
    v = verdict_of(&f, constant(&f, "1"), RULE_LE, leaf(&f, "办结数"), NULL);
    assert_text(v.message, "办结数为 0，应不小于 1，差 -1");
    assert_int_equal(v.evidence.term_count, 0);
    v = verdict_of(&f, leaf(&f, "当面数"), RULE_NE, constant(&f, "7"), NULL);
    assert_text(v.message, "当面数为 7，应不等于 7");
    rule_form_dispose(&f);
}

static void two_sums_are_told_whole(void **state)
{
    rule_form f;
    (void)state;
    rule_form_init(&f, rows);
    rule_form_set(&f, "当面数", "7");
    rule_form_set(&f, "传真数", "1");
    const value *left = sum(&f, leaf(&f, "当面数"), leaf(&f, "传真数"), NULL);
    const value *right = sum(&f, leaf(&f, "办结数"), leaf(&f, "公开数"), NULL);
    rule_verdict v = verdict_of(&f, left, RULE_EQ, right, NULL);
    assert_text(v.message, "当面数+传真数为 8（7+1），应等于 0（0+0 = 0），差 8");
    assert_text(v.evidence.subject, "当面数+传真数");
    assert_int_equal(v.evidence.term_count, 4);
    assert_int_equal(v.location.row, 7);
    assert_int_equal(v.related_count, 3);
    rule_form_dispose(&f);
}

static void prose_is_compared_with_the_table(void **state)
{
    rule_form f;
    base_place place;
    (void)state;
    rule_form_init(&f, rows);
    rule_form_set(&f, "收到数", "7");
    memset(&place, 0, sizeof(place));
    place.block = 1;
    place.line = 11;
    place.text = base_str_c("共收到申请5件。");
    value_figure figure = value_figure_read(base_str_c("5"), base_str_c("件"));
    value *said = value_leaf(f.arena, &figure, base_str_c(""), base_str_c("件"), base_str_c("5件"),
                             &place, 0);
    for (int turn = 0; turn < 2; turn++) {
        value *table = leaf(&f, "收到数");
        rule_verdict v = turn ? verdict_of(&f, table, RULE_EQ, said, NULL)
                              : verdict_of(&f, said, RULE_EQ, table, NULL);
        assert_text(v.evidence.subject, "收到数");
        assert_text(v.evidence.stated, "5");
        assert_text(v.evidence.expected, "7");
        assert_text(v.message, "正文所称收到数为 5，应等于 7（统计表），差 -2");
        assert_text(v.quote, "共收到申请5件。");
        assert_int_equal(v.location.line, 11);
        assert_int_equal(v.related[0].row, 6);
    }
    rule_form_dispose(&f);
}

static void tolerance_loosens(void **state)
{
    static const struct {
        const char *left;
        rule_relation relation;
        const char *right, *tolerance;
        result_outcome outcome;
    } cases[] = {
        {"5", RULE_EQ, "7", "2", RESULT_PASSED},    {"5", RULE_EQ, "7", "1.99", RESULT_FAILED},
        {"9", RULE_EQ, "7", "2", RESULT_PASSED},    {"9", RULE_NE, "7", "2", RESULT_FAILED},
        {"9.01", RULE_NE, "7", "2", RESULT_PASSED}, {"9", RULE_LE, "7", "2", RESULT_PASSED},
        {"9", RULE_LT, "7", "2", RESULT_FAILED},    {"5", RULE_GE, "7", "2", RESULT_PASSED},
        {"5", RULE_GT, "7", "2", RESULT_FAILED},    {"6", RULE_GT, "7", "2", RESULT_PASSED},
        {"1", RULE_EQ, "1", "0", RESULT_PASSED},    {"5", RULE_EQ, "7", "-2", RESULT_PASSED},
    };
    rule_form f;
    (void)state;
    rule_form_init(&f, rows);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        rule_verdict v = verdict_of(&f, constant(&f, cases[i].left), cases[i].relation,
                                    constant(&f, cases[i].right), constant(&f, cases[i].tolerance));
        assert_int_equal(v.outcome, cases[i].outcome);
    }
    rule_form_dispose(&f);
}

static void a_blank_alone_does_not_apply(void **state)
{
    rule_form f;
    (void)state;
    rule_form_init(&f, rows);
    rule_form_set(&f, "办结数", "　");
    rule_verdict v = verdict_of(&f, leaf(&f, "办结数"), RULE_EQ, leaf(&f, "收到数"), NULL);
    assert_int_equal(v.outcome, RESULT_NOT_APPLICABLE);
    assert_text(v.reason, "“办结数”未填写");
    rule_form_set(&f, "办结数", "——");
    v = verdict_of(&f, leaf(&f, "收到数"), RULE_EQ, leaf(&f, "办结数"), NULL);
    assert_int_equal(v.outcome, RESULT_NOT_APPLICABLE);
    assert_text(v.reason, "“办结数”未填数（“——”）");
    f.form.blank_is_zero = 0;
    v = verdict_of(&f, leaf(&f, "收到数"), RULE_EQ,
                   sum(&f, leaf(&f, "办结数"), leaf(&f, "当面数"), NULL), NULL);
    assert_int_equal(v.outcome, RESULT_NOT_APPLICABLE);
    rule_form_dispose(&f);
}

static void missing_and_unreadable_rows_are_named(void **state)
{
    rule_form f;
    (void)state;
    rule_form_init(&f, rows);
    rule_form_set(&f, "当面数", NULL);
    rule_form_set(&f, "网络数", "abc");
    rule_form_set(&f, "收到数", "");
    rule_verdict v = verdict_of(&f, leaf(&f, "收到数"), RULE_EQ, channels(&f), NULL);
    assert_int_equal(v.outcome, RESULT_NOT_EVALUATED);
    assert_int_equal(v.kind, RESULT_MISSING);
    assert_text(v.reason, "缺少行“当面数”；“网络数”的数值无法读取：“abc”");
    v = verdict_of(&f, leaf(&f, "当面数"), RULE_EQ, leaf(&f, "当面数"), NULL);
    assert_text(v.reason, "缺少行“当面数”");
    rule_form_dispose(&f);
}

/* Figures stay exact; what is printed of them says where it is not. */
static void a_rounded_quotient_is_no_equality(void **state)
{
    rule_form f;
    (void)state;
    rule_form_init(&f, rows);
    rule_form_set(&f, "收到数", "2");
    const value *third[] = {constant(&f, "1"), constant(&f, "3")};
    const value *half[] = {constant(&f, "1"), leaf(&f, "收到数")};
    const value *quotient = value_apply(f.arena, VALUE_DIV, third, 2);
    rule_verdict v = verdict_of(&f, leaf(&f, "收到数"), RULE_EQ, quotient, NULL);
    assert_text(v.message, "收到数为 2，应等于 ≈0.333333（1÷3 ≈ 0.333333），差 ≈1.666667");
    assert_text(v.evidence.expected, "0.333333");
    assert_int_equal(v.evidence.rounded, RESULT_ROUNDED_EXPECTED | RESULT_ROUNDED_DIFFERENCE);
    v = verdict_of(&f, quotient, RULE_GE, leaf(&f, "收到数"), NULL);
    assert_text(v.evidence.stated, "2");
    const value *both[] = {leaf(&f, "收到数"), quotient};
    v = verdict_of(&f, value_apply(f.arena, VALUE_MUL, both, 2), RULE_GE, constant(&f, "1"), NULL);
    assert_text(v.message, "收到数×(1÷3)为 ≈0.666667（2×(1÷3)），应不小于 1，差 ≈-0.333333");
    assert_int_equal(v.evidence.rounded, RESULT_ROUNDED_STATED | RESULT_ROUNDED_DIFFERENCE);
    v = verdict_of(&f, leaf(&f, "收到数"), RULE_EQ, value_apply(f.arena, VALUE_DIV, half, 2), NULL);
    assert_text(v.message, "收到数为 2，应等于 0.5（1÷2 = 0.5），差 1.5");
    assert_int_equal(v.evidence.rounded, 0);
    rule_form_dispose(&f);
}

static void impossible_arithmetic_is_not_evaluated(void **state)
{
    rule_form f;
    (void)state;
    rule_form_init(&f, rows);
    const value *by_zero[] = {constant(&f, "1"), leaf(&f, "收到数")};
    const value *quotient = value_apply(f.arena, VALUE_DIV, by_zero, 2);
    rule_verdict v = verdict_of(&f, leaf(&f, "办结数"), RULE_EQ, quotient, NULL);
    assert_int_equal(v.outcome, RESULT_NOT_EVALUATED);
    assert_int_equal(v.kind, RESULT_MISSING);
    assert_text(v.reason, "除数为 0：1÷收到数");
    const value *large[] = {constant(&f, "100000000000000000000"),
                            constant(&f, "100000000000000000000")};
    v = verdict_of(&f, leaf(&f, "办结数"), RULE_EQ, value_apply(f.arena, VALUE_MUL, large, 2),
                   NULL);
    assert_int_equal(v.outcome, RESULT_NOT_EVALUATED);
    assert_int_equal(v.kind, RESULT_LIMIT);
    assert_text(v.limit, "exact");
    assert_true(v.reason.len > 0);
    rule_form_dispose(&f);
}

/* Causes of stated = expected, where the rows have these figures. */
static size_t causes_of(rule_form *f, const value *subject, const value *other, base_str **causes)
{
    size_t count;
    assert_int_equal(rule_causes(&f->scene, subject, other, causes, &count), 0);
    return count;
}

static void likely_causes_are_found(void **state)
{
    static const struct {
        const char *stated, *expected, *cause; /* NULL: none */
    } cases[] = {
        {"51", "15", "颠倒"},
        {"1234", "1324", "颠倒"},
        {"1235", "123", "多一位"},
        {"12", "142", "少一位"},
        {"12345", "12845", "写错一位"},
        {"30000", "3", "元和万元"},
        {"0.37", "3700", "元和万元"},
        {"2.5", "2500", "1000"},
        {"120", "12", "多一位"},
        {"5", "7", NULL},
        {"0", "7", NULL},
        {"123", "987", NULL},
        {"5", "5", NULL},
    };
    rule_form f;
    (void)state;
    rule_form_init(&f, rows);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        base_str *causes;
        rule_form_set(&f, "经费", cases[i].stated);
        size_t count = causes_of(&f, leaf(&f, "经费"), constant(&f, cases[i].expected), &causes);
        assert_int_equal(count, cases[i].cause ? 1 : 0);
        if (cases[i].cause != NULL && strstr(causes[0].ptr, cases[i].cause) == NULL)
            fail_msg("%s", causes[0].ptr);
    }
    rule_form_dispose(&f);
}

static void causes_name_terms_and_neighbours(void **state)
{
    rule_form f;
    base_str *causes;
    (void)state;
    rule_form_init(&f, rows);
    rule_form_set(&f, "收到数", "60");
    rule_form_set(&f, "当面数", "20");
    rule_form_set(&f, "传真数", "10");
    rule_form_set(&f, "网络数", "30");
    assert_int_equal(causes_of(&f, leaf(&f, "收到数"), channels(&f), &causes), 0);
    rule_form_set(&f, "收到数", "90"); /* a term counted twice */
    assert_int_equal(causes_of(&f, leaf(&f, "收到数"), channels(&f), &causes), 1);
    assert_non_null(strstr(causes[0].ptr, "网络数"));
    assert_non_null(strstr(causes[0].ptr, "重复计入"));
    rule_form_set(&f, "收到数", "50"); /* a term left out */
    assert_int_equal(causes_of(&f, leaf(&f, "收到数"), channels(&f), &causes), 1);
    assert_non_null(strstr(causes[0].ptr, "漏计"));
    assert_non_null(strstr(causes[0].ptr, "传真数"));
    rule_form_set(&f, "传真数", "31"); /* 13 would agree */
    rule_form_set(&f, "收到数", "63");
    assert_int_equal(causes_of(&f, leaf(&f, "收到数"), channels(&f), &causes), 1);
    assert_non_null(strstr(causes[0].ptr, "若是 13"));
    rule_form_set(&f, "办结数", "417"); /* of 经费, a row below */
    rule_form_set(&f, "经费", "417");
    assert_int_equal(causes_of(&f, leaf(&f, "办结数"), leaf(&f, "公开数"), &causes), 1);
    assert_non_null(strstr(causes[0].ptr, "经费"));
    assert_int_equal(causes_of(&f, leaf(&f, "办结数"), constant(&f, "0"), &causes), 0);
    rule_form_dispose(&f);
}

static void lack_of_memory_is_an_error(void **state)
{
    rule_form f;
    (void)state;
    rule_form_init(&f, rows);
    rule_form_set(&f, "收到数", "5");
    const value *left = leaf(&f, "收到数"), *right = channels(&f);
    for (size_t limit = 16; limit < 3000; limit += 16) {
        rule_verdict verdict;
        base_arena *arena = base_arena_new(limit);
        rule_scene scene = f.scene;
        scene.arena = arena;
        int code = rule_compare(&scene, left, RULE_EQ, right, NULL, &verdict);
        assert_true(code == 0 || code == HECHA_E_MEMORY);
        if (code == 0)
            assert_true(verdict.message.len > 0);
        base_arena_free(arena);
    }
    rule_form_dispose(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relations_mirror),
        cmocka_unit_test(a_failure_explains_itself),
        cmocka_unit_test(messages_are_in_english_too),
        cmocka_unit_test(the_single_item_is_the_subject),
        cmocka_unit_test(two_sums_are_told_whole),
        cmocka_unit_test(prose_is_compared_with_the_table),
        cmocka_unit_test(tolerance_loosens),
        cmocka_unit_test(a_blank_alone_does_not_apply),
        cmocka_unit_test(missing_and_unreadable_rows_are_named),
        cmocka_unit_test(a_rounded_quotient_is_no_equality),
        cmocka_unit_test(impossible_arithmetic_is_not_evaluated),
        cmocka_unit_test(likely_causes_are_found),
        cmocka_unit_test(causes_name_terms_and_neighbours),
        cmocka_unit_test(lack_of_memory_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
