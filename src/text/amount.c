/* Numbers in prose: text_amount of text/prose.h. */
#include <stdio.h>

#include "text/class.h"
#include "text/numbering.h"
#include "text/prose.h"
#include "text/unit.h"
#include "text/utf8.h"

#define MOST_DIGITS 40
#define MOST_COMPOSITE 15 /* digits of 1万2千 and the like written out */

int text_digit_at(base_str text, size_t offset)
{
    return offset < text.len ? text_digit(text_peek(text, offset)) : -1;
}

static int is_point(uint32_t codepoint)
{
    return codepoint == '.' || codepoint == 0xFF0E;
}

/* Number of digits in a row at the offset, counted up to 4; *end is behind them. */
static int count_digits(base_str text, size_t offset, size_t *end)
{
    int count = 0;
    while (count < 4 && text_digit_at(text, offset) >= 0) {
        offset = text_after(text, offset);
        count++;
    }
    *end = offset;
    return count;
}

/* ',' for a separator of thousands that is one anywhere, ' ' for one that is one before a unit
 * only (， and spaces), 0 for others. */
static char separator(uint32_t codepoint)
{
    if (codepoint == ',')
        return ',';
    if (codepoint == 0xFF0C || codepoint == ' ' || codepoint == 0xA0 || codepoint == 0x2009 ||
        codepoint == 0x202F)
        return ' ';
    return 0;
}

/* Reads groups of three behind the first digits, all parted by `mark`. Returns their number. */
static int read_groups(base_str text, uint32_t mark, text_amount *out)
{
    size_t offset = out->end, count = strlen(out->digits), end;
    int groups = 0;
    while (offset < text.len && text_peek(text, offset) == mark && count + 4 < MOST_DIGITS) {
        size_t next = text_after(text, offset);
        if (count_digits(text, next, &end) != 3)
            break;
        while (next < end) {
            out->digits[count++] = (char)('0' + text_digit_at(text, next));
            next = text_after(text, next);
        }
        offset = end;
        groups++;
    }
    out->digits[count] = '\0';
    out->end = offset;
    return groups;
}

static int starts_unit(base_str text, size_t offset)
{
    static const char *const hedges[] = {"余", "多", NULL};
    int power;
    offset = text_skip_space(text, offset);
    return text_unit_read(base_str_from(text, offset)) > 0 ||
           text_amount_magnitude(text, offset, &power) > 0 ||
           text_word_at(text, offset, hedges) > 0;
}

/* 1 if the number is one of several: 分别为5，100，200件. */
static int is_listed(base_str text, size_t start)
{
    static const char *const lists[] = {"分别为", "分别是", "分别", "依次为", NULL};
    size_t before = text_back_space(text, start), mark = before;
    uint32_t left = text_utf8_previous(text, &mark);
    return text_word_before(text, before, lists) > 0 ||
           (separator(left) != 0 && text_digit(text_previous(text, mark)) >= 0);
}

/* Thousands separators behind the first digits; leaves `out` alone where there are none. */
static void read_grouping(base_str text, text_amount *out)
{
    text_amount grouped = *out;
    uint32_t mark = out->end < text.len ? text_peek(text, out->end) : 0;
    char kind = separator(mark);
    if (kind == 0 || out->whole > 3 || out->digits[0] == '0' ||
        (kind == ' ' && is_listed(text, out->start)))
        return;
    int groups = read_groups(text, mark, &grouped);
    if (groups == 0)
        return;
    grouped.grouped = 1;
    grouped.whole += 3 * groups;
    size_t end = grouped.end;
    if (is_point(text_peek(text, end)) && text_digit_at(text, text_after(text, end)) >= 0)
        end = text_amount_skip(text, text_after(text, end));
    if (kind == ' ' && !starts_unit(text, end))
        return;
    *out = grouped;
}

/* A run of digits into `digits` at *count. 0 if there are too many. */
static int read_digits(base_str text, text_amount *out, size_t *count)
{
    int digit;
    while ((digit = text_digit_at(text, out->end)) >= 0) {
        if (*count == MOST_DIGITS)
            return 0;
        out->digits[(*count)++] = (char)('0' + digit);
        out->end = text_after(text, out->end);
    }
    return 1;
}

int text_amount_arabic(base_str text, size_t start, text_amount *out)
{
    size_t count = 0;
    memset(out, 0, sizeof(*out));
    out->start = out->end = start;
    if (!read_digits(text, out, &count) || count == 0)
        return 0;
    out->whole = (int)count;
    read_grouping(text, out);
    count = strlen(out->digits);
    if (out->end < text.len && is_point(text_peek(text, out->end)) &&
        text_digit_at(text, text_after(text, out->end)) >= 0 && count < MOST_DIGITS) {
        out->decimal = 1;
        out->digits[count++] = '.';
        out->end = text_after(text, out->end);
        if (!read_digits(text, out, &count))
            return 0;
        if (out->end < text.len && is_point(text_peek(text, out->end)) &&
            text_digit_at(text, text_after(text, out->end)) >= 0)
            return 0; /* 192.168.1.1 */
    }
    return count < MOST_DIGITS;
}

size_t text_amount_magnitude(base_str text, size_t offset, int *power)
{
    static const struct {
        const char *name;
        int power;
    } all[] = {{"万亿", 12}, {"十万", 5}, {"十亿", 9}, {"百亿", 10}, {"千亿", 11},
               {"百万", 6},  {"千万", 7}, {"万", 4},   {"亿", 8},    {"千", 3},
               {"百", 2},    {"萬", 4},   {"億", 8}};
    base_str rest = base_str_from(text, offset);
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        if (base_str_starts(rest, base_str_c(all[i].name))) {
            *power = all[i].power;
            return strlen(all[i].name);
        }
    }
    return 0;
}

