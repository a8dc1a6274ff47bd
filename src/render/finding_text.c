#include "render/finding_text.h"

#include <stdlib.h>

#include "render/fold.h"
#include "render/place.h"
#include "render/words.h"
#include "text/utf8.h"
#include "text/width.h"

#define INDENT 2
#define MOST_TERMS 8 /* of a sum, shown without --verbose */
#define MOST_RELATED 4
#define QUOTE_WIDTH 180 /* columns of a quoted sentence */

/* What the lines of one finding share. */
typedef struct finding_view {
    render_line *line;
    const result_report *report;
    base_str pack;
    size_t body; /* column of the lines below the first */
} finding_view;

base_str render_rule_name(base_str name, base_str pack)
{
    return pack.len > 0 && base_str_starts(name, pack) ? base_str_from(name, pack.len) : name;
}

render_tone render_severity_tone(hecha_severity severity)
{
    if (severity >= HECHA_ERROR)
        return RENDER_RED;
    return severity == HECHA_WARNING ? RENDER_YELLOW : RENDER_BLUE;
}

static const char *word(const finding_view *view, base_msg_id message)
{
    return base_msg_text(view->line->options->lang, message);
}

/* A place in another report begins with that report's path. */
static int place_words(const finding_view *view, base_buf *out, const base_place *place)
{
    return render_location_words(out, view->line->options->lang, place, view->report->path);
}

static int add_place(const finding_view *view, const base_place *place)
{
    return place_words(view, &view->line->text, place);
}

/* A place in words, behind a name: （第78行） */
static void add_place_note(const finding_view *view, const base_place *place)
{
    base_buf words;
    base_buf_init(&words);
    if (place_words(view, &words, place)) {
        base_str argument = base_buf_str(&words);
        render_line_message(view->line, MSG_RENDER_NOTE, &argument, 1);
    }
    view->line->text.failed |= words.failed;
    base_buf_dispose(&words);
}

static void end_body_line(const finding_view *view, render_tone tone)
{
    /* Lines that go on are set in, so that each new fact stands out. */
    render_line_end(view->line, view->body + INDENT, tone);
}

static void write_head(const finding_view *view, const result_finding *finding)
{
    render_line *line = view->line;
    render_line_indent(line, INDENT);
    render_line_lead_message(line, render_severity_tone(finding->severity),
                             render_severity_word(finding->severity));
    render_line_indent(line, view->body);
    render_line_lead(line, RENDER_BOLD, render_rule_name(finding->rule, view->pack));
    render_line_indent(line, line->column + 1);
    render_line_add(line, finding->title.len > 0 ? finding->title : finding->message);
    render_line_end(line, view->body + INDENT, RENDER_PLAIN);
}

/* The offset `count` characters before `offset`. */
static size_t back(base_str text, size_t offset, size_t count)
{
    while (count-- > 0 && offset > 0)
        text_utf8_previous(text, &offset);
    return offset;
}

/* The quote; of a long one the part around what the finding is about. */
static void add_quote(const finding_view *view, const result_finding *finding, base_str quote)
{
    render_line *line = view->line;
    base_buf clean, about;
    base_buf_init(&clean);
    base_buf_init(&about);
    render_clean(&clean, quote);
    render_clean(&about, finding->location.text);
    base_str whole = base_buf_str(&clean);
    if (line->options->verbose || text_width(whole) <= QUOTE_WIDTH ||
        base_str_eq(quote, finding->message)) {
        base_buf_add_str(&line->text, whole);
    } else {
        size_t at = base_str_find(whole, base_buf_str(&about), 0);
        size_t start = at == BASE_STR_NONE ? 0 : back(whole, at, QUOTE_WIDTH / 6);
        base_str part = text_fit(base_str_from(whole, start), QUOTE_WIDTH);
        if (start > 0)
            base_buf_add_c(&line->text, "…");
        base_buf_add_str(&line->text, part);
        if (start + part.len < whole.len)
            base_buf_add_c(&line->text, "…");
    }
    line->text.failed |= clean.failed | about.failed;
    base_buf_dispose(&clean);
    base_buf_dispose(&about);
}

