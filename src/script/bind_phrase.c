/* report:phrases(pattern[, within]): what sentences say. */
#include "base/err.h"
#include "script/bind.h"
#include "text/class.h"
#include "text/phrase.h"

static const char phrases_key = 0; /* registry: pattern -> its text_phrase, during a run */
static const char parts_key = 0;   /* registry: metatable of blocks and sections */

/* ---- where to look ---- */

/* Blocks first to last, counted from 1. */
typedef struct extent {
    uint32_t first, last;
} extent;

static uint32_t block_number(lua_State *L, int index)
{
    uint32_t number = 0;
    lua_pushliteral(L, "location");
    if (lua_rawget(L, index) == LUA_TTABLE) {
        lua_pushliteral(L, "block");
        lua_rawget(L, -2);
        lua_Integer read = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
        number = read > 0 && read <= (lua_Integer)UINT32_MAX ? (uint32_t)read : 0;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return number;
}

/* The last block of the section whose heading has the number. */
static uint32_t section_end(const doc *document, uint32_t heading)
{
    uint32_t number = 0, last = heading;
    int level = 0;
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        number++;
        if (number == heading)
            level = block->level;
        if (number <= heading)
            continue;
        if (block->kind == DOC_HEADING && block->level <= level)
            break;
        last = number;
    }
    return last;
}

/* The report, a block, or a section, which has sections or blocks of its own. */
void script_to_extent(lua_State *L, int index, uint32_t *first, uint32_t *last)
{
    *first = 1;
    *last = UINT32_MAX;
    if (lua_isnoneornil(L, index) || script_is_report(L, index))
        return;
    luaL_argexpected(L, lua_istable(L, index), index, "report, section or block");
    *first = *last = block_number(L, index);
    luaL_argexpected(L, *first > 0, index, "report, section or block");
    lua_pushliteral(L, "sections");
    if (lua_rawget(L, index) == LUA_TTABLE)
        *last = section_end(script_running(L)->scene->document, *first);
    lua_pop(L, 1);
}

/* ---- patterns ---- */

/* "column 7: text" in the language of the run. */
static int raise_phrase(lua_State *L, base_str pattern, const hecha_err *err)
{
    char column[16];
    snprintf(column, sizeof(column), "%d", err->column);
    base_str copy = script_run_str(L, pattern);
    return script_raise(L, MSG_SCRIPT_PHRASE, copy.ptr, column, err->text, NULL);
}

static text_phrase *phrase_of(lua_State *L, int index)
{
    script_session *run = script_running(L);
    base_str pattern = script_check_str(L, index);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &phrases_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &phrases_key);
    }
    lua_pushvalue(L, index);
    lua_rawget(L, -2);
    text_phrase *phrase = lua_touserdata(L, -1);
    lua_pop(L, 1);
    if (phrase == NULL) {
        hecha_err err = base_err_init(script_vm_of(L)->lang);
        script_charge(L, 64 + pattern.len);
        int code = text_phrase_parse(run->scene->arena, pattern, &phrase, &err);
        if (code == HECHA_E_MEMORY)
            script_kill(L, SCRIPT_MEMORY);
        if (code != 0)
            raise_phrase(L, pattern, &err);
        script_run_account(L);
        lua_pushvalue(L, index);
        lua_pushlightuserdata(L, phrase);
        lua_rawset(L, -3);
    }
    lua_pop(L, 1);
    return phrase;
}

/* ---- matches ---- */

/* The words without a 为 or colon at their end, which belong to what is said of them; but 行为. */
static base_str without_link(base_str words)
{
    static const char *const links[] = {"为", "：", ":", NULL};
    static const char *const kept[] = {"行为", "作为", NULL};
    for (size_t i = 0; kept[i] != NULL; i++)
        if (base_str_ends(words, base_str_c(kept[i])))
            return words;
    for (size_t i = 0; links[i] != NULL; i++)
        if (base_str_ends(words, base_str_c(links[i])) && words.len > strlen(links[i]))
            return base_str_trim(base_str_n(words.ptr, words.len - strlen(links[i])));
    return words;
}

/* What is counted: the words of the match before its figure. */
static base_str counted(base_str text, const text_match *match, size_t figure)
{
    return without_link(base_str_trim(base_str_n(text.ptr + match->start, figure - match->start)));
}

static void push_claim(lua_State *L, const doc_block *block, const text_claim *claim)
{
    base_str text = block->text.normal.text;
    base_place place = block->place;
    place.text = base_str_n(text.ptr + claim->start, claim->end - claim->start);
    lua_createtable(L, 0, 3);
    lua_pushstring(L, claim->kind == TEXT_CLAIM_NONE ? "none" : "all");
    lua_setfield(L, -2, "kind");
    script_set_str(L, "text", place.text);
    script_push_place(L, &place);
    lua_setfield(L, -2, "location");
}

/* A claim of none as the figure 0. */
static void push_none(lua_State *L, const doc_block *block, base_str label, base_str unit,
                      const text_claim *claim, base_str sentence)
{
    base_str text = block->text.normal.text;
    value_figure figure;
    memset(&figure, 0, sizeof(figure));
    figure.number = value_number_int(0);
    base_place place = block->place;
    place.text = base_str_n(text.ptr + claim->start, claim->end - claim->start);
    base_arena *arena = script_running(L)->scene->arena;
    base_str name = text_close_up(arena, label);
    value *leaf = NULL;
    if (name.ptr != NULL)
        leaf = value_leaf(arena, &figure, name, unit, place.text, &place, 0);
    if (leaf != NULL)
        leaf->sentence = sentence;
    script_push_value(L, leaf);
    script_value *held = lua_touserdata(L, -1);
    held->claimed = 1;
}

