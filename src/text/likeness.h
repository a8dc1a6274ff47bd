/* text/likeness.h: how well a title is the one that is looked for. */
#ifndef TEXT_LIKENESS_H
#define TEXT_LIKENESS_H

#include "base/str.h"

#define TEXT_LIKENESS_ENOUGH 80  /* from here on two titles are taken for the same */
#define TEXT_LIKENESS_LONGEST 96 /* code points */

/* Of two keys (text_label_key): 100 equal; 95 `title` contains `wanted`; 90 it has all characters
 * of `wanted` in their order (收费情况 in 收费及减免情况); else twice the longest common sequence
 * in percent of both lengths together, at most 89. Longer ones are compared for the first two only.
 * An empty key is like nothing: 0. */
int text_likeness(base_str wanted, base_str title);

#endif
