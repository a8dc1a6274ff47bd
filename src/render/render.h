/* render/render.h: results and documents as text and JSON. One renderer a file; none computes.
 *
 * A renderer is called begin, report ..., end, and appends to the buffer, which its caller writes
 * out after each call, so that memory does not grow with the number of reports. */
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

typedef struct render_pack {
    base_str name, version, sha256;
} render_pack;

/* faulty: reports with findings; clean: read whole, no finding, every rule decided. */
typedef struct render_summary {
    size_t reports, errors, warnings, notices, not_evaluated, unreadable, unchecked, clean, faulty;
} render_summary;

typedef struct render_skipped {
    base_str path, reason;
} render_skipped;

/* What all reports of a run share. */
typedef struct render_run {
    render_options options;
    const render_pack *packs;
    size_t pack_count;
    const base_str *broken; /* rules and packs that could not be loaded, one line each */
    size_t broken_count;
    base_str isolation_lacks; /* what this system does not offer: "seccomp, Landlock"; or empty */
    int interrupted; /* set before end(): the run was stopped, reports are missing */
} render_run;

typedef struct render_results {
    void (*begin)(base_buf *out, const render_run *run);
    void (*report)(base_buf *out, const render_run *run, const result_report *report,
                   size_t number /* from 1 */);
    void (*end)(base_buf *out, const render_run *run, const render_summary *summary,
                const render_skipped *skipped, size_t skipped_count);
} render_results;

const render_results *render_results_text(void);
const render_results *render_results_json(void);

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
void render_explain_text(base_buf *out, const render_options *options, const rule *rule);
void render_explain_json(base_buf *out, const render_options *options, const rule *rule);

#endif
