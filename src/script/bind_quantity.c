/* Quantities and claims of the prose for rules: values that know how they were said. */
#include "doc/prose.h"
#include "script/bind.h"
#include "text/class.h"
#include "text/utf8.h"

#define MOST_AROUND 10000 /* characters before and behind */

static base_str text_of(const doc_block *block)
{
    return block->text.normal.text;
}

/* ---- quantities ---- */

static void push_said(lua_State *L, const script_said *said, const value *leaf, lua_Integer index)
{
    script_push_value(L, leaf);
    script_value *held = lua_touserdata(L, -1);
    held->said = said;
    held->index = index;
}

void script_push_quantity(lua_State *L, const doc_block *block, const text_quantity *quantity,
                          base_str label)
{
    base_arena *arena = script_running(L)->scene->arena;
    script_charge(L, 16 + quantity->end / 16);
    script_said *said = script_run_alloc(L, sizeof(*said));
    const script_said *known = script_scan_said(L, block, quantity);
    const value *leaf;
    if (known != NULL) {
        leaf = script_said_again(arena, known, label, said);
    } else {
        doc_prose prose;
        script_scan_bounds(block, quantity->start, &said->sentence, &said->clause);
        doc_prose_init_block(&prose, block);
        doc_prose_place(&prose, quantity->start, quantity->end, &said->raw, &said->place);
        said->block = block;
        said->quantity = *quantity;
        leaf = script_said_leaf(arena, said, label);
    }
    push_said(L, said, leaf, 0);
}

/* What is walked through: the blocks that argument 1 or 2 names. The list is made at the top. */
typedef struct walk {
    uint32_t number, last;
    const doc_block *block;
} walk;

/* To the next block of prose; 0 behind the last one. */
static int next_block(lua_State *L, walk *at)
{
    do {
        at->block =
            at->number == 0 ? script_running(L)->scene->document->first : doc_next(at->block);
        at->number++;
        if (at->block == NULL || at->number > at->last)
            return 0;
        script_charge(L, 1);
    } while (!doc_is_prose(at->block));
    script_charge(L, text_of(at->block).len / 4);
    return 1;
}

/* Up to the block before the first one. */
static void start_walk(lua_State *L, walk *at)
{
    uint32_t first;
    lua_settop(L, 2);
    memset(at, 0, sizeof(*at));
    script_to_extent(L, lua_isnil(L, 2) ? 1 : 2, &first, &at->last);
    while (at->number + 1 < first) {
        at->block =
            at->number == 0 ? script_running(L)->scene->document->first : doc_next(at->block);
        at->number++;
        if (at->block == NULL)
            break;
    }
    if (first > 1 && at->block == NULL)
        script_raise(L, MSG_SCRIPT_NO_BLOCK, NULL);
    script_charge(L, first / 8);
}

static const char list_key = 0; /* registry: metatable of the lists */

/* `for q in report:quantities()`: the list gives the element behind the one given last. */
static int next_of_list(lua_State *L)
{
    lua_Integer index = 0;
    lua_settop(L, 3);
    const script_value *last = script_test_value(L, 3);
    if (last != NULL && last->said != NULL) {
        index = last->index;
    } else if (lua_istable(L, 3)) {
        lua_pushliteral(L, "index");
        lua_rawget(L, 3);
        index = lua_tointeger(L, -1);
    }
    lua_rawgeti(L, 1, index + 1);
    return 1;
}

static void push_list(lua_State *L)
{
    lua_newtable(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &list_key);
    lua_setmetatable(L, -2);
}

void script_open_quantity(lua_State *L)
{
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, next_of_list);
    lua_setfield(L, -2, "__call");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &list_key);
}

int script_quantities(lua_State *L)
{
    walk at;
    script_scan own;
    lua_Integer count = 0;
    start_walk(L, &at);
    push_list(L);
    while (next_block(L, &at)) {
        const base_vec *found = script_scan_block(L, at.block, SCRIPT_SAID, &own);
        for (size_t i = 0; i < found->count; i++) {
            const script_said *said = base_vec_at(found, i);
            script_charge(L, 16);
            push_said(L, said, said->leaf, ++count);
            lua_rawseti(L, -2, count);
        }
    }
    return 1;
}

/* ---- fields of quantities ---- */

typedef void push_field(lua_State *L, const script_said *said);

static void push_bound(lua_State *L, int exists, value_number number)
{
    if (exists)
        script_push_value(
            L, value_constant(script_running(L)->scene->arena, number, base_str_n(NULL, 0)));
    else
        lua_pushnil(L);
}

static void push_low(lua_State *L, const script_said *said)
{
    push_bound(L, said->range.has_low, said->range.low);
}

static void push_high(lua_State *L, const script_said *said)
{
    push_bound(L, said->range.has_high, said->range.high);
}

static void push_low_open(lua_State *L, const script_said *said)
{
    lua_pushboolean(L, said->range.has_low && said->range.low_open);
}

static void push_high_open(lua_State *L, const script_said *said)
{
    lua_pushboolean(L, said->range.has_high && said->range.high_open);
}

static void push_step(lua_State *L, const script_said *said)
{
    push_bound(L, 1, said->range.step);
}

static void push_approx(lua_State *L, const script_said *said)
{
    lua_pushstring(L, text_approx_name(said->quantity.approx));
}

static void push_approx_word(lua_State *L, const script_said *said)
{
    if (said->quantity.word.len == 0)
        lua_pushnil(L);
    else
        script_push_str(L, said->quantity.word);
}

