#include "read/pdf_table.h"

#include "text/numbering.h"

#define MAX_RIVERS 48
#define NEAR 0.1
#define TIGHT 0.2
#define EDGE 3.5       /* em: a wrapped line ends this near to the next column */
#define SHARED 0.3     /* em: how much of two gaps must be at the same place */
#define MAX_CROSS 4    /* lines across the gaps between two rows */
#define MAX_BETWEEN 14 /* lines between two rows */
#define MAX_TO_SECOND 6
#define MAX_HEAD 10     /* lines of one piece at the top of a head */
#define MAX_LINES 50000 /* of one table */
#define FAR_DOWN 5.0    /* em of nothing: a table does not go on beyond it */

/* A gap that rows share. */
typedef struct river {
    double from, to;
    size_t rows;    /* that have the gap there */
    size_t crossed; /* lines with text there */
} river;

typedef struct finder {
    const pdf_layout *layout;
    river rivers[MAX_RIVERS];
    size_t count;
    pdf_region region;
    int number;      /* 一、二、 of the row before; 0: rows have no such numbers */
    size_t crossing; /* lines across the gaps since the last row */
    double left, right;
} finder;

static int joins_river(finder *self, double from, double to, double em, int only_test)
{
    int found = 0;
    for (size_t i = 0; i < self->count; i++) {
        river *one = &self->rivers[i];
        double low = from > one->from ? from : one->from, high = to < one->to ? to : one->to;
        if (high - low < SHARED * em)
            continue;
        found = 1;
        if (only_test)
            continue;
        one->from = low;
        one->to = high;
        one->rows++;
    }
    if (!found && !only_test && self->count < MAX_RIVERS) {
        river fresh = {from, to, 1, 0};
        self->rivers[self->count++] = fresh;
    }
    return found;
}

/* 1 if a gap of the line is at the place of one that the rows before share. */
static int shares(finder *self, const pdf_line *line, int only_test)
{
    int found = 0;
    for (size_t i = 1; i < line->count; i++) {
        const pdf_piece *piece = pdf_piece_at(self->layout, line->first + i);
        found |= joins_river(self, piece[-1].box.x1, piece->box.x0, line->em, only_test);
    }
    return found;
}

/* 1 if the line's last word is a figure beyond a narrow gap at the place of a shared one. */
static int has_tight_figure(const finder *self, const pdf_line *line)
{
    const pdf_piece *piece = pdf_piece_at(self->layout, line->first + line->count - 1);
    if (piece->count < 2)
        return 0;
    const pdf_word *word = pdf_piece_word(self->layout, piece, piece->count - 1);
    double end = pdf_piece_word(self->layout, piece, piece->count - 2)->box.x1;
    if (!pdf_is_figure(word->text) || word->box.x0 - end < TIGHT * piece->em)
        return 0;
    for (size_t j = 0; j < self->count; j++)
        if (self->rivers[j].rows >= 2 && word->box.x0 > self->rivers[j].from &&
            end < self->rivers[j].to)
            return 1;
    return 0;
}

/* 1 for a gap that many rows have and few lines have text in. Wide spaces in a head, which short
 * labels leave free too, are none. */
static int is_open(const finder *self, const river *one)
{
    size_t enough = self->region.rows / 4 > 2 ? self->region.rows / 4 : 2;
    enough = self->region.rows < 2 ? 1 : enough;
    return one->rows >= enough && one->crossed * 2 <= one->rows;
}

static int lies_across(const pdf_piece *piece, const river *one)
{
    return piece->box.x0 < one->from && piece->box.x1 > one->to;
}

static int crosses(const finder *self, const pdf_line *line)
{
    for (size_t i = 0; i < line->count; i++)
        for (size_t j = 0; j < self->count; j++)
            if (is_open(self, &self->rivers[j]) &&
                lies_across(pdf_piece_at(self->layout, line->first + i), &self->rivers[j]))
                return 1;
    return 0;
}

static void count_crossed(finder *self, const pdf_line *line)
{
    for (size_t i = 0; i < line->count; i++)
        for (size_t j = 0; j < self->count; j++)
            self->rivers[j].crossed +=
                (size_t)lies_across(pdf_piece_at(self->layout, line->first + i), &self->rivers[j]);
}

