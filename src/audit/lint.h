/* audit/lint.h: what is doubtful in a pack, though it runs. Private to audit/.
 *
 * Each check has a name and appends problems. What the rules mean is not judged: a check that reads
 * Lua reads its words (audit/lint_tokens.h), so that it may overlook things, and names only what is
 * plain. Errors: HECHA_E_MEMORY. */
#ifndef AUDIT_LINT_H
#define AUDIT_LINT_H

#include "audit/lint_tokens.h"
#include "audit/ruleset.h"
#include "base/msg.h"

typedef struct audit_lint_problem {
    const audit_pack *pack; /* NULL: none could be made of the file */
    base_str file;          /* relative to the pack */
    int line;               /* 0: the file as a whole */
    hecha_severity severity;
    const char *check; /* "no_basis" */
    base_str text;     /* what is wrong, one line */
    base_str advice;   /* what to do; or empty */
    base_str formula;  /* that is wrong; or empty */
    int column;        /* in it, code points from 1; 0: unknown */
} audit_lint_problem;

/* A file of the pack that is looked at, split into words once for all checks. */
typedef struct audit_lint_file {
    const pack_file *source;
    lint_tokens tokens;
} audit_lint_file;

typedef struct audit_linting {
    const audit_ruleset *rules;
    hecha_lang lang;
    const audit_lint_file *files; /* of the pack: its Lua files and its tables of formulas */
    size_t file_count;
    base_arena *arena;
    base_vec problems; /* of audit_lint_problem */
    hecha_err *err;
} audit_linting;

/* Appends a problem, its texts of the catalogue with up to two arguments. */
int audit_lint_add(audit_linting *l, const audit_pack *of, const audit_lint_problem *where,
                   base_msg_id text, base_msg_id advice, base_str first, base_str second);
/* With up to three. */
int audit_lint_add_three(audit_linting *l, const audit_pack *of, const audit_lint_problem *where,
                         base_msg_id text, base_msg_id advice, base_str first, base_str second,
                         base_str third);

/* A Lua file of the pack, as a check that reads words sees it. */
typedef struct audit_lint_reading {
    audit_linting *l;
    const audit_pack *pack;
    base_str file;
    const lint_tokens *tokens;
} audit_lint_reading;

/* Hands each Lua file to the check, in their order, until one does not give 0; gives that. */
int audit_lint_each(audit_linting *l, const audit_pack *of,
                    int (*check)(const audit_lint_reading *file));

int audit_lint_rules(audit_linting *l, const audit_pack *of);    /* lint_rules.c: headers */
int audit_lint_formulas(audit_linting *l, const audit_pack *of); /* lint_formula.c */
int audit_lint_items(audit_linting *l, const audit_pack *of);    /* lint_items.c: of forms */
int audit_lint_lua(audit_linting *l, const audit_pack *of);      /* lint_lua.c: the Lua of rules */
int audit_lint_phrases(audit_linting *l, const audit_pack *of);  /* lint_phrase.c */
int audit_lint_params(audit_linting *l, const audit_pack *of);   /* lint_params.c */

/* Sorts by file, line, check and text. */
void audit_lint_sort(audit_linting *l);

#endif
