/* The value of a formula's side, for showing what an expression comes to. */
#include "rule/formula_node.h"

const value *formula_left_value(const formula *shown, const form_instance *instance,
                                rule_scene *scene)
{
    rule_scene inner = *scene;
    const formula_statement *only = shown->statements;
    if (shown->statement_count != 1 || only->condition != NULL || only->otherwise != NULL ||
        only->consequent->kind != TEST_COMPARE || shown->form != instance->form)
        return NULL;
    inner.instance = instance;
    formula_run run = {&inner, NULL};
    return formula_value(&run, only->consequent->left);
}
