#include "rule/formula_parse.h"

/* The one item of the other sides; NULL before the first; `count` of different ones. */
typedef struct owner_search {
    const formula_node *item;
    size_t count;
} owner_search;

static const char *set_name(const formula_node *set)
{
    static const char *const names[] = {"子项", "其中", "a:b", "a/b"};
    return set->kind == FORMULA_EACH ? "下级" : names[set->set];
}

static void find_items(const formula_node *node, owner_search *found)
{
    const formula_node *last = found->item;
    if (node->kind == FORMULA_ITEM &&
        (last == NULL || node->row != last->row || node->form != last->form)) {
        found->item = node;
        found->count++;
    }
    for (size_t i = 0; i < node->count; i++)
        find_items(node->operands[i], found);
}

/* 1 if a range runs over columns of one line. */
static int is_across(const formula_node *range)
{
    const form_row *from = &range->form->rows[range->row], *to = &range->form->rows[range->last];
    return range->form->table_count > 0 && from->table == to->table &&
           from->line_index == to->line_index;
}

int formula_check_range(formula_parser *parser, const formula_node *range)
{
    const form_row *rows = range->form->rows;
    const form_row *from = &rows[range->row], *to = &rows[range->last];
    base_msg_id wrong = MSG_COUNT;
    if (from->heading || to->heading) {
        if (range->starred) {
            parser->turns.empty = 1;
            return 0;
        }
        formula_fail(parser, range->offset, MSG_FORMULA_HEADING,
                     formula_c(parser, from->heading ? from->label : to->label), NULL);
        return parser->code;
    }
    if (!is_across(range) &&
        (from->depth != to->depth || from->column != to->column || from->table != to->table))
        wrong = MSG_FORMULA_RANGE_LEVEL;
    else if (range->last < range->row)
        wrong = MSG_FORMULA_RANGE_BACK;
    if (wrong != MSG_COUNT)
        formula_fail(parser, range->offset, wrong, formula_c(parser, from->name),
                     formula_c(parser, to->name));
    return parser->code;
}

/* Between the ends: the rows of their level; numbered ones only if both ends are, 其中 only if both
 * are. */
static int is_between(const formula_node *range, int at)
{
    const form_row *rows = range->form->rows, *row = &rows[at];
    const form_row *from = &rows[range->row], *to = &rows[range->last];
    if (at < range->row || at > range->last || row->heading)
        return 0;
    if (at == range->row || at == range->last || is_across(range))
        return 1;
    if (row->depth != from->depth || row->column != from->column)
        return 0;
    if (row->apart || (from->parent == to->parent && row->parent != from->parent))
        return 0;
    if (from->part && to->part)
        return row->part;
    return from->number.len == 0 || to->number.len == 0 || row->number.len > 0;
}

static int is_member(const formula_node *set, int at)
{
    const form_row *row = &set->form->rows[at];
    const form_row *owner = &set->form->rows[set->row];
    if (set->set == FORMULA_RANGE)
        return is_between(set, at);
    if (set->set == FORMULA_COLUMNS)
        return row->table == owner->table && row->line_index == owner->line_index &&
               !row->heading && formula_is_column(set->form, at, set->head);
    return row->parent == set->row && !row->apart &&
           (set->set == FORMULA_CHILDREN ? row->child : row->part);
}

formula_node **formula_set_members(formula_parser *parser, const formula_node *set, size_t *count)
{
    const form *known = set->form;
    size_t next = 0;
    *count = 0;
    for (size_t i = 0; i < known->count; i++)
        *count += (size_t)is_member(set, (int)i);
    if (*count == 0 && set->starred) {
        parser->turns.empty = 1;
        formula_node **none = base_arena_array(parser->arena, 1, sizeof(*none));
        if (none == NULL)
            return formula_fail_memory(parser);
        none[0] = formula_make_item(parser, set, set->row);
        *count = none[0] != NULL;
        return none[0] ? none : NULL;
    }
    if (*count == 0)
        return formula_fail(parser, set->offset, MSG_FORMULA_NO_SET,
                            formula_c(parser, known->rows[set->row].label), set_name(set));
    formula_node **members = base_arena_array(parser->arena, *count, sizeof(*members));
    if (members == NULL)
        return formula_fail_memory(parser);
    for (size_t i = 0; i < known->count; i++) {
        if (!is_member(set, (int)i))
            continue;
        members[next] = formula_make_item(parser, set, (int)i);
        if (members[next++] == NULL)
            return NULL;
    }
    return members;
}

static void own(formula_node *set, const formula_node *item)
{
    set->form = item->form;
    set->table = item->table;
    set->row = item->row;
    if (set->source == FORMULA_HERE)
        set->source = item->source;
}

static void give_owner(formula_parser *parser, formula_node *node, const owner_search *others)
{
    if (node->kind == FORMULA_SET && node->row < 0) {
        if (others->count != 1)
            formula_fail(parser, node->offset,
                         others->count == 0 ? MSG_FORMULA_SET_NO_OWNER : MSG_FORMULA_SET_OWNERS,
                         set_name(node), NULL);
        else
            own(node, others->item);
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
            formula_fail(parser, operand->offset, MSG_FORMULA_SET_PLACE, set_name(operand), NULL);
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
        owner_search others = {NULL, 0};
        for (size_t k = 0; k < chain->count; k++)
            if (k != i)
                find_items(chain->sides[k], &others);
        give_owner(parser, chain->sides[i], &others);
        if (chain->sides[i]->kind == FORMULA_SET && ++alone > 1)
            formula_fail(parser, chain->sides[i]->offset, MSG_FORMULA_TWO_SETS, NULL, NULL);
        if (chain->tolerances[i] != NULL && chain->tolerances[i]->kind == FORMULA_SET)
            formula_fail(parser, chain->tolerances[i]->offset, MSG_FORMULA_SET_PLACE,
                         set_name(chain->tolerances[i]), NULL);
    }
    for (size_t i = 0; i < chain->count && parser->code == 0; i++) {
        expand(parser, chain->sides[i]);
        if (chain->tolerances[i] != NULL && parser->code == 0) {
            owner_search none = {NULL, 0};
            give_owner(parser, chain->tolerances[i], &none);
            if (parser->code == 0)
                expand(parser, chain->tolerances[i]);
        }
    }
    return parser->code;
}
