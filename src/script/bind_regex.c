/* regex(pattern) and report:matches(pattern[, within]): regular expressions for rules. */
#include "base/err.h"
#include "script/bind.h"
#include "script/pattern.h"
#include "script/regex.h"
#include "script/sieve.h"
#include "text/utf8.h"

#define NAME "hecha.regex"
#define SUBSTITUTE 0x1A /* the control character for what is no character */
#define BLOCK_HEAD 16u  /* before what PCRE2 gets: the size, aligned as malloc aligns */

static const char cache_key = 0; /* registry: pattern -> its object */
static const char room_key = 0;  /* registry: what searches write to */

/* Fields of every match, which no group may be named after. */
static const char *const taken[] = {"text", "first", "last", "block", "location"};

typedef struct held_regex {
    script_regex *regex; /* NULL: not compiled yet */
} held_regex;

/* ---- memory: that of the Lua state, so that putting its image back drops it too ---- */

static void *give_kind(script_vm *vm, size_t size, size_t kind)
{
    void *data;
    lua_Alloc change = lua_getallocf(vm->state, &data);
    if (size > vm->limits.memory)
        return NULL;
    char *block = change(data, NULL, kind, size + BLOCK_HEAD);
    if (block == NULL)
        return NULL;
    size += BLOCK_HEAD;
    memcpy(block, &size, sizeof(size));
    return block + BLOCK_HEAD;
}

static void *give(size_t size, void *context)
{
    return give_kind(context, size, SCRIPT_KIND_CHANGING);
}

static void *give_constant(size_t size, void *context)
{
    return give_kind(context, size, SCRIPT_KIND_CONSTANT);
}

static void take(void *block, void *context)
{
    script_vm *vm = context;
    void *data;
    size_t size;
    if (block == NULL)
        return;
    char *whole = (char *)block - BLOCK_HEAD;
    memcpy(&size, whole, sizeof(size));
    lua_getallocf(vm->state, &data)(data, whole, size, 0);
}

/* ---- making ---- */

static int regex_collect(lua_State *L)
{
    held_regex *held = luaL_checkudata(L, 1, NAME);
    script_regex_free(held->regex);
    held->regex = NULL;
    return 0;
}

static int raise_regex(lua_State *L, base_str pattern, const hecha_err *err)
{
    char column[16], text[96];
    snprintf(column, sizeof(column), "%d", err->column);
    base_buf *scratch = &script_vm_of(L)->scratch;
    base_buf_clear(scratch);
    script_clean(scratch, pattern, sizeof(text) - 1, 0);
    snprintf(text, sizeof(text), "%s", scratch->ptr != NULL ? scratch->ptr : "");
    return script_raise(L, MSG_SCRIPT_REGEX, text, column, err->text, NULL);
}

static int is_taken(base_str name)
{
    for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
        if (base_str_eq_c(name, taken[i]))
            return 1;
    return 0;
}

static void check_names(lua_State *L, const script_regex *regex, base_str pattern)
{
    for (size_t i = 0; i < script_regex_groups(regex); i++) {
        base_str name = script_regex_name(regex, i);
        if (!is_taken(name))
            continue;
        hecha_err err = base_err_init(script_vm_of(L)->lang);
        base_err(&err, HECHA_E_RULE, MSG_REGEX_NAME_TAKEN, name.ptr, NULL);
        base_err_at(&err, NULL, 0, 1);
        raise_regex(L, pattern, &err);
    }
}

/* Pushes a new object of the pattern at the index. */
static void compile(lua_State *L, int index)
{
    script_vm *vm = script_vm_of(L);
    base_str pattern = script_check_str(L, index);
    const script_regex_memory memory = {give_constant, take, vm};
    hecha_err err = base_err_init(vm->lang);
    script_charge(L, 256 + 4 * pattern.len);
    held_regex *held = lua_newuserdatauv(L, sizeof(*held), 1);
    held->regex = NULL;
    luaL_setmetatable(L, NAME);
    lua_pushvalue(L, index);
    lua_setiuservalue(L, -2, 1);
    int code = script_regex_compile(&memory, pattern, &held->regex, &err);
    if (code == HECHA_E_MEMORY)
        script_kill(L, SCRIPT_MEMORY);
    if (code != 0)
        raise_regex(L, pattern, &err);
    check_names(L, held->regex, pattern);
}

