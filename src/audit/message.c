#include "audit/message.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "text/utf8.h"

#define CHUNK ((size_t)64 << 10)

/* Room for one descriptor, aligned as the system wants it. */
typedef union attached {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(sizeof(int))];
} attached;

/* writing */

void audit_put_u8(base_buf *out, unsigned number)
{
    base_buf_add_byte(out, (char)(unsigned char)number);
}

void audit_put_u32(base_buf *out, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        audit_put_u8(out, (unsigned)(number >> (8 * i)) & 0xFFu);
}

void audit_put_u64(base_buf *out, uint64_t number)
{
    audit_put_u32(out, (uint32_t)number);
    audit_put_u32(out, (uint32_t)(number >> 32));
}

void audit_put_str(base_buf *out, base_str text)
{
    if (text.len > AUDIT_MESSAGE_MOST)
        out->failed = 1;
    audit_put_u32(out, (uint32_t)text.len);
    base_buf_add_str(out, text);
}

size_t audit_message_begin(base_buf *out, audit_message_kind kind)
{
    size_t start = out->len;
    audit_put_u32(out, 0);
    audit_put_u8(out, (unsigned)kind);
    return start;
}

void audit_message_end(base_buf *out, size_t start)
{
    if (base_buf_failed(out))
        return;
    size_t length = out->len - start - AUDIT_MESSAGE_HEAD;
    if (length > AUDIT_MESSAGE_MOST)
        out->failed = 1;
    for (size_t i = 0; i < 4; i++)
        out->ptr[start + i] = (char)(unsigned char)(length >> (8 * i));
}

/* reading */

static const unsigned char *take(audit_cursor *from, size_t length)
{
    if (from->bad || length > from->in.len - from->at) {
        from->bad = 1;
        return NULL;
    }
    const char *bytes = from->in.ptr + from->at;
    from->at += length;
    return (const unsigned char *)bytes;
}

static uint32_t number_at(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

unsigned audit_take_u8(audit_cursor *from, unsigned most)
{
    const unsigned char *byte = take(from, 1);
    if (byte != NULL && *byte > most)
        from->bad = 1;
    return from->bad ? 0 : *byte;
}

uint32_t audit_take_u32(audit_cursor *from)
{
    const unsigned char *bytes = take(from, 4);
    return bytes == NULL ? 0 : number_at(bytes);
}

uint64_t audit_take_u64(audit_cursor *from)
{
    uint64_t low = audit_take_u32(from);
    return low | (uint64_t)audit_take_u32(from) << 32;
}

base_str audit_take_bytes(audit_cursor *from)
{
    size_t length = audit_take_u32(from);
    const unsigned char *bytes = take(from, length);
    return bytes == NULL ? base_str_n(NULL, 0) : base_str_n((const char *)bytes, length);
}

base_str audit_take_text(audit_cursor *from)
{
    base_str text = audit_take_bytes(from);
    if (text.len > 0 && text_utf8_invalid(text) != BASE_STR_NONE)
        from->bad = 1;
    return from->bad ? base_str_n(NULL, 0) : text;
}

size_t audit_take_count(audit_cursor *from, size_t least)
{
    size_t count = audit_take_u32(from);
    if (from->bad || count > (from->in.len - from->at) / least)
        from->bad = 1;
    return from->bad ? 0 : count;
}

int audit_message_split(base_str bytes, audit_message_kind *kind, base_str *body, size_t *used)
{
    if (bytes.len < AUDIT_MESSAGE_HEAD)
        return 0;
    const unsigned char *head = (const unsigned char *)bytes.ptr;
    size_t length = number_at(head);
    if (length > AUDIT_MESSAGE_MOST || head[4] == 0 || head[4] >= AUDIT_MESSAGE_KINDS)
        return -1;
    if (bytes.len - AUDIT_MESSAGE_HEAD < length)
        return 0;
    *kind = (audit_message_kind)head[4];
    *body = base_str_n(bytes.ptr + AUDIT_MESSAGE_HEAD, length);
    *used = AUDIT_MESSAGE_HEAD + length;
    return 1;
}

/* sockets */

static ssize_t send_some(int socket, base_str bytes, int descriptor)
{
    attached control;
    struct msghdr message;
    struct iovec part = {(void *)(uintptr_t)bytes.ptr, bytes.len};
    memset(&message, 0, sizeof(message));
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (descriptor >= 0) {
        memset(&control, 0, sizeof(control));
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof(control.bytes);
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(head), &descriptor, sizeof(int));
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL);
}

int audit_message_send(int socket, base_str bytes, int descriptor)
{
    while (bytes.len > 0) {
        ssize_t sent = send_some(socket, bytes, descriptor);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return errno;
        descriptor = -1; /* went with the first byte */
        bytes = base_str_from(bytes, (size_t)sent);
    }
    return 0;
}

int audit_message_write(int socket, base_str bytes)
{
    while (bytes.len > 0) {
        ssize_t sent = write(socket, bytes.ptr, bytes.len);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return errno;
        bytes = base_str_from(bytes, (size_t)sent);
    }
    return 0;
}

/* Receives up to `most` bytes. -1: none, see errno. */
static ssize_t receive_some(int socket, base_buf *in, size_t most, int *descriptor)
{
    attached control;
    struct msghdr message;
    struct iovec part = {base_buf_reserve(in, most), most};
    if (part.iov_base == NULL) {
        errno = ENOMEM;
        return -1;
    }
    memset(&message, 0, sizeof(message));
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof(control.bytes);
    ssize_t got = recvmsg(socket, &message, 0);
    struct cmsghdr *head = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (head != NULL && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS &&
        head->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(descriptor, CMSG_DATA(head), sizeof(int));
    if (got > 0)
        in->len += (size_t)got;
    return got;
}

static int receive_until(int socket, base_buf *in, size_t wanted, int *descriptor)
{
    while (in->len < wanted) {
        ssize_t got = receive_some(socket, in, wanted - in->len, descriptor);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? errno : ECONNRESET;
    }
    return 0;
}

int audit_message_receive(int socket, base_buf *in, int *descriptor)
{
    audit_message_kind kind;
    base_str body;
    size_t used;
    *descriptor = -1;
    base_buf_reset(in);
    int failure = receive_until(socket, in, AUDIT_MESSAGE_HEAD, descriptor);
    if (failure != 0)
        return failure;
    if (audit_message_split(base_buf_str(in), &kind, &body, &used) < 0)
        return EPROTO;
    size_t length = number_at((const unsigned char *)in->ptr);
    return receive_until(socket, in, AUDIT_MESSAGE_HEAD + length, descriptor);
}

int audit_message_poll(int socket, base_buf *in)
{
    for (;;) {
        char *room = base_buf_reserve(in, CHUNK);
        if (room == NULL)
            return ENOMEM;
        /* No place for descriptors: whatever a worker attaches, the system closes. */
        ssize_t got = recv(socket, room, CHUNK, MSG_DONTWAIT);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? errno : ECONNRESET;
        in->len += (size_t)got;
        if ((size_t)got < CHUNK)
            return 0;
    }
}
