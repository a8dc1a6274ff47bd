/* text/doubled.h: Chinese characters that stand twice in a row: 进一步推进政府信息政府信息公开. */
#ifndef TEXT_DOUBLED_H
#define TEXT_DOUBLED_H

#include "base/str.h"

#define TEXT_DOUBLED_LONGEST 32u /* characters */

/* The longest run of `least` to `most` Chinese characters (U+3400 to U+9FFF) that is followed by
 * itself, the first of several of that length: 1, and the bytes of its first standing; else 0.
 * 1 <= least <= most <= TEXT_DOUBLED_LONGEST. One walk over the text. */
int text_doubled(base_str text, unsigned least, unsigned most, size_t *start, size_t *end);

#endif
