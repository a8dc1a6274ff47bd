/* Whether the columns of a table without lines can be told at all. */
#include "read/pdf_table.h"

#include "text/class.h"
#include "text/utf8.h"

#define SAME_ROW 0.45 /* em: how far the middles of one line's figures may differ */
#define NEAR 1.7      /* em: the lines of one cell are at most this far apart */
#define DIGIT 0.55    /* em: a figure that was broken had no room for one more */
#define WINDOW 128    /* pieces before or behind one that may stand at its height */
#define NARROW 4      /* columns of figures: fewer are wide enough for their figures */

static int is_figure_at(const pdf_table *table, const pdf_piece *piece)
{
    size_t at = 0;
    return piece->left == piece->right && table->single[piece->left] &&
           pdf_is_figure(piece->text) && text_digit(text_utf8_next(piece->text, &at)) >= 0;
}

static double width(const pdf_piece *piece)
{
    return piece->box.x1 - piece->box.x0;
}

/* The figure next above one in its column, or the count of the pieces. */
static size_t above(const pdf_table *table, size_t index)
{
    const pdf_piece *piece = table->pieces[index];
    size_t least = index > WINDOW ? index - WINDOW : 0;
    for (size_t i = index; i-- > least && table->pieces[i]->page == piece->page;) {
        const pdf_piece *other = table->pieces[i];
        double far = pdf_middle(&piece->box) - pdf_middle(&other->box);
        if (far > NEAR * table->em)
            break;
        if (far > SAME_ROW * table->em && other->left == piece->left && is_figure_at(table, other))
            return i;
    }
    return table->count;
}

/* 1 if a figure ends after a comma: it goes on somewhere. */
static int is_cut(base_str text)
{
    size_t at = text.len;
    uint32_t last = text_utf8_previous(text, &at);
    return last == ',' || last == 0xFF0C;
}

/* How many figures stand at the height of one; *rests: how many of them may be the rest of the
 * figure above, which is as wide as any in its column. */
static size_t line_of(const pdf_table *table, size_t index, const double *widest, size_t *rests)
{
    const pdf_piece *of = table->pieces[index];
    size_t count = 0, end = index + WINDOW < table->count ? index + WINDOW : table->count;
    *rests = 0;
    for (size_t i = index > WINDOW ? index - WINDOW : 0; i < end; i++) {
        const pdf_piece *piece = table->pieces[i];
        if (piece->page != of->page || !is_figure_at(table, piece) ||
            pdf_distance(pdf_middle(&piece->box), pdf_middle(&of->box)) > SAME_ROW * table->em)
            continue;
        count++;
        size_t at = above(table, i);
        if (at == table->count)
            continue;
        const pdf_piece *upper = table->pieces[at];
        *rests += text_utf8_length(upper->text) > 1 &&
                  width(upper) > widest[piece->left] - DIGIT * table->em &&
                  width(piece) < width(upper) + DIGIT * table->em;
    }
    return count;
}

/* How many columns of single lines, those of units too, have a text at the height of a piece. */
static size_t singles_at(const pdf_table *table, size_t index)
{
    const pdf_piece *of = table->pieces[index];
    size_t count = 0, end = index + WINDOW < table->count ? index + WINDOW : table->count;
    for (size_t i = index > WINDOW ? index - WINDOW : 0; i < end; i++) {
        const pdf_piece *piece = table->pieces[i];
        count += (size_t)(piece->page == of->page && piece->left == piece->right &&
                          table->single[piece->left] &&
                          pdf_distance(pdf_middle(&piece->box), pdf_middle(&of->box)) <=
                              SAME_ROW * table->em);
    }
    return count;
}

/* 1 if a line holds nothing but what may be the rests of figures that were broken. Few columns of
 * figures are wide enough for them, but where each figure has a unit and the rest has none. */
static int has_rests(const pdf_table *table)
{
    double widest[PDF_MAX_COLUMNS] = {0};
    size_t columns = 0, rests, more;
    for (size_t i = 0; i < table->count; i++) {
        const pdf_piece *piece = table->pieces[i];
        if (!is_figure_at(table, piece))
            continue;
        if (is_cut(piece->text))
            return 1;
        columns += widest[piece->left] == 0;
        if (width(piece) > widest[piece->left])
            widest[piece->left] = width(piece);
    }
    for (size_t i = 0; i < table->count; i++) {
        size_t upper = is_figure_at(table, table->pieces[i]) ? above(table, i) : table->count;
        if (upper == table->count)
            continue;
        size_t count = line_of(table, i, widest, &rests);
        if (rests == count && (columns < NARROW ? singles_at(table, upper) > singles_at(table, i)
                                                : line_of(table, upper, widest, &more) > count))
            return 1;
    }
    return 0;
}

/* How many columns from the first of figures on have a text of their own at the height of a piece.
 */
static size_t filled_at(const pdf_table *table, size_t index, uint32_t first)
{
    unsigned char seen[PDF_MAX_COLUMNS] = {0};
    const pdf_piece *of = table->pieces[index];
    size_t count = 0, end = index + WINDOW < table->count ? index + WINDOW : table->count;
    for (size_t i = index > WINDOW ? index - WINDOW : 0; i < end; i++) {
        const pdf_piece *piece = table->pieces[i];
        if (piece->page != of->page || piece->left < first || seen[piece->left] ||
            pdf_distance(pdf_middle(&piece->box), pdf_middle(&of->box)) > SAME_ROW * table->em)
            continue;
        seen[piece->left] = 1;
        count++;
    }
    return count;
}

/* 1 if no line fills all columns from the first of figures on: two of them may be one. */
static int has_halves(const pdf_table *table)
{
    uint32_t first = table->columns;
    for (size_t i = 0; i < table->count; i++)
        if (table->pieces[i]->left < first && is_figure_at(table, table->pieces[i]))
            first = table->pieces[i]->left;
    for (size_t i = 0; i < table->count; i++)
        if (filled_at(table, i, first) == table->columns - first)
            return 0;
    return table->columns - first > 1;
}

int pdf_is_doubtful(const pdf_table *table)
{
    return has_halves(table) || has_rests(table);
}
