#include "script/vm.h"

#include <stdlib.h>
#include <time.h>

#include "script/load.h"
#include "script/pattern_cache.h"
#include "script/regex.h"
#include "script/sandbox.h"
#include "script/scan.h"

#define DEFAULT_MEMORY ((size_t)32 << 20)
#define DEFAULT_INSTRUCTIONS 10000000L
#define DEFAULT_FINDINGS 10000u
#define DEFAULT_MESSAGE 4096u
#define DEFAULT_LOG 16384u
#define DEFAULT_MILLISECONDS 2000L
#define FIRST_MEMORY ((size_t)1 << 20) /* for the library alone */
#define ASK_CLOCK 5000000LL            /* ns between two looks at the processor time */
#define BIG_BLOCK 1024u                /* allocations from here on are charged */
#define UNIT_BYTES 64u
/* A table's hash part holds at most 16,384 entries of 24 bytes: keys chosen to collide make one
 * assignment to a larger one last for many seconds, inside one instruction. Filling one of n
 * entries can take n * n / 2 steps, of which the interpreter tells nothing: charged when it is
 * made. */
#define NODE_BYTES 24u
#define LARGEST_HASH ((size_t)NODE_BYTES << 14)
#define FREE_HASH ((size_t)NODE_BYTES << 10)
#define HASH_STEPS 128u /* steps that are one unit */
/* What one comparison of long texts, or one search of a table for its next entry, can cost. */
#define LONG_TEXT 8192u
#define TEXT_UNIT 4096u
#define LONG_LIST 65536u
#define LIST_UNIT 1024u
#define FIRST_STRINGS (128 * sizeof(void *)) /* bytes of the table of all texts at first */
#define KIND_PROTO (LUA_NUMTYPES + 1)        /* of a function as it was read, to Lua's allocator */
#define MANY_VARARGS 200
#define VARARGS_UNIT 128

script_vm *script_vm_of(lua_State *state)
{
    return *(script_vm **)lua_getextraspace(state);
}

/* ---- memory ---- */

/* Entries of the hash part that is asked for, if it is one and not a small one; else 0. */
static size_t hash_nodes(const void *block, size_t kind, size_t size)
{
    if (block != NULL || kind != 0 || size <= FREE_HASH || size % NODE_BYTES != 0)
        return 0;
    size_t nodes = size / NODE_BYTES;
    return (nodes & (nodes - 1)) == 0 ? nodes : 0;
}

/* Remembers what makes single instructions costly: the largest block, and the second longest text,
 * as it takes two to compare. */
static void remember_size(script_sizes *sizes, int is_text, size_t size)
{
    if (size > sizes->largest)
        sizes->largest = size;
    if (!is_text || size <= sizes->second_text)
        return;
    sizes->second_text = size < sizes->first_text ? size : sizes->first_text;
    sizes->first_text = size < sizes->first_text ? sizes->first_text : size;
}

/* Charges a block before it is made. 0: it must not be. */
static int may_have(script_vm *vm, const void *block, size_t kind, size_t size)
{
    script_meter *meter = &vm->meter;
    size_t nodes = hash_nodes(block, kind, size);
    if (size >= LONG_TEXT)
        remember_size(&meter->sizes, block == NULL && kind == LUA_TSTRING, size);
    if (meter->counting && size >= BIG_BLOCK)
        meter->units -= (long long)(size / UNIT_BYTES);
    if (meter->counting && nodes > 0 && size <= LARGEST_HASH)
        meter->units -= (long long)(nodes * nodes / HASH_STEPS);
    /* A refusal is an error of memory to Lua; script_protect sees what it was. */
    return (!meter->counting || meter->units >= 0) && (nodes == 0 || size <= LARGEST_HASH);
}

/* 1 for a new block that is never written to after it was filled, but by the collector. `kind` is
 * that of Lua; 0, of vectors, means parts of functions while the parser is at work. */
static int is_fixed(const script_vm *vm, size_t kind)
{
    if (vm->sealed && !vm->building)
        return 0;
    if (kind == LUA_TFUNCTION || kind == LUA_TUSERDATA)
        return !vm->moving;
    return kind == LUA_TSTRING || kind == SCRIPT_KIND_CONSTANT ||
           (vm->reading && (kind == 0 || kind == KIND_PROTO));
}

