/* audit/confine_filter.h: the seccomp filters, as data. Private to audit/confine.c.
 *
 * A filter is a list of the calls let through; those with an argument that matters name its
 * position and the bits that must be 0 in it. Everything else gets EPERM; a call by another
 * architecture's numbers ends the process. docs/security.md has the same lists, with reasons. */
#ifndef AUDIT_CONFINE_FILTER_H
#define AUDIT_CONFINE_FILTER_H

#include <stddef.h>
#include <stdint.h>

typedef struct audit_call {
    int number;
    int argument;     /* position from 0; -1: all arguments are good */
    uint32_t refused; /* bits of it that must be 0 */
} audit_call;

extern const audit_call audit_calls_worker[];
extern const size_t audit_calls_worker_count;
extern const audit_call audit_calls_program[];
extern const size_t audit_calls_program_count;

/* Installs the filter; no_new_privs must be set. 0, or an errno. */
int audit_filter_install(const audit_call *calls, size_t count);

#endif
