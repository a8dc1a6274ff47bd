#include "audit/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "audit/child.h"
#include "audit/process.h"
#include "audit/program.h"
#include "base/err.h"
#include "text/utf8.h"

#define TICK 100         /* ms between two looks at what runs */
#define DEATHS_BY_KILL 6 /* in a row at one place before it is blamed */
#define DEATHS_BY_CRASH 2
#define DEATHS_BY_LOADING 20 /* before it is given up */
#define MOST_EXCLUDED 256u   /* rules of one report */

typedef enum state {
    ABSENT = 0, /* no process */
    STARTING,   /* loads; its task, if any, is sent afterwards */
    IDLE,
    BUSY
} state;

typedef struct slot {
    state state;
    audit_process process;
    audit_task *task;
} slot;

struct audit_pool {
    audit_pool_options options;
    audit_child_setup setup;
    audit_worker *local; /* with no processes */
    audit_task *done;    /* by it */
    slot *slots;
    size_t count;
    struct pollfd *waits;
    base_arena *arena; /* of `ready` */
    audit_ready ready;
    base_str told; /* READY as the first worker sent it */
    int loaded;    /* some worker has loaded the rules */
    int loading_deaths;
    unsigned lacking;
    base_buf out, text;
    hecha_err *err; /* of the call that runs */
};

/* tasks */

int audit_task_exclude(audit_task *task, uint32_t number, base_str reason)
{
    for (size_t i = 0; i < task->excluded_count; i++) {
        if (task->excluded[i].rule == number)
            return 0;
    }
    audit_exclusion *grown =
        realloc(task->excluded, (task->excluded_count + 1) * sizeof(*task->excluded));
    if (grown == NULL)
        return HECHA_E_MEMORY;
    task->excluded = grown;
    char *copy = malloc(reason.len + 1);
    if (copy == NULL)
        return HECHA_E_MEMORY;
    memcpy(copy, reason.ptr, reason.len);
    copy[reason.len] = '\0';
    grown[task->excluded_count].rule = number;
    grown[task->excluded_count].reason = base_str_n(copy, reason.len);
    task->excluded_count++;
    return 0;
}

void audit_task_dispose(audit_task *task)
{
    for (size_t i = 0; i < task->excluded_count; i++)
        free((char *)(uintptr_t)task->excluded[i].reason.ptr);
    free(task->excluded);
    base_buf_dispose(&task->reply);
    task->excluded = NULL;
    task->excluded_count = 0;
}

/* starting */

static int start(audit_pool *pool, slot *at)
{
    int code =
        audit_process_start(audit_child_run, &pool->setup, -1,
                            audit_child_memory(pool->options.rules), &at->process, pool->err);
    at->state = code == 0 ? STARTING : ABSENT;
    return code;
}

static int send_task(audit_pool *pool, slot *at)
{
    audit_task *task = at->task;
    task->request.excluded = task->excluded;
    task->request.excluded_count = task->excluded_count;
    base_buf_reset(&pool->out);
    audit_request_write(&pool->out, &task->request);
    if (base_buf_failed(&pool->out))
        return base_err_memory(pool->err);
    /* A worker that is gone meanwhile shows at its socket. */
    audit_message_send(at->process.socket, base_buf_str(&pool->out), task->descriptor);
    at->state = BUSY;
    return 0;
}

/* deaths */

/* "{why}" within a message, in pool->text. */
static base_str blame(audit_pool *pool, base_msg_id message, const audit_death *death)
{
    base_buf why;
    base_buf_init(&why);
    base_buf_reset(&pool->text);
    audit_death_text(&why, death, pool->options.setting->lang);
    if (!base_buf_failed(&why))
        base_msg_add(&pool->text, pool->options.setting->lang, message, why.ptr, NULL);
    else
        pool->text.failed = 1;
    base_buf_dispose(&why);
    return base_buf_str(&pool->text);
}

/* 1 if what it did is to blame for this death. */
static int is_guilty(audit_task *task, const audit_death *death)
{
    if (task->deaths > 0 && task->phase == death->phase && task->item == death->item)
        task->deaths++;
    else
        task->deaths = 1;
    task->phase = death->phase;
    task->item = death->item;
    if (death->how != AUDIT_END_SIGNAL)
        return 1;
    return task->deaths >= (death->signal == SIGKILL ? DEATHS_BY_KILL : DEATHS_BY_CRASH);
}

