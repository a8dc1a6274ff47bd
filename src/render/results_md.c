/* `check -f md`: Markdown (CommonMark with the tables of GFM), to be pasted into a document. */
#include <stdio.h>
#include <stdlib.h>

#include "render/escape.h"
#include "render/fold.h"
#include "render/words.h"

/* What is written stands inside a line of ours, so that only what means something there is escaped:
 * code, emphasis, links, HTML, the bars of tables, and addresses that would become links. */
static int is_special(base_str text, size_t at)
{
    char byte = text.ptr[at];
    char next = at + 1 < text.len ? text.ptr[at + 1] : '\0';
    if (strchr("\\`*_[]|~#!$@", byte) != NULL)
        return byte != '\0';
    if (byte == ':')
        return next == '/';
    return byte == '.' && at >= 3 && strchr("wW", text.ptr[at - 1]) != NULL;
}

static void add_text(base_buf *out, base_str text)
{
    base_buf clean;
    base_buf_init(&clean);
    render_clean(&clean, text);
    base_str line = base_buf_str(&clean);
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == '<' || line.ptr[i] == '>' || line.ptr[i] == '&') {
            base_buf_add_c(out, line.ptr[i] == '<'   ? "&lt;"
                                : line.ptr[i] == '>' ? "&gt;"
                                                     : "&amp;");
            continue;
        }
        if (is_special(line, i))
            base_buf_add_byte(out, '\\');
        base_buf_add_byte(out, line.ptr[i]);
    }
    out->failed |= clean.failed;
    base_buf_dispose(&clean);
}

static void add_word(base_buf *out, const render_run *run, base_msg_id message)
{
    base_buf_add_c(out, base_msg_text(run->options.lang, message));
}

static void add_colon(base_buf *out, const render_run *run)
{
    base_buf_add_c(out, run->options.lang == HECHA_LANG_EN ? ": " : "：");
}

static void begin(base_buf *out, render_run *run)
{
    base_buf_add_c(out, "# ");
    add_word(out, run, MSG_RENDER_PAGE_TITLE);
    base_buf_add_c(out, "\n\n");
}

static void add_row(base_buf *out, const render_run *run, base_msg_id message, size_t number)
{
    base_buf_add_c(out, "| ");
    add_word(out, run, message);
    base_buf_add_c(out, " | ");
    base_buf_add_int(out, (int64_t)number);
    base_buf_add_c(out, " |\n");
}

/* - WORD：TEXT */
static void add_note(base_buf *out, const render_run *run, base_msg_id message, base_str path,
                     base_str text)
{
    base_buf_add_c(out, "- ");
    add_word(out, run, message);
    add_colon(out, run);
    add_text(out, path);
    if (path.len > 0)
        add_colon(out, run);
    add_text(out, text);
    base_buf_add_byte(out, '\n');
}

static void summary(base_buf *out, render_run *run, const render_summary *totals,
                    const render_skipped *skipped, size_t skipped_count)
{
    base_buf_add_c(out, "| ");
    add_word(out, run, MSG_RENDER_HEAD_SUMMARY);
    base_buf_add_c(out, " | ");
    add_word(out, run, MSG_RENDER_HEAD_COUNT);
    base_buf_add_c(out, " |\n| --- | ---: |\n");
    add_row(out, run, MSG_RENDER_HEAD_REPORTS, totals->reports);
    add_row(out, run, MSG_RENDER_WITH_PROBLEMS, totals->faulty);
    add_row(out, run, MSG_RENDER_CLEAN, totals->clean);
    add_row(out, run, MSG_RENDER_UNCHECKED, totals->unchecked);
    add_row(out, run, MSG_RENDER_UNREADABLE, totals->unreadable);
    add_row(out, run, MSG_RENDER_ERROR, totals->errors);
    add_row(out, run, MSG_RENDER_WARNING, totals->warnings);
    add_row(out, run, MSG_RENDER_NOTICE, totals->notices);
    add_row(out, run, MSG_RENDER_UNDECIDED, totals->not_evaluated);
    base_buf_add_byte(out, '\n');
    if (run->interrupted) {
        base_buf_add_c(out, "**");
        add_word(out, run, MSG_RENDER_INTERRUPTED);
        base_buf_add_c(out, "**\n\n");
    }
    if (run->isolation_lacks.len > 0) {
        add_word(out, run, MSG_RENDER_ISOLATION);
        base_buf_add_str(out, run->isolation_lacks);
        base_buf_add_c(out, "\n\n");
    }
    for (size_t i = 0; i < run->broken_count; i++)
        add_note(out, run, MSG_RENDER_KIND_BROKEN, base_str_n(NULL, 0), run->broken[i]);
    for (size_t i = 0; i < run->roster_note_count; i++)
        add_note(out, run, MSG_RENDER_ROSTER, base_str_n(NULL, 0), run->roster_notes[i]);
    for (size_t i = 0; i < run->idle_count; i++)
        add_note(out, run, MSG_RENDER_IDLE, run->idle[i].rule, run->idle[i].reason);
    for (size_t i = 0; i < skipped_count; i++)
        add_note(out, run, MSG_RENDER_SKIPPED_FILE, skipped[i].path, skipped[i].reason);
    if (run->broken_count + run->roster_note_count + run->idle_count + skipped_count > 0)
        base_buf_add_byte(out, '\n');
}

