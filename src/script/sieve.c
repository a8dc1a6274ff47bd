#include "script/sieve.h"

#include <stdint.h>
#include <string.h>

#include "doc/doc.h"
#include "script/run.h"
#include "text/utf8.h"

#define WINDOW 3u       /* bytes: one ideograph, or the parts of two */
#define BITS_A_BYTE 16u /* of prose: one bit in sixteen is set */
#define LEAST_BITS 14u  /* powers of two */
#define MOST_BITS 22u

struct script_sieve {
    uint64_t *words;
    unsigned shift; /* of a hash of 32 bits, down to the number of a bit */
    int valid;
};

static int is_prose(const doc_block *block)
{
    return block->table == NULL && block->kind != DOC_IMAGE;
}

static size_t bit_of(const script_sieve *sieve, const char *bytes)
{
    uint32_t window = (uint32_t)(unsigned char)bytes[0] << 16 |
                      (uint32_t)(unsigned char)bytes[1] << 8 | (unsigned char)bytes[2];
    return (window * UINT32_C(2654435761)) >> sieve->shift;
}

static void add_text(script_sieve *sieve, base_str text)
{
    for (size_t i = 0; i + WINDOW <= text.len; i++) {
        size_t bit = bit_of(sieve, text.ptr + i);
        sieve->words[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

static int has_own_raw(const doc_block *block)
{
    return !base_str_eq(block->text.raw, block->text.normal.text);
}

static size_t size_of(const doc *document)
{
    size_t size = 0;
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block))
        if (is_prose(block))
            size += block->text.normal.text.len + (has_own_raw(block) ? block->text.raw.len : 0);
    return size;
}

static script_sieve *make(base_arena *arena, const doc *document)
{
    size_t size = size_of(document);
    unsigned power = LEAST_BITS;
    while (power < MOST_BITS && (size_t)1 << power < size * BITS_A_BYTE)
        power++;
    script_sieve *sieve = base_arena_zalloc(arena, sizeof(*sieve));
    if (sieve == NULL)
        return NULL;
    sieve->shift = 32 - power;
    sieve->valid = 1;
    sieve->words = base_arena_array(arena, ((size_t)1 << power) / 64, sizeof(*sieve->words));
    if (sieve->words == NULL)
        return NULL;
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        if (!is_prose(block))
            continue;
        add_text(sieve, block->text.normal.text);
        if (has_own_raw(block))
            add_text(sieve, block->text.raw);
        sieve->valid = sieve->valid && text_utf8_invalid(block->text.normal.text) == BASE_STR_NONE;
    }
    return sieve;
}

const script_sieve *script_sieve_of(lua_State *L)
{
    script_scans *scans = &script_vm_of(L)->scans;
    if (scans->document == NULL || scans->document != script_running(L)->scene->document)
        return NULL;
    if (scans->sieve == NULL) {
        scans->sieve = make(scans->arena, scans->document);
        if (scans->sieve == NULL)
            script_kill(L, SCRIPT_MEMORY);
    }
    return scans->sieve;
}

int script_sieve_passes(const script_sieve *sieve, base_str text)
{
    for (size_t i = 0; sieve != NULL && i + WINDOW <= text.len; i++) {
        size_t bit = bit_of(sieve, text.ptr + i);
        if ((sieve->words[bit / 64] >> bit % 64 & 1) == 0)
            return 0;
    }
    return 1;
}

int script_sieve_is_valid(const script_sieve *sieve)
{
    return sieve != NULL && sieve->valid;
}
