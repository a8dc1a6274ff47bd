/* audit/confine.h: gives up rights, for good, in the process that calls.
 *
 * docs/security.md is the model and the list of calls. In order: no new privileges; no core dump
 * and no tracing by others; limits on memory, descriptors, processes and files; Landlock (no part
 * of the file system, no network) where the kernel has it; last a seccomp filter that lets through
 * the few calls a job needs and refuses every other with EPERM. What the kernel does not offer is a
 * bit of the result, so that it can be told; nothing else fails.
 * With HECHA_BENCH_NO_ISOLATION (a build for the benchmark only) nothing is given up. */
#ifndef AUDIT_CONFINE_H
#define AUDIT_CONFINE_H

#include <stddef.h>

enum {
    AUDIT_LACKS_PRIVILEGES = 1 << 0, /* no_new_privs */
    AUDIT_LACKS_LIMITS = 1 << 1,
    AUDIT_LACKS_LANDLOCK = 1 << 2,
    AUDIT_LACKS_SECCOMP = 1 << 3
};

/* For a worker: its open descriptors stay, the only ones it can get are those sent to it, with
 * numbers below `descriptors`; it may map `memory` bytes in all. */
unsigned audit_confine_worker(int descriptors, size_t memory);
/* For pdftotext, called between fork and exec: it may read and run what is under /usr, /lib, /etc
 * and the like, and write to its standard streams only; no process, no network. 0: go on; what is
 * lacking stays unsaid, as a worker lacks it too. */
int audit_confine_program(void);

/* Names of what is lacking, "seccomp, Landlock"; returns `out`. */
const char *audit_lacking_text(unsigned lacking, char *out, size_t size);

#endif
