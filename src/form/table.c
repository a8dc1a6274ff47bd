/* form/table.c: the tables of a document as entries: label, unit, figure. */
#include "form/table.h"
#include "value/figure.h"

enum {
    TITLE_REACH = 6, /* rows above a header row that may hold a title */
    START_KEYS = 4,  /* labels in a row that make the beginning of a form */
    LEAST_APART = 8  /* rows between two beginnings: nearer ones are rows printed twice */
};

form_segment *form_tables_segment(const form_tables *tables, size_t index)
{
    return base_vec_at(&tables->segments, index);
}

form_entry *form_tables_entry(const form_tables *tables, size_t index)
{
    return base_vec_at(&tables->entries, index);
}

/* A figure or a short word is no label: spares making its key. */
static int may_be_label(const form_index *index, base_str text)
{
    if (text.len < index->shortest)
        return 0;
    for (size_t i = 0; i < text.len; i++)
        if (!strchr("0123456789.,%+- ", text.ptr[i]) || text.ptr[i] == '\0')
            return 1;
    return 0;
}

/* Ids of the table's cells; *found is how many are known. NULL without memory. */
static const int *find_keys(form_tables *tables, const doc_table *table, size_t *found)
{
    int *keys = base_arena_alloc(tables->scratch, (table->count + 1) * sizeof *keys);
    *found = 0;
    for (size_t i = 0; keys && i < table->count; i++) {
        base_str text = table->cells[i].text.normal.text;
        keys[i] = -1;
        if (table->cells[i].row > FORM_MAX_TABLE_ROWS || !may_be_label(tables->index, text))
            continue;
        keys[i] = form_label_find(tables->index, tables->labels, text);
        if (keys[i] == FORM_NO_MEMORY)
            return NULL;
        *found += keys[i] >= 0;
    }
    return keys;
}

/* What reading one row needs. */
typedef struct row_reader {
    form_tables *tables;
    const form_columns *columns;
    const doc_table *table;
    uint32_t row;
    int head;
} row_reader;

static int key_of(const row_reader *reader, const doc_cell *cell)
{
    return reader->tables->keys[cell - reader->table->cells];
}

/* The cell that begins in the row and covers the column, if it has text. */
static const doc_cell *label_at(const row_reader *reader, uint32_t column)
{
    const doc_cell *cell = doc_table_at(reader->table, reader->row, column);
    if (!cell || cell->row != reader->row || form_label_is_blank(cell->text.normal.text))
        return NULL;
    return cell;
}

/* Where labels may stand: up to the first column of units or figures behind the labels. */
static uint32_t zone_end(const form_columns *columns)
{
    uint32_t end = columns->label;
    uint32_t next = columns->last + 1;
    if (columns->unit > columns->label)
        next = columns->unit;
    if (columns->value > columns->label && columns->value < next)
        next = columns->value;
    return next <= columns->last ? next - 1 : end;
}

/* The label of the row: in the column of labels, else the last text left of the figures. */
static const doc_cell *main_label(const row_reader *reader)
{
    const doc_cell *best = label_at(reader, reader->columns->label);
    if (best && (key_of(reader, best) >= 0 || !form_label_is_serial(best->text.normal.text)))
        return best;
    best = NULL;
    uint32_t end = zone_end(reader->columns);
    for (uint32_t column = reader->columns->first; column <= end; column++) {
        const doc_cell *cell = label_at(reader, column);
        if (cell && !form_label_is_serial(cell->text.normal.text) &&
            (!best || key_of(reader, best) < 0 || key_of(reader, cell) >= 0))
            best = cell;
    }
    return best;
}

static void read_figure(const row_reader *reader, form_entry *entry)
{
    const form_columns *columns = reader->columns;
    const doc_cell *unit =
        columns->unit ? doc_table_at(reader->table, reader->row, columns->unit) : NULL;
    const doc_cell *value =
        columns->value ? doc_table_at(reader->table, reader->row, columns->value) : NULL;
    if (unit && (unit->row != reader->row || unit == entry->label))
        unit = NULL;
    entry->open = columns->value && !value;
    if (value && (value->row != reader->row || value == entry->label || value == unit))
        value = NULL;
    if (entry->open && unit && columns->value > columns->unit &&
        value_figure_read(unit->text.raw, base_str_n(NULL, 0)).state == VALUE_NUMBER) {
        /* The row lacks its unit and the figure moved up. */
        value = unit;
        unit = NULL;
    }
    entry->unit = unit;
    entry->value = value;
}

static form_entry *add_entry(row_reader *reader, const doc_cell *label)
{
    form_entry *entry = base_vec_push(&reader->tables->entries, reader->tables->scratch);
    if (!entry)
        return NULL;
    entry->table = reader->table;
    entry->label = label;
    entry->row = reader->row;
    entry->key = key_of(reader, label);
    entry->head = reader->head != 0;
    return entry;
}