/* Where it is and what stands there; returns 1 if the message was told in place of a quote. */
static int write_where(const finding_view *view, const result_finding *finding)
{
    base_str quote = finding->quote.len > 0 ? finding->quote : finding->location.text;
    render_line *line = view->line;
    int placed, told = 0;
    render_line_indent(line, view->body);
    placed = add_place(view, &finding->location);
    if (!placed && quote.len == 0) {
        if (finding->location.block == 0)
            render_line_add_c(line, word(view, MSG_RENDER_WHOLE_REPORT));
        else
            render_line_number(line, MSG_RENDER_BLOCK, finding->location.block);
        placed = 1;
    }
    if (quote.len == 0 && finding->title.len > 0 && !finding->has_evidence) {
        quote = finding->message;
        told = 1;
    }
    if (quote.len > 0) {
        if (placed)
            render_line_add_c(line, render_colon(line->options->lang));
        add_quote(view, finding, quote);
    }
    end_body_line(view, RENDER_PLAIN);
    return told;
}

static int holds(base_str text, base_str part)
{
    return part.len == 0 || base_str_find(text, part, 0) != BASE_STR_NONE;
}

/* The message, unless the other lines say the same. */
static void write_message(const finding_view *view, const result_finding *finding)
{
    const result_evidence *evidence = &finding->evidence;
    if (finding->message.len == 0 || finding->title.len == 0 ||
        base_str_eq(finding->message, finding->title))
        return;
    if (finding->has_evidence && evidence->expected.len > 0 &&
        holds(finding->message, evidence->stated) && holds(finding->message, evidence->expected))
        return;
    render_line_indent(view->line, view->body);
    render_line_add(view->line, finding->message);
    end_body_line(view, RENDER_PLAIN);
}

/* Behind a single figure: what it is and where it stands. */
static void add_source(const finding_view *view, const result_evidence *evidence)
{
    const result_term *term;
    base_buf words;
    if (evidence->term_count != 1 || evidence->terms[0].label.len == 0)
        return;
    term = &evidence->terms[0];
    base_buf_init(&words);
    render_clean(&words, term->label);
    base_buf_add_c(&words, view->line->options->lang == HECHA_LANG_EN ? ", " : "，");
    if (!place_words(view, &words, &term->place))
        words.len -= view->line->options->lang == HECHA_LANG_EN ? 2 : strlen("，");
    base_str argument = base_buf_str(&words);
    if (!base_buf_failed(&words))
        render_line_message(view->line, MSG_RENDER_NOTE, &argument, 1);
    view->line->text.failed |= words.failed;
    base_buf_dispose(&words);
}

/* The message with a figure as its last argument, behind one other if there is one. */
static void add_with_figure(const finding_view *view, base_msg_id message, const base_str *before,
                            const result_evidence *evidence, result_rounded which)
{
    base_buf figure;
    base_buf_init(&figure);
    result_add_figure(&figure, evidence, which);
    base_str arguments[] = {before != NULL ? *before : base_buf_str(&figure),
                            base_buf_str(&figure)};
    render_line_message(view->line, message, arguments, before != NULL ? 2 : 1);
    view->line->text.failed |= figure.failed;
    base_buf_dispose(&figure);
}

/* What the report gives; with its name where no other line has it. */
static void add_stated(const finding_view *view, const result_finding *finding)
{
    const result_evidence *evidence = &finding->evidence;
    if (evidence->stated.len == 0)
        return;
    int named =
        !holds(finding->quote, evidence->subject) &&
        (evidence->term_count != 1 || !base_str_eq(evidence->terms[0].label, evidence->subject));
    add_with_figure(view, named ? MSG_RENDER_STATED_OF : MSG_RENDER_STATED,
                    named ? &evidence->subject : NULL, evidence, RESULT_ROUNDED_STATED);
}

