/* text/prose.h: what text/quantity.h is read with: numbers and words of approximation in prose.
 * Offsets are bytes of the text. Private to the text layer. */
#ifndef TEXT_PROSE_H
#define TEXT_PROSE_H

#include "text/quantity.h"

/* A number as it stands in prose. */
typedef struct text_amount {
    size_t start, end;
    char digits[sizeof(((text_quantity *)NULL)->digits)]; /* plain decimal, no sign */
    int power;                                            /* of 百 千 万 standing alone */
    int chinese;                                          /* in Chinese numerals */
    int whole;                                            /* Arabic digits before the point */
    int decimal;                                          /* has a point */
    int grouped;                                          /* has thousands separators */
} text_amount;

/* Arabic digits with groups and a point at the offset. 0 if they are something else (a version, an
 * address) or too many. */
int text_amount_arabic(base_str text, size_t start, text_amount *out);
/* A Chinese numeral; with `alone` also 百, 千, 万 … without a digit (近百次). */
int text_amount_chinese(base_str text, size_t start, int alone, text_amount *out);
/* 百 千 万 亿 and what they combine with, at the offset: its length, and the power of ten. */
size_t text_amount_magnitude(base_str text, size_t offset, int *power);
/* 1 for what may begin a Chinese numeral. */
int text_amount_starts(uint32_t codepoint);
/* Past the whole run of digits, points and groups, or of Chinese numerals, at the offset. */
size_t text_amount_skip(base_str text, size_t offset);
/* 2017 and the like. */
int text_amount_is_year(const text_amount *amount);

/* The offset before the white space that ends at `offset`. */
size_t text_back_space(base_str text, size_t offset);
/* Length of the first of the words (ended by NULL) that ends at the offset; 0 if none does. */
size_t text_word_before(base_str text, size_t offset, const char *const *words);

/* The approximation written right before the number (近 约 超过); *start moves to it. */
text_approx text_approx_before(base_str text, size_t *start);
/* 1 if it is a word that approximates 百 千 万 alone only: 上百次, but 网上5件. */
int text_approx_is_weak(base_str text, size_t start);
/* 余 多 来 before or behind the magnitude: the offset behind, `offset` if there is none. */
size_t text_approx_inside(base_str text, size_t offset, text_approx *approx);
/* 以上 左右 以内 behind the unit, likewise. */
size_t text_approx_after(base_str text, size_t offset, text_approx *approx);

#endif
