#include "read/pdf_words.h"

#include "base/buf.h"
#include "base/err.h"
#include "text/class.h"
#include "text/utf8.h"

#define FAR 1e6 /* points: no page is that large */

void pdf_pages_init(pdf_pages *pages)
{
    base_vec_init(&pages->words, sizeof(pdf_word));
    base_vec_init(&pages->pages, sizeof(pdf_page));
}

pdf_page *pdf_page_add(base_arena *arena, pdf_pages *pages, double width, double height)
{
    pdf_page *page = base_vec_push(&pages->pages, arena);
    if (page == NULL)
        return NULL;
    page->width = width;
    page->height = height;
    page->first = pages->words.count;
    return page;
}

/* Chinese characters are square; others are taken as half as wide. */
static double size_of(const pdf_box *box, base_str text)
{
    size_t at = 0, wide = 0, narrow = 0;
    while (at < text.len) {
        uint32_t codepoint = text_utf8_next(text, &at);
        if (text_is_han(codepoint) || (codepoint >= 0x3000 && codepoint < 0x3100) ||
            (codepoint >= 0xFF01 && codepoint < 0xFF60))
            wide++;
        else
            narrow++;
    }
    double height = box->y1 - box->y0;
    if (wide == 0)
        return height * 0.75;
    double size = (box->x1 - box->x0) / ((double)wide + 0.5 * (double)narrow);
    return size > height * 0.5 && size < height * 1.3 ? size : height * 0.75;
}

pdf_word *pdf_word_add(base_arena *arena, pdf_pages *pages, pdf_box box, base_str text)
{
    pdf_word *word = base_vec_push(&pages->words, arena);
    if (word == NULL)
        return NULL;
    word->box = box;
    word->text = text;
    word->em = size_of(&box, text);
    pdf_page *page = base_vec_at(&pages->pages, pages->pages.count - 1);
    page->count++;
    return word;
}

/* A plain decimal, whatever the locale. */
static double number(base_str text)
{
    double value = 0, scale = 1;
    size_t at = 0;
    int negative = text.len > 0 && text.ptr[0] == '-', fraction = 0;
    for (at = (size_t)negative; at < text.len; at++) {
        char byte = text.ptr[at];
        if (byte == '.' && !fraction) {
            fraction = 1;
            continue;
        }
        if (byte < '0' || byte > '9')
            break;
        if (fraction)
            scale /= 10;
        value = fraction ? value + (byte - '0') * scale : value * 10 + (byte - '0');
        if (value > FAR)
            return negative ? -FAR : FAR;
    }
    return negative ? -value : value;
}

/* Value of an attribute ` name="…"` of a tag; 0 if it is not there. */
static double attribute(base_str tag, const char *name)
{
    size_t at = base_str_find(tag, base_str_c(name), 0);
    if (at == BASE_STR_NONE)
        return 0;
    return number(base_str_from(tag, at + strlen(name)));
}

static const struct {
    const char *name;
    char byte;
} entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};

/* Bytes of the entity at the start of the text, 0 if it is none. */
static size_t add_entity(base_buf *out, base_str text)
{
    for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
        if (base_str_starts(text, base_str_c(entities[i].name))) {
            base_buf_add_byte(out, entities[i].byte);
            return strlen(entities[i].name);
        }
    }
    return 0;
}

/* Control characters, noncharacters, bad bytes. */
static int is_text(uint32_t codepoint)
{
    return codepoint >= 0x20 && codepoint != 0x7F && codepoint != 0xFFFD &&
           (codepoint & 0xFFFE) != 0xFFFE && !text_is_zero_width(codepoint);
}

static void decode(base_buf *out, base_str text)
{
    size_t at = 0;
    base_buf_clear(out);
    while (at < text.len) {
        size_t length = text.ptr[at] == '&' ? add_entity(out, base_str_from(text, at)) : 0;
        if (length > 0) {
            at += length;
            continue;
        }
        uint32_t codepoint = text_utf8_next(text, &at);
        if (is_text(codepoint))
            base_buf_add_codepoint(out, codepoint);
    }
}

static int add_page(base_arena *arena, base_str tag, pdf_pages *out, hecha_err *err)
{
    if (out->pages.count >= PDF_MAX_PAGES)
        return base_err(err, HECHA_E_LIMIT, MSG_PDF_MANY_WORDS, NULL);
    pdf_page *page =
        pdf_page_add(arena, out, attribute(tag, " width=\""), attribute(tag, " height=\""));
    return page != NULL ? 0 : base_err_memory(err);
}

static int add_word(base_arena *arena, base_str tag, base_buf *text, pdf_pages *out, hecha_err *err)
{
    pdf_box box = {attribute(tag, " xMin=\""), attribute(tag, " yMin=\""),
                   attribute(tag, " xMax=\""), attribute(tag, " yMax=\"")};
    base_str trimmed = text_trim(base_buf_str(text));
    if (trimmed.len == 0 || out->pages.count == 0 || box.x1 <= box.x0 || box.y1 <= box.y0)
        return 0;
    if (out->words.count >= PDF_MAX_WORDS)
        return base_err(err, HECHA_E_LIMIT, MSG_PDF_MANY_WORDS, NULL);
    base_str copy = base_arena_str(arena, trimmed);
    if (copy.ptr == NULL || pdf_word_add(arena, out, box, copy) == NULL)
        return base_err_memory(err);
    return 0;
}

int pdf_words_read(base_arena *arena, base_str xhtml, pdf_pages *out, hecha_err *err)
{
    base_buf text;
    int status = 0;
    size_t at = 0;
    pdf_pages_init(out);
    base_buf_init(&text);
    while (status == 0 && (at = base_str_find(xhtml, base_str_c("<"), at)) != BASE_STR_NONE) {
        base_str rest = base_str_from(xhtml, at);
        size_t end = base_str_find(rest, base_str_c(">"), 0);
        if (end == BASE_STR_NONE)
            break;
        base_str tag = base_str_n(rest.ptr, end);
        at += end + 1;
        if (base_str_starts(tag, base_str_c("<page "))) {
            status = add_page(arena, tag, out, err);
        } else if (base_str_starts(tag, base_str_c("<word "))) {
            size_t close = base_str_find(xhtml, base_str_c("</word>"), at);
            if (close == BASE_STR_NONE)
                break;
            decode(&text, base_str_n(xhtml.ptr + at, close - at));
            status = base_buf_failed(&text) ? base_err_memory(err)
                                            : add_word(arena, tag, &text, out, err);
            at = close;
        }
    }
    base_buf_dispose(&text);
    return status;
}
