#include "read/pdf_table.h"

#include <stdlib.h>

#include "text/class.h"
#include "text/utf8.h"

#define BINS 4096
#define BIN 0.5     /* points */
#define OVERLAP 0.3 /* of the lower height: two pieces stand side by side */
#define TIGHT 0.2   /* em: the least gap between the texts of two columns */
#define WINDOW 128  /* pieces below one that may stand beside it */

/* A place where few pieces are. */
typedef struct valley {
    double at, from, to;
    size_t support, crossing;
    double widest;
} valley;

static size_t bin_of(double x)
{
    double bin = x / BIN;
    return bin < 0 ? 0 : bin >= BINS ? BINS - 1 : (size_t)bin;
}

int pdf_is_figure(base_str text)
{
    size_t at = 0;
    int any = 0;
    while (at < text.len) {
        uint32_t codepoint = text_utf8_next(text, &at);
        if (text_digit(codepoint) >= 0 || text_is_dash(codepoint) || codepoint == '/' ||
            codepoint == 0xFF0F)
            any = 1;
        else if (!text_is_space(codepoint) && codepoint != '.' && codepoint != ',' &&
                 codepoint != '%' && codepoint != 0xFF0C && codepoint != 0xFF0E &&
                 codepoint != 0xFF05 && codepoint != '*' && codepoint != '+')
            return 0;
    }
    return any;
}

static int beside(const pdf_piece *a, const pdf_piece *b)
{
    double low = a->box.y0 > b->box.y0 ? a->box.y0 : b->box.y0;
    double high = a->box.y1 < b->box.y1 ? a->box.y1 : b->box.y1;
    double ha = a->box.y1 - a->box.y0, hb = b->box.y1 - b->box.y0;
    return a->page == b->page && high - low >= OVERLAP * (ha < hb ? ha : hb);
}

/* Places between the pieces where fewer of them are than at both sides. */
static size_t find_valleys(const pdf_table *table, valley *out, size_t most)
{
    uint32_t here[BINS] = {0};
    size_t count = 0, first = BINS, last = 0;
    for (size_t i = 0; i < table->count; i++) {
        size_t from = bin_of(table->pieces[i]->box.x0), to = bin_of(table->pieces[i]->box.x1);
        first = from < first ? from : first;
        last = to > last ? to : last;
        for (size_t bin = from; bin <= to; bin++)
            here[bin]++;
    }
    for (size_t bin = first + 1, start; bin < last; bin++) {
        if (here[bin] >= here[bin - 1])
            continue;
        for (start = bin; bin < last && here[bin + 1] == here[start]; bin++) {
        }
        if (bin >= last || here[bin + 1] < here[start])
            continue;
        if (count == most)
            break;
        memset(&out[count], 0, sizeof(*out));
        out[count].from = (double)start * BIN;
        out[count].to = (double)(bin + 1) * BIN;
        out[count].at = (out[count].from + out[count].to) / 2;
        count++;
    }
    return count;
}

/* The nearest piece left of each one, at its height. */
static void find_neighbours(pdf_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        pdf_piece *piece = table->pieces[i];
        piece->beside = NULL;
        for (size_t j = i > WINDOW ? i - WINDOW : 0; j < table->count && j < i + WINDOW; j++) {
            const pdf_piece *other = table->pieces[j];
            if (j != i && beside(other, piece) && other->box.x1 <= piece->box.x0 &&
                (piece->beside == NULL || other->box.x1 > piece->beside->box.x1))
                piece->beside = other;
        }
    }
}

/* Counts, for each valley, the pieces that start in the column right of it beside a piece that ends
 * left of it, and the pieces that lie across it. */
static void count_support(const pdf_table *table, valley *valleys, size_t count)
{
    for (size_t v = 0; v < count; v++)
        valleys[v].support = valleys[v].crossing = 0;
    for (size_t i = 0; i < table->count; i++) {
        const pdf_piece *right = table->pieces[i], *left = right->beside;
        for (size_t v = 0; v < count; v++) {
            double next = v + 1 < count ? valleys[v + 1].at : 1e9;
            valleys[v].crossing +=
                (size_t)(right->box.x0 < valleys[v].at && right->box.x1 > valleys[v].at);
            if (left == NULL || left->box.x1 > valleys[v].at || right->box.x0 < valleys[v].at ||
                right->box.x0 > next)
                continue;
            valleys[v].support++;
            if (right->box.x0 - left->box.x1 > valleys[v].widest)
                valleys[v].widest = right->box.x0 - left->box.x1;
        }
    }
}

/* The valley with the least support that has not enough of it, or `count`. */
static size_t weakest(const pdf_table *table, const valley *valleys, size_t count)
{
    size_t found = count;
    for (size_t v = 0; v < count; v++) {
        const valley *one = &valleys[v];
        int enough = one->support >= 2 ||
                     (one->support == 1 && one->crossing == 0 && one->widest > table->em);
        if (enough && one->support * 4 >= one->crossing)
            continue;
        if (found == count || one->support < valleys[found].support)
            found = v;
    }
    return found;
}

/* 1 for columns whose cells hold one line: figures, dashes, units. What is brief may be the lines
 * of a narrow column of labels beside those of their parts: `labels` stand right of it. */
static unsigned is_single(const pdf_table *table, uint32_t column, int labels)
{
    size_t all = 0, figures = 0, brief = 0;
    for (size_t i = 0; i < table->count; i++) {
        const pdf_piece *piece = table->pieces[i];
        if (piece->left != column || piece->right != column)
            continue;
        all++;
        figures += (size_t)pdf_is_figure(piece->text);
        brief += (size_t)(text_utf8_length(piece->text) <= 3 || pdf_is_figure(piece->text));
    }
    if (all == 0)
        return 0;
    if (column == 0)
        return figures * 10 >= all * 7;
    return figures * 2 >= all || (!labels && brief * 10 >= all * 8);
}

