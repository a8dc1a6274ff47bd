/* render/results_json.h: the objects of docs/check.schema.json, shared by json and ndjson. Each
 * function writes members into the object that is open, or the value of the key just written. */
#ifndef RENDER_RESULTS_JSON_H
#define RENDER_RESULTS_JSON_H

#include "render/json.h"
#include "render/render.h"

void render_run_json(render_json *json, const render_run *run); /* schema, hecha, packs … */
void render_report_json(render_json *json, const render_run *run, const result_report *report);
void render_idle_json(render_json *json,
                      const render_run *run); /* with its key, if there are any */
void render_summary_json(render_json *json, const render_summary *summary); /* with its key */
void render_skipped_json(render_json *json, const render_skipped *skipped, size_t count);

#endif
