#include "value/figure.h"

#include "text/class.h"
#include "text/unit.h"
#include "text/utf8.h"

#define MOST_DIGITS 40 /* of a figure, its point included; more do not fit a value_number */

/* A cell being read, left to right. Brackets are stepped over; they must match in the end. */
typedef struct cursor {
    base_str text;
    size_t offset;
    int depth;
} cursor;

typedef struct reading {
    char digits[MOST_DIGITS + 2]; /* a plain decimal, sign first */
    size_t count;
    value_figure figure;
} reading;

static uint32_t peek(const cursor *at)
{
    size_t offset = at->offset;
    return text_utf8_next(at->text, &offset);
}

static void step(cursor *at)
{
    text_utf8_next(at->text, &at->offset);
}

/* Steps over white space and brackets; 0 if a bracket closes that was not opened. */
static int skip_brackets(cursor *at)
{
    for (;;) {
        at->offset = text_skip_space(at->text, at->offset);
        uint32_t codepoint = peek(at);
        if (text_is_open(codepoint))
            at->depth++;
        else if (!text_is_close(codepoint))
            return 1;
        else if (--at->depth < 0)
            return 0;
        step(at);
    }
}

static int is_rule_mark(uint32_t codepoint)
{
    return text_is_dash(codepoint) || codepoint == '/' || codepoint == 0xFF0F ||
           codepoint == '\\' || codepoint == 0xFF3C || codepoint == 0x2215;
}

/* VALUE_BLANK, VALUE_DASH, or VALUE_NUMBER for what has still to be read. */
static value_state state_of(base_str cell)
{
    size_t offset = 0, dashes = 0;
    while (offset < cell.len) {
        uint32_t codepoint = text_utf8_next(cell, &offset);
        if (is_rule_mark(codepoint))
            dashes++;
        else if (!text_is_space(codepoint) && !text_is_zero_width(codepoint) &&
                 !text_is_open(codepoint) && !text_is_close(codepoint))
            return VALUE_NUMBER;
    }
    return dashes > 0 ? VALUE_DASH : VALUE_BLANK;
}

static void put(reading *out, char byte)
{
    if (out->count < sizeof(out->digits))
        out->digits[out->count++] = byte;
}

/* A sign or a word for one. */
static void read_sign(cursor *at, reading *out)
{
    static const char *const less[] = {"减少", "减", "下降", NULL};
    static const char *const more[] = {"增加", "增", "上升", NULL};
    size_t length;
    uint32_t codepoint = peek(at);
    if ((length = text_word_at(at->text, at->offset, less)) > 0) {
        put(out, '-');
        out->figure.signed_word = 1;
    } else if ((length = text_word_at(at->text, at->offset, more)) > 0) {
        out->figure.signed_word = 1;
    } else if (codepoint == '+' || codepoint == 0xFF0B) {
        out->figure.signed_word = 1;
        step(at);
    } else if (codepoint == '-' || codepoint == 0xFF0D || codepoint == 0x2212 ||
               codepoint == 0x2013 || codepoint == 0xFE63) {
        put(out, '-');
        step(at);
    }
    at->offset += length;
}

/* A run of digits; returns their number. */
static size_t read_digits(cursor *at, reading *out)
{
    size_t count = 0;
    for (;;) {
        uint32_t codepoint = peek(at);
        int digit = text_digit(codepoint);
        if (digit < 0)
            return count;
        put(out, (char)('0' + digit));
        out->figure.fullwidth |= codepoint > 0x7F;
        count++;
        step(at);
    }
}

/* The separator of thousands a code point is (',' or ' '), or 0. Line breaks and tabs part two
 * figures, they group none. */
static char separator(uint32_t codepoint)
{
    if (codepoint == ',' || codepoint == 0xFF0C)
        return ',';
    if (text_is_space(codepoint) && !text_is_break(codepoint) && codepoint != '\t')
        return ' ';
    return 0;
}

/* The whole part, grouped or not. 0 if it is not well formed. */
static int read_whole(cursor *at, reading *out)
{
    size_t first = out->count, count = read_digits(at, out);
    char kind = separator(peek(at));
    if (count == 0)
        return 0;
    while (kind != 0 && separator(peek(at)) == kind) {
        cursor before = *at;
        step(at);
        if (kind == ' ' && text_digit(peek(at)) < 0) {
            *at = before;
            return 1;
        }
        if (count > 3 || (!out->figure.grouped && out->digits[first] == '0'))
            return 0;
        if (read_digits(at, out) != 3)
            return 0;
        out->figure.grouped = 1;
    }
    return 1;
}

