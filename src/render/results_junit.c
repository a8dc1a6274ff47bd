/* `check -f junit`: a report is a test suite, a rule a test case. A rule with a finding at or above
 * --fail-on is a failure, one that could not be decided an error, one that does not apply skipped;
 * so the totals agree with the exit status. */
#include <stdio.h>

#include "render/markup.h"
#include "render/words.h"

typedef struct suite {
    render_markup *markup;
    const render_run *run;
    const result_report *report;
} suite;

static base_str title_of(const render_run *run, base_str name)
{
    for (size_t i = 0; i < run->rule_count; i++) {
        if (base_str_eq(run->rules[i].name, name))
            return run->rules[i].title;
    }
    return base_str_n(NULL, 0);
}

static int is_failure(const suite *s, const result_rule *ended)
{
    for (size_t i = 0; i < s->report->finding_count; i++) {
        if (s->report->findings[i].severity >= s->run->fail_on &&
            base_str_eq(s->report->findings[i].rule, ended->rule))
            return 1;
    }
    return 0;
}

static int is_told_apart(const result_report *report)
{
    return report->status != RESULT_READ;
}

static void write_counts(const suite *s)
{
    size_t failures = 0;
    size_t errors = result_count(s->report, RESULT_NOT_EVALUATED);
    size_t skipped = result_count(s->report, RESULT_NOT_APPLICABLE);
    for (size_t i = 0; i < s->report->rule_count; i++)
        failures +=
            s->report->rules[i].outcome == RESULT_FAILED && is_failure(s, &s->report->rules[i]);
    errors += s->report->status == RESULT_UNREADABLE || s->report->status == RESULT_PARTLY;
    skipped += s->report->status == RESULT_UNCHECKED;
    render_markup_number(s->markup, "tests",
                         s->report->rule_count + (size_t)is_told_apart(s->report));
    render_markup_number(s->markup, "failures", failures);
    render_markup_number(s->markup, "errors", errors);
    render_markup_number(s->markup, "skipped", skipped);
}

static void write_property(const suite *s, const char *name, base_str text)
{
    if (text.len == 0)
        return;
    render_markup_begin(s->markup, "property");
    render_markup_attribute(s->markup, "name", base_str_c(name));
    render_markup_attribute(s->markup, "value", text);
    render_markup_end(s->markup);
}

static void write_properties(const suite *s)
{
    char year[16];
    snprintf(year, sizeof(year), "%d", s->report->year);
    if (s->report->agency.len == 0 && s->report->sha256.len == 0 && s->report->year == 0)
        return;
    render_markup_begin(s->markup, "properties");
    write_property(s, "title", s->report->title);
    write_property(s, "agency", s->report->agency);
    write_property(s, "year", base_str_c(s->report->year > 0 ? year : ""));
    write_property(s, "format", s->report->format);
    write_property(s, "sha256", s->report->sha256);
    render_markup_end(s->markup);
}

static void begin_case(render_markup *markup, base_str class_name, base_str name, base_str title)
{
    base_buf whole;
    base_buf_init(&whole);
    base_buf_add_str(&whole, name);
    if (title.len > 0)
        base_buf_add_byte(&whole, ' ');
    base_buf_add_str(&whole, title);
    render_markup_literal(markup, "\n  ");
    render_markup_begin(markup, "testcase");
    render_markup_attribute(markup, "classname", class_name);
    render_markup_attribute(markup, "name", base_buf_str(&whole));
    markup->out->failed |= whole.failed;
    base_buf_dispose(&whole);
}

/* An element that says how a test case ended. */
static void write_end(render_markup *markup, const char *element, base_str type, base_str message)
{
    render_markup_begin(markup, element);
    if (type.len > 0)
        render_markup_attribute(markup, "type", type);
    render_markup_attribute(markup, "message", message);
    render_markup_end(markup);
}

/* The findings of the rule, a line each. */
static void write_findings(const suite *s, const result_rule *ended)
{
    hecha_lang lang = s->run->options.lang;
    int failure = is_failure(s, ended), first = 1;
    base_buf text;
    base_buf_init(&text);
    for (size_t i = 0; i < s->report->finding_count; i++) {
        const result_finding *finding = &s->report->findings[i];
        if (!base_str_eq(finding->rule, ended->rule))
            continue;
        s->markup->out->failed |= text.failed;
        base_buf_clear(&text);
        render_notice(&text, lang, finding, s->report->path);
        if (first) {
            render_markup_begin(s->markup, failure ? "failure" : "system-out");
            if (failure) {
                render_markup_attribute(s->markup, "type",
                                        base_str_c(result_severity_name(finding->severity)));
                render_markup_attribute(s->markup, "message", finding->message);
            }
        } else {
            render_markup_literal(s->markup, "\n");
        }
        first = 0;
        render_markup_c(s->markup, base_msg_text(lang, render_severity_word(finding->severity)));
        render_markup_literal(s->markup, " ");
        render_markup_text(s->markup, base_buf_str(&text));
        render_markup_literal(s->markup, " [");
        render_markup_text(s->markup, finding->fingerprint);
        render_markup_literal(s->markup, "]");
    }
    if (!first)
        render_markup_end(s->markup);
    s->markup->out->failed |= text.failed;
    base_buf_dispose(&text);
}

