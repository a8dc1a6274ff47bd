/* Sections: the headings as a tree and as a list, found by title, and what is wrong with their
 * numbers. */
#include "doc/numbers.h"
#include "script/bind.h"
#include "text/likeness.h"

#define MAX_LEVELS 16

/* A heading's text without its number. */
static base_str heading_title(const doc_block *block)
{
    base_str text = block->text.normal.text;
    text_numbering number = text_numbering_read(text);
    if (block->number.len > 0 && number.style != TEXT_NUMBER_NONE)
        text = base_str_from(text, number.length);
    else if (base_str_starts(text, block->number))
        text = base_str_from(text, block->number.len);
    return base_str_trim(text);
}

static void set_style(lua_State *L, text_number_style style)
{
    if (style != TEXT_NUMBER_NONE)
        script_set_str(L, "style", base_str_c(text_number_style_name(style)));
}

static void push_section(lua_State *L, const doc_block *block)
{
    lua_createtable(L, 0, 12);
    script_push_str(L, heading_title(block));
    lua_setfield(L, -2, "title");
    script_set_str(L, "number", block->number);
    text_numbering number = doc_number_of(block);
    if (number.style != TEXT_NUMBER_NONE) {
        set_style(L, number.style);
        script_set_int(L, "value", number.value);
        lua_pushstring(L, text_number_mark(block->number));
        lua_setfield(L, -2, "mark");
    }
    if (block->run_in) {
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, "run_in");
    }
    script_set_int(L, "level", block->level);
    script_push_place(L, &block->place);
    lua_setfield(L, -2, "location");
    lua_newtable(L);
    lua_setfield(L, -2, "blocks");
    lua_newtable(L);
    lua_setfield(L, -2, "sections");
    script_set_part(L);
    script_charge(L, 12);
}

/* Appends the value at the top to a list that is a field of the table at `owner`, and pops it. */
static void append_to(lua_State *L, int owner, const char *list)
{
    lua_getfield(L, owner, list);
    lua_insert(L, -2);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_pop(L, 1);
}

/* The stack holds: a table with the outermost sections and the list of all, the list of blocks,
 * then the open sections, outermost first. */
static void build_sections(lua_State *L, const doc *document, int root)
{
    int blocks = root + 1, levels[MAX_LEVELS], depth = 0;
    lua_Integer index = 0;
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        index++;
        if (block->kind == DOC_HEADING) {
            while (depth > 0 && (levels[depth - 1] >= block->level || depth == MAX_LEVELS))
                depth--;
            lua_settop(L, blocks + depth);
            push_section(L, block);
            if (depth > 0) {
                lua_pushvalue(L, blocks + depth);
                lua_setfield(L, -2, "parent");
            }
            lua_pushvalue(L, -1);
            append_to(L, depth > 0 ? blocks + depth : root, "sections");
            lua_pushvalue(L, -1);
            append_to(L, root, "all");
            levels[depth++] = block->level;
        } else if (depth > 0) {
            lua_rawgeti(L, blocks, index);
            append_to(L, blocks + depth, "blocks");
        }
    }
}

void script_push_sections(lua_State *L)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_setfield(L, -2, "sections");
    lua_newtable(L);
    lua_setfield(L, -2, "all");
    int root = lua_gettop(L);
    script_push_report_field(L, "blocks");
    luaL_checkstack(L, MAX_LEVELS + 12, "headings");
    build_sections(L, script_running(L)->scene->document, root);
    lua_settop(L, root);
    lua_getfield(L, root, "all");
    script_keep_report_field(L, "headings");
    lua_getfield(L, root, "sections");
    lua_remove(L, root);
}

/* Kept when the tree is built, which a rule may have changed since. */
void script_push_headings(lua_State *L)
{
    script_push_report_field(L, "sections");
    lua_pop(L, 1);
    script_push_report_field(L, "headings");
}

/* ---- report:section(title, …) ---- */

/* The key of a title, in the arena of the run. */
static base_str key_of(lua_State *L, base_str title)
{
    base_buf *scratch = &script_vm_of(L)->scratch;
    base_buf_clear(scratch);
    text_label_key(scratch, title);
    script_charge(L, 2 + title.len / 4);
    return script_run_str(L, base_buf_str(scratch));
}

/* The heading that is most like the titles at 2 … top: its index among the headings from 1, 0 if
 * none is enough. */
static lua_Integer find_section(lua_State *L, int *likeness)
{
    lua_Integer index = 0, found = 0;
    int titles = lua_gettop(L);
    *likeness = TEXT_LIKENESS_ENOUGH - 1;
    const doc_block *block = script_running(L)->scene->document->first;
    for (; block != NULL; block = doc_next(block)) {
        script_charge(L, 1);
        if (block->kind != DOC_HEADING)
            continue;
        index++;
        base_str key = key_of(L, heading_title(block));
        for (int i = 2; i <= titles; i++) {
            int like = text_likeness(key_of(L, script_check_str(L, i)), key);
            script_charge(L, key.len);
            if (like > *likeness) {
                *likeness = like;
                found = index;
            }
        }
    }
    return found;
}

