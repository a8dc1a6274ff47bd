#include "render/html_finding.h"

#include <stdio.h>
#include <stdlib.h>

#include "render/fold.h"
#include "render/place.h"
#include "render/words.h"

#define MOST_ZEROS 12 /* a table with more operands leaves out those that are 0 */

typedef struct page {
    render_markup *to;
    const render_run *run;
    const result_report *report;
    const render_fold *folds;
} page;

const char *render_severity_class(hecha_severity severity)
{
    return result_severity_name(severity > HECHA_ERROR ? HECHA_ERROR : severity);
}

static const char *word(const page *p, base_msg_id message)
{
    return base_msg_text(p->run->options.lang, message);
}

static void add_number_message(const page *p, base_msg_id message, size_t number)
{
    char digits[24];
    base_buf text;
    base_buf_init(&text);
    snprintf(digits, sizeof(digits), "%zu", number);
    base_msg_add(&text, p->run->options.lang, message, digits, NULL);
    render_markup_text(p->to, base_buf_str(&text));
    p->to->out->failed |= text.failed;
    base_buf_dispose(&text);
}

static void add_place(const page *p, const char *element, const char *css_class,
                      const base_place *place)
{
    base_buf words;
    base_buf_init(&words);
    render_location_words(&words, p->run->options.lang, place, p->report->path);
    render_markup_element(p->to, element, css_class, base_buf_str(&words));
    p->to->out->failed |= words.failed;
    base_buf_dispose(&words);
}

/* ---- the arithmetic ---- */

static void begin_row(const page *p, const char *css_class, base_str label)
{
    render_markup_begin(p->to, "tr");
    if (css_class != NULL)
        render_markup_attribute(p->to, "class", base_str_c(css_class));
    render_markup_begin(p->to, "th");
    render_markup_attribute(p->to, "scope", base_str_c("row"));
    render_markup_text(p->to, label);
}

static void end_row(const page *p, base_str number, base_str remark)
{
    render_markup_end(p->to); /* th */
    render_markup_element(p->to, "td", "number", number);
    render_markup_element(p->to, "td", NULL, remark);
    render_markup_end(p->to);
}

/* As end_row, with a figure of the evidence. */
static void end_figure_row(const page *p, const result_evidence *evidence, result_rounded which,
                           base_str remark)
{
    base_buf figure;
    base_buf_init(&figure);
    result_add_figure(&figure, evidence, which);
    end_row(p, base_buf_str(&figure), remark);
    p->to->out->failed |= figure.failed;
    base_buf_dispose(&figure);
}

static void write_term(const page *p, const result_term *term)
{
    begin_row(p, NULL, term->label);
    render_markup_end(p->to);
    render_markup_element(p->to, "td", "number", term->value);
    add_place(p, "td", NULL, &term->place);
    render_markup_end(p->to);
}

static void write_more(const page *p, base_msg_id message, size_t number)
{
    if (number == 0)
        return;
    render_markup_begin(p->to, "tr");
    render_markup_begin(p->to, "td");
    render_markup_number(p->to, "colspan", 3);
    add_number_message(p, message, number);
    render_markup_end(p->to);
    render_markup_end(p->to);
}

static void write_terms(const page *p, const result_finding *finding)
{
    const result_evidence *evidence = &finding->evidence;
    size_t zeros = 0;
    for (size_t i = 0; i < evidence->term_count; i++) {
        if (evidence->term_count > MOST_ZEROS && base_str_eq_c(evidence->terms[i].value, "0"))
            zeros++;
        else
            write_term(p, &evidence->terms[i]);
    }
    write_more(p, MSG_RENDER_ZERO_TERMS, zeros);
    write_more(p, MSG_RENDER_MORE_TERMS, evidence->term_omitted);
}

static void write_stated(const page *p, const result_finding *finding)
{
    const result_evidence *evidence = &finding->evidence;
    base_buf words;
    base_buf_init(&words);
    render_location_words(&words, p->run->options.lang, &finding->location, p->report->path);
    begin_row(p, "stated", evidence->subject);
    render_markup_literal(p->to, " ");
    render_markup_begin(p->to, "span");
    render_markup_attribute(p->to, "class", base_str_c("soft"));
    render_markup_c(p->to, word(p, MSG_RENDER_HEAD_STATED));
    render_markup_end(p->to);
    end_figure_row(p, evidence, RESULT_ROUNDED_STATED, base_buf_str(&words));
    p->to->out->failed |= words.failed;
    base_buf_dispose(&words);
}

