#include "test.h"

#include <stdio.h>

#include "result/cap.h"
#include "text/utf8.h"

#define MANY 2500u

typedef struct capped {
    base_arena *arena;
    result_report report;
    result_rule rules[2];
} capped;

static void make(capped *c, size_t findings)
{
    memset(c, 0, sizeof(*c));
    c->arena = base_arena_new(0);
    assert_non_null(c->arena);
    c->rules[0].rule = base_str_c("p/A");
    c->rules[1].rule = base_str_c("p/B");
    c->report.rules = c->rules;
    c->report.rule_count = 2;
    c->report.finding_count = findings;
    c->report.findings = base_arena_array(c->arena, findings, sizeof(result_finding));
    assert_non_null(c->report.findings);
    for (size_t i = 0; i < findings; i++) {
        c->report.findings[i].rule = c->rules[0].rule;
        c->report.findings[i].severity = HECHA_NOTICE;
        c->report.findings[i].location.line = (uint32_t)i + 1;
    }
}

static base_str long_text(const capped *c, size_t characters)
{
    char *text = base_arena_alloc(c->arena, characters * 3);
    assert_non_null(text);
    for (size_t i = 0; i < characters; i++)
        memcpy(text + i * 3, "数", 3);
    return base_str_n(text, characters * 3);
}

static void findings_over_the_limit_are_counted(void **state)
{
    capped c;
    (void)state;
    make(&c, MANY);
    /* An error at the end, found by a rule of the same name with other bytes. */
    char name[] = "p/A";
    c.report.findings[MANY - 1].rule = base_str_c(name);
    c.report.findings[MANY - 1].severity = HECHA_ERROR;
    c.report.findings[7].rule = c.rules[1].rule;
    assert_int_equal(result_cap(c.arena, &c.report), 0);
    /* 1000 of A, the error among them, and the one of B. */
    assert_int_equal(c.report.finding_count, RESULT_MOST_RULE_FINDINGS + 1);
    assert_int_equal(c.report.findings[c.report.finding_count - 1].severity, HECHA_ERROR);
    assert_int_equal(c.report.findings[0].location.line, 1);
    assert_int_equal(c.report.findings[999].location.line, 1000);
    assert_int_equal(result_omitted(&c.rules[0]), MANY - 1 - RESULT_MOST_RULE_FINDINGS);
    assert_int_equal(result_omitted(&c.rules[1]), 0);
    assert_int_equal(result_total(&c.report, HECHA_NOTICE), MANY - 1);
    assert_int_equal(result_total(&c.report, HECHA_ERROR), 1);
    assert_int_equal(result_total(&c.report, HECHA_WARNING), 0);
    base_arena_free(c.arena);
}

static void all_findings_together_have_a_size(void **state)
{
    capped c;
    (void)state;
    make(&c, 900);
    for (size_t i = 0; i < 900; i++) {
        result_finding *finding = &c.report.findings[i];
        finding->related_count = 300;
        finding->related = base_arena_array(c.arena, 300, sizeof(base_place));
        assert_non_null(finding->related);
        finding->related[0].text = long_text(&c, 300);
    }
    assert_int_equal(result_cap(c.arena, &c.report), 0);
    assert_in_range(c.report.finding_count, 400, 700); /* 200 places of 64 bytes, 900 of text */
    assert_int_equal(result_total(&c.report, HECHA_NOTICE), 900);
    assert_int_equal(c.report.findings[0].related_count, RESULT_MOST_RELATED);
    assert_int_equal(c.report.findings[0].related_omitted, 100);
    base_arena_free(c.arena);
}

static void texts_end_in_dots(void **state)
{
    capped c;
    result_term terms[RESULT_MOST_TERMS + 3];
    (void)state;
    make(&c, 1);
    memset(terms, 0, sizeof(terms));
    result_finding *finding = c.report.findings;
    c.report.title = long_text(&c, RESULT_MOST_TEXT);
    finding->message = long_text(&c, RESULT_MOST_MESSAGE + 1);
    finding->quote = base_str_n("\0\0", 2);
    finding->has_evidence = 1;
    finding->evidence.stated = long_text(&c, 3000);
    finding->evidence.terms = terms;
    finding->evidence.term_count = RESULT_MOST_TERMS + 3;
    assert_int_equal(result_cap(c.arena, &c.report), 0);
    assert_int_equal(text_utf8_length(c.report.title), RESULT_MOST_TEXT);
    assert_true(base_str_ends(c.report.title, base_str_c("数")));
    assert_int_equal(text_utf8_length(finding->message), RESULT_MOST_MESSAGE);
    assert_true(base_str_ends(finding->message, base_str_c("数…")));
    assert_int_equal(finding->quote.len, 2);
    assert_int_equal(text_utf8_length(finding->evidence.stated), RESULT_MOST_TEXT);
    assert_int_equal(finding->evidence.term_count, RESULT_MOST_TERMS);
    assert_int_equal(finding->evidence.term_omitted, 3);
    base_arena_free(c.arena);
}

/* A figure is never cut: half of it would be another figure. */
static void figures_stay_whole(void **state)
{
    capped c;
    char digits[RESULT_MOST_MESSAGE];
    (void)state;
    make(&c, 1);
    memset(digits, '7', sizeof(digits));
    result_evidence *evidence = &c.report.findings[0].evidence;
    c.report.findings[0].has_evidence = 1;
    evidence->stated = evidence->expected = base_str_n(digits, sizeof(digits));
    assert_int_equal(result_cap(c.arena, &c.report), 0);
    assert_int_equal(evidence->stated.len, sizeof(digits));
    assert_int_equal(evidence->expected.len, sizeof(digits));
    base_arena_free(c.arena);
}

static void lack_of_memory_is_told(void **state)
{
    capped c;
    (void)state;
    make(&c, 1);
    c.report.findings[0].message = long_text(&c, RESULT_MOST_MESSAGE + 1);
    base_arena *small = base_arena_new(64);
    assert_non_null(small);
    assert_int_equal(result_cap(small, &c.report), HECHA_E_MEMORY);
    base_arena_free(small);
    base_arena_free(c.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_over_the_limit_are_counted),
        cmocka_unit_test(all_findings_together_have_a_size),
        cmocka_unit_test(texts_end_in_dots),
        cmocka_unit_test(figures_stay_whole),
        cmocka_unit_test(lack_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
