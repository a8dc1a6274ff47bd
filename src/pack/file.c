#include "pack/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/msg.h"

#define CHUNK 65536u

/* How much to ask for at once: what the file says it holds and one byte more, to see its end. */
static size_t first_chunk(int descriptor, size_t limit)
{
    struct stat info;
    if (fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size < 0)
        return CHUNK;
    unsigned long long size = (unsigned long long)info.st_size;
    if (size > limit)
        return limit + 1;
    return (size_t)size + 1;
}

/* Reads on behind what is in the buffer; by offset if the descriptor has any. */
static ssize_t read_behind(int descriptor, const base_buf *buf, char *room, size_t chunk,
                           int *by_offset)
{
    if (*by_offset) {
        ssize_t got = pread(descriptor, room, chunk, (off_t)buf->len);
        if (got >= 0 || errno != ESPIPE)
            return got;
        *by_offset = 0;
    }
    return read(descriptor, room, chunk);
}

static int read_all(int descriptor, size_t chunk, int by_offset, size_t limit, base_buf *buf)
{
    base_buf_reset(buf);
    for (;;) {
        char *room = base_buf_reserve(buf, chunk);
        if (room == NULL)
            return ENOMEM;
        ssize_t got = read_behind(descriptor, buf, room, chunk, &by_offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            break;
        buf->len += (size_t)got;
        if (buf->len > limit)
            return EFBIG;
        chunk = (size_t)got < chunk ? chunk - (size_t)got : CHUNK;
    }
    if (buf->ptr != NULL)
        buf->ptr[buf->len] = '\0';
    return 0;
}

int pack_read_descriptor(int descriptor, size_t limit, base_buf *buf)
{
    return read_all(descriptor, first_chunk(descriptor, limit), 0, limit, buf);
}

int pack_read_sized(int descriptor, size_t size, size_t limit, base_buf *buf)
{
    return read_all(descriptor, size < limit ? size + 1 : limit + 1, 1, limit, buf);
}

static int check_regular(int descriptor)
{
    struct stat info;
    if (fstat(descriptor, &info) != 0)
        return errno;
    if (S_ISDIR(info.st_mode))
        return EISDIR;
    return S_ISREG(info.st_mode) ? 0 : EINVAL;
}

int pack_read_file(int folder, const char *path, int follow, size_t limit, base_buf *buf)
{
    /* O_NONBLOCK: opening a FIFO must not wait for its writer before it is refused. */
    int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW);
    int descriptor = openat(folder, path, flags);
    if (descriptor < 0)
        return errno;
    int failure = check_regular(descriptor);
    if (failure == 0)
        failure = pack_read_descriptor(descriptor, limit, buf);
    close(descriptor);
    return failure;
}

const char *pack_errno_text(hecha_lang lang, int number, char *out, size_t size)
{
    static const struct {
        int number;
        base_msg_id message;
    } known[] = {
        {ENOENT, MSG_PACK_ENOENT}, {ENOTDIR, MSG_PACK_ENOENT},
        {EACCES, MSG_PACK_EACCES}, {EPERM, MSG_PACK_EACCES},
        {EISDIR, MSG_PACK_EISDIR}, {EINVAL, MSG_PACK_NOT_REGULAR},
        {ELOOP, MSG_PACK_ELOOP},   {EFBIG, MSG_PACK_EFBIG},
        {ENOMEM, MSG_NO_MEMORY},   {ENAMETOOLONG, MSG_PACK_ENAMETOOLONG},
        {ENOSPC, MSG_PACK_ENOSPC}, {EMFILE, MSG_PACK_EMFILE},
        {ENFILE, MSG_PACK_EMFILE},
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (known[i].number == number) {
            snprintf(out, size, "%s", base_msg_text(lang, known[i].message));
            return out;
        }
    }
    if (strerror_r(number, out, size) != 0)
        snprintf(out, size, "errno %d", number);
    return out;
}
