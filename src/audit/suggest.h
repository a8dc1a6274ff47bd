/* audit/suggest.h: names of rules as people type them: checked, and the nearest named. */
#ifndef AUDIT_SUGGEST_H
#define AUDIT_SUGGEST_H

#include "audit/ruleset.h"

/* 0 if the name is some rule's that may run; else HECHA_E_USAGE naming the nearest. `option` is
 * what the name was given with. */
int audit_check_rule_name(const audit_ruleset *rules, base_str name, const char *option,
                          hecha_err *err);

#endif
