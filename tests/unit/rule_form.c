#include "test.h"

#include "rule_form.h"

static void fill(rule_form *filled, form_item *item, const char *text)
{
    base_str raw = base_str_c(text);
    item->place.path = base_str_c("report.txt");
    item->place.table = 1;
    item->place.block = 3;
    item->place.row = (uint32_t)(item - filled->instance.items) + 2;
    item->place.cell = 3;
    item->raw = raw;
    item->similarity = 100;
    if (text != NULL) {
        item->figure = value_figure_read(raw, item->row->unit);
        item->place.text = raw;
        return;
    }
    memset(&item->figure, 0, sizeof(item->figure));
    memset(&item->place, 0, sizeof(item->place));
    item->figure.state = VALUE_MISSING;
    item->place.table = 1;
}

void rule_form_init(rule_form *filled, const char *rows)
{
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    memset(filled, 0, sizeof(*filled));
    filled->arena = base_arena_new(0);
    assert_non_null(filled->arena);
    filled->form.id = base_str_c("f");
    filled->form.blank_is_zero = 1;
    if (form_parse(filled->arena, base_str_c(rows), 1, &filled->form, &err) != 0)
        fail_msg("%s", err.text);
    filled->instance.form = &filled->form;
    filled->instance.ordinal = 1;
    filled->instance.items =
        base_arena_array(filled->arena, filled->form.count, sizeof(*filled->instance.items));
    assert_non_null(filled->instance.items);
    for (size_t i = 0; i < filled->form.count; i++) {
        filled->instance.items[i].row = &filled->form.rows[i];
        fill(filled, &filled->instance.items[i], filled->form.rows[i].heading ? "" : "0");
    }
    filled->scene.arena = filled->arena;
    filled->scene.lang = HECHA_LANG_ZH;
    filled->scene.instance = &filled->instance;
}

void rule_form_dispose(rule_form *filled)
{
    base_arena_free(filled->arena);
}

form_item *rule_form_item(rule_form *filled, const char *label)
{
    for (size_t i = 0; i < filled->form.count; i++)
        if (base_str_eq_c(filled->form.rows[i].label, label) ||
            base_str_eq_c(filled->form.rows[i].path, label))
            return &filled->instance.items[i];
    fail_msg("no row %s", label);
    return NULL;
}

void rule_form_set(rule_form *filled, const char *label, const char *text)
{
    fill(filled, rule_form_item(filled, label), text);
}
