#include "read/numberformat.h"

typedef struct format_name {
    const char *name;
    read_number_format format;
} format_name;

static const format_name format_names[] = {
    {"decimal", READ_NUMBER_DECIMAL},
    {"none", READ_NUMBER_NONE},
    {"bullet", READ_NUMBER_BULLET},
    {"decimalZero", READ_NUMBER_DECIMAL_ZERO},
    {"upperRoman", READ_NUMBER_UPPER_ROMAN},
    {"lowerRoman", READ_NUMBER_LOWER_ROMAN},
    {"upperLetter", READ_NUMBER_UPPER_LETTER},
    {"lowerLetter", READ_NUMBER_LOWER_LETTER},
    {"ordinal", READ_NUMBER_ORDINAL},
    {"hex", READ_NUMBER_HEX},
    {"numberInDash", READ_NUMBER_IN_DASH},
    {"decimalFullWidth", READ_NUMBER_FULL_WIDTH},
    {"decimalFullWidth2", READ_NUMBER_FULL_WIDTH},
    {"decimalEnclosedCircle", READ_NUMBER_ENCLOSED_CIRCLE},
    {"decimalEnclosedCircleChinese", READ_NUMBER_ENCLOSED_CIRCLE},
    {"decimalEnclosedParen", READ_NUMBER_ENCLOSED_PAREN},
    {"decimalEnclosedFullstop", READ_NUMBER_ENCLOSED_FULLSTOP},
    {"ideographEnclosedCircle", READ_NUMBER_IDEOGRAPH_CIRCLE},
    {"ideographDigital", READ_NUMBER_IDEOGRAPH_DIGITAL},
    {"japaneseDigitalTenThousand", READ_NUMBER_IDEOGRAPH_DIGITAL},
    {"koreanDigital2", READ_NUMBER_IDEOGRAPH_DIGITAL},
    {"taiwaneseDigital", READ_NUMBER_TAIWANESE_DIGITAL},
    {"chineseCounting", READ_NUMBER_CHINESE_COUNTING},
    {"taiwaneseCounting", READ_NUMBER_CHINESE_COUNTING},
    {"chineseCountingThousand", READ_NUMBER_CHINESE_THOUSAND},
    /* Chinese Word writes 一、 with this one. */
    {"japaneseCounting", READ_NUMBER_CHINESE_THOUSAND},
    {"taiwaneseCountingThousand", READ_NUMBER_TAIWANESE_THOUSAND},
    {"chineseLegalSimplified", READ_NUMBER_LEGAL_SIMPLIFIED},
    {"ideographLegalTraditional", READ_NUMBER_LEGAL_TRADITIONAL},
    {"japaneseLegal", READ_NUMBER_LEGAL_TRADITIONAL},
    {"ideographTraditional", READ_NUMBER_STEMS},
    {"ideographZodiac", READ_NUMBER_BRANCHES},
    {"ideographZodiacTraditional", READ_NUMBER_STEMS_BRANCHES},
};

read_number_format read_number_format_ooxml(base_str name)
{
    for (size_t i = 0; i < sizeof(format_names) / sizeof(format_names[0]); i++) {
        if (base_str_eq_c(name, format_names[i].name))
            return format_names[i].format;
    }
    return READ_NUMBER_DECIMAL;
}

