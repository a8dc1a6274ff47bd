/* The automaton: text_phrase_find of text/phrase.h.
 *
 * Threads are kept in order of preference: a later start before an earlier one, and as the program
 * says within one start. Each instruction has at most one thread a position, so that work is
 * bounded by text times program. A quantity and an outermost bracket are steps over several
 * characters: what takes them waits until its position is reached; neither kind overlaps itself, so
 * one list each is enough. */
#include "text/class.h"
#include "text/phrase_program.h"
#include "text/utf8.h"

typedef struct slot {
    text_capture_kind kind;
    uint32_t first, last; /* tokens */
    uint32_t index;       /* of the quantity or claim */
} slot;

typedef struct thread {
    uint32_t pc, start;
    int jumped; /* passed over a bracket */
    slot slots[TEXT_PHRASE_CAPTURES];
} thread;

typedef struct threads {
    thread *items;
    uint32_t count;
    uint32_t at; /* position they wait for */
} threads;

struct phrase_finder {
    const text_phrase *phrase;
    phrase_tokens tokens;
    base_vec *matches;
    base_arena *arena; /* of the matches */
    threads now, step, quantity, bracket, stack;
    uint32_t *mark;  /* [pc]: position + 1 of the last thread there */
    uint32_t *waits; /* [pc]: index in `quantity` of the thread that waits to go on there */
    uint32_t position, count;
    int found; /* `best` holds a match that ends at best_end */
    thread best;
    uint32_t best_end;
    size_t work;
    int failed;
};

typedef struct phrase_finder finder;

static const phrase_token *token(const finder *f, uint32_t index)
{
    return base_vec_at(&f->tokens.tokens, index);
}

/* ---- words ---- */

static int word_starts(finder *f, const phrase_word *word, uint32_t at)
{
    const uint32_t *pool = f->phrase->pool + word->first;
    if (word->count > f->count - at)
        return 0;
    for (uint32_t i = 0; i < word->count; i++, f->work++)
        if (token(f, at + i)->codepoint != pool[i])
            return 0;
    return 1;
}

/* 1 if one of the words starts at the position, or with `ending`, ends before it. */
static int list_stands(finder *f, uint32_t list, uint32_t at, int ending)
{
    const phrase_list *words = &f->phrase->lists[list];
    for (uint32_t i = 0; i < words->count; i++) {
        const phrase_word *word = &f->phrase->words[words->first + i];
        f->work++;
        if (ending && word->count > at)
            continue;
        if (word_starts(f, word, ending ? at - word->count : at))
            return 1;
    }
    return 0;
}

static int unit_is(finder *f, const phrase_word *word, base_str unit)
{
    size_t offset = 0;
    uint32_t count = 0;
    while (offset < unit.len) {
        uint32_t codepoint = text_utf8_next(unit, &offset);
        if (text_is_space(codepoint) || text_is_zero_width(codepoint))
            continue;
        f->work++;
        if (count == word->count || f->phrase->pool[word->first + count++] != text_fold(codepoint))
            return 0;
    }
    return count == word->count;
}

static int unit_fits(finder *f, uint32_t list, base_str unit)
{
    if (list == PHRASE_NO_LIST)
        return 1;
    const phrase_list *units = &f->phrase->lists[list];
    for (uint32_t i = 0; i < units->count; i++, f->work++)
        if (unit_is(f, &f->phrase->words[units->first + i], unit))
            return 1;
    return 0;
}

/* ---- threads ---- */

static void put(threads *list, const thread *t)
{
    list->items[list->count++] = *t;
}

/* The claim of the clause that was read up to the position, if its word has been read. */
static uint32_t claim_here(const finder *f, uint32_t kind)
{
    uint32_t index = f->position > 0 ? token(f, f->position - 1)->claim : 0;
    if (index == 0)
        return 0;
    const text_claim *claim = base_vec_at(&f->tokens.claims, index - 1);
    if ((uint32_t)claim->kind != kind || token(f, f->position - 1)->start < claim->word)
        return 0;
    return index;
}

