/* Other reports: report:previous(), report:children(), report:likeness(), and the third argument of
 * a check over several reports. */
#include "rule/compare.h"
#include "rule/formula.h"
#include "script/bind.h"
#include "text/shingle.h"

#define MOST_ALIKE 3   /* paragraphs that report:likeness lists */
#define LEAST_ALIKE 20 /* runs of a paragraph worth listing */

static const char corpus_key = 0; /* registry: the table `corpus` of the run */

typedef struct view {
    script_other *other;
    int by_year; /* values are labelled by the year, not by the agency */
} view;

static const script_corpus *corpus_of(lua_State *L)
{
    const script_corpus *corpus = script_running(L)->report->corpus;
    if (corpus == NULL)
        script_raise(L, MSG_SCRIPT_NO_CORPUS, NULL);
    return corpus;
}

static view *check_view(lua_State *L, int index)
{
    view *held = luaL_testudata(L, index, "hecha.other");
    if (held == NULL)
        luaL_typeerror(L, index,
                       "report of report:previous(), report:children() or corpus.reports");
    return held;
}

/* The report, its forms and text read. */
static script_other *opened(lua_State *L, const view *held)
{
    const script_corpus *corpus = corpus_of(L);
    if (held->other->document == NULL) {
        script_charge(L, held->other->source_length / 8);
        if (corpus->open(corpus->context, held->other) != 0)
            script_kill(L, SCRIPT_MEMORY);
    }
    return held->other;
}

static void push_view(lua_State *L, script_other *other, int by_year)
{
    script_charge(L, 4);
    view *made = lua_newuserdatauv(L, sizeof(*made), 0);
    made->other = other;
    made->by_year = by_year;
    luaL_setmetatable(L, "hecha.other");
}

/* ---- figures of another report ---- */

static size_t find_row(lua_State *L, const form *in, base_str label, int *row)
{
    base_buf *scratch = &script_vm_of(L)->scratch;
    base_buf_clear(scratch);
    script_charge(L, in->count);
    size_t found = formula_find_item(in, label, row, scratch);
    if (found == FORM_FAILED)
        script_kill(L, SCRIPT_MEMORY);
    return found;
}

static int names_figure(lua_State *L, const form *in, base_str label, int *row)
{
    return find_row(L, in, label, row) == 1 && !in->rows[*row].heading;
}

/* The form and row that a label names: in the other report, else in this one. */
static const form *form_with(lua_State *L, const script_other *other, base_str label, int *row)
{
    const script_report *report = script_running(L)->report;
    for (size_t i = 0; i < other->figures.instance_count; i++)
        if (names_figure(L, other->figures.instances[i].form, label, row))
            return other->figures.instances[i].form;
    for (size_t i = 0; i < report->instance_count; i++)
        if (names_figure(L, report->instances[i].form, label, row))
            return report->instances[i].form;
    return NULL;
}

static int raise_label(lua_State *L, const script_other *other, base_str label)
{
    const script_report *report = script_running(L)->report;
    const form *in = other->figures.instance_count > 0 ? other->figures.instances[0].form
                     : report->instance_count > 0      ? report->instances[0].form
                                                       : NULL;
    int row;
    if (in == NULL)
        return script_raise_missing(L, MSG_SCRIPT_NO_FORM, lua_tostring(L, 2), NULL);
    size_t count = find_row(L, in, label, &row);
    script_push_str(L, base_buf_str(&script_vm_of(L)->scratch));
    script_push_str(L, in->name);
    return script_raise(L, count == 0 ? MSG_SCRIPT_LABEL_UNKNOWN : MSG_SCRIPT_LABEL_AMBIGUOUS,
                        lua_tostring(L, 2), lua_tostring(L, -1), lua_tostring(L, -2), NULL);
}

