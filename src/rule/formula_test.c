#include "rule/formula_hint.h"
#include "rule/formula_parse.h"

static rule_relation negated(rule_relation relation)
{
    static const rule_relation opposite[] = {RULE_NE, RULE_EQ, RULE_GE, RULE_GT, RULE_LE, RULE_LT};
    return opposite[relation];
}

static formula_test *make_test(formula_parser *parser, formula_test_kind kind)
{
    formula_test *test = base_arena_zalloc(parser->arena, sizeof(*test));
    if (test == NULL)
        return formula_fail_memory(parser);
    test->kind = kind;
    test->depth = 1;
    return test;
}

/* One test of several; a single one is itself. */
static formula_test *join(formula_parser *parser, formula_test_kind kind, const base_vec *parts)
{
    formula_test **list = parts->items;
    if (parts->count == 1)
        return list[0];
    formula_test *test = make_test(parser, kind);
    if (test == NULL)
        return NULL;
    test->parts = list;
    test->count = parts->count;
    for (size_t i = 0; i < parts->count; i++)
        if (list[i]->depth >= test->depth)
            test->depth = list[i]->depth + 1;
    if (test->depth > FORMULA_MAX_DEPTH)
        return formula_fail(parser, parser->at, MSG_FORMULA_TOO_DEEP, NULL, NULL);
    return test;
}

static int push_test(formula_parser *parser, base_vec *parts, formula_test *test)
{
    formula_test **slot = test ? base_vec_push(parts, parser->arena) : NULL;
    if (slot == NULL) {
        if (test != NULL)
            formula_fail_memory(parser);
        return -1;
    }
    *slot = test;
    return 0;
}

/* Up to the bracket or quotation mark that closes; *at behind it. 0: it does not close. */
static int read_quoted(base_str text, size_t *at, uint32_t open, base_str *out)
{
    size_t start = *at, here = start;
    int depth = 1;
    while (here < text.len) {
        size_t before = here;
        uint32_t c = lex_next(text, &here);
        if (open == '(' && c == '(')
            depth++;
        else if (c == (open == '(' ? ')' : '"') && --depth == 0) {
            *at = here;
            *out = base_str_trim(base_str_n(text.ptr + start, before - start));
            return 1;
        }
    }
    return 0;
}

/* （依据：四舍五入）, "四舍五入" behind a tolerance. */
static int parse_ground(formula_parser *parser, base_str *ground)
{
    size_t offset = lex_skip_space(parser->text, parser->at), at = offset;
    if (!lex_ground(parser->text, &at))
        return 0;
    size_t first = offset;
    uint32_t open = lex_next(parser->text, &first);
    if (!read_quoted(parser->text, &at, open, ground)) {
        formula_fail(parser, offset, MSG_FORMULA_UNCLOSED, open == '(' ? ")" : "\"", NULL);
        return parser->code;
    }
    size_t word = 0;
    if ((lex_match(*ground, &word, base_str_c("依据")) ||
         lex_match(*ground, &word, base_str_c("ground"))) &&
        lex_sign(*ground, &word, ':'))
        *ground = base_str_trim(base_str_from(*ground, word));
    if (ground->len == 0)
        formula_fail(parser, offset, MSG_FORMULA_GROUND, NULL, NULL);
    parser->at = at;
    return parser->code;
}

/* ± sum, if it is there; n% is a share of the side before it. */
static int parse_tolerance(formula_parser *parser, formula_chain *chain)
{
    size_t at = chain->count - 1;
    if (!lex_tolerance(parser->text, &parser->at))
        return 0;
    formula_node *tolerance = formula_parse_sum(parser);
    if (tolerance == NULL)
        return parser->code;
    chain->tolerances[at] = tolerance;
    chain->relative[at] = tolerance->kind == FORMULA_CONSTANT && tolerance->percent;
    return parse_ground(parser, &chain->grounds[at]);
}

