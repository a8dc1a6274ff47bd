#include "read/pdf_grid.h"

#include <hecha.h>
#include <stdlib.h>

#include "text/class.h"
#include "text/utf8.h"

#define MEET 3.0     /* points: lines this near meet */
#define ONE_LINE 4.0 /* lines this near are one, drawn twice */
#define BEYOND 8.0   /* a line that goes this far beyond the last crossing closes an open side */
#define MAX_EDGES 256u
#define MARK 0.75 /* of a line's height: a raised mark of a footnote is smaller */

/* A grid under work: the places of its lines, and which fields they part. */
typedef struct work {
    base_arena *arena;
    const pdf_rule *rules;
    size_t *group; /* of each rule: the first of those that meet */
    size_t count;
    double xs[MAX_EDGES], ys[MAX_EDGES];
    size_t columns, rows;    /* fields between them */
    unsigned char *right_of; /* (rows × columns): a line at the right side of the field */
    unsigned char *below;
    uint32_t *slots; /* of each field: its cell + 1 */
} work;

static int by_place(const void *left, const void *right)
{
    const pdf_rule *a = left, *b = right;
    if (a->upright != b->upright)
        return a->upright - b->upright;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->from < b->from ? -1 : a->from > b->from;
}

/* Gives rules that are as good as one line the same place, and joins those that touch. */
static size_t tidy(pdf_rule *rules, size_t count)
{
    size_t kept = 0;
    qsort(rules, count, sizeof(*rules), by_place);
    for (size_t i = 0, first = 0; i < count; i++) {
        if (rules[i].upright != rules[first].upright || rules[i].at - rules[first].at > ONE_LINE)
            first = i;
        else
            rules[i].at = rules[first].at;
    }
    qsort(rules, count, sizeof(*rules), by_place);
    for (size_t i = 0; i < count; i++) {
        pdf_rule *before = kept > 0 ? &rules[kept - 1] : NULL;
        if (before != NULL && before->upright == rules[i].upright && before->at == rules[i].at &&
            rules[i].from <= before->to + MEET) {
            if (rules[i].to > before->to)
                before->to = rules[i].to;
        } else {
            rules[kept++] = rules[i];
        }
    }
    return kept;
}

static size_t root(size_t *group, size_t at)
{
    while (group[at] != at)
        at = group[at] = group[group[at]];
    return at;
}

static int meet(const pdf_rule *level, const pdf_rule *upright)
{
    return upright->at >= level->from - MEET && upright->at <= level->to + MEET &&
           level->at >= upright->from - MEET && level->at <= upright->to + MEET;
}

/* Groups the rules that meet, directly or through others. */
static void group_rules(work *self)
{
    size_t first = 0;
    while (first < self->count && !self->rules[first].upright)
        first++;
    for (size_t i = 0; i < self->count; i++)
        self->group[i] = i;
    for (size_t i = 0; i < first; i++)
        for (size_t j = first; j < self->count; j++)
            if (meet(&self->rules[i], &self->rules[j]))
                self->group[root(self->group, j)] = root(self->group, i);
}

static int by_number(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

/* Sorts places and leaves out those that are as good as the one before. */
static size_t edges(double *places, size_t count)
{
    size_t kept = 0;
    qsort(places, count, sizeof(*places), by_number);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || places[i] - places[kept - 1] > ONE_LINE)
            places[kept++] = places[i];
    return kept;
}

/* The places of a group's lines of one direction; where the other lines go beyond the outermost
 * ones the table has no line at that side, and ends there all the same. 0: too many. */
static size_t places_of(const work *self, size_t group, int upright, double *out)
{
    double least = 1e9, most = -1e9;
    size_t count = 0;
    for (size_t i = 0; i < self->count; i++) {
        const pdf_rule *rule = &self->rules[i];
        if (self->group[i] != group)
            continue;
        if (rule->upright == upright) {
            if (count == MAX_EDGES - 2)
                return 0;
            out[count++] = rule->at;
            continue;
        }
        least = rule->from < least ? rule->from : least;
        most = rule->to > most ? rule->to : most;
    }
    if (count == 0)
        return 0;
    count = edges(out, count);
    double low = out[0], high = out[count - 1];
    if (least < low - BEYOND)
        out[count++] = least;
    if (most > high + BEYOND)
        out[count++] = most;
    return edges(out, count);
}

static size_t nearest(const double *places, size_t count, double at)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (pdf_distance(places[i], at) < pdf_distance(places[best], at))
            best = i;
    return best;
}

