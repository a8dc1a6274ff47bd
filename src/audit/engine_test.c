/* hecha_test: the examples of the rules, one report each. */
#include <stdio.h>

#include "audit/engine.h"
#include "audit/example.h"
#include "base/err.h"

/* One run over examples. */
typedef struct testing {
    const hecha_output *output;
    hecha_exit *status;
    audit_ruleset *rules;
    audit_job *job;
    base_arena *arena; /* of one example; reset before each */
    base_buf text, frame, why;
    size_t passed, failed;
    hecha_err *err;
} testing;

/* "gov-disclosure/A03 bad 1 (rules/a.lua:12): " */
static void add_head(testing *t, const rule *tested, int good, size_t number, int line)
{
    base_msg_add(&t->text, t->output->lang, good ? MSG_AUDIT_GOOD : MSG_AUDIT_BAD, NULL);
    base_buf_add_byte(&t->text, ' ');
    base_buf_add_int(&t->text, (int64_t)number);
    base_buf_add_c(&t->text, " (");
    base_buf_add_str(&t->text, tested->file);
    if (line > 0) {
        base_buf_add_byte(&t->text, ':');
        base_buf_add_int(&t->text, line);
    }
    base_buf_add_byte(&t->text, ')');
}

static void add_verdict(testing *t, const rule *tested, int good, size_t number,
                        const rule_example *example, int ok)
{
    t->passed += (size_t)ok;
    t->failed += (size_t)!ok;
    if (!ok)
        audit_raise(t->status, HECHA_EXIT_FINDINGS);
    else if (!t->output->verbose)
        return;
    base_buf_add_c(&t->text, ok ? "ok      " : "FAILED  ");
    base_buf_add_str(&t->text, tested->name);
    base_buf_add_byte(&t->text, ' ');
    add_head(t, tested, good, number, example->line);
    if (!ok) {
        base_buf_add_c(&t->text, ": ");
        base_buf_add_str(&t->text, base_buf_str(&t->why));
    }
    base_buf_add_byte(&t->text, '\n');
}

/* Sends the example through the job. 0 and the report, or an error. */
static int run_example(testing *t, const audit_pack *of, const rule *tested,
                       const rule_example *example, result_report **report, hecha_err *fault)
{
    audit_example_run run = {t->job, t->rules, of, tested, t->output->lang, t->arena, &t->frame};
    base_arena_reset(t->arena);
    return audit_example_report(&run, example, report, fault);
}

static int test_example(testing *t, const audit_pack *of, const rule *tested, int good,
                        size_t number, const rule_example *example)
{
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
    add_verdict(t, tested, good, number, example, ok);
    return 0;
}

static void warn_of_lack(testing *t, const rule *tested)
{
    if (tested->good_count > 0 && tested->bad_count > 0)
        return;
    base_msg_id message = tested->good_count > 0  ? MSG_AUDIT_NO_BAD
                          : tested->bad_count > 0 ? MSG_AUDIT_NO_GOOD
                                                  : MSG_AUDIT_NO_EXAMPLES;
    base_buf_add_c(&t->text, "warning ");
    base_buf_add_str(&t->text, tested->name);
    base_buf_add_byte(&t->text, ' ');
    base_msg_add(&t->text, t->output->lang, message, NULL);
    base_buf_add_byte(&t->text, '\n');
}

static int test_rule(testing *t, const audit_pack *of, const rule *tested)
{
    int code = 0;
    if (tested->broken.len > 0) /* told with all that is broken */
        return 0;
    for (size_t i = 0; code == 0 && i < tested->good_count; i++)
        code = test_example(t, of, tested, 1, i + 1, &tested->good[i]);
    for (size_t i = 0; code == 0 && i < tested->bad_count; i++)
        code = test_example(t, of, tested, 0, i + 1, &tested->bad[i]);
    if (code != 0)
        return code;
    warn_of_lack(t, tested);
    return audit_engine_write(t->output, &t->text, t->err);
}

static void tell_broken(testing *t)
{
    for (size_t i = 0; i < t->rules->broken_count; i++) {
        base_buf_add_c(&t->text, "FAILED  ");
        base_buf_add_str(&t->text, t->rules->broken[i]);
        base_buf_add_byte(&t->text, '\n');
        t->failed++;
        audit_raise(t->status, HECHA_EXIT_BROKEN_RULE);
    }
}

static int test_all(testing *t)
{
    int code = 0;
    char closing[80];
    tell_broken(t);
    for (size_t i = 0; i < t->rules->pack_count; i++) {
        const audit_pack *item = &t->rules->packs[i];
        if (!audit_ruleset_runs(t->rules, item))
            continue;
        for (size_t j = 0; code == 0 && j < item->loaded.rule_count; j++) {
            if (audit_ruleset_selects(t->rules, item->loaded.rules[j]))
                code = test_rule(t, item, item->loaded.rules[j]);
        }
    }
    if (code != 0)
        return code;
    /* Alone on a line and the same in every language, so that programs can read it. */
    snprintf(closing, sizeof(closing), "%zu passed, %zu failed\n", t->passed, t->failed);
    base_buf_add_c(&t->text, closing);
    return audit_engine_write(t->output, &t->text, t->err);
}

static int test_packs(hecha *engine, testing *t)
{
    int code = audit_engine_check(engine, t->output, t->err);
    if (code == 0 && t->output->format != HECHA_FORMAT_TEXT)
        code = base_err(t->err, HECHA_E_USAGE, MSG_AUDIT_TEST_IS_TEXT, NULL);
    if (code != 0)
        return code;
    t->arena = base_arena_new(0);
    if (t->arena == NULL)
        return base_err_memory(t->err);
    code = audit_engine_load(engine, t->output->lang, &t->rules, t->err);
    if (code == 0)
        code = audit_job_new(t->rules, t->output->lang, NULL, &t->job, t->err);
    return code == 0 ? test_all(t) : code;
}

int hecha_test(hecha *engine, const hecha_output *output, hecha_exit *status, hecha_err *err)
{
    testing t;
    memset(&t, 0, sizeof(t));
    t.output = output;
    t.status = status;
    t.err = err;
    *status = HECHA_EXIT_CLEAN;
    int code = test_packs(engine, &t);
    if (code != 0)
        audit_raise(status, audit_exit_of(code));
    audit_job_free(t.job);
    audit_ruleset_free(t.rules);
    base_arena_free(t.arena);
    base_buf_dispose(&t.text);
    base_buf_dispose(&t.frame);
    base_buf_dispose(&t.why);
    return code;
}
