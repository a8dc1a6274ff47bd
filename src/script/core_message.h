/* script/core_message.h: what Lua's core and the checks of arguments raise, in the language of the
 * run and with what to do: "attempt to index a nil value (local 'x')" says neither to people who
 * know the regulation and not programming. */
#ifndef SCRIPT_CORE_MESSAGE_H
#define SCRIPT_CORE_MESSAGE_H

#include "base/msg.h"
#include "base/str.h"

/* Rewrites a message, without its place, into `out` (ended by NUL, cut at a code point) and returns
 * its length; 0: it is none of those that are known, such as what error() was given. */
size_t script_core_message(hecha_lang lang, base_str text, char *out, size_t size);

/* A type or another word of such messages ("string", "no value"): in the language, or the word
 * itself where it is not known. */
const char *script_core_word(hecha_lang lang, const char *word);

#endif
