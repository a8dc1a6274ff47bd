/* pack/overlay.h: what an office changes in a pack without touching it.
 *
 * A JSON file: {"overlay": 1, "pack": NAME, "title": "…", "params": {NAME: VALUE}, "severity":
 * {RULE: "error" | "warning" | "notice"}, "disabled": [RULE…] or {RULE: "why"}, "enabled": [RULE…],
 * "data": {"typos.csv": FILE}}. FILE is a csv beside the overlay whose rows are appended to that
 * table of the pack. Nothing is passed over: unknown keys, params and tables, values outside of
 * their bounds, rules that are both disabled and enabled are errors with file and line. Rules are
 * known when the pack's files have run; audit/ looks them up. */
#ifndef PACK_OVERLAY_H
#define PACK_OVERLAY_H

#include "pack/pack.h"

#define PACK_MAX_OVERLAY (1u << 20) /* bytes */
#define PACK_MAX_CHANGES 4096u      /* of one overlay */

typedef enum pack_change_kind {
    PACK_CHANGE_PARAM,    /* value: as a rule's text */
    PACK_CHANGE_SEVERITY, /* severity */
    PACK_CHANGE_DISABLED, /* value: why; or empty */
    PACK_CHANGE_ENABLED,
    PACK_CHANGE_DATA /* value: the number of rows added */
} pack_change_kind;

typedef struct pack_change {
    pack_change_kind kind;
    base_str name; /* of the param, rule or table */
    base_str value;
    hecha_severity severity;
    int line; /* of the overlay */
} pack_change;

struct pack_overlay {
    base_str path;
    base_str title;       /* may be empty */
    char sha256[65];      /* over the overlay and the files it names */
    pack_change *changes; /* params, severities, disabled, enabled, data; each by name */
    size_t change_count;
};

/* Reads an overlay and applies it to the pack among `packs` that it names: params and data at once,
 * the rest is noted in its `overlays`. A later overlay goes before an earlier one. Errors:
 * HECHA_E_MEMORY; HECHA_E_IO; HECHA_E_USAGE with file and line for what is wrong in it, also when
 * it is for none of the packs. */
int pack_overlay_apply(const char *path, pack *const *packs, size_t count, hecha_lang lang,
                       hecha_err *err);
/* "param", "severity", "disabled", "enabled", "data" */
const char *pack_change_kind_name(pack_change_kind kind);

#endif
