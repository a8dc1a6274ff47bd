/* text/quantity.h: figures in prose (620余条, 3.7万多条, 近百次, 两件, 85.4万元, 9.8%, 三分之一,
 * 3至5件), and claims without a figure (未收到申请, 均按时办结).
 *
 * Not quantities: dates and years, ordinals and what follows them (第十三、十四条), document
 * numbers (〔2017〕24号), phone numbers, postcodes, times, versions, web addresses, house numbers,
 * names inside 《…》, Chinese numerals inside “…”, printed numbers of lists, fixed expressions
 * (十四五, 一网通办, 三公经费), and 一 where it counts nothing (一批, 一个重要的…). A Chinese
 * numeral counts only with a unit, or with 余 多 as a size (三千余). Every function here is linear
 * in the text: a next walks on from `start` and looks back a bounded number of bytes only. */
#ifndef TEXT_QUANTITY_H
#define TEXT_QUANTITY_H

#include <stdint.h>

#include "base/str.h"

typedef enum text_approx {
    TEXT_EXACT = 0,
    TEXT_MORE, /* 余 多 以上 超过: above */
    TEXT_LESS, /* 近 不足 将近: below */
    TEXT_ABOUT /* 约 左右 上下 */
} text_approx;

typedef enum text_quantity_kind {
    TEXT_BARE = 0, /* no unit: 申请数为0, 3.7万 */
    TEXT_COUNT,    /* 件 条 人次 */
    TEXT_MONEY,    /* 万元 */
    TEXT_PERCENT,  /* 9.8%, 百分之五; unit is "%" for either, or ‰ */
    TEXT_POINTS,   /* 3.2个百分点 */
    TEXT_RATIO,    /* 三分之一, 1/3, 一半 (unit empty), 七成, 2倍 */
    TEXT_DURATION, /* 15个工作日, 3年 */
    TEXT_MEASURE   /* 平方米, 吨, 度 … */
} text_quantity_kind;

/* What the words before it say of a quantity: 增长9.8%, 减少3件. */
typedef enum text_change { TEXT_NO_CHANGE = 0, TEXT_RISE, TEXT_FALL } text_change;

typedef struct text_quantity {
    size_t start, end;  /* bytes of the whole in the text, approximation word and unit included */
    char digits[48];    /* plain decimal without grouping, sign first: "3.7", "-3", "620" */
    int power;          /* times 10^power: 3.7万 has 4 */
    char to_digits[48]; /* of a range 3至5件 the upper figure, else "" */
    int to_power;
    int divisor; /* 三分之一: 3; else 1 */
    text_approx approx;
    unsigned closed : 1; /* the figure itself is meant too: 以上 不少于 不超过 以内 */
    int span;            /* 余 多 近: at most so many units of its last figure that is not 0
                            away (1; 数十: 9); 0: no bound on that side */
    base_str word;       /* of the approximation, borrowed: 余; empty if exact */
    base_str unit;       /* borrowed from the text (or a literal); empty for a bare number */
    text_quantity_kind kind;
    text_change change;
} text_quantity;

/* The next quantity at or after byte `start`. 1 if found. */
int text_quantity_next(base_str text, size_t start, text_quantity *out);
/* "bare", "count", "money", "percent", "points", "ratio", "duration", "measure" */
const char *text_quantity_kind_name(text_quantity_kind kind);
/* "exact", "more", "less", "about" */
const char *text_approx_name(text_approx approx);

/* What a paragraph says of a whole class without a figure: 未收到 没有 无 未发生 (none), 均 全部
 * (all). A clause makes one claim; none is stronger than all (均没有收取任何费用). */
typedef enum text_claim_kind { TEXT_CLAIM_NONE, TEXT_CLAIM_ALL } text_claim_kind;
typedef struct text_claim {
    text_claim_kind kind;
    size_t start, end;  /* the clause it stands in */
    size_t word, scope; /* where the word (未收到, 均) starts, and what it is said of: from
                           behind the word to the clause's end; scope == end if nothing is */
} text_claim;
int text_claim_next(base_str text, size_t start, text_claim *out);

#endif