/* The table of all texts may be growing, which links them anew. */
static int may_relink(const script_vm *vm, const void *block, size_t old_size, size_t size)
{
    return vm->sealed && size == 2 * old_size && old_size >= FIRST_STRINGS &&
           (old_size & (old_size - 1)) == 0 && script_region_keeps(vm->region, block);
}

static void *change_in_region(script_vm *vm, void *block, size_t old_size, size_t size)
{
    size_t kept = vm->allowed > vm->outside ? vm->allowed - vm->outside : 0;
    script_region_limit(vm->region, kept);
    if (vm->refusing && size > 0) {
        vm->refusing = 0;
        return NULL;
    }
    if (block == NULL)
        return is_fixed(vm, old_size) ? script_region_alloc_fixed(vm->region, size)
                                      : script_region_alloc(vm->region, size);
    if (may_relink(vm, block, old_size, size))
        script_region_disturb(vm->region);
    return script_region_realloc(vm->region, block, old_size, size);
}

static void *change_block(script_vm *vm, void *block, size_t old_size, size_t size)
{
    if (vm->region != NULL)
        return change_in_region(vm, block, old_size, size);
    if (block == NULL)
        old_size = 0; /* it was a kind */
    if (size == 0) {
        vm->held -= old_size;
        free(block);
        return NULL;
    }
    size_t held = vm->held - old_size;
    size_t limit = vm->allowed > vm->outside ? vm->allowed - vm->outside : 0;
    if (size > old_size && (size > limit || held > limit - size))
        return NULL;
    void *fresh = realloc(block, size);
    if (fresh != NULL)
        vm->held = held + size;
    return fresh;
}

/* A full collection follows each refusal, so that a rule at the limit may only meet a few. */
static void charge_refusal(script_vm *vm)
{
    vm->meter.units -= (long long)(vm->allowed / UNIT_BYTES);
    if (vm->meter.units < 0 && vm->meter.fatal == SCRIPT_ALIVE)
        vm->meter.fatal = SCRIPT_MEMORY;
}

static void note_text(script_vm *vm, const void *block, size_t kind, void *fresh, size_t size)
{
    if (block == NULL && kind == LUA_TSTRING)
        script_texts_add(&vm->texts, fresh);
    else if (!vm->sealed)
        script_texts_follow(&vm->texts, block, kind, fresh, size);
}

/* What a run asks for mostly: a small block, which is in no limit's way. 1: done. */
static int change_quickly(script_vm *vm, void *block, size_t old_size, size_t size, void **fresh)
{
    *fresh = NULL;
    if (!vm->sealed || vm->region == NULL || vm->building || vm->refusing || vm->meter.units < 0)
        return 0;
    if (block != NULL)
        return size == 0 && script_region_drop(vm->region, block, old_size);
    *fresh = script_region_take(vm->region, size);
    if (*fresh != NULL && old_size == LUA_TSTRING)
        script_texts_add(&vm->texts, *fresh);
    return *fresh != NULL;
}

/* lua_Alloc. Where `block` is NULL, Lua gives the kind of object instead of a size. */
static void *allocate(void *context, void *block, size_t old_size, size_t size)
{
    script_vm *vm = context;
    void *fresh;
    if (change_quickly(vm, block, old_size, size, &fresh))
        return fresh;
    /* A block that keeps its size is one of a table whose entries are all looked at again. */
    if (size > 0 && (size >= old_size || block == NULL) && !may_have(vm, block, old_size, size)) {
        fresh = size == old_size ? block : NULL;
    } else {
        fresh = change_block(vm, block, old_size, size);
        if (fresh != NULL)
            note_text(vm, block, old_size, fresh, size);
        if (fresh == NULL && size > 0 && vm->meter.counting)
            charge_refusal(vm);
    }
    if (fresh == NULL && size > 0 && vm->region != NULL)
        script_region_disturb(vm->region); /* Lua collects now, and asks again */
    return fresh;
}

/* ---- limits ---- */

static long long clock_ns(clockid_t clock)
{
    struct timespec now;
    if (clock_gettime(clock, &now) != 0)
        return 0;
    return (long long)now.tv_sec * 1000000000LL + now.tv_nsec;
}

