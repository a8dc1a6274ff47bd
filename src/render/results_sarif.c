/* `check -f sarif`: SARIF 2.1.0 (OASIS), one run. A finding is a result; a rule that could not be
 * decided is a result of kind "open"; what went wrong with the run, with a report or with loading
 * rules is a notification of its invocation. */
#include <stdio.h>

#include "render/json.h"
#include "render/words.h"

#define SARIF_SCHEMA                                                                               \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

static const char *level(hecha_severity severity)
{
    if (severity >= HECHA_ERROR)
        return "error";
    return severity == HECHA_WARNING ? "warning" : "note";
}

/* An object with only a text, as messages have. */
static void write_message(render_json *json, const char *key, base_str text)
{
    render_json_key(json, key);
    render_json_object(json);
    render_json_text(json, "text", text);
    render_json_end(json);
}

static void write_built(render_json *json, const char *key, base_buf *text)
{
    write_message(json, key, base_buf_str(text));
    if (base_buf_failed(text))
        json->out->failed = 1;
    base_buf_clear(text);
}

/* ---- the tool ---- */

/* 依据、理由 as one text. */
static void write_help(render_json *json, const render_run *run, const render_rule *shown)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_str(&text, shown->title.len > 0 ? shown->title : shown->name);
    if (shown->rationale.len > 0) {
        base_buf_add_c(&text, "\n");
        base_buf_add_str(&text, shown->rationale);
    }
    if (shown->basis.len > 0) {
        base_buf_add_c(&text, "\n");
        base_buf_add_c(&text, base_msg_text(run->options.lang, MSG_RENDER_RULE_BASIS));
        base_buf_add_c(&text, run->options.lang == HECHA_LANG_EN ? ": " : "：");
        base_buf_add_str(&text, shown->basis);
    }
    write_built(json, "help", &text);
    base_buf_dispose(&text);
}

