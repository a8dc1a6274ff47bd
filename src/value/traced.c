#include "value/traced.h"

value *value_leaf(base_arena *arena, const value_figure *figure, base_str label, base_str unit,
                  base_str raw, const base_place *place, int blank_is_zero)
{
    value *leaf = base_arena_zalloc(arena, sizeof(*leaf));
    if (leaf == NULL)
        return NULL;
    leaf->op = VALUE_LEAF;
    leaf->state = figure->state;
    leaf->number = figure->state == VALUE_NUMBER ? figure->number : value_number_int(0);
    leaf->label = label;
    leaf->unit = unit;
    leaf->raw = raw;
    if (place != NULL)
        leaf->place = *place;
    leaf->blank_is_zero = blank_is_zero != 0;
    leaf->nodes = leaf->depth = 1;
    return leaf;
}

value *value_absent(base_arena *arena, base_str label, base_str reason)
{
    value *leaf = base_arena_zalloc(arena, sizeof(*leaf));
    if (leaf == NULL)
        return NULL;
    leaf->op = VALUE_LEAF;
    leaf->state = VALUE_MISSING;
    leaf->number = value_number_int(0);
    leaf->label = label;
    leaf->absent = reason;
    leaf->elsewhere = 1;
    leaf->nodes = leaf->depth = 1;
    return leaf;
}

value *value_constant(base_arena *arena, value_number number, base_str as_written)
{
    value *constant = base_arena_zalloc(arena, sizeof(*constant));
    if (constant == NULL)
        return NULL;
    constant->op = VALUE_CONSTANT;
    constant->state = VALUE_NUMBER;
    constant->number = number;
    constant->label = as_written;
    constant->nodes = constant->depth = 1;
    return constant;
}

static int is_leaf(const value *a)
{
    return a->op == VALUE_LEAF || a->op == VALUE_CONSTANT;
}

static int is_blank(const value *a)
{
    return a->state == VALUE_BLANK || a->state == VALUE_DASH;
}

int value_usable(const value *a)
{
    return a->fault == NULL && a->state == VALUE_NUMBER && a->status == VALUE_OK;
}

/* Maximum, minimum and count look at what is there; all others need every operand. */
static int leaves_blanks_out(value_op op)
{
    return op == VALUE_MAX || op == VALUE_MIN || op == VALUE_COUNT;
}

static void fail(value *out, value_status status)
{
    out->fault = out;
    out->status = status;
    out->state = VALUE_MISSING;
    out->number = value_number_int(0);
}

/* Makes the value unusable because of an operand. */
static void blame(value *out, const value *operand)
{
    out->fault = operand->fault != NULL ? operand->fault : operand;
    out->status = out->fault->status;
    out->state = out->fault->state;
}

/* Copies the operands, adds up the tree, takes the unit. 0, or -1 without memory. */
static int adopt(base_arena *arena, value *out, const value *const *operands, size_t count)
{
    uint64_t nodes = 1;
    uint32_t depth = 0;
    if (count == 0)
        operands = NULL;
    const value **copy = base_arena_array(arena, count, sizeof(*copy));
    if (copy == NULL)
        return -1;
    for (size_t i = 0; i < count; i++) {
        copy[i] = operands[i];
        nodes += operands[i]->nodes;
        if (operands[i]->depth > depth)
            depth = operands[i]->depth;
        if (out->unit.len == 0 && operands[i]->op != VALUE_CONSTANT)
            out->unit = operands[i]->unit;
    }
    out->operands = copy;
    out->count = count;
    out->nodes = nodes > VALUE_MOST_NODES ? VALUE_MOST_NODES + 1 : (uint32_t)nodes;
    out->depth = depth + 1;
    return 0;
}

/* The first operand that makes the result unusable, or NULL. */
static const value *first_fault(const value *out)
{
    size_t blanks = 0;
    for (size_t i = 0; i < out->count; i++) {
        const value *operand = out->operands[i];
        if (value_usable(operand))
            continue;
        if (!is_leaf(operand) || !is_blank(operand))
            return operand;
        if (!leaves_blanks_out(out->op) && !operand->blank_is_zero)
            return operand;
        blanks++;
    }
    return leaves_blanks_out(out->op) && blanks > 0 && blanks == out->count ? out->operands[0]
                                                                            : NULL;
}