/* A claim stands in place of a figure: none may follow in its clause. */
static int figure_follows(const finder *f)
{
    return f->position < f->count && token(f, f->position)->figure_follows;
}

/* What an instruction that takes no text does to a thread: 1 if the thread goes on. */
static int pass(finder *f, const phrase_code *code, thread *t)
{
    slot *s = &t->slots[code->a < TEXT_PHRASE_CAPTURES ? code->a : 0];
    uint32_t claim;
    switch (code->op) {
    case PHRASE_CLAIM:
        claim = claim_here(f, code->b);
        if (claim == 0 || (code->b == TEXT_CLAIM_NONE && figure_follows(f)))
            return 0;
        *s = (slot){TEXT_CAPTURE_CLAIM, f->position, f->position, claim - 1};
        return 1;
    case PHRASE_OPEN:
        *s = (slot){TEXT_CAPTURE_UNSET, f->position, f->position, 0};
        return 1;
    case PHRASE_CLOSE:
        s->kind = TEXT_CAPTURE_TEXT;
        s->last = f->position;
        return 1;
    case PHRASE_NOT:
        return !list_stands(f, code->b, f->position, 0);
    case PHRASE_START:
        return f->position == 0;
    default: /* PHRASE_END: a mark may stand behind it */
        return f->position == f->count ||
               (f->position + 1 == f->count && token(f, f->position)->ends_clause);
    }
}

/* Adds a thread at the position, and what it leads to without taking text, in order. */
static void add(finder *f, const thread *t)
{
    put(&f->stack, t);
    while (f->stack.count > 0) {
        thread top = f->stack.items[--f->stack.count];
        f->work++;
        if (f->mark[top.pc] == f->position + 1)
            continue;
        f->mark[top.pc] = f->position + 1;
        const phrase_code *code = &f->phrase->code[top.pc];
        switch (code->op) {
        case PHRASE_CHAR:
        case PHRASE_STEP:
        case PHRASE_QUANTITY:
        case PHRASE_MATCH:
            put(&f->now, &top);
            break;
        case PHRASE_SPLIT:
            top.pc = code->b;
            put(&f->stack, &top);
            top.pc = code->a;
            put(&f->stack, &top);
            break;
        case PHRASE_JUMP:
            top.pc = code->a;
            put(&f->stack, &top);
            break;
        default:
            if (pass(f, code, &top)) {
                top.pc++;
                put(&f->stack, &top);
            }
        }
    }
}

/* Those of the start of the match found come first, then the others. */
static void add_waiting(finder *f, const threads *list, int of_best)
{
    if (list->at != f->position)
        return;
    for (uint32_t i = 0; i < list->count; i++)
        if (of_best == (f->found && list->items[i].start == f->best.start))
            add(f, &list->items[i]);
}

static void gather(finder *f)
{
    f->now.count = 0;
    for (int of_best = 1; of_best >= 0; of_best--) {
        if (!of_best && f->position < f->count) {
            thread fresh;
            memset(&fresh, 0, sizeof(fresh));
            fresh.start = f->position;
            add(f, &fresh);
        }
        add_waiting(f, &f->quantity, of_best);
        add_waiting(f, &f->step, of_best);
        add_waiting(f, &f->bracket, of_best);
    }
    if (f->quantity.at == f->position)
        f->quantity.count = 0;
    if (f->bracket.at == f->position)
        f->bracket.count = 0;
    f->step.count = 0;
    f->step.at = f->position + 1;
}

/* ---- one character ---- */