/* Notes which fields the lines of the group part. */
static void part_fields(work *self, size_t group)
{
    for (size_t i = 0; i < self->count; i++) {
        const pdf_rule *rule = &self->rules[i];
        if (self->group[i] != group)
            continue;
        size_t edge = rule->upright ? nearest(self->xs, self->columns + 1, rule->at)
                                    : nearest(self->ys, self->rows + 1, rule->at);
        const double *along = rule->upright ? self->ys : self->xs;
        size_t fields = rule->upright ? self->rows : self->columns;
        for (size_t k = 0; edge > 0 && k < fields; k++) {
            double middle = (along[k] + along[k + 1]) / 2;
            if (middle < rule->from || middle > rule->to)
                continue;
            if (rule->upright)
                self->right_of[k * self->columns + edge - 1] = 1;
            else
                self->below[(edge - 1) * self->columns + k] = 1;
        }
    }
}

/* How many rows a cell of `across` fields goes down. */
static size_t rows_down(const work *self, size_t row, size_t column, size_t across)
{
    size_t down = 1;
    for (; row + down < self->rows; down++) {
        for (size_t k = 0; k < across; k++) {
            size_t above = (row + down - 1) * self->columns + column + k;
            size_t here = above + self->columns;
            if (self->below[above] || self->slots[here] > 0 ||
                (k + 1 < across && self->right_of[here]))
                return down;
        }
    }
    return down;
}

static int lay_cells(work *self, pdf_grid *grid)
{
    grid->cells = base_arena_array(self->arena, self->rows * self->columns, sizeof(*grid->cells));
    if (grid->cells == NULL)
        return -1;
    for (size_t row = 0; row < self->rows; row++) {
        for (size_t column = 0; column < self->columns; column++) {
            size_t at = row * self->columns + column, across = 1;
            if (self->slots[at] > 0)
                continue;
            while (column + across < self->columns && !self->right_of[at + across - 1] &&
                   self->slots[at + across] == 0)
                across++;
            size_t down = rows_down(self, row, column, across);
            pdf_grid_cell *cell = &grid->cells[grid->count++];
            cell->box.x0 = self->xs[column];
            cell->box.x1 = self->xs[column + across];
            cell->box.y0 = self->ys[row];
            cell->box.y1 = self->ys[row + down];
            cell->row = (uint32_t)row;
            cell->rowspan = (uint32_t)down;
            cell->page = grid->page;
            for (size_t i = 0; i < down * across; i++)
                self->slots[at + i / across * self->columns + i % across] = (uint32_t)grid->count;
        }
    }
    return 0;
}

/* The grid of a group of rules; *made 0 if it is none. */
static int make_grid(work *self, size_t group, uint32_t page, pdf_grid *grid, int *made)
{
    size_t across = places_of(self, group, 1, self->xs);
    size_t down = places_of(self, group, 0, self->ys);
    *made = 0;
    if (across < 2 || down < 2)
        return 0;
    self->columns = across - 1;
    self->rows = down - 1;
    size_t fields = self->columns * self->rows;
    self->right_of = base_arena_zalloc(self->arena, 2 * fields);
    self->slots = base_arena_array(self->arena, fields, sizeof(*self->slots));
    if (self->right_of == NULL || self->slots == NULL)
        return -1;
    self->below = self->right_of + fields;
    part_fields(self, group);
    memset(grid, 0, sizeof(*grid));
    grid->page = page;
    grid->rows = (uint32_t)self->rows;
    grid->box.x0 = self->xs[0];
    grid->box.x1 = self->xs[self->columns];
    grid->box.y0 = self->ys[0];
    grid->box.y1 = self->ys[self->rows];
    *made = 1;
    return lay_cells(self, grid);
}

static int inside(const pdf_box *box, const pdf_word *word)
{
    double x = (word->box.x0 + word->box.x1) / 2, y = pdf_middle(&word->box);
    return x >= box->x0 && x < box->x1 && y >= box->y0 && y < box->y1;
}

/* The words of a cell, downwards and to the right. Words of one line stand at one height. */
static int by_reading(const void *left, const void *right)
{
    const pdf_word *a = *(const pdf_word *const *)left, *b = *(const pdf_word *const *)right;
    double difference = pdf_middle(&a->box) - pdf_middle(&b->box);
    if (difference != 0)
        return difference < 0 ? -1 : 1;
    return a->box.x0 < b->box.x0 ? -1 : a->box.x0 > b->box.x0;
}

static int to_the_right(const void *left, const void *right)
{
    const pdf_word *a = *(const pdf_word *const *)left, *b = *(const pdf_word *const *)right;
    return a->box.x0 < b->box.x0 ? -1 : a->box.x0 > b->box.x0;
}