/* Sets a field of the match at the top. */
static void set_capture(lua_State *L, const doc_block *block, const text_phrase *phrase,
                        const text_match *match, size_t index, base_str sentence)
{
    const text_capture *capture = &match->captures[index];
    base_str text = block->text.normal.text;
    base_str name = text_phrase_name(phrase, index);
    base_str label = capture->start > match->start
                         ? counted(text, match, capture->start)
                         : base_str_n(text.ptr + match->start, match->end - match->start);
    if (capture->kind == TEXT_CAPTURE_CLAIM) {
        push_claim(L, block, &capture->claim);
        lua_setfield(L, -2, "claim");
    }
    if (name.len == 0 || capture->kind == TEXT_CAPTURE_UNSET ||
        (capture->kind == TEXT_CAPTURE_CLAIM && capture->claim.kind == TEXT_CLAIM_ALL))
        return;
    script_push_str(L, name);
    if (capture->kind == TEXT_CAPTURE_TEXT)
        script_push_str(L, base_str_n(text.ptr + capture->start, capture->end - capture->start));
    else if (capture->kind == TEXT_CAPTURE_QUANTITY)
        script_push_quantity(L, block, &capture->quantity, label);
    else
        push_none(L, block, label, text_phrase_unit(phrase, index), &capture->claim, sentence);
    lua_rawset(L, -3);
}

/* Where the sentence at the byte begins and ends; `from` is where one before it begins. */
static text_span sentence_at(base_str text, text_span from, size_t byte)
{
    while (from.end <= byte && text_span_next(text, TEXT_SENTENCE, from.end, &from))
        continue;
    return from;
}

static void push_match(lua_State *L, const doc_block *block, lua_Integer number,
                       const text_phrase *phrase, const text_match *match, text_span sentence)
{
    base_str text = block->text.normal.text;
    base_place place = block->place;
    place.text = base_str_n(text.ptr + match->start, match->end - match->start);
    lua_createtable(L, 0, 6);
    script_set_str(L, "text", place.text);
    script_set_str(L, "sentence", text_span_str(text, sentence));
    script_push_place(L, &place);
    lua_setfield(L, -2, "location");
    script_push_report_field(L, "blocks");
    lua_rawgeti(L, -1, number);
    lua_setfield(L, -3, "block");
    lua_pop(L, 1);
    for (size_t i = 0; i < text_phrase_captures(phrase); i++)
        set_capture(L, block, phrase, match, i, text_span_str(text, sentence));
    script_charge(L, 32);
}

/* Appends the matches of a block to the list at the top. */
static void add_matches(lua_State *L, text_phrase *phrase, const doc_block *block,
                        lua_Integer number)
{
    script_session *run = script_running(L);
    base_str text = block->text.normal.text;
    text_span sentence = {0, 0};
    base_vec matches;
    size_t work = 0;
    base_vec_init(&matches, sizeof(text_match));
    if (text_phrase_find(phrase, text, run->scene->arena, &matches, &work) != 0)
        script_kill(L, SCRIPT_MEMORY);
    script_run_account(L);
    script_charge(L, 1 + text.len / 64 + work / 16);
    for (size_t i = 0; i < matches.count; i++) {
        const text_match *match = base_vec_at(&matches, i);
        sentence = sentence_at(text, sentence, match->start);
        push_match(L, block, number, phrase, match, sentence);
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    }
}

/* Upvalues: the list, the number of the match given last. */
static int next_match(lua_State *L)
{
    lua_Integer number = lua_tointeger(L, lua_upvalueindex(2)) + 1;
    lua_pushinteger(L, number);
    lua_replace(L, lua_upvalueindex(2));
    lua_rawgeti(L, lua_upvalueindex(1), number);
    return 1;
}

int script_phrases(lua_State *L)
{
    extent where;
    lua_settop(L, 3);
    script_to_extent(L, lua_isnil(L, 3) ? 1 : 3, &where.first, &where.last);
    text_phrase *phrase = phrase_of(L, 2);
    script_push_report_field(L, "blocks");
    lua_newtable(L);
    uint32_t number = 0;
    const doc_block *block = script_running(L)->scene->document->first;
    for (; block != NULL && number < where.last; block = doc_next(block)) {
        number++;
        script_charge(L, 1);
        if (number >= where.first && doc_is_text(block))
            add_matches(L, phrase, block, number);
    }
    lua_pushinteger(L, 0);
    script_push_moving(L, next_match, 2);
    return 1;
}

/* ---- methods of blocks and sections ---- */

void script_set_part(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &parts_key);
    lua_setmetatable(L, -2);
}

void script_open_phrase(lua_State *L)
{
    static const luaL_Reg methods[] = {{"phrases", script_phrases},
                                       {"matches", script_matches},
                                       {"enumerations", script_enumerations},
                                       {"quantities", script_quantities},
                                       {"claims", script_claims},
                                       {NULL, NULL}};
    lua_createtable(L, 0, 2);
    luaL_newlib(L, methods);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &parts_key);
}
