/* render/render.h: results and documents in the formats that are written. One renderer a file; none
 * computes. docs/output.md describes the formats.
 *
 * A renderer appends to the buffer, which its caller writes out after each call, so that memory
 * does not grow with the number of reports. Text of reports and packs is data in every format: it
 * goes through the escapes of the format's own writer (render/style.h, json.h, markup.h; those of
 * csv and md stand in their renderers). */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include <hecha.h>

#include "base/buf.h"
#include "form/subject.h"
#include "result/result.h"
#include "rule/rule.h"

typedef struct render_options {
    hecha_lang lang;
    int color;
    int verbose;
    size_t width; /* columns */
} render_options;

/* What an overlay changed in a pack: kind "param", "severity", "disabled", "enabled", "data". */
typedef struct render_change {
    const char *kind;
    base_str name, value;
    hecha_severity severity; /* of "severity" */
} render_change;

typedef struct render_overlay {
    base_str path, title, sha256;
    const render_change *changes;
    size_t change_count;
} render_overlay;

typedef struct render_pack {
    base_str name, version, sha256;
    const render_overlay *overlays; /* what was changed in it */
    size_t overlay_count;
} render_pack;

/* faulty: reports with findings; clean: read whole, no finding, every rule decided. */
typedef struct render_summary {
    size_t reports, errors, warnings, notices, not_evaluated, unreadable, unchecked, clean, faulty;
} render_summary;

typedef struct render_skipped {
    base_str path, reason;
} render_skipped;

/* A rule that compared nothing in any report. */
typedef struct render_idle {
    base_str rule;   /* PACK/ID */
    base_str reason; /* of one report */
} render_idle;

/* A rule that may run, for the formats that list them. */
typedef struct render_rule {
    base_str name, title, basis, rationale, precision; /* of PACK/ID; the rest may be empty */
    hecha_severity severity;
} render_rule;

/* What all reports of a run share. */
typedef struct render_run {
    render_options options;
    const render_pack *packs;
    size_t pack_count;
    const base_str *broken; /* rules and packs that could not be loaded, one line each */
    size_t broken_count;
    base_str isolation_lacks; /* what this system does not offer: "seccomp, Landlock"; or empty */
    const base_str *roster_notes; /* what is doubtful of the roster, one line each */
    size_t roster_note_count;
    const render_idle *idle; /* told if rules were named; set before summary() and end() */
    size_t idle_count;
    int interrupted;          /* set before summary() and end(): reports are missing */
    hecha_severity fail_on;   /* findings at or above it fail the run */
    const render_rule *rules; /* every rule that may run, in the order of the packs */
    size_t rule_count;
    size_t elements; /* the renderer's: of a list that goes over several reports */
} render_run;

typedef void render_report_part(base_buf *out, render_run *run, const result_report *report,
                                size_t number /* from 1 */);
typedef void render_run_part(base_buf *out, render_run *run, const render_summary *summary,
                             const render_skipped *skipped, size_t skipped_count);

/* The parts of a format. They are called begin, (report, aside) ..., summary, end; they are written
 *   begin, report ..., summary, aside ..., end      or, with summary_first,
 *   begin, summary, aside ..., report ..., end:
 * the caller keeps in a file what is not yet to be written. */
typedef struct render_results {
    void (*begin)(base_buf *out, render_run *run);
    render_report_part *report;
    render_run_part *end;
    render_run_part *summary;  /* NULL: none */
    render_report_part *aside; /* NULL: none */
    int summary_first;
} render_results;

/* The renderer of a format; NULL: there is none of that number. */
const render_results *render_results_of(hecha_format format);

const render_results *render_results_text(void);
const render_results *render_results_json(void);
const render_results *render_results_ndjson(void);
const render_results *render_results_sarif(void);
const render_results *render_results_junit(void);
const render_results *render_results_html(void);
const render_results *render_results_csv(void);
const render_results *render_results_md(void);

/* `show`: what was read. */
void render_show_text(base_buf *out, const render_options *options, const doc *document,
                      const form_instance *instances, size_t count, const form_subject *subject);
void render_show_json(base_buf *out, const render_options *options, const doc *document,
                      const form_instance *instances, size_t count, const form_subject *subject);

/* `rules`, `explain`. */
void render_rules_text(base_buf *out, const render_options *options, const rule *const *rules,
                       size_t count);
void render_rules_json(base_buf *out, const render_options *options, const rule *const *rules,
                       size_t count);
/* `rules --stubs`: the labels and the forms as LuaCATS aliases hecha.label and hecha.form_name,
 * each item by the shortest way to name it. 0 or HECHA_E_MEMORY. */
int render_stubs(base_buf *out, hecha_lang lang, const form *const *forms, size_t count);
void render_explain_text(base_buf *out, const render_options *options, const rule *rule);
void render_explain_json(base_buf *out, const render_options *options, const rule *rule);

#endif
