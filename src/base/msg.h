/* base/msg.h: the catalogue of messages, each in Chinese and English.
 *
 * A message is an enumerator with two format texts in base/messages.def; {1} to {9} stand for the
 * arguments, which are always C strings, so that languages may order them differently. */
#ifndef BASE_MSG_H
#define BASE_MSG_H

#include <hecha.h>
#include <stdarg.h>
#include <stddef.h>

#include "base/buf.h"

typedef enum base_msg_id {
#define MESSAGE(id, zh, en) id,
#include "base/messages.def"
#undef MESSAGE
    MSG_COUNT
} base_msg_id;

/* The format text itself. */
const char *base_msg_text(hecha_lang lang, base_msg_id message);
/* Formats into out (always NUL-terminated, cut at a code point); returns the length. The
 * arguments are `const char *`, ended by NULL. */
size_t base_msg_vformat(char *out, size_t size, hecha_lang lang, base_msg_id message,
                        va_list arguments);
size_t base_msg_format(char *out, size_t size, hecha_lang lang, base_msg_id message, ...)
#if defined(__GNUC__)
    __attribute__((sentinel))
#endif
    ;
/* Appends the formatted message to a buffer, not cut. */
void base_msg_add(base_buf *buf, hecha_lang lang, base_msg_id message, ...)
#if defined(__GNUC__)
    __attribute__((sentinel))
#endif
    ;

#endif
