/* text/sentence.h: sentences, statements and clauses of a running text, with exact positions.
 *
 * A sentence ends behind 。！？ or before a line break; a statement also behind ；; a clause also
 * behind ，and ：. A mark between quotes or brackets (“…” ‘…’ 《…》 （…） 「…」 […]) ends nothing,
 * unless the quotation is never closed or goes on for more than TEXT_LONGEST_ASIDE bytes; a
 * quotation that ends with 。！？ ends the sentence with its closing mark. A comma between digits
 * ends nothing. Linear in the text. */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include <stdint.h>

#include "base/str.h"

#define TEXT_LONGEST_ASIDE 900

typedef enum text_span_kind { TEXT_SENTENCE, TEXT_STATEMENT, TEXT_CLAUSE } text_span_kind;

typedef struct text_span {
    size_t start, end; /* bytes; without white space at its ends, with the mark that ends it */
} text_span;

/* The next span of the kind at or behind `start`, which is 0 or the end of the one before. 1 if
 * there is one that is not empty. */
int text_span_next(base_str text, text_span_kind kind, size_t start, text_span *out);
base_str text_span_str(base_str text, text_span span);

/* How a code point is compared: full-width forms as ASCII, letters in lower case, all quotation
 * marks and all dashes alike. */
uint32_t text_fold(uint32_t codepoint);
/* What closes a bracket or quotation mark that opens; 0 for any other code point. */
uint32_t text_closing(uint32_t codepoint);

#endif
