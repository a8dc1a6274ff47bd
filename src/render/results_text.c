/* `check` as text: a block a report, one line where there is nothing to say, a summary. */
#include <stdlib.h>

#include "render/finding_text.h"
#include "render/fold.h"
#include "render/words.h"
#include "result/cap.h"

#define HANG 4 /* further lines of a block's own lines */

static const char *word(const render_line *line, base_msg_id message)
{
    return base_msg_text(line->options->lang, message);
}

static const char *separator(const render_line *line)
{
    return line->options->lang == HECHA_LANG_EN ? ", " : "，";
}

/* deadline_department = 01-20, X04 → warning, P15 disabled, typos.csv +12 */
static void add_change(render_line *line, const render_change *change)
{
    render_line_add(line, change->name);
    int is_param = strcmp(change->kind, "param") == 0;
    if (is_param || strcmp(change->kind, "data") == 0) {
        render_line_add_c(line, is_param ? " = " : " +");
        render_line_add(line, change->value);
        return;
    }
    render_line_add_c(line, " ");
    if (strcmp(change->kind, "severity") == 0)
        render_line_add_c(line, word(line, render_severity_word(change->severity)));
    else
        render_line_add_c(line,
                          word(line, strcmp(change->kind, "disabled") == 0 ? MSG_RENDER_DISABLED
                                                                           : MSG_RENDER_ENABLED));
}

static void write_overlays(render_line *line, const render_pack *shown)
{
    size_t index, number;
    for (index = 0; index < shown->overlay_count; index++) {
        const render_overlay *overlay = &shown->overlays[index];
        render_line_indent(line, 2);
        render_line_message(line, MSG_RENDER_OVERLAY, &overlay->path, 1);
        for (number = 0; number < overlay->change_count; number++) {
            if (number > 0)
                render_line_add_c(line, separator(line));
            add_change(line, &overlay->changes[number]);
        }
        render_line_end(line, HANG, RENDER_PLAIN);
    }
}

static void begin(base_buf *out, render_run *run)
{
    render_line line;
    size_t index;
    if (run->pack_count == 0)
        return;
    render_line_init(&line, out, &run->options);
    render_line_add_c(&line, word(&line, MSG_RENDER_PACKS));
    for (index = 0; index < run->pack_count; index++) {
        if (index > 0)
            render_line_add_c(&line, render_comma(run->options.lang));
        render_line_add(&line, run->packs[index].name);
        if (run->packs[index].version.len > 0) {
            render_line_add_c(&line, " ");
            render_line_add(&line, run->packs[index].version);
        }
    }
    render_line_end(&line, HANG, RENDER_DIM);
    for (index = 0; index < run->pack_count; index++)
        write_overlays(&line, &run->packs[index]);
    render_line_blank(&line);
    render_line_dispose(&line);
}

/* "gov-disclosure/" if all rules of the report are of this pack, else nothing. */
static base_str common_pack(const result_report *report)
{
    base_str pack = {NULL, 0};
    size_t index;
    for (index = 0; index < report->rule_count; index++) {
        base_str name = report->rules[index].rule;
        if (index == 0) {
            size_t length = name.len;
            while (length > 0 && name.ptr[length - 1] != '/')
                length--;
            pack = base_str_n(name.ptr, length);
        } else if (!base_str_starts(name, pack)) {
            return base_str_n(NULL, 0);
        }
    }
    return pack;
}

static void add_count(render_line *line, base_msg_id message, size_t count, int *written)
{
    if (count == 0)
        return;
    if (*written)
        render_line_add_c(line, separator(line));
    *written = 1;
    render_line_add_c(line, word(line, message));
    render_line_add_c(line, " ");
    render_line_add_count(line, count);
}