read_number_format read_number_format_nfc(unsigned code)
{
    static const unsigned char formats[] = {
        [0x01] = READ_NUMBER_UPPER_ROMAN,
        [0x02] = READ_NUMBER_LOWER_ROMAN,
        [0x03] = READ_NUMBER_UPPER_LETTER,
        [0x04] = READ_NUMBER_LOWER_LETTER,
        [0x05] = READ_NUMBER_ORDINAL,
        [0x08] = READ_NUMBER_HEX,
        [0x0A] = READ_NUMBER_IDEOGRAPH_DIGITAL,
        [0x0B] = READ_NUMBER_CHINESE_THOUSAND,
        [0x0E] = READ_NUMBER_FULL_WIDTH,
        [0x10] = READ_NUMBER_LEGAL_TRADITIONAL,
        [0x11] = READ_NUMBER_IDEOGRAPH_DIGITAL,
        [0x12] = READ_NUMBER_ENCLOSED_CIRCLE,
        [0x13] = READ_NUMBER_FULL_WIDTH,
        [0x16] = READ_NUMBER_DECIMAL_ZERO,
        [0x17] = READ_NUMBER_BULLET,
        [0x1A] = READ_NUMBER_ENCLOSED_FULLSTOP,
        [0x1B] = READ_NUMBER_ENCLOSED_PAREN,
        [0x1C] = READ_NUMBER_ENCLOSED_CIRCLE,
        [0x1D] = READ_NUMBER_IDEOGRAPH_CIRCLE,
        [0x1E] = READ_NUMBER_STEMS,
        [0x1F] = READ_NUMBER_BRANCHES,
        [0x20] = READ_NUMBER_STEMS_BRANCHES,
        [0x21] = READ_NUMBER_CHINESE_COUNTING,
        [0x22] = READ_NUMBER_LEGAL_TRADITIONAL,
        [0x23] = READ_NUMBER_TAIWANESE_THOUSAND,
        [0x24] = READ_NUMBER_TAIWANESE_DIGITAL,
        [0x25] = READ_NUMBER_CHINESE_COUNTING,
        [0x26] = READ_NUMBER_LEGAL_SIMPLIFIED,
        [0x27] = READ_NUMBER_CHINESE_THOUSAND,
        [0x2C] = READ_NUMBER_IDEOGRAPH_DIGITAL,
        [0x39] = READ_NUMBER_IN_DASH,
    };
    if (code == 0xFF)
        return READ_NUMBER_NONE;
    if (code >= sizeof(formats))
        return READ_NUMBER_DECIMAL;
    return (read_number_format)formats[code];
}

/* Digits and the words between them. */
typedef struct numerals {
    const char *digits[10];
    const char *units[4];  /* one, ten, hundred, thousand */
    const char *groups[5]; /* of four digits */
    int short_ten;         /* 十一, not 一十一, at the start */
} numerals;

