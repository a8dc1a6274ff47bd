/* base/buf.h: a growing byte buffer. Errors are sticky: after a failed allocation every append is
 * a no-op and base_buf_failed says so, so a writer may check once at its end. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

typedef struct base_buf {
    char *ptr; /* NUL-terminated when not NULL */
    size_t len;
    size_t cap;
    int failed;
} base_buf;

void base_buf_init(base_buf *buf);    /* empty, owns nothing yet */
void base_buf_dispose(base_buf *buf); /* frees; usable again after init */
void base_buf_clear(base_buf *buf);   /* empty, keeps the memory, and the failure */
void base_buf_reset(base_buf *buf);   /* the same, and forgets the failure: for a new piece of work */
void base_buf_add(base_buf *buf, const char *bytes, size_t length);
void base_buf_add_str(base_buf *buf, base_str text);
void base_buf_add_c(base_buf *buf, const char *text);
void base_buf_add_byte(base_buf *buf, char byte);
void base_buf_add_int(base_buf *buf, int64_t number); /* decimal */
void base_buf_add_codepoint(base_buf *buf, uint32_t codepoint); /* as UTF-8 */
int base_buf_failed(const base_buf *buf);
base_str base_buf_str(const base_buf *buf); /* borrowed until the next change */
/* Room for `length` more bytes at ptr + len; the caller adds to len what it used. NULL: no memory. */
char *base_buf_reserve(base_buf *buf, size_t length);

#endif