static int parse_chain(formula_parser *parser, formula_chain *chain)
{
    rule_relation relation;
    memset(chain, 0, sizeof(*chain));
    chain->sides[chain->count++] = formula_parse_sum(parser);
    if (parser->code != 0)
        return parser->code;
    while (lex_relation(parser->text, &parser->at, &relation)) {
        if (chain->count == FORMULA_MAX_SIDES) {
            formula_fail(parser, parser->at, MSG_FORMULA_TOO_DEEP, NULL, NULL);
            return parser->code;
        }
        chain->relations[chain->count - 1] = relation;
        chain->sides[chain->count++] = formula_parse_sum(parser);
        if (parser->code != 0 || parse_tolerance(parser, chain) != 0)
            return parser->code;
    }
    if (chain->count == 1 && !formula_hint_joint(parser, parser->at))
        formula_fail(parser, parser->at, MSG_FORMULA_EXPECTED_RELATION, NULL, NULL);
    return parser->code;
}

/* |side| × n% */
static formula_node *share_of(formula_parser *parser, formula_node *side, formula_node *share)
{
    formula_node **absolute = base_arena_array(parser->arena, 1, sizeof(*absolute));
    formula_node **both = base_arena_array(parser->arena, 2, sizeof(*both));
    if (absolute == NULL || both == NULL)
        return formula_fail_memory(parser);
    absolute[0] = side;
    both[0] = formula_make_apply(parser, VALUE_ABS, absolute, 1, share->offset);
    both[1] = share;
    return both[0] ? formula_make_apply(parser, VALUE_MUL, both, 2, share->offset) : NULL;
}

static formula_test *make_compare(formula_parser *parser, const formula_chain *chain, size_t at,
                                  formula_node *left, formula_node *right)
{
    formula_test *test = make_test(parser, TEST_COMPARE);
    if (test == NULL)
        return NULL;
    test->left = left;
    test->right = right;
    test->relation = chain->relations[at];
    test->tolerance = chain->tolerances[at + 1];
    test->ground = chain->grounds[at + 1];
    /* A percent beside 占比 has become points. */
    if (chain->relative[at + 1] && chain->tolerances[at + 1]->percent) {
        test->tolerance = share_of(parser, right, chain->tolerances[at + 1]);
        if (test->tolerance == NULL)
            return NULL;
    }
    return test;
}

/* The comparison between side `at` and the next, once for each member if one is a set. */
static int push_compares(formula_parser *parser, const formula_chain *chain, size_t at,
                         base_vec *parts)
{
    formula_node *left = chain->sides[at], *right = chain->sides[at + 1];
    formula_node *set = left->kind == FORMULA_SET    ? left
                        : right->kind == FORMULA_SET ? right
                                                     : NULL;
    if (set == NULL)
        return push_test(parser, parts, make_compare(parser, chain, at, left, right));
    size_t count;
    formula_node **members = formula_set_members(parser, set, &count);
    for (size_t i = 0; members != NULL && i < count; i++) {
        formula_test *test = make_compare(parser, chain, at, set == left ? members[i] : left,
                                          set == left ? right : members[i]);
        if (push_test(parser, parts, test) != 0)
            return -1;
    }
    return members == NULL ? -1 : 0;
}

/* Within 非, a tolerance on < would mean its contrary. */
static int negate_compares(formula_parser *parser, base_vec *parts, size_t offset)
{
    for (size_t i = 0; i < parts->count; i++) {
        formula_test *test = *(formula_test **)base_vec_at(parts, i);
        if (test->tolerance != NULL && test->relation != RULE_EQ && test->relation != RULE_NE) {
            formula_fail(parser, offset, MSG_FORMULA_NOT_TOLERANCE, NULL, NULL);
            return parser->code;
        }
        test->relation = negated(test->relation);
    }
    return 0;
}

/* 下级 directly within 合计 and the like is all of them; elsewhere each in its turn. */
static int runs_over_agencies(const formula_node *node)
{
    if (node == NULL || node->kind == FORMULA_EACH)
        return node != NULL;
    for (size_t i = 0; i < node->count; i++) {
        const formula_node *operand = node->operands[i];
        if (!(node->takes_sets && operand->kind == FORMULA_EACH) && runs_over_agencies(operand))
            return 1;
    }
    return 0;
}

/* Replaces comparisons over 下级 by one for each agency. */
static int spread(formula_parser *parser, formula_test_kind kind, base_vec *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        formula_test **slot = base_vec_at(parts, i), *test = *slot;
        if (!runs_over_agencies(test->left) && !runs_over_agencies(test->right) &&
            !runs_over_agencies(test->tolerance))
            continue;
        formula_test *each = make_test(parser, kind);
        formula_test **inner = base_arena_array(parser->arena, 1, sizeof(*inner));
        if (each == NULL || inner == NULL) {
            formula_fail_memory(parser);
            return -1;
        }
        inner[0] = test;
        each->parts = inner;
        each->count = 1;
        each->each = 1;
        each->depth = test->depth + 1;
        *slot = each;
    }
    return 0;
}

