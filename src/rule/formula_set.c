#include "rule/formula_parse.h"

/* The one item of the other sides. `row` is -1 before the first; `count` of different ones. */
typedef struct owner_search {
    int row;
    size_t count;
} owner_search;

static const char *set_name(formula_set set)
{
    return set == FORMULA_CHILDREN ? "子项" : "其中";
}

static void find_items(const formula_node *node, owner_search *found)
{
    if (node->kind == FORMULA_ITEM && node->row != found->row) {
        found->row = node->row;
        found->count++;
    }
    for (size_t i = 0; i < node->count; i++)
        find_items(node->operands[i], found);
}

static int is_member(const form_row *row, formula_set set, int owner)
{
    return row->parent == owner && !row->apart &&
           (set == FORMULA_CHILDREN ? row->child : row->part);
}

formula_node **formula_set_members(formula_parser *parser, const formula_node *set, size_t *count)
{
    const form *known = parser->form;
    size_t next = 0;
    *count = 0;
    for (size_t i = 0; i < known->count; i++)
        *count += (size_t)is_member(&known->rows[i], set->set, set->row);
    if (*count == 0)
        return formula_fail(parser, set->offset, MSG_FORMULA_NO_SET,
                            formula_c(parser, known->rows[set->row].label), set_name(set->set));
    formula_node **members = base_arena_array(parser->arena, *count, sizeof(*members));
    if (members == NULL)
        return formula_fail_memory(parser);
    for (size_t i = 0; i < known->count; i++) {
        if (!is_member(&known->rows[i], set->set, set->row))
            continue;
        members[next] = formula_make_item(parser, (int)i, set->offset);
        if (members[next++] == NULL)
            return NULL;
    }
    return members;
}

static void give_owner(formula_parser *parser, formula_node *node, const owner_search *others)
{
    if (node->kind == FORMULA_SET && node->row < 0) {
        if (others->count != 1)
            formula_fail(parser, node->offset,
                         others->count == 0 ? MSG_FORMULA_SET_NO_OWNER : MSG_FORMULA_SET_OWNERS,
                         set_name(node->set), NULL);
        else
            node->row = others->row;
    }
    for (size_t i = 0; i < node->count && parser->code == 0; i++)
        give_owner(parser, node->operands[i], others);
}

/* Puts members in the place of the sets among a function's operands. */
static void expand_operands(formula_parser *parser, formula_node *node)
{
    base_vec list;
    base_vec_init(&list, sizeof(formula_node *));
    for (size_t i = 0; i < node->count; i++) {
        formula_node **members = &node->operands[i];
        size_t count = 1;
        if (node->operands[i]->kind == FORMULA_SET)
            members = formula_set_members(parser, node->operands[i], &count);
        for (size_t k = 0; members != NULL && k < count; k++) {
            formula_node **slot = base_vec_push(&list, parser->arena);
            if (slot == NULL) {
                formula_fail_memory(parser);
                return;
            }
            *slot = members[k];
        }
        if (members == NULL)
            return;
    }
    node->operands = list.items;
    node->count = list.count;
}

static void expand(formula_parser *parser, formula_node *node)
{
    int sets = 0;
    for (size_t i = 0; i < node->count && parser->code == 0; i++) {
        formula_node *operand = node->operands[i];
        if (operand->kind == FORMULA_SET && !node->takes_sets)
            formula_fail(parser, operand->offset, MSG_FORMULA_SET_PLACE, set_name(operand->set),
                         NULL);
        sets = sets || operand->kind == FORMULA_SET;
        expand(parser, operand);
    }
    if (sets && parser->code == 0)
        expand_operands(parser, node);
}

int formula_resolve_sets(formula_parser *parser, formula_chain *chain)
{
    size_t alone = 0;
    for (size_t i = 0; i < chain->count && parser->code == 0; i++) {
        owner_search others = {-1, 0};
        for (size_t k = 0; k < chain->count; k++)
            if (k != i)
                find_items(chain->sides[k], &others);
        give_owner(parser, chain->sides[i], &others);
        if (chain->sides[i]->kind == FORMULA_SET && ++alone > 1)
            formula_fail(parser, chain->sides[i]->offset, MSG_FORMULA_TWO_SETS, NULL, NULL);
        if (chain->tolerances[i] != NULL && chain->tolerances[i]->kind == FORMULA_SET)
            formula_fail(parser, chain->tolerances[i]->offset, MSG_FORMULA_SET_PLACE,
                         set_name(chain->tolerances[i]->set), NULL);
    }
    for (size_t i = 0; i < chain->count && parser->code == 0; i++) {
        expand(parser, chain->sides[i]);
        if (chain->tolerances[i] != NULL && parser->code == 0) {
            owner_search none = {-1, 0};
            give_owner(parser, chain->tolerances[i], &none);
            if (parser->code == 0)
                expand(parser, chain->tolerances[i]);
        }
    }
    return parser->code;
}
