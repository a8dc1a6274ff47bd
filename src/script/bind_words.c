/* data(name): a table of the pack's data/. wordlist(…): many words found at once. */
#include "pack/data.h"
#include "script/bind.h"
#include "script/load.h"
#include "text/words.h"

#define EXCEPTIONS "exception" /* the column of longer texts that are right */

static const char data_key = 0;  /* registry: metatable of tables; and their tag */
static const char words_key = 0; /* registry: metatable of word lists; and their tag */

/* Both stay in the image: what they point to outlives it. */
typedef struct data_object {
    const void *tag;
    const pack_data *data;
} data_object;

typedef struct words_object {
    const void *tag;
    const text_words *words;
    const pack_data *data; /* whose rows the words are; NULL: of a list */
    unsigned number;       /* of the list in the vm */
} words_object;

static void *test_object(lua_State *L, int index, const void *tag, size_t size)
{
    const void *const *held = lua_touserdata(L, index);
    if (held == NULL || lua_rawlen(L, index) != size || *held != tag)
        return NULL;
    return (void *)(uintptr_t)held;
}

/* ---- tables ---- */

static void push_row(lua_State *L, const pack_data *data, size_t row)
{
    lua_createtable(L, 0, (int)data->column_count);
    for (size_t i = 0; i < data->column_count; i++) {
        script_push_str(L, data->columns[i]);
        script_push_str(L, pack_data_at(data, row, i));
        lua_rawset(L, -3);
    }
    script_charge(L, 4 + data->column_count);
}

static const pack_data *check_data(lua_State *L, int index)
{
    const data_object *held = test_object(L, index, &data_key, sizeof(*held));
    if (held == NULL)
        luaL_typeerror(L, index, "data");
    return held->data;
}

static int data_index(lua_State *L)
{
    const pack_data *data = check_data(L, 1);
    int is_whole;
    lua_Integer number = lua_tointegerx(L, 2, &is_whole);
    if (is_whole && number >= 1 && (lua_Unsigned)number <= data->row_count)
        push_row(L, data, (size_t)number - 1);
    else
        lua_pushnil(L);
    return 1;
}

static int data_length(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_data(L, 1)->row_count);
    return 1;
}

static int get_data(lua_State *L)
{
    const script_vm *vm = script_vm_of(L);
    base_str name = script_check_str(L, 1);
    for (size_t i = 0; i < vm->data_count; i++) {
        if (!base_str_eq(vm->data[i].name, name))
            continue;
        data_object *held = lua_newuserdatauv(L, sizeof(*held), 0);
        *held = (data_object){&data_key, &vm->data[i]};
        lua_rawgetp(L, LUA_REGISTRYINDEX, &data_key);
        lua_setmetatable(L, -2);
        return 1;
    }
    return script_raise(L, MSG_SCRIPT_NO_DATA, script_tostring(L, 1, NULL), NULL);
}

/* ---- making a list ---- */

/* Words while they are gathered; in an arena that is freed when the list is made. */
typedef struct gathering {
    base_arena *arena;
    base_vec words; /* of text_word */
    int failed;
} gathering;

static void add_word(gathering *g, base_str text, size_t number, int is_exception)
{
    text_word *word = text.len > 0 ? base_vec_push(&g->words, g->arena) : NULL;
    if (word != NULL)
        *word = (text_word){text, (uint32_t)number, is_exception};
    else
        g->failed |= text.len > 0;
}

/* "公开开展|开开心心" */
static void add_exceptions(gathering *g, base_str list, size_t number)
{
    size_t start = 0;
    for (size_t i = 0; i <= list.len; i++) {
        if (i < list.len && list.ptr[i] != '|')
            continue;
        add_word(g, base_str_trim(base_str_n(list.ptr + start, i - start)), number, 1);
        start = i + 1;
    }
}

static void gather_rows(gathering *g, const pack_data *data, size_t column)
{
    size_t exceptions = pack_data_column(data, base_str_c(EXCEPTIONS));
    for (size_t row = 0; row < data->row_count; row++) {
        add_word(g, pack_data_at(data, row, column), row, 0);
        if (exceptions != BASE_STR_NONE)
            add_exceptions(g, pack_data_at(data, row, exceptions), row);
    }
}

