/* text/nearest.h: the known names that a mistyped one is most like. */
#ifndef TEXT_NEAREST_H
#define TEXT_NEAREST_H

#include <hecha.h>

#include "base/buf.h"
#include "base/msg.h"

#define TEXT_NEAREST_MOST 3u

/* The nearest names so far, best first; zero-initialise. The names are the callers'. */
typedef struct text_nearest {
    base_str names[TEXT_NEAREST_MOST];
    int similarity[TEXT_NEAREST_MOST];
    size_t count;
} text_nearest;

/* Considers a name: kept if it is `least` or more of 100 like what was typed (text_similarity,
 * without regard to the case of ASCII letters; names are cut at 128 bytes). The first wins a tie.
 */
void text_nearest_try(text_nearest *best, base_str typed, base_str name, int least);
/* The same for a name of few letters, such as a column's: one edit in two or three, two in six.
 * Less than three bytes are near to nothing. */
void text_nearest_word(text_nearest *best, base_str typed, base_str name);
/* Appends the names: "A03、A04", in English with commas. */
void text_nearest_add(const text_nearest *best, hecha_lang lang, base_buf *out);
/* Refuses what was typed: `message` with it as {1} and the names as {2}, in the language of `err`.
 * Returns the code, or HECHA_E_MEMORY. */
int text_nearest_refuse(const text_nearest *best, base_str typed, hecha_code code,
                        base_msg_id message, hecha_err *err);

#endif
