#include "text/class.h"

#include "text/utf8.h"

int text_is_break(uint32_t codepoint)
{
    return (codepoint >= 0x0A && codepoint <= 0x0D) || codepoint == 0x85 || codepoint == 0x2028 ||
           codepoint == 0x2029;
}

int text_is_space(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return codepoint == ' ' || (codepoint >= '\t' && codepoint <= '\r');
    return codepoint == 0xA0 || codepoint == 0x3000 || codepoint == 0x85 || codepoint == 0x1680 ||
           (codepoint >= 0x2000 && codepoint <= 0x200A) || codepoint == 0x202F ||
           codepoint == 0x205F || codepoint == 0x2028 || codepoint == 0x2029;
}

int text_is_zero_width(uint32_t codepoint)
{
    return codepoint == 0xAD || (codepoint >= 0x200B && codepoint <= 0x200F) ||
           (codepoint >= 0x202A && codepoint <= 0x202E) ||
           (codepoint >= 0x2060 && codepoint <= 0x2069) || codepoint == 0xFEFF ||
           codepoint == 0x180E;
}

int text_is_dash(uint32_t codepoint)
{
    return codepoint == '-' || (codepoint >= 0x2010 && codepoint <= 0x2015) ||
           codepoint == 0x2212 || codepoint == 0x2500 || codepoint == 0x2501 ||
           codepoint == 0xFF0D || codepoint == 0xFE58 || codepoint == 0xFE63 || codepoint == 0x30FC;
}

int text_is_open(uint32_t codepoint)
{
    return codepoint == '(' || codepoint == 0xFF08 || codepoint == 0xFE59;
}

int text_is_close(uint32_t codepoint)
{
    return codepoint == ')' || codepoint == 0xFF09 || codepoint == 0xFE5A;
}

int text_digit(uint32_t codepoint)
{
    if (codepoint >= '0' && codepoint <= '9')
        return (int)(codepoint - '0');
    if (codepoint >= 0xFF10 && codepoint <= 0xFF19)
        return (int)(codepoint - 0xFF10);
    return -1;
}

int text_han_digit(uint32_t codepoint)
{
    switch (codepoint) {
    case 0x3007: /* 〇 */
    case 0x96F6: /* 零 */
        return 0;
    case 0x4E00:
        return 1;
    case 0x4E8C:
        return 2;
    case 0x4E09:
        return 3;
    case 0x56DB:
        return 4;
    case 0x4E94:
        return 5;
    case 0x516D:
        return 6;
    case 0x4E03:
        return 7;
    case 0x516B:
        return 8;
    case 0x4E5D:
        return 9;
    default:
        return -1;
    }
}

size_t text_skip_space(base_str text, size_t offset)
{
    while (offset < text.len) {
        unsigned char first = (unsigned char)text.ptr[offset];
        if ((first > ' ' && first < 0x7F) || (first >= 0xE4 && first <= 0xE9))
            break; /* most of what there is */
        size_t next = offset;
        uint32_t codepoint = text_utf8_next(text, &next);
        if (!text_is_space(codepoint) && !text_is_zero_width(codepoint))
            break;
        offset = next;
    }
    return offset;
}

base_str text_trim(base_str text)
{
    text = base_str_from(text, text_skip_space(text, 0));
    while (text.len > 0) {
        size_t end = text.len;
        uint32_t codepoint = text_utf8_previous(text, &end);
        if (!text_is_space(codepoint) && !text_is_zero_width(codepoint))
            break;
        text.len = end;
    }
    return text;
}

size_t text_drop_zero_width(char *bytes, size_t length)
{
    base_str text = base_str_n(bytes, length);
    size_t at = 0, kept = 0;
    while (at < length) {
        size_t start = at;
        unsigned char first = (unsigned char)bytes[at];
        /* those of U+00AD, U+180E, U+200B… and U+FEFF begin with C2, E1, E2, EF */
        int may_be = first == 0xC2 || first == 0xE1 || first == 0xE2 || first == 0xEF;
        if (!may_be)
            at++;
        else if (text_is_zero_width(text_utf8_next(text, &at)))
            continue;
        if (kept != start)
            memmove(bytes + kept, bytes + start, at - start);
        kept += at - start;
    }
    return kept;
}

