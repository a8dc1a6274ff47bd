#include "rule/formula_condition.h"

#include "rule/decide.h"
#include "rule/explain.h"

/* The values of one comparison. */
typedef struct operands {
    const value *left, *right, *tolerance;
} operands;

static int read_operands(const formula_run *run, const formula_test *test, operands *out)
{
    out->left = formula_value(run, test->left);
    out->right = formula_value(run, test->right);
    out->tolerance = test->tolerance ? formula_value(run, test->tolerance) : NULL;
    if (out->left == NULL || out->right == NULL ||
        (test->tolerance != NULL && out->tolerance == NULL))
        return HECHA_E_MEMORY;
    return 0;
}

/* How it comes out, and the comparison that cannot be decided, if that is why. */
static int truth(const formula_run *run, const formula_test *test, result_outcome *outcome,
                 const formula_test **undecided, formula_run *undecided_run)
{
    if (test->kind == TEST_COMPARE) {
        operands of;
        if (read_operands(run, test, &of) != 0)
            return HECHA_E_MEMORY;
        *outcome = rule_decide(of.left, test->relation, of.right, of.tolerance);
        *undecided = test;
        *undecided_run = *run;
        return 0;
    }
    result_outcome deciding = test->kind == TEST_OR ? RESULT_PASSED : RESULT_FAILED;
    *outcome = test->kind == TEST_OR ? RESULT_FAILED : RESULT_PASSED;
    size_t count = formula_part_count(run, test);
    for (size_t i = 0; i < count; i++) {
        result_outcome one;
        formula_run of, why_run;
        const formula_test *why = NULL, *part = formula_part(run, test, i, &of);
        if (truth(&of, part, &one, &why, &why_run) != 0)
            return HECHA_E_MEMORY;
        if (one == deciding) {
            *outcome = one;
            return 0;
        }
        /* Missing outweighs blank; the first of each is told. */
        if (one > RESULT_FAILED && (*outcome <= RESULT_FAILED || one > *outcome)) {
            *outcome = one;
            *undecided = why;
            *undecided_run = why_run;
        }
    }
    return 0;
}

static int wrap_reason(rule_scene *scene, base_msg_id message, base_str *reason)
{
    base_buf text;
    int failed = 0;
    base_buf_init(&text);
    base_msg_add(&text, scene->lang, message, reason->ptr ? reason->ptr : "", NULL);
    *reason = rule_keep(scene->arena, &text, &failed);
    base_buf_dispose(&text);
    return failed ? HECHA_E_MEMORY : 0;
}

int formula_condition_check(const formula_run *run, const formula_test *condition, int *held,
                            rule_verdict *out)
{
    result_outcome outcome;
    const formula_test *undecided = NULL;
    formula_run at = *run;
    rule_scene *scene = run->scene;
    *held = -1;
    if (truth(run, condition, &outcome, &undecided, &at) != 0)
        return HECHA_E_MEMORY;
    if (outcome == RESULT_PASSED) {
        *held = 1;
        return 0;
    }
    memset(out, 0, sizeof(*out));
    if (outcome == RESULT_FAILED) {
        *held = 0;
        out->outcome = RESULT_NOT_APPLICABLE;
        if (formula_condition_spell(run, condition, 0, &out->reason) != 0)
            return HECHA_E_MEMORY;
        return wrap_reason(scene, MSG_RULE_CONDITION_FALSE, &out->reason);
    }
    operands of;
    if (read_operands(&at, undecided, &of) != 0 ||
        rule_undecided(scene, of.left, of.right, of.tolerance, out) != 0)
        return HECHA_E_MEMORY;
    return wrap_reason(scene, MSG_RULE_CONDITION_UNDECIDED, &out->reason);
}

/* "举办各类培训班数 = 3"; a side of constants says nothing new. */
static void spell_side(rule_scene *scene, const value *side, base_buf *text)
{
    if (!value_usable(side) || !rule_has_leaves(side))
        return;
    base_buf one;
    base_buf_init(&one);
    value_print_labels(&one, side);
    value_number_print_equal(&one, side->number);
    if (base_buf_failed(&one)) {
        text->failed = 1;
    } else if (text->len == 0 ||
               base_str_find(base_buf_str(text), base_buf_str(&one), 0) == BASE_STR_NONE) {
        if (text->len > 0)
            base_msg_add(text, scene->lang, MSG_RULE_COMMA, NULL);
        base_buf_add_str(text, base_buf_str(&one));
    }
    base_buf_dispose(&one);
}

static int spell(const formula_run *run, const formula_test *test, result_outcome wanted,
                 base_buf *text)
{
    if (test->kind == TEST_COMPARE) {
        operands of;
        if (read_operands(run, test, &of) != 0)
            return HECHA_E_MEMORY;
        if (rule_decide(of.left, test->relation, of.right, of.tolerance) != wanted)
            return 0;
        spell_side(run->scene, of.left, text);
        spell_side(run->scene, of.right, text);
        return 0;
    }
    size_t count = formula_part_count(run, test);
    for (size_t i = 0; i < count; i++) {
        formula_run of;
        const formula_test *part = formula_part(run, test, i, &of);
        if (spell(&of, part, wanted, text) != 0)
            return HECHA_E_MEMORY;
    }
    return 0;
}

int formula_condition_spell(const formula_run *run, const formula_test *condition, int held,
                            base_str *out)
{
    base_buf text;
    int failed = 0;
    base_buf_init(&text);
    int code = spell(run, condition, held ? RESULT_PASSED : RESULT_FAILED, &text);
    if (text.len == 0) /* constants only */
        base_buf_add_c(&text, held ? "1" : "0");
    *out = rule_keep(run->scene->arena, &text, &failed);
    base_buf_dispose(&text);
    return failed ? HECHA_E_MEMORY : code;
}