static int is_head_again(const finder *self, const pdf_line *line)
{
    const pdf_line *head = pdf_line_at(self->layout, self->region.first);
    if (line->count != head->count || line->count < 2)
        return 0;
    for (size_t i = 0; i < line->count; i++) {
        const pdf_piece *a = pdf_piece_at(self->layout, head->first + i);
        const pdf_piece *b = pdf_piece_at(self->layout, line->first + i);
        if (!base_str_eq(a->text, b->text) || pdf_is_figure(a->text))
            return 0;
    }
    return 1;
}

/* The value of a number 一、 at the start of the line; 0 if there is none. */
static int number_of(const finder *self, const pdf_line *line)
{
    text_numbering number = text_numbering_read(pdf_piece_at(self->layout, line->first)->text);
    return number.style == TEXT_NUMBER_HAN ? number.value : 0;
}

/* A heading between two tables: a numbered line that does not go on with the rows' numbers. */
static int is_heading(const finder *self, const pdf_line *line)
{
    int number = line->count == 1 ? number_of(self, line) : 0;
    return number > 0 && number != self->number + 1;
}

/* What stands between ends the table: a head printed anew below other text, a wide gap. */
static int is_end(const finder *self, size_t at, size_t before)
{
    const pdf_line *line = pdf_line_at(self->layout, at);
    const pdf_line *above = pdf_line_at(self->layout, before);
    int same_page = line->page == above->page;
    if (line->role == PDF_FOOTNOTE)
        return 0;
    if (same_page && line->box.y0 - above->box.y1 > FAR_DOWN * self->layout->em)
        return 1;
    if (is_heading(self, line))
        return 1;
    int same = line->page == pdf_line_at(self->layout, self->region.last)->page;
    return self->region.rows >= 2 && is_head_again(self, line) && (self->crossing > 0 || same);
}

static void grow(finder *self)
{
    const pdf_layout *layout = self->layout;
    size_t before = self->region.first, between = 0;
    for (size_t at = before + 1; at < layout->lines.count; at++) {
        const pdf_line *line = pdf_line_at(layout, at);
        if (line->role != PDF_BODY)
            continue;
        if (is_end(self, at, before) || at - self->region.first > MAX_LINES)
            return;
        before = at;
        if (number_of(self, line) > 0)
            self->number = number_of(self, line);
        if (line->count >= 2 && shares(self, line, 1)) {
            shares(self, line, 0);
            count_crossed(self, line);
            self->region.last = at;
            self->region.rows++;
            self->crossing = between = 0;
            continue;
        }
        if (has_tight_figure(self, line)) {
            self->region.last = at;
            self->crossing = between = 0;
            continue;
        }
        self->crossing += (size_t)(crosses(self, line) || line->count >= 2);
        count_crossed(self, line);
        between++;
        if (self->crossing > MAX_CROSS ||
            between > (self->region.rows < 2 ? MAX_TO_SECOND : MAX_BETWEEN))
            return;
    }
}

/* 1 if a line of one piece belongs to a cell of the row beside it: it stands close to it, within
 * one column, and `above` says whether it is the first line of that cell. */
static int belongs(const finder *self, size_t at, size_t neighbour, int above)
{
    const pdf_line *line = pdf_line_at(self->layout, at);
    const pdf_line *row = pdf_line_at(self->layout, neighbour);
    double gap = above ? row->box.y0 - line->box.y1 : line->box.y0 - row->box.y1;
    const pdf_piece *piece = pdf_piece_at(self->layout, line->first);
    if (line->page != row->page || line->count != 1 || line->role != PDF_BODY ||
        gap > 0.45 * line->em || crosses(self, line))
        return 0;
    /* It overlaps the row: its lines stand beside one that is centred. */
    if (gap < -0.2 * line->em)
        return 1;
    for (size_t i = 0; !above && i < row->count; i++) {
        const pdf_piece *other = pdf_piece_at(self->layout, row->first + i);
        double room = self->right - other->box.x1, beyond = 0;
        for (size_t j = 0; j < self->count; j++) {
            const river *one = &self->rivers[j];
            if (one->rows < 2 || one->from < other->box.x1 - 1 || one->from - other->box.x1 > room)
                continue;
            room = one->from - other->box.x1;
            beyond = one->to - other->box.x1;
        }
        if (other->box.x0 <= piece->box.x1 && piece->box.x0 <= other->box.x1 &&
            (pdf_open_bracket(other->text) ||
             (room < (pdf_unbreakable(piece->text) + 0.3) * line->em && beyond < EDGE * line->em)))
            return 1;
    }
    return 0;
}

