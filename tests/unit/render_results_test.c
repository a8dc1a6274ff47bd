#include "test.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "render/fold.h"
#include "render/place.h"
#include "render/render.h"
#include "render/style.h"
#include "text/width.h"

#define S(text)                                                                                    \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }

/* A report with what results hold, filled by make_report. */
typedef struct sample {
    result_report report;
    result_finding findings[3];
    result_rule rules[5];
    result_term terms[3];
    base_str causes[1];
    base_str forms[1];
    base_place related[2];
} sample;

static base_place at_line(uint32_t line)
{
    base_place place;
    memset(&place, 0, sizeof(place));
    place.path = base_str_c("a/甲.txt");
    place.block = 9;
    place.table = 1;
    place.line = line;
    return place;
}

static void make_evidence(sample *s, result_evidence *evidence)
{
    static const char *const labels[] = {"当面申请数", "网络申请数", "信函申请数"};
    static const char *const values[] = {"2", "5", "0"};
    static const char *const states[] = {"number", "number", "blank"};
    size_t index;
    for (index = 0; index < 3; index++) {
        s->terms[index].label = base_str_c(labels[index]);
        s->terms[index].value = base_str_c(values[index]);
        s->terms[index].state = base_str_c(states[index]);
    }
    s->terms[0].place = at_line(81);
    s->terms[1].place = at_line(85);
    s->causes[0] = base_str_c("“当面申请数”重复计入");
    evidence->subject = base_str_c("收到申请数");
    evidence->relation = base_str_c("=");
    evidence->stated = base_str_c("5");
    evidence->expected = base_str_c("7");
    evidence->difference = base_str_c("-2");
    evidence->arithmetic = base_str_c("2+5+0");
    evidence->terms = s->terms;
    evidence->term_count = 3;
    evidence->causes = s->causes;
    evidence->cause_count = 1;
}

static void make_findings(sample *s)
{
    result_finding *finding = s->findings;
    finding[0].rule = base_str_c("pack/N01");
    finding[0].title = base_str_c("应填报日期");
    finding[0].severity = HECHA_NOTICE;
    finding[0].message = base_str_c("没有填报日期");
    finding[0].fingerprint = base_str_c("0000000000000000000000000000000a");
    finding[1].rule = base_str_c("pack/A03");
    finding[1].title = base_str_c("收到申请数等于各渠道之和");
    finding[1].severity = HECHA_ERROR;
    finding[1].message = base_str_c("收到申请数为 5，应等于 7");
    finding[1].fingerprint = base_str_c("0000000000000000000000000000000b");
    finding[1].location = at_line(78);
    finding[1].location.text = base_str_c("5");
    finding[1].quote = base_str_c("（三）收到申请数 |\t件 | 5");
    finding[1].has_evidence = 1;
    make_evidence(s, &finding[1].evidence);
    s->related[0] = at_line(81);
    s->related[1] = at_line(12);
    s->related[1].table = 0;
    s->related[1].column = 35;
    s->related[1].text = base_str_c("收到申请5件");
    finding[1].related = s->related;
    finding[1].related_count = 2;
    finding[2] = finding[1];
    finding[2].rule = base_str_c("pack/H08");
    finding[2].title = base_str_c("通用合计");
    finding[2].fingerprint = base_str_c("0000000000000000000000000000000c");
    finding[2].because = finding[1].fingerprint;
}

static void make_rules(sample *s)
{
    static const char *const names[] = {"pack/A03", "pack/H02", "pack/H03", "pack/N01", "pack/S04"};
    size_t index;
    for (index = 0; index < 5; index++)
        s->rules[index].rule = base_str_c(names[index]);
    s->rules[0].outcome = RESULT_FAILED;
    s->rules[1].outcome = RESULT_NOT_EVALUATED;
    s->rules[1].kind = RESULT_MISSING;
    s->rules[1].reason = base_str_c("缺少行“制发数”");
    s->rules[2] = s->rules[1];
    s->rules[2].rule = base_str_c(names[2]);
    s->rules[3].outcome = RESULT_FAILED;
    s->rules[3].log = base_str_c("第一行\n第二行");
    s->rules[4].outcome = RESULT_NOT_APPLICABLE;
    s->rules[4].reason = base_str_c("没有收费");
}

