/* audit/program.h: another program run for a worker, which may start none.
 *
 * The worker asks (PROGRAM), the engine starts a process for this one task and grants the worker a
 * socket to it (GRANT); the bytes of the file and the program's output never pass the engine. The
 * process holds nothing else open, and runs the program with audit_confine_program. */
#ifndef AUDIT_PROGRAM_H
#define AUDIT_PROGRAM_H

#include "audit/process.h"
#include "read/read.h"

/* For a worker: asks over its socket. */
extern const read_helper audit_program_helper;

/* For the engine: answers the worker's PROGRAM message. A grant that fails ends the worker's wait
 * by an error. 0, or an errno if the worker is gone. */
int audit_program_grant(audit_process *process);

#endif
