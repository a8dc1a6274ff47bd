#include "text/unpaired.h"

#include <string.h>

#include "text/utf8.h"

#define ROUND 0xFF08u /* （ */

/* Opening and closing marks by turns. */
static const uint32_t marks[] = {0x201C, 0x201D, 0x300A, 0x300B, ROUND,  0xFF09,
                                 0x3010, 0x3011, 0x3014, 0x3015, 0x300C, 0x300D};
/* What a number can stand behind: 。，；：、！？ （ “ ‘ 《 【 — … and white space. */
static const uint32_t before_numbers[] = {
    0xFF0C, 0x3002, 0xFF1B, 0xFF1A, 0x3001, 0xFF01, 0xFF1F, 0xFF08, 0x201C, 0x2018, 0x300A, 0x3010,
    0x2014, 0x2026, '(',    '\n',   ' ',    ',',    ';',    ':',    '!',    '?',    0};
static const uint32_t digits[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                  0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};

/* Marks that are open, by their opening mark, and where they stand. */
typedef struct open_marks {
    uint32_t mark[TEXT_UNPAIRED_DEEPEST];
    size_t start[TEXT_UNPAIRED_DEEPEST], end[TEXT_UNPAIRED_DEEPEST];
    size_t count;
} open_marks;

static int is_one_of(const uint32_t *list, size_t count, uint32_t codepoint)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == codepoint)
            return 1;
    return 0;
}

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* The place of the mark in `marks`, or their number. */
static size_t mark_of(uint32_t codepoint)
{
    size_t at = 0;
    if (codepoint == '(' || codepoint == ')')
        codepoint = codepoint == '(' ? ROUND : ROUND + 1;
    /* Most characters are none: ideographs, digits and letters. */
    if (codepoint < 0x2018 || (codepoint > 0x3015 && codepoint < ROUND))
        return COUNT(marks);
    while (at < COUNT(marks) && marks[at] != codepoint)
        at++;
    return at;
}

static int is_digit(uint32_t codepoint)
{
    return (codepoint >= '0' && codepoint <= '9') || (codepoint >= 'a' && codepoint <= 'z') ||
           (codepoint >= 'A' && codepoint <= 'Z') || is_one_of(digits, COUNT(digits), codepoint);
}

/* Whether a number that begins a clause ends at the offset. */
static int is_numbered(base_str text, size_t offset)
{
    uint32_t codepoint = text_utf8_previous(text, &offset);
    if (!is_digit(codepoint))
        return 0;
    while (is_digit(codepoint))
        codepoint = text_utf8_previous(text, &offset);
    return is_one_of(before_numbers, COUNT(before_numbers), codepoint);
}

int text_unpaired(base_str text, size_t *start, size_t *end)
{
    open_marks open;
    size_t offset = 0;
    open.count = 0;
    while (offset < text.len) {
        *start = offset;
        size_t mark = mark_of(text_utf8_next(text, &offset));
        *end = offset;
        if (mark == COUNT(marks))
            continue;
        if (mark % 2 == 0) {
            if (open.count == TEXT_UNPAIRED_DEEPEST)
                return 1;
            open.mark[open.count] = marks[mark];
            open.start[open.count] = *start;
            open.end[open.count++] = *end;
        } else if (open.count > 0 && open.mark[open.count - 1] == marks[mark - 1]) {
            open.count--;
        } else if (marks[mark - 1] != ROUND || !is_numbered(text, *start)) {
            return 1;
        }
    }
    if (open.count == 0)
        return 0;
    *start = open.start[open.count - 1];
    *end = open.end[open.count - 1];
    return 1;
}