static value_status step(value_op op, value_number *total, value_number next)
{
    switch (op) {
    case VALUE_SUB:
        return value_number_sub(*total, next, total);
    case VALUE_MUL:
        return value_number_mul(*total, next, total);
    case VALUE_DIV:
        return value_number_div(*total, next, total);
    default:
        return value_number_add(*total, next, total);
    }
}

static value_status fold(value *out)
{
    value_status status = VALUE_OK;
    value_number total = out->operands[0]->number;
    for (size_t i = 1; i < out->count && status == VALUE_OK; i++)
        status = step(out->op, &total, out->operands[i]->number);
    out->number = total;
    return status;
}

static value_status extreme(value *out)
{
    int wanted = out->op == VALUE_MAX ? 1 : -1, any = 0;
    int64_t counted = 0;
    for (size_t i = 0; i < out->count; i++) {
        const value *operand = out->operands[i];
        if (!value_usable(operand))
            continue;
        counted++;
        if (!any || value_number_cmp(operand->number, out->number) == wanted)
            out->number = operand->number;
        any = 1;
    }
    if (out->op == VALUE_COUNT)
        out->number = value_number_int(counted);
    return VALUE_OK;
}

static value_status round_to(value *out)
{
    int64_t places = 0;
    if (out->count > 1 && !value_number_to_int64(out->operands[1]->number, &places))
        return VALUE_SYNTAX;
    if (places > 1000 || places < -1000)
        return VALUE_OVERFLOW;
    return value_number_round(out->operands[0]->number, (int)places, &out->number);
}

static value_status compute(value *out)
{
    if (out->nodes > VALUE_MOST_NODES || out->depth > VALUE_MOST_DEPTH)
        return VALUE_OVERFLOW;
    if (out->count == 0) /* the sum of nothing is 0, so is its count */
        return out->op == VALUE_SUM || out->op == VALUE_COUNT ? VALUE_OK : VALUE_SYNTAX;
    switch (out->op) {
    case VALUE_ADD:
    case VALUE_SUB:
    case VALUE_MUL:
    case VALUE_DIV:
    case VALUE_SUM:
        return fold(out);
    case VALUE_MAX:
    case VALUE_MIN:
    case VALUE_COUNT:
        return extreme(out);
    case VALUE_NEGATE:
        out->number = value_number_negate(out->operands[0]->number);
        return VALUE_OK;
    case VALUE_ABS:
        out->number = out->operands[0]->number;
        if (value_number_sign(out->number) < 0)
            out->number = value_number_negate(out->number);
        return VALUE_OK;
    case VALUE_ROUND:
        return round_to(out);
    default:
        return VALUE_SYNTAX;
    }
}

value *value_apply(base_arena *arena, value_op op, const value *const *operands, size_t count)
{
    value *out = base_arena_zalloc(arena, sizeof(*out));
    if (out == NULL)
        return NULL;
    out->op = op;
    out->state = VALUE_NUMBER;
    out->number = value_number_int(0);
    if (adopt(arena, out, operands, count) != 0)
        return NULL;
    const value *fault = first_fault(out);
    if (fault != NULL && out->nodes <= VALUE_MOST_NODES && out->depth <= VALUE_MOST_DEPTH) {
        blame(out, fault);
        return out;
    }
    value_status status = compute(out);
    if (status != VALUE_OK)
        fail(out, status);
    if (out->nodes > VALUE_MOST_NODES || out->depth > VALUE_MOST_DEPTH) {
        out->count = 0; /* what is too large to be walked shows no operands */
        out->nodes = out->depth = 1;
    }
    return out;
}

size_t value_leaves(const value *a, const value **out, size_t max)
{
    size_t found = 0;
    if (max == 0 || a->op == VALUE_CONSTANT)
        return 0;
    if (a->op == VALUE_LEAF) {
        out[0] = a;
        return 1;
    }
    for (size_t i = 0; i < a->count && found < max; i++)
        found += value_leaves(a->operands[i], out + found, max - found);
    return found;
}

/* A leaf by its label, or as its number; what could not be read as it is printed, what is not there
 * as a question. */
