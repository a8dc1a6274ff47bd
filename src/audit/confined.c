#include "audit/confined.h"

#include <errno.h>
#include <poll.h>

#include "audit/child.h"
#include "audit/confine.h"
#include "audit/cost.h"
#include "audit/engine.h"
#include "audit/process.h"
#include "audit/program.h"
#include "base/err.h"

#define TICK 50 /* ms between two looks at a process that says nothing */
#define LONGEST_LINE 8192
#define PIECE ((size_t)256 << 10) /* bytes of output in one message */

/* ---- in the confined process ---- */

typedef struct inside {
    audit_ruleset *rules;
    audit_confined_body *body;
    void *context;
    int has_file;
    const hecha_output *output;
    const hecha_err *err; /* as it was, for its language */
} inside;

/* A hecha_writer. */
static int send_output(void *context, const char *bytes, size_t length)
{
    base_buf *message = context;
    while (length > 0) {
        size_t piece = length < PIECE ? length : PIECE;
        base_buf_clear(message);
        size_t start = audit_message_begin(message, AUDIT_MESSAGE_OUTPUT);
        base_buf_add(message, bytes, piece);
        audit_message_end(message, start);
        if (base_buf_failed(message) ||
            audit_message_write(AUDIT_CHILD_SOCKET, base_buf_str(message)) != 0)
            return -1;
        bytes += piece;
        length -= piece;
    }
    return 0;
}

/* hecha_output.profile */
static void send_costs(void *context, const hecha_cost *costs, size_t count)
{
    base_buf *message = context;
    base_buf_clear(message);
    size_t start = audit_message_begin(message, AUDIT_MESSAGE_COSTS);
    audit_costs_write(message, costs, count);
    audit_message_end(message, start);
    if (!base_buf_failed(message)) /* who is gone reads nothing */
        audit_message_write(AUDIT_CHILD_SOCKET, base_buf_str(message));
}

/* An audit_lines function: asks the engine. */
static int ask_line(void *context, char *line, size_t size)
{
    base_buf *message = context;
    audit_message_kind kind;
    base_str body;
    size_t used;
    int descriptor;
    base_buf_clear(message);
    audit_message_end(message, audit_message_begin(message, AUDIT_MESSAGE_ASK));
    if (base_buf_failed(message) ||
        audit_message_write(AUDIT_CHILD_SOCKET, base_buf_str(message)) != 0 ||
        audit_message_receive(AUDIT_CHILD_SOCKET, message, &descriptor) != 0 ||
        audit_message_split(base_buf_str(message), &kind, &body, &used) != 1 ||
        kind != AUDIT_MESSAGE_LINE)
        return 0;
    audit_cursor from = {body, 0, 0};
    unsigned more = audit_take_u8(&from, 1);
    base_str text = audit_take_bytes(&from);
    if (from.bad || !more || size == 0)
        return 0;
    size_t length = text.len < size ? text.len : size - 1;
    if (length > 0)
        memcpy(line, text.ptr, length);
    line[length] = '\0';
    return 1;
}

static void run_inside(void *context, audit_progress *progress)
{
    inside *in = context;
    base_buf message;
    hecha_exit status = HECHA_EXIT_CLEAN;
    hecha_err err = *in->err;
    hecha_output output = *in->output;
    base_buf_init(&message);
    output.writer.write = send_output;
    output.writer.context = &message;
    output.notice = NULL;
    output.profile = in->output->profile != NULL ? send_costs : NULL;
    output.profile_context = &message;
    output.progress = NULL;
    output.interrupted = NULL;
    audit_lines lines = {ask_line, &message};
    audit_confined_run run = {
        &output, &status, &err, in->has_file ? AUDIT_CHILD_FILE : -1, &audit_program_helper,
        &lines};
    in->rules->progress = progress;
    int code = in->body(in->context, &run);
    base_buf_clear(&message);
    audit_end_write(&message, code, status, &err);
    if (!base_buf_failed(&message))
        audit_message_write(AUDIT_CHILD_SOCKET, base_buf_str(&message));
    base_buf_dispose(&message);
}

/* ---- in the engine ---- */

typedef struct outside {
    audit_process process;
    audit_ruleset *rules;
    const hecha_output *output;
    const audit_lines *lines; /* or NULL */
    hecha_exit *status;
    hecha_err *err;
    int ended; /* END has come: `code` */
    int code;
} outside;

static int say_death(outside *o, audit_end how)
{
    base_buf why;
    audit_death death = audit_process_stop(&o->process, how);
    base_buf_init(&why);
    audit_death_text(&why, &death, o->output->lang);
    int code = base_buf_failed(&why)
                   ? base_err_memory(o->err)
                   : base_err(o->err, HECHA_E_LIMIT, MSG_AUDIT_HARD, why.ptr, NULL);
    base_buf_dispose(&why);
    return code;
}

static int take_costs(const outside *o, base_str body)
{
    hecha_cost *costs = NULL;
    size_t count = 0;
    base_arena *arena = base_arena_new(0);
    int bad = arena == NULL || audit_costs_read(arena, body, &costs, &count) != 0;
    if (!bad && o->output->profile != NULL)
        o->output->profile(o->output->profile_context, costs, count);
    base_arena_free(arena);
    return bad ? -1 : 0;
}

