/* audit/process.h: a confined process that the engine talks with over a socket.
 *
 * Started by fork: it has what was in memory then, one socket, nothing else; no signal of the
 * terminal ends it, and it dies with its engine. The engine looks at its progress to see hangs. */
#ifndef AUDIT_PROCESS_H
#define AUDIT_PROCESS_H

#include <hecha.h>
#include <sys/types.h>

#include "audit/message.h"
#include "audit/progress.h"

#define AUDIT_CHILD_SOCKET 3
#define AUDIT_CHILD_FILE 4 /* a file given at the start */

/* What runs in the process, with its socket and where it says what it does; must not return to the
 * caller's code in any other way than by returning: the process then ends. */
typedef void audit_process_body(void *context, audit_progress *progress);

typedef struct audit_process {
    pid_t pid;
    int socket; /* -1: none */
    audit_progress *progress;
    base_buf in;  /* received and not yet taken */
    pid_t helper; /* runs a program for it; 0: none */
    uint32_t step;
    long long used;   /* processor time when that step was first seen, ms */
    long long latest; /* processor time when it last moved, and when that was seen */
    long long seen;
} audit_process;

/* How a process ended, and what it was doing. */
typedef enum audit_end {
    AUDIT_END_SIGNAL = 0, /* `signal`; 0: it left by itself */
    AUDIT_END_HANG,       /* killed: too much processor time in one step */
    AUDIT_END_STUCK,      /* killed: nothing moved */
    AUDIT_END_BABBLE,     /* killed: it sent what is no message */
    AUDIT_END_DIFFERS     /* killed: it loaded other rules than the first worker */
} audit_end;

typedef struct audit_death {
    audit_end how;
    int signal;
    audit_phase phase;
    uint32_t item;
} audit_death;

/* Starts one. `file` is a descriptor it gets as AUDIT_CHILD_FILE, or -1; `memory` how much it may
 * map. 0, or HECHA_E_IO or HECHA_E_MEMORY with err set. */
int audit_process_start(audit_process_body *body, void *context, int file, size_t memory,
                        audit_process *out, hecha_err *err);
/* 0, or how it hangs. `loading` and `reading` are the limits of one step of these, ms; `reading` 0:
 * 30 s. */
int audit_process_hangs(audit_process *process, long loading, long reading, audit_end *how);
/* Kills it if it still runs, waits for it, and says how it ended. */
audit_death audit_process_stop(audit_process *process, audit_end how);
/* Why it ended, for people. */
void audit_death_text(base_buf *out, const audit_death *death, hecha_lang lang);

long long audit_clock(void); /* ms, monotonic */

#endif
