#include "text/words.h"

#include <hecha.h>

#include "text/utf8.h"

#define NONE UINT32_MAX
#define ROOT 0u
#define CHARACTERS 4096u /* classes of code points, by their last bits */
#define PAIRS 8192u      /* classes of two code points */

/* A state: the characters that lead to it from ROOT begin a word. */
typedef struct node {
    uint32_t word; /* index of the word that ends here; NONE */
    uint32_t parent, codepoint;
} node;

typedef struct kept_word {
    uint32_t number;
    int is_exception;
} kept_word;

struct text_words {
    node *nodes;
    uint32_t count;
    uint32_t *steps; /* states by what leads to them: open addressing; 0: free */
    uint32_t mask;
    kept_word *words;
    int is_placed;
    uint64_t firsts[CHARACTERS / 64u]; /* what words begin with, by the last bits */
};

struct text_beginnings {
    /* Lists with words of one character; with longer ones, by the first and by the first two. */
    uint64_t single[CHARACTERS], first[CHARACTERS], pair[PAIRS];
};

static uint32_t slot_of(const text_words *w, uint32_t state, uint32_t codepoint)
{
    uint64_t key = ((uint64_t)state << 24 | codepoint) + 1;
    return (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & w->mask;
}

static uint32_t step(const text_words *w, uint32_t state, uint32_t codepoint)
{
    for (uint32_t slot = slot_of(w, state, codepoint);; slot = (slot + 1) & w->mask) {
        uint32_t to = w->steps[slot];
        if (to == 0)
            return NONE;
        if (w->nodes[to].parent == state && w->nodes[to].codepoint == codepoint)
            return to;
    }
}

static uint32_t add_state(text_words *w, uint32_t from, uint32_t codepoint)
{
    uint32_t fresh = w->count++;
    w->nodes[fresh] = (node){NONE, from, codepoint};
    uint32_t slot = slot_of(w, from, codepoint);
    while (w->steps[slot] != 0)
        slot = (slot + 1) & w->mask;
    w->steps[slot] = fresh;
    return fresh;
}

static void add_word(text_words *w, const text_word *word, uint32_t index)
{
    uint32_t state = ROOT;
    size_t offset = 0;
    while (offset < word->text.len) {
        uint32_t codepoint = text_utf8_next(word->text, &offset);
        uint32_t next = step(w, state, codepoint);
        state = next != NONE ? next : add_state(w, state, codepoint);
    }
    w->words[index] = (kept_word){word->number, word->is_exception};
    if (state == ROOT)
        return;
    if (w->nodes[state].word == NONE)
        w->nodes[state].word = index;
    offset = 0;
    uint32_t first = text_utf8_next(word->text, &offset);
    w->is_placed |= offset < word->text.len;
    w->firsts[first % CHARACTERS / 64u] |= UINT64_C(1) << first % 64u;
}

/* 0: no word begins with the code point. */
static int may_begin(const text_words *w, uint32_t codepoint)
{
    return w->firsts[codepoint % CHARACTERS / 64u] >> codepoint % 64u & 1u;
}

/* States at most, or 0 if a limit is passed. */
static size_t count_states(const text_word *words, size_t count)
{
    size_t states = 1, bytes = 0;
    if (count > TEXT_WORDS_MOST)
        return 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = 0, offset = 0;
        bytes += words[i].text.len;
        if (bytes > TEXT_WORDS_BYTES)
            return 0;
        for (; offset < words[i].text.len; length++)
            text_utf8_next(words[i].text, &offset);
        if (length > TEXT_WORDS_LONGEST)
            return 0;
        states += length;
    }
    return states;
}