/* The strings stay on the Lua side, in the table at 1. */
static void gather_strings(lua_State *L, gathering *g)
{
    lua_Unsigned count = lua_rawlen(L, 1);
    for (lua_Unsigned i = 1; i <= count && i <= TEXT_WORDS_MOST + 1u; i++) {
        size_t length = 0;
        lua_rawgeti(L, 1, (lua_Integer)i);
        const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : NULL;
        add_word(g, base_str_n(text, length), (size_t)i - 1, 0);
        lua_pop(L, 1);
    }
}

static void check_strings(lua_State *L)
{
    lua_Unsigned count = lua_rawlen(L, 1);
    for (lua_Unsigned i = 1; i <= count; i++) {
        lua_rawgeti(L, 1, (lua_Integer)i);
        luaL_argexpected(L, lua_type(L, -1) == LUA_TSTRING, 1, "data or list of strings");
        lua_pop(L, 1);
    }
    script_charge(L, (size_t)count);
}

static size_t check_column(lua_State *L, const pack_data *data)
{
    if (lua_isnoneornil(L, 2))
        return 0;
    size_t column = pack_data_column(data, script_check_str(L, 2));
    if (column == BASE_STR_NONE)
        script_raise(L, MSG_SCRIPT_NO_COLUMN, data->name.ptr, script_tostring(L, 2, NULL), NULL);
    return column;
}

/* Without a call that can raise while the arena is held. */
static int build(lua_State *L, const pack_data *data, size_t column, text_words **out)
{
    script_vm *vm = script_vm_of(L);
    gathering g = {.arena = base_arena_new(0)};
    int code = HECHA_E_MEMORY;
    base_vec_init(&g.words, sizeof(text_word));
    if (g.arena != NULL) {
        if (data != NULL)
            gather_rows(&g, data, column);
        else
            gather_strings(L, &g);
        if (!g.failed)
            code = text_words_build(vm->lists, g.words.items, g.words.count, out);
    }
    base_arena_free(g.arena);
    return code;
}

/* The number of the list. A file that is run again, in a new state, meets the lists that it made
 * before. */
static size_t next_list(lua_State *L, const pack_data *data, size_t column)
{
    script_vm *vm = script_vm_of(L);
    if (vm->next_list < vm->list_count)
        return vm->next_list++;
    text_words *made = NULL;
    int code = vm->list_count < SCRIPT_MAX_LISTS ? build(L, data, column, &made) : HECHA_E_LIMIT;
    if (code == 0 && vm->beginnings == NULL)
        vm->beginnings = text_beginnings_new(vm->lists);
    if (code == 0 && vm->beginnings == NULL)
        code = HECHA_E_MEMORY;
    if (code == HECHA_E_LIMIT)
        script_raise(L, MSG_SCRIPT_WORDS_LIMIT, NULL);
    if (code != 0) {
        script_loading(L)->out_of_memory = 1;
        luaL_error(L, "memory");
    }
    text_beginnings_add(vm->beginnings, made, (unsigned)vm->list_count);
    vm->list[vm->list_count++] = made;
    vm->next_list = vm->list_count;
    return vm->list_count - 1;
}

static int make_list(lua_State *L)
{
    const data_object *source = test_object(L, 1, &data_key, sizeof(*source));
    const pack_data *data = source != NULL ? source->data : NULL;
    size_t column = 0;
    lua_settop(L, 2);
    if (script_vm_of(L)->loader == NULL)
        return script_raise(L, MSG_SCRIPT_WORDS_LATE, NULL);
    if (data != NULL) {
        column = check_column(L, data);
        script_charge(L, data->row_count * 16);
    } else {
        luaL_argexpected(L, lua_istable(L, 1), 1, "data or list of strings");
        if (script_sandbox_behind(L, 1))
            lua_replace(L, 1);
        check_strings(L);
    }
    words_object *held = lua_newuserdatauv(L, sizeof(*held), 0);
    *held = (words_object){&words_key, NULL, data, 0};
    lua_rawgetp(L, LUA_REGISTRYINDEX, &words_key);
    lua_setmetatable(L, -2);
    size_t number = next_list(L, data, column);
    held->number = (unsigned)number;
    held->words = script_vm_of(L)->list[number];
    return 1;
}