static const numerals chinese = {{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"},
                                 {"", "十", "百", "千"},
                                 {"", "万", "亿", "兆", "京"},
                                 1};
static const numerals taiwanese = {{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"},
                                   {"", "十", "百", "千"},
                                   {"", "萬", "億", "兆", "京"},
                                   1};
static const numerals legal_simplified = {
    {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"},
    {"", "拾", "佰", "仟"},
    {"", "万", "亿", "兆", "京"},
    0};
static const numerals legal_traditional = {
    {"零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"},
    {"", "拾", "佰", "仟"},
    {"", "萬", "億", "兆", "京"},
    0};

static int decimal_digits(int64_t number, int digits[20])
{
    int count = 0;
    for (; number > 0; number /= 10)
        digits[count++] = (int)(number % 10);
    return count;
}

/* Counting with places: one zero stands for any run of zeros inside. */
static void add_counting(base_buf *out, const numerals *words, int64_t number)
{
    int digits[20];
    int count = decimal_digits(number, digits);
    int zeros = 0, written = 0;
    for (int i = count - 1; i >= 0; i--) {
        int place = i % 4;
        if (digits[i] == 0) {
            zeros = 1;
        } else {
            if (zeros)
                base_buf_add_c(out, words->digits[0]);
            zeros = 0;
            if (!(words->short_ten && digits[i] == 1 && place == 1 && i == count - 1))
                base_buf_add_c(out, words->digits[digits[i]]);
            base_buf_add_c(out, words->units[place]);
            written = 1;
        }
        if (place == 0 && i > 0 && written) {
            base_buf_add_c(out, words->groups[i / 4 < 5 ? i / 4 : 4]);
            written = 0;
        }
    }
}

static void add_places(base_buf *out, const char *zero, int64_t number)
{
    int digits[20];
    for (int i = decimal_digits(number, digits); i-- > 0;)
        base_buf_add_c(out, digits[i] == 0 ? zero : chinese.digits[digits[i]]);
}

static void add_roman(base_buf *out, int64_t number, int lower)
{
    static const struct {
        int value;
        const char *upper, *lower;
    } steps[] = {
        {1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"},  {400, "CD", "cd"}, {100, "C", "c"},
        {90, "XC", "xc"}, {50, "L", "l"},    {40, "XL", "xl"}, {10, "X", "x"},    {9, "IX", "ix"},
        {5, "V", "v"},    {4, "IV", "iv"},   {1, "I", "i"},
    };
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        for (; number >= steps[i].value; number -= steps[i].value)
            base_buf_add_c(out, lower ? steps[i].lower : steps[i].upper);
    }
}

static void add_letters(base_buf *out, int64_t number, char first)
{
    char letter = (char)(first + (number - 1) % 26);
    for (int64_t i = 0; i <= (number - 1) / 26; i++)
        base_buf_add_byte(out, letter);
}

static void add_full_width(base_buf *out, int64_t number)
{
    int digits[20];
    for (int i = decimal_digits(number, digits); i-- > 0;)
        base_buf_add_codepoint(out, 0xFF10u + (uint32_t)digits[i]);
}

static void add_ordinal(base_buf *out, int64_t number)
{
    static const char *const endings[] = {"th", "st", "nd", "rd"};
    int64_t last = number % 10;
    int teen = number % 100 >= 11 && number % 100 <= 13;
    base_buf_add_int(out, number);
    base_buf_add_c(out, endings[teen || last > 3 ? 0 : last]);
}

static void add_hex(base_buf *out, int64_t number)
{
    char digits[20];
    int count = 0;
    for (; number > 0; number /= 16)
        digits[count++] = "0123456789ABCDEF"[number % 16];
    while (count-- > 0)
        base_buf_add_byte(out, digits[count]);
}

static void add_stem(base_buf *out, int64_t number)
{
    static const char *const stems[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
    base_buf_add_c(out, stems[(number - 1) % 10]);
}

static void add_branch(base_buf *out, int64_t number)
{
    static const char *const branches[] = {"子", "丑", "寅", "卯", "辰", "巳",
                                           "午", "未", "申", "酉", "戌", "亥"};
    base_buf_add_c(out, branches[(number - 1) % 12]);
}

/* The largest number a format has a form for. */
static int64_t largest(read_number_format format)
{
    switch (format) {
    case READ_NUMBER_UPPER_ROMAN:
    case READ_NUMBER_LOWER_ROMAN:
        return 32767;
    case READ_NUMBER_UPPER_LETTER:
    case READ_NUMBER_LOWER_LETTER:
        return 780;
    case READ_NUMBER_ENCLOSED_CIRCLE:
    case READ_NUMBER_ENCLOSED_PAREN:
    case READ_NUMBER_ENCLOSED_FULLSTOP:
        return 20;
    case READ_NUMBER_IDEOGRAPH_CIRCLE:
    case READ_NUMBER_STEMS:
        return 10;
    case READ_NUMBER_BRANCHES:
        return 12;
    case READ_NUMBER_STEMS_BRANCHES:
        return 60;
    default:
        return INT64_MAX;
    }
}

static void add_chinese(base_buf *out, read_number_format format, int64_t number)
{
    switch (format) {
    case READ_NUMBER_IDEOGRAPH_DIGITAL:
        add_places(out, "〇", number);
        break;
    case READ_NUMBER_TAIWANESE_DIGITAL:
        add_places(out, "○", number);
        break;
    case READ_NUMBER_CHINESE_COUNTING:
        if (number < 100)
            add_counting(out, &chinese, number);
        else
            add_places(out, "○", number);
        break;
    case READ_NUMBER_CHINESE_THOUSAND:
        add_counting(out, &chinese, number);
        break;
    case READ_NUMBER_TAIWANESE_THOUSAND:
        add_counting(out, &taiwanese, number);
        break;
    case READ_NUMBER_LEGAL_SIMPLIFIED:
        add_counting(out, &legal_simplified, number);
        break;
    case READ_NUMBER_LEGAL_TRADITIONAL:
        add_counting(out, &legal_traditional, number);
        break;
    case READ_NUMBER_STEMS:
        add_stem(out, number);
        break;
    case READ_NUMBER_BRANCHES:
        add_branch(out, number);
        break;
    case READ_NUMBER_STEMS_BRANCHES:
        add_stem(out, number);
        add_branch(out, number);
        break;
    default:
        base_buf_add_int(out, number);
        break;
    }
}

static void add_zero(base_buf *out, read_number_format format)
{
    switch (format) {
    case READ_NUMBER_CHINESE_COUNTING:
    case READ_NUMBER_TAIWANESE_DIGITAL:
        base_buf_add_c(out, "○");
        break;
    case READ_NUMBER_IDEOGRAPH_DIGITAL:
    case READ_NUMBER_CHINESE_THOUSAND:
        base_buf_add_c(out, "〇");
        break;
    case READ_NUMBER_TAIWANESE_THOUSAND:
    case READ_NUMBER_LEGAL_SIMPLIFIED:
    case READ_NUMBER_LEGAL_TRADITIONAL:
        base_buf_add_c(out, "零");
        break;
    case READ_NUMBER_FULL_WIDTH:
        base_buf_add_c(out, "０");
        break;
    case READ_NUMBER_DECIMAL_ZERO:
        base_buf_add_c(out, "00");
        break;
    case READ_NUMBER_ORDINAL:
        base_buf_add_c(out, "0th");
        break;
    default:
        base_buf_add_byte(out, '0');
        break;
    }
}

void read_number_add(base_buf *out, read_number_format format, int64_t number)
{
    if (format == READ_NUMBER_NONE || format == READ_NUMBER_BULLET)
        return;
    if (number == 0) {
        add_zero(out, format);
        return;
    }
    if (number < 0 || number > largest(format))
        format = READ_NUMBER_DECIMAL;
    switch (format) {
    case READ_NUMBER_DECIMAL_ZERO:
        if (number < 10)
            base_buf_add_byte(out, '0');
        base_buf_add_int(out, number);
        break;
    case READ_NUMBER_UPPER_ROMAN:
    case READ_NUMBER_LOWER_ROMAN:
        add_roman(out, number, format == READ_NUMBER_LOWER_ROMAN);
        break;
    case READ_NUMBER_UPPER_LETTER:
    case READ_NUMBER_LOWER_LETTER:
        add_letters(out, number, format == READ_NUMBER_UPPER_LETTER ? 'A' : 'a');
        break;
    case READ_NUMBER_ORDINAL:
        add_ordinal(out, number);
        break;
    case READ_NUMBER_HEX:
        add_hex(out, number);
        break;
    case READ_NUMBER_IN_DASH:
        base_buf_add_c(out, "- ");
        base_buf_add_int(out, number);
        base_buf_add_c(out, " -");
        break;
    case READ_NUMBER_FULL_WIDTH:
        add_full_width(out, number);
        break;
    case READ_NUMBER_ENCLOSED_CIRCLE:
        base_buf_add_codepoint(out, 0x2460u + (uint32_t)(number - 1));
        break;
    case READ_NUMBER_ENCLOSED_PAREN:
        base_buf_add_codepoint(out, 0x2474u + (uint32_t)(number - 1));
        break;
    case READ_NUMBER_ENCLOSED_FULLSTOP:
        base_buf_add_codepoint(out, 0x2488u + (uint32_t)(number - 1));
        break;
    case READ_NUMBER_IDEOGRAPH_CIRCLE:
        base_buf_add_codepoint(out, 0x3220u + (uint32_t)(number - 1));
        break;
    default:
        add_chinese(out, format, number);
        break;
    }
}
