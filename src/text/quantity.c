/* The scan for quantities: text_quantity_next of text/quantity.h. */
#include "text/quantity.h"

#include <stdlib.h>

#include "text/class.h"
#include "text/date.h"
#include "text/numbering.h"
#include "text/prose.h"
#include "text/unit.h"
#include "text/utf8.h"

#define LONGEST_TITLE 600 /* bytes; 《 and 》 further apart belong to no title */

const char *text_approx_name(text_approx approx)
{
    static const char *const names[] = {"exact", "more", "less", "about"};
    return (unsigned)approx < sizeof(names) / sizeof(*names) ? names[approx] : "exact";
}

const char *text_quantity_kind_name(text_quantity_kind kind)
{
    static const char *const names[] = {"bare",   "count", "money",    "percent",
                                        "points", "ratio", "duration", "measure"};
    return (unsigned)kind < sizeof(names) / sizeof(*names) ? names[kind] : "bare";
}

/* 1 if 《 or 》 stands at the byte: E3 80 8A or E3 80 8B. */
static int is_title_mark(base_str text, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    return (bytes[2] & 0xFE) == 0x8A && bytes[0] == 0xE3 && bytes[1] == 0x80;
}

/* 1 if the offset stands behind 《 without 》 between. */
static int in_title(base_str text, size_t offset)
{
    size_t at = offset > LONGEST_TITLE ? offset - LONGEST_TITLE : 0;
    const char *mark;
    int opened = 0;
    while (at + 3 <= offset && (mark = memchr(text.ptr + at, 0xE3, offset - 2 - at)) != NULL) {
        at = (size_t)(mark - text.ptr);
        if (is_title_mark(text, at))
            opened = (unsigned char)text.ptr[at + 2] == 0x8A;
        at++;
    }
    return opened;
}

/* Offset behind the 》 that ends the title at the offset; `offset` itself if it has no near end. */
static size_t skip_title(base_str text, size_t offset)
{
    size_t most = text.len - offset > LONGEST_TITLE ? offset + LONGEST_TITLE : text.len;
    for (size_t at = offset; at + 3 <= most; at++) {
        if (is_title_mark(text, at) && (unsigned char)text.ptr[at + 2] == 0x8B)
            return at + 3;
    }
    return offset;
}

static text_quantity_kind kind_of(base_str unit)
{
    static const text_quantity_kind kinds[] = {
        [TEXT_UNIT_MEASURE] = TEXT_MEASURE, [TEXT_UNIT_COUNT] = TEXT_COUNT,
        [TEXT_UNIT_MONEY] = TEXT_MONEY,     [TEXT_UNIT_PERCENT] = TEXT_PERCENT,
        [TEXT_UNIT_POINTS] = TEXT_POINTS,   [TEXT_UNIT_SHARE] = TEXT_RATIO,
        [TEXT_UNIT_PERIOD] = TEXT_DURATION};
    return unit.len == 0 ? TEXT_BARE : kinds[text_unit_kind_of(unit)];
}

static void take_hedge(base_str text, const text_hedge *hedge, text_quantity *out)
{
    if (out->approx == TEXT_LESS && hedge->approx == TEXT_MORE) { /* 近200余件 */
        out->approx = TEXT_ABOUT;
        out->span = 0;
    } else if (out->approx == TEXT_EXACT || hedge->approx == TEXT_MORE) {
        out->approx = hedge->approx;
        out->closed = hedge->closed != 0;
        out->span = hedge->span;
    }
    out->word = base_str_n(text.ptr + hedge->start, hedge->end - hedge->start);
}

