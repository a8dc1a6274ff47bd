#include "text/quantity.h"

#include <stdio.h>

#include "text/class.h"
#include "text/date.h"
#include "text/numbering.h"
#include "text/prose.h"
#include "text/unit.h"
#include "text/utf8.h"

#define LONGEST_TITLE 600 /* bytes; 《 and 》 further apart belong to no title */

/* Words that begin like a unit. */
static const char *const not_units[] = {
    "条例", "条件", "家庭", "人民", "人大", "人工", "人社",   "期间", "期限",   "期满", "次要",
    "次数", "次日", "次年", "场所", "名称", "名单", "名义",   "位于", "位一体", "对应", "对于",
    "对外", "对口", "对一", "对接", "成立", "成为", "成功",   "成员", "成效",   "通过", "通报",
    "通知", "通信", "处理", "处罚", "处室", "处于", "处置",   "所有", "所在",   "项目", "点击",
    "部署", "部分", "本年", "本局", "本市", "本部", "组织",   "组成", "例如",   "起来", "起诉",
    "起草", "起至", "种类", "门户", "门式", "版面", "支持",   "支付", "支出",   "支队", "集中",
    "集体", "集团", "只有", "只是", "头条", "包括", "包含",   "单位", "单独",   "站式", "站点",
    "班子", "页面", "分别", "分类", "分析", "分之", "年来",   "年度", "年报",   "年一", "天津",
    "台州", "台风", "座谈", "批准", "批复", "批示", "户籍",   "户口", "类别",   "类似", "升级",
    "克服", "次性", "条龙", "个样", "件事", "张网", "段时间", "则是", "公里路", "道路", "度假",
    "周边", "字号", "根据", "封面", "间接", "双方", "双随机", "片区", "块状",   "把手", NULL};
/* Words that begin like a word of not_units and are a unit with its noun. */
static const char *const units_after_all[] = {"起诉讼", NULL};
/* Units that are never a quantity's in prose: parts of dates and times, sessions, versions. */
static const char *const not_in_prose[] = {"月", "日", "届", "点", NULL};
/* Units that behind 一 say something else: 一点, 一批, 一方面. */
static const char *const vague_one[] = {"点", "批", "段", "片",   "块", "道", "头",
                                        "部", "度", "分", "方面", "对", "成", "双",
                                        "通", "面", "则", "句",   NULL};
/* Characters before 一 that make it part of another word. */
static const char *const before_one[] = {"统", "唯", "专", "单", "万", "逐", "同", "任", "某", "每",
                                         "哪", "另", "这", "那", "之", "划", "合", "不", "上", "下",
                                         "前", "后", "新", "跑", "第", "其", "如", "对", NULL};
/* Nouns before a bare number that is no quantity. */
static const char *const before_code[] = {"邮编", "邮政编码", "电话", "传真", "热线", "手机",
                                          "编号", "号码",     "账号", "代码", "信箱", "邮箱",
                                          "版本", "QQ",       "文号", "证号", NULL};

static uint32_t peek(base_str text, size_t offset)
{
    return text_utf8_next(text, &offset);
}

static size_t after(base_str text, size_t offset)
{
    text_utf8_next(text, &offset);
    return offset;
}

static uint32_t previous(base_str text, size_t offset)
{
    return text_utf8_previous(text, &offset);
}

static base_str head_of(base_str text, size_t end)
{
    return base_str_n(text.ptr, end);
}

static int is_letter(uint32_t codepoint)
{
    return (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 'A' && codepoint <= 'Z') ||
           (codepoint >= 0xFF21 && codepoint <= 0xFF3A) ||
           (codepoint >= 0xFF41 && codepoint <= 0xFF5A);
}

static int digit_at(base_str text, size_t offset)
{
    return offset < text.len ? text_digit(peek(text, offset)) : -1;
}

/* Length of the unit at the offset if it is one in prose. */
static size_t read_unit(base_str text, size_t offset, const text_amount *number)
{
    size_t length = text_unit_read(base_str_from(text, offset));
    base_str unit = base_str_n(text.ptr + offset, length);
    if (length == 0 || (text_word_at(text, offset, not_units) > 0 &&
                        text_word_at(text, offset, units_after_all) == 0))
        return 0;
    for (const char *const *word = not_in_prose; *word != NULL; word++) {
        if (base_str_eq_c(unit, *word))
            return 0;
    }
    if ((number->decimal || text_amount_is_year(number)) && base_str_eq_c(unit, "版"))
        return 0;
    return length;
}