static int is_unseen(uint32_t codepoint)
{
    return text_is_space(codepoint) || text_is_zero_width(codepoint);
}

base_str text_close_up(base_arena *arena, base_str text)
{
    size_t at = 0, kept = 0, dropped = 0;
    while ((at = text_skip_han(text, at, text.len, NULL)) < text.len)
        dropped += (size_t)is_unseen(text_utf8_next(text, &at));
    if (text.len == 0)
        return base_str_c("");
    if (dropped == 0)
        return text;
    char *out = base_arena_array(arena, text.len, 1);
    if (out == NULL)
        return base_str_n(NULL, 0);
    for (at = 0; at < text.len;) {
        size_t start = at;
        uint32_t codepoint = text_utf8_next(text, &at);
        int apart = kept > 0 && (signed char)out[kept - 1] > ' ' && at < text.len &&
                    (signed char)text.ptr[at] > ' ' && !text_is_zero_width(codepoint);
        if (is_unseen(codepoint) && !apart)
            continue;
        memcpy(out + kept, text.ptr + start, at - start);
        kept += at - start;
    }
    return base_str_n(out, kept);
}

size_t text_debris(base_str text)
{
    static const char *const heads[] = {"[bookmark:", "[image:", "[bookmark：", "[image：", NULL};
    if (text.len < 2)
        return 0;
    if (text.ptr[0] == '*' && text.ptr[1] == '*')
        return 2;
    if (text.ptr[0] != '[' || text_word_at(text, 0, heads) == 0)
        return 0;
    size_t close = base_str_find(text, base_str_c("]"), 0);
    return close == BASE_STR_NONE ? 0 : close + 1;
}

static const char *word_of(const text_table *table, size_t number)
{
    const char *word;
    memcpy(&word, (const char *)table->entries + number * table->size, sizeof(word));
    return word;
}

/* A number of the first character, in byte order. Of a word its NUL ends what there is to see. */
static uint32_t head_of(const unsigned char *bytes, size_t length)
{
    uint32_t head = (uint32_t)bytes[0] << 16;
    if (bytes[0] >= 0x80 && length >= 3)
        head |= (uint32_t)bytes[1] << 8 | bytes[2];
    return head;
}

static uint32_t head_of_word(const char *word)
{
    return head_of((const unsigned char *)word, word[1] == '\0' ? 1 : 3);
}

/* Length of the word if the text starts with it, else 0. */
static size_t starts_with(base_str text, const char *word)
{
    size_t length = 0;
    while (word[length] != '\0' && length < text.len && word[length] == text.ptr[length])
        length++;
    return word[length] == '\0' ? length : 0;
}

size_t text_longest_at(base_str text, size_t offset, const text_table *table, size_t *number)
{
    size_t low = 0, high = table->count, longest = 0;
    if (offset >= text.len)
        return 0;
    base_str rest = base_str_n(text.ptr + offset, text.len - offset);
    uint32_t head = head_of((const unsigned char *)rest.ptr, rest.len);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (head_of_word(word_of(table, middle)) < head)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < table->count && head_of_word(word_of(table, low)) == head; low++) {
        size_t length = starts_with(rest, word_of(table, low));
        if (length <= longest)
            continue;
        longest = length;
        if (number != NULL)
            *number = low;
    }
    return longest;
}

size_t text_word_at(base_str text, size_t offset, const char *const *words)
{
    base_str rest = base_str_from(text, offset);
    for (; *words != NULL; words++) {
        const char *word = *words;
        size_t length = 0;
        while (word[length] != '\0' && length < rest.len && word[length] == rest.ptr[length])
            length++;
        if (word[length] == '\0')
            return length;
    }
    return 0;
}
