/* Fields of values: those of all, and those of a row of a form. */
#include "script/bind.h"

typedef void push_field(lua_State *L, const script_value *held);

typedef struct field {
    const char *name;
    push_field *push;
} field;

static void push_or_nil(lua_State *L, base_str text)
{
    if (text.len == 0)
        lua_pushnil(L);
    else
        script_push_str(L, text);
}

static void push_cell(lua_State *L, const doc_cell *cell)
{
    push_or_nil(L, cell != NULL ? cell->text.normal.text : base_str_n(NULL, 0));
}

/* ---- of every value ---- */

static void push_label(lua_State *L, const script_value *held)
{
    if (held->item != NULL)
        script_push_str(L, held->item->row->label);
    else
        script_push_value_label(L, held->value);
}

static void push_unit(lua_State *L, const script_value *held)
{
    script_push_str(L, held->value->unit);
}

static void push_state(lua_State *L, const script_value *held)
{
    lua_pushstring(L, value_state_name(held->value->state));
}

static void push_raw(lua_State *L, const script_value *held)
{
    script_push_str(L, held->value->raw);
}

static void push_location(lua_State *L, const script_value *held)
{
    const value *leaf = held->value;
    if (held->item != NULL)
        script_push_place(L, &held->item->place);
    else if (value_leaves(held->value, &leaf, 1) > 0)
        script_push_place(L, &leaf->place);
    else
        lua_pushnil(L);
}

/* ---- of a row of a form ---- */

static void push_path(lua_State *L, const script_value *held)
{
    script_push_str(L, held->item->row->path);
}

static void push_form(lua_State *L, const script_value *held)
{
    script_push_str(L, held->instance->form->name);
}

static void push_order(lua_State *L, const script_value *held)
{
    lua_pushinteger(L, held->item->row->order);
}

static void push_depth(lua_State *L, const script_value *held)
{
    lua_pushinteger(L, held->item->row->depth);
}

static void push_number(lua_State *L, const script_value *held)
{
    push_or_nil(L, held->item->row->number);
}

static void push_note(lua_State *L, const script_value *held)
{
    push_or_nil(L, held->item->row->note);
}

static void push_printed(lua_State *L, const script_value *held)
{
    push_cell(L, held->item->label_cell);
}

static void push_column_renamed(lua_State *L, const script_value *held)
{
    lua_pushboolean(L, held->item->renamed_head);
}

static void push_printed_column(lua_State *L, const script_value *held)
{
    push_cell(L, held->item->head_cell);
}

static void push_expected(lua_State *L, const script_value *held)
{
    script_push_str(L, held->item->row->printed);
}

static void push_printed_unit(lua_State *L, const script_value *held)
{
    push_cell(L, held->item->unit_cell);
}

static void push_expected_unit(lua_State *L, const script_value *held)
{
    push_or_nil(L, held->item->row->unit);
}

static void push_figure_unit(lua_State *L, const script_value *held)
{
    push_or_nil(L, held->item->figure.unit);
}

static void push_similarity(lua_State *L, const script_value *held)
{
    lua_pushinteger(L, held->item->similarity);
}

static void push_heading(lua_State *L, const script_value *held)
{
    lua_pushboolean(L, held->item->row->heading);
}

static void push_child(lua_State *L, const script_value *held)
{
    lua_pushboolean(L, held->item->row->child);
}

static void push_part(lua_State *L, const script_value *held)
{
    lua_pushboolean(L, held->item->row->part);
}

static void push_has_unit_text(lua_State *L, const script_value *held)
{
    lua_pushboolean(L, held->item->figure.unit.len > 0);
}

static void push_foreign_unit(lua_State *L, const script_value *held)
{
    lua_pushboolean(L, held->item->figure.foreign);
}

static void push_converted(lua_State *L, const script_value *held)
{
    lua_pushboolean(L, held->item->figure.converted);
}

static void push_signed_word(lua_State *L, const script_value *held)
{
    lua_pushboolean(L, held->item->figure.signed_word);
}

static void push_grouped(lua_State *L, const script_value *held)
{
    lua_pushboolean(L, held->item->figure.grouped);
}

static void push_fullwidth(lua_State *L, const script_value *held)
{
    lua_pushboolean(L, held->item->figure.fullwidth);
}