/* A whole number of at most 9 digits at the offset, in *value; the offset behind it, 0 if none. */
static size_t read_short(base_str text, size_t offset, int64_t *value, int *count)
{
    int digit;
    *value = 0;
    *count = 0;
    while ((digit = text_digit_at(text, offset)) >= 0 && *count < 9) {
        *value = *value * 10 + digit;
        offset = text_after(text, offset);
        (*count)++;
    }
    return *count > 0 && text_digit_at(text, offset) < 0 ? offset : 0;
}

static int64_t ten_to(int power)
{
    int64_t result = 1;
    while (power-- > 0)
        result *= 10;
    return result;
}

void text_amount_combine(base_str text, text_amount *amount)
{
    int64_t total, value;
    int count, last, power;
    size_t end = read_short(text, amount->start, &total, &count), next, length;
    if (end == 0 || end != amount->end || count + 8 > MOST_COMPOSITE ||
        (length = text_amount_magnitude(text, end, &last)) == 0 || last > 8)
        return;
    total *= ten_to(last);
    end += length;
    int parts = 0;
    while ((next = read_short(text, end, &value, &count)) != 0) {
        length = text_amount_magnitude(text, next, &power);
        if (length == 0)
            power = 0;
        if (value >= ten_to(last) || (length > 0 && (power >= last || count + power > last)))
            break;
        total += value * ten_to(power);
        end = next + length;
        last = power;
        parts++;
        if (length == 0)
            break;
    }
    if (parts == 0)
        return;
    snprintf(amount->digits, sizeof(amount->digits), "%lld", (long long)total);
    amount->end = end;
    amount->composite = 1;
    amount->whole = (int)strlen(amount->digits);
}

/* The digit 一 … 九 or 两 at the offset, else 0. */
static int digit_of(base_str text, size_t offset)
{
    if (offset >= text.len)
        return 0;
    uint32_t codepoint = text_peek(text, offset);
    int digit = text_han_digit(codepoint);
    return codepoint == 0x4E24 ? 2 : digit > 0 ? digit : 0;
}

/* 两三, 三五, 七八十, 十五六, 三四百: two digits in a row that follow each other are a guess. */
static int read_guess(base_str text, size_t start, text_amount *out)
{
    size_t offset = start;
    int64_t head = 0;
    int power = 0;
    if (text_peek(text, offset) == 0x5341) { /* 十 */
        head = 10;
        offset = text_after(text, offset);
    }
    int low = digit_of(text, offset);
    size_t next = low > 0 ? text_after(text, offset) : offset;
    int high = low > 0 ? digit_of(text, next) : 0;
    if (high == 0 || !(high == low + 1 || (low == 3 && high == 5)))
        return 0;
    size_t end = text_after(text, next);
    if (digit_of(text, end) > 0)
        return 0;
    if (head == 0 && text_peek(text, end) == 0x5341 && digit_of(text, text_after(text, end)) == 0) {
        power = 1;
        end = text_after(text, end);
    }
    int more = 0;
    size_t length = text_amount_magnitude(text, end, &more);
    snprintf(out->digits, sizeof(out->digits), "%lld",
             (long long)((head + low) * ten_to(power + more)));
    snprintf(out->to_digits, sizeof(out->to_digits), "%lld",
             (long long)((head + high) * ten_to(power + more)));
    out->end = end + length;
    return 1;
}

/* 半 before a unit of time or 个. */
static int read_half(base_str text, size_t start, text_amount *out)
{
    static const char *const halves[] = {"半年", "半个", "半天", "半小时", "半日", "半亩", NULL};
    static const char *const bounds[] = {"上", "下", "前", "后", "大", "小", "多",
                                         "过", "一", "北", "南", "东", "西", NULL};
    if (text_word_at(text, start, halves) == 0 || text_word_before(text, start, bounds) > 0)
        return 0;
    memcpy(out->digits, "0.5", 4);
    out->end = start + strlen("半");
    return 1;
}

int text_amount_chinese(base_str text, size_t start, int alone, text_amount *out)
{
    size_t length = 0;
    memset(out, 0, sizeof(*out));
    out->start = start;
    out->chinese = 1;
    if (read_half(text, start, out) || read_guess(text, start, out))
        return 1;
    int64_t value = text_numeral(base_str_from(text, start), &length);
    if (value >= 0) {
        snprintf(out->digits, sizeof(out->digits), "%lld", (long long)value);
        out->alone = length == strlen("十") && value == 10;
    } else if (alone && (length = text_amount_magnitude(text, start, &out->power)) > 0) {
        out->digits[0] = '1';
        out->alone = 1;
    } else {
        return 0;
    }
    out->end = start + length;
    return 1;
}

/* Past digits, points and separators. */
static size_t skip_arabic(base_str text, size_t offset)
{
    while (offset < text.len) {
        uint32_t codepoint = text_peek(text, offset);
        size_t next = text_after(text, offset);
        if (text_digit(codepoint) < 0 &&
            !((is_point(codepoint) || codepoint == ',') && text_digit_at(text, next) >= 0))
            break;
        offset = next;
    }
    return offset;
}

size_t text_amount_skip(base_str text, size_t offset)
{
    if (text_digit_at(text, offset) >= 0)
        return skip_arabic(text, offset);
    while (offset < text.len && text_amount_starts(text_peek(text, offset)))
        offset = text_after(text, offset);
    return offset;
}

int text_amount_is_year(const text_amount *amount)
{
    return amount->whole == 4 && !amount->decimal && !amount->grouped && !amount->composite &&
           (memcmp(amount->digits, "19", 2) == 0 || memcmp(amount->digits, "20", 2) == 0);
}
