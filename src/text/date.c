#include "text/date.h"

#include <stdio.h>

#include "text/class.h"
#include "text/numbering.h"
#include "text/utf8.h"

#define EARLIEST 1000 /* years with 年; with separators only 19xx and 20xx look like dates */
#define LATEST 2999

static uint32_t peek(base_str text, size_t offset)
{
    return text_utf8_next(text, &offset);
}

static size_t after(base_str text, size_t offset)
{
    text_utf8_next(text, &offset);
    return offset;
}

/* Offset behind white space and one of the words there, 0 if there is none. */
static size_t skip_word(base_str text, size_t offset, const char *const *words)
{
    offset = text_skip_space(text, offset);
    size_t length = text_word_at(text, offset, words);
    return length > 0 ? offset + length : 0;
}

/* Arabic digits, `fewest` to `most` of them and no more. Offset behind, 0 if there are others. */
static size_t read_digits(base_str text, size_t offset, int fewest, int most, int *value)
{
    int count = 0, digit;
    *value = 0;
    while (offset < text.len && (digit = text_digit(peek(text, offset))) >= 0) {
        if (++count > most)
            return 0;
        *value = *value * 10 + digit;
        offset = after(text, offset);
    }
    return count >= fewest ? offset : 0;
}

/* A digit of a year in Chinese numerals; the zero is printed in many ways. */
static int year_digit(uint32_t codepoint)
{
    switch (codepoint) {
    case 'O':
    case 'o':
    case '0':
    case 0xFF10: /* ０ Ｏ ｏ */
    case 0xFF2F:
    case 0xFF4F:
    case 0x25CB: /* ○ ◯ */
    case 0x25EF:
    case 0x039F: /* Greek and Cyrillic O */
    case 0x041E:
        return 0;
    default:
        return text_han_digit(codepoint);
    }
}

/* 2017, ２０１７, 二〇一七, 二O一七. */
static size_t read_year(base_str text, size_t offset, int *year)
{
    size_t end = read_digits(text, offset, 4, 4, year);
    if (end == 0 && text_han_digit(peek(text, offset)) > 0) {
        int count = 0, digit;
        *year = 0;
        end = offset;
        while (end < text.len && (digit = year_digit(peek(text, end))) >= 0 && count < 5) {
            *year = *year * 10 + digit;
            end = after(text, end);
            count++;
        }
        if (count != 4)
            end = 0;
    }
    return end != 0 && *year >= EARLIEST && *year <= LATEST ? end : 0;
}

/* A month or day: 1, 12, ０３, 十二, 元 (only of a month). */
static size_t read_part(base_str text, size_t offset, int *value)
{
    size_t length = 0, end;
    offset = text_skip_space(text, offset);
    if (text_digit(peek(text, offset)) >= 0)
        return read_digits(text, offset, 1, 2, value);
    int64_t number = text_numeral(base_str_from(text, offset), &length);
    end = offset + length;
    if (number < 0 || number > 99)
        return 0;
    *value = (int)number;
    return end;
}

static size_t read_month(base_str text, size_t offset, int *month)
{
    static const char *const first[] = {"元", "正", NULL};
    static const char *const names[] = {"月份", "月", NULL};
    size_t end = skip_word(text, offset, first);
    *month = 1;
    if (end == 0)
        end = read_part(text, offset, month);
    return end != 0 ? skip_word(text, end, names) : 0;
}

/* A day with 日 or 号; without if nothing but the end or a mark follows. */
static size_t read_day(base_str text, size_t offset, int *day)
{
    static const char *const names[] = {"日", "号", NULL};
    static const char *const marks[] = {"。", "，", "）", ")", "；", ",", "、", NULL};
    size_t number = read_part(text, offset, day);
    if (number == 0)
        return 0;
    size_t end = skip_word(text, number, names);
    if (end == 0 && (number == text.len || text_word_at(text, number, marks) > 0) &&
        text_digit(peek(text, text_skip_space(text, offset))) >= 0)
        end = number;
    return end;
}

