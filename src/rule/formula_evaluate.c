#include "rule/decide.h"
#include "rule/explain.h"
#include "rule/formula_condition.h"
#include "rule/formula_node.h"

#define ROOM 32

static const value *item_value(const formula_run *run, const formula_node *node)
{
    rule_scene *scene = run->scene;
    const form_instance *here = scene->instance;
    const rule_counterpart *other = run->below;
    if (node->source == FORMULA_HERE && node->form == here->form)
        return rule_item_value(scene, here, &here->items[node->row]);
    if (node->source == FORMULA_HERE)
        return rule_table_value(scene, node->form, node->row, node->table);
    if (node->source == FORMULA_LAST_YEAR)
        other = scene->counterparts ? &scene->counterparts->previous_year : NULL;
    return rule_counterpart_value(scene, other, node->form, node->row,
                                  node->source == FORMULA_LAST_YEAR);
}

/* How often 下级 is looked at: once, to say why, if there is no agency. */
static size_t below_count(const formula_run *run)
{
    const rule_counterparts *others = run->scene->counterparts;
    return others && others->child_count > 0 ? others->child_count : 1;
}

static formula_run below(const formula_run *run, size_t index)
{
    const rule_counterparts *others = run->scene->counterparts;
    formula_run one = *run;
    one.below = others && index < others->child_count ? &others->children[index] : NULL;
    return one;
}

size_t formula_part_count(const formula_run *run, const formula_test *test)
{
    return test->each ? below_count(run) : test->count;
}

const formula_test *formula_part(const formula_run *run, const formula_test *test, size_t index,
                                 formula_run *of)
{
    *of = test->each ? below(run, index) : *run;
    return test->parts[test->each ? 0 : index];
}

/* The operand, for each subordinate agency if it is 下级. 0, or -1 without memory. */
static int add_operand(const formula_run *run, const formula_node *operand, base_vec *list)
{
    size_t count = operand->kind == FORMULA_EACH ? below_count(run) : 1;
    for (size_t i = 0; i < count; i++) {
        formula_run one = operand->kind == FORMULA_EACH ? below(run, i) : *run;
        const value *made = formula_value(&one, operand);
        const value **slot = made ? base_vec_push(list, run->scene->arena) : NULL;
        if (slot == NULL)
            return -1;
        *slot = made;
    }
    return 0;
}

/* Functions that take sets may have 下级 among their operands. */
static const value *wide_value(const formula_run *run, const formula_node *node)
{
    base_vec list;
    base_vec_init(&list, sizeof(const value *));
    for (size_t i = 0; i < node->count; i++)
        if (add_operand(run, node->operands[i], &list) != 0)
            return NULL;
    return value_apply(run->scene->arena, node->op, list.items, list.count);
}

