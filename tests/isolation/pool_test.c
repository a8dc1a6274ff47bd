/* MAP_ANONYMOUS is no part of POSIX. */
#define _GNU_SOURCE
/* Workers with an answer of our own in place of the real one: what a confined process can still do,
 * and what becomes of tasks whose worker hangs, crashes, lies or is killed. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit/pool.h"
#include "audit/process.h"
#include "base/err.h"
#include "folder.h"

/* ---- answers ---- */

/* One attempt: its name, and errno or 0 if it was let through. */
static void note(base_buf *text, const char *name, long result)
{
    base_buf_add_c(text, name);
    base_buf_add_c(text, result < 0 ? "=" : "!");
    base_buf_add_int(text, result < 0 ? errno : 0);
    base_buf_add_byte(text, ' ');
}

/* What must all be refused. */
static void attempt(base_buf *text)
{
    struct stat info;
    char path[] = "/tmp/hecha-made";
    char *const arguments[] = {path, NULL};
    note(text, "open", open("/etc/passwd", O_RDONLY));
    note(text, "proc", open("/proc/self/maps", O_RDONLY));
    note(text, "create", open(path, O_WRONLY | O_CREAT, 0600));
    note(text, "stat", stat("/etc/passwd", &info));
    note(text, "unlink", unlink(path));
    note(text, "tcp", socket(AF_INET, SOCK_STREAM, 0));
    note(text, "unix", socket(AF_UNIX, SOCK_STREAM, 0));
    note(text, "fork", fork());
    note(text, "exec", execv("/bin/true", arguments));
    note(text, "kill", kill(getppid(), 0));
    note(text, "chdir", chdir("/"));
    note(text, "pipe", pipe((int[2]){-1, -1}));
    void *code = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    note(text, "code", code == MAP_FAILED ? -1 : 0);
}

static void reply_text(base_buf *reply, base_str text)
{
    audit_reply_fail(reply, HECHA_E_IO, text);
}

/* A worker that gets worse from name to name; the shown name says what to do. */
static void misbehave(audit_worker *worker, const audit_worker_request *request, int descriptor,
                      base_buf *reply)
{
    base_buf text;
    (void)worker;
    (void)descriptor;
    base_buf_init(&text);
    if (base_str_eq_c(request->shown, "attempts")) {
        attempt(&text);
    } else if (base_str_eq_c(request->shown, "hang")) {
        for (volatile unsigned i = 0;; i++) {
        }
    } else if (base_str_eq_c(request->shown, "crash")) {
        volatile int *nowhere = NULL;
        *nowhere = 1; /* NOLINT: the point of it */
    } else if (base_str_eq_c(request->shown, "overflow")) {
        volatile size_t past = 16;
        char *few = calloc(1, past);
        base_buf_add_byte(&text, few[past]); /* NOLINT: the point of it */
        free(few);
    } else if (base_str_eq_c(request->shown, "jump")) {
        jmp_buf back;
        if (setjmp(back) == 0)
            longjmp(back, 1);
        base_buf_add_c(&text, "jumped");
    } else if (base_str_eq_c(request->shown, "babble")) {
        base_buf_add_c(reply, "\xFF\xFF\xFF\xFF\xFF not a message");
        base_buf_dispose(&text);
        return;
    } else {
        base_buf_add_c(&text, "well");
    }
    reply_text(reply, base_buf_str(&text));
    base_buf_dispose(&text);
}

/* Of the run: where the child puts its progress. */
static audit_ruleset *shared_rules;

static long reading_limit; /* of pools that are opened, ms; 0: the usual one */

/* ---- one pool ---- */

typedef struct run {
    audit_source source;
    audit_setting setting;
    audit_ruleset *rules;
    audit_pool *pool;
    audit_ready ready;
    base_arena *arena;
} run;

static const base_str rule_file = {"three.lua", 9};

static void open_run(run *r, audit_answer *answer, int processes)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    audit_pool_options options;
    memset(r, 0, sizeof(*r));
    memset(&options, 0, sizeof(options));
    test_folder_text("three.lua", "for i = 1, 3 do rule('Z' .. i) { title = 't', "
                                  "severity = 'error', check = function() end } end\n");
    r->arena = base_arena_new(0);
    r->source.rule_files = &rule_file;
    r->source.rule_file_count = 1;
    r->source.lang = HECHA_LANG_EN;
    r->setting.source = &r->source;
    r->setting.lang = HECHA_LANG_EN;
    assert_int_equal(audit_ruleset_read(&r->source, &r->rules, &err), 0);
    shared_rules = r->rules;
    options.rules = r->rules;
    options.setting = &r->setting;
    options.processes = processes;
    options.answer = answer;
    options.reading = reading_limit;
    if (audit_pool_open(&options, &r->pool, &r->ready, &err) != 0)
        fail_msg("%s", err.text);
    assert_int_equal(r->ready.rule_count, 3);
}

