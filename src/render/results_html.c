/* `check -f html`: one page that needs nothing else: no script, no font, no picture. */
#include <stdio.h>

#include "render/html_finding.h"
#include "render/html_style.h"
#include "render/style.h"
#include "render/words.h"
#include "result/cap.h"

static const char *word(const render_run *run, base_msg_id message)
{
    return base_msg_text(run->options.lang, message);
}

static const char *colon(const render_run *run)
{
    return run->options.lang == HECHA_LANG_EN ? ": " : "：";
}

static void begin_class(render_markup *to, const char *element, const char *css_class)
{
    render_markup_begin(to, element);
    render_markup_attribute(to, "class", base_str_c(css_class));
}

/* ---- the top ---- */

static void begin(base_buf *out, render_run *run)
{
    const char *lang = run->options.lang == HECHA_LANG_EN ? "en" : "zh-CN";
    base_buf_add_c(out, "<!DOCTYPE html>\n<html lang=\"");
    base_buf_add_c(out, lang);
    base_buf_add_c(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    render_html_policy(out);
    base_buf_add_c(out, "\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        "<title>");
    base_buf_add_c(out, word(run, MSG_RENDER_PAGE_TITLE));
    base_buf_add_c(out, "</title>\n<style>");
    render_html_style(out);
    base_buf_add_c(out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#reports\">");
    base_buf_add_c(out, word(run, MSG_RENDER_HEAD_REPORTS));
    base_buf_add_c(out, "</a>\n");
}

static void write_tile(render_markup *to, const render_run *run, const char *css_class,
                       base_msg_id message, size_t number)
{
    render_markup_begin(to, "div");
    if (number > 0)
        render_markup_attribute(to, "class", base_str_c(css_class));
    render_markup_element(to, "dt", NULL, base_str_c(word(run, message)));
    render_markup_begin(to, "dd");
    render_markup_count(to, number);
    render_markup_end(to);
    render_markup_end(to);
}

static void write_tiles(render_markup *to, const render_run *run, const render_summary *totals)
{
    begin_class(to, "dl", "tiles");
    write_tile(to, run, "", MSG_RENDER_HEAD_REPORTS, totals->reports);
    write_tile(to, run, "error", MSG_RENDER_WITH_PROBLEMS, totals->faulty);
    write_tile(to, run, "good", MSG_RENDER_CLEAN, totals->clean);
    write_tile(to, run, "error", MSG_RENDER_ERRORS, totals->errors);
    write_tile(to, run, "warning", MSG_RENDER_WARNINGS, totals->warnings);
    write_tile(to, run, "notice", MSG_RENDER_NOTICES, totals->notices);
    write_tile(to, run, "undecided", MSG_RENDER_UNDECIDED, totals->not_evaluated);
    write_tile(to, run, "undecided", MSG_RENDER_UNCHECKED, totals->unchecked);
    write_tile(to, run, "error", MSG_RENDER_UNREADABLE, totals->unreadable);
    render_markup_end(to);
}

static void write_packs(render_markup *to, const render_run *run)
{
    begin_class(to, "p", "soft");
    render_markup_literal(to, "hecha " HECHA_VERSION);
    for (size_t i = 0; i < run->pack_count; i++) {
        render_markup_literal(to, " · ");
        render_markup_text(to, run->packs[i].name);
        render_markup_literal(to, " ");
        render_markup_text(to, run->packs[i].version);
    }
    render_markup_end(to);
}

/* Rules that were named and compared nothing. */
static void write_idle(render_markup *to, const render_run *run)
{
    if (run->idle_count == 0)
        return;
    begin_class(to, "div", "box warning");
    render_markup_element(to, "h3", NULL, base_str_c(word(run, MSG_RENDER_IDLE)));
    render_markup_begin(to, "ul");
    for (size_t i = 0; i < run->idle_count; i++) {
        render_markup_begin(to, "li");
        render_markup_text(to, run->idle[i].rule);
        render_markup_c(to, render_colon(run->options.lang));
        render_markup_text(to, run->idle[i].reason);
        render_markup_end(to);
    }
    render_markup_end(to);
    render_markup_end(to);
}

/* What holds for the run as a whole, and must not be overlooked. */
static void write_alerts(render_markup *to, const render_run *run)
{
    if (run->interrupted)
        render_markup_element(to, "p", "box error", base_str_c(word(run, MSG_RENDER_INTERRUPTED)));
    if (run->isolation_lacks.len > 0) {
        begin_class(to, "p", "box warning");
        render_markup_c(to, word(run, MSG_RENDER_ISOLATION));
        render_markup_text(to, run->isolation_lacks);
        render_markup_end(to);
    }
    if (run->roster_note_count > 0) {
        begin_class(to, "div", "box warning");
        render_markup_element(to, "h3", NULL, base_str_c(word(run, MSG_RENDER_ROSTER)));
        render_markup_begin(to, "ul");
        for (size_t i = 0; i < run->roster_note_count; i++)
            render_markup_element(to, "li", NULL, run->roster_notes[i]);
        render_markup_end(to);
        render_markup_end(to);
    }
    write_idle(to, run);
    if (run->broken_count == 0)
        return;
    begin_class(to, "div", "box error");
    render_markup_element(to, "h3", NULL, base_str_c(word(run, MSG_RENDER_KIND_BROKEN)));
    render_markup_begin(to, "ul");
    for (size_t i = 0; i < run->broken_count; i++)
        render_markup_element(to, "li", NULL, run->broken[i]);
    render_markup_end(to);
    render_markup_end(to);
}

static void write_skipped(render_markup *to, const render_run *run, const render_skipped *skipped,
                          size_t count)
{
    if (count == 0)
        return;
    render_markup_begin(to, "details");
    render_markup_begin(to, "summary");
    render_markup_c(to, word(run, MSG_RENDER_SKIPPED_FILE));
    render_markup_literal(to, " ");
    render_markup_count(to, count);
    render_markup_end(to);
    render_markup_begin(to, "ul");
    for (size_t i = 0; i < count; i++) {
        render_markup_begin(to, "li");
        render_markup_element(to, "code", NULL, skipped[i].path);
        render_markup_c(to, colon(run));
        render_markup_text(to, skipped[i].reason);
        render_markup_end(to);
    }
    render_markup_end(to);
    render_markup_end(to);
}

/* The list of reports is left open: aside() gives its rows. */
static void open_list(base_buf *out, const render_run *run)
{
    static const base_msg_id heads[] = {
        MSG_RENDER_HEAD_REPORTS, MSG_RENDER_REPORT_YEAR, MSG_RENDER_HEAD_STATUS, MSG_RENDER_ERROR,
        MSG_RENDER_WARNING,      MSG_RENDER_NOTICE,      MSG_RENDER_UNDECIDED};
    base_buf_add_c(out, "\n<nav class=\"list\" id=\"list\">\n<h2>");
    base_buf_add_c(out, word(run, MSG_RENDER_HEAD_LIST));
    base_buf_add_c(out, "</h2>\n<div class=\"scroll\"><table>\n<thead><tr>");
    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
        base_buf_add_c(out, i > 2 ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
        base_buf_add_c(out, word(run, heads[i]));
        base_buf_add_c(out, "</th>");
    }
    base_buf_add_c(out, "</tr></thead>\n<tbody>\n");
}

static void summary(base_buf *out, render_run *run, const render_summary *totals,
                    const render_skipped *skipped, size_t skipped_count)
{
    render_markup to;
    render_markup_init(&to, out);
    render_markup_begin(&to, "header");
    render_markup_element(&to, "h1", NULL, base_str_c(word(run, MSG_RENDER_PAGE_TITLE)));
    write_packs(&to, run);
    write_tiles(&to, run, totals);
    write_alerts(&to, run);
    write_skipped(&to, run, skipped, skipped_count);
    render_markup_dispose(&to);
    open_list(out, run);
}

static void write_cell(render_markup *to, const char *css_class, size_t number)
{
    begin_class(to, "td", "number");
    if (number > 0) {
        char classes[24];
        snprintf(classes, sizeof(classes), "badge %s", css_class);
        begin_class(to, "span", classes);
        render_markup_count(to, number);
        render_markup_end(to);
    }
    render_markup_end(to);
}

static const char *status_of(const render_run *run, const result_report *report)
{
    if (report->status != RESULT_READ)
        return word(run, render_status_word(report->status));
    if (report->finding_count > 0)
        return word(run, MSG_RENDER_WITH_PROBLEMS);
    return word(run, result_count(report, RESULT_NOT_EVALUATED) > 0 ? MSG_RENDER_UNFINISHED
                                                                    : MSG_RENDER_CLEAN);
}

static void add_name(render_markup *to, const result_report *report)
{
    render_markup_text(to, report->title.len > 0 ? report->title : report->path);
}

static void aside(base_buf *out, render_run *run, const result_report *report, size_t number)
{
    render_markup to;
    char target[32], year[16];
    snprintf(target, sizeof(target), "#r%zu", number);
    snprintf(year, sizeof(year), "%d", report->year);
    render_markup_init(&to, out);
    render_markup_begin(&to, "tr");
    render_markup_begin(&to, "td");
    render_markup_begin(&to, "a");
    render_markup_attribute(&to, "href", base_str_c(target));
    add_name(&to, report);
    render_markup_end(&to);
    render_markup_end(&to);
    render_markup_element(&to, "td", NULL, base_str_c(report->year > 0 ? year : ""));
    render_markup_element(&to, "td", NULL, base_str_c(status_of(run, report)));
    write_cell(&to, "error", result_total(report, HECHA_ERROR));
    write_cell(&to, "warning", result_total(report, HECHA_WARNING));
    write_cell(&to, "notice", result_total(report, HECHA_NOTICE));
    write_cell(&to, "undecided", result_count(report, RESULT_NOT_EVALUATED));
    render_markup_dispose(&to);
    base_buf_add_byte(out, '\n');
}

static void add_filter(base_buf *out, const render_run *run, const char *id, base_msg_id message)
{
    base_buf_add_c(out, "<input class=\"filter\" type=\"checkbox\" checked id=\"show-");
    base_buf_add_c(out, id);
    base_buf_add_c(out, "\"><label class=\"filter\" for=\"show-");
    base_buf_add_c(out, id);
    base_buf_add_c(out, "\">");
    base_buf_add_c(out, word(run, message));
    base_buf_add_c(out, "</label>\n");
}

/* Ends the list and begins the reports. The filters stand before main, so that the style sheet can
 * reach it from them. */
static void open_main(base_buf *out, const render_run *run)
{
    base_buf_add_c(out, "</tbody>\n</table></div>\n</nav>\n<span class=\"filter soft\">");
    base_buf_add_c(out, word(run, MSG_RENDER_SHOW));
    base_buf_add_c(out, "</span>\n");
    add_filter(out, run, "error", MSG_RENDER_ERROR);
    add_filter(out, run, "warning", MSG_RENDER_WARNING);
    add_filter(out, run, "notice", MSG_RENDER_NOTICE);
    base_buf_add_c(out, "<main id=\"reports\">\n");
}

/* ---- a report ---- */

static void write_part(render_markup *to, base_str text)
{
    if (text.len == 0)
        return;
    render_markup_text(to, text);
    render_markup_literal(to, " · ");
}

static void write_identity(render_markup *to, const render_run *run, const result_report *report)
{
    char year[16];
    base_buf words;
    base_buf_init(&words);
    snprintf(year, sizeof(year), "%d", report->year);
    if (report->year > 0)
        base_msg_add(&words, run->options.lang, MSG_RENDER_YEAR, year, NULL);
    begin_class(to, "p", "soft");
    write_part(to, report->agency);
    write_part(to, base_buf_str(&words));
    write_part(to, report->date);
    write_part(to, report->format);
    render_markup_element(to, "code", NULL, report->path);
    render_markup_end(to);
    if (report->packs_because.len > 0)
        render_markup_element(to, "p", "soft", report->packs_because);
    to->out->failed |= words.failed;
    base_buf_dispose(&words);
}

static void write_badge(render_markup *to, const render_run *run, const char *css_class,
                        base_msg_id message, size_t number)
{
    char classes[24];
    if (number == 0)
        return;
    snprintf(classes, sizeof(classes), "badge %s", css_class);
    begin_class(to, "span", classes);
    render_markup_c(to, word(run, message));
    render_markup_literal(to, " ");
    render_markup_count(to, number);
    render_markup_end(to);
}

static void write_badges(render_markup *to, const render_run *run, const result_report *report)
{
    render_markup_begin(to, "p");
    write_badge(to, run, "error", MSG_RENDER_ERROR, result_total(report, HECHA_ERROR));
    write_badge(to, run, "warning", MSG_RENDER_WARNING, result_total(report, HECHA_WARNING));
    write_badge(to, run, "notice", MSG_RENDER_NOTICE, result_total(report, HECHA_NOTICE));
    write_badge(to, run, "undecided", MSG_RENDER_UNDECIDED,
                result_count(report, RESULT_NOT_EVALUATED));
    if (report->status == RESULT_READ && report->finding_count == 0 &&
        result_count(report, RESULT_NOT_EVALUATED) == 0)
        render_markup_element(to, "span", "badge good", base_str_c(word(run, MSG_RENDER_CLEAN)));
    render_markup_end(to);
}

static void write_problem(render_markup *to, const render_run *run, const result_report *report)
{
    if (report->status == RESULT_READ)
        return;
    begin_class(to, "p", report->status == RESULT_UNREADABLE ? "box error" : "box warning");
    render_markup_element(to, "strong", NULL,
                          base_str_c(word(run, render_status_word(report->status))));
    render_markup_c(to, colon(run));
    render_markup_text(to, report->problem.len > 0 ? report->problem
                                                   : base_str_c(word(run, MSG_RENDER_NO_PACK)));
    render_markup_end(to);
}

static void write_rule_line(render_markup *to, const render_run *run, const result_rule *ended)
{
    render_markup_begin(to, "li");
    render_markup_element(to, "strong", NULL, ended->rule);
    if (ended->outcome == RESULT_NOT_EVALUATED) {
        render_markup_literal(to, " ");
        render_markup_c(to, render_kind_word(run->options.lang, ended->kind));
        if (ended->limit.len > 0) {
            render_markup_literal(to, " ");
            render_markup_text(to, ended->limit);
        }
    }
    render_markup_c(to, colon(run));
    render_markup_text(to, ended->reason);
    render_markup_end(to);
}

/* The rules that ended so, as a list. */
static void write_rules(render_markup *to, const render_run *run, const result_report *report,
                        result_outcome outcome)
{
    render_markup_begin(to, "ul");
    for (size_t i = 0; i < report->rule_count; i++) {
        if (report->rules[i].outcome == outcome)
            write_rule_line(to, run, &report->rules[i]);
    }
    render_markup_end(to);
}

static void write_undecided(render_markup *to, const render_run *run, const result_report *report)
{
    if (result_count(report, RESULT_NOT_EVALUATED) == 0)
        return;
    begin_class(to, "div", "box warning");
    render_markup_element(to, "h3", NULL, base_str_c(word(run, MSG_RENDER_UNDECIDED)));
    write_rules(to, run, report, RESULT_NOT_EVALUATED);
    render_markup_end(to);
}

static void write_omitted(render_markup *to, const render_run *run, const result_report *report)
{
    base_buf text;
    base_buf_init(&text);
    for (size_t i = 0; i < report->rule_count; i++) {
        to->out->failed |= text.failed;
        base_buf_clear(&text);
        if (render_omitted(&text, run->options.lang, &report->rules[i]))
            render_markup_element(to, "p", "box warning", base_buf_str(&text));
    }
    to->out->failed |= text.failed;
    base_buf_dispose(&text);
}

static void write_outcomes(render_markup *to, const render_run *run, const result_report *report)
{
    static const struct {
        result_outcome outcome;
        base_msg_id word;
    } parts[] = {{RESULT_PASSED, MSG_RENDER_PASSED},
                 {RESULT_FAILED, MSG_RENDER_FAILED},
                 {RESULT_NOT_APPLICABLE, MSG_RENDER_NOT_APPLICABLE},
                 {RESULT_NOT_EVALUATED, MSG_RENDER_UNDECIDED}};
    if (report->rule_count == 0)
        return;
    render_markup_begin(to, "details");
    render_markup_begin(to, "summary");
    render_markup_c(to, word(run, MSG_RENDER_HOW_DECIDED));
    render_markup_c(to, colon(run));
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        if (i > 0)
            render_markup_c(to, run->options.lang == HECHA_LANG_EN ? ", " : "，");
        render_markup_c(to, word(run, parts[i].word));
        render_markup_literal(to, " ");
        render_markup_count(to, result_count(report, parts[i].outcome));
    }
    render_markup_end(to);
    if (result_count(report, RESULT_NOT_APPLICABLE) > 0) {
        render_markup_element(to, "h4", NULL, base_str_c(word(run, MSG_RENDER_NOT_APPLICABLE)));
        write_rules(to, run, report, RESULT_NOT_APPLICABLE);
    }
    render_markup_end(to);
}

static void write_report(base_buf *out, render_run *run, const result_report *report, size_t number)
{
    render_markup to;
    char id[32];
    snprintf(id, sizeof(id), "r%zu", number);
    if (number == 1)
        open_main(out, run);
    render_markup_init(&to, out);
    begin_class(&to, "section", "report");
    render_markup_attribute(&to, "id", base_str_c(id));
    render_markup_begin(&to, "h2");
    add_name(&to, report);
    render_markup_end(&to);
    write_identity(&to, run, report);
    write_badges(&to, run, report);
    write_problem(&to, run, report);
    write_undecided(&to, run, report);
    write_omitted(&to, run, report);
    render_findings_html(&to, run, report);
    write_outcomes(&to, run, report);
    begin_class(&to, "p", "top soft");
    render_markup_literal(&to, "<a href=\"#list\">");
    render_markup_c(&to, word(run, MSG_RENDER_TO_TOP));
    render_markup_literal(&to, "</a>");
    render_markup_end(&to);
    render_markup_dispose(&to);
    base_buf_add_byte(out, '\n');
}

static void end(base_buf *out, render_run *run, const render_summary *totals,
                const render_skipped *skipped, size_t skipped_count)
{
    (void)skipped;
    (void)skipped_count;
    if (totals->reports == 0)
        open_main(out, run);
    base_buf_add_c(out, "</main>\n</body>\n</html>\n");
}

const render_results *render_results_html(void)
{
    static const render_results renderer = {begin, write_report, end, summary, aside, 1};
    return &renderer;
}
