#include "read/pdf_table.h"

#include <stdlib.h>

#include "base/buf.h"
#include "text/class.h"
#include "text/numbering.h"
#include "text/utf8.h"

#define SAME_ROW 0.45     /* em: how far the middles of one row's cells may differ */
#define MAX_LINES 10      /* of one cell */
#define MAX_WORK 4000000u /* lines times rows of a column on one page */
#define CLOSER 0.975      /* of the least distance of two rows: lines of one cell are closer */
#define NEVER 1e15
#define SKIP_PRICE 4 /* a row without a text where most have one */

/* How a cell's lines stand beside its row's figure. */
typedef enum align { ALIGN_TOP, ALIGN_MIDDLE, ALIGN_BOTTOM, ALIGN_COUNT } align;

/* One column on one page: its lines, and the rows that figures make. */
typedef struct column {
    pdf_table *table;
    pdf_piece **lines;
    size_t count;
    const double *rows; /* middles, downwards */
    size_t row_count;
    unsigned char *open; /* a bracket is open after the line */
    double skip;         /* price of a row without a text in this column */
    int headed;          /* labels beside several rows, below a head of one line */
    double pitch;        /* least distance of two rows; 0: not known */
    align how;
} column;

/* What leads to the best division of the first lines among the first rows. */
typedef struct step {
    double price;
    unsigned char lines; /* of the last cell; 0: a row without a text */
    unsigned char alone; /* the cell is a row of its own */
} step;

int pdf_starts_cell(base_str text)
{
    text_numbering number = text_numbering_read(text);
    return (number.style != TEXT_NUMBER_NONE && number.style != TEXT_NUMBER_ORDINAL &&
            number.length < text.len) ||
           base_str_starts(text, base_str_c("其中"));
}

/* 1 for a note in brackets, which starts a line of its own: （不同渠道…） */
static int is_note(base_str text)
{
    size_t first = 0;
    return text_is_open(text_utf8_next(text, &first));
}

static void find_brackets(column *self)
{
    int open = 0;
    for (size_t i = 0; i < self->count; i++) {
        base_str text = self->lines[i]->text;
        size_t at = 0;
        if (pdf_starts_cell(text))
            open = 0;
        while (at < text.len) {
            uint32_t codepoint = text_utf8_next(text, &at);
            if (text_is_open(codepoint))
                open++;
            else if (text_is_close(codepoint) && open > 0)
                open--;
        }
        self->open[i] = open > 0;
    }
}

/* How far the next line is below a line. */
static double below(const column *self, size_t at)
{
    return pdf_middle(&self->lines[at + 1]->box) - pdf_middle(&self->lines[at]->box);
}

/* Rows are at least this far apart; lines that are closer are one cell's. Fonts of other heights
 * move a figure a little, so the least distances are averaged. */
static double find_pitch(const double *rows, size_t count, double em)
{
    double least = 0, sum = 0;
    size_t near = 0;
    for (size_t i = 1; i < count; i++) {
        double down = rows[i] - rows[i - 1];
        if (down > 0.8 * em && (least == 0 || down < least))
            least = down;
    }
    for (size_t i = 1; i < count; i++) {
        double down = rows[i] - rows[i - 1];
        if (down < least || down > least + 0.25 * em)
            continue;
        sum += down;
        near++;
    }
    return count >= 5 && near > 0 ? sum / (double)near : 0;
}

/* Price of taking a line and the next as one cell's, and as two cells'. */
static double join_price(const column *self, size_t at)
{
    const pdf_piece *line = self->lines[at], *next = self->lines[at + 1];
    double gap = next->box.y0 - line->box.y1, price = 0;
    if (pdf_starts_cell(next->text) || pdf_is_figure(next->text) || pdf_is_figure(line->text))
        price += 4;
    if (gap > 0.8 * self->table->em)
        price += gap > 1.6 * self->table->em ? 4 : 2;
    if (line->right != next->right && line->left != next->left)
        price += 1;
    if (at == 0 && self->headed &&
        pdf_distance(pdf_middle(&line->box), self->rows[0]) < SAME_ROW * self->table->em)
        price += 4;
    if (self->open[at])
        return price;
    if (is_note(next->text))
        return price + 0.3;
    if (self->pitch > 0 && below(self, at) >= self->pitch * CLOSER)
        price += 0.8;
    if (!pdf_is_full(self->table, line, next->text))
        price += 2.5;
    return price;
}

