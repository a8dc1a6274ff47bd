/* script/texts.h: which words of Lua's table of all texts a run writes to. Private to script/.
 *
 * Lua links each short text that is made to a chain whose first member stands in a table of
 * pointers, one of the largest blocks of a state. It does not tell in which word. When a state is
 * sealed that is found out by trying: texts are made, and the word that then points to each must be
 * told by the same four bytes of the text's head, and no other word may change. Where that is not
 * so (another version of Lua), nothing is known, and the table is put back as a whole. */
#ifndef SCRIPT_TEXTS_H
#define SCRIPT_TEXTS_H

#include <lua.h>
#include <stddef.h>

#include "script/region.h"

#define SCRIPT_MOST_TEXTS 1024u

typedef struct script_texts {
    const char *table;                   /* NULL: not seen */
    size_t size;                         /* of it, bytes */
    int known;                           /* 1: the word of a text is known */
    size_t offset;                       /* of the four bytes in a text's head */
    const char *made[SCRIPT_MOST_TEXTS]; /* since the image was put back */
    size_t count;
} script_texts;

/* Before sealing: the allocator made or moved a block that is no text. `kind` is that of Lua, where
 * `old` is NULL. The table is the first block of its size, and where that is moved to. */
void script_texts_follow(script_texts *texts, const void *old, size_t kind, const void *block,
                         size_t size);
/* lua_CFunction, argument as light userdata: tries what the head says. Before sealing. */
int script_texts_try(lua_State *state);
/* The state is about to be sealed: has the region watch the table if it is known. */
void script_texts_seal(script_texts *texts, script_region *region);
/* Tells the region which words were written to since the last such call. */
void script_texts_tell(script_texts *texts, script_region *region);

/* The allocator made a block for a text. */
static inline void script_texts_add(script_texts *texts, const char *text)
{
    if (texts->count < SCRIPT_MOST_TEXTS)
        texts->made[texts->count] = text;
    texts->count++;
}

#endif
