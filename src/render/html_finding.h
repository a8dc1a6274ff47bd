/* render/html_finding.h: the findings of one report on the HTML page. Private to that renderer. */
#ifndef RENDER_HTML_FINDING_H
#define RENDER_HTML_FINDING_H

#include "render/markup.h"
#include "render/render.h"

/* All findings: by severity, then in the report's order; those with a cause under it. */
void render_findings_html(render_markup *markup, const render_run *run,
                          const result_report *report);
/* The class of a severity. */
const char *render_severity_class(hecha_severity severity);

#endif
