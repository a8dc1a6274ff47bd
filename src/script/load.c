#include "script/load.h"

#include <stdlib.h>

#include "script/sandbox.h"
#include "script/syntax.h"
#include "text/utf8.h"

#define MAX_ID 64u
#define MAX_CASE_NAME 240u
#define MAX_DEFINITIONS 4096u /* of one pack */
#define SEARCHED 256u         /* bytes of a text that tell where it stands */

/* ---- for all of load_*.c ---- */

script_loader *script_loading(lua_State *L)
{
    script_loader *loader = script_vm_of(L)->loader;
    if (loader == NULL)
        script_raise(L, MSG_SCRIPT_NOT_LOADING, NULL);
    return loader;
}

static void *check_memory(lua_State *L, void *memory)
{
    script_loader *loader = script_loading(L);
    if (memory == NULL) {
        loader->out_of_memory = 1;
        luaL_error(L, "memory");
    }
    return memory;
}

void *script_load_alloc(lua_State *L, size_t count, size_t size)
{
    return check_memory(L, base_arena_array(script_loading(L)->arena, count, size));
}

base_str script_load_str(lua_State *L, base_str text)
{
    script_charge(L, text.len / 64);
    base_str copy = base_arena_str(script_loading(L)->arena, text);
    check_memory(L, (void *)(uintptr_t)copy.ptr);
    return copy;
}

base_str script_located(lua_State *L, int line, base_str text)
{
    script_loader *loader = script_loading(L);
    base_buf *scratch = &loader->vm->scratch;
    base_buf_clear(scratch);
    base_buf_add_str(scratch, loader->file);
    if (line > 0) {
        base_buf_add_byte(scratch, ':');
        base_buf_add_int(scratch, line);
    }
    base_buf_add_c(scratch, ": ");
    base_buf_add_str(scratch, text);
    return script_load_str(L, base_buf_str(scratch));
}

static int line_at(base_str source, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset && i < source.len; i++)
        line += source.ptr[i] == '\n';
    return line;
}

int script_line_of(const script_loader *loader, int line, base_str text)
{
    size_t start = 0;
    for (int at = 1; at < line; at++) {
        const char *end = start < loader->source.len
                              ? memchr(loader->source.ptr + start, '\n', loader->source.len - start)
                              : NULL;
        if (end == NULL)
            return line;
        start = (size_t)(end - loader->source.ptr) + 1;
    }
    if (text.len > SEARCHED)
        text.len = SEARCHED;
    size_t found = text.len > 0 ? base_str_find(loader->source, text, start) : BASE_STR_NONE;
    return found == BASE_STR_NONE ? line : line_at(loader->source, found);
}

/* Adds a rule that only tells why something is not there. 0, or -1 without memory. */
static int add_broken(script_loader *loader, base_str id, int line, base_str located)
{
    base_arena *arena = loader->arena;
    rule *made = base_arena_zalloc(arena, sizeof(*made));
    rule **slot = base_vec_push(&loader->rules, arena);
    script_pending *todo = base_vec_push(&loader->pending, arena);
    char *name = base_arena_alloc(arena, loader->pack.len + id.len + 2);
    if (made == NULL || slot == NULL || todo == NULL || name == NULL) {
        loader->out_of_memory = 1;
        return -1;
    }
    memcpy(name, loader->pack.ptr, loader->pack.len);
    name[loader->pack.len] = '/';
    memcpy(name + loader->pack.len + 1, id.ptr, id.len);
    name[loader->pack.len + 1 + id.len] = '\0';
    made->pack = loader->pack;
    made->id = id;
    made->name = base_str_n(name, loader->pack.len + 1 + id.len);
    made->title = id;
    made->severity = HECHA_ERROR;
    made->file = loader->file;
    made->line = line;
    made->broken = located;
    made->stands_in = loader->stands_in;
    *slot = made;
    *todo = (script_pending){.rule = made};
    return 0;
}

void script_load_broken(lua_State *L, base_str id, int line, base_str text)
{
    if (add_broken(script_loading(L), id, line, script_located(L, line, text)) != 0)
        luaL_error(L, "memory");
}

/* ---- rule "id" {…}, corpus_rule "id" {…}, form "id" {…} and case "name" {…} ---- */

typedef enum definition {
    DEFINES_RULE,
    DEFINES_FORM,
    DEFINES_CORPUS_RULE,
    DEFINES_CASE
} definition;

