#include "rule/decide.h"
#include "rule/explain.h"
#include "rule/formula_condition.h"
#include "rule/formula_node.h"

#define ROOM 32

const value *formula_value(rule_scene *scene, const formula_node *node)
{
    const value *room[ROOM], **operands = room;
    switch (node->kind) {
    case FORMULA_CONSTANT:
        return node->constant;
    case FORMULA_ITEM:
        return rule_item_value(scene, scene->instance, &scene->instance->items[node->row]);
    case FORMULA_APPLY:
    case FORMULA_SET:
        break;
    }
    if (node->count > ROOM)
        operands = base_arena_array(scene->arena, node->count, sizeof(*operands));
    if (operands == NULL)
        return NULL;
    for (size_t i = 0; i < node->count; i++) {
        operands[i] = formula_value(scene, node->operands[i]);
        if (operands[i] == NULL)
            return NULL;
    }
    return value_apply(scene->arena, node->op, operands, node->count);
}

/* What an evaluation appends to. */
typedef struct collector {
    rule_scene *scene;
    base_vec *verdicts;
    size_t told; /* failed or undecided ones appended */
    int has_passed, has_blank;
    rule_verdict blank; /* the first that does not apply */
} collector;

static int append(collector *into, const rule_verdict *verdict)
{
    rule_verdict *slot = base_vec_push(into->verdicts, into->scene->arena);
    if (slot == NULL)
        return HECHA_E_MEMORY;
    *slot = *verdict;
    into->told++;
    return 0;
}

static int collect(collector *into, const rule_verdict *verdict)
{
    switch (verdict->outcome) {
    case RESULT_PASSED:
        into->has_passed = 1;
        return 0;
    case RESULT_NOT_APPLICABLE:
        if (!into->has_blank)
            into->blank = *verdict;
        into->has_blank = 1;
        return 0;
    case RESULT_FAILED:
    case RESULT_NOT_EVALUATED:
        break;
    }
    return append(into, verdict);
}

static int compare(rule_scene *scene, const formula_test *test, rule_verdict *out)
{
    const value *left = formula_value(scene, test->left);
    const value *right = formula_value(scene, test->right);
    const value *tolerance = test->tolerance ? formula_value(scene, test->tolerance) : NULL;
    if (left == NULL || right == NULL || (test->tolerance != NULL && tolerance == NULL))
        return HECHA_E_MEMORY;
    return rule_compare(scene, left, test->relation, right, tolerance, out);
}

static int join_text(rule_scene *scene, base_str *text, base_str more)
{
    base_buf joined;
    int failed = 0;
    base_buf_init(&joined);
    base_buf_add_str(&joined, *text);
    base_msg_add(&joined, scene->lang, MSG_RULE_OR, NULL);
    base_buf_add_str(&joined, more);
    *text = rule_keep(scene->arena, &joined, &failed);
    base_buf_dispose(&joined);
    return failed ? HECHA_E_MEMORY : 0;
}

/* Adds a failed alternative to a failure: its message and its places. */
static int join_verdict(rule_scene *scene, rule_verdict *first, const rule_verdict *other)
{
    size_t count = first->related_count + other->related_count + 1;
    base_place *related = base_arena_array(scene->arena, count, sizeof(*related));
    if (related == NULL)
        return HECHA_E_MEMORY;
    if (first->related_count > 0)
        memcpy(related, first->related, first->related_count * sizeof(*related));
    size_t at = first->related_count;
    related[at++] = other->location;
    if (other->related_count > 0)
        memcpy(related + at, other->related, other->related_count * sizeof(*related));
    first->related = related;
    first->related_count = count;
    return join_text(scene, &first->message, other->message);
}

/* One verdict for a condition. 或 fails only if all its parts do, and tells them together; a 且
 * within it fails by its first failed part. */
