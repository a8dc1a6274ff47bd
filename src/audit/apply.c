/* One rule on one report: where it applies, what its checks say, what that comes to. */
#include <stdio.h>

#include "audit/cost.h"
#include "audit/work.h"
#include "base/err.h"
#include "base/vec.h"
#include "rule/compare.h"
#include "rule/formula.h"

/* A rule while it is applied. */
typedef struct applying {
    audit_work *work;
    const audit_pack *pack;
    const rule *applied;
    base_vec verdicts; /* of rule_verdict */
    base_vec checks;   /* of const rule_check *: of each verdict */
    base_buf log;
    uint64_t units; /* of work, of check functions */
} applying;

static int fits_year(const rule *applied, int year)
{
    if (year == 0)
        return 1;
    return (applied->year_from == 0 || year >= applied->year_from) &&
           (applied->year_to == 0 || year <= applied->year_to);
}

static int names_form(const rule *applied, const form *filled)
{
    for (size_t i = 0; i < applied->form_count; i++) {
        if (applied->forms[i] == filled)
            return 1;
    }
    return 0;
}

static int has_instance(const audit_work *work, const rule *applied)
{
    for (size_t i = 0; i < work->instance_count; i++) {
        if (names_form(applied, work->instances[i].form))
            return 1;
    }
    return 0;
}

/* "2014–2017", "2018", "2019–", "–2013" */
static void write_years(const rule *applied, char *out, size_t size)
{
    int from = applied->year_from, to = applied->year_to;
    if (from == to)
        snprintf(out, size, "%d", from);
    else if (from == 0)
        snprintf(out, size, "–%d", to);
    else if (to == 0)
        snprintf(out, size, "%d–", from);
    else
        snprintf(out, size, "%d–%d", from, to);
}

static base_str other_year(audit_work *work, const rule *applied)
{
    char year[16], years[40];
    snprintf(year, sizeof(year), "%d", work->subject.year);
    write_years(applied, years, sizeof(years));
    base_buf_clear(work->scratch);
    base_msg_add(work->scratch, work->lang, MSG_AUDIT_OTHER_YEAR, years, year, NULL);
    return audit_scratch_text(work);
}

/* 报告中没有“…（2014–2017）”、“…（2018）” */
static base_str no_form(audit_work *work, const rule *applied)
{
    base_buf names;
    base_buf_init(&names);
    int english = work->lang == HECHA_LANG_EN;
    for (size_t i = 0; i < applied->form_count; i++) {
        if (i > 0)
            base_buf_add_c(&names, english ? " or " : "或");
        base_buf_add_c(&names, english ? "\"" : "“");
        audit_form_name(&names, applied->forms[i], work->lang);
        base_buf_add_c(&names, english ? "\"" : "”");
    }
    base_buf_clear(work->scratch);
    int failed = base_buf_failed(&names) || names.ptr == NULL;
    if (!failed)
        base_msg_add(work->scratch, work->lang, MSG_AUDIT_NO_FORM, names.ptr, NULL);
    base_buf_dispose(&names);
    return failed ? base_str_n(NULL, 0) : audit_scratch_text(work);
}

static const formula *formula_for(const rule_check *check, const form *filled)
{
    for (size_t i = 0; i < check->formula_count; i++) {
        if (check->formulas[i].form == filled)
            return check->formulas[i].formula;
    }
    return NULL;
}

/* Remembers which check the new verdicts are of. */
static int mark_verdicts(applying *a, const rule_check *check)
{
    while (a->checks.count < a->verdicts.count) {
        const rule_check **of = base_vec_push(&a->checks, a->work->arena);
        if (of == NULL)
            return HECHA_E_MEMORY;
        *of = check;
    }
    return 0;
}

