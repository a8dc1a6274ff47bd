/* audit/check_output.h: the parts of a format (render/render.h), written in its order. Private to
 * hecha_check. */
#ifndef AUDIT_CHECK_OUTPUT_H
#define AUDIT_CHECK_OUTPUT_H

#include "audit/spool.h"
#include "render/render.h"

/* Zero-initialise, then set the first three. */
typedef struct check_output {
    const hecha_output *output;
    const render_results *renderer;
    render_run run;
    base_buf text;
    audit_spool reports, asides;
} check_output;

/* Each 0, HECHA_E_MEMORY or HECHA_E_IO. */
int check_output_begin(check_output *out, hecha_err *err);
int check_output_report(check_output *out, const result_report *report, size_t number,
                        hecha_err *err);
int check_output_end(check_output *out, const render_summary *summary,
                     const render_skipped *skipped, size_t count, hecha_err *err);
void check_output_close(check_output *out);

#endif
