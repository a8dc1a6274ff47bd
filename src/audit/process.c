/* close_range(2) is no part of POSIX. */
#define _GNU_SOURCE
#include "audit/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "audit/confine.h"
#include "base/err.h"
#include "base/msg.h"
#include "read/encoding.h"

#define CHILD_DESCRIPTORS 6 /* the last one for the helper that runs a program */
#define FAR 16              /* above all of them */

/* Limits of one step, ms of processor time. A rule's own limit of time is 2,000. */
#ifdef HECHA_ARENA_MALLOC
#define SANITIZER_STATUS 86 /* no status of hecha */
#define SLOWER 10L
#else
#define SLOWER 1L
#endif
#define RUNNING_LIMIT (2400L * SLOWER)
#define READING_LIMIT (30000L * SLOWER)
#define STUCK_LIMIT (60000L * SLOWER) /* on the clock, without any processor time */

long long audit_clock(void)
{
    struct timespec at;
    if (clock_gettime(CLOCK_MONOTONIC, &at) != 0)
        return 0;
    return (long long)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

/* Processor time of another process, ms; -1: not known. */
static long long time_used(pid_t pid)
{
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return -1;
    return (long long)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

/* in the new process */

static void place(int from, int at)
{
    if (from >= 0)
        dup2(from, at);
}

/* Leaves the socket and the file, with nothing behind the standard streams. */
static int keep_descriptors(int socket, int file)
{
    int null = open("/dev/null", O_RDWR);
    int ours = fcntl(socket, F_DUPFD, FAR);
    int given = file >= 0 ? fcntl(file, F_DUPFD, FAR) : -1;
    if (null < 0 || ours < 0 || (file >= 0 && given < 0))
        return -1;
    place(null, STDIN_FILENO);
    place(null, STDOUT_FILENO);
#ifndef HECHA_ARENA_MALLOC /* where the address sanitizer writes to */
    place(null, STDERR_FILENO);
#endif
    place(ours, AUDIT_CHILD_SOCKET);
    place(given, AUDIT_CHILD_FILE);
    return close_range(given >= 0 ? AUDIT_CHILD_FILE + 1 : AUDIT_CHILD_FILE, ~0u, 0);
}

/* What the program that uses the library does on a crash is not for here. */
static void forget_handlers(void)
{
#ifndef HECHA_ARENA_MALLOC /* the address sanitizer has handlers of its own */
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS};
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
        signal(faults[i], SIG_DFL);
#endif
}

static void ignore_signals(void)
{
    static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGPIPE};
    for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
        signal(ignored[i], SIG_IGN);
}

static int compare_bytes(const void *a, const void *b)
{
    return *(const unsigned char *)a - *(const unsigned char *)b;
}

/* The time zone and the converters would be read from files when they are first needed, and the
 * first large qsort asks how much memory there is. */
static int prepare(void)
{
    unsigned char many[2048] = {0};
    qsort(many, sizeof(many), 1, compare_bytes);
    if (setenv("TZ", "UTC0", 1) != 0)
        return -1;
    tzset();
    return read_converters_load() == NULL ? -1 : 0;
}

static void become(pid_t engine, int socket, int file, size_t memory, audit_progress *progress)
{
    ignore_signals();
    forget_handlers();
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != engine || prepare() != 0 || keep_descriptors(socket, file) != 0)
        _exit(1);
    atomic_store(&progress->lacking, audit_confine_worker(CHILD_DESCRIPTORS, memory));
}

/* in the engine */

int audit_process_start(audit_process_body *body, void *context, int file, size_t memory,
                        audit_process *out, hecha_err *err)
{
    int pair[2];
    pid_t engine = getpid();
    memset(out, 0, sizeof(*out));
    out->socket = -1;
    base_buf_init(&out->in);
    void *shared = mmap(NULL, sizeof(audit_progress), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return base_err_memory(err);
    out->progress = shared;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0) {
        out->socket = pair[0];
        out->pid = fork();
        if (out->pid == 0) {
            become(engine, pair[1], file, memory, out->progress);
            body(context, out->progress);
            _exit(0);
        }
        close(pair[1]);
    }
    out->seen = audit_clock();
    if (out->socket >= 0 && out->pid > 0)
        return 0;
    int failure = errno;
    audit_process_stop(out, AUDIT_END_SIGNAL);
    return base_err(err, failure == ENOMEM ? HECHA_E_MEMORY : HECHA_E_IO, MSG_AUDIT_NO_WORKER,
                    strerror(failure), NULL);
}