static int judge(rule_scene *scene, const formula_test *test, rule_verdict *out)
{
    if (test->kind == TEST_COMPARE)
        return compare(scene, test, out);
    int either = test->kind == TEST_OR;
    rule_verdict failed, undecided, blank;
    int has_failed = 0, has_undecided = 0, has_blank = 0, code = 0;
    for (size_t i = 0; i < test->count && code == 0; i++) {
        rule_verdict one;
        code = judge(scene, test->parts[i], &one);
        if (code != 0)
            return code;
        if (one.outcome == (either ? RESULT_PASSED : RESULT_FAILED)) {
            *out = one;
            return 0;
        }
        if (one.outcome == RESULT_NOT_EVALUATED && !has_undecided++)
            undecided = one;
        else if (one.outcome == RESULT_NOT_APPLICABLE && !has_blank++)
            blank = one;
        else if (one.outcome == RESULT_FAILED && !has_failed++)
            failed = one;
        else if (one.outcome == RESULT_FAILED)
            code = join_verdict(scene, &failed, &one);
    }
    memset(out, 0, sizeof(*out));
    if (has_undecided)
        *out = undecided;
    else if (has_blank)
        *out = blank;
    else if (has_failed)
        *out = failed;
    return code;
}

/* 且 at the top is a list of comparisons that each report for themselves. */
static int judge_all(collector *into, const formula_test *test)
{
    rule_verdict verdict;
    if (test->kind == TEST_AND) {
        for (size_t i = 0; i < test->count; i++) {
            int code = judge_all(into, test->parts[i]);
            if (code != 0)
                return code;
        }
        return 0;
    }
    int code = judge(into->scene, test, &verdict);
    return code != 0 ? code : collect(into, &verdict);
}

/* The condition that held goes into what failed. */
static int tell_condition(rule_scene *scene, const formula_test *condition, base_vec *verdicts,
                          size_t from)
{
    base_str spelled = {NULL, 0};
    for (size_t i = from; i < verdicts->count; i++) {
        rule_verdict *verdict = base_vec_at(verdicts, i);
        if (verdict->outcome != RESULT_FAILED)
            continue;
        if (spelled.ptr == NULL && formula_condition_spell(scene, condition, 1, &spelled) != 0)
            return HECHA_E_MEMORY;
        const char *message =
            base_arena_copy(scene->arena, verdict->message.ptr, verdict->message.len);
        base_buf text;
        int failed = message == NULL;
        base_buf_init(&text);
        base_msg_add(&text, scene->lang, MSG_RULE_GIVEN, spelled.ptr, message, NULL);
        verdict->evidence.condition = spelled;
        verdict->message = rule_keep(scene->arena, &text, &failed);
        base_buf_dispose(&text);
        if (failed)
            return HECHA_E_MEMORY;
    }
    return 0;
}

static int append_alone(collector *into)
{
    rule_verdict verdict;
    memset(&verdict, 0, sizeof(verdict));
    if (!into->has_passed && into->has_blank)
        verdict = into->blank;
    return append(into, &verdict);
}

int formula_evaluate(const formula *parsed, const form_instance *instance, rule_scene *scene,
                     base_vec *verdicts)
{
    rule_scene own = *scene;
    own.instance = instance;
    collector into = {.scene = &own, .verdicts = verdicts};
    size_t from = verdicts->count;
    if (instance == NULL || instance->form != parsed->form)
        return HECHA_E_USAGE;
    if (parsed->condition != NULL) {
        rule_verdict verdict;
        int held;
        int code = formula_condition_check(&own, parsed->condition, &held, &verdict);
        if (code != 0)
            return code;
        if (!held)
            return append(&into, &verdict);
    }
    int code = judge_all(&into, parsed->consequent);
    if (code != 0)
        return code;
    if (into.told == 0)
        return append_alone(&into);
    if (parsed->condition == NULL)
        return 0;
    return tell_condition(&own, parsed->condition, verdicts, from);
}
