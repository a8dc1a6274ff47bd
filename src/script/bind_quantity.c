/* Figures of prose as traced values. */
#include "script/bind.h"

void script_push_quantity(lua_State *L, const doc_block *block, const text_quantity *quantity,
                          base_str label)
{
    base_str text = block->text.normal.text;
    value_range range;
    value_figure figure;
    memset(&figure, 0, sizeof(figure));
    figure.state = value_range_of(quantity, &range) == VALUE_OK ? VALUE_NUMBER : VALUE_TEXT;
    figure.number = range.value;
    figure.unit = quantity->unit;
    base_place place = block->place;
    place.text = base_str_n(text.ptr + quantity->start, quantity->end - quantity->start);
    script_push_value(L, value_leaf(script_running(L)->scene->arena, &figure, label, quantity->unit,
                                    place.text, &place, 0));
}