static void make_report(sample *s)
{
    memset(s, 0, sizeof(*s));
    make_findings(s);
    make_rules(s);
    s->forms[0] = base_str_c("pack/f-2014");
    s->report.path = base_str_c("a/甲.txt");
    s->report.format = base_str_c("txt");
    s->report.sha256 =
        base_str_c("00000000000000000000000000000000000000000000000000000000000000ff");
    s->report.title = base_str_c("某局年度报告");
    s->report.agency = base_str_c("某局");
    s->report.year = 2016;
    s->report.forms = s->forms;
    s->report.form_count = 1;
    s->report.packs_because = base_str_c("表 f-2014");
    s->report.findings = s->findings;
    s->report.finding_count = 3;
    s->report.rules = s->rules;
    s->report.rule_count = 5;
}

static render_run make_run(hecha_lang lang)
{
    render_run run;
    memset(&run, 0, sizeof(run));
    run.options.lang = lang;
    run.options.width = 100;
    return run;
}

static int has(const base_buf *out, const char *text)
{
    return strstr(out->ptr, text) != NULL;
}

static void text_of(base_buf *out, render_run *run, const result_report *report)
{
    base_buf_init(out);
    render_results_text()->report(out, run, report, 1);
    assert_false(base_buf_failed(out));
}

/* ---- text ---- */

static void text_shows_the_arithmetic(void **state)
{
    sample s;
    base_buf out;
    render_run run = make_run(HECHA_LANG_ZH);
    (void)state;
    make_report(&s);
    text_of(&out, &run, &s.report);
    assert_true(has(&out, "a/甲.txt  错误 2 提示 1  某局  2016年度  [txt]  表：pack/f-2014\n"));
    assert_true(has(&out, "  错误 A03 收到申请数等于各渠道之和\n"));
    assert_true(has(&out, "       第78行：（三）收到申请数 | 件 | 5\n"));
    assert_true(has(&out, "       2+5+0 = 7，报告为 5，差 -2\n"));
    assert_true(has(&out, "       当面申请数 2（第81行）、网络申请数 5（第85行）\n"));
    assert_true(has(&out, "       对照：第12行第35字 “收到申请5件”\n"));
    assert_true(has(&out, "       可能：“当面申请数”重复计入\n"));
    assert_true(has(&out, "       同一差错，另见：H08 通用合计\n"));
    assert_true(has(&out, "  未能判定 H02、H03  数据缺失：缺少行“制发数”\n"));
    assert_true(has(&out, "  5 条规则：不符 2，不适用 1，未能判定 2；共 3 处问题，其中 1 "
                          "处属同一差错，列在“另见”里\n"));
    /* Folded findings are not told twice; nothing that --verbose shows is shown. */
    assert_null(strstr(strstr(out.ptr, "H08") + 1, "H08"));
    assert_false(has(&out, "没有收费"));
    assert_false(has(&out, "第一行"));
    assert_false(has(&out, "\033"));
    base_buf_dispose(&out);
}