void script_meter_start(script_vm *vm)
{
    script_meter *meter = &vm->meter;
    memset(meter, 0, sizeof(*meter));
    base_buf_reset(&vm->scratch);
    meter->sizes = vm->begun;
    meter->units = vm->limits.instructions;
    meter->asked = clock_ns(CLOCK_MONOTONIC);
    meter->counting = 1;
    vm->outside = 0;
    vm->collects_at = 0;
    if (vm->region == NULL || !vm->sealed)
        return;
    lua_gc(vm->state, LUA_GCSTOP);
    vm->collects_at = script_region_used(vm->region) + SCRIPT_GARBAGE;
}

void script_meter_stop(script_vm *vm)
{
    if (!vm->sealed && vm->meter.fatal == SCRIPT_ALIVE)
        vm->begun = vm->loaded = vm->meter.sizes;
    vm->meter.counting = 0;
    vm->outside = 0;
}

/* The processor time is a system call, the monotonic clock is none: a run that is over within
 * ASK_CLOCK never makes it, and the first look is the start. */
static int time_is_over(script_vm *vm)
{
    script_meter *meter = &vm->meter;
    long long now = clock_ns(CLOCK_MONOTONIC);
    if (now - meter->asked < ASK_CLOCK)
        return 0;
    meter->asked = now;
    long long spent = clock_ns(CLOCK_THREAD_CPUTIME_ID);
    if (meter->started == 0)
        meter->started = spent;
    return spent - meter->started > vm->limits.milliseconds * 1000000LL;
}

static void remember_position(lua_State *L, script_meter *meter)
{
    lua_Debug frame;
    for (int level = 0; level < 64 && lua_getstack(L, level, &frame); level++) {
        if (!lua_getinfo(L, "Sl", &frame) || frame.currentline <= 0)
            continue;
        memcpy(meter->source, frame.short_src, sizeof(meter->source));
        meter->line = frame.currentline;
        return;
    }
}

int script_kill(lua_State *L, script_fatal fatal)
{
    script_meter *meter = &script_vm_of(L)->meter;
    if (meter->fatal == SCRIPT_ALIVE) {
        meter->fatal = fatal;
        if (fatal != SCRIPT_TIME) /* where it was depends on the machine */
            remember_position(L, meter);
    }
    lua_pushnil(L);
    return lua_error(L);
}

/* Starts the collector of a run that made enough garbage. It writes to every object. */
static void collect_if_crowded(lua_State *L, script_vm *vm)
{
    if (vm->collects_at == 0 || script_region_used(vm->region) < vm->collects_at)
        return;
    vm->collects_at = 0;
    script_region_disturb(vm->region);
    lua_gc(L, LUA_GCRESTART);
}

/* What SCRIPT_STEP instructions count as: more where each may compare long texts, or copy many
 * arguments. */
static long long step_cost(lua_State *L, const script_meter *meter, lua_Debug *frame)
{
    long long factor = 1;
    if (meter->sizes.second_text >= LONG_TEXT)
        factor += (long long)(meter->sizes.second_text / TEXT_UNIT);
    int most = MANY_VARARGS;
    while (most < (1 << 20) && lua_getlocal(L, frame, -most) != NULL) {
        lua_pop(L, 1);
        factor += most / VARARGS_UNIT;
        most *= 2;
    }
    return SCRIPT_STEP * factor;
}

void script_charge_walk(lua_State *L)
{
    size_t largest = script_vm_of(L)->meter.sizes.largest;
    script_charge(L, 1 + (largest >= LONG_LIST ? largest / LIST_UNIT : 0));
}

static void count_hook(lua_State *L, lua_Debug *event)
{
    script_vm *vm = script_vm_of(L);
    if (!vm->meter.counting)
        return;
    if (lua_getinfo(L, "l", event) && event->currentline > 0)
        vm->meter.near = event->currentline;
    vm->meter.units -= step_cost(L, &vm->meter, event);
    if (vm->meter.units < 0 || vm->meter.fatal != SCRIPT_ALIVE)
        script_kill(L, SCRIPT_CPU);
    if (time_is_over(vm))
        script_kill(L, SCRIPT_TIME);
    collect_if_crowded(L, vm);
}

void script_charge(lua_State *L, size_t units)
{
    script_vm *vm = script_vm_of(L);
    if (!vm->meter.counting)
        return;
    if (units > (size_t)1 << 40)
        units = (size_t)1 << 40;
    vm->meter.units -= (long long)units;
    if (vm->meter.units < 0)
        script_kill(L, SCRIPT_CPU);
    collect_if_crowded(L, vm);
}

