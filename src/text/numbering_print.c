/* Numbers as they are printed: the rest of text/numbering.h. */
#include "text/class.h"
#include "text/numbering.h"
#include "text/utf8.h"

const char *text_number_style_name(text_number_style style)
{
    static const char *const names[] = {"",      "第一章", "一、", "（一）", "1.",
                                        "（1）", "①",      "1.1",  "一是"};
    return names[style];
}

/* 1 to 99 in Chinese; else in digits. */
static void add_han(base_buf *buf, int value)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (value < 1 || value > 99) {
        base_buf_add_int(buf, value);
        return;
    }
    if (value >= 20)
        base_buf_add_c(buf, digits[value / 10]);
    if (value >= 10)
        base_buf_add_c(buf, "十");
    base_buf_add_c(buf, digits[value % 10]);
}

static void add_circle(base_buf *buf, int value)
{
    /* U+2460 ①, three bytes */
    char bytes[3] = {'\xE2', (char)(0x91 + 0), (char)(0xA0 + value - 1)};
    if (value >= 1 && value <= 20)
        base_buf_add(buf, bytes, sizeof(bytes));
    else
        base_buf_add_int(buf, value);
}

void text_number_print(base_buf *buf, text_number_style style, int value)
{
    switch (style) {
    case TEXT_NUMBER_CHAPTER:
        base_buf_add_c(buf, "第");
        add_han(buf, value);
        break;
    case TEXT_NUMBER_HAN:
        add_han(buf, value);
        base_buf_add_c(buf, "、");
        break;
    case TEXT_NUMBER_HAN_BRACKET:
        base_buf_add_c(buf, "（");
        add_han(buf, value);
        base_buf_add_c(buf, "）");
        break;
    case TEXT_NUMBER_DIGIT_BRACKET:
        base_buf_add_c(buf, "（");
        base_buf_add_int(buf, value);
        base_buf_add_c(buf, "）");
        break;
    case TEXT_NUMBER_CIRCLE:
        add_circle(buf, value);
        break;
    case TEXT_NUMBER_ORDINAL:
        add_han(buf, value);
        base_buf_add_c(buf, "是");
        break;
    default:
        base_buf_add_int(buf, value);
        base_buf_add_c(buf, style == TEXT_NUMBER_DIGIT ? "." : "");
        break;
    }
}

const char *text_number_mark(base_str printed)
{
    size_t at = printed.len, first = 0;
    uint32_t last = text_utf8_previous(printed, &at);
    int opened = text_is_open(text_utf8_next(printed, &first));
    switch (last) {
    case 0x3001: /* 、 */
    case 0xFE51:
        return "、";
    case '.':
    case 0xFF0E:
    case 0xFE52:
        return ".";
    case ':':
    case 0xFF1A:
        return "：";
    default:
        if (text_is_close(last))
            return opened ? "（）" : "）";
        return "";
    }
}