/* ≈ stands where a figure is rounded, and only there; in JSON the figures stay plain. */
static void rounded_figures_are_marked(void **state)
{
    sample s;
    base_buf out;
    render_run run = make_run(HECHA_LANG_ZH);
    result_evidence *evidence = &s.findings[1].evidence;
    (void)state;
    make_report(&s);
    evidence->arithmetic = base_str_c("22÷3");
    evidence->expected = base_str_c("7.333333");
    evidence->difference = base_str_c("-2.333333");
    evidence->rounded = RESULT_ROUNDED_EXPECTED | RESULT_ROUNDED_DIFFERENCE;
    text_of(&out, &run, &s.report);
    assert_true(has(&out, "22÷3 ≈ 7.333333，报告为 5，差 ≈-2.333333\n"));
    base_buf_dispose(&out);
    evidence->relation = base_str_c("≤");
    evidence->rounded |= RESULT_ROUNDED_STATED;
    text_of(&out, &run, &s.report);
    assert_true(has(&out, "22÷3 ≈ 7.333333，报告为 ≈5，应 ≤ ≈7.333333，差 ≈-2.333333\n"));
    base_buf_dispose(&out);
    base_buf_init(&out);
    render_results_json()->report(&out, &run, &s.report, 1);
    assert_true(has(&out, "\"expected\":\"7.333333\""));
    assert_true(has(&out, "\"rounded\":[\"stated\",\"expected\",\"difference\"]"));
    base_buf_dispose(&out);
    base_buf_init(&out);
    render_results_html()->report(&out, &run, &s.report, 1);
    assert_true(has(&out, "<td class=\"number\">≈7.333333</td>"));
    base_buf_dispose(&out);
}

static void text_orders_by_severity(void **state)
{
    sample s;
    base_buf out;
    render_run run = make_run(HECHA_LANG_ZH);
    (void)state;
    make_report(&s);
    text_of(&out, &run, &s.report);
    assert_true(strstr(out.ptr, "错误 A03") < strstr(out.ptr, "提示 N01"));
    /* A finding without a place is of the whole report. */
    assert_true(has(&out, "  提示 N01 应填报日期\n       全文：没有填报日期\n"));
    base_buf_dispose(&out);
}

static void text_verbose_shows_all(void **state)
{
    sample s;
    base_buf out;
    render_run run = make_run(HECHA_LANG_ZH);
    (void)state;
    run.options.verbose = 1;
    run.options.color = 1;
    make_report(&s);
    text_of(&out, &run, &s.report);
    assert_true(has(&out, "信函申请数 0"));
    assert_true(has(&out, "S04：没有收费"));
    assert_true(has(&out, "记录 N01：第一行"));
    assert_true(has(&out, "记录 N01：第二行"));
    assert_true(has(&out, "指纹：0000000000000000000000000000000b"));
    assert_true(has(&out, "\033[31m错误\033[0m"));
    base_buf_dispose(&out);
}

static void text_speaks_english(void **state)
{
    sample s;
    base_buf out;
    render_run run = make_run(HECHA_LANG_EN);
    (void)state;
    make_report(&s);
    text_of(&out, &run, &s.report);
    assert_true(has(&out, "  error   A03 "));
    assert_true(has(&out, "line 78: （三）收到申请数 | 件 | 5\n"));
    assert_true(has(&out, "2+5+0 = 7, the report says 5, difference -2\n"));
    assert_true(has(&out, "compare: line 12, character 35 \"收到申请5件\"\n"));
    assert_true(has(&out, "  not evaluated H02, H03  data missing: "));
    base_buf_dispose(&out);
}

static void text_of_other_relations(void **state)
{
    sample s;
    base_buf out;
    render_run run = make_run(HECHA_LANG_ZH);
    result_evidence *evidence = &s.findings[1].evidence;
    (void)state;
    make_report(&s);
    evidence->relation = base_str_c("≤");
    text_of(&out, &run, &s.report);
    assert_true(has(&out, "2+5+0 = 7，报告为 5，应 ≤ 7，差 -2\n"));
    base_buf_dispose(&out);
    evidence->arithmetic = base_str_n(NULL, 0);
    evidence->term_count = 1;
    text_of(&out, &run, &s.report);
    assert_true(has(&out, "应 ≤ 7（当面申请数，第81行），报告为 5，差 -2\n"));
    base_buf_dispose(&out);
    evidence->relation = base_str_c("=");
    evidence->tolerance = base_str_c("0.5");
    evidence->subject = base_str_c("别的数");
    text_of(&out, &run, &s.report);
    assert_true(
        has(&out, "应为 7（当面申请数，第81行），报告的别的数为 5，差 -2（允许误差 ±0.5）\n"));
    base_buf_dispose(&out);
}

