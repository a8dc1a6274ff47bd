/* Chinese and Arabic numerals: text_numeral of text/numbering.h. */
#include "text/class.h"
#include "text/numbering.h"
#include "text/utf8.h"

#define LARGEST 10000000000000000 /* 10^16 */

/* A digit, or from 10 on a unit; -1 for other characters. Beside what text_han_digit knows: 两,
 * circles written for 〇, formal digits, units, and 廿 卅 (20, 30). */
static int64_t han_value(uint32_t codepoint)
{
    switch (codepoint) {
    case 0x25CB: /* ○ ◯ */
    case 0x25EF:
        return 0;
    case 0x58F9: /* 壹 */
        return 1;
    case 0x4E24: /* 两 兩 贰 貳 */
    case 0x5169:
    case 0x8D30:
    case 0x8CB3:
        return 2;
    case 0x53C1: /* 叁 參 */
    case 0x53C4:
        return 3;
    case 0x8086: /* 肆 */
        return 4;
    case 0x4F0D: /* 伍 */
        return 5;
    case 0x9646: /* 陆 陸 */
    case 0x9678:
        return 6;
    case 0x67D2: /* 柒 */
        return 7;
    case 0x634C: /* 捌 */
        return 8;
    case 0x7396: /* 玖 */
        return 9;
    case 0x5341: /* 十 拾 */
    case 0x62FE:
        return 10;
    case 0x767E: /* 百 佰 */
    case 0x4F70:
        return 100;
    case 0x5343: /* 千 仟 */
    case 0x4EDF:
        return 1000;
    case 0x4E07: /* 万 萬 */
    case 0x842C:
        return 10000;
    case 0x4EBF: /* 亿 億 */
    case 0x5104:
        return 100000000;
    case 0x5EFF: /* 廿 */
        return 20;
    case 0x5345: /* 卅 */
        return 30;
    default:
        return text_han_digit(codepoint);
    }
}

int text_numeral_starts(uint32_t codepoint)
{
    return text_digit(codepoint) >= 0 || han_value(codepoint) >= 0;
}

static int64_t read_arabic(base_str text, size_t *length)
{
    size_t offset = 0;
    int64_t value = 0;
    *length = 0;
    while (offset < text.len) {
        int digit = text_digit(text_utf8_next(text, &offset));
        if (digit < 0)
            break;
        if (value <= LARGEST)
            value = value * 10 + digit;
        *length = offset;
    }
    return *length > 0 && value <= LARGEST ? value : -1;
}

/* A Chinese numeral being read, e.g. behind 一百二十三万四千: 1230000 in `high`, 4000 in `low`. */
typedef struct reading {
    int64_t high;  /* complete groups of 万 and 亿 */
    int64_t low;   /* the group being read */
    int64_t digit; /* waits for its unit; -1: none */
    int64_t unit;  /* the last one of the group; 10000 before the first */
    int64_t scale; /* of the last unit read, 0 directly after 零: 一百二 is 120, 一百零二 is 102 */
    int units;  /* how many were read */
    int digits; /* in a row without a unit */
} reading;

/* Takes one more character's value; 0 if the numeral ends before it, -1 if it is no numeral. */
static int take(reading *state, int64_t value)
{
    if (value < 10) {
        if (value == 0 && state->units > 0 && state->digit < 0) {
            state->scale = 0;
            return 1;
        }
        if (state->digits > 0 && state->units > 0)
            return 0;
        if (state->digits >= 12)
            return -1;
        state->digit = state->digits > 0 ? state->digit * 10 + value : value;
        state->digits++;
        return 1;
    }
    if (state->digits > 1)
        return -1;
    if (value < 10000) {
        if (value >= state->unit || state->digit == 0)
            return state->digits > 0 ? -1 : 0;
        if (state->digit < 0 && value != 10)
            return 0;
        state->low += (state->digit < 0 ? 1 : state->digit) * value;
        state->unit = value;
    } else {
        int64_t group = state->low + (state->digit > 0 ? state->digit : 0);
        int64_t all = value == 10000 ? group : state->high + group;
        if (all > LARGEST / value)
            return -1;
        if (all == 0 || (value == 10000 && state->high % 100000000 != 0))
            return state->digits > 0 ? -1 : 0;
        state->high = value == 10000 ? state->high + group * value : all * value;
        state->low = 0;
        state->unit = 10000;
    }
    state->scale = value;
    state->digit = -1;
    state->digits = 0;
    state->units++;
    return 1;
}

/* 廿 is 二十, 卅 is 三十; behind a digit neither can stand. */
static int take_tens(reading *state, int64_t value)
{
    if (state->digits > 0 || state->unit <= 10)
        return 0;
    int taken = take(state, value / 10);
    return taken > 0 ? take(state, 10) : taken;
}

static int64_t read_han(base_str text, size_t *length)
{
    reading state = {0, 0, -1, 10000, 0, 0, 0};
    size_t offset = 0;
    *length = 0;
    while (offset < text.len) {
        int64_t value = han_value(text_utf8_next(text, &offset));
        if (value < 0)
            break;
        int taken = value == 20 || value == 30 ? take_tens(&state, value) : take(&state, value);
        if (taken < 0)
            return -1;
        if (taken == 0)
            break;
        *length = offset;
    }
    if (*length == 0)
        return -1;
    int64_t rest = state.digit > 0 ? state.digit : 0;
    if (state.scale >= 100)
        rest *= state.scale / 10;
    int64_t total = state.high + state.low + rest;
    return total <= LARGEST ? total : -1;
}

int64_t text_numeral(base_str text, size_t *length)
{
    int64_t value = read_arabic(text, length);
    if (*length == 0)
        value = read_han(text, length);
    if (value < 0)
        *length = 0;
    return value;
}
