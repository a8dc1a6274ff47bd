/* audit/digest.h: what rules over several reports need of a report, as bytes and back.
 *
 * A digest outlives the report it was made of: a report is read once, in whatever process, and
 * compared afterwards. It holds whose report it is, the figures of its forms as printed (with their
 * places), which packs are asked about it, and, if asked for, its text. Not in it: tables besides
 * the rows of forms, notes outside of the text, headers, comments. */
#ifndef AUDIT_DIGEST_H
#define AUDIT_DIGEST_H

#include "audit/work.h"

typedef struct audit_digest {
    uint64_t figures; /* equal for reports whose forms hold the same figures */
    doc document;     /* its blocks; tables are empty */
    form_instance *instances;
    size_t instance_count;
    form_subject subject;
    unsigned char *asked; /* one a pack of the rule set: its rules are asked about the report */
} audit_digest;

/* Sets work->report->digest. 0 or HECHA_E_MEMORY. */
int audit_digest_write(audit_work *work, int with_text);
/* Everything is in the arena. The rule set must be the one it was written with. HECHA_E_FORMAT if
 * the bytes are no digest. */
int audit_digest_read(base_arena *arena, const audit_ruleset *rules, base_str bytes,
                      audit_digest *out, hecha_err *err);
/* Only the hash of the figures; 0 for bytes that are no digest. */
uint64_t audit_digest_figures(base_str bytes);

#endif
