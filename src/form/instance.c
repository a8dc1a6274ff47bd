/* form/instance.c: the items, extras and fields of one filled form. */
#include "form/instance.h"
#include "form/context.h"
#include "text/numbering.h"
#include "text/utf8.h"

typedef struct builder {
    base_arena *arena;
    form_tables *tables;
    const form *form;
    form_instance *out;
    form_entry **entries; /* of all segments */
    size_t count;
    form_match *matches;
    int *entry_of;
    base_vec extras, fields;
} builder;

base_place form_cell_place(const doc_table *table, const doc_cell *cell)
{
    base_place place = cell->place;
    if (!place.row)
        place.row = cell->row;
    if (!place.cell)
        place.cell = cell->column;
    if (!place.table)
        place.table = table->place.table;
    if (!place.block)
        place.block = table->place.block;
    place.text = base_str_trim(cell->text.raw);
    return place;
}

static void fill_item(const builder *b, form_item *item, const form_entry *entry, int similarity)
{
    item->label_cell = entry->label;
    item->unit_cell = entry->unit;
    item->value_cell = entry->value;
    item->similarity = similarity;
    if (entry->value) {
        item->raw = base_str_trim(entry->value->text.raw);
        item->place = form_cell_place(entry->table, entry->value);
        item->figure = value_figure_read(item->raw, item->row->unit);
        return;
    }
    item->place = form_cell_place(entry->table, entry->label);
    if (item->row->heading || entry->open)
        item->figure.state = VALUE_BLANK;
}

static int make_items(builder *b)
{
    form_instance *out = b->out;
    out->items = base_arena_array(b->arena, b->form->count, sizeof *out->items);
    if (!out->items)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < b->form->count; i++) {
        form_item *item = &out->items[i];
        item->row = &b->form->rows[i];
        item->figure.state = VALUE_MISSING;
        item->figure.number = value_number_int(0);
        item->place = out->place;
        if (b->entry_of[i] >= 0)
            fill_item(b, item, b->entries[b->entry_of[i]], b->matches[b->entry_of[i]].similarity);
    }
    return 0;
}

int form_entry_is_remark(const form_entry *entry)
{
    static const char *const starts[] = {"注", "说明", "备注", "填表说明", "填报说明", "※", "*"};
    base_str text = base_str_trim(entry->label->text.normal.text);
    if (form_label_is_serial(text) || form_label_is_title(text))
        return 1;
    if (entry->value && !form_label_is_blank(entry->value->text.raw))
        return 0;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (base_str_starts(text, base_str_c(starts[i])))
            return 1;
    /* 第 1 页 共 3 页, 续表 */
    return (base_str_starts(text, base_str_c("第")) &&
            base_str_find(text, base_str_c("页"), 0) != BASE_STR_NONE) ||
           base_str_find(text, base_str_c("续表"), 0) != BASE_STR_NONE ||
           base_str_find(text, base_str_c("（续）"), 0) != BASE_STR_NONE;
}

static int add_extra(builder *b, const form_entry *entry, const form_match *match)
{
    static const int kinds[] = {FORM_UNKNOWN, FORM_UNKNOWN, FORM_MISPLACED, FORM_DUPLICATE};
    form_extra *extra = base_vec_push(&b->extras, b->arena);
    if (!extra)
        return HECHA_E_MEMORY;
    extra->kind = kinds[match->fit];
    extra->row = match->row;
    extra->label = base_str_trim(entry->label->text.raw);
    extra->place = form_cell_place(entry->table, entry->label);
    if (entry->value)
        extra->raw = base_str_trim(entry->value->text.raw);
    return 0;
}

static int add_field(builder *b, const form_field_hit *hit, base_str line, const base_place *place)
{
    base_str label = b->form->fields[hit->label];
    for (size_t i = 0; i < b->fields.count; i++)
        if (base_str_eq(((form_field *)base_vec_at(&b->fields, i))->label, label))
            return 0;
    form_field *field = base_vec_push(&b->fields, b->arena);
    if (!field)
        return HECHA_E_MEMORY;
    size_t end = (size_t)(hit->text.ptr - line.ptr) + hit->text.len;
    field->label = label;
    field->text = base_arena_str(b->arena, hit->text);
    field->place = *place;
    field->place.text =
        base_arena_str(b->arena, base_str_n(line.ptr + hit->start, end - hit->start));
    return field->text.ptr && field->place.text.ptr ? 0 : HECHA_E_MEMORY;
}

static int add_fields(builder *b, base_str line, int row, const base_place *place, size_t *found)
{
    form_field_hit hits[FORM_MAX_FIELDS];
    *found = form_fields_scan(b->form, line, row, hits, FORM_MAX_FIELDS);
    for (size_t i = 0; i < *found; i++)
        if (add_field(b, &hits[i], line, place))
            return HECHA_E_MEMORY;
    return 0;
}

