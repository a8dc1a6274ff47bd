/* hecha_test: the examples of the rules, one report each, and the cases of the packs. */
#include <stdio.h>

#include "audit/confined.h"
#include "audit/testing.h"
#include "base/err.h"

void audit_test_verdict(audit_testing *t, base_str head, base_str file, int line, int ok)
{
    t->passed += (size_t)ok;
    t->failed += (size_t)!ok;
    if (!ok)
        audit_raise(t->status, HECHA_EXIT_FINDINGS);
    else if (!t->output->verbose)
        return;
    base_buf_add_c(&t->text, ok ? "ok      " : "FAILED  ");
    base_buf_add_str(&t->text, head);
    base_buf_add_c(&t->text, " (");
    base_buf_add_str(&t->text, file);
    if (line > 0) {
        base_buf_add_byte(&t->text, ':');
        base_buf_add_int(&t->text, line);
    }
    base_buf_add_byte(&t->text, ')');
    if (!ok) {
        base_buf_add_c(&t->text, ": ");
        base_buf_add_str(&t->text, base_buf_str(&t->why));
    }
    base_buf_add_byte(&t->text, '\n');
}

void audit_test_broken(audit_testing *t, base_str text)
{
    base_buf_add_c(&t->text, "FAILED  ");
    base_buf_add_str(&t->text, text);
    base_buf_add_byte(&t->text, '\n');
    t->failed++;
    audit_raise(t->status, HECHA_EXIT_BROKEN_RULE);
}

/* "gov-disclosure/A03 bad 1" */
static void tell(audit_testing *t, const audit_pack *of, const rule *tested, int good,
                 size_t number, int ok)
{
    base_buf head;
    int line = ok && !t->output->verbose ? 0 /* is not told */
                                         : audit_example_line(t->arena, of, tested, good, number);
    base_buf_init(&head);
    base_buf_add_str(&head, tested->name);
    base_buf_add_byte(&head, ' ');
    base_msg_add(&head, t->output->lang, good ? MSG_AUDIT_GOOD : MSG_AUDIT_BAD, NULL);
    base_buf_add_byte(&head, ' ');
    base_buf_add_int(&head, (int64_t)number);
    audit_test_verdict(t, base_buf_str(&head), tested->file, line, ok);
    t->text.failed |= head.failed;
    base_buf_dispose(&head);
}

/* Sends the example through the job. 0 and the report, or an error. */
static int run_example(audit_testing *t, const audit_pack *of, const rule *tested,
                       const rule_example *example, result_report **report, hecha_err *fault)
{
    audit_example_run run = {t->job, t->rules, of, tested, t->output->lang, t->arena, &t->frame};
    base_arena_reset(t->arena);
    return audit_example_report(&run, example, report, fault);
}

int audit_test_measure(audit_testing *t, const result_report *report)
{
    if (t->output->profile == NULL || audit_costs_add(&t->costs, t->rules->arena, report) == 0)
        return 0;
    return base_err_memory(t->err);
}

static int test_example(audit_testing *t, const audit_pack *of, size_t index, int good,
                        size_t number, const rule_example *example)
{
    const rule *tested = of->loaded.rules[index];
    hecha_err fault = base_err_init(t->output->lang);
    result_report *report = NULL;
    int ok = 0;
    base_buf_clear(&t->why);
    int code = run_example(t, of, tested, example, &report, &fault);
    if (code == HECHA_E_MEMORY || (code == 0 && report->problem_code == HECHA_E_MEMORY))
        return base_err_memory(t->err);
    if (code != 0)
        base_buf_add_c(&t->why, fault.text);
    else
        ok = audit_example_judge(report, tested, good, t->output->lang, &t->why);
    if (base_buf_failed(&t->why))
        return base_err_memory(t->err);
    if (code == 0 && audit_test_measure(t, report) != 0)
        return HECHA_E_MEMORY;
    if (ok)
        audit_test_saw(t, of, index, good ? RESULT_PASSED : RESULT_FAILED);
    tell(t, of, tested, good, number, ok);
    return 0;
}

static int test_rule(audit_testing *t, const audit_pack *of, size_t index)
{
    const rule *tested = of->loaded.rules[index];
    int code = 0;
    if (tested->broken.len > 0) /* told with all that is broken */
        return 0;
    for (size_t i = 0; code == 0 && i < tested->good_count; i++)
        code = test_example(t, of, index, 1, i + 1, &tested->good[i]);
    for (size_t i = 0; code == 0 && i < tested->bad_count; i++)
        code = test_example(t, of, index, 0, i + 1, &tested->bad[i]);
    return code == 0 ? audit_engine_write(t->output, &t->text, t->err) : code;
}

