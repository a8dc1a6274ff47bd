/* The cases of a pack's tests/. */
#include "audit/testing.h"
#include "base/err.h"
#include "script/script.h"

/* The rule's index in its pack, or the number of its rules. */
static size_t find_rule(const audit_pack *of, base_str name)
{
    size_t i = 0;
    while (i < of->loaded.rule_count && !audit_rule_is_called(of->loaded.rules[i], name))
        i++;
    return i;
}

static int run_case(audit_testing *t, const audit_pack *of, const rule *judge,
                    const rule_case *tested, const rule_expectation *wanted, int *ok)
{
    audit_example_run run = {t->case_job, t->rules, of, judge, HECHA_LANG_ZH, t->arena, &t->frame};
    hecha_err fault = base_err_init(t->output->lang);
    result_report *report = NULL;
    base_arena_reset(t->arena);
    base_buf_clear(&t->why);
    int code = audit_test_case_report(&run, tested, &report, &fault);
    if (code == HECHA_E_MEMORY || (code == 0 && report->problem_code == HECHA_E_MEMORY))
        return base_err_memory(t->err);
    if (code == 0 && audit_test_measure(t, report) != 0)
        return HECHA_E_MEMORY;
    *ok = 0;
    if (code != 0)
        base_buf_add_c(&t->why, fault.text);
    else
        *ok = audit_expectation_judge(report, judge, wanted, t->output->lang, &t->why);
    return base_buf_failed(&t->why) ? base_err_memory(t->err) : 0;
}

/* "gov-disclosure/A03 case "the sum is short"" */
static void tell(audit_testing *t, base_str rule_name, const rule_case *tested, int ok)
{
    base_buf head;
    base_buf_init(&head);
    base_buf_add_str(&head, rule_name);
    base_buf_add_byte(&head, ' ');
    base_msg_add(&head, t->output->lang, MSG_AUDIT_CASE, NULL);
    base_buf_add_c(&head, " \"");
    base_buf_add_str(&head, tested->name);
    base_buf_add_byte(&head, '"');
    audit_test_verdict(t, base_buf_str(&head), tested->file, tested->line, ok);
    t->text.failed |= head.failed;
    base_buf_dispose(&head);
}

static int test_expectation(audit_testing *t, const audit_pack *of, const rule_case *tested,
                            const rule_expectation *wanted)
{
    size_t index = find_rule(of, wanted->rule);
    int ok = 0;
    if (index == of->loaded.rule_count) {
        base_buf_clear(&t->why);
        base_msg_add(&t->why, t->output->lang, MSG_AUDIT_CASE_NO_RULE, wanted->rule.ptr, NULL);
        tell(t, wanted->rule, tested, 0);
        return 0;
    }
    const rule *judge = of->loaded.rules[index];
    if (judge->broken.len > 0 || !audit_ruleset_selects(t->rules, judge))
        return 0;
    int code = run_case(t, of, judge, tested, wanted, &ok);
    if (code != 0)
        return code;
    if (ok)
        audit_test_saw(t, of, index, wanted->outcome);
    tell(t, judge->name, tested, ok);
    return 0;
}

static int test_all(audit_testing *t, const audit_pack *of, const script_cases *loaded)
{
    int code = 0;
    for (size_t i = 0; i < loaded->broken_count; i++)
        audit_test_broken(t, loaded->broken[i]->broken);
    for (size_t i = 0; code == 0 && i < loaded->case_count; i++) {
        const rule_case *tested = loaded->cases[i];
        for (size_t j = 0; code == 0 && j < tested->expected_count; j++)
            code = test_expectation(t, of, tested, &tested->expected[j]);
        if (code == 0)
            code = audit_engine_write(t->output, &t->text, t->err);
    }
    return code;
}

int audit_test_cases(audit_testing *t, audit_pack *of)
{
    script_cases loaded;
    script_vm *vm = NULL;
    if (of->source->test_count == 0)
        return 0;
    int code = script_vm_new(NULL, t->output->lang, &vm, t->err);
    if (code == 0)
        code = script_load_cases(vm, of->source, t->rules->arena, &loaded, t->err);
    script_vm_free(vm);
    return code == 0 ? test_all(t, of, &loaded) : code;
}