/* A small raised figure: a footnote's mark is none of the cell's figure. */
static int is_mark(const pdf_word *word, double tallest, double middle)
{
    size_t at = 0;
    uint32_t first = text_utf8_next(word->text, &at);
    return word->box.y1 - word->box.y0 < MARK * tallest && pdf_middle(&word->box) < middle &&
           word->text.len <= 3 && text_digit(first) >= 0;
}

static void add_words(base_buf *text, const pdf_word **words, size_t count)
{
    double tallest = 0, middle = 0;
    for (size_t i = 0; i < count; i++)
        if (words[i]->box.y1 - words[i]->box.y0 > tallest) {
            tallest = words[i]->box.y1 - words[i]->box.y0;
            middle = pdf_middle(&words[i]->box);
        }
    const pdf_word *before = NULL;
    for (size_t i = 0; i < count; i++) {
        if (is_mark(words[i], tallest, middle))
            continue;
        if (before == NULL)
            base_buf_add_str(text, words[i]->text);
        else
            pdf_join(text, words[i]->text, words[i]->box.x0 - before->box.x1, words[i]->em);
        before = words[i];
    }
}

int pdf_grid_breaks_figure(const pdf_grid_cell *cell, base_str text, base_str next)
{
    double rest = pdf_figure_rest(text, next);
    return rest > 0 &&
           cell->box.x1 - cell->box.x0 - 2 * PDF_CELL_PADDING - cell->wide < rest * cell->em;
}

/* The text of a cell: lines that are full are joined. */
static int fill_cell(base_arena *arena, pdf_grid_cell *cell, const pdf_word **words, size_t count,
                     base_buf *text, base_buf *line)
{
    double right = 0;
    base_buf_clear(text);
    for (size_t at = 0; at < count;) {
        size_t end = at + 1;
        double low = words[at]->box.y1, em = words[at]->em;
        while (end < count && pdf_middle(&words[end]->box) < low - 0.1 * em)
            end++;
        qsort(words + at, end - at, sizeof(*words), to_the_right);
        base_buf_clear(line);
        add_words(line, words + at, end - at);
        base_str next = base_buf_str(line);
        int full = cell->box.x1 - MEET - right < (pdf_unbreakable(next) + 0.8) * em;
        if (pdf_figure_rest(base_buf_str(text), next) > 0)
            full = pdf_grid_breaks_figure(cell, base_buf_str(text), next);
        if (text->len > 0 && !full && !pdf_open_bracket(base_buf_str(text)))
            base_buf_add_byte(text, '\n');
        if (text->len > 0 && text->ptr[text->len - 1] != '\n')
            pdf_join_wrapped(text, next, full);
        else
            base_buf_add_str(text, next);
        right = words[end - 1]->box.x1;
        cell->wide = right - words[at]->box.x0;
        cell->tall = low - words[at]->box.y0;
        cell->low = low > cell->low ? low : cell->low;
        cell->em = em;
        at = end;
    }
    cell->text = base_arena_str(arena, base_buf_str(text));
    return base_buf_failed(text) || base_buf_failed(line) || cell->text.ptr == NULL ? -1 : 0;
}

/* Index of the last edge at or before a place; `count` edges. */
static size_t field_of(const double *places, size_t count, double at)
{
    size_t field = 0;
    while (field + 2 < count && places[field + 1] <= at)
        field++;
    return field;
}

typedef struct placed {
    const pdf_word *word;
    size_t cell;
} placed;

static int by_cell(const void *left, const void *right)
{
    const placed *a = left, *b = right;
    if (a->cell != b->cell)
        return a->cell < b->cell ? -1 : 1;
    return by_reading(&a->word, &b->word);
}

static int fill_grid(const work *self, pdf_grid *grid, const pdf_pages *pages, base_buf *text,
                     base_buf *line)
{
    const pdf_page *page = base_vec_at(&pages->pages, grid->page - 1);
    placed *words = base_arena_array(self->arena, page->count + 1, sizeof(*words));
    const pdf_word **own = base_arena_array(self->arena, page->count + 1, sizeof(*own));
    size_t count = 0;
    if (words == NULL || own == NULL)
        return -1;
    for (size_t k = 0; k < page->count; k++) {
        const pdf_word *word = pdf_word_at(pages, page->first + k);
        if (!inside(&grid->box, word))
            continue;
        size_t column = field_of(self->xs, self->columns + 1, (word->box.x0 + word->box.x1) / 2);
        size_t row = field_of(self->ys, self->rows + 1, pdf_middle(&word->box));
        words[count].word = word;
        words[count++].cell = self->slots[row * self->columns + column] - 1;
    }
    qsort(words, count, sizeof(*words), by_cell);
    for (size_t at = 0; at < count;) {
        size_t end = at;
        for (; end < count && words[end].cell == words[at].cell; end++)
            own[end - at] = words[end].word;
        if (fill_cell(self->arena, &grid->cells[words[at].cell], own, end - at, text, line) != 0)
            return -1;
        at = end;
    }
    return 0;
}