static int test_pack(audit_testing *t, audit_pack *item)
{
    int code = 0;
    base_str unread = t->unread[item - t->rules->packs];
    if (unread.len > 0)
        audit_test_broken(t, unread);
    for (size_t i = 0; code == 0 && i < item->loaded.rule_count; i++) {
        if (audit_ruleset_selects(t->rules, item->loaded.rules[i]))
            code = test_rule(t, item, i);
    }
    return code == 0 ? audit_test_cases(t, item) : code;
}

static int test_all(audit_testing *t)
{
    int code = 0;
    char closing[80];
    for (size_t i = 0; i < t->rules->broken_count; i++)
        audit_test_broken(t, t->rules->broken[i]);
    for (size_t i = 0; code == 0 && i < t->rules->pack_count; i++) {
        if (audit_ruleset_runs(t->rules, &t->rules->packs[i]))
            code = test_pack(t, &t->rules->packs[i]);
    }
    if (code != 0)
        return code;
    audit_test_coverage(t);
    if (t->output->profile != NULL) {
        audit_costs_sort(&t->costs);
        t->output->profile(t->output->profile_context, t->costs.items.items, t->costs.items.count);
    }
    /* Alone on a line and the same in every language, so that programs can read it. */
    snprintf(closing, sizeof(closing), "%zu passed, %zu failed\n", t->passed, t->failed);
    base_buf_add_c(&t->text, closing);
    return audit_engine_write(t->output, &t->text, t->err);
}

/* The files of tests/ are read before the process that runs them is started. */
static int read_tests(audit_testing *t)
{
    const audit_ruleset *rules = t->rules;
    t->unread = base_arena_array(rules->arena, rules->pack_count + 1, sizeof(*t->unread));
    if (t->unread == NULL)
        return base_err_memory(t->err);
    for (size_t i = 0; i < rules->pack_count; i++) {
        hecha_err fault = base_err_init(t->output->lang);
        if (!audit_ruleset_runs(rules, &rules->packs[i]))
            continue;
        int code = pack_load_tests(rules->packs[i].source, t->output->lang, &fault);
        if (code != 0 && code != HECHA_E_MEMORY)
            t->unread[i] = base_arena_str(rules->arena, base_str_c(fault.text));
        if (code == HECHA_E_MEMORY || base_arena_failed(rules->arena))
            return base_err_memory(t->err);
    }
    return 0;
}

/* An audit_confined_body. */
static int test_here(void *context, const audit_confined_run *run)
{
    audit_testing *t = context;
    t->output = run->output;
    t->status = run->status;
    t->err = run->err;
    int code = audit_ruleset_run(&t->source, t->rules, t->err);
    if (code == 0)
        code = audit_job_new(t->rules, t->output->lang, run->helper, &t->job, t->err);
    if (code == 0)
        code = audit_job_new(t->rules, HECHA_LANG_ZH, run->helper, &t->case_job, t->err);
    if (code != 0)
        return code;
    t->seen = base_arena_zalloc(t->rules->arena, t->rules->rule_count + 1);
    return t->seen == NULL ? base_err_memory(t->err) : test_all(t);
}

static int test_packs(hecha *engine, audit_testing *t)
{
    const hecha_output *output = t->output;
    hecha_exit *status = t->status;
    hecha_err *err = t->err;
    int code = audit_engine_check(engine, output, err);
    if (code == 0 && output->format != HECHA_FORMAT_TEXT)
        code = base_err(err, HECHA_E_USAGE, MSG_AUDIT_TEST_IS_TEXT, NULL);
    if (code != 0)
        return code;
    t->arena = base_arena_new(0);
    if (t->arena == NULL)
        return base_err_memory(err);
    t->source = audit_engine_source(engine, output->lang);
    code = audit_ruleset_read(&t->source, &t->rules, err);
    if (code == 0)
        code = read_tests(t);
    if (code == 0)
        t->rules->measures = output->profile != NULL;
    return code == 0 ? audit_confined(t->rules, test_here, t, -1, output, status, err) : code;
}

int hecha_test(hecha *engine, const hecha_output *output, hecha_exit *status, hecha_err *err)
{
    audit_testing t;
    memset(&t, 0, sizeof(t));
    t.output = output;
    t.status = status;
    t.err = err;
    *status = HECHA_EXIT_CLEAN;
    int code = test_packs(engine, &t);
    if (code != 0)
        audit_raise(status, audit_exit_of(code));
    audit_job_free(t.job);
    audit_job_free(t.case_job);
    audit_ruleset_free(t.rules);
    base_arena_free(t.arena);
    base_buf_dispose(&t.text);
    base_buf_dispose(&t.frame);
    base_buf_dispose(&t.why);
    return code;
}