static size_t body_beside(const pdf_layout *layout, size_t at, int step)
{
    size_t next = at;
    for (;;) {
        if (step < 0 ? next == 0 : next + 1 >= layout->lines.count)
            return at;
        next = step < 0 ? next - 1 : next + 1;
        if (pdf_line_at(layout, next)->role == PDF_BODY)
            return next;
    }
}

static void extend(finder *self)
{
    for (;;) {
        size_t at = body_beside(self->layout, self->region.last, 1);
        if (at == self->region.last || !belongs(self, at, self->region.last, 0))
            break;
        self->region.last = at;
    }
    for (int i = 0; i < 6; i++) {
        size_t at = body_beside(self->layout, self->region.first, -1);
        if (at == self->region.first || !belongs(self, at, self->region.first, 1))
            break;
        self->region.first = at;
    }
}

/* 1 if a line above the first row is a head over some of the columns: right of the labels, and not
 * at the middle of the page, where titles stand. */
static int is_over_columns(const finder *self, const pdf_line *line)
{
    const pdf_piece *piece = pdf_piece_at(self->layout, line->first);
    double middle = (line->box.x0 + line->box.x1) / 2, first = 1e9;
    for (size_t i = 0; i < self->count; i++)
        if (self->rivers[i].rows * 3 >= self->region.rows && self->rivers[i].to < first)
            first = self->rivers[i].to;
    double page = (self->left + self->right) / 2;
    return line->count == 1 && line->box.x0 > first - line->em && line->box.x1 <= self->right &&
           (middle - page > line->em || page - middle > line->em) &&
           base_str_find(piece->text, base_str_c("："), 0) == BASE_STR_NONE;
}

/* Heads of several levels start with lines of one piece. */
static void take_head(finder *self)
{
    size_t at = self->region.first, before = at, taken = at;
    for (int i = 0; i < MAX_HEAD; i++) {
        before = at;
        at = body_beside(self->layout, before, -1);
        const pdf_line *line = pdf_line_at(self->layout, at);
        const pdf_line *below = pdf_line_at(self->layout, before);
        if (at == before || line->page != below->page || number_of(self, line) > 0 ||
            line->count > 1 || below->box.y0 - line->box.y1 > 1.6 * line->em ||
            line->box.x1 - line->box.x0 > 0.7 * (self->right - self->left))
            break;
        if (is_over_columns(self, line))
            taken = at;
        else if (below->box.y0 > line->box.y1 - NEAR * line->em)
            break; /* a head of the labels stands beside the others */
    }
    self->region.first = taken;
}

static int has_figures(const pdf_layout *layout, const pdf_region *region)
{
    for (size_t i = region->first; i <= region->last; i++) {
        const pdf_line *line = pdf_line_at(layout, i);
        if (line->count >= 2 &&
            pdf_is_figure(pdf_piece_at(layout, line->first + line->count - 1)->text))
            return 1;
    }
    return 0;
}

int pdf_region_next(const pdf_layout *layout, size_t from, pdf_region *out)
{
    for (size_t at = from; at < layout->lines.count; at++) {
        const pdf_line *line = pdf_line_at(layout, at);
        finder self;
        if (line->role != PDF_BODY || line->count < 2)
            continue;
        memset(&self, 0, sizeof(self));
        self.layout = layout;
        self.region.first = self.region.last = at;
        self.region.rows = 1;
        shares(&self, line, 0);
        grow(&self);
        if (self.region.rows < 2 || (self.region.rows < 3 && !has_figures(layout, &self.region)))
            continue;
        self.left = 1e9;
        for (size_t i = self.region.first; i <= self.region.last; i++) {
            if (pdf_line_at(layout, i)->box.x1 > self.right)
                self.right = pdf_line_at(layout, i)->box.x1;
            if (pdf_line_at(layout, i)->box.x0 < self.left)
                self.left = pdf_line_at(layout, i)->box.x0;
        }
        extend(&self);
        take_head(&self);
        if (self.region.first < from)
            self.region.first = from;
        *out = self.region;
        return 1;
    }
    return 0;
}