/* The last month of 1-12月 behind its first, with the offset behind 月; 0 if it is none. */
static size_t read_months(base_str text, size_t offset, int *first, int *last)
{
    static const char *const signs[] = {"至", "到", "—", "－", "-", "–", "~", "～", "―", NULL};
    size_t end = read_part(text, offset, first);
    if (end == 0)
        return 0;
    end = skip_word(text, end, signs);
    return end != 0 ? read_month(text, end, last) : 0;
}

/* 2017年, 2017年12月, 2017年12月31日, 2017年1-12月. */
static int read_named(base_str text, size_t start, text_date *out)
{
    static const char *const names[] = {"年度", "年", NULL};
    int month = 0, last = 0;
    size_t end = read_year(text, start, &out->year);
    if (end == 0 || (end = skip_word(text, end, names)) == 0)
        return 0;
    out->end = end;
    if ((end = read_month(text, out->end, &month)) != 0) {
        out->month = month;
        out->end = end;
        if ((end = read_day(text, out->end, &out->day)) != 0)
            out->end = end;
        else
            out->day = 0;
    } else if ((end = read_months(text, out->end, &month, &last)) != 0) {
        out->month = month;
        out->end = end;
    }
    return 1;
}

/* The separator of a date at the offset: '.', '-' or '/', or 0. */
static char separator(base_str text, size_t offset)
{
    switch (peek(text, offset)) {
    case '.':
    case 0xFF0E:
        return '.';
    case '-':
    case 0xFF0D:
        return '-';
    case '/':
    case 0xFF0F:
        return '/';
    default:
        return 0;
    }
}

/* 2019.1.2, 2019-01-02, 2019/1/2, and 2019-01: four digits, one or two, one or two, with the same
 * separator; another one with a digit behind it makes it something else. */
static int read_separated(base_str text, size_t start, text_date *out)
{
    static const char *const names[] = {"日", NULL};
    size_t end = read_digits(text, start, 4, 4, &out->year), word;
    if (end == 0 || out->year < 1900 || out->year > 2099)
        return 0;
    end = text_skip_space(text, end);
    char sign = separator(text, end);
    if (sign == 0)
        return 0;
    size_t month = text_skip_space(text, after(text, end));
    end = read_digits(text, month, 1, 2, &out->month);
    if (end == 0)
        return 0;
    size_t next = text_skip_space(text, end);
    if (separator(text, next) != sign) {
        /* 2019.1 and 2019-1 may be anything, 2019-01 and 2019/01 hardly */
        out->end = end;
        return sign != '.' && end - month == 2 && out->month >= 1 && out->month <= 12 &&
               separator(text, end) == 0;
    }
    end = read_digits(text, text_skip_space(text, after(text, next)), 1, 2, &out->day);
    if (end == 0 || (separator(text, end) == sign &&
                     (sign == '/' || text_digit(peek(text, after(text, end))) >= 0)))
        return 0; /* 2019.1.2.3, and the folders of an address */
    word = skip_word(text, end, names);
    out->end = word != 0 ? word : end;
    return 1;
}

/* 12月31日, 3月底; with `open` also 12月 alone. */
static int read_yearless(base_str text, size_t start, int open, text_date *out)
{
    static const char *const parts[] = {"底", "末", "初", "上旬", "中旬", "下旬", "份", NULL};
    size_t end = read_month(text, start, &out->month);
    if (end == 0)
        return 0;
    size_t day = read_day(text, end, &out->day);
    if (day != 0) {
        out->end = day;
        return 1;
    }
    out->day = 0;
    out->end = end;
    if (open)
        return 1;
    size_t part = text_word_at(text, end, parts);
    out->end = end + part;
    return part > 0 || base_str_ends(base_str_n(text.ptr, end), base_str_c("份"));
}

/* A date at the offset. */
static int read_date(base_str text, size_t start, int open, text_date *out)
{
    memset(out, 0, sizeof(*out));
    out->start = start;
    if (read_named(text, start, out))
        return 1;
    memset(out, 0, sizeof(*out));
    out->start = start;
    if (read_separated(text, start, out))
        return 1;
    memset(out, 0, sizeof(*out));
    out->start = start;
    return read_yearless(text, start, open, out);
}

