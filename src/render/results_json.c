/* The JSON of `check`: docs/check.schema.json. Text stays as printed; nothing is computed here. */
#include "render/results_json.h"

#include "render/json.h"
#include "render/place.h"
#include "result/cap.h"

#define SCHEMA_VERSION 1

static void write_texts_if(render_json *json, const char *key, const base_str *texts, size_t count)
{
    if (count > 0)
        render_json_texts(json, key, texts, count);
}

static void write_change(render_json *json, const render_change *change)
{
    render_json_object(json);
    render_json_text(json, "kind", base_str_c(change->kind));
    render_json_text(json, "name", change->name);
    if (strcmp(change->kind, "severity") == 0)
        render_json_text(json, "value", base_str_c(result_severity_name(change->severity)));
    else
        render_json_text_if(json, "value", change->value);
    render_json_end(json);
}

static void write_overlays(render_json *json, const render_pack *shown)
{
    size_t index, number;
    if (shown->overlay_count == 0)
        return;
    render_json_key(json, "overlays");
    render_json_array(json);
    for (index = 0; index < shown->overlay_count; index++) {
        const render_overlay *overlay = &shown->overlays[index];
        render_json_object(json);
        render_json_text(json, "path", overlay->path);
        render_json_text_if(json, "title", overlay->title);
        render_json_text(json, "sha256", overlay->sha256);
        render_json_key(json, "changes");
        render_json_array(json);
        for (number = 0; number < overlay->change_count; number++)
            write_change(json, &overlay->changes[number]);
        render_json_end(json);
        render_json_end(json);
    }
    render_json_end(json);
}

void render_run_json(render_json *json, const render_run *run)
{
    size_t index;
    render_json_count(json, "schema", SCHEMA_VERSION);
    render_json_text(json, "hecha", base_str_c(HECHA_VERSION));
    render_json_key(json, "packs");
    render_json_array(json);
    for (index = 0; index < run->pack_count; index++) {
        render_json_object(json);
        render_json_text(json, "name", run->packs[index].name);
        render_json_text_if(json, "version", run->packs[index].version);
        render_json_text_if(json, "sha256", run->packs[index].sha256);
        write_overlays(json, &run->packs[index]);
        render_json_end(json);
    }
    render_json_end(json);
    write_texts_if(json, "broken", run->broken, run->broken_count);
    render_json_text_if(json, "isolation_lacks", run->isolation_lacks);
    write_texts_if(json, "roster_notes", run->roster_notes, run->roster_note_count);
}

static void begin(base_buf *out, render_run *run)
{
    render_json json;
    render_json_init(&json, out);
    render_json_object(&json);
    render_run_json(&json, run);
    render_json_line(&json);
    render_json_key(&json, "reports");
    render_json_array(&json);
    /* Left open: reports follow, and end() closes. */
}

static void write_terms(render_json *json, const result_evidence *evidence, base_str path)
{
    size_t index;
    render_json_key(json, "terms");
    render_json_array(json);
    for (index = 0; index < evidence->term_count; index++) {
        const result_term *term = &evidence->terms[index];
        render_json_object(json);
        render_json_text(json, "label", term->label);
        render_json_text(json, "value", term->value);
        if (term->state.len > 0 && !base_str_eq_c(term->state, "number"))
            render_json_text(json, "state", term->state);
        render_place_member(json, "location", &term->place, path);
        render_json_end(json);
    }
    render_json_end(json);
}

