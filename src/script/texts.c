#include "script/texts.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define FIRST_SIZE (128 * sizeof(void *)) /* bytes of the table at first */
#define HEAD 24u                          /* bytes of a text before its characters, at most */
#define TRIES 32u
#define ROUNDS 3u /* the table may grow in one */

void script_texts_follow(script_texts *texts, const void *old, size_t kind, const void *block,
                         size_t size)
{
    if (texts->table == NULL ? old == NULL && kind == 0 && size == FIRST_SIZE
                             : old == texts->table) {
        texts->table = block;
        texts->size = size;
    }
}

/* ---- trying ---- */

static size_t word_of(const script_texts *texts, const char *text, size_t offset)
{
    uint32_t hash;
    memcpy(&hash, text + offset, sizeof(hash));
    return hash & (texts->size / sizeof(void *) - 1);
}

static const char *first_of(const char *table, size_t word)
{
    const char *text;
    memcpy(&text, table + word * sizeof(text), sizeof(text));
    return text;
}

/* Of the offsets (a bit for every four bytes), those that tell the word that points to the text. */
static unsigned offsets_of(const script_texts *texts, const char *text, unsigned offsets)
{
    for (unsigned i = 0; i < HEAD / 4u; i++)
        if (first_of(texts->table, word_of(texts, text, i * 4u)) != text)
            offsets &= ~(1u << i);
    return offsets;
}

/* 1 if the table differs from the copy in those words only that the new texts stand in. */
static int changed_only(const script_texts *texts, const char *copy, size_t offset)
{
    size_t changed = 0, told = 0;
    for (size_t word = 0; word < texts->size / sizeof(void *); word++)
        changed += first_of(texts->table, word) != first_of(copy, word);
    for (size_t i = 0; i < texts->count; i++) {
        size_t word = word_of(texts, texts->made[i], offset);
        told += first_of(texts->table, word) == texts->made[i];
    }
    return changed == told;
}

/* Makes texts and looks where each is linked. The offsets that told it for all; 0 too if one was
 * there already, or the table has grown by them. */
static unsigned try_texts(lua_State *L, script_texts *texts, unsigned round)
{
    size_t size = texts->size;
    unsigned offsets = (1u << HEAD / 4u) - 1u;
    texts->count = 0;
    for (unsigned i = 0; i < TRIES; i++) {
        char text[32];
        snprintf(text, sizeof(text), "\177trial %u of %u", i, round);
        lua_pushstring(L, text);
        lua_pop(L, 1);
        if (texts->count != i + 1u || texts->size != size)
            return 0;
        offsets = offsets_of(texts, texts->made[i], offsets);
    }
    return offsets;
}

int script_texts_try(lua_State *L)
{
    script_texts *texts = lua_touserdata(L, 1);
    lua_gc(L, LUA_GCSTOP);
    for (unsigned round = 0; round < ROUNDS && !texts->known; round++) {
        size_t words = texts->size / sizeof(void *);
        if (texts->table == NULL || (words & (words - 1)) != 0)
            break;
        char *copy = lua_newuserdatauv(L, texts->size, 0);
        memcpy(copy, texts->table, texts->size);
        unsigned offsets = try_texts(L, texts, round);
        if (offsets != 0) {
            texts->offset = 4u * (unsigned)__builtin_ctz(offsets);
            texts->known = changed_only(texts, copy, texts->offset);
        }
    }
    lua_gc(L, LUA_GCRESTART);
    return 0;
}

/* ---- runs ---- */

void script_texts_seal(script_texts *texts, script_region *region)
{
    texts->count = 0;
    if (texts->known)
        script_region_watch(region, texts->table, texts->size);
}

void script_texts_tell(script_texts *texts, script_region *region)
{
    size_t count = texts->count;
    texts->count = 0;
    if (!texts->known)
        return;
    if (count > SCRIPT_MOST_TEXTS)
        script_region_wrote(region, SIZE_MAX);
    for (size_t i = 0; i < count && count <= SCRIPT_MOST_TEXTS; i++)
        script_region_wrote(region, word_of(texts, texts->made[i], texts->offset));
}