static void read_definition(lua_State *L, definition kind, base_str id, int line)
{
    lua_pushvalue(L, 1); /* the readers find the table at 2 */
    if (kind == DEFINES_FORM)
        script_load_form(L, id, line);
    else if (kind == DEFINES_CASE)
        script_load_case(L, id, line);
    else
        script_load_rule(L, id, line, kind == DEFINES_CORPUS_RULE);
}

/* Upvalues: number of the opening, definition, why the id is none or nil. */
static int take_table(lua_State *L)
{
    script_loader *loader = script_loading(L);
    size_t number = (size_t)lua_tointeger(L, lua_upvalueindex(1));
    definition kind = (definition)lua_tointeger(L, lua_upvalueindex(2));
    if (number >= loader->opened.count) /* kept by another file */
        return script_raise(L, MSG_SCRIPT_NOT_LOADING, NULL);
    script_opening *opening = base_vec_at(&loader->opened, number);
    base_str id = opening->id;
    int line = opening->line;
    opening->closed = 1;
    loader->stands_in = !opening->is_rule;
    lua_settop(L, 1);
    if (lua_type(L, lua_upvalueindex(3)) == LUA_TSTRING) {
        script_load_broken(L, id, line, script_check_str(L, lua_upvalueindex(3)));
        return 0;
    }
    if (!lua_istable(L, 1)) {
        script_load_broken(L, id, line,
                           base_str_c(base_msg_text(loader->vm->lang, MSG_SCRIPT_NO_TABLE)));
        return 0;
    }
    if (loader->rules.count + loader->forms.count + loader->cases.count >= MAX_DEFINITIONS)
        return script_raise(L, MSG_SCRIPT_MANY_RULES, NULL);
    read_definition(L, kind, id, line);
    return 0;
}

static int is_id(base_str id)
{
    if (id.len == 0 || id.len > MAX_ID)
        return 0;
    for (size_t i = 0; i < id.len; i++) {
        unsigned char c = (unsigned char)id.ptr[i];
        int plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!plain && c != '-' && c != '_' && c != '.')
            return 0;
    }
    return 1;
}

static int caller_line(lua_State *L)
{
    lua_Debug frame;
    if (lua_getstack(L, 1, &frame) && lua_getinfo(L, "l", &frame) && frame.currentline > 0)
        return frame.currentline;
    return 0;
}

/* A case is called by any short text. */
static int is_case_name(base_str name)
{
    return name.len > 0 && name.len <= MAX_CASE_NAME && text_utf8_invalid(name) == BASE_STR_NONE &&
           memchr(name.ptr, '\n', name.len) == NULL && memchr(name.ptr, '\0', name.len) == NULL;
}

/* Why such a definition may not stand in the file, or NULL. */
static const char *misplaced(const script_loader *loader, definition kind)
{
    hecha_lang lang = loader->vm->lang;
    if ((kind == DEFINES_CASE) != (loader->is_test != 0))
        return base_msg_text(lang, MSG_SCRIPT_ONLY_CASES);
    if (kind != DEFINES_FORM && loader->is_form)
        return base_msg_text(lang, MSG_SCRIPT_ONLY_FORMS);
    return NULL;
}

static int define(lua_State *L, definition kind)
{
    script_loader *loader = script_loading(L);
    base_str id = base_str_c("?");
    const char *wrong = misplaced(loader, kind);
    int (*may_be)(base_str) = kind == DEFINES_CASE ? is_case_name : is_id;
    if (lua_type(L, 1) == LUA_TSTRING && may_be(script_check_str(L, 1)))
        id = script_check_str(L, 1);
    else
        wrong = base_msg_text(loader->vm->lang,
                              kind == DEFINES_CASE ? MSG_SCRIPT_BAD_CASE : MSG_SCRIPT_BAD_ID);
    if (loader->opened.count >= MAX_DEFINITIONS)
        return script_raise(L, MSG_SCRIPT_MANY_RULES, NULL);
    script_opening *opening = check_memory(L, base_vec_push(&loader->opened, loader->arena));
    size_t number = loader->opened.count - 1;
    opening->id = script_load_str(L, id);
    opening->line = caller_line(L);
    opening->is_rule = kind == DEFINES_RULE || kind == DEFINES_CORPUS_RULE;
    lua_pushinteger(L, (lua_Integer)number);
    lua_pushinteger(L, kind);
    lua_pushstring(L, wrong); /* nil for NULL */
    lua_pushcclosure(L, take_table, 3);
    return 1;
}

