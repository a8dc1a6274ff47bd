#include "script/run.h"

#include "script/bind.h"
#include "script/load.h"
#include "script/verdict.h"

#define MOST_VIEWS ((size_t)256 << 10)  /* bytes of the views that are kept with the image */
#define VIEWS 2                         /* of them */
#define MOST_STACK 64                   /* what their building takes of Lua's stack */
#define MOST_EVIDENCE ((size_t)8 << 20) /* bytes of all findings of a run */

script_session *script_running(lua_State *L)
{
    script_session *run = script_vm_of(L)->run;
    if (run == NULL)
        script_raise(L, MSG_SCRIPT_NOT_RUNNING, NULL);
    return run;
}

void script_touch_layer(lua_State *L, unsigned layer)
{
    script_region *region = script_vm_of(L)->region;
    if (region != NULL && layer != 0)
        script_region_touch_layer(region, layer);
}

void script_run_account(lua_State *L)
{
    const script_session *run = script_running(L);
    script_account(L, base_arena_used(run->scene->arena) + run->borrowed);
}

void script_run_borrow(lua_State *L, size_t bytes)
{
    script_running(L)->borrowed += bytes;
    script_run_account(L);
}

void *script_run_alloc(lua_State *L, size_t size)
{
    void *memory = base_arena_zalloc(script_running(L)->scene->arena, size);
    if (memory == NULL)
        script_kill(L, SCRIPT_MEMORY);
    script_run_account(L);
    return memory;
}

base_str script_run_str(lua_State *L, base_str text)
{
    if (base_buf_failed(&script_vm_of(L)->scratch))
        script_kill(L, SCRIPT_MEMORY); /* the text may be what is left of it */
    base_str copy = base_arena_str(script_running(L)->scene->arena, text);
    if (copy.ptr == NULL)
        script_kill(L, SCRIPT_MEMORY);
    script_run_account(L);
    return copy;
}

void script_bind_open(lua_State *L)
{
    script_open_value(L);
    script_open_quantity(L);
    script_open_phrase(L);
    script_open_regex(L);
    script_open_report(L);
    script_open_corpus(L);
    script_open_expect(L);
    script_open_log(L);
    script_open_words(L);
    script_open_shared(L);
    script_open_load(L);
}

/* ---- what a run comes to ---- */

static int call_check(lua_State *L)
{
    const rule_check *check = lua_touserdata(L, 1);
    script_push_check(L, check->script);
    if (!lua_isfunction(L, -1))
        return luaL_error(L, "no function");
    script_push_report(L);
    script_push_expect(L);
    if (script_running(L)->report->corpus != NULL)
        script_push_corpus(L);
    else
        lua_pushnil(L);
    lua_call(L, 3, 0);
    return 0;
}

/* Adds a verdict to those of the caller. 0 or HECHA_E_MEMORY. */
static int give(base_arena *arena, base_vec *verdicts, const rule_verdict *verdict)
{
    rule_verdict copy;
    if (script_verdict_copy(arena, verdict, &copy) != 0)
        return HECHA_E_MEMORY;
    rule_verdict *kept = base_vec_push(verdicts, arena);
    if (kept == NULL)
        return HECHA_E_MEMORY;
    *kept = copy;
    return 0;
}

/* What a run that did not end well comes to: one verdict in place of all it gave. */
static int end_badly(script_vm *vm, base_arena *arena, base_vec *verdicts)
{
    rule_verdict verdict;
    memset(&verdict, 0, sizeof(verdict));
    verdict.outcome = RESULT_NOT_EVALUATED;
    base_buf_reset(&vm->scratch);
    if (vm->meter.fatal != SCRIPT_ALIVE) {
        verdict.kind = RESULT_LIMIT;
        verdict.limit = base_str_c(script_fatal_name(vm->meter.fatal));
        script_fatal_text(&vm->scratch, vm);
    } else {
        verdict.kind = script_is_missing(vm->state, -1) ? RESULT_MISSING : RESULT_ERROR;
        script_error_text(vm->state, &vm->scratch, vm->limits.message);
    }
    verdict.reason = base_buf_str(&vm->scratch);
    if (base_buf_failed(&vm->scratch))
        verdict.reason = base_str_c(base_msg_text(vm->lang, MSG_NO_MEMORY));
    return give(arena, verdicts, &verdict);
}

