#include "read/xlsx_format.h"

#include "read/xlsx_date.h"
#include "text/utf8.h"

#define SIGNIFICANT 15
/* Longer plain numbers are shown as stored. */
#define LONGEST 40
#define LONGEST_CODE 2048u /* bytes */

base_str xlsx_format_builtin(int id)
{
    static const char *const codes[] = {
        [1] = "0",
        [2] = "0.00",
        [3] = "#,##0",
        [4] = "#,##0.00",
        [9] = "0%",
        [10] = "0.00%",
        [11] = "0.00E+00",
        [12] = "# ?/?",
        [13] = "# ?"
               "?/?"
               "?",
        [14] = "yyyy/m/d",
        [15] = "d-mmm-yy",
        [16] = "d-mmm",
        [17] = "mmm-yy",
        [18] = "h:mm AM/PM",
        [19] = "h:mm:ss AM/PM",
        [20] = "h:mm",
        [21] = "h:mm:ss",
        [22] = "yyyy/m/d h:mm",
        [27] = "yyyy\"年\"m\"月\"",
        [28] = "m\"月\"d\"日\"",
        [29] = "m\"月\"d\"日\"",
        [30] = "m-d-yy",
        [31] = "yyyy\"年\"m\"月\"d\"日\"",
        [32] = "h\"时\"mm\"分\"",
        [33] = "h\"时\"mm\"分\"ss\"秒\"",
        [34] = "上午/下午h\"时\"mm\"分\"",
        [35] = "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        [36] = "yyyy\"年\"m\"月\"",
        [37] = "#,##0",
        [38] = "#,##0",
        [39] = "#,##0.00",
        [40] = "#,##0.00",
        [41] = "#,##0",
        [42] = "#,##0",
        [43] = "#,##0.00",
        [44] = "#,##0.00",
        [45] = "mm:ss",
        [46] = "[h]:mm:ss",
        [47] = "mm:ss",
        [48] = "0.0E+0",
        [49] = "@",
        [50] = "yyyy\"年\"m\"月\"",
        [51] = "m\"月\"d\"日\"",
        [52] = "yyyy\"年\"m\"月\"",
        [53] = "m\"月\"d\"日\"",
        [54] = "m\"月\"d\"日\"",
        [55] = "上午/下午h\"时\"mm\"分\"",
        [56] = "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        [57] = "yyyy\"年\"m\"月\"",
        [58] = "m\"月\"d\"日\"",
    };
    if (id < 0 || (size_t)id >= sizeof(codes) / sizeof(codes[0]))
        return base_str_n("", 0);
    return base_str_c(codes[id]);
}

/* numbers */

/* 0.digits times ten to the power of `point`; no zeros at either end. */
typedef struct decimal {
    int negative;
    int count;
    int point;
    char digits[LONGEST];
} decimal;

static void trim_zeros(decimal *number)
{
    while (number->count > 0 && number->digits[number->count - 1] == 0)
        number->count--;
    if (number->count == 0)
        number->point = 0;
}

/* Keeps the first `kept` digits, half rounded up. */
static void round_digits(decimal *number, int kept)
{
    if (kept >= number->count)
        return;
    int up = kept >= 0 && number->digits[kept] >= 5;
    number->count = kept > 0 ? kept : 0;
    for (int i = number->count - 1; up && i >= 0; i--) {
        up = ++number->digits[i] == 10;
        if (up)
            number->digits[i] = 0;
    }
    if (up) {
        number->digits[0] = 1;
        number->count = 1;
        number->point++;
    }
    trim_zeros(number);
}

static int parse_exponent(base_str text, int *out)
{
    size_t at = 0;
    int value = 0, minus = text.len > 0 && text.ptr[0] == '-';
    if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+'))
        at++;
    if (at == text.len)
        return 0;
    for (; at < text.len; at++) {
        if (text.ptr[at] < '0' || text.ptr[at] > '9')
            return 0;
        if (value < 100000)
            value = value * 10 + (text.ptr[at] - '0');
    }
    *out = minus ? -value : value;
    return 1;
}

