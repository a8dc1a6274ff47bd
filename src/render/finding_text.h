/* render/finding_text.h: the findings of one report as text. */
#ifndef RENDER_FINDING_TEXT_H
#define RENDER_FINDING_TEXT_H

#include "render/style.h"

/* All findings: by severity, then in the report's order; those with a cause are folded under it.
 * `pack` is what every rule's name starts with ("gov-disclosure/") and is left out; or empty. */
void render_findings_text(render_line *line, const result_report *report, base_str pack);
/* The rule's name without `pack`. */
base_str render_rule_name(base_str name, base_str pack);
/* The tone of a severity. */
render_tone render_severity_tone(hecha_severity severity);

#endif
