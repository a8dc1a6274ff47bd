#include "test.h"

#include <stdlib.h>

#include "result/result.h"

/* A finding with figures at a cell. */
static result_finding at(const char *rule, const char *message, uint32_t block, uint32_t row)
{
    result_finding finding;
    memset(&finding, 0, sizeof(finding));
    finding.rule = base_str_c(rule);
    finding.message = base_str_c(message);
    finding.severity = HECHA_ERROR;
    finding.location.block = block;
    finding.location.row = row;
    return finding;
}

static void compares(result_finding *finding, const char *subject, const char *relation,
                     const char *stated, const char *expected)
{
    finding->has_evidence = 1;
    finding->evidence.subject = base_str_c(subject);
    finding->evidence.relation = base_str_c(relation);
    finding->evidence.stated = base_str_c(stated);
    finding->evidence.expected = base_str_c(expected);
}

static result_report report_of(result_finding *findings, size_t count)
{
    result_report report;
    memset(&report, 0, sizeof(report));
    report.agency = base_str_c("某局");
    report.year = 2017;
    report.findings = findings;
    report.finding_count = count;
    return report;
}

static void names_are_those_of_the_schema(void **state)
{
    (void)state;
    assert_string_equal(result_outcome_name(RESULT_NOT_APPLICABLE), "not_applicable");
    assert_string_equal(result_outcome_name((result_outcome)9), "?");
    assert_string_equal(result_kind_name(RESULT_LIMIT), "limit");
    assert_string_equal(result_status_name(RESULT_UNCHECKED), "unchecked");
    assert_string_equal(result_severity_name(HECHA_NOTICE), "notice");
    assert_string_equal(result_severity_name((hecha_severity)0), "?");
}

static void counts_outcomes(void **state)
{
    result_rule rules[4];
    result_report report = report_of(NULL, 0);
    (void)state;
    memset(rules, 0, sizeof(rules));
    rules[1].outcome = RESULT_FAILED;
    rules[3].outcome = RESULT_FAILED;
    rules[2].outcome = RESULT_NOT_EVALUATED;
    report.rules = rules;
    report.rule_count = 4;
    assert_int_equal(result_count(&report, RESULT_PASSED), 1);
    assert_int_equal(result_count(&report, RESULT_FAILED), 2);
    assert_int_equal(result_count(&report, RESULT_NOT_APPLICABLE), 0);
    assert_int_equal(result_count(&report, RESULT_NOT_EVALUATED), 1);
}

static void sorts_by_place_then_rule_then_message(void **state)
{
    result_finding findings[] = {at("p/B", "m", 2, 1), at("p/A", "n", 2, 1), at("p/A", "m", 2, 1),
                                 at("p/Z", "m", 1, 9), at("p/Z", "m", 2, 0), at("p/Y", "m", 0, 0)};
    const char *rules[] = {"p/Y", "p/Z", "p/Z", "p/A", "p/A", "p/B"};
    result_report report = report_of(findings, 6);
    (void)state;
    result_sort(&report);
    for (size_t i = 0; i < 6; i++)
        assert_true(base_str_eq_c(findings[i].rule, rules[i]));
    assert_true(base_str_eq_c(findings[3].message, "m"));
    assert_int_equal(findings[1].location.block, 1);
}

static void sorting_many_is_stable(void **state)
{
    enum { COUNT = 777 };
    result_finding *findings = calloc(COUNT, sizeof(*findings));
    (void)state;
    assert_non_null(findings);
    for (size_t i = 0; i < COUNT; i++) {
        findings[i] = at("p/A", "m", (uint32_t)(i * 7919 % 10), 0);
        findings[i].related_count = i; /* the order of arrival, not compared */
    }
    result_report report = report_of(findings, COUNT);
    result_sort(&report);
    for (size_t i = 1; i < COUNT; i++) {
        assert_true(findings[i - 1].location.block <= findings[i].location.block);
        if (findings[i - 1].location.block == findings[i].location.block)
            assert_true(findings[i - 1].related_count < findings[i].related_count);
    }
    free(findings);
}

