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

/* A quantity of prose as the numbers it can mean. `value` is the figure as written (of a range its
 * first). An exact one has low == high == value; 3至5 has 3 and 5. 620余 is above 620 and below 630
 * (one unit of its last figure that is not 0, both ends open), 近500 from 400 to 500 (open; never
 * below half of it), 数十 above 10 and below 100; 超过30 has no high, 不足30 no low; 约500 has 450
 * and 550, half a unit of its last figure that is not 0. `step` is the value of the last place
 * written: 0.1万 of 3.7万, a thirtieth of 三分之一. has_low / has_high tell which bounds exist. */
typedef struct value_range {
    value_number value; /* as written */
    value_number low, high;
    int has_low, has_high;
    int low_open, high_open; /* the bound itself is not meant */
    value_number step;
} value_range;
value_status value_range_of(const text_quantity *quantity, value_range *out);
/* The range with all in a unit `power` powers of ten smaller (85万元 in 元: 4). */
value_status value_range_shift(value_range *range, int power);
/* Whether the number is what was said: within the bounds; an exact figure also stands for all that
 * rounds to it at the last place written (3.7万 for 37353, but 620 for 620 only among whole
 * numbers; 9.8% for 9.76). 1, 0, or -1 if it cannot be computed exactly. */
int value_range_agrees(const value_range *range, value_number number);

#endif
