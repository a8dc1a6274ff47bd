/* Chinese numerals against an independent writer: a million numbers of 0 to 10^12, in every
 * spelling: 二 and 两, 零 and 〇, formal digits, 十 and 一十, 廿, with and without an optional 零,
 * 一百二 for 120, digit by digit, Arabic and full-width. The writer goes by decimal places, the
 * reader by words. */
#include "test.h"

#include <inttypes.h>
#include <stdio.h>

#include "text/numbering.h"

#define SAMPLES 1000000
#define LARGEST UINT64_C(1000000000000)

typedef struct style {
    int formal, liang, round_zero, bare_ten, twenty, optional_zero, shorthand;
} style;

typedef struct writer {
    char text[256];
    size_t used;
} writer;

static void put(writer *out, const char *word)
{
    out->used += (size_t)snprintf(out->text + out->used, sizeof(out->text) - out->used, "%s", word);
}

static uint64_t next_random(uint64_t *state)
{
    uint64_t x = *state; /* xorshift64* */
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    *state = x;
    return x * UINT64_C(2685821657736338717);
}

/* The digit of a decimal place. */
static int digit_of(uint64_t number, int place)
{
    while (place-- > 0)
        number /= 10;
    return (int)(number % 10);
}

static const char *digit_name(int digit, int place, const style *as)
{
    static const char *const plain[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char *const formal[] = {"零", "壹", "贰", "叁", "肆",
                                         "伍", "陆", "柒", "捌", "玖"};
    if (as->formal)
        return formal[digit];
    return digit == 2 && as->liang && place % 4 != 1 && place > 0 ? "两" : plain[digit];
}

/* 千 百 十 of a digit, then nothing. */
static const char *place_name(int place, const style *as)
{
    static const char *const plain[] = {"", "十", "百", "千"};
    static const char *const formal[] = {"", "拾", "佰", "仟"};
    return (as->formal ? formal : plain)[place % 4];
}

/* The lowest place with a digit that is not 0. */
static int lowest_place(uint64_t number)
{
    int place = 0;
    while (number > 0 && digit_of(number, place) == 0)
        place++;
    return place;
}

static void write_digit(writer *out, uint64_t number, int place, const style *as)
{
    int digit = digit_of(number, place), first = out->used == 0;
    if (place % 4 == 1 && digit == 1 && !as->formal && (first || as->bare_ten)) {
        put(out, first && !as->bare_ten ? "一十" : "十");
    } else if (place % 4 == 1 && as->twenty && !as->formal && (digit == 2 || digit == 3)) {
        put(out, digit == 2 ? "廿" : "卅");
    } else {
        put(out, digit_name(digit, place, as));
        if (!(as->shorthand && place == lowest_place(number)))
            put(out, place_name(place, as));
    }
}

/* 1 if 零 stands before the digit at the place: zeros were passed since the last one, at `above`.
 */
static int wants_zero(int above, int place, const style *as)
{
    if (above < 0 || above == place + 1)
        return 0;
    return place % 4 != 3 || as->optional_zero;
}

static void write_number(writer *out, uint64_t number, const style *as)
{
    static const char *const groups[] = {"", "万", "亿", "万亿"};
    int above = -1, open = 0;
    out->used = 0;
    if (number == 0)
        put(out, as->round_zero ? "〇" : "零");
    for (int place = 12; place >= 0; place--) {
        if (digit_of(number, place) != 0) {
            if (wants_zero(above, place, as))
                put(out, as->round_zero && !as->formal ? "〇" : "零");
            write_digit(out, number, place, as);
            above = place;
            open = 1;
        }
        if (place % 4 == 0 && open) {
            /* 一亿二: what was shortened has no group's name either */
            if (!(as->shorthand && lowest_place(number) % 4 == 3 &&
                  lowest_place(number) / 4 == place / 4))
                put(out, groups[place / 4]);
            open = 0;
        }
    }
}

/* 一百二, 一万二: the last figure stands right behind a named place. */
static int can_shorten(uint64_t number)
{
    int place = lowest_place(number);
    if (number == 0 || place == 0 || digit_of(number, place + 1) == 0)
        return 0;
    return place < 4 || place % 4 == 3;
}

static void expect_number(const char *text, uint64_t number)
{
    char with_unit[300];
    size_t length = 0;
    snprintf(with_unit, sizeof(with_unit), "%s件", text);
    int64_t got = text_numeral(base_str_c(with_unit), &length);
    if (got != (int64_t)number || length != strlen(text))
        fail_msg("%s is %" PRIu64 ", read %" PRId64 ", %zu bytes", text, number, got, length);
}

static void write_places(writer *out, uint64_t number, int kind)
{
    static const char *const digits[3][10] = {
        {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"},
        {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"},
        {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}};
    int place = 12;
    out->used = 0;
    while (place > 0 && digit_of(number, place) == 0)
        place--;
    for (; place >= 0; place--)
        put(out, digits[kind][digit_of(number, place)]);
}

/* As many numbers of each length as of any other, and many zeros in them. */
static uint64_t sample(uint64_t *state)
{
    static const uint64_t scales[] = {10,         100,         1000,         10000,
                                      100000,     1000000,     10000000,     100000000,
                                      1000000000, 10000000000, 100000000000, LARGEST + 1};
    uint64_t number = next_random(state) % scales[next_random(state) % 12], mask = 1;
    for (uint64_t drop = next_random(state); drop % 3 != 0; drop /= 3) {
        mask *= 10;
        uint64_t part = number / mask % 10 * mask;
        number -= drop % 3 == 1 ? part : 0;
    }
    return number;
}

static void check(uint64_t number, uint64_t bits)
{
    style as = {(bits & 7) == 7,
                bits >> 3 & 1,
                bits >> 4 & 1,
                bits >> 5 & 1,
                (bits >> 6 & 3) == 3,
                bits >> 8 & 1,
                0};
    writer out;
    int kind = (int)(bits >> 9 & 7);
    if (kind < 3 && (kind < 2 || number < LARGEST / 10)) {
        write_places(&out, number, kind);
    } else {
        as.shorthand = kind == 3 && !as.formal && !as.optional_zero && can_shorten(number);
        write_number(&out, number, &as);
    }
    expect_number(out.text, number);
}

static void reads_every_spelling(void **state)
{
    uint64_t seed = UINT64_C(88172645463325252);
    (void)state;
    for (int i = 0; i < SAMPLES; i++) {
        uint64_t number = sample(&seed);
        check(number, next_random(&seed));
    }
}

static void reads_the_small_and_the_round(void **state)
{
    (void)state;
    for (uint64_t number = 0; number < 12000; number++)
        check(number, UINT64_C(7) << 9 | (number * 37 & 0x1F8));
    for (uint64_t number = 1; number <= LARGEST; number *= 10)
        check(number, UINT64_C(7) << 9);
}

static void writes_as_people_do(void **state)
{
    static const style plain = {0, 0, 0, 1, 0, 0, 0};
    static const struct {
        uint64_t number;
        const char *text;
    } known[] = {{10, "十"},           {205, "二百零五"},
                 {100010, "十万零十"}, {1203000, "一百二十万三千"},
                 {LARGEST, "一万亿"},  {10000000, "一千万"},
                 {100000000, "一亿"}};
    writer out;
    (void)state;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        write_number(&out, known[i].number, &plain);
        assert_string_equal(out.text, known[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_as_people_do),
        cmocka_unit_test(reads_the_small_and_the_round),
        cmocka_unit_test(reads_every_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