static double split_price(const column *self, size_t at)
{
    const pdf_piece *line = self->lines[at], *next = self->lines[at + 1];
    if (pdf_starts_cell(next->text) || pdf_is_figure(next->text) || pdf_is_figure(line->text))
        return 0;
    if (self->open[at])
        return 5;
    if (self->pitch > 0 && below(self, at) < self->pitch * CLOSER)
        return 3;
    return pdf_is_full(self->table, line, next->text) ? 1.5 : 0;
}

static double distance_price(const column *self, size_t from, size_t count, double row)
{
    double first = pdf_middle(&self->lines[from]->box);
    double last = pdf_middle(&self->lines[from + count - 1]->box);
    double at = self->how == ALIGN_TOP      ? first
                : self->how == ALIGN_BOTTOM ? last
                                            : (first + last) / 2;
    double far = (at - row) / (0.35 * self->table->em);
    far *= far;
    return far < 16 ? far : 16;
}

/* Price of lines that are a row of their own: more if a figure stands beside one of them. */
static double alone_price(const column *self, size_t from, size_t count, size_t row)
{
    double near = SAME_ROW * self->table->em;
    for (size_t i = from; i < from + count; i++) {
        double middle = pdf_middle(&self->lines[i]->box);
        for (size_t r = row > 0 ? row - 1 : 0; r < self->row_count && r <= row; r++) {
            double far = self->rows[r] - middle;
            if (far < near && far > -near)
                return 5;
        }
    }
    return 1.2;
}

static void better(step *into, double price, size_t lines, int alone)
{
    if (price >= into->price)
        return;
    into->price = price;
    into->lines = (unsigned char)lines;
    into->alone = (unsigned char)alone;
}

/* The best steps from the state (line, row) on are offered to the states they lead to. */
static void offer(const column *self, step *steps, size_t line, size_t row)
{
    size_t width = self->row_count + 1;
    double price = steps[line * width + row].price, joined = 0;
    if (row < self->row_count)
        better(&steps[line * width + row + 1], price + self->skip, 0, 0);
    if (line > 0 && line < self->count)
        price += split_price(self, line - 1);
    for (size_t n = 1; n <= MAX_LINES && line + n <= self->count; n++) {
        if (n > 1)
            joined += join_price(self, line + n - 2);
        step *next = &steps[(line + n) * width + row];
        better(next, price + joined + alone_price(self, line, n, row), n, 1);
        if (row < self->row_count)
            better(next + 1, price + joined + distance_price(self, line, n, self->rows[row]), n, 0);
    }
}

static double divide(const column *self, step *steps)
{
    size_t width = self->row_count + 1;
    for (size_t i = 0; i < (self->count + 1) * width; i++)
        steps[i].price = NEVER;
    steps[0].price = 0;
    for (size_t line = 0; line <= self->count; line++)
        for (size_t row = 0; row < width; row++)
            offer(self, steps, line, row);
    return steps[(self->count + 1) * width - 1].price;
}

/* Numbers of rows while they are made: those of figures first, then texts that are rows of their
 * own. */
typedef struct maker {
    pdf_table *table;
    base_vec rows; /* pdf_row of this page */
    size_t from, to;
    size_t figures; /* rows that figures make */
    double *middles;
} maker;

static int add_row(maker *self, uint32_t page, const pdf_box *box, uint32_t *index)
{
    pdf_row *row = base_vec_push(&self->rows, self->table->layout->arena);
    if (row == NULL)
        return -1;
    row->page = page;
    row->top = box->y0;
    row->bottom = box->y1;
    row->middle = pdf_middle(box);
    *index = (uint32_t)(self->rows.count - 1);
    return 0;
}

