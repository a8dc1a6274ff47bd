/* close_range(2) is no part of POSIX. */
#define _GNU_SOURCE
#include "audit/program.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit/confine.h"
#include "base/err.h"
#include "read/pdf.h"

/* Both ways one message of kind PROGRAM: there the program, the limit and the bytes, back code,
 * exit status, output, complaints. */

static int fail(hecha_err *err)
{
    return base_err(err, HECHA_E_IO, MSG_PDF_START, NULL);
}

/* in the worker */

/* A descriptor that leads to the process that runs the program. -1: none was granted. */
static int ask(base_buf *in)
{
    base_buf question;
    int granted;
    base_buf_init(&question);
    audit_message_end(&question, audit_message_begin(&question, AUDIT_MESSAGE_PROGRAM));
    int failure = base_buf_failed(&question)
                      ? ENOMEM
                      : audit_message_write(AUDIT_CHILD_SOCKET, base_buf_str(&question));
    base_buf_dispose(&question);
    if (failure == 0)
        failure = audit_message_receive(AUDIT_CHILD_SOCKET, in, &granted);
    return failure == 0 ? granted : -1;
}

static int send_bytes(int socket, read_program program, base_str bytes, size_t output_bytes)
{
    base_buf head;
    base_buf_init(&head);
    audit_message_begin(&head, AUDIT_MESSAGE_PROGRAM);
    audit_put_u8(&head, (unsigned)program);
    audit_put_u64(&head, output_bytes);
    base_buf_add_str(&head, bytes);
    audit_message_end(&head, 0);
    int failure =
        base_buf_failed(&head) ? ENOMEM : audit_message_write(socket, base_buf_str(&head));
    base_buf_dispose(&head);
    return failure;
}

/* The message of the catalogue for a code is made here, as the texts are not sent. */
static int read_answer(base_str body, base_buf *output, base_buf *complaints, int *exit_status,
                       hecha_err *err)
{
    audit_cursor from = {body, 0, 0};
    int code = -(int)audit_take_u8(&from, (unsigned)-HECHA_E_UNSUPPORTED);
    unsigned timed_out = audit_take_u8(&from, 1);
    *exit_status = (int)audit_take_u8(&from, 255);
    base_buf_add_str(output, audit_take_bytes(&from));
    base_buf_add_str(complaints, audit_take_bytes(&from));
    if (base_buf_failed(output) || base_buf_failed(complaints))
        return base_err_memory(err);
    if (from.bad)
        return fail(err);
    switch (code) {
    case 0:
        return 0;
    case HECHA_E_MEMORY:
        return base_err_memory(err);
    case HECHA_E_LIMIT:
        return base_err(err, HECHA_E_LIMIT, timed_out ? MSG_PDF_TIME : MSG_PDF_OUTPUT, NULL);
    case HECHA_E_UNSUPPORTED:
        return base_err(err, HECHA_E_UNSUPPORTED, MSG_PDF_NO_PROGRAM, NULL);
    default:
        return fail(err);
    }
}

static int run(void *context, read_program program, base_str bytes, size_t output_bytes,
               base_buf *output, base_buf *complaints, int *exit_status, hecha_err *err)
{
    base_buf in;
    audit_message_kind kind;
    base_str body;
    size_t used;
    int none;
    (void)context;
    base_buf_init(&in);
    int socket = ask(&in);
    int failure = socket < 0 ? ENOENT : send_bytes(socket, program, bytes, output_bytes);
    if (failure == 0)
        failure = audit_message_receive(socket, &in, &none);
    int code = failure == ENOMEM ? base_err_memory(err) : failure != 0 ? fail(err) : 0;
    if (code == 0 && audit_message_split(base_buf_str(&in), &kind, &body, &used) != 1)
        code = fail(err);
    else if (code == 0)
        code = read_answer(body, output, complaints, exit_status, err);
    if (socket >= 0)
        close(socket);
    base_buf_dispose(&in);
    return code;
}

const read_helper audit_program_helper = {run, NULL};

/* in the process that runs the program */

static int put_answer(base_buf *out, int code, const hecha_err *err, int exit_status,
                      const base_buf *output, const base_buf *complaints)
{
    const char *timed_out = base_msg_text(err->lang, MSG_PDF_TIME);
    size_t start = audit_message_begin(out, AUDIT_MESSAGE_PROGRAM);
    audit_put_u8(out, (unsigned)-code);
    audit_put_u8(out, strcmp(err->text, timed_out) == 0);
    audit_put_u8(out, (unsigned)exit_status & 0xFFu);
    audit_put_str(out, base_buf_str(output));
    audit_put_str(out, base_buf_str(complaints));
    audit_message_end(out, start);
    return base_buf_failed(out) ? -1 : 0;
}

static void serve(int socket)
{
    base_buf in, out, output, complaints;
    audit_message_kind kind;
    base_str body;
    size_t used;
    int none, exit_status = 0;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf_init(&in);
    base_buf_init(&out);
    if (audit_message_receive(socket, &in, &none) != 0 ||
        audit_message_split(base_buf_str(&in), &kind, &body, &used) != 1)
        return;
    audit_cursor from = {body, 0, 0};
    read_program program = (read_program)audit_take_u8(&from, READ_PROGRAMS - 1);
    uint64_t most = audit_take_u64(&from);
    if (from.bad || most > AUDIT_MESSAGE_MOST)
        return;
    int code = read_program_run(program, base_str_from(body, from.at), (size_t)most,
                                audit_confine_program, &output, &complaints, &exit_status, &err);
    if (put_answer(&out, code, &err, exit_status, &output, &complaints) == 0)
        audit_message_send(socket, base_buf_str(&out), -1);
}

static void become(pid_t engine, int socket)
{
    static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
    for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
        signal(ignored[i], SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != engine || dup2(socket, AUDIT_CHILD_SOCKET) < 0 ||
        close_range(AUDIT_CHILD_SOCKET + 1, ~0u, 0) != 0)
        _exit(1);
    serve(AUDIT_CHILD_SOCKET);
    _exit(0);
}

/* in the engine */

int audit_program_grant(audit_process *process)
{
    int pair[2] = {-1, -1};
    pid_t engine = getpid();
    base_buf grant;
    if (process->helper > 0) { /* of an earlier file; done, as a worker has one at a time */
        kill(process->helper, SIGKILL);
        while (waitpid(process->helper, NULL, 0) < 0 && errno == EINTR) {
        }
        process->helper = 0;
    }
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0)
        process->helper = fork();
    if (process->helper == 0 && pair[0] >= 0)
        become(engine, pair[1]);
    base_buf_init(&grant);
    audit_message_end(&grant, audit_message_begin(&grant, AUDIT_MESSAGE_GRANT));
    int failure = base_buf_failed(&grant)
                      ? ENOMEM
                      : audit_message_send(process->socket, base_buf_str(&grant), pair[0]);
    base_buf_dispose(&grant);
    for (int i = 0; i < 2; i++) {
        if (pair[i] >= 0)
            close(pair[i]);
    }
    return failure;
}