static void fingerprints_know_figures_not_places(void **state)
{
    base_arena *arena = base_arena_new(0);
    result_finding one = at("p/A", "甲", 3, 4), other = at("p/A", "乙", 30, 40);
    (void)state;
    compares(&one, "申请答复数", "=", "5", "7");
    compares(&other, "申请答复数", "=", "5", "7");
    result_report first = report_of(&one, 1), second = report_of(&other, 1);
    second.path = base_str_c("elsewhere.doc");
    assert_int_equal(result_fingerprint(arena, &first), 0);
    assert_int_equal(result_fingerprint(arena, &second), 0);
    assert_int_equal(one.fingerprint.len, 32);
    assert_int_equal(strspn(one.fingerprint.ptr, "0123456789abcdef"), 32);
    assert_true(base_str_eq(one.fingerprint, other.fingerprint));
    compares(&other, "申请答复数", "=", "6", "7");
    other.fingerprint = base_str_n(NULL, 0);
    assert_int_equal(result_fingerprint(arena, &second), 0);
    assert_false(base_str_eq(one.fingerprint, other.fingerprint));
    compares(&other, "申请答复数", "=", "5", "7");
    other.fingerprint = base_str_n(NULL, 0);
    second.year = 2018;
    assert_int_equal(result_fingerprint(arena, &second), 0);
    assert_false(base_str_eq(one.fingerprint, other.fingerprint));
    base_arena_free(arena);
}

static void equal_findings_get_ordinals(void **state)
{
    base_arena *arena = base_arena_new(0);
    result_finding findings[] = {at("p/W01", "错别字", 9, 0), at("p/W01", "错别字", 5, 0)};
    result_finding alone = at("p/W01", "错别字", 1, 0);
    result_report report = report_of(findings, 2), single = report_of(&alone, 1);
    (void)state;
    assert_int_equal(result_fingerprint(arena, &report), 0);
    assert_int_equal(result_fingerprint(arena, &single), 0);
    assert_int_equal(findings[0].location.block, 5);
    assert_false(base_str_eq(findings[0].fingerprint, findings[1].fingerprint));
    assert_true(base_str_eq(findings[0].fingerprint, alone.fingerprint));
    base_arena_free(arena);
}

/* Findings of another rule, added to those that have theirs. */
static void fingerprints_stay(void **state)
{
    base_arena *arena = base_arena_new(0);
    result_finding whole[] = {at("p/A", "m", 2, 0), at("p/B", "m", 1, 0), at("p/B", "m", 3, 0)};
    result_finding parts[] = {at("p/A", "m", 2, 0), at("p/B", "m", 1, 0), at("p/B", "m", 3, 0)};
    result_report at_once = report_of(whole, 3), first = report_of(parts, 1);
    result_report then = report_of(parts, 3);
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        compares(&whole[i], "x", "=", "5", "7");
        compares(&parts[i], "x", "=", "5", "7");
        whole[i].location.row = parts[i].location.row = 4;
    }
    whole[0].location.block = parts[0].location.block = 3; /* repeated by a finding of B */
    assert_int_equal(result_fingerprint(arena, &at_once), 0);
    assert_int_equal(result_fingerprint(arena, &first), 0);
    const char *kept = parts[0].fingerprint.ptr;
    assert_int_equal(result_fingerprint(arena, &then), 0);
    for (size_t i = 0; i < 3; i++) {
        assert_true(base_str_eq(whole[i].rule, parts[i].rule));
        assert_true(base_str_eq(whole[i].fingerprint, parts[i].fingerprint));
        assert_true(base_str_eq(whole[i].because, parts[i].because));
    }
    assert_ptr_equal(parts[1].fingerprint.ptr, kept);
    assert_true(base_str_eq(parts[2].because, parts[1].fingerprint));
    base_arena_free(arena);
}

static void fields_do_not_run_into_each_other(void **state)
{
    base_arena *arena = base_arena_new(0);
    result_finding one = at("p/A", "m", 1, 1), other = at("p/A", "m", 1, 1);
    result_report first = report_of(&one, 1), second = report_of(&other, 1);
    (void)state;
    compares(&one, "x", "=", "1", "23");
    compares(&other, "x", "=", "12", "3");
    assert_int_equal(result_fingerprint(arena, &first), 0);
    assert_int_equal(result_fingerprint(arena, &second), 0);
    assert_false(base_str_eq(one.fingerprint, other.fingerprint));
    base_arena_free(arena);
}