static int is_numeral(uint32_t codepoint)
{
    return text_digit(codepoint) >= 0 || text_han_digit(codepoint) >= 0 || codepoint == 0x5341 ||
           codepoint == 0x25CB;
}

/* 1 if the number at the offset is the tail of something longer: 1.2019.1.2, 0577-88539697, V2019
 */
static int is_tail(base_str text, size_t offset)
{
    size_t before = offset;
    if (offset == 0)
        return 0;
    uint32_t sign = text_utf8_previous(text, &before);
    if ((sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z'))
        return text_digit(peek(text, offset)) >= 0;
    char mark = separator(text, before);
    if (mark == 0 || mark == '-' || before == 0)
        return 0; /* 2019.1.1-2019.12.31 are two dates */
    return text_digit(text_utf8_previous(text, &before)) >= 0;
}

int text_date_at(base_str text, size_t offset, text_date *out)
{
    return !is_tail(text, offset) && read_date(text, offset, 0, out);
}

/* Offset behind the run of numerals at the offset, which is not the start of a date. */
static size_t skip_number(base_str text, size_t offset)
{
    int arabic = text_digit(peek(text, offset)) >= 0;
    while (offset < text.len) {
        uint32_t codepoint = peek(text, offset);
        if (!is_numeral(codepoint) || (text_digit(codepoint) >= 0) != arabic)
            break;
        offset = after(text, offset);
    }
    return offset;
}

/* 1 if ideographs that begin with these two bytes of UTF-8 may begin a date: 一 二 三 四 五 六 七
 * 八 九 十 零 元 正 and their neighbours. */
static int may_begin(unsigned first, unsigned second)
{
    switch (first << 8 | second) {
    case 0xE4B8:
    case 0xE4B9:
    case 0xE4BA:
    case 0xE585:
    case 0xE58D:
    case 0xE59B:
    case 0xE6AD:
    case 0xE99B:
        return 1;
    default:
        return 0;
    }
}

/* End of the run at the offset of ASCII characters and ideographs that begin no date: nearly all
 * of a text. */
static size_t skip_plain(base_str text, size_t offset)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    while (offset < text.len) {
        unsigned first = bytes[offset];
        if (first < 0x80 && (first < '0' || first > '9'))
            offset++;
        else if (first >= 0xE4 && first <= 0xE9 && text.len - offset >= 3 &&
                 (bytes[offset + 1] & 0xC0) == 0x80 && (bytes[offset + 2] & 0xC0) == 0x80 &&
                 !may_begin(first, bytes[offset + 1]))
            offset += 3;
        else
            break;
    }
    return offset;
}

int text_date_next(base_str text, size_t start, text_date *out)
{
    while ((start = skip_plain(text, start)) < text.len) {
        size_t next = start;
        uint32_t codepoint = text_utf8_next(text, &next);
        int month_name = codepoint == 0x5143 || codepoint == 0x6B63; /* 元月 正月 */
        if (!month_name && !is_numeral(codepoint)) {
            start = next;
            continue;
        }
        if (text_date_at(text, start, out))
            return 1;
        start = month_name ? next : skip_number(text, start);
    }
    return 0;
}

int text_date_valid(const text_date *date)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap =
        date->year == 0 || (date->year % 4 == 0 && date->year % 100 != 0) || date->year % 400 == 0;
    if (date->year < 0 || date->month < 0 || date->month > 12 || date->day < 0)
        return 0;
    if (date->day == 0)
        return 1;
    if (date->month == 0)
        return date->day <= 31;
    return date->day <= days[date->month - 1] + (date->month == 2 && leap);
}

int text_date_number(const text_date *date)
{
    return date->year * 10000 + date->month * 100 + date->day;
}

void text_date_iso(const text_date *date, char out[16])
{
    unsigned year = (unsigned)date->year % 10000u, month = (unsigned)date->month % 100u,
             day = (unsigned)date->day % 100u;
    if (date->year == 0 && day != 0)
        snprintf(out, 16, "%02u-%02u", month, day);
    else if (date->year == 0)
        snprintf(out, 16, "%02u", month);
    else if (date->month == 0)
        snprintf(out, 16, "%04u", year);
    else if (date->day == 0)
        snprintf(out, 16, "%04u-%02u", year, month);
    else
        snprintf(out, 16, "%04u-%02u-%02u", year, month, day);
}

