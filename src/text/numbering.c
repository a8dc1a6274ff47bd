#include "text/numbering.h"

#include "text/class.h"
#include "text/unit.h"
#include "text/utf8.h"

#define LARGEST_NUMBER 999
#define FIRST_ENCLOSED 0x2460u /* ① */
#define LAST_ENCLOSED 0x32BFu

/* A reader's result: `end` is behind the number and its punctuation, 0 if there is none. */
typedef struct found {
    text_number_style style;
    int value;
    size_t end;
} found;

static const found nothing = {TEXT_NUMBER_NONE, 0, 0};

static uint32_t peek(base_str text, size_t offset)
{
    return text_utf8_next(text, &offset);
}

static size_t after(base_str text, size_t offset)
{
    text_utf8_next(text, &offset);
    return offset;
}

/* Up to three Arabic digits, not followed by another. Returns the offset behind, 0 if none. */
static size_t short_digits(base_str text, size_t offset, int *value)
{
    int count = 0, digit;
    *value = 0;
    while (offset < text.len && (digit = text_digit(peek(text, offset))) >= 0) {
        if (++count > 3)
            return 0;
        *value = *value * 10 + digit;
        offset = after(text, offset);
    }
    return count > 0 ? offset : 0;
}

/* A Chinese numeral from 1 to LARGEST_NUMBER. Returns the offset behind, 0 if none. */
static size_t short_han(base_str text, size_t offset, int *value)
{
    size_t length = 0;
    if (text_digit(peek(text, offset)) >= 0)
        return 0;
    int64_t number = text_numeral(base_str_from(text, offset), &length);
    if (number < 1 || number > LARGEST_NUMBER)
        return 0;
    *value = (int)number;
    return offset + length;
}

/* ①, ㈠, ⑴, ⒈ and the like: one character each. */
static found read_enclosed(base_str text)
{
    static const struct {
        uint32_t first, last;
        int value; /* of the first */
        text_number_style style;
    } ranges[] = {
        {0x2460, 0x2473, 1, TEXT_NUMBER_CIRCLE},
        {0x3251, 0x325F, 21, TEXT_NUMBER_CIRCLE},
        {0x32B1, 0x32BF, 36, TEXT_NUMBER_CIRCLE},
        {0x2776, 0x277F, 1, TEXT_NUMBER_CIRCLE},
        {0x2780, 0x2789, 1, TEXT_NUMBER_CIRCLE},
        {0x278A, 0x2793, 1, TEXT_NUMBER_CIRCLE},
        {0x24EB, 0x24F4, 11, TEXT_NUMBER_CIRCLE},
        {0x24F5, 0x24FE, 1, TEXT_NUMBER_CIRCLE},
        {0x3280, 0x3289, 1, TEXT_NUMBER_CIRCLE},
        {0x3220, 0x3229, 1, TEXT_NUMBER_HAN_BRACKET},
        {0x2474, 0x2487, 1, TEXT_NUMBER_DIGIT_BRACKET},
        {0x2488, 0x249B, 1, TEXT_NUMBER_DIGIT},
    };
    static const char *const marks[] = {"、", "．", ".", NULL};
    uint32_t codepoint = peek(text, 0);
    if (codepoint < FIRST_ENCLOSED || codepoint > LAST_ENCLOSED)
        return nothing;
    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
        if (codepoint < ranges[i].first || codepoint > ranges[i].last)
            continue;
        size_t end = after(text, 0);
        found result = {ranges[i].style, ranges[i].value + (int)(codepoint - ranges[i].first),
                        end + text_word_at(text, end, marks)};
        return result;
    }
    return nothing;
}

