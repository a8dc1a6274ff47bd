/* form/heads.c: which cell of a row belongs to which column of a matrix form. */
#include "form/grid.h"

#include "text/class.h"
#include "text/utf8.h"

enum { RENAMED_LONGEST = 60 /* bytes of a head that may be another's */ };

/* The cells of the head rows that have a key, by column, then row. */
typedef struct head_list {
    const doc_cell *cells[4 * FORM_MAX_COLUMNS];
    char used[4 * FORM_MAX_COLUMNS];
    size_t count;
} head_list;

static const form_grid_cell *info_of(const form_band *band, const doc_cell *cell)
{
    return &band->cells[cell - band->table->cells];
}

static int names_head(const form_grid *grid, int key, size_t part, int head)
{
    int owner = form_index_owner(grid->set->heads, key, (uint32_t)part, -1);
    for (; owner >= 0; owner = form_index_owner(grid->set->heads, key, (uint32_t)part, owner))
        if (grid->set->heads->owners[owner].row == head)
            return 1;
    return 0;
}

static void list_heads(const form_band *band, int more, head_list *list)
{
    const doc_table *table = band->table;
    list->count = 0;
    for (uint32_t row = band->head_first; row && row <= band->head_last; row++) {
        for (uint32_t column = 1; column <= table->columns;) {
            const doc_cell *cell = doc_table_at(table, row, column);
            column = cell ? cell->column + cell->colspan : column + 1;
            if (!cell || cell->row != row || info_of(band, cell)->head < 0 ||
                list->count == sizeof list->cells / sizeof *list->cells)
                continue;
            size_t at = list->count++;
            for (; at > 0 && list->cells[at - 1]->column > cell->column; at--)
                list->cells[at] = list->cells[at - 1];
            list->cells[at] = cell;
        }
    }
    const doc_cell *last = more ? doc_table_at(table, band->head_more, 1) : NULL;
    if (last && list->count < sizeof list->cells / sizeof *list->cells)
        list->cells[list->count++] = last;
    memset(list->used, 0, sizeof list->used);
}

/* 1 if the texts share a character that is no white space. */
static int share_a_character(base_str a, base_str b)
{
    uint32_t codepoint;
    for (size_t at = 0; (codepoint = text_utf8_next(a, &at)) != 0;) {
        uint32_t other;
        for (size_t i = 0; !text_is_space(codepoint) && (other = text_utf8_next(b, &i)) != 0;)
            if (other == codepoint)
                return 1;
    }
    return 0;
}

/* A head the form does not have, in the row of the heads on both sides of the one that lacks, and
 * like it; NULL unless there is just one. The first column is that of labels. */
static const doc_cell *renamed_head(const form_band *band, const form_row *head,
                                    const doc_cell *before, const doc_cell *behind)
{
    const doc_cell *found = NULL;
    uint32_t row = before ? before->row : behind->row;
    uint32_t from = before ? before->column + before->colspan : 2;
    uint32_t to = behind ? behind->column : band->table->columns + 1;
    if (behind && behind->row != row)
        return NULL;
    for (uint32_t column = from; column < to;) {
        const doc_cell *cell = doc_table_at(band->table, row, column);
        column = cell ? cell->column + cell->colspan : column + 1;
        if (!cell || cell->row != row || info_of(band, cell)->kind != FORM_CELL_TEXT ||
            info_of(band, cell)->head >= 0)
            continue;
        if (found)
            return NULL;
        found = cell;
    }
    if (!found || found->text.normal.text.len > RENAMED_LONGEST ||
        !share_a_character(found->text.normal.text, head->label))
        return NULL;
    return found;
}