/* The unit, with a magnitude before it (power), that stands behind a figure. *end moves behind. */
static size_t read_unit(base_str text, const text_amount *number, size_t *end, int *power)
{
    text_hedge hedge;
    size_t next = text_skip_space(text, *end);
    size_t length = text_quantity_unit(text, next, number);
    *power = 0;
    if (length == 0) {
        size_t magnitude = text_amount_magnitude(text, next, power);
        if (magnitude == 0)
            return 0;
        *end = next + magnitude;
        if (text_hedge_inside(text, *end, &hedge))
            *end = hedge.end;
        next = text_skip_space(text, *end);
        length = text_quantity_unit(text, next, number);
    }
    if (length > 0)
        *end = next + length;
    return length;
}

/* 两年半, 3个半小时: half a unit more. */
static void add_half(base_str text, size_t *end, base_str *unit, text_quantity *out)
{
    static const char *const inside[] = {"个半月", "个半小时", NULL};
    static const char *const after[] = {"年半", "天半", "倍半", NULL};
    size_t start = (size_t)(unit->ptr - text.ptr), used = strlen(out->digits);
    size_t length = text_word_at(text, start, inside);
    if (length == 0 && (length = text_word_at(text, start, after)) == 0)
        return;
    if (base_str_find(base_str_c(out->digits), base_str_c("."), 0) != BASE_STR_NONE ||
        used + 3 > sizeof(out->digits) || out->power != 0)
        return;
    memcpy(out->digits + used, ".5", 3);
    if (text_word_at(text, start, inside) > 0)
        *unit = base_str_n(text.ptr + start + strlen("个半"), length - strlen("个半"));
    *end = start + length;
}

/* The figure from its first digit that is no zero. *places: how many stand before the point then,
 * less than none after zeros behind it. */
static base_str leading(const char *digits, int power, long *places)
{
    size_t length = strlen(digits), zeros = strspn(digits, "0.");
    size_t whole = strcspn(digits, ".");
    *places = (long)whole - (long)zeros + power + (zeros > whole);
    return base_str_n(digits + zeros, length - zeros);
}

/* 1 if the first figure is below the second. */
static int is_rising(const text_quantity *range)
{
    long low_places, high_places;
    base_str low = leading(range->digits, range->power, &low_places);
    base_str high = leading(range->to_digits, range->to_power, &high_places);
    if (range->digits[0] == '-' || low.len == 0 || high.len == 0)
        return range->digits[0] == '-' || high.len > 0;
    if (low_places != high_places)
        return low_places < high_places;
    size_t a = 0, b = 0;
    while (a < low.len && b < high.len) {
        a += low.ptr[a] == '.';
        b += high.ptr[b] == '.';
        if (a == low.len || b == high.len || low.ptr[a] != high.ptr[b])
            break;
        a++;
        b++;
    }
    return b < high.len && (a == low.len || low.ptr[a] < high.ptr[b]);
}

/* A dash or 至 and a second figure behind the first, which has the unit `unit` (empty: none) and
 * ends at out->end. 从3件到5件 and 5至3 are two figures. */
static void read_range(base_str text, const text_amount *first, text_quantity *out)
{
    static const char *const signs[] = {"-",  "－", "—", "–",  "~", "～",
                                        "至", "到", "―", "〜", NULL};
    static const char *const from[] = {"从", "由", "自", NULL};
    text_amount second;
    size_t next = text_skip_space(text, out->end), length = text_word_at(text, next, signs);
    int power = 0;
    if (length == 0 || text_word_before(text, text_back_space(text, first->start), from) > 0)
        return;
    next = text_skip_space(text, next + length);
    int read = text_digit_at(text, next) >= 0
                   ? text_amount_arabic(text, next, &second)
                   : first->chinese && text_amount_chinese(text, next, 0, &second);
    if (!read || second.to_digits[0] != '\0' || text_amount_is_year(&second))
        return;
    text_amount_combine(text, &second);
    size_t end = second.end, unit = read_unit(text, &second, &end, &power);
    text_quantity both = *out;
    base_str name = base_str_n(text.ptr + end - unit, unit);
    memcpy(both.to_digits, second.digits, sizeof(both.to_digits));
    both.to_power = second.power + power;
    if (out->unit.len == 0 && out->power == 0)
        both.power = both.to_power; /* 10～20万条 */
    if (unit == 0 || (out->unit.len > 0 && !base_str_eq(out->unit, name)) || !is_rising(&both))
        return;
    both.unit = name;
    both.end = end;
    *out = both;
}

