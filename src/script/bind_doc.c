/* The document for rules: blocks, tables, sections, texts, as plain tables. */
#include "script/bind.h"
#include "script/pattern.h"
#include "script/sieve.h"
#include "text/doubled.h"
#include "text/unpaired.h"

static const doc *document_of(lua_State *L)
{
    return script_running(L)->scene->document;
}

/* text and raw, one string where they are equal. */
static void set_text(lua_State *L, const doc_text *text)
{
    script_push_str(L, text->normal.text);
    if (base_str_eq(text->raw, text->normal.text)) {
        lua_pushvalue(L, -1);
        lua_setfield(L, -3, "raw");
    } else {
        script_push_str(L, text->raw);
        lua_setfield(L, -3, "raw");
    }
    lua_setfield(L, -2, "text");
    script_charge(L, 4 + (text->raw.len + text->normal.text.len) / 32);
}

static void set_place(lua_State *L, const base_place *place)
{
    script_push_place(L, place);
    lua_setfield(L, -2, "location");
}

/* ---- tables ---- */

static void push_table(lua_State *L, const doc_table *table);

void script_push_cell(lua_State *L, const doc_cell *cell)
{
    lua_createtable(L, 0, 9);
    set_text(L, &cell->text);
    script_set_int(L, "row", cell->row);
    script_set_int(L, "column", cell->column);
    script_set_int(L, "rowspan", cell->rowspan);
    script_set_int(L, "colspan", cell->colspan);
    script_set_str(L, "number", cell->number);
    if (cell->header) {
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, "header");
    }
    set_place(L, &cell->place);
}

/* Nested tables come after those they stand in: DOC_MAX_NESTING limits the depth. */
static void set_nested(lua_State *L, const doc_cell *cell)
{
    if (cell->nested == NULL)
        return;
    luaL_checkstack(L, 12, "tables nested too deeply");
    lua_newtable(L);
    lua_Integer count = 0;
    for (const doc_table *inner = cell->nested; inner != NULL; inner = inner->next_nested) {
        push_table(L, inner);
        lua_rawseti(L, -2, ++count);
    }
    lua_setfield(L, -2, "tables");
}

static void push_table(lua_State *L, const doc_table *table)
{
    lua_createtable(L, 0, 4);
    script_set_int(L, "columns", table->columns);
    if (table->doubtful) {
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, "doubtful");
    }
    set_place(L, &table->place);
    lua_newtable(L); /* rows */
    for (uint32_t row = 1; row <= table->rows; row++) {
        lua_newtable(L);
        lua_rawseti(L, -2, row);
    }
    for (size_t i = 0; i < table->count; i++) {
        const doc_cell *cell = &table->cells[i];
        if (lua_rawgeti(L, -1, cell->row) == LUA_TTABLE) {
            script_push_cell(L, cell);
            set_nested(L, cell);
            lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
        }
        lua_pop(L, 1);
    }
    lua_setfield(L, -2, "rows");
}

void script_push_tables(lua_State *L)
{
    lua_newtable(L);
    lua_Integer count = 0;
    const doc *document = document_of(L);
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        script_charge(L, 1);
        if (block->table == NULL)
            continue;
        push_table(L, block->table);
        lua_pushstring(L, doc_kind_name(block->kind));
        lua_setfield(L, -2, "type");
        lua_rawseti(L, -2, ++count);
    }
}

/* ---- blocks ---- */

static void push_block(lua_State *L, const doc_block *block, lua_Integer table)
{
    lua_createtable(L, 0, 8);
    lua_pushstring(L, doc_kind_name(block->kind));
    lua_setfield(L, -2, "type");
    if (block->level > 0)
        script_set_int(L, "level", block->level);
    script_set_str(L, "number", block->number);
    set_text(L, &block->text);
    set_place(L, &block->place);
    if (block->run_in) {
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, "run_in");
    }
    if (block->table != NULL)
        script_set_int(L, "table", table); /* index in report.tables */
    script_set_part(L);
}

void script_push_blocks(lua_State *L)
{
    lua_newtable(L);
    lua_Integer count = 0, tables = 0;
    const doc *document = document_of(L);
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        tables += block->table != NULL;
        push_block(L, block, tables);
        lua_rawseti(L, -2, ++count);
    }
}

static int is_title(const doc_block *block)
{
    return block->kind == DOC_TITLE;
}

