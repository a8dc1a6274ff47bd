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

/* ---- the bounds of sentence and clause ---- */

/* Walks on with the quantities of a block, so that a long sentence is walked through once. */
typedef struct bounds {
    text_span sentence, clause;
} bounds;

static void move_on(base_str text, text_span_kind kind, size_t offset, text_span *span)
{
    while (span->end <= offset && text_span_next(text, kind, span->end, span))
        continue;
}

static void find_bounds(bounds *at, const doc_block *block, size_t offset)
{
    move_on(text_of(block), TEXT_SENTENCE, offset, &at->sentence);
    move_on(text_of(block), TEXT_CLAUSE, offset, &at->clause);
}

/* ---- quantities ---- */

static void push_said(lua_State *L, const script_said *said, base_str raw, base_str label,
                      const base_place *place)
{
    script_session *run = script_running(L);
    script_said *kept = script_run_alloc(L, sizeof(*kept));
    value_figure figure;
    memset(&figure, 0, sizeof(figure));
    *kept = *said;
    figure.state =
        value_range_of(&kept->quantity, &kept->range) == VALUE_OK ? VALUE_NUMBER : VALUE_TEXT;
    figure.number = kept->range.value;
    value *leaf = value_leaf(run->scene->arena, &figure, label, kept->quantity.unit, raw, place, 0);
    if (leaf != NULL && figure.state == VALUE_NUMBER)
        leaf->range = &kept->range;
    script_push_value(L, leaf);
    script_value *held = lua_touserdata(L, -1);
    held->said = kept;
}

void script_push_quantity(lua_State *L, const doc_block *block, const text_quantity *quantity,
                          base_str label)
{
    doc_prose prose;
    bounds at;
    base_str raw;
    base_place place;
    script_charge(L, 16 + quantity->end / 16);
    memset(&at, 0, sizeof(at));
    find_bounds(&at, block, quantity->start);
    doc_prose_init_block(&prose, block);
    doc_prose_place(&prose, quantity->start, quantity->end, &raw, &place);
    script_said said;
    memset(&said, 0, sizeof(said));
    said.quantity = *quantity;
    said.block = block;
    said.sentence = at.sentence;
    said.clause = at.clause;
    push_said(L, &said, raw, label, &place);
}

/* What is walked through: the blocks that argument 1 or 2 names. The list is made at the top. */
typedef struct walk {
    uint32_t number, last;
    const doc_block *block;
} walk;

static int is_prose(const doc_block *block)
{
    return block->kind == DOC_HEADING || block->kind == DOC_PARAGRAPH || block->kind == DOC_NOTE;
}

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
    } while (!is_prose(at->block));
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
        index = last->said->index;
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
    script_said said;
    base_str raw;
    base_place place;
    lua_Integer count = 0;
    memset(&said, 0, sizeof(said));
    start_walk(L, &at);
    push_list(L);
    while (next_block(L, &at)) {
        doc_prose prose;
        bounds found;
        memset(&found, 0, sizeof(found));
        doc_prose_init_block(&prose, at.block);
        while (doc_prose_quantity(&prose, &said.quantity, &raw, &place)) {
            script_charge(L, 16);
            find_bounds(&found, at.block, said.quantity.start);
            said.block = at.block;
            said.sentence = found.sentence;
            said.clause = found.clause;
            said.index = ++count;
            push_said(L, &said, raw, raw, &place);
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
    text_claim claim;
    base_str raw;
    base_place place;
    lua_Integer count = 0;
    start_walk(L, &at);
    push_list(L);
    while (next_block(L, &at)) {
        doc_prose prose;
        text_span sentence = {0, 0};
        doc_prose_init_block(&prose, at.block);
        while (doc_prose_claim(&prose, &claim, &raw, &place)) {
            move_on(text_of(at.block), TEXT_SENTENCE, claim.start, &sentence);
            push_claim(L, at.block, &claim, sentence);
            script_push_place(L, &place);
            lua_setfield(L, -2, "location");
            script_set_int(L, "index", ++count);
            lua_rawseti(L, -2, count);
        }
    }
    return 1;
}
