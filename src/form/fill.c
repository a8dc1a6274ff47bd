/* form/fill.c: the items of matrix forms. */
#include "form/fill.h"

#include "form/context.h"
#include "form/instance.h"
#include "text/class.h"
#include "text/unit.h"
#include "text/utf8.h"

typedef struct filler {
    base_arena *arena;
    form_grid *grid;
    const form_gathered *gathered;
    uint32_t number; /* of the instance */
    form_instance *out;
    base_vec extras;
    form_heads heads; /* of the band and part last asked for */
    size_t heads_band, heads_part;
} filler;

/* The entries of one part of the instance, and the band each is of. */
typedef struct part_rows {
    size_t part;
    form_entry **entries;
    size_t *bands;
    size_t count;
    form_match *matches;
    int *entry_of;
} part_rows;

static const form_placed *placed_at(const filler *f, size_t index)
{
    const form_placed *placed = base_vec_at(&f->gathered->placed, index);
    return placed->instance == f->number ? placed : NULL;
}

static int gather_rows(const filler *f, part_rows *rows)
{
    base_arena *scratch = f->grid->tables.scratch;
    size_t count = 0;
    for (size_t i = 0; i < f->gathered->placed.count; i++) {
        const form_placed *placed = placed_at(f, i);
        if (placed && placed->part == rows->part)
            count += form_grid_band(f->grid, placed->band)->entry_count;
    }
    rows->entries = base_arena_array(scratch, count + 1, sizeof *rows->entries);
    rows->bands = base_arena_array(scratch, count + 1, sizeof *rows->bands);
    rows->matches = base_arena_array(scratch, count + 1, sizeof *rows->matches);
    rows->entry_of = base_arena_array(scratch, f->grid->set->sources[rows->part]->line_count + 1,
                                      sizeof *rows->entry_of);
    if (!rows->entries || !rows->bands || !rows->matches || !rows->entry_of)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < f->gathered->placed.count; i++) {
        const form_placed *placed = placed_at(f, i);
        if (!placed || placed->part != rows->part)
            continue;
        const form_band *band = form_grid_band(f->grid, placed->band);
        for (size_t k = 0; k < band->entry_count; k++) {
            rows->entries[rows->count] = form_tables_entry(&f->grid->tables, band->entry + k);
            rows->bands[rows->count++] = placed->band;
        }
    }
    return 0;
}

/* The first row of figures is the line of a table without labels. */
static void match_bare(const part_rows *rows)
{
    rows->entry_of[0] = -1;
    for (size_t i = 0; i < rows->count; i++) {
        int first = rows->entry_of[0] < 0 && rows->entries[i]->value;
        rows->matches[i] =
            first ? (form_match){FORM_FIT_IN_ORDER, 0, 100} : (form_match){FORM_FIT_NONE, -1, 0};
        if (first)
            rows->entry_of[0] = (int)i;
    }
}

static int match_rows(const filler *f, const part_rows *rows)
{
    if (f->grid->set->sources[rows->part]->lines[0].label.len == 0) {
        match_bare(rows);
        return 0;
    }
    return form_match_rows(&f->grid->tables, (uint32_t)rows->part, rows->entries, rows->count,
                           rows->matches, rows->entry_of);
}

/* ---- items ---- */