/* 2+5+0 = 7，报告为 5，差 -2 */
static void write_arithmetic(const finding_view *view, const result_finding *finding)
{
    const result_evidence *evidence = &finding->evidence;
    render_line *line = view->line;
    int equal = evidence->relation.len == 0 || base_str_eq_c(evidence->relation, "=");
    int sum =
        evidence->arithmetic.len > 0 && !base_str_eq(evidence->arithmetic, evidence->expected);
    render_line_indent(line, view->body);
    if (sum) {
        render_line_add(line, evidence->arithmetic);
        render_line_add_c(line, evidence->rounded & RESULT_ROUNDED_EXPECTED ? " ≈ " : " = ");
        render_line_add(line, evidence->expected);
    } else {
        add_with_figure(view, equal ? MSG_RENDER_SHOULD_BE : MSG_RENDER_SHOULD,
                        equal ? NULL : &evidence->relation, evidence, RESULT_ROUNDED_EXPECTED);
        add_source(view, evidence);
    }
    add_stated(view, finding);
    if (sum && !equal) {
        render_line_add_c(line, word(view, MSG_RENDER_AND));
        add_with_figure(view, MSG_RENDER_SHOULD, &evidence->relation, evidence,
                        RESULT_ROUNDED_EXPECTED);
    }
    if (evidence->difference.len > 0 && !base_str_eq_c(evidence->difference, "0"))
        add_with_figure(view, MSG_RENDER_DIFFERENCE, NULL, evidence, RESULT_ROUNDED_DIFFERENCE);
    if (evidence->tolerance.len > 0) {
        base_str allowed[] = {evidence->tolerance, evidence->ground};
        render_line_message(
            line, evidence->ground.len > 0 ? MSG_RENDER_TOLERANCE_GROUND : MSG_RENDER_TOLERANCE,
            allowed, evidence->ground.len > 0 ? 2 : 1);
    }
    end_body_line(view, RENDER_BOLD);
}

/* The operands that count: those that are not 0, or all with --verbose. */
static void write_terms(const finding_view *view, const result_evidence *evidence)
{
    size_t index, shown = 0, left = 0;
    int verbose = view->line->options->verbose;
    if (evidence->term_count < 2)
        return;
    for (index = 0; index < evidence->term_count; index++) {
        const result_term *term = &evidence->terms[index];
        if (term->label.len == 0 || (!verbose && base_str_eq_c(term->value, "0")))
            continue;
        if (!verbose && shown == MOST_TERMS) {
            left++;
            continue;
        }
        if (shown++ > 0)
            render_line_add_c(view->line, render_comma(view->line->options->lang));
        render_line_add(view->line, term->label);
        render_line_add_c(view->line, " ");
        render_line_add(view->line, term->value);
        add_place_note(view, &term->place);
    }
    if (left > 0)
        render_line_number(view->line, MSG_RENDER_AND_MORE, left);
    if (shown == 0)
        return;
    render_line_indent(view->line, view->body);
    end_body_line(view, RENDER_DIM);
}

static int is_term(const result_finding *finding, const base_place *place)
{
    size_t index;
    if (!finding->has_evidence)
        return 0;
    for (index = 0; index < finding->evidence.term_count; index++) {
        if (render_place_same(&finding->evidence.terms[index].place, place))
            return 1;
    }
    return 0;
}

/* Places to compare with that no other line has named. */
static void write_related(const finding_view *view, const result_finding *finding)
{
    size_t index, shown = 0, left = 0;
    render_line *line = view->line;
    for (index = 0; index < finding->related_count; index++) {
        const base_place *place = &finding->related[index];
        if (render_place_same(place, &finding->location) || is_term(finding, place))
            continue;
        if (shown == MOST_RELATED && !line->options->verbose) {
            left++;
            continue;
        }
        if (shown++ == 0)
            render_line_add_c(line, word(view, MSG_RENDER_COMPARE));
        else
            render_line_add_c(line, line->options->lang == HECHA_LANG_EN ? "; " : "；");
        int placed = add_place(view, place);
        if (place->text.len > 0) {
            if (placed)
                render_line_add_c(line, " ");
            render_line_message(line, MSG_RENDER_QUOTED, &place->text, 1);
        }
    }
    if (left > 0)
        render_line_number(line, MSG_RENDER_AND_MORE, left);
    if (shown == 0)
        return;
    render_line_indent(line, view->body);
    end_body_line(view, RENDER_PLAIN);
}

