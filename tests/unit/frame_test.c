#include "test.h"

#include <stdlib.h>

#include "result/frame.h"

#define S(text) base_str_c(text)

static const base_place cell = {.path = {"b.docx", 6},
                                .part = {"word/document.xml", 17},
                                .ref = {"C12", 3},
                                .text = {"5", 1},
                                .page = 1,
                                .sheet = 2,
                                .table = 3,
                                .paragraph = 4,
                                .block = 5,
                                .line = 6,
                                .column = 7,
                                .row = 8,
                                .cell = 4294967295u};

/* Everything of a report, borrowed by it. */
typedef struct everything {
    result_report report;
    result_finding findings[2];
    result_rule rules[2];
    result_term terms[2];
    base_str causes[2], forms[2];
    base_place related[2];
} everything;

static void fill_finding(everything *all)
{
    result_finding *finding = &all->findings[0];
    result_evidence *evidence = &finding->evidence;
    finding->rule = S("gov/A03");
    finding->title = S("答复数");
    finding->severity = HECHA_WARNING;
    finding->message = S("申请答复数为 5");
    finding->fingerprint = S("0123456789abcdef0123456789abcdef");
    finding->because = S("ff");
    finding->location = cell;
    finding->location.path = all->report.path;
    all->related[0].line = 3;
    all->related[1].path = S("other.txt");
    finding->related = all->related;
    finding->related_count = 2;
    finding->related_omitted = 5;
    finding->quote = S("（三）申请答复数 | 件 | 5");
    finding->has_evidence = 1;
    evidence->subject = S("申请答复数");
    evidence->relation = S("=");
    evidence->stated = S("5");
    evidence->expected = S("7");
    evidence->difference = S("-2");
    evidence->rounded = RESULT_ROUNDED_STATED | RESULT_ROUNDED_DIFFERENCE;
    evidence->arithmetic = S("2+5");
    evidence->tolerance = S("1");
    evidence->condition = S("a = 1");
    all->terms[0] = (result_term){S("甲"), S("2"), S("number"), cell};
    all->terms[1].label = S("乙");
    evidence->terms = all->terms;
    evidence->term_count = 2;
    evidence->term_omitted = 300;
    all->causes[0] = S("可能");
    evidence->causes = all->causes;
    evidence->cause_count = 2;
    all->findings[1].severity = HECHA_NOTICE;
}

static void full_report(everything *all)
{
    result_report *report = &all->report;
    memset(all, 0, sizeof(*all));
    report->path = S("a/\xFF\xFE.docx"); /* a path is bytes */
    report->format = S("docx");
    report->sha256 = S("aa");
    report->title = S("标题");
    report->agency = S("某局");
    report->year = 2017;
    report->date = S("2018-01-12");
    report->period_from = S("2017-01-01");
    report->period_to = S("2017-12-31");
    all->forms[0] = S("gov/gk-2014");
    all->forms[1] = S("gov/gk-2018");
    report->forms = all->forms;
    report->form_count = 2;
    report->packs_because = S("因为");
    report->status = RESULT_PARTLY;
    report->problem_code = HECHA_E_UNSUPPORTED;
    report->problem = S("问题");
    fill_finding(all);
    report->findings = all->findings;
    report->finding_count = 2;
    all->rules[0] = (result_rule){S("gov/A03"),
                                  RESULT_FAILED,
                                  RESULT_KIND_NONE,
                                  S(""),
                                  S(""),
                                  S("日志\n"),
                                  {0, 1, 0, 70000},
                                  0,
                                  0,
                                  RESULT_WITHOUT_OTHERS};
    all->rules[1] = (result_rule){
        S("gov/A04"), RESULT_NOT_EVALUATED,   RESULT_LIMIT, S("cpu"),          S("原因"), S(""),
        {0},          UINT64_C(0x123456789a), UINT64_MAX,   RESULT_WITH_OTHERS};
    report->rules = all->rules;
    report->rule_count = 2;
    report->digest = base_str_n("\xFF\0\x01", 3); /* any bytes */
}

