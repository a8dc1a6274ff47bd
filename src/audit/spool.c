#include "audit/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/err.h"

#define PIECE 65536u

static int fail(hecha_err *err)
{
    return base_err(err, HECHA_E_IO, MSG_AUDIT_NOT_SPOOLED, NULL);
}

static int open_file(audit_spool *spool)
{
    char name[4096];
    const char *folder = getenv("TMPDIR");
    int length = snprintf(name, sizeof(name), "%s/hecha-XXXXXX",
                          folder != NULL && folder[0] != '\0' ? folder : "/tmp");
    if (length < 0 || (size_t)length >= sizeof(name))
        return -1;
    int descriptor = mkstemp(name);
    if (descriptor < 0)
        return -1;
    unlink(name); /* nobody needs its name */
    if (fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0) {
        close(descriptor);
        return -1;
    }
    spool->file = descriptor + 1;
    return 0;
}

static int write_out(audit_spool *spool)
{
    size_t done = 0;
    if (spool->file == 0 && open_file(spool) != 0)
        return -1;
    while (done < spool->kept.len) {
        ssize_t some = write(spool->file - 1, spool->kept.ptr + done, spool->kept.len - done);
        if (some < 0 && errno == EINTR)
            continue;
        if (some <= 0)
            return -1;
        done += (size_t)some;
    }
    base_buf_clear(&spool->kept);
    return 0;
}

int audit_spool_add(audit_spool *spool, base_buf *text, hecha_err *err)
{
    base_buf_add_str(&spool->kept, base_buf_str(text));
    int failed = base_buf_failed(text) || base_buf_failed(&spool->kept);
    base_buf_clear(text);
    if (failed)
        return base_err_memory(err);
    if (spool->kept.len > AUDIT_SPOOL_MEMORY && write_out(spool) != 0)
        return fail(err);
    return 0;
}

static int copy_file(int descriptor, const hecha_writer *writer, hecha_err *err)
{
    char piece[PIECE];
    off_t at = 0;
    for (;;) {
        ssize_t some = pread(descriptor, piece, sizeof(piece), at);
        if (some < 0 && errno == EINTR)
            continue;
        if (some < 0)
            return fail(err);
        if (some == 0)
            return 0;
        if (writer->write(writer->context, piece, (size_t)some) != 0)
            return base_err(err, HECHA_E_IO, MSG_AUDIT_NOT_WRITTEN, NULL);
        at += some;
    }
}

int audit_spool_copy(audit_spool *spool, const hecha_writer *writer, hecha_err *err)
{
    int code = spool->file > 0 ? copy_file(spool->file - 1, writer, err) : 0;
    if (code == 0 && spool->kept.len > 0 &&
        writer->write(writer->context, spool->kept.ptr, spool->kept.len) != 0)
        code = base_err(err, HECHA_E_IO, MSG_AUDIT_NOT_WRITTEN, NULL);
    return code;
}

void audit_spool_close(audit_spool *spool)
{
    if (spool->file > 0)
        close(spool->file - 1);
    spool->file = 0;
    base_buf_dispose(&spool->kept);
}
