/* text/class.h: classes of code points, and steps over white space, that the parts of the text
 * layer and its users share. White space: Unicode Zs, tab, line breaks. Zero-width: joiners, marks
 * of direction, soft hyphen, byte order mark: they are read as if they were not there. */
#ifndef TEXT_CLASS_H
#define TEXT_CLASS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

int text_is_space(uint32_t codepoint); /* line breaks included */
int text_is_break(uint32_t codepoint); /* a line break */
int text_is_zero_width(uint32_t codepoint);
/* — – - － ― ─ − and the like. */
int text_is_dash(uint32_t codepoint);
/* ( （ ﹙ or ) ） ﹚ */
int text_is_open(uint32_t codepoint);
int text_is_close(uint32_t codepoint);
/* 0 to 9 for an ASCII or full-width digit, else -1. */
int text_digit(uint32_t codepoint);
/* 0 to 9 for 〇 零 一 … 九, else -1. */
int text_han_digit(uint32_t codepoint);
/* Offset of the first code point at or after `offset` that is neither white space nor zero-width.
 */
size_t text_skip_space(base_str text, size_t offset);
/* The text without white space and zero-width characters at its ends. */
base_str text_trim(base_str text);
/* Takes the zero-width characters out of the bytes, in place; returns the length that is left. */
size_t text_drop_zero_width(char *bytes, size_t length);
/* The text without zero-width characters, and without white space but between two ASCII characters:
 * `620 余条` and `620余条` are one name, and so are the same words laid out anew. Made in the arena
 * where something is left out; `ptr` NULL: no memory. */
base_str text_close_up(base_arena *arena, base_str text);
/* Bytes of what converters leave behind at the start of the text: [bookmark: …], [image: …], ** ;
 * 0 if nothing of the kind stands there. */
size_t text_debris(base_str text);
/* Length of the first of the words (ended by NULL) that starts at the offset; 0 if none does. */
size_t text_word_at(base_str text, size_t offset, const char *const *words);
/* A table of many words: `count` entries of `size` bytes that begin with the word (const char *),
 * in byte order of the words (checks.word_tables sees to it), none of them empty. */
typedef struct text_table {
    const void *entries;
    size_t count, size;
} text_table;
#define TEXT_TABLE(array)                                                                          \
    {                                                                                              \
        (array), sizeof(array) / sizeof((array)[0]), sizeof((array)[0])                            \
    }
/* Length of the longest word of the table that starts at the offset, 0 if none does; its number in
 * *number, which may be NULL. Costs the logarithm of the table, and a look at each word that begins
 * with the same character. */
size_t text_longest_at(base_str text, size_t offset, const text_table *table, size_t *number);

#endif