static int run_check(applying *a, const rule_check *check, const form_instance *instance)
{
    audit_work *work = a->work;
    rule_scene scene = {work->arena,     work->lang,           work->document,    instance,
                        work->instances, work->instance_count, work->counterparts};
    int code = 0;
    if (check->script >= 0) {
        script_report seen = {work->document, work->instances, work->instance_count,
                              &work->subject, instance,        work->corpus};
        code = script_run(a->pack->vm, a->applied, check, &seen, &scene, &a->verdicts, &a->log);
        a->units += script_work(a->pack->vm);
    } else if (instance != NULL) {
        const formula *compiled = formula_for(check, instance->form);
        if (compiled != NULL)
            code = formula_evaluate(compiled, instance, &scene, &a->verdicts);
    }
    return code == 0 ? mark_verdicts(a, check) : code;
}

static int run_checks(applying *a, const form_instance *instance)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < a->applied->check_count; i++)
        code = run_check(a, &a->applied->checks[i], instance);
    return code;
}

static int run_everywhere(applying *a)
{
    audit_work *work = a->work;
    int code = 0;
    if (a->applied->form_count == 0)
        return run_checks(a, NULL);
    for (size_t i = 0; code == 0 && i < work->instance_count; i++) {
        if (names_form(a->applied, work->instances[i].form))
            code = run_checks(a, &work->instances[i]);
    }
    return code;
}

/* 1 if the check ended before its end, so that what it found so far does not count. A figure too
 * large to be computed exactly is a comparison that could not be made, not such an end. */
static int is_broken_off(const rule_verdict *verdict)
{
    if (verdict->outcome != RESULT_NOT_EVALUATED)
        return 0;
    if (verdict->kind == RESULT_LIMIT)
        return !base_str_eq_c(verdict->limit, "exact");
    return verdict->kind == RESULT_ERROR || verdict->kind == RESULT_BROKEN;
}

/* Strongest first: broken off, failed, not evaluated, passed, not applicable. */
static int strength(const rule_verdict *verdict)
{
    if (is_broken_off(verdict))
        return 5;
    switch (verdict->outcome) {
    case RESULT_FAILED:
        return 4;
    case RESULT_NOT_EVALUATED:
        return 3;
    case RESULT_PASSED:
        return 2;
    default:
        return 1;
    }
}

/* The verdict that decides: the first of the strongest. NULL: nothing was compared. */
static const rule_verdict *decide(const applying *a)
{
    const rule_verdict *deciding = NULL;
    for (size_t i = 0; i < a->verdicts.count; i++) {
        const rule_verdict *verdict = base_vec_at(&a->verdicts, i);
        if (deciding == NULL || strength(verdict) > strength(deciding))
            deciding = verdict;
    }
    return deciding;
}

static int add_finding(const applying *a, size_t index, base_vec *findings)
{
    const rule_verdict *verdict = base_vec_at(&a->verdicts, index);
    const rule_check *check = *(const rule_check **)base_vec_at(&a->checks, index);
    result_finding *finding = base_vec_push(findings, a->work->arena);
    if (finding == NULL)
        return base_err_memory(a->work->err);
    finding->rule = a->applied->name;
    finding->title = a->applied->title;
    finding->severity = check->severity ? check->severity : a->applied->severity;
    finding->message = verdict->message;
    if (check->message.len > 0 && verdict->has_evidence)
        finding->message = check->message;
    finding->location = verdict->location;
    finding->related = verdict->related;
    finding->related_count = verdict->related_count;
    finding->quote = verdict->quote;
    finding->has_evidence = verdict->has_evidence;
    finding->evidence = verdict->evidence;
    return 0;
}

static int conclude(const applying *a, result_rule *outcome, base_vec *findings)
{
    const rule_verdict *deciding = decide(a);
    int code = 0;
    if (deciding == NULL) {
        outcome->outcome = RESULT_NOT_APPLICABLE;
        outcome->reason = base_str_c(base_msg_text(a->work->lang, MSG_AUDIT_NOTHING_COMPARED));
        return 0;
    }
    outcome->outcome = deciding->outcome;
    if (deciding->outcome == RESULT_NOT_EVALUATED || deciding->outcome == RESULT_NOT_APPLICABLE)
        outcome->reason = deciding->reason;
    if (deciding->outcome == RESULT_NOT_EVALUATED) {
        outcome->kind = deciding->kind;
        outcome->limit = deciding->limit;
    }
    for (size_t i = 0; code == 0 && deciding->outcome == RESULT_FAILED && i < a->verdicts.count;
         i++) {
        const rule_verdict *verdict = base_vec_at(&a->verdicts, i);
        if (verdict->outcome == RESULT_FAILED)
            code = add_finding(a, i, findings);
    }
    return code;
}

