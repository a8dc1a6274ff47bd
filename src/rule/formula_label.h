/* rule/formula_label.h: labels of the form in a formula. */
#ifndef RULE_FORMULA_LABEL_H
#define RULE_FORMULA_LABEL_H

#include "form/form.h"

/* The longest label of the form at byte `at`, bare, with or without its printed number, 其中： and
 * note; white space and full-width forms do not count. Returns the number of rows with it, the
 * first in *row, and its end in *end. */
size_t label_match(const form *form, base_str text, size_t at, int *row, size_t *end);

#endif