/* 1 if a figure without a unit is a quantity: 5万, 三千余, 申请数为0. */
static int is_size(base_str text, const text_amount *number, const text_quantity *found, int power)
{
    if (!number->chinese)
        return power != 0 || number->composite || text_is_bare_quantity(text, number);
    return found->span > 0 && number->end - number->start >= strlen("三千") &&
           !text_is_han(text_peek(text, found->end));
}

/* Unit, magnitude and approximation behind the number. 0 if it is no quantity. */
static int complete(base_str text, const text_amount *number, text_quantity *out)
{
    text_hedge hedge;
    int power = 0;
    size_t end = number->end, unit;
    if (text_hedge_inside(text, end, &hedge)) {
        take_hedge(text, &hedge, out);
        end = hedge.end;
    }
    size_t before = end;
    unit = read_unit(text, number, &end, &power);
    if (power != 0 &&
        text_hedge_inside(text,
                          text_skip_space(text, before) +
                              text_amount_magnitude(text, text_skip_space(text, before), &power),
                          &hedge))
        take_hedge(text, &hedge, out);
    out->power = number->power + power;
    out->to_power = out->to_digits[0] != '\0' ? out->power : 0;
    out->unit = base_str_n(text.ptr + end - unit, unit);
    out->end = end;
    if (number->chinese && unit > 0 && text_is_figure_of_speech(text, number, end - unit, unit))
        return 0;
    if (unit > 0)
        add_half(text, &out->end, &out->unit, out);
    if (out->to_digits[0] == '\0' && out->approx == TEXT_EXACT)
        read_range(text, number, out);
    if (out->unit.len == 0 && !is_size(text, number, out, power))
        return 0;
    if (text_hedge_after(text, out->end, &hedge)) {
        take_hedge(text, &hedge, out);
        out->end = hedge.end;
    }
    return 1;
}

/* A sign before the number that belongs to it; *start moves to it. */
static int read_sign(base_str text, size_t *start)
{
    size_t before = *start;
    if (before == 0)
        return 0;
    uint32_t sign = text_utf8_previous(text, &before);
    if (sign != '-' && sign != 0xFF0D && sign != 0x2212)
        return 0;
    uint32_t left = text_previous(text, before);
    if (before > 0 && !text_is_han(left) && !text_is_open(left) && left != 0xFF1A)
        return 0;
    *start = before;
    return 1;
}

static int read_number(base_str text, size_t offset, text_amount *out)
{
    return text_digit_at(text, offset) >= 0 ? text_amount_arabic(text, offset, out)
                                            : text_amount_chinese(text, offset, 0, out);
}

static int small(const text_amount *number)
{
    return number->decimal || strlen(number->digits) > 2 ? 0 : atoi(number->digits);
}

/* 2/3 at the offset; not 2019/1/2, 24/7, 件/次. */
static int read_slash(base_str text, size_t offset, text_quantity *out)
{
    static const char *const slashes[] = {"/", "／", NULL};
    text_amount top, bottom;
    if (text_digit_at(text, offset) < 0 || !text_amount_arabic(text, offset, &top))
        return 0;
    size_t slash = text_word_at(text, top.end, slashes);
    if (slash == 0 || text_digit_at(text, top.end + slash) < 0 ||
        !text_amount_arabic(text, top.end + slash, &bottom))
        return 0;
    uint32_t left = text_previous(text, offset), right = text_peek(text, bottom.end);
    if (small(&top) < 1 || small(&bottom) <= small(&top) || right == '/' || right == 0xFF0F ||
        (offset > 0 && left < 0x80 && left != ' ') || (right > 0 && right < 0x80 && right != ' '))
        return 0;
    memcpy(out->digits, top.digits, sizeof(out->digits));
    out->divisor = small(&bottom);
    out->kind = TEXT_RATIO;
    out->end = bottom.end;
    return 1;
}