/* Pushes the object of the pattern, the same for the same pattern. */
static void push_regex(lua_State *L, int index)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &cache_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &cache_key);
    }
    lua_pushvalue(L, index);
    if (lua_rawget(L, -2) == LUA_TNIL) {
        lua_pop(L, 1);
        compile(L, index);
        lua_pushvalue(L, index);
        lua_pushvalue(L, -2);
        lua_rawset(L, -4);
    }
    lua_remove(L, -2);
}

static int regex_new(lua_State *L)
{
    script_check_str(L, 1);
    push_regex(L, 1);
    return 1;
}

/* ---- searching ---- */

static int count_work(void *context, size_t units)
{
    script_charge(context, units);
    return 0;
}

/* 1 and *out, or 0, for the object at the index. Raises where the search cannot be ended. */
static int find(lua_State *L, int index, base_str text, size_t start, int filled,
                script_regex_match *out)
{
    const held_regex *held = lua_touserdata(L, index);
    script_regex_room *room = script_vm_of(L)->room;
    switch (script_regex_find(held->regex, room, text, start, filled, count_work, L, out)) {
    case SCRIPT_REGEX_MATCH:
        return 1;
    case SCRIPT_REGEX_NONE:
        return 0;
    case SCRIPT_REGEX_MEMORY:
        return script_kill(L, SCRIPT_MEMORY);
    case SCRIPT_REGEX_LIMIT:
        return script_kill(L, SCRIPT_REGEX);
    case SCRIPT_REGEX_BROKEN:
        break;
    }
    lua_getiuservalue(L, index, 1);
    return script_raise(L, MSG_REGEX_RECURSION, lua_tostring(L, -1), NULL);
}

