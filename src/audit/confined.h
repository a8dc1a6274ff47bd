/* audit/confined.h: a command that runs rules or reads a report, in a confined process.
 *
 * The caller has opened and read what it takes (audit_ruleset_read, the report's descriptor); the
 * body does the rest: it is forked, gives up its rights (audit/confine.h), and what it writes comes
 * back over its socket and goes to the output unread. A body that dies or hangs is an error of the
 * command. With output->workers 0 the body is simply called. */
#ifndef AUDIT_CONFINED_H
#define AUDIT_CONFINED_H

#include <hecha.h>

#include "audit/message.h"
#include "audit/ruleset.h"
#include "read/read.h"

/* Lines of the user for a body that asks for them: fills in at most `size` bytes with the NUL; 0 at
 * the end. */
typedef struct audit_lines {
    int (*read)(void *context, char *line, size_t size);
    void *context;
} audit_lines;

typedef struct audit_confined_run {
    const hecha_output *output; /* where to write */
    hecha_exit *status;
    hecha_err *err;
    int file;                  /* the descriptor that was given, or -1 */
    const read_helper *helper; /* runs another program; NULL: in this process */
    const audit_lines *lines;  /* or NULL */
} audit_confined_run;

/* What it changes in the context may or may not be seen by the caller. 0 or a hecha_code, err set;
 * HECHA_OK with an err that has a text is allowed. */
typedef int audit_confined_body(void *context, const audit_confined_run *run);

/* Runs it. The rule set tells how much memory it may have, and receives its progress. */
int audit_confined(audit_ruleset *rules, audit_confined_body *body, void *context, int file,
                   const hecha_output *output, hecha_exit *status, hecha_err *err);

/* The same for a body that asks for lines, which the engine reads and sends it one by one. */
int audit_confined_lines(audit_ruleset *rules, audit_confined_body *body, void *context, int file,
                         const audit_lines *lines, const hecha_output *output, hecha_exit *status,
                         hecha_err *err);

/* The END message: what the body returned, and back. -1: not valid. */
void audit_end_write(base_buf *out, int code, hecha_exit status, const hecha_err *err);
int audit_end_read(base_str body, int *code, hecha_exit *status, hecha_err *err);

#endif
