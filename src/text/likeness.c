#include "text/likeness.h"

#include <stdint.h>

#include "text/utf8.h"

/* The code points of a text; 0 if there are too many. */
static size_t decode(base_str text, uint32_t points[TEXT_LIKENESS_LONGEST])
{
    size_t at = 0, count = 0;
    while (at < text.len) {
        if (count == TEXT_LIKENESS_LONGEST)
            return 0;
        points[count++] = text_utf8_next(text, &at);
    }
    return count;
}

/* Length of the longest common sequence. */
static size_t common(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    uint8_t row[TEXT_LIKENESS_LONGEST + 1] = {0};
    for (size_t i = 0; i < a_count; i++) {
        uint8_t corner = 0; /* of the row above, one column left */
        for (size_t j = 1; j <= b_count; j++) {
            uint8_t above = row[j];
            if (a[i] == b[j - 1])
                row[j] = (uint8_t)(corner + 1);
            else if (row[j - 1] > row[j])
                row[j] = row[j - 1];
            corner = above;
        }
    }
    return row[b_count];
}

int text_likeness(base_str wanted, base_str title)
{
    uint32_t a[TEXT_LIKENESS_LONGEST], b[TEXT_LIKENESS_LONGEST];
    if (wanted.len == 0 || title.len == 0)
        return 0;
    if (base_str_eq(wanted, title))
        return 100;
    if (base_str_find(title, wanted, 0) != BASE_STR_NONE)
        return 95;
    size_t a_count = decode(wanted, a), b_count = decode(title, b);
    if (a_count == 0 || b_count == 0)
        return 0;
    size_t shared = common(a, a_count, b, b_count);
    if (shared == a_count)
        return 90;
    int likeness = (int)(200 * shared / (a_count + b_count));
    return likeness > 89 ? 89 : likeness;
}
