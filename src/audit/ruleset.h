/* audit/ruleset.h: the packs of a run, loaded once: forms, rules, what is broken, what is chosen. */
#ifndef AUDIT_RULESET_H
#define AUDIT_RULESET_H

#include <hecha.h>

#include "pack/pack.h"
#include "script/script.h"

typedef struct audit_pack {
    pack *source;
    script_vm *vm;
    script_pack loaded;
    int chosen; /* named by -p or -r; else it runs only where it fits */
} audit_pack;

typedef struct audit_ruleset {
    base_arena *arena;
    audit_pack *packs; /* installed ones first, in byte order, then -p, then -r as given */
    size_t pack_count;
    int explicit_choice; /* -p or -r was given: only those run */
    const form **forms;  /* of all packs */
    size_t form_count;
    const base_str *only, *skip;
    size_t only_count, skip_count;
    base_str *broken; /* one line each: packs and rules that could not be loaded */
    size_t broken_count;
} audit_ruleset;

/* 1 if --only and --skip let the rule run. */
int audit_ruleset_selects(const audit_ruleset *rules, const rule *rule);

#endif