static void push_parent(lua_State *L, const script_value *held)
{
    int parent = held->item->row->parent;
    if (parent < 0)
        lua_pushnil(L);
    else
        script_push_item(L, held->instance, &held->instance->items[parent]);
}

/* Rows below this one with the mark; its own rows stand behind it, up to one no deeper. */
static void push_members(lua_State *L, const script_value *held, int parts)
{
    const form *own_form = held->instance->form;
    size_t own = (size_t)(held->item - held->instance->items);
    lua_newtable(L);
    lua_Integer count = 0;
    for (size_t i = own + 1; i < own_form->count; i++) {
        const form_row *row = &own_form->rows[i];
        int beside = row->line_index == own_form->rows[own].line_index;
        if (row->depth <= own_form->rows[own].depth && !beside)
            break;
        script_charge(L, 1);
        if (row->parent != (int)own || !(parts ? row->part : row->child))
            continue;
        script_push_item(L, held->instance, &held->instance->items[i]);
        lua_rawseti(L, -2, ++count);
    }
}

static void push_children(lua_State *L, const script_value *held)
{
    push_members(L, held, 0);
}

static void push_parts(lua_State *L, const script_value *held)
{
    push_members(L, held, 1);
}

static size_t index_of(const script_value *held)
{
    return (size_t)(held->item - held->instance->items);
}

/* The column heads, outermost first; nil in a list form. */
static void push_columns(lua_State *L, const script_value *held)
{
    const form_row *heads[16];
    size_t count = form_item_columns(held->instance->form, index_of(held), heads, 16);
    if (count == 0) {
        lua_pushnil(L);
        return;
    }
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        script_push_str(L, heads[i]->label);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* The items of its row, one a column. */
static void push_across(lua_State *L, const script_value *held)
{
    const form *own_form = held->instance->form;
    size_t width = form_item_width(own_form, index_of(held));
    lua_createtable(L, (int)width, 0);
    for (size_t i = 0; i < width; i++) {
        int item = form_item_across(own_form, index_of(held), i);
        script_charge(L, 1);
        script_push_item(L, held->instance, &held->instance->items[item]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_name(lua_State *L, const script_value *held)
{
    script_push_str(L, held->item->row->name);
}

/* Those of every value first. */
static const field fields[] = {{"label", push_label},
                               {"unit", push_unit},
                               {"state", push_state},
                               {"raw", push_raw},
                               {"location", push_location},
                               {"across", push_across},
                               {"child", push_child},
                               {"children", push_children},
                               {"column_renamed", push_column_renamed},
                               {"columns", push_columns},
                               {"converted", push_converted},
                               {"depth", push_depth},
                               {"expected", push_expected},
                               {"expected_unit", push_expected_unit},
                               {"figure_unit", push_figure_unit},
                               {"foreign_unit", push_foreign_unit},
                               {"form", push_form},
                               {"fullwidth", push_fullwidth},
                               {"grouped", push_grouped},
                               {"has_unit_text", push_has_unit_text},
                               {"heading", push_heading},
                               {"name", push_name},
                               {"note", push_note},
                               {"order", push_order},
                               {"parent", push_parent},
                               {"part", push_part},
                               {"parts", push_parts},
                               {"path", push_path},
                               {"printed", push_printed},
                               {"printed_column", push_printed_column},
                               {"printed_number", push_number},
                               {"printed_unit", push_printed_unit},
                               {"signed_word", push_signed_word},
                               {"similarity", push_similarity}};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))
#define GENERAL 5

void script_open_fields(lua_State *L)
{
    for (size_t i = 0; i < FIELDS; i++) {
        lua_pushinteger(L, (lua_Integer)i);
        lua_setfield(L, -2, fields[i].name);
    }
    script_open_said_fields(L, (lua_Integer)FIELDS);
}

void script_push_value_field(lua_State *L, const script_value *held, lua_Integer number)
{
    if (number >= (lua_Integer)FIELDS)
        script_push_said_field(L, held, number - (lua_Integer)FIELDS);
    else if (number >= GENERAL && held->item == NULL)
        lua_pushnil(L); /* a value that is no row of a form has none of them */
    else
        fields[number].push(L, held);
}
