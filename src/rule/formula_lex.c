#include "rule/formula_lex.h"

#include "text/utf8.h"

static int is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || c == 0xFEFF ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x202F;
}

static uint32_t fold(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    switch (c) {
    case 0x3001: /* 、 */
        return ',';
    case 0x2212: /* minus sign */
    case 0x2013: /* en dash */
        return '-';
    case 0x3010: /* 【 */
        return '[';
    case 0x3011: /* 】 */
        return ']';
    case 0x201C: /* curly quotation marks */
    case 0x201D:
        return '"';
    default:
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
}

uint32_t lex_next(base_str text, size_t *at)
{
    return fold(text_utf8_next(text, at));
}

size_t lex_skip_space(base_str text, size_t at)
{
    for (;;) {
        size_t next = at;
        if (!is_space(text_utf8_next(text, &next)))
            return at;
        at = next;
    }
}

int lex_match(base_str text, size_t *at, base_str what)
{
    size_t here = *at, there = lex_skip_space(what, 0);
    if (there >= what.len)
        return 0;
    while (there < what.len) {
        here = lex_skip_space(text, here);
        if (here >= text.len || lex_next(text, &here) != lex_next(what, &there))
            return 0;
        there = lex_skip_space(what, there);
    }
    *at = here;
    return 1;
}

int lex_sign(base_str text, size_t *at, char sign)
{
    size_t here = lex_skip_space(text, *at);
    if (here >= text.len || lex_next(text, &here) != (uint32_t)sign)
        return 0;
    *at = here;
    return 1;
}

/* One of the spellings, longest first; characters of a sign stand together. */
typedef struct spelling {
    const char *text;
    int meaning;
} spelling;

static int match_spelling(base_str text, size_t *at, const spelling *spellings, size_t count)
{
    size_t start = lex_skip_space(text, *at), second = start;
    uint32_t first = lex_next(text, &second);
    for (size_t i = 0; i < count; i++) {
        base_str sign = base_str_c(spellings[i].text);
        size_t here = second, there = 0;
        if (lex_next(sign, &there) != first)
            continue;
        while (there < sign.len && here < text.len) {
            size_t before = there;
            if (lex_next(text, &here) != lex_next(sign, &there)) {
                there = before;
                break;
            }
        }
        if (there == sign.len) {
            *at = here;
            return spellings[i].meaning;
        }
    }
    return -1;
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

int lex_implies(base_str text, size_t *at)
{
    static const spelling spellings[] = {{"=>", 1}, {"⇒", 1}};
    return match_spelling(text, at, spellings, COUNT(spellings)) == 1;
}

int lex_relation(base_str text, size_t *at, rule_relation *relation)
{
    static const spelling spellings[] = {
        {"==", RULE_EQ},         {"!=", RULE_NE},       {"<>", RULE_NE},
        {"<=", RULE_LE},         {">=", RULE_GE},       {"=", RULE_EQ},
        {"≠", RULE_NE},          {"≤", RULE_LE},        {"≦", RULE_LE},
        {"⩽", RULE_LE},          {"≥", RULE_GE},        {"≧", RULE_GE},
        {"⩾", RULE_GE},          {"<", RULE_LT},        {">", RULE_GT},
        {"不高于", RULE_LE},     {"不多于", RULE_LE},   {"不低于", RULE_GE},
        {"至多", RULE_LE},       {"至少", RULE_GE},     {"超过", RULE_GT},
        {"多于", RULE_GT},       {"高于", RULE_GT},     {"少于", RULE_LT},
        {"低于", RULE_LT},       {"不等于", RULE_NE},   {"不大于", RULE_LE},
        {"不超过", RULE_LE},     {"不小于", RULE_GE},   {"不少于", RULE_GE},
        {"大于或等于", RULE_GE}, {"大于等于", RULE_GE}, {"小于或等于", RULE_LE},
        {"小于等于", RULE_LE},   {"等于", RULE_EQ},     {"大于", RULE_GT},
        {"小于", RULE_LT}};
    size_t here = *at;
    if (lex_implies(text, &here))
        return 0;
    int meaning = match_spelling(text, at, spellings, COUNT(spellings));
    if (meaning < 0)
        return 0;
    *relation = (rule_relation)meaning;
    return 1;
}

int lex_tolerance(base_str text, size_t *at)
{
    static const spelling spellings[] = {{"±", 1}, {"+/-", 1}};
    return match_spelling(text, at, spellings, COUNT(spellings)) == 1;
}

int lex_ground(base_str text, size_t *at)
{
    size_t here = *at;
    if (!lex_sign(text, &here, '(') && !lex_sign(text, &here, '"'))
        return 0;
    *at = here;
    return 1;
}

char lex_operator(base_str text, size_t *at, const char *among)
{
    static const spelling spellings[] = {{"+", '+'}, {"-", '-'}, {"×", '*'}, {"*", '*'},
                                         {"✕", '*'}, {"÷", '/'}, {"/", '/'}, {"∕", '/'}};
    size_t here = *at;
    if (lex_tolerance(text, &here))
        return 0;
    here = *at;
    int meaning = match_spelling(text, &here, spellings, COUNT(spellings));
    if (meaning < 0 || strchr(among, meaning) == NULL)
        return 0;
    *at = here;
    return (char)meaning;
}

static int is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

lex_word lex_keyword(base_str text, size_t *at)
{
    /* A keyword comes before its own beginnings. */
    static const spelling spellings[] = {{"如果", WORD_IF},
                                         {"若", WORD_IF},
                                         {"if", WORD_IF},
                                         {"那么", WORD_THEN},
                                         {"则", WORD_THEN},
                                         {"then", WORD_THEN},
                                         {"否则", WORD_ELSE},
                                         {"else", WORD_ELSE},
                                         {"otherwise", WORD_ELSE},
                                         {"并且", WORD_AND},
                                         {"且", WORD_AND},
                                         {"and", WORD_AND},
                                         {"或者", WORD_OR},
                                         {"或", WORD_OR},
                                         {"or", WORD_OR},
                                         {"非", WORD_NOT},
                                         {"not", WORD_NOT},
                                         {"子项", WORD_CHILDREN},
                                         {"children", WORD_CHILDREN},
                                         {"其中", WORD_PARTS},
                                         {"parts", WORD_PARTS},
                                         {"合计", WORD_SUM},
                                         {"求和", WORD_SUM},
                                         {"sum", WORD_SUM},
                                         {"最大值", WORD_MAX},
                                         {"最大", WORD_MAX},
                                         {"max", WORD_MAX},
                                         {"最小值", WORD_MIN},
                                         {"最小", WORD_MIN},
                                         {"min", WORD_MIN},
                                         {"个数", WORD_COUNT},
                                         {"count", WORD_COUNT},
                                         {"绝对值", WORD_ABS},
                                         {"abs", WORD_ABS},
                                         {"四舍五入", WORD_ROUND},
                                         {"round", WORD_ROUND},
                                         {"占比", WORD_SHARE},
                                         {"share", WORD_SHARE},
                                         {"上年", WORD_LAST_YEAR},
                                         {"上期", WORD_LAST_YEAR},
                                         {"last_year", WORD_LAST_YEAR},
                                         {"下级", WORD_BELOW},
                                         {"subordinates", WORD_BELOW}};
    size_t here = *at;
    int meaning = match_spelling(text, &here, spellings, COUNT(spellings));
    if (meaning < 0)
        return WORD_NONE;
    /* An English word must end here: "order" is not "or". */
    if (is_word_byte(text.ptr[here - 1]) && here < text.len && is_word_byte(text.ptr[here]))
        return WORD_NONE;
    *at = here;
    return (lex_word)meaning;
}

/* Digits with at most one point, as ASCII in `out`. Returns their length, 0 if there are none. */
static size_t read_digits(base_str text, size_t *at, char *out, size_t size)
{
    size_t here = *at, length = 0, digits = 0;
    int point = 0;
    for (;;) {
        size_t next = here;
        uint32_t c = lex_next(text, &next);
        if (c == '.' && !point && digits > 0) {
            size_t after = next;
            uint32_t digit = lex_next(text, &after);
            if (digit < '0' || digit > '9')
                break;
            point = 1;
        } else if (c >= '0' && c <= '9' && here < text.len) {
            digits++;
        } else {
            break;
        }
        if (length + 1 < size)
            out[length] = (char)c;
        length++;
        here = next;
    }
    *at = here;
    return length;
}

int lex_number(base_str text, size_t *at, value_number *number, int *percent)
{
    char digits[48];
    size_t here = lex_skip_space(text, *at);
    size_t length = read_digits(text, &here, digits, sizeof(digits));
    *percent = 0;
    if (length == 0)
        return 0;
    *at = here;
    if (length >= sizeof(digits) ||
        value_number_parse(base_str_n(digits, length), number) != VALUE_OK)
        return -1;
    int power = 0;
    if (lex_match(text, &here, base_str_c("%"))) {
        *percent = 1;
        power = -2;
    } else if (lex_match(text, &here, base_str_c("万"))) {
        power = 4;
    } else if (lex_match(text, &here, base_str_c("亿"))) {
        power = 8;
    }
    *at = here;
    if (power != 0 && value_number_shift(*number, power, number) != VALUE_OK)
        return -1;
    return 1;
}

/* Characters that no bare word holds; others may be part of a label. */
static int is_sign(uint32_t c)
{
    if (c < 0x80)
        return strchr("=<>!+-*/(),[];\"", (int)c) != NULL;
    return c == 0xD7 || c == 0xF7 || c == 0xB1 || (c >= 0x2260 && c <= 0x2267) || c == 0x21D2 ||
           c == 0x2A7D || c == 0x2A7E || c == 0x2715 || c == 0x2215 || c == 0x3002;
}

size_t lex_word_end(base_str text, size_t at)
{
    size_t start = at;
    while (at < text.len) {
        size_t next = at;
        uint32_t c = lex_next(text, &next);
        if (is_space(c) || is_sign(c))
            break;
        if (at > start && (c == 0x4E14 || c == 0x5219)) /* 且 则 */
            break;
        at = next;
    }
    return at;
}
