/* Numbers that name or order something instead of counting: ordinals, codes, times, addresses. */
#include "text/class.h"
#include "text/prose.h"
#include "text/unit.h"
#include "text/utf8.h"

#define LONGEST_NAME 96     /* bytes of a name inside “…” */
#define LONGEST_ADDRESS 256 /* bytes looked at in one go */

/* Nouns before a bare number that is no quantity. */
static const char *const before_code[] = {
    "邮编", "邮政编码", "电话", "传真", "热线", "手机", "编号", "号码", "账号", "代码", "信箱",
    "邮箱", "版本",     "QQ",   "文号", "证号", "附件", "附表", "附图", "附录", "表",   "图",
    "注",   "号",       "楼",   "室",   "第",   "型",   "级",   "类",   "案例", "样本", "步骤",
    "章",   "节",       "例",   "问题", "问",   "答",   "路",   "弄",   "幢",   "栋",   "座",
    "单元", "层",       "区",   "序号", "学号", "工号", "条款", "分机", "转",   "拨打", "邮政",
    "卡号", "年",       "月",   "日",   "时",   "点",   NULL};

static int ends_bare(uint32_t codepoint)
{
    static const uint32_t marks[] = {0xFF0C, 0x3002, 0xFF1B, 0x3001, 0xFF01, 0xFF1F, 0xFF09,
                                     0xFF08, 0x2026, ',',    ';',    ')',    '('};
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (codepoint == marks[i])
            return 1;
    }
    return 0;
}

/* What may stand before it: a Han character, a colon behind a label, or the last of a list. */
static int may_follow(base_str text, size_t before)
{
    size_t mark = before;
    uint32_t left = before > 0 ? text_utf8_previous(text, &mark) : 0;
    if (left == 0x3001 || left == ',' || left == 0xFF0C) /* 分别为5、3 */
        return text_digit(text_previous(text, mark)) >= 0;
    if (left == 0xFF1A || left == ':')
        return text_digit(text_previous(text, mark)) < 0 &&
               text_word_before(text, mark, before_code) == 0;
    return (text_is_han(left) || left == '=' || left == 0xFF1D) &&
           text_word_before(text, before, before_code) == 0;
}

int text_is_bare_quantity(base_str text, const text_amount *number)
{
    size_t before = text_back_space(text, number->start), next = text_skip_space(text, number->end);
    uint32_t left = text_previous(text, before), right = text_peek(text, next);
    if (text_amount_is_year(number) || before == 0 || (number->whole > 6 && !number->grouped) ||
        !may_follow(text, before))
        return 0;
    if (left == 0xFF1A || left == ':') { /* 如下：1、… 2）… */
        size_t item = text_skip_space(text, text_after(text, next));
        if (text_is_close(right) || (right == 0x3001 && text_digit_at(text, item) < 0))
            return 0;
    }
    if (next < text.len && !ends_bare(right))
        return base_str_find(base_str_n(text.ptr, next), base_str_c("\n"), number->end) !=
               BASE_STR_NONE;
    return 1;
}

static int is_letter(uint32_t codepoint)
{
    return (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 'A' && codepoint <= 'Z') ||
           (codepoint >= 0xFF21 && codepoint <= 0xFF3A) ||
           (codepoint >= 0xFF41 && codepoint <= 0xFF5A);
}

/* 9:30, 17：00 and the second half of them. */
static int is_time(base_str text, const text_amount *number)
{
    size_t mark = number->start;
    uint32_t left = number->start > 0 ? text_utf8_previous(text, &mark) : 0;
    uint32_t right = text_peek(text, number->end);
    if ((left == ':' || left == 0xFF1A) && text_digit(text_previous(text, mark)) >= 0)
        return 1;
    return (right == ':' || right == 0xFF1A) && number->whole <= 2 &&
           text_digit_at(text, text_after(text, number->end)) >= 0;
}

/* 8时30分, 上午9点15分 */
static int is_minutes(base_str text, const text_amount *number)
{
    static const char *const hours[] = {"时", "点", "點", NULL};
    static const char *const unit[] = {"分", NULL};
    return text_word_before(text, number->start, hours) > 0 &&
           text_word_at(text, number->end, unit) > 0;
}