/* 32 条规则：通过 28，不符 3，不适用 1 */
static void add_rule_counts(render_line *line, const result_report *report)
{
    int written = 0;
    render_line_number(line, MSG_RENDER_RULES, report->rule_count);
    if (report->rule_count == 0)
        return;
    render_line_add_c(line, render_colon(line->options->lang));
    add_count(line, MSG_RENDER_PASSED, result_count(report, RESULT_PASSED), &written);
    add_count(line, MSG_RENDER_FAILED, result_count(report, RESULT_FAILED), &written);
    add_count(line, MSG_RENDER_NOT_APPLICABLE, result_count(report, RESULT_NOT_APPLICABLE),
              &written);
    add_count(line, MSG_RENDER_UNDECIDED, result_count(report, RESULT_NOT_EVALUATED), &written);
}

/* The forms, each once; ×2 where a report holds it twice. */
static void add_forms(render_line *line, const result_report *report)
{
    size_t index, other;
    int written = 0;
    for (index = 0; index < report->form_count; index++) {
        size_t before = 0, times = 0;
        for (other = 0; other < report->form_count; other++) {
            if (!base_str_eq(report->forms[other], report->forms[index]))
                continue;
            before += other < index;
            times++;
        }
        if (before > 0)
            continue;
        render_line_add_c(line, written++ ? render_comma(line->options->lang) : "  ");
        if (written == 1)
            render_line_add_c(line, word(line, MSG_RENDER_FORMS));
        render_line_add(line, report->forms[index]);
        if (times > 1) {
            render_line_add_c(line, "×");
            render_line_add_count(line, times);
        }
    }
}

/* Whose report it is, and as what it was read. */
static void add_identity(render_line *line, const result_report *report)
{
    if (report->agency.len > 0) {
        render_line_add_c(line, "  ");
        render_line_add(line, report->agency);
    }
    if (report->year != 0) {
        render_line_add_c(line, "  ");
        render_line_number(line, MSG_RENDER_YEAR, (size_t)report->year);
    }
    if (report->format.len > 0) {
        render_line_add_c(line, "  [");
        render_line_add(line, report->format);
        render_line_add_c(line, "]");
    }
    add_forms(line, report);
}

static void lead_path(render_line *line, const result_report *report)
{
    render_line_lead(line, RENDER_BOLD, report->path);
    render_line_indent(line, line->column + 2);
}

static void add_problem(render_line *line, const result_report *report)
{
    render_line_add_c(line, render_colon(line->options->lang));
    if (report->problem.len > 0)
        render_line_add(line, report->problem);
    else if (report->status == RESULT_UNCHECKED)
        render_line_add_c(line, word(line, MSG_RENDER_NO_PACK));
}

/* A report that no rule was run on: one line. */
static void write_unreadable(render_line *line, const result_report *report)
{
    lead_path(line, report);
    render_line_lead_message(line, report->status == RESULT_UNCHECKED ? RENDER_YELLOW : RENDER_RED,
                             render_status_word(report->status));
    add_problem(line, report);
    add_identity(line, report);
    render_line_end(line, HANG, RENDER_PLAIN);
}

static void write_packs_because(render_line *line, const result_report *report)
{
    if (report->packs_because.len == 0)
        return;
    render_line_indent(line, 2);
    render_line_message(line, MSG_RENDER_PACKS_BECAUSE, &report->packs_because, 1);
    render_line_end(line, HANG, RENDER_DIM);
}

static void write_clean(render_line *line, const result_report *report)
{
    lead_path(line, report);
    render_line_lead_message(line, RENDER_GREEN, MSG_RENDER_CLEAN);
    add_identity(line, report);
    render_line_add_c(line, "  ");
    add_rule_counts(line, report);
    render_line_end(line, HANG, RENDER_PLAIN);
}