static int read_fraction(cursor *at, reading *out)
{
    uint32_t codepoint = peek(at);
    if (codepoint != '.' && codepoint != 0xFF0E)
        return 1;
    step(at);
    put(out, '.');
    return read_digits(at, out) > 0;
}

/* 万, 亿 and what they combine with, before a unit or alone. */
static size_t read_magnitude(base_str text, int *power)
{
    static const struct {
        const char *name;
        int power;
    } all[] = {{"万亿", 12}, {"百万", 6}, {"千万", 7}, {"万", 4}, {"亿", 8}};
    *power = 0;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        base_str name = base_str_c(all[i].name);
        if (base_str_starts(text, name)) {
            *power = all[i].power;
            return name.len;
        }
    }
    return 0;
}

/* The unit behind the figure. *power receives what a magnitude before the unit stands for; a
 * magnitude alone is the unit itself (3.7万 in a row of 元). 0 if something else stands there. */
static int read_unit(cursor *at, base_str row_unit, base_str *unit, int *power)
{
    base_str rest = base_str_from(at->text, at->offset);
    size_t length = text_unit_read(rest);
    if (row_unit.len > length && !text_unit_known(row_unit) && base_str_starts(rest, row_unit))
        length = row_unit.len; /* a unit of the form that is in no list */
    *power = 0;
    if (length == 0) {
        size_t head = read_magnitude(rest, power);
        size_t tail = text_unit_read(base_str_from(rest, head));
        if (head == 0 && rest.len > 0)
            return 0;
        *unit = tail > 0 ? base_str_n(rest.ptr + head, tail) : base_str_n(rest.ptr, head);
        if (tail == 0)
            *power = 0;
        at->offset += head + tail;
        return 1;
    }
    *unit = base_str_n(rest.ptr, length);
    at->offset += length;
    return 1;
}

/* The power of ten of a magnitude that stands alone as a unit. */
static int plain_power(base_str unit)
{
    int power;
    return read_magnitude(unit, &power) == unit.len ? power : 0;
}

/* Applies magnitude and units to the number as printed. */
static value_status convert(value_figure *figure, int power, base_str row_unit)
{
    int change = 0;
    value_status status = value_number_shift(figure->number, power, &figure->number);
    if (status != VALUE_OK || figure->unit.len == 0)
        return status;
    int alone = plain_power(figure->unit);
    int measured = text_unit_known(row_unit);
    if (measured && text_unit_power(figure->unit, row_unit, &change)) {
        figure->converted = change != 0 || power != 0;
        return value_number_shift(figure->number, change, &figure->number);
    }
    figure->foreign = alone == 0 && measured;
    return value_number_shift(figure->number, alone, &figure->number);
}

static int read_figure(cursor *at, reading *out, base_str row_unit)
{
    int power = 0;
    if (!skip_brackets(at))
        return 0;
    read_sign(at, out);
    if (!skip_brackets(at) || !read_whole(at, out) || !read_fraction(at, out) || !skip_brackets(at))
        return 0;
    if (at->offset < at->text.len &&
        (!read_unit(at, row_unit, &out->figure.unit, &power) || !skip_brackets(at)))
        return 0;
    if (at->offset < at->text.len || at->depth != 0 || out->count > MOST_DIGITS)
        return 0;
    return value_number_parse(base_str_n(out->digits, out->count), &out->figure.number) ==
               VALUE_OK &&
           convert(&out->figure, power, row_unit) == VALUE_OK;
}

/* 135, what most cells are: 1 if the rest of the reading can be spared. */
static int is_plain(base_str cell)
{
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] < '0' || cell.ptr[i] > '9')
            return 0;
    }
    return cell.len > 0 && cell.len <= MOST_DIGITS;
}

value_figure value_figure_read(base_str cell, base_str row_unit)
{
    reading out;
    value_figure none;
    memset(&out, 0, sizeof(out));
    memset(&none, 0, sizeof(none));
    none.number = out.figure.number = value_number_int(0);
    if (is_plain(cell) && value_number_parse(cell, &out.figure.number) == VALUE_OK)
        return out.figure;
    cell = text_trim(cell);
    none.state = state_of(cell);
    if (none.state != VALUE_NUMBER)
        return none;
    cursor at = {cell, 0, 0};
    if (read_figure(&at, &out, text_trim(row_unit)))
        return out.figure;
    none.state = VALUE_TEXT;
    return none;
}

const char *value_state_name(value_state state)
{
    static const char *const names[] = {"number", "blank", "dash", "text", "missing"};
    return (unsigned)state < sizeof(names) / sizeof(names[0]) ? names[state] : "text";
}

