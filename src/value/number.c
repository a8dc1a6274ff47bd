#include "value/number.h"

__extension__ typedef unsigned __int128 wide;

#define LARGEST_POWER 38 /* 10^38 is the largest power of ten in value_int */
#define ROUNDED_PLACES 6
#define MOST_DIGITS                                                                                \
    128 /* decimals of a number with finite expansion: its denominator divides                     \
           10^127 at most */

static wide magnitude(value_int a)
{
    return a < 0 ? -(wide)a : (wide)a;
}

static wide greatest_divisor(wide a, wide b)
{
    while (b != 0) {
        wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The smallest value_int has no negative, so it counts as not fitting. */
static int is_smallest(value_int a)
{
    return a < 0 && -(wide)a == (wide)1 << 127;
}

static value_status reduced(value_int numerator, value_int denominator, value_number *out)
{
    if (is_smallest(numerator))
        return VALUE_OVERFLOW;
    value_int divisor = (value_int)greatest_divisor(magnitude(numerator), (wide)denominator);
    out->numerator = numerator / divisor;
    out->denominator = denominator / divisor;
    return VALUE_OK;
}

value_number value_number_int(int64_t integer)
{
    value_number out = {integer, 1};
    return out;
}

static int is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static value_int power_of_ten(int power)
{
    value_int out = 1;
    while (power-- > 0)
        out *= 10;
    return out;
}

/* Appends digits to *out; the end in *offset. */
static value_status read_digits(base_str text, size_t *offset, value_int *out)
{
    while (*offset < text.len && is_digit(text.ptr[*offset])) {
        if (__builtin_mul_overflow(*out, 10, out) ||
            __builtin_add_overflow(*out, text.ptr[*offset] - '0', out))
            return VALUE_OVERFLOW;
        (*offset)++;
    }
    return VALUE_OK;
}

/* [+-]digits[.digits]; the sign's length and the point's offset (or the end). */
static int is_plain(base_str text, size_t *start, size_t *point)
{
    size_t offset = text.len > 0 && (text.ptr[0] == '+' || text.ptr[0] == '-') ? 1 : 0;
    *start = offset;
    while (offset < text.len && is_digit(text.ptr[offset]))
        offset++;
    *point = offset;
    if (offset == *start)
        return 0;
    if (offset == text.len)
        return 1;
    if (text.ptr[offset] != '.' || offset + 1 == text.len)
        return 0;
    while (++offset < text.len) {
        if (!is_digit(text.ptr[offset]))
            return 0;
    }
    return 1;
}

value_status value_number_parse(base_str text, value_number *out)
{
    size_t start, point;
    value_int digits = 0;
    if (!is_plain(text, &start, &point))
        return VALUE_SYNTAX;
    int negative = text.ptr[0] == '-';
    if (point < text.len) {
        while (text.ptr[text.len - 1] == '0')
            text.len--;
    }
    size_t places = point < text.len ? text.len - point - 1 : 0;
    size_t offset = start;
    value_status status = read_digits(text, &offset, &digits);
    if (status == VALUE_OK && places > 0) {
        offset = point + 1;
        status = read_digits(text, &offset, &digits);
    }
    if (status != VALUE_OK || places > LARGEST_POWER)
        return VALUE_OVERFLOW;
    return reduced(negative ? -digits : digits, power_of_ten((int)places), out);
}

static value_status combine(value_number a, value_number b, int subtract, value_number *out)
{
    value_int divisor = (value_int)greatest_divisor((wide)a.denominator, (wide)b.denominator);
    value_int left, right, sum, denominator;
    if (__builtin_mul_overflow(a.numerator, b.denominator / divisor, &left) ||
        __builtin_mul_overflow(b.numerator, a.denominator / divisor, &right) ||
        (subtract ? __builtin_sub_overflow(left, right, &sum)
                  : __builtin_add_overflow(left, right, &sum)))
        return VALUE_OVERFLOW;
    /* what the numerator has in common with the denominator divides `divisor` (Knuth 4.5.1) */
    value_int common = (value_int)greatest_divisor(magnitude(sum), (wide)divisor);
    if (__builtin_mul_overflow(a.denominator / divisor, b.denominator / common, &denominator))
        return VALUE_OVERFLOW;
    return reduced(sum / common, denominator, out);
}

value_status value_number_add(value_number a, value_number b, value_number *out)
{
    return combine(a, b, 0, out);
}

value_status value_number_sub(value_number a, value_number b, value_number *out)
{
    return combine(a, b, 1, out);
}

value_status value_number_mul(value_number a, value_number b, value_number *out)
{
    value_int first = (value_int)greatest_divisor(magnitude(a.numerator), (wide)b.denominator);
    value_int second = (value_int)greatest_divisor(magnitude(b.numerator), (wide)a.denominator);
    value_int numerator, denominator;
    if (__builtin_mul_overflow(a.numerator / first, b.numerator / second, &numerator) ||
        __builtin_mul_overflow(a.denominator / second, b.denominator / first, &denominator))
        return VALUE_OVERFLOW;
    return reduced(numerator, denominator, out);
}

value_status value_number_div(value_number a, value_number b, value_number *out)
{
    value_number inverse = {b.denominator, b.numerator};
    if (b.numerator == 0)
        return VALUE_ZERO;
    if (b.numerator < 0) {
        inverse.numerator = -inverse.numerator;
        inverse.denominator = -inverse.denominator;
    }
    return value_number_mul(a, inverse, out);
}

value_status value_number_shift(value_number a, int power, value_number *out)
{
    value_status status = VALUE_OK;
    if (a.numerator == 0)
        power = 0;
    if (power > 2 * LARGEST_POWER || power < -2 * LARGEST_POWER)
        return VALUE_OVERFLOW;
    while (power != 0 && status == VALUE_OK) {
        int step = power > LARGEST_POWER ? LARGEST_POWER : power;
        if (step < -LARGEST_POWER)
            step = -LARGEST_POWER;
        value_number ten = {power_of_ten(step < 0 ? -step : step), 1};
        status = step > 0 ? value_number_mul(a, ten, &a) : value_number_div(a, ten, &a);
        power -= step;
    }
    if (status == VALUE_OK)
        *out = a;
    return status;
}

/* The next decimal of rest / denominator; *rest becomes what is left of it. Multiplies by adding,
 * because ten times the rest may not fit. */
static int next_decimal(wide *rest, wide denominator)
{
    int digit = 0;
    wide sum = 0;
    for (int i = 0; i < 10; i++) {
        if (sum >= denominator - *rest) {
            sum -= denominator - *rest;
            digit++;
        } else {
            sum += *rest;
        }
    }
    *rest = sum;
    return digit;
}

/* 四舍五入 to tens, hundreds …: what follows the point never decides. */
static value_status round_integer(value_number a, int power, value_number *out)
{
    wide whole = magnitude(a.numerator) / (wide)a.denominator;
    if (power > LARGEST_POWER) {
        *out = value_number_int(0);
        return VALUE_OK;
    }
    wide unit = (wide)power_of_ten(power), rest = whole % unit;
    wide units = whole / unit + (rest >= unit / 2 && power > 0 ? 1 : 0);
    value_number rounded = {a.numerator < 0 ? -(value_int)units : (value_int)units, 1};
    return value_number_shift(rounded, power, out);
}

value_status value_number_round(value_number a, int places, value_number *out)
{
    if (places < 0)
        return round_integer(a, places < -LARGEST_POWER ? LARGEST_POWER + 1 : -places, out);
    wide denominator = (wide)a.denominator, rest = magnitude(a.numerator) % denominator;
    value_int digits = (value_int)(magnitude(a.numerator) / denominator);
    int done = 0;
    for (; done < places && rest != 0; done++) {
        if (done == LARGEST_POWER || __builtin_mul_overflow(digits, 10, &digits) ||
            __builtin_add_overflow(digits, next_decimal(&rest, denominator), &digits))
            break;
    }
    int seen = done;
    for (; seen < places && seen < MOST_DIGITS && rest != 0; seen++)
        next_decimal(&rest, denominator);
    if (rest == 0) { /* nothing to round, however many digits there are */
        *out = a;
        return VALUE_OK;
    }
    if (done < places || (rest >= denominator - rest && __builtin_add_overflow(digits, 1, &digits)))
        return VALUE_OVERFLOW;
    return reduced(a.numerator < 0 ? -digits : digits, power_of_ten(places), out);
}

value_number value_number_negate(value_number a)
{
    a.numerator = -a.numerator;
    return a;
}

int value_number_sign(value_number a)
{
    return a.numerator < 0 ? -1 : a.numerator > 0;
}

/* Compares by continued fractions: whole parts first, then the inverses of what is left. */
static int compare_positive(wide a, wide b, wide c, wide d)
{
    for (;;) {
        wide left = a / b, right = c / d;
        if (left != right)
            return left < right ? -1 : 1;
        wide left_rest = a % b, right_rest = c % d;
        if (left_rest == 0 || right_rest == 0)
            return left_rest == right_rest ? 0 : left_rest == 0 ? -1 : 1;
        a = d;
        c = b;
        b = right_rest;
        d = left_rest;
    }
}

int value_number_cmp(value_number a, value_number b)
{
    int a_sign = value_number_sign(a), b_sign = value_number_sign(b);
    if (a_sign != b_sign)
        return a_sign < b_sign ? -1 : 1;
    if (a_sign == 0)
        return 0;
    return a_sign * compare_positive(magnitude(a.numerator), (wide)a.denominator,
                                     magnitude(b.numerator), (wide)b.denominator);
}

int value_number_is_integer(value_number a)
{
    return a.denominator == 1;
}

int value_number_to_int64(value_number a, int64_t *out)
{
    if (a.denominator != 1 || a.numerator < INT64_MIN || a.numerator > INT64_MAX)
        return 0;
    *out = (int64_t)a.numerator;
    return 1;
}

static void print_whole(base_buf *buf, wide whole)
{
    char digits[40];
    size_t start = sizeof(digits);
    do {
        digits[--start] = (char)('0' + (int)(whole % 10));
        whole /= 10;
    } while (whole != 0);
    base_buf_add(buf, digits + start, sizeof(digits) - start);
}

/* Fills in the decimals of rest / denominator, rounded if there are more than ROUNDED_PLACES and
 * no end. Returns their number; *carry is 1 if rounding reaches the whole part. */
static size_t decimals(wide rest, wide denominator, char *digits, int *exact, int *carry)
{
    wide without = denominator;
    while (without % 2 == 0)
        without /= 2;
    while (without % 5 == 0)
        without /= 5;
    size_t most = without == 1 ? MOST_DIGITS : ROUNDED_PLACES, count = 0;
    *exact = without == 1;
    *carry = 0;
    while (count < most && rest != 0)
        digits[count++] = (char)('0' + next_decimal(&rest, denominator));
    if (rest != 0 && rest >= denominator - rest) {
        size_t at = count;
        while (at > 0 && digits[at - 1] == '9')
            digits[--at] = '0';
        if (at > 0)
            digits[at - 1]++;
        else
            *carry = 1;
    }
    while (count > 0 && digits[count - 1] == '0')
        count--;
    return count;
}

void value_number_print(base_buf *buf, value_number a, int *exact)
{
    char digits[MOST_DIGITS];
    int is_exact, carry;
    wide denominator = (wide)a.denominator;
    wide whole = magnitude(a.numerator) / denominator;
    size_t count =
        decimals(magnitude(a.numerator) % denominator, denominator, digits, &is_exact, &carry);
    whole += (wide)carry;
    if (a.numerator < 0 && (whole != 0 || count > 0))
        base_buf_add_byte(buf, '-');
    print_whole(buf, whole);
    if (count > 0) {
        base_buf_add_byte(buf, '.');
        base_buf_add(buf, digits, count);
    }
    if (exact != NULL)
        *exact = is_exact;
}

void value_number_print_equal(base_buf *buf, value_number a)
{
    int exact = 1;
    base_buf number;
    base_buf_init(&number);
    value_number_print(&number, a, &exact);
    base_buf_add_c(buf, exact ? " = " : " ≈ ");
    base_buf_add_str(buf, base_buf_str(&number));
    buf->failed |= number.failed;
    base_buf_dispose(&number);
}
