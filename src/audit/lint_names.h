/* audit/lint_names.h: what a name of a Lua text stands for. Private to audit/. */
#ifndef AUDIT_LINT_NAMES_H
#define AUDIT_LINT_NAMES_H

#include "audit/lint_tokens.h"

typedef enum lint_binding { LINT_UNKNOWN, LINT_GIVEN, LINT_WALKED } lint_binding;

/* How the name at the token is given its only value in the whole text: by `local NAME =` or
 * `NAME =` (LINT_GIVEN, *at: the first token of the value), or by `for …, NAME in` (LINT_WALKED,
 * *at: the token behind `in`; of several loops the last one before the token counts).
 * LINT_UNKNOWN: in another way, as a parameter, more than once, or never. */
lint_binding lint_bound_once(const lint_tokens *tokens, size_t name, size_t *at);

/* The text constants that the expression at the token can be, as far as that is plain: a string; a
 * name that is given one; what is read of a table that a name is given, or in a loop over it, by
 * its keys or fields. *next is 0 at first; returns the index of a string, or BASE_STR_NONE behind
 * the last one. */
size_t lint_constant(const lint_tokens *tokens, size_t expression, size_t *next);

#endif
