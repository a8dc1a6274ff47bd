/* text/unpaired.h: brackets and quotation marks without their other half: 《办法，方便查阅. */
#ifndef TEXT_UNPAIRED_H
#define TEXT_UNPAIRED_H

#include "base/str.h"

#define TEXT_UNPAIRED_DEEPEST 64u /* marks open at once */

/* The first closing mark that does not close the last one open, else the last one that stays open:
 * 1, and its bytes; else 0. Marks are “” 《》 （） 【】 〔〕 「」 and ( ), which goes with （）
 * too. A closing bracket behind a number that begins a clause (1） a) 一）) needs no other. Where
 * more are open at once than TEXT_UNPAIRED_DEEPEST, the first too many counts. One walk over the
 * text. */
int text_unpaired(base_str text, size_t *start, size_t *end);

#endif