static void text_cuts_long_quotes(void **state)
{
    sample s;
    base_buf out, quote;
    render_run run = make_run(HECHA_LANG_ZH);
    int index;
    (void)state;
    make_report(&s);
    base_buf_init(&quote);
    for (index = 0; index < 200; index++)
        base_buf_add_c(&quote, index == 150 ? "共５件" : "某");
    s.findings[1].quote = base_buf_str(&quote);
    s.findings[1].location.text = base_str_c("５件");
    run.options.width = 1000;
    text_of(&out, &run, &s.report);
    const char *at = strstr(out.ptr, "第78行：…某");
    assert_non_null(at);
    assert_non_null(strstr(at, "某共５件某"));
    assert_true(strchr(at, '\n') - at < 600);
    base_buf_dispose(&out);
    run.options.verbose = 1;
    text_of(&out, &run, &s.report);
    assert_true(has(&out, quote.ptr));
    base_buf_dispose(&out);
    base_buf_dispose(&quote);
}

static void text_clean_report_is_one_line(void **state)
{
    sample s;
    base_buf out;
    render_run run = make_run(HECHA_LANG_ZH);
    (void)state;
    make_report(&s);
    s.report.finding_count = 0;
    s.rules[1] = s.rules[2] = s.rules[4];
    s.rules[0].outcome = s.rules[3].outcome = RESULT_PASSED;
    text_of(&out, &run, &s.report);
    assert_string_equal(out.ptr, "a/甲.txt  无问题  某局  2016年度  [txt]  表：pack/f-2014  "
                                 "5 条规则：通过 2，不适用 3\n");
    base_buf_dispose(&out);
}

static void text_tells_what_was_not_read(void **state)
{
    sample s;
    base_buf out;
    render_run run = make_run(HECHA_LANG_ZH);
    (void)state;
    memset(&s, 0, sizeof(s));
    s.report.path = base_str_c("坏\033[2J.docx");
    s.report.status = RESULT_UNREADABLE;
    s.report.problem = base_str_c("文件已损坏");
    text_of(&out, &run, &s.report);
    /* A name cannot steer the terminal. */
    assert_string_equal(out.ptr, "坏<U+001B>[2J.docx  无法读取：文件已损坏\n");
    base_buf_dispose(&out);
    s.report.path = base_str_c("b.txt");
    s.report.status = RESULT_UNCHECKED;
    s.report.problem = base_str_n(NULL, 0);
    text_of(&out, &run, &s.report);
    assert_string_equal(out.ptr, "b.txt  未检查：没有适用的规则包\n");
    base_buf_dispose(&out);
    make_report(&s);
    s.report.status = RESULT_PARTLY;
    s.report.problem = base_str_c("有一张图片未读");
    text_of(&out, &run, &s.report);
    assert_true(has(&out, "  只读出一部分：有一张图片未读\n"));
    base_buf_dispose(&out);
}

static void text_summary(void **state)
{
    base_buf out;
    render_run run = make_run(HECHA_LANG_ZH);
    render_summary summary = {10, 4, 0, 2, 1, 1, 2, 3, 3};
    render_skipped skipped[] = {{S("a.png"), S("不是报告")}};
    base_str broken[] = {S("rules/x.lua:3: 缺少 title")};
    (void)state;
    run.broken = broken;
    run.broken_count = 1;
    base_buf_init(&out);
    render_results_text()->end(&out, &run, &summary, skipped, 1);
    assert_string_equal(
        out.ptr,
        "跳过 1 个文件：\n"
        "  a.png：不是报告\n"
        "有 1 处规则或规则包无法载入，没有运行：\n"
        "  rules/x.lua:3: 缺少 title\n"
        "共 10 份报告：有问题 3，无问题 3，未核完 1，未检查 2，无法读取 1；错误 4，提示 2，"
        "未能判定 1\n");
    base_buf_dispose(&out);
}