const value *formula_value(const formula_run *run, const formula_node *node)
{
    const value *room[ROOM];
    switch (node->kind) {
    case FORMULA_CONSTANT:
        return node->constant;
    case FORMULA_ITEM:
        return item_value(run, node);
    case FORMULA_EACH:
        return formula_value(run, node->operands[0]);
    case FORMULA_APPLY:
    case FORMULA_SET:
        break;
    }
    if (node->takes_sets || node->count > ROOM)
        return wide_value(run, node);
    for (size_t i = 0; i < node->count; i++) {
        room[i] = formula_value(run, node->operands[i]);
        if (room[i] == NULL)
            return NULL;
    }
    return value_apply(run->scene->arena, node->op, room, node->count);
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

/* In the evidence, and behind the message: （容差依据：四舍五入） */
static int add_ground(rule_scene *scene, base_str ground, rule_verdict *out)
{
    const char *why = base_arena_copy(scene->arena, ground.ptr, ground.len);
    base_buf text;
    int failed = why == NULL;
    base_buf_init(&text);
    base_buf_add_str(&text, out->message);
    base_msg_add(&text, scene->lang, MSG_RULE_GROUND, why ? why : "", NULL);
    out->message = rule_keep(scene->arena, &text, &failed);
    base_buf_dispose(&text);
    if (why != NULL)
        out->evidence.ground = base_str_c(why);
    return failed ? HECHA_E_MEMORY : 0;
}

static int compare(const formula_run *run, const formula_test *test, rule_verdict *out)
{
    const value *left = formula_value(run, test->left);
    const value *right = formula_value(run, test->right);
    const value *tolerance = test->tolerance ? formula_value(run, test->tolerance) : NULL;
    if (left == NULL || right == NULL || (test->tolerance != NULL && tolerance == NULL))
        return HECHA_E_MEMORY;
    int code = rule_compare(run->scene, left, test->relation, right, tolerance, out);
    if (code != 0 || out->outcome != RESULT_FAILED || test->ground.len == 0)
        return code;
    return add_ground(run->scene, test->ground, out);
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
static int judge(const formula_run *run, const formula_test *test, rule_verdict *out)
{
    if (test->kind == TEST_COMPARE)
        return compare(run, test, out);
    int either = test->kind == TEST_OR;
    rule_verdict failed, undecided, blank;
    int has_failed = 0, has_undecided = 0, has_blank = 0, code = 0;
    size_t count = formula_part_count(run, test);
    for (size_t i = 0; i < count && code == 0; i++) {
        rule_verdict one;
        formula_run of;
        const formula_test *part = formula_part(run, test, i, &of);
        code = judge(&of, part, &one);
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
            code = join_verdict(run->scene, &failed, &one);
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
static int judge_all(collector *into, const formula_run *run, const formula_test *test)
{
    rule_verdict verdict;
    if (test->kind == TEST_AND) {
        size_t count = formula_part_count(run, test);
        for (size_t i = 0; i < count; i++) {
            formula_run of;
            const formula_test *part = formula_part(run, test, i, &of);
            int code = judge_all(into, &of, part);
            if (code != 0)
                return code;
        }
        return 0;
    }
    int code = judge(run, test, &verdict);
    return code != 0 ? code : collect(into, &verdict);
}

/* The figures of the condition, which held or did not, go into what failed. */
static int tell_condition(const formula_run *run, const formula_test *condition, int held,
                          base_vec *verdicts, size_t from)
{
    rule_scene *scene = run->scene;
    base_str spelled = {NULL, 0};
    for (size_t i = from; i < verdicts->count; i++) {
        rule_verdict *verdict = base_vec_at(verdicts, i);
        if (verdict->outcome != RESULT_FAILED)
            continue;
        if (spelled.ptr == NULL && formula_condition_spell(run, condition, held, &spelled) != 0)
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

/* One statement: its condition, then what follows from it. */
static int judge_statement(collector *into, const formula_run *run,
                           const formula_statement *statement)
{
    const formula_test *follows = statement->consequent;
    size_t from = into->verdicts->count;
    int held = 1;
    if (statement->condition != NULL) {
        rule_verdict verdict;
        int code = formula_condition_check(run, statement->condition, &held, &verdict);
        if (code != 0)
            return code;
        if (held < 0 || (held == 0 && statement->otherwise == NULL))
            return collect(into, &verdict);
        if (held == 0)
            follows = statement->otherwise;
    }
    int code = judge_all(into, run, follows);
    if (code != 0 || statement->condition == NULL)
        return code;
    return tell_condition(run, statement->condition, held, into->verdicts, from);
}

int formula_evaluate(const formula *parsed, const form_instance *instance, rule_scene *scene,
                     base_vec *verdicts)
{
    rule_scene own = *scene;
    own.instance = instance;
    formula_run run = {.scene = &own};
    collector into = {.scene = &own, .verdicts = verdicts};
    if (instance == NULL || instance->form != parsed->form)
        return HECHA_E_USAGE;
    for (size_t i = 0; i < parsed->statement_count; i++) {
        int code = judge_statement(&into, &run, &parsed->statements[i]);
        if (code != 0)
            return code;
    }
    return into.told == 0 ? append_alone(&into) : 0;
}