static int define_rule(lua_State *L)
{
    return define(L, DEFINES_RULE);
}

static int define_corpus_rule(lua_State *L)
{
    return define(L, DEFINES_CORPUS_RULE);
}

static int define_form(lua_State *L)
{
    return define(L, DEFINES_FORM);
}

static int define_case(lua_State *L)
{
    return define(L, DEFINES_CASE);
}

void script_open_load(lua_State *L)
{
    lua_pushcfunction(L, define_rule);
    lua_setfield(L, -2, "rule");
    lua_pushcfunction(L, define_corpus_rule);
    lua_setfield(L, -2, "corpus_rule");
    lua_pushcfunction(L, define_form);
    lua_setfield(L, -2, "form");
    lua_pushcfunction(L, define_case);
    lua_setfield(L, -2, "case");
}

/* ---- files ---- */

typedef struct file_call {
    base_str source;
    char chunk[SCRIPT_CHUNK_NAME + 2]; /* "@name" */
} file_call;

static void set_chunk(file_call *call, base_str name)
{
    name = script_source_shown(name);
    call->chunk[0] = '@';
    memcpy(call->chunk + 1, name.ptr, name.len);
    call->chunk[name.len + 1] = '\0';
}

static int run_file(lua_State *L)
{
    const file_call *call = lua_touserdata(L, 1);
    base_str source = call->source;
    if (base_str_starts(source, base_str_c("\xEF\xBB\xBF")))
        source = base_str_from(source, 3);
    if (source.len > SCRIPT_MAX_SOURCE)
        return script_raise(L, MSG_SCRIPT_LONG_FILE, NULL);
    if (script_parse(L, source, call->chunk) != LUA_OK)
        return script_syntax_raise(L, source, base_str_c(call->chunk + 1));
    script_sandbox_environment(L);
    script_push_params(L);
    lua_setfield(L, -2, "params");
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 0);
    return 0;
}

int script_run_file(script_vm *vm, base_str source, base_str name)
{
    file_call call = {.source = source};
    set_chunk(&call, name);
    return script_protect(vm, run_file, &call);
}

static base_str stem_of(base_str name)
{
    for (size_t i = name.len; i > 0; i--)
        if (name.ptr[i - 1] == '/') {
            name = base_str_from(name, i);
            break;
        }
    if (base_str_ends(name, base_str_c(".lua")))
        name.len -= 4;
    return name;
}

/* The line that a message "name:12: text" tells, or 0. */
static int told_line(base_str text, base_str name)
{
    if (name.len > SCRIPT_CHUNK_NAME || !base_str_starts(text, name))
        return 0;
    int line = 0;
    for (size_t i = name.len + 1; i < text.len && i < name.len + 9; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            break;
        line = line * 10 + (text.ptr[i] - '0');
    }
    return line;
}

/* A file that stopped: one broken rule named after it. */
static int report_file(script_loader *loader)
{
    script_vm *vm = loader->vm;
    base_buf_reset(&vm->scratch);
    if (vm->meter.fatal != SCRIPT_ALIVE)
        script_fatal_text(&vm->scratch, vm);
    else
        script_error_text(vm->state, &vm->scratch, vm->limits.message);
    base_str text = base_buf_str(&vm->scratch);
    int line = told_line(text, loader->file);
    if (line == 0) {
        base_buf whole;
        base_buf_init(&whole);
        base_buf_add_str(&whole, loader->file);
        base_buf_add_c(&whole, ": ");
        base_buf_add_str(&whole, text);
        text = base_str_n(NULL, 0);
        if (!base_buf_failed(&whole))
            text = base_arena_str(loader->arena, base_buf_str(&whole));
        base_buf_dispose(&whole);
    } else {
        text = base_arena_str(loader->arena, text);
    }
    base_str id = base_arena_str(loader->arena, stem_of(loader->file));
    if (text.ptr == NULL || id.ptr == NULL)
        return -1;
    return add_broken(loader, id, line, text);
}