/* 百分之五, 三分之一, 1/3, 一半 at the offset. */
static int read_part(base_str text, size_t offset, text_quantity *out)
{
    static const char *const hundredth[] = {"百分之", NULL};
    static const char *const thousandth[] = {"千分之", NULL};
    static const char *const half[] = {"一半", "半数", NULL};
    static const char *const over[] = {"分之", NULL};
    text_amount number, bottom;
    size_t length;
    memset(out, 0, sizeof(*out));
    out->start = offset;
    out->divisor = 1;
    if (read_slash(text, offset, out))
        return 1;
    if ((length = text_word_at(text, offset, half)) > 0) {
        memcpy(out->digits, "0.5", 4);
        out->end = offset + length;
        out->kind = TEXT_RATIO;
        return 1;
    }
    if ((length = text_word_at(text, offset, hundredth)) > 0)
        out->unit = base_str_c("%");
    else if ((length = text_word_at(text, offset, thousandth)) > 0)
        out->unit = base_str_c("‰");
    out->kind = length > 0 ? TEXT_PERCENT : TEXT_RATIO;
    if (length == 0) {
        if (!read_number(text, offset, &bottom) || bottom.decimal || strlen(bottom.digits) > 5 ||
            (length = text_word_at(text, bottom.end, over)) == 0)
            return 0;
        out->divisor = 0;
        for (const char *digit = bottom.digits; *digit != '\0'; digit++)
            out->divisor = out->divisor * 10 + (*digit - '0');
        length += bottom.end - offset;
    }
    if (out->divisor == 0 || !read_number(text, text_skip_space(text, offset + length), &number))
        return 0;
    memcpy(out->digits, number.digits, sizeof(out->digits));
    memcpy(out->to_digits, number.to_digits, sizeof(out->to_digits));
    out->end = number.end;
    return 1;
}

/* The words between a verb of change and the figure: 增长了约9.8%. */
static text_change read_change(base_str text, size_t offset)
{
    static const char *const rises[] = {"增长", "增加", "上升", "提高", "提升",
                                        "增幅", "新增", "增",   "多",   NULL};
    static const char *const falls[] = {"下降", "减少", "降低", "降幅", "缩减", "压减",
                                        "下滑", "回落", "下跌", "降",   "少",   NULL};
    static const char *const links[] = {"了", "约", "近", "达", "为", "率", "幅度", "到达", NULL};
    size_t length;
    offset = text_back_space(text, offset);
    for (int i = 0; i < 3 && (length = text_word_before(text, offset, links)) > 0; i++)
        offset = text_back_space(text, offset - length);
    if (text_word_before(text, offset, rises) > 0)
        return TEXT_RISE;
    return text_word_before(text, offset, falls) > 0 ? TEXT_FALL : TEXT_NO_CHANGE;
}

/* A word of approximation before the offset that does not belong to what stands before `from`:
 * 65%左右百次. */
static int hedge_between(base_str text, size_t from, size_t offset, text_hedge *out)
{
    return text_hedge_before(text, offset, out) && out->start >= from;
}

/* The word of approximation before the number, and what the quantity is. */
static void finish(base_str text, size_t from, const text_amount *number, text_quantity *out)
{
    text_hedge hedge, own;
    int lone = number != NULL && number->alone;
    if (out->unit.len > 0 || number != NULL)
        out->kind = kind_of(out->unit);
    if (hedge_between(text, from, out->start, &hedge) &&
        (lone || !text_hedge_is_weak(text, &hedge)) &&
        !(hedge.approx == TEXT_LESS && hedge.span > 0 && out->kind == TEXT_DURATION)) {
        own.approx = out->approx;
        own.closed = out->closed;
        own.span = out->span;
        base_str word = out->word;
        out->approx = TEXT_EXACT;
        out->closed = 0;
        out->span = 0;
        take_hedge(text, &hedge, out);
        if (own.approx != TEXT_EXACT) {
            own.start = (size_t)(word.ptr - text.ptr);
            own.end = own.start + word.len;
            take_hedge(text, &own, out);
        }
        out->start = hedge.start;
    }
    out->change = read_change(text, out->start);
}

