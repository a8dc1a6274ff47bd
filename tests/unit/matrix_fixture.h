/* tests/unit/matrix_fixture.h: the matrix forms of rules/gov-disclosure, read from their files. */
#ifndef TESTS_UNIT_MATRIX_FIXTURE_H
#define TESTS_UNIT_MATRIX_FIXTURE_H

#include "form/form.h"

/* Reads forms/ID.lua, whose tables are written as that file writes them. */
void matrix_form_load(base_arena *arena, const char *id, int year_from, int year_to, form *out);

#define assert_str(slice, text) assert_true(base_str_eq_c(slice, text))

#endif
