/* What a comparison means by its units and percents, once its sets are spelled out. */
#include "rule/formula_parse.h"
#include "text/unit.h"

/* ---- percents: 占比 is in percent already, so 25% beside it is 25 ---- */

static int is_share(const formula_node *node)
{
    if (node->share)
        return 1;
    if (node->kind != FORMULA_APPLY || node->op == VALUE_MUL || node->op == VALUE_DIV ||
        node->op == VALUE_COUNT)
        return 0;
    for (size_t i = 0; i < node->count; i++)
        if (is_share(node->operands[i]))
            return 1;
    return 0;
}

/* Reads the percents that are added to or compared with a share as its points. */
static void read_points(formula_parser *parser, formula_node *node)
{
    if (node->kind == FORMULA_CONSTANT && node->percent) {
        value_number points;
        if (value_number_shift(node->constant->number, 2, &points) != VALUE_OK) {
            formula_fail(parser, node->offset, MSG_FORMULA_NUMBER,
                         formula_c(parser, node->constant->label), NULL);
            return;
        }
        node->constant = value_constant(parser->arena, points, node->constant->label);
        node->percent = 0;
        if (node->constant == NULL)
            formula_fail_memory(parser);
        return;
    }
    if (node->kind != FORMULA_APPLY || node->op == VALUE_MUL || node->op == VALUE_DIV)
        return;
    for (size_t i = 0; i < node->count && parser->code == 0; i++)
        read_points(parser, node->operands[i]);
}

/* Shares within a term: 占比(a, b) + 5% */
static void read_points_within(formula_parser *parser, formula_node *node)
{
    if (is_share(node)) {
        read_points(parser, node);
        return;
    }
    for (size_t i = 0; i < node->count && parser->code == 0; i++)
        read_points_within(parser, node->operands[i]);
}

int formula_read_shares(formula_parser *parser, formula_chain *chain)
{
    int shares = 0;
    for (size_t i = 0; i < chain->count; i++)
        shares = shares || is_share(chain->sides[i]);
    for (size_t i = 0; i < chain->count && parser->code == 0; i++) {
        if (shares)
            read_points(parser, chain->sides[i]);
        else
            read_points_within(parser, chain->sides[i]);
        if (shares && chain->tolerances[i] != NULL)
            read_points(parser, chain->tolerances[i]);
    }
    return parser->code;
}

/* ---- units ---- */

/* What has a unit in an expression; NULL: anything. */
static const formula_node *unit_of(formula_parser *parser, const formula_node *node);

static base_str row_unit(const formula_node *item)
{
    return item->form->rows[item->row].unit;
}

static int is_alike(base_str a, base_str b)
{
    return base_str_eq(a, b) || !text_unit_known(a) || !text_unit_known(b) ||
           (text_unit_counts(a) && text_unit_counts(b));
}

static const char *name_with_unit(formula_parser *parser, const formula_node *item)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_str(&text, item->form->rows[item->row].name);
    base_buf_add_c(&text, "（");
    base_buf_add_str(&text, row_unit(item));
    base_buf_add_c(&text, "）");
    const char *copy = base_buf_failed(&text) ? NULL : formula_c(parser, base_buf_str(&text));
    if (copy == NULL)
        formula_fail_memory(parser);
    base_buf_dispose(&text);
    return copy;
}

/* Of two that are added or compared the one that has a unit. */
static const formula_node *together(formula_parser *parser, const formula_node *a,
                                    const formula_node *b)
{
    if (a == NULL || b == NULL || parser->code != 0 || is_alike(row_unit(a), row_unit(b)))
        return a ? a : b;
    return formula_fail(parser, b->offset, MSG_FORMULA_UNITS, name_with_unit(parser, a),
                        name_with_unit(parser, b));
}

static const formula_node *unit_of(formula_parser *parser, const formula_node *node)
{
    const formula_node *unit = NULL;
    if (node->kind == FORMULA_ITEM)
        return text_unit_known(row_unit(node)) ? node : NULL;
    int apart = node->kind == FORMULA_APPLY &&
                (node->op == VALUE_MUL || node->op == VALUE_DIV || node->op == VALUE_COUNT);
    for (size_t i = 0; i < node->count && parser->code == 0; i++) {
        const formula_node *one = unit_of(parser, node->operands[i]);
        unit = apart ? NULL : together(parser, unit, one);
    }
    return unit;
}

int formula_check_units(formula_parser *parser, const formula_chain *chain)
{
    const formula_node *unit = NULL;
    for (size_t i = 0; i < chain->count && parser->code == 0; i++) {
        unit = together(parser, unit, unit_of(parser, chain->sides[i]));
        if (chain->tolerances[i] != NULL && parser->code == 0)
            unit = together(parser, unit, unit_of(parser, chain->tolerances[i]));
    }
    return parser->code;
}