static void close_run(run *r)
{
    audit_pool_close(r->pool);
    audit_ruleset_free(r->rules);
    base_arena_free(r->arena);
}

static void set_task(audit_task *task, const char *name)
{
    memset(task, 0, sizeof(*task));
    task->descriptor = -1;
    task->request.shown = base_str_c(name);
    task->request.id = 1;
    task->request.member = AUDIT_NO_MEMBER;
    base_buf_init(&task->reply);
}

static audit_reply take(run *r, audit_task **done)
{
    audit_message_kind kind;
    base_str body;
    size_t used;
    audit_reply reply;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    if (audit_pool_take(r->pool, done, &err) != 0)
        fail_msg("%s", err.text);
    assert_int_equal(audit_message_split(base_buf_str(&(*done)->reply), &kind, &body, &used), 1);
    assert_int_equal(kind, AUDIT_MESSAGE_REPLY);
    assert_int_equal(audit_reply_read(r->arena, body, &reply), 0);
    return reply;
}

static audit_reply ask(run *r, audit_task *task, const char *name)
{
    audit_task *done;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    set_task(task, name);
    assert_int_equal(audit_pool_give(r->pool, task, &err), 0);
    audit_reply reply = take(r, &done);
    assert_ptr_equal(done, task);
    return reply;
}

static int setup(void **state)
{
    *state = test_folder_make();
    return *state == NULL ? -1 : 0;
}

static int teardown(void **state)
{
    test_folder_remove(*state);
    return 0;
}

static void has(base_str text, const char *what)
{
    if (base_str_find(text, base_str_c(what), 0) == BASE_STR_NONE)
        fail_msg("no \"%s\" in \"%.*s\"", what, (int)text.len, text.ptr ? text.ptr : "");
}

/* ---- tests ---- */

static void can_do_nothing(void **state)
{
    run r;
    audit_task task;
    (void)state;
#if defined(HECHA_BENCH_NO_ISOLATION)
    skip();
#endif
    open_run(&r, misbehave, 1);
    if (audit_pool_lacking(r.pool) != 0) {
        print_message("this system does not offer all isolation: skipped\n");
        close_run(&r);
        skip();
    }
    audit_reply reply = ask(&r, &task, "attempts");
    if (memchr(reply.text.ptr, '!', reply.text.len) != NULL)
        fail_msg("let through: %.*s", (int)reply.text.len, reply.text.ptr);
    has(reply.text, "open=1 ");
    has(reply.text, "tcp=1 ");
    has(reply.text, "fork=1 ");
    has(reply.text, "exec=1 ");
    has(reply.text, "code=1 ");
    audit_task_dispose(&task);
    close_run(&r);
}

static void deaths_cost_one_task(void **state)
{
    static const struct {
        const char *name;
        const char *why;
    } cases[] = {
#ifndef HECHA_ARENA_MALLOC /* there a crash ends the run: sanitizer_ends_all */
        {"crash", "signal 11"},
#endif
        {"babble", "no valid answer"},
        {"well", "well"}};
    run r;
    (void)state;
    open_run(&r, misbehave, 2);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        audit_task task;
        audit_reply reply = ask(&r, &task, cases[i].name);
        assert_int_equal(reply.kind, AUDIT_REPLY_FAIL);
        has(reply.text, cases[i].why);
        audit_task_dispose(&task);
    }
    close_run(&r);
}

/* Lua leaves an error by longjmp, where the address sanitizer has work to do. */
static void jumps_are_free(void **state)
{
    run r;
    audit_task task;
    (void)state;
    open_run(&r, misbehave, 1);
    audit_reply reply = ask(&r, &task, "jump");
    has(reply.text, "jumped");
    audit_task_dispose(&task);
    close_run(&r);
}

#ifdef HECHA_ARENA_MALLOC
/* Standard error in a file of the folder, for workers that are started meanwhile. */
static int errors_aside(const char *name)
{
    int kept = dup(STDERR_FILENO);
    int aside = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(kept >= 0 && aside >= 0);
    dup2(aside, STDERR_FILENO);
    close(aside);
    return kept;
}