static void print_one(base_buf *buf, const value *leaf, int labels)
{
    if (labels && leaf->label.len > 0)
        base_buf_add_str(buf, leaf->label);
    else if (leaf->state == VALUE_NUMBER || is_blank(leaf))
        value_number_print(buf, leaf->number, NULL);
    else if (leaf->raw.len > 0)
        base_buf_add_str(buf, leaf->raw);
    else
        base_buf_add_byte(buf, '?');
}

/* How tightly an operation binds when written. */
enum { LOOSE = 1, TIGHT, WHOLE };

static int binding(value_op op)
{
    switch (op) {
    case VALUE_ADD:
    case VALUE_SUB:
    case VALUE_SUM:
    case VALUE_NEGATE:
        return LOOSE;
    case VALUE_MUL:
    case VALUE_DIV:
        return TIGHT;
    default:
        return WHOLE;
    }
}

/* A sum of one operand is written as that operand. */
static const value *shown(const value *a)
{
    while (a->count == 1 && binding(a->op) != WHOLE && a->op != VALUE_NEGATE)
        a = a->operands[0];
    return a;
}

static void print(base_buf *buf, const value *a, int labels);

/* Brackets for an operand that would be read otherwise: one that binds less, the right side of - or
 * ÷ that binds alike, and a negative number behind a sign. */
static int needs_brackets(const value *a, const value *operand, size_t index, int labels)
{
    if (is_leaf(operand))
        return value_number_sign(operand->number) < 0 &&
               (!labels || operand->label.len == 0 || operand->op == VALUE_CONSTANT);
    int outer = binding(a->op), inner = binding(operand->op);
    if (inner != outer)
        return inner < outer;
    if (a->op == VALUE_NEGATE)
        return 1;
    return index > 0 && (a->op == VALUE_SUB || a->op == VALUE_DIV || operand->op == VALUE_NEGATE ||
                         operand->op == VALUE_DIV);
}

static void print_operand(base_buf *buf, const value *a, size_t index, int labels)
{
    const value *operand = shown(a->operands[index]);
    int brackets = needs_brackets(a, operand, index, labels);
    if (brackets)
        base_buf_add_byte(buf, '(');
    print(buf, operand, labels);
    if (brackets)
        base_buf_add_byte(buf, ')');
}

static void print_joined(base_buf *buf, const value *a, const char *sign, int labels)
{
    if (a->count == 0)
        base_buf_add_byte(buf, '0');
    for (size_t i = 0; i < a->count; i++) {
        if (i > 0)
            base_buf_add_c(buf, sign);
        print_operand(buf, a, i, labels);
    }
}

static void print_call(base_buf *buf, const value *a, const char *name, int labels)
{
    base_buf_add_c(buf, name);
    base_buf_add_byte(buf, '(');
    for (size_t i = 0; i < a->count; i++) {
        if (i > 0)
            base_buf_add_c(buf, ", ");
        print(buf, shown(a->operands[i]), labels);
    }
    base_buf_add_byte(buf, ')');
}

/* The depth of a value is limited where it is made. */
static void print(base_buf *buf, const value *a, int labels)
{
    switch (a->op) {
    case VALUE_LEAF:
    case VALUE_CONSTANT:
        print_one(buf, a, labels);
        break;
    case VALUE_ADD:
    case VALUE_SUM:
        print_joined(buf, a, "+", labels);
        break;
    case VALUE_SUB:
        print_joined(buf, a, "-", labels);
        break;
    case VALUE_MUL:
        print_joined(buf, a, "×", labels);
        break;
    case VALUE_DIV:
        print_joined(buf, a, "÷", labels);
        break;
    case VALUE_NEGATE:
        base_buf_add_byte(buf, '-');
        if (a->count > 0)
            print_operand(buf, a, 0, labels);
        break;
    case VALUE_MAX:
        print_call(buf, a, "最大", labels);
        break;
    case VALUE_MIN:
        print_call(buf, a, "最小", labels);
        break;
    case VALUE_COUNT:
        print_call(buf, a, "个数", labels);
        break;
    case VALUE_ABS:
        print_call(buf, a, "绝对值", labels);
        break;
    case VALUE_ROUND:
        print_call(buf, a, "四舍五入", labels);
        break;
    }
}

void value_print_arithmetic(base_buf *buf, const value *a)
{
    print(buf, shown(a), 0);
}

void value_print_labels(base_buf *buf, const value *a)
{
    print(buf, shown(a), 1);
}
