/* audit/lint_tokens.h: the words of a Lua text. Private to audit/. */
#ifndef AUDIT_LINT_TOKENS_H
#define AUDIT_LINT_TOKENS_H

#include "base/vec.h"

typedef enum lint_kind { LINT_NAME, LINT_NUMBER, LINT_STRING, LINT_SIGN } lint_kind;

typedef struct lint_token {
    lint_kind kind;
    base_str text; /* of a string what is between its quotes, escapes as written */
    int line;
} lint_token;

typedef struct lint_tokens {
    lint_token *items;
    size_t count;
} lint_tokens;

/* Splits the text; keywords are names, comments are left out. What is no Lua ends the list. 0 or
 * HECHA_E_MEMORY. The tokens are slices of the text, the list is in the arena. */
int lint_tokens_read(base_arena *arena, base_str text, lint_tokens *out);
/* 1 if the token with the index is there and is this word or sign. */
int lint_is(const lint_tokens *tokens, size_t index, const char *word);
/* 1 if the word is one of the language. */
int lint_is_keyword(base_str word);

#endif
