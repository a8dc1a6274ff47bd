#include "rule/formula_parse.h"

/* [-] primary */
static formula_node *parse_factor(formula_parser *parser)
{
    size_t offset = lex_skip_space(parser->text, parser->at);
    int negative = 0;
    while (lex_operator(parser->text, &parser->at, "-"))
        negative = !negative;
    formula_node *inner = formula_parse_primary(parser);
    if (inner == NULL || !negative)
        return inner;
    formula_node **operand = base_arena_array(parser->arena, 1, sizeof(*operand));
    if (operand == NULL)
        return formula_fail_memory(parser);
    operand[0] = inner;
    return formula_make_apply(parser, VALUE_NEGATE, operand, 1, offset);
}

static formula_node *apply_two(formula_parser *parser, value_op op, formula_node *left,
                               formula_node *right)
{
    formula_node **both = base_arena_array(parser->arena, 2, sizeof(*both));
    if (both == NULL)
        return formula_fail_memory(parser);
    both[0] = left;
    both[1] = right;
    return formula_make_apply(parser, op, both, 2, left->offset);
}

static formula_node *parse_term(formula_parser *parser)
{
    formula_node *left = parse_factor(parser);
    while (left != NULL) {
        char sign = lex_operator(parser->text, &parser->at, "*/");
        if (sign == 0)
            break;
        formula_node *right = parse_factor(parser);
        if (right == NULL)
            return NULL;
        left = apply_two(parser, sign == '*' ? VALUE_MUL : VALUE_DIV, left, right);
    }
    return left;
}

/* a + b + c as one node: a long sum is wide, not deep. */
static formula_node *add_up(formula_parser *parser, base_vec *terms)
{
    formula_node **list = terms->items;
    if (terms->count == 1)
        return list[0];
    return formula_make_apply(parser, terms->count == 2 ? VALUE_ADD : VALUE_SUM, list, terms->count,
                              list[0]->offset);
}

static int push_term(formula_parser *parser, base_vec *terms, formula_node *term)
{
    formula_node **slot = term ? base_vec_push(terms, parser->arena) : NULL;
    if (slot == NULL) {
        if (term != NULL)
            formula_fail_memory(parser);
        return -1;
    }
    *slot = term;
    return 0;
}

formula_node *formula_parse_sum(formula_parser *parser)
{
    base_vec terms;
    base_vec_init(&terms, sizeof(formula_node *));
    if (push_term(parser, &terms, parse_term(parser)) != 0)
        return NULL;
    for (;;) {
        char sign = lex_operator(parser->text, &parser->at, "+-");
        if (sign == 0)
            return add_up(parser, &terms);
        formula_node *term = parse_term(parser);
        if (term == NULL)
            return NULL;
        if (sign == '-') {
            formula_node *left = add_up(parser, &terms);
            term = left ? apply_two(parser, VALUE_SUB, left, term) : NULL;
            base_vec_init(&terms, sizeof(formula_node *));
        }
        if (push_term(parser, &terms, term) != 0)
            return NULL;
    }
}
