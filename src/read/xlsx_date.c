#include "read/xlsx_date.h"

#include <stdio.h>

#include "text/utf8.h"

#define LAST_DAY 2958465 /* 9999-12-31 in the system of 1900 */

typedef enum token_kind {
    TOKEN_LITERAL, /* quoted or escaped */
    TOKEN_PLAIN,   /* any other character that stands for itself */
    TOKEN_DIGIT,   /* a place of a number: fractions of a second */
    TOKEN_PART,
    TOKEN_ELAPSED,
    TOKEN_NOON
} token_kind;

typedef struct token {
    token_kind kind;
    char letter; /* of a part: y m d h s a; a month's m, a minute's i */
    int length;
    base_str text; /* of a literal, or AM/PM as written */
} token;

typedef struct moment {
    int year, month, day;
    int weekday;   /* 0: Sunday */
    int64_t hours; /* since the start, for elapsed time */
    int hour, minute, second;
} moment;

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static int is_part(char letter)
{
    return letter == 'y' || letter == 'm' || letter == 'd' || letter == 'h' || letter == 's' ||
           letter == 'e';
}

static size_t run_length(base_str section, size_t at)
{
    size_t end = at + 1;
    while (end < section.len && lower(section.ptr[end]) == lower(section.ptr[at]))
        end++;
    return end - at;
}

static int starts(base_str section, size_t at, const char *word)
{
    size_t length = strlen(word);
    if (section.len - at < length)
        return 0;
    for (size_t i = 0; i < length; i++) {
        if (lower(section.ptr[at + i]) != word[i])
            return 0;
    }
    return 1;
}

/* [h], [mm]: time that passed; other brackets are nothing to see. */
static int read_brackets(base_str section, size_t *at, token *out)
{
    size_t start = *at + 1, end = start;
    while (end < section.len && section.ptr[end] != ']')
        end++;
    *at = end < section.len ? end + 1 : end;
    char letter = start < end ? lower(section.ptr[start]) : ' ';
    if ((letter != 'h' && letter != 'm' && letter != 's') ||
        run_length(base_str_n(section.ptr, end), start) != end - start)
        return 0;
    out->kind = TOKEN_ELAPSED;
    out->letter = letter;
    out->length = (int)(end - start);
    return 1;
}

static size_t noon_length(base_str section, size_t at)
{
    static const char *const words[] = {"am/pm", "a/p", "上午/下午"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (starts(section, at, words[i]))
            return strlen(words[i]);
    }
    return 0;
}

static void read_literal(base_str section, size_t *at, token *out)
{
    size_t start = *at;
    out->kind = TOKEN_LITERAL;
    if (section.ptr[start] == '"') {
        size_t end = ++start;
        while (end < section.len && section.ptr[end] != '"')
            end++;
        *at = end < section.len ? end + 1 : end;
        out->text = base_str_n(section.ptr + start, end - start);
        return;
    }
    if (section.ptr[start] == '\\' || section.ptr[start] == '!')
        start++;
    else
        out->kind = memchr("0#?%", section.ptr[start], 4) != NULL ? TOKEN_DIGIT : TOKEN_PLAIN;
    *at = start;
    if (start < section.len)
        text_utf8_next(section, at);
    out->text = base_str_n(section.ptr + start, *at - start);
}

/* The next token; 0 at the end. */
static int next_token(base_str section, size_t *at, token *out)
{
    memset(out, 0, sizeof(*out));
    while (*at < section.len) {
        char byte = lower(section.ptr[*at]);
        size_t noon = noon_length(section, *at);
        if (byte == '[') {
            if (read_brackets(section, at, out))
                return 1;
            continue;
        }
        if (byte == '_' || byte == '*') {
            (*at)++;
            if (*at < section.len)
                text_utf8_next(section, at);
            continue;
        }
        if (byte == '@' || byte == ';') {
            (*at)++;
            continue;
        }
        if (noon > 0) {
            out->kind = TOKEN_NOON;
            out->text = base_str_n(section.ptr + *at, noon);
            *at += noon;
            return 1;
        }
        size_t length = run_length(section, *at);
        if (is_part(byte) || (byte == 'a' && length >= 3)) {
            out->kind = TOKEN_PART;
            out->letter = byte == 'e' ? 'y' : byte;
            out->length = byte == 'e' ? 4 : (int)length;
            *at += length;
            return 1;
        }
        read_literal(section, at, out);
        return 1;
    }
    return 0;
}