int script_report_section(lua_State *L)
{
    int likeness;
    script_check_str(L, 2);
    lua_Integer found = find_section(L, &likeness);
    if (found == 0) {
        lua_pushnil(L);
        return 1;
    }
    script_push_report_field(L, "headings");
    lua_rawgeti(L, -1, found);
    lua_pushinteger(L, likeness);
    return 2;
}

int script_title_likeness(lua_State *L)
{
    base_str wanted = key_of(L, script_check_str(L, 1));
    base_str title = key_of(L, script_check_str(L, 2));
    script_charge(L, title.len);
    lua_pushinteger(L, text_likeness(wanted, title));
    return 1;
}

/* Bytes at the beginning that both have, and whole characters of both. */
static size_t shared_head(base_str a, base_str b)
{
    size_t length = 0, most = a.len < b.len ? a.len : b.len;
    while (length < most && a.ptr[length] == b.ptr[length])
        length++;
    while (length > 0 && length < most && ((unsigned char)a.ptr[length] & 0xC0) == 0x80)
        length--;
    return length;
}

/* Bytes at the end that both have, the same way. */
static size_t shared_tail(base_str a, base_str b)
{
    size_t length = 0, most = a.len < b.len ? a.len : b.len;
    while (length < most && a.ptr[a.len - length - 1] == b.ptr[b.len - length - 1])
        length++;
    while (length > 0 && ((unsigned char)a.ptr[a.len - length] & 0xC0) == 0x80)
        length--;
    return length;
}

int script_difference(lua_State *L)
{
    base_str a = script_check_str(L, 1), b = script_check_str(L, 2);
    size_t head = shared_head(a, b);
    base_str left = base_str_n(a.ptr + head, a.len - head);
    base_str right = base_str_n(b.ptr + head, b.len - head);
    size_t tail = shared_tail(left, right);
    script_charge(L, 2 + (a.len + b.len) / 32);
    lua_pushlstring(L, left.ptr, left.len - tail);
    lua_pushlstring(L, right.ptr, right.len - tail);
    return 2;
}

/* ---- report:numbering() ---- */

static void set_expected(lua_State *L, const doc_number_problem *problem)
{
    if (problem->expected == 0)
        return;
    base_buf *scratch = &script_vm_of(L)->scratch;
    base_buf_clear(scratch);
    text_number_print(scratch, problem->style, problem->expected);
    script_set_str(L, "expected", base_buf_str(scratch));
    script_set_int(L, "expected_value", problem->expected);
}

static void push_problem(lua_State *L, const doc_number_problem *problem)
{
    const doc_block *block = problem->number.block;
    lua_createtable(L, 0, 12);
    lua_pushstring(L, doc_number_fault_name(problem->fault));
    lua_setfield(L, -2, "kind");
    script_set_str(L, "number", problem->number.printed);
    script_set_int(L, "value", problem->number.value);
    set_style(L, problem->number.style);
    set_expected(L, problem);
    if (problem->usual.ptr != NULL) {
        script_push_str(L, problem->usual); /* may be empty */
        lua_setfield(L, -2, "usual_mark");
    }
    if (problem->number.level > 0)
        script_set_int(L, "level", problem->number.level);
    lua_pushboolean(L, problem->number.inlined);
    lua_setfield(L, -2, "inline");
    script_push_str(L, block->text.normal.text);
    lua_setfield(L, -2, "text");
    script_push_place(L, &block->place);
    lua_setfield(L, -2, "location");
    if (problem->before != NULL) {
        script_push_place(L, &problem->before->place);
        lua_setfield(L, -2, "before");
    }
    script_charge(L, 16);
}

/* What is wrong with the numbers of a report, kept for its other rules. */
typedef struct script_problems {
    base_vec list; /* of doc_number_problem */
    size_t bytes;  /* of memory that finding them took */
} script_problems;

/* In the arena, which is that of the report or of the run. */
static script_problems *find_problems(lua_State *L, base_arena *arena)
{
    size_t before = base_arena_used(arena);
    script_problems *found = base_arena_zalloc(arena, sizeof(*found));
    if (found == NULL)
        script_kill(L, SCRIPT_MEMORY);
    base_vec_init(&found->list, sizeof(doc_number_problem));
    if (doc_numbers_check(script_running(L)->scene->document, arena, &found->list) != 0)
        script_kill(L, SCRIPT_MEMORY);
    found->bytes = base_arena_used(arena) - before;
    return found;
}

/* A run is charged and counted the same memory whether it looked itself or not. */
static const base_vec *problems_of(lua_State *L)
{
    script_scans *scans = &script_vm_of(L)->scans;
    const rule_scene *scene = script_running(L)->scene;
    script_charge(L, scene->document->blocks * 4);
    if (scans->document == NULL || scans->document != scene->document ||
        (scans->problems == NULL && base_arena_used(scans->arena) > SCRIPT_MOST_SCANNED)) {
        const script_problems *own = find_problems(L, scene->arena);
        script_run_account(L);
        return &own->list;
    }
    if (scans->problems == NULL)
        scans->problems = find_problems(L, scans->arena);
    script_run_borrow(L, scans->problems->bytes);
    return &scans->problems->list;
}

int script_report_numbering(lua_State *L)
{
    const base_vec *problems = problems_of(L);
    lua_newtable(L);
    for (size_t i = 0; i < problems->count; i++) {
        push_problem(L, base_vec_at(problems, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}