/* Those of report.blocks that are wanted, as the same tables. */
static void push_chosen(lua_State *L, int (*is_wanted)(const doc_block *block))
{
    script_push_report_field(L, "blocks");
    int blocks = lua_gettop(L);
    lua_newtable(L);
    lua_Integer index = 0, count = 0;
    const doc *document = document_of(L);
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        index++;
        script_charge(L, 1);
        if (!is_wanted(block))
            continue;
        lua_rawgeti(L, blocks, index);
        lua_rawseti(L, -2, ++count);
    }
    lua_remove(L, blocks);
}

void script_push_texts(lua_State *L)
{
    push_chosen(L, doc_is_text);
}

void script_push_title_lines(lua_State *L)
{
    push_chosen(L, is_title);
}

/* ---- find ---- */

static int holds(lua_State *L, const doc_block *block, base_str text)
{
    const doc_text *here = &block->text;
    return script_plain_find(L, here->normal.text, text, 0) != BASE_STR_NONE ||
           (!base_str_eq(here->raw, here->normal.text) &&
            script_plain_find(L, here->raw, text, 0) != BASE_STR_NONE);
}

int script_report_find(lua_State *L)
{
    base_str text = script_check_str(L, 2);
    luaL_argcheck(L, text.len > 0, 2, "empty text");
    lua_settop(L, 2);
    lua_newtable(L);
    lua_Integer index = 0, count = 0;
    const doc *document = document_of(L);
    script_charge(L, 1 + text.len / 32);
    if (!script_sieve_passes(script_sieve_of(L), text))
        return 1;
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        index++;
        script_charge(L, 1);
        if (!doc_is_text(block) || !holds(L, block, text))
            continue;
        if (count == 0)
            script_push_report_field(L, "blocks");
        lua_rawgeti(L, 4, index);
        lua_rawseti(L, 3, ++count);
    }
    lua_settop(L, 3);
    return 1;
}

/* ---- doubled, unpaired ---- */

/* Appends to the list at 3 the bytes `start` to `end` of a block, the `index`th of those at 2. */
static void add_found(lua_State *L, const doc_block *block, lua_Integer index, size_t start,
                      size_t end)
{
    base_str text = base_str_n(block->text.normal.text.ptr + start, end - start);
    lua_createtable(L, 0, 5);
    script_set_str(L, "text", text);
    script_set_int(L, "first", (lua_Integer)start + 1);
    script_set_int(L, "last", (lua_Integer)end);
    lua_rawgeti(L, 2, index);
    lua_setfield(L, -2, "block");
    base_place place = block->place;
    place.text = text;
    set_place(L, &place);
    lua_rawseti(L, 3, (lua_Integer)lua_rawlen(L, 3) + 1);
}

/* What is looked for in a block: its first place. */
typedef struct wanted {
    int (*find)(const struct wanted *self, base_str text, size_t *start, size_t *end);
    unsigned least, most; /* of doubled words */
} wanted;

static int find_doubled(const wanted *self, base_str text, size_t *start, size_t *end)
{
    return text_doubled(text, self->least, self->most, start, end);
}

static int find_unpaired(const wanted *self, base_str text, size_t *start, size_t *end)
{
    (void)self;
    return text_unpaired(text, start, end);
}

/* The list of where it is in the blocks of prose. */
static int push_all_found(lua_State *L, const wanted *of)
{
    lua_settop(L, 1);
    script_push_report_field(L, "blocks");
    lua_newtable(L);
    lua_Integer index = 0;
    const doc *document = document_of(L);
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        base_str text = block->text.normal.text;
        size_t start, end;
        index++;
        script_charge(L, 1 + text.len / 32);
        if (doc_is_text(block) && of->find(of, text, &start, &end))
            add_found(L, block, index, start, end);
    }
    return 1;
}

int script_report_doubled(lua_State *L)
{
    lua_Integer least = luaL_checkinteger(L, 2), most = luaL_checkinteger(L, 3);
    luaL_argcheck(L, least >= 2 && least <= most, 2, "2 <= least <= most expected");
    luaL_argcheck(L, most <= (lua_Integer)TEXT_DOUBLED_LONGEST, 3, "at most 32 characters");
    const wanted of = {find_doubled, (unsigned)least, (unsigned)most};
    return push_all_found(L, &of);
}

int script_report_unpaired(lua_State *L)
{
    const wanted of = {.find = find_unpaired};
    return push_all_found(L, &of);
}