static void write_lines(const finding_view *view, base_msg_id message, const base_str *texts,
                        size_t count)
{
    size_t index;
    for (index = 0; index < count; index++) {
        if (texts[index].len == 0)
            continue;
        render_line_indent(view->line, view->body);
        render_line_message(view->line, message, &texts[index], 1);
        end_body_line(view, RENDER_PLAIN);
    }
}

static void write_folded(const finding_view *view, const render_fold *folds, size_t cause)
{
    size_t index;
    render_line *line = view->line;
    if (folds == NULL)
        return;
    for (index = folds[cause].first; index != RENDER_FOLD_NONE; index = folds[index].next) {
        const result_finding *finding = &view->report->findings[index];
        render_line_add_c(line, index == folds[cause].first
                                    ? word(view, MSG_RENDER_SEE_ALSO)
                                    : (line->options->lang == HECHA_LANG_EN ? "; " : "；"));
        render_line_add(line, render_rule_name(finding->rule, view->pack));
        render_line_add_c(line, " ");
        render_line_add(line, finding->title.len > 0 ? finding->title : finding->message);
    }
    if (folds[cause].first == RENDER_FOLD_NONE)
        return;
    render_line_indent(line, view->body);
    end_body_line(view, RENDER_DIM);
}

static void write_finding(const finding_view *view, const render_fold *folds, size_t index)
{
    const result_finding *finding = &view->report->findings[index];
    write_head(view, finding);
    if (!write_where(view, finding))
        write_message(view, finding);
    if (finding->has_evidence) {
        const result_evidence *evidence = &finding->evidence;
        write_lines(view, MSG_RENDER_CONDITION, &evidence->condition, 1);
        if (evidence->expected.len > 0) {
            write_arithmetic(view, finding);
            write_terms(view, evidence);
        }
        write_related(view, finding);
        write_lines(view, MSG_RENDER_CAUSE, evidence->causes, evidence->cause_count);
    } else {
        write_related(view, finding);
    }
    write_folded(view, folds, index);
    if (view->line->options->verbose)
        write_lines(view, MSG_RENDER_FINGERPRINT, &finding->fingerprint, 1);
}

/* The severities' words take as many columns as the widest of the language. */
static size_t body_column(hecha_lang lang)
{
    static const base_msg_id words[] = {MSG_RENDER_ERROR, MSG_RENDER_WARNING, MSG_RENDER_NOTICE};
    size_t index, widest = 0;
    for (index = 0; index < sizeof(words) / sizeof(words[0]); index++) {
        size_t width = text_width(base_str_c(base_msg_text(lang, words[index])));
        if (width > widest)
            widest = width;
    }
    return INDENT + widest + 1;
}

void render_findings_text(render_line *line, const result_report *report, base_str pack)
{
    render_fold *folds = render_fold_findings(report);
    finding_view view = {line, report, pack, body_column(line->options->lang)};
    int severity;
    size_t index;
    if (folds == NULL && report->finding_count > 0)
        line->out->failed = 1;
    for (severity = HECHA_ERROR; severity >= HECHA_NOTICE; severity--) {
        for (index = 0; index < report->finding_count; index++) {
            if ((int)report->findings[index].severity != severity)
                continue;
            if (folds != NULL && folds[index].cause != RENDER_FOLD_NONE)
                continue;
            write_finding(&view, folds, index);
        }
    }
    free(folds);
}