static void find_single(pdf_table *table)
{
    for (uint32_t c = table->columns; c-- > 0;)
        table->single[c] = is_single(table, c, c + 1 < table->columns && table->single[c + 1] == 0);
}

/* Joins pieces of one line that stand in one column: 统　计　指　标. */
static int merge_pieces(pdf_table *table)
{
    base_buf text;
    size_t kept = 0;
    int failed = 0;
    base_buf_init(&text);
    for (size_t i = 0; i < table->count; i++) {
        pdf_piece *piece = table->pieces[i], *before = kept > 0 ? table->pieces[kept - 1] : NULL;
        if (before == NULL || before->page != piece->page || before->left != piece->left ||
            before->right != piece->right || before->box.x1 > piece->box.x0 ||
            !beside(before, piece)) {
            table->pieces[kept++] = piece;
            continue;
        }
        base_buf_clear(&text);
        base_buf_add_str(&text, before->text);
        pdf_join(&text, piece->text, table->em, table->em);
        failed |= base_buf_failed(&text);
        before->text = base_arena_str(table->layout->arena, base_buf_str(&text));
        failed |= before->text.ptr == NULL;
        pdf_box_add(&before->box, &piece->box);
    }
    base_buf_dispose(&text);
    table->count = kept;
    return failed ? HECHA_E_MEMORY : 0;
}

static void place_pieces(pdf_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        pdf_piece *piece = table->pieces[i];
        piece->left = piece->right = 0;
        for (uint32_t c = 0; c + 1 < table->columns; c++) {
            piece->left += piece->box.x0 + 0.2 * table->em > table->separators[c];
            piece->right += piece->box.x1 - 0.2 * table->em > table->separators[c];
        }
        if (piece->right < piece->left)
            piece->right = piece->left;
        if (piece->box.x1 > table->right_edge[piece->right])
            table->right_edge[piece->right] = piece->box.x1;
    }
}

/* 1 if pieces start at the place: a column does. */
static int is_start(const pdf_table *table, double x)
{
    size_t count = 0;
    for (size_t i = 0; i < table->count && count < 2; i++) {
        double off = table->pieces[i]->box.x0 - x;
        count += (size_t)(off < 0.2 * table->em && off > -0.2 * table->em);
    }
    return count >= 2;
}

/* Word of the piece that stands right of a valley although the gap before it is narrow, or 0. */
static size_t tight_gap(const pdf_table *table, const pdf_piece *piece, const valley *one)
{
    for (size_t i = 1; i < piece->count; i++) {
        const pdf_word *left = pdf_piece_word(table->layout, piece, i - 1);
        const pdf_word *right = pdf_piece_word(table->layout, piece, i);
        double gap = right->box.x0 - left->box.x1;
        if (right->box.x0 < one->from - 1 || left->box.x1 > one->to + 1 || gap < TIGHT * piece->em)
            continue;
        if (gap >= 1.5 * TIGHT * piece->em || is_start(table, right->box.x0))
            return i;
    }
    return 0;
}

/* Cuts pieces that hold the texts of two columns with a narrow gap between them. */
static int cut_tight(pdf_table *table, const valley *valleys, size_t count)
{
    base_arena *arena = table->layout->arena;
    pdf_piece **now = base_arena_array(arena, table->count * 2 + 1, sizeof(pdf_piece *));
    size_t made = 0, most = table->count * 2;
    if (now == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < table->count; i++) {
        pdf_piece *piece = table->pieces[i];
        now[made++] = piece;
        for (size_t v = 0; v < count && made + (table->count - i) < most; v++) {
            size_t word = piece->box.x0 < valleys[v].at && piece->box.x1 > valleys[v].at
                              ? tight_gap(table, piece, &valleys[v])
                              : 0;
            if (word == 0)
                continue;
            pdf_piece *rest = base_arena_alloc(arena, sizeof(pdf_piece));
            if (rest == NULL || pdf_piece_cut(table->layout, piece, word, rest) != 0)
                return HECHA_E_MEMORY;
            now[made++] = piece = rest;
        }
    }
    table->pieces = now;
    table->count = made;
    return 0;
}

/* Valleys with enough support. */
static size_t find_gaps(pdf_table *table, valley *valleys)
{
    size_t count = find_valleys(table, valleys, PDF_MAX_COLUMNS * 2), weak;
    find_neighbours(table);
    for (;;) {
        count_support(table, valleys, count);
        weak = weakest(table, valleys, count);
        if (weak == count)
            break;
        memmove(&valleys[weak], &valleys[weak + 1], (count - weak - 1) * sizeof(valley));
        count--;
    }
    return count < PDF_MAX_COLUMNS ? count : PDF_MAX_COLUMNS - 1;
}

int pdf_columns_find(pdf_table *table)
{
    valley valleys[PDF_MAX_COLUMNS * 2];
    size_t count = find_gaps(table, valleys);
    int status = cut_tight(table, valleys, count);
    if (status != 0)
        return status;
    count = find_gaps(table, valleys);
    for (size_t v = 0; v < count; v++)
        table->separators[v] = valleys[v].at;
    table->columns = (uint32_t)count + 1;
    place_pieces(table);
    status = merge_pieces(table);
    find_single(table);
    return status;
}

int pdf_is_full(const pdf_table *table, const pdf_piece *piece, base_str next)
{
    double room = table->right_edge[piece->right] - piece->box.x1;
    return room < (pdf_unbreakable(next) + 0.3) * piece->em;
}
