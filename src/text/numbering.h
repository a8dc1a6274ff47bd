/* text/numbering.h: printed numbers before headings, list items and form rows.
 *
 * Source: 党政机关公文格式 GB/T 9704-2012 7.3.3: 一、 （一） 1. （1）; and what is met: 第一章,
 * (一), 1、, 1．, 1), ①, ㈠, 一是. */
#ifndef TEXT_NUMBERING_H
#define TEXT_NUMBERING_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

typedef enum text_number_style {
    TEXT_NUMBER_NONE = 0,
    TEXT_NUMBER_CHAPTER,       /* 第一章 第二部分 第三节 */
    TEXT_NUMBER_HAN,           /* 一、 */
    TEXT_NUMBER_HAN_BRACKET,   /* （一） (一) ㈠ */
    TEXT_NUMBER_DIGIT,         /* 1. 1、 1． */
    TEXT_NUMBER_DIGIT_BRACKET, /* （1） (1) 1） 1) ⑴ */
    TEXT_NUMBER_CIRCLE,        /* ① */
    TEXT_NUMBER_MULTI,         /* 1.1 1.2.3 */
    TEXT_NUMBER_ORDINAL        /* 一是 */
} text_number_style;

typedef struct text_numbering {
    text_number_style style;
    int value;        /* 一 = 1; the last component of a multi-level number */
    size_t length;    /* bytes of the number with its punctuation, and white space after it */
    base_str printed; /* the number with its punctuation, without white space: "一、" */
} text_numbering;

/* Reads a number at the start of the text (white space before it is skipped and counted in length).
 * `1.5万元` and `2017年` are no numbers. style is NONE if there is none. */
text_numbering text_numbering_read(base_str text);

/* The style as its first number is printed: "第一章" "一、" "（一）" "1." "（1）" "①" "1.1" "一是";
 * "" for NONE. */
const char *text_number_style_name(text_number_style style);
/* Appends a number as the style prints it: （三）, 3. (of a multi-level one the last component). */
void text_number_print(base_buf *buf, text_number_style style, int value);
/* What stands around or behind the numeral, full-width forms folded: "、" "." "：" "）" "（）" or
 * "". */
const char *text_number_mark(base_str printed);

/* A Chinese or Arabic numeral (一百二十三, 〇, 两, １２, 壹) at the start of the text: its value,
 * and its length in bytes in *length; -1 if there is none or it passes 10^16. */
int64_t text_numeral(base_str text, size_t *length);
/* 1 for what a numeral may begin with. */
int text_numeral_starts(uint32_t codepoint);

#endif