int audit_process_hangs(audit_process *process, long loading, long reading, audit_end *how)
{
    long limit = reading > 0 ? reading * SLOWER : READING_LIMIT;
    uint32_t step = atomic_load(&process->progress->step);
    uint32_t phase = atomic_load(&process->progress->phase);
    long long used = time_used(process->pid), now = audit_clock();
    if (used < 0)
        return 0; /* it is gone, which the socket will show */
    if (phase == AUDIT_LOADING)
        limit = loading * SLOWER;
    else if (phase == AUDIT_RUNNING)
        limit = RUNNING_LIMIT;
    if (used != process->latest || step != process->step) {
        process->latest = used;
        process->seen = now;
    }
    if (step != process->step) {
        process->step = step;
        process->used = used;
    }
    *how = used - process->used > limit ? AUDIT_END_HANG : AUDIT_END_STUCK;
    return *how == AUDIT_END_HANG || (phase != AUDIT_WAITING && now - process->seen > STUCK_LIMIT);
}

/* A report of a sanitizer must not pass for one more hostile report: it ends everything. */
static void heed_sanitizer(int result)
{
#ifdef HECHA_ARENA_MALLOC
    if (WIFEXITED(result) && WEXITSTATUS(result) != 0)
        _exit(SANITIZER_STATUS);
#else
    (void)result;
#endif
}

static int wait_for(pid_t pid)
{
    int result = 0;
    while (waitpid(pid, &result, 0) < 0) {
        if (errno != EINTR)
            return 0;
    }
    return result;
}

audit_death audit_process_stop(audit_process *process, audit_end how)
{
    audit_death death = {how, 0, AUDIT_WAITING, 0};
    if (process->helper > 0) {
        kill(process->helper, SIGKILL);
        wait_for(process->helper);
    }
    if (process->pid > 0) {
        /* One that closed its socket is as good as dead; if it died, this does nothing. */
        kill(process->pid, SIGKILL);
        int result = wait_for(process->pid);
        heed_sanitizer(result);
        death.signal = WIFSIGNALED(result) ? WTERMSIG(result) : 0;
    }
    if (process->socket >= 0)
        close(process->socket);
    if (process->progress != NULL) {
        uint32_t phase = atomic_load(&process->progress->phase);
        death.phase = phase <= AUDIT_RUNNING ? (audit_phase)phase : AUDIT_READING;
        death.item = atomic_load(&process->progress->item);
        munmap(process->progress, sizeof(audit_progress));
    }
    base_buf_dispose(&process->in);
    memset(process, 0, sizeof(*process));
    process->socket = -1;
    return death;
}

void audit_death_text(base_buf *out, const audit_death *death, hecha_lang lang)
{
    char number[24];
    snprintf(number, sizeof(number), "%d", death->signal);
    switch (death->how) {
    case AUDIT_END_HANG:
        base_msg_add(out, lang, MSG_AUDIT_END_HANG, NULL);
        break;
    case AUDIT_END_STUCK:
        base_msg_add(out, lang, MSG_AUDIT_END_STUCK, NULL);
        break;
    case AUDIT_END_BABBLE:
        base_msg_add(out, lang, MSG_AUDIT_END_BABBLE, NULL);
        break;
    case AUDIT_END_DIFFERS:
        base_msg_add(out, lang, MSG_AUDIT_END_DIFFERS, NULL);
        break;
    case AUDIT_END_SIGNAL:
        base_msg_add(out, lang, MSG_AUDIT_END_SIGNAL, number, NULL);
        break;
    }
}
