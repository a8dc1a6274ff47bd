/* The JSON of `show`: docs/show.schema.json. */
#include "doc/prose.h"
#include "render/json.h"
#include "render/place.h"
#include "render/render.h"

#define SCHEMA_VERSION 1
#define LONG_PLACE 1000u /* bytes of text */

typedef struct view {
    render_json json;
    base_buf number; /* scratch for a printed number */
    const doc *document;
} view;

static void write_number(view *to, const char *key, value_number number)
{
    base_buf_clear(&to->number);
    value_number_print(&to->number, number, NULL);
    render_json_text(&to->json, key, base_buf_str(&to->number));
    to->json.out->failed |= base_buf_failed(&to->number);
}

static void write_table(view *to, const doc_table *table, int depth);

static void write_cell(view *to, const doc_cell *cell, int depth)
{
    render_json *json = &to->json;
    const doc_table *nested;
    render_json_object(json);
    render_json_text(json, "text", cell->text.raw);
    render_json_text_if(json, "number", cell->number);
    render_json_count(json, "row", cell->row);
    render_json_count(json, "column", cell->column);
    render_json_count(json, "rowspan", cell->rowspan);
    render_json_count(json, "colspan", cell->colspan);
    if (cell->nested != NULL && depth < DOC_MAX_NESTING) {
        render_json_key(json, "tables");
        render_json_array(json);
        for (nested = cell->nested; nested != NULL; nested = nested->next_nested) {
            render_json_object(json);
            write_table(to, nested, depth + 1);
            render_json_end(json);
        }
        render_json_end(json);
    }
    render_json_end(json);
}