/* Heads that are printed under another name. */
static void find_renamed(const form_band *band, const form_table *source,
                         const doc_cell *const *groups, form_heads *out)
{
    for (size_t i = 0; i < source->column_count && i < FORM_MAX_COLUMNS; i++) {
        int index = source->columns[i], parent = source->heads[index].parent;
        const doc_cell *before = NULL, *behind = NULL;
        if (out->cell[i])
            continue;
        for (size_t k = 0; k < source->head_count && k < 2 * FORM_MAX_COLUMNS; k++) {
            if ((int)k == index || source->heads[k].parent != parent || !groups[k])
                continue;
            if ((int)k < index)
                before = groups[k];
            else if (!behind)
                behind = groups[k];
        }
        if (!before && !behind)
            continue;
        out->cell[i] = renamed_head(band, &source->heads[index], before, behind);
        out->renamed[i] = out->cell[i] != NULL;
        out->found += out->cell[i] != NULL;
    }
}

static int is_within(const doc_cell *cell, const doc_cell *group)
{
    return cell->row > group->row && cell->column >= group->column &&
           cell->column < group->column + group->colspan;
}

/* The first unused cell that is the head; below the cell `group`, if that is given. */
static const doc_cell *take_head(const form_grid *grid, const form_band *band, head_list *list,
                                 size_t part, int head, const doc_cell *group)
{
    for (size_t i = 0; i < list->count; i++) {
        const doc_cell *cell = list->cells[i];
        if (list->used[i] || (group && !is_within(cell, group)) ||
            !names_head(grid, info_of(band, cell)->head, part, head))
            continue;
        list->used[i] = 1;
        return cell;
    }
    return NULL;
}

/* Finds the heads, with or without regard to the groups they stand in, and to the one in the first
 * row of figures. */
static void match_heads(const form_grid *grid, const form_band *band, size_t part, int grouped,
                        int more, form_heads *out)
{
    const form_table *source = grid->set->sources[part];
    const doc_cell *groups[2 * FORM_MAX_COLUMNS] = {NULL};
    head_list list;
    size_t column = 0;
    list_heads(band, more, &list);
    memset(out, 0, sizeof *out);
    out->width = source->column_count;
    for (size_t i = 0; i < source->head_count && i < 2 * FORM_MAX_COLUMNS; i++) {
        int parent = source->heads[i].parent;
        int leaf = column < source->column_count && source->columns[column] == (int)i;
        const doc_cell *group = parent >= 0 && grouped ? groups[parent] : NULL;
        groups[i] = take_head(grid, band, &list, part, (int)i, group);
        if (leaf && column < FORM_MAX_COLUMNS) {
            out->cell[column] = groups[i];
            out->found += groups[i] != NULL;
        }
        column += leaf;
    }
    if (out->found > 0 && out->found < out->width)
        find_renamed(band, source, groups, out);
}

static int is_placed(const form_heads *heads)
{
    for (size_t i = 0; i < heads->width; i++)
        for (size_t k = i + 1; k < heads->width; k++)
            if (heads->cell[i] && heads->cell[k] &&
                heads->cell[i]->column == heads->cell[k]->column)
                return 0;
    return heads->found > 0;
}

void form_heads_find(const form_grid *grid, const form_band *band, size_t part, form_heads *out)
{
    form_heads loose;
    match_heads(grid, band, part, 1, 0, out);
    if (out->found < out->width) {
        match_heads(grid, band, part, 0, 0, &loose);
        if (loose.found > out->found)
            *out = loose;
    }
    if (out->found < out->width && band->head_more) {
        match_heads(grid, band, part, 1, 1, &loose);
        if (loose.found == loose.width)
            *out = loose;
    }
    out->placed = is_placed(out) != 0;
}

/* The cells of the row behind its label, at most as many as `max`. */
static size_t cells_behind(const form_band *band, uint32_t row, const doc_cell *label,
                           const doc_cell **out, size_t max)
{
    const doc_table *table = band->table;
    size_t count = 0;
    uint32_t column = label ? label->column + label->colspan : 1;
    while (column <= table->columns && count < max) {
        const doc_cell *cell = doc_table_at(table, row, column);
        column = cell ? cell->column + cell->colspan : column + 1;
        if (cell && cell->row == row)
            out[count++] = cell;
    }
    return count;
}

