#include "text/doubled.h"

#include <string.h>

#include "text/utf8.h"

#define KEPT (2u * TEXT_DOUBLED_LONGEST) /* a power of two */

/* The last characters, and where each begins; for each length, how many in a row are the same as
 * the one that many before. */
typedef struct walk {
    uint32_t codepoint[KEPT];
    size_t start[KEPT];
    unsigned same[TEXT_DOUBLED_LONGEST + 1];
} walk;

static int is_han(uint32_t codepoint)
{
    return codepoint >= 0x3400 && codepoint <= 0x9FFF;
}

/* The length that stands twice with character `at`, above `longest`; else 0. */
static unsigned doubled_at(walk *w, size_t at, unsigned longest, unsigned most)
{
    uint32_t codepoint = w->codepoint[at % KEPT];
    unsigned found = 0;
    for (unsigned length = longest + 1; length <= most && length <= at; length++) {
        if (codepoint != w->codepoint[(at - length) % KEPT])
            w->same[length] = 0;
        else if (++w->same[length] == length)
            found = length;
    }
    return found;
}

int text_doubled(base_str text, unsigned least, unsigned most, size_t *start, size_t *end)
{
    walk w;
    unsigned longest = least - 1;
    size_t offset = 0;
    memset(&w, 0, sizeof(w));
    for (size_t at = 0; offset < text.len; at++) {
        w.start[at % KEPT] = offset;
        w.codepoint[at % KEPT] = text_utf8_next(text, &offset);
        if (!is_han(w.codepoint[at % KEPT])) {
            memset(w.same, 0, sizeof(w.same));
            continue;
        }
        unsigned length = doubled_at(&w, at, longest, most);
        if (length == 0)
            continue;
        longest = length;
        *start = w.start[(at + 1 - 2 * (size_t)length) % KEPT];
        *end = w.start[(at + 1 - length) % KEPT];
    }
    return longest >= least;
}
