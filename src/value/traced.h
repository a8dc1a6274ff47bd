/* value/traced.h: numbers that remember where they come from.
 *
 * A traced value is a leaf (read from a cell or a sentence, or a constant of the rule) or the
 * result of an operation and keeps its operands. So a failed comparison can be explained without
 * help from the rule's author, mutated, and counted for coverage. Values live in the arena of the
 * evaluation and are never changed.
 * States: a leaf has its cell's state. An operation on numbers is a number. A blank or dash counts
 * as 0 inside a sum if the leaf says so (blank_is_zero), else the result is `unusable` with the
 * leaf at fault. A missing or unreadable leaf makes every result unusable. Maximum, minimum and
 * count leave blanks out; if all operands are blank, the result is unusable.
 * An operation that fails (overflow, division by zero) is its own fault; its state is VALUE_MISSING
 * and its status tells why. A value may be built from at most VALUE_MOST_NODES others (shared ones
 * counted each time) and VALUE_MOST_DEPTH levels: beyond, it fails with VALUE_OVERFLOW. So walking
 * a value always ends soon, whatever a rule builds. */
#ifndef VALUE_TRACED_H
#define VALUE_TRACED_H

#include "base/arena.h"
#include "base/place.h"
#include "value/figure.h"
#include "value/number.h"

#define VALUE_MOST_NODES 65536u
#define VALUE_MOST_DEPTH 4096u

typedef enum value_op {
    VALUE_LEAF = 0, /* read from the report */
    VALUE_CONSTANT, /* written in the rule */
    VALUE_ADD,
    VALUE_SUB,
    VALUE_MUL,
    VALUE_DIV,
    VALUE_NEGATE,
    VALUE_SUM, /* 合计: any number of operands */
    VALUE_MAX,
    VALUE_MIN,
    VALUE_COUNT, /* 个数 of operands that are not blank */
    VALUE_ABS,
    VALUE_ROUND /* second operand: places, a constant */
} value_op;

typedef struct value value;
struct value {
    value_op op;
    value_state state;   /* VALUE_NUMBER if `number` holds; else why not */
    value_status status; /* VALUE_OVERFLOW or VALUE_ZERO when an operation failed */
    value_number number; /* 0 where a leaf is blank */
    const value *fault;  /* the leaf (or operation) that makes this value unusable, or NULL */
    base_str label;      /* of a leaf: 申请答复数; of a constant: as written */
    base_str unit;       /* of a leaf; of an operation that of its first operand with one */
    base_str raw;        /* of a leaf: as printed */
    base_place place;    /* of a leaf */
    unsigned blank_is_zero : 1; /* of a leaf: the form says so */
    unsigned elsewhere : 1;     /* of a leaf: read from another report */
    base_str absent;            /* of a leaf that is missing because its report is: why */
    const value *const *operands;
    size_t count;
    uint32_t nodes;           /* of the whole tree, itself included */
    uint32_t depth;           /* 1 for a leaf */
    const void *origin;       /* of a leaf: the form's item (form_item), else NULL */
    const value_range *range; /* of a leaf said in prose: the numbers it can mean; else NULL */
    base_str sentence;        /* of a leaf said in prose: what it stands in; else empty */
};

/* A leaf. Strings and place are borrowed. NULL: no memory (also for all below). */
value *value_leaf(base_arena *arena, const value_figure *figure, base_str label, base_str unit,
                  base_str raw, const base_place *place, int blank_is_zero);
/* A leaf of a report that is not at hand; it is missing, and `reason` says why. */
value *value_absent(base_arena *arena, base_str label, base_str reason);
value *value_constant(base_arena *arena, value_number number, base_str as_written);
/* Any operation; operands are copied (the array, not the values). */
value *value_apply(base_arena *arena, value_op op, const value *const *operands, size_t count);

/* 1 if the value has a number that may be compared (a blank leaf alone has not). */
int value_usable(const value *a);
/* The leaves of the report below a value in order of writing, at most `max`; returns their number.
 */
size_t value_leaves(const value *a, const value **out, size_t max);
/* The arithmetic as written: "2+5+0" with constants and operations spelled out; a leaf is its
 * number. A long sum is not shortened. */
void value_print_arithmetic(base_buf *buf, const value *a);
/* The expression by labels: "申请答复数", "当面申请数+传真申请数". A sum prints its terms' labels.
 */
void value_print_labels(base_buf *buf, const value *a);

#endif