/* The task's worker died. *given_up: it is done, with a failure for its answer. */
static int judge_task(audit_pool *pool, audit_task *task, const audit_death *death, int *given_up)
{
    *given_up = 0;
    if (!is_guilty(task, death))
        return 0;
    task->deaths = 0;
    if (death->phase == AUDIT_RUNNING && death->item < pool->ready.rule_count &&
        task->excluded_count < MOST_EXCLUDED) {
        base_str reason = blame(pool, MSG_AUDIT_HARD, death);
        int failed = base_buf_failed(&pool->text) || audit_task_exclude(task, death->item, reason);
        return failed ? base_err_memory(pool->err) : 0;
    }
    *given_up = 1;
    base_buf_reset(&task->reply);
    audit_reply_fail(&task->reply, HECHA_E_LIMIT, blame(pool, MSG_AUDIT_HARD_READING, death));
    return base_buf_failed(&task->reply) ? base_err_memory(pool->err) : 0;
}

/* A worker died while it loaded. Before the first has loaded, what it was loading is left out; a
 * later one has loaded the same without harm, so it is bad luck. */
static int judge_loading(audit_pool *pool, const audit_death *death)
{
    audit_ruleset *rules = pool->options.rules;
    int certain = death->how != AUDIT_END_SIGNAL || pool->loading_deaths >= 2;
    pool->loading_deaths++;
    if (!pool->loaded && certain && death->phase == AUDIT_LOADING &&
        death->item < rules->pack_count && rules->packs[death->item].killed.len == 0) {
        base_str reason = base_arena_str(rules->arena, blame(pool, MSG_AUDIT_HARD_LOADING, death));
        if (reason.ptr == NULL || base_buf_failed(&pool->text))
            return base_err_memory(pool->err);
        rules->packs[death->item].killed = reason;
        pool->loading_deaths = 0;
        return 0;
    }
    if (pool->loading_deaths < DEATHS_BY_LOADING)
        return 0;
    base_str why = blame(pool, MSG_AUDIT_NO_WORKER, death);
    return base_err(pool->err, HECHA_E_IO, MSG_AUDIT_NO_WORKER, why.ptr ? why.ptr : "", NULL);
}

static int replace(audit_pool *pool, slot *at, audit_end how, audit_task **done)
{
    int given_up = 0, code;
    audit_task *task = at->task;
    state before = at->state;
    audit_death death = audit_process_stop(&at->process, how);
    at->state = ABSENT;
    if (before == IDLE)
        return 0;
    if (before == STARTING)
        code = judge_loading(pool, &death);
    else
        code = judge_task(pool, task, &death, &given_up);
    if (code != 0)
        return code;
    if (given_up) {
        at->task = NULL;
        *done = task;
        return 0;
    }
    return start(pool, at);
}

/* messages */

/* What the first worker loaded holds for the whole run. */
static int take_first_ready(audit_pool *pool, base_str body)
{
    if (audit_ready_read(pool->arena, body, &pool->ready) != 0)
        return base_err(pool->err, HECHA_E_IO, MSG_AUDIT_NO_WORKER,
                        base_msg_text(pool->options.setting->lang, MSG_AUDIT_END_BABBLE), NULL);
    if (pool->ready.err.code != HECHA_OK) {
        pool->ready.err.lang = pool->options.setting->lang;
        if (pool->err != NULL)
            *pool->err = pool->ready.err;
        return pool->ready.err.code;
    }
    pool->told = base_arena_str(pool->arena, body);
    pool->loaded = pool->told.ptr != NULL;
    return pool->loaded ? 0 : base_err_memory(pool->err);
}

/* A later worker must have loaded the very same: one that ran out of time or memory over a file
 * would leave out its rules without a word. *differs: it has not. */
static int take_ready(audit_pool *pool, slot *at, base_str body, int *differs)
{
    int code = 0;
    if (!pool->loaded)
        code = take_first_ready(pool, body);
    else
        *differs = !base_str_eq(body, pool->told);
    if (code != 0 || *differs)
        return code;
    pool->loading_deaths = 0;
    pool->lacking |= atomic_load(&at->process.progress->lacking);
    at->state = IDLE;
    return at->task != NULL ? send_task(pool, at) : 0;
}

