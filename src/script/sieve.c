#include "script/sieve.h"

#include <stdint.h>
#include <string.h>

#include "doc/doc.h"
#include "script/run.h"
#include "text/utf8.h"

#define BITS_A_BYTE 6u /* of prose: about one bit in eighteen is set */
#define LEAST_BITS 12u /* powers of two */
#define MOST_BITS 22u

struct script_sieve {
    uint64_t *words;
    unsigned shift; /* of a hash of 32 bits, down to the number of a bit */
    int valid;
};

static int goes_on(const unsigned char *bytes, size_t left, size_t length)
{
    if (left < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return 1;
}

/* Bytes of the character there, by its shape; one where it is none. So a text of characters is
 * divided in the same way wherever it stands, whatever stands around it. */
static size_t length_at(const unsigned char *bytes, size_t left)
{
    if (bytes[0] < 0xC0 || bytes[0] >= 0xF8)
        return 1;
    size_t length = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    return goes_on(bytes, left, length) ? length : 1;
}

/* A walk over the pairs of characters side by side. */
typedef struct pairs {
    const unsigned char *bytes;
    size_t left;
    uint32_t before;
    int doubtful; /* there were bytes that may be no valid UTF-8 */
} pairs;

static inline uint32_t next_character(pairs *p)
{
    const unsigned char *bytes = p->bytes;
    if (p->left >= 3 && text_utf8_is_plain(bytes[0]) && (bytes[1] & 0xC0) == 0x80 &&
        (bytes[2] & 0xC0) == 0x80) {
        p->bytes += 3;
        p->left -= 3;
        return (uint32_t)bytes[0] << 16 | (uint32_t)bytes[1] << 8 | bytes[2];
    }
    size_t length = length_at(bytes, p->left);
    p->doubtful |= bytes[0] >= 0x80;
    uint32_t character = bytes[0];
    for (size_t i = 1; i < length; i++)
        character = character << 6 ^ p->bytes[i];
    p->bytes += length;
    p->left -= length;
    return character;
}

static pairs pairs_of(base_str text)
{
    pairs p = {(const unsigned char *)text.ptr, text.len, 0, 0};
    if (p.left > 0)
        p.before = next_character(&p);
    return p;
}

/* The number of the bit of the next pair. */
static size_t next_bit(const script_sieve *sieve, pairs *p)
{
    uint32_t before = p->before;
    p->before = next_character(p);
    return ((before * UINT32_C(2654435761) + p->before) * UINT32_C(2246822519)) >> sieve->shift;
}

/* 1 if the text is valid UTF-8. */
static int add_text(script_sieve *sieve, base_str text)
{
    pairs p = pairs_of(text);
    while (p.left > 0) {
        size_t bit = next_bit(sieve, &p);
        sieve->words[bit / 64] |= UINT64_C(1) << bit % 64;
    }
    return !p.doubtful || text_utf8_invalid(text) == BASE_STR_NONE;
}

static int has_own_raw(const doc_block *block)
{
    return !base_str_eq(block->text.raw, block->text.normal.text);
}

static size_t size_of(const doc *document)
{
    size_t size = 0;
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block))
        if (doc_is_text(block))
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
        if (!doc_is_text(block))
            continue;
        sieve->valid &= add_text(sieve, block->text.normal.text);
        if (has_own_raw(block))
            add_text(sieve, block->text.raw);
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
    if (sieve == NULL || text_utf8_invalid(text) != BASE_STR_NONE)
        return 1;
    for (pairs p = pairs_of(text); p.left > 0;) {
        size_t bit = next_bit(sieve, &p);
        if ((sieve->words[bit / 64] >> bit % 64 & 1) == 0)
            return 0;
    }
    return 1;
}

int script_sieve_is_valid(const script_sieve *sieve)
{
    return sieve != NULL && sieve->valid;
}
