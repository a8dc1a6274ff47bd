/* `check -f csv` (RFC 4180, UTF-8 with BOM so that spreadsheets read it right): a finding a row.
 * What could not be read or decided is a row too: no table without rows may hide it. */
#include <stdio.h>

#include "render/escape.h"
#include "render/words.h"

enum {
    AGENCY,
    YEAR,
    FILE_PATH,
    RULE,
    LEVEL,
    PROBLEM,
    SUBJECT,
    STATED,
    EXPECTED,
    DIFFERENCE,
    PLACE,
    QUOTE,
    REMARK,
    FINGERPRINT,
    COLUMNS
};

/* A row; its cells borrow. */
typedef struct row {
    base_str cells[COLUMNS];
} row;

static int is_decimal(base_str text)
{
    size_t at = text.len > 0 && text.ptr[0] == '-';
    size_t digits = 0, points = 0;
    for (; at < text.len; at++) {
        if (text.ptr[at] >= '0' && text.ptr[at] <= '9')
            digits++;
        else if (text.ptr[at] == '.' && digits > 0)
            points++;
        else
            return 0;
    }
    return digits > 0 && points <= 1 && text.ptr[text.len - 1] != '.';
}

/* A spreadsheet takes a cell that begins so for a formula, the full-width signs too. */
static int is_formula(base_str text)
{
    static const char *const signs[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
        if (base_str_starts(text, base_str_c(signs[i])))
            return 1;
    }
    return 0;
}

/* A figure stands bare; text stands in quotes, behind an apostrophe where it could be a formula. */
static void write_cell(base_buf *out, base_str text)
{
    base_buf clean;
    base_buf_init(&clean);
    render_clean(&clean, text);
    base_str cell = base_buf_str(&clean);
    if (is_decimal(cell)) {
        base_buf_add_str(out, cell);
    } else if (cell.len > 0) {
        base_buf_add_byte(out, '"');
        if (is_formula(cell))
            base_buf_add_byte(out, '\'');
        for (size_t i = 0; i < cell.len; i++) {
            if (cell.ptr[i] == '"')
                base_buf_add_byte(out, '"');
            base_buf_add_byte(out, cell.ptr[i]);
        }
        base_buf_add_byte(out, '"');
    }
    out->failed |= clean.failed;
    base_buf_dispose(&clean);
}

static void write_row(base_buf *out, const row *written)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        if (i > 0)
            base_buf_add_byte(out, ',');
        write_cell(out, written->cells[i]);
    }
    base_buf_add_c(out, "\r\n");
}

static base_str word(const render_run *run, base_msg_id message)
{
    return base_str_c(base_msg_text(run->options.lang, message));
}

static void begin(base_buf *out, render_run *run)
{
    static const base_msg_id heads[COLUMNS] = {
        MSG_RENDER_AGENCY,          MSG_RENDER_REPORT_YEAR,     MSG_RENDER_HEAD_FILE,
        MSG_RENDER_HEAD_RULE,       MSG_RENDER_RULE_SEVERITY,   MSG_RENDER_HEAD_PROBLEM,
        MSG_RENDER_HEAD_SUBJECT,    MSG_RENDER_HEAD_STATED,     MSG_RENDER_HEAD_EXPECTED,
        MSG_RENDER_HEAD_DIFFERENCE, MSG_RENDER_HEAD_PLACE,      MSG_RENDER_HEAD_QUOTE,
        MSG_RENDER_HEAD_REMARK,     MSG_RENDER_HEAD_FINGERPRINT};
    row head;
    for (size_t i = 0; i < COLUMNS; i++)
        head.cells[i] = word(run, heads[i]);
    base_buf_add_c(out, "\xEF\xBB\xBF");
    write_row(out, &head);
}

/* What all rows of a report share. `year` is scratch. */
static row row_of(const result_report *report, char year[16])
{
    row made;
    memset(&made, 0, sizeof(made));
    snprintf(year, 16, "%d", report->year);
    made.cells[AGENCY] = report->agency;
    made.cells[YEAR] = base_str_c(report->year > 0 ? year : "");
    made.cells[FILE_PATH] = report->path;
    return made;
}