/* Takes one whole message. *bad: it is none that may come now, and why. */
static int take_message(audit_pool *pool, slot *at, audit_task **done, int *bad, audit_end *why)
{
    audit_message_kind kind = AUDIT_MESSAGE_NONE;
    base_str body;
    size_t used = 0;
    base_buf *in = &at->process.in;
    int whole = audit_message_split(base_buf_str(in), &kind, &body, &used);
    *bad = whole < 0 || in->len > AUDIT_REPLY_MOST;
    if (whole <= 0 || *bad)
        return 0;
    int code = 0;
    if (kind == AUDIT_MESSAGE_READY && at->state == STARTING) {
        *why = AUDIT_END_DIFFERS;
        code = take_ready(pool, at, body, bad);
        base_buf_clear(in);
    } else if (kind == AUDIT_MESSAGE_PROGRAM && at->state == BUSY) {
        audit_program_grant(&at->process); /* one that is gone shows at its socket */
        base_buf_clear(in);
    } else if (kind == AUDIT_MESSAGE_REPLY && at->state == BUSY && used == in->len) {
        base_buf_dispose(&at->task->reply);
        at->task->reply = *in;
        base_buf_init(in);
        *done = at->task;
        at->task = NULL;
        at->state = IDLE;
    } else {
        *bad = 1;
    }
    return code;
}

static int serve(audit_pool *pool, slot *at, audit_task **done)
{
    int bad = 0, code = 0;
    audit_end why = AUDIT_END_BABBLE;
    int failure = audit_message_poll(at->process.socket, &at->process.in);
    if (failure == ENOMEM)
        return base_err_memory(pool->err);
    if (at->process.in.len > 0)
        code = take_message(pool, at, done, &bad, &why);
    if (code != 0 || *done != NULL)
        return code;
    if (bad)
        return replace(pool, at, why, done);
    if (failure != 0 && failure != EAGAIN)
        return replace(pool, at, AUDIT_END_SIGNAL, done);
    return 0;
}

static int watch(audit_pool *pool, slot *at, audit_task **done)
{
    audit_end how;
    if ((at->state != BUSY && at->state != STARTING) ||
        !audit_process_hangs(&at->process,
                             audit_child_loading_limit(pool->options.rules, &at->process),
                             pool->options.reading, &how))
        return 0;
    return replace(pool, at, how, done);
}

static int wait_once(audit_pool *pool, audit_task **done)
{
    const audit_pool_options *options = &pool->options;
    if (options->interrupted != NULL && options->interrupted(options->interrupted_context))
        return AUDIT_INTERRUPTED;
    for (size_t i = 0; i < pool->count; i++) {
        pool->waits[i].fd = pool->slots[i].state == ABSENT ? -1 : pool->slots[i].process.socket;
        pool->waits[i].events = POLLIN;
        pool->waits[i].revents = 0;
    }
    int some = poll(pool->waits, (nfds_t)pool->count, TICK);
    if (some < 0 && errno != EINTR)
        return base_err(pool->err, HECHA_E_IO, MSG_AUDIT_NO_WORKER, "poll", NULL);
    int code = 0;
    for (size_t i = 0; code == 0 && *done == NULL && i < pool->count; i++) {
        slot *at = &pool->slots[i];
        if (some > 0 && pool->waits[i].revents != 0)
            code = serve(pool, at, done);
        else
            code = watch(pool, at, done);
    }
    return code;
}

/* the pool */

static int open_local(audit_pool *pool)
{
    base_buf ready;
    audit_message_kind kind;
    base_str body;
    size_t used;
    base_buf_init(&ready);
    pool->local = audit_worker_new(pool->options.rules, pool->options.setting, &ready);
    int code = 0;
    if (base_buf_failed(&ready) ||
        audit_message_split(base_buf_str(&ready), &kind, &body, &used) != 1 ||
        audit_ready_read(pool->arena, body, &pool->ready) != 0)
        code = base_err_memory(pool->err);
    base_buf_dispose(&ready);
    if (code == 0 && pool->ready.err.code != HECHA_OK) {
        code = pool->ready.err.code;
        pool->ready.err.lang = pool->options.setting->lang;
        if (pool->err != NULL)
            *pool->err = pool->ready.err;
    }
    return code;
}