static int add_line_fields(builder *b, const base_vec *lines)
{
    size_t found;
    for (size_t i = 0; i < lines->count; i++) {
        const form_line *line = base_vec_at(lines, i);
        if (add_fields(b, line->text, line->place.row != 0, &line->place, &found))
            return HECHA_E_MEMORY;
    }
    return 0;
}

/* An entry that fills no row: a line to be filled in, a remark, or an extra. */
static int add_leftover(builder *b, const form_entry *entry, const form_match *match, int started)
{
    if (match->fit == FORM_FIT_NONE) {
        size_t found;
        base_place place = entry->label->place;
        base_str text = form_row_text(b->tables, entry->table, entry->row, &place);
        if (!text.ptr || add_fields(b, text, 1, &place, &found))
            return HECHA_E_MEMORY;
        if (found || entry->group || !started || form_entry_is_remark(entry))
            return 0;
    } else if (match->fit == FORM_FIT_DUPLICATE && entry->group) {
        return 0; /* the merged cell is printed again on a new page */
    }
    return add_extra(b, entry, match);
}

static int add_leftovers(builder *b)
{
    int started = 0;
    for (size_t i = 0; i < b->count; i++) {
        const form_entry *entry = b->entries[i];
        started |= b->matches[i].fit != FORM_FIT_NONE || entry->head;
        if (entry->head || entry->ignored || b->matches[i].fit == FORM_FIT_IN_ORDER)
            continue;
        if (add_leftover(b, entry, &b->matches[i], started))
            return HECHA_E_MEMORY;
    }
    return 0;
}

static int gather(builder *b, const size_t *segments, size_t count)
{
    base_arena *scratch = b->tables->scratch;
    for (size_t i = 0; i < count; i++)
        b->count += form_tables_segment(b->tables, segments[i])->entry_count;
    b->entries = base_arena_array(scratch, b->count + 1, sizeof *b->entries);
    b->matches = base_arena_array(scratch, b->count + 1, sizeof *b->matches);
    b->entry_of = base_arena_array(scratch, b->form->count + 1, sizeof *b->entry_of);
    if (!b->entries || !b->matches || !b->entry_of)
        return HECHA_E_MEMORY;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const form_segment *segment = form_tables_segment(b->tables, segments[i]);
        for (size_t k = 0; k < segment->entry_count; k++)
            b->entries[at++] = form_tables_entry(b->tables, segment->entry + k);
    }
    return 0;
}

int form_instance_build(base_arena *arena, form_tables *tables, uint32_t number,
                        const size_t *segments, size_t count, form_instance *out)
{
    builder b = {.arena = arena, .tables = tables, .form = tables->index->forms[number]};
    const form_segment *first = form_tables_segment(tables, segments[0]);
    base_vec above, below;
    size_t title;
    b.out = out;
    out->form = b.form;
    out->place = first->table->place;
    base_vec_init(&b.extras, sizeof(form_extra));
    base_vec_init(&b.fields, sizeof(form_field));
    base_vec_init(&above, sizeof(form_line));
    base_vec_init(&below, sizeof(form_line));
    if (gather(&b, segments, count) ||
        form_match_rows(tables, number, b.entries, b.count, b.matches, b.entry_of) ||
        make_items(&b) || form_context_above(tables, b.form, first, &above, &title) ||
        add_line_fields(&b, &above) || add_leftovers(&b) ||
        form_context_below(tables, form_tables_segment(tables, segments[count - 1]), &below) ||
        add_line_fields(&b, &below))
        return HECHA_E_MEMORY;
    out->extras = b.extras.items;
    out->extra_count = b.extras.count;
    out->fields = b.fields.items;
    out->field_count = b.fields.count;
    return 0;
}

const form_field *form_instance_field(const form_instance *instance, base_str label)
{
    for (size_t i = 0; i < instance->field_count; i++)
        if (base_str_eq(instance->fields[i].label, label))
            return &instance->fields[i];
    return NULL;
}

/* A cell's text on one line, white space runs as one space. */
static void quote_cell(base_buf *buf, const doc_cell *cell)
{
    base_str text = base_str_trim(cell->text.normal.text);
    for (size_t i = 0; i < text.len; i++)
        base_buf_add_byte(buf, text.ptr[i] == '\n' || text.ptr[i] == '\t' ? ' ' : text.ptr[i]);
}

void form_item_quote(base_buf *buf, const form_item *item)
{
    if (item->label_cell)
        quote_cell(buf, item->label_cell);
    else
        base_buf_add_str(buf, item->row->printed);
    if (item->head_cell && item->head_cell != item->label_cell) {
        base_buf_add_c(buf, " | ");
        quote_cell(buf, item->head_cell);
    }
    if (item->unit_cell) {
        base_buf_add_c(buf, " | ");
        quote_cell(buf, item->unit_cell);
    }
    if (item->value_cell) {
        base_buf_add_c(buf, " | ");
        quote_cell(buf, item->value_cell);
    }
}
