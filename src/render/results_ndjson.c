/* `check -f ndjson`: one JSON object a line (docs/ndjson.schema.json): the run, each report as soon
 * as it is done, the summary last, so that a file without it is known to be cut off. */
#include "render/results_json.h"

static void open_line(render_json *json, base_buf *out, const char *type)
{
    render_json_init(json, out);
    json->one_line = 1;
    render_json_object(json);
    render_json_text(json, "type", base_str_c(type));
}

static void close_line(render_json *json)
{
    render_json_end_all(json);
    base_buf_add_byte(json->out, '\n');
}

static void begin(base_buf *out, render_run *run)
{
    render_json json;
    open_line(&json, out, "run");
    render_run_json(&json, run);
    close_line(&json);
}

static void write_report(base_buf *out, render_run *run, const result_report *report, size_t number)
{
    render_json json;
    (void)number;
    open_line(&json, out, "report");
    render_report_json(&json, run, report);
    close_line(&json);
}

static void end(base_buf *out, render_run *run, const render_summary *summary,
                const render_skipped *skipped, size_t skipped_count)
{
    render_json json;
    open_line(&json, out, "summary");
    render_json_key(&json, "skipped");
    render_skipped_json(&json, skipped, skipped_count);
    if (run->interrupted) {
        render_json_key(&json, "interrupted");
        render_json_bool(&json, 1);
    }
    render_idle_json(&json, run);
    render_summary_json(&json, summary);
    close_line(&json);
}

const render_results *render_results_ndjson(void)
{
    static const render_results renderer = {begin, write_report, end, NULL, NULL, 0};
    return &renderer;
}