/* The power of ten of the last place of a plain decimal; with `significant` of the last that is
 * not 0 (1 if there is none: *zero). */
static int last_place(const char *text, int significant, int *zero)
{
    base_str digits = base_str_c(text);
    size_t point = base_str_find(digits, base_str_c("."), 0), last = digits.len;
    while (significant && last > 0 && (digits.ptr[last - 1] == '0' || digits.ptr[last - 1] == '.'))
        last--;
    *zero = last == 0;
    if (point == BASE_STR_NONE)
        point = digits.len;
    return last <= point ? (int)(point - last) : -(int)(last - point - 1);
}

static value_status parse(const char *digits, int power, int divisor, value_number *out)
{
    value_status status = value_number_parse(base_str_c(digits), out);
    if (status == VALUE_OK)
        status = value_number_shift(*out, power, out);
    if (status == VALUE_OK && divisor > 1)
        status = value_number_div(*out, value_number_int(divisor), out);
    return status;
}

/* low and high of a figure that may be off by `unit` on either side, or by `span` of them. */
static value_status spread(const text_quantity *quantity, value_number unit, value_range *out)
{
    value_number half;
    value_status status = value_number_mul(unit, value_number_int(quantity->span), &unit);
    switch (quantity->approx) {
    case TEXT_MORE:
        out->has_high = quantity->span > 0;
        out->low_open = !quantity->closed;
        out->high_open = 1;
        return status != VALUE_OK ? status : value_number_add(out->value, unit, &out->high);
    case TEXT_LESS:
        out->has_low = quantity->span > 0;
        out->high_open = !quantity->closed;
        if (status == VALUE_OK)
            status = value_number_sub(out->value, unit, &out->low);
        if (status == VALUE_OK)
            status = value_number_div(out->value, value_number_int(2), &half);
        if (status == VALUE_OK && value_number_cmp(out->low, half) < 0)
            out->low = half; /* 近100 is not 5 */
        return status;
    case TEXT_ABOUT:
    case TEXT_EXACT:
        break;
    }
    return status;
}

value_status value_range_of(const text_quantity *quantity, value_range *out)
{
    int zero, power = quantity->power, divisor = quantity->divisor;
    value_number unit;
    memset(out, 0, sizeof(*out));
    value_status status = parse(quantity->digits, power, divisor, &out->value);
    out->low = out->high = out->value;
    out->has_low = out->has_high = 1;
    int place = last_place(quantity->digits, 0, &zero);
    if (status == VALUE_OK)
        status = parse("1", place + power - (divisor > 1), divisor, &out->step);
    if (status == VALUE_OK && quantity->to_digits[0] != '\0')
        status = parse(quantity->to_digits, quantity->to_power, divisor, &out->high);
    if (status != VALUE_OK || quantity->approx == TEXT_EXACT)
        return status;
    place = last_place(quantity->digits, 1, &zero);
    status = parse(zero ? "0" : "1", place + power, divisor, &unit);
    if (status == VALUE_OK && quantity->approx != TEXT_ABOUT)
        return spread(quantity, unit, out);
    if (status == VALUE_OK)
        status = value_number_div(unit, value_number_int(2), &unit);
    if (status == VALUE_OK)
        status = value_number_sub(out->low, unit, &out->low);
    return status != VALUE_OK ? status : value_number_add(out->high, unit, &out->high);
}

value_status value_range_shift(value_range *range, int power)
{
    value_number *const all[] = {&range->value, &range->low, &range->high, &range->step};
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        value_status status = value_number_shift(*all[i], power, all[i]);
        if (status != VALUE_OK)
            return status;
    }
    return VALUE_OK;
}

/* An exact figure: the number rounded at its last place, half away from zero. */
static int rounds_to(const value_range *range, value_number number)
{
    value_number places;
    if (value_number_div(number, range->step, &places) != VALUE_OK ||
        value_number_round(places, 0, &places) != VALUE_OK ||
        value_number_mul(places, range->step, &places) != VALUE_OK)
        return -1;
    return value_number_cmp(places, range->value) == 0;
}

int value_range_agrees(const value_range *range, value_number number)
{
    if (range->has_low && range->has_high && value_number_cmp(range->low, range->high) == 0 &&
        !range->low_open && !range->high_open)
        return rounds_to(range, number);
    if (range->has_low) {
        int order = value_number_cmp(number, range->low);
        if (order < 0 || (order == 0 && range->low_open))
            return 0;
    }
    if (range->has_high) {
        int order = value_number_cmp(number, range->high);
        if (order > 0 || (order == 0 && range->high_open))
            return 0;
    }
    return 1;
}
