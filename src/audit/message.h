/* audit/message.h: what the engine and its workers say to each other: whole messages over a local
 * socket, each with its length and kind before it; numbers little-endian, texts with their length.
 *
 * A worker is not trusted: a reader takes from a cursor whose errors are sticky (after the first
 * everything reads as empty and `bad` is set), checks counts against what is left, and texts for
 * valid UTF-8. Descriptors go from the engine to a worker only. */
#ifndef AUDIT_MESSAGE_H
#define AUDIT_MESSAGE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define AUDIT_MESSAGE_HEAD 5u                  /* bytes: length of the rest, kind */
#define AUDIT_MESSAGE_MOST ((size_t)320 << 20) /* of one message: a file and its output */
#define AUDIT_REPLY_MOST ((size_t)64 << 20)    /* of one that the engine takes from a worker */

typedef enum audit_message_kind {
    AUDIT_MESSAGE_NONE = 0,
    /* to a worker */
    AUDIT_MESSAGE_REQUEST, /* audit/worker.h; with the file's descriptor */
    AUDIT_MESSAGE_GRANT,   /* with the descriptor of the process that runs the program asked for */
    /* from a worker */
    AUDIT_MESSAGE_READY,   /* audit/worker.h: what loading came to */
    AUDIT_MESSAGE_REPLY,   /* audit/worker.h: the answer to a request */
    AUDIT_MESSAGE_PROGRAM, /* asks for another program to be run (audit/program.h) */
    AUDIT_MESSAGE_OUTPUT,  /* bytes for the user (audit/confined.h) */
    AUDIT_MESSAGE_COSTS,   /* what rules took (audit/cost.h) */
    AUDIT_MESSAGE_END,     /* code, status, error (audit/confined.h) */
    AUDIT_MESSAGE_ASK,     /* asks for a line of the user (audit/confined.h), */
    AUDIT_MESSAGE_LINE,    /* which goes to the worker: a byte, 0 at the end, and a text */
    AUDIT_MESSAGE_KINDS
} audit_message_kind;

/* Begins a message at the end of the buffer; the result is to be given to audit_message_end, which
 * fills in the length. Lack of memory shows in the buffer. */
size_t audit_message_begin(base_buf *out, audit_message_kind kind);
void audit_message_end(base_buf *out, size_t start);
void audit_put_u8(base_buf *out, unsigned number);
void audit_put_u32(base_buf *out, uint32_t number);
void audit_put_u64(base_buf *out, uint64_t number);
void audit_put_str(base_buf *out, base_str text);

typedef struct audit_cursor {
    base_str in;
    size_t at;
    int bad;
} audit_cursor;

unsigned audit_take_u8(audit_cursor *from, unsigned most);
uint32_t audit_take_u32(audit_cursor *from);
uint64_t audit_take_u64(audit_cursor *from);
base_str audit_take_bytes(audit_cursor *from); /* a slice of the input */
base_str audit_take_text(audit_cursor *from);  /* the same, valid UTF-8 */
/* A count of items of at least `least` bytes each. */
size_t audit_take_count(audit_cursor *from, size_t least);

/* Kind and body of the first whole message in the bytes; *used receives its length with its head. 0
 * if it is not whole yet, 1, or -1: it is not valid. */
int audit_message_split(base_str bytes, audit_message_kind *kind, base_str *body, size_t *used);

/* Sends all of it, waiting as long as it takes, with the descriptor attached unless it is -1. 0 or
 * an errno; a peer that is gone raises no signal. */
int audit_message_send(int socket, base_str bytes, int descriptor);
/* The same with write(2) alone, for a process that may make few calls and ignores SIGPIPE. */
int audit_message_write(int socket, base_str bytes);
/* Waits for one whole message and puts it into the buffer, which is cleared first. *descriptor
 * receives what was attached, or -1. 0, or an errno (ECONNRESET: the other end is closed). */
int audit_message_receive(int socket, base_buf *in, int *descriptor);
/* Appends what there is without waiting. 0, EAGAIN, or another errno; ECONNRESET: closed. */
int audit_message_poll(int socket, base_buf *in);

#endif