static void the_same_comparison_of_another_rule_is_folded(void **state)
{
    base_arena *arena = base_arena_new(0);
    result_finding findings[6];
    result_report report = report_of(findings, 6);
    (void)state;
    for (size_t i = 0; i < 6; i++) {
        static const char *const rules[] = {"p/A", "p/B", "p/A", "p/C", "p/D", "p/E"};
        findings[i] = at(rules[i], "m", 3, 4);
        compares(&findings[i], "x", "=", "5", "7");
    }
    findings[3].evidence.relation = base_str_c("≤");
    findings[4].location.row = 5;
    findings[5].has_evidence = 0;
    assert_int_equal(result_fingerprint(arena, &report), 0);
    /* sorted: A A B C E, then D in its row */
    assert_int_equal(findings[0].because.len, 0);
    assert_int_equal(findings[1].because.len, 0);
    assert_true(base_str_eq_c(findings[2].rule, "p/B"));
    assert_true(base_str_eq(findings[2].because, findings[0].fingerprint));
    for (size_t i = 3; i < 6; i++)
        assert_int_equal(findings[i].because.len, 0);
    base_arena_free(arena);
}

/* A finding that a figure in `row` is off by `difference`, against figures in the rows given. */
static result_finding off_by(const char *rule, uint32_t row, const char *difference,
                             result_term *terms, size_t term_count, const char *arithmetic)
{
    result_finding finding = at(rule, rule, 3, row);
    compares(&finding, "x", "=", "5", "7");
    finding.evidence.difference = base_str_c(difference);
    finding.evidence.terms = terms;
    finding.evidence.term_count = term_count;
    finding.evidence.arithmetic = base_str_c(arithmetic);
    return finding;
}

static result_term term_in(uint32_t row)
{
    result_term term;
    memset(&term, 0, sizeof(term));
    term.place.block = 3;
    term.place.row = row;
    return term;
}

/* Row 4 states 5, its parts in rows 5 and 6 give 7; the prose in row 9 says 7 of row 4; a warning
 * in row 2 adds row 4 to something. All would hold if row 4 were 2 more. */
static void one_wrong_figure_is_one_cause(void **state)
{
    base_arena *arena = base_arena_new(0);
    result_term parts[] = {term_in(5), term_in(6)}, whole[] = {term_in(4)},
                sums[] = {term_in(4), term_in(8)};
    result_finding findings[] = {
        off_by("p/E", 2, "2", sums, 2, "5+1"),
        off_by("p/A", 4, "-2", parts, 2, "3+4"),
        off_by("p/P", 9, "2", whole, 1, ""),
        off_by("p/Q", 10, "3", whole, 1, ""),   /* another difference */
        off_by("p/R", 11, "2", sums, 2, "5×1"), /* not a sum */
        off_by("p/P", 12, "2", whole, 1, ""),
    };
    result_report report = report_of(findings, 6);
    (void)state;
    findings[0].severity = HECHA_WARNING;
    assert_int_equal(result_fingerprint(arena, &report), 0);
    assert_int_equal(findings[1].because.len, 0);
    assert_true(base_str_eq(findings[0].because, findings[1].fingerprint));
    assert_true(base_str_eq(findings[2].because, findings[1].fingerprint));
    assert_int_equal(findings[3].because.len, 0);
    assert_int_equal(findings[4].because.len, 0);
    assert_true(base_str_eq(findings[5].because, findings[1].fingerprint));
    base_arena_free(arena);
}

static void lack_of_memory_is_an_error(void **state)
{
    base_arena *arena = base_arena_new(16);
    result_finding findings[] = {at("p/A", "m", 1, 1), at("p/B", "m", 1, 1)};
    result_report report = report_of(findings, 2);
    (void)state;
    assert_int_equal(result_fingerprint(arena, &report), HECHA_E_MEMORY);
    report.finding_count = 0;
    assert_int_equal(result_fingerprint(arena, &report), 0);
    base_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_those_of_the_schema),
        cmocka_unit_test(counts_outcomes),
        cmocka_unit_test(sorts_by_place_then_rule_then_message),
        cmocka_unit_test(sorting_many_is_stable),
        cmocka_unit_test(fingerprints_know_figures_not_places),
        cmocka_unit_test(fingerprints_stay),
        cmocka_unit_test(equal_findings_get_ordinals),
        cmocka_unit_test(fields_do_not_run_into_each_other),
        cmocka_unit_test(the_same_comparison_of_another_rule_is_folded),
        cmocka_unit_test(one_wrong_figure_is_one_cause),
        cmocka_unit_test(lack_of_memory_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
