#include "rule/formula_parse.h"

#include "rule/formula_hint.h"

static int add_row(formula_parser *parser, int row)
{
    for (size_t i = 0; i < parser->rows.count; i++)
        if (*(int *)base_vec_at(&parser->rows, i) == row)
            return 0;
    int *slot = base_vec_push(&parser->rows, parser->arena);
    if (slot == NULL) {
        formula_fail_memory(parser);
        return parser->code;
    }
    *slot = row;
    return 0;
}

formula_node *formula_make(formula_parser *parser, formula_kind kind, size_t offset)
{
    if (++parser->made > FORMULA_MAX_NODES)
        return formula_fail(parser, offset, MSG_FORMULA_TOO_DEEP, NULL, NULL);
    formula_node *node = base_arena_zalloc(parser->arena, sizeof(*node));
    if (node == NULL)
        return formula_fail_memory(parser);
    node->kind = kind;
    node->depth = 1;
    node->offset = offset;
    node->row = node->last = node->head = -1;
    return node;
}

formula_node *formula_make_constant(formula_parser *parser, value_number number, base_str written,
                                    size_t offset)
{
    formula_node *node = formula_make(parser, FORMULA_CONSTANT, offset);
    if (node == NULL)
        return NULL;
    node->constant = value_constant(parser->arena, number, written);
    return node->constant ? node : formula_fail_memory(parser);
}

formula_node *formula_make_apply(formula_parser *parser, value_op op, formula_node **operands,
                                 size_t count, size_t offset)
{
    formula_node *node = formula_make(parser, FORMULA_APPLY, offset);
    if (node == NULL)
        return NULL;
    node->op = op;
    node->operands = operands;
    node->count = count;
    for (size_t i = 0; i < count; i++)
        if (operands[i]->depth >= node->depth)
            node->depth = operands[i]->depth + 1;
    if (node->depth > FORMULA_MAX_DEPTH)
        return formula_fail(parser, offset, MSG_FORMULA_TOO_DEEP, NULL, NULL);
    return node;
}

formula_node *formula_make_item(formula_parser *parser, const formula_node *like, int row)
{
    const form_row *named = &like->form->rows[row];
    if (named->heading && like->starred)
        parser->turns.empty = 1;
    else if (named->heading)
        return formula_fail(parser, like->offset, MSG_FORMULA_HEADING,
                            formula_c(parser, named->label), NULL);
    formula_node *node = formula_make(parser, FORMULA_ITEM, like->offset);
    if (node == NULL || (like->form == parser->form && add_row(parser, row) != 0))
        return NULL;
    node->form = like->form;
    node->table = like->table;
    node->source = like->source;
    node->row = row;
    return node;
}

static formula_node *fail_operand(formula_parser *parser, size_t offset)
{
    size_t end = lex_word_end(parser->text, offset);
    base_str word = base_str_n(parser->text.ptr + offset, end - offset);
    if (word.len == 0 && (formula_hint_sign(parser, offset) || formula_hint_quote(parser, offset)))
        return NULL;
    if (word.len == 0)
        return formula_fail(parser, offset, MSG_FORMULA_EXPECTED_OPERAND, NULL, NULL);
    if (formula_find_row(parser, parser->form, word, offset) >=
        0) /* a spelling that form_find forgives */
        return formula_fail(parser, offset, MSG_FORMULA_BRACKETS_NEEDED, formula_c(parser, word),
                            NULL);
    return NULL;
}

/* 上年结转数: a keyword was read that is but the beginning of a label which the form lacks. */
static int fail_beginning(formula_parser *parser, size_t offset)
{
    if (!formula_word_goes_on(parser, parser->at))
        return 0;
    fail_operand(parser, offset);
    return 1;
}

/* 子项, 子项(label); the word is read. */
static formula_node *parse_set(formula_parser *parser, formula_set kind, size_t offset)
{
    formula_node *node = formula_make(parser, FORMULA_SET, offset);
    if (node == NULL || fail_beginning(parser, offset))
        return NULL;
    node->set = kind;
    node->source = parser->source;
    if (!lex_sign(parser->text, &parser->at, '('))
        return node;
    size_t inner = lex_skip_space(parser->text, parser->at);
    const formula_node *owner = formula_parse_reference(parser);
    if (owner == NULL) {
        size_t end = lex_word_end(parser->text, inner);
        if (end > inner && parser->code == 0)
            formula_find_row(parser, parser->form,
                             base_str_n(parser->text.ptr + inner, end - inner), inner);
        return formula_fail(parser, inner, MSG_FORMULA_EXPECTED_LABEL, NULL, NULL);
    }
    if (owner->kind != FORMULA_ITEM)
        return formula_fail(parser, inner, MSG_FORMULA_EXPECTED_LABEL, NULL, NULL);
    node->form = owner->form;
    node->table = owner->table;
    node->source = owner->source;
    node->row = owner->row;
    node->starred = owner->starred;
    if (!lex_sign(parser->text, &parser->at, ')'))
        return formula_fail(parser, parser->at, MSG_FORMULA_UNCLOSED, ")", NULL);
    return node;
}

