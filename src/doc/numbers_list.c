#include "doc/numbers_list.h"

#include "text/class.h"
#include "text/unit.h"
#include "text/utf8.h"

#define MAX_NESTED 8       /* lists of one level inside one another */
#define MAX_SEARCHED 4096u /* blocks between two siblings that are looked at */
#define MAX_MARKS 4

/* A list that may go on. */
typedef struct list {
    text_number_style style;
    int last;
    size_t first; /* index of its first number */
    size_t count;
    int slack; /* the last number was a repeated one: the next may be two on */
} list;

typedef struct stack {
    list items[MAX_NESTED];
    int depth;
} stack;

static doc_number_problem *report(doc_number_run *run, doc_number_fault fault, const doc_number *at,
                                  const doc_number *before)
{
    doc_number_problem *problem = base_vec_push(run->problems, run->arena);
    if (problem == NULL) {
        run->failed = 1;
        return NULL;
    }
    problem->fault = fault;
    problem->number = *at;
    problem->style = at->style;
    problem->before = before != NULL ? before->block : NULL;
    return problem;
}

static void report_value(doc_number_run *run, doc_number_fault fault, const doc_number *at,
                         const doc_number *before, text_number_style style, int expected)
{
    doc_number_problem *problem = report(run, fault, at, before);
    if (problem != NULL) {
        problem->style = style;
        problem->expected = expected;
    }
}

/* ---- what stands between two siblings ---- */

/* The numeral at the start of a text without a mark behind it: 三其他事项, 3 其他事项. */
static int is_unmarked(base_str text, int value)
{
    size_t length;
    base_str body = text_trim(text);
    if (text_numbering_read(body).style != TEXT_NUMBER_NONE)
        return 0;
    if (text_numeral(body, &length) == value) {
        size_t at = text_skip_space(body, length);
        int spaced = at > length;
        int counts = !spaced && text_unit_read(base_str_from(body, at)) > 0;
        return !counts && text_is_han(text_utf8_next(body, &at)) && body.len - length >= 6;
    }
    /* 32023年: a digit glued to a figure */
    size_t at = 0;
    uint32_t first = text_utf8_next(body, &at);
    return value < 10 && text_digit(first) == value && text_digit(text_utf8_next(body, &at)) >= 0 &&
           length == 5;
}

/* 1 if the text holds the number in its style at the start of a clause, but for its own start. */
static int holds(base_str text, text_number_style style, int value)
{
    uint32_t before = 0;
    for (size_t at = 0; at < text.len;) {
        if (at > 0 && doc_number_may_follow(before)) {
            text_numbering number = text_numbering_read(base_str_from(text, at));
            if (number.style == style && number.value == value)
                return 1;
        }
        before = text_utf8_next(text, &at);
    }
    return 0;
}

/* A table of one or two columns may be there for the layout only. */
static int table_holds(const doc_table *table, text_number_style style, int value)
{
    for (size_t i = 0; table != NULL && table->columns <= 2 && i < table->count; i++) {
        base_str text = table->cells[i].text.raw;
        text_numbering number = text_numbering_read(text);
        if ((number.style == style && number.value == value) || holds(text, style, value))
            return 1;
    }
    return 0;
}

typedef struct between {
    int found;             /* the number stands there after all */
    const doc_block *lone; /* a number of another style in its place */
    const doc_block *bare; /* the number without a mark */
    int others;            /* numbers of the style of `lone` */
} between;

static void look_at(const doc_block *block, text_number_style style, int value, between *out)
{
    text_numbering number = doc_number_of(block);
    if (number.style == style) {
        out->found |= number.value == value;
        return;
    }
    if (number.style != TEXT_NUMBER_NONE && number.value == value && out->lone == NULL)
        out->lone = block;
    else if (number.style == TEXT_NUMBER_NONE && out->bare == NULL &&
             is_unmarked(block->text.raw, value))
        out->bare = block;
    out->found |= holds(block->text.raw, style, value) || table_holds(block->table, style, value);
}

/* The block after `block` that stands before `end`; NULL: there is none. */
static const doc_block *step(const doc_block *block, const doc_block *end, size_t *looked)
{
    if (block == NULL || block == end || ++*looked > MAX_SEARCHED)
        return NULL;
    block = doc_next(block);
    return block == end ? NULL : block;
}

static void count_others(const doc_block *from, const doc_block *end, between *out)
{
    text_number_style style = doc_number_of(out->lone).style;
    size_t looked = 0;
    for (const doc_block *block = from; block != NULL; block = step(block, end, &looked))
        out->others += block != from && block != out->lone && doc_number_of(block).style == style;
}

