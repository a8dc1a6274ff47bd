/* audit/overlay.h: overlays of the packs of a run. Private to audit/. */
#ifndef AUDIT_OVERLAY_H
#define AUDIT_OVERLAY_H

#include "audit/ruleset.h"
#include "render/render.h"

/* Applies what the source names to the packs that were read: in each folder PACK.json, if it is
 * there, then the files as given. Errors: HECHA_E_MEMORY; HECHA_E_USAGE with file and line. */
int audit_overlay_packs(const audit_source *source, const audit_ruleset *rules, hecha_err *err);
/* Applies severities, disabled and enabled rules to the rules of a pack that have been loaded. An
 * unknown rule is HECHA_E_USAGE with file and line, and the nearest names. */
int audit_overlay_rules(const audit_ruleset *rules, const audit_pack *item, hecha_err *err);
/* What overlays changed in a pack, for the output. 0 or HECHA_E_MEMORY. */
int audit_overlay_show(base_arena *arena, const pack *source, render_pack *out);

#endif