/* The text of lines that have no figure: beside another such text they are one row. */
static int row_alone(maker *self, pdf_piece **lines, size_t count)
{
    pdf_box box = lines[0]->box;
    uint32_t index;
    for (size_t i = 1; i < count; i++)
        pdf_box_add(&box, &lines[i]->box);
    for (index = (uint32_t)self->figures; index < self->rows.count; index++) {
        const pdf_row *row = base_vec_at(&self->rows, index);
        double far = row->middle - pdf_middle(&box), top = row->top - box.y0;
        double near = SAME_ROW * self->table->em;
        if ((far < near && far > -near) || (top < near && top > -near))
            break;
    }
    if (index == self->rows.count && add_row(self, lines[0]->page, &box, &index) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        lines[i]->row = index;
    return 0;
}

static int follow(maker *self, const column *of, const step *steps)
{
    size_t line = of->count, row = of->row_count, width = of->row_count + 1;
    while (line > 0 || row > 0) {
        const step *at = &steps[line * width + row];
        line -= at->lines;
        row -= !at->alone;
        if (at->alone && row_alone(self, of->lines + line, at->lines) != 0)
            return -1;
        for (size_t i = 0; !at->alone && i < at->lines; i++)
            of->lines[line + i]->row = (uint32_t)row;
    }
    return 0;
}

/* Too much to weigh: each line goes to the figure beside it. */
static int nearest(maker *self, const column *of)
{
    size_t row = 0;
    for (size_t i = 0; i < of->count; i++) {
        double middle = pdf_middle(&of->lines[i]->box);
        while (row + 1 < of->row_count && of->rows[row + 1] <= middle + SAME_ROW * self->table->em)
            row++;
        of->lines[i]->row = (uint32_t)row;
        if (of->row_count == 0 && row_alone(self, of->lines + i, 1) != 0)
            return -1;
    }
    return 0;
}

/* Shares the lines of a column on one page out among the rows. */
static int column_rows(maker *self, column *of)
{
    size_t states = (of->count + 1) * (self->figures + 1);
    double best = NEVER;
    align chosen = ALIGN_MIDDLE;
    if (of->count == 0)
        return 0;
    if (states > MAX_WORK / MAX_LINES)
        return nearest(self, of);
    base_arena *arena = self->table->layout->arena;
    step *steps = malloc(states * sizeof(step));
    of->open = base_arena_alloc(arena, of->count);
    if (steps == NULL || of->open == NULL) {
        free(steps);
        return -1;
    }
    find_brackets(of);
    for (int how = 0; how < ALIGN_COUNT; how++) {
        of->how = (align)how;
        double price = divide(of, steps);
        if (price < best - 1e-9) {
            best = price;
            chosen = of->how;
        }
    }
    of->how = chosen;
    divide(of, steps);
    int status = follow(self, of, steps);
    free(steps);
    return status;
}

static int by_middle(const void *left, const void *right)
{
    const pdf_piece *a = *(pdf_piece *const *)left, *b = *(pdf_piece *const *)right;
    double difference = pdf_middle(&a->box) - pdf_middle(&b->box);
    if (difference == 0)
        difference = a->box.x0 - b->box.x0;
    return difference < 0 ? -1 : difference > 0;
}

/* The column whose line a piece is: the first of those it covers that is not of single lines. */
static uint32_t column_of(const pdf_table *table, const pdf_piece *piece)
{
    for (uint32_t c = piece->left; c <= piece->right; c++)
        if (!table->single[c])
            return c;
    return piece->left;
}

/* Rows of the columns of single lines: pieces at one height. */
static int figure_rows(maker *self, pdf_piece **pieces, size_t count)
{
    uint32_t index = 0;
    for (size_t i = 0; i < count; i++) {
        pdf_piece *piece = pieces[i];
        if (!self->table->single[column_of(self->table, piece)])
            continue;
        pdf_row *row = self->rows.count > 0 ? base_vec_at(&self->rows, index) : NULL;
        if (row == NULL || pdf_middle(&piece->box) - row->middle > SAME_ROW * self->table->em) {
            if (add_row(self, piece->page, &piece->box, &index) != 0)
                return -1;
        }
        piece->row = index;
    }
    self->figures = self->rows.count;
    self->middles = base_arena_array(self->table->layout->arena, self->figures + 1, sizeof(double));
    if (self->middles == NULL)
        return -1;
    for (size_t i = 0; i < self->figures; i++)
        self->middles[i] = ((pdf_row *)base_vec_at(&self->rows, i))->middle;
    return 0;
}

static int text_rows(maker *self, pdf_piece **pieces, size_t count)
{
    pdf_table *table = self->table;
    pdf_piece **lines = base_arena_array(table->layout->arena, count, sizeof(pdf_piece *));
    if (lines == NULL)
        return -1;
    for (uint32_t c = 0; c < table->columns; c++) {
        column of = {table, lines, 0, self->middles, self->figures, NULL, 0, 0, 0, ALIGN_TOP};
        if (table->single[c])
            continue;
        for (size_t i = 0; i < count; i++)
            if (column_of(table, pieces[i]) == c)
                lines[of.count++] = pieces[i];
        /* Labels beside several rows: further labels stand right of them. */
        int sparse =
            of.count * 10 < self->figures * 6 || (c + 1 < table->columns && !table->single[c + 1]);
        of.pitch = sparse ? 0 : find_pitch(self->middles, self->figures, table->em);
        of.headed = sparse && self->from == 0 && self->figures > 1;
        of.skip = sparse ? 0.05 : SKIP_PRICE;
        if (column_rows(self, &of) != 0)
            return -1;
    }
    return 0;
}

/* Where a row stands among those of its page. */
typedef struct place {
    double middle;
    uint32_t old;
} place;

static int by_place(const void *left, const void *right)
{
    const place *a = left, *b = right;
    if (a->middle == b->middle)
        return a->old < b->old ? -1 : 1;
    return a->middle < b->middle ? -1 : 1;
}

/* Orders the rows of the page downwards and appends them to the table's. */
static int append_rows(maker *self, pdf_piece **pieces, size_t count)
{
    pdf_table *table = self->table;
    base_arena *arena = table->layout->arena;
    uint32_t base = (uint32_t)table->rows.count;
    place *places = base_arena_array(arena, self->rows.count + 1, sizeof(place));
    uint32_t *new_index = base_arena_array(arena, self->rows.count + 1, sizeof(uint32_t));
    if (places == NULL || new_index == NULL)
        return -1;
    for (size_t i = 0; i < self->rows.count; i++) {
        places[i].middle = ((pdf_row *)base_vec_at(&self->rows, i))->middle;
        places[i].old = (uint32_t)i;
    }
    qsort(places, self->rows.count, sizeof(place), by_place);
    for (size_t i = 0; i < self->rows.count; i++) {
        pdf_row *row = base_vec_push(&table->rows, arena);
        if (row == NULL)
            return -1;
        *row = *(pdf_row *)base_vec_at(&self->rows, places[i].old);
        new_index[places[i].old] = base + (uint32_t)i;
    }
    for (size_t i = 0; i < count; i++) {
        pdf_row *row;
        pieces[i]->row = new_index[pieces[i]->row];
        row = base_vec_at(&table->rows, pieces[i]->row);
        row->top = pieces[i]->box.y0 < row->top ? pieces[i]->box.y0 : row->top;
        row->bottom = pieces[i]->box.y1 > row->bottom ? pieces[i]->box.y1 : row->bottom;
    }
    return 0;
}

static int page_rows(pdf_table *table, size_t from, size_t to)
{
    maker self = {table, {0}, from, to, 0, NULL};
    pdf_piece **pieces = table->pieces + from;
    base_vec_init(&self.rows, sizeof(pdf_row));
    qsort(pieces, to - from, sizeof(*pieces), by_middle);
    if (figure_rows(&self, pieces, to - from) != 0 || text_rows(&self, pieces, to - from) != 0)
        return -1;
    return append_rows(&self, pieces, to - from);
}

int pdf_rows_divide(pdf_table *table, size_t from)
{
    while (from < table->count) {
        size_t to = from;
        while (to < table->count && table->pieces[to]->page == table->pieces[from]->page)
            to++;
        if (page_rows(table, from, to) != 0)
            return HECHA_E_MEMORY;
        from = to;
    }
    return 0;
}