static between look_between(const doc_number_run *run, const doc_number *before,
                            const doc_number *at, text_number_style style, int value)
{
    between out = {0, NULL, NULL, 0};
    const doc_block *from = before != NULL ? before->block : run->start;
    size_t looked = 0;
    if (from != NULL)
        out.found = holds(from->text.raw, style, value);
    else
        from = run->document->first;
    for (const doc_block *block = step(from, at->block, &looked); block != NULL && !out.found;
         block = step(block, at->block, &looked))
        look_at(block, style, value, &out);
    if (out.lone != NULL)
        count_others(from, at->block, &out);
    return out;
}

/* 1 if the number goes on where the last one of its style, under another heading, ended. */
static int goes_on(const doc_number_run *run, const doc_number *at)
{
    int last = 0;
    for (const doc_block *block = run->document->first; block != at->block;
         block = doc_next(block)) {
        text_numbering number = doc_number_of(block);
        if (number.style == at->style)
            last = number.value;
    }
    return last > 0 && last + 1 == at->value;
}

/* Numbers from `first` on are missing before `at`: reports what there is to report, and once. */
static void report_gap(doc_number_run *run, const doc_number *before, const doc_number *at,
                       text_number_style style, int first)
{
    for (int value = first; value < at->value; value++) {
        between seen = look_between(run, before, at, style, value);
        if (seen.found)
            continue;
        doc_number shown = *at;
        if (seen.bare != NULL && !at->inlined) {
            shown.block = seen.bare;
            shown.value = value;
            shown.printed = base_str_n(NULL, 0);
            report_value(run, DOC_NUMBER_UNMARKED, &shown, before, style, value);
        } else if (seen.lone != NULL && seen.others == 0 && !at->inlined) {
            text_numbering number = doc_number_of(seen.lone);
            if (seen.lone->kind == DOC_HEADING && before != NULL && before->value == value - 1)
                return; /* told as the only number under its heading */
            shown.block = seen.lone;
            shown.value = number.value;
            shown.style = number.style;
            shown.printed = number.printed;
            report_value(run, DOC_NUMBER_STYLE, &shown, before, style, value);
        } else {
            report_value(run, DOC_NUMBER_GAP, at, before, style, value);
        }
        return;
    }
}

/* ---- the order ---- */

/* A list of one that begins inside another of its style, which goes on behind it (`next`; 0: it
 * does not), is a wrong number, not a list. Returns 1 if it stood in the place of the outer one's
 * next number. */
static int close_single(doc_number_run *run, const stack *open, int next)
{
    const list *inner = &open->items[open->depth - 1];
    if (open->depth < 2 || inner->count != 1 || next == 0)
        return 0;
    const list *outer = inner - 1;
    const doc_number *single = &run->numbers[inner->first];
    if (single->level == 0 || outer->style != inner->style)
        return 0;
    const doc_block *block = run->numbers[inner->first - 1].block;
    for (; block != single->block; block = doc_next(block))
        if (block->kind == DOC_TABLE ||
            base_str_starts(base_str_trim(block->text.raw), base_str_c("附")))
            return 0;
    report_value(run, DOC_NUMBER_REPEAT, single, &run->numbers[inner->first - 1], inner->style,
                 outer->last + 1);
    return next == outer->last + 2;
}

/* The innermost open list that the number continues, or -1; `same`: of its style only. */
static int find_open(const stack *open, const doc_number *number, int same)
{
    for (int i = open->depth - 1; i >= 0; i--) {
        const list *item = &open->items[i];
        if (same && item->style != number->style)
            continue;
        if (number->value == item->last + 1 ||
            (same && item->slack && number->value == item->last + 2))
            return i;
    }
    return -1;
}

static void close_to(doc_number_run *run, stack *open, int depth, int next)
{
    while (open->depth > depth) {
        int replaced = close_single(run, open, next);
        open->depth--;
        if (replaced)
            open->items[open->depth - 1].last++;
    }
}

static void begin(stack *open, const doc_number *number, size_t index)
{
    if (open->depth == MAX_NESTED)
        open->depth--;
    open->items[open->depth++] = (list){number->style, number->value, index, 1, 0};
}

/* The list of the number's style whose last number is nearest below it, else the innermost. */
static int find_like(const stack *open, const doc_number *number)
{
    int best = -1;
    for (int i = open->depth - 1; i >= 0; i--) {
        const list *item = &open->items[i];
        if (item->style != number->style)
            continue;
        if (best < 0 || (item->last < number->value && (open->items[best].last > number->value ||
                                                        item->last > open->items[best].last)))
            best = i;
    }
    return best;
}

static int is_bracketed(text_number_style style)
{
    return style == TEXT_NUMBER_HAN_BRACKET || style == TEXT_NUMBER_DIGIT_BRACKET;
}

/* A single number under a heading that goes on with the heading's own: it is no list below it but a
 * sibling in another style. 1 if so, and told. */
