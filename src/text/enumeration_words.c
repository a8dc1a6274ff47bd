/* Counted lists and order words: text/enumeration_words.h, text_list_counts. */
#include "text/enumeration_words.h"

#include "text/class.h"
#include "text/numbering.h"
#include "text/prose.h"
#include "text/utf8.h"

#define MOST_PIECES 64
#define NEAR 24           /* bytes between 三个方面 and its 一是 */
#define LONGEST_LIST 1500 /* bytes from the start of the sentence */
#define LONGEST_PIECE 90  /* bytes; a longer piece is a clause, not a name in a list */

static const char *const conjunctions[] = {"以及", "和", "及", "与", NULL};
/* 和 及 与 inside a word. */
static const char *const not_conjunctions[] = {"和谐", "涉及", "及时", "普及", "以及", "参与",
                                               "与会", "与时", "总和", "平和", "温和", "共和",
                                               "触及", "提及", "顾及", "及其", NULL};

/* ---- counting a list ---- */

/* Places in a piece where 和 and the like may separate two names. */
static size_t count_conjunctions(base_str piece)
{
    size_t count = 0, offset = 0;
    while (offset < piece.len) {
        size_t before = offset, length = text_word_at(piece, offset, conjunctions);
        size_t whole = text_word_at(piece, offset, not_conjunctions);
        text_utf8_previous(piece, &before);
        if (length == 0 || (whole > 0 && length < 6) ||
            (offset > 0 && length < 6 && text_word_at(piece, before, not_conjunctions) > 0)) {
            text_utf8_next(piece, &offset);
            continue;
        }
        count += offset > 0 && offset + length < piece.len;
        offset += length;
    }
    return count;
}

/* 1 if the pieces end with the same two characters. */
static int same_ending(base_str a, base_str b)
{
    size_t length = 6;
    return a.len > length && b.len > length &&
           memcmp(a.ptr + a.len - length, b.ptr + b.len - length, length) == 0;
}

/* Pieces that lack the ending which several have may be the head of the next one: of 行政复议、
 * 行政诉讼情况 the first lacks 情况. */
static size_t count_heads(const base_str *pieces, size_t count)
{
    size_t best = 0;
    for (size_t i = 0; i < count; i++) {
        size_t same = 0;
        for (size_t k = 0; k < count; k++)
            same += same_ending(pieces[i], pieces[k]);
        if (same > best)
            best = same;
    }
    return best >= 2 ? count - best : 0;
}

void text_list_counts(base_str list, size_t *least, size_t *most)
{
    base_str pieces[MOST_PIECES];
    size_t count = 0, joints = 0, offset = 0, start = 0;
    *least = *most = 0;
    while (offset <= list.len && count < MOST_PIECES) {
        size_t next = offset;
        uint32_t codepoint = offset < list.len ? text_utf8_next(list, &next) : 0x3001;
        if (codepoint == 0x3001) { /* 、 */
            base_str piece = text_trim(base_str_n(list.ptr + start, offset - start));
            if (piece.len > 0) {
                pieces[count++] = piece;
                joints += count_conjunctions(piece);
            }
            start = next;
        }
        if (offset == list.len)
            break;
        offset = next;
    }
    if (count == 0)
        return;
    *least = count - count_heads(pieces, count);
    *most = count + joints;
}

/* ---- 三个方面 ---- */

static const char *const counted_nouns[] = {"方面", "领域", "部分", "大类", "环节", "板块",
                                            "层面", "类别", "维度", "渠道", NULL};

int text_counts_parts(base_str text, const text_quantity *quantity)
{
    static const char *const whole[] = {"部分", "方面", "大类", "大方面", "大部分", NULL};
    if (quantity->approx != TEXT_EXACT || quantity->power != 0 || quantity->to_digits[0] != '\0' ||
        strchr(quantity->digits, '.') != NULL || strlen(quantity->digits) > 2)
        return 0;
    if (text_word_at(quantity->unit, 0, whole) > 0)
        return 1;
    return (base_str_eq_c(quantity->unit, "个") || base_str_eq_c(quantity->unit, "大")) &&
           text_word_at(text, text_skip_space(text, quantity->end), counted_nouns) > 0;
}

static int is_list_end(uint32_t codepoint)
{
    uint32_t mark = text_fold(codepoint);
    return mark == 0x3002 || mark == ';' || mark == '!' || mark == '?' || mark == ',' ||
           mark == ':' || mark == '(' || mark == ')' || text_is_break(codepoint);
}