void script_account(lua_State *L, size_t bytes)
{
    script_vm *vm = script_vm_of(L);
    vm->outside = bytes;
    if (bytes > vm->limits.memory)
        script_kill(L, SCRIPT_MEMORY);
}

const char *script_fatal_name(script_fatal fatal)
{
    switch (fatal) {
    case SCRIPT_CPU:
        return "cpu";
    case SCRIPT_TIME:
        return "time";
    case SCRIPT_MEMORY:
        return "mem";
    case SCRIPT_OUTPUT:
        return "output";
    case SCRIPT_REGEX:
        return "regex";
    case SCRIPT_ASKS:
    case SCRIPT_ALIVE:
        break;
    }
    return "";
}

static void add_number(base_buf *buf, const script_vm *vm, base_msg_id message, long long number)
{
    char digits[32];
    size_t end = sizeof(digits);
    digits[--end] = '\0';
    do {
        digits[--end] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0 && end > 0);
    base_msg_add(buf, vm->lang, message, digits + end, NULL);
}

void script_fatal_text(base_buf *buf, const script_vm *vm)
{
    const script_meter *meter = &vm->meter;
    if (meter->line > 0) {
        base_buf_add_c(buf, meter->source);
        base_buf_add_byte(buf, ':');
        base_buf_add_int(buf, meter->line);
        base_buf_add_c(buf, ": ");
    } else if (meter->near > 0 && meter->fatal != SCRIPT_TIME) {
        add_number(buf, vm, MSG_SCRIPT_NEAR, meter->near);
    }
    switch (meter->fatal) {
    case SCRIPT_CPU:
        add_number(buf, vm, MSG_SCRIPT_LIMIT_CPU, vm->limits.instructions);
        break;
    case SCRIPT_TIME:
        add_number(buf, vm, MSG_SCRIPT_LIMIT_TIME, vm->limits.milliseconds);
        break;
    case SCRIPT_MEMORY:
        add_number(buf, vm, MSG_SCRIPT_LIMIT_MEMORY, (long long)(vm->limits.memory >> 10));
        break;
    case SCRIPT_OUTPUT:
        add_number(buf, vm, MSG_SCRIPT_LIMIT_OUTPUT, (long long)vm->limits.findings);
        break;
    case SCRIPT_REGEX:
        base_msg_add(buf, vm->lang, MSG_SCRIPT_LIMIT_REGEX, NULL);
        break;
    case SCRIPT_ASKS:
    case SCRIPT_ALIVE:
        break;
    }
}

void script_push_moving(lua_State *L, lua_CFunction fn, int upvalues)
{
    script_vm_of(L)->moving = 1;
    lua_pushcclosure(L, fn, upvalues);
    script_vm_of(L)->moving = 0;
}

void *script_new_moving(lua_State *L, size_t size)
{
    script_vm_of(L)->moving = 1;
    void *made = lua_newuserdatauv(L, size, 0);
    script_vm_of(L)->moving = 0;
    return made;
}

int script_parse(lua_State *L, base_str source, const char *chunk)
{
    script_vm *vm = script_vm_of(L);
    lua_gc(L, LUA_GCSTOP); /* what it calls would have frames, which are vectors too */
    vm->reading = 1;
    int status = luaL_loadbufferx(L, source.ptr, source.len, chunk, "t");
    vm->reading = 0;
    lua_gc(L, LUA_GCRESTART);
    if (status != LUA_OK)
        vm->mixed = 1; /* the message may have been made by calls, whose frames Lua keeps */
    return status;
}

/* ---- the state ---- */

int script_state_open(script_vm *vm)
{
    vm->held = 0;
    vm->outside = 0;
    memset(&vm->texts, 0, sizeof(vm->texts));
#ifndef HECHA_ARENA_MALLOC
    vm->region = script_region_new(2 * vm->limits.memory + 2 * FIRST_MEMORY);
    if (vm->region == NULL)
        return HECHA_E_MEMORY;
#endif
    vm->allowed = vm->limits.memory + FIRST_MEMORY;
    lua_State *L = lua_newstate(allocate, vm);
    if (L == NULL) {
        script_region_free(vm->region);
        vm->region = NULL;
        return HECHA_E_MEMORY;
    }
    vm->state = L;
    *(script_vm **)lua_getextraspace(L) = vm;
    lua_sethook(L, count_hook, LUA_MASKCOUNT, SCRIPT_STEP);
    if (script_protect(vm, script_sandbox_open, NULL) != LUA_OK) {
        script_state_close(vm);
        return HECHA_E_MEMORY;
    }
    return 0;
}