static int open_processes(audit_pool *pool)
{
    audit_task *none = NULL;
    pool->count = (size_t)pool->options.processes;
    pool->slots = calloc(pool->count, sizeof(*pool->slots));
    pool->waits = calloc(pool->count, sizeof(*pool->waits));
    if (pool->slots == NULL || pool->waits == NULL)
        return base_err_memory(pool->err);
    int code = start(pool, &pool->slots[0]);
    while (code == 0 && !pool->loaded)
        code = wait_once(pool, &none);
    return code;
}

int audit_pool_open(const audit_pool_options *options, audit_pool **out, audit_ready *ready,
                    hecha_err *err)
{
    *out = NULL;
    audit_pool *pool = calloc(1, sizeof(*pool));
    if (pool == NULL)
        return base_err_memory(err);
    pool->options = *options;
    if (pool->options.answer == NULL)
        pool->options.answer = audit_worker_answer;
    pool->setup = (audit_child_setup){options->rules, options->setting, pool->options.answer};
    pool->err = err;
    base_buf_init(&pool->out);
    base_buf_init(&pool->text);
    pool->arena = base_arena_new(0);
    int code = pool->arena == NULL       ? base_err_memory(err)
               : options->processes == 0 ? open_local(pool)
                                         : open_processes(pool);
    if (code != 0) {
        audit_pool_close(pool);
        return code;
    }
    *ready = pool->ready;
    *out = pool;
    return 0;
}

void audit_pool_close(audit_pool *pool)
{
    if (pool == NULL)
        return;
    for (size_t i = 0; pool->slots != NULL && i < pool->count; i++) {
        if (pool->slots[i].state != ABSENT)
            audit_process_stop(&pool->slots[i].process, AUDIT_END_SIGNAL);
    }
    audit_worker_free(pool->local);
    base_arena_free(pool->arena);
    base_buf_dispose(&pool->out);
    base_buf_dispose(&pool->text);
    free(pool->slots);
    free(pool->waits);
    free(pool);
}

int audit_pool_start(audit_pool *pool, hecha_err *err)
{
    int code = 0;
    pool->err = err;
    for (size_t i = 0; code == 0 && i < pool->count; i++) {
        if (pool->slots[i].state == ABSENT)
            code = start(pool, &pool->slots[i]);
    }
    return code;
}

int audit_pool_has_room(const audit_pool *pool)
{
    if (pool->count == 0)
        return pool->done == NULL;
    for (size_t i = 0; i < pool->count; i++) {
        if (pool->slots[i].task == NULL)
            return 1;
    }
    return 0;
}

int audit_pool_is_idle(const audit_pool *pool)
{
    for (size_t i = 0; i < pool->count; i++) {
        if (pool->slots[i].task != NULL)
            return 0;
    }
    return pool->done == NULL;
}

static int answer_here(audit_pool *pool, audit_task *task)
{
    task->request.excluded = task->excluded;
    task->request.excluded_count = task->excluded_count;
    base_buf_reset(&task->reply);
    pool->options.answer(pool->local, &task->request, task->descriptor, &task->reply);
    pool->done = task;
    return base_buf_failed(&task->reply) ? base_err_memory(pool->err) : 0;
}

int audit_pool_give(audit_pool *pool, audit_task *task, hecha_err *err)
{
    slot *chosen = NULL;
    pool->err = err;
    if (pool->count == 0)
        return answer_here(pool, task);
    for (size_t i = 0; i < pool->count; i++) {
        slot *at = &pool->slots[i];
        if (at->task == NULL && (chosen == NULL || at->state > chosen->state))
            chosen = at;
    }
    chosen->task = task;
    if (chosen->state == IDLE)
        return send_task(pool, chosen);
    return chosen->state == STARTING ? 0 : start(pool, chosen);
}

int audit_pool_take(audit_pool *pool, audit_task **done, hecha_err *err)
{
    int code = 0;
    pool->err = err;
    *done = NULL;
    if (pool->count == 0) {
        const audit_pool_options *options = &pool->options;
        *done = pool->done;
        pool->done = NULL;
        int stop =
            options->interrupted != NULL && options->interrupted(options->interrupted_context);
        return stop ? AUDIT_INTERRUPTED : 0;
    }
    while (code == 0 && *done == NULL)
        code = wait_once(pool, done);
    return code;
}

unsigned audit_pool_lacking(const audit_pool *pool)
{
    return pool->lacking;
}
