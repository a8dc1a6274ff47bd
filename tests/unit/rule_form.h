/* tests/unit/rule_form.h: a filled form for the tests of formulas and comparisons. */
#ifndef TESTS_UNIT_RULE_FORM_H
#define TESTS_UNIT_RULE_FORM_H

#include "base/err.h"
#include "rule/compare.h"

typedef struct rule_form {
    base_arena *arena;
    form form;
    form_instance instance; /* every row that takes a figure is filled with 0 */
    rule_scene scene;       /* Chinese, on this instance */
} rule_form;

void rule_form_init(rule_form *filled, const char *rows);
void rule_form_dispose(rule_form *filled);
/* Prints the text into the cell of the row with this path or label; NULL: the row is missing. */
void rule_form_set(rule_form *filled, const char *label, const char *text);
form_item *rule_form_item(rule_form *filled, const char *label);

#endif