static void lines_keep_to_the_width(void **state)
{
    render_options options = {HECHA_LANG_ZH, 0, 0, 40};
    render_line line;
    base_buf out;
    const char *at, *end;
    (void)state;
    base_buf_init(&out);
    render_line_init(&line, &out, &options);
    render_line_indent(&line, 2);
    render_line_add(&line, base_str_c("申请答复数应等于属于已主动公开范围数、同意公开答复数，"
                                      "（不同渠道和方式公开相同信息计1条）abcdef ghijkl mnopqr"));
    render_line_end(&line, 6, RENDER_PLAIN);
    render_line_dispose(&line);
    for (at = out.ptr; *at != '\0'; at = end + 1) {
        end = strchr(at, '\n');
        assert_non_null(end);
        assert_true(text_width(base_str_n(at, (size_t)(end - at))) <= 40);
        assert_true(end[-1] != ' ');
        if (at > out.ptr) {
            assert_memory_equal(at, "      ", 6);
            assert_memory_not_equal(at + 6, "，", 3);
            assert_memory_not_equal(at + 6, "、", 3);
        }
    }
    base_buf_dispose(&out);
}

static void long_words_are_cut_between_characters(void **state)
{
    render_options options = {HECHA_LANG_ZH, 0, 0, 40};
    render_line line;
    base_buf out;
    char word[101];
    (void)state;
    memset(word, 'x', 100);
    word[100] = '\0';
    base_buf_init(&out);
    render_line_init(&line, &out, &options);
    render_line_add(&line, base_str_c(word));
    render_line_end(&line, 0, RENDER_PLAIN);
    render_line_dispose(&line);
    assert_int_equal(out.len, 103);
    assert_int_equal(out.ptr[40], '\n');
    base_buf_dispose(&out);
}

static void cleaning_makes_one_line(void **state)
{
    base_buf out;
    (void)state;
    base_buf_init(&out);
    render_clean(&out, base_str_c("　（一）主动\n 　公开 \t数 a\r\nb\x01\xE2\x80\xAE\xFF "));
    assert_string_equal(out.ptr, "（一）主动公开 数 a b<U+0001><U+202E>\xEF\xBF\xBD");
    base_buf_dispose(&out);
}

static void places_in_words(void **state)
{
    base_place place;
    base_buf out;
    (void)state;
    memset(&place, 0, sizeof(place));
    base_buf_init(&out);
    assert_false(render_place_words(&out, HECHA_LANG_ZH, &place));
    place.table = 1;
    place.row = 13;
    place.cell = 3;
    place.page = 2;
    assert_true(render_place_words(&out, HECHA_LANG_ZH, &place));
    assert_string_equal(out.ptr, "第2页表1第13行第3列");
    base_buf_clear(&out);
    render_place_words(&out, HECHA_LANG_EN, &place);
    assert_string_equal(out.ptr, "page 2, table 1, row 13, column 3");
    base_buf_clear(&out);
    place.page = 0;
    place.sheet = 2;
    place.ref = base_str_c("C12");
    render_place_words(&out, HECHA_LANG_ZH, &place);
    assert_string_equal(out.ptr, "工作表2 单元格 C12");
    base_buf_clear(&out);
    memset(&place, 0, sizeof(place));
    place.paragraph = 5;
    render_place_words(&out, HECHA_LANG_ZH, &place);
    assert_string_equal(out.ptr, "第5段");
    base_buf_dispose(&out);
}

