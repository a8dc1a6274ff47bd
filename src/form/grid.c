/* form/grid.c: the bands of a document's tables, and the entries of their rows. */
#include "form/grid.h"

#include "text/normal.h"
#include "text/numbering.h"
#include "value/figure.h"

enum {
    CAPTION_LONGEST = 90, /* bytes of a row that names a small table */
    LONGEST_WORD = 18     /* bytes of what may stand for a figure: 若干, 见附表 */
};

typedef struct grid_reader {
    form_grid *grid;
    const doc_table *table;
    const doc_cell *host;
    form_grid_cell *cells;
    size_t block;
    size_t figures; /* most_figures */
    base_str caption;
} grid_reader;

typedef enum row_kind { ROW_OTHER, ROW_CAPTION, ROW_HEAD, ROW_BODY } row_kind;

form_band *form_grid_band(const form_grid *grid, size_t index)
{
    return base_vec_at(&grid->bands, index);
}

/* ---- cells ---- */

static form_cell_kind kind_of(const doc_cell *cell)
{
    if (form_label_is_blank(cell->text.normal.text))
        return FORM_CELL_EMPTY;
    switch (value_figure_read(cell->text.raw, base_str_n(NULL, 0)).state) {
    case VALUE_NUMBER:
        return FORM_CELL_FIGURE;
    case VALUE_DASH:
        return FORM_CELL_DASH;
    default:
        return FORM_CELL_TEXT;
    }
}

/* What the cells are; *known says how many name something of a form. */
static int read_cells(grid_reader *r, size_t *known)
{
    form_tables *tables = &r->grid->tables;
    *known = 0;
    r->cells = base_arena_alloc(tables->scratch, (r->table->count + 1) * sizeof *r->cells);
    if (!r->cells)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < r->table->count; i++) {
        base_str text = r->table->cells[i].text.normal.text;
        form_grid_cell *cell = &r->cells[i];
        *cell = (form_grid_cell){-1, -1, (unsigned char)kind_of(&r->table->cells[i])};
        if (cell->kind != FORM_CELL_TEXT)
            continue;
        cell->line = form_label_find(tables->index, tables->labels, text);
        cell->head = form_label_find(r->grid->set->heads, tables->labels, text);
        if (cell->line == FORM_NO_MEMORY || cell->head == FORM_NO_MEMORY)
            return HECHA_E_MEMORY;
        *known += cell->line >= 0 || cell->head >= 0;
    }
    return 0;
}

static const form_grid_cell *info_of(const grid_reader *r, const doc_cell *cell)
{
    return &r->cells[cell - r->table->cells];
}

/* The next cell that begins in the row, from *column on; *column goes behind it. */
static const doc_cell *next_cell(const doc_table *table, uint32_t row, uint32_t *column)
{
    while (*column <= table->columns) {
        const doc_cell *cell = doc_table_at(table, row, *column);
        *column = cell ? cell->column + cell->colspan : *column + 1;
        if (cell && cell->row == row)
            return cell;
    }
    return NULL;
}

/* ---- rows ---- */

/* 1 if the text is the title of a table of a form. */
static int is_title(grid_reader *r, base_str text)
{
    if (text.len > CAPTION_LONGEST)
        return 0;
    const form_label *label = form_labels_get(r->grid->tables.labels, text);
    for (size_t i = 0; label && i < r->grid->set->part_count; i++)
        if (r->grid->set->sources[i]->key.len &&
            base_str_eq(label->key, r->grid->set->sources[i]->key))
            return 1;
    return 0;
}

/* A head alone in its row (总计) may be a row's label as well: behind other heads it is a head, and
 * with figures the last of them, behind which the first row has none of its own. */
static row_kind kind_behind_heads(form_band *band, uint32_t row, size_t heads, size_t texts,
                                  size_t figures)
{
    if (!band || !band->head_first || band->body_first || band->head_last + 1 != row ||
        heads != 1 || texts != 1)
        return ROW_BODY;
    if (figures)
        band->head_more = row;
    return figures ? ROW_BODY : ROW_HEAD;
}

