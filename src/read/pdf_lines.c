#include "read/pdf_page.h"

#include <stdlib.h>

#include "base/buf.h"
#include "text/class.h"
#include "text/utf8.h"

#define SMALL 0.75 /* of a line's height: a raised mark */
#define SAME_HEIGHT                                                                                \
    0.3 /* of the larger height: how far the middles of a line's words may differ                  \
         */

typedef struct mark {
    const pdf_word *word;
    size_t index;
} mark;

static int by_height(const void *left, const void *right)
{
    const mark *a = left, *b = right;
    double difference = pdf_middle(&a->word->box) - pdf_middle(&b->word->box);
    if (difference == 0)
        return a->index < b->index ? -1 : 1;
    return difference < 0 ? -1 : 1;
}

static int to_the_right(const void *left, const void *right)
{
    const mark *a = left, *b = right;
    double difference = a->word->box.x0 - b->word->box.x0;
    if (difference == 0)
        return a->index < b->index ? -1 : 1;
    return difference < 0 ? -1 : 1;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

/* Which kind of character stands at an end of a text: Chinese ones take no space around them. */
static int is_narrow(uint32_t codepoint)
{
    return codepoint < 0x2000 && !text_is_space(codepoint);
}

static uint32_t last_of(base_str text)
{
    size_t at = text.len;
    return text_utf8_previous(text, &at);
}

static uint32_t first_of(base_str text)
{
    size_t at = 0;
    return text_utf8_next(text, &at);
}

void pdf_join(base_buf *out, base_str right, double gap, double em)
{
    int narrow = is_narrow(last_of(base_buf_str(out))) && is_narrow(first_of(right));
    if (out->len > 0 && gap > (narrow ? 0.1 : 0.45) * em)
        base_buf_add_byte(out, ' ');
    base_buf_add_str(out, right);
}

static int is_among(uint32_t codepoint, const char *characters)
{
    base_str all = base_str_c(characters);
    for (size_t at = 0; at < all.len;)
        if (text_utf8_next(all, &at) == codepoint)
            return 1;
    return 0;
}

static int is_letter(uint32_t codepoint)
{
    return text_digit(codepoint) >= 0 || (codepoint >= 'A' && codepoint <= 'Z') ||
           (codepoint >= 'a' && codepoint <= 'z');
}

/* What may not start a line stays with the character before it; what may not end one goes with the
 * character behind it. LibreOffice keeps 》12 together too. */
static int hangs_on(uint32_t before, uint32_t after)
{
    static const char closing[] = "，。、；：？！）》〉」』】〕”’％…·,.;:?!)]%";
    return is_among(after, closing) || is_among(before, "（《〈「『【〔“‘([") ||
           (before >= 0x80 && is_letter(after) && is_among(before, closing));
}

double pdf_unbreakable(base_str text)
{
    size_t at = 0;
    uint32_t before = 0;
    double width = 0;
    while (at < text.len) {
        uint32_t codepoint = text_utf8_next(text, &at);
        int narrow = codepoint < 0x80 && (before == 0 || before < 0x80);
        if (codepoint == ' ' || (before != 0 && !narrow && !hangs_on(before, codepoint)))
            break;
        width += codepoint < 0x80 ? 0.55 : 1;
        before = codepoint;
    }
    return width;
}

static int is_group_mark(uint32_t codepoint)
{
    return codepoint == ',' || codepoint == '.' || codepoint == 0xFF0C || codepoint == 0xFF0E;
}

double pdf_figure_rest(base_str text, base_str next)
{
    size_t back = text.len, at = 0;
    uint32_t before = last_of(text), after = first_of(next);
    if (text_digit(before) < 0 && text_digit(after) < 0)
        return 0;
    while (back > 0) {
        uint32_t codepoint = text_utf8_previous(text, &back);
        if (codepoint == '\n')
            break;
        if (text_digit(codepoint) < 0 && !is_group_mark(codepoint))
            return 0;
    }
    size_t digits = 0, first = 0;
    while (at < next.len) {
        uint32_t codepoint = text_utf8_next(next, &at);
        if (text_digit(codepoint) >= 0)
            digits++;
        else if (!is_group_mark(codepoint))
            return 0;
        else if (first == 0)
            first = digits;
    }
    if (text.len == 0 || digits == 0)
        return 0;
    /* A line breaks after a comma if the group does not fit, within one if the digit does not. */
    double wide = after < 0x80 ? 0.55 : 1; /* １ */
    return text_digit(before) >= 0 ? wide : wide * (double)(first > 0 ? first : digits);
}

void pdf_join_wrapped(base_buf *out, base_str next, int full)
{
    uint32_t before = last_of(base_buf_str(out)), after = first_of(next);
    int figure = (text_digit(before) >= 0 && text_digit(after) >= 0) ||
                 pdf_figure_rest(base_buf_str(out), next) > 0;
    if (out->len > 0 && is_narrow(before) && is_narrow(after) && before != '-' && !(figure && full))
        base_buf_add_byte(out, ' ');
    base_buf_add_str(out, next);
}

int pdf_open_bracket(base_str text)
{
    int open = 0;
    size_t at = 0;
    while (at < text.len) {
        uint32_t codepoint = text_utf8_next(text, &at);
        if (text_is_open(codepoint))
            open++;
        else if (text_is_close(codepoint) && open > 0)
            open--;
    }
    return open > 0;
}

static pdf_piece *add_piece(pdf_layout *layout, const pdf_word *word, uint32_t page)
{
    pdf_piece *piece = base_vec_push(&layout->pieces, layout->arena);
    if (piece == NULL)
        return NULL;
    piece->box = word->box;
    piece->text = word->text;
    piece->em = word->em;
    piece->page = page;
    piece->first = layout->order.count;
    return piece;
}

/* Ends the piece whose words are in the buffer. */
static int end_piece(pdf_layout *layout, pdf_piece *piece, base_buf *text)
{
    if (base_buf_failed(text))
        return -1;
    if (text->len > piece->text.len)
        piece->text = base_arena_str(layout->arena, base_buf_str(text));
    return piece->text.ptr != NULL ? 0 : -1;
}

/* Median size of the characters of the words. */
static double median_size(base_arena *arena, const mark *words, size_t count)
{
    double few[64], *sizes = few;
    if (count > 64 && (sizes = base_arena_array(arena, count, sizeof(double))) == NULL)
        return words[0].word->em;
    for (size_t i = 0; i < count; i++)
        sizes[i] = words[i].word->em;
    qsort(sizes, count, sizeof(double), by_size);
    return sizes[count / 2];
}

static double tallest(const mark *words, size_t count)
{
    double tall = 0;
    for (size_t i = 0; i < count; i++) {
        double height = words[i].word->box.y1 - words[i].word->box.y0;
        tall = height > tall ? height : tall;
    }
    return tall;
}

/* A small number, raised: it may point to a footnote. */
static int is_mark(const pdf_word *word, const pdf_box *line, double tall)
{
    uint32_t codepoint = first_of(word->text);
    return word->box.y1 - word->box.y0 < SMALL * tall && word->text.len <= 3 &&
           pdf_middle(&word->box) < pdf_middle(line) &&
           (text_digit(codepoint) >= 0 || codepoint == '*' ||
            (codepoint >= 0x2460 && codepoint < 0x2474));
}

static void add_text(base_buf *text, const pdf_word *word, double gap, double em, int marked)
{
    if (!marked) {
        pdf_join(text, word->text, gap, em);
        return;
    }
    base_buf_add_c(text, PDF_MARK);
    base_buf_add_str(text, word->text);
    base_buf_add_c(text, PDF_MARK);
}

/* Cuts the words of one line, ordered to the right, at its wide gaps. */
static int add_line(pdf_layout *layout, mark *words, size_t count, uint32_t page, base_buf *text)
{
    pdf_line *line = base_vec_push(&layout->lines, layout->arena);
    pdf_piece *piece = NULL;
    double tall = tallest(words, count);
    if (line == NULL)
        return -1;
    qsort(words, count, sizeof(mark), to_the_right);
    line->page = page;
    line->box = words[0].word->box;
    line->first = layout->pieces.count;
    line->em = median_size(layout->arena, words, count);
    for (size_t i = 1; i < count; i++)
        pdf_box_add(&line->box, &words[i].word->box);
    for (size_t i = 0; i < count; i++) {
        const pdf_word *word = words[i].word;
        double gap = piece != NULL ? word->box.x0 - piece->box.x1 : 0;
        int marked = is_mark(word, &line->box, tall);
        if (piece == NULL || gap > PDF_WIDE * line->em) {
            if (piece != NULL && end_piece(layout, piece, text) != 0)
                return -1;
            if ((piece = add_piece(layout, word, page)) == NULL)
                return -1;
            line->count++;
            base_buf_clear(text);
            gap = 0;
        }
        add_text(text, word, gap, line->em, marked);
        pdf_box_add(&piece->box, &word->box);
        const pdf_word **slot = base_vec_push(&layout->order, layout->arena);
        if (slot == NULL)
            return -1;
        *slot = word;
        piece->count++;
    }
    return end_piece(layout, piece, text);
}

/* Sets box and text by the words. */
static int respell(pdf_layout *layout, pdf_piece *piece)
{
    base_buf text;
    base_buf_init(&text);
    piece->box = pdf_piece_word(layout, piece, 0)->box;
    for (size_t i = 0; i < piece->count; i++) {
        const pdf_word *word = pdf_piece_word(layout, piece, i);
        pdf_join(&text, word->text, word->box.x0 - piece->box.x1, piece->em);
        pdf_box_add(&piece->box, &word->box);
    }
    piece->text = base_buf_failed(&text) ? base_str_n(NULL, 0)
                                         : base_arena_str(layout->arena, base_buf_str(&text));
    base_buf_dispose(&text);
    return piece->text.ptr != NULL ? 0 : -1;
}

int pdf_piece_cut(pdf_layout *layout, pdf_piece *piece, size_t word, pdf_piece *rest)
{
    *rest = *piece;
    rest->first = piece->first + word;
    rest->count = piece->count - word;
    piece->count = word;
    return respell(layout, piece) != 0 || respell(layout, rest) != 0 ? -1 : 0;
}

static int page_lines(pdf_layout *layout, const pdf_page *page, uint32_t number, base_buf *text)
{
    size_t from = 0;
    if (page->count == 0)
        return 0;
    mark *marks = base_arena_array(layout->arena, page->count, sizeof(mark));
    if (marks == NULL)
        return -1;
    for (size_t i = 0; i < page->count; i++) {
        marks[i].index = page->first + i;
        marks[i].word = pdf_word_at(layout->pages, page->first + i);
    }
    qsort(marks, page->count, sizeof(mark), by_height);
    for (size_t i = 0; i <= page->count; i++) {
        const pdf_box *box = i < page->count ? &marks[i].word->box : NULL;
        const pdf_box *head = &marks[from].word->box;
        double tall = head->y1 - head->y0;
        if (box != NULL && box->y1 - box->y0 > tall)
            tall = box->y1 - box->y0;
        if (box != NULL && pdf_middle(box) - pdf_middle(head) <= SAME_HEIGHT * tall)
            continue;
        if (add_line(layout, marks + from, i - from, number, text) != 0)
            return -1;
        from = i;
    }
    return 0;
}

/* The size most of the text has: the median of lines, long ones counted more often. */
static double body_size(const pdf_layout *layout)
{
    double weight[256] = {0}, total = 0, sum = 0;
    for (size_t i = 0; i < layout->lines.count; i++) {
        const pdf_line *line = pdf_line_at(layout, i);
        size_t slot = (size_t)(line->em * 4);
        double width = line->box.x1 - line->box.x0;
        weight[slot < 255 ? slot : 255] += width;
        total += width;
    }
    for (size_t i = 0; i < 256; i++) {
        sum += weight[i];
        if (sum * 2 >= total && total > 0)
            return ((double)i + 0.5) / 4;
    }
    return 10;
}

int pdf_lines_find(base_arena *arena, const pdf_pages *pages, pdf_layout *out)
{
    base_buf text;
    int status = 0;
    memset(out, 0, sizeof(*out));
    out->arena = arena;
    out->pages = pages;
    base_vec_init(&out->lines, sizeof(pdf_line));
    base_vec_init(&out->pieces, sizeof(pdf_piece));
    base_vec_init(&out->order, sizeof(const pdf_word *));
    base_buf_init(&text);
    for (size_t i = 0; i < pages->pages.count && status == 0; i++)
        status = page_lines(out, base_vec_at(&pages->pages, i), (uint32_t)(i + 1), &text);
    base_buf_dispose(&text);
    out->em = body_size(out);
    return status == 0 ? 0 : HECHA_E_MEMORY;
}

base_str pdf_line_text(const pdf_layout *layout, const pdf_line *line)
{
    base_buf text;
    if (line->count == 1)
        return pdf_piece_at(layout, line->first)->text;
    base_buf_init(&text);
    for (size_t i = 0; i < line->count; i++)
        pdf_join(&text, pdf_piece_at(layout, line->first + i)->text, line->em, line->em);
    base_str copy = base_buf_failed(&text) ? base_str_n(NULL, 0)
                                           : base_arena_str(layout->arena, base_buf_str(&text));
    base_buf_dispose(&text);
    return copy;
}