/* 第一章 第二部分 第三节 */
static found read_chapter(base_str text)
{
    static const char *const ordinal[] = {"第", NULL};
    static const char *const parts[] = {"章", "部分", "篇", "编", "节", NULL};
    static const char *const not_a_part[] = {"节能", "节约", "节日", "节课", "篇章", "编号", NULL};
    static const char *const marks[] = {"、", "：", ":", "．", ".", NULL};
    size_t offset = text_word_at(text, 0, ordinal), end;
    int value = 0;
    if (offset == 0)
        return nothing;
    offset = text_skip_space(text, offset);
    end = short_han(text, offset, &value);
    if (end == 0)
        end = short_digits(text, offset, &value);
    if (end == 0 || value == 0)
        return nothing;
    end = text_skip_space(text, end);
    size_t word = text_word_at(text, end, parts);
    if (word == 0 || text_word_at(text, end, not_a_part) > 0)
        return nothing;
    end += word;
    found result = {TEXT_NUMBER_CHAPTER, value, end + text_word_at(text, end, marks)};
    return result;
}

/* （一） (1) 1） */
static found read_bracketed(base_str text)
{
    static const char *const marks[] = {"、", "．", NULL};
    found result = {TEXT_NUMBER_HAN_BRACKET, 0, 0};
    int opened = text_is_open(peek(text, 0));
    size_t offset = opened ? text_skip_space(text, after(text, 0)) : 0;
    size_t end = opened ? short_han(text, offset, &result.value) : 0;
    if (end == 0) {
        result.style = TEXT_NUMBER_DIGIT_BRACKET;
        end = short_digits(text, offset, &result.value);
    }
    if (end == 0)
        return nothing;
    end = text_skip_space(text, end);
    if (!text_is_close(peek(text, end)))
        return nothing;
    end = after(text, end);
    result.end = end + text_word_at(text, end, marks);
    return result;
}

/* 1 if what stands behind `1、` or `一、` shows an enumeration: 一、二级 三、四季度 1、2号. */
static int is_enumeration(base_str text, size_t offset)
{
    static const char *const levels[] = {"、", "级", "类", "等", "季度", "线", "号", "期", NULL};
    int value;
    size_t end = short_han(text, offset, &value);
    if (end == 0)
        end = short_digits(text, offset, &value);
    return end > 0 && text_word_at(text, end, levels) > 0;
}

/* 一、 一． 一是 */
static found read_han(base_str text)
{
    static const char *const pause[] = {"、", "﹑", NULL};
    static const char *const stops[] = {"．", ".", NULL};
    static const char *const is[] = {"是", NULL};
    found result = {TEXT_NUMBER_HAN, 0, 0};
    size_t end = short_han(text, 0, &result.value), mark;
    if (end == 0)
        return nothing;
    if (text_word_at(text, end, is) > 0 && result.value <= 20) {
        result.style = TEXT_NUMBER_ORDINAL;
        result.end = end + text_word_at(text, end, is);
        return result;
    }
    end = text_skip_space(text, end);
    if ((mark = text_word_at(text, end, pause)) > 0) {
        result.end = is_enumeration(text, end + mark) ? 0 : end + mark;
    } else if ((mark = text_word_at(text, end, stops)) > 0) {
        size_t length;
        base_str rest = base_str_from(text, end + mark);
        result.end = text_numeral(rest, &length) >= 0 ? 0 : end + mark;
    }
    return result.end > 0 ? result : nothing;
}

static int is_stop(uint32_t codepoint)
{
    return codepoint == '.' || codepoint == 0xFF0E || codepoint == 0xFE52;
}

/* 1 if a decimal fraction could not be followed by this: neither a unit nor a magnitude nor a sign
 * nor the end. */
static int is_heading_text(base_str text, size_t offset)
{
    static const char *const figures[] = {"万", "亿", "千", "百", "余", "多", "%",
                                          "％", "‰",  "倍", "个", "成", "以", "左",
                                          "上", "下", "至", "到", "的", NULL};
    base_str rest = base_str_from(text, text_skip_space(text, offset));
    return rest.len > 0 && text_is_han(peek(rest, 0)) && text_unit_read(rest) == 0 &&
           text_word_at(rest, 0, figures) == 0;
}

