/* What the headers of rules lack. */
#include "audit/lint.h"

static int add(audit_linting *l, const audit_pack *of, const rule *about, hecha_severity severity,
               const char *check, base_msg_id text, base_msg_id advice)
{
    audit_lint_problem where = {NULL, about->file, about->line, severity, check, {0}, {0}, {0}, 0};
    return audit_lint_add(l, of, &where, text, advice, about->id, base_str_c(""));
}

/* The message of a broken rule without the "file:line: " before it, which is told apart. */
static base_str without_place(const rule *broken)
{
    base_str text = broken->broken;
    if (!base_str_starts(text, broken->file))
        return text;
    size_t colon = base_str_find(text, base_str_c(": "), broken->file.len);
    return colon == BASE_STR_NONE ? text : base_str_from(text, colon + 2);
}

/* The line in "file:line: text", or that of the rule. */
static int line_of(const rule *broken)
{
    int line = 0;
    for (size_t i = broken->file.len + 1;
         base_str_starts(broken->broken, broken->file) && i < broken->broken.len; i++) {
        char c = broken->broken.ptr[i];
        if (c < '0' || c > '9' || line > 1000000)
            break;
        line = line * 10 + (c - '0');
    }
    return line > 0 ? line : broken->line;
}

static int lint_broken(audit_linting *l, const audit_pack *of, const rule *broken)
{
    audit_lint_problem where = {
        NULL, broken->file, line_of(broken), HECHA_ERROR, "broken", {0}, {0}, {0}, 0};
    where.formula = broken->wrong_formula;
    where.column = broken->wrong_column;
    return audit_lint_add(l, of, &where, MSG_LINT_BROKEN, MSG_LINT_BROKEN_DO, broken->id,
                          without_place(broken));
}

/* 1 if the rule is a row of a table of formulas, in which no example can stand. */
static int is_row(const audit_pack *of, const rule *about)
{
    for (size_t i = 0; i < of->source->file_count; i++)
        if (of->source->files[i].is_table &&
            base_str_starts(about->file, of->source->files[i].name)) /* a.xlsx[sheet] */
            return 1;
    return 0;
}

static int lint_examples(audit_linting *l, const audit_pack *of, const rule *about)
{
    int row = is_row(of, about), code = 0;
    if (about->good_count == 0)
        code = add(l, of, about, HECHA_WARNING, "no_good", MSG_LINT_NO_GOOD,
                   row ? MSG_LINT_NO_EXAMPLE_ROW_DO : MSG_LINT_NO_GOOD_DO);
    if (code == 0 && about->bad_count == 0 && !row) /* told once */
        code = add(l, of, about, HECHA_WARNING, "no_bad", MSG_LINT_NO_BAD, MSG_LINT_NO_BAD_DO);
    return code;
}

static int lint_rule(audit_linting *l, const audit_pack *of, const rule *about)
{
    int code = 0;
    if (about->broken.len > 0)
        return lint_broken(l, of, about);
    if (about->basis.len == 0)
        code =
            add(l, of, about, HECHA_WARNING, "no_basis", MSG_LINT_NO_BASIS, MSG_LINT_NO_BASIS_DO);
    return code == 0 ? lint_examples(l, of, about) : code;
}

/* Files that could not be taken at all. */
static int lint_files(audit_linting *l, const audit_pack *of)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < of->source->problem_count; i++) {
        const pack_problem *problem = &of->source->problems[i];
        audit_lint_problem where = {
            NULL, problem->file, problem->line, HECHA_ERROR, "broken", {0}, {0}, {0}, 0};
        code = audit_lint_add(l, of, &where, MSG_LINT_FILE, MSG_LINT_BROKEN_DO, problem->text,
                              base_str_c(""));
    }
    return code;
}

int audit_lint_rules(audit_linting *l, const audit_pack *of)
{
    int code = lint_files(l, of);
    for (size_t i = 0; code == 0 && i < of->loaded.rule_count; i++)
        code = lint_rule(l, of, of->loaded.rules[i]);
    return code;
}