/* A run without findings: one verdict for all its comparisons. */
static rule_verdict summary(const script_vm *vm, const script_session *run)
{
    rule_verdict verdict;
    memset(&verdict, 0, sizeof(verdict));
    verdict.outcome = RESULT_NOT_APPLICABLE;
    if (run->skipped.ptr != NULL)
        verdict.reason = run->skipped;
    else if (run->checked > 0)
        verdict.outcome = RESULT_PASSED;
    else if (run->idle.ptr != NULL)
        verdict.reason = run->idle;
    else
        verdict.reason = base_str_c(base_msg_text(vm->lang, MSG_SCRIPT_NOTHING_CHECKED));
    return verdict;
}

/* Too much evidence counts as too many findings. */
static int end_well(script_vm *vm, const script_session *run, base_arena *arena, base_vec *verdicts)
{
    if (run->verdicts.count == 0) {
        rule_verdict verdict = summary(vm, run);
        return give(arena, verdicts, &verdict);
    }
    size_t first = verdicts->count;
    size_t start = base_arena_used(arena);
    for (size_t i = 0; i < run->verdicts.count; i++) {
        if (give(arena, verdicts, base_vec_at(&run->verdicts, i)) != 0)
            return HECHA_E_MEMORY;
        if (base_arena_used(arena) - start <= MOST_EVIDENCE)
            continue;
        verdicts->count = first;
        vm->meter.fatal = SCRIPT_OUTPUT;
        return end_badly(vm, arena, verdicts);
    }
    return 0;
}

/* ---- what a run starts with ---- */

/* Builds the first views, as many as said; each is a layer of the image. Layer 0 holds what older
 * objects grew by. */
static int build_views(lua_State *L)
{
    static const char *const views[][3] = {{"forms"}, {"blocks", "sections", "texts"}};
    script_region *region = script_vm_of(L)->region;
    const int *count = lua_touserdata(L, 1);
    luaL_checkstack(L, MOST_STACK, "views");
    script_region_layer(region);
    for (int view = 0; view < *count; view++) {
        for (size_t i = 0; i < sizeof(views[view]) / sizeof(views[view][0]); i++) {
            if (views[view][i] == NULL)
                break;
            script_push_report_field(L, views[view][i]);
            lua_settop(L, 1);
        }
        script_region_layer(region);
    }
    return 0;
}

/* Builds views and keeps them with the image; 0 and none if they are too large. */
static int keep_views(script_vm *vm, const script_report *report, int count)
{
    rule_scene scene = {.arena = vm->views, .lang = vm->lang, .document = report->document};
    script_session run = {.report = report, .scene = &scene};
    base_vec_init(&run.verdicts, sizeof(rule_verdict));
    script_refresh(vm);
    base_arena_reset(vm->views);
    vm->run = &run;
    vm->dirty = 1;
    vm->meter.sizes = vm->loaded;
    vm->allowed = script_region_used(vm->region) + MOST_VIEWS;
    vm->building = 1;
    int status = script_protect(vm, build_views, &count);
    vm->building = 0;
    vm->run = NULL;
    vm->outside = 0;
    lua_settop(vm->state, 0);
    if (status != LUA_OK || script_region_save_second(vm->region) != 0)
        return 0;
    vm->begun = vm->meter.sizes;
    vm->allowed = script_region_used(vm->region) + vm->limits.memory;
    vm->dirty = 0;
    return 1;
}

void script_begin_report(script_vm *vm, const script_report *report)
{
    script_end_report(vm); /* the one before, if that was forgotten */
    if (vm->region != NULL && vm->sealed && vm->reports < SCRIPT_SPLIT_AT &&
        ++vm->reports == SCRIPT_SPLIT_AT) {
        script_refresh(vm);
        script_split(vm);
    }
    script_scan_begin(vm, report->document);
    if (vm->region == NULL || !vm->sealed || vm->checks == 0 || report->instance_count == 0)
        return;
    int count = VIEWS;
    while (count > 0 && !keep_views(vm, report, count))
        count--;
}

