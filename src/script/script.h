/* script/script.h: Lua for rules: loading rule files, running checks. The only door to Lua.
 *
 * One script_vm holds the rules of one pack. Its Lua state lives in one region of memory; after
 * loading it is sealed (its image is kept), and every run of a check starts from that image, or
 * from one that has the views of the report in it too, so no rule sees what another did, nor
 * anything of another report. In a build with HECHA_ARENA_MALLOC
 * each run gets a new state instead, whose every allocation a sanitizer sees.
 * The library is the allow-list of docs/sandbox.md; source is text only, at most 64 KiB a file. */
#ifndef SCRIPT_SCRIPT_H
#define SCRIPT_SCRIPT_H

#include <hecha.h>

#include "form/subject.h"
#include "pack/pack.h"
#include "rule/rule.h"

/* 0 means the default. */
typedef struct script_limits {
    size_t memory;     /* bytes of one run: 32 MiB */
    long instructions; /* of one run: 10,000,000 */
    size_t findings;   /* of one run: 1,000 */
    size_t message;    /* bytes of one message: 4,096 */
    size_t log;        /* bytes of one run's log: 16 KiB */
    long milliseconds; /* of processor time of one run: 2,000. A net below `instructions`, for the
                          few operations whose cost no count can see */
} script_limits;

typedef struct script_vm script_vm;

int script_vm_new(const script_limits *limits, hecha_lang lang, script_vm **out, hecha_err *err);
void script_vm_free(script_vm *vm); /* NULL is allowed */

/* What loading a pack gives. Arrays of pointers in the arena. A rule or file that is broken is in
 * `rules` with `broken` set (a file that does not load at all gives one rule named after it). */
typedef struct script_pack {
    form **forms;
    size_t form_count;
    rule **rules;
    size_t rule_count;
} script_pack;

/* The pack outlives the vm: its params and data are read again.
 * First half: runs the files, collects forms and rule headers. Fails only without memory. */
int script_load(script_vm *vm, const pack *pack, base_arena *arena, script_pack *out,
                hecha_err *err);
/* The cases of a pack's tests/ (pack_load_tests). Arrays of pointers in the arena; what is wrong
 * with a file or a case is one of `broken`. The vm is one of its own, which holds no rules. */
typedef struct script_cases {
    rule_case **cases;
    size_t case_count;
    rule **broken; /* only `broken` of them matters */
    size_t broken_count;
} script_cases;

int script_load_cases(script_vm *vm, const pack *pack, base_arena *arena, script_cases *out,
                      hecha_err *err);
/* Second half, when the forms of all packs are known: resolves each rule's `form` names and
 * compiles its formulas; what cannot be resolved makes the rule broken. A rule of a single file
 * without `form` gets every form in which all labels of its formulas resolve. */
int script_link(script_vm *vm, script_pack *pack, const form *const *known, size_t known_count,
                base_arena *arena, hecha_err *err);
/* Ends loading: keeps the image. No script_load after this. */
int script_seal(script_vm *vm, hecha_err *err);

/* Another report, for rules over several reports. */
typedef struct script_other {
    rule_counterpart figures; /* whose; its forms, once opened; why there is no report */
    base_str title, path;
    const doc *document;  /* its text, once opened; NULL before */
    const void *source;   /* what it is opened from; the engine's */
    size_t source_length; /* 0: there is no such report */
} script_other;

/* What a rule over several reports sees beside its report. */
typedef struct script_corpus {
    script_other *previous; /* of the year before, opened; or NULL */
    script_other *children; /* of the agencies below, opened, those without a report too */
    size_t child_count;
    script_other *reports; /* all of the run, by path; NULL: the rule did not ask for them */
    size_t report_count;
    script_other *duplicates; /* of the same agency and year, with other figures */
    size_t duplicate_count;
    const base_str *missing; /* agencies without a report that are to be told with this one */
    size_t missing_count;
    int has_roster, listed;
    int (*open)(void *context, script_other *other); /* 0 or HECHA_E_MEMORY */
    void *context;
} script_corpus;

/* The report a check sees. */
typedef struct script_report {
    const doc *document;
    const form_instance *instances; /* all of the report */
    size_t instance_count;
    const form_subject *subject;
    const form_instance *instance; /* the one being checked; NULL: the report as a whole */
    const script_corpus *corpus;   /* NULL: no other report is known */
} script_report;

/* Begins a report: the views of its forms, which most checks ask for, are built once and kept with
 * the image, so that every run starts with them. No more than a saving: without it, or where the
 * views are too large for it, a run builds what it asks for. What the report points to lives until
 * script_end_report; its `instance` does not matter. */
void script_begin_report(script_vm *vm, const script_report *report);
void script_end_report(script_vm *vm);

/* Runs one check function. Appends verdicts (of rule_verdict); a run that raised an error or hit a
 * limit gives exactly one, not evaluated. `log` (may be NULL) receives what the rule logged. */
int script_run(script_vm *vm, const rule *rule, const rule_check *check,
               const script_report *report, rule_scene *scene, base_vec *verdicts, base_buf *log);
/* Units of work of the last run. */
uint64_t script_work(const script_vm *vm);

#endif
