/* tests/unit/script_fixture.h: a pack from strings, a small report, and a filled form, for the
 * tests of script/. */
#ifndef TESTS_UNIT_SCRIPT_FIXTURE_H
#define TESTS_UNIT_SCRIPT_FIXTURE_H

#include "script/script.h"

typedef struct fixture {
    script_vm *vm;
    base_arena *arena; /* of the pack */
    pack source;
    pack_file files[4];
    script_pack loaded;
    doc *document;
    form_instance instances[4];
    size_t instance_count;
    form_subject subject;
    /* of the last run */
    base_arena *run_arena;
    rule_scene scene;
    base_vec verdicts;
    base_buf log;
} fixture;

/* An empty pack "p" and a report of a title, a heading, two paragraphs and a table. English. */
void fixture_open(fixture *f, const script_limits *limits);
void fixture_close(fixture *f);
void fixture_add(fixture *f, const char *name, const char *lua);
/* Loads, links with the pack's own forms, seals. */
void fixture_load(fixture *f);
/* Fills a form of the pack: one printed figure a row, in the form's order, separated by '|'; "-"
 * alone is a row that the table lacks. The instance is added to the report. */
void fixture_fill(fixture *f, const char *form_id, const char *figures);

const rule *fixture_rule(const fixture *f, const char *id);
/* Runs check `index` of a rule, on instance number `instance` (from 1; 0: the whole report).
 * Returns the first verdict. */
const rule_verdict *fixture_run(fixture *f, const char *id, size_t index, size_t instance);
const rule_verdict *fixture_verdict(const fixture *f, size_t index);
/* The log of the last run as a C string. */
const char *fixture_log(const fixture *f);

/* Loads a pack of one rule whose check is the body, runs it on the whole report. */
const rule_verdict *fixture_check(fixture *f, const char *body);
/* As above, and gives the log. */
const char *fixture_eval(fixture *f, const char *body);

/* 1 if the text contains the C string. */
int fixture_has(base_str text, const char *part);

#endif