void script_state_close(script_vm *vm)
{
    if (vm->state == NULL)
        return;
    vm->meter.counting = 0;
    if (vm->region == NULL)
        lua_close(vm->state); /* a region is dropped as a whole */
    vm->state = NULL;
    script_region_free(vm->region);
    vm->region = NULL;
}

static void set_limits(script_limits *out, const script_limits *wanted)
{
    if (wanted != NULL)
        *out = *wanted;
    if (out->memory == 0)
        out->memory = DEFAULT_MEMORY;
    if (out->instructions <= 0)
        out->instructions = DEFAULT_INSTRUCTIONS;
    if (out->findings == 0)
        out->findings = DEFAULT_FINDINGS;
    if (out->message == 0)
        out->message = DEFAULT_MESSAGE;
    if (out->log == 0)
        out->log = DEFAULT_LOG;
    if (out->milliseconds <= 0)
        out->milliseconds = DEFAULT_MILLISECONDS;
}

int script_vm_new(const script_limits *limits, hecha_lang lang, script_vm **out, hecha_err *err)
{
    *out = NULL;
    script_vm *vm = calloc(1, sizeof(*vm));
    if (vm == NULL)
        return base_err_memory(err);
    set_limits(&vm->limits, limits);
    vm->lang = lang;
    base_buf_init(&vm->scratch);
    vm->work = base_arena_new(2 * vm->limits.memory);
    vm->views = base_arena_new(2 * vm->limits.memory);
    vm->lists = base_arena_new(0);
    /* Never stricter than the arena of a run. */
    vm->scans.arena = base_arena_new(2 * vm->limits.memory + SCRIPT_MOST_SCANNED);
    vm->scans.own_arena = base_arena_new(2 * vm->limits.memory);
    if (vm->work == NULL || vm->views == NULL || vm->lists == NULL || vm->scans.arena == NULL ||
        vm->scans.own_arena == NULL || script_state_open(vm) != 0) {
        script_vm_free(vm);
        return base_err_memory(err);
    }
    *out = vm;
    return 0;
}

void script_vm_free(script_vm *vm)
{
    if (vm == NULL)
        return;
    script_state_close(vm);
    for (size_t i = 0; i < vm->source_count; i++)
        free(vm->sources[i].lines);
    free(vm->sources);
    free(vm->pending);
    base_arena_free(vm->work);
    base_arena_free(vm->views);
    base_arena_free(vm->lists);
    base_arena_free(vm->scans.arena);
    base_arena_free(vm->scans.own_arena);
    script_patterns_free(vm->patterns);
    base_buf_dispose(&vm->scratch);
    free(vm);
}

/* ---- the image ---- */

static int collect_garbage(lua_State *L)
{
    lua_gc(L, LUA_GCCOLLECT);
    return 0;
}

int script_seal(script_vm *vm, hecha_err *err)
{
    if (vm->region != NULL && script_protect(vm, script_texts_try, &vm->texts) != LUA_OK)
        lua_pop(vm->state, 1);
    if (script_protect(vm, collect_garbage, NULL) != LUA_OK)
        lua_pop(vm->state, 1);
    script_regex_room_clear(vm->room);
    lua_settop(vm->state, 0);
    vm->sealed = 1;
    if (vm->region != NULL) {
        lua_gc(vm->state, LUA_GCSTOP);
        script_texts_seal(&vm->texts, vm->region);
        if (script_region_seal(vm->region) != 0)
            return base_err_memory(err);
        vm->allowed = script_region_used(vm->region) + vm->limits.memory;
    }
    vm->dirty = 0;
    return 0;
}

void script_refresh(script_vm *vm)
{
    if (vm->region == NULL || !vm->sealed || !vm->dirty)
        return;
    if (vm->mixed)
        script_region_disturb(vm->region);
    script_texts_tell(&vm->texts, vm->region);
    script_region_restore(vm->region);
    vm->allowed = script_region_used(vm->region) + vm->limits.memory;
    vm->dirty = 0;
}