/* ---- finding ---- */

/* A search in a string, or in blocks of the report; the list of what is found is at the top. */
typedef struct search {
    const words_object *list;
    base_str text;
    const doc_block *block; /* NULL: a string */
    uint32_t number;        /* of the block */
    lua_Integer count;      /* found so far */
} search;

static void set_block(lua_State *L, const search *s, base_str text)
{
    base_place place = s->block->place;
    place.text = text;
    script_push_place(L, &place);
    lua_setfield(L, -2, "location");
    script_push_report_field(L, "blocks");
    lua_rawgeti(L, -1, (lua_Integer)s->number);
    lua_setfield(L, -3, "block");
    lua_pop(L, 1);
}

static void push_match(lua_State *L, const search *s, const text_word_match *match)
{
    base_str text = base_str_n(s->text.ptr + match->start, match->end - match->start);
    lua_createtable(L, 0, 7);
    script_set_str(L, "text", text);
    script_set_int(L, "first", (lua_Integer)match->start + 1);
    script_set_int(L, "last", (lua_Integer)match->end);
    script_set_int(L, "number", (lua_Integer)match->number + 1);
    if (s->list->data != NULL) {
        push_row(L, s->list->data, match->number);
        lua_setfield(L, -2, "row");
    }
    if (s->block != NULL)
        set_block(L, s, text);
    script_charge(L, 16);
}

static void find_in_text(lua_State *L, search *s)
{
    base_arena *arena = script_running(L)->scene->arena;
    base_vec matches;
    size_t work = 0;
    base_vec_init(&matches, sizeof(text_word_match));
    script_charge(L, 2 + s->text.len / 32);
    const text_places *places = NULL;
    if (s->block != NULL && text_words_are_placed(s->list->words))
        places = script_scan_places(L, s->block);
    int code = places != NULL ? text_words_find_at(s->list->words, s->list->number, s->text, places,
                                                   arena, &matches, &work)
                              : text_words_find(s->list->words, s->text, arena, &matches, &work);
    if (code != 0)
        script_kill(L, SCRIPT_MEMORY);
    script_run_account(L);
    script_charge(L, work / 16);
    for (size_t i = 0; i < matches.count; i++) {
        push_match(L, s, base_vec_at(&matches, i));
        lua_rawseti(L, -2, ++s->count);
    }
}

/* Tables and images are passed over in the report and in sections; a table alone is none. */
static void find_in_blocks(lua_State *L, search *s)
{
    uint32_t first, last;
    script_to_extent(L, 2, &first, &last);
    const doc_block *block = script_running(L)->scene->document->first;
    for (uint32_t number = 1; block != NULL && number <= last; number++, block = doc_next(block)) {
        if (number < first || (first != last && !doc_is_text(block)))
            continue;
        luaL_argexpected(L, block->table == NULL, 2, "report, section, block or string");
        s->block = block;
        s->number = number;
        s->text = block->text.normal.text;
        find_in_text(L, s);
    }
}

static int find_words(lua_State *L)
{
    search s = {.list = test_object(L, 1, &words_key, sizeof(words_object))};
    if (s.list == NULL)
        return luaL_typeerror(L, 1, "wordlist");
    int is_text = lua_type(L, 2) == LUA_TSTRING;
    luaL_argexpected(L, is_text || lua_istable(L, 2), 2, "report, section, block or string");
    lua_settop(L, 2);
    lua_newtable(L);
    if (is_text) {
        s.text = script_check_str(L, 2);
        find_in_text(L, &s);
    } else {
        find_in_blocks(L, &s);
    }
    return 1;
}

/* The list at 1, the text at 2 and the byte at 3, counted from 0. */
static const text_words *check_reading(lua_State *L, base_str *text, size_t *offset)
{
    const words_object *list = test_object(L, 1, &words_key, sizeof(*list));
    if (list == NULL)
        luaL_typeerror(L, 1, "wordlist");
    *text = script_check_str(L, 2);
    lua_Integer place = luaL_optinteger(L, 3, 1);
    luaL_argcheck(L, place >= 1, 3, "1 or more expected");
    *offset = (size_t)place - 1;
    return list->words;
}