/* other:item(label or row): the figure of that row there, as a value. */
static int other_item(lua_State *L)
{
    const view *held = check_view(L, 1);
    script_other *other = opened(L, held);
    const script_value *like = script_test_value(L, 2);
    const form *in = NULL;
    int row = -1;
    if (like != NULL && like->item != NULL) {
        in = like->instance->form;
        row = (int)(like->item - like->instance->items);
    } else {
        in = form_with(L, other, script_check_str(L, 2), &row);
        if (in == NULL)
            return raise_label(L, other, script_check_str(L, 2));
    }
    script_charge(L, 16);
    script_push_value(L, rule_counterpart_value(script_running(L)->scene, &other->figures, in, row,
                                                held->by_year));
    return 1;
}

/* ---- what is known of another report ---- */

static void push_text(lua_State *L, base_str text)
{
    if (text.len == 0)
        lua_pushnil(L);
    else
        script_push_str(L, text);
}

static void push_forms(lua_State *L, const script_other *other)
{
    lua_newtable(L);
    for (size_t i = 0; i < other->figures.instance_count; i++) {
        const form_instance *instance = &other->figures.instances[i];
        lua_createtable(L, 0, 4);
        script_set_str(L, "form", instance->form->name);
        script_set_str(L, "id", instance->form->id);
        script_set_str(L, "caption", instance->caption);
        script_set_int(L, "ordinal", instance->ordinal);
        script_push_place(L, &instance->place);
        lua_setfield(L, -2, "location");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* Its first block: where findings about the report as a whole point to. */
static void push_location(lua_State *L, const script_other *other)
{
    base_place place;
    memset(&place, 0, sizeof(place));
    if (other->document->first != NULL)
        place = other->document->first->place;
    place.path = other->path;
    script_push_place(L, &place);
}

static int other_index(lua_State *L)
{
    const view *held = check_view(L, 1);
    base_str name = script_check_str(L, 2);
    if (base_str_eq_c(name, "agency")) {
        push_text(L, held->other->figures.agency);
    } else if (base_str_eq_c(name, "year")) {
        lua_pushinteger(L, held->other->figures.year);
        if (held->other->figures.year == 0)
            lua_pushnil(L);
    } else if (base_str_eq_c(name, "title")) {
        push_text(L, held->other->title);
    } else if (base_str_eq_c(name, "path")) {
        push_text(L, held->other->path);
    } else if (base_str_eq_c(name, "forms")) {
        push_forms(L, opened(L, held));
    } else if (base_str_eq_c(name, "location")) {
        push_location(L, opened(L, held));
    } else if (base_str_eq_c(name, "item")) {
        lua_pushcfunction(L, other_item);
    } else {
        return script_raise(L, MSG_SCRIPT_NO_FIELD, "report", lua_tostring(L, 2), NULL);
    }
    return 1;
}

static int other_no_write(lua_State *L)
{
    return script_raise(L, MSG_SCRIPT_READ_ONLY, "report", NULL);
}

/* ---- methods of the report ---- */

int script_report_previous(lua_State *L)
{
    const script_corpus *corpus = corpus_of(L);
    if (corpus->previous == NULL)
        lua_pushnil(L);
    else
        push_view(L, corpus->previous, 1);
    return 1;
}

/* The reports there are, and the names of the agencies that have none. */
int script_report_children(lua_State *L)
{
    const script_corpus *corpus = corpus_of(L);
    lua_Integer here = 0, missing = 0;
    lua_newtable(L);
    lua_newtable(L);
    for (size_t i = 0; i < corpus->child_count; i++) {
        script_other *child = &corpus->children[i];
        if (child->source_length > 0) {
            push_view(L, child, 0);
            lua_rawseti(L, -3, ++here);
        } else {
            script_push_str(L, child->figures.agency);
            lua_rawseti(L, -2, ++missing);
        }
    }
    return 2;
}

static void add_shingles(lua_State *L, base_arena *arena, const doc_block *block, base_vec *hashes)
{
    if (block->kind != DOC_PARAGRAPH)
        return;
    script_charge(L, 8 + block->text.normal.text.len);
    if (text_shingles_add(arena, block->text.normal.text, hashes) != 0)
        script_kill(L, SCRIPT_MEMORY);
    script_run_account(L);
}

/* Adds a paragraph to the list at the top. */
static void push_alike(lua_State *L, const doc_block *block, lua_Integer number)
{
    lua_createtable(L, 0, 2);
    script_set_str(L, "text", block->text.normal.text);
    script_push_place(L, &block->place);
    lua_setfield(L, -2, "location");
    lua_rawseti(L, -2, number);
}

/* report:likeness(other): runs of words that stand there too, all runs, and the first paragraphs
 * that stand there as a whole. */
int script_report_likeness(lua_State *L)
{
    script_session *run = script_running(L);
    const script_other *other = opened(L, check_view(L, 2));
    base_arena *arena = run->scene->arena;
    base_vec own, theirs;
    size_t common = 0;
    lua_Integer listed = 0;
    base_vec_init(&own, sizeof(uint64_t));
    base_vec_init(&theirs, sizeof(uint64_t));
    for (const doc_block *block = other->document->first; block != NULL; block = doc_next(block))
        add_shingles(L, arena, block, &theirs);
    text_shingles_sort(&theirs);
    lua_newtable(L);
    for (const doc_block *block = run->scene->document->first; block != NULL;
         block = doc_next(block)) {
        size_t before = own.count;
        add_shingles(L, arena, block, &own);
        size_t same = text_shingles_common(&own, before, &theirs);
        common += same;
        if (same == own.count - before && same >= LEAST_ALIKE && listed < MOST_ALIKE)
            push_alike(L, block, ++listed);
    }
    lua_pushinteger(L, (lua_Integer)common);
    lua_pushinteger(L, (lua_Integer)own.count);
    lua_rotate(L, -3, 2);
    return 3;
}

/* ---- corpus ---- */

static void set_views(lua_State *L, const char *name, script_other *others, size_t count)
{
    lua_createtable(L, (int)(count & 0xFFFF), 0);
    for (size_t i = 0; i < count; i++) {
        push_view(L, &others[i], 0);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, name);
}

/* The lists are made when they are first asked for: most rules look at one of them. */
static int corpus_index(lua_State *L)
{
    const script_corpus *corpus = corpus_of(L);
    base_str name = script_check_str(L, 2);
    lua_settop(L, 1);
    lua_newtable(L);
    if (base_str_eq_c(name, "reports")) {
        if (corpus->reports == NULL)
            return script_raise(L, MSG_SCRIPT_NEEDS_ALL, NULL);
        set_views(L, "it", corpus->reports, corpus->report_count);
    } else if (base_str_eq_c(name, "duplicates")) {
        set_views(L, "it", corpus->duplicates, corpus->duplicate_count);
    } else if (base_str_eq_c(name, "missing")) {
        lua_newtable(L);
        for (size_t i = 0; i < corpus->missing_count; i++) {
            script_push_str(L, corpus->missing[i]);
            lua_rawseti(L, -2, (lua_Integer)i + 1);
        }
        lua_setfield(L, -2, "it");
    } else if (base_str_eq_c(name, "roster")) {
        lua_pushboolean(L, corpus->has_roster);
        lua_setfield(L, -2, "it");
    } else if (base_str_eq_c(name, "listed")) {
        lua_pushboolean(L, corpus->listed);
        lua_setfield(L, -2, "it");
    } else {
        lua_pushlstring(L, name.ptr, name.len);
        return script_raise(L, MSG_SCRIPT_NO_FIELD, "corpus", lua_tostring(L, -1), NULL);
    }
    lua_getfield(L, -1, "it");
    return 1;
}

static int corpus_no_write(lua_State *L)
{
    return script_raise(L, MSG_SCRIPT_READ_ONLY, "corpus", NULL);
}

static void set_function(lua_State *L, const char *name, lua_CFunction function)
{
    lua_pushcfunction(L, function);
    lua_setfield(L, -2, name);
}

void script_push_corpus(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &corpus_key);
}

void script_open_corpus(lua_State *L)
{
    luaL_newmetatable(L, "hecha.other");
    set_function(L, "__index", other_index);
    set_function(L, "__newindex", other_no_write);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
    lua_newtable(L); /* corpus */
    lua_newtable(L);
    set_function(L, "__index", corpus_index);
    set_function(L, "__newindex", corpus_no_write);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &corpus_key);
}
