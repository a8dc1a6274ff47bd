/* The printed labels of form rows: text_label_key, text_label_clean, text_similarity. */
#include "text/class.h"
#include "text/normal.h"
#include "text/numbering.h"
#include "text/utf8.h"

#define LONGEST_KEY 64  /* code points: the width of the bit vectors below */
#define SLOT_COUNT 128u /* of the table of code points; a power of two, twice LONGEST_KEY */

/* Skips white space and what converters leave behind. */
static size_t skip_debris(base_str label, size_t offset)
{
    for (;;) {
        size_t next = text_skip_space(label, offset);
        next += text_debris(base_str_from(label, next));
        if (next == offset)
            return offset;
        offset = next;
    }
}

/* Skips 其中 with the punctuation behind it; stays where it is if there is none, or if the label
 * ends there. */
static size_t skip_among(base_str label, size_t offset)
{
    static const char *const first[] = {"其", NULL};
    static const char *const second[] = {"中", NULL};
    static const char *const marks[] = {"：", ":", "，", ",", "、", "﹕", NULL};
    size_t length = text_word_at(label, offset, first);
    if (length == 0)
        return offset;
    size_t next = text_skip_space(label, offset + length);
    length = text_word_at(label, next, second);
    if (length == 0)
        return offset;
    next = skip_debris(label, next + length);
    while ((length = text_word_at(label, next, marks)) > 0)
        next = skip_debris(label, next + length);
    return next < label.len ? next : offset;
}

static size_t skip_number(base_str label, size_t offset)
{
    text_numbering number = text_numbering_read(base_str_from(label, offset));
    if (number.style == TEXT_NUMBER_NONE || number.style == TEXT_NUMBER_ORDINAL)
        return offset;
    size_t next = skip_debris(label, offset + number.length);
    return next < label.len ? next : offset;
}

/* The label behind its number and 其中：, in either order. */
static base_str label_body(base_str label)
{
    size_t offset = skip_debris(label, 0);
    size_t after = skip_number(label, offset);
    size_t among = skip_among(label, after);
    if (among != after && after == offset)
        among = skip_number(label, among);
    return base_str_from(label, among);
}

/* What a key does not tell apart. Full-width ASCII is folded by arithmetic before. */
static char folded(uint32_t codepoint)
{
    if (codepoint >= 0xFF01 && codepoint <= 0xFF5E)
        codepoint -= 0xFEE0;
    if (codepoint >= 'A' && codepoint <= 'Z')
        return (char)(codepoint - 'A' + 'a');
    if (codepoint == '\'' || codepoint == ';')
        return codepoint == ';' ? ',' : '"';
    if (codepoint < 0x80)
        return (char)codepoint;
    if (text_is_dash(codepoint))
        return '-';
    switch (codepoint) {
    case 0x3001: /* 、 */
    case 0xFF64:
    case 0xFE50:
    case 0xFE51:
    case 0xFE54:
        return ',';
    case 0x3002: /* 。 */
    case 0xFF61:
    case 0xFE52:
        return '.';
    case 0xFE55:
    case 0x2236: /* ∶ */
        return ':';
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
        return '"';
    case 0x3010: /* 【 〔 */
    case 0x3014:
        return '[';
    case 0x3011:
    case 0x3015:
        return ']';
    case 0xFE59:
        return '(';
    case 0xFE5A:
        return ')';
    case 0x2022: /* • ・ */
    case 0x30FB:
        return '\xB7';
    case 0x301C: /* 〜 */
        return '~';
    default:
        return 0;
    }
}

static void add_folded(base_buf *buf, base_str body, size_t start, size_t end, uint32_t codepoint)
{
    char ascii = folded(codepoint);
    if (ascii == '\xB7')
        base_buf_add(buf, "\xC2\xB7", 2);
    else if (ascii == 0)
        base_buf_add(buf, body.ptr + start, end - start);
    else if (ascii != '*')
        base_buf_add_byte(buf, ascii);
}

/* End of the run of ideographs at `offset`, the common case. */
static size_t ideographs(base_str body, size_t offset)
{
    const unsigned char *bytes = (const unsigned char *)body.ptr;
    while (body.len - offset >= 3 && bytes[offset] >= 0xE4 && bytes[offset] <= 0xE9 &&
           (bytes[offset + 1] & 0xC0) == 0x80 && (bytes[offset + 2] & 0xC0) == 0x80)
        offset += 3;
    return offset;
}

/* Appends the body without white space, zero-width characters and debris. */
static void add_squeezed(base_buf *buf, base_str body, int fold_it)
{
    size_t offset = 0;
    while (offset < body.len) {
        size_t next = ideographs(body, offset);
        if (next > offset) {
            base_buf_add(buf, body.ptr + offset, next - offset);
            offset = next;
            continue;
        }
        next = offset + text_debris(base_str_from(body, offset));
        if (next == offset) {
            uint32_t codepoint = text_utf8_next(body, &next);
            if (text_is_space(codepoint) || text_is_zero_width(codepoint))
                ;
            else if (fold_it)
                add_folded(buf, body, offset, next, codepoint);
            else
                base_buf_add(buf, body.ptr + offset, next - offset);
        }
        offset = next;
    }
}

/* Start of the bracketed group that ends the text, or BASE_STR_NONE. A group that is not closed
 * ends with the text. */
static size_t trailing_group(base_str text)
{
    size_t end = text.len, depth = 0;
    if (!text_is_close(text_utf8_previous(text, &end)))
        return BASE_STR_NONE;
    end = text.len;
    while (end > 0) {
        uint32_t codepoint = text_utf8_previous(text, &end);
        if (text_is_close(codepoint))
            depth++;
        else if (text_is_open(codepoint) && --depth == 0)
            return end;
    }
    return BASE_STR_NONE;
}