/* Every rule "id" or form "id" that no table followed, at its own line. */
static int report_openings(script_loader *loader)
{
    base_buf *scratch = &loader->vm->scratch;
    int code = 0;
    for (size_t i = 0; code == 0 && i < loader->opened.count; i++) {
        const script_opening *opening = base_vec_at(&loader->opened, i);
        if (opening->closed)
            continue;
        loader->stands_in = !opening->is_rule;
        base_buf_clear(scratch);
        base_buf_add_str(scratch, loader->file);
        base_buf_add_byte(scratch, ':');
        base_buf_add_int(scratch, opening->line);
        base_buf_add_c(scratch, ": ");
        base_buf_add_c(scratch, base_msg_text(loader->vm->lang, MSG_SCRIPT_NO_TABLE));
        base_str text = base_arena_str(loader->arena, base_buf_str(scratch));
        code = text.ptr == NULL ? -1 : add_broken(loader, opening->id, opening->line, text);
    }
    return code;
}

static void loader_init(script_loader *loader, script_vm *vm, base_arena *arena)
{
    memset(loader, 0, sizeof(*loader));
    loader->vm = vm;
    loader->arena = arena;
    base_vec_init(&loader->rules, sizeof(rule *));
    base_vec_init(&loader->forms, sizeof(form *));
    base_vec_init(&loader->pending, sizeof(script_pending));
    base_vec_init(&loader->opened, sizeof(script_opening));
    base_vec_init(&loader->cases, sizeof(rule_case *));
}

static int keep_source(script_vm *vm, const pack *source, const pack_file *file)
{
    if (vm->source_count == vm->source_cap) {
        size_t cap = vm->source_cap ? vm->source_cap * 2 : 16;
        script_source *sources = realloc(vm->sources, cap * sizeof(*sources));
        if (sources == NULL)
            return -1;
        vm->sources = sources;
        vm->source_cap = cap;
    }
    script_source *kept = &vm->sources[vm->source_count++];
    memset(kept, 0, sizeof(*kept));
    kept->first_check = vm->checks;
    kept->first_list = vm->list_count;
    kept->is_form = file->is_form;
    kept->single = source->single;
    script_source_note(kept, file->name, file->bytes);
    return 0;
}

/* Runs a file that was loaded before once more, for its functions alone: their handles are those
 * it had. What it gets wrong is known. 0, or HECHA_E_MEMORY. */
static int run_again(script_vm *vm, const script_source *source)
{
    script_loader loader, *outer = vm->loader;
    base_arena *arena = base_arena_new(0);
    if (arena == NULL)
        return HECHA_E_MEMORY;
    loader_init(&loader, vm, arena);
    loader.pack = base_str_c("");
    loader.single = source->single;
    loader.file = source->name;
    loader.source = source->bytes;
    loader.is_form = source->is_form;
    int checks = vm->checks;
    size_t list = vm->next_list;
    vm->checks = source->first_check;
    vm->next_list = source->first_list;
    vm->loader = &loader;
    script_meter_start(vm);
    int status = script_run_file(vm, loader.source, loader.file);
    script_meter_stop(vm);
    vm->loader = outer;
    vm->checks = checks;
    vm->next_list = list;
    lua_settop(vm->state, 0);
    base_arena_free(arena);
    return status == LUA_OK || vm->meter.fatal == SCRIPT_ALIVE ? 0 : HECHA_E_MEMORY;
}

/* Without a region each file has a state of its own. */
static int before_file(script_vm *vm)
{
    if (vm->region != NULL)
        return vm->careful ? script_region_save(vm->region) : 0;
    script_state_close(vm);
    return script_state_open(vm);
}

/* What a file that hit a limit made is undone: its memory may be as much as there may be. As hardly
 * any file does that, nothing is kept beforehand the first time: the others are run once more. */
static int undo_file(script_vm *vm)
{
    int code = 0;
    vm->sources[vm->source_count - 1].undone = 1;
    if (vm->region == NULL)
        return 0;
    if (vm->careful) {
        script_region_restore(vm->region);
        return 0;
    }
    vm->careful = 1;
    script_state_close(vm);
    if (script_state_open(vm) != 0)
        return HECHA_E_MEMORY;
    for (size_t i = 0; code == 0 && i < vm->source_count; i++)
        if (!vm->sources[i].undone)
            code = run_again(vm, &vm->sources[i]);
    return code;
}

