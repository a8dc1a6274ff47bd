/* The JSON of `rules` and `explain`. */
#include "render/json.h"
#include "render/render.h"

#define SCHEMA_VERSION 1

static void write_int_if(render_json *json, const char *key, int number)
{
    if (number == 0)
        return;
    render_json_key(json, key);
    render_json_int(json, number);
}

static void write_years(render_json *json, int from, int to)
{
    if (from == 0 && to == 0)
        return;
    render_json_key(json, "years");
    render_json_object(json);
    write_int_if(json, "from", from);
    write_int_if(json, "to", to);
    render_json_end(json);
}

static void write_checks(render_json *json, const rule *shown)
{
    size_t index;
    render_json_key(json, "checks");
    render_json_array(json);
    for (index = 0; index < shown->check_count; index++) {
        const rule_check *check = &shown->checks[index];
        render_json_object(json);
        render_json_text(json, "kind", base_str_c(check->text.len > 0 ? "formula" : "function"));
        render_json_text_if(json, "formula", check->text);
        render_json_text(json, "severity", base_str_c(result_severity_name(check->severity)));
        render_json_text_if(json, "message", check->message);
        write_int_if(json, "line", check->line);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_needs(render_json *json, const rule *shown)
{
    static const struct {
        unsigned bit;
        const char *name;
    } needs[] = {{RULE_NEEDS_PREVIOUS_YEAR, "previous_year"},
                 {RULE_NEEDS_CHILDREN, "children"},
                 {RULE_NEEDS_ALL, "all"},
                 {RULE_NEEDS_ROSTER, "roster"}};
    if (shown->needs == 0)
        return;
    render_json_key(json, "needs");
    render_json_array(json);
    for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++)
        if (shown->needs & needs[i].bit)
            render_json_str(json, base_str_c(needs[i].name));
    render_json_end(json);
}

/* The members of a rule that both commands show. */
static void write_header(render_json *json, const rule *shown)
{
    size_t index;
    render_json_text(json, "rule", shown->name);
    render_json_text_if(json, "pack", shown->pack);
    render_json_text_if(json, "id", shown->id);
    render_json_text_if(json, "title", shown->title);
    if (shown->severity != 0)
        render_json_text(json, "severity", base_str_c(result_severity_name(shown->severity)));
    render_json_text_if(json, "basis", shown->basis);
    render_json_text_if(json, "since", shown->since);
    render_json_text_if(json, "precision", shown->precision);
    render_json_text_if(json, "rationale", shown->rationale);
    write_needs(json, shown);
    if (shown->off) {
        render_json_key(json, "enabled");
        render_json_bool(json, 0);
    }
    if (shown->tag_count > 0)
        render_json_texts(json, "tags", shown->tags, shown->tag_count);
    write_years(json, shown->year_from, shown->year_to);
    render_json_key(json, "forms");
    render_json_array(json);
    for (index = 0; index < shown->form_count; index++)
        render_json_str(json, shown->forms[index]->name);
    render_json_end(json);
    write_checks(json, shown);
    render_json_count(json, "good", shown->good_count);
    render_json_count(json, "bad", shown->bad_count);
    render_json_text_if(json, "file", shown->file);
    write_int_if(json, "line", shown->line);
    render_json_text_if(json, "broken", shown->broken);
}

/* The items that the formulas use, by form. */
static void write_items(render_json *json, const rule *shown)
{
    size_t check, index, row;
    render_json_key(json, "items");
    render_json_array(json);
    for (check = 0; check < shown->check_count; check++) {
        for (index = 0; index < shown->checks[check].formula_count; index++) {
            const rule_formula *used = &shown->checks[check].formulas[index];
            size_t count;
            const int *rows = formula_rows(used->formula, &count);
            render_json_object(json);
            render_json_text(json, "form", used->form->name);
            render_json_count(json, "check", check + 1);
            render_json_key(json, "paths");
            render_json_array(json);
            for (row = 0; row < count; row++)
                render_json_str(json, used->form->rows[rows[row]].path);
            render_json_end(json);
            render_json_end(json);
        }
    }
    render_json_end(json);
}

static void write_filled(render_json *json, const char *key, const rule_example_item *items,
                         size_t count)
{
    size_t index;
    if (count == 0)
        return;
    render_json_key(json, key);
    render_json_array(json);
    for (index = 0; index < count; index++) {
        render_json_object(json);
        render_json_text(json, "label", items[index].label);
        render_json_text(json, "value", items[index].value);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_filled_in(render_json *json, const rule_example *example)
{
    render_json_text_if(json, "text", example->text);
    render_json_text_if(json, "form", example->form);
    render_json_text_if(json, "title", example->title);
    render_json_text_if(json, "agency", example->agency);
    render_json_text_if(json, "date", example->date);
    write_int_if(json, "year", example->year);
    render_json_text_if(json, "body", example->body);
    write_filled(json, "items", example->items, example->item_count);
    render_json_text_if(json, "file", example->file);
    write_filled(json, "cells", example->cells, example->cell_count);
    write_filled(json, "units", example->units, example->unit_count);
    if (example->without_count > 0)
        render_json_texts(json, "without", example->without, example->without_count);
    if (example->repeated_count > 0)
        render_json_texts(json, "repeated", example->repeated, example->repeated_count);
    if (example->absent) {
        render_json_key(json, "absent");
        render_json_bool(json, 1);
    }
    write_int_if(json, "line", example->line);
}

/* The reports beside an example's: of the year before, of the agencies below. */
static void write_others(render_json *json, const rule_example *example)
{
    size_t index;
    if (example->previous != NULL) {
        render_json_key(json, "previous");
        render_json_object(json);
        write_filled_in(json, example->previous);
        render_json_end(json);
    }
    if (example->child_count == 0)
        return;
    render_json_key(json, "children");
    render_json_array(json);
    for (index = 0; index < example->child_count; index++) {
        render_json_object(json);
        write_filled_in(json, &example->children[index]);
        render_json_end(json);
    }
    render_json_end(json);
}

static void write_examples(render_json *json, const char *key, const rule_example *examples,
                           size_t count)
{
    size_t index;
    render_json_key(json, key);
    render_json_array(json);
    for (index = 0; index < count; index++) {
        render_json_object(json);
        write_filled_in(json, &examples[index]);
        write_others(json, &examples[index]);
        render_json_end(json);
    }
    render_json_end(json);
}

static void begin(render_json *json, base_buf *out)
{
    render_json_init(json, out);
    render_json_object(json);
    render_json_count(json, "schema", SCHEMA_VERSION);
    render_json_text(json, "hecha", base_str_c(HECHA_VERSION));
}

void render_rules_json(base_buf *out, const render_options *options, const rule *const *rules,
                       size_t count)
{
    render_json json;
    size_t index;
    (void)options;
    begin(&json, out);
    render_json_key(&json, "rules");
    render_json_array(&json);
    for (index = 0; index < count; index++) {
        render_json_line(&json);
        render_json_object(&json);
        write_header(&json, rules[index]);
        render_json_end(&json);
    }
    render_json_end_all(&json);
    base_buf_add_byte(out, '\n');
}

void render_explain_json(base_buf *out, const render_options *options, const rule *shown)
{
    render_json json;
    (void)options;
    begin(&json, out);
    write_header(&json, shown);
    write_items(&json, shown);
    render_json_key(&json, "examples");
    render_json_object(&json);
    write_examples(&json, "good", shown->good, shown->good_count);
    write_examples(&json, "bad", shown->bad, shown->bad_count);
    render_json_end_all(&json);
    base_buf_add_byte(out, '\n');
}
