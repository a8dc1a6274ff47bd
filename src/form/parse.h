/* form/parse.h: one indented text of the form language. Private to form/. */
#ifndef FORM_PARSE_H
#define FORM_PARSE_H

#include "form/form.h"

/* Parses a text into out->rows, without names and indexes. As form_parse otherwise. */
int form_parse_text(base_arena *arena, base_str rows, int first_line, form *out, hecha_err *err);

#endif