static void write_rule(render_json *json, const render_run *run, const render_rule *shown)
{
    render_json_line(json);
    render_json_object(json);
    render_json_text(json, "id", shown->name);
    if (shown->title.len > 0)
        write_message(json, "shortDescription", shown->title);
    if (shown->rationale.len > 0)
        write_message(json, "fullDescription", shown->rationale);
    write_help(json, run, shown);
    render_json_key(json, "defaultConfiguration");
    render_json_object(json);
    render_json_text(json, "level", base_str_c(level(shown->severity)));
    render_json_end(json);
    if (shown->precision.len > 0) {
        render_json_key(json, "properties");
        render_json_object(json);
        render_json_text(json, "precision", shown->precision);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_tool(render_json *json, const render_run *run)
{
    render_json_key(json, "tool");
    render_json_object(json);
    render_json_key(json, "driver");
    render_json_object(json);
    render_json_text(json, "name", base_str_c("hecha"));
    render_json_text(json, "version", base_str_c(HECHA_VERSION));
    render_json_text(json, "semanticVersion", base_str_c(HECHA_VERSION));
    render_json_text(json, "language",
                     base_str_c(run->options.lang == HECHA_LANG_EN ? "en" : "zh-CN"));
    render_json_key(json, "rules");
    render_json_array(json);
    for (size_t i = 0; i < run->rule_count; i++)
        write_rule(json, run, &run->rules[i]);
    render_json_end(json);
    render_json_end(json);
    if (run->pack_count > 0) {
        render_json_key(json, "extensions");
        render_json_array(json);
        for (size_t i = 0; i < run->pack_count; i++) {
            render_json_object(json);
            render_json_text(json, "name", run->packs[i].name);
            render_json_text_if(json, "version", run->packs[i].version);
            render_json_end(json);
        }
        render_json_end(json);
    }
    render_json_end(json);
}

static void begin(base_buf *out, render_run *run)
{
    render_json json;
    render_json_init(&json, out);
    render_json_object(&json);
    render_json_text(&json, "$schema", base_str_c(SARIF_SCHEMA));
    render_json_text(&json, "version", base_str_c("2.1.0"));
    render_json_key(&json, "runs");
    render_json_array(&json);
    render_json_object(&json);
    write_tool(&json, run);
    render_json_text(&json, "columnKind", base_str_c("unicodeCodePoints"));
    render_json_key(&json, "results");
    render_json_array(&json);
    /* Left open: results follow, and summary() closes. */
}

/* ---- places ---- */

/* A path as a URI reference (RFC 3986). */
static void add_uri(base_buf *out, base_str path)
{
    static const char hex[] = "0123456789ABCDEF";
    static const char plain[] = "-._~/!";
    if (path.len > 0 && path.ptr[0] == '/')
        base_buf_add_c(out, "file://");
    for (size_t i = 0; i < path.len; i++) {
        unsigned char byte = (unsigned char)path.ptr[i];
        if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
            (byte >= '0' && byte <= '9') || (byte != 0 && strchr(plain, byte) != NULL)) {
            base_buf_add_byte(out, (char)byte);
        } else {
            base_buf_add_byte(out, '%');
            base_buf_add_byte(out, hex[byte >> 4]);
            base_buf_add_byte(out, hex[byte & 15]);
        }
    }
}

static void write_region(render_json *json, const base_place *place)
{
    render_json_key(json, "region");
    render_json_object(json);
    render_json_count(json, "startLine", place->line);
    render_json_count_if(json, "startColumn", place->column);
    if (place->text.len > 0)
        write_message(json, "snippet", place->text);
    render_json_end(json);
}

static void write_physical(render_json *json, const base_place *place, base_str path)
{
    base_buf uri;
    base_buf_init(&uri);
    add_uri(&uri, place->path.len > 0 ? place->path : path);
    render_json_key(json, "physicalLocation");
    render_json_object(json);
    render_json_key(json, "artifactLocation");
    render_json_object(json);
    render_json_text(json, "uri", base_buf_str(&uri));
    render_json_end(json);
    if (place->line > 0)
        write_region(json, place);
    render_json_end(json);
    json->out->failed |= uri.failed;
    base_buf_dispose(&uri);
}

/* `id` 0: none. A place in a document that has no lines is named in words. */
static void write_location(render_json *json, const render_run *run, const base_place *place,
                           base_str path, size_t id, base_str message)
{
    base_buf words;
    base_buf_init(&words);
    render_json_object(json);
    render_json_count_if(json, "id", id);
    write_physical(json, place, path);
    if (place->line == 0) {
        render_location_always(&words, run->options.lang, place, base_str_n(NULL, 0));
        render_json_key(json, "logicalLocations");
        render_json_array(json);
        render_json_object(json);
        render_json_text(json, "name", base_buf_str(&words));
        render_json_text(json, "kind", base_str_c(place->table > 0 ? "element" : "object"));
        render_json_end(json);
        render_json_end(json);
    }
    if (message.len > 0)
        write_message(json, "message", message);
    render_json_end(json);
    json->out->failed |= words.failed;
    base_buf_dispose(&words);
}

static void write_locations(render_json *json, const render_run *run, const base_place *place,
                            base_str path)
{
    render_json_key(json, "locations");
    render_json_array(json);
    write_location(json, run, place, path, 0, base_str_n(NULL, 0));
    render_json_end(json);
}

static void write_related(render_json *json, const render_run *run, const result_finding *finding,
                          base_str path)
{
    if (finding->related_count == 0)
        return;
    render_json_key(json, "relatedLocations");
    render_json_array(json);
    for (size_t i = 0; i < finding->related_count; i++)
        write_location(json, run, &finding->related[i], path, i + 1, finding->related[i].text);
    render_json_end(json);
}

/* ---- results ---- */

static void begin_result(render_json *json, render_run *run, base_str name)
{
    if (run->elements++ > 0)
        base_buf_add_byte(json->out, ',');
    base_buf_add_byte(json->out, '\n');
    render_json_object(json);
    render_json_text(json, "ruleId", name);
    for (size_t i = 0; i < run->rule_count; i++) {
        if (base_str_eq(run->rules[i].name, name)) {
            render_json_count(json, "ruleIndex", i);
            break;
        }
    }
}

static void write_subject(render_json *json, const result_report *report)
{
    render_json_text_if(json, "agency", report->agency);
    if (report->year > 0)
        render_json_count(json, "year", (size_t)report->year);
    render_json_text_if(json, "sha256", report->sha256);
}

static void write_properties(render_json *json, const result_report *report,
                             const result_finding *finding)
{
    const result_evidence *evidence = &finding->evidence;
    render_json_key(json, "properties");
    render_json_object(json);
    write_subject(json, report);
    if (finding->has_evidence) {
        render_json_text_if(json, "subject", evidence->subject);
        render_json_text_if(json, "relation", evidence->relation);
        render_json_text_if(json, "stated", evidence->stated);
        render_json_text_if(json, "expected", evidence->expected);
        render_json_text_if(json, "difference", evidence->difference);
        if (evidence->cause_count > 0)
            render_json_texts(json, "causes", evidence->causes, evidence->cause_count);
    }
    render_json_text_if(json, "quote", finding->quote);
    render_json_text_if(json, "because", finding->because);
    render_json_end(json);
}

/* The fingerprint outlives file names, formats and re-runs: it is a whole one, and serves viewers
 * that look at partial ones too. */
static void write_fingerprint(render_json *json, const char *key, base_str fingerprint)
{
    render_json_key(json, key);
    render_json_object(json);
    render_json_text(json, "hecha/v1", fingerprint);
    render_json_end(json);
}

static void write_finding(render_json *json, render_run *run, const result_report *report,
                          const result_finding *finding)
{
    base_buf text;
    base_buf_init(&text);
    begin_result(json, run, finding->rule);
    render_json_text(json, "kind", base_str_c("fail"));
    render_json_text(json, "level", base_str_c(level(finding->severity)));
    render_notice(&text, run->options.lang, finding, report->path);
    write_built(json, "message", &text);
    write_locations(json, run, &finding->location, report->path);
    write_related(json, run, finding, report->path);
    write_fingerprint(json, "fingerprints", finding->fingerprint);
    write_fingerprint(json, "partialFingerprints", finding->fingerprint);
    write_properties(json, report, finding);
    render_json_end(json);
    base_buf_dispose(&text);
}

static void write_undecided(render_json *json, render_run *run, const result_report *report,
                            const result_rule *ended)
{
    base_buf text;
    base_place whole;
    base_buf_init(&text);
    memset(&whole, 0, sizeof(whole));
    begin_result(json, run, ended->rule);
    render_json_text(json, "kind", base_str_c("open"));
    render_json_text(json, "level", base_str_c("none"));
    base_buf_add_c(&text, base_msg_text(run->options.lang, MSG_RENDER_UNDECIDED));
    base_buf_add_c(&text, run->options.lang == HECHA_LANG_EN ? ": " : "：");
    base_buf_add_str(&text, ended->reason);
    write_built(json, "message", &text);
    write_locations(json, run, &whole, report->path);
    render_json_key(json, "properties");
    render_json_object(json);
    write_subject(json, report);
    render_json_text(json, "notEvaluated", base_str_c(result_kind_name(ended->kind)));
    render_json_text_if(json, "limit", ended->limit);
    render_json_end(json);
    render_json_end(json);
    base_buf_dispose(&text);
}

static void write_report(base_buf *out, render_run *run, const result_report *report, size_t number)
{
    render_json json;
    (void)number;
    render_json_init(&json, out);
    for (size_t i = 0; i < report->finding_count; i++)
        write_finding(&json, run, report, &report->findings[i]);
    for (size_t i = 0; i < report->rule_count; i++) {
        if (report->rules[i].outcome == RESULT_NOT_EVALUATED)
            write_undecided(&json, run, report, &report->rules[i]);
    }
}

/* ---- notifications ---- */

/* Each ends with a comma: that of the summary comes last. */
static void write_notification(base_buf *out, const render_run *run, const char *id,
                               const char *how, base_str text, base_str path)
{
    render_json json;
    base_place whole;
    memset(&whole, 0, sizeof(whole));
    render_json_init(&json, out);
    base_buf_add_byte(out, '\n');
    render_json_object(&json);
    render_json_key(&json, "descriptor");
    render_json_object(&json);
    render_json_text(&json, "id", base_str_c(id));
    render_json_end(&json);
    render_json_text(&json, "level", base_str_c(how));
    write_message(&json, "message", text);
    if (path.len > 0)
        write_locations(&json, run, &whole, path);
    render_json_end(&json);
    base_buf_add_byte(out, ',');
}

static void write_status(base_buf *out, const render_run *run, const result_report *report)
{
    base_buf text;
    hecha_lang lang = run->options.lang;
    base_buf_init(&text);
    base_buf_add_c(&text, base_msg_text(lang, render_status_word(report->status)));
    base_buf_add_c(&text, lang == HECHA_LANG_EN ? ": " : "：");
    if (report->problem.len > 0)
        base_buf_add_str(&text, report->problem);
    else
        base_buf_add_c(&text, base_msg_text(lang, MSG_RENDER_NO_PACK));
    out->failed |= text.failed;
    write_notification(out, run, result_status_name(report->status),
                       report->status == RESULT_UNREADABLE ? "error" : "warning",
                       base_buf_str(&text), report->path);
    base_buf_dispose(&text);
}

static void write_omitted(base_buf *out, const render_run *run, const result_report *report,
                          const result_rule *ended)
{
    base_buf text;
    base_buf_init(&text);
    if (render_omitted(&text, run->options.lang, ended))
        write_notification(out, run, "truncated", "warning", base_buf_str(&text), report->path);
    out->failed |= text.failed;
    base_buf_dispose(&text);
}

static void aside(base_buf *out, render_run *run, const result_report *report, size_t number)
{
    (void)number;
    if (report->status != RESULT_READ)
        write_status(out, run, report);
    for (size_t i = 0; i < report->rule_count; i++)
        write_omitted(out, run, report, &report->rules[i]);
}

static void write_broken(render_json *json, const render_run *run)
{
    if (run->broken_count == 0)
        return;
    render_json_key(json, "toolConfigurationNotifications");
    render_json_array(json);
    for (size_t i = 0; i < run->broken_count; i++) {
        render_json_object(json);
        render_json_text(json, "level", base_str_c("error"));
        write_message(json, "message", run->broken[i]);
        render_json_end(json);
    }
    render_json_end(json);
}

static void summary(base_buf *out, render_run *run, const render_summary *totals,
                    const render_skipped *skipped, size_t skipped_count)
{
    render_json json;
    int failed = run->interrupted || run->broken_count > 0 || totals->unreadable > 0;
    base_buf_add_c(out, "],\n\"invocations\":[");
    render_json_init(&json, out);
    render_json_object(&json);
    render_json_key(&json, "executionSuccessful");
    render_json_bool(&json, !failed);
    write_broken(&json, run);
    render_json_key(&json, "toolExecutionNotifications");
    render_json_array(&json);
    for (size_t i = 0; i < skipped_count; i++)
        write_notification(out, run, "skipped", "note", skipped[i].reason, skipped[i].path);
    if (run->interrupted)
        write_notification(out, run, "interrupted", "error",
                           base_str_c(base_msg_text(run->options.lang, MSG_RENDER_INTERRUPTED)),
                           base_str_n(NULL, 0));
    for (size_t i = 0; i < run->roster_note_count; i++)
        write_notification(out, run, "roster", "warning", run->roster_notes[i],
                           base_str_n(NULL, 0));
    if (run->isolation_lacks.len > 0)
        write_notification(out, run, "isolation", "warning", run->isolation_lacks,
                           base_str_n(NULL, 0));
    /* Left open: those of the reports follow, and end() closes. */
}

static void end(base_buf *out, render_run *run, const render_summary *totals,
                const render_skipped *skipped, size_t skipped_count)
{
    char digits[24];
    base_buf text;
    (void)skipped;
    (void)skipped_count;
    base_buf_init(&text);
    snprintf(digits, sizeof(digits), "%zu", totals->reports);
    base_msg_add(&text, run->options.lang, MSG_RENDER_TOTAL, digits, NULL);
    write_notification(out, run, "summary", "note", base_buf_str(&text), base_str_n(NULL, 0));
    out->failed |= text.failed;
    base_buf_dispose(&text);
    if (out->len > 0)
        out->len--; /* the comma behind the last */
    base_buf_add_c(out, "]}]}]}\n");
}

const render_results *render_results_sarif(void)
{
    static const render_results renderer = {begin, write_report, end, summary, aside, 0};
    return &renderer;
}
