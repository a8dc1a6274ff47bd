/* value/number.h: exact rational numbers. Nothing here is a double.
 *
 * A number is numerator / denominator, reduced, denominator > 0, both within 128 bits. An operation
 * whose exact result does not fit is not rounded: it fails with VALUE_OVERFLOW, and whoever asked
 * says that the figure is too large to be computed exactly. Plain values. */
#ifndef VALUE_NUMBER_H
#define VALUE_NUMBER_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

__extension__ typedef __int128 value_int;

typedef struct value_number {
    value_int numerator;
    value_int denominator;
} value_number;

typedef enum value_status {
    VALUE_OK = 0,
    VALUE_OVERFLOW = -1, /* the exact result does not fit */
    VALUE_ZERO = -2,     /* division by zero */
    VALUE_SYNTAX = -3    /* not a plain decimal */
} value_status;

value_number value_number_int(int64_t integer);
/* A plain decimal: [+-]digits[.digits], ASCII, nothing else. */
value_status value_number_parse(base_str text, value_number *out);
value_status value_number_add(value_number a, value_number b, value_number *out);
value_status value_number_sub(value_number a, value_number b, value_number *out);
value_status value_number_mul(value_number a, value_number b, value_number *out);
value_status value_number_div(value_number a, value_number b, value_number *out);
/* times 10^power, power may be negative */
value_status value_number_shift(value_number a, int power, value_number *out);
/* 四舍五入: half away from zero, to `places` decimals (negative: tens, hundreds). */
value_status value_number_round(value_number a, int places, value_number *out);
value_number value_number_negate(value_number a);
int value_number_sign(value_number a); /* -1, 0, 1 */
/* -1, 0, 1; exact whatever the size of the parts. */
int value_number_cmp(value_number a, value_number b);
int value_number_is_integer(value_number a);
/* 1 and the integer if it is one that fits. */
int value_number_to_int64(value_number a, int64_t *out);
/* Plain decimal without exponent, grouping or trailing zeros; a number without finite decimal
 * expansion is rounded to 6 decimals (*exact, if not NULL, becomes 0). */
void value_number_print(base_buf *buf, value_number a, int *exact);
/* " = 0.5", or " ≈ 0.333333" if it is rounded. */
void value_number_print_equal(base_buf *buf, value_number a);

#endif
