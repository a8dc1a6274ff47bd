/* syscall(2) is no part of POSIX, and Landlock has no functions in the C library. */
#define _GNU_SOURCE
#include "audit/confine.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "audit/confine_filter.h"

#ifdef HECHA_BENCH_NO_ISOLATION
#define ISOLATED 0
#else
#define ISOLATED 1
#endif

/* Of later kernels than the header's (Landlock ABI 2 to 4). */
#define FS_REFER (1ULL << 13)
#define FS_TRUNCATE (1ULL << 14)
#define NET_ALL 3ULL /* bind and connect over TCP */

/* Newer than struct landlock_ruleset_attr of the oldest headers. */
typedef struct ruleset_attributes {
    uint64_t fs;
    uint64_t net;
} ruleset_attributes;

/* A limit that is tighter already stays. */
static int limit(int what, size_t value)
{
    struct rlimit bound;
    rlim_t most = (rlim_t)value;
    if (getrlimit(what, &bound) == 0 && bound.rlim_max < most)
        most = bound.rlim_max;
    bound.rlim_cur = bound.rlim_max = most;
    return setrlimit(what, &bound);
}

/* A ruleset that handles every access this kernel knows of. -1: there is no Landlock. */
static int new_ruleset(void)
{
    ruleset_attributes all = {(LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1, 0};
    size_t size = sizeof(all.fs);
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return -1;
    if (version >= 2)
        all.fs |= FS_REFER;
    if (version >= 3)
        all.fs |= FS_TRUNCATE;
    if (version >= 4) {
        all.net = NET_ALL;
        size = sizeof(all);
    }
    return (int)syscall(SYS_landlock_create_ruleset, &all, size, 0);
}

/* Lets a folder, if it is there, be read and run from. */
static void let_read(int ruleset, const char *folder)
{
    struct landlock_path_beneath_attr rule;
    memset(&rule, 0, sizeof(rule));
    rule.allowed_access =
        LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    rule.parent_fd = open(folder, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return;
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

static int restrict_self(int ruleset)
{
    if (ruleset < 0)
        return -1;
    long failure = syscall(SYS_landlock_restrict_self, ruleset, 0);
    close(ruleset);
    return failure == 0 ? 0 : -1;
}

/* The address sanitizer maps its shadow of all memory, and reports on standard error, which may be
 * a file: a limit on files would end the process in place of the report. */
static int limit_worker(int descriptors, size_t memory)
{
    int failed = limit(RLIMIT_NOFILE, (size_t)descriptors) | limit(RLIMIT_NPROC, 0);
#ifndef HECHA_ARENA_MALLOC
    failed |= limit(RLIMIT_AS, memory) | limit(RLIMIT_FSIZE, 0);
#else
    (void)memory;
#endif
    return failed | limit(RLIMIT_CORE, 0);
}

unsigned audit_confine_worker(int descriptors, size_t memory)
{
    unsigned lacking = 0;
    if (!ISOLATED)
        return 0;
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        lacking |= AUDIT_LACKS_PRIVILEGES;
    if (restrict_self(new_ruleset()) != 0)
        lacking |= AUDIT_LACKS_LANDLOCK;
    if (limit_worker(descriptors, memory) != 0)
        lacking |= AUDIT_LACKS_LIMITS;
    if (audit_filter_install(audit_calls_worker, audit_calls_worker_count) != 0)
        lacking |= AUDIT_LACKS_SECCOMP;
    return lacking;
}

int audit_confine_program(void)
{
    static const char *const folders[] = {"/usr", "/lib", "/lib64", "/etc", "/opt/homebrew"};
    if (!ISOLATED)
        return 0;
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    int ruleset = new_ruleset();
    for (size_t i = 0; ruleset >= 0 && i < sizeof(folders) / sizeof(folders[0]); i++)
        let_read(ruleset, folders[i]);
    restrict_self(ruleset);
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_NOFILE, 64);
    audit_filter_install(audit_calls_program, audit_calls_program_count);
    return 0;
}

const char *audit_lacking_text(unsigned lacking, char *out, size_t size)
{
    static const char *const names[] = {"no_new_privs", "rlimits", "Landlock", "seccomp"};
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if ((lacking & 1u << i) == 0 || used >= size)
            continue;
        int length = snprintf(out + used, size - used, "%s%s", used > 0 ? ", " : "", names[i]);
        used += length > 0 ? (size_t)length : 0;
    }
    return out;
}