/* The thread that waits at the same instruction already gives way: this one is nearer. */
static void wait_for_quantity(finder *f, thread *t, uint32_t number)
{
    const phrase_code *code = &f->phrase->code[t->pc];
    const text_quantity *found = base_vec_at(&f->tokens.quantities, number - 1);
    uint32_t end = *(uint32_t *)base_vec_at(&f->tokens.ends, number - 1);
    if (end <= f->position || !unit_fits(f, code->b, found->unit))
        return;
    uint32_t at = t->pc + 1;
    t->slots[code->a] = (slot){TEXT_CAPTURE_QUANTITY, f->position, end, number - 1};
    t->pc = at;
    if (f->quantity.at != end || f->quantity.count == 0) {
        f->quantity.at = end;
        f->quantity.count = 0;
    }
    uint32_t index = f->waits[at];
    if (index < f->quantity.count && f->quantity.items[index].pc == at) {
        f->quantity.items[index] = *t;
        return;
    }
    f->waits[at] = f->quantity.count;
    put(&f->quantity, t);
}

/* What passed over the bracket in which a match was found may still find a better one behind it,
 * but in the same clause only. */
static int is_late(const finder *f, const thread *t)
{
    return f->found && t->jumped && !f->best.jumped && t->start == f->best.start &&
           token(f, f->position)->ends_clause;
}

static void step_over(finder *f, thread *t)
{
    const phrase_code *code = &f->phrase->code[t->pc];
    const phrase_token *here = token(f, f->position);
    if (!(code->a & PHRASE_OVER_QUANTITIES) && here->quantity != 0 && here->behind == 0)
        return;
    if (is_late(f, t))
        return;
    t->pc++;
    if (here->behind != 0) {
        int jumped = t->jumped;
        f->bracket.at = here->behind;
        t->jumped = 1;
        put(&f->bracket, t);
        t->jumped = jumped;
    }
    if ((code->a & PHRASE_WITHIN_CLAUSE) && here->ends_clause)
        return;
    if (code->b != PHRASE_NO_LIST && list_stands(f, code->b, f->position + 1, 1))
        return;
    put(&f->step, t);
}

static void drop_others(threads *list, uint32_t start, uint32_t end)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].start == start || list->items[i].start >= end)
            list->items[kept++] = list->items[i];
    list->count = kept;
}

static void keep_best(finder *f);

/* A match ends here: of the other threads only those stay that are preferred to it and have its
 * start, and those that start behind it. */
static void match(finder *f, const thread *t)
{
    if (f->found && t->start != f->best.start)
        keep_best(f);
    f->best = *t;
    f->best_end = f->position;
    f->found = 1;
    drop_others(&f->step, t->start, f->position);
    drop_others(&f->quantity, t->start, f->position);
    drop_others(&f->bracket, t->start, f->position);
}

static void run_position(finder *f)
{
    int matched = 0;
    for (uint32_t i = 0; i < f->now.count; i++) {
        thread *t = &f->now.items[i];
        const phrase_code *code = &f->phrase->code[t->pc];
        f->work++;
        if (matched && t->start < f->position)
            continue;
        if (code->op == PHRASE_MATCH) {
            match(f, t);
            matched = 1;
        } else if (f->position < f->count) {
            const phrase_token *here = token(f, f->position);
            if (code->op == PHRASE_STEP)
                step_over(f, t);
            else if (code->op == PHRASE_QUANTITY && here->counted != 0)
                wait_for_quantity(f, t, here->counted);
            else if (code->op == PHRASE_CHAR && here->codepoint == code->a) {
                t->pc++;
                put(&f->step, t);
            }
        }
    }
}

/* ---- matches ---- */

static void fill_capture(const finder *f, const slot *from, text_capture *out)
{
    out->kind = from->kind;
    switch (from->kind) {
    case TEXT_CAPTURE_QUANTITY:
        out->quantity = *(text_quantity *)base_vec_at(&f->tokens.quantities, from->index);
        out->start = out->quantity.start;
        out->end = out->quantity.end;
        break;
    case TEXT_CAPTURE_CLAIM:
        out->claim = *(text_claim *)base_vec_at(&f->tokens.claims, from->index);
        out->start = out->claim.start;
        out->end = out->claim.end;
        break;
    case TEXT_CAPTURE_TEXT:
        out->start = token(f, from->first)->start;
        out->end = token(f, from->last - 1)->end;
        break;
    case TEXT_CAPTURE_UNSET:
        break;
    }
}