/* 1 if the text is a number: -12.5E+3. */
static int parse_decimal(base_str text, decimal *number)
{
    size_t at = 0;
    int seen = 0, fraction = 0, exponent = 0, has_exponent = 0;
    memset(number, 0, sizeof(*number));
    text = base_str_trim(text);
    if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+'))
        number->negative = text.ptr[at++] == '-';
    for (; at < text.len; at++) {
        char byte = text.ptr[at];
        if (byte == '.' && !fraction) {
            fraction = 1;
            continue;
        }
        if (byte < '0' || byte > '9')
            break;
        seen = 1;
        if (number->count == 0 && byte == '0') {
            number->point -= fraction;
            continue;
        }
        number->point += !fraction;
        if (number->count < LONGEST)
            number->digits[number->count++] = (char)(byte - '0');
        if (number->point > 100000)
            return 0;
    }
    if (at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
        has_exponent = parse_exponent(base_str_from(text, at + 1), &exponent);
        at = has_exponent ? text.len : at;
    }
    if (!seen || at < text.len)
        return 0;
    number->point += exponent;
    trim_zeros(number);
    /* A longer integer is no double: somebody's number of 18 digits stays as it is. */
    if (number->point <= SIGNIFICANT || has_exponent)
        round_digits(number, SIGNIFICANT);
    return 1;
}

/* `decimals`: at least so many behind the point. */
static void add_decimal(base_buf *out, const decimal *number, int decimals)
{
    if (number->negative && number->count > 0)
        base_buf_add_byte(out, '-');
    if (number->point <= 0)
        base_buf_add_byte(out, '0');
    for (int i = 0; i < number->point; i++)
        base_buf_add_byte(out, (char)('0' + (i < number->count ? number->digits[i] : 0)));
    int behind = number->count > number->point ? number->count - number->point : 0;
    if (behind < decimals)
        behind = decimals;
    if (behind > 0)
        base_buf_add_byte(out, '.');
    for (int i = 0; i < behind; i++) {
        int digit = number->point + i;
        base_buf_add_byte(
            out, (char)('0' + (digit >= 0 && digit < number->count ? number->digits[digit] : 0)));
    }
}

/* formats */

typedef struct number_format {
    int places;      /* has digit places */
    int decimals;    /* behind the point */
    int exact;       /* General, scientific, fractions, scaled: not rounded */
    int percent;     /* number of % */
    base_buf before; /* words kept */
    base_buf after;
} number_format;

static int is_general(base_str code)
{
    return code.len == 0 || base_str_find(code, base_str_c("通用格式"), 0) != BASE_STR_NONE ||
           base_str_eq_c(code, "@");
}

static int general_at(base_str code, size_t at)
{
    static const char general[] = "general";
    if (code.len - at < 7)
        return 0;
    for (size_t i = 0; i < 7; i++) {
        if ((code.ptr[at + i] | 0x20) != general[i])
            return 0;
    }
    return 1;
}

/* The section for a sign: positive; negative; zero. */
static base_str choose_section(base_str code, int sign)
{
    base_str sections[4];
    int count = 0, quoted = 0;
    size_t start = 0;
    for (size_t i = 0; i < code.len && count < 3; i++) {
        if (code.ptr[i] == '"')
            quoted = !quoted;
        if (code.ptr[i] == '\\' && !quoted) {
            i++;
        } else if (code.ptr[i] == ';' && !quoted) {
            sections[count++] = base_str_n(code.ptr + start, i - start);
            start = i + 1;
        }
    }
    sections[count++] = base_str_from(code, start);
    if (sign < 0 && count >= 2)
        return sections[1];
    return sign == 0 && count >= 3 ? sections[2] : sections[0];
}

/* Words and percent signs belong to what is read; currency signs, brackets and blanks do not. */
static int is_kept(uint32_t code)
{
    return code == '%' || code == 0x2030 ||
           (code >= 0x2E80 && code != 0x3000 && code != 0xFFE5 && code != 0xFF04 && code != 0xFFE1);
}