/* The quantity whose number starts at the offset; it begins at `from` or later. */
static int read_quantity(base_str text, size_t from, size_t offset, text_quantity *out)
{
    text_amount number;
    text_hedge hedge;
    memset(out, 0, sizeof(*out));
    out->divisor = 1;
    int chinese = text_digit_at(text, offset) < 0;
    if (!(chinese ? text_amount_chinese(text, offset, 1, &number)
                  : text_amount_arabic(text, offset, &number)))
        return 0;
    if (!chinese)
        text_amount_combine(text, &number);
    memcpy(out->digits, number.digits, sizeof(out->digits));
    memcpy(out->to_digits, number.to_digits, sizeof(out->to_digits));
    if (text_is_designation(text, &number) || !complete(text, &number, out))
        return 0;
    if (chinese && text_in_quotes(text, offset))
        return 0;
    if (number.power > 0 && out->approx == TEXT_EXACT && !hedge_between(text, from, offset, &hedge))
        return 0; /* 百件 alone is no figure */
    out->start = offset;
    if (!chinese && read_sign(text, &out->start)) {
        memmove(out->digits + 1, out->digits, sizeof(out->digits) - 2);
        out->digits[0] = '-';
        out->digits[sizeof(out->digits) - 1] = '\0';
    }
    finish(text, from, &number, out);
    return 1;
}

static int read_fraction(base_str text, size_t from, size_t offset, text_quantity *out)
{
    if (!read_part(text, offset, out))
        return 0;
    text_hedge hedge;
    finish(text, from, NULL, out);
    if (text_hedge_after(text, out->end, &hedge)) {
        take_hedge(text, &hedge, out);
        out->end = hedge.end;
    }
    return 1;
}

/* Past what is no quantity at the offset, which begins no number; the offset behind it. */
static size_t step_over(base_str text, size_t offset, uint32_t codepoint)
{
    if (codepoint == 0x300A) /* 《 */
        return skip_title(text, text_after(text, offset));
    if (codepoint == 0x7B2C) /* 第 */
        return text_ordinals_end(text, offset);
    if ((codepoint | 0x20) >= 'a' && (codepoint | 0x20) <= 'z') {
        size_t end = text_address_end(text, offset);
        if (end > offset)
            return end;
    }
    return text_after(text, offset);
}

/* 1 for what does not only lead to the next character: numerals and 第. */
static int may_begin(uint32_t codepoint)
{
    return text_amount_starts(codepoint) || codepoint == 0x7B2C;
}

int text_quantity_next(base_str text, size_t start, text_quantity *out)
{
    text_date date;
    size_t end, from = start;
    text_numbering number = text_numbering_read(text);
    if (number.style != TEXT_NUMBER_NONE && start < number.length)
        start = number.length;
    if (in_title(text, start))
        start = skip_title(text, start);
    while ((start = text_skip_han(text, start, text.len, may_begin)) < text.len) {
        uint32_t codepoint = text_peek(text, start);
        if (text_digit(codepoint) < 0 && !text_amount_starts(codepoint))
            start = step_over(text, start, codepoint);
        else if ((end = text_fixed_end(text, start)) > 0)
            start = end;
        else if (read_fraction(text, from, start, out))
            return 1;
        else if (text_date_at(text, start, &date))
            start = date.end;
        else if (read_quantity(text, from, start, out))
            return 1;
        else
            start = text_amount_skip(text, start);
    }
    return 0;
}
