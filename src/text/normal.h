/* text/normal.h: the normalised form of a text, with a map back to the raw bytes.
 *
 * Full-width letters, digits, '%', '+', '-', '.', '/' and the full-width space become ASCII; other
 * Chinese punctuation stays as it is (so that a rule can tell ， from ,). Compatibility ideographs
 * and ligatures become their NFKC form. Runs of white space (tabs and no-break spaces too) become
 * one space, none at the ends; a line break becomes '\n', but a space behind ， 、 ；; zero-width
 * characters and soft hyphens vanish. Source: Unicode UAX #15 by utf8proc for what is not in the
 * fast table. */
#ifndef TEXT_NORMAL_H
#define TEXT_NORMAL_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

typedef struct text_normal {
    base_str text;       /* normalised; borrows raw when nothing had to change */
    const uint32_t *map; /* map[i]: raw byte offset of normalised byte i, text.len + 1 entries;
                            NULL when text is a piece of raw: offset = shift + i */
    uint32_t shift;      /* where text starts in raw, when map is NULL */
} text_normal;

/* 0, or HECHA_E_MEMORY. `raw` must outlive the result. */
int text_normalise(base_arena *arena, base_str raw, text_normal *out);
/* Raw byte offset of a normalised one. */
size_t text_normal_raw(const text_normal *normal, size_t offset);

/* Appends the key by which a printed label is recognised: without number, 其中：, white space and
 * bracketed notes, full-width forms and punctuation folded, markdown ** dropped. Punctuation and 、
 * become ASCII, letters lower-case; brackets around the whole label go. Empty only if
 * nothing but white space and debris is there. Errors: those of the buffer. */
void text_label_key(base_buf *buf, base_str label);
/* The printed label without its number, 其中：, spaces and bracketed notes; punctuation kept. A
 * note is a （…） or (...) group at the end of the label. */
void text_label_clean(base_buf *buf, base_str label);
/* Similarity of two keys, 0 to 100: 100 - 100 * edits / length, in code points. Keys over 64 code
 * points are compared for equality only. */
int text_similarity(base_str a, base_str b);

#endif