/* The member "rows": one list a grid row, with the cells that start in it. */
static void write_table(view *to, const doc_table *table, int depth)
{
    render_json *json = &to->json;
    size_t index = 0;
    uint32_t row;
    render_json_key(json, "rows");
    render_json_array(json);
    for (row = 1; row <= table->rows; row++) {
        if (depth == 0)
            render_json_line(json);
        render_json_array(json);
        for (; index < table->count && table->cells[index].row == row; index++)
            write_cell(to, &table->cells[index], depth);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_block(view *to, const doc_block *block)
{
    render_json *json = &to->json;
    base_place place = block->place;
    place.text = base_str_n(NULL, 0); /* it would be the block's text once more */
    render_json_line(json);
    render_json_object(json);
    render_json_text(json, "type", base_str_c(doc_kind_name(block->kind)));
    if (block->kind == DOC_HEADING)
        render_json_count(json, "level", (size_t)(block->level > 0 ? block->level : 1));
    render_json_text_if(json, "number", block->number);
    if (block->table == NULL)
        render_json_text(json, "text", block->text.raw);
    else
        render_json_text_if(json, "text", block->text.raw);
    if (block->run_in) {
        render_json_key(json, "run_in");
        render_json_bool(json, 1);
    }
    render_place_member(json, "location", &place, to->document->path);
    if (block->table != NULL)
        write_table(to, block->table, 0);
    render_json_end(json);
}

static void write_blocks(view *to)
{
    const doc_block *block;
    render_json_line(&to->json);
    render_json_key(&to->json, "blocks");
    render_json_array(&to->json);
    for (block = to->document->first; block != NULL; block = doc_next(block))
        write_block(to, block);
    render_json_end(&to->json);
}

/* The labels of the row's ancestors, outermost first. */
static void write_path(render_json *json, const form *filled, const form_row *row)
{
    int ancestors[64];
    int count = 0, parent = row->parent;
    render_json_key(json, "path");
    render_json_array(json);
    while (parent >= 0 && (size_t)parent < filled->count && count < 64) {
        ancestors[count++] = parent;
        /* Parents stand above their children: anything else would be a circle. */
        if (filled->rows[parent].parent >= parent)
            break;
        parent = filled->rows[parent].parent;
    }
    while (count > 0)
        render_json_str(json, filled->rows[ancestors[--count]].label);
    render_json_end(json);
}

/* The column heads of a cell, outermost first. */
static void write_columns(render_json *json, const form *filled, const form_row *row)
{
    const form_row *heads[16];
    size_t count = form_item_columns(filled, (size_t)(row - filled->rows), heads, 16);
    if (count == 0)
        return;
    render_json_key(json, "columns");
    render_json_array(json);
    for (size_t index = 0; index < count; index++)
        render_json_str(json, heads[index]->label);
    render_json_end(json);
}

static void write_item(view *to, const form *filled, const form_item *item)
{
    render_json *json = &to->json;
    render_json_line(json);
    render_json_object(json);
    render_json_text(json, "label", item->row->label);
    write_path(json, filled, item->row);
    write_columns(json, filled, item->row);
    render_json_key(json, "unit");
    if (item->row->heading || item->row->unit.len == 0)
        render_json_null(json);
    else
        render_json_str(json, item->row->unit);
    render_json_text(json, "raw", item->raw);
    if (item->figure.state == VALUE_NUMBER) {
        write_number(to, "value", item->figure.number);
    } else {
        render_json_key(json, "value");
        render_json_null(json);
    }
    render_json_text(json, "state", base_str_c(value_state_name(item->figure.state)));
    if (item->label_cell != NULL && item->similarity < 100)
        render_json_text(json, "printed", item->label_cell->text.raw);
    render_place_member(json, "location", &item->place, to->document->path);
    render_json_end(json);
}

static const char *extra_name(const form_extra *extra)
{
    if (extra->kind == FORM_DUPLICATE)
        return "duplicate";
    return extra->kind == FORM_MISPLACED ? "misplaced" : "unknown";
}

static void write_extras(view *to, const form_instance *instance)
{
    render_json *json = &to->json;
    size_t index;
    render_json_key(json, "unaligned");
    render_json_array(json);
    for (index = 0; index < instance->extra_count; index++) {
        const form_extra *extra = &instance->extras[index];
        render_json_object(json);
        render_json_text(json, "label", extra->label);
        render_json_text_if(json, "raw", extra->raw);
        render_json_text(json, "kind", base_str_c(extra_name(extra)));
        render_place_member(json, "location", &extra->place, to->document->path);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_fields(view *to, const form_instance *instance)
{
    render_json *json = &to->json;
    size_t index;
    if (instance->field_count == 0)
        return;
    render_json_key(json, "fields");
    render_json_array(json);
    for (index = 0; index < instance->field_count; index++) {
        const form_field *field = &instance->fields[index];
        render_json_object(json);
        render_json_text(json, "label", field->label);
        render_json_text(json, "text", field->text);
        render_place_member(json, "location", &field->place, to->document->path);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_instance(view *to, const form_instance *instance)
{
    render_json *json = &to->json;
    size_t index;
    render_json_line(json);
    render_json_object(json);
    render_json_text(json, "form", instance->form->name);
    render_json_text(json, "title", instance->form->title);
    render_json_count(json, "ordinal", instance->ordinal);
    render_json_text_if(json, "caption", instance->caption);
    render_place_member(json, "location", &instance->place, to->document->path);
    write_fields(to, instance);
    render_json_key(json, "items");
    render_json_array(json);
    for (index = 0; index < instance->form->count; index++)
        write_item(to, instance->form, &instance->items[index]);
    render_json_end(json);
    write_extras(to, instance);
    render_json_end(json);
}

static void write_true(render_json *json, const char *key)
{
    render_json_key(json, key);
    render_json_bool(json, 1);
}

/* Whether the bounds themselves are meant; said where they are not. */
static void write_open(render_json *json, const value_range *range)
{
    if (range->has_low && range->low_open)
        write_true(json, "low_open");
    if (range->has_high && range->high_open)
        write_true(json, "high_open");
}

static void write_quantities(view *to)
{
    render_json *json = &to->json;
    doc_prose prose;
    text_quantity quantity;
    base_str text;
    base_place place;
    doc_prose_init(&prose, to->document);
    render_json_line(json);
    render_json_key(json, "quantities");
    render_json_array(json);
    while (doc_prose_quantity(&prose, &quantity, &text, &place)) {
        value_range range;
        render_json_line(json);
        render_json_object(json);
        render_json_text(json, "text", text);
        if (value_range_of(&quantity, &range) == VALUE_OK) {
            write_number(to, "value", range.value);
            if (range.has_low)
                write_number(to, "low", range.low);
            if (range.has_high)
                write_number(to, "high", range.high);
            write_open(json, &range);
        }
        if (quantity.approx != TEXT_EXACT)
            render_json_text(json, "approx", base_str_c(text_approx_name(quantity.approx)));
        render_json_text(json, "kind", base_str_c(text_quantity_kind_name(quantity.kind)));
        render_json_text_if(json, "unit", quantity.unit);
        render_place_member(json, "location", &place, to->document->path);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_claims(view *to)
{
    render_json *json = &to->json;
    doc_prose prose;
    text_claim claim;
    base_str text;
    base_place place;
    doc_prose_init(&prose, to->document);
    render_json_line(json);
    render_json_key(json, "claims");
    render_json_array(json);
    while (doc_prose_claim(&prose, &claim, &text, &place)) {
        render_json_line(json);
        render_json_object(json);
        render_json_text(json, "text", text);
        render_json_text(json, "kind", base_str_c(claim.kind == TEXT_CLAIM_ALL ? "all" : "none"));
        render_place_member(json, "location", &place, to->document->path);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_date(render_json *json, const char *key, const text_date *date)
{
    char text[16];
    if (date->year == 0)
        return;
    text_date_iso(date, text);
    render_json_text(json, key, base_str_c(text));
}

static void write_subject(render_json *json, const form_subject *subject)
{
    if (subject == NULL)
        return;
    render_json_text_if(json, "agency", subject->agency);
    if (subject->year != 0) {
        render_json_key(json, "year");
        render_json_int(json, subject->year);
    }
    write_date(json, "date", &subject->date);
    if (subject->period.to.year == 0)
        return;
    render_json_key(json, "period");
    render_json_object(json);
    write_date(json, "from", &subject->period.from);
    write_date(json, "to", &subject->period.to);
    render_json_end(json);
}

static const char *aside_name(doc_aside_kind kind)
{
    static const char *const names[] = {"header",  "footer",   "comment", "textbox", "hidden",
                                        "deleted", "inserted", "link",    "ruby"};
    return (size_t)kind < sizeof(names) / sizeof(names[0]) ? names[kind] : "other";
}

/* Where it stands. Many may stand in one long paragraph, whose text the first of them gives. */
static void write_aside_place(view *to, const doc_aside *aside, const doc_aside *before)
{
    base_place place = aside->place;
    if (before != NULL && place.text.len > LONG_PLACE && place.text.ptr == before->place.text.ptr)
        place.text = base_str_n("", 0);
    render_place_member(&to->json, "location", &place, to->document->path);
}

static void write_asides(view *to)
{
    render_json *json = &to->json;
    const doc_aside *aside, *before = NULL;
    if (to->document->asides == NULL)
        return;
    render_json_line(json);
    render_json_key(json, "asides");
    render_json_array(json);
    for (aside = to->document->asides; aside != NULL; before = aside, aside = aside->next) {
        render_json_object(json);
        render_json_text(json, "kind", base_str_c(aside_name(aside->kind)));
        render_json_text(json, "text", aside->text);
        render_json_text_if(json, "by", aside->by);
        write_aside_place(to, aside, before);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_problems(view *to)
{
    render_json *json = &to->json;
    const doc_problem *problem;
    if (to->document->problems == NULL)
        return;
    render_json_key(json, "problems");
    render_json_array(json);
    for (problem = to->document->problems; problem != NULL; problem = problem->next) {
        render_json_object(json);
        render_json_text(json, "text", problem->text);
        render_place_member(json, "location", &problem->place, to->document->path);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_head(view *to, const form_subject *subject)
{
    const doc *document = to->document;
    render_json *json = &to->json;
    render_json_count(json, "schema", SCHEMA_VERSION);
    render_json_text(json, "path", document->path);
    render_json_text(json, "format", base_str_c(document->format));
    render_json_text_if(json, "encoding", document->encoding);
    render_json_text_if(json, "sha256", base_str_c(document->sha256));
    render_json_text_if(json, "title", document->title);
    write_subject(json, subject);
    write_problems(to);
}

void render_show_json(base_buf *out, const render_options *options, const doc *document,
                      const form_instance *instances, size_t count, const form_subject *subject)
{
    view to;
    size_t index;
    (void)options;
    render_json_init(&to.json, out);
    base_buf_init(&to.number);
    to.document = document;
    render_json_object(&to.json);
    write_head(&to, subject);
    write_blocks(&to);
    render_json_line(&to.json);
    render_json_key(&to.json, "forms");
    render_json_array(&to.json);
    for (index = 0; index < count; index++)
        write_instance(&to, &instances[index]);
    render_json_end(&to.json);
    write_quantities(&to);
    write_claims(&to);
    write_asides(&to);
    render_json_end(&to.json);
    base_buf_add_byte(out, '\n');
    base_buf_dispose(&to.number);
}