/* Reads a line and sends it. What cannot be sent shows at the socket. */
static int send_line(outside *o)
{
    char line[LONGEST_LINE];
    base_buf out;
    base_buf_init(&out);
    int more = o->lines->read(o->lines->context, line, sizeof(line));
    size_t start = audit_message_begin(&out, AUDIT_MESSAGE_LINE);
    audit_put_u8(&out, more != 0);
    audit_put_str(&out, base_str_c(more ? line : ""));
    audit_message_end(&out, start);
    int failed = base_buf_failed(&out);
    if (!failed)
        audit_message_send(o->process.socket, base_buf_str(&out), -1);
    base_buf_dispose(&out);
    return failed ? base_err_memory(o->err) : 0;
}

/* One whole message. -1: none that may come. */
static int take_one(outside *o, audit_message_kind kind, base_str body, int *code)
{
    const hecha_writer *writer = &o->output->writer;
    switch (kind) {
    case AUDIT_MESSAGE_OUTPUT:
        if (body.len > 0 && writer->write(writer->context, body.ptr, body.len) != 0)
            *code = base_err(o->err, HECHA_E_IO, MSG_AUDIT_NOT_WRITTEN, NULL);
        return 0;
    case AUDIT_MESSAGE_PROGRAM:
        audit_program_grant(&o->process); /* one that is gone shows at its socket */
        return 0;
    case AUDIT_MESSAGE_COSTS:
        return take_costs(o, body);
    case AUDIT_MESSAGE_ASK:
        if (o->lines == NULL)
            return -1;
        *code = send_line(o);
        return 0;
    case AUDIT_MESSAGE_END:
        o->ended = 1;
        return audit_end_read(body, &o->code, o->status, o->err);
    default:
        return -1;
    }
}

static int take_messages(outside *o)
{
    base_buf *in = &o->process.in;
    size_t done = 0;
    int code = 0;
    while (code == 0 && !o->ended) {
        audit_message_kind kind;
        base_str body;
        size_t used;
        int whole = audit_message_split(base_str_from(base_buf_str(in), done), &kind, &body, &used);
        if (whole < 0 || in->len - done > AUDIT_REPLY_MOST ||
            (whole > 0 && take_one(o, kind, body, &code) != 0))
            return say_death(o, AUDIT_END_BABBLE);
        if (whole == 0)
            break;
        done += used;
    }
    if (done > 0)
        memmove(in->ptr, in->ptr + done, in->len - done);
    in->len -= done;
    return code;
}

static int is_interrupted(const outside *o)
{
    return o->output->interrupted != NULL && o->output->interrupted(o->output->interrupted_context);
}

/* Until the end has come, or cannot come any more. */
static int attend(outside *o)
{
    int code = 0;
    while (code == 0 && !o->ended) {
        audit_end how;
        struct pollfd wait = {o->process.socket, POLLIN, 0};
        if (is_interrupted(o)) {
            audit_raise(o->status, HECHA_EXIT_INTERRUPTED);
            return 0;
        }
        int some = poll(&wait, 1, TICK);
        if (some > 0) {
            int failure = audit_message_poll(o->process.socket, &o->process.in);
            if (failure == ENOMEM)
                return base_err_memory(o->err);
            code = take_messages(o);
            if (code == 0 && !o->ended && failure != 0 && failure != EAGAIN)
                code = say_death(o, AUDIT_END_SIGNAL);
        } else if (audit_process_hangs(&o->process,
                                       audit_child_loading_limit(o->rules, &o->process), 0, &how)) {
            code = say_death(o, how);
        }
    }
    return code == 0 ? o->code : code;
}

static int tell_lacking(outside *o)
{
    char names[80];
    base_buf text;
    unsigned lacking = atomic_load(&o->process.progress->lacking);
    if (lacking == 0 || o->output->notice == NULL)
        return 0;
    base_buf_init(&text);
    base_msg_add(&text, o->output->lang, MSG_AUDIT_LACKING,
                 audit_lacking_text(lacking, names, sizeof(names)), NULL);
    int failed = base_buf_failed(&text);
    if (!failed)
        o->output->notice(o->output->notice_context, text.ptr);
    base_buf_dispose(&text);
    return failed ? base_err_memory(o->err) : 0;
}

int audit_confined_lines(audit_ruleset *rules, audit_confined_body *body, void *context, int file,
                         const audit_lines *lines, const hecha_output *output, hecha_exit *status,
                         hecha_err *err)
{
    if (output->workers == 0) {
        audit_confined_run run = {output, status, err, file, NULL, lines};
        return body(context, &run);
    }
    inside in = {rules, body, context, file >= 0, output, err};
    outside o;
    memset(&o, 0, sizeof(o));
    o.rules = rules;
    o.output = output;
    o.lines = lines;
    o.status = status;
    o.err = err;
    int code =
        audit_process_start(run_inside, &in, file, audit_child_memory(rules), &o.process, err);
    if (code != 0)
        return code;
    code = attend(&o);
    if (code == 0 && o.process.progress != NULL)
        code = tell_lacking(&o);
    audit_process_stop(&o.process, AUDIT_END_SIGNAL);
    return code;
}

int audit_confined(audit_ruleset *rules, audit_confined_body *body, void *context, int file,
                   const hecha_output *output, hecha_exit *status, hecha_err *err)
{
    return audit_confined_lines(rules, body, context, file, NULL, output, status, err);
}
