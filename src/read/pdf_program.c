#include "read/pdf_program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"

#define COMPLAINTS ((size_t)8 << 10)
#define CHUNK ((size_t)64 << 10)
#define GRACE 2 /* seconds of processor time beyond the limit on the clock */

/* Our ends of the child's standard streams: 0 input, 1 output, 2 complaints; -1 closed. */
typedef struct running {
    pid_t child;
    int ends[3];
    size_t written;
    long long deadline; /* milliseconds */
} running;

static long long now(void)
{
    struct timespec at;
    if (clock_gettime(CLOCK_MONOTONIC, &at) != 0)
        return 0;
    return (long long)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static void close_end(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

static void limit(int what, size_t value)
{
    struct rlimit bound;
    bound.rlim_cur = bound.rlim_max = (rlim_t)value;
    setrlimit(what, &bound);
}

/* Runs in the child, between fork and exec: only calls that are safe there. */
static void become(const pdf_program *program, const char *path, char *const *arguments,
                   const int ends[3])
{
    char language[] = "LC_ALL=C", folder[] = "HOME=/nonexistent";
    char *environment[] = {language, folder, NULL};
    struct sigaction standard;
    sigset_t none;
    long last = sysconf(_SC_OPEN_MAX);
    memset(&standard, 0, sizeof(standard));
    standard.sa_handler = SIG_DFL;
    sigaction(SIGPIPE, &standard, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int i = 0; i < 3; i++)
        if (dup2(ends[i], i) < 0)
            _exit(127);
    last = last < 0 || last > 4096 ? 4096 : last;
    for (int i = 3; i < last; i++)
        close(i);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, (size_t)(program->milliseconds / 1000 + GRACE));
    limit(RLIMIT_AS, program->memory_bytes);
    if (program->confine != NULL && program->confine() != 0)
        _exit(127);
    execve(path, arguments, environment);
    _exit(127);
}

/* Pairs of ends above the standard streams, so that none is overwritten by another in the child. */
static int make_ends(int ours[3], int theirs[3])
{
    for (int i = 0; i < 3; i++)
        ours[i] = theirs[i] = -1;
    for (int i = 0; i < 3; i++) {
        int pair[2];
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
            return -1;
        ours[i] = fcntl(pair[0], F_DUPFD_CLOEXEC, 3);
        theirs[i] = fcntl(pair[1], F_DUPFD_CLOEXEC, 3);
        close(pair[0]);
        close(pair[1]);
        if (ours[i] < 0 || theirs[i] < 0 || fcntl(ours[i], F_SETFL, O_NONBLOCK) != 0)
            return -1;
    }
    return 0;
}

static int start(const pdf_program *program, const char *path, char *const *arguments,
                 running *self)
{
    int theirs[3];
    self->child = -1;
    if (make_ends(self->ends, theirs) == 0)
        self->child = fork();
    if (self->child == 0)
        become(program, path, arguments, theirs);
    for (int i = 0; i < 3; i++) {
        close_end(&theirs[i]);
        if (self->child < 0)
            close_end(&self->ends[i]);
    }
    return self->child < 0 ? -1 : 0;
}

/* The child's input is a socket, so that writing to one that is gone raises no signal. */
static void feed(running *self, base_str input)
{
    size_t left = input.len - self->written;
    ssize_t sent =
        send(self->ends[0], input.ptr + self->written, left < CHUNK ? left : CHUNK, MSG_NOSIGNAL);
    if (sent > 0)
        self->written += (size_t)sent;
    else if (sent < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (sent <= 0 || self->written == input.len)
        close_end(&self->ends[0]);
}

/* Takes what there is; what passes the limit is dropped. 0, or 1 if something was dropped. */
static int take(int *end, base_buf *out, size_t most)
{
    char *room = base_buf_reserve(out, CHUNK);
    if (room == NULL) {
        close_end(end);
        return 0;
    }
    ssize_t got = recv(*end, room, CHUNK, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    if (got <= 0) {
        close_end(end);
        return 0;
    }
    size_t free_bytes = most > out->len ? most - out->len : 0;
    size_t used = (size_t)got < free_bytes ? (size_t)got : free_bytes;
    out->len += used;
    return used < (size_t)got;
}

/* Serves the streams until both outputs are closed. */
static int serve(const pdf_program *program, running *self, base_buf *output, base_buf *complaints,
                 hecha_err *err)
{
    while (self->ends[1] >= 0 || self->ends[2] >= 0) {
        struct pollfd wait[3];
        long long left = self->deadline - now();
        if (left <= 0)
            return base_err(err, HECHA_E_LIMIT, MSG_PDF_TIME, NULL);
        for (int i = 0; i < 3; i++) {
            wait[i].fd = self->ends[i];
            wait[i].events = i == 0 ? POLLOUT : POLLIN;
            wait[i].revents = 0;
        }
        if (poll(wait, 3, (int)left) < 0 && errno != EINTR)
            return base_err(err, HECHA_E_IO, MSG_PDF_START, NULL);
        if (wait[0].revents != 0)
            feed(self, program->input);
        if (wait[1].revents != 0 && take(&self->ends[1], output, program->output_bytes))
            return base_err(err, HECHA_E_LIMIT, MSG_PDF_OUTPUT, NULL);
        if (wait[2].revents != 0)
            take(&self->ends[2], complaints, COMPLAINTS);
        if (base_buf_failed(output) || base_buf_failed(complaints))
            return base_err_memory(err);
    }
    return 0;
}

/* A program that closed its streams may still run: it is given what is left of its time. */
static int reap(running *self, int status)
{
    int result = 0;
    struct timespec nap = {0, 2000000};
    while (status == 0 && now() < self->deadline) {
        pid_t done = waitpid(self->child, &result, WNOHANG);
        if (done == self->child)
            return result;
        if (done < 0 && errno != EINTR)
            return 0;
        nanosleep(&nap, NULL);
    }
    kill(self->child, SIGKILL);
    while (waitpid(self->child, &result, 0) < 0 && errno == EINTR) {
    }
    return result;
}

static const char *find(const char *const *paths)
{
    for (; *paths != NULL; paths++)
        if (access(*paths, X_OK) == 0)
            return *paths;
    return NULL;
}

/* The arguments as exec wants them: one block, the strings after the pointers. */
static char **copy_arguments(const char *path, const char *const *arguments)
{
    size_t count = 2, bytes = strlen(path) + 1;
    for (size_t i = 0; arguments[i] != NULL; i++, count++)
        bytes += strlen(arguments[i]) + 1;
    char **copy = malloc(count * sizeof(char *) + bytes);
    if (copy == NULL)
        return NULL;
    char *text = (char *)(copy + count);
    for (size_t i = 0; i + 1 < count; i++) {
        const char *from = i == 0 ? path : arguments[i - 1];
        size_t length = strlen(from) + 1;
        memcpy(text, from, length);
        copy[i] = text;
        text += length;
    }
    copy[count - 1] = NULL;
    return copy;
}

int pdf_program_run(const pdf_program *program, base_buf *output, base_buf *complaints,
                    int *exit_status, hecha_err *err)
{
    running self;
    const char *path = find(program->paths);
    *exit_status = 0;
    base_buf_init(output);
    base_buf_init(complaints);
    if (path == NULL)
        return base_err(err, HECHA_E_UNSUPPORTED, MSG_PDF_NO_PROGRAM, NULL);
    memset(&self, 0, sizeof(self));
    char **arguments = copy_arguments(path, program->arguments);
    if (arguments == NULL)
        return base_err_memory(err);
    self.deadline = now() + program->milliseconds;
    int status = start(program, path, arguments, &self);
    free(arguments);
    if (status != 0)
        return base_err(err, HECHA_E_IO, MSG_PDF_START, NULL);
    status = serve(program, &self, output, complaints, err);
    for (int i = 0; i < 3; i++)
        close_end(&self.ends[i]);
    int result = reap(&self, status);
    *exit_status = WIFEXITED(result) ? WEXITSTATUS(result) : 128 + WTERMSIG(result);
    return status;
}