static void keep_literal(number_format *format, uint32_t code)
{
    if (is_kept(code))
        base_buf_add_codepoint(format->places ? &format->after : &format->before, code);
}

/* Skips [Red], [$-804], [>=100]; appends nothing. */
static size_t skip_brackets(base_str code, size_t at)
{
    while (at < code.len && code.ptr[at] != ']')
        at++;
    return at + 1;
}

static void read_section(base_str code, number_format *format)
{
    size_t at = 0;
    int point = 0, quoted = 0, comma = 0;
    while (at < code.len) {
        char byte = code.ptr[at];
        if (byte == '"') {
            quoted = !quoted;
            at++;
        } else if (quoted || (byte & 0x80) != 0) {
            keep_literal(format, text_utf8_next(code, &at));
        } else if (byte == '\\' || byte == '!') {
            at++;
            if (at < code.len)
                keep_literal(format, text_utf8_next(code, &at));
        } else if (byte == '_' || byte == '*') {
            at++;
            if (at < code.len)
                text_utf8_next(code, &at);
        } else if (byte == '[') {
            at = skip_brackets(code, at);
        } else if (general_at(code, at)) {
            format->places = format->exact = 1;
            at += 7;
        } else {
            if (byte == '0' || byte == '#' || byte == '?') {
                format->places = 1;
                format->decimals += point;
                comma = 0;
            } else if (byte == '.') {
                point = 1;
            } else if (byte == ',') {
                comma = format->places;
            } else if (byte == '%') {
                format->percent++;
                base_buf_add_byte(&format->after, '%');
            } else if (byte == 'E' || byte == 'e' || byte == '/') {
                format->exact = 1;
            }
            at++;
        }
    }
    if (comma)
        format->exact = 1;
}

static void show_number(base_str code, decimal *number, base_str stored, base_buf *out)
{
    number_format format;
    memset(&format, 0, sizeof(format));
    base_buf_init(&format.before);
    base_buf_init(&format.after);
    if (!is_general(code))
        read_section(choose_section(code, number->count == 0 ? 0
                                          : number->negative ? -1
                                                             : 1),
                     &format);
    if (!format.places) {
        format.percent = 0;
        base_buf_clear(&format.before);
        base_buf_clear(&format.after);
    }
    number->point += number->count > 0 ? 2 * format.percent : 0;
    if (format.places && !format.exact)
        round_digits(number, number->point + format.decimals);
    if (number->point > LONGEST || number->point < -LONGEST) {
        base_buf_add_str(out, stored);
    } else {
        base_buf_add_str(out, base_buf_str(&format.before));
        add_decimal(out, number, format.percent > 0 && !format.exact ? format.decimals : 0);
        base_buf_add_str(out, base_buf_str(&format.after));
    }
    out->failed |= base_buf_failed(&format.before) || base_buf_failed(&format.after);
    base_buf_dispose(&format.before);
    base_buf_dispose(&format.after);
}

/* Whole days, and the rest in billionths of a day. */
static int split_days(const decimal *number, int64_t *days, int64_t *part)
{
    *days = 0;
    *part = 0;
    if (number->negative || number->point > 7)
        return 0;
    for (int i = 0; i < number->point; i++)
        *days = *days * 10 + (i < number->count ? number->digits[i] : 0);
    for (int i = 0; i < 9; i++) {
        int at = number->point + i;
        *part = *part * 10 + (at >= 0 && at < number->count ? number->digits[at] : 0);
    }
    return 1;
}

void xlsx_format_show(base_str code, base_str stored, int date1904, base_buf *out)
{
    decimal number;
    int64_t days, part;
    if (code.len > LONGEST_CODE)
        code = base_str_n("", 0);
    if (!parse_decimal(stored, &number)) {
        base_buf_add_str(out, base_str_trim(stored));
        return;
    }
    if (!is_general(code) && xlsx_date_is(choose_section(code, 1)) &&
        split_days(&number, &days, &part) &&
        xlsx_date_show(choose_section(code, 1), days, part, date1904, out))
        return;
    show_number(code, &number, base_str_trim(stored), out);
}