/* Characters between two byte offsets, for positions that no character is cut by. */
static lua_Integer characters(lua_State *L, base_str text, size_t from, size_t to)
{
    lua_Integer count = 0;
    for (size_t i = from; i < to && i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    script_charge(L, (to - from) / 32);
    return count;
}

/* A running search through one text. */
typedef struct walk {
    base_str text;        /* valid UTF-8 */
    size_t at;            /* byte where the next search begins */
    int filled;           /* an empty match there does not count */
    int over;             /* nothing more is to be found */
    size_t counted;       /* byte up to which characters are counted */
    lua_Integer position; /* characters before it */
} walk;

static void set_groups(lua_State *L, int index, base_str text, const script_regex_match *match)
{
    const script_regex *regex = ((held_regex *)lua_touserdata(L, index))->regex;
    for (size_t i = 0; i < match->count; i++) {
        if (match->groups[i].start == BASE_STR_NONE)
            continue;
        base_str name = script_regex_name(regex, i);
        lua_pushlstring(L, text.ptr + match->groups[i].start,
                        match->groups[i].end - match->groups[i].start);
        if (name.len > 0) {
            lua_pushvalue(L, -1);
            lua_setfield(L, -3, name.ptr);
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* Makes the next search begin behind the match. */
static void step(walk *w, const script_regex_match *match)
{
    /* A lookbehind with \K can move the end before where the search began. */
    w->over = match->end < w->at;
    w->filled = match->end == match->start || match->end == w->at;
    w->at = match->end > w->at ? match->end : w->at;
}

/* Pushes the next match and returns 1, or returns 0. */
static int next_match(lua_State *L, int index, walk *w)
{
    script_regex_match match;
    base_str text = w->text;
    if (w->over || !find(L, index, text, w->at, w->filled, &match)) {
        w->over = 1;
        return 0;
    }
    step(w, &match);
    if (match.start < w->counted) {
        w->counted = 0;
        w->position = 0;
    }
    w->position += characters(L, text, w->counted, match.start);
    w->counted = match.start;
    lua_createtable(L, (int)match.count, 4);
    script_charge(L, 8 + (match.end - match.start) / 32);
    lua_pushlstring(L, text.ptr + match.start, match.end - match.start);
    lua_setfield(L, -2, "text");
    script_set_int(L, "first", w->position + 1);
    script_set_int(L, "last", w->position + characters(L, text, match.start, match.end));
    set_groups(L, index, text, &match);
    return 1;
}

/* ---- what is searched: a text, or what has one and a place ---- */

/* Replaces the string at the top by one of valid UTF-8, where each bad byte is a control character.
 */
static void make_valid(lua_State *L)
{
    base_str text = script_check_str(L, -1);
    script_charge(L, 1 + text.len / 32);
    if (text_utf8_invalid(text) == BASE_STR_NONE)
        return;
    luaL_Buffer buffer;
    char *bytes = luaL_buffinitsize(L, &buffer, text.len);
    size_t offset = 0;
    while (offset < text.len) {
        size_t start = offset;
        uint32_t codepoint = text_utf8_next(text, &offset);
        memcpy(bytes + start, text.ptr + start, offset - start);
        if (codepoint == 0xFFFD && offset - start == 1)
            bytes[start] = SUBSTITUTE;
    }
    luaL_pushresultsize(&buffer, text.len);
    lua_replace(L, -2);
}

/* The text at the index: a string, or the `text` of a block, a cell, a match; it is pushed. */
static base_str text_at(lua_State *L, int index)
{
    if (lua_istable(L, index)) {
        lua_pushliteral(L, "text");
        if (lua_rawget(L, index) == LUA_TNIL) {
            lua_pop(L, 1);
            lua_pushliteral(L, "");
        }
    } else {
        lua_pushvalue(L, index);
    }
    luaL_argexpected(L, lua_type(L, -1) == LUA_TSTRING, index, "text, block or cell");
    make_valid(L);
    return script_check_str(L, -1);
}

static walk walk_from(lua_State *L, base_str text, lua_Integer first)
{
    walk w;
    memset(&w, 0, sizeof(w));
    w.text = text;
    while (w.position + 1 < first && w.at < text.len) {
        w.at++;
        while (w.at < text.len && ((unsigned char)text.ptr[w.at] & 0xC0) == 0x80)
            w.at++;
        w.position++;
    }
    w.over = w.position + 1 < first; /* it begins behind the text */
    w.counted = w.at;
    return w;
}

/* Gives the match at the top the block and the place of the table at the index. */
static void set_place(lua_State *L, int index)
{
    if (!lua_istable(L, index))
        return;
    base_place place;
    script_to_place(L, index, &place);
    lua_pushliteral(L, "text");
    lua_rawget(L, -2);
    place.text = script_run_str(L, script_check_str(L, -1));
    lua_pop(L, 1);
    script_push_place(L, &place);
    lua_setfield(L, -2, "location");
    lua_pushvalue(L, index);
    lua_setfield(L, -2, "block");
}

static lua_Integer first_at(lua_State *L, int index)
{
    lua_Integer first = luaL_optinteger(L, index, 1);
    luaL_argcheck(L, first >= 1, index, "counts from 1");
    return first;
}

/* re:find(text[, first]): the first match, or nil. */
static int regex_find(lua_State *L)
{
    luaL_checkudata(L, 1, NAME);
    lua_settop(L, 3);
    walk w = walk_from(L, text_at(L, 2), first_at(L, 3));
    if (!next_match(L, 1, &w)) {
        lua_pushnil(L);
        return 1;
    }
    set_place(L, 2);
    return 1;
}

/* re:match(text[, first]): the groups as string.match gives them, or nil. */
static int regex_match(lua_State *L)
{
    luaL_checkudata(L, 1, NAME);
    lua_settop(L, 3);
    walk w = walk_from(L, text_at(L, 2), first_at(L, 3));
    base_str text = w.text;
    script_regex_match match;
    if (w.over || !find(L, 1, text, w.at, 0, &match)) {
        lua_pushnil(L);
        return 1;
    }
    script_charge(L, 1 + (match.end - match.start) / 32);
    if (match.count == 0)
        script_push_str(L, base_str_n(text.ptr + match.start, match.end - match.start));
    luaL_checkstack(L, SCRIPT_REGEX_CAPTURES, NULL);
    for (size_t i = 0; i < match.count; i++)
        if (match.groups[i].start == BASE_STR_NONE)
            lua_pushnil(L);
        else
            lua_pushlstring(L, text.ptr + match.groups[i].start,
                            match.groups[i].end - match.groups[i].start);
    return match.count == 0 ? 1 : (int)match.count;
}

/* Upvalues: the object, the text, what has it, the walk. */
static int next_of_all(lua_State *L)
{
    walk *w = lua_touserdata(L, lua_upvalueindex(4));
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, lua_upvalueindex(3));
    if (!next_match(L, 1, w))
        return 0;
    set_place(L, 2);
    return 1;
}

/* re:all(text): an iterator over the matches, in order, none overlapping another. */
static int regex_all(lua_State *L)
{
    luaL_checkudata(L, 1, NAME);
    lua_settop(L, 2);
    walk w = walk_from(L, text_at(L, 2), 1);
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_pushvalue(L, 2);
    walk *kept = script_new_moving(L, sizeof(walk));
    *kept = w;
    script_push_moving(L, next_of_all, 4);
    return 1;
}

/* re:gsub(text, replacement): the text with the replacement for each match, and how many. */
static int regex_gsub(lua_State *L)
{
    luaL_checkudata(L, 1, NAME);
    lua_settop(L, 3);
    base_str replacement = script_check_str(L, 3);
    walk w = walk_from(L, text_at(L, 2), 1);
    script_regex_match match;
    size_t copied = 0;
    lua_Integer count = 0;
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    while (!w.over && find(L, 1, w.text, w.at, w.filled, &match)) {
        if (match.start > copied)
            luaL_addlstring(&buffer, w.text.ptr + copied, match.start - copied);
        luaL_addlstring(&buffer, replacement.ptr, replacement.len);
        script_charge(L, 2 + (match.end - match.start + replacement.len) / 32);
        copied = match.end > copied ? match.end : copied;
        step(&w, &match);
        count++;
    }
    luaL_addlstring(&buffer, w.text.ptr + copied, w.text.len - copied);
    luaL_pushresult(&buffer);
    lua_pushinteger(L, count);
    return 2;
}

/* ---- report:matches ---- */

/* What is searched of a block, its text of valid UTF-8. Where that is not known yet it is pushed.
 */
static base_str text_of(lua_State *L, const doc_block *block, int is_valid)
{
    if (is_valid)
        return block->text.normal.text;
    script_push_str(L, block->text.normal.text);
    make_valid(L);
    return script_check_str(L, -1);
}

/* Gives the match at the top its place in the block, the `number`th of the list at `blocks`, where
 * that list is put if it is not there yet. */
static void set_block(lua_State *L, int blocks, const doc_block *block, lua_Integer number)
{
    base_place place = block->place;
    lua_pushliteral(L, "text");
    lua_rawget(L, -2);
    place.text = script_check_str(L, -1);
    script_push_place(L, &place);
    lua_setfield(L, -3, "location");
    lua_pop(L, 1);
    if (lua_isnil(L, blocks)) {
        script_push_report_field(L, "blocks");
        lua_replace(L, blocks);
    }
    lua_rawgeti(L, blocks, number);
    lua_setfield(L, -2, "block");
}

/* Appends the matches of the block to the list at 4; the object is at 2. */
static void add_matches(lua_State *L, const doc_block *block, lua_Integer number, int is_valid)
{
    int top = lua_gettop(L);
    walk w = walk_from(L, text_of(L, block, is_valid), 1);
    while (next_match(L, 2, &w)) {
        set_block(L, 5, block, number);
        lua_rawseti(L, 4, (lua_Integer)lua_rawlen(L, 4) + 1);
    }
    lua_settop(L, top);
}

/* 0 if what the object at the index needs stands nowhere in the report. */
static int may_match(lua_State *L, int index, const script_sieve *sieve)
{
    const held_regex *held = lua_touserdata(L, index);
    const script_regex_needs *needs = script_regex_needed(held->regex);
    for (size_t i = 0; i < needs->count; i++) {
        const script_regex_need *set = &needs->sets[i];
        size_t absent = 0;
        while (absent < set->count &&
               !script_sieve_passes(sieve, script_regex_need_text(set, absent)))
            absent++;
        if (absent == set->count)
            return 0;
    }
    return 1;
}

/* Upvalues: the list, the number of the match given last. */
static int next_of_list(lua_State *L)
{
    lua_Integer number = lua_tointeger(L, lua_upvalueindex(2)) + 1;
    lua_pushinteger(L, number);
    lua_replace(L, lua_upvalueindex(2));
    lua_rawgeti(L, lua_upvalueindex(1), number);
    return 1;
}

int script_matches(lua_State *L)
{
    uint32_t first, last, number = 0;
    lua_settop(L, 3);
    script_to_extent(L, lua_isnil(L, 3) ? 1 : 3, &first, &last);
    if (lua_type(L, 2) == LUA_TSTRING) {
        push_regex(L, 2);
        lua_replace(L, 2);
    }
    luaL_checkudata(L, 2, NAME);
    lua_newtable(L);
    lua_pushnil(L); /* report.blocks, once a match needs them */
    const doc *document = script_running(L)->scene->document;
    const script_sieve *sieve = script_sieve_of(L);
    int is_valid = script_sieve_is_valid(sieve);
    const doc_block *block = may_match(L, 2, is_valid ? sieve : NULL) ? document->first : NULL;
    script_charge(L, document->blocks / 16);
    for (; block != NULL && number < last; block = doc_next(block)) {
        number++;
        script_charge(L, 1);
        if (number >= first && doc_is_text(block))
            add_matches(L, block, number, is_valid);
    }
    lua_settop(L, 4);
    lua_pushinteger(L, 0);
    script_push_moving(L, next_of_list, 2);
    return 1;
}

/* ---- report:cells ---- */

/* How far a search through the cells has come. */
typedef struct cell_walk {
    const doc_block *block; /* NULL: at the end */
    size_t cell;            /* the next one of its table */
} cell_walk;

/* Whether the cell's text matches the regular expression at the index. */
static int cell_matches(lua_State *L, int regex, base_str text)
{
    script_regex_match match;
    int top = lua_gettop(L);
    script_charge(L, 1 + text.len / 32);
    if (text_utf8_invalid(text) != BASE_STR_NONE) {
        script_push_str(L, text);
        make_valid(L);
        text = script_check_str(L, -1);
    }
    int found = find(L, regex, text, 0, 0, &match);
    lua_settop(L, top);
    return found;
}

/* The cells of the row that the cell of the table stands in. */
static void push_row_of(lua_State *L, const doc_table *table, const doc_cell *cell)
{
    lua_Integer count = 0;
    lua_newtable(L);
    for (size_t i = 0; i < table->count; i++) {
        if (table->cells[i].row != cell->row)
            continue;
        script_push_cell(L, &table->cells[i]);
        lua_rawseti(L, -2, ++count);
    }
}

/* Upvalues: the object, the walk. */
static int next_cell(lua_State *L)
{
    cell_walk *at = lua_touserdata(L, lua_upvalueindex(2));
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    for (; at->block != NULL; at->block = doc_next(at->block), at->cell = 0) {
        const doc_table *table = at->block->table;
        while (table != NULL && at->cell < table->count) {
            const doc_cell *cell = &table->cells[at->cell++];
            if (!cell_matches(L, 1, cell->text.normal.text))
                continue;
            script_push_cell(L, cell);
            push_row_of(L, table, cell);
            return 2;
        }
    }
    return 0;
}

int script_cells(lua_State *L)
{
    lua_settop(L, 2);
    if (lua_type(L, 2) == LUA_TSTRING) {
        push_regex(L, 2);
        lua_replace(L, 2);
    }
    luaL_checkudata(L, 2, NAME);
    cell_walk *at = script_new_moving(L, sizeof(*at));
    *at = (cell_walk){script_running(L)->scene->document->first, 0};
    script_push_moving(L, next_cell, 2);
    return 1;
}

/* ---- the object ---- */

static int regex_text(lua_State *L)
{
    luaL_checkudata(L, 1, NAME);
    lua_getiuservalue(L, 1, 1);
    return 1;
}

int script_push_regex_text(lua_State *L, int index)
{
    if (luaL_testudata(L, index, NAME) == NULL)
        return 0;
    lua_getiuservalue(L, index, 1);
    return 1;
}

static int regex_no_write(lua_State *L)
{
    return script_raise(L, MSG_SCRIPT_READ_ONLY, "regex", NULL);
}

/* Upvalue 1: methods. */
static int regex_index(lua_State *L)
{
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL)
        return script_raise(L, MSG_SCRIPT_NO_FIELD, "regex", script_tostring(L, 2, NULL), NULL);
    return 1;
}

static int room_collect(lua_State *L)
{
    script_regex_room **held = lua_touserdata(L, 1);
    script_regex_room_free(*held);
    *held = NULL;
    return 0;
}

/* The registry holds it, so that it goes with the state where memory is that of malloc. */
static void make_room(lua_State *L)
{
    script_vm *vm = script_vm_of(L);
    const script_regex_memory memory = {give, take, vm};
    script_regex_room **held = lua_newuserdatauv(L, sizeof(script_regex_room *), 0);
    *held = NULL;
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, room_collect);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &room_key);
    *held = vm->room = script_regex_room_new(&memory);
    if (vm->room == NULL)
        script_kill(L, SCRIPT_MEMORY);
}

void script_open_regex(lua_State *L)
{
    make_room(L);
    static const luaL_Reg methods[] = {{"find", regex_find},
                                       {"match", regex_match},
                                       {"all", regex_all},
                                       {"gsub", regex_gsub},
                                       {NULL, NULL}};
    static const luaL_Reg events[] = {{"__gc", regex_collect},
                                      {"__tostring", regex_text},
                                      {"__newindex", regex_no_write},
                                      {NULL, NULL}};
    luaL_newmetatable(L, NAME);
    luaL_setfuncs(L, events, 0);
    luaL_newlib(L, methods);
    lua_pushcclosure(L, regex_index, 1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
    lua_pushcfunction(L, regex_new);
    lua_setfield(L, -2, "regex");
}