/* The unit in the brackets of a printed head: 采购总金额（单位：元）; or empty. */
static base_str unit_of_head(const doc_cell *head)
{
    static const char *const words[] = {"单位：", "单位:", "单位"};
    base_str text = head ? base_str_trim(head->text.normal.text) : base_str_n(NULL, 0);
    size_t close = text.len, open = text.len;
    if (!text_is_close(text_utf8_previous(text, &close)))
        return base_str_n(NULL, 0);
    for (open = close; open > 0;) {
        size_t end = open;
        if (text_is_open(text_utf8_previous(text, &open))) {
            text = base_str_trim(base_str_n(text.ptr + end, close - end));
            break;
        }
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (base_str_starts(text, base_str_c(words[i])))
            text = base_str_trim(base_str_from(text, strlen(words[i])));
    return text_unit_is(text) ? text : base_str_n(NULL, 0);
}

/* A figure without a unit under a head with another unit than the form's is in that one. */
static int read_under_head(filler *f, form_item *item)
{
    base_str unit = unit_of_head(item->head_cell);
    if (item->figure.state != VALUE_NUMBER || item->figure.unit.len || unit.len == 0 ||
        base_str_eq(unit, item->row->unit))
        return 0;
    base_buf *buf = &f->grid->tables.buf;
    base_buf_clear(buf);
    base_buf_add_str(buf, item->raw);
    base_buf_add_str(buf, unit);
    base_str text = base_arena_str(f->arena, base_buf_str(buf));
    if (base_buf_failed(buf) || !text.ptr)
        return HECHA_E_MEMORY;
    value_figure figure = value_figure_read(text, item->row->unit);
    if (figure.converted)
        item->figure = figure;
    return 0;
}

static int fill_cell(filler *f, form_item *item, const form_entry *entry, const doc_cell *value)
{
    item->value_cell = value;
    item->raw = base_str_trim(value->text.raw);
    item->place = form_cell_place(entry->table, value);
    item->figure = value_figure_read(item->raw, item->row->unit);
    return read_under_head(f, item);
}

/* A cell that is not there: blank if the row simply ends before it. */
static int is_open(const form_heads *heads, const form_entry *entry, uint32_t row, size_t column)
{
    return heads->cell[column] && !doc_table_at(entry->table, row, heads->cell[column]->column);
}

/* The heads that hold for a band; most lines are of the same one. */
static const form_heads *heads_of(filler *f, size_t band, size_t part)
{
    if (f->heads_band != band || f->heads_part != part)
        form_gather_heads(f->grid, band, part, &f->heads);
    f->heads_band = band;
    f->heads_part = part;
    return &f->heads;
}

/* 1 if cells stand behind the label; a row that is nothing but a label tells of no blanks. */
static int has_cells(const form_entry *entry, const doc_cell *label)
{
    uint32_t column = label ? label->column + label->colspan : 1;
    return column <= entry->table->columns && doc_table_at(entry->table, entry->row, column);
}

static int fill_line(filler *f, const part_rows *rows, size_t line)
{
    const form_table *source = f->grid->set->sources[rows->part];
    const form_entry *entry = rows->entries[rows->entry_of[line]];
    const form_match *match = &rows->matches[rows->entry_of[line]];
    size_t number = rows->bands[rows->entry_of[line]];
    const form_band *band = form_grid_band(f->grid, number);
    const doc_cell *cells[FORM_MAX_COLUMNS], *label = entry->label;
    const form_heads *heads = heads_of(f, number, rows->part);
    uint32_t row = entry->value ? entry->value->row : entry->row;
    if (band->cells[label - band->table->cells].kind != FORM_CELL_TEXT)
        label = NULL; /* a row without a label */
    int told = !entry->group && form_heads_figures(band, heads, row, label, cells);
    for (size_t column = 0; column < source->column_count; column++) {
        size_t index = source->first + line * source->column_count + column;
        form_item *item = &f->out->items[index];
        item->head_cell = heads->cell[column];
        item->renamed_head = heads->renamed[column];
        item->label_cell = label ? label : item->head_cell ? item->head_cell : entry->label;
        item->similarity = match->similarity;
        item->place = form_cell_place(entry->table, entry->label);
        if (told && cells[column]) {
            if (fill_cell(f, item, entry, cells[column]))
                return HECHA_E_MEMORY;
        } else if (item->row->heading || (told && entry->value ? is_open(heads, entry, row, column)
                                                               : told && has_cells(entry, label))) {
            item->figure.state = VALUE_BLANK;
        }
    }
    return 0;
}

static int add_extra(filler *f, const form_entry *entry, const form_match *match, size_t part)
{
    static const int kinds[] = {FORM_UNKNOWN, FORM_UNKNOWN, FORM_MISPLACED, FORM_DUPLICATE};
    const form_table *source = f->grid->set->sources[part];
    form_extra *extra = base_vec_push(&f->extras, f->arena);
    if (!extra)
        return HECHA_E_MEMORY;
    size_t column = source->preset > 0 ? (size_t)source->preset : 0;
    extra->kind = kinds[match->fit];
    extra->row = match->row < 0
                     ? -1
                     : (int)(source->first + (size_t)match->row * source->column_count + column);
    extra->label = base_str_trim(entry->label->text.raw);
    extra->place = form_cell_place(entry->table, entry->label);
    if (entry->value)
        extra->raw = base_str_trim(entry->value->text.raw);
    return 0;
}

static int add_extras(filler *f, const part_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const form_entry *entry = rows->entries[i];
        const form_match *match = &rows->matches[i];
        if (entry->ignored || match->fit == FORM_FIT_IN_ORDER)
            continue;
        /* A merged cell is printed again on a new page; remarks and titles are no rows. */
        if (entry->group || (match->fit == FORM_FIT_NONE && form_entry_is_remark(entry)))
            continue;
        if (add_extra(f, entry, match, rows->part))
            return HECHA_E_MEMORY;
    }
    return 0;
}