/* 1 if a text among the heads begins in the column: a column that is none of the form's. */
static int has_own_head(const form_band *band, uint32_t column)
{
    for (uint32_t row = band->head_first; row && row <= band->head_last; row++) {
        const doc_cell *cell = doc_table_at(band->table, row, column);
        if (cell && cell->row == row && cell->column == column &&
            info_of(band, cell)->kind == FORM_CELL_TEXT && info_of(band, cell)->head < 0)
            return 1;
    }
    return 0;
}

/* What stands under each head, if each has a cell of its own behind the label or the row ends
 * before; 0 if not, or if a figure stands under no head between them. */
static int by_position(const form_band *band, const form_heads *heads, uint32_t row,
                       const doc_cell *label, const doc_cell **out)
{
    uint32_t behind = label ? label->column + label->colspan : 1, last = 0;
    for (size_t i = 0; i < heads->width; i++) {
        out[i] = NULL;
        if (!heads->cell[i])
            continue;
        const doc_cell *cell = doc_table_at(band->table, row, heads->cell[i]->column);
        if (heads->cell[i]->column < behind || (cell && cell->row != row))
            return 0;
        for (size_t k = 0; cell && k < i; k++)
            if (out[k] == cell)
                return 0;
        out[i] = cell;
        last = cell && cell->column > last ? cell->column : last;
    }
    for (uint32_t column = behind; column < last;) {
        const doc_cell *cell = doc_table_at(band->table, row, column);
        int known = heads->found < heads->width;
        column = cell ? cell->column + cell->colspan : column + 1;
        if (!cell || cell->row != row || info_of(band, cell)->kind != FORM_CELL_FIGURE)
            continue;
        for (size_t i = 0; i < heads->width; i++)
            known |= out[i] == cell;
        if (!known && !has_own_head(band, cell->column))
            return 0;
    }
    return 1;
}

static int is_empty(const form_band *band, const doc_cell *cell)
{
    return info_of(band, cell)->kind == FORM_CELL_EMPTY;
}

/* Heads of one row stand in the order of the form, none of them missing. */
static int in_order(const form_heads *heads)
{
    if (heads->found < heads->width)
        return 0;
    for (size_t i = 0; i < heads->width; i++)
        for (size_t k = i + 1; k < heads->width; k++)
            if (heads->cell[i]->column >= heads->cell[k]->column &&
                (heads->placed || heads->cell[i]->row == heads->cell[k]->row))
                return 0;
    return 1;
}

void form_heads_place(const form_grid *grid, const form_band *band, form_heads *heads)
{
    const doc_cell *cells[FORM_MAX_COLUMNS];
    size_t good = 0, bad = 0;
    for (size_t i = 0; heads->placed && i < band->entry_count; i++) {
        const form_entry *entry = form_tables_entry(&grid->tables, band->entry + i);
        if (!entry->value || entry->group)
            continue;
        const doc_cell *label =
            info_of(band, entry->label)->kind == FORM_CELL_TEXT ? entry->label : NULL;
        if (by_position(band, heads, entry->value->row, label, cells))
            good++;
        else
            bad++;
    }
    heads->placed = heads->placed && bad <= good;
}

int form_heads_figures(const form_band *band, const form_heads *heads, uint32_t row,
                       const doc_cell *label, const doc_cell *out[FORM_MAX_COLUMNS])
{
    const doc_cell *cells[4 * FORM_MAX_COLUMNS];
    if (heads->placed && by_position(band, heads, row, label, out))
        return 1;
    size_t count = cells_behind(band, row, label, cells, 4 * FORM_MAX_COLUMNS), first = 0;
    size_t filled = 0;
    for (size_t i = 0; i < count; i++)
        filled += !is_empty(band, cells[i]);
    while (count > heads->width && is_empty(band, cells[count - 1]))
        count--;
    while (count - first > heads->width && is_empty(band, cells[first]))
        first++;
    int told = count - first == heads->width && (in_order(heads) || heads->found == 0);
    for (size_t i = 0; i < heads->width; i++)
        out[i] = told ? cells[first + i] : NULL;
    return told || filled == 0;
}
