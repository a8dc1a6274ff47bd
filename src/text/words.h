/* text/words.h: many words looked for in a text at once.
 *
 * The automaton of Aho and Corasick ("Efficient string matching", CACM 18, 1975) over code points:
 * one walk over the text whatever the number of words. Words are compared as they are written.
 * Built once, then only read. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include <stdint.h>

#include "base/vec.h"

#define TEXT_WORDS_LONGEST 64u   /* code points of a word */
#define TEXT_WORDS_MOST 32768u   /* words of a list */
#define TEXT_WORDS_BYTES 262144u /* of all words of a list together */

/* A word to find, or a longer text in which what is found is right as it stands. */
typedef struct text_word {
    base_str text;   /* valid UTF-8; an empty one is left out */
    uint32_t number; /* the caller's */
    int is_exception;
} text_word;

typedef struct text_word_match {
    size_t start, end; /* bytes of the text */
    uint32_t number;
} text_word_match;

typedef struct text_words text_words;

/* Of equal words the first counts. HECHA_E_LIMIT: a word is too long, or there are too many; else
 * HECHA_E_MEMORY. The arena must outlive *out, the words need not. */
int text_words_build(base_arena *arena, const text_word *words, size_t count, text_words **out);
/* Appends the matches (text_word_match) by their place: the leftmost first, of several that begin
 * there the longest, none within another or overlapping the one before; none that lies wholly
 * within an exception. Steps are added to *work: at most 64 a code point, few in practice.
 * HECHA_E_MEMORY. */
int text_words_find(const text_words *words, base_str text, base_arena *arena, base_vec *matches,
                    size_t *work);
/* The longest word, exceptions aside, that begins at the offset: its length and *number; 0: none. */
size_t text_words_at(const text_words *words, base_str text, size_t offset, uint32_t *number);

#endif