/* `1.` directly before a number: 1.2017年, 1.12345热线. */
static int is_glued(base_str text, size_t offset)
{
    static const char *const figures[] = {"万", "亿", "%", "％", "‰", NULL};
    size_t length;
    int64_t number = text_numeral(base_str_from(text, offset), &length);
    base_str rest = base_str_from(text, offset + length);
    size_t digits = length > 0 && (unsigned char)text.ptr[offset] > 127 ? length / 3 : length;
    if (digits == 4 && number >= 1900 && number < 2100 && base_str_starts(rest, base_str_c("年")))
        return 1;
    return digits >= 3 && text_is_han(peek(rest, 0)) && text_unit_read(rest) == 0 &&
           text_word_at(rest, 0, figures) == 0;
}

/* 1.1 1.2.3 behind the first component, which ends at `end` before a stop and a digit. */
static found read_levels(base_str text, size_t end)
{
    static const char *const marks[] = {"、", "．", ".", NULL};
    found result = {TEXT_NUMBER_MULTI, 0, 0};
    size_t first = end;
    int levels = 1;
    while (is_stop(peek(text, end)) && text_digit(peek(text, after(text, end))) >= 0) {
        size_t next = short_digits(text, after(text, end), &result.value);
        if (next == 0 || result.value > 99)
            break;
        end = next;
        levels++;
    }
    int more = text_digit(peek(text, end)) >= 0 ||
               (is_stop(peek(text, end)) && text_digit(peek(text, after(text, end))) >= 0);
    size_t mark = text_word_at(text, end, marks);
    if (!more &&
        ((levels == 2 && (mark > 0 || is_heading_text(text, end))) || (levels > 2 && levels < 6))) {
        result.end = end + mark;
        return result;
    }
    if (levels == 1 && is_glued(text, after(text, first))) {
        result.style = TEXT_NUMBER_DIGIT;
        result.end = after(text, first);
        return result;
    }
    return nothing;
}

/* 1. 1、 1． and 1.1 */
static found read_digit(base_str text)
{
    static const char *const pause[] = {"、", "﹑", NULL};
    found result = {TEXT_NUMBER_DIGIT, 0, 0};
    int first = 0;
    size_t end = short_digits(text, 0, &first), mark;
    if (end == 0)
        return nothing;
    result.value = first;
    if (is_stop(peek(text, end)) && text_digit(peek(text, after(text, end))) >= 0) {
        result = read_levels(text, end);
        if (result.style == TEXT_NUMBER_DIGIT)
            result.value = first;
        return result;
    }
    end = text_skip_space(text, end);
    if ((mark = text_word_at(text, end, pause)) > 0)
        result.end = is_enumeration(text, end + mark) ? 0 : end + mark;
    else if (is_stop(peek(text, end)) && text_digit(peek(text, after(text, end))) < 0)
        result.end = after(text, end);
    return result.end > 0 ? result : nothing;
}

/* 1 for what a number may begin with; no other character needs the readers. */
static int may_begin(uint32_t codepoint)
{
    return text_numeral_starts(codepoint) || text_is_open(codepoint) || codepoint == 0x7B2C ||
           (codepoint >= FIRST_ENCLOSED && codepoint <= LAST_ENCLOSED);
}

text_numbering text_numbering_read(base_str text)
{
    static found (*const readers[])(base_str) = {read_enclosed, read_bracketed, read_digit,
                                                 read_han, read_chapter};
    text_numbering out = {TEXT_NUMBER_NONE, 0, 0, {NULL, 0}};
    size_t start = text_skip_space(text, 0);
    base_str rest = base_str_from(text, start);
    if (!may_begin(peek(rest, 0)))
        return out;
    for (size_t i = 0; rest.len > 0 && i < sizeof(readers) / sizeof(readers[0]); i++) {
        found result = readers[i](rest);
        if (result.end == 0)
            continue;
        out.style = result.style;
        out.value = result.value;
        out.printed = base_str_n(rest.ptr, result.end);
        out.length = start + text_skip_space(rest, result.end);
        return out;
    }
    return out;
}
