/* value/figure.h: what is printed in a figure's cell, or said in prose, as an exact number. */
#ifndef VALUE_FIGURE_H
#define VALUE_FIGURE_H

#include "base/str.h"
#include "text/quantity.h"
#include "value/number.h"

typedef enum value_state {
    VALUE_NUMBER = 0,
    VALUE_BLANK,  /* nothing but white space */
    VALUE_DASH,   /* —— — - / ／ and the like, alone */
    VALUE_TEXT,   /* something that is no figure */
    VALUE_MISSING /* the form has the row, the table does not */
} value_state;

typedef struct value_figure {
    value_state state;
    value_number number;      /* in the row's unit when `converted`, else as printed */
    base_str unit;            /* printed behind the figure; empty if none. Borrowed from the cell */
    unsigned converted : 1;   /* the printed unit differs from the row's and was converted */
    unsigned foreign : 1;     /* the printed unit does not convert to the row's */
    unsigned signed_word : 1; /* 减3 增5 or +1036: the sign is written as a change */
    unsigned grouped : 1;     /* thousands separators were printed */
    unsigned fullwidth : 1;   /* full-width digits were printed */
} value_figure;

/* Reads the raw text of a cell whose row has the unit (may be empty). Read are: ASCII and
 * full-width digits, thousands separators (',' or a space, groups of three), a sign, 减 减少 下降
 * 增 增加 上升, a decimal point, 万 亿, a unit, white space, in any nesting of （）; the figure (5)
 * is 5. Everything else is VALUE_TEXT. */
value_figure value_figure_read(base_str cell, base_str row_unit);

/* "number", "blank", "dash", "text", "missing" */
const char *value_state_name(value_state state);

/* A quantity of prose as the numbers it can mean: an exact one has low == high; 620余 has low 620
 * (exclusive) and an open high; 约500 has 450 and 550, half of its last figure that is not 0; see
 * text/quantity.h. has_low / has_high tell which bounds exist. */
typedef struct value_range {
    value_number value; /* as written */
    value_number low, high;
    int has_low, has_high;
} value_range;
value_status value_range_of(const text_quantity *quantity, value_range *out);

#endif
