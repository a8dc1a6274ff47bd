/* pack/param.h: parameters of a pack: what an office may set without touching the rules.
 *
 * pack.json: "params": {NAME: {"title": "…", "type": TYPE, "default": VALUE, "min": …, "max": …}}.
 * NAME is a Lua name in lower case. TYPE is
 *   integer   a whole number                          a rule sees an integer
 *   decimal   a whole number, or "0.5": exact         a plain decimal as a string
 *   day       "MM-DD", a day that every year may have  the integer 331 for "03-31"
 *   flag      true or false                           a boolean
 *   text      a string on one line                    a string
 * min and max are of the same type and allowed for integer, decimal and day. */
#ifndef PACK_PARAM_H
#define PACK_PARAM_H

#include <jansson.h>

#include "base/arena.h"
#include "base/msg.h"
#include "pack/pack.h"

#define PACK_MAX_PARAMS 256u

/* Reads one declaration into *out, whose strings are in the arena. 0; HECHA_E_MEMORY; or
 * HECHA_E_RULE with what is wrong in *wrong, a message about "params.NAME". */
int pack_param_declare(const char *name, const json_t *declared, base_arena *arena, pack_param *out,
                       base_msg_id *wrong);
/* Gives a declared parameter another value, after the same checks; it keeps its old one on error.
 */
int pack_param_set(pack_param *param, const json_t *value, base_arena *arena, base_msg_id *wrong);

#endif