/* 5幢203室, 解放路12号3楼, 408室 */
static int is_address(base_str text, const text_amount *number)
{
    static const char *const houses[] = {"幢", "栋", "座", "号楼", "单元", "层", "楼", NULL};
    static const char *const signs[] = {"号", "路", "街", "巷", "弄", "大道", "幢", "栋", NULL};
    size_t length = text_word_at(text, number->end, houses);
    return length > 0 && (text_digit_at(text, number->end + length) >= 0 ||
                          text_word_before(text, number->start, signs) > 0);
}

int text_is_designation(base_str text, const text_amount *number)
{
    size_t before = text_back_space(text, number->start), mark = before;
    uint32_t left = before > 0 ? text_utf8_previous(text, &mark) : 0;
    uint32_t right = text_peek(text, number->end);
    if (left == 0x7B2C || left == 0x3014) /* 第 〔 */
        return 1;
    if (number->chinese)
        return 0;
    if (before == number->start && (is_letter(left) || left == '_' || left == '/' || left == '#'))
        return 1;
    if (is_letter(right) || right == 0x3015 || right == '@' || right == '_')
        return 1;
    if (number->whole > 1 && number->digits[0] == '0' && !number->grouped)
        return 1;
    if (before == number->start && text_is_dash(left) && text_digit(text_previous(text, mark)) >= 0)
        return 1; /* 0577-88539697 */
    return is_time(text, number) || is_minutes(text, number) || is_address(text, number);
}

static int in_address(uint32_t codepoint)
{
    if (is_letter(codepoint) || text_digit(codepoint) >= 0)
        return codepoint < 0x80;
    return codepoint != 0 && codepoint < 0x80 &&
           memchr("-._~:/?#[]@!$&'*+=%", (int)codepoint, 19) != NULL;
}

size_t text_address_end(base_str text, size_t offset)
{
    size_t end = offset;
    int marks = 0;
    uint32_t last = 0;
    while (end < text.len && end - offset < LONGEST_ADDRESS && in_address(text_peek(text, end))) {
        uint32_t codepoint = text_utf8_next(text, &end);
        marks += codepoint == '@' || (last == ':' && codepoint == '/') ||
                 (last == '.' && is_letter(codepoint));
        last = codepoint;
    }
    if (marks > 0)
        return end;
    while (offset < end && text_digit_at(text, offset) < 0)
        offset = text_after(text, offset);
    return offset;
}

/* Behind a numeral in brackets or not; 0 if none is there. */
static size_t numeral_end(base_str text, size_t offset)
{
    offset = text_skip_space(text, offset);
    if (text_is_open(text_peek(text, offset)))
        offset = text_after(text, offset);
    size_t end = text_amount_skip(text, offset);
    if (end == offset)
        return 0;
    return text_is_close(text_peek(text, end)) ? text_after(text, end) : end;
}

size_t text_ordinals_end(base_str text, size_t offset)
{
    static const char *const joints[] = {"、", "和", "或", "至", "到", "及", "以及",
                                         "与", "-",  "—",  "－", "~",  "～", NULL};
    size_t start = text_after(text, offset), end = numeral_end(text, start);
    if (end == 0)
        return start;
    for (;;) {
        size_t next = text_skip_space(text, end), length = text_word_at(text, next, joints);
        size_t more = length > 0 ? numeral_end(text, next + length) : 0;
        if (more == 0)
            break;
        end = more;
    }
    size_t unit = text_unit_read(base_str_from(text, end));
    return end + unit;
}

/* “ or ” at the byte: E2 80 9C or E2 80 9D; 0 if neither. */
static int quote_at(base_str text, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    return bytes[0] == 0xE2 && bytes[1] == 0x80 && (bytes[2] & 0xFE) == 0x9C ? bytes[2] : 0;
}

static int ends_name(uint32_t codepoint)
{
    return codepoint == 0xFF0C || codepoint == 0x3002 || codepoint == 0xFF1B || codepoint == '\n';
}

int text_in_quotes(base_str text, size_t offset)
{
    size_t at = offset;
    int open = 0;
    while (at > 0 && offset - at < LONGEST_NAME && !open) {
        uint32_t codepoint = text_utf8_previous(text, &at);
        if (codepoint == 0x201D || ends_name(codepoint))
            return 0;
        open = codepoint == 0x201C;
    }
    size_t end = offset;
    while (open && end + 3 <= text.len && end - at < LONGEST_NAME) {
        if (quote_at(text, end) == 0x9D)
            return 1;
        if (ends_name(text_utf8_next(text, &end)))
            return 0;
    }
    return 0;
}
