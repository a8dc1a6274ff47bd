/* text/enumeration_words.h: enumerations without figures. Private to enumeration*.c. */
#ifndef TEXT_ENUMERATION_WORDS_H
#define TEXT_ENUMERATION_WORDS_H

#include "text/enumeration.h"

/* 1 if the quantity counts parts of a text: 三个方面, 四部分, 五大类. */
int text_counts_parts(base_str text, const text_quantity *quantity);
/* The list beside such a quantity into out->least, most, start and end; `order` are the order words
 * of the text. */
void text_counted_list(base_str text, const text_quantity *quantity, const base_vec *order,
                       text_enumeration *out);
/* Appends the order words of the text (text_part). */
int text_order_words(base_arena *arena, base_str text, base_vec *out);

#endif