static void write_finding(base_buf *out, const render_run *run, const result_report *report,
                          const result_finding *finding, size_t number, int folded)
{
    base_buf notice;
    base_buf_init(&notice);
    render_notice(&notice, run->options.lang, finding, report->path);
    base_buf_add_c(out, "| ");
    if (!folded)
        base_buf_add_int(out, (int64_t)number);
    base_buf_add_c(out, " | ");
    add_word(out, run, render_severity_word(finding->severity));
    base_buf_add_c(out, " | ");
    add_text(out, finding->rule);
    base_buf_add_c(out, " | ");
    if (folded)
        add_word(out, run, MSG_RENDER_SAME_FAULT);
    add_text(out, base_buf_str(&notice));
    base_buf_add_c(out, " |\n");
    out->failed |= notice.failed;
    base_buf_dispose(&notice);
}

static void write_head(base_buf *out, const render_run *run)
{
    static const base_msg_id heads[] = {MSG_RENDER_HEAD_NUMBER, MSG_RENDER_RULE_SEVERITY,
                                        MSG_RENDER_HEAD_RULE, MSG_RENDER_HEAD_PROBLEM};
    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
        base_buf_add_c(out, "| ");
        add_word(out, run, heads[i]);
        base_buf_add_byte(out, ' ');
    }
    base_buf_add_c(out, "|\n| ---: | --- | --- | --- |\n");
}

static void write_findings(base_buf *out, const render_run *run, const result_report *report)
{
    if (report->finding_count == 0)
        return;
    render_fold *folds = render_fold_findings(report);
    size_t *order = calloc(report->finding_count, sizeof(*order));
    if (folds == NULL || order == NULL) {
        out->failed = 1;
    } else {
        size_t count = render_order(report, folds, order);
        write_head(out, run);
        for (size_t i = 0; i < count; i++) {
            write_finding(out, run, report, &report->findings[order[i]], i + 1, 0);
            for (size_t k = folds[order[i]].first; k != RENDER_FOLD_NONE; k = folds[k].next)
                write_finding(out, run, report, &report->findings[k], 0, 1);
        }
        base_buf_add_byte(out, '\n');
    }
    free(folds);
    free(order);
}

static size_t write_omitted(base_buf *out, const render_run *run, const result_rule *ended)
{
    base_buf text;
    base_buf_init(&text);
    size_t written = (size_t)render_omitted(&text, run->options.lang, ended);
    if (written > 0) {
        base_buf_add_c(out, "- ");
        add_text(out, base_buf_str(&text));
        base_buf_add_byte(out, '\n');
    }
    out->failed |= text.failed;
    base_buf_dispose(&text);
    return written;
}

static void write_rules(base_buf *out, const render_run *run, const result_report *report)
{
    size_t notes = 0;
    for (size_t i = 0; i < report->rule_count; i++) {
        const result_rule *ended = &report->rules[i];
        notes += write_omitted(out, run, ended);
        if (ended->outcome != RESULT_NOT_EVALUATED)
            continue;
        add_note(out, run, MSG_RENDER_UNDECIDED, ended->rule, ended->reason);
        notes++;
    }
    if (notes > 0)
        base_buf_add_byte(out, '\n');
}

static void write_outcomes(base_buf *out, const render_run *run, const result_report *report)
{
    static const struct {
        result_outcome outcome;
        base_msg_id word;
    } parts[] = {{RESULT_PASSED, MSG_RENDER_PASSED},
                 {RESULT_FAILED, MSG_RENDER_FAILED},
                 {RESULT_NOT_APPLICABLE, MSG_RENDER_NOT_APPLICABLE},
                 {RESULT_NOT_EVALUATED, MSG_RENDER_UNDECIDED}};
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        if (i > 0)
            base_buf_add_c(out, run->options.lang == HECHA_LANG_EN ? ", " : "，");
        add_word(out, run, parts[i].word);
        base_buf_add_byte(out, ' ');
        base_buf_add_int(out, (int64_t)result_count(report, parts[i].outcome));
    }
    base_buf_add_c(out, "\n\n");
}

static void write_report(base_buf *out, render_run *run, const result_report *report, size_t number)
{
    (void)number;
    base_buf_add_c(out, "## ");
    add_text(out, report->title.len > 0 ? report->title : report->path);
    base_buf_add_c(out, "\n\n");
    add_word(out, run, MSG_RENDER_HEAD_FILE);
    add_colon(out, run);
    add_text(out, report->path);
    base_buf_add_c(out, "\n\n");
    if (report->status != RESULT_READ) {
        base_buf_add_c(out, "**");
        add_word(out, run, render_status_word(report->status));
        base_buf_add_c(out, "**");
        add_colon(out, run);
        add_text(out, report->problem.len > 0
                          ? report->problem
                          : base_str_c(base_msg_text(run->options.lang, MSG_RENDER_NO_PACK)));
        base_buf_add_c(out, "\n\n");
    }
    write_findings(out, run, report);
    write_rules(out, run, report);
    if (report->rule_count > 0)
        write_outcomes(out, run, report);
}

static void end(base_buf *out, render_run *run, const render_summary *totals,
                const render_skipped *skipped, size_t skipped_count)
{
    (void)totals;
    (void)skipped;
    (void)skipped_count;
    base_buf_add_c(out, "hecha " HECHA_VERSION);
    for (size_t i = 0; i < run->pack_count; i++) {
        base_buf_add_c(out, run->options.lang == HECHA_LANG_EN ? ", " : "，");
        add_text(out, run->packs[i].name);
        base_buf_add_byte(out, ' ');
        add_text(out, run->packs[i].version);
    }
    base_buf_add_byte(out, '\n');
}

const render_results *render_results_md(void)
{
    static const render_results renderer = {begin, write_report, end, summary, NULL, 1};
    return &renderer;
}
