#include "read/pdf_page.h"

#include "text/class.h"
#include "text/utf8.h"

#define REACH 4  /* lines at each end of a page that may be furniture */
#define TOP 0.15 /* of the page's height */
#define BOTTOM 0.85
#define SAME_PLACE 4.0 /* points up or down */
#define NEAR 100       /* edges to each side among which the same one is looked for */

/* A line at an end of its page, with its text without digits and spaces. */
typedef struct edge {
    size_t line;
    base_str key;
    base_str text;
    int bottom;
} edge;

typedef struct furniture {
    pdf_layout *layout;
    base_vec edges;
} furniture;

/* The text with # for each run of digits and without spaces. */
static base_str key_of(base_arena *arena, base_str text)
{
    char *key = base_arena_alloc(arena, text.len + 1);
    size_t length = 0, at = 0, start = 0;
    if (key == NULL)
        return base_str_n(NULL, 0);
    for (; at < text.len; start = at) {
        uint32_t codepoint = text_utf8_next(text, &at);
        if (text_is_space(codepoint))
            continue;
        if (text_digit(codepoint) >= 0) {
            if (length == 0 || key[length - 1] != '#')
                key[length++] = '#';
            continue;
        }
        memcpy(key + length, text.ptr + start, at - start);
        length += at - start;
    }
    return base_str_n(key, length);
}

/* 1, — 1 —, 第 1 页, 第1页 共4页, 1/4, Page 1 of 4 */
static int is_page_number(base_str key)
{
    static const char *const shapes[] = {
        "#",   "-#-",         "—#—",         "－#－",        "–#–",      "第#页", "第#页共#页",
        "#/#", "第#页/共#页", "第#页,共#页", "第#页，共#页", "Page#of#", "Page#"};
    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
        if (base_str_eq_c(key, shapes[i]))
            return 1;
    return 0;
}

static int add_edge(furniture *self, size_t line, int bottom)
{
    edge *found = base_vec_push(&self->edges, self->layout->arena);
    if (found == NULL)
        return -1;
    found->line = line;
    found->bottom = bottom;
    found->text = pdf_line_text(self->layout, pdf_line_at(self->layout, line));
    if (found->text.ptr == NULL)
        return -1;
    found->key = key_of(self->layout->arena, found->text);
    return found->key.ptr != NULL ? 0 : -1;
}

/* A row of a table at the top of a page is followed closely by another with the same gap. */
static int is_row(const pdf_layout *layout, size_t at, size_t end)
{
    const pdf_line *line = pdf_line_at(layout, at), *next = line + 1;
    if (at + 1 >= end)
        return 0;
    if (line->count < 2) /* the first line of one cell of a head */
        return next->count >= 2 && next->box.y0 - line->box.y1 < 0.35 * line->em;
    if (next->box.y0 - line->box.y1 > 1.3 * line->em)
        return 0;
    const pdf_piece *right = pdf_piece_at(layout, line->first + line->count - 1);
    double from = right[-1].box.x1, to = right->box.x0;
    for (size_t i = 0; i < next->count; i++) {
        const pdf_piece *piece = pdf_piece_at(layout, next->first + i);
        if (piece->box.x0 < from && piece->box.x1 > to)
            return 0;
    }
    return 1;
}

/* Collects what stands at the ends of one page, the outermost first. */
static int page_edges(furniture *self, size_t from, size_t to)
{
    const pdf_layout *layout = self->layout;
    const pdf_page *page = base_vec_at(&layout->pages->pages, pdf_line_at(layout, from)->page - 1);
    for (size_t i = from; i < to && i < from + REACH; i++) {
        if (pdf_middle(&pdf_line_at(layout, i)->box) > TOP * page->height || is_row(layout, i, to))
            break;
        if (add_edge(self, i, 0) != 0)
            return -1;
    }
    for (size_t i = to; i > from && i + REACH > to; i--) {
        if (pdf_middle(&pdf_line_at(layout, i - 1)->box) < BOTTOM * page->height)
            break;
        if (add_edge(self, i - 1, 1) != 0)
            return -1;
    }
    return 0;
}

/* Pages on which the same stands at the same place, this one included. */
static size_t repeated(const furniture *self, const edge *one)
{
    size_t count = 0;
    const pdf_line *line = pdf_line_at(self->layout, one->line);
    size_t at = (size_t)(one - (const edge *)self->edges.items);
    for (size_t i = at > NEAR ? at - NEAR : 0; i < self->edges.count && i < at + NEAR; i++) {
        const edge *other = base_vec_at(&self->edges, i);
        const pdf_line *there = pdf_line_at(self->layout, other->line);
        if (other->bottom == one->bottom && (other == one || there->page != line->page) &&
            pdf_distance(there->box.y0, line->box.y0) <= SAME_PLACE &&
            base_str_eq(other->key, one->key))
            count++;
    }
    return count;
}

/* A number alone is a page's only if it stands apart from the text. */
static int stands_apart(const pdf_layout *layout, const edge *one)
{
    const pdf_line *line = pdf_line_at(layout, one->line);
    const pdf_line *text = one->bottom ? line - 1 : line + 1;
    if (one->bottom ? one->line == 0 : one->line + 1 >= layout->lines.count)
        return 1;
    if (text->page != line->page)
        return 1;
    double gap = one->bottom ? line->box.y0 - text->box.y1 : text->box.y0 - line->box.y1;
    return gap > 1.0 * layout->em;
}

