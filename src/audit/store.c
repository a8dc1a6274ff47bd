/* memfd_create and seals are no part of POSIX. */
#define _GNU_SOURCE
#include "audit/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int audit_store_open(audit_store *store)
{
    store->size = 0;
    store->file = memfd_create("hecha", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    return store->file < 0 ? errno : 0;
}

int audit_store_add(audit_store *store, base_str bytes, audit_span *span)
{
    if (bytes.len > UINT32_MAX)
        return EFBIG;
    span->at = store->size;
    span->length = (uint32_t)bytes.len;
    while (bytes.len > 0) {
        ssize_t written = write(store->file, bytes.ptr, bytes.len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        store->size += (uint64_t)written;
        bytes = base_str_from(bytes, (size_t)written);
    }
    return 0;
}

int audit_store_seal(audit_store *store)
{
    int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW;
    return fcntl(store->file, F_ADD_SEALS, seals) != 0 ? errno : 0;
}

void audit_store_close(audit_store *store)
{
    if (store->file >= 0)
        close(store->file);
    store->file = -1;
}

int audit_span_read(int file, audit_span span, char *out)
{
    size_t done = 0;
    while (done < span.length) {
        ssize_t got = pread(file, out + done, span.length - done, (off_t)(span.at + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? errno : EPROTO;
        done += (size_t)got;
    }
    return 0;
}