static int is_sibling_of_parent(doc_number_run *run, const doc_number *number)
{
    if (run->count != 1 || run->start == NULL)
        return 0;
    text_numbering above = doc_number_of(run->start);
    if (above.style == TEXT_NUMBER_NONE || above.value + 1 != number->value ||
        is_bracketed(above.style) != is_bracketed(number->style))
        return 0;
    if (look_between(run, NULL, number, number->style, number->value - 1).found)
        return 0;
    doc_number parent = {run->start, above.style, above.value, above.printed, run->start->level, 0};
    report_value(run, DOC_NUMBER_STYLE, number, &parent, above.style, number->value);
    return 1;
}

static void take_unexpected(doc_number_run *run, stack *open, size_t index)
{
    const doc_number *number = &run->numbers[index];
    const doc_number *before = index > 0 ? number - 1 : NULL;
    int at = find_like(open, number);
    if (at < 0) {
        if (number->level > 0 && !goes_on(run, number) && !is_sibling_of_parent(run, number))
            report_gap(run, NULL, number, number->style, 1);
        begin(open, number, index);
        return;
    }
    close_to(run, open, at + 1, number->value);
    list *item = &open->items[at];
    if (number->value > item->last + 1)
        report_gap(run, before, number, number->style, item->last + 1);
    else if (number->value == item->last)
        report_value(run, DOC_NUMBER_REPEAT, number, before, number->style, item->last + 1);
    else if (number->value < item->last && number->level > 0)
        report_value(run, DOC_NUMBER_ORDER, number, before, number->style, item->last + 1);
    item->slack = number->value == item->last;
    item->last = number->value;
    item->count++;
}

static void take(doc_number_run *run, stack *open, size_t index)
{
    const doc_number *number = &run->numbers[index];
    int at = find_open(open, number, 1);
    if (at < 0 && number->level > 0)
        at = find_open(open, number, 0);
    if (at < 0 && number->value == 1) {
        begin(open, number, index);
        return;
    }
    if (at < 0) {
        take_unexpected(run, open, index);
        return;
    }
    close_to(run, open, at + 1, number->value);
    list *item = &open->items[at];
    if (item->style != number->style)
        report_value(run, DOC_NUMBER_STYLE, number, number - 1, item->style, number->value);
    item->slack = 0;
    item->last = number->value;
    item->count++;
}

/* ---- marks ---- */

typedef struct mark_count {
    const char *mark;
    size_t first, count;
} mark_count;

/* Among the numbers of a style, one mark should stand behind all; the first other one is told. */
static void check_marks(doc_number_run *run, text_number_style style)
{
    mark_count marks[MAX_MARKS];
    size_t kinds = 0, best = 0;
    for (size_t i = 0; i < run->count; i++) {
        if (run->numbers[i].style != style || run->numbers[i].block->list_depth > 0)
            continue;
        const char *mark = text_number_mark(run->numbers[i].printed);
        size_t k = 0;
        while (k < kinds && strcmp(marks[k].mark, mark) != 0)
            k++;
        if (k == MAX_MARKS)
            continue;
        if (k == kinds)
            marks[kinds++] = (mark_count){mark, i, 0};
        marks[k].count++;
    }
    for (size_t k = 1; k < kinds; k++)
        if (marks[k].count > marks[best].count)
            best = k;
    if (kinds < 2)
        return;
    const doc_number *odd = &run->numbers[marks[best == 0 ? 1 : 0].first];
    doc_number_problem *problem = report(run, DOC_NUMBER_MARK, odd, NULL);
    if (problem != NULL) {
        problem->usual = base_str_c(marks[best].mark);
        problem->before = run->numbers[marks[best].first].block;
    }
}

/* Of two styles that share a list the first number decides; where it alone differs, the second. */
static void settle_first(doc_number_run *run, stack *open)
{
    const doc_number *n = run->numbers;
    if (run->count < 3 || n[0].level == 0 || n[0].style == n[1].style || n[1].style != n[2].style ||
        n[0].value != 1 || n[1].value != 2)
        return;
    report_value(run, DOC_NUMBER_STYLE, &n[0], &n[1], n[1].style, 1);
    open->items[0].style = n[1].style;
}

void doc_number_run_check(doc_number_run *run)
{
    stack open = {.depth = 0};
    for (size_t i = 0; i < run->count; i++) {
        take(run, &open, i);
        if (i == 0)
            settle_first(run, &open);
    }
    close_to(run, &open, 1, 0);
    if (run->count > 0 && run->numbers[0].inlined)
        return;
    for (int style = TEXT_NUMBER_CHAPTER; style < TEXT_NUMBER_ORDINAL; style++)
        check_marks(run, (text_number_style)style);
}
