/* tests/unit/form_fixture.h: documents and forms for the tests of form/. */
#ifndef TESTS_UNIT_FORM_FIXTURE_H
#define TESTS_UNIT_FORM_FIXTURE_H

#include "base/buf.h"
#include "doc/build.h"
#include "form/form.h"

typedef struct fixture {
    base_arena *arena;
    form gk2014, gk2018;
    const form *both[2];
    doc_builder *builder;
    doc *document;
    base_buf table; /* a table as text */
    form_instance *instances;
    size_t count;
    uint32_t line;
} fixture;

int fixture_setup(void **state);
int fixture_teardown(void **state);

void fixture_paragraph(fixture *f, const char *text);
void fixture_heading(fixture *f, const char *text);
void fixture_title(fixture *f, const char *text);
/* Rows by lines, cells by '|'. A cell `^` continues the one above, `<` the one at its left; `\` in
 * a cell is a line break. Each row is one line of the report. */
void fixture_table(fixture *f, const char *text);
/* Writes the form as a table into f->table: label as printed, unit, and the row's number as its
 * figure (none on heading rows), rows from `first` to `last` (from 1). */
void fixture_print(fixture *f, const form *model, int first, int last, int header);
/* Replaces the first occurrence in f->table; fails the test if there is none. */
void fixture_replace(fixture *f, const char *what, const char *by);
/* Finishes the document and aligns it with both forms. */
void fixture_align(fixture *f, int year);
void fixture_finish(fixture *f);
/* The item of the row with this path or label. */
const form_item *fixture_item(const fixture *f, size_t instance, const char *label);
/* Number of rows in the state. */
size_t fixture_states(const fixture *f, size_t instance, value_state state);

#define assert_str(slice, text) assert_true(base_str_eq_c(slice, text))

#endif
