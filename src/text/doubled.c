#include "text/doubled.h"

#include <string.h>

#include "text/utf8.h"

#define KEPT (2u * TEXT_DOUBLED_LONGEST) /* a power of two */
#define CLASSES 128u                     /* of code points, by their last bits */

/* The last characters, where each begins, and the one before it of its class (number + 1; 0: none).
 * For each length, how many in a row up to character `last` are the same as the one that many
 * before. */
typedef struct walk {
    uint32_t codepoint[KEPT];
    size_t start[KEPT];
    size_t before[KEPT];
    size_t newest[CLASSES]; /* of each class: number + 1 */
    struct {
        unsigned count;
        size_t last;
    } same[TEXT_DOUBLED_LONGEST + 1];
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
    for (size_t other = w->before[at % KEPT]; other > 0 && at - (other - 1) <= most;
         other = w->before[(other - 1) % KEPT]) {
        unsigned length = (unsigned)(at - (other - 1));
        if (length <= longest || w->codepoint[(other - 1) % KEPT] != codepoint)
            continue;
        int goes_on = w->same[length].count > 0 && w->same[length].last + 1 == at;
        w->same[length].count = goes_on ? w->same[length].count + 1 : 1;
        w->same[length].last = at;
        if (w->same[length].count == length)
            found = length;
    }
    return found;
}

static void take(walk *w, size_t at, size_t start, uint32_t codepoint)
{
    size_t *newest = &w->newest[codepoint % CLASSES];
    w->start[at % KEPT] = start;
    w->codepoint[at % KEPT] = codepoint;
    w->before[at % KEPT] = *newest;
    *newest = at + 1;
}

int text_doubled(base_str text, unsigned least, unsigned most, size_t *start, size_t *end)
{
    walk w;
    unsigned longest = least - 1;
    size_t offset = 0;
    memset(&w, 0, sizeof(w));
    for (size_t at = 0; offset < text.len; at++) {
        size_t here = offset;
        uint32_t codepoint = text_utf8_next(text, &offset);
        take(&w, at, here, codepoint);
        if (!is_han(codepoint))
            continue;
        unsigned length = doubled_at(&w, at, longest, most);
        if (length == 0)
            continue;
        longest = length;
        *start = w.start[(at + 1 - 2 * (size_t)length) % KEPT];
        *end = w.start[(at + 1 - length) % KEPT];
    }
    return longest >= least;
}