/* A frame around prose is no table: two cells must have text, and some must stand beside others. */
static int is_table(const pdf_grid *grid)
{
    size_t filled = 0;
    for (size_t i = 0; i < grid->count; i++)
        filled += grid->cells[i].text.len > 0;
    return filled >= 2 && grid->count > grid->rows;
}

/* Keeps the tables, and the frames that are their first or last rows on a page of their own. */
static void drop_frames(base_vec *grids)
{
    size_t kept = 0;
    pdf_grid *all = grids->items;
    for (size_t i = 0; i < grids->count; i++) {
        int part = is_table(&all[i]);
        if (i + 1 < grids->count)
            part |= is_table(&all[i + 1]) && pdf_grid_goes_on(&all[i], &all[i + 1]);
        if (kept > 0)
            part |= pdf_grid_goes_on(&all[kept - 1], &all[i]);
        if (part)
            all[kept++] = all[i];
    }
    grids->count = kept;
}

static int downwards(const void *left, const void *right)
{
    const pdf_grid *a = left, *b = right;
    if (a->page != b->page)
        return a->page < b->page ? -1 : 1;
    return a->box.y0 < b->box.y0 ? -1 : a->box.y0 > b->box.y0;
}

static int add_page(work *self, const pdf_pages *pages, uint32_t page, base_vec *out,
                    base_buf *text, base_buf *line)
{
    size_t done = 0;
    for (size_t i = 0; i < self->count; i++)
        self->group[i] = root(self->group, i);
    for (size_t i = 0; i < self->count && done < 64; i++) {
        pdf_grid grid;
        int made = 0;
        if (self->group[i] != i)
            continue;
        if (make_grid(self, i, page, &grid, &made) != 0)
            return -1;
        if (!made)
            continue;
        done++;
        if (fill_grid(self, &grid, pages, text, line) != 0)
            return -1;
        pdf_grid *kept = base_vec_push(out, self->arena);
        if (kept == NULL)
            return -1;
        *kept = grid;
    }
    return 0;
}

/* Leaves out the words that the grids have taken. */
static void take_words(pdf_pages *pages, const base_vec *grids)
{
    size_t kept = 0, grid = 0;
    for (size_t p = 0; p < pages->pages.count; p++) {
        pdf_page *page = base_vec_at(&pages->pages, p);
        size_t first = kept, end = page->first + page->count;
        while (grid < grids->count && ((pdf_grid *)base_vec_at(grids, grid))->page < p + 1)
            grid++;
        for (size_t i = page->first; i < end; i++) {
            int taken = 0;
            for (size_t g = grid; g < grids->count && !taken; g++) {
                const pdf_grid *one = base_vec_at(grids, g);
                if (one->page != p + 1)
                    break;
                taken = inside(&one->box, pdf_word_at(pages, i));
            }
            if (!taken)
                *pdf_word_at(pages, kept++) = *pdf_word_at(pages, i);
        }
        page->first = first;
        page->count = kept - first;
    }
    pages->words.count = kept;
}

int pdf_grids_find(base_arena *arena, const pdf_rules *rules, pdf_pages *pages, base_vec *out)
{
    base_buf text, line;
    int status = 0;
    work *self = base_arena_zalloc(arena, sizeof(*self));
    base_vec_init(out, sizeof(pdf_grid));
    if (self == NULL)
        return HECHA_E_MEMORY;
    self->arena = arena;
    base_buf_init(&text);
    base_buf_init(&line);
    for (size_t p = 0; p < rules->pages.count && status == 0; p++) {
        const pdf_page_rules *page = base_vec_at(&rules->pages, p);
        if (page->count < 4 || page->count > PDF_MAX_RULES)
            continue;
        pdf_rule *own = (pdf_rule *)rules->rules.items + page->first;
        self->count = tidy(own, page->count);
        self->rules = own;
        self->group = base_arena_array(arena, self->count, sizeof(*self->group));
        if (self->group == NULL) {
            status = -1;
            break;
        }
        group_rules(self);
        status = add_page(self, pages, (uint32_t)(p + 1), out, &text, &line);
    }
    base_buf_dispose(&text);
    base_buf_dispose(&line);
    if (status != 0)
        return HECHA_E_MEMORY;
    if (out->count > 1)
        qsort(out->items, out->count, sizeof(pdf_grid), downwards);
    drop_frames(out);
    take_words(pages, out);
    return 0;
}