static void write_head(render_line *line, const result_report *report)
{
    static const hecha_severity order[] = {HECHA_ERROR, HECHA_WARNING, HECHA_NOTICE};
    size_t index, written = 0;
    lead_path(line, report);
    for (index = 0; index < sizeof(order) / sizeof(order[0]); index++) {
        size_t count = result_total(report, order[index]);
        if (count == 0)
            continue;
        base_buf buf;
        base_buf_init(&buf);
        if (written++ > 0)
            render_line_indent(line, line->column + 1);
        base_buf_add_c(&buf, word(line, render_severity_word(order[index])));
        base_buf_add_byte(&buf, ' ');
        base_buf_add_int(&buf, (int64_t)count);
        render_line_lead(line, render_severity_tone(order[index]), base_buf_str(&buf));
        line->out->failed |= buf.failed;
        base_buf_dispose(&buf);
    }
    add_identity(line, report);
    render_line_end(line, HANG, RENDER_PLAIN);
    write_packs_because(line, report);
}

static int same_end(const result_rule *a, const result_rule *b)
{
    return a->outcome == b->outcome && a->kind == b->kind && base_str_eq(a->limit, b->limit) &&
           base_str_eq(a->reason, b->reason);
}

/* The rule and all later ones that ended for the same reason, on one line. */
static void write_group(render_line *line, const result_report *report, size_t first, base_str pack)
{
    const result_rule *ended = &report->rules[first];
    int undecided = ended->outcome == RESULT_NOT_EVALUATED;
    size_t index;
    render_line_indent(line, 2);
    render_line_lead_message(line, undecided ? RENDER_YELLOW : RENDER_DIM,
                             undecided ? MSG_RENDER_UNDECIDED : MSG_RENDER_NOT_APPLICABLE);
    render_line_indent(line, line->column + 1);
    size_t hang = line->column;
    for (index = first; index < report->rule_count; index++) {
        if (!same_end(ended, &report->rules[index]))
            continue;
        if (index > first)
            render_line_add_c(line, render_comma(line->options->lang));
        render_line_add(line, render_rule_name(report->rules[index].rule, pack));
    }
    if (undecided) {
        render_line_add_c(line, "  ");
        render_line_add_c(line, render_kind_word(line->options->lang, ended->kind));
        if (ended->limit.len > 0)
            render_line_message(line, MSG_RENDER_NOTE, &ended->limit, 1);
    }
    if (ended->reason.len > 0) {
        render_line_add_c(line, render_colon(line->options->lang));
        render_line_add(line, ended->reason);
    }
    render_line_end(line, hang, undecided ? RENDER_PLAIN : RENDER_DIM);
}

static void write_groups(render_line *line, const result_report *report, result_outcome outcome,
                         base_str pack)
{
    size_t index, before;
    for (index = 0; index < report->rule_count; index++) {
        if (report->rules[index].outcome != outcome)
            continue;
        for (before = 0; before < index; before++) {
            if (same_end(&report->rules[before], &report->rules[index]))
                break;
        }
        if (before == index)
            write_group(line, report, index, pack);
    }
}

static void write_log(render_line *line, const result_rule *ended, base_str pack)
{
    base_str rest = ended->log;
    while (rest.len > 0) {
        size_t end = base_str_find(rest, base_str_c("\n"), 0);
        size_t length = end == BASE_STR_NONE ? rest.len : end;
        render_line_indent(line, 2);
        render_line_add_c(line, word(line, MSG_RENDER_LOG));
        render_line_add_c(line, " ");
        render_line_add(line, render_rule_name(ended->rule, pack));
        render_line_add_c(line, render_colon(line->options->lang));
        render_line_add(line, base_str_n(rest.ptr, length));
        render_line_end(line, HANG, RENDER_DIM);
        rest = base_str_from(rest, length + 1);
    }
}

static void write_logs(render_line *line, const result_report *report, base_str pack)
{
    size_t index;
    for (index = 0; index < report->rule_count; index++)
        write_log(line, &report->rules[index], pack);
}

static void write_verbose(render_line *line, const result_report *report, base_str pack)
{
    if (!line->options->verbose)
        return;
    write_groups(line, report, RESULT_NOT_APPLICABLE, pack);
    write_logs(line, report, pack);
}

