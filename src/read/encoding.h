/* read/encoding.h: tells the encoding of a text and turns it into UTF-8.
 *
 * The whole file decides, never a line: byte order mark; strict UTF-8; UTF-16 by the share of its
 * units that are Chinese or ASCII text; UTF-8 with few bad bytes; strict GB18030 (GBK and GB2312
 * are parts of it, four-byte forms included); Big5 where the text is no GB2312 text; GB18030 or
 * Big5 with few bad bytes. A bad byte becomes U+FFFD and is noted; reading goes on. NUL and other
 * control characters in number are no text. Source: RFC 3629, RFC 2781, GB 18030-2005 and Big5 as
 * the system's iconv knows them. */
#ifndef READ_ENCODING_H
#define READ_ENCODING_H

#include <hecha.h>
#include <iconv.h>

#include "base/buf.h"
#include "base/str.h"

#define READ_BAD_KEPT 16 /* bad bytes whose positions are kept */

typedef struct read_bad_byte {
    uint32_t line; /* from 1 */
    size_t offset; /* in the file, from 0 */
    unsigned char byte;
} read_bad_byte;

typedef struct read_text {
    base_str text;        /* UTF-8 without a byte order mark; borrows the input where it is UTF-8 */
    const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "GB18030", "Big5" */
    size_t bad;           /* number of bad bytes */
    read_bad_byte first_bad[READ_BAD_KEPT];
    base_buf buf; /* owns text where it is not borrowed */
} read_text;

/* The encoding's name, or NULL if the bytes are no text. Does not allocate. */
const char *read_encoding_of(base_str bytes);
/* Decodes; `encoding` is one that read_encoding_of gives, or a name a page states (gb2312 and
 * gbk are taken as GB18030). HECHA_E_UNSUPPORTED for a name nobody knows. Dispose of
 * *out in every case. */
int read_text_decode(base_str bytes, const char *encoding, read_text *out, hecha_err *err);
void read_text_dispose(read_text *text);

/* A converter to UTF-8 from one of the few encodings that are read, by its usual names; (iconv_t)-1
 * with errno EINVAL for any other. The caller closes it. */
iconv_t read_converter_open(const char *name);
/* The system's converters are loaded from files. A process that will lose the right to open files
 * holds this while it lives, so that they are in memory. NULL without memory; NULL can be freed. */
typedef struct read_converters read_converters;
read_converters *read_converters_load(void);
void read_converters_free(read_converters *converters);

#endif
