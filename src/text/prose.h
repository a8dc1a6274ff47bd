/* text/prose.h: what text/quantity.h is read with: numbers, words of approximation, and what looks
 * like a quantity and is none. Offsets are bytes of the text. Private to the text layer. */
#ifndef TEXT_PROSE_H
#define TEXT_PROSE_H

#include "text/class.h"
#include "text/quantity.h"
#include "text/utf8.h"

#define TEXT_AMOUNT_DIGITS sizeof(((text_quantity *)NULL)->digits)

/* A number as it stands in prose. */
typedef struct text_amount {
    size_t start, end;
    char digits[TEXT_AMOUNT_DIGITS];    /* plain decimal, no sign */
    int power;                          /* of 百 千 万 standing alone */
    char to_digits[TEXT_AMOUNT_DIGITS]; /* of 两三, 七八十: the upper figure; else "" */
    int chinese;                        /* in Chinese numerals */
    int whole;                          /* Arabic digits before the point */
    int decimal;                        /* has a point */
    int grouped;                        /* has thousands separators */
    int composite;                      /* 1万2千: magnitudes are in the digits */
    int alone;                          /* 百, 千, 万 without a digit */
} text_amount;

/* Arabic digits with groups and a point at the offset. 0 if they are something else (a version, an
 * address) or too many. Groups parted by ， or a space count only before a unit or magnitude. */
int text_amount_arabic(base_str text, size_t start, text_amount *out);
/* A Chinese numeral; with `alone` also 百, 千, 万 … without a digit (近百次); 半 before a unit is
 * 0.5. */
int text_amount_chinese(base_str text, size_t start, int alone, text_amount *out);
/* Takes 千, 百 … behind Arabic digits into the amount where more digits follow: 1万2千. */
void text_amount_combine(base_str text, text_amount *amount);
/* 百 千 万 亿 and what they combine with, at the offset: its length, and the power of ten. */
size_t text_amount_magnitude(base_str text, size_t offset, int *power);
/* 1 for what may begin a Chinese numeral. */
static inline int text_amount_starts(uint32_t codepoint)
{
    switch (codepoint) {
    case 0x5341: /* 十 两 百 千 万 亿 半 廿 卅 */
    case 0x4E24:
    case 0x767E:
    case 0x5343:
    case 0x4E07:
    case 0x4EBF:
    case 0x534A:
    case 0x5EFF:
    case 0x5345:
    case 0x58F9: /* 壹 贰 叁 肆 伍 陆 柒 捌 玖 拾 */
    case 0x8D30:
    case 0x53C1:
    case 0x8086:
    case 0x4F0D:
    case 0x9646:
    case 0x67D2:
    case 0x634C:
    case 0x7396:
    case 0x62FE:
        return 1;
    default:
        return text_han_digit(codepoint) >= 0;
    }
}
/* Past the whole run of digits, points and groups, or of Chinese numerals, at the offset. */
size_t text_amount_skip(base_str text, size_t offset);
/* 2017 and the like. */
int text_amount_is_year(const text_amount *amount);

/* The code point at the offset, and the offset behind it; 0 at the end. */
static inline uint32_t text_peek(base_str text, size_t offset)
{
    return text_utf8_next(text, &offset);
}
static inline size_t text_after(base_str text, size_t offset)
{
    text_utf8_next(text, &offset);
    return offset;
}
/* The code point that ends at the offset; 0 at the start. */
static inline uint32_t text_previous(base_str text, size_t offset)
{
    return text_utf8_previous(text, &offset);
}
/* 0 to 9, or -1. */
int text_digit_at(base_str text, size_t offset);
/* The offset before the white space that ends at `offset`. */
size_t text_back_space(base_str text, size_t offset);
/* Length of the first of the words (ended by NULL) that ends at the offset; 0 if none does. */
size_t text_word_before(base_str text, size_t offset, const char *const *words);

/* A word of approximation. */
typedef struct text_hedge {
    text_approx approx;
    int closed, span;  /* as in text_quantity */
    size_t start, end; /* the word */
} text_hedge;

/* Each returns 1 and fills `out` if there is one. */
/* Right before the number: 近 约 超过. */
int text_hedge_before(base_str text, size_t start, text_hedge *out);
/* 1 if it is a word that approximates 百 千 万 alone only: 上百次, but 网上5件. */
int text_hedge_is_weak(base_str text, const text_hedge *hedge);
/* 余 多 来 before or behind the magnitude. */
int text_hedge_inside(base_str text, size_t offset, text_hedge *out);
/* 以上 左右 以内 behind the unit. */
int text_hedge_after(base_str text, size_t offset, text_hedge *out);

/* Length of the unit at the offset if it is one in prose: not of 条例, 项目, 月. */
size_t text_quantity_unit(base_str text, size_t offset, const text_amount *number);
/* The end of the fixed expression that the numeral at the offset begins (三公经费, 十四五); 0 if
 * none. */
size_t text_fixed_end(base_str text, size_t offset);
/* 1 if a Chinese numeral with this unit is another word all the same, or counts nothing. */
int text_is_figure_of_speech(base_str text, const text_amount *number, size_t unit, size_t length);
/* 1 if what stands around the number makes it something else: an ordinal, a code, a time. */
int text_is_designation(base_str text, const text_amount *number);
/* 1 if a number without a unit says how many: 申请数为0。 总数：119 */
int text_is_bare_quantity(base_str text, const text_amount *number);
/* Behind the web or mail address that the letter at the offset begins; if it is none, behind what
 * is no digit there. */
size_t text_address_end(base_str text, size_t offset);
/* Behind 第十三、十四条, at 第. */
size_t text_ordinals_end(base_str text, size_t offset);
/* 1 if the offset stands inside a short “…” that is a name. */
int text_in_quotes(base_str text, size_t offset);

#endif
