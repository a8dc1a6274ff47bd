/* text/phrase.h: phrases: what a sentence says, as an auditor writes it: 收到…申请{n:件|条|无}.
 *
 * The language is in docs/phrases.md. Literal text is compared without white space, full-width
 * forms and case (text_fold). A match lies within one statement (text/sentence.h). Matches of one
 * text do not overlap; the one that ends first is taken, and of those that end there the shortest;
 * what is optional is taken where it comes before the next match.
 * The text is walked once: no backtracking, at most `text_phrase_work` steps a character. */
#ifndef TEXT_PHRASE_H
#define TEXT_PHRASE_H

#include <hecha.h>

#include "base/vec.h"
#include "text/quantity.h"
#include "text/sentence.h"

#define TEXT_PHRASE_MAX_BYTES 1000
#define TEXT_PHRASE_CAPTURES 8

typedef struct text_phrase text_phrase;

typedef enum text_capture_kind {
    TEXT_CAPTURE_UNSET = 0, /* an alternative or option without it was taken */
    TEXT_CAPTURE_QUANTITY,
    TEXT_CAPTURE_TEXT,
    TEXT_CAPTURE_CLAIM /* 无 or 全 */
} text_capture_kind;

typedef struct text_capture {
    text_capture_kind kind;
    size_t start, end; /* bytes of the text: the quantity, the words, or the clause of the claim */
    text_quantity quantity;
    text_claim claim;
} text_capture;

typedef struct text_match {
    size_t start, end; /* bytes of the text */
    text_capture captures[TEXT_PHRASE_CAPTURES];
} text_match;

/* Compiles a pattern; the phrase keeps the arena. Errors: HECHA_E_MEMORY; HECHA_E_RULE with a
 * message and, in err->column, the character of the pattern. The pattern is not kept. */
int text_phrase_parse(base_arena *arena, base_str pattern, text_phrase **out, hecha_err *err);
size_t text_phrase_captures(const text_phrase *phrase);
base_str text_phrase_name(const text_phrase *phrase, size_t capture); /* empty: not named */
/* The unit that a claim of none counts in: the first one of its capture; or empty. */
base_str text_phrase_unit(const text_phrase *phrase, size_t capture);

/* 1 if it matches nearly anything: what must stand there is no more than marks, figures without
 * units, and such characters as 的 为 有 了. */
int text_phrase_is_vague(const text_phrase *phrase);

/* Appends the matches in a text (text_match, in reading order) to `matches`, in the arena given.
 * Scratch memory is kept with the phrase and used again, so a phrase is searched once at a time.
 * Adds the steps taken to *work, which may be NULL. 0 or HECHA_E_MEMORY. */
int text_phrase_find(text_phrase *phrase, base_str text, base_arena *arena, base_vec *matches,
                     size_t *work);
/* Most steps that a search may take for each byte of the text. */
size_t text_phrase_work(const text_phrase *phrase);

#endif