static void assert_str(base_str a, base_str b)
{
    assert_true(base_str_eq(a, b));
}

static void assert_place(const base_place *a, const base_place *b)
{
    assert_str(a->path, b->path);
    assert_str(a->part, b->part);
    assert_str(a->ref, b->ref);
    assert_str(a->text, b->text);
    assert_int_equal(a->page, b->page);
    assert_int_equal(a->sheet, b->sheet);
    assert_int_equal(a->table, b->table);
    assert_int_equal(a->paragraph, b->paragraph);
    assert_int_equal(a->block, b->block);
    assert_int_equal(a->line, b->line);
    assert_int_equal(a->column, b->column);
    assert_int_equal(a->row, b->row);
    assert_int_equal(a->cell, b->cell);
}

static void assert_evidence(const result_evidence *a, const result_evidence *b)
{
    assert_str(a->subject, b->subject);
    assert_str(a->relation, b->relation);
    assert_str(a->stated, b->stated);
    assert_str(a->expected, b->expected);
    assert_str(a->difference, b->difference);
    assert_int_equal(a->rounded, b->rounded);
    assert_str(a->arithmetic, b->arithmetic);
    assert_str(a->tolerance, b->tolerance);
    assert_str(a->condition, b->condition);
    assert_int_equal(a->term_count, b->term_count);
    for (size_t i = 0; i < a->term_count; i++) {
        assert_str(a->terms[i].label, b->terms[i].label);
        assert_str(a->terms[i].value, b->terms[i].value);
        assert_str(a->terms[i].state, b->terms[i].state);
        assert_place(&a->terms[i].place, &b->terms[i].place);
    }
    assert_int_equal(a->term_omitted, b->term_omitted);
    assert_int_equal(a->cause_count, b->cause_count);
    for (size_t i = 0; i < a->cause_count; i++)
        assert_str(a->causes[i], b->causes[i]);
}

static void assert_finding(const result_finding *a, const result_finding *b)
{
    assert_str(a->rule, b->rule);
    assert_str(a->title, b->title);
    assert_int_equal(a->severity, b->severity);
    assert_str(a->message, b->message);
    assert_str(a->fingerprint, b->fingerprint);
    assert_str(a->because, b->because);
    assert_place(&a->location, &b->location);
    assert_int_equal(a->related_omitted, b->related_omitted);
    assert_int_equal(a->related_count, b->related_count);
    for (size_t i = 0; i < a->related_count; i++)
        assert_place(&a->related[i], &b->related[i]);
    assert_str(a->quote, b->quote);
    assert_int_equal(a->has_evidence, b->has_evidence);
    assert_evidence(&a->evidence, &b->evidence);
}

static void assert_head(const result_report *a, const result_report *b)
{
    assert_str(a->path, b->path);
    assert_str(a->format, b->format);
    assert_str(a->sha256, b->sha256);
    assert_str(a->title, b->title);
    assert_str(a->agency, b->agency);
    assert_int_equal(a->year, b->year);
    assert_str(a->date, b->date);
    assert_str(a->period_from, b->period_from);
    assert_str(a->period_to, b->period_to);
    assert_int_equal(a->form_count, b->form_count);
    for (size_t i = 0; i < a->form_count; i++)
        assert_str(a->forms[i], b->forms[i]);
    assert_str(a->packs_because, b->packs_because);
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->problem_code, b->problem_code);
    assert_str(a->problem, b->problem);
}

