#include "result/cap.h"

#include "text/utf8.h"

#define PLACE_BYTES 64u

typedef struct capping {
    base_arena *arena;
    result_report *report;
    size_t *kept;        /* one a rule: findings that stay */
    unsigned char *keep; /* one a finding */
    size_t bytes;        /* of what stays */
} capping;

/* ---- texts ---- */

static void cut(base_arena *arena, base_str *text, size_t most)
{
    static const char dots[] = "…";
    size_t offset = 0, end = 0, count = 0;
    if (text->len <= most)
        return;
    while (offset < text->len && count <= most) {
        if (++count == most)
            end = offset;
        if (text->ptr[offset] == '\0') /* which text_utf8_next takes for the end */
            offset++;
        else
            text_utf8_next(*text, &offset);
    }
    if (count <= most)
        return;
    char *copy = base_arena_alloc(arena, end + sizeof(dots) - 1);
    if (copy == NULL)
        return; /* the arena remembers */
    memcpy(copy, text->ptr, end);
    memcpy(copy + end, dots, sizeof(dots) - 1);
    *text = base_str_n(copy, end + sizeof(dots) - 1);
}

static void cut_evidence(base_arena *arena, result_evidence *evidence)
{
    if (evidence->term_count > RESULT_MOST_TERMS) {
        evidence->term_omitted += evidence->term_count - RESULT_MOST_TERMS;
        evidence->term_count = RESULT_MOST_TERMS;
    }
    cut(arena, &evidence->subject, RESULT_MOST_TEXT);
    if (evidence->expected.len == 0) /* else it is a figure, and exact */
        cut(arena, &evidence->stated, RESULT_MOST_TEXT);
    cut(arena, &evidence->arithmetic, RESULT_MOST_MESSAGE);
    cut(arena, &evidence->ground, RESULT_MOST_MESSAGE);
    cut(arena, &evidence->condition, RESULT_MOST_MESSAGE);
    for (size_t i = 0; i < evidence->term_count; i++) {
        cut(arena, &evidence->terms[i].label, RESULT_MOST_TEXT);
        cut(arena, &evidence->terms[i].place.text, RESULT_MOST_TEXT);
    }
    for (size_t i = 0; i < evidence->cause_count; i++)
        cut(arena, &evidence->causes[i], RESULT_MOST_MESSAGE);
}

static void cut_finding(base_arena *arena, result_finding *finding)
{
    cut(arena, &finding->title, RESULT_MOST_TEXT);
    cut(arena, &finding->message, RESULT_MOST_MESSAGE);
    cut(arena, &finding->quote, RESULT_MOST_MESSAGE);
    cut(arena, &finding->location.text, RESULT_MOST_TEXT);
    if (finding->related_count > RESULT_MOST_RELATED) {
        finding->related_omitted += finding->related_count - RESULT_MOST_RELATED;
        finding->related_count = RESULT_MOST_RELATED;
    }
    for (size_t i = 0; i < finding->related_count; i++)
        cut(arena, &finding->related[i].text, RESULT_MOST_TEXT);
    if (finding->has_evidence)
        cut_evidence(arena, &finding->evidence);
}

static void cut_head(base_arena *arena, result_report *report)
{
    cut(arena, &report->title, RESULT_MOST_TEXT);
    cut(arena, &report->agency, RESULT_MOST_TEXT);
    cut(arena, &report->packs_because, RESULT_MOST_MESSAGE);
    cut(arena, &report->problem, RESULT_MOST_MESSAGE);
    for (size_t i = 0; i < report->rule_count; i++)
        cut(arena, &report->rules[i].reason, RESULT_MOST_MESSAGE);
}

/* ---- findings ---- */

static size_t place_bytes(const base_place *place)
{
    return PLACE_BYTES + place->path.len + place->part.len + place->ref.len + place->text.len;
}

static size_t evidence_bytes(const result_evidence *evidence)
{
    size_t bytes = evidence->subject.len + evidence->stated.len + evidence->expected.len +
                   evidence->difference.len + evidence->arithmetic.len + evidence->ground.len +
                   evidence->condition.len;
    for (size_t i = 0; i < evidence->term_count; i++)
        bytes += evidence->terms[i].label.len + evidence->terms[i].value.len +
                 place_bytes(&evidence->terms[i].place);
    for (size_t i = 0; i < evidence->cause_count; i++)
        bytes += evidence->causes[i].len;
    return bytes;
}

static size_t finding_bytes(const result_finding *finding)
{
    size_t bytes = finding->rule.len + finding->title.len + finding->message.len +
                   finding->quote.len + place_bytes(&finding->location);
    for (size_t i = 0; i < finding->related_count; i++)
        bytes += place_bytes(&finding->related[i]);
    return finding->has_evidence ? bytes + evidence_bytes(&finding->evidence) : bytes;
}

/* The index of the finding's rule. Findings have the very text of their rule's name, mostly. */
static size_t rule_of(const result_report *report, base_str name)
{
    for (size_t i = 0; i < report->rule_count; i++) {
        if (report->rules[i].rule.ptr == name.ptr && report->rules[i].rule.len == name.len)
            return i;
    }
    for (size_t i = 0; i < report->rule_count; i++) {
        if (base_str_eq(report->rules[i].rule, name))
            return i;
    }
    return report->rule_count;
}

static void choose(capping *c, hecha_severity severity)
{
    const result_report *report = c->report;
    for (size_t i = 0; i < report->finding_count; i++) {
        const result_finding *finding = &report->findings[i];
        if (finding->severity != severity)
            continue;
        size_t rule = rule_of(report, finding->rule);
        size_t bytes = finding_bytes(finding);
        c->keep[i] = c->kept[rule] < RESULT_MOST_RULE_FINDINGS &&
                     bytes <= RESULT_MOST_FINDING_BYTES - c->bytes;
        if (c->keep[i]) {
            c->kept[rule]++;
            c->bytes += bytes;
        } else if (rule < report->rule_count) {
            report->rules[rule].omitted[severity]++;
        }
    }
}

static void drop(capping *c)
{
    result_report *report = c->report;
    size_t left = 0;
    for (size_t i = 0; i < report->finding_count; i++) {
        if (c->keep[i])
            report->findings[left++] = report->findings[i];
    }
    report->finding_count = left;
}

int result_cap(base_arena *arena, result_report *report)
{
    capping c = {arena, report, NULL, NULL, 0};
    cut_head(arena, report);
    for (size_t i = 0; i < report->finding_count; i++)
        cut_finding(arena, &report->findings[i]);
    if (report->finding_count > 0) {
        c.kept = base_arena_array(arena, report->rule_count + 1, sizeof(*c.kept));
        c.keep = base_arena_zalloc(arena, report->finding_count);
        if (c.kept == NULL || c.keep == NULL)
            return HECHA_E_MEMORY;
        for (int severity = HECHA_ERROR; severity >= HECHA_NOTICE; severity--)
            choose(&c, (hecha_severity)severity);
        drop(&c);
    }
    return base_arena_failed(arena) ? HECHA_E_MEMORY : 0;
}

size_t result_total(const result_report *report, hecha_severity severity)
{
    size_t total = 0;
    for (size_t i = 0; i < report->finding_count; i++)
        total += report->findings[i].severity == severity;
    for (size_t i = 0; severity <= HECHA_ERROR && i < report->rule_count; i++)
        total += report->rules[i].omitted[severity];
    return total;
}

size_t result_omitted(const result_rule *rule)
{
    size_t omitted = 0;
    for (int severity = HECHA_NOTICE; severity <= HECHA_ERROR; severity++)
        omitted += rule->omitted[severity];
    return omitted;
}
