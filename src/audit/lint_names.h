/* audit/lint_names.h: what a name of a Lua text stands for. Private to audit/. */
#ifndef AUDIT_LINT_NAMES_H
#define AUDIT_LINT_NAMES_H

#include "audit/lint_tokens.h"

/* The text constants that the expression at the token can be, as far as that is plain: a string; a
 * name that is given one; what is read of a table that a name is given, or in a loop over it, by
 * its keys or fields. *next is 0 at first; returns the index of a string, or BASE_STR_NONE behind
 * the last one. */
size_t lint_constant(const lint_tokens *tokens, size_t expression, size_t *next);

#endif