static row_kind kind_of_row(grid_reader *r, form_band *band, uint32_t row, base_str *caption)
{
    size_t heads = 0, only_heads = 0, lines = 0, figures = 0, texts = 0;
    const doc_cell *cell, *first = NULL;
    for (uint32_t column = 1; (cell = next_cell(r->table, row, &column)) != NULL;) {
        const form_grid_cell *info = info_of(r, cell);
        heads += info->head >= 0;
        only_heads += info->head >= 0 && info->line < 0;
        lines += info->line >= 0;
        figures += info->kind == FORM_CELL_FIGURE || info->kind == FORM_CELL_DASH;
        texts += info->kind == FORM_CELL_TEXT;
        if (!first && info->kind == FORM_CELL_TEXT)
            first = cell;
    }
    if (heads && !figures && (only_heads || heads > 1))
        return ROW_HEAD;
    if (lines || figures)
        return kind_behind_heads(band, row, heads, texts, figures);
    if (texts == 1 && is_title(r, first->text.normal.text)) {
        *caption = first->text.normal.text;
        return ROW_CAPTION;
    }
    return ROW_OTHER;
}

static form_entry *add_entry(grid_reader *r, uint32_t row, const doc_cell *label)
{
    form_entry *entry = base_vec_push(&r->grid->tables.entries, r->grid->tables.scratch);
    if (!entry)
        return NULL;
    entry->table = r->table;
    entry->label = label;
    entry->row = row;
    entry->key = info_of(r, label)->line;
    return entry;
}

