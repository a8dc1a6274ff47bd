/* text/phrase_program.h: a phrase as a program of an automaton. Private to phrase_*.c.
 *
 * Every instruction but those that jump goes on with the next one. Words are folded code points in
 * one pool; lists of words are alternatives. */
#ifndef TEXT_PHRASE_PROGRAM_H
#define TEXT_PHRASE_PROGRAM_H

#include "text/phrase.h"

#define PHRASE_MAX_CODE 512
#define PHRASE_MAX_LISTS 64
#define PHRASE_NO_LIST UINT32_MAX
#define PHRASE_MUST 4

typedef enum phrase_op {
    PHRASE_CHAR,     /* a: folded code point */
    PHRASE_STEP,     /* a: any one character of a gap; flags; b: list of words it must not hold */
    PHRASE_QUANTITY, /* a: capture; b: list of units, or none for any */
    PHRASE_CLAIM,    /* a: capture; b: text_claim_kind */
    PHRASE_OPEN,     /* a: capture of text begins */
    PHRASE_CLOSE,    /* a: it ends */
    PHRASE_NOT,      /* b: list of words that must not come here */
    PHRASE_START,
    PHRASE_END,
    PHRASE_SPLIT, /* a before b */
    PHRASE_JUMP,  /* a */
    PHRASE_MATCH
} phrase_op;

#define PHRASE_WITHIN_CLAUSE 1u
#define PHRASE_OVER_QUANTITIES 2u

typedef struct phrase_code {
    phrase_op op;
    uint32_t a, b;
} phrase_code;

typedef struct phrase_word {
    uint32_t first, count; /* in the pool */
} phrase_word;

typedef struct phrase_list {
    uint32_t first, count; /* in words */
} phrase_list;

struct text_phrase {
    base_arena *arena;
    struct phrase_finder *finder; /* scratch memory, from the first search on */
    phrase_code code[PHRASE_MAX_CODE];
    uint32_t length;
    uint32_t pool[TEXT_PHRASE_MAX_BYTES];
    uint32_t pooled;
    phrase_word words[TEXT_PHRASE_MAX_BYTES / 2];
    uint32_t word_count;
    phrase_list lists[PHRASE_MAX_LISTS];
    uint32_t list_count;
    uint32_t never;             /* list of words the statement must not hold; or none */
    uint32_t must[PHRASE_MUST]; /* characters that every match holds */
    uint32_t must_count;
    size_t captures;
    base_str names[TEXT_PHRASE_CAPTURES];
    base_str units[TEXT_PHRASE_CAPTURES];
    int wants_claims;
    int vague; /* text_phrase_is_vague */
};

/* A statement as the automaton reads it: characters that are not white space. */
typedef struct phrase_token {
    uint32_t codepoint;  /* folded */
    uint32_t start, end; /* bytes of the text */
    uint32_t quantity;   /* one starts here: its index + 1 */
    uint32_t counted;    /* one starts here, or behind 共, 为 and the like: index + 1 */
    uint32_t claim;      /* of the clause it stands in: index + 1 */
    uint32_t behind;     /* an outermost bracket opens here: the token behind its end; or 0 */
    uint32_t ends_clause;
    uint32_t figure_follows; /* a quantity starts here or behind, in the same clause */
} phrase_token;

typedef struct phrase_tokens {
    base_arena *arena;
    base_str text;
    base_vec tokens;     /* of phrase_token */
    base_vec quantities; /* of text_quantity: those of this statement */
    base_vec ends;       /* of uint32_t: the token behind each */
    base_vec claims;     /* of text_claim */
    text_quantity next;  /* the first quantity that no statement has had yet */
    text_claim next_claim;
    int has_next, has_claim;
} phrase_tokens;

void phrase_tokens_init(phrase_tokens *tokens, base_arena *arena);
/* Another text; the memory is used again. */
void phrase_tokens_begin(phrase_tokens *tokens, base_str text, int wants_claims);
/* The tokens of the next statement in place of the last one's. 0 or HECHA_E_MEMORY. */
int phrase_tokens_read(phrase_tokens *tokens, text_span statement);

#endif