static void assert_report(const result_report *a, const result_report *b)
{
    assert_head(a, b);
    assert_int_equal(a->finding_count, b->finding_count);
    for (size_t i = 0; i < a->finding_count; i++)
        assert_finding(&a->findings[i], &b->findings[i]);
    assert_int_equal(a->rule_count, b->rule_count);
    for (size_t i = 0; i < a->rule_count; i++) {
        assert_str(a->rules[i].rule, b->rules[i].rule);
        assert_int_equal(a->rules[i].outcome, b->rules[i].outcome);
        assert_int_equal(a->rules[i].kind, b->rules[i].kind);
        assert_str(a->rules[i].limit, b->rules[i].limit);
        assert_str(a->rules[i].reason, b->rules[i].reason);
        assert_int_equal(a->rules[i].others, b->rules[i].others);
        assert_str(a->rules[i].log, b->rules[i].log);
        assert_true(a->rules[i].work == b->rules[i].work);
        assert_true(a->rules[i].nanoseconds == b->rules[i].nanoseconds);
        assert_memory_equal(a->rules[i].omitted, b->rules[i].omitted, sizeof(a->rules[i].omitted));
    }
    assert_str(a->digest, b->digest);
}

static void written(base_buf *frame)
{
    everything all;
    full_report(&all);
    base_buf_init(frame);
    result_frame_write(frame, &all.report);
    assert_false(base_buf_failed(frame));
}

static void what_is_written_is_read(void **state)
{
    base_buf frame;
    everything all;
    result_report *back;
    base_arena *arena = base_arena_new(0);
    hecha_err err = base_err_init(HECHA_LANG_EN);
    (void)state;
    full_report(&all);
    base_buf_init(&frame);
    result_frame_write(&frame, &all.report);
    assert_int_equal(result_frame_read(arena, base_buf_str(&frame), &back, &err), 0);
    base_buf_dispose(&frame); /* the strings are copies */
    assert_report(&all.report, back);
    base_arena_free(arena);
}

static void a_copy_lacks_the_digest_alone(void **state)
{
    base_arena *arena = base_arena_new(0);
    base_buf frame, copy, bare;
    everything all;
    result_report *back = NULL;
    (void)state;
    base_buf_init(&frame);
    base_buf_init(&copy);
    base_buf_init(&bare);
    full_report(&all);
    for (int round = 0; round < 2; round++) {
        base_buf_clear(&frame);
        base_buf_clear(&copy);
        base_buf_clear(&bare);
        all.report.digest = base_str_n("\xFF\0digest", round == 0 ? 8 : 0);
        result_frame_write(&frame, &all.report);
        assert_int_equal(result_frame_read(arena, base_buf_str(&frame), &back, NULL), 0);
        result_frame_copy_bare(&copy, base_buf_str(&frame), back);
        all.report.digest = base_str_n(NULL, 0);
        result_frame_write(&bare, &all.report);
        assert_int_equal(copy.len, bare.len);
        assert_memory_equal(copy.ptr, bare.ptr, bare.len);
    }
    base_buf_dispose(&frame);
    base_buf_dispose(&copy);
    base_buf_dispose(&bare);
    base_arena_free(arena);
}

static void an_empty_report_too(void **state)
{
    base_buf frame;
    result_report empty, *back;
    base_arena *arena = base_arena_new(0);
    (void)state;
    memset(&empty, 0, sizeof(empty));
    base_buf_init(&frame);
    result_frame_write(&frame, &empty);
    assert_int_equal(result_frame_read(arena, base_buf_str(&frame), &back, NULL), 0);
    assert_report(&empty, back);
    base_buf_dispose(&frame);
    base_arena_free(arena);
}

static void truncations_are_refused(void **state)
{
    base_buf frame;
    base_arena *arena = base_arena_new(0);
    (void)state;
    written(&frame);
    for (size_t length = 0; length < frame.len; length++) {
        result_report *back;
        hecha_err err = base_err_init(HECHA_LANG_ZH);
        char *exact = malloc(length + 1); /* so that a sanitizer sees a read past the end */
        assert_non_null(exact);
        memcpy(exact, frame.ptr, length);
        assert_int_equal(result_frame_read(arena, base_str_n(exact, length), &back, &err),
                         HECHA_E_FORMAT);
        assert_null(back);
        assert_int_equal(err.code, HECHA_E_FORMAT);
        free(exact);
        base_arena_reset(arena);
    }
    base_buf_add_byte(&frame, 0); /* one byte too many */
    result_report *back;
    assert_int_equal(result_frame_read(arena, base_buf_str(&frame), &back, NULL), HECHA_E_FORMAT);
    base_buf_dispose(&frame);
    base_arena_free(arena);
}