static void folding_is_safe(void **state)
{
    sample s;
    (void)state;
    make_report(&s);
    /* Names itself, a later one, and nothing. */
    s.findings[0].because = s.findings[0].fingerprint;
    s.findings[1].because = s.findings[2].fingerprint;
    s.findings[2].because = base_str_c("no such");
    render_fold *folds = render_fold_findings(&s.report);
    assert_non_null(folds);
    assert_true(folds[0].cause == RENDER_FOLD_NONE);
    assert_true(folds[1].cause == RENDER_FOLD_NONE);
    assert_true(folds[2].cause == RENDER_FOLD_NONE);
    free(folds);
    /* A chain ends at its first cause; an error is not folded under a notice. */
    s.findings[0].severity = HECHA_ERROR;
    s.findings[0].because = base_str_n(NULL, 0);
    s.findings[1].because = s.findings[0].fingerprint;
    s.findings[2].because = s.findings[1].fingerprint;
    folds = render_fold_findings(&s.report);
    assert_int_equal(folds[2].cause, 0);
    assert_int_equal(folds[0].first, 1);
    assert_int_equal(folds[1].next, 2);
    free(folds);
    s.findings[0].severity = HECHA_NOTICE;
    folds = render_fold_findings(&s.report);
    assert_true(folds[1].cause == RENDER_FOLD_NONE);
    free(folds);
}

/* A renderer that has no memory says so and does not crash. */
static void failed_buffers_stay_failed(void **state)
{
    sample s;
    base_buf out;
    render_run run = make_run(HECHA_LANG_ZH);
    render_summary summary = {1, 1, 0, 0, 0, 0, 0, 0, 1};
    (void)state;
    make_report(&s);
    base_buf_init(&out);
    out.failed = 1;
    render_results_text()->begin(&out, &run);
    render_results_text()->report(&out, &run, &s.report, 1);
    render_results_text()->end(&out, &run, &summary, NULL, 0);
    render_results_json()->begin(&out, &run);
    render_results_json()->report(&out, &run, &s.report, 1);
    render_results_json()->end(&out, &run, &summary, NULL, 0);
    assert_true(base_buf_failed(&out));
    assert_int_equal(out.len, 0);
    base_buf_dispose(&out);
}

/* ---- JSON ---- */