static void write_finding(base_buf *out, const render_run *run, const result_report *report,
                          const result_finding *finding)
{
    char year[16];
    base_buf place, expected;
    row made = row_of(report, year);
    base_buf_init(&place);
    base_buf_init(&expected);
    render_location_always(&place, run->options.lang, &finding->location, report->path);
    render_expected(&expected, finding, 0);
    made.cells[RULE] = finding->rule;
    made.cells[LEVEL] = word(run, render_severity_word(finding->severity));
    made.cells[PROBLEM] = finding->message.len > 0 ? finding->message : finding->title;
    if (finding->has_evidence) {
        made.cells[SUBJECT] = finding->evidence.subject;
        made.cells[STATED] = finding->evidence.stated;
        made.cells[DIFFERENCE] = finding->evidence.difference;
    }
    made.cells[EXPECTED] = base_buf_str(&expected);
    made.cells[PLACE] = base_buf_str(&place);
    made.cells[QUOTE] = finding->quote.len > 0 ? finding->quote : finding->location.text;
    made.cells[FINGERPRINT] = finding->fingerprint;
    write_row(out, &made);
    out->failed |= place.failed | expected.failed;
    base_buf_dispose(&place);
    base_buf_dispose(&expected);
}

static void write_omitted(base_buf *out, const render_run *run, const result_report *report,
                          const result_rule *ended)
{
    char year[16];
    base_buf text;
    row made = row_of(report, year);
    base_buf_init(&text);
    if (render_omitted(&text, run->options.lang, ended)) {
        made.cells[RULE] = ended->rule;
        made.cells[PROBLEM] = base_buf_str(&text);
        write_row(out, &made);
    }
    out->failed |= text.failed;
    base_buf_dispose(&text);
}

static void write_report(base_buf *out, render_run *run, const result_report *report, size_t number)
{
    char year[16];
    row made = row_of(report, year);
    (void)number;
    if (report->status != RESULT_READ) {
        made.cells[LEVEL] = word(run, render_status_word(report->status));
        made.cells[PROBLEM] =
            report->problem.len > 0 ? report->problem : word(run, MSG_RENDER_NO_PACK);
        write_row(out, &made);
    }
    for (size_t i = 0; i < report->finding_count; i++)
        write_finding(out, run, report, &report->findings[i]);
    for (size_t i = 0; i < report->rule_count; i++) {
        const result_rule *ended = &report->rules[i];
        write_omitted(out, run, report, ended);
        if (ended->outcome != RESULT_NOT_EVALUATED)
            continue;
        made.cells[RULE] = ended->rule;
        made.cells[LEVEL] = word(run, MSG_RENDER_UNDECIDED);
        made.cells[PROBLEM] = ended->reason;
        write_row(out, &made);
    }
}

/* What is of no report. */
static void end(base_buf *out, render_run *run, const render_summary *summary,
                const render_skipped *skipped, size_t skipped_count)
{
    row made;
    (void)summary;
    memset(&made, 0, sizeof(made));
    made.cells[LEVEL] = word(run, MSG_RENDER_KIND_BROKEN);
    for (size_t i = 0; i < run->broken_count; i++) {
        made.cells[PROBLEM] = run->broken[i];
        write_row(out, &made);
    }
    made.cells[LEVEL] = word(run, MSG_RENDER_SKIPPED_FILE);
    for (size_t i = 0; i < skipped_count; i++) {
        made.cells[FILE_PATH] = skipped[i].path;
        made.cells[PROBLEM] = skipped[i].reason;
        write_row(out, &made);
    }
    if (!run->interrupted)
        return;
    memset(&made, 0, sizeof(made));
    made.cells[PROBLEM] = word(run, MSG_RENDER_INTERRUPTED);
    write_row(out, &made);
}

const render_results *render_results_csv(void)
{
    static const render_results renderer = {begin, write_report, end, NULL, NULL, 0};
    return &renderer;
}
