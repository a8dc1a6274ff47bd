#include "rule/compare.h"

#include "rule/decide.h"
#include "rule/explain.h"
#include "text/unit.h"

const char *rule_relation_sign(rule_relation relation)
{
    static const char *const signs[] = {"=", "≠", "<", "≤", ">", "≥"};
    return (unsigned)relation < sizeof(signs) / sizeof(*signs) ? signs[relation] : "?";
}

rule_relation rule_relation_mirror(rule_relation relation)
{
    switch (relation) {
    case RULE_LT:
        return RULE_GT;
    case RULE_LE:
        return RULE_GE;
    case RULE_GT:
        return RULE_LT;
    case RULE_GE:
        return RULE_LE;
    case RULE_EQ:
    case RULE_NE:
        break;
    }
    return relation;
}

value *rule_item_value(rule_scene *scene, const form_instance *instance, const form_item *item)
{
    const form_row *row = item->row;
    value_figure figure = item->figure;
    /* 251000美元 in a row of 万元 is no figure of that row; 5起 in a row of 件 counts as 5. */
    if (figure.state == VALUE_NUMBER && figure.foreign &&
        !(text_unit_counts(figure.unit) && text_unit_counts(row->unit)))
        figure.state = VALUE_TEXT;
    value *leaf = value_leaf(scene->arena, &figure, row->name, row->unit, item->raw, &item->place,
                             instance->form->blank_is_zero);
    if (leaf != NULL)
        leaf->origin = item;
    return leaf;
}

int rule_compare(rule_scene *scene, const value *left, rule_relation relation, const value *right,
                 const value *tolerance, rule_verdict *out)
{
    memset(out, 0, sizeof(*out));
    out->outcome = rule_decide(left, relation, right, tolerance);
    switch (out->outcome) {
    case RESULT_PASSED:
        return 0;
    case RESULT_FAILED:
        return rule_explain(scene, left, relation, right, tolerance, out);
    case RESULT_NOT_APPLICABLE:
    case RESULT_NOT_EVALUATED:
        break;
    }
    return rule_undecided(scene, left, right, tolerance, out);
}
