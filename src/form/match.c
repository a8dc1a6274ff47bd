/* form/match.c: aligns the entries of a table with the rows of one form. */
#include "form/match.h"

#include <stdlib.h>

#include "text/normal.h"

enum {
    GAP_CELLS = 4096, /* of the matrix that aligns one gap */
    LEAST_WORDS = 12  /* bytes of a key that another extends */
};

typedef struct matcher {
    form_tables *tables;
    const form *form;
    uint32_t number;
    form_entry *const *entries;
    size_t count;
    form_match *matches;
    int *entry_of;
    int compared;
} matcher;

/* A step of a common subsequence. */
typedef struct step {
    int entry, row, before;
} step;

/* Rows of the form with the entry's key, in order; returns their number. */
static int rows_of(const matcher *m, const form_entry *entry, int rows[FORM_MAX_TWINS])
{
    int count = 0, owner = -1;
    if (entry->key < 0 || entry->head || entry->ignored)
        return 0;
    while (count < FORM_MAX_TWINS &&
           (owner = form_index_owner(m->tables->index, entry->key, m->number, owner)) >= 0)
        rows[count++] = m->tables->index->owners[owner].row;
    return count;
}

static void fill(matcher *m, int entry, int row, form_fit fit, int similarity)
{
    m->matches[entry] = (form_match){fit, row, similarity};
    if (fit != FORM_FIT_DUPLICATE)
        m->entry_of[row] = entry;
}