/* The length of the longest word that begins at the offset; 0: none, as behind the text. */
static size_t next_word(lua_State *L, const text_words *words, base_str text, size_t offset,
                        uint32_t *number)
{
    size_t length = offset < text.len ? text_words_at(words, text, offset, number) : 0;
    script_charge(L, 1 + length / 16);
    return length;
}

/* list:at(text, place): the number of the longest word that begins at the byte, and its last byte.
 */
static int word_at(lua_State *L)
{
    base_str text;
    size_t offset;
    uint32_t number = 0;
    const text_words *words = check_reading(L, &text, &offset);
    size_t length = next_word(L, words, text, offset, &number);
    if (length == 0)
        return 0;
    lua_pushinteger(L, (lua_Integer)number + 1);
    lua_pushinteger(L, (lua_Integer)(offset + length));
    return 2;
}

/* list:read(text, place): the numbers of the words that the text consists of from the byte on, and
 * the byte where none begins any more. */
static int read_words(lua_State *L)
{
    base_str text;
    size_t offset, length;
    uint32_t number = 0;
    lua_Integer count = 0;
    const text_words *words = check_reading(L, &text, &offset);
    lua_newtable(L);
    while ((length = next_word(L, words, text, offset, &number)) > 0) {
        lua_pushinteger(L, (lua_Integer)number + 1);
        lua_rawseti(L, -2, ++count);
        offset += length;
    }
    lua_pushinteger(L, (lua_Integer)offset + 1);
    return 2;
}

/* The number of the word that is found, its first and its last byte. */
static int push_found(lua_State *L, int is_found, const text_word_match *match, size_t work)
{
    script_charge(L, 1 + work / 16);
    if (!is_found)
        return 0;
    lua_pushinteger(L, (lua_Integer)match->number + 1);
    lua_pushinteger(L, (lua_Integer)match->start + 1);
    lua_pushinteger(L, (lua_Integer)match->end);
    return 3;
}

/* list:first(text, place): the first word from the byte on; nothing if there is none. */
static int first_word(lua_State *L)
{
    base_str text;
    size_t offset, work = 0;
    text_word_match match;
    const text_words *words = check_reading(L, &text, &offset);
    int is_found = text_words_first(words, text, offset, &match, &work);
    return push_found(L, is_found, &match, work);
}

/* list:last(text): the last word. */
static int last_word(lua_State *L)
{
    base_str text;
    size_t offset, work = 0;
    text_word_match match;
    lua_settop(L, 2);
    const text_words *words = check_reading(L, &text, &offset);
    int is_found = text_words_last(words, text, &match, &work);
    return push_found(L, is_found, &match, work);
}

/* ---- opening ---- */

static void open_type(lua_State *L, const luaL_Reg *functions, const void *key)
{
    lua_createtable(L, 0, 4);
    luaL_setfuncs(L, functions, 0);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

void script_open_words(lua_State *L)
{
    static const luaL_Reg data_functions[] = {
        {"__index", data_index}, {"__len", data_length}, {NULL, NULL}};
    open_type(L, data_functions, &data_key);
    open_type(L, (const luaL_Reg[]){{NULL, NULL}}, &words_key);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &words_key);
    lua_createtable(L, 0, 5);
    lua_pushcfunction(L, find_words);
    lua_setfield(L, -2, "find");
    lua_pushcfunction(L, word_at);
    lua_setfield(L, -2, "at");
    lua_pushcfunction(L, read_words);
    lua_setfield(L, -2, "read");
    lua_pushcfunction(L, first_word);
    lua_setfield(L, -2, "first");
    lua_pushcfunction(L, last_word);
    lua_setfield(L, -2, "last");
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    lua_pushcfunction(L, get_data);
    lua_setfield(L, -2, "data");
    lua_pushcfunction(L, make_list);
    lua_setfield(L, -2, "wordlist");
}
