/* audit/worker.h: what a worker does: a request in, an answer out.
 *
 * The same code answers in a confined process (audit/child.h) and in the calling one (audit/pool.h
 * with no processes), so that a result cannot depend on where it was made. Everything that looks
 * into a report or an archive is here and below; nothing here opens a file.
 * A request is about one file, given by a descriptor, or about one file in an archive. A worker
 * keeps the last archive open, so that its members need not read it again. */
#ifndef AUDIT_WORKER_H
#define AUDIT_WORKER_H

#include "audit/corpus.h"
#include "audit/job.h"
#include "audit/message.h"
#include "read/read.h"
#include "render/render.h"

#define AUDIT_NO_MEMBER UINT32_MAX

typedef struct audit_worker audit_worker;

/* What holds for all requests of a run. */
typedef struct audit_setting {
    const audit_source *source; /* of the rule set */
    hecha_lang lang;
    const char *agency;        /* or NULL */
    int year;                  /* or 0 */
    const read_helper *helper; /* runs another program; NULL: in this process (read/read.h) */
} audit_setting;

typedef struct audit_worker_request {
    uint64_t id;     /* of the file: the same for all members of one archive; from 1 */
    uint64_t size;   /* of the file, as far as is known */
    int named;       /* the user named it: it is a report whatever it looks like */
    base_str shown;  /* what the file is called */
    base_str inside; /* with ZIP!/NAME: the NAME; else empty */
    base_str judged; /* not empty: this case of a corpus is to be judged (audit/corpus.h), and the
                        descriptor is of its store */
    uint32_t member; /* place in the list of its archive, or AUDIT_NO_MEMBER */
    audit_exclusion *excluded;
    size_t excluded_count;
} audit_worker_request;

/* Loads the rules of a rule set that was read, and appends the READY message. Without memory the
 * buffer is failed. NULL: the message says why. */
audit_worker *audit_worker_new(audit_ruleset *rules, const audit_setting *setting, base_buf *ready);
void audit_worker_free(audit_worker *worker); /* NULL is allowed */
/* Appends the REPLY message; without memory the buffer is failed. */
typedef void audit_answer(audit_worker *worker, const audit_worker_request *request, int descriptor,
                          base_buf *reply);
audit_answer audit_worker_answer;

/* The request as a message, and back (the array in the arena). -1: not valid, or no memory. */
void audit_request_write(base_buf *out, const audit_worker_request *request);
int audit_request_read(base_arena *arena, base_str body, audit_worker_request *out);

/* What loading came to. */
typedef struct audit_ready {
    hecha_err err;    /* code 0: it worked */
    base_str *broken; /* in the arena */
    size_t broken_count;
    size_t rule_count;
    unsigned corpus_needs; /* RULE_NEEDS_ bits of all rules */
    render_rule *rules; /* that may run, in the arena */
    size_t rule_list_count;
} audit_ready;

void audit_ready_write(base_buf *out, const audit_ruleset *rules, int code, const hecha_err *err);
int audit_ready_read(base_arena *arena, base_str body, audit_ready *out);

typedef enum audit_reply_kind {
    AUDIT_REPLY_REPORT = 0, /* `frame`: a result (result/frame.h) */
    AUDIT_REPLY_SKIP,       /* no report; `text` says why */
    AUDIT_REPLY_FAIL,       /* cannot be read at all; `code`, `text` */
    AUDIT_REPLY_ARCHIVE     /* `members` */
} audit_reply_kind;

typedef struct audit_member {
    int skipped; /* with `reason` */
    base_str path, reason;
} audit_member;

typedef struct audit_reply {
    audit_reply_kind kind;
    hecha_code code;
    base_str text;
    base_str frame;
    audit_member *members; /* in the arena; the texts are slices of the message */
    size_t member_count;
} audit_reply;

/* Checks and reads the body of a REPLY message. 0, or -1: not valid, or no memory. */
int audit_reply_read(base_arena *arena, base_str body, audit_reply *out);
/* Appends a REPLY message of kind FAIL. */
void audit_reply_fail(base_buf *out, hecha_code code, base_str text);

#endif
