#include "rule/decide.h"

#define ROOM 64

/* What is wrong with an operand, worst last. */
typedef enum trouble {
    TROUBLE_NONE = 0,
    TROUBLE_BLANK,
    TROUBLE_ZERO,
    TROUBLE_OVERFLOW,
    TROUBLE_MISSING,
    TROUBLE_ABSENT /* its report is not at hand */
} trouble;

static int is_inapplicable(trouble worst)
{
    return worst == TROUBLE_BLANK || worst == TROUBLE_ABSENT;
}

static trouble trouble_of(const value *a)
{
    if (a == NULL || value_usable(a))
        return TROUBLE_NONE;
    const value *fault = a->fault ? a->fault : a;
    if (fault->status == VALUE_ZERO)
        return TROUBLE_ZERO;
    if (fault->status != VALUE_OK)
        return TROUBLE_OVERFLOW;
    if (fault->state == VALUE_BLANK || fault->state == VALUE_DASH)
        return TROUBLE_BLANK;
    return TROUBLE_MISSING;
}

static int holds(int order, rule_relation relation)
{
    switch (relation) {
    case RULE_EQ:
        return order == 0;
    case RULE_NE:
        return order != 0;
    case RULE_LT:
        return order < 0;
    case RULE_LE:
        return order <= 0;
    case RULE_GT:
        return order > 0;
    case RULE_GE:
        return order >= 0;
    }
    return 0;
}

static value_number absolute(value_number a)
{
    return value_number_sign(a) < 0 ? value_number_negate(a) : a;
}

/* The order of difference and 0 when differences within the tolerance count as none. */
static int order_within(value_number difference, value_number slack, rule_relation relation)
{
    switch (relation) {
    case RULE_EQ:
    case RULE_NE:
        return value_number_cmp(absolute(difference), slack) <= 0 ? 0
                                                                  : value_number_sign(difference);
    case RULE_LT:
    case RULE_LE:
        return value_number_cmp(difference, slack);
    case RULE_GT:
    case RULE_GE:
        return value_number_cmp(difference, value_number_negate(slack));
    }
    return 0;
}

/* What the leaves of a value that cannot be computed add: a blank on the way hides a missing one
 * beside it, and a missing one that of a report that is not there. */
static trouble worst_leaf(const value *a)
{
    const value *leaves[ROOM];
    trouble worst = TROUBLE_NONE;
    if (a == NULL)
        return worst;
    size_t count = value_leaves(a, leaves, ROOM);
    for (size_t i = 0; i < count && i < ROOM; i++) {
        if (leaves[i]->absent.len > 0)
            return TROUBLE_ABSENT;
        if (leaves[i]->state == VALUE_MISSING || leaves[i]->state == VALUE_TEXT)
            worst = TROUBLE_MISSING;
    }
    return worst;
}

static trouble worst_trouble(const value *left, const value *right, const value *tolerance)
{
    const value *sides[] = {left, right, tolerance};
    trouble worst = TROUBLE_NONE;
    for (int i = 0; i < 3; i++) {
        trouble one = trouble_of(sides[i]);
        if (one > worst)
            worst = one;
    }
    for (int i = 0; i < 3 && worst != TROUBLE_NONE; i++) {
        trouble leaf = worst_leaf(sides[i]);
        if (leaf == TROUBLE_ABSENT || (leaf > worst && worst == TROUBLE_BLANK))
            worst = leaf;
    }
    return worst;
}

result_outcome rule_decide(const value *left, rule_relation relation, const value *right,
                           const value *tolerance)
{
    trouble worst = worst_trouble(left, right, tolerance);
    if (worst != TROUBLE_NONE)
        return is_inapplicable(worst) ? RESULT_NOT_APPLICABLE : RESULT_NOT_EVALUATED;
    int order;
    if (tolerance == NULL) {
        order = value_number_cmp(left->number, right->number);
    } else {
        value_number difference;
        if (value_number_sub(left->number, right->number, &difference) != VALUE_OK)
            return RESULT_NOT_EVALUATED;
        order = order_within(difference, absolute(tolerance->number), relation);
    }
    return holds(order, relation) ? RESULT_PASSED : RESULT_FAILED;
}

const value **rule_leaves(base_arena *arena, const value *a, const value **room, size_t size,
                          size_t *count)
{
    /* There are no more leaves than nodes. */
    if (a->nodes > size) {
        size = a->nodes;
        room = base_arena_array(arena, size, sizeof(*room));
    }
    *count = room ? value_leaves(a, room, size) : 0;
    return room;
}

int rule_has_leaves(const value *a)
{
    const value *first;
    return value_leaves(a, &first, 1) > 0;
}

