/* What the headers of rules lack. */
#include "audit/lint.h"
#include "base/err.h"
#include "script/script.h"

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

/* ---- cases ---- */

static int lint_case(audit_linting *l, const audit_pack *of, const rule *broken)
{
    audit_lint_problem where = {
        NULL, broken->file, line_of(broken), HECHA_ERROR, "broken", {0}, {0}, {0}, 0};
    return audit_lint_add(l, of, &where, MSG_LINT_CASE, MSG_LINT_BROKEN_DO, broken->id,
                          without_place(broken));
}

static void count_case(const audit_pack *of, const rule_case *of_tests, unsigned char *cased)
{
    for (size_t i = 0; i < of_tests->expected_count; i++)
        for (size_t j = 0; j < of->loaded.rule_count; j++)
            if (audit_rule_is_called(of->loaded.rules[j], of_tests->expected[i].rule))
                cased[j] |= (unsigned char)(1u << of_tests->expected[i].outcome);
}

/* *cased: one a rule of the pack, bits 1 << outcome that a case expects of it. */
static int read_cases(audit_linting *l, const audit_pack *of, unsigned char **cased)
{
    script_cases loaded;
    script_vm *vm = NULL;
    hecha_err fault = base_err_init(l->lang);
    *cased = base_arena_zalloc(l->arena, of->loaded.rule_count + 1);
    if (*cased == NULL)
        return HECHA_E_MEMORY;
    if (of->source->test_count == 0)
        return 0;
    int code = script_vm_new(NULL, l->lang, &vm, &fault);
    if (code == 0)
        code = script_load_cases(vm, of->source, l->arena, &loaded, &fault);
    script_vm_free(vm);
    if (code != 0)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < loaded.case_count; i++)
        count_case(of, loaded.cases[i], *cased);
    for (size_t i = 0; code == 0 && i < loaded.broken_count; i++)
        code = lint_case(l, of, loaded.broken[i]);
    return code;
}

/* `cased`: outcomes that cases expect, which are as good as examples. */
static int lint_examples(audit_linting *l, const audit_pack *of, const rule *about, unsigned cased)
{
    int row = is_row(of, about), code = 0;
    int good = about->good_count > 0 || (cased & 1u << RESULT_PASSED) != 0;
    int bad = about->bad_count > 0 || (cased & 1u << RESULT_FAILED) != 0;
    if (!good)
        code = add(l, of, about, HECHA_WARNING, "no_good", MSG_LINT_NO_GOOD,
                   row ? MSG_LINT_NO_EXAMPLE_ROW_DO : MSG_LINT_NO_GOOD_DO);
    if (code == 0 && !bad && (good || !row)) /* of a row told once */
        code = add(l, of, about, HECHA_WARNING, "no_bad", MSG_LINT_NO_BAD,
                   row ? MSG_LINT_NO_EXAMPLE_ROW_DO : MSG_LINT_NO_BAD_DO);
    return code;
}

static int lint_rule(audit_linting *l, const audit_pack *of, const rule *about, unsigned cased)
{
    int code = 0;
    if (about->broken.len > 0)
        return lint_broken(l, of, about);
    if (about->basis.len == 0)
        code =
            add(l, of, about, HECHA_WARNING, "no_basis", MSG_LINT_NO_BASIS, MSG_LINT_NO_BASIS_DO);
    return code == 0 ? lint_examples(l, of, about, cased) : code;
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
    unsigned char *cased = NULL;
    int code = lint_files(l, of);
    if (code == 0)
        code = read_cases(l, of, &cased);
    for (size_t i = 0; code == 0 && i < of->loaded.rule_count; i++)
        code = lint_rule(l, of, of->loaded.rules[i], cased[i]);
    return code;
}
