/* read/mime.h: the page in a saved web archive (mht): RFC 2045, 2046, 2557. */
#ifndef READ_MIME_H
#define READ_MIME_H

#include "base/buf.h"
#include "base/str.h"

/* Finds the first text/html part, else the first text/plain one, and decodes it (base64,
 * quoted-printable, 7bit, 8bit) into `out`. `charset` receives the name stated, cut to fit, or "".
 * Returns 1 for html, 2 for plain text, 0 if there is neither. Multipart nesting up to 8. */
int read_mime_page(base_str bytes, base_buf *out, char charset[32]);

#endif