/* What a Chinese numeral with a unit must not be: a word that happens to look so. */
static int is_chinese_word(base_str text, const text_amount *number, size_t unit_start, size_t unit)
{
    static const char *const cases[] = {"案", "诉", "行政", "事", "投",
                                        "举", "复", "信",   "因", NULL};
    static const char *const parts[] = {"件", "点", "部", NULL};
    base_str numeral = base_str_n(text.ptr + number->start, number->end - number->start);
    base_str name = base_str_n(text.ptr + unit_start, unit);
    if (base_str_eq_c(name, "分") || base_str_eq_c(numeral, "二") || base_str_eq_c(numeral, "一一"))
        return 1; /* 十分; 二组 and 二期 are ordinals; 唯一一家 */
    if (base_str_eq_c(numeral, "零"))
        return text_word_at(text, unit_start, parts) > 0;
    if (!base_str_eq_c(numeral, "一"))
        return 0;
    if (base_str_eq_c(name, "起"))
        return text_word_at(text, unit_start + unit, cases) == 0;
    return text_word_before(text, number->start, before_one) > 0 ||
           text_word_at(text, unit_start, vague_one) > 0;
}

/* 1 if 《 or 》 stands at the byte: E3 80 8A or E3 80 8B. */
static int is_title_mark(base_str text, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    return (bytes[2] & 0xFE) == 0x8A && bytes[0] == 0xE3 && bytes[1] == 0x80;
}

/* 1 if the offset stands behind 《 without 》 between. */
static int in_title(base_str text, size_t offset)
{
    size_t least = offset > LONGEST_TITLE ? offset - LONGEST_TITLE : 0;
    while (offset >= least + 3) {
        offset--;
        if (is_title_mark(text, offset - 2))
            return (unsigned char)text.ptr[offset] == 0x8A;
    }
    return 0;
}

/* Offset behind the 》 that ends the title at the offset; `offset` itself if it has no near end. */
static size_t skip_title(base_str text, size_t offset)
{
    size_t most = text.len - offset > LONGEST_TITLE ? offset + LONGEST_TITLE : text.len;
    for (size_t at = offset; at + 3 <= most; at++) {
        if (is_title_mark(text, at) && (unsigned char)text.ptr[at + 2] == 0x8B)
            return at + 3;
    }
    return offset;
}

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

/* 1 if a number without a unit says how many: 申请数为0。 总数：119 */
static int is_bare_quantity(base_str text, const text_amount *number)
{
    size_t before = text_back_space(text, number->start), next = text_skip_space(text, number->end);
    uint32_t left = previous(text, before), right = peek(text, next);
    if (number->chinese || text_amount_is_year(number) || before == 0 ||
        (number->whole > 6 && !number->grouped))
        return 0;
    if (left == 0x3001 || left == ',') { /* 分别为5、3 */
        size_t mark = before;
        text_utf8_previous(text, &mark);
        if (text_digit(previous(text, mark)) < 0)
            return 0;
    } else if (left == 0xFF1A || left == ':') {
        size_t mark = before;
        text_utf8_previous(text, &mark);
        if (text_digit(previous(text, mark)) >= 0 || text_word_before(text, mark, before_code) > 0)
            return 0;
    } else if (!text_is_han(left) && left != '=' && left != 0xFF1D) {
        return 0;
    }
    if (text_word_before(text, before, before_code) > 0 || left == 0x7B2C)
        return 0;
    if (next < text.len && !ends_bare(right))
        return base_str_find(head_of(text, next), base_str_c("\n"), number->end) != BASE_STR_NONE;
    return 1;
}

static int is_time(base_str unit)
{
    static const char *const times[] = {"年", "天", "周", "个月", "季度", "小时", NULL};
    return text_word_at(unit, 0, times) > 0;
}

/* The unit and magnitude of a range's first figure are those of the second, behind the sign: 10～20
 * 万条. Returns 0 if there is no range. */
static int range_unit(base_str text, size_t offset, base_str *unit, int *power)
{
    static const char *const signs[] = {"-", "－", "—", "–", "~", "～", "至", "到", "―", NULL};
    text_amount second;
    size_t next = text_skip_space(text, offset), length = text_word_at(text, next, signs);
    if (length == 0)
        return 0;
    next = text_skip_space(text, next + length);
    if (digit_at(text, next) < 0 || !text_amount_arabic(text, next, &second))
        return 0;
    next = text_skip_space(text, second.end);
    length = read_unit(text, next, &second);
    if (length == 0) {
        next += text_amount_magnitude(text, next, power);
        next = text_skip_space(text, next);
        length = read_unit(text, next, &second);
    }
    *unit = base_str_n(text.ptr + next, length);
    return length > 0;
}

