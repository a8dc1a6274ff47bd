/* Figures whose units differ, compared by a check: rule_units_clash of rule/compare.h. */
#include "base/msg.h"
#include "rule/compare.h"
#include "rule/explain.h"
#include "text/unit.h"

static int is_alike(base_str a, base_str b)
{
    return base_str_eq(a, b) || (text_unit_counts(a) && text_unit_counts(b));
}

/* Of figures that are added or compared the first with a unit; *other: one with another unit, if
 * there is. A product, a quotient and a count have none. */
static const value *unit_of(const value *of, const value *first, const value **other)
{
    if (of->op == VALUE_LEAF) {
        if (*other != NULL || of->state != VALUE_NUMBER || !text_unit_known(of->unit))
            return first;
        if (first != NULL && !is_alike(first->unit, of->unit))
            *other = of;
        return first != NULL ? first : of;
    }
    if (of->op == VALUE_MUL || of->op == VALUE_DIV || of->op == VALUE_COUNT)
        return first;
    for (size_t i = 0; i < of->count && *other == NULL; i++)
        first = unit_of(of->operands[i], first, other);
    return first;
}

/* “收取费用”（元） */
static void add_name(base_buf *text, const value *leaf)
{
    base_buf_add_str(text, leaf->label.len > 0 ? leaf->label : leaf->raw);
    base_buf_add_c(text, "（");
    base_buf_add_str(text, leaf->unit);
    base_buf_add_c(text, "）");
}

int rule_units_clash(rule_scene *scene, const value *left, const value *right, rule_verdict *out)
{
    const value *other = NULL;
    const value *first = unit_of(right, unit_of(left, NULL, &other), &other);
    base_buf one, two, text;
    if (other == NULL)
        return 0;
    int failed = 0;
    memset(out, 0, sizeof(*out));
    base_buf_init(&one);
    base_buf_init(&two);
    base_buf_init(&text);
    add_name(&one, first);
    add_name(&two, other);
    out->outcome = RESULT_NOT_EVALUATED;
    out->kind = RESULT_MISSING;
    if (!base_buf_failed(&one) && !base_buf_failed(&two))
        base_msg_add(&text, scene->lang, MSG_FORMULA_UNITS, one.ptr, two.ptr, NULL);
    failed = base_buf_failed(&one) || base_buf_failed(&two);
    out->reason = rule_keep(scene->arena, &text, &failed);
    base_buf_dispose(&one);
    base_buf_dispose(&two);
    base_buf_dispose(&text);
    return failed ? HECHA_E_MEMORY : 1;
}