static void errors_back(int kept)
{
    dup2(kept, STDERR_FILENO);
    close(kept);
}

/* What a sanitizer finds in a worker is told on standard error, a file too, and ends the run. */
static void sanitizer_ends_all(void **state)
{
    char told[512] = "";
    int result = 0;
    (void)state;
    int kept = errors_aside("report");
    pid_t child = fork();
    if (child == 0) {
        run r;
        audit_task task;
        open_run(&r, misbehave, 1);
        ask(&r, &task, "overflow");
        _exit(0);
    }
    assert_int_equal(waitpid(child, &result, 0), child);
    errors_back(kept);
    assert_true(WIFEXITED(result));
    assert_int_equal(WEXITSTATUS(result), 86);
    int report = open("report", O_RDONLY);
    assert_true(read(report, told, sizeof(told) - 1) > 0);
    close(report);
    has(base_str_c(told), "AddressSanitizer: heap-buffer-overflow");
}
#endif

#ifndef HECHA_ARENA_MALLOC /* its limits are ten times as long */
/* A rule number 1 that hangs unless it is excluded. */
static void hang_in_rule(audit_worker *worker, const audit_worker_request *request, int descriptor,
                         base_buf *reply)
{
    base_buf text;
    (void)worker;
    (void)descriptor;
    for (uint32_t number = 0; number < 3; number++) {
        int excluded = 0;
        for (size_t i = 0; i < request->excluded_count; i++)
            excluded |= request->excluded[i].rule == number;
        audit_progress_set(shared_rules->progress, AUDIT_RUNNING, number);
        if (number != 1 || excluded)
            continue;
        for (volatile unsigned i = 0;; i++) {
        }
    }
    base_buf_init(&text);
    for (size_t i = 0; i < request->excluded_count; i++)
        base_buf_add_str(&text, request->excluded[i].reason);
    reply_text(reply, base_buf_str(&text));
    base_buf_dispose(&text);
}

/* In a phase that is no rule the limit is long, so only a rule is tried. */
static void hanging_rule_is_left_out(void **state)
{
    run r;
    audit_task task;
    (void)state;
    open_run(&r, hang_in_rule, 1);
    long long before = audit_clock();
    audit_reply reply = ask(&r, &task, "report");
    assert_int_equal(task.excluded_count, 1);
    assert_int_equal(task.excluded[0].rule, 1);
    has(reply.text, "hard limit");
    has(reply.text, "processor time");
    assert_true(audit_clock() - before < 60000);
    audit_task_dispose(&task);
    close_run(&r);
}
#endif

/* A reader that goes on for ever costs its own file; the others are answered. */
static void hanging_reader_costs_its_file(void **state)
{
    run r;
    audit_task tasks[4], *done;
    size_t well = 0;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    (void)state;
    reading_limit = 150;
    open_run(&r, misbehave, 2);
    reading_limit = 0;
    for (size_t i = 0; i < 4; i++)
        set_task(&tasks[i], i == 1 ? "hang" : "report");
    size_t given = 0;
    for (size_t taken = 0; taken < 4; taken++) {
        while (given < 4 && audit_pool_has_room(r.pool))
            assert_int_equal(audit_pool_give(r.pool, &tasks[given++], &err), 0);
        audit_reply reply = take(&r, &done);
        assert_int_equal(reply.kind, AUDIT_REPLY_FAIL);
        if (done != &tasks[1]) {
            has(reply.text, "well");
            well++;
            continue;
        }
        assert_int_equal(reply.code, HECHA_E_LIMIT);
        has(reply.text, "hard limit while it was read");
        has(reply.text, "processor time");
    }
    assert_int_equal(well, 3);
    for (size_t i = 0; i < 4; i++)
        audit_task_dispose(&tasks[i]);
    close_run(&r);
}

static void answers_in_this_process_too(void **state)
{
    run r;
    audit_task task;
    (void)state;
    open_run(&r, misbehave, 0);
    audit_reply reply = ask(&r, &task, "anything");
    has(reply.text, "well");
    assert_true(audit_pool_is_idle(r.pool));
    audit_task_dispose(&task);
    close_run(&r);
}

static int at_once(void *context)
{
    (void)context;
    return 1;
}