int xlsx_date_is(base_str section)
{
    size_t at = 0;
    token item;
    int parts = 0, seconds = 0;
    if (starts(section, 0, "general"))
        return 0;
    while (next_token(section, &at, &item)) {
        /* Digits stand for a number, the e of 0.00E+00 is no year; but ss.00 is a time. */
        if (item.kind == TOKEN_DIGIT && !seconds)
            return 0;
        if (item.kind != TOKEN_PART && item.kind != TOKEN_ELAPSED)
            continue;
        parts++;
        seconds = item.letter == 's';
    }
    return parts > 0;
}

/* Howard Hinnant's civil_from_days: days since 1970-01-01, proleptic Gregorian calendar. */
static void civil(int64_t days, moment *out)
{
    days += 719468;
    int64_t era = days / 146097;
    int64_t of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    out->day = (int)(of_year - (153 * month + 2) / 5 + 1);
    out->month = (int)(month < 10 ? month + 3 : month - 9);
    out->year = (int)(year + era * 400 + (out->month <= 2));
}

static int find_moment(int64_t days, int64_t part, int date1904, int seconds_shown, moment *out)
{
    int64_t second = (part * 86400 + 500000000) / 1000000000;
    /* A clock without seconds does not round up to the next minute. */
    if (!seconds_shown && second % 60 == 59)
        second++;
    days += second / 86400;
    second %= 86400;
    out->hours = days * 24 + second / 3600;
    out->hour = (int)(second / 3600);
    out->minute = (int)(second / 60 % 60);
    out->second = (int)(second % 60);
    if (date1904)
        days += 1462;
    if (days > LAST_DAY)
        return 0;
    out->weekday = (int)((days + 6) % 7);
    if (days == 0 || days == 60) {
        out->year = 1900;
        out->month = days == 0 ? 1 : 2;
        out->day = days == 0 ? 0 : 29;
        return 1;
    }
    civil(days - 25569 + (days < 60), out);
    return 1;
}

/* What a format shows, and whether its m is a month or a minute. */
typedef struct shown {
    int year, month, day, hour, second, noon;
} shown;

/* An m is minutes behind an hour and before a second. */
static int is_minute(base_str section, size_t after, char last)
{
    token item;
    if (last == 'h')
        return 1;
    while (next_token(section, &after, &item)) {
        if (item.kind == TOKEN_PART || item.kind == TOKEN_ELAPSED)
            return item.letter == 's';
    }
    return 0;
}

static int next_part(base_str section, size_t *at, char *last, token *item)
{
    if (!next_token(section, at, item))
        return 0;
    if (item->kind == TOKEN_PART || item->kind == TOKEN_ELAPSED) {
        if (item->kind == TOKEN_PART && item->letter == 'm' && item->length <= 2 &&
            is_minute(section, *at, *last))
            item->letter = 'i';
        *last = item->letter;
    }
    return 1;
}

static shown survey(base_str section)
{
    shown seen;
    size_t at = 0;
    char last = ' ';
    token item;
    memset(&seen, 0, sizeof(seen));
    while (next_part(section, &at, &last, &item)) {
        seen.noon |= item.kind == TOKEN_NOON;
        if (item.kind != TOKEN_PART)
            continue;
        seen.year |= item.letter == 'y';
        seen.month |= item.letter == 'm';
        seen.day |= item.letter == 'd' && item.length <= 2;
        seen.hour |= item.letter == 'h';
        seen.second |= item.letter == 's';
    }
    return seen;
}

