/* The lines on which the examples of a rule stand: Lua tells but that of the rule. */
#include "audit/example.h"
#include "audit/lint_tokens.h"

/* Where a table's members are looked through. */
typedef struct walk {
    const lint_tokens *tokens;
    size_t at; /* behind its opening brace */
    int depth; /* of braces, brackets and parentheses below it */
} walk;

static int opens(const lint_tokens *tokens, size_t at)
{
    return lint_is(tokens, at, "{") || lint_is(tokens, at, "(") || lint_is(tokens, at, "[");
}

static int closes(const lint_tokens *tokens, size_t at)
{
    return lint_is(tokens, at, "}") || lint_is(tokens, at, ")") || lint_is(tokens, at, "]");
}

/* The token at which the next member begins; 0: there are no more. */
static int next_member(walk *w, size_t *member)
{
    for (; w->depth >= 0 && w->at < w->tokens->count; w->at++) {
        int starts = w->depth == 0 &&
                     (lint_is(w->tokens, w->at - 1, "{") || lint_is(w->tokens, w->at - 1, ",") ||
                      lint_is(w->tokens, w->at - 1, ";"));
        w->depth += opens(w->tokens, w->at) - closes(w->tokens, w->at);
        if (starts && w->depth >= 0) {
            *member = w->at++;
            return 1;
        }
    }
    return 0;
}

/* Behind the brace that opens the rule's table; 0: not found. */
static size_t find_table(const lint_tokens *tokens, const rule *tested)
{
    for (size_t i = 0; i + 2 < tokens->count; i++) {
        const lint_token *name = &tokens->items[i];
        if (name->line != tested->line ||
            !(lint_is(tokens, i, "rule") || lint_is(tokens, i, "corpus_rule")))
            continue;
        for (i++; i < tokens->count && tokens->items[i].line <= tested->line + 1; i++)
            if (lint_is(tokens, i, "{"))
                return i + 1;
    }
    return 0;
}

/* The nth of the `count` members of a list that opens before the token; 0: it is no such list. */
static int line_in_list(const lint_tokens *tokens, size_t at, size_t number, size_t count)
{
    walk w = {tokens, at, 0};
    size_t member = 0, seen = 0;
    int line = 0;
    while (next_member(&w, &member)) {
        if (lint_is(tokens, member + 1, "=") || lint_is(tokens, member, "["))
            return 0;
        if (++seen == number)
            line = tokens->items[member].line;
    }
    return seen == count ? line : 0;
}

int audit_example_line(base_arena *arena, const audit_pack *of, const rule *tested, int good,
                       size_t number)
{
    const rule_example *example = &(good ? tested->good : tested->bad)[number - 1];
    size_t count = good ? tested->good_count : tested->bad_count, member = 0;
    const pack_file *file = NULL;
    lint_tokens tokens;
    int line = example->line;
    for (size_t i = 0; i < of->source->file_count; i++)
        if (base_str_eq(of->source->files[i].name, tested->file))
            file = &of->source->files[i];
    if (line != tested->line || file == NULL || lint_tokens_read(arena, file->bytes, &tokens) != 0)
        return line;
    walk w = {&tokens, find_table(&tokens, tested), 0};
    while (w.at > 0 && next_member(&w, &member)) {
        if (!lint_is(&tokens, member, good ? "good" : "bad") || !lint_is(&tokens, member + 1, "="))
            continue;
        int listed = lint_is(&tokens, member + 2, "{")
                         ? line_in_list(&tokens, member + 3, number, count)
                         : 0;
        line = listed > 0 ? listed : tokens.items[member].line;
    }
    return line;
}