/* ( sum {, sum} ) into a list. Returns 0 or the error. */
static int parse_arguments(formula_parser *parser, const char *name, base_vec *list)
{
    base_vec_init(list, sizeof(formula_node *));
    if (!lex_sign(parser->text, &parser->at, '(')) {
        formula_fail(parser, parser->at, MSG_FORMULA_EXPECTED_BRACKET, name, NULL);
        return parser->code;
    }
    parser->arguments++;
    do {
        formula_node *argument = formula_parse_sum(parser);
        if (argument == NULL)
            return parser->code;
        formula_node **slot = base_vec_push(list, parser->arena);
        if (slot == NULL) {
            formula_fail_memory(parser);
            return parser->code;
        }
        *slot = argument;
    } while (lex_sign(parser->text, &parser->at, ','));
    parser->arguments--;
    if (!lex_sign(parser->text, &parser->at, ')') && !formula_hint_sign(parser, parser->at))
        formula_fail(parser, parser->at, MSG_FORMULA_UNCLOSED, ")", NULL);
    return parser->code;
}

static int is_places(const formula_node *node)
{
    int64_t places;
    const formula_node *number = node;
    if (node->kind == FORMULA_APPLY && node->op == VALUE_NEGATE)
        number = node->operands[0];
    return number->kind == FORMULA_CONSTANT &&
           value_number_to_int64(number->constant->number, &places) && places <= 12;
}

/* Folds -2 into a constant: the places of 四舍五入 are one. */
static formula_node *constant_places(formula_parser *parser, formula_node *node)
{
    if (node->kind != FORMULA_APPLY)
        return node;
    return formula_make_constant(parser, value_number_negate(node->operands[0]->constant->number),
                                 base_str_c("-"), node->offset);
}

static formula_node *parse_round(formula_parser *parser, const base_vec *list, const char *name,
                                 size_t offset)
{
    formula_node **arguments = list->items;
    if (list->count == 1) {
        formula_node **both = base_arena_array(parser->arena, 2, sizeof(*both));
        formula_node *none =
            formula_make_constant(parser, value_number_int(0), base_str_c("0"), offset);
        if (both == NULL)
            return formula_fail_memory(parser);
        if (none == NULL)
            return NULL;
        both[0] = arguments[0];
        both[1] = none;
        return formula_make_apply(parser, VALUE_ROUND, both, 2, offset);
    }
    if (list->count != 2)
        return formula_fail(parser, offset, MSG_FORMULA_ARGUMENTS, name, "2");
    if (!is_places(arguments[1]))
        return formula_fail(parser, arguments[1]->offset, MSG_FORMULA_PLACES, name, NULL);
    arguments[1] = constant_places(parser, arguments[1]);
    if (arguments[1] == NULL)
        return NULL;
    return formula_make_apply(parser, VALUE_ROUND, arguments, 2, offset);
}

/* 占比(a, b): a ÷ b × 100 */
static formula_node *parse_share(formula_parser *parser, const base_vec *list, const char *name,
                                 size_t offset)
{
    if (list->count != 2)
        return formula_fail(parser, offset, MSG_FORMULA_ARGUMENTS, name, "2");
    formula_node *ratio = formula_make_apply(parser, VALUE_DIV, list->items, 2, offset);
    formula_node *hundred =
        formula_make_constant(parser, value_number_int(100), base_str_c("100"), offset);
    formula_node **both = base_arena_array(parser->arena, 2, sizeof(*both));
    if (ratio == NULL || hundred == NULL)
        return NULL;
    if (both == NULL)
        return formula_fail_memory(parser);
    both[0] = ratio;
    both[1] = hundred;
    formula_node *share = formula_make_apply(parser, VALUE_MUL, both, 2, offset);
    if (share != NULL)
        share->share = 1;
    return share;
}

static formula_node *parse_function(formula_parser *parser, lex_word word, size_t offset)
{
    base_vec list;
    const char *name =
        formula_c(parser, base_str_n(parser->text.ptr + offset, parser->at - offset));
    if (fail_beginning(parser, offset) || parse_arguments(parser, name, &list) != 0)
        return NULL;
    if (word == WORD_ROUND)
        return parse_round(parser, &list, name, offset);
    if (word == WORD_SHARE)
        return parse_share(parser, &list, name, offset);
    if (word == WORD_ABS && list.count != 1)
        return formula_fail(parser, offset, MSG_FORMULA_ARGUMENTS, name, "1");
    value_op op = word == WORD_SUM     ? VALUE_SUM
                  : word == WORD_MAX   ? VALUE_MAX
                  : word == WORD_MIN   ? VALUE_MIN
                  : word == WORD_COUNT ? VALUE_COUNT
                                       : VALUE_ABS;
    formula_node *node = formula_make_apply(parser, op, list.items, list.count, offset);
    if (node != NULL)
        node->takes_sets = word != WORD_ABS;
    return node;
}

