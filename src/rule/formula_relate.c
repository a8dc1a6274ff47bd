/* Whether two formulas of one form say the same, or cannot both hold. */
#include "rule/formula_node.h"

static int same_node(const formula_node *a, const formula_node *b)
{
    if (a->kind != b->kind || a->source != b->source || a->form != b->form || a->count != b->count)
        return 0;
    if (a->kind == FORMULA_CONSTANT)
        return a->percent == b->percent &&
               value_number_cmp(a->constant->number, b->constant->number) == 0;
    if (a->kind == FORMULA_ITEM)
        return a->row == b->row;
    if (a->kind == FORMULA_APPLY && a->op != b->op)
        return 0;
    for (size_t i = 0; i < a->count; i++)
        if (!same_node(a->operands[i], b->operands[i]))
            return 0;
    return 1;
}

static int same_side(const formula_node *a, const formula_node *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return same_node(a, b);
}

static int same_test(const formula_test *a, const formula_test *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (a->kind != b->kind || a->count != b->count || a->each != b->each)
        return 0;
    if (a->kind == TEST_COMPARE) {
        if (!same_side(a->tolerance, b->tolerance))
            return 0;
        if (a->relation == b->relation)
            return same_node(a->left, b->left) && same_node(a->right, b->right);
        return 0;
    }
    for (size_t i = 0; i < a->count; i++)
        if (!same_test(a->parts[i], b->parts[i]))
            return 0;
    return 1;
}

/* What of less, equal and greater a relation allows. */
static unsigned allowed(rule_relation relation)
{
    static const unsigned bits[] = {
        [RULE_EQ] = 2, [RULE_NE] = 5, [RULE_LT] = 1, [RULE_LE] = 3, [RULE_GT] = 4, [RULE_GE] = 6};
    return bits[relation];
}

/* Two single comparisons of the same two sides. */
static formula_relation compare_sides(const formula_test *a, const formula_test *b)
{
    rule_relation relation = b->relation;
    if (a->kind != TEST_COMPARE || b->kind != TEST_COMPARE || a->tolerance != NULL ||
        b->tolerance != NULL)
        return FORMULA_UNRELATED;
    if (same_node(a->left, b->right) && same_node(a->right, b->left))
        relation = rule_relation_mirror(relation);
    else if (!same_node(a->left, b->left) || !same_node(a->right, b->right))
        return FORMULA_UNRELATED;
    unsigned one = allowed(a->relation), other = allowed(relation);
    if (one == other)
        return FORMULA_SAME;
    if ((one & other) == 0)
        return FORMULA_CONTRADICTS;
    return (one & other) == one ? FORMULA_IMPLIES : FORMULA_UNRELATED;
}

static int same_statement(const formula_statement *a, const formula_statement *b)
{
    return same_test(a->condition, b->condition) && same_test(a->consequent, b->consequent) &&
           same_test(a->otherwise, b->otherwise);
}

formula_relation formula_relate(const formula *a, const formula *b)
{
    if (a->form != b->form || a->statement_count != b->statement_count)
        return FORMULA_UNRELATED;
    size_t same = 0;
    while (same < a->statement_count && same_statement(&a->statements[same], &b->statements[same]))
        same++;
    if (same == a->statement_count)
        return FORMULA_SAME;
    const formula_statement *one = a->statements, *other = b->statements;
    if (a->statement_count != 1 || one->otherwise != NULL || other->otherwise != NULL ||
        !same_test(one->condition, other->condition))
        return FORMULA_UNRELATED;
    return compare_sides(one->consequent, other->consequent);
}