/* The list behind 三个方面：or 三个方面，包括. */
static int list_behind(base_str text, size_t offset, size_t limit, text_span *out)
{
    static const char *const leads[] = {"分别是", "分别为", "主要是", "主要包括", "包括",
                                        "包含",   "即",     "具体为", "具体是",   "依次为",
                                        "有",     "为",     "是",     NULL};
    size_t next = text_skip_space(text, offset);
    uint32_t mark = 0;
    if (next < limit)
        mark = text_fold(text_utf8_next(text, &next));
    if (mark != ':' && mark != ',')
        return 0;
    next = text_skip_space(text, next);
    size_t lead = text_word_at(text, next, leads);
    if (mark == ',' && lead == 0)
        return 0;
    out->start = out->end = text_skip_space(text, next + lead);
    while (out->end < limit) {
        size_t step = out->end;
        if (is_list_end(text_utf8_next(text, &step)))
            break;
        out->end = step;
    }
    return out->end > out->start;
}

/* The list that ends right before the figure: behind the last mark, or 从 由 包括. */
static int list_before(base_str text, size_t start, size_t figure, text_span *out)
{
    static const char *const leads[] = {"包括", "包含", "从", "由", "围绕", "聚焦", "按照", NULL};
    size_t offset = start;
    out->start = start;
    if (figure - start > LONGEST_LIST)
        return 0;
    while (offset < figure) {
        size_t next = offset, lead = text_word_at(text, offset, leads);
        if (is_list_end(text_utf8_next(text, &next)))
            out->start = next;
        else if (lead > 0)
            next = out->start = offset + lead;
        offset = next;
    }
    out->end = figure;
    return out->end > out->start;
}

static int is_names(base_str list)
{
    size_t offset = 0, start = 0, marks = 0;
    while (offset < list.len) {
        size_t before = offset;
        if (text_utf8_next(list, &offset) != 0x3001)
            continue;
        if (before - start > LONGEST_PIECE)
            return 0;
        start = offset;
        marks++;
    }
    return marks > 0 && list.len - start <= LONGEST_PIECE;
}

/* The first order word at or behind the byte. */
static size_t order_from(const base_vec *order, size_t byte)
{
    size_t low = 0, high = order->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const text_part *part = base_vec_at(order, middle);
        if (part->label.start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The order words 一是 二是 … that begin right behind the byte. */
static size_t count_order(const base_vec *order, size_t byte)
{
    size_t first = order_from(order, byte), count = 0;
    int last = 0;
    for (size_t i = first; i < order->count; i++, count++) {
        const text_part *part = base_vec_at(order, i);
        if ((count == 0 && (part->order != 1 || part->label.start - byte > NEAR)) ||
            part->order <= last)
            break;
        last = part->order;
    }
    return count;
}

void text_counted_list(base_str text, const text_quantity *quantity, const base_vec *order,
                       text_enumeration *out)
{
    text_span list;
    size_t count;
    size_t end = text_skip_space(text, quantity->end);
    end += text_word_at(text, end, counted_nouns);
    out->start = quantity->start;
    out->end = end;
    count = count_order(order, end);
    if (count > 0) {
        out->least = out->most = count;
        return;
    }
    if (list_behind(text, end, out->sentence.end, &list) && is_names(text_span_str(text, list))) {
        text_list_counts(text_span_str(text, list), &out->least, &out->most);
        out->end = list.end;
        return;
    }
    if (!list_before(text, out->sentence.start, quantity->start, &list) ||
        !is_names(text_span_str(text, list)))
        return;
    /* The first names may belong to what stands before the list. */
    text_list_counts(text_span_str(text, list), &out->least, &out->most);
    out->least = 1;
    out->start = list.start;
}

/* ---- 一是 二是 ---- */

static int is_being(uint32_t codepoint)
{
    return codepoint == 0x662F; /* 是 */
}

/* 1 if 是 stands behind a numeral somewhere: most texts have no order words. */
static int may_have_order(base_str text)
{
    size_t offset = 0;
    while ((offset = text_skip_han(text, offset, text.len, is_being)) < text.len) {
        uint32_t before = text_previous(text, offset);
        if (is_being(text_utf8_next(text, &offset)) && text_numeral_starts(before))
            return 1;
    }
    return 0;
}

int text_order_words(base_arena *arena, base_str text, base_vec *out)
{
    text_span clause = {0, 0};
    if (!may_have_order(text))
        return 0;
    while (text_span_next(text, TEXT_CLAUSE, clause.end, &clause)) {
        text_numbering number = text_numbering_read(text_span_str(text, clause));
        if (number.style != TEXT_NUMBER_ORDINAL)
            continue;
        text_part *part = base_vec_push(out, arena);
        if (part == NULL)
            return HECHA_E_MEMORY;
        part->label = clause;
        part->order = number.value;
    }
    return 0;
}