/* The shortest chain whose last step is at `row` or behind it; `length` if there is none. */
static size_t chain_for(const base_vec *steps, const int *tails, size_t length, int row)
{
    size_t low = 0, high = length;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const step *last = base_vec_at(steps, (size_t)tails[middle]);
        if (last->row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Longest common subsequence by exact key (Hunt and Szymanski 1977): tails[k] is the step that ends
 * the chain of k + 1 steps with the lowest row. Of equal chains the first one met stays. */
static int match_exact(matcher *m)
{
    base_arena *scratch = m->tables->scratch;
    base_vec steps;
    base_vec_init(&steps, sizeof(step));
    int *tails = base_arena_alloc(scratch, (m->form->count + 1) * sizeof *tails);
    size_t length = 0;
    if (!tails)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < m->count; i++) {
        int rows[FORM_MAX_TWINS];
        for (int k = rows_of(m, m->entries[i], rows); k-- > 0;) {
            size_t chain = chain_for(&steps, tails, length, rows[k]);
            const step *last = chain < length ? base_vec_at(&steps, (size_t)tails[chain]) : NULL;
            if (last && last->row == rows[k])
                continue;
            step *next = base_vec_push(&steps, scratch);
            if (!next)
                return HECHA_E_MEMORY;
            *next = (step){(int)i, rows[k], chain ? tails[chain - 1] : -1};
            tails[chain] = (int)steps.count - 1;
            length += chain == length;
        }
    }
    for (int at = length ? tails[length - 1] : -1; at >= 0;) {
        const step *taken = base_vec_at(&steps, (size_t)at);
        fill(m, taken->entry, taken->row, FORM_FIT_IN_ORDER, 100);
        at = taken->before;
    }
    return 0;
}

/* 1 if the entry may be a changed label: it names no row of the form. */
static int is_candidate(const matcher *m, const form_entry *entry)
{
    int rows[FORM_MAX_TWINS];
    return !entry->head && !entry->ignored && !entry->group && rows_of(m, entry, rows) == 0;
}

static int make_key(matcher *m, form_entry *entry)
{
    if (entry->text.ptr)
        return 0;
    const form_label *label = form_labels_get(m->tables->labels, entry->label->text.normal.text);
    if (!label)
        return HECHA_E_MEMORY;
    entry->text = base_arena_str(m->tables->scratch, label->key);
    return entry->text.ptr ? 0 : HECHA_E_MEMORY;
}

/* 1 if the longer key is the shorter one with a word before or behind it: 行政规范性文件. */
static int is_extended(base_str shorter, base_str longer)
{
    return shorter.len >= LEAST_WORDS && shorter.len * 3 >= longer.len * 2 &&
           (base_str_ends(longer, shorter) || base_str_starts(longer, shorter));
}

static int similarity(matcher *m, base_str a, base_str b)
{
    /* Keys of very different length cannot be alike: spares the comparison. */
    size_t longer = a.len > b.len ? a.len : b.len, shorter = a.len > b.len ? b.len : a.len;
    if (shorter * 2 < longer || m->compared >= FORM_MAX_COMPARED)
        return 0;
    m->compared++;
    int alike = text_similarity(a, b);
    if (alike < FORM_LEAST_SIMILARITY && is_extended(a.len < b.len ? a : b, a.len < b.len ? b : a))
        return FORM_LEAST_SIMILARITY;
    return alike;
}

/* A gap between two exact matches: candidates among the entries, free rows of the form. */
typedef struct gap {
    int *entries;
    int *rows;
    int entry_count, row_count;
    unsigned char *alike; /* entry_count * row_count */
    int *best;            /* (entry_count + 1) * (row_count + 1) */
} gap;

/* What a pair is worth in the alignment of a gap; 0: not alike. */
static int worth(const gap *g, int entry, int row)
{
    int alike = g->alike[(entry - 1) * g->row_count + row - 1];
    return alike >= FORM_LEAST_SIMILARITY ? alike - FORM_LEAST_SIMILARITY + 1 : 0;
}

static int at(const gap *g, int entry, int row)
{
    return g->best[entry * (g->row_count + 1) + row];
}

static void align_gap(matcher *m, const gap *g)
{
    int width = g->row_count + 1;
    for (int i = 0; i <= g->entry_count; i++) {
        for (int j = 0; j <= g->row_count; j++) {
            int best = 0;
            if (i && j) {
                int pair = worth(g, i, j) ? at(g, i - 1, j - 1) + worth(g, i, j) : 0;
                best = at(g, i - 1, j) > at(g, i, j - 1) ? at(g, i - 1, j) : at(g, i, j - 1);
                best = pair > best ? pair : best;
            }
            g->best[i * width + j] = best;
        }
    }
    for (int i = g->entry_count, j = g->row_count; i > 0 && j > 0;) {
        if (at(g, i, j) == at(g, i - 1, j)) {
            i--;
        } else if (at(g, i, j) == at(g, i, j - 1)) {
            j--;
        } else {
            i--;
            j--;
            fill(m, g->entries[i], g->rows[j], FORM_FIT_IN_ORDER, g->alike[i * g->row_count + j]);
        }
    }
}

/* Entries after `first` and before `last` with rows between the rows of both. */
static int match_gap(matcher *m, gap *g, int first, int last, int row_from, int row_to)
{
    g->entry_count = 0;
    g->row_count = 0;
    for (int row = row_from; row < row_to && g->row_count < GAP_CELLS; row++)
        g->rows[g->row_count++] = row;
    for (int i = first; i < last && (g->entry_count + 2) * (g->row_count + 1) <= GAP_CELLS; i++)
        if (is_candidate(m, m->entries[i]))
            g->entries[g->entry_count++] = i;
    if (!g->entry_count || !g->row_count)
        return 0;
    for (int i = 0; i < g->entry_count; i++) {
        form_entry *entry = m->entries[g->entries[i]];
        if (make_key(m, entry))
            return HECHA_E_MEMORY;
        for (int j = 0; j < g->row_count; j++)
            g->alike[i * g->row_count + j] =
                (unsigned char)similarity(m, entry->text, m->form->rows[g->rows[j]].key);
    }
    align_gap(m, g);
    return 0;
}

static int match_alike(matcher *m)
{
    base_arena *scratch = m->tables->scratch;
    gap g = {0};
    g.entries = base_arena_alloc(scratch, GAP_CELLS * sizeof *g.entries);
    g.rows = base_arena_alloc(scratch, GAP_CELLS * sizeof *g.rows);
    g.alike = base_arena_alloc(scratch, GAP_CELLS);
    g.best = base_arena_alloc(scratch, GAP_CELLS * sizeof *g.best);
    if (!g.entries || !g.rows || !g.alike || !g.best)
        return HECHA_E_MEMORY;
    int first = 0, row = 0;
    for (int i = 0; i <= (int)m->count; i++) {
        int end = i == (int)m->count;
        if (!end && m->matches[i].fit != FORM_FIT_IN_ORDER)
            continue;
        int next = end ? (int)m->form->count : m->matches[i].row;
        if (i > first && next > row && match_gap(m, &g, first, i, row, next))
            return HECHA_E_MEMORY;
        first = i + 1;
        row = next + 1;
    }
    return 0;
}

/* 1 if `row` stands below `above` in the form, or beside it. */
static int is_near(const matcher *m, int row, int above)
{
    int parent = m->form->rows[row].parent;
    for (int i = above; i >= 0; i = m->form->rows[i].parent)
        if (i == parent || m->form->rows[i].parent == parent)
            return 1;
    return 0;
}

/* Which of its rows an entry out of order means: one of the group it stands in, else a free one. */
static int choose_row(const matcher *m, const int *rows, int count, int above)
{
    int best = -1;
    for (int k = 0; above >= 0 && count > 1 && k < count; k++) {
        int closer = best < 0 || abs(rows[k] - above) < abs(best - above);
        if (closer && m->form->rows[rows[k]].parent >= 0 && is_near(m, rows[k], above))
            best = rows[k];
    }
    for (int k = 0; best < 0 && k < count; k++)
        if (m->entry_of[rows[k]] < 0)
            best = rows[k];
    return best >= 0 ? best : rows[0];
}

static void match_leftovers(matcher *m)
{
    int above = -1;
    for (size_t i = 0; i < m->count; i++) {
        if (m->matches[i].fit == FORM_FIT_IN_ORDER) {
            above = m->matches[i].row;
            continue;
        }
        int rows[FORM_MAX_TWINS];
        int count = rows_of(m, m->entries[i], rows);
        if (!count)
            continue;
        int row = choose_row(m, rows, count, above);
        int taken = m->entry_of[row] >= 0;
        fill(m, (int)i, row, taken ? FORM_FIT_DUPLICATE : FORM_FIT_MISPLACED, 100);
    }
}

int form_match_rows(form_tables *tables, uint32_t number, form_entry *const *entries, size_t count,
                    form_match *matches, int *entry_of)
{
    matcher m = {tables, tables->index->forms[number], number, entries, count, matches, entry_of,
                 0};
    for (size_t i = 0; i < count; i++)
        matches[i] = (form_match){FORM_FIT_NONE, -1, 0};
    for (size_t i = 0; i < m.form->count; i++)
        entry_of[i] = -1;
    if (match_exact(&m) || match_alike(&m))
        return HECHA_E_MEMORY;
    match_leftovers(&m);
    return 0;
}
