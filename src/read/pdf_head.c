#include "read/pdf_table.h"

#include "base/buf.h"

#define MAX_BLOCKS 160 /* cells of a head */
#define NEAR 0.25      /* em */

/* A cell of the head while it is laid out. */
typedef struct block {
    pdf_box box;
    base_str text;
    uint32_t left, right;  /* columns its text covers, then those it spans */
    const pdf_piece *last; /* its last line */
    uint32_t level, height;
    int whole; /* it stands at the middle of the head's height, alone in its columns */
} block;

typedef struct head {
    pdf_table *table;
    block blocks[MAX_BLOCKS];
    size_t count;
    uint32_t levels;
    pdf_box box;
} head;

static int overlap(uint32_t a0, uint32_t a1, uint32_t b0, uint32_t b1)
{
    return a0 <= b1 && b0 <= a1;
}

/* Where the rows of figures start: above the first figure, or the numbered label beside it. */
static double body_top(const pdf_table *table)
{
    const pdf_piece *figure = NULL;
    double top;
    for (size_t i = 0; i < table->count && figure == NULL; i++) {
        const pdf_piece *piece = table->pieces[i];
        if (piece->page != table->pieces[0]->page)
            break;
        if (table->single[piece->left] && pdf_is_figure(piece->text))
            figure = piece;
    }
    if (figure == NULL)
        return 0;
    top = figure->box.y0;
    for (size_t i = 0; i < table->count; i++) {
        const pdf_piece *piece = table->pieces[i];
        if (piece->page == figure->page && piece->left == 0 && piece->box.y0 < top &&
            pdf_starts_cell(piece->text))
            top = piece->box.y0;
    }
    return top;
}

/* Puts the pieces of the head first, in their order; returns how many they are. */
static size_t move_first(pdf_table *table, double top)
{
    size_t found = 0;
    for (size_t i = 0; i < table->count; i++) {
        pdf_piece *piece = table->pieces[i];
        if (piece->page != table->pieces[0]->page)
            break;
        if (pdf_middle(&piece->box) >= top)
            continue;
        memmove(table->pieces + found + 1, table->pieces + found,
                (i - found) * sizeof(pdf_piece *));
        table->pieces[found++] = piece;
    }
    return found;
}

/* The block that a line goes on with, or NULL. */
static block *block_above(head *self, const pdf_piece *piece)
{
    for (size_t i = self->count; i > 0; i--) {
        block *one = &self->blocks[i - 1];
        double gap = piece->box.y0 - one->box.y1;
        int same_edge = pdf_distance(piece->box.x0, one->last->box.x0) < NEAR * piece->em;
        if (one->left != piece->left || (one->right != piece->right && !same_edge))
            continue;
        return gap < 0.6 * piece->em ? one : NULL;
    }
    return NULL;
}

static int add_piece(head *self, const pdf_piece *piece)
{
    block *one = block_above(self, piece);
    base_buf text;
    if (one == NULL) {
        if (self->count == MAX_BLOCKS)
            return -1;
        one = &self->blocks[self->count++];
        memset(one, 0, sizeof(*one));
        one->box = piece->box;
        one->text = piece->text;
        one->left = piece->left;
        one->right = piece->right;
        one->last = piece;
        return 0;
    }
    base_buf_init(&text);
    base_buf_add_str(&text, one->text);
    pdf_join_wrapped(&text, piece->text, 0);
    pdf_box_add(&one->box, &piece->box);
    one->last = piece;
    one->right = piece->right > one->right ? piece->right : one->right;
    if (!base_buf_failed(&text))
        one->text = base_arena_str(self->table->layout->arena, base_buf_str(&text));
    int failed = base_buf_failed(&text) || one->text.ptr == NULL;
    base_buf_dispose(&text);
    return failed ? -1 : 0;
}

static int is_above(const head *self, const block *a, const block *b)
{
    return a != b && !a->whole && !b->whole && a->box.y1 <= b->box.y0 + NEAR * self->table->em;
}

static int is_alone(const head *self, const block *one)
{
    for (size_t i = 0; i < self->count; i++) {
        const block *other = &self->blocks[i];
        if (other != one && overlap(one->left, one->right, other->left, other->right))
            return 0;
    }
    return 1;
}

static void find_whole(head *self)
{
    for (size_t i = 0; i < self->count; i++) {
        block *one = &self->blocks[i];
        double off = pdf_distance(pdf_middle(&one->box), pdf_middle(&self->box));
        one->whole = off < 0.4 * self->table->em && is_alone(self, one);
    }
}

static int has_below(const head *self, const block *one)
{
    for (size_t i = 0; i < self->count; i++)
        if (is_above(self, one, &self->blocks[i]))
            return 1;
    return 0;
}

/* 1 if the columns are free of other blocks at the height of this one. */
static int is_free(const head *self, const block *one, uint32_t from, uint32_t to)
{
    for (size_t i = 0; i < self->count; i++) {
        const block *other = &self->blocks[i];
        double low = other->box.y0 > one->box.y0 ? other->box.y0 : one->box.y0;
        double high = other->box.y1 < one->box.y1 ? other->box.y1 : one->box.y1;
        if (other == one || !overlap(from, to, other->left, other->right))
            continue;
        if (other->whole || high - low > NEAR * self->table->em)
            return 0;
    }
    return 1;
}