static int run_rule(audit_work *work, const audit_pack *pack_of_rule, const rule *applied,
                    result_rule *outcome, base_vec *findings)
{
    applying a;
    memset(&a, 0, sizeof(a));
    a.work = work;
    a.pack = pack_of_rule;
    a.applied = applied;
    base_vec_init(&a.verdicts, sizeof(rule_verdict));
    base_vec_init(&a.checks, sizeof(const rule_check *));
    base_buf_init(&a.log);
    uint64_t start = work->rules->measures ? audit_cost_clock() : 0;
    int code = run_everywhere(&a);
    if (work->rules->measures) {
        outcome->work = a.units;
        outcome->nanoseconds = audit_cost_clock() - start;
    }
    if (code == 0)
        code = conclude(&a, outcome, findings);
    if (code == 0 && a.log.len > 0) {
        outcome->log = base_arena_str(work->arena, base_buf_str(&a.log));
        code = outcome->log.ptr == NULL ? HECHA_E_MEMORY : 0;
    }
    base_buf_dispose(&a.log);
    return code == 0 ? 0 : base_err_memory(work->err);
}

int audit_rule_applies(audit_work *work, const rule *applied, result_rule *outcome)
{
    outcome->rule = applied->name;
    outcome->outcome = RESULT_NOT_APPLICABLE;
    outcome->others = applied->needs != 0 ? RESULT_NOT_MEANT : RESULT_WITHOUT_OTHERS;
    if (!fits_year(applied, work->subject.year))
        outcome->reason = other_year(work, applied);
    else if (applied->form_count > 0 && !has_instance(work, applied))
        outcome->reason = no_form(work, applied);
    else {
        outcome->others = applied->needs != 0 ? RESULT_WITH_OTHERS : RESULT_WITHOUT_OTHERS;
        return 1;
    }
    return 0;
}

void audit_begin_rule(audit_work *work, const audit_pack *pack_of_rule, size_t index)
{
    size_t number = pack_of_rule->first_rule + index;
    audit_progress_set(work->rules->progress, AUDIT_RUNNING, number);
    work->excluded = NULL;
    for (size_t i = 0; i < work->exclusion_count; i++) {
        if (work->exclusions[i].rule == number)
            work->excluded = &work->exclusions[i];
    }
}

int audit_apply_rule(audit_work *work, const audit_pack *pack_of_rule, const rule *applied,
                     base_vec *outcomes, base_vec *findings)
{
    result_rule *outcome = base_vec_push(outcomes, work->arena);
    if (outcome == NULL)
        return base_err_memory(work->err);
    if (!audit_rule_applies(work, applied, outcome)) {
        /* its reason says why */
    } else if (pack_of_rule->killed.len > 0) {
        outcome->outcome = RESULT_NOT_EVALUATED;
        outcome->kind = RESULT_LIMIT;
        outcome->limit = base_str_c("hard");
        outcome->reason = applied->broken;
    } else if (applied->broken.len > 0) {
        outcome->outcome = RESULT_NOT_EVALUATED;
        outcome->kind = RESULT_BROKEN;
        outcome->reason = applied->broken;
    } else if (work->excluded != NULL) {
        outcome->outcome = RESULT_NOT_EVALUATED;
        outcome->kind = RESULT_LIMIT;
        outcome->limit = base_str_c("hard");
        outcome->reason = base_arena_str(work->arena, work->excluded->reason);
    } else {
        return run_rule(work, pack_of_rule, applied, outcome, findings);
    }
    return outcome->reason.ptr == NULL ? base_err_memory(work->err) : 0;
}