static int fill_part(filler *f, size_t part)
{
    part_rows rows = {.part = part};
    if (gather_rows(f, &rows) || match_rows(f, &rows))
        return HECHA_E_MEMORY;
    for (size_t line = 0; line < f->grid->set->sources[part]->line_count; line++)
        if (rows.entry_of[line] >= 0 && fill_line(f, &rows, line))
            return HECHA_E_MEMORY;
    return add_extras(f, &rows);
}

/* ---- instances ---- */

static int find_caption(filler *f, const form_band *band)
{
    form_segment segment = {.table = band->table, .host = band->host, .block = band->block};
    base_vec lines;
    size_t title;
    segment.first_row = 1;
    segment.last_row = band->first - 1;
    base_vec_init(&lines, sizeof(form_line));
    if (form_context_above(&f->grid->tables, f->out->form, &segment, &lines, &title))
        return HECHA_E_MEMORY;
    return form_context_caption(f->arena, f->out->form, &lines, title, &f->out->caption,
                                &f->out->caption_year);
}

static int make_items(filler *f)
{
    const form *model = f->out->form;
    f->out->items = base_arena_array(f->arena, model->count, sizeof *f->out->items);
    if (!f->out->items)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < model->count; i++) {
        form_item *item = &f->out->items[i];
        item->row = &model->rows[i];
        item->figure.state = VALUE_MISSING;
        item->figure.number = value_number_int(0);
        item->place = f->out->place;
    }
    return 0;
}

static int fill_instance(filler *f, form_filled *filled)
{
    const form_band *first = NULL;
    f->out = &filled->instance;
    f->out->form = f->gathered->model;
    f->out->ordinal = f->number + 1;
    base_vec_init(&f->extras, sizeof(form_extra));
    for (size_t i = 0; i < f->gathered->placed.count && !first; i++)
        if (placed_at(f, i))
            first = form_grid_band(f->grid, placed_at(f, i)->band);
    if (!first)
        return 0;
    filled->block = first->block;
    f->out->place = first->table->place;
    if (find_caption(f, first) || make_items(f))
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < f->out->form->table_count; i++)
        if (fill_part(f, f->gathered->first_part + i))
            return HECHA_E_MEMORY;
    f->out->extras = f->extras.items;
    f->out->extra_count = f->extras.count;
    return 0;
}

static int fill_all(form_grid *grid, base_arena *arena, int year, base_vec *out)
{
    base_vec gathered;
    base_vec_init(&gathered, sizeof(form_gathered));
    if (form_gather(grid, year, &gathered))
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < gathered.count; i++) {
        const form_gathered *made = base_vec_at(&gathered, i);
        for (uint32_t number = 0; number < made->instances; number++) {
            filler f = {.arena = arena, .grid = grid, .gathered = made, .number = number};
            f.heads_band = f.heads_part = SIZE_MAX;
            form_filled *filled = base_vec_push(out, grid->tables.scratch);
            if (!filled || fill_instance(&f, filled))
                return HECHA_E_MEMORY;
        }
    }
    return 0;
}

int form_fill(base_arena *arena, form_labels *labels, const doc *document, const form_set *set,
              int year, base_vec *out)
{
    form_grid grid = {.set = set};
    grid.tables.scratch = labels->arena;
    grid.tables.labels = labels;
    base_vec_init(&grid.bands, sizeof(form_band));
    base_vec_init(&grid.tables.segments, sizeof(form_segment));
    base_vec_init(&grid.tables.entries, sizeof(form_entry));
    base_buf_init(&grid.tables.buf);
    int code = form_grid_read(&grid, document);
    if (code == 0)
        code = fill_all(&grid, arena, year, out);
    base_buf_dispose(&grid.tables.buf);
    return code;
}