/* Findings over the limits: they count, and are not shown. */
static void write_omitted(render_line *line, const result_report *report)
{
    base_buf text;
    base_buf_init(&text);
    for (size_t index = 0; index < report->rule_count; index++) {
        line->out->failed |= text.failed;
        base_buf_clear(&text);
        if (!render_omitted(&text, line->options->lang, &report->rules[index]))
            continue;
        render_line_indent(line, 2);
        render_line_add(line, base_buf_str(&text));
        render_line_end(line, HANG, RENDER_YELLOW);
    }
    line->out->failed |= text.failed;
    base_buf_dispose(&text);
}

static size_t count_all(const result_report *report)
{
    return result_total(report, HECHA_ERROR) + result_total(report, HECHA_WARNING) +
           result_total(report, HECHA_NOTICE);
}

/* ；8 处问题，其中 1 处与别处是同一差错: where findings are not as many as rules that failed, or
 * stand under others. */
static void add_finding_counts(render_line *line, const result_report *report)
{
    render_fold *folds = render_fold_findings(report);
    size_t folded = 0, all = count_all(report);
    line->out->failed |= folds == NULL && report->finding_count > 0;
    for (size_t i = 0; folds != NULL && i < report->finding_count; i++)
        folded += folds[i].cause != RENDER_FOLD_NONE;
    free(folds);
    if (folded == 0 && all == result_count(report, RESULT_FAILED))
        return;
    render_line_number(line, MSG_RENDER_FINDINGS, all);
    if (folded > 0)
        render_line_number(line, MSG_RENDER_FOLDED, folded);
}

static void write_block(render_line *line, const result_report *report, base_str pack)
{
    write_head(line, report);
    if (report->status != RESULT_READ) {
        render_line_indent(line, 2);
        render_line_lead_message(line, RENDER_RED, render_status_word(report->status));
        add_problem(line, report);
        render_line_end(line, HANG, RENDER_PLAIN);
    }
    render_findings_text(line, report, pack);
    write_omitted(line, report);
    write_groups(line, report, RESULT_NOT_EVALUATED, pack);
    write_verbose(line, report, pack);
    render_line_indent(line, 2);
    add_rule_counts(line, report);
    add_finding_counts(line, report);
    render_line_end(line, HANG, RENDER_DIM);
    render_line_blank(line);
}

static void write_report(base_buf *out, render_run *run, const result_report *report, size_t number)
{
    render_line line;
    base_str pack = common_pack(report);
    render_line_init(&line, out, &run->options);
    if (report->status == RESULT_READ && report->finding_count == 0 &&
        result_count(report, RESULT_NOT_EVALUATED) == 0) {
        write_clean(&line, report);
        if (run->options.verbose)
            write_packs_because(&line, report);
        write_verbose(&line, report, pack);
    } else if (report->finding_count == 0 && report->rule_count == 0 &&
               report->status != RESULT_READ && report->status != RESULT_PARTLY) {
        write_unreadable(&line, report);
    } else {
        write_block(&line, report, pack);
    }
    render_line_dispose(&line);
}

static void write_skipped(render_line *line, const render_skipped *skipped, size_t count)
{
    size_t index;
    if (count == 0)
        return;
    render_line_number(line, MSG_RENDER_SKIPPED, count);
    render_line_end(line, HANG, RENDER_PLAIN);
    for (index = 0; index < count; index++) {
        render_line_indent(line, 2);
        render_line_add(line, skipped[index].path);
        render_line_add_c(line, render_colon(line->options->lang));
        render_line_add(line, skipped[index].reason);
        render_line_end(line, HANG, RENDER_PLAIN);
    }
}

static void write_broken(render_line *line, const render_run *run)
{
    size_t index;
    if (run->broken_count == 0)
        return;
    render_line_number(line, MSG_RENDER_BROKEN, run->broken_count);
    render_line_end(line, HANG, RENDER_RED);
    for (index = 0; index < run->broken_count; index++) {
        render_line_indent(line, 2);
        render_line_add(line, run->broken[index]);
        render_line_end(line, HANG, RENDER_PLAIN);
    }
}