static int is_total(base_str text)
{
    static const char *const words[] = {"合计", "总计", "小计", "总数", "计", "数量"};
    text = base_str_trim(text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (base_str_eq_c(text, words[i]))
            return 1;
    return 0;
}

/* The entries of one row: merged cells that name a form's row, then the row itself. */
static int read_row(row_reader *reader)
{
    const doc_cell *label = main_label(reader), *group = NULL;
    if (!label)
        return 0;
    for (uint32_t column = reader->columns->first; column < label->column; column++) {
        const doc_cell *cell = label_at(reader, column);
        if (!cell || cell == group || key_of(reader, cell) < 0)
            continue;
        form_entry *entry = add_entry(reader, cell);
        if (!entry)
            return HECHA_E_MEMORY;
        entry->group = 1;
        group = cell;
    }
    if (group && key_of(reader, label) < 0 && is_total(label->text.normal.text)) {
        form_entry *entry = form_tables_entry(reader->tables, reader->tables->entries.count - 1);
        entry->group = 0;
        read_figure(reader, entry);
        return 0;
    }
    form_entry *entry = add_entry(reader, label);
    if (!entry)
        return HECHA_E_MEMORY;
    read_figure(reader, entry);
    return 0;
}

/* Columns of a segment without a header row are those of the table before it if the labels stand
 * in the same one: a fragment may be too small to tell. */
static void inherit(const form_tables *tables, const form_segment *segment,
                    const form_columns *before, form_columns *columns)
{
    if (tables->segments.count < 2 || before->label != columns->label)
        return;
    const form_segment *last = form_tables_segment(tables, tables->segments.count - 2);
    if (last->table->columns != segment->table->columns || before->value > columns->last)
        return;
    columns->unit = before->unit;
    columns->value = before->value;
}

/* Reads rows into entries, one half of the table after the other. */
static int read_segment(form_tables *tables, form_segment *segment, uint32_t header,
                        form_columns *before)
{
    uint32_t from = 1;
    segment->entry = tables->entries.count;
    for (int half = 0; half < FORM_MAX_HALVES && from <= segment->table->columns; half++) {
        form_columns columns;
        int found = form_columns_find(tables->scratch, segment->table, tables->keys, segment,
                                      header, from, &columns);
        if (found < 0)
            return HECHA_E_MEMORY;
        if (!found)
            break;
        if (half == 0 && !header)
            inherit(tables, segment, before, &columns);
        if (half == 0)
            *before = columns;
        row_reader reader = {tables, &columns, segment->table, 0, 0};
        for (uint32_t row = segment->first_row; row <= segment->last_row; row++) {
            reader.row = row;
            reader.head = row == header;
            if (read_row(&reader))
                return HECHA_E_MEMORY;
        }
        from = columns.last + 1;
    }
    segment->entry_count = tables->entries.count - segment->entry;
    form_entry *entries = segment->entry_count ? form_tables_entry(tables, segment->entry) : NULL;
    if (entries && form_label_join(tables, entries, segment->entry_count))
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < segment->entry_count; i++)
        segment->matched += entries[i].key >= 0;
    return 0;
}

/* The first row of the segment that a header row opens: a title may stand above it. */
static uint32_t title_row(const doc_table *table, uint32_t header, uint32_t lowest)
{
    for (uint32_t row = header; row-- > lowest && header - row <= TITLE_REACH;) {
        for (uint32_t column = 1; column <= table->columns; column++) {
            const doc_cell *cell = doc_table_at(table, row, column);
            if (!cell)
                continue;
            if (cell->row == row && form_label_is_title(cell->text.normal.text))
                return row;
            column = cell->column + cell->colspan - 1;
        }
    }
    return header;
}

static int add_segment(form_tables *tables, const form_segment *model, uint32_t first,
                       uint32_t last, uint32_t header, form_columns *before)
{
    form_segment *segment = base_vec_push(&tables->segments, tables->scratch);
    if (!segment)
        return HECHA_E_MEMORY;
    *segment = *model;
    segment->first_row = first;
    segment->last_row = last;
    int code = read_segment(tables, segment, header, before);
    if (code == 0 && segment->matched == 0) {
        tables->entries.count = segment->entry;
        tables->segments.count--;
    }
    return code;
}

/* The labels with which a table begins, and how far a row repeats them. */
typedef struct beginning {
    int keys[START_KEYS];
    uint32_t known;            /* rows with a known label so far */
    uint32_t last;             /* the last of them */
    uint32_t again;            /* labels repeated so far */
    uint32_t again_row, above; /* where that began, and the row with a known label above it */
} beginning;