static void write_omitted(const suite *s, const result_rule *ended)
{
    base_buf text;
    base_buf_init(&text);
    if (render_omitted(&text, s->run->options.lang, ended))
        render_markup_element(s->markup, "system-err", NULL, base_buf_str(&text));
    s->markup->out->failed |= text.failed;
    base_buf_dispose(&text);
}

static void write_rule(const suite *s, const result_rule *ended)
{
    size_t slash = base_str_find(ended->rule, base_str_c("/"), 0);
    base_str pack =
        slash == BASE_STR_NONE ? base_str_c("hecha") : base_str_n(ended->rule.ptr, slash);
    base_str id = slash == BASE_STR_NONE ? ended->rule : base_str_from(ended->rule, slash + 1);
    begin_case(s->markup, pack, id, title_of(s->run, ended->rule));
    if (ended->outcome == RESULT_NOT_EVALUATED) {
        write_end(s->markup, "error", base_str_c(result_kind_name(ended->kind)), ended->reason);
    } else if (ended->outcome == RESULT_NOT_APPLICABLE) {
        write_end(s->markup, "skipped", base_str_n(NULL, 0), ended->reason);
    } else if (ended->outcome == RESULT_FAILED) {
        write_findings(s, ended);
        write_omitted(s, ended);
    }
    render_markup_end(s->markup);
}

/* A report that was not read whole, or that no rule was asked about. */
static void write_status(const suite *s)
{
    hecha_lang lang = s->run->options.lang;
    base_str name = base_str_c(base_msg_text(lang, render_status_word(s->report->status)));
    base_str why = s->report->problem.len > 0 ? s->report->problem
                                              : base_str_c(base_msg_text(lang, MSG_RENDER_NO_PACK));
    begin_case(s->markup, base_str_c("hecha"), name, base_str_n(NULL, 0));
    if (s->report->status == RESULT_UNCHECKED)
        write_end(s->markup, "skipped", base_str_n(NULL, 0), why);
    else
        write_end(s->markup, "error", base_str_c(result_status_name(s->report->status)), why);
    render_markup_end(s->markup);
}

static void begin(base_buf *out, render_run *run)
{
    (void)run;
    base_buf_add_c(out,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"hecha\">\n");
}

static void write_report(base_buf *out, render_run *run, const result_report *report, size_t number)
{
    render_markup markup;
    suite s = {&markup, run, report};
    (void)number;
    render_markup_init(&markup, out);
    render_markup_begin(&markup, "testsuite");
    render_markup_attribute(&markup, "name", report->path);
    write_counts(&s);
    write_properties(&s);
    if (is_told_apart(report))
        write_status(&s);
    for (size_t i = 0; i < report->rule_count; i++)
        write_rule(&s, &report->rules[i]);
    render_markup_literal(&markup, "\n");
    render_markup_dispose(&markup);
    base_buf_add_byte(out, '\n');
}

/* What is of the run as a whole is a suite of its own. */
static void end(base_buf *out, render_run *run, const render_summary *summary,
                const render_skipped *skipped, size_t skipped_count)
{
    render_markup markup;
    size_t errors = run->broken_count + (run->interrupted ? 1 : 0);
    (void)summary;
    render_markup_init(&markup, out);
    if (errors + skipped_count > 0) {
        render_markup_begin(&markup, "testsuite");
        render_markup_attribute(&markup, "name", base_str_c("hecha"));
        render_markup_number(&markup, "tests", errors + skipped_count);
        render_markup_number(&markup, "failures", 0);
        render_markup_number(&markup, "errors", errors);
        render_markup_number(&markup, "skipped", skipped_count);
        for (size_t i = 0; i < run->broken_count; i++) {
            begin_case(&markup, base_str_c("hecha"), base_str_c("load"), base_str_n(NULL, 0));
            write_end(&markup, "error", base_str_c("broken"), run->broken[i]);
            render_markup_end(&markup);
        }
        if (run->interrupted) {
            base_str why = base_str_c(base_msg_text(run->options.lang, MSG_RENDER_INTERRUPTED));
            begin_case(&markup, base_str_c("hecha"), base_str_c("run"), base_str_n(NULL, 0));
            write_end(&markup, "error", base_str_c("interrupted"), why);
            render_markup_end(&markup);
        }
        for (size_t i = 0; i < skipped_count; i++) {
            begin_case(&markup, base_str_c("hecha"), skipped[i].path, base_str_n(NULL, 0));
            write_end(&markup, "skipped", base_str_n(NULL, 0), skipped[i].reason);
            render_markup_end(&markup);
        }
        render_markup_literal(&markup, "\n");
    }
    render_markup_dispose(&markup);
    base_buf_add_c(out, "\n</testsuites>\n");
}

const render_results *render_results_junit(void)
{
    static const render_results renderer = {begin, write_report, end, NULL, NULL, 0};
    return &renderer;
}
