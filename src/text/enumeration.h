/* text/enumeration.h: what a text takes apart: 主动公开1135条，包含公报11条、网站742条…;
 * 以下三个方面：…; 一是…二是…
 *
 * Figures: a list begins behind 其中, 包括, 包含, 分别为, a colon or a bracket right behind a
 * figure, or is a sentence of at least three figures with percentages; a sum may follow its terms
 * (合计8件). Parts are figures in the unit of the total; a percentage (占65.4%) belongs to the part
 * before it; growth, durations and figures of another unit are no parts. A list inside a list
 * divides the part before it, and ends at its bracket, at ； or at the sentence's end. Words:
 * 三个方面 with the list beside it. `least` and `most` bound every reasonable count of the list: 、
 * separates, unless it joins pieces of one name (行政复议、行政诉讼情况); 和 以及 及 与 may
 * separate or not. Or 一是 二是 follow at once and are counted.
 * Order words: 一是 二是 … at the start of clauses.
 * Linear in the text. Offsets are bytes of the text; everything is in the arena. */
#ifndef TEXT_ENUMERATION_H
#define TEXT_ENUMERATION_H

#include <hecha.h>

#include "base/vec.h"
#include "text/quantity.h"
#include "text/sentence.h"

#define TEXT_MAX_TOTALS 8

typedef enum text_enumeration_kind {
    TEXT_OF_WHICH,     /* 其中 */
    TEXT_INCLUDES,     /* 包括 包含 */
    TEXT_RESPECTIVELY, /* 分别为 */
    TEXT_COLON,        /* 共5件：… */
    TEXT_BRACKET,      /* 共5件（…） */
    TEXT_LIST,         /* a sentence of figures with percentages */
    TEXT_SUM,          /* 甲3件、乙5件，合计8件 */
    TEXT_COUNTED,      /* 三个方面 */
    TEXT_ORDERED       /* 一是 二是 */
} text_enumeration_kind;

typedef struct text_part {
    text_span label; /* what is counted; of an order word its clause */
    text_quantity quantity, percent;
    int has_quantity, has_percent;
    int order;  /* of 一是 二是; else 0 */
    int closes; /* a ；or the end of a list inside stands between it and the next part */
} text_part;

typedef struct text_enumeration {
    text_enumeration_kind kind;
    size_t start, end; /* from its total or word to its last part */
    text_span sentence;
    text_quantity totals[TEXT_MAX_TOTALS]; /* what it may divide, the likeliest first */
    size_t total_count;                    /* of TEXT_COUNTED 1: the stated count */
    int same_sentence;  /* the likeliest total stands in its sentence, or alone in the one before a
                           list that begins with 其中 */
    size_t previous;    /* where the sentence before begins */
    base_vec parts;     /* of text_part */
    int open;           /* 等 stands behind the last part */
    int rest;           /* a part is 其他 or 其余 */
    size_t least, most; /* of TEXT_COUNTED; 0: no list beside it */
    size_t inside;      /* 1 + index of the enumeration whose part it divides; 0: none */
} text_enumeration;

/* Appends the enumerations of a text in the order of their beginnings. `quantities` are all of the
 * text, in its order: items of any size that begin with their text_quantity; NULL where they were
 * not looked for before. 0 or HECHA_E_MEMORY. */
int text_enumerations(base_arena *arena, base_str text, const base_vec *quantities, base_vec *out);
/* "of_which", "includes", "respectively", "colon", "bracket", "list", "sum", "counted", "ordered"
 */
const char *text_enumeration_name(text_enumeration_kind kind);
/* The reasonable counts of a list of names joined by 、 and 和 以及 及 与. */
void text_list_counts(base_str list, size_t *least, size_t *most);

#endif
