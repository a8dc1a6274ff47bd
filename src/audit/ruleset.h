/* audit/ruleset.h: the packs of a run, loaded once: forms, rules, what is broken, what is chosen.
 */
#ifndef AUDIT_RULESET_H
#define AUDIT_RULESET_H

#include <hecha.h>

#include "audit/progress.h"
#include "base/vec.h"
#include "pack/pack.h"
#include "script/script.h"

typedef struct audit_pack {
    pack *source;
    script_vm *vm; /* NULL: only its forms are known */
    script_pack loaded;
    int chosen;        /* named by -p or -r; else it runs only where it fits */
    size_t first_rule; /* number of its first rule among those of all packs */
    base_str killed;   /* why its files are not run any more: they ended a worker; or empty */
} audit_pack;

/* A pack or rule file that was asked for and of which nothing could be read. */
typedef struct audit_unread {
    base_str file;
    int line; /* 0: the file as a whole */
    base_str text;
} audit_unread;

typedef struct audit_ruleset {
    base_arena *arena;
    audit_pack *packs; /* installed ones first, in byte order, then -p, then -r as given */
    size_t pack_count;
    int explicit_choice; /* -p or -r was given: only those run */
    const form **forms;  /* of all packs */
    size_t form_count;
    const form_set *form_set; /* the same, made ready */
    const base_str *only, *skip;
    size_t only_count, skip_count;
    unsigned corpus_needs; /* RULE_NEEDS_ bits of the rules that are to run */
    int corpus_reads_text; /* one of them may look at the text of other reports */
    base_str *broken;      /* one line each: packs and rules that could not be loaded */
    size_t broken_count;
    size_t rule_count;        /* of all packs */
    audit_progress *progress; /* where loading and jobs say what they do; NULL: nobody watches */
    base_vec unread;          /* of audit_unread; each is a line of `broken`, too */
    base_vec lines;           /* all lines of `broken`, also those that do not matter (yet) */
    int loud;                 /* one of them matters */
    int measures;             /* jobs note what each rule took */
} audit_ruleset;

/* What to load. Borrowed; the paths are NUL-terminated. */
typedef struct audit_source {
    const base_str *installed; /* folders of packs. Of two with one name the first counts */
    size_t installed_count;
    const base_str *packs; /* -p: folders of packs; one replaces an installed one of its name */
    size_t pack_count;
    const base_str *rule_files; /* -r */
    size_t rule_file_count;
    const base_str *only, *skip;
    size_t only_count, skip_count;
    const base_str *overlays; /* --overlay: files */
    size_t overlay_count;
    const base_str *overlay_folders; /* where PACK.json is looked for */
    size_t overlay_folder_count;
    hecha_lang lang; /* of everything that rules and packs are reported with */
} audit_source;

/* First half: reads the files; runs nothing in them. What cannot be read is a line of `broken`.
 * Errors: HECHA_E_MEMORY; HECHA_E_USAGE when two of -p and -r have one name. *out is the caller's.
 */
int audit_ruleset_read(const audit_source *source, audit_ruleset **out, hecha_err *err);
/* Second half: runs the files. Once for a rule set; opens no file. Errors: HECHA_E_MEMORY;
 * HECHA_E_USAGE when --only or --skip names no rule (the nearest are named). */
int audit_ruleset_run(const audit_source *source, audit_ruleset *rules, hecha_err *err);
/* Both halves. Packs, files and rules that are broken are lines of `broken`, not errors. Errors:
 * HECHA_E_MEMORY; HECHA_E_USAGE when --only or --skip names no rule (the nearest are named), or two
 * of -p and -r have one name. *out is the caller's. */
int audit_ruleset_load(const audit_source *source, audit_ruleset **out, hecha_err *err);
void audit_ruleset_free(audit_ruleset *rules); /* NULL is allowed */

/* 1 if rules of the pack may run at all: every pack, or the chosen ones. */
int audit_ruleset_runs(const audit_ruleset *rules, const audit_pack *pack);
/* 1 if --only and --skip let the rule run. A rule that is off is listed and tested all the same; a
 * report is checked with it only where --only names it. */
int audit_ruleset_selects(const audit_ruleset *rules, const rule *candidate);
/* 1 if the name is the rule's ID or PACK/ID. */
int audit_rule_is_called(const rule *candidate, base_str name);
/* Finds a rule among the packs that may run. Error HECHA_E_USAGE: there is none (the nearest names
 * are given), or several packs have it. */
int audit_ruleset_find(const audit_ruleset *rules, base_str name, const audit_pack **pack,
                       const rule **out, hecha_err *err);

#endif