static void write_expected(const page *p, const result_evidence *evidence)
{
    base_buf label;
    char relation[8] = "";
    base_buf_init(&label);
    if (evidence->relation.len < sizeof(relation) && evidence->relation.len > 0)
        memcpy(relation, evidence->relation.ptr, evidence->relation.len);
    if (relation[0] == '\0' || strcmp(relation, "=") == 0)
        base_buf_add_c(&label, word(p, MSG_RENDER_HEAD_EXPECTED));
    else
        base_msg_add(&label, p->run->options.lang, MSG_RENDER_OUGHT, relation, NULL);
    begin_row(p, "expected", base_buf_str(&label));
    end_figure_row(p, evidence, RESULT_ROUNDED_EXPECTED,
                   base_str_eq(evidence->arithmetic, evidence->expected) ? base_str_n(NULL, 0)
                                                                         : evidence->arithmetic);
    if (evidence->difference.len > 0) {
        begin_row(p, "difference", base_str_c(word(p, MSG_RENDER_HEAD_DIFFERENCE)));
        end_figure_row(p, evidence, RESULT_ROUNDED_DIFFERENCE, base_str_n(NULL, 0));
    }
    p->to->out->failed |= label.failed;
    base_buf_dispose(&label);
}

static void write_arithmetic(const page *p, const result_finding *finding)
{
    static const base_msg_id heads[] = {MSG_RENDER_HEAD_OPERAND, MSG_RENDER_HEAD_VALUE,
                                        MSG_RENDER_HEAD_PLACE};
    if (!finding->has_evidence || finding->evidence.expected.len == 0)
        return;
    render_markup_literal(p->to, "\n");
    render_markup_begin(p->to, "div");
    render_markup_attribute(p->to, "class", base_str_c("scroll"));
    render_markup_begin(p->to, "table");
    render_markup_attribute(p->to, "class", base_str_c("arithmetic"));
    render_markup_begin(p->to, "thead");
    render_markup_begin(p->to, "tr");
    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
        render_markup_begin(p->to, "th");
        render_markup_attribute(p->to, "scope", base_str_c("col"));
        if (i == 1)
            render_markup_attribute(p->to, "class", base_str_c("number"));
        render_markup_c(p->to, word(p, heads[i]));
        render_markup_end(p->to);
    }
    render_markup_end(p->to);
    render_markup_end(p->to);
    render_markup_begin(p->to, "tbody");
    write_stated(p, finding);
    write_terms(p, finding);
    write_expected(p, &finding->evidence);
    render_markup_end(p->to);
    render_markup_end(p->to);
    render_markup_end(p->to);
}

/* ---- the rest of a finding ---- */

static void write_quote(const page *p, const result_finding *finding)
{
    base_str quote = finding->quote.len > 0 ? finding->quote : finding->location.text;
    base_buf place;
    base_buf_init(&place);
    render_location_always(&place, p->run->options.lang, &finding->location, p->report->path);
    render_markup_begin(p->to, "p");
    render_markup_attribute(p->to, "class", base_str_c("soft"));
    render_markup_c(p->to, word(p, MSG_RENDER_HEAD_PLACE));
    render_markup_c(p->to, p->run->options.lang == HECHA_LANG_EN ? ": " : "：");
    render_markup_text(p->to, base_buf_str(&place));
    render_markup_end(p->to);
    if (quote.len > 0)
        render_markup_element(p->to, "blockquote", NULL, quote);
    p->to->out->failed |= place.failed;
    base_buf_dispose(&place);
}

/* Places to compare with that stand in no row of the arithmetic. */
static void write_related(const page *p, const result_finding *finding)
{
    size_t shown = 0;
    for (size_t i = 0; i < finding->related_count; i++) {
        const base_place *place = &finding->related[i];
        int known = render_place_same(place, &finding->location);
        for (size_t k = 0; !known && finding->has_evidence && k < finding->evidence.term_count; k++)
            known = render_place_same(place, &finding->evidence.terms[k].place);
        if (known)
            continue;
        if (shown++ == 0)
            render_markup_begin(p->to, "ul");
        render_markup_begin(p->to, "li");
        add_place(p, "span", "soft", place);
        render_markup_literal(p->to, " ");
        render_markup_text(p->to, place->text);
        render_markup_end(p->to);
    }
    if (shown > 0)
        render_markup_end(p->to);
    if (finding->related_omitted > 0) {
        render_markup_begin(p->to, "p");
        add_number_message(p, MSG_RENDER_AND_MORE, finding->related_omitted);
        render_markup_end(p->to);
    }
}

static void write_causes(const page *p, const result_finding *finding)
{
    if (!finding->has_evidence || finding->evidence.cause_count == 0)
        return;
    render_markup_element(p->to, "h4", NULL, base_str_c(word(p, MSG_RENDER_HEAD_CAUSES)));
    render_markup_begin(p->to, "ul");
    for (size_t i = 0; i < finding->evidence.cause_count; i++)
        render_markup_element(p->to, "li", NULL, finding->evidence.causes[i]);
    render_markup_end(p->to);
}