static json_t *run_json(render_run *run, const sample *samples, size_t count)
{
    const render_results *renderer = render_results_json();
    render_summary summary = {count, 2, 0, 1, 2, 0, 0, 0, count};
    render_skipped skipped[] = {{S("a.png"), S("不是报告")}};
    base_buf out;
    size_t index;
    base_buf_init(&out);
    renderer->begin(&out, run);
    for (index = 0; index < count; index++)
        renderer->report(&out, run, &samples[index].report, index + 1);
    renderer->end(&out, run, &summary, skipped, 1);
    assert_false(base_buf_failed(&out));
    assert_int_equal(out.ptr[out.len - 1], '\n');
    const char *sample_file = getenv("HECHA_CHECK_SAMPLE");
    FILE *file = sample_file != NULL && count > 0 ? fopen(sample_file, "wb") : NULL;
    if (file != NULL) {
        fwrite(out.ptr, 1, out.len, file);
        fclose(file);
    }
    json_error_t error;
    json_t *root = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(root);
    base_buf_dispose(&out);
    return root;
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void json_without_reports(void **state)
{
    render_run run = make_run(HECHA_LANG_ZH);
    json_t *root = run_json(&run, NULL, 0);
    (void)state;
    assert_int_equal(json_integer_value(json_object_get(root, "schema")), 1);
    assert_string_equal(text_at(root, "hecha"), HECHA_VERSION);
    assert_true(json_is_array(json_object_get(root, "packs")));
    assert_int_equal(json_array_size(json_object_get(root, "reports")), 0);
    assert_int_equal(json_array_size(json_object_get(root, "skipped")), 1);
    assert_int_equal(
        json_integer_value(json_object_get(json_object_get(root, "summary"), "errors")), 2);
    assert_null(json_object_get(root, "broken"));
    json_decref(root);
}

static void json_of_findings(void **state)
{
    sample s[2];
    render_run run = make_run(HECHA_LANG_ZH);
    render_pack packs[] = {{.name = S("pack"), .version = S("0.1.0"), .sha256 = S("ab")}};
    base_str broken[] = {S("rules/x.lua:3: 缺少 title")};
    (void)state;
    make_report(&s[0]);
    make_report(&s[1]);
    run.packs = packs;
    run.pack_count = 1;
    run.broken = broken;
    run.broken_count = 1;
    json_t *root = run_json(&run, s, 2);
    assert_string_equal(text_at(json_array_get(json_object_get(root, "packs"), 0), "name"), "pack");
    assert_int_equal(json_array_size(json_object_get(root, "broken")), 1);
    json_t *reports = json_object_get(root, "reports");
    assert_int_equal(json_array_size(reports), 2);
    json_t *report = json_array_get(reports, 1);
    assert_string_equal(text_at(report, "path"), "a/甲.txt");
    assert_string_equal(text_at(report, "status"), "read");
    assert_int_equal(json_integer_value(json_object_get(report, "year")), 2016);
    assert_null(json_object_get(report, "date"));
    assert_null(json_object_get(report, "problem"));
    json_t *outcomes = json_object_get(report, "outcomes");
    assert_int_equal(json_integer_value(json_object_get(outcomes, "failed")), 2);
    assert_int_equal(json_integer_value(json_object_get(outcomes, "not_evaluated")), 2);
    json_t *undecided = json_array_get(json_object_get(report, "not_evaluated"), 0);
    assert_string_equal(text_at(undecided, "kind"), "missing");
    assert_null(json_object_get(undecided, "limit"));
    assert_string_equal(
        text_at(json_array_get(json_object_get(report, "not_applicable"), 0), "reason"),
        "没有收费");
    json_t *findings = json_object_get(report, "findings");
    assert_int_equal(json_array_size(findings), 3);
    json_t *finding = json_array_get(findings, 1);
    assert_string_equal(text_at(finding, "severity"), "error");
    assert_null(json_object_get(finding, "because"));
    json_t *location = json_object_get(finding, "location");
    assert_int_equal(json_integer_value(json_object_get(location, "line")), 78);
    assert_null(json_object_get(location, "row"));
    assert_null(json_object_get(location, "ref"));
    json_t *evidence = json_object_get(finding, "evidence");
    assert_string_equal(text_at(evidence, "stated"), "5");
    assert_string_equal(text_at(evidence, "difference"), "-2");
    assert_int_equal(json_array_size(json_object_get(evidence, "terms")), 3);
    assert_string_equal(text_at(json_array_get(findings, 2), "because"),
                        "0000000000000000000000000000000b");
    /* A finding of the whole report has no place but the report. */
    location = json_object_get(json_array_get(findings, 0), "location");
    assert_int_equal(json_object_size(location), 1);
    assert_string_equal(text_at(location, "path"), "a/甲.txt");
    assert_null(json_object_get(json_array_get(findings, 0), "related"));
    json_decref(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_shows_the_arithmetic),
        cmocka_unit_test(rounded_figures_are_marked),
        cmocka_unit_test(text_orders_by_severity),
        cmocka_unit_test(text_verbose_shows_all),
        cmocka_unit_test(text_speaks_english),
        cmocka_unit_test(text_of_other_relations),
        cmocka_unit_test(text_cuts_long_quotes),
        cmocka_unit_test(text_clean_report_is_one_line),
        cmocka_unit_test(text_tells_what_was_not_read),
        cmocka_unit_test(text_summary),
        cmocka_unit_test(lines_keep_to_the_width),
        cmocka_unit_test(long_words_are_cut_between_characters),
        cmocka_unit_test(cleaning_makes_one_line),
        cmocka_unit_test(places_in_words),
        cmocka_unit_test(folding_is_safe),
        cmocka_unit_test(failed_buffers_stay_failed),
        cmocka_unit_test(json_without_reports),
        cmocka_unit_test(json_of_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