static void push_kind(lua_State *L, const script_said *said)
{
    lua_pushstring(L, text_quantity_kind_name(said->quantity.kind));
}

static void push_change(lua_State *L, const script_said *said)
{
    static const char *const names[] = {NULL, "rise", "fall"};
    lua_pushstring(L, names[said->quantity.change]);
}

/* The table in report.blocks. */
static void push_block_table(lua_State *L, const doc_block *block)
{
    script_push_report_field(L, "blocks");
    lua_rawgeti(L, -1, block->place.block);
    lua_remove(L, -2);
}

static void push_block(lua_State *L, const script_said *said)
{
    push_block_table(L, said->block);
}

static void push_sentence(lua_State *L, const script_said *said)
{
    script_charge(L, 1 + (said->sentence.end - said->sentence.start) / 32);
    script_push_str(L, text_span_str(text_of(said->block), said->sentence));
}

static void push_clause(lua_State *L, const script_said *said)
{
    script_charge(L, 1 + (said->clause.end - said->clause.start) / 32);
    script_push_str(L, text_span_str(text_of(said->block), said->clause));
}

static const struct {
    const char *name;
    push_field *push;
} fields[] = {{"low", push_low},
              {"high", push_high},
              {"low_open", push_low_open},
              {"high_open", push_high_open},
              {"step", push_step},
              {"approx", push_approx},
              {"approx_word", push_approx_word},
              {"kind", push_kind},
              {"change", push_change},
              {"block", push_block},
              {"sentence", push_sentence},
              {"clause", push_clause}};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))

void script_open_said_fields(lua_State *L, lua_Integer first)
{
    for (size_t i = 0; i < FIELDS; i++) {
        lua_pushinteger(L, first + (lua_Integer)i);
        lua_setfield(L, -2, fields[i].name);
    }
}

void script_push_said_field(lua_State *L, const script_value *held, lua_Integer number)
{
    if (held->said == NULL)
        lua_pushnil(L);
    else
        fields[number].push(L, held->said);
}

/* ---- q:before(n), q:after(n) ---- */

static const script_said *check_said(lua_State *L, const char *method)
{
    const script_value *held = script_check_value(L, 1);
    if (held->claimed)
        script_raise(L, MSG_SCRIPT_CLAIM_ONLY, method, script_run_str(L, held->value->raw).ptr,
                     NULL);
    if (held->said == NULL)
        script_raise(L, MSG_SCRIPT_QUANTITY_ONLY, method, NULL);
    return held->said;
}

/* The number of characters asked for; -1: to the sentence's end. */
static lua_Integer check_count(lua_State *L)
{
    lua_Integer count = luaL_optinteger(L, 2, -1);
    luaL_argcheck(L, count >= -1 && count <= MOST_AROUND, 2, "out of range");
    return count;
}

int script_said_before(lua_State *L)
{
    const script_said *said = check_said(L, "before");
    lua_Integer count = check_count(L);
    base_str text = text_of(said->block);
    size_t start = count < 0 ? said->sentence.start : said->quantity.start;
    for (lua_Integer i = 0; i < count && start > 0; i++)
        text_utf8_previous(text, &start);
    script_charge(L, 1 + (said->quantity.start - start) / 16);
    script_push_str(L, base_str_n(text.ptr + start, said->quantity.start - start));
    return 1;
}

int script_said_after(lua_State *L)
{
    const script_said *said = check_said(L, "after");
    lua_Integer count = check_count(L);
    base_str text = text_of(said->block);
    size_t start = said->quantity.end, end = start;
    if (count < 0 && said->sentence.end > end)
        end = said->sentence.end;
    for (lua_Integer i = 0; i < count && end < text.len; i++)
        text_utf8_next(text, &end);
    script_charge(L, 1 + (end - start) / 16);
    script_push_str(L, base_str_n(text.ptr + start, end - start));
    return 1;
}

/* ---- claims ---- */

static void push_claim(lua_State *L, const doc_block *block, const text_claim *claim,
                       text_span sentence)
{
    base_str text = text_of(block);
    lua_createtable(L, 0, 8);
    lua_pushstring(L, claim->kind == TEXT_CLAIM_ALL ? "all" : "none");
    lua_setfield(L, -2, "kind");
    script_push_str(L, base_str_n(text.ptr + claim->start, claim->end - claim->start));
    lua_setfield(L, -2, "text");
    script_push_str(L, base_str_n(text.ptr + claim->word, claim->scope - claim->word));
    lua_setfield(L, -2, "word");
    script_push_str(L, text_trim(base_str_n(text.ptr + claim->scope, claim->end - claim->scope)));
    lua_setfield(L, -2, "scope");
    script_charge(L, 8 + (sentence.end - sentence.start) / 32);
    script_push_str(L, text_span_str(text, sentence));
    lua_setfield(L, -2, "sentence");
    push_block_table(L, block);
    lua_setfield(L, -2, "block");
}

int script_claims(lua_State *L)
{
    walk at;
    script_scan own;
    lua_Integer count = 0;
    start_walk(L, &at);
    push_list(L);
    while (next_block(L, &at)) {
        const base_vec *found = script_scan_block(L, at.block, SCRIPT_STATED, &own);
        for (size_t i = 0; i < found->count; i++) {
            const script_stated *stated = base_vec_at(found, i);
            push_claim(L, at.block, &stated->claim, stated->sentence);
            script_push_place(L, &stated->place);
            lua_setfield(L, -2, "location");
            script_set_int(L, "index", ++count);
            lua_rawseti(L, -2, count);
        }
    }
    return 1;
}
