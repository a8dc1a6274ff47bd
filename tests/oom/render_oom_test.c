/* Every format with each allocation refused in turn: the buffer says that it failed, or what was
 * written is what is written otherwise. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "failing_malloc.h"
#include "render/render.h"

#define S(text)                                                                                    \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }

static base_place at(uint32_t line)
{
    base_place place;
    memset(&place, 0, sizeof(place));
    place.line = line;
    place.text = base_str_c("<5>");
    return place;
}

static void write_all(base_buf *out, const render_results *renderer)
{
    base_str causes[] = {S("重复计入")};
    result_term terms[2];
    base_place related[] = {at(12), at(13)};
    result_finding findings[2];
    result_rule rules[] = {{S("p/A"),
                            RESULT_FAILED,
                            RESULT_KIND_NONE,
                            S(""),
                            S(""),
                            S(""),
                            {0, 3, 0, 0},
                            0,
                            0,
                            RESULT_WITHOUT_OTHERS},
                           {S("p/B"),
                            RESULT_NOT_EVALUATED,
                            RESULT_ERROR,
                            S(""),
                            S("错"),
                            S(""),
                            {0},
                            0,
                            0,
                            RESULT_WITHOUT_OTHERS},
                           {S("p/C"),
                            RESULT_NOT_APPLICABLE,
                            RESULT_KIND_NONE,
                            S(""),
                            S("无"),
                            S(""),
                            {0},
                            0,
                            0,
                            RESULT_WITH_OTHERS}};
    render_rule known[] = {{S("p/A"), S("甲"), S("依据"), S("理由"), S("exact"), HECHA_ERROR}};
    render_idle idle[] = {{S("p/C"), S("无")}};
    render_pack packs[] = {{.name = S("p"), .version = S("1.0.0")}};
    render_skipped skipped[] = {{S("a.png"), S("不是报告")}};
    base_str broken[] = {S("x.lua:1: 错")};
    render_summary summary = {2, 2, 0, 0, 1, 1, 0, 0, 1};
    result_report report, bad;
    render_run run;
    memset(terms, 0, sizeof(terms));
    terms[0].label = base_str_c("当面");
    terms[0].value = base_str_c("2");
    terms[1].label = base_str_c("网络");
    terms[1].value = base_str_c("5");
    terms[1].place = at(9);
    memset(findings, 0, sizeof(findings));
    findings[0].rule = rules[0].rule;
    findings[0].title = base_str_c("甲");
    findings[0].severity = HECHA_ERROR;
    findings[0].message = base_str_c("为 5，应为 7");
    findings[0].fingerprint = base_str_c("0000000000000000000000000000000a");
    findings[0].location = at(7);
    findings[0].related = related;
    findings[0].related_count = 2;
    findings[0].has_evidence = 1;
    findings[0].evidence =
        (result_evidence){S("收到"), S("≤"),  S("5"), S("7"), S("-2"), 5,      S("2+5"), S(""),
                          S("舍入"), S("若"), terms,  2,      1,       causes, 1};
    findings[1] = findings[0];
    findings[1].fingerprint = base_str_c("0000000000000000000000000000000b");
    findings[1].because = findings[0].fingerprint;
    memset(&report, 0, sizeof(report));
    report.path = base_str_c("a.txt");
    report.agency = base_str_c("局");
    report.year = 2017;
    report.findings = findings;
    report.finding_count = 2;
    report.rules = rules;
    report.rule_count = 3;
    memset(&bad, 0, sizeof(bad));
    bad.path = base_str_c("b.txt");
    bad.status = RESULT_UNREADABLE;
    bad.problem = base_str_c("坏");
    memset(&run, 0, sizeof(run));
    run.packs = packs;
    run.pack_count = 1;
    run.rules = known;
    run.rule_count = 1;
    run.broken = broken;
    run.broken_count = 1;
    run.idle = idle;
    run.idle_count = 1;
    run.fail_on = HECHA_ERROR;
    renderer->begin(out, &run);
    renderer->report(out, &run, &report, 1);
    renderer->report(out, &run, &bad, 2);
    if (renderer->aside != NULL) {
        renderer->aside(out, &run, &report, 1);
        renderer->aside(out, &run, &bad, 2);
    }
    if (renderer->summary != NULL)
        renderer->summary(out, &run, &summary, skipped, 1);
    renderer->end(out, &run, &summary, skipped, 1);
}

static void formats_survive(void **state)
{
    (void)state;
    for (int format = HECHA_FORMAT_TEXT; format <= HECHA_FORMAT_MD; format++) {
        const render_results *renderer = render_results_of((hecha_format)format);
        base_buf whole;
        long refused = 0;
        assert_non_null(renderer);
        base_buf_init(&whole);
        write_all(&whole, renderer);
        assert_false(base_buf_failed(&whole));
        assert_true(whole.len > 300);
        for (long nth = 1;; nth++) {
            base_buf out;
            long alive = failing_malloc_alive();
            base_buf_init(&out);
            failing_malloc_arm_own(nth);
            write_all(&out, renderer);
            int hit = failing_malloc_disarm();
            if (!base_buf_failed(&out) && !base_str_eq(base_buf_str(&out), base_buf_str(&whole)))
                fail_msg("format %d, allocation %ld refused: %s", format, nth, out.ptr);
            base_buf_dispose(&out);
            assert_int_equal(failing_malloc_alive(), alive);
            if (!hit)
                break;
            refused++;
        }
        assert_true(refused > 3);
        base_buf_dispose(&whole);
    }
    assert_null(render_results_of((hecha_format)99));
}

static void stubs_survive(void **state)
{
    (void)state;
    form_row rows[3];
    memset(rows, 0, sizeof(rows));
    const char *names[] = {"甲", "乙", "乙"};
    for (int i = 0; i < 3; i++) {
        rows[i].label = rows[i].key = rows[i].name = base_str_c(names[i]);
        rows[i].path = base_str_c(i == 2 ? "甲/乙" : names[i]);
        rows[i].parent = i == 2 ? 0 : -1;
    }
    form shown;
    memset(&shown, 0, sizeof(shown));
    shown.name = base_str_c("p/f");
    shown.title = base_str_c("表");
    shown.rows = rows;
    shown.count = 3;
    const form *forms[] = {&shown};
    for (long nth = 1;; nth++) {
        base_buf out;
        long alive = failing_malloc_alive();
        base_buf_init(&out);
        failing_malloc_arm_own(nth);
        int code = render_stubs(&out, HECHA_LANG_EN, forms, 1);
        int hit = failing_malloc_disarm();
        assert_true(code == 0 || (hit && code == HECHA_E_MEMORY));
        if (!hit) {
            assert_non_null(strstr(out.ptr, "---| \"甲/乙\" # p/f\n"));
            assert_non_null(strstr(out.ptr, "---| \"p/f\" # 表\n"));
        }
        base_buf_dispose(&out);
        assert_int_equal(failing_malloc_alive(), alive);
        if (!hit)
            break;
        assert_true(nth < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(formats_survive),
                                       cmocka_unit_test(stubs_survive)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