static void separate(base_buf *text, hecha_lang lang)
{
    if (text->len > 0)
        base_msg_add(text, lang, MSG_RULE_SEPARATOR, NULL);
}

/* The text as a C string for a message. */
static const char *arena_c(base_arena *arena, base_str text)
{
    const char *copy = base_arena_copy(arena, text.ptr, text.len);
    return copy ? copy : "";
}

static base_str leaf_name(const value *leaf)
{
    return leaf->label.len > 0 ? leaf->label : leaf->raw;
}

/* What one leaf adds to the reason, if it is the kind of trouble that is told. */
static void add_leaf_reason(rule_scene *scene, base_buf *text, const value *leaf, trouble told)
{
    const char *name = arena_c(scene->arena, leaf_name(leaf));
    const char *raw = arena_c(scene->arena, leaf->raw);
    base_msg_id message;
    if (told == TROUBLE_ABSENT && leaf->absent.len > 0)
        message = MSG_RULE_ABSENT;
    else if (told == TROUBLE_MISSING && leaf->state == VALUE_MISSING)
        message = MSG_RULE_ROW_MISSING;
    else if (told == TROUBLE_MISSING && leaf->state == VALUE_TEXT)
        message = MSG_RULE_UNREADABLE;
    else if (told == TROUBLE_BLANK && leaf->state == VALUE_BLANK)
        message = MSG_RULE_BLANK;
    else if (told == TROUBLE_BLANK && leaf->state == VALUE_DASH)
        message = MSG_RULE_DASH;
    else
        return;
    base_buf one;
    base_buf_init(&one);
    base_msg_add(&one, scene->lang, message,
                 told == TROUBLE_ABSENT ? arena_c(scene->arena, leaf->absent) : name, raw, NULL);
    /* The same row may stand on both sides. */
    if (base_buf_failed(&one)) {
        text->failed = 1;
    } else if (text->len == 0 ||
               base_str_find(base_buf_str(text), base_buf_str(&one), 0) == BASE_STR_NONE) {
        separate(text, scene->lang);
        base_buf_add_str(text, base_buf_str(&one));
    }
    base_buf_dispose(&one);
}

static int add_leaf_reasons(rule_scene *scene, base_buf *text, const value *side, trouble told)
{
    const value *room[ROOM];
    size_t count;
    if (side == NULL || (told == TROUBLE_BLANK && value_usable(side)))
        return 0;
    const value **leaves = rule_leaves(scene->arena, side, room, ROOM, &count);
    if (leaves == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < count; i++)
        add_leaf_reason(scene, text, leaves[i], told);
    return 0;
}

static void add_operation_reason(rule_scene *scene, base_buf *text, trouble told,
                                 const value *const *sides)
{
    const value *at = sides[0];
    for (int i = 2; i >= 0; i--)
        if (trouble_of(sides[i]) == told)
            at = sides[i]->fault ? sides[i]->fault : sides[i];
    base_buf labels;
    base_buf_init(&labels);
    value_print_labels(&labels, at);
    const char *shown = labels.ptr ? labels.ptr : "";
    base_msg_id message = told == TROUBLE_ZERO ? MSG_RULE_DIVISION : MSG_RULE_TOO_LARGE;
    base_msg_add(text, scene->lang, message, shown, NULL);
    if (base_buf_failed(&labels))
        text->failed = 1;
    base_buf_dispose(&labels);
}

int rule_undecided(rule_scene *scene, const value *left, const value *right, const value *tolerance,
                   rule_verdict *out)
{
    const value *sides[] = {left, right, tolerance};
    trouble told = worst_trouble(left, right, tolerance);
    if (told == TROUBLE_NONE) /* the difference itself did not fit */
        told = TROUBLE_OVERFLOW;
    out->outcome = is_inapplicable(told) ? RESULT_NOT_APPLICABLE : RESULT_NOT_EVALUATED;
    out->kind = is_inapplicable(told) ? RESULT_KIND_NONE : RESULT_MISSING;
    if (told == TROUBLE_OVERFLOW) {
        out->kind = RESULT_LIMIT;
        out->limit = base_str_c("exact");
    }
    base_buf text;
    base_buf_init(&text);
    int code = 0;
    if (told == TROUBLE_BLANK || told >= TROUBLE_MISSING) {
        for (int i = 0; i < 3 && code == 0; i++)
            code = add_leaf_reasons(scene, &text, sides[i], told);
    } else {
        add_operation_reason(scene, &text, told, sides);
    }
    out->reason = base_arena_str(scene->arena, base_buf_str(&text));
    if (base_buf_failed(&text) || out->reason.ptr == NULL || base_arena_failed(scene->arena))
        code = HECHA_E_MEMORY;
    base_buf_dispose(&text);
    return code;
}