int text_words_build(base_arena *arena, const text_word *words, size_t count, text_words **out)
{
    *out = NULL;
    size_t states = count_states(words, count);
    if (states == 0)
        return HECHA_E_LIMIT;
    uint32_t slots = 16;
    while (slots < states * 2)
        slots *= 2;
    text_words *fresh = base_arena_zalloc(arena, sizeof(*fresh));
    if (fresh != NULL) {
        fresh->nodes = base_arena_alloc(arena, states * sizeof(*fresh->nodes));
        fresh->steps = base_arena_array(arena, slots, sizeof(*fresh->steps));
        fresh->words = base_arena_alloc(arena, (count + 1) * sizeof(*fresh->words));
    }
    if (base_arena_failed(arena) || fresh == NULL)
        return HECHA_E_MEMORY;
    fresh->mask = slots - 1;
    fresh->count = 1;
    fresh->nodes[ROOT] = (node){NONE, NONE, 0};
    for (size_t i = 0; i < count; i++)
        add_word(fresh, &words[i], (uint32_t)i);
    *out = fresh;
    return 0;
}

/* ---- finding ---- */

/* A walk from place to place. */
typedef struct walk {
    const text_words *words;
    base_str text;
    base_arena *arena;
    base_vec *matches;
    size_t *work;
    size_t right_to; /* furthest end of an exception so far */
    size_t last;     /* where the last match ends */
} walk;

/* Takes the longest of the words that begin at the offset; an exception covers what lies within. */
static int take_place(walk *at, size_t offset)
{
    const text_words *w = at->words;
    struct {
        const kept_word *word;
        size_t end;
    } here[TEXT_WORDS_LONGEST];
    uint32_t state = ROOT;
    size_t count = 0, end = offset;
    while (end < at->text.len && count < TEXT_WORDS_LONGEST) {
        state = step(w, state, text_utf8_next(at->text, &end));
        ++*at->work;
        if (state == NONE)
            break;
        if (w->nodes[state].word == NONE)
            continue;
        here[count].word = &w->words[w->nodes[state].word];
        here[count++].end = end;
    }
    while (count > 0) {
        const kept_word *word = here[--count].word;
        end = here[count].end;
        if (word->is_exception && end > at->right_to)
            at->right_to = end;
        if (word->is_exception || offset < at->last || end <= at->right_to)
            continue;
        text_word_match *match = base_vec_push(at->matches, at->arena);
        if (match == NULL)
            return HECHA_E_MEMORY;
        *match = (text_word_match){offset, end, word->number};
        at->last = end;
    }
    return 0;
}

int text_words_find(const text_words *w, base_str text, base_arena *arena, base_vec *matches,
                    size_t *work)
{
    walk at = {.words = w, .text = text, .arena = arena, .matches = matches, .work = work};
    size_t offset = 0;
    while (offset < text.len) {
        size_t start = offset;
        ++*work;
        if (may_begin(w, text_utf8_next(text, &offset)) && take_place(&at, start) != 0)
            return HECHA_E_MEMORY;
    }
    return 0;
}

/* As text_words_at. */
static size_t longest_at(const text_words *w, base_str text, size_t start, uint32_t *number,
                         size_t *work)
{
    uint32_t state = ROOT;
    size_t offset = start, length = 0;
    while (offset < text.len) {
        uint32_t codepoint = text_utf8_next(text, &offset);
        if (state == ROOT && !may_begin(w, codepoint))
            break;
        state = step(w, state, codepoint);
        ++*work;
        if (state == NONE)
            break;
        uint32_t index = w->nodes[state].word;
        if (index == NONE || w->words[index].is_exception)
            continue;
        length = offset - start;
        *number = w->words[index].number;
    }
    return length;
}

/* ---- many lists ---- */

text_beginnings *text_beginnings_new(base_arena *arena)
{
    return base_arena_zalloc(arena, sizeof(text_beginnings));
}

static uint32_t pair_of(uint32_t first, uint32_t second)
{
    return (first * 31u + second) % PAIRS;
}

/* Exceptions are left out: they matter only where there is a word. */
void text_beginnings_add(text_beginnings *of, const text_words *w, unsigned number)
{
    uint64_t bit = UINT64_C(1) << number;
    for (uint32_t i = 1; w->is_placed && i < w->count; i++) {
        if (w->nodes[i].word == NONE || w->words[w->nodes[i].word].is_exception)
            continue;
        const node *first = &w->nodes[i], *second = NULL;
        while (first->parent != ROOT) {
            second = first;
            first = &w->nodes[first->parent];
        }
        if (second == NULL) {
            of->single[first->codepoint % CHARACTERS] |= bit;
        } else {
            of->first[first->codepoint % CHARACTERS] |= bit;
            of->pair[pair_of(first->codepoint, second->codepoint)] |= bit;
        }
    }
}