/* Hands over the match found. */
static void keep_best(finder *f)
{
    text_match *out = base_vec_push(f->matches, f->arena);
    f->found = 0;
    if (out == NULL) {
        f->failed = 1;
        return;
    }
    out->start = token(f, f->best.start)->start;
    out->end = token(f, f->best_end - 1)->end;
    for (size_t i = 0; i < f->phrase->captures; i++)
        fill_capture(f, &f->best.slots[i], &out->captures[i]);
}

static int has_never(finder *f)
{
    for (uint32_t i = 0; f->phrase->never != PHRASE_NO_LIST && i < f->count; i++)
        if (list_stands(f, f->phrase->never, i, 0))
            return 1;
    return 0;
}

static void run_statement(finder *f)
{
    f->count = (uint32_t)f->tokens.tokens.count;
    f->found = 0;
    f->step.count = f->quantity.count = f->bracket.count = 0;
    memset(f->mark, 0, f->phrase->length * sizeof(*f->mark));
    if (has_never(f))
        return;
    for (f->position = 0; f->position <= f->count && !f->failed; f->position++) {
        gather(f);
        run_position(f);
    }
    if (f->found)
        keep_best(f);
}

/* 1 if the text holds every character that a match needs. */
static int may_match(const text_phrase *phrase, base_str text)
{
    for (uint32_t i = 0; i < phrase->must_count; i++) {
        uint32_t codepoint = phrase->must[i];
        char bytes[4];
        size_t length = 3;
        if (codepoint > 0xFFFF)
            bytes[0] = (char)(0xF0 | codepoint >> 18), length = 4;
        else
            bytes[0] = (char)(0xE0 | codepoint >> 12);
        for (size_t k = 1; k < length; k++)
            bytes[k] = (char)(0x80 | (codepoint >> 6 * (length - 1 - k) & 0x3F));
        if (base_str_find(text, base_str_n(bytes, length), 0) == BASE_STR_NONE)
            return 0;
    }
    return 1;
}

/* The scratch memory of a phrase; NULL: no memory. */
static finder *open_finder(text_phrase *phrase)
{
    base_arena *arena = phrase->arena;
    finder *f = base_arena_zalloc(arena, sizeof(*f));
    if (f == NULL)
        return NULL;
    threads *const lists[] = {&f->now, &f->step, &f->quantity, &f->bracket, &f->stack};
    size_t count = (size_t)phrase->length + 1;
    f->phrase = phrase;
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        lists[i]->items = base_arena_alloc(arena, count * 2 * sizeof(thread));
        if (lists[i]->items == NULL)
            return NULL;
    }
    f->mark = base_arena_array(arena, count, sizeof(*f->mark));
    f->waits = base_arena_array(arena, count, sizeof(*f->waits));
    phrase_tokens_init(&f->tokens, arena);
    return f->mark != NULL && f->waits != NULL ? f : NULL;
}

int text_phrase_find(text_phrase *phrase, base_str text, base_arena *arena, base_vec *matches,
                     size_t *work)
{
    text_span statement = {0, 0};
    int code = 0;
    if (text.len >= UINT32_MAX || !may_match(phrase, text))
        return 0;
    if (phrase->finder == NULL && (phrase->finder = open_finder(phrase)) == NULL)
        return HECHA_E_MEMORY;
    finder *f = phrase->finder;
    f->matches = matches;
    f->arena = arena;
    f->work = 0;
    f->failed = 0;
    phrase_tokens_begin(&f->tokens, text, phrase->wants_claims);
    while (code == 0 && text_span_next(text, TEXT_STATEMENT, statement.end, &statement)) {
        code = phrase_tokens_read(&f->tokens, statement);
        if (code == 0)
            run_statement(f);
        if (f->failed)
            code = HECHA_E_MEMORY;
    }
    if (work != NULL)
        *work += f->work;
    return code;
}

size_t text_phrase_work(const text_phrase *phrase)
{
    return 8 * ((size_t)phrase->length + phrase->pooled + phrase->word_count + 4);
}