static void write_notice(const page *p, const result_finding *finding)
{
    base_buf notice;
    base_buf_init(&notice);
    render_notice(&notice, p->run->options.lang, finding, p->report->path);
    render_markup_begin(p->to, "details");
    render_markup_element(p->to, "summary", NULL, base_str_c(word(p, MSG_RENDER_HEAD_NOTICE)));
    render_markup_element(p->to, "p", NULL, base_buf_str(&notice));
    render_markup_end(p->to);
    p->to->out->failed |= notice.failed;
    base_buf_dispose(&notice);
}

static const render_rule *rule_of(const page *p, base_str name)
{
    for (size_t i = 0; i < p->run->rule_count; i++) {
        if (base_str_eq(p->run->rules[i].name, name))
            return &p->run->rules[i];
    }
    return NULL;
}

static void write_origin(const page *p, const result_finding *finding)
{
    const render_rule *known = rule_of(p, finding->rule);
    render_markup_begin(p->to, "p");
    render_markup_attribute(p->to, "class", base_str_c("soft"));
    if (known != NULL && known->basis.len > 0) {
        render_markup_c(p->to, word(p, MSG_RENDER_RULE_BASIS));
        render_markup_c(p->to, p->run->options.lang == HECHA_LANG_EN ? ": " : "：");
        render_markup_text(p->to, known->basis);
        render_markup_literal(p->to, " · ");
    }
    render_markup_c(p->to, word(p, MSG_RENDER_HEAD_FINGERPRINT));
    render_markup_literal(p->to, " ");
    render_markup_element(p->to, "code", NULL, finding->fingerprint);
    render_markup_end(p->to);
}

static void begin_finding(const page *p, const result_finding *finding, const char *heading)
{
    char classes[24];
    const char *severity = render_severity_class(finding->severity);
    snprintf(classes, sizeof(classes), "finding %s", severity);
    render_markup_literal(p->to, "\n");
    render_markup_begin(p->to, "article");
    render_markup_attribute(p->to, "class", base_str_c(classes));
    render_markup_begin(p->to, heading);
    snprintf(classes, sizeof(classes), "badge %s", severity);
    render_markup_element(p->to, "span", classes,
                          base_str_c(word(p, render_severity_word(finding->severity))));
    render_markup_text(p->to, finding->rule);
    render_markup_literal(p->to, " ");
    render_markup_text(p->to, finding->title.len > 0 ? finding->title : finding->message);
    render_markup_end(p->to);
}

static void write_body(const page *p, const result_finding *finding)
{
    const result_evidence *evidence = &finding->evidence;
    render_markup_element(p->to, "p", NULL, finding->message);
    if (finding->has_evidence && evidence->condition.len > 0)
        render_markup_element(p->to, "p", "soft", evidence->condition);
    write_quote(p, finding);
    write_arithmetic(p, finding);
    write_related(p, finding);
    write_causes(p, finding);
    write_notice(p, finding);
    write_origin(p, finding);
}

/* Findings that the same fault makes. */
static void write_folded(const page *p, size_t cause)
{
    size_t count = 0;
    for (size_t i = p->folds[cause].first; i != RENDER_FOLD_NONE; i = p->folds[i].next)
        count++;
    if (count == 0)
        return;
    render_markup_begin(p->to, "details");
    render_markup_begin(p->to, "summary");
    add_number_message(p, MSG_RENDER_SAME_FAULTS, count);
    render_markup_end(p->to);
    for (size_t i = p->folds[cause].first; i != RENDER_FOLD_NONE; i = p->folds[i].next) {
        begin_finding(p, &p->report->findings[i], "h4");
        write_body(p, &p->report->findings[i]);
        render_markup_end(p->to);
    }
    render_markup_end(p->to);
}

void render_findings_html(render_markup *markup, const render_run *run, const result_report *report)
{
    if (report->finding_count == 0)
        return;
    render_fold *folds = render_fold_findings(report);
    size_t *order = calloc(report->finding_count, sizeof(*order));
    page p = {markup, run, report, folds};
    if (folds == NULL || order == NULL) {
        markup->out->failed = 1;
    } else {
        size_t count = render_order(report, folds, order);
        for (size_t i = 0; i < count; i++) {
            begin_finding(&p, &report->findings[order[i]], "h3");
            write_body(&p, &report->findings[order[i]]);
            write_folded(&p, order[i]);
            render_markup_end(markup);
        }
    }
    free(folds);
    free(order);
}