/* A place, and the lists that may have a word there by their bits. */
typedef struct place {
    size_t offset;
    uint64_t lists;
} place;

static int gather(const text_beginnings *of, base_str text, base_arena *arena, base_vec *out)
{
    size_t offset = 0, next = 0;
    uint32_t codepoint = text_utf8_next(text, &next);
    while (offset < text.len) {
        size_t behind = next;
        uint32_t second = text_utf8_next(text, &behind);
        uint64_t lists = of->single[codepoint % CHARACTERS] |
                         (of->first[codepoint % CHARACTERS] & of->pair[pair_of(codepoint, second)]);
        if (lists != 0) {
            place *found = base_vec_push(out, arena);
            if (found == NULL)
                return HECHA_E_MEMORY;
            *found = (place){offset, lists};
        }
        offset = next;
        next = behind;
        codepoint = second;
    }
    return 0;
}

int text_places_find(const text_beginnings *of, base_str text, base_arena *arena, text_places *out)
{
    size_t count[TEXT_PLACES_LISTS] = {0};
    base_vec all;
    base_vec_init(&all, sizeof(place));
    if (gather(of, text, arena, &all) != 0)
        return HECHA_E_MEMORY;
    const place *places = all.items;
    for (size_t i = 0; i < all.count; i++)
        for (uint64_t lists = places[i].lists; lists != 0; lists &= lists - 1)
            count[__builtin_ctzll(lists)]++;
    out->first[0] = 0;
    for (unsigned n = 0; n < TEXT_PLACES_LISTS; n++) {
        out->first[n + 1] = out->first[n] + count[n];
        count[n] = out->first[n];
    }
    out->offsets =
        base_arena_alloc(arena, (out->first[TEXT_PLACES_LISTS] + 1) * sizeof(*out->offsets));
    if (out->offsets == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < all.count; i++)
        for (uint64_t lists = places[i].lists; lists != 0; lists &= lists - 1)
            out->offsets[count[__builtin_ctzll(lists)]++] = places[i].offset;
    return 0;
}

int text_words_find_at(const text_words *w, unsigned number, base_str text,
                       const text_places *places, base_arena *arena, base_vec *matches,
                       size_t *work)
{
    uint32_t word;
    for (size_t i = places->first[number]; i < places->first[number + 1]; i++)
        if (longest_at(w, text, places->offsets[i], &word, work) > 0)
            return text_words_find(w, text, arena, matches, work);
    return 0;
}

int text_words_are_placed(const text_words *w)
{
    return w->is_placed;
}

/* The match at the offset, if a word begins there. */
static int match_at(const text_words *w, base_str text, size_t offset, text_word_match *match,
                    size_t *work)
{
    match->start = offset;
    match->end = offset + longest_at(w, text, offset, &match->number, work);
    return match->end > offset;
}

int text_words_first(const text_words *w, base_str text, size_t offset, text_word_match *match,
                     size_t *work)
{
    while (offset < text.len) {
        size_t start = offset;
        ++*work;
        if (may_begin(w, text_utf8_next(text, &offset)) && match_at(w, text, start, match, work))
            return 1;
    }
    return 0;
}

int text_words_last(const text_words *w, base_str text, text_word_match *match, size_t *work)
{
    size_t offset = text.len;
    while (offset > 0) {
        ++*work;
        if (may_begin(w, text_utf8_previous(text, &offset)) &&
            match_at(w, text, offset, match, work))
            return 1;
    }
    return 0;
}

size_t text_words_at(const text_words *w, base_str text, size_t start, uint32_t *number)
{
    size_t work = 0;
    return longest_at(w, text, start, number, &work);
}