static void stops_when_asked(void **state)
{
    run r;
    audit_pool_options options;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    (void)state;
    open_run(&r, misbehave, 1);
    memset(&options, 0, sizeof(options));
    options.rules = r.rules;
    options.setting = &r.setting;
    options.processes = 1;
    options.interrupted = at_once;
    audit_pool *pool = NULL;
    assert_int_equal(audit_pool_open(&options, &pool, &r.ready, &err), AUDIT_INTERRUPTED);
    assert_null(pool);
    close_run(&r);
}

/* Ends the only worker; its successor loads what the rule set is by now. */
static int take_after_death(run *r, hecha_err *err)
{
    audit_task first, second, *done = NULL;
    ask(r, &first, "babble");
    set_task(&second, "well");
    assert_int_equal(audit_pool_give(r->pool, &second, err), 0);
    int code = audit_pool_take(r->pool, &done, err);
    audit_task_dispose(&first);
    audit_task_dispose(&second);
    return code;
}

/* A worker that could not load what the first one did would leave out rules without a word. */
static void worker_with_other_rules_is_refused(void **state)
{
    static const base_str why = {"out of time", 11};
    run r;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    (void)state;
    for (int way = 0; way < 3; way++) {
        open_run(&r, misbehave, 1);
        pack *source = r.rules->packs[0].source;
        if (way == 0)
            r.rules->packs[0].killed = why;
        else if (way == 1)
            source->file_count = 0; /* no rules at all */
        else
            source->files[0].bytes.len /= 2; /* one broken rule in place of three */
        assert_int_equal(take_after_death(&r, &err), HECHA_E_IO);
        has(base_str_c(err.text), "loaded other rules");
        close_run(&r);
    }
}

static void refuses_bad_messages(void **state)
{
    audit_message_kind kind;
    base_str body;
    size_t used;
    audit_reply reply;
    audit_ready ready;
    audit_worker_request request;
    base_arena *arena = base_arena_new(0);
    (void)state;
    assert_int_equal(audit_message_split(base_str_n("\1\0\0\0", 4), &kind, &body, &used), 0);
    assert_int_equal(audit_message_split(base_str_n("\1\0\0\0\5", 5), &kind, &body, &used), 0);
    assert_int_equal(audit_message_split(base_str_n("\0\0\0\0\0", 5), &kind, &body, &used), -1);
    assert_int_equal(audit_message_split(base_str_n("\0\0\0\x7F\4", 5), &kind, &body, &used), -1);
    assert_int_equal(audit_message_split(base_str_n("\0\0\0\0\4", 5), &kind, &body, &used), 1);
    assert_int_equal(audit_reply_read(arena, base_str_n("", 0), &reply), -1);
    assert_int_equal(audit_reply_read(arena, base_str_n("\7", 1), &reply), -1);
    /* a count of members that the bytes cannot hold */
    assert_int_equal(audit_reply_read(arena, base_str_n("\3\xFF\xFF\xFF\xFF", 5), &reply), -1);
    /* a text that is no UTF-8, and one byte too many */
    assert_int_equal(audit_reply_read(arena, base_str_n("\1\1\0\0\0\xFF", 6), &reply), -1);
    assert_int_equal(audit_reply_read(arena, base_str_n("\1\1\0\0\0ab", 7), &reply), -1);
    assert_int_equal(audit_reply_read(arena, base_str_n("\1\1\0\0\0a", 6), &reply), 0);
    assert_int_equal(audit_ready_read(arena, base_str_n("\0\0", 2), &ready), -1);
    assert_int_equal(audit_request_read(arena, base_str_n("\1\0", 2), &request), -1);
    base_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(can_do_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(deaths_cost_one_task, setup, teardown),
        cmocka_unit_test_setup_teardown(jumps_are_free, setup, teardown),
#ifdef HECHA_ARENA_MALLOC
        cmocka_unit_test_setup_teardown(sanitizer_ends_all, setup, teardown),
#endif
#ifndef HECHA_ARENA_MALLOC
        cmocka_unit_test_setup_teardown(hanging_rule_is_left_out, setup, teardown),
#endif
        cmocka_unit_test_setup_teardown(hanging_reader_costs_its_file, setup, teardown),
        cmocka_unit_test_setup_teardown(answers_in_this_process_too, setup, teardown),
        cmocka_unit_test_setup_teardown(stops_when_asked, setup, teardown),
        cmocka_unit_test_setup_teardown(worker_with_other_rules_is_refused, setup, teardown),
        cmocka_unit_test(refuses_bad_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