/* Unit, magnitude and approximation behind the number. 0 if it is no quantity. */
static int complete(base_str text, const text_amount *number, text_quantity *out)
{
    int power = 0;
    text_approx inside = TEXT_EXACT, behind = TEXT_EXACT;
    size_t end = text_approx_inside(text, number->end, &inside);
    size_t next = text_skip_space(text, end);
    size_t unit = read_unit(text, next, number), magnitude = 0;
    if (unit == 0 && (magnitude = text_amount_magnitude(text, next, &power)) > 0) {
        end = text_approx_inside(text, next + magnitude, &inside);
        next = text_skip_space(text, end);
        unit = read_unit(text, next, number);
    }
    out->power = number->power + power;
    out->unit = base_str_n(text.ptr + next, unit);
    if (unit > 0) {
        if (number->chinese && is_chinese_word(text, number, next, unit))
            return 0;
        end = next + unit;
    } else if (number->chinese) {
        return 0;
    } else {
        int ranged = magnitude == 0 && range_unit(text, end, &out->unit, &out->power);
        if (!ranged && magnitude == 0 && !is_bare_quantity(text, number))
            return 0;
    }
    end = text_approx_after(text, end, &behind);
    out->approx = behind != TEXT_EXACT ? behind : inside;
    out->end = end;
    return 1;
}

/* 1 if what stands before the number makes it something else. */
static int is_refused(base_str text, const text_amount *number)
{
    size_t before = text_back_space(text, number->start);
    uint32_t left = previous(text, before), right = peek(text, number->end);
    if (before > 0 && (left == 0x7B2C || left == 0x3014)) /* 第 〔 */
        return 1;
    if (!number->chinese) {
        if (before == number->start && before > 0 && is_letter(left))
            return 1;
        if (number->end < text.len && (is_letter(right) || right == 0x3015 || right == '@'))
            return 1;
        if (number->whole > 1 && number->digits[0] == '0')
            return 1;
    }
    return 0;
}

/* A sign before the number that belongs to it; *start moves to it. */
static int read_sign(base_str text, size_t *start)
{
    size_t before = *start;
    if (before == 0)
        return 0;
    uint32_t sign = text_utf8_previous(text, &before);
    if (sign != '-' && sign != 0xFF0D && sign != 0x2212)
        return 0;
    uint32_t left = previous(text, before);
    if (before > 0 && !text_is_han(left) && !text_is_open(left) && left != 0xFF1A)
        return 0;
    *start = before;
    return 1;
}

/* 百分之五, 百分之20 at the offset of 百. */
static int read_percent(base_str text, size_t offset, text_quantity *out)
{
    static const char *const words[] = {"百分之", NULL};
    text_amount number;
    size_t length = text_word_at(text, offset, words);
    size_t start = text_skip_space(text, offset + length);
    if (length == 0 || start >= text.len)
        return 0;
    int read = digit_at(text, start) >= 0 ? text_amount_arabic(text, start, &number)
                                          : text_amount_chinese(text, start, 0, &number);
    if (!read)
        return 0;
    memset(out, 0, sizeof(*out));
    out->start = offset;
    out->approx = text_approx_before(text, &out->start);
    out->end = number.end;
    memcpy(out->digits, number.digits, sizeof(out->digits));
    out->unit = base_str_c("%");
    return 1;
}

/* The quantity whose number starts at the offset. */
static int read_quantity(base_str text, size_t offset, text_quantity *out)
{
    text_amount number;
    size_t start = offset;
    int chinese = digit_at(text, offset) < 0;
    int alone = chinese && text_approx_before(text, &start) != TEXT_EXACT;
    if (!(chinese ? text_amount_chinese(text, offset, alone, &number)
                  : text_amount_arabic(text, offset, &number)))
        return 0;
    memset(out, 0, sizeof(*out));
    if (is_refused(text, &number) || !complete(text, &number, out))
        return 0;
    out->start = offset;
    int negative = !chinese && read_sign(text, &out->start);
    snprintf(out->digits, sizeof(out->digits), "%s%.*s", negative ? "-" : "",
             (int)sizeof(out->digits) - 2, number.digits);
    start = out->start;
    text_approx before = text_approx_before(text, &start);
    int lone = chinese && number.power > 0; /* 百 in 上百次 */
    if (before != TEXT_EXACT && (lone || !text_approx_is_weak(text, start)) &&
        !(before == TEXT_LESS && is_time(out->unit))) {
        out->start = start;
        out->approx = before;
    }
    return 1;
}

int text_quantity_next(base_str text, size_t start, text_quantity *out)
{
    text_date date;
    text_numbering number = text_numbering_read(text);
    if (number.style != TEXT_NUMBER_NONE && start < number.length)
        start = number.length;
    if (in_title(text, start))
        start = skip_title(text, start);
    while (start < text.len) {
        uint32_t codepoint = peek(text, start);
        if (codepoint == 0x300A) /* 《 */
            start = skip_title(text, after(text, start));
        else if (text_digit(codepoint) < 0 && !text_amount_starts(codepoint))
            start = after(text, start);
        else if (read_percent(text, start, out))
            return 1;
        else if (text_date_at(text, start, &date))
            start = date.end;
        else if (read_quantity(text, start, out))
            return 1;
        else
            start = text_amount_skip(text, start);
    }
    return 0;
}