/* A report that was accepted must be whole: it can be written and read again. */
static void corruption_is_refused_or_valid(void **state)
{
    base_buf frame, again;
    base_arena *arena = base_arena_new(0);
    uint32_t random = 12345;
    size_t accepted = 0;
    (void)state;
    written(&frame);
    base_buf_init(&again);
    for (int round = 0; round < 20000; round++) {
        result_report *back, *twice;
        random = random * 1664525u + 1013904223u;
        size_t position = (random >> 8) % frame.len;
        char kept = frame.ptr[position];
        frame.ptr[position] = (char)(random >> 3);
        int code = result_frame_read(arena, base_buf_str(&frame), &back, NULL);
        frame.ptr[position] = kept;
        assert_true(code == 0 || code == HECHA_E_FORMAT);
        if (code == 0) {
            accepted++;
            base_buf_clear(&again);
            result_frame_write(&again, back);
            assert_int_equal(result_frame_read(arena, base_buf_str(&again), &twice, NULL), 0);
            assert_report(back, twice);
        }
        base_arena_reset(arena);
    }
    assert_true(accepted > 0 && accepted < 20000);
    base_buf_dispose(&frame);
    base_buf_dispose(&again);
    base_arena_free(arena);
}

static void huge_counts_allocate_nothing(void **state)
{
    base_buf frame;
    result_report empty, *back;
    base_arena *arena = base_arena_new(0);
    (void)state;
    memset(&empty, 0, sizeof(empty));
    base_buf_init(&frame);
    result_frame_write(&frame, &empty);
    memset(frame.ptr + frame.len - 4, 0xFF, 4); /* the length of the digest */
    assert_int_equal(result_frame_read(arena, base_buf_str(&frame), &back, NULL), HECHA_E_FORMAT);
    assert_true(base_arena_used(arena) < 4096);
    base_buf_dispose(&frame);
    base_arena_free(arena);
}

static void bad_utf8_and_enumerators_are_refused(void **state)
{
    base_buf frame;
    everything all;
    result_report *back;
    base_arena *arena = base_arena_new(0);
    (void)state;
    base_buf_init(&frame);
    full_report(&all);
    all.findings[0].message = S("\xC0\x80");
    result_frame_write(&frame, &all.report);
    assert_int_equal(result_frame_read(arena, base_buf_str(&frame), &back, NULL), HECHA_E_FORMAT);
    base_buf_clear(&frame);
    full_report(&all);
    all.findings[0].severity = HECHA_NEVER;
    result_frame_write(&frame, &all.report);
    assert_int_equal(result_frame_read(arena, base_buf_str(&frame), &back, NULL), HECHA_E_FORMAT);
    base_buf_clear(&frame);
    full_report(&all);
    all.rules[0].outcome = (result_outcome)4;
    result_frame_write(&frame, &all.report);
    assert_int_equal(result_frame_read(arena, base_buf_str(&frame), &back, NULL), HECHA_E_FORMAT);
    base_buf_dispose(&frame);
    base_arena_free(arena);
}

static void lack_of_memory_is_an_error(void **state)
{
    base_buf frame;
    (void)state;
    written(&frame);
    for (size_t limit = 16; limit < 4096; limit += 16) {
        result_report *back;
        base_arena *arena = base_arena_new(limit);
        int code = result_frame_read(arena, base_buf_str(&frame), &back, NULL);
        assert_true(code == 0 || code == HECHA_E_MEMORY);
        base_arena_free(arena);
    }
    base_buf_dispose(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_copy_lacks_the_digest_alone),
        cmocka_unit_test(an_empty_report_too),
        cmocka_unit_test(truncations_are_refused),
        cmocka_unit_test(corruption_is_refused_or_valid),
        cmocka_unit_test(huge_counts_allocate_nothing),
        cmocka_unit_test(bad_utf8_and_enumerators_are_refused),
        cmocka_unit_test(lack_of_memory_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