static int load_file(script_loader *loader, const pack *source, const pack_file *file)
{
    script_vm *vm = loader->vm;
    size_t rules = loader->rules.count;
    size_t forms = loader->forms.count;
    size_t cases = loader->cases.count;
    loader->file = base_arena_str(loader->arena, file->name);
    loader->source = file->bytes;
    loader->is_form = file->is_form;
    loader->single = source->single || file->is_table; /* a table need not name its forms */
    loader->opened.count = 0;
    if (loader->file.ptr == NULL || keep_source(vm, source, file) != 0 || before_file(vm) != 0)
        return HECHA_E_MEMORY;
    script_meter_start(vm);
    int status = script_run_file(vm, file->bytes, file->name);
    script_meter_stop(vm);
    loader->stands_in = 0;
    int limit = vm->meter.fatal != SCRIPT_ALIVE;
    if (limit) { /* what it defined so far goes with it */
        loader->rules.count = rules;
        loader->pending.count = rules;
        loader->forms.count = forms;
        loader->cases.count = cases;
    }
    int code = 0;
    if (loader->out_of_memory)
        code = -1;
    else if (status != LUA_OK)
        code = report_file(loader);
    else
        code = report_openings(loader);
    lua_settop(vm->state, 0);
    if (limit && code == 0)
        code = undo_file(vm);
    return code != 0 ? HECHA_E_MEMORY : 0;
}

/* Keeps what script_link has to do. */
static int keep_pending(script_vm *vm, const script_loader *loader)
{
    size_t count = vm->pending_count + loader->pending.count;
    if (count == 0)
        return 0;
    script_pending *all = realloc(vm->pending, count * sizeof(*all));
    if (all == NULL)
        return -1;
    vm->pending = all;
    if (loader->pending.count > 0)
        memcpy(all + vm->pending_count, loader->pending.items,
               loader->pending.count * sizeof(*all));
    vm->pending_count = count;
    return 0;
}

int script_load(script_vm *vm, const pack *source, base_arena *arena, script_pack *out,
                hecha_err *err)
{
    memset(out, 0, sizeof(*out));
    script_loader loader;
    loader_init(&loader, vm, arena);
    loader.pack = base_arena_str(arena, source->name);
    loader.single = source->single;
    if (loader.pack.ptr == NULL)
        return base_err_memory(err);
    vm->params = source->params;
    vm->param_count = source->param_count;
    vm->data = source->data;
    vm->data_count = source->data_count;
    vm->loader = &loader;
    int code = 0;
    for (size_t i = 0; i < source->file_count && code == 0; i++)
        code = load_file(&loader, source, &source->files[i]);
    vm->loader = NULL;
    if (code != 0 || keep_pending(vm, &loader) != 0)
        return base_err_memory(err);
    out->rules = loader.rules.items;
    out->rule_count = loader.rules.count;
    out->forms = loader.forms.items;
    out->form_count = loader.forms.count;
    return 0;
}

int script_load_cases(script_vm *vm, const pack *source, base_arena *arena, script_cases *out,
                      hecha_err *err)
{
    script_loader loader;
    memset(out, 0, sizeof(*out));
    loader_init(&loader, vm, arena);
    loader.pack = source->name;
    loader.is_test = 1;
    vm->params = source->params;
    vm->param_count = source->param_count;
    vm->loader = &loader;
    int code = 0;
    for (size_t i = 0; i < source->test_count && code == 0; i++)
        if (base_str_ends(source->tests[i].name, base_str_c(".lua")))
            code = load_file(&loader, source, &source->tests[i]);
    vm->loader = NULL;
    if (code != 0)
        return base_err_memory(err);
    out->cases = loader.cases.items;
    out->case_count = loader.cases.count;
    out->broken = loader.rules.items;
    out->broken_count = loader.rules.count;
    return 0;
}

/* ---- without a region: the file again, in a new state ---- */

const script_source *script_source_of(const script_vm *vm, int check)
{
    for (size_t i = vm->source_count; i > 0; i--)
        if (vm->sources[i - 1].first_check <= check)
            return &vm->sources[i - 1];
    return NULL;
}

int script_renew(script_vm *vm, int check)
{
    const script_source *source = script_source_of(vm, check);
    script_state_close(vm);
    if (source == NULL || script_state_open(vm) != 0)
        return HECHA_E_MEMORY;
    return run_again(vm, source);
}
