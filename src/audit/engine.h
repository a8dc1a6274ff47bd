/* audit/engine.h: what is behind hecha.h: what was asked for so far. Private to audit/. */
#ifndef AUDIT_ENGINE_H
#define AUDIT_ENGINE_H

#include <hecha.h>

#include "audit/job.h"
#include "audit/ruleset.h"
#include "base/vec.h"
#include "render/render.h"

struct hecha {
    hecha_lang lang;
    base_arena *arena;   /* of the lists; all are of base_str, NUL-terminated */
    base_vec installed;  /* folders of packs */
    base_vec packs;      /* -p, resolved to folders */
    base_vec rule_files; /* -r */
    base_vec only, skip;
    base_vec overlays, overlay_folders;
    const char *roster;  /* path; or NULL */
};

/* What to load, with everything it says in the language of the output. Borrows of the engine. */
audit_source audit_engine_source(const hecha *engine, hecha_lang lang);
/* Loads the rule set, with everything it says in the language of the output. */
int audit_engine_load(const hecha *engine, hecha_lang lang, audit_ruleset **out, hecha_err *err);
/* 0, or HECHA_E_USAGE if the output cannot be written to, or not as text or JSON. Sets the language
 * of err. */
int audit_engine_check(const hecha *engine, const hecha_output *output, hecha_err *err);
/* The same for the formats of `check`. */
int audit_engine_check_any(const hecha *engine, const hecha_output *output, hecha_err *err);
/* Writes out what the buffer holds and clears it. HECHA_E_MEMORY if it had failed, HECHA_E_IO if
 * the writer does not take it. */
int audit_engine_write(const hecha_output *output, base_buf *buf, hecha_err *err);
/* The status of a run that failed with the code; makes the status at least that. */
void audit_raise(hecha_exit *status, hecha_exit at_least);
hecha_exit audit_exit_of(int code);
/* Commands that do not list what is broken tell it by err, which keeps its code HECHA_OK, and by
 * the status. */
void audit_tell_broken(const audit_ruleset *rules, hecha_exit *status, hecha_err *err);
render_options audit_render_options(const hecha_output *output);

#endif