void script_end_report(script_vm *vm)
{
    script_scan_end(vm);
    if (vm->region == NULL)
        return;
    script_region_drop_second(vm->region);
    vm->begun = vm->loaded;
    vm->dirty = 1;
    base_arena_reset(vm->views);
}

/* ---- one run ---- */

/* One check on one report, with the runs it needs. */
typedef struct task {
    script_vm *vm;
    const rule_check *check;
    const script_report *report;
    rule_scene *scene;  /* with the arena of a run */
    base_buf *log;      /* NULL: dropped */
    script_session run; /* the last one */
} task;

/* Runs the function of a handle with what its file made, and nothing of an earlier run. LUA_OK, or
 * a status with the error on the stack; no memory to begin: HECHA_E_MEMORY in `code`. */
static int run_once(task *t, const script_report *report, lua_CFunction fn, void *argument,
                    int handle, int *code)
{
    script_vm *vm = t->vm;
    vm->run = NULL;
    lua_settop(vm->state, 0);
    base_arena_reset(vm->work);
    script_refresh(vm);
    *code = vm->region == NULL ? script_renew(vm, t->check->script) : 0;
    if (*code != 0)
        return LUA_ERRMEM;
    if (vm->region != NULL && vm->sealed)
        script_region_touch(vm->region, (unsigned)handle);
    size_t logged = t->log != NULL ? t->log->len : 0;
    t->run =
        (script_session){.report = report, .scene = t->scene, .log = t->log, .log_start = logged};
    base_vec_init(&t->run.verdicts, sizeof(rule_verdict));
    base_buf_reset(&vm->scratch);
    vm->run = &t->run;
    vm->runs++;
    script_meter_start(vm);
    int status = script_protect(vm, fn, argument);
    script_meter_stop(vm);
    vm->dirty = 1;
    if (vm->meter.fatal == SCRIPT_ASKS && t->log != NULL)
        t->log->len = logged; /* it runs again */
    return status;
}

/* Finds out what the check asks for, and before it what that asks for. LUA_OK, or a status with
 * the error on the stack that ends the check. */
static int find_out(task *t, int *code)
{
    script_vm *vm = t->vm;
    script_report whole = *t->report;
    whole.instance = NULL;
    whole.corpus = NULL;
    int status = LUA_OK;
    while (vm->asked_count > 0 && *code == 0) {
        int handle = vm->asked[vm->asked_count - 1];
        status = run_once(t, &whole, script_shared_find, NULL, handle, code);
        if (*code != 0 || vm->meter.fatal == SCRIPT_ASKS)
            continue;
        if (vm->meter.fatal != SCRIPT_ALIVE)
            return status;
        if (status != LUA_OK)
            *code = script_shared_fail(vm);
        vm->asked_count--;
        status = LUA_OK;
    }
    return status;
}

int script_run(script_vm *vm, const rule *owner, const rule_check *check,
               const script_report *report, rule_scene *scene, base_vec *verdicts, base_buf *log)
{
    (void)owner;
    rule_scene inner = *scene;
    inner.arena = vm->work;
    task t = {.vm = vm, .check = check, .report = report, .scene = &inner, .log = log};
    int code = 0, status = LUA_OK, asks = 1;
    while (asks && status == LUA_OK && code == 0) {
        status = run_once(&t, report, call_check, (void *)(uintptr_t)check, check->script, &code);
        asks = code == 0 && vm->meter.fatal == SCRIPT_ASKS;
        if (asks)
            status = find_out(&t, &code);
    }
    vm->run = NULL;
    if (code == 0)
        code = status == LUA_OK ? end_well(vm, &t.run, scene->arena, verdicts)
                                : end_badly(vm, scene->arena, verdicts);
    script_shared_forget(vm);
    lua_settop(vm->state, 0);
    base_arena_reset(vm->work);
    vm->dirty = 1;
    return code;
}

uint64_t script_work(const script_vm *vm)
{
    long long used = vm->limits.instructions - vm->meter.units;
    return used > 0 ? (uint64_t)used : 0;
}
