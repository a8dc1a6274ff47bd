#include "text/words.h"

#include <hecha.h>
#include <stdlib.h>

#include "text/utf8.h"

#define NONE UINT32_MAX
#define ROOT 0u
#define FIRST_BITS 4096u /* of the code points that words begin with, by their last bits */

/* A state, and the step that leads to it. */
typedef struct node {
    uint32_t fail;   /* state of the longest proper suffix that is a prefix of a word */
    uint32_t output; /* nearest state on the way of `fail` that ends a word; NONE */
    uint32_t word;   /* index of the word that ends here; NONE */
    uint32_t parent, codepoint;
} node;

/* The states that a state leads to, while the automaton is built; NONE at the end. */
typedef struct children {
    uint32_t first, next;
} children;

typedef struct kept_word {
    uint32_t number;
    uint32_t length; /* bytes */
    int is_exception;
} kept_word;

struct text_words {
    node *nodes;
    uint32_t count;
    uint32_t *steps; /* states by what leads to them: open addressing; 0: free */
    uint32_t mask;
    kept_word *words;
    uint64_t firsts[FIRST_BITS / 64u];
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

static uint32_t add_state(text_words *w, children *links, uint32_t from, uint32_t codepoint)
{
    uint32_t fresh = w->count++;
    w->nodes[fresh] = (node){ROOT, NONE, NONE, from, codepoint};
    links[fresh] = (children){NONE, links[from].first};
    links[from].first = fresh;
    uint32_t slot = slot_of(w, from, codepoint);
    while (w->steps[slot] != 0)
        slot = (slot + 1) & w->mask;
    w->steps[slot] = fresh;
    return fresh;
}

static void add_word(text_words *w, children *links, const text_word *word, uint32_t index)
{
    uint32_t state = ROOT;
    size_t offset = 0;
    while (offset < word->text.len) {
        uint32_t codepoint = text_utf8_next(word->text, &offset);
        uint32_t next = step(w, state, codepoint);
        state = next != NONE ? next : add_state(w, links, state, codepoint);
    }
    w->words[index] = (kept_word){word->number, (uint32_t)word->text.len, word->is_exception};
    if (state != ROOT && w->nodes[state].word == NONE)
        w->nodes[state].word = index;
    offset = 0;
    uint32_t first = text_utf8_next(word->text, &offset);
    w->firsts[first % FIRST_BITS / 64u] |= UINT64_C(1) << first % 64u;
}

/* 0: no word begins with the code point. */
static int may_begin(const text_words *w, uint32_t codepoint)
{
    return w->firsts[codepoint % FIRST_BITS / 64u] >> codepoint % 64u & 1u;
}

/* The state after a code point, by the longest suffix that goes on with it. */
static uint32_t advance(const text_words *w, uint32_t state, uint32_t codepoint, size_t *work)
{
    for (;;) {
        uint32_t next = step(w, state, codepoint);
        ++*work;
        if (next != NONE || state == ROOT)
            return next != NONE ? next : ROOT;
        state = w->nodes[state].fail;
    }
}

/* Breadth first, so that shorter prefixes are done before longer ones. */
static void link_states(text_words *w, const children *links, uint32_t *queue)
{
    uint32_t head = 0, tail = 0;
    size_t work = 0;
    queue[tail++] = ROOT;
    while (head < tail) {
        uint32_t state = queue[head++];
        for (uint32_t child = links[state].first; child != NONE; child = links[child].next) {
            node *made = &w->nodes[child];
            if (state != ROOT)
                made->fail = advance(w, w->nodes[state].fail, made->codepoint, &work);
            made->output =
                w->nodes[made->fail].word != NONE ? made->fail : w->nodes[made->fail].output;
            queue[tail++] = child;
        }
    }
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
    uint32_t *queue = malloc(states * sizeof(*queue));
    children *links = malloc(states * sizeof(*links));
    if (fresh != NULL) {
        fresh->nodes = base_arena_alloc(arena, states * sizeof(*fresh->nodes));
        fresh->steps = base_arena_array(arena, slots, sizeof(*fresh->steps));
        fresh->words = base_arena_alloc(arena, (count + 1) * sizeof(*fresh->words));
    }
    int failed = base_arena_failed(arena) || fresh == NULL || queue == NULL || links == NULL;
    if (!failed) {
        fresh->mask = slots - 1;
        fresh->count = 1;
        fresh->nodes[ROOT] = (node){ROOT, NONE, NONE, NONE, 0};
        links[ROOT] = (children){NONE, NONE};
        for (size_t i = 0; i < count; i++)
            add_word(fresh, links, &words[i], (uint32_t)i);
        link_states(fresh, links, queue);
        *out = fresh;
    }
    free(queue);
    free(links);
    return failed ? HECHA_E_MEMORY : 0;
}

/* ---- finding ---- */

typedef struct found {
    size_t start, end;
    const kept_word *word;
} found;

static int add_found(const text_words *w, uint32_t state, size_t end, base_arena *arena,
                     base_vec *all, size_t *work)
{
    for (; state != NONE; state = w->nodes[state].output) {
        if (w->nodes[state].word == NONE)
            continue;
        const kept_word *word = &w->words[w->nodes[state].word];
        found *item = base_vec_push(all, arena);
        if (item == NULL)
            return HECHA_E_MEMORY;
        *item = (found){end - word->length, end, word};
        ++*work;
    }
    return 0;
}

static int compare_found(const void *a, const void *b)
{
    const found *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end > y->end ? -1 : x->end < y->end;
}

/* From all occurrences, sorted, to those that count. */
static int choose(const base_vec *all, base_arena *arena, base_vec *matches)
{
    size_t right_to = 0; /* furthest end of an exception so far */
    size_t last = 0;
    for (size_t i = 0; i < all->count; i++) {
        const found *item = base_vec_at(all, i);
        if (item->word->is_exception && item->end > right_to)
            right_to = item->end;
        if (item->word->is_exception || item->start < last || item->end <= right_to)
            continue;
        text_word_match *match = base_vec_push(matches, arena);
        if (match == NULL)
            return HECHA_E_MEMORY;
        *match = (text_word_match){item->start, item->end, item->word->number};
        last = item->end;
    }
    return 0;
}

int text_words_find(const text_words *w, base_str text, base_arena *arena, base_vec *matches,
                    size_t *work)
{
    uint32_t state = ROOT;
    size_t offset = 0;
    base_vec all;
    base_vec_init(&all, sizeof(found));
    while (offset < text.len) {
        uint32_t codepoint = text_utf8_next(text, &offset);
        if (state == ROOT && !may_begin(w, codepoint)) {
            ++*work;
            continue;
        }
        state = advance(w, state, codepoint, work);
        if (state != ROOT && add_found(w, state, offset, arena, &all, work) != 0)
            return HECHA_E_MEMORY;
    }
    if (all.count > 1)
        qsort(all.items, all.count, sizeof(found), compare_found);
    return choose(&all, arena, matches);
}

size_t text_words_at(const text_words *w, base_str text, size_t start, uint32_t *number)
{
    uint32_t state = ROOT;
    size_t offset = start, length = 0;
    while (offset < text.len) {
        uint32_t codepoint = text_utf8_next(text, &offset);
        if (state == ROOT && !may_begin(w, codepoint))
            break;
        state = step(w, state, codepoint);
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
