/* report:enumerations([within]): what the prose takes apart. */
#include "script/bind.h"
#include "text/class.h"
#include "text/enumeration.h"
#include "text/utf8.h"

#define LONGEST_LABEL 120 /* bytes */

static void set_flag(lua_State *L, const char *name, int flag)
{
    lua_pushboolean(L, flag);
    lua_setfield(L, -2, name);
}

static void set_place(lua_State *L, const doc_block *block, size_t start, size_t end)
{
    base_place place = block->place;
    place.text = base_str_n(block->text.normal.text.ptr + start, end - start);
    script_set_str(L, "text", place.text);
    script_push_place(L, &place);
    lua_setfield(L, -2, "location");
}

/* The words before a figure, behind the last mark. */
static base_str words_before(base_str text, size_t figure)
{
    size_t start = figure;
    while (start > 0 && figure - start < LONGEST_LABEL) {
        size_t before = start;
        uint32_t mark = text_fold(text_utf8_previous(text, &before));
        if (mark == ',' || mark == ';' || mark == ':' || mark == '(' || mark == 0x3002 ||
            text_is_break(mark))
            break;
        start = before;
    }
    return text_trim(base_str_n(text.ptr + start, figure - start));
}

static text_part *part_at(const text_enumeration *list, size_t index)
{
    return base_vec_at(&list->parts, index);
}

static void push_part(lua_State *L, const doc_block *block, const text_part *part)
{
    base_str text = block->text.normal.text;
    base_str label = text_span_str(text, part->label);
    lua_createtable(L, 0, 6);
    script_set_str(L, "label", label);
    if (part->has_quantity) {
        script_push_quantity(L, block, &part->quantity, label);
        lua_setfield(L, -2, "quantity");
    }
    if (part->has_percent) {
        script_push_quantity(L, block, &part->percent, label);
        lua_setfield(L, -2, "percent");
    }
    if (part->order > 0)
        script_set_int(L, "order", part->order);
    set_flag(L, "closes", part->closes);
    set_place(L, block, part->label.start,
              part->has_percent    ? part->percent.end
              : part->has_quantity ? part->quantity.end
                                   : part->label.end);
    script_charge(L, 24);
}

/* A figure that stands for itself only: no 余, no range, no 万. */
static int is_plain(const text_quantity *quantity)
{
    return quantity->approx == TEXT_EXACT && quantity->power == 0 &&
           quantity->to_digits[0] == '\0' && quantity->divisor <= 1;
}

static int is_exact(const text_enumeration *list)
{
    for (size_t i = 0; i < list->parts.count; i++)
        if (!is_plain(&part_at(list, i)->quantity))
            return 0;
    return list->total_count == 0 || is_plain(&list->totals[0]);
}

static void set_parts(lua_State *L, const doc_block *block, const text_enumeration *list)
{
    lua_newtable(L);
    for (size_t i = 0; i < list->parts.count; i++) {
        push_part(L, block, part_at(list, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "parts");
}

static void set_totals(lua_State *L, const doc_block *block, const text_enumeration *list)
{
    base_str text = block->text.normal.text;
    lua_newtable(L);
    for (size_t i = 0; i < list->total_count; i++) {
        const text_quantity *total = &list->totals[i];
        script_push_quantity(L, block, total, words_before(text, total->start));
        if (i == 0) {
            lua_pushvalue(L, -1);
            lua_setfield(L, -4, "total");
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "totals");
}

static void push_enumeration(lua_State *L, const doc_block *block, lua_Integer number,
                             const text_enumeration *list)
{
    lua_createtable(L, 0, 14);
    lua_pushstring(L, text_enumeration_name(list->kind));
    lua_setfield(L, -2, "kind");
    set_parts(L, block, list);
    set_totals(L, block, list);
    set_flag(L, "exact", is_exact(list));
    set_flag(L, "same_sentence", list->same_sentence);
    set_flag(L, "open", list->open);
    set_flag(L, "rest", list->rest);
    if (list->most > 0) {
        script_set_int(L, "least", (lua_Integer)list->least);
        script_set_int(L, "most", (lua_Integer)list->most);
    }
    script_set_str(L, "sentence", text_span_str(block->text.normal.text, list->sentence));
    set_place(L, block, list->start, list->end);
    script_push_report_field(L, "blocks");
    lua_rawgeti(L, -1, number);
    lua_setfield(L, -3, "block");
    lua_pop(L, 1);
}

/* Appends the enumerations of a block to the list at the top. */
static void add_enumerations(lua_State *L, const doc_block *block, lua_Integer number)
{
    script_scan own;
    lua_Integer base = (lua_Integer)lua_rawlen(L, -1);
    script_charge(L, 1 + block->text.normal.text.len / 4);
    const base_vec *found = script_scan_block(L, block, SCRIPT_LISTED, &own);
    for (size_t i = 0; i < found->count; i++) {
        const text_enumeration *list = base_vec_at(found, i);
        push_enumeration(L, block, number, list);
        if (list->inside > 0) {
            lua_rawgeti(L, -2, base + (lua_Integer)list->inside);
            lua_setfield(L, -2, "inside");
        }
        lua_rawseti(L, -2, base + (lua_Integer)i + 1);
    }
}

int script_enumerations(lua_State *L)
{
    uint32_t first, last, number = 0;
    lua_settop(L, 2);
    script_to_extent(L, lua_isnil(L, 2) ? 1 : 2, &first, &last);
    script_push_report_field(L, "blocks");
    lua_newtable(L);
    const doc_block *block = script_running(L)->scene->document->first;
    for (; block != NULL && number < last; block = doc_next(block)) {
        number++;
        script_charge(L, 1);
        if (number >= first && doc_is_text(block))
            add_enumerations(L, block, number);
    }
    return 1;
}
