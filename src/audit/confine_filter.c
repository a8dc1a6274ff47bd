#include "audit/confine_filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define FIRST_FOREIGN 0x40000000u /* numbers from here on are of the x32 interface */
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#define FIRST_FOREIGN 0xFFFFFFFFu
#endif

#define MOST_CALLS 80u
#define ANY (-1), 0u
#define WRITING ((uint32_t)(O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND))

const audit_call audit_calls_worker[] = {
    {SYS_pread64, ANY},
    {SYS_write, ANY},
    {SYS_recvmsg, ANY},
    {SYS_close, ANY},
    {SYS_brk, ANY},
    {SYS_mmap, 2, PROT_EXEC},
    {SYS_mremap, ANY},
    {SYS_munmap, ANY},
    {SYS_madvise, ANY},
    {SYS_mprotect, 2, PROT_EXEC},
    {SYS_clock_gettime, ANY},
    {SYS_futex, ANY},
    {SYS_restart_syscall, ANY},
    {SYS_rt_sigreturn, ANY},
    {SYS_exit_group, ANY},
#ifdef HECHA_ARENA_MALLOC
    /* The address sanitizer asks where the stacks are at every longjmp, and stops if it is not
     * told; the others are on the way of its reports. */
    {SYS_sigaltstack, ANY},
    {SYS_getpid, ANY},
    {SYS_gettid, ANY},
#endif
};
const size_t audit_calls_worker_count = sizeof(audit_calls_worker) / sizeof(audit_calls_worker[0]);

/* What the loader, the C++ library and poppler call on the way to the text of a file. */
const audit_call audit_calls_program[] = {
    {SYS_execve, ANY},
    {SYS_read, ANY},
    {SYS_pread64, ANY},
    {SYS_readv, ANY},
    {SYS_write, ANY},
    {SYS_writev, ANY},
    {SYS_close, ANY},
    {SYS_lseek, ANY},
    {SYS_openat, 2, WRITING},
#ifdef SYS_open
    {SYS_open, 1, WRITING},
#endif
    {SYS_fstat, ANY},
    {SYS_newfstatat, ANY},
#ifdef SYS_statx
    {SYS_statx, ANY},
#endif
#ifdef SYS_stat
    {SYS_stat, ANY},
    {SYS_lstat, ANY},
    {SYS_access, ANY},
    {SYS_readlink, ANY},
    {SYS_arch_prctl, ANY},
#endif
    {SYS_faccessat, ANY},
    {SYS_readlinkat, ANY},
    {SYS_statfs, ANY},
    {SYS_fstatfs, ANY},
    {SYS_getdents64, ANY},
    {SYS_getcwd, ANY},
    {SYS_fcntl, ANY},
    {SYS_fadvise64, ANY},
    {SYS_brk, ANY},
    {SYS_mmap, ANY},
    {SYS_mremap, ANY},
    {SYS_munmap, ANY},
    {SYS_mprotect, ANY},
    {SYS_madvise, ANY},
    {SYS_futex, ANY},
    {SYS_set_tid_address, ANY},
    {SYS_set_robust_list, ANY},
#ifdef SYS_rseq
    {SYS_rseq, ANY},
#endif
    {SYS_prlimit64, ANY},
    {SYS_getrandom, ANY},
    {SYS_getpid, ANY},
    {SYS_gettid, ANY},
    {SYS_getuid, ANY},
    {SYS_geteuid, ANY},
    {SYS_getgid, ANY},
    {SYS_getegid, ANY},
    {SYS_uname, ANY},
    {SYS_sysinfo, ANY},
    {SYS_sched_getaffinity, ANY},
    {SYS_sched_yield, ANY},
    {SYS_clock_gettime, ANY},
    {SYS_rt_sigaction, ANY},
    {SYS_rt_sigprocmask, ANY},
    {SYS_rt_sigreturn, ANY},
    {SYS_restart_syscall, ANY},
    {SYS_exit, ANY},
    {SYS_exit_group, ANY},
};
const size_t audit_calls_program_count =
    sizeof(audit_calls_program) / sizeof(audit_calls_program[0]);

#ifdef ARCHITECTURE

static struct sock_filter load(size_t offset)
{
    return (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset);
}

static struct sock_filter end(uint32_t with)
{
    return (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, with);
}

/* If the loaded word fulfils the test, the next `then` statements are passed over, else `other`. */
static struct sock_filter test(uint16_t how, uint32_t word, uint8_t then, uint8_t other)
{
    return (struct sock_filter)BPF_JUMP((uint16_t)(BPF_JMP | how | BPF_K), word, then, other);
}

/* Low half of an argument: both architectures are little-endian. */
static size_t argument_at(int position)
{
    return offsetof(struct seccomp_data, args) + (size_t)position * sizeof(uint64_t);
}

/* Statements for one call; the number is loaded before and after. */
static size_t add_call(struct sock_filter *out, const audit_call *call)
{
    size_t count = 0;
    if (call->argument < 0) {
        out[count++] = test(BPF_JEQ, (uint32_t)call->number, 0, 1);
        out[count++] = end(SECCOMP_RET_ALLOW);
        return count;
    }
    out[count++] = test(BPF_JEQ, (uint32_t)call->number, 0, 4);
    out[count++] = load(argument_at(call->argument));
    out[count++] = test(BPF_JSET, call->refused, 1, 0);
    out[count++] = end(SECCOMP_RET_ALLOW);
    out[count++] = end(SECCOMP_RET_ERRNO | EPERM);
    return count;
}

int audit_filter_install(const audit_call *calls, size_t count)
{
    struct sock_filter code[5 * MOST_CALLS + 8];
    size_t length = 0;
    if (count > MOST_CALLS)
        return EINVAL;
    code[length++] = load(offsetof(struct seccomp_data, arch));
    code[length++] = test(BPF_JEQ, ARCHITECTURE, 1, 0);
    code[length++] = end(SECCOMP_RET_KILL_PROCESS);
    code[length++] = load(offsetof(struct seccomp_data, nr));
    code[length++] = test(BPF_JGE, FIRST_FOREIGN, 0, 1);
    code[length++] = end(SECCOMP_RET_KILL_PROCESS);
    for (size_t i = 0; i < count; i++)
        length += add_call(code + length, &calls[i]);
    code[length++] = end(SECCOMP_RET_ERRNO | EPERM);
    struct sock_fprog program = {(unsigned short)length, code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0 ? 0 : errno;
}

#else

/* Numbers of calls are known for two architectures only. */
int audit_filter_install(const audit_call *calls, size_t count)
{
    (void)calls;
    (void)count;
    return ENOSYS;
}

#endif
