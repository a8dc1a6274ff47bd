#include "audit/check_output.h"

#include "audit/engine.h"

int check_output_begin(check_output *out, hecha_err *err)
{
    out->renderer->begin(&out->text, &out->run);
    return audit_engine_write(out->output, &out->text, err);
}

int check_output_report(check_output *out, const result_report *report, size_t number,
                        hecha_err *err)
{
    const render_results *renderer = out->renderer;
    renderer->report(&out->text, &out->run, report, number);
    int code = renderer->summary_first ? audit_spool_add(&out->reports, &out->text, err)
                                       : audit_engine_write(out->output, &out->text, err);
    if (code != 0 || renderer->aside == NULL)
        return code;
    renderer->aside(&out->text, &out->run, report, number);
    return audit_spool_add(&out->asides, &out->text, err);
}

int check_output_end(check_output *out, const render_summary *summary,
                     const render_skipped *skipped, size_t count, hecha_err *err)
{
    const render_results *renderer = out->renderer;
    int code = 0;
    if (renderer->summary != NULL) {
        renderer->summary(&out->text, &out->run, summary, skipped, count);
        code = audit_engine_write(out->output, &out->text, err);
    }
    if (code == 0)
        code = audit_spool_copy(&out->asides, &out->output->writer, err);
    if (code == 0)
        code = audit_spool_copy(&out->reports, &out->output->writer, err);
    if (code != 0)
        return code;
    renderer->end(&out->text, &out->run, summary, skipped, count);
    return audit_engine_write(out->output, &out->text, err);
}

void check_output_close(check_output *out)
{
    audit_spool_close(&out->reports);
    audit_spool_close(&out->asides);
    base_buf_dispose(&out->text);
}
