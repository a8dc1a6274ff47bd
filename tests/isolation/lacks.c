/* lacks WHAT… -- PROGRAM [ARGUMENT…]: runs a program on a system that offers less: without
 * landlock, without seccomp, without no_new_privs for others than itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define REFUSE(number) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (number))
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define UNLESS(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))

static int install(const struct sock_filter *filter, size_t count)
{
    struct sock_fprog program = {(unsigned short)count, (struct sock_filter *)filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

static int without_landlock(void)
{
    const struct sock_filter filter[] = {LOAD(nr), UNLESS(SYS_landlock_create_ruleset, 1),
                                         REFUSE(ENOSYS),
                                         BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    return install(filter, sizeof(filter) / sizeof(filter[0]));
}

static int without_seccomp(void)
{
    const struct sock_filter filter[] = {
        LOAD(nr),       UNLESS(SYS_seccomp, 1),
        REFUSE(ENOSYS), UNLESS(SYS_prctl, 3),
        LOAD(args[0]),  UNLESS(PR_SET_SECCOMP, 1),
        REFUSE(EINVAL), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    return install(filter, sizeof(filter) / sizeof(filter[0]));
}

int main(int count, char **arguments)
{
    int at = 1, failed = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0;
    for (; at < count && strcmp(arguments[at], "--") != 0; at++) {
        if (strcmp(arguments[at], "landlock") == 0)
            failed |= without_landlock() != 0;
        else if (strcmp(arguments[at], "seccomp") == 0)
            failed |= without_seccomp() != 0;
        else
            failed = 1;
    }
    if (failed || at + 1 >= count)
        return 77;
    execv(arguments[at + 1], arguments + at + 1);
    return 77;
}