static void add_padded(base_buf *out, int number, int width)
{
    char digits[24];
    snprintf(digits, sizeof(digits), "%0*d", width, number);
    base_buf_add_c(out, digits);
}

static void add_month(base_buf *out, int month, int length)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    if (length <= 2)
        add_padded(out, month, length);
    else
        base_buf_add_str(out,
                         base_str_n(names[month - 1], length == 3 ? 3 : strlen(names[month - 1])));
}

static void add_weekday(base_buf *out, int weekday, char letter, int length)
{
    static const char *const names[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                        "Thursday", "Friday", "Saturday"};
    static const char *const chinese[] = {"日", "一", "二", "三", "四", "五", "六"};
    if (letter == 'a') {
        base_buf_add_c(out, length > 3 ? "星期" : "");
        base_buf_add_c(out, chinese[weekday]);
    } else {
        base_buf_add_str(out, base_str_n(names[weekday], length == 3 ? 3 : strlen(names[weekday])));
    }
}

static void add_part(base_buf *out, const token *item, const moment *when, int noon)
{
    int width = item->length < 2 ? 1 : 2;
    int hour = noon ? (when->hour + 11) % 12 + 1 : when->hour;
    switch (item->letter) {
    case 'y':
        add_padded(out, item->length <= 2 ? when->year % 100 : when->year,
                   item->length <= 2 ? 2 : 4);
        break;
    case 'm':
        add_month(out, when->month, item->length);
        break;
    case 'd':
        if (item->length > 2)
            add_weekday(out, when->weekday, 'd', item->length);
        else
            add_padded(out, when->day, width);
        break;
    case 'a':
        add_weekday(out, when->weekday, 'a', item->length);
        break;
    case 'h':
        add_padded(out, hour, width);
        break;
    case 'i':
        add_padded(out, when->minute, width);
        break;
    default:
        add_padded(out, when->second, width);
        break;
    }
}

static void add_elapsed(base_buf *out, const token *item, const moment *when)
{
    int64_t value = when->hours;
    if (item->letter != 'h')
        value = value * 60 + when->minute;
    if (item->letter == 's')
        value = value * 60 + when->second;
    if (item->length > 1 && value < 10)
        base_buf_add_byte(out, '0');
    base_buf_add_int(out, value);
}

static void add_noon(base_buf *out, base_str words, int hour)
{
    size_t slash = base_str_find(words, base_str_c("/"), 0);
    base_buf_add_str(out,
                     hour < 12 ? base_str_n(words.ptr, slash) : base_str_from(words, slash + 1));
}

static void follow(base_str section, const moment *when, int noon, base_buf *out)
{
    size_t at = 0;
    char last = ' ';
    token item;
    while (next_part(section, &at, &last, &item)) {
        if (item.kind == TOKEN_LITERAL ||
            (item.kind == TOKEN_PLAIN && !base_str_eq_c(item.text, ".")))
            base_buf_add_str(out, item.text);
        else if (item.kind == TOKEN_NOON)
            add_noon(out, item.text, when->hour);
        else if (item.kind == TOKEN_ELAPSED)
            add_elapsed(out, &item, when);
        else if (item.kind == TOKEN_PART)
            add_part(out, &item, when, noon);
    }
}

int xlsx_date_show(base_str section, int64_t days, int64_t part, int date1904, base_buf *out)
{
    shown seen = survey(section);
    moment when;
    if (!find_moment(days, part, date1904, seen.second, &when))
        return 0;
    if (!seen.year || !seen.month || !seen.day) {
        follow(section, &when, seen.noon, out);
        return 1;
    }
    char text[64];
    snprintf(text, sizeof(text), "%04d-%02d-%02d", when.year, when.month, when.day);
    base_buf_add_c(out, text);
    if (seen.hour || seen.second) {
        snprintf(text, sizeof(text), " %02d:%02d", when.hour, when.minute);
        base_buf_add_c(out, text);
    }
    if (seen.second) {
        snprintf(text, sizeof(text), ":%02d", when.second);
        base_buf_add_c(out, text);
    }
    return 1;
}