static void write_totals(render_line *line, const render_summary *summary)
{
    size_t told = summary->faulty + summary->clean + summary->unreadable + summary->unchecked;
    size_t unfinished = summary->reports > told ? summary->reports - told : 0;
    int written = 0;
    render_line_number(line, MSG_RENDER_TOTAL, summary->reports);
    if (summary->reports > 0) {
        render_line_add_c(line, render_colon(line->options->lang));
        add_count(line, MSG_RENDER_WITH_PROBLEMS, summary->faulty, &written);
        add_count(line, MSG_RENDER_CLEAN, summary->clean, &written);
        add_count(line, MSG_RENDER_UNFINISHED, unfinished, &written);
        add_count(line, MSG_RENDER_UNCHECKED, summary->unchecked, &written);
        add_count(line, MSG_RENDER_UNREADABLE, summary->unreadable, &written);
    }
    written = 0;
    if (summary->errors + summary->warnings + summary->notices + summary->not_evaluated > 0)
        render_line_add_c(line, line->options->lang == HECHA_LANG_EN ? "; " : "；");
    add_count(line, MSG_RENDER_ERRORS, summary->errors, &written);
    add_count(line, MSG_RENDER_WARNINGS, summary->warnings, &written);
    add_count(line, MSG_RENDER_NOTICES, summary->notices, &written);
    add_count(line, MSG_RENDER_UNDECIDED, summary->not_evaluated, &written);
    render_line_end(line, HANG, RENDER_BOLD);
}

/* Rules that compared nothing, those with one reason on a line. */
static void write_idle(render_line *line, const render_run *run)
{
    size_t index, other;
    if (run->idle_count == 0)
        return;
    render_line_add_c(line, word(line, MSG_RENDER_IDLE));
    render_line_add_c(line, render_colon(line->options->lang));
    render_line_end(line, HANG, RENDER_YELLOW);
    for (index = 0; index < run->idle_count; index++) {
        base_str reason = run->idle[index].reason;
        for (other = 0; other < index && !base_str_eq(run->idle[other].reason, reason); other++) {
        }
        if (other < index)
            continue;
        render_line_indent(line, 2);
        for (other = index; other < run->idle_count; other++) {
            if (!base_str_eq(run->idle[other].reason, reason))
                continue;
            if (other > index)
                render_line_add_c(line, render_comma(line->options->lang));
            render_line_add(line, run->idle[other].rule);
        }
        render_line_add_c(line, render_colon(line->options->lang));
        render_line_add(line, reason);
        render_line_end(line, HANG, RENDER_PLAIN);
    }
}

/* What holds for the run as a whole. */
static void write_notes(render_line *line, const render_run *run)
{
    if (run->interrupted) {
        render_line_add_c(line, word(line, MSG_RENDER_INTERRUPTED));
        render_line_end(line, HANG, RENDER_RED);
    }
    if (run->isolation_lacks.len > 0) {
        render_line_add_c(line, word(line, MSG_RENDER_ISOLATION));
        render_line_add(line, run->isolation_lacks);
        render_line_end(line, HANG, RENDER_PLAIN);
    }
    for (size_t i = 0; i < run->roster_note_count; i++) {
        render_line_add_c(line, word(line, MSG_RENDER_ROSTER));
        render_line_add_c(line, render_colon(line->options->lang));
        render_line_add(line, run->roster_notes[i]);
        render_line_end(line, HANG, RENDER_PLAIN);
    }
}

static void end(base_buf *out, render_run *run, const render_summary *summary,
                const render_skipped *skipped, size_t skipped_count)
{
    render_line line;
    render_line_init(&line, out, &run->options);
    write_skipped(&line, skipped, skipped_count);
    write_broken(&line, run);
    write_idle(&line, run);
    write_notes(&line, run);
    write_totals(&line, summary);
    render_line_dispose(&line);
}

const render_results *render_results_text(void)
{
    static const render_results renderer = {begin, write_report, end, NULL, NULL, 0};
    return &renderer;
}
