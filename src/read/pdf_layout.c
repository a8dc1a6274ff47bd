#include "read/pdf_layout.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/msg.h"
#include "read/pdf_grid.h"
#include "read/pdf_table.h"
#include "text/numbering.h"
#include "text/utf8.h"

#define INDENT 1.4     /* em: a line that starts this far right of the edge starts a paragraph */
#define FAR 6.0        /* em: a line that starts this far right is centred or set to the right */
#define WIDER_GAP 0.75 /* em more than the usual distance of lines */
#define OTHER_SIZE 1.12
#define OTHER_HEIGHT 1.04

#define MARGIN 36.0 /* points: the least white at the edge of a page */

typedef struct prose {
    hecha_lang lang; /* of messages */
    pdf_layout *layout;
    doc_builder *builder;
    base_buf text;         /* of the open paragraph */
    uint32_t page;         /* it starts on */
    const pdf_line *line;  /* its last line; NULL: none is open */
    double left, right;    /* edges of the text */
    double distance;       /* between the tops of two lines of a paragraph, in em */
    uint32_t last_page;    /* of the last line of the body; 0: none */
    double last_bottom;    /* its lower edge */
    const base_vec *grids; /* pdf_grid; may be NULL */
    size_t grid;           /* the next */
    size_t doubtful;       /* line behind the last table that was; 0: none was */
    base_vec notes;        /* size_t: lines of footnotes to be written after the paragraph */
} prose;

