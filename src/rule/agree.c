/* A quantity said in prose against a figure: rule_agree of rule/compare.h. */
#include "rule/compare.h"
#include "rule/decide.h"
#include "rule/explain.h"
#include "text/unit.h"

typedef struct agreement {
    rule_scene *scene;
    const value *said, *other, *tolerance;
    rule_verdict *out;
} agreement;

/* A name or unit as a C string for a message. */
static const char *name_c(agreement *a, base_str text, int *failed)
{
    const char *copy = base_arena_copy(a->scene->arena, text.ptr, text.len);
    *failed |= copy == NULL;
    return copy != NULL ? copy : "";
}

/* What is said and the figure have units that cannot be compared: 5% and 7件. */
static int units_differ(agreement *a)
{
    int failed = 0;
    base_buf text;
    base_buf_init(&text);
    a->out->outcome = RESULT_NOT_EVALUATED;
    a->out->kind = RESULT_MISSING;
    base_msg_add(&text, a->scene->lang, MSG_RULE_UNITS_DIFFER, name_c(a, a->said->raw, &failed),
                 name_c(a, a->said->unit, &failed), name_c(a, a->other->label, &failed),
                 name_c(a, a->other->unit, &failed), NULL);
    a->out->reason = rule_keep(a->scene->arena, &text, &failed);
    base_buf_dispose(&text);
    return failed ? HECHA_E_MEMORY : 0;
}

/* The said value in the other's unit, or NULL: *status says whether for want of memory (or size),
 * or because the units do not convert (VALUE_SYNTAX). Things counted compare whatever their unit:
 * 5起 in a row of 件; so does a figure without a unit. */
static const value *convert(agreement *a, value_status *status)
{
    int power = 0;
    const value *said = a->said;
    *status = VALUE_OK;
    if (a->other->op != VALUE_LEAF || said->unit.len == 0 || a->other->unit.len == 0 ||
        base_str_eq(said->unit, a->other->unit))
        return said;
    if (!text_unit_power(said->unit, a->other->unit, &power)) {
        int unknown = !text_unit_known(said->unit) || !text_unit_known(a->other->unit);
        if (unknown || (text_unit_counts(said->unit) && text_unit_counts(a->other->unit)))
            return said;
        *status = VALUE_SYNTAX;
        return NULL;
    }
    if (power == 0)
        return said;
    value *copy = base_arena_alloc(a->scene->arena, sizeof(*copy));
    value_range *range = base_arena_alloc(a->scene->arena, sizeof(*range));
    if (copy == NULL || range == NULL)
        return NULL;
    *copy = *said;
    *range = *said->range;
    *status = value_range_shift(range, power);
    if (*status != VALUE_OK)
        return NULL;
    copy->range = range;
    copy->number = range->value;
    copy->unit = a->other->unit;
    return copy;
}

/* 1 if the two agree, 0 if not, -1 if it cannot be computed. */
static int agrees(const value *said, const value *other, const value *tolerance)
{
    int result = value_range_agrees(said->range, other->number);
    if (result == 0 && other->range != NULL)
        result = value_range_agrees(other->range, said->number);
    if (result != 0 || tolerance == NULL)
        return result;
    value_number low, high, slack = tolerance->number;
    value_range wide = *said->range;
    if (value_number_sign(slack) < 0)
        slack = value_number_negate(slack);
    if (value_number_sub(wide.low, slack, &low) != VALUE_OK ||
        value_number_add(wide.high, slack, &high) != VALUE_OK)
        return -1;
    wide.low = low;
    wide.high = high;
    return value_range_agrees(&wide, other->number);
}

/* What should hold between the said figure and the other, and does not: 620余 must be less than
 * what the table has. */
static rule_relation broken_relation(const value *said, const value *other)
{
    const value_range *range = said->range;
    int order = value_number_cmp(range->value, other->number);
    if (!range->has_high || range->low_open) {
        if (range->low_open && order >= 0)
            return RULE_LT;
        if (!range->low_open && order > 0)
            return RULE_LE;
    }
    if (!range->has_low || (range->high_open && !range->low_open)) {
        if (range->high_open && order <= 0)
            return RULE_GT;
        if (!range->high_open && order < 0)
            return RULE_GE;
    }
    return RULE_EQ;
}

/* Names what was said as it was said, where it is no plain figure. */
static int set_message(agreement *a, const value *said)
{
    const value_range *range = said->range;
    int failed = 0;
    if (range->has_low && range->has_high && value_number_cmp(range->low, range->high) == 0)
        return 0;
    base_buf text;
    base_buf_init(&text);
    result_add_figure(&text, &a->out->evidence, RESULT_ROUNDED_EXPECTED);
    const char *number = name_c(a, base_buf_str(&text), &failed);
    failed |= base_buf_failed(&text);
    base_buf_clear(&text);
    base_msg_add(&text, a->scene->lang, MSG_RULE_SAID, name_c(a, a->out->evidence.subject, &failed),
                 name_c(a, said->raw, &failed), number, NULL);
    a->out->message = rule_keep(a->scene->arena, &text, &failed);
    base_buf_dispose(&text);
    return failed ? HECHA_E_MEMORY : 0;
}

int rule_agree(rule_scene *scene, const value *left, const value *right, const value *tolerance,
               rule_verdict *out)
{
    int turned = left->range == NULL && right->range != NULL;
    agreement a = {scene, turned ? right : left, turned ? left : right, tolerance, out};
    value_status status;
    if (a.said->range == NULL || !value_usable(a.other) ||
        (tolerance != NULL && !value_usable(tolerance)))
        return rule_compare(scene, a.said, RULE_EQ, a.other, tolerance, out);
    memset(out, 0, sizeof(*out));
    const value *said = convert(&a, &status);
    if (said == NULL && status == VALUE_OK)
        return HECHA_E_MEMORY;
    if (status == VALUE_SYNTAX)
        return units_differ(&a);
    int result = said != NULL ? agrees(said, a.other, tolerance) : -1;
    if (result < 0)
        return rule_undecided(scene, a.said, a.other, tolerance, out);
    out->outcome = result ? RESULT_PASSED : RESULT_FAILED;
    if (result)
        return 0;
    int code = rule_explain(scene, said, broken_relation(said, a.other), a.other, tolerance, out);
    return code != 0 ? code : set_message(&a, said);
}