static double edge(const head *self, uint32_t column)
{
    if (column == 0)
        return self->box.x0;
    return column < self->table->columns ? self->table->separators[column - 1] : self->box.x1;
}

/* 1 if a text starts exactly where one below it does: heads are not centred then. */
static int is_flush(const head *self, const block *one)
{
    for (size_t i = 0; i < self->count; i++) {
        const block *other = &self->blocks[i];
        if (is_above(self, one, other) && other->left == one->left &&
            pdf_distance(other->box.x0, one->box.x0) < 0.1 * self->table->em)
            return 1;
    }
    return 0;
}

/* A text above several columns stands at the middle of them: of the spans that fit as well, the
 * widest. Where heads are flush left it goes to the next at its height. */
static void find_span(const head *self, block *one)
{
    while (is_flush(self, one) && one->right + 1 < self->table->columns &&
           is_free(self, one, one->left, one->right + 1))
        one->right++;
    if (is_flush(self, one))
        return;
    double middle = (one->box.x0 + one->box.x1) / 2, best = 1e9, near = 0.6 * self->table->em;
    uint32_t left = one->left, right = one->right;
    for (uint32_t a = one->left + 1; a-- > 0;) {
        for (uint32_t b = one->right; b < self->table->columns; b++) {
            if (!is_free(self, one, a, b))
                break;
            double off = pdf_distance((edge(self, a) + edge(self, b + 1)) / 2, middle);
            int wider = b - a > right - left;
            if (off < best - near || (off < best + near && wider)) {
                best = off < best ? off : best;
                left = a;
                right = b;
            }
        }
    }
    one->left = left;
    one->right = right;
}

static void find_levels(head *self)
{
    int changed = 1;
    for (size_t round = 0; changed && round < MAX_BLOCKS; round++) {
        changed = 0;
        for (size_t i = 0; i < self->count; i++) {
            block *one = &self->blocks[i];
            for (size_t j = 0; j < self->count; j++) {
                const block *other = &self->blocks[j];
                if (is_above(self, other, one) && one->level < other->level + 1 &&
                    overlap(one->left, one->right, other->left, other->right)) {
                    one->level = other->level + 1;
                    changed = 1;
                }
            }
            if (one->level + 1 > self->levels)
                self->levels = one->level + 1;
        }
    }
}

/* How many levels a block takes: down to the next one below it. */
static void find_heights(head *self)
{
    for (size_t i = 0; i < self->count; i++) {
        block *one = &self->blocks[i];
        uint32_t end = self->levels;
        for (size_t j = 0; j < self->count; j++) {
            const block *other = &self->blocks[j];
            if (is_above(self, one, other) && other->level > one->level && other->level < end &&
                overlap(one->left, one->right, other->left, other->right))
                end = other->level;
        }
        one->height = end - one->level;
    }
}

static int write(head *self)
{
    base_arena *arena = self->table->layout->arena;
    uint32_t page = self->table->pieces[0]->page;
    for (uint32_t level = 0; level < self->levels; level++) {
        pdf_row *row = base_vec_push(&self->table->rows, arena);
        if (row == NULL)
            return HECHA_E_MEMORY;
        row->page = page;
        row->head = 1;
        row->top = self->box.y0;
        row->bottom = self->box.y1;
    }
    for (size_t i = 0; i < self->count; i++) {
        const block *one = &self->blocks[i];
        pdf_cell *cell = base_vec_push(&self->table->cells, arena);
        if (cell == NULL)
            return HECHA_E_MEMORY;
        cell->row = one->level;
        cell->column = one->left;
        cell->rowspan = one->height;
        cell->colspan = one->right - one->left + 1;
        cell->text = one->text;
        cell->box = one->box;
        cell->page = page;
    }
    return 0;
}

/* 1 if the head is more than one line. */
static int is_tall(const pdf_table *table, size_t count)
{
    double first = pdf_middle(&table->pieces[0]->box);
    for (size_t i = 1; i < count; i++)
        if (pdf_distance(pdf_middle(&table->pieces[i]->box), first) > 0.5 * table->em)
            return 1;
    return 0;
}

int pdf_head_build(pdf_table *table, size_t *pieces)
{
    head self;
    size_t count = move_first(table, body_top(table));
    *pieces = 0;
    if (count < 2 || count > MAX_BLOCKS || !is_tall(table, count))
        return 0;
    memset(&self, 0, sizeof(self));
    self.table = table;
    self.box = table->pieces[0]->box;
    for (size_t i = 0; i < count; i++) {
        pdf_box_add(&self.box, &table->pieces[i]->box);
        if (add_piece(&self, table->pieces[i]) != 0)
            return HECHA_E_MEMORY;
    }
    for (size_t i = 0; i < table->count; i++) {
        const pdf_box *box = &table->pieces[i]->box;
        self.box.x0 = box->x0 < self.box.x0 ? box->x0 : self.box.x0;
        self.box.x1 = box->x1 > self.box.x1 ? box->x1 : self.box.x1;
    }
    find_whole(&self);
    for (size_t i = 0; i < self.count; i++)
        if (has_below(&self, &self.blocks[i]))
            find_span(&self, &self.blocks[i]);
    find_levels(&self);
    find_heights(&self);
    *pieces = count;
    return write(&self);
}