static formula_test *parse_comparison(formula_parser *parser, int negate)
{
    size_t offset = lex_skip_space(parser->text, parser->at);
    formula_chain chain;
    base_vec parts;
    formula_test_kind kind = negate ? TEST_OR : TEST_AND;
    base_vec_init(&parts, sizeof(formula_test *));
    if (parse_chain(parser, &chain) != 0 || formula_resolve_sets(parser, &chain) != 0 ||
        formula_read_shares(parser, &chain) != 0 || formula_check_units(parser, &chain) != 0)
        return NULL;
    for (size_t i = 0; i + 1 < chain.count; i++)
        if (push_compares(parser, &chain, i, &parts) != 0)
            return NULL;
    if ((negate && negate_compares(parser, &parts, offset) != 0) ||
        spread(parser, kind, &parts) != 0)
        return NULL;
    return join(parser, kind, &parts);
}

/* 1 if the bracket at a position holds a condition: only conditions have relation signs. */
static int brackets_condition(formula_parser *parser, size_t at)
{
    int row, depth = 0, in_label = 0;
    size_t end;
    if (formula_label(parser, at, &row, &end) > 0)
        return 0;
    while (at < parser->text.len) {
        rule_relation relation;
        size_t here = at;
        if (!in_label && lex_relation(parser->text, &here, &relation))
            return 1;
        uint32_t c = lex_next(parser->text, &at);
        if (c == '[' || c == ']')
            in_label = c == '[';
        if (in_label)
            continue;
        depth += (c == '(') - (c == ')');
        if (depth <= 0)
            return 0;
    }
    return 0;
}

static formula_test *parse_single(formula_parser *parser, int negate);

static formula_test *parse_single_here(formula_parser *parser, int negate)
{
    int row;
    size_t end, at = lex_skip_space(parser->text, parser->at), inner = at;
    if (formula_label(parser, at, &row, &end) > 0)
        return parse_comparison(parser, negate);
    if (lex_keyword(parser->text, &inner) == WORD_NOT) {
        parser->at = inner;
        return parse_single(parser, !negate);
    }
    if (!lex_sign(parser->text, &inner, '(') || !brackets_condition(parser, at))
        return parse_comparison(parser, negate);
    parser->at = inner;
    formula_test *test = formula_parse_condition(parser, negate);
    if (test != NULL && !lex_sign(parser->text, &parser->at, ')'))
        return formula_fail(parser, parser->at, MSG_FORMULA_UNCLOSED, ")", NULL);
    return test;
}

static formula_test *parse_single(formula_parser *parser, int negate)
{
    if (parser->depth >= FORMULA_MAX_DEPTH)
        return formula_fail(parser, parser->at, MSG_FORMULA_TOO_DEEP, NULL, NULL);
    parser->depth++;
    formula_test *test = parse_single_here(parser, negate);
    parser->depth--;
    return test;
}

static int next_keyword(formula_parser *parser, lex_word word)
{
    size_t at = parser->at;
    if (lex_keyword(parser->text, &at) != word)
        return 0;
    parser->at = at;
    return 1;
}

/* single {且 single}: 且 binds closer than 或. */
static formula_test *parse_all(formula_parser *parser, int negate)
{
    base_vec parts;
    base_vec_init(&parts, sizeof(formula_test *));
    do {
        if (push_test(parser, &parts, parse_single(parser, negate)) != 0)
            return NULL;
    } while (next_keyword(parser, WORD_AND));
    return join(parser, negate ? TEST_OR : TEST_AND, &parts);
}

formula_test *formula_parse_condition(formula_parser *parser, int negate)
{
    base_vec parts;
    base_vec_init(&parts, sizeof(formula_test *));
    do {
        if (push_test(parser, &parts, parse_all(parser, negate)) != 0)
            return NULL;
    } while (next_keyword(parser, WORD_OR));
    return join(parser, negate ? TEST_AND : TEST_OR, &parts);
}