/* The lines are taken from the page's end inwards, until one is of the text. */
static void decide(furniture *self)
{
    uint32_t stopped[2] = {0, 0};
    for (size_t i = 0; i < self->edges.count; i++) {
        const edge *one = base_vec_at(&self->edges, i);
        pdf_line *line = pdf_line_at(self->layout, one->line);
        if (stopped[one->bottom] == line->page)
            continue;
        int is = (is_page_number(one->key) && stands_apart(self->layout, one)) ||
                 repeated(self, one) >= 2;
        if (is && line->role == PDF_BODY)
            line->role = one->bottom ? PDF_FOOTER : PDF_HEADER;
        else if (!is)
            stopped[one->bottom] = line->page;
    }
}

/* Bytes of the small mark at the start of a text, with the signs around it; 0 if there is none. */
static size_t mark_at(base_str text, size_t at)
{
    base_str sign = base_str_c(PDF_MARK), rest = base_str_from(text, at);
    if (!base_str_starts(rest, sign))
        return 0;
    size_t end = base_str_find(rest, sign, sign.len);
    return end == BASE_STR_NONE ? 0 : end + sign.len;
}

static base_str first_text(const pdf_layout *layout, const pdf_line *line)
{
    return pdf_piece_at(layout, line->first)->text;
}

/* A footnote starts with a small mark, in the lower half of the page; what follows is its text. */
static void page_footnotes(pdf_layout *layout, size_t from, size_t to)
{
    int inside = 0;
    for (size_t i = from; i < to; i++) {
        pdf_line *line = pdf_line_at(layout, i);
        const pdf_page *page = base_vec_at(&layout->pages->pages, line->page - 1);
        if (line->role != PDF_BODY || line->box.y0 < page->height * 0.5)
            continue;
        inside = inside || mark_at(first_text(layout, line), 0) > 0;
        if (inside)
            line->role = PDF_FOOTNOTE;
    }
}

/* 1 if a footnote among the lines has the mark. */
static int is_footnote(const pdf_layout *layout, size_t from, size_t to, base_str mark)
{
    for (size_t i = from; i < to; i++) {
        const pdf_line *line = pdf_line_at(layout, i);
        if (line->role == PDF_FOOTNOTE && base_str_starts(first_text(layout, line), mark))
            return 1;
    }
    return 0;
}

/* Takes the signs out of a text; with them the marks in it that are a footnote's. */
static int clear_marks(pdf_layout *layout, pdf_piece *piece, int is_note, size_t from, size_t to)
{
    char *clean = base_arena_alloc(layout->arena, piece->text.len + 1);
    size_t length = 0, at = 0;
    base_str text = piece->text;
    if (clean == NULL)
        return -1;
    while (at < text.len) {
        size_t mark = mark_at(text, at), sign = strlen(PDF_MARK);
        if (mark > 0 && !is_note && is_footnote(layout, from, to, base_str_n(text.ptr + at, mark)))
            at += mark;
        else if (base_str_starts(base_str_from(text, at), base_str_c(PDF_MARK)))
            at += sign;
        else
            clean[length++] = text.ptr[at++];
    }
    piece->text = base_str_n(clean, length);
    return 0;
}

static int page_marks(pdf_layout *layout, size_t from, size_t to)
{
    page_footnotes(layout, from, to);
    size_t first = pdf_line_at(layout, from)->first;
    for (size_t i = from; i < to; i++) {
        const pdf_line *line = pdf_line_at(layout, i);
        for (size_t j = 0; j < line->count; j++) {
            pdf_piece *piece = pdf_piece_at(layout, line->first + j);
            piece->footnote = line->role == PDF_FOOTNOTE;
        }
    }
    const pdf_line *last = pdf_line_at(layout, to - 1);
    /* Footnotes keep their marks and are cleared last: the others look them up. */
    for (int note = 0; note <= 1; note++) {
        for (size_t i = first; i < last->first + last->count; i++) {
            pdf_piece *piece = pdf_piece_at(layout, i);
            if (piece->footnote != note ||
                base_str_find(piece->text, base_str_c(PDF_MARK), 0) == BASE_STR_NONE)
                continue;
            if (clear_marks(layout, piece, note, from, to) != 0)
                return -1;
        }
    }
    return 0;
}

/* Index of the first line of the next page. */
static size_t page_end(const pdf_layout *layout, size_t from)
{
    size_t end = from;
    while (end < layout->lines.count &&
           pdf_line_at(layout, end)->page == pdf_line_at(layout, from)->page)
        end++;
    return end;
}

int pdf_furniture_find(pdf_layout *layout)
{
    furniture self = {layout, {0}};
    base_vec_init(&self.edges, sizeof(edge));
    for (size_t from = 0; from < layout->lines.count; from = page_end(layout, from))
        if (page_edges(&self, from, page_end(layout, from)) != 0)
            return HECHA_E_MEMORY;
    decide(&self);
    for (size_t from = 0; from < layout->lines.count; from = page_end(layout, from))
        if (page_marks(layout, from, page_end(layout, from)) != 0)
            return HECHA_E_MEMORY;
    return 0;
}