static int by_number(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

/* 1 if the line ends with a mark that may hang over the edge. */
static int may_hang(const pdf_layout *layout, const pdf_line *line)
{
    const pdf_piece *last = pdf_piece_at(layout, line->first + line->count - 1);
    size_t at = last->text.len;
    switch (text_utf8_previous(last->text, &at)) {
    case 0xFF0C: /* ， */
    case 0x3002: /* 。 */
    case 0x3001: /* 、 */
    case 0xFF1B: /* ； */
    case 0xFF1A: /* ： */
        return 1;
    default:
        return 0;
    }
}

/* The edges of the text are those of its full lines: where most wide lines start and end. */
static int find_edges(prose *self)
{
    const pdf_layout *layout = self->layout;
    size_t count = 0, ends = 0, steps = 0, lines = layout->lines.count;
    double *from = base_arena_array(layout->arena, 3 * lines + 1, sizeof(double));
    if (from == NULL)
        return HECHA_E_MEMORY;
    double *to = from + lines, *step = to + lines, widest = 0;
    for (size_t i = 0; i < lines; i++) {
        const pdf_line *line = pdf_line_at(layout, i);
        if (line->role == PDF_BODY && line->box.x1 - line->box.x0 > widest)
            widest = line->box.x1 - line->box.x0;
    }
    for (size_t i = 0; i < lines; i++) {
        const pdf_line *line = pdf_line_at(layout, i);
        if (line->role != PDF_BODY || line->box.x1 - line->box.x0 < 0.8 * widest)
            continue;
        from[count++] = line->box.x0;
        if (!may_hang(layout, line))
            to[ends++] = line->box.x1;
        if (i > 0 && line[-1].page == line->page && line->box.y0 > line[-1].box.y0)
            step[steps++] = (line->box.y0 - line[-1].box.y0) / line->em;
    }
    qsort(from, count, sizeof(double), by_number);
    qsort(to, ends, sizeof(double), by_number);
    qsort(step, steps, sizeof(double), by_number);
    self->left = count > 0 ? from[count / 5] : 0;
    self->right = ends > 0 ? to[ends - 1 - ends / 10] : self->left + widest;
    self->distance = steps > 0 ? step[steps / 3] : 1.5;
    return 0;
}

static int write_paragraph(prose *self, base_str text, uint32_t page, doc_kind kind)
{
    doc_paragraph paragraph;
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.text = base_str_trim(text);
    paragraph.place.page = page;
    paragraph.kind = kind;
    return paragraph.text.len > 0 ? doc_build_paragraph(self->builder, &paragraph) : 0;
}

/* Footnotes: each line with a mark starts one. */
static int write_notes(prose *self)
{
    base_buf text;
    int status = 0;
    base_buf_init(&text);
    for (size_t i = 0; i < self->notes.count && status == 0; i++) {
        const pdf_line *line = pdf_line_at(self->layout, *(size_t *)base_vec_at(&self->notes, i));
        base_str here = pdf_line_text(self->layout, line);
        if (here.ptr == NULL)
            status = HECHA_E_MEMORY;
        else if (text.len > 0 && pdf_piece_at(self->layout, line->first)->footnote == 2) {
            status = write_paragraph(self, base_buf_str(&text), line->page, DOC_NOTE);
            base_buf_clear(&text);
        }
        if (status == 0)
            pdf_join_wrapped(&text, here, 1);
    }
    if (status == 0 && base_buf_failed(&text))
        status = HECHA_E_MEMORY;
    if (status == 0 && self->notes.count > 0)
        status = write_paragraph(
            self, base_buf_str(&text),
            pdf_line_at(self->layout, *(size_t *)base_vec_at(&self->notes, 0))->page, DOC_NOTE);
    self->notes.count = 0;
    base_buf_dispose(&text);
    return status;
}

static int close_paragraph(prose *self)
{
    int status = 0;
    if (base_buf_failed(&self->text))
        return HECHA_E_MEMORY;
    if (self->line != NULL)
        status = write_paragraph(self, base_buf_str(&self->text), self->page, DOC_PARAGRAPH);
    self->line = NULL;
    base_buf_clear(&self->text);
    return status != 0 ? status : write_notes(self);
}

static int ends_sentence(base_str text)
{
    static const char *const ends[] = {"。", "！", "？", "；", "：", "：", ".", "”", "）"};
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (base_str_ends(text, base_str_c(ends[i])))
            return 1;
    return 0;
}

/* 1 if a line goes to the edge, or so near that the start of the next did not fit. */
static int fills(const prose *self, const pdf_line *line, base_str next)
{
    return self->right - line->box.x1 < (pdf_unbreakable(next) + 0.4) * line->em;
}

static int is_other(double a, double b, double ratio)
{
    return a > ratio * b || b > ratio * a;
}

/* 1 if two lines are of different size. The size alone is a guess where marks of unknown width
 * stand among few characters. */
static int differ_in_size(const pdf_line *a, const pdf_line *b)
{
    return is_other(a->em, b->em, OTHER_SIZE) &&
           is_other(a->box.y1 - a->box.y0, b->box.y1 - b->box.y0, OTHER_HEIGHT);
}

/* 一、总体情况 below a full line that ends a sentence: a heading, as it is short and ends none. */
static int is_heading(const prose *self, const pdf_line *line, base_str text, base_str before)
{
    text_numbering number = text_numbering_read(text);
    return number.style == TEXT_NUMBER_HAN && number.length < text.len && ends_sentence(before) &&
           !ends_sentence(text) && line->box.x1 - self->left < 0.75 * (self->right - self->left);
}

/* 1 if a line starts a paragraph rather than going on with the open one. */
static int starts_paragraph(const prose *self, const pdf_line *line, base_str text)
{
    const pdf_line *above = self->line;
    base_str before = base_buf_str(&self->text);
    double indent = line->box.x0 - self->left;
    if (above == NULL)
        return 1;
    if (differ_in_size(line, above))
        return 1;
    if (!fills(self, above, text))
        return 1;
    if (line->page == above->page &&
        (line->box.y0 - above->box.y0) / line->em > self->distance + WIDER_GAP)
        return 1;
    if (indent > INDENT * line->em && line->box.x0 > above->box.x0 - 0.5 * line->em)
        return 1;
    if (above->box.x0 - self->left > FAR * above->em &&
        (indent > FAR * line->em || line->box.x0 < above->box.x0 - FAR / 2 * line->em))
        return 1;
    if (text_numbering_read(text).style != TEXT_NUMBER_NONE && ends_sentence(before) &&
        indent > 0.5 * line->em)
        return 1;
    return is_heading(self, line, text, before);
}

static int add_text(prose *self, const pdf_line *line, base_str text)
{
    int status = 0;
    if (text.ptr == NULL)
        return HECHA_E_MEMORY;
    if (text.len == 0)
        return 0;
    if (starts_paragraph(self, line, text)) {
        status = close_paragraph(self);
        self->page = line->page;
        base_buf_add_str(&self->text, text);
    } else {
        pdf_join_wrapped(&self->text, text, self->right - self->line->box.x1 < 0.3 * line->em);
    }
    self->line = line;
    return status;
}

static int add_line(prose *self, const pdf_line *line)
{
    return add_text(self, line, pdf_line_text(self->layout, line));
}

static int add_lines(prose *self, size_t from, size_t to, int apart)
{
    int status = 0;
    for (size_t i = from; i < to && status == 0; i++) {
        if (pdf_line_at(self->layout, i)->role != PDF_BODY)
            continue;
        status = apart ? close_paragraph(self) : 0;
        if (status == 0)
            status = add_line(self, pdf_line_at(self->layout, i));
    }
    return status == 0 && apart ? close_paragraph(self) : status;
}

/* Prose in columns is read column by column. */
static int add_columns(prose *self, const pdf_table *table)
{
    double left = self->left, right = self->right;
    int status = 0;
    for (uint32_t c = 0; c < table->columns && status == 0; c++) {
        self->left = c > 0 ? table->separators[c - 1] : self->left;
        self->right = table->right_edge[c];
        for (size_t i = 0; i < table->count && status == 0; i++) {
            const pdf_piece *piece = table->pieces[i];
            if (piece->left != c)
                continue;
            pdf_line *line = base_arena_zalloc(self->layout->arena, sizeof(pdf_line));
            if (line == NULL)
                return HECHA_E_MEMORY;
            line->box = piece->box;
            line->em = piece->em;
            line->page = piece->page;
            status = add_text(self, line, piece->text);
        }
    }
    self->left = left;
    self->right = right;
    return status;
}

/* Says that a table is read as lines only. */
static int say_doubtful(prose *self, uint32_t page)
{
    char number[24];
    base_buf text;
    base_place place;
    memset(&place, 0, sizeof(place));
    place.page = page;
    snprintf(number, sizeof(number), "%u", page);
    base_buf_init(&text);
    base_msg_add(&text, self->lang, MSG_PDF_TABLE, number, NULL);
    int status = base_buf_failed(&text)
                     ? HECHA_E_MEMORY
                     : doc_build_problem(self->builder, base_buf_str(&text), &place);
    base_buf_dispose(&text);
    return status;
}

/* A table of one column: the lines are no paragraphs or headings of the report. */
static int add_doubtful(prose *self, const pdf_region *region)
{
    base_place place;
    doc_paragraph paragraph;
    doc_cell_spec spec;
    uint32_t row = 0;
    memset(&place, 0, sizeof(place));
    memset(&spec, 0, sizeof(spec));
    memset(&paragraph, 0, sizeof(paragraph));
    place.page = pdf_line_at(self->layout, region->first)->page;
    spec.column = spec.rowspan = spec.colspan = 1;
    int status = say_doubtful(self, place.page);
    if (status == 0)
        status = doc_build_table_begin(self->builder, &place, DOC_TABLE);
    if (status == 0)
        status = doc_build_table_doubtful(self->builder);
    for (size_t i = region->first; i <= region->last && status == 0; i++) {
        const pdf_line *line = pdf_line_at(self->layout, i);
        if (line->role != PDF_BODY)
            continue;
        spec.place.page = paragraph.place.page = line->page;
        paragraph.text = pdf_line_text(self->layout, line);
        if (paragraph.text.ptr == NULL)
            return HECHA_E_MEMORY;
        status = doc_build_row_begin(self->builder, ++row);
        if (status == 0)
            status = doc_build_cell_begin(self->builder, &spec);
        if (status == 0)
            status = doc_build_cell_paragraph(self->builder, &paragraph);
        if (status == 0)
            status = doc_build_cell_end(self->builder);
        if (status == 0)
            status = doc_build_row_end(self->builder);
    }
    return status != 0 ? status : doc_build_table_end(self->builder);
}

/* 1 if nothing of the body stands between a table and one before it that was doubtful: it goes on
 * there, below a head that was not told or behind labels that were. */
static int follows_doubtful(const prose *self, const pdf_region *region)
{
    if (self->doubtful == 0)
        return 0;
    for (size_t i = self->doubtful; i < region->first; i++)
        if (pdf_line_at(self->layout, i)->role == PDF_BODY)
            return 0;
    return 1;
}

static int add_table(prose *self, pdf_region *region, size_t at)
{
    pdf_table table;
    pdf_kind kind;
    int status = pdf_table_find(self->layout, region, &table, &kind);
    if (status == 0)
        status = add_lines(self, at, region->first, 0);
    if (status == 0 && (kind == PDF_LINES || kind == PDF_ROWS))
        return add_lines(self, region->first, region->last + 1, kind == PDF_ROWS);
    if (status == 0 && kind == PDF_COLUMNS)
        return add_columns(self, &table);
    if (status == 0)
        status = close_paragraph(self);
    if (status == 0 && (kind == PDF_DOUBTFUL || follows_doubtful(self, region))) {
        self->doubtful = region->last + 1;
        return add_doubtful(self, region);
    }
    return status != 0 ? status : pdf_table_build(&table, self->builder);
}

static int add_other(prose *self, size_t at)
{
    const pdf_line *line = pdf_line_at(self->layout, at);
    if (line->role == PDF_BODY)
        return add_line(self, line);
    if (line->role == PDF_FOOTNOTE) {
        size_t *note = base_vec_push(&self->notes, self->layout->arena);
        if (note == NULL)
            return HECHA_E_MEMORY;
        *note = at;
        return 0;
    }
    base_str text = pdf_line_text(self->layout, line);
    if (text.ptr == NULL)
        return HECHA_E_MEMORY;
    return doc_build_aside(self->builder, line->role == PDF_HEADER ? DOC_HEADER : DOC_FOOTER, text,
                           base_str_c(""));
}

static int write_image(prose *self, uint32_t page)
{
    doc_paragraph image;
    int status = close_paragraph(self);
    memset(&image, 0, sizeof(image));
    image.kind = DOC_IMAGE;
    image.place.page = page;
    return status != 0 ? status : doc_build_paragraph(self->builder, &image);
}

/* A blank on a page that has a large picture is where the picture stands: between the last line and
 * the point `to` of a page, the edge of the page where one of them stands on another. */
static int add_blanks(prose *self, uint32_t to_page, double to)
{
    const base_vec *pages = &self->layout->pages->pages;
    int status = 0;
    for (uint32_t p = self->last_page > 0 ? self->last_page : 1; status == 0 && p <= to_page; p++) {
        const pdf_page *page = base_vec_at(pages, p - 1);
        double from = p == self->last_page ? self->last_bottom : 0;
        double end = p == to_page ? to : page->height;
        double edges = MARGIN * ((from <= 0) + (end >= page->height));
        if (page->picture > 0 && end - from - edges >= 0.95 * page->picture)
            status = write_image(self, p);
    }
    return status;
}

/* Looks for a picture before the lines of the body from `first` to `last`. */
static int pass_blanks(prose *self, const pdf_line *first, const pdf_line *last)
{
    int status = add_blanks(self, first->page, first->box.y0);
    self->last_page = last->page;
    self->last_bottom = last->box.y1;
    return status;
}

static const pdf_grid *next_grid(const prose *self, size_t after)
{
    size_t at = self->grid + after;
    return self->grids != NULL && at < self->grids->count ? base_vec_at(self->grids, at) : NULL;
}

static int is_above(const pdf_grid *grid, const pdf_line *line)
{
    return grid->page < line->page || (grid->page == line->page && grid->box.y0 < line->box.y0);
}

/* 1 if a line of the body stands before a grid, from the line `at` on. */
static int body_before(const prose *self, size_t at, const pdf_grid *grid)
{
    for (; at < self->layout->lines.count; at++) {
        const pdf_line *line = pdf_line_at(self->layout, at);
        if (is_above(grid, line))
            return 0;
        if (line->role == PDF_BODY)
            return 1;
    }
    return 0;
}

/* Builds the grids that stand above the line `at`, those of one table together. */
static int add_grids(prose *self, size_t at)
{
    const pdf_grid *grid;
    int status = 0;
    while (status == 0 && (grid = next_grid(self, 0)) != NULL &&
           (at >= self->layout->lines.count || is_above(grid, pdf_line_at(self->layout, at)))) {
        size_t count = 1;
        const pdf_grid *last = grid, *next;
        while ((next = next_grid(self, count)) != NULL && pdf_grid_goes_on(last, next) &&
               !body_before(self, at, next)) {
            last = next;
            count++;
        }
        status = add_blanks(self, grid->page, grid->box.y0);
        if (status == 0)
            status = close_paragraph(self);
        if (status == 0)
            status = pdf_grids_build(self->layout->arena, grid, count, self->builder);
        self->last_page = last->page;
        self->last_bottom = last->box.y1;
        self->grid += count;
    }
    return status;
}

/* A region ends where a grid stands. */
static void cut_region(const prose *self, pdf_region *region)
{
    const pdf_grid *grid = next_grid(self, 0);
    for (size_t i = region->first + 1; grid != NULL && i <= region->last; i++)
        if (is_above(grid, pdf_line_at(self->layout, i)))
            region->last = i - 1;
}

static int build(prose *self)
{
    size_t at = 0, lines = self->layout->lines.count;
    int status = find_edges(self);
    pdf_region region = {0, 0, 0};
    int more = pdf_region_next(self->layout, 0, &region);
    while (at < lines && status == 0) {
        const pdf_line *line = pdf_line_at(self->layout, at);
        status = add_grids(self, at);
        if (status != 0)
            break;
        if (!more || at < region.first) {
            if (line->role == PDF_BODY)
                status = pass_blanks(self, line, line);
            if (status == 0)
                status = add_other(self, at++);
            continue;
        }
        size_t first = region.first;
        cut_region(self, &region);
        status = pass_blanks(self, line, pdf_line_at(self->layout, region.last));
        if (status == 0)
            status = add_table(self, &region, at);
        /* What stands in a table and is not of it, furniture and notes, comes after it. */
        for (size_t i = first; i <= region.last && status == 0; i++)
            if (pdf_line_at(self->layout, i)->role != PDF_BODY)
                status = add_other(self, i);
        at = region.last + 1;
        more = pdf_region_next(self->layout, at, &region);
    }
    if (status == 0)
        status = add_grids(self, lines);
    if (status == 0)
        status = close_paragraph(self);
    size_t pages = self->layout->pages->pages.count;
    const pdf_page *last = pages > 0 ? base_vec_at(&self->layout->pages->pages, pages - 1) : NULL;
    return status != 0 || last == NULL ? status : add_blanks(self, (uint32_t)pages, last->height);
}

int pdf_layout_build(base_arena *arena, const pdf_pages *pages, const base_vec *grids,
                     doc_builder *builder, hecha_err *err)
{
    pdf_layout layout;
    prose self;
    int status = pdf_lines_find(arena, pages, &layout);
    if (status == 0)
        status = pdf_furniture_find(&layout);
    if (status == 0) {
        memset(&self, 0, sizeof(self));
        self.layout = &layout;
        self.builder = builder;
        self.lang = err != NULL ? err->lang : HECHA_LANG_ZH;
        self.grids = grids;
        base_buf_init(&self.text);
        base_vec_init(&self.notes, sizeof(size_t));
        status = build(&self);
        base_buf_dispose(&self.text);
    }
    if (status == 0)
        status = doc_build_status(builder);
    return status == HECHA_E_MEMORY ? base_err_memory(err) : status;
}
