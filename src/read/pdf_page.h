/* read/pdf_page.h: what stands where on the pages of a pdf.
 *
 * Private to the pdf reader. Units are points (1/72 inch), from the top left corner of the page;
 * `em` is the size of a character's square, told by the width of Chinese characters where there
 * are any. Everything lives in one arena. A word is what stands without a gap; a piece is words of
 * one line with no gap wider than PDF_WIDE; a line is the pieces at one height. */
#ifndef READ_PDF_PAGE_H
#define READ_PDF_PAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "read/read.h"

#define PDF_WIDE 0.55 /* em: wider gaps may be the gap between two columns */
/* Stands before and after a small raised mark in a piece until pdf_furniture_find knows whether it
 * is a footnote's: U+2060, which words never hold. */
#define PDF_MARK "\xE2\x81\xA0"

typedef struct pdf_box {
    double x0, y0, x1, y1;
} pdf_box;

typedef struct pdf_word {
    pdf_box box;
    base_str text;
    double em;
} pdf_word;

#define PDF_UNKNOWN (-1)

typedef struct pdf_page {
    double width, height;
    size_t first, count; /* of its words */
    int pictures;        /* it shows any; PDF_UNKNOWN: could not be found out */
    double picture;      /* height of the lowest of those as large as a table; 0: none */
} pdf_page;

typedef struct pdf_pages {
    base_vec words; /* pdf_word */
    base_vec pages; /* pdf_page */
} pdf_pages;

typedef struct pdf_piece pdf_piece;
struct pdf_piece {
    pdf_box box;
    base_str text;
    double em;
    uint32_t page;       /* from 1 */
    size_t first, count; /* of its words, in layout.order */
    int footnote;
    /* In a table: the columns it covers and its row, from 0; the piece left of it. */
    uint32_t left, right, row;
    const pdf_piece *beside;
};

typedef enum pdf_role {
    PDF_BODY,
    PDF_HEADER, /* page furniture */
    PDF_FOOTER,
    PDF_FOOTNOTE
} pdf_role;

typedef struct pdf_line {
    pdf_box box;
    double em;
    uint32_t page;
    pdf_role role;
    size_t first, count; /* of its pieces */
} pdf_line;

typedef struct pdf_layout {
    base_arena *arena;
    const pdf_pages *pages;
    base_vec lines;  /* pdf_line, page by page, downwards */
    base_vec pieces; /* pdf_piece, line by line, to the right */
    base_vec order;  /* const pdf_word *, piece by piece, to the right */
    double em;       /* of the body's text */
} pdf_layout;

static inline pdf_word *pdf_word_at(const pdf_pages *pages, size_t index)
{
    return (pdf_word *)pages->words.items + index;
}

static inline pdf_line *pdf_line_at(const pdf_layout *layout, size_t index)
{
    return (pdf_line *)layout->lines.items + index;
}

static inline pdf_piece *pdf_piece_at(const pdf_layout *layout, size_t index)
{
    return (pdf_piece *)layout->pieces.items + index;
}

static inline double pdf_middle(const pdf_box *box)
{
    return (box->y0 + box->y1) / 2;
}

/* Without the mathematical library. */
static inline double pdf_distance(double a, double b)
{
    return a < b ? b - a : a - b;
}

static inline void pdf_box_add(pdf_box *box, const pdf_box *more)
{
    box->x0 = more->x0 < box->x0 ? more->x0 : box->x0;
    box->y0 = more->y0 < box->y0 ? more->y0 : box->y0;
    box->x1 = more->x1 > box->x1 ? more->x1 : box->x1;
    box->y1 = more->y1 > box->y1 ? more->y1 : box->y1;
}

/* Finds the lines and pieces of the words. 0, or HECHA_E_MEMORY. */
int pdf_lines_find(base_arena *arena, const pdf_pages *pages, pdf_layout *out);
/* Cuts a piece before one of its words; the piece keeps what is left of it, *rest is the other.
 * 0, or -1 without memory. */
int pdf_piece_cut(pdf_layout *layout, pdf_piece *piece, size_t word, pdf_piece *rest);
static inline const pdf_word *pdf_piece_word(const pdf_layout *layout, const pdf_piece *piece,
                                             size_t word)
{
    return ((const pdf_word **)layout->order.items)[piece->first + word];
}
/* Tells headers, footers, page numbers and footnotes from the body (sets the lines' roles), and
 * takes the marks of footnotes out of the text. */
int pdf_furniture_find(pdf_layout *layout);
/* The texts of a line's pieces, with a space between them. `ptr` NULL: no memory. */
base_str pdf_line_text(const pdf_layout *layout, const pdf_line *line);
/* Appends a text that stands in the same line, `gap` to the right. */
void pdf_join(base_buf *out, base_str right, double gap, double em);

/* Width of what cannot be broken at the start of a text, in em. */
double pdf_unbreakable(base_str text);
/* Appends the next line of a text that was wrapped: no space between Chinese characters. `full`:
 * the line before goes to the very edge. */
void pdf_join_wrapped(base_buf *out, base_str next, int full);
/* Width in em of what a figure that was broken over lines goes on with before it could be broken
 * again: the last line of the text, and the next, are digits with commas and points and nothing
 * else, and one of them ends or starts with a digit where they meet. 0: it is no such figure. */
double pdf_figure_rest(base_str text, base_str next);
/* 1 if a bracket of the text is still open at its end. */
int pdf_open_bracket(base_str text);

#endif