static formula_node *parse_constant(formula_parser *parser, size_t offset)
{
    value_number number;
    int percent;
    int read = lex_number(parser->text, &parser->at, &number, &percent);
    if (read == 0)
        return NULL;
    base_str written = base_str_n(parser->text.ptr + offset, parser->at - offset);
    if (read < 0)
        return formula_fail(parser, offset, MSG_FORMULA_NUMBER, formula_c(parser, written), NULL);
    if (formula_hint_thousands(parser, offset, parser->at))
        return NULL;
    if (formula_word_goes_on(parser, parser->at)) {
        if (formula_hint_sign(parser, parser->at))
            return NULL;
        /* 5件, 2019年: a word that begins with digits, or a unit that the row has already */
        size_t word = lex_word_end(parser->text, parser->at);
        base_str whole = base_str_n(parser->text.ptr + offset, word - offset);
        return formula_fail(parser, offset, MSG_FORMULA_NUMBER_UNIT, formula_c(parser, whole),
                            formula_c(parser, written));
    }
    formula_node *node = formula_make_constant(parser, number, written, offset);
    if (node != NULL)
        node->percent = percent;
    return node;
}

/* ( sum ); the bracket is read. */
static formula_node *parse_brackets(formula_parser *parser)
{
    formula_node *inner = formula_parse_sum(parser);
    if (inner == NULL)
        return NULL;
    if (!lex_sign(parser->text, &parser->at, ')') && !formula_hint_sign(parser, parser->at))
        formula_fail(parser, parser->at, MSG_FORMULA_UNCLOSED, ")", NULL);
    return parser->code == 0 ? inner : NULL;
}

/* 上年( sum ), 下级( sum ): the items within are another report's. The word is read. */
static formula_node *parse_elsewhere(formula_parser *parser, formula_source source, size_t offset)
{
    const char *name =
        formula_c(parser, base_str_n(parser->text.ptr + offset, parser->at - offset));
    if (fail_beginning(parser, offset))
        return NULL;
    if (parser->source != FORMULA_HERE)
        return formula_fail(parser, offset, MSG_FORMULA_NESTED_SOURCE, name, NULL);
    if (!lex_sign(parser->text, &parser->at, '('))
        return formula_fail(parser, parser->at, MSG_FORMULA_EXPECTED_BRACKET, name, NULL);
    parser->source = source;
    parser->needs |= source == FORMULA_BELOW ? (unsigned)FORMULA_NEEDS_CHILDREN
                                             : (unsigned)FORMULA_NEEDS_PREVIOUS_YEAR;
    formula_node *inner = parse_brackets(parser);
    parser->source = FORMULA_HERE;
    if (inner == NULL || source == FORMULA_LAST_YEAR)
        return inner;
    formula_node *each = formula_make(parser, FORMULA_EACH, offset);
    formula_node **operand = base_arena_array(parser->arena, 1, sizeof(*operand));
    if (each == NULL || operand == NULL)
        return formula_fail_memory(parser);
    operand[0] = inner;
    each->operands = operand;
    each->count = 1;
    each->depth = inner->depth + 1;
    return each;
}

static formula_node *parse_word(formula_parser *parser, lex_word word, size_t offset)
{
    switch (word) {
    case WORD_CHILDREN:
        return parse_set(parser, FORMULA_CHILDREN, offset);
    case WORD_PARTS:
        return parse_set(parser, FORMULA_PARTS, offset);
    case WORD_LAST_YEAR:
        return parse_elsewhere(parser, FORMULA_LAST_YEAR, offset);
    case WORD_BELOW:
        return parse_elsewhere(parser, FORMULA_BELOW, offset);
    case WORD_SUM:
    case WORD_MAX:
    case WORD_MIN:
    case WORD_COUNT:
    case WORD_ABS:
    case WORD_ROUND:
    case WORD_SHARE:
        return parse_function(parser, word, offset);
    case WORD_NONE:
        return fail_operand(parser, offset);
    case WORD_IF:
    case WORD_THEN:
    case WORD_ELSE:
    case WORD_AND:
    case WORD_OR:
    case WORD_NOT:
        break;
    }
    return formula_fail(parser, offset, MSG_FORMULA_EXPECTED_OPERAND, NULL, NULL);
}

static formula_node *parse_here(formula_parser *parser, size_t offset)
{
    formula_node *named = formula_parse_named(parser);
    if (named != NULL || parser->code != 0)
        return named;
    formula_node *constant = parse_constant(parser, offset);
    if (constant != NULL || parser->code != 0)
        return constant;
    if (lex_sign(parser->text, &parser->at, '('))
        return parse_brackets(parser);
    return parse_word(parser, lex_keyword(parser->text, &parser->at), offset);
}

formula_node *formula_parse_primary(formula_parser *parser)
{
    size_t offset = lex_skip_space(parser->text, parser->at);
    if (parser->depth >= FORMULA_MAX_DEPTH)
        return formula_fail(parser, offset, MSG_FORMULA_TOO_DEEP, NULL, NULL);
    parser->depth++;
    formula_node *node = parse_here(parser, offset);
    parser->depth--;
    return node;
}
