/* audit/lint_value.h: == between a value and a number, which is always false. Private to audit/. */
#ifndef AUDIT_LINT_VALUE_H
#define AUDIT_LINT_VALUE_H

#include "audit/lint_tokens.h"

/* 1 if the sign at the token is == or ~= between a value and a number or text, in either order.
 *
 * Known as values: what report:item, sum, largest, smallest, :abs(), :round() give; members of
 * children, items, cells and the like and of quantities(); figures of a phrase; arithmetic with
 * any of them; names that are given one (local, for), and parameters of functions of the file that
 * are called with one. Scopes are not told apart: the last place before the name counts. */
int lint_compares_value(const lint_tokens *tokens, size_t sign);

#endif
