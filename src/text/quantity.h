/* text/quantity.h: figures with units in prose: 620余条, 3.7万多条, 近百次, 两件, 85.4万元, 9.8%.
 *
 * Not quantities: parts of dates (2017年), document numbers (〔2017〕24号), phone numbers,
 * postcodes, numbers inside 《…》, printed numbers at the start of a paragraph, 十四五. */
#ifndef TEXT_QUANTITY_H
#define TEXT_QUANTITY_H

#include "base/str.h"

typedef enum text_approx {
    TEXT_EXACT = 0,
    TEXT_MORE, /* 余 多 以上 超过: above */
    TEXT_LESS, /* 近 不足 将近: below */
    TEXT_ABOUT /* 约 左右 上下 */
} text_approx;

typedef struct text_quantity {
    size_t start, end; /* bytes of the whole in the text, approximation word and unit included */
    char digits[48];   /* plain decimal without grouping, sign first: "3.7", "-3", "620" */
    int power;         /* times 10^power: 3.7万 has 4 */
    text_approx approx;
    base_str unit; /* borrowed from the text; empty for a bare number */
} text_quantity;

/* The next quantity at or after byte `start`. 1 if found. */
int text_quantity_next(base_str text, size_t start, text_quantity *out);

/* What a paragraph says of a whole class without a figure: 未收到 没有 无 未发生 (none), 均 全部
 * (all). */
typedef enum text_claim_kind { TEXT_CLAIM_NONE, TEXT_CLAIM_ALL } text_claim_kind;
typedef struct text_claim {
    text_claim_kind kind;
    size_t start, end; /* the clause it stands in */
} text_claim;
int text_claim_next(base_str text, size_t start, text_claim *out);

#endif
