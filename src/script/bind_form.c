/* The forms of a report: instances as plain tables, items by label. */
#include "rule/formula.h"
#include "script/bind.h"

/* ---- report.forms ---- */

static void push_items(lua_State *L, const form_instance *instance)
{
    lua_createtable(L, (int)(instance->form->count | 1u), 0);
    for (size_t i = 0; i < instance->form->count; i++) {
        script_charge(L, 2);
        script_push_item(L, instance, &instance->items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static int is_missing(const form_item *item)
{
    return item->figure.state == VALUE_MISSING;
}

static int is_heading(const form_item *item)
{
    return item->row->heading && !is_missing(item);
}

static int is_figure(const form_item *item)
{
    return !item->row->heading && !is_missing(item);
}

static int is_part(const form_item *item)
{
    return item->row->part && !is_missing(item);
}

static int is_blank(const form_item *item)
{
    return is_figure(item) &&
           (item->figure.state == VALUE_BLANK || item->figure.state == VALUE_DASH);
}

/* Anything but a count: text, a number with a unit or a word, below zero, not whole. */
static int is_irregular(const form_item *item)
{
    const value_figure *figure = &item->figure;
    if (!is_figure(item) || figure->state != VALUE_NUMBER)
        return is_figure(item) && figure->state == VALUE_TEXT;
    return figure->unit.len > 0 || figure->signed_word || value_number_sign(figure->number) < 0 ||
           !value_number_is_integer(figure->number);
}

static int is_renamed(const form_item *item)
{
    return (item->label_cell != NULL && item->similarity < 100) || item->renamed_head;
}

static int has_other_unit(const form_item *item)
{
    base_str printed =
        item->unit_cell != NULL ? item->unit_cell->text.normal.text : base_str_n(NULL, 0);
    return is_figure(item) && printed.len > 0 && !base_str_eq(printed, item->row->unit);
}

/* A list of those items (of the list `items` on the top) that are of a kind. */
static void set_selection(lua_State *L, const form_instance *instance, const char *name,
                          int (*selects)(const form_item *item))
{
    lua_newtable(L); /* instance, items, selection */
    lua_Integer count = 0;
    for (size_t i = 0; i < instance->form->count; i++) {
        if (!selects(&instance->items[i]))
            continue;
        script_charge(L, 1);
        lua_rawgeti(L, -2, (lua_Integer)i + 1);
        lua_rawseti(L, -2, ++count);
    }
    lua_setfield(L, -3, name);
}

/* ---- tables of rows and columns ---- */

/* Appends to the list at the top the item at `index` of the list at `items`. */
static void add_item(lua_State *L, int items, int index)
{
    script_charge(L, 1);
    lua_rawgeti(L, items, (lua_Integer)index + 1);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

static void push_table_row(lua_State *L, const form_instance *instance, const form_table *table,
                           size_t line, int items)
{
    const form_row *row = &table->lines[line];
    int missing = 1;
    lua_createtable(L, 0, 6);
    script_set_str(L, "label", row->label);
    script_set_str(L, "path", row->path);
    if (row->number.len > 0)
        script_set_str(L, "printed_number", row->number);
    lua_pushboolean(L, row->heading);
    lua_setfield(L, -2, "heading");
    lua_createtable(L, (int)table->column_count, 0);
    for (size_t column = 0; column < table->column_count; column++) {
        size_t index = table->first + line * table->column_count + column;
        missing &= is_missing(&instance->items[index]);
        add_item(L, items, (int)index);
    }
    lua_setfield(L, -2, "cells");
    lua_pushboolean(L, missing);
    lua_setfield(L, -2, "missing");
}

/* A column; its cells are those of rows that take figures. */
static void push_table_column(lua_State *L, const form_table *table, size_t column, int items)
{
    const form_row *head = &table->heads[table->columns[column]];
    lua_createtable(L, 0, 3);
    script_set_str(L, "label", head->label);
    script_set_str(L, "path", head->path);
    lua_createtable(L, (int)table->line_count, 0);
    for (size_t line = 0; line < table->line_count; line++)
        if (!table->lines[line].heading)
            add_item(L, items, (int)(table->first + line * table->column_count + column));
    lua_setfield(L, -2, "cells");
}

static void push_table(lua_State *L, const form_instance *instance, const form_table *table,
                       int items)
{
    lua_createtable(L, 0, 3);
    script_set_str(L, "title", table->title);
    lua_createtable(L, (int)table->line_count, 0);
    for (size_t line = 0; line < table->line_count; line++) {
        script_charge(L, 8);
        push_table_row(L, instance, table, line, items);
        lua_rawseti(L, -2, (lua_Integer)line + 1);
    }
    lua_setfield(L, -2, "rows");
    lua_createtable(L, (int)table->column_count, 0);
    for (size_t column = 0; column < table->column_count; column++) {
        script_charge(L, 8);
        push_table_column(L, table, column, items);
        lua_rawseti(L, -2, (lua_Integer)column + 1);
    }
    lua_setfield(L, -2, "columns");
}

/* tables = {…} of the instance at the top, from its items on top of it. */
static void set_tables(lua_State *L, const form_instance *instance)
{
    int items = lua_gettop(L);
    lua_createtable(L, (int)instance->form->table_count, 0);
    for (size_t i = 0; i < instance->form->table_count; i++) {
        push_table(L, instance, &instance->form->tables[i], items);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -3, "tables");
}

static void push_extra(lua_State *L, const form_instance *instance, const form_extra *extra)
{
    lua_createtable(L, 0, 4);
    script_set_str(L, "label", extra->label);
    script_set_str(L, "raw", extra->raw);
    script_push_str(L, extra->place.text.len > 0 ? extra->place.text : extra->label);
    lua_setfield(L, -2, "text");
    script_push_place(L, &extra->place);
    lua_setfield(L, -2, "location");
    if (extra->row >= 0 && (size_t)extra->row < instance->form->count) {
        script_push_item(L, instance, &instance->items[extra->row]);
        lua_setfield(L, -2, "item");
    }
}

static void set_extras(lua_State *L, const form_instance *instance, const char *name, int kind)
{
    lua_newtable(L);
    lua_Integer count = 0;
    for (size_t i = 0; i < instance->extra_count; i++) {
        if ((int)instance->extras[i].kind != kind)
            continue;
        script_charge(L, 4);
        push_extra(L, instance, &instance->extras[i]);
        lua_rawseti(L, -2, ++count);
    }
    lua_setfield(L, -2, name);
}

static void set_fields(lua_State *L, const form_instance *instance)
{
    lua_newtable(L);
    for (size_t i = 0; i < instance->field_count; i++) {
        const form_field *field = &instance->fields[i];
        script_charge(L, 4);
        script_push_str(L, field->label);
        lua_createtable(L, 0, 3);
        script_set_str(L, "label", field->label);
        script_push_str(L, field->text); /* may be empty */
        lua_setfield(L, -2, "text");
        script_push_place(L, &field->place);
        lua_setfield(L, -2, "location");
        lua_rawset(L, -3);
    }
    lua_setfield(L, -2, "fields");
}

static void push_new_instance(lua_State *L, const form_instance *instance)
{
    lua_createtable(L, 0, 22);
    script_set_str(L, "form", instance->form->name);
    script_set_str(L, "id", instance->form->id);
    script_set_str(L, "title", instance->form->title);
    script_set_str(L, "caption", instance->caption);
    script_set_int(L, "ordinal", instance->ordinal);
    if (instance->caption_year != 0)
        script_set_int(L, "caption_year", instance->caption_year);
    push_items(L, instance);
    set_selection(L, instance, "missing", is_missing);
    set_selection(L, instance, "headings", is_heading);
    set_selection(L, instance, "figures", is_figure);
    set_selection(L, instance, "parts", is_part);
    set_selection(L, instance, "blanks", is_blank);
    set_selection(L, instance, "irregular", is_irregular);
    set_selection(L, instance, "renamed", is_renamed);
    set_selection(L, instance, "other_units", has_other_unit);
    if (instance->form->table_count > 0)
        set_tables(L, instance);
    lua_setfield(L, -2, "items");
    set_extras(L, instance, "unaligned", FORM_UNKNOWN);
    set_extras(L, instance, "duplicates", FORM_DUPLICATE);
    set_extras(L, instance, "misplaced", FORM_MISPLACED);
    set_fields(L, instance);
    script_push_place(L, &instance->place);
    lua_setfield(L, -2, "location");
}

void script_push_forms(lua_State *L)
{
    const script_report *report = script_running(L)->report;
    lua_newtable(L);
    for (size_t i = 0; i < report->instance_count; i++) {
        push_new_instance(L, &report->instances[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

void script_push_instance(lua_State *L, const form_instance *instance)
{
    const script_report *report = script_running(L)->report;
    for (size_t i = 0; instance != NULL && i < report->instance_count; i++) {
        const form_instance *here = &report->instances[i];
        if (here != instance &&
            (here->form != instance->form || here->ordinal != instance->ordinal))
            continue;
        script_push_report_field(L, "forms");
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        lua_remove(L, -2);
        return;
    }
    lua_pushnil(L);
}

static int is_named(const form_instance *instance, base_str name)
{
    return base_str_eq(instance->form->name, name) || base_str_eq(instance->form->id, name);
}

int script_report_form(lua_State *L)
{
    const script_report *report = script_running(L)->report;
    base_str name = script_check_str(L, 2);
    lua_Integer ordinal = luaL_optinteger(L, 3, 1);
    for (size_t i = 0; i < report->instance_count; i++)
        if (is_named(&report->instances[i], name) && --ordinal == 0) {
            script_push_instance(L, &report->instances[i]);
            return 1;
        }
    lua_pushnil(L);
    return 1;
}

/* ---- report:item ---- */

/* The instance that a form's id, or a table of report.forms, names at index 3. */
static const form_instance *named_instance(lua_State *L)
{
    const script_report *report = script_running(L)->report;
    lua_Integer ordinal = 1;
    if (lua_istable(L, 3)) {
        lua_pushliteral(L, "ordinal");
        lua_rawget(L, 3);
        ordinal = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 1;
        lua_pushliteral(L, "form");
        lua_rawget(L, 3);
        lua_replace(L, 3);
        lua_pop(L, 1);
    }
    base_str name = script_check_str(L, 3);
    for (size_t i = 0; i < report->instance_count; i++)
        if (is_named(&report->instances[i], name) &&
            (lua_Integer)report->instances[i].ordinal == ordinal)
            return &report->instances[i];
    script_raise_missing(L, MSG_SCRIPT_FORM_ABSENT, lua_tostring(L, 3), NULL);
    return NULL;
}

static size_t find_row(lua_State *L, const form *wanted, base_str label, int *row)
{
    script_vm *vm = script_vm_of(L);
    base_buf_clear(&vm->scratch);
    script_charge(L, wanted->count);
    size_t found = formula_find_item(wanted, label, row, &vm->scratch);
    if (found == FORM_FAILED)
        script_kill(L, SCRIPT_MEMORY);
    return found;
}

/* Raises the error of a label that names no row, or several. */
static int raise_label(lua_State *L, const form_instance *instance, base_str label)
{
    int row;
    size_t count = find_row(L, instance->form, label, &row);
    script_push_str(L, base_buf_str(&script_vm_of(L)->scratch));
    script_push_str(L, instance->form->name);
    return script_raise(L, count == 0 ? MSG_SCRIPT_LABEL_UNKNOWN : MSG_SCRIPT_LABEL_AMBIGUOUS,
                        lua_tostring(L, 2), lua_tostring(L, -1), lua_tostring(L, -2), NULL);
}

/* The one instance that has the label; raises if several have it. NULL: none has. */
static const form_instance *any_instance(lua_State *L, base_str label, int *row)
{
    const script_report *report = script_running(L)->report;
    const form_instance *found = NULL;
    for (size_t i = 0; i < report->instance_count; i++) {
        int here;
        if (find_row(L, report->instances[i].form, label, &here) != 1)
            continue;
        if (found != NULL) {
            script_push_str(L, found->form->name);
            script_push_str(L, report->instances[i].form->name);
            script_raise(L, MSG_SCRIPT_LABEL_FORMS, lua_tostring(L, 2), lua_tostring(L, -2),
                         lua_tostring(L, -1), NULL);
        }
        found = &report->instances[i];
        *row = here;
    }
    return found;
}

int script_report_item(lua_State *L)
{
    const script_report *report = script_running(L)->report;
    base_str label = script_check_str(L, 2);
    const form_instance *instance = report->instance;
    int row = -1;
    lua_settop(L, 3);
    if (!lua_isnil(L, 3))
        instance = named_instance(L);
    if (instance == NULL) {
        if (report->instance_count == 0)
            return script_raise_missing(L, MSG_SCRIPT_NO_FORM, lua_tostring(L, 2), NULL);
        instance = any_instance(L, label, &row);
        if (instance == NULL)
            return raise_label(L, &report->instances[0], label);
    } else {
        if (find_row(L, instance->form, label, &row) != 1)
            return raise_label(L, instance, label);
    }
    script_push_item(L, instance, &instance->items[row]);
    return 1;
}
