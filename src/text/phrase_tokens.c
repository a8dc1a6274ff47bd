/* Statements as tokens: phrase_tokens of text/phrase_program.h. */
#include "text/class.h"
#include "text/phrase_program.h"
#include "text/utf8.h"

#define MOST_CONNECTIVES 6 /* characters that may stand between a word and its figure */

void phrase_tokens_init(phrase_tokens *tokens, base_arena *arena)
{
    memset(tokens, 0, sizeof(*tokens));
    tokens->arena = arena;
    base_vec_init(&tokens->tokens, sizeof(phrase_token));
    base_vec_init(&tokens->quantities, sizeof(text_quantity));
    base_vec_init(&tokens->ends, sizeof(uint32_t));
    base_vec_init(&tokens->claims, sizeof(text_claim));
}

void phrase_tokens_begin(phrase_tokens *tokens, base_str text, int wants_claims)
{
    tokens->text = text;
    tokens->has_next = text_quantity_next(text, 0, &tokens->next);
    tokens->has_claim = wants_claims && text_claim_next(text, 0, &tokens->next_claim);
}

/* What may stand between a word and its figure: 共计 合计 总计 累计 总数为 达到 有 了 数 ： */
static int is_connective(uint32_t codepoint)
{
    switch (codepoint) {
    case 0x5171: /* 共 计 合 总 累 为 是 有 了 达 到 数 量 仅 各 */
    case 0x8BA1:
    case 0x5408:
    case 0x603B:
    case 0x7D2F:
    case 0x4E3A:
    case 0x662F:
    case 0x6709:
    case 0x4E86:
    case 0x8FBE:
    case 0x5230:
    case 0x6570:
    case 0x91CF:
    case 0x4EC5:
    case 0x5404:
    case ':':
        return 1;
    default:
        return 0;
    }
}

static int is_clause_mark(uint32_t folded)
{
    return folded == ',' || folded == ':' || folded == ';' || folded == 0x3002 || folded == '!' ||
           folded == '?';
}

static phrase_token *token_at(const phrase_tokens *tokens, size_t index)
{
    return base_vec_at(&tokens->tokens, index);
}

/* The characters, without white space and what has no width. */
static int read_characters(phrase_tokens *tokens, text_span statement)
{
    size_t offset = statement.start;
    while (offset < statement.end) {
        size_t start = offset;
        uint32_t codepoint = text_utf8_next(tokens->text, &offset);
        if (text_is_space(codepoint) || text_is_zero_width(codepoint))
            continue;
        phrase_token *token = base_vec_push(&tokens->tokens, tokens->arena);
        if (token == NULL)
            return HECHA_E_MEMORY;
        token->codepoint = text_fold(codepoint);
        token->start = (uint32_t)start;
        token->end = (uint32_t)offset;
        token->ends_clause = (uint32_t)is_clause_mark(token->codepoint);
    }
    return 0;
}

/* Marks outermost brackets that end in the statement. */
static void mark_brackets(phrase_tokens *tokens)
{
    size_t open = 0;
    int depth = 0;
    for (size_t i = 0; i < tokens->tokens.count; i++) {
        phrase_token *token = token_at(tokens, i);
        if (token->codepoint == '(') {
            if (depth++ == 0)
                open = i;
        } else if (token->codepoint == ')' && depth > 0 && --depth == 0) {
            token_at(tokens, open)->behind = (uint32_t)i + 1;
        }
    }
}

/* The token that starts at or behind the byte, from token `from` on. */
static size_t token_of(const phrase_tokens *tokens, size_t from, size_t byte)
{
    while (from < tokens->tokens.count && token_at(tokens, from)->start < byte)
        from++;
    return from;
}

/* Marks where a quantity may be read: at its start, and before 共, 为 that lead to it. */
static void mark_quantity(phrase_tokens *tokens, size_t first, size_t floor, uint32_t number)
{
    token_at(tokens, first)->quantity = number;
    token_at(tokens, first)->counted = number;
    for (size_t i = 0; i < MOST_CONNECTIVES && first > floor; i++) {
        phrase_token *before = token_at(tokens, --first);
        if (!is_connective(before->codepoint))
            break;
        before->counted = number;
    }
}

static int read_quantities(phrase_tokens *tokens, text_span statement)
{
    size_t token = 0;
    while (tokens->has_next && tokens->next.start < statement.end) {
        text_quantity found = tokens->next;
        tokens->has_next = text_quantity_next(tokens->text, found.end, &tokens->next);
        if (found.start < statement.start || found.end > statement.end)
            continue;
        size_t floor = token;
        token = token_of(tokens, token, found.start);
        text_quantity *kept = base_vec_push(&tokens->quantities, tokens->arena);
        uint32_t *end = base_vec_push(&tokens->ends, tokens->arena);
        if (kept == NULL || end == NULL)
            return HECHA_E_MEMORY;
        *kept = found;
        if (token < tokens->tokens.count)
            mark_quantity(tokens, token, floor, (uint32_t)tokens->quantities.count);
        while (token < tokens->tokens.count && token_at(tokens, token)->start < found.end)
            token_at(tokens, token++)->ends_clause = 0; /* 1,234 */
        *end = (uint32_t)token;
    }
    return 0;
}

static int read_claims(phrase_tokens *tokens, text_span statement)
{
    size_t token = 0;
    while (tokens->has_claim && tokens->next_claim.start < statement.end) {
        text_claim found = tokens->next_claim;
        tokens->has_claim = found.end > found.start &&
                            text_claim_next(tokens->text, found.end, &tokens->next_claim);
        text_claim *kept = base_vec_push(&tokens->claims, tokens->arena);
        if (kept == NULL)
            return HECHA_E_MEMORY;
        *kept = found;
        token = token_of(tokens, token, found.start);
        while (token < tokens->tokens.count && token_at(tokens, token)->start < found.end)
            token_at(tokens, token++)->claim = (uint32_t)tokens->claims.count;
    }
    return 0;
}

static void mark_following(phrase_tokens *tokens)
{
    uint32_t follows = 0;
    for (size_t i = tokens->tokens.count; i > 0; i--) {
        phrase_token *token = token_at(tokens, i - 1);
        follows = token->quantity != 0 || (follows && !token->ends_clause);
        token->figure_follows = follows;
    }
}

int phrase_tokens_read(phrase_tokens *tokens, text_span statement)
{
    tokens->tokens.count = 0;
    tokens->quantities.count = 0;
    tokens->ends.count = 0;
    tokens->claims.count = 0;
    if (read_characters(tokens, statement) != 0 || read_quantities(tokens, statement) != 0 ||
        read_claims(tokens, statement) != 0)
        return HECHA_E_MEMORY;
    mark_brackets(tokens);
    mark_following(tokens);
    return 0;
}