/* Start of the outermost group that is opened and never closed, or BASE_STR_NONE. */
static size_t open_group(base_str text)
{
    size_t offset = 0, depth = 0, outermost = BASE_STR_NONE;
    while (offset < text.len) {
        size_t start = offset;
        uint32_t codepoint = text_utf8_next(text, &offset);
        if (text_is_open(codepoint)) {
            if (depth++ == 0)
                outermost = start;
        } else if (text_is_close(codepoint) && depth > 0) {
            depth--;
        }
    }
    return depth > 0 ? outermost : BASE_STR_NONE;
}

static void cut(base_buf *buf, size_t length)
{
    buf->len = length;
    buf->ptr[length] = '\0';
}

/* Drops the notes that end what was appended from `from` on, unless nothing would be left. */
static void drop_notes(base_buf *buf, size_t from)
{
    base_str label = base_str_from(base_buf_str(buf), from);
    size_t group = open_group(label);
    while (group != BASE_STR_NONE && group > 0) {
        cut(buf, from + group);
        label.len = group;
        group = trailing_group(label);
    }
    if (group == BASE_STR_NONE) {
        while ((group = trailing_group(label)) != BASE_STR_NONE && group > 0) {
            cut(buf, from + group);
            label.len = group;
        }
    }
}

static int is_edge_mark(char byte)
{
    return byte != '\0' && strchr(",.:#", byte) != NULL;
}

/* Drops punctuation at both ends of a key, and the brackets around the whole of it. Returns 1 if
 * something was dropped. */
static int drop_edges(base_buf *buf, size_t from)
{
    size_t start = from, end = buf->len;
    while (end - start > 1 && is_edge_mark(buf->ptr[end - 1]))
        end--;
    while (end - start > 1 && is_edge_mark(buf->ptr[start]))
        start++;
    if (end - start > 2 && buf->ptr[end - 1] == ')' &&
        trailing_group(base_str_n(buf->ptr + start, end - start)) == 0) {
        start++;
        end--;
    }
    int dropped = end - start != buf->len - from;
    memmove(buf->ptr + from, buf->ptr + start, end - start);
    cut(buf, from + (end - start));
    return dropped;
}

void text_label_key(base_buf *buf, base_str label)
{
    size_t from = buf->len;
    int rounds = 0;
    base_buf_reserve(buf, label.len);
    add_squeezed(buf, label_body(label), 1);
    if (base_buf_failed(buf) || buf->len == from)
        return;
    do
        drop_notes(buf, from);
    while (drop_edges(buf, from) && ++rounds < 4);
}

void text_label_clean(base_buf *buf, base_str label)
{
    size_t from = buf->len;
    base_buf_reserve(buf, label.len);
    add_squeezed(buf, label_body(label), 0);
    if (!base_buf_failed(buf) && buf->len > from)
        drop_notes(buf, from);
}

/* The code points of a key, at most LONGEST_KEY; LONGEST_KEY + 1 says that there are more. */
static size_t spread(base_str key, uint32_t *out)
{
    size_t offset = 0, count = 0;
    while (offset < key.len) {
        if (count == LONGEST_KEY)
            return LONGEST_KEY + 1;
        out[count++] = text_utf8_next(key, &offset);
    }
    return count;
}

/* For each code point of the pattern the set of its positions, as an open hash table. */
typedef struct positions {
    uint32_t codepoint[SLOT_COUNT]; /* plus one; 0: free */
    uint64_t set[SLOT_COUNT];
} positions;

static uint32_t slot_of(const positions *table, uint32_t codepoint)
{
    uint32_t slot = (codepoint * 2654435761u) >> 25;
    while (table->codepoint[slot] != 0 && table->codepoint[slot] != codepoint + 1)
        slot = (slot + 1) % SLOT_COUNT;
    return slot;
}

/* Levenshtein's distance, a column of the matrix at a time in two bit vectors. Source: G. Myers,
 * A fast bit-vector algorithm for approximate string matching, JACM 46 (1999); H. Hyyrö 2003. */
static size_t distance(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    positions table;
    memset(table.codepoint, 0, sizeof(table.codepoint));
    for (size_t i = 0; i < a_count; i++) {
        uint32_t slot = slot_of(&table, a[i]);
        if (table.codepoint[slot] == 0) {
            table.codepoint[slot] = a[i] + 1;
            table.set[slot] = 0;
        }
        table.set[slot] |= (uint64_t)1 << i;
    }
    uint64_t up = ~(uint64_t)0, down = 0, last = (uint64_t)1 << (a_count - 1);
    size_t edits = a_count;
    for (size_t j = 0; j < b_count; j++) {
        uint32_t slot = slot_of(&table, b[j]);
        uint64_t match = table.codepoint[slot] != 0 ? table.set[slot] : 0;
        uint64_t zero = (((match & up) + up) ^ up) | match | down;
        uint64_t right = down | ~(zero | up), left = up & zero;
        if (right & last)
            edits++;
        else if (left & last)
            edits--;
        right = (right << 1) | 1;
        left <<= 1;
        up = left | ~(zero | right);
        down = right & zero;
    }
    return edits;
}

int text_similarity(base_str a, base_str b)
{
    uint32_t a_points[LONGEST_KEY], b_points[LONGEST_KEY];
    if (base_str_eq(a, b))
        return 100;
    if (a.len == 0 || b.len == 0)
        return 0;
    size_t a_count = spread(a, a_points), b_count = spread(b, b_points);
    if (a_count > LONGEST_KEY || b_count > LONGEST_KEY)
        return 0;
    size_t longer = a_count > b_count ? a_count : b_count;
    size_t edits = distance(a_points, a_count, b_points, b_count);
    return 100 - (int)(100 * edits / longer);
}
