/* Dates of a report: those of its prose, of its forms' fields, its own, and its period. */
#include "script/bind.h"
#include "text/date.h"

void script_push_date(lua_State *L, const text_date *date)
{
    lua_createtable(L, 0, 10);
    if (date->year != 0)
        script_set_int(L, "year", date->year);
    if (date->month != 0)
        script_set_int(L, "month", date->month);
    if (date->day != 0)
        script_set_int(L, "day", date->day);
    script_set_int(L, "number", text_date_number(date));
    lua_pushboolean(L, text_date_valid(date));
    lua_setfield(L, -2, "valid");
    char iso[16];
    text_date_iso(date, iso);
    lua_pushstring(L, iso);
    lua_setfield(L, -2, "iso");
}

/* Where a date stands: its block's or field's place with the date as text. */
static void set_place(lua_State *L, const base_place *place, base_str text)
{
    base_place here = *place;
    here.text = text;
    script_push_place(L, &here);
    lua_setfield(L, -2, "location");
}

/* Appends the dates of a text to the list at `list`. `field`: the label of a form's field, or
 * empty. */
static void add_dates(lua_State *L, int list, base_str text, const base_place *place,
                      lua_Integer block, base_str field)
{
    script_charge(L, 1 + text.len / 4);
    text_date date;
    for (size_t at = 0; text_date_next(text, at, &date) && date.end > at; at = date.end) {
        script_charge(L, 16);
        base_str written = base_str_n(text.ptr + date.start, date.end - date.start);
        script_push_date(L, &date);
        script_set_str(L, "text", written);
        script_set_str(L, "quote", text);
        script_set_str(L, "field", field);
        if (block > 0)
            script_set_int(L, "block", block);
        set_place(L, place, written);
        lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
    }
}

int script_report_dates(lua_State *L)
{
    script_session *run = script_running(L);
    lua_settop(L, 0);
    lua_newtable(L);
    lua_Integer index = 0;
    const doc_block *block = run->scene->document->first;
    for (; block != NULL; block = doc_next(block)) {
        index++;
        script_charge(L, 1);
        if (doc_is_text(block))
            add_dates(L, 1, block->text.normal.text, &block->place, index, base_str_n(NULL, 0));
    }
    for (size_t i = 0; i < run->report->instance_count; i++) {
        const form_instance *instance = &run->report->instances[i];
        for (size_t f = 0; f < instance->field_count; f++)
            add_dates(L, 1, instance->fields[f].text, &instance->fields[f].place, 0,
                      instance->fields[f].label);
    }
    return 1;
}

void script_push_report_date(lua_State *L)
{
    const form_subject *subject = script_running(L)->report->subject;
    if (subject == NULL || subject->date.year == 0) {
        lua_pushnil(L);
        return;
    }
    script_push_date(L, &subject->date);
    script_set_str(L, "text", subject->date_place.text);
    script_push_place(L, &subject->date_place);
    lua_setfield(L, -2, "location");
}

void script_push_report_period(lua_State *L)
{
    const form_subject *subject = script_running(L)->report->subject;
    if (subject == NULL || subject->period.to.year == 0) {
        lua_pushnil(L);
        return;
    }
    lua_createtable(L, 0, 4);
    if (subject->period.from.year != 0) {
        script_push_date(L, &subject->period.from);
        lua_setfield(L, -2, "from");
    }
    script_push_date(L, &subject->period.to);
    lua_setfield(L, -2, "to");
    script_set_str(L, "text", subject->period_place.text);
    script_push_place(L, &subject->period_place);
    lua_setfield(L, -2, "location");
}
