/* base/err.h: filling in a hecha_err. Every function tolerates err == NULL. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <hecha.h>

#include "base/msg.h"
#include "base/str.h"

/* Sets code and message (base/msg.h) and clears the position; returns the code, so that callers
 * can `return base_err(err, HECHA_E_FORMAT, MSG_X, ...)`. Arguments are C strings for {1} {2} ...,
 * ended by NULL. */
int base_err(hecha_err *err, hecha_code code, base_msg_id message, ...)
#if defined(__GNUC__)
    __attribute__((sentinel))
#endif
    ;
int base_err_memory(hecha_err *err); /* sets and returns HECHA_E_MEMORY */
/* Adds where: file may be NULL, line and column 0. */
void base_err_at(hecha_err *err, const char *file, int line, int column);
/* A cleared error that writes in the language. */
hecha_err base_err_init(hecha_lang lang);

#endif
