/* Numbers in prose: text_amount of text/prose.h. */
#include <stdio.h>

#include "text/class.h"
#include "text/numbering.h"
#include "text/prose.h"
#include "text/utf8.h"

#define MOST_DIGITS 40

static uint32_t peek(base_str text, size_t offset)
{
    return text_utf8_next(text, &offset);
}

static size_t after(base_str text, size_t offset)
{
    text_utf8_next(text, &offset);
    return offset;
}

static int digit_at(base_str text, size_t offset)
{
    return offset < text.len ? text_digit(peek(text, offset)) : -1;
}

static int is_point(uint32_t codepoint)
{
    return codepoint == '.' || codepoint == 0xFF0E;
}

int text_amount_arabic(base_str text, size_t start, text_amount *out)
{
    size_t offset = start, count = 0;
    int digit;
    memset(out, 0, sizeof(*out));
    out->start = start;
    for (;;) {
        if ((digit = digit_at(text, offset)) >= 0) {
            if (count == MOST_DIGITS)
                return 0;
            out->digits[count++] = (char)('0' + digit);
            out->whole += !out->decimal;
            offset = after(text, offset);
            continue;
        }
        uint32_t mark = offset < text.len ? peek(text, offset) : 0;
        size_t next = offset < text.len ? after(text, offset) : offset;
        if (is_point(mark) && digit_at(text, next) >= 0) {
            if (out->decimal)
                return 0;
            out->decimal = 1;
            out->digits[count++] = '.';
        } else if (mark == ',' && !out->decimal && digit_at(text, next) >= 0 &&
                   digit_at(text, next + 1) >= 0 && digit_at(text, next + 2) >= 0 &&
                   digit_at(text, next + 3) < 0 && (out->grouped || out->whole <= 3)) {
            out->grouped = 1;
        } else {
            break;
        }
        offset = next;
    }
    out->end = offset;
    return count > 0 && count < MOST_DIGITS;
}

size_t text_amount_magnitude(base_str text, size_t offset, int *power)
{
    static const struct {
        const char *name;
        int power;
    } all[] = {{"万亿", 12}, {"百亿", 10}, {"千亿", 11}, {"百万", 6}, {"千万", 7},
               {"万", 4},    {"亿", 8},    {"千", 3},    {"百", 2}};
    base_str rest = base_str_from(text, offset);
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        if (base_str_starts(rest, base_str_c(all[i].name))) {
            *power = all[i].power;
            return strlen(all[i].name);
        }
    }
    return 0;
}

int text_amount_chinese(base_str text, size_t start, int alone, text_amount *out)
{
    size_t length = 0;
    memset(out, 0, sizeof(*out));
    out->start = start;
    out->chinese = 1;
    int64_t value = text_numeral(base_str_from(text, start), &length);
    if (value >= 0)
        snprintf(out->digits, sizeof(out->digits), "%lld", (long long)value);
    else if (alone && (length = text_amount_magnitude(text, start, &out->power)) > 0)
        out->digits[0] = '1';
    else
        return 0;
    out->end = start + length;
    return 1;
}

int text_amount_starts(uint32_t codepoint)
{
    switch (codepoint) {
    case 0x5341: /* 十 两 百 千 万 亿 */
    case 0x4E24:
    case 0x767E:
    case 0x5343:
    case 0x4E07:
    case 0x4EBF:
        return 1;
    default:
        return text_han_digit(codepoint) >= 0;
    }
}

/* Past digits, points and separators. */
static size_t skip_arabic(base_str text, size_t offset)
{
    while (offset < text.len) {
        uint32_t codepoint = peek(text, offset);
        size_t next = after(text, offset);
        if (text_digit(codepoint) < 0 &&
            !((is_point(codepoint) || codepoint == ',') && digit_at(text, next) >= 0))
            break;
        offset = next;
    }
    return offset;
}

size_t text_amount_skip(base_str text, size_t offset)
{
    if (digit_at(text, offset) >= 0)
        return skip_arabic(text, offset);
    while (offset < text.len && text_amount_starts(peek(text, offset)))
        offset = after(text, offset);
    return offset;
}

int text_amount_is_year(const text_amount *amount)
{
    return amount->whole == 4 && !amount->decimal && !amount->grouped &&
           (memcmp(amount->digits, "19", 2) == 0 || memcmp(amount->digits, "20", 2) == 0);
}
