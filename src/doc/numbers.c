#include "doc/numbers.h"

#include "doc/numbers_list.h"
#include "text/class.h"
#include "text/utf8.h"

#define LEVELS 10     /* 0: numbered paragraphs; headings from 1 */
#define INLINE LEVELS /* 一是 */
#define MAX_ORDINAL 20

/* The siblings open at each level. */
typedef struct walk {
    const doc *document;
    base_arena *arena;
    base_vec *problems;
    base_vec open[LEVELS + 1];
    const doc_block *heading[LEVELS]; /* the open heading of a level */
    int failed;
} walk;

const char *doc_number_fault_name(doc_number_fault fault)
{
    static const char *const names[] = {"gap", "repeat", "order", "style", "mark", "unmarked"};
    return names[fault];
}

text_number_style doc_number_style_at(int depth)
{
    static const text_number_style styles[] = {TEXT_NUMBER_HAN, TEXT_NUMBER_HAN_BRACKET,
                                               TEXT_NUMBER_DIGIT, TEXT_NUMBER_DIGIT_BRACKET};
    return styles[depth < 4 ? depth - 1 : 3];
}

text_numbering doc_number_of(const doc_block *block)
{
    text_numbering number = text_numbering_read(block->number);
    if (number.style == TEXT_NUMBER_DIGIT && block->list_depth > 0)
        number.style = doc_number_style_at(block->list_depth);
    else if (number.style == TEXT_NUMBER_NONE && block->number.len > 0) {
        /* automatic numbers may have no mark: 1 */
        size_t length;
        int64_t value = text_numeral(block->number, &length);
        if (value > 0 && value < 1000 && length == block->number.len) {
            size_t at = 0;
            number.style = text_digit(text_utf8_next(block->number, &at)) >= 0 ? TEXT_NUMBER_DIGIT
                                                                               : TEXT_NUMBER_HAN;
            number.value = (int)value;
            number.printed = block->number;
        }
    }
    return number;
}

static const doc_block *heading_above(const walk *w, int level)
{
    int i = level == 0 || level == INLINE ? LEVELS - 1 : level - 1;
    for (; i > 0; i--)
        if (w->heading[i] != NULL)
            return w->heading[i];
    return NULL;
}

static void finish(walk *w, int level)
{
    base_vec *open = &w->open[level];
    doc_number_run run = {
        w->arena, heading_above(w, level), w->document, open->items, open->count, w->problems, 0};
    if (open->count > 0)
        doc_number_run_check(&run);
    w->failed |= run.failed;
    open->count = 0;
}

static void add(walk *w, int level, const doc_number *number)
{
    doc_number *slot = base_vec_push(&w->open[level], w->arena);
    if (slot == NULL)
        w->failed = 1;
    else
        *slot = *number;
}

/* A heading ends what is open below its level. */
static void take_heading(walk *w, const doc_block *block)
{
    int level = block->level < LEVELS ? block->level : LEVELS - 1;
    finish(w, 0);
    finish(w, INLINE);
    for (int i = LEVELS - 1; i > level; i--) {
        finish(w, i);
        w->heading[i] = NULL;
    }
    text_numbering number = doc_number_of(block);
    if (number.style != TEXT_NUMBER_NONE) {
        doc_number item = {block, number.style, number.value, number.printed, level, 0};
        add(w, level, &item);
    }
    w->heading[level] = block;
}

int doc_number_may_follow(uint32_t before)
{
    switch (before) {
    case 0:
    case 0x3002: /* 。 */
    case 0xFF1A: /* ： */
    case 0xFF1B: /* ； */
    case 0xFF0C: /* ， */
    case 0xFF01:
    case 0xFF1F:
    case ':':
    case ';':
    case ',':
        return 1;
    default:
        return text_is_space(before);
    }
}

static void take_ordinals(walk *w, const doc_block *block)
{
    base_str text = block->text.raw;
    uint32_t before = 0;
    for (size_t at = 0; at < text.len;) {
        if (!doc_number_may_follow(before)) {
            size_t behind = text_skip_han(text, at, text.len, NULL);
            if (behind > at) {
                at = behind;
                before = 0x4E00; /* or another ideograph: no number may follow */
                continue;
            }
        }
        size_t here = at;
        uint32_t codepoint = text_utf8_next(text, &at);
        if ((text_han_digit(codepoint) >= 0 || codepoint == 0x5341) &&
            doc_number_may_follow(before)) {
            text_numbering number = text_numbering_read(base_str_from(text, here));
            if (number.style == TEXT_NUMBER_ORDINAL && number.value <= MAX_ORDINAL) {
                doc_number item = {block, number.style, number.value, number.printed, 0, 1};
                add(w, INLINE, &item);
            }
        }
        before = codepoint;
    }
}

static void take_paragraph(walk *w, const doc_block *block)
{
    text_numbering number = doc_number_of(block);
    if (number.style != TEXT_NUMBER_NONE && number.style != TEXT_NUMBER_ORDINAL) {
        doc_number item = {block, number.style, number.value, number.printed, 0, 0};
        add(w, 0, &item);
    }
    take_ordinals(w, block);
}

int doc_numbers_check(const doc *document, base_arena *arena, base_vec *problems)
{
    walk w = {.document = document, .arena = arena, .problems = problems};
    for (int i = 0; i <= LEVELS; i++)
        base_vec_init(&w.open[i], sizeof(doc_number));
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        if (block->kind == DOC_HEADING)
            take_heading(&w, block);
        else if (block->kind == DOC_PARAGRAPH)
            take_paragraph(&w, block);
    }
    for (int i = LEVELS; i >= 0; i--)
        finish(&w, i);
    return w.failed ? -1 : 0;
}
