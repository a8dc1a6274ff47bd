/* text/words.h: many words looked for in a text at once.
 *
 * The words of a list are a tree of code points. At each place of the text where words may begin,
 * by its character and the one behind it, the tree is followed; a word has TEXT_WORDS_LONGEST
 * characters, so this is linear in the text whatever the number of words. Where many lists are
 * looked for in one text, one walk finds the places for all of them (text_places_find). Words are
 * compared as they are written. Built once, then only read. */
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
#define TEXT_PLACES_LISTS 64u

/* What the words of some lists begin with. */
typedef struct text_beginnings text_beginnings;

/* The places of a text where words of each list, exceptions aside, may begin: offsets[first[n]] to
 * the one before offsets[first[n + 1]] are those of list n, in the order of the text. */
typedef struct text_places {
    size_t first[TEXT_PLACES_LISTS + 1];
    size_t *offsets;
} text_places;

/* NULL: no memory. */
text_beginnings *text_beginnings_new(base_arena *arena);
/* Adds a list as a number below TEXT_PLACES_LISTS, unless it is one of single characters (see
 * text_words_are_placed). */
void text_beginnings_add(text_beginnings *of, const text_words *words, unsigned number);
/* One walk over the text for all lists. 0 or HECHA_E_MEMORY. */
int text_places_find(const text_beginnings *of, base_str text, base_arena *arena, text_places *out);
/* 0 for a list of single characters: these stand nearly everywhere, so that keeping their places
 * saves nothing. */
int text_words_are_placed(const text_words *words);
/* As text_words_find, for the list that was added as `number` and the places of the text; a walk
 * over the whole text only where one of these has a word. */
int text_words_find_at(const text_words *words, unsigned number, base_str text,
                       const text_places *places, base_arena *arena, base_vec *matches,
                       size_t *work);

/* The longest word, exceptions aside, that begins at the offset: its length and *number; 0: none.
 */
size_t text_words_at(const text_words *words, base_str text, size_t offset, uint32_t *number);
/* As above, for the first place from the offset on where a word begins, and for the last place. 1
 * and *match, or 0. Steps are added to *work as in text_words_find. */
int text_words_first(const text_words *words, base_str text, size_t offset, text_word_match *match,
                     size_t *work);
int text_words_last(const text_words *words, base_str text, text_word_match *match, size_t *work);

#endif
