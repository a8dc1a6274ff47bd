/* report.signature: who signed the report, and when. */
#include "doc/signature.h"
#include "script/bind.h"

void script_push_signature(lua_State *L)
{
    const doc *document = script_running(L)->scene->document;
    doc_signature found;
    script_charge(L, document->blocks);
    if (!doc_signature_find(document, &found)) {
        lua_pushnil(L);
        return;
    }
    lua_createtable(L, 0, 4);
    script_set_str(L, "agency", found.agency);
    const doc_block *at = found.agency_block != NULL ? found.agency_block : found.date_block;
    script_push_place(L, &at->place);
    lua_setfield(L, -2, "location");
    script_push_date(L, &found.date);
    base_str text = found.date_block->text.normal.text;
    script_set_str(L, "text",
                   base_str_n(text.ptr + found.date.start, found.date.end - found.date.start));
    script_push_place(L, &found.date_block->place);
    lua_setfield(L, -2, "location");
    lua_setfield(L, -2, "date");
}