/* 1 if one of the words ends right before the offset (white space between); *start moves to it. */
static int ends_before(base_str text, size_t offset, const char *const *words, size_t *start)
{
    base_str head = text_trim(base_str_n(text.ptr, offset));
    for (; *words != NULL; words++) {
        if (base_str_ends(head, base_str_c(*words))) {
            *start = (size_t)(head.ptr - text.ptr) + head.len - strlen(*words);
            return 1;
        }
    }
    return 0;
}

/* The word or dash between the two dates; offset behind it, 0 if there is none. */
static size_t skip_until(base_str text, size_t offset)
{
    static const char *const since[] = {"起", "开始", "零时起", "0时起", "零时", "0时", NULL};
    static const char *const until[] = {"截至", "截止到", "截止至", "截止", "至", "到", NULL};
    size_t end = skip_word(text, offset, since);
    if (end == 0)
        end = offset;
    size_t comma = text_skip_space(text, end);
    if (end != offset && (peek(text, comma) == 0xFF0C || peek(text, comma) == ',')) /* 起，至 */
        end = after(text, comma);
    size_t next = skip_word(text, end, until);
    if (next != 0)
        return next;
    next = end = text_skip_space(text, end);
    while (next < text.len) {
        uint32_t codepoint = peek(text, next);
        if (!text_is_dash(codepoint) && codepoint != '~' && codepoint != 0xFF5E &&
            codepoint != 0x301C)
            break;
        next = after(text, next);
    }
    return next > end ? next : 0;
}

/* The date that ends a period: a whole one, 12月, or 31日 of the month before. */
static int read_last(base_str text, size_t offset, const text_date *from, text_date *out)
{
    static const char *const names[] = {"日", "号", NULL};
    offset = text_skip_space(text, offset);
    if (read_date(text, offset, 1, out)) {
        if (out->year == 0)
            out->year = from->year;
        return 1;
    }
    memset(out, 0, sizeof(*out));
    out->start = offset;
    size_t end = from->day != 0 ? read_part(text, offset, &out->day) : 0;
    if (end == 0 || (out->end = skip_word(text, end, names)) == 0)
        return 0;
    out->year = from->year;
    out->month = from->month;
    return 1;
}

/* 2017年1-12月: both ends in one date. */
static int split_months(base_str text, text_period *out)
{
    static const char *const names[] = {"年", NULL};
    int year, first, last;
    size_t end = read_year(text, out->from.start, &year);
    if (end == 0 || (end = skip_word(text, end, names)) == 0 ||
        (end = read_months(text, end, &first, &last)) == 0)
        return 0;
    out->to = out->from;
    out->to.month = last;
    return 1;
}

int text_period_next(base_str text, size_t start, text_period *out)
{
    static const char *const since[] = {"自", "从", "由", NULL};
    static const char *const by[] = {"截至", "截止到", "截止至", "截至到", "截止", NULL};
    static const char *const stop[] = {"止", NULL};
    text_date date;
    while (text_date_next(text, start, &date)) {
        memset(out, 0, sizeof(*out));
        out->from = date;
        out->start = date.start;
        size_t next = skip_until(text, date.end);
        int found = next != 0 && read_last(text, next, &date, &out->to);
        if (found && out->from.year == 0)
            out->from.year = out->to.year;
        if (!found)
            found = split_months(text, out);
        if (found) {
            ends_before(text, date.start, since, &out->start);
        } else if (ends_before(text, date.start, by, &out->start)) {
            memset(&out->from, 0, sizeof(out->from));
            out->to = date;
            found = 1;
        }
        if (found) {
            size_t end = skip_word(text, out->to.end, stop);
            out->end = end != 0 ? end : out->to.end;
            return 1;
        }
        start = date.end;
    }
    return 0;
}