/* Takes the next row with a known label. 1 if the table's first labels stand here once more: a
 * second form below the first, without a header row of its own. */
static int begins_again(beginning *begun, uint32_t row, int key)
{
    uint32_t above = begun->last;
    begun->last = row;
    begun->known++;
    if (begun->known <= START_KEYS) {
        begun->keys[begun->known - 1] = key;
        return 0;
    }
    if (begun->again == 0 || begun->keys[begun->again] != key) {
        begun->again = 0;
        begun->again_row = row;
        begun->above = above;
    }
    begun->again += begun->keys[begun->again] == key;
    if (begun->again < START_KEYS)
        return 0;
    begun->again = 0;
    return begun->again_row > LEAST_APART;
}

/* The key of the first known label that begins in a row, or -1; *cell goes on to the next row. */
static int row_key(const form_tables *tables, const doc_table *table, uint32_t row, size_t *cell)
{
    int key = -1;
    for (; *cell < table->count && table->cells[*cell].row <= row; ++*cell)
        if (key < 0)
            key = tables->keys[*cell];
    return key;
}

/* Cuts the table at header rows, the first one excepted, and where its first labels come again. */
static int read_table(form_tables *tables, const form_segment *model, form_columns *before)
{
    const doc_table *table = model->table;
    beginning begun = {.known = 0};
    size_t found, cell = 0;
    tables->keys = find_keys(tables, table, &found);
    if (!tables->keys)
        return HECHA_E_MEMORY;
    if (!found)
        return 0;
    uint32_t first = 1, header = 0, next_header;
    uint32_t rows = table->rows < FORM_MAX_TABLE_ROWS ? table->rows : FORM_MAX_TABLE_ROWS;
    for (uint32_t row = 1; row <= rows; row++) {
        uint32_t next = first;
        int key = row_key(tables, table, row, &cell);
        next_header = header;
        if (key >= 0 && begins_again(&begun, row, key) && header <= begun.above) {
            next = title_row(table, begun.again_row, begun.above + 1);
            next_header = 0;
        } else if (key < 0 && form_columns_header(table, row)) {
            if (header)
                next = title_row(table, row, header + 1);
            next_header = row;
        }
        int code = next > first ? add_segment(tables, model, first, next - 1, header, before) : 0;
        if (code)
            return code;
        first = next;
        header = next_header;
    }
    return add_segment(tables, model, first, rows, header, before);
}

int form_tables_walk(const doc_table *root, form_table_visit *visit, void *context)
{
    struct {
        const doc_table *table;
        const doc_cell *host;
        size_t cell;
    } stack[DOC_MAX_NESTING + 1];
    int depth = 0;
    stack[0].table = root;
    stack[0].host = NULL;
    for (int fresh = 1; depth >= 0;) {
        const doc_table *table = stack[depth].table;
        if (fresh) {
            int code = visit(context, table, stack[depth].host);
            if (code)
                return code;
            stack[depth].cell = 0;
        }
        fresh = 1;
        size_t cell = stack[depth].cell;
        while (cell < table->count && !table->cells[cell].nested)
            cell++;
        if (cell < table->count && depth < DOC_MAX_NESTING) {
            stack[depth].cell = cell + 1;
            depth++;
            stack[depth].table = table->cells[cell].nested;
            stack[depth].host = &table->cells[cell];
        } else if (depth > 0 && table->next_nested) {
            stack[depth].table = table->next_nested;
        } else {
            depth--;
            fresh = 0;
        }
    }
    return 0;
}

/* What reading the tables of a block needs. */
typedef struct block_reader {
    form_tables *tables;
    size_t block;
    form_columns *before;
} block_reader;

static int visit_table(void *context, const doc_table *table, const doc_cell *host)
{
    const block_reader *reader = context;
    form_segment model = {.table = table, .host = host, .block = reader->block};
    return read_table(reader->tables, &model, reader->before);
}

int form_tables_blocks(form_tables *tables, const doc *document)
{
    tables->block_count = 0;
    tables->blocks = base_arena_array(tables->scratch, document->blocks + 1, sizeof(void *));
    if (!tables->blocks)
        return HECHA_E_MEMORY;
    for (const doc_block *block = document->first; block && tables->block_count < document->blocks;
         block = block->next)
        tables->blocks[tables->block_count++] = block;
    return 0;
}

int form_tables_read(form_tables *tables, const doc *document)
{
    form_columns before = {0};
    if (form_tables_blocks(tables, document))
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < tables->block_count; i++) {
        block_reader reader = {tables, i, &before};
        const doc_block *block = tables->blocks[i];
        if (block->kind != DOC_TABLE || !block->table || block->table->doubtful)
            continue;
        if (form_tables_walk(block->table, visit_table, &reader))
            return HECHA_E_MEMORY;
    }
    return 0;
}