static int is_total(base_str text)
{
    static const char *const words[] = {"合计", "小计", "计"};
    text = base_str_trim(text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (base_str_eq_c(text, words[i]))
            return 1;
    return 0;
}

/* The most figures that stand in one row behind its last text. */
static size_t most_figures(const grid_reader *r)
{
    size_t most = 0;
    for (uint32_t row = 1; row <= r->table->rows; row++) {
        const doc_cell *cell;
        size_t count = 0;
        for (uint32_t column = 1; (cell = next_cell(r->table, row, &column)) != NULL;) {
            int kind = info_of(r, cell)->kind;
            count += kind == FORM_CELL_FIGURE || kind == FORM_CELL_DASH;
            if (kind == FORM_CELL_TEXT)
                count = 0;
        }
        most = count > most ? count : most;
    }
    return most;
}

/* 1 if a text behind a label stands where a figure should (若干), and is no label of its own: it is
 * a short word, and with it the row has as many cells as other rows have figures. */
static int stands_for_figure(const grid_reader *r, const doc_cell *text)
{
    base_str word = base_str_trim(text->text.normal.text);
    uint32_t column = text->column + text->colspan;
    size_t behind = 0, seen = 0;
    const doc_cell *cell;
    if (word.len > LONGEST_WORD || text_numbering_read(word).style != TEXT_NUMBER_NONE)
        return 0;
    while ((cell = next_cell(r->table, text->row, &column)) != NULL) {
        seen++;
        if (info_of(r, cell)->kind != FORM_CELL_EMPTY)
            behind = seen;
    }
    return behind > 0 && behind + 1 == r->figures;
}

/* The entries of a row: the labels of merged cells first, then the one whose figures stand in it. A
 * row without a label has the first cell in its place. */
static int read_row(grid_reader *r, uint32_t row)
{
    const doc_cell *cell, *labels[8], *text = NULL, *figure = NULL, *first = NULL;
    size_t count = 0;
    for (uint32_t column = 1; (cell = next_cell(r->table, row, &column)) != NULL;) {
        const form_grid_cell *info = info_of(r, cell);
        first = first ? first : cell;
        if (info->kind == FORM_CELL_FIGURE || info->kind == FORM_CELL_DASH)
            figure = figure ? figure : cell;
        if (info->kind == FORM_CELL_TEXT && info->line >= 0 && figure && !count && !text)
            figure = NULL; /* a serial number */
        if (info->kind != FORM_CELL_TEXT || figure)
            continue;
        /* A converter may print a merged cell's text in each cell it covers. */
        if (info->line >= 0 && count && info_of(r, labels[count - 1])->line == info->line)
            labels[count - 1] = cell;
        else if (info->line >= 0 && count < 8)
            labels[count++] = cell;
        if (!form_label_is_serial(cell->text.normal.text))
            text = cell;
    }
    if (!count && !figure)
        return 0;
    /* Behind the last known label an unknown one: it is the row's own. */
    int own = text && (!count || text->column > labels[count - 1]->column);
    if (own && count && info_of(r, text)->line < 0 && stands_for_figure(r, text)) {
        own = 0;
        figure = text;
    }
    int total = own && count && is_total(text->text.normal.text);
    for (size_t i = 0; i < count; i++) {
        form_entry *entry = add_entry(r, row, labels[i]);
        if (!entry)
            return HECHA_E_MEMORY;
        entry->group = i + 1 < count || (own && !total);
        if (!entry->group)
            entry->value = figure;
    }
    if (own && !total && figure) {
        form_entry *entry = add_entry(r, row, text);
        if (!entry)
            return HECHA_E_MEMORY;
        entry->value = figure;
        if (!count && is_total(text->text.normal.text))
            entry->key =
                form_label_find(r->grid->tables.index, r->grid->tables.labels, base_str_c("总计"));
        if (entry->key == FORM_NO_MEMORY)
            return HECHA_E_MEMORY;
    } else if (!count && !own) {
        form_entry *entry = add_entry(r, row, first);
        if (!entry)
            return HECHA_E_MEMORY;
        entry->value = figure;
    }
    return 0;
}

/* ---- bands ---- */

static form_band *new_band(grid_reader *r, uint32_t row)
{
    if (r->grid->bands.count >= FORM_MAX_BANDS)
        return NULL;
    form_band *band = base_vec_push(&r->grid->bands, r->grid->tables.scratch);
    if (band) {
        band->table = r->table;
        band->host = r->host;
        band->cells = r->cells;
        band->block = r->block;
        band->first = row;
        band->caption = r->caption;
        band->entry = r->grid->tables.entries.count;
    }
    return band;
}

static int close_band(grid_reader *r, form_band *band)
{
    form_tables *tables = &r->grid->tables;
    if (!band)
        return 0;
    band->entry_count = tables->entries.count - band->entry;
    if (band->entry_count == 0)
        return 0;
    return form_label_join(tables, form_tables_entry(tables, band->entry), band->entry_count);
}

/* 1 if the row opens a band: the first of the table, a caption, or heads behind a body. */
static int opens(const form_band *band, row_kind kind)
{
    return !band || (band->body_first && kind != ROW_BODY) ||
           (kind == ROW_CAPTION && band->head_first);
}

static int read_table(grid_reader *r)
{
    size_t known;
    form_band *band = NULL;
    if (r->table->count > FORM_MAX_GRID_CELLS)
        return 0;
    if (read_cells(r, &known))
        return HECHA_E_MEMORY;
    r->figures = known ? most_figures(r) : 0;
    for (uint32_t row = 1; known && row <= r->table->rows; row++) {
        base_str caption = {NULL, 0};
        row_kind kind = kind_of_row(r, band, row, &caption);
        if (kind == ROW_OTHER)
            continue;
        if (opens(band, kind)) {
            if (close_band(r, band))
                return HECHA_E_MEMORY;
            band = new_band(r, row);
            if (!band)
                return r->grid->bands.count >= FORM_MAX_BANDS ? 0 : HECHA_E_MEMORY;
        }
        if (kind == ROW_CAPTION)
            band->caption = caption;
        if (kind == ROW_HEAD) {
            band->head_first = band->head_first ? band->head_first : row;
            band->head_last = row;
        }
        if (kind != ROW_BODY)
            continue;
        band->body_first = band->body_first ? band->body_first : row;
        band->body_last = row;
        if (read_row(r, row))
            return HECHA_E_MEMORY;
    }
    return close_band(r, band);
}

static int visit(void *context, const doc_table *table, const doc_cell *host)
{
    grid_reader *r = context;
    r->table = table;
    r->host = host;
    return read_table(r);
}

int form_grid_read(form_grid *grid, const doc *document)
{
    form_tables *tables = &grid->tables;
    tables->index = grid->set->lines;
    if (grid->set->part_count == 0)
        return 0;
    if (form_tables_blocks(tables, document))
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < tables->block_count; i++) {
        const doc_block *block = tables->blocks[i];
        grid_reader r = {.grid = grid, .block = i};
        if (block->kind != DOC_TABLE || !block->table || block->table->doubtful)
            continue;
        if (i > 0 && tables->blocks[i - 1]->kind != DOC_TABLE)
            r.caption = tables->blocks[i - 1]->text.normal.text;
        if (form_tables_walk(block->table, visit, &r))
            return HECHA_E_MEMORY;
    }
    return 0;
}