/* The names of the figures that are rounded. */
static void write_rounded(render_json *json, unsigned rounded)
{
    static const char *const names[] = {"stated", "expected", "difference"};
    if (rounded == 0)
        return;
    render_json_key(json, "rounded");
    render_json_array(json);
    for (unsigned i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (rounded & 1u << i)
            render_json_str(json, base_str_c(names[i]));
    render_json_end(json);
}

static void write_evidence(render_json *json, const result_evidence *evidence, base_str path)
{
    render_json_key(json, "evidence");
    render_json_object(json);
    render_json_text_if(json, "subject", evidence->subject);
    render_json_text_if(json, "relation", evidence->relation);
    render_json_text_if(json, "stated", evidence->stated);
    render_json_text_if(json, "expected", evidence->expected);
    render_json_text_if(json, "difference", evidence->difference);
    write_rounded(json, evidence->rounded);
    render_json_text_if(json, "arithmetic", evidence->arithmetic);
    render_json_text_if(json, "tolerance", evidence->tolerance);
    render_json_text_if(json, "ground", evidence->ground);
    render_json_text_if(json, "condition", evidence->condition);
    write_terms(json, evidence, path);
    render_json_count_if(json, "terms_omitted", evidence->term_omitted);
    render_json_texts(json, "causes", evidence->causes, evidence->cause_count);
    render_json_end(json);
}

static void write_finding(render_json *json, const result_finding *finding, base_str path)
{
    size_t index;
    render_json_line(json);
    render_json_object(json);
    render_json_text(json, "rule", finding->rule);
    render_json_text_if(json, "title", finding->title);
    render_json_text(json, "severity", base_str_c(result_severity_name(finding->severity)));
    render_json_text(json, "message", finding->message);
    render_json_text(json, "fingerprint", finding->fingerprint);
    render_json_text_if(json, "because", finding->because);
    /* Always there: a finding about the whole report has only the path in it. */
    render_json_key(json, "location");
    render_place_json(json, &finding->location, path);
    if (finding->related_count > 0) {
        render_json_key(json, "related");
        render_json_array(json);
        for (index = 0; index < finding->related_count; index++)
            render_place_json(json, &finding->related[index], path);
        render_json_end(json);
    }
    render_json_count_if(json, "related_omitted", finding->related_omitted);
    render_json_text_if(json, "quote", finding->quote);
    if (finding->has_evidence)
        write_evidence(json, &finding->evidence, path);
    render_json_end(json);
}

static void write_findings(render_json *json, const result_report *report)
{
    size_t index;
    render_json_key(json, "findings");
    render_json_array(json);
    for (index = 0; index < report->finding_count; index++)
        write_finding(json, &report->findings[index], report->path);
    render_json_end(json);
}

static void write_outcomes(render_json *json, const result_report *report)
{
    static const result_outcome order[] = {RESULT_PASSED, RESULT_FAILED, RESULT_NOT_APPLICABLE,
                                           RESULT_NOT_EVALUATED};
    size_t index;
    render_json_line(json);
    render_json_key(json, "outcomes");
    render_json_object(json);
    for (index = 0; index < sizeof(order) / sizeof(order[0]); index++)
        render_json_count(json, result_outcome_name(order[index]),
                          result_count(report, order[index]));
    render_json_end(json);
}

/* The rules that ended so, each with its reason. */
static void write_rules(render_json *json, const char *key, const result_report *report,
                        result_outcome outcome)
{
    size_t index;
    render_json_key(json, key);
    render_json_array(json);
    for (index = 0; index < report->rule_count; index++) {
        const result_rule *ended = &report->rules[index];
        if (ended->outcome != outcome)
            continue;
        render_json_object(json);
        render_json_text(json, "rule", ended->rule);
        if (outcome == RESULT_NOT_EVALUATED) {
            render_json_text(json, "kind", base_str_c(result_kind_name(ended->kind)));
            render_json_text_if(json, "limit", ended->limit);
        }
        render_json_text(json, "reason", ended->reason);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_logs(render_json *json, const result_report *report)
{
    size_t index;
    render_json_key(json, "logs");
    render_json_array(json);
    for (index = 0; index < report->rule_count; index++) {
        if (report->rules[index].log.len == 0)
            continue;
        render_json_object(json);
        render_json_text(json, "rule", report->rules[index].rule);
        render_json_text(json, "text", report->rules[index].log);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_subject(render_json *json, const result_report *report)
{
    render_json_text(json, "path", report->path);
    render_json_text_if(json, "format", report->format);
    render_json_text_if(json, "sha256", report->sha256);
    render_json_text_if(json, "title", report->title);
    render_json_text_if(json, "agency", report->agency);
    if (report->year != 0) {
        render_json_key(json, "year");
        render_json_int(json, report->year);
    }
    render_json_text_if(json, "date", report->date);
    if (report->period_from.len > 0 || report->period_to.len > 0) {
        render_json_key(json, "period");
        render_json_object(json);
        render_json_text_if(json, "from", report->period_from);
        render_json_text_if(json, "to", report->period_to);
        render_json_end(json);
    }
    render_json_texts(json, "forms", report->forms, report->form_count);
    render_json_text_if(json, "packs_because", report->packs_because);
    render_json_text(json, "status", base_str_c(result_status_name(report->status)));
    render_json_text_if(json, "problem", report->problem);
}

/* Rules with more findings than are written. */
static void write_truncated(render_json *json, const result_report *report)
{
    size_t index, rules = 0;
    for (index = 0; index < report->rule_count; index++) {
        const result_rule *ended = &report->rules[index];
        size_t other, written = 0, omitted = result_omitted(ended);
        if (omitted == 0)
            continue;
        for (other = 0; other < report->finding_count; other++)
            written += base_str_eq(report->findings[other].rule, ended->rule);
        if (rules++ == 0) {
            render_json_key(json, "truncated");
            render_json_array(json);
        }
        render_json_object(json);
        render_json_text(json, "rule", ended->rule);
        render_json_count(json, "written", written);
        render_json_count(json, "total", written + omitted);
        render_json_end(json);
    }
    if (rules > 0)
        render_json_end(json);
}

void render_report_json(render_json *json, const render_run *run, const result_report *report)
{
    write_subject(json, report);
    write_findings(json, report);
    write_truncated(json, report);
    write_outcomes(json, report);
    write_rules(json, "not_applicable", report, RESULT_NOT_APPLICABLE);
    write_rules(json, "not_evaluated", report, RESULT_NOT_EVALUATED);
    if (run->options.verbose)
        write_logs(json, report);
}

static void write_report(base_buf *out, render_run *run, const result_report *report, size_t number)
{
    render_json json;
    render_json_init(&json, out);
    base_buf_add_c(out, number > 1 ? ",\n" : "\n");
    render_json_object(&json);
    render_report_json(&json, run, report);
    render_json_end_all(&json);
}

void render_summary_json(render_json *json, const render_summary *summary)
{
    render_json_key(json, "summary");
    render_json_object(json);
    render_json_count(json, "reports", summary->reports);
    render_json_count(json, "errors", summary->errors);
    render_json_count(json, "warnings", summary->warnings);
    render_json_count(json, "notices", summary->notices);
    render_json_count(json, "not_evaluated", summary->not_evaluated);
    render_json_count(json, "unreadable", summary->unreadable);
    render_json_count(json, "unchecked", summary->unchecked);
    render_json_count(json, "clean", summary->clean);
    render_json_end(json);
}

void render_skipped_json(render_json *json, const render_skipped *skipped, size_t count)
{
    size_t index;
    render_json_array(json);
    for (index = 0; index < count; index++) {
        render_json_object(json);
        render_json_text(json, "path", skipped[index].path);
        render_json_text(json, "reason", skipped[index].reason);
        render_json_end(json);
    }
    render_json_end(json);
}

void render_idle_json(render_json *json, const render_run *run)
{
    size_t index;
    if (run->idle_count == 0)
        return;
    render_json_key(json, "idle");
    render_json_array(json);
    for (index = 0; index < run->idle_count; index++) {
        render_json_object(json);
        render_json_text(json, "rule", run->idle[index].rule);
        render_json_text(json, "reason", run->idle[index].reason);
        render_json_end(json);
    }
    render_json_end(json);
}

static void end(base_buf *out, render_run *run, const render_summary *summary,
                const render_skipped *skipped, size_t skipped_count)
{
    render_json json;
    render_json_init(&json, out);
    /* Takes up inside the object that begin() opened, behind its last member. */
    base_buf_add_c(out, "],\n\"skipped\":");
    json.after_key = 1;
    render_skipped_json(&json, skipped, skipped_count);
    base_buf_add_c(out, run->interrupted ? ",\"interrupted\":true," : ",");
    render_json_line(&json);
    render_idle_json(&json, run);
    if (run->idle_count > 0)
        base_buf_add_c(out, ",\n");
    render_summary_json(&json, summary);
    base_buf_add_c(out, "}\n");
}

const render_results *render_results_json(void)
{
    static const render_results renderer = {begin, write_report, end, NULL, NULL, 0};
    return &renderer;
}
