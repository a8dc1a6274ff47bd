/* Lists of figures: text/enumeration.h. One walk over each sentence; a stack holds the lists that
 * are open. */
#include "text/enumeration.h"

#include "text/class.h"
#include "text/enumeration_words.h"
#include "text/prose.h"
#include "text/utf8.h"

#define MAX_OPEN 4
#define NEAR 12    /* bytes between a figure and 等 */
#define HEADING 36 /* bytes between a figure and the colon of its list */
#define PERCENT 40 /* bytes between a figure and its percentage */
#define EARLIER 8  /* figures of earlier sentences that are kept */

typedef struct open_list {
    size_t index;   /* in `made` */
    int brackets;   /* open brackets where its parts stand */
    int by_bracket; /* it ends with its bracket */
} open_list;

typedef struct reader {
    base_arena *arena;
    base_str text;
    const base_vec *quantities; /* of the text, if they are known */
    size_t taken;               /* so many of them */
    base_vec made;              /* of text_enumeration; some are dropped in the end */
    base_vec order;             /* of text_part: 一是 二是 */
    base_vec loose;             /* of text_part: those of the sentence in no list */
    text_span sentence;
    size_t previous; /* where the sentence before begins */
    open_list open[MAX_OPEN];
    int depth, brackets;
    text_quantity next, last, outer; /* outer: the last one outside of brackets */
    int has_next, has_last, has_outer;
    text_quantity earlier[EARLIER]; /* of earlier sentences, the nearest first */
    size_t earlier_count;
    size_t label; /* where the words before the next figure begin */
    int listed;   /* a list was opened in this sentence */
    int failed;
} reader;

const char *text_enumeration_name(text_enumeration_kind kind)
{
    static const char *const names[] = {"of_which", "includes", "respectively", "colon",  "bracket",
                                        "list",     "sum",      "counted",      "ordered"};
    return names[kind];
}

/* ---- lists ---- */

static text_enumeration *made_at(const reader *r, size_t index)
{
    return base_vec_at(&r->made, index);
}

static text_enumeration *top(const reader *r)
{
    return r->depth > 0 ? made_at(r, r->open[r->depth - 1].index) : NULL;
}

static text_enumeration *make(reader *r, text_enumeration_kind kind, size_t start)
{
    text_enumeration *made = base_vec_push(&r->made, r->arena);
    if (made == NULL) {
        r->failed = 1;
        return NULL;
    }
    made->kind = kind;
    made->start = made->end = start;
    made->sentence = r->sentence;
    made->previous = r->previous;
    base_vec_init(&made->parts, sizeof(text_part));
    return made;
}

static void add_total(text_enumeration *list, const text_quantity *quantity)
{
    for (size_t i = 0; i < list->total_count; i++)
        if (list->totals[i].start == quantity->start)
            return;
    if (list->total_count < TEXT_MAX_TOTALS)
        list->totals[list->total_count++] = *quantity;
}

/* What a list that begins here may divide: the figure before it, what that belongs to, the other
 * figures of the sentence, those of earlier sentences. */
static void find_totals(const reader *r, text_enumeration *list)
{
    if (r->has_last)
        add_total(list, &r->last);
    for (int i = r->depth; i > 0; i--) {
        const text_enumeration *around = made_at(r, r->open[i - 1].index);
        if (around != list && around->total_count > 0)
            add_total(list, &around->totals[0]);
    }
    for (size_t i = r->loose.count; i > 0 && list->total_count < TEXT_MAX_TOTALS; i--)
        add_total(list, &((text_part *)base_vec_at(&r->loose, i - 1))->quantity);
    for (size_t i = 0; i < r->earlier_count && !r->has_last; i++)
        add_total(list, &r->earlier[i]);
}

static void open_list_at(reader *r, text_enumeration_kind kind, size_t start, int by_bracket)
{
    const text_enumeration *around = top(r);
    size_t inside = 0;
    if (r->depth == MAX_OPEN)
        return;
    if (around != NULL && around->parts.count > 0)
        inside = r->open[r->depth - 1].index + 1;
    text_enumeration *made = make(r, kind, start);
    if (made == NULL)
        return;
    made->inside = inside;
    find_totals(r, made);
    r->open[r->depth].index = r->made.count - 1;
    r->open[r->depth].brackets = r->brackets;
    r->open[r->depth].by_bracket = by_bracket;
    r->depth++;
    r->listed |= !by_bracket && r->brackets == 0;
}

/* A word that opens a list. Directly behind a bracket it says what the bracket's list is. */
static void open_by_word(reader *r, text_enumeration_kind kind, size_t start)
{
    text_enumeration *around = top(r);
    if (around != NULL && around->kind == TEXT_BRACKET && around->parts.count == 0)
        around->kind = kind;
    else if (around != NULL && around->parts.count == 0 &&
             r->open[r->depth - 1].brackets == r->brackets)
        return; /* 其中包括, 其中…分别为 */
    else
        open_list_at(r, kind, start, 0);
}

static void close_part(const base_vec *parts)
{
    if (parts->count > 0)
        ((text_part *)base_vec_at(parts, parts->count - 1))->closes = 1;
}

/* Closes lists inside lists, but not past a bracket that is open. */
static void close_inner(reader *r)
{
    while (r->depth > 1 && !r->open[r->depth - 1].by_bracket &&
           r->open[r->depth - 2].brackets == r->brackets)
        r->depth--;
    close_part(r->depth > 0 ? &top(r)->parts : &r->loose);
}

static void close_bracket(reader *r)
{
    if (r->brackets == 0)
        return;
    while (r->depth > 0 && r->open[r->depth - 1].brackets == r->brackets)
        r->depth--;
    r->brackets--;
    if (r->brackets == 0) {
        r->has_last = r->has_outer;
        r->last = r->outer;
    }
}

/* ---- parts ---- */

static base_str label_text(const reader *r, size_t end, text_span *span)
{
    base_str label = text_trim(base_str_n(r->text.ptr + r->label, end - r->label));
    span->start = label.len > 0 ? (size_t)(label.ptr - r->text.ptr) : end;
    span->end = span->start + label.len;
    return label;
}

static int holds(base_str text, const char *const *words)
{
    for (size_t offset = 0; offset < text.len; text_utf8_next(text, &offset))
        if (text_word_at(text, offset, words) > 0)
            return 1;
    return 0;
}

static int is_rest(base_str label)
{
    static const char *const words[] = {"其他", "其它", "其余", "剩余", NULL};
    return holds(label, words);
}

/* Figures that divide nothing: growth, aims, what is compared with. */
static int is_aside(const text_quantity *quantity, base_str label)
{
    static const char *const words[] = {"同比", "环比", "较上", "较去", "比上", "比去",
                                        "目标", "另有", "另外", "人均", "平均", "不超过",
                                        "历年", "以来", "历次", "历史", NULL};
    return quantity->change != TEXT_NO_CHANGE || holds(label, words);
}

/* 由100条增加到120条: what it was before is no part of what it is now. */
static int is_left(const reader *r, const text_quantity *quantity)
{
    static const char *const words[] = {"增加到", "增加至", "增至",   "增长到", "增长至",
                                        "上升到", "上升至", "升至",   "提高到", "提高至",
                                        "减少到", "减少至", "减至",   "下降到", "下降至",
                                        "降至",   "降到",   "精简到", "精简至", NULL};
    return text_word_at(r->text, quantity->end, words) > 0;
}

static int is_countable(const text_quantity *quantity)
{
    return quantity->kind == TEXT_COUNT || quantity->kind == TEXT_MONEY;
}

static text_part *push_part(reader *r, base_vec *parts, const text_quantity *quantity,
                            text_span label)
{
    text_part *part = base_vec_push(parts, r->arena);
    if (part == NULL) {
        r->failed = 1;
        return NULL;
    }
    part->label = label;
    part->quantity = *quantity;
    part->has_quantity = 1;
    return part;
}

static int same_unit(const base_vec *parts, const text_quantity *quantity)
{
    const text_part *first = base_vec_at(parts, 0);
    return parts->count == 0 || base_str_eq(first->quantity.unit, quantity->unit);
}

/* Terms before 合计8件 or 共计8件. */
static void add_sum(reader *r, const text_quantity *quantity)
{
    const text_enumeration *around = top(r);
    const base_vec *terms = around != NULL ? &around->parts : &r->loose;
    if (terms->count < 2 || !same_unit(terms, quantity))
        return;
    size_t count = terms->count;
    size_t from = around != NULL ? r->open[r->depth - 1].index : 0;
    text_enumeration *made = make(r, TEXT_SUM, quantity->start);
    if (made == NULL)
        return;
    terms = around != NULL ? &made_at(r, from)->parts : &r->loose;
    for (size_t i = 0; i < count && !r->failed; i++) {
        text_part *copy = base_vec_push(&made->parts, r->arena);
        if (copy == NULL)
            r->failed = 1;
        else
            *copy = *(text_part *)base_vec_at(terms, i);
    }
    if (r->failed)
        return;
    add_total(made, quantity);
    made->start = ((text_part *)base_vec_at(&made->parts, 0))->label.start;
    made->end = quantity->end;
    r->depth = 0;
    r->loose.count = 0;
}

/* 1 if the percentage is of the figure before it: ，占65.4%, （65.4%）; not ，甲占65.4%. */
static int is_share(const reader *r, const text_quantity *figure, const text_quantity *percent)
{
    static const char *const words[] = {"占",   "约占", "所占", "大约占", "各占",
                                        "比例", "比重", "比率", NULL};
    static const char *const several[] = {"分别", NULL};
    size_t at = figure->end;
    while (at < percent->start) {
        size_t next = at;
        uint32_t mark = text_fold(text_utf8_next(r->text, &next));
        if (mark != ',' && mark != '(' && mark != ')' && !text_is_space(mark))
            break;
        at = next;
    }
    if (at == percent->start)
        return r->brackets > 0;
    return text_word_at(r->text, at, words) > 0 &&
           !holds(base_str_n(r->text.ptr + at, percent->start - at), several);
}

static void add_percent(reader *r, const text_quantity *quantity)
{
    text_enumeration *list = top(r);
    for (int i = r->depth - 1; i > 0 && list->parts.count == 0; i--)
        list = made_at(r, r->open[i - 1].index); /* 网站6条（占6%）: a bracket without parts */
    base_vec *parts = list != NULL && list->parts.count > 0 ? &list->parts : &r->loose;
    if (parts->count == 0)
        return;
    text_part *part = base_vec_at(parts, parts->count - 1);
    if (part->has_percent || quantity->start - part->quantity.end > PERCENT ||
        quantity->change != TEXT_NO_CHANGE || !is_share(r, &part->quantity, quantity))
        return;
    part->percent = *quantity;
    part->has_percent = 1;
    if (list != NULL)
        list->end = quantity->end;
}

static void add_part(reader *r, const text_quantity *quantity, text_span span, base_str label)
{
    text_enumeration *list = top(r);
    if (list != NULL && r->open[r->depth - 1].brackets == r->brackets &&
        same_unit(&list->parts, quantity)) {
        push_part(r, &list->parts, quantity, span);
        list->end = quantity->end;
        list->rest |= is_rest(label);
    } else if (list == NULL && r->brackets == 0) {
        push_part(r, &r->loose, quantity, span);
    }
}

static void take_quantity(reader *r, const text_quantity *quantity)
{
    static const char *const sums[] = {"合计", "总计", "共计", "共", "总共", NULL};
    static const char *const others[] = {"另有", "另外", NULL};
    text_span span;
    base_str label = label_text(r, quantity->start, &span);
    const text_enumeration *list = top(r);
    int bare = quantity->kind == TEXT_BARE && list != NULL && list->kind == TEXT_RESPECTIVELY;
    if (text_word_at(label, 0, others) > 0)
        r->depth = 0;
    if (quantity->kind == TEXT_PERCENT) {
        add_percent(r, quantity);
    } else if (text_counts_parts(r->text, quantity)) {
        text_enumeration *made = make(r, TEXT_COUNTED, quantity->start);
        if (made != NULL) {
            add_total(made, quantity);
            text_counted_list(r->text, quantity, &r->order, made);
        }
    } else if ((is_countable(quantity) || bare) && !is_aside(quantity, label) &&
               !is_left(r, quantity)) {
        size_t word = text_word_at(label, 0, sums);
        if (word > 0 && word == label.len)
            add_sum(r, quantity);
        else
            add_part(r, quantity, span, label);
        r->last = *quantity;
        r->has_last = 1;
        if (r->brackets == 0) {
            r->outer = *quantity;
            r->has_outer = 1;
        }
    }
}

/* ---- the walk ---- */

static size_t read_word(reader *r, size_t offset)
{
    static const struct {
        const char *const words[6];
        text_enumeration_kind kind;
    } all[] = {{{"其中", NULL}, TEXT_OF_WHICH},
               {{"包括", "包含", NULL}, TEXT_INCLUDES},
               {{"分别为", "分别是", "分别有", "分别达", NULL}, TEXT_RESPECTIVELY}};
    static const char *const contains[] = {"含", NULL};
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        size_t length = text_word_at(r->text, offset, all[i].words);
        if (length > 0) {
            open_by_word(r, all[i].kind, offset);
            return length;
        }
    }
    text_enumeration *around = top(r);
    size_t length = text_word_at(r->text, offset, contains);
    if (length > 0 && around != NULL && around->kind == TEXT_BRACKET && around->parts.count == 0) {
        around->kind = TEXT_OF_WHICH;
        return length;
    }
    return 0;
}

/* 1 if the last figure ends right here, or `most` bytes before with no mark between. */
static int behind_figure(const reader *r, size_t offset, size_t most)
{
    return r->has_last && r->label == r->last.end && offset - r->last.end <= most;
}

/* 584条，具体情况如下：the list divides the figure of the clause before. */
static int announces(const reader *r, size_t offset)
{
    static const char below[] = "如下";
    base_str words = base_str_n(r->text.ptr + r->label, offset - r->label);
    return r->has_last && base_str_ends(words, base_str_c(below)) &&
           offset - r->last.end <= (size_t)2 * HEADING;
}

static void read_mark(reader *r, uint32_t mark, size_t offset, size_t next)
{
    switch (mark) {
    case '(':
        r->brackets++;
        if (behind_figure(r, offset, 0))
            open_list_at(r, TEXT_BRACKET, r->last.start, 1);
        break;
    case ')':
        close_bracket(r);
        break;
    case ':':
        if (top(r) == NULL && (behind_figure(r, offset, HEADING) || announces(r, offset)))
            open_list_at(r, TEXT_COLON, r->last.start, 0);
        break;
    case ';':
        close_inner(r);
        break;
    case ',':
    case 0x3001: /* 、 */
        break;
    case 0x7B49: /* 等 */
        if (top(r) != NULL && behind_figure(r, offset, NEAR))
            top(r)->open = 1;
        return;
    default:
        return;
    }
    r->label = next;
}

/* A sentence of figures with percentages, without a word that makes it a list. */
static void end_loose(reader *r)
{
    size_t percents = 0, rest = 0;
    if (r->listed || r->loose.count < 3)
        return;
    for (size_t i = 0; i < r->loose.count; i++) {
        const text_part *part = base_vec_at(&r->loose, i);
        base_str label = text_span_str(r->text, part->label);
        if (!same_unit(&r->loose, &part->quantity))
            return;
        percents += (size_t)part->has_percent;
        rest += (size_t)is_rest(label);
    }
    if (percents < 2)
        return;
    const text_part *first = base_vec_at(&r->loose, 0);
    text_enumeration *made = make(r, TEXT_LIST, first->label.start);
    if (made == NULL)
        return;
    made->parts = r->loose;
    base_vec_init(&r->loose, sizeof(text_part));
    const text_part *last = base_vec_at(&made->parts, made->parts.count - 1);
    made->end = last->has_percent ? last->percent.end : last->quantity.end;
    made->rest = rest > 0;
    for (size_t i = 0; i < r->earlier_count; i++)
        add_total(made, &r->earlier[i]);
}

/* Keeps the figures of the sentence for those to come, the last one first. */
static void keep_earlier(reader *r)
{
    for (size_t i = 0; i < r->loose.count; i++) {
        if (r->earlier_count < EARLIER)
            r->earlier_count++;
        memmove(r->earlier + 1, r->earlier, (r->earlier_count - 1) * sizeof(r->earlier[0]));
        r->earlier[0] = ((text_part *)base_vec_at(&r->loose, i))->quantity;
    }
}

/* The quantity at or behind the byte, which is 0 or the end of the one before. */
static void next_quantity(reader *r, size_t from)
{
    if (r->quantities == NULL) {
        r->has_next = text_quantity_next(r->text, from, &r->next);
        return;
    }
    r->has_next = r->taken < r->quantities->count;
    if (r->has_next)
        r->next = *(const text_quantity *)base_vec_at(r->quantities, r->taken++);
}

/* 1 for what the words of read_word begin with, and for 等: 其 包 分 含. */
static int may_begin(uint32_t codepoint)
{
    return codepoint == 0x5176 || codepoint == 0x5305 || codepoint == 0x5206 ||
           codepoint == 0x542B || codepoint == 0x7B49;
}

/* Takes the word or mark at the offset, which begins no quantity; the offset behind it and behind
 * characters that say nothing. */
static size_t read_character(reader *r, size_t offset)
{
    size_t next = offset;
    uint32_t mark = text_fold(text_utf8_next(r->text, &next));
    size_t length = may_begin(mark) ? read_word(r, offset) : 0;
    if (length > 0)
        r->label = next = offset + length;
    else
        read_mark(r, mark, offset, next);
    size_t end = r->sentence.end;
    if (r->has_next && r->next.start < end)
        end = r->next.start;
    return text_skip_han(r->text, next, end, may_begin);
}

static void read_sentence(reader *r)
{
    size_t offset = r->sentence.start;
    r->label = offset;
    r->depth = r->brackets = 0;
    r->has_last = r->has_outer = r->listed = 0;
    r->loose.count = 0;
    while (offset < r->sentence.end && !r->failed) {
        while (r->has_next && r->next.start < offset)
            next_quantity(r, r->next.end);
        if (r->has_next && r->next.start == offset && r->next.end > offset) {
            text_quantity found = r->next;
            take_quantity(r, &found);
            r->label = offset = found.end;
        } else {
            offset = read_character(r, offset);
        }
    }
    end_loose(r);
    keep_earlier(r);
}

/* The order words of the whole text as one enumeration, the last one made. */
static void add_order(reader *r)
{
    if (r->failed || r->order.count == 0)
        return;
    const text_part *first = base_vec_at(&r->order, 0);
    const text_part *last = base_vec_at(&r->order, r->order.count - 1);
    r->sentence = (text_span){first->label.start, last->label.end};
    text_enumeration *made = make(r, TEXT_ORDERED, first->label.start);
    if (made == NULL)
        return;
    made->end = last->label.end;
    made->parts = r->order;
}

/* ---- what is kept ---- */

/* Totals in another unit than the parts are none; a list that names no unit has no total either. */
static void drop_totals(text_enumeration *list)
{
    size_t kept = 0;
    base_str unit = base_str_n(NULL, 0);
    for (size_t i = 0; i < list->parts.count && unit.len == 0; i++)
        unit = ((text_part *)base_vec_at(&list->parts, list->parts.count - 1 - i))->quantity.unit;
    for (size_t i = 0; i < list->total_count; i++)
        if (base_str_eq(list->totals[i].unit, unit))
            list->totals[kept++] = list->totals[i];
    list->total_count = kept;
}

/* 公开100条。其中网站60条…: the list begins its sentence and its total is the only one of the
 * sentence before. */
static int is_continued(const text_enumeration *list)
{
    return list->start == list->sentence.start && list->total_count > 0 &&
           list->totals[0].start >= list->previous &&
           (list->total_count == 1 || list->totals[1].start < list->previous);
}

static int is_kept(text_enumeration *list)
{
    size_t needed = list->kind == TEXT_BRACKET || list->kind == TEXT_COLON ? 2 : 1;
    if (list->kind == TEXT_COUNTED || list->kind == TEXT_ORDERED)
        return 1;
    drop_totals(list);
    list->same_sentence = list->total_count > 0 &&
                          (list->totals[0].start >= list->sentence.start || is_continued(list));
    if (list->same_sentence && list->totals[0].start >= list->sentence.start &&
        list->totals[0].start < list->start)
        list->start = list->totals[0].start;
    return list->parts.count >= needed;
}

static int hand_over(reader *r, base_vec *out)
{
    size_t *numbers = base_arena_array(r->arena, r->made.count + 1, sizeof(*numbers));
    if (numbers == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < r->made.count; i++) {
        text_enumeration *made = made_at(r, i);
        if (!is_kept(made))
            continue;
        made->inside = made->inside > 0 ? numbers[made->inside - 1] : 0;
        text_enumeration *kept = base_vec_push(out, r->arena);
        if (kept == NULL)
            return HECHA_E_MEMORY;
        *kept = *made;
        numbers[i] = out->count;
    }
    return 0;
}

int text_enumerations(base_arena *arena, base_str text, const base_vec *quantities, base_vec *out)
{
    reader r;
    memset(&r, 0, sizeof(r));
    r.arena = arena;
    r.text = text;
    base_vec_init(&r.made, sizeof(text_enumeration));
    base_vec_init(&r.loose, sizeof(text_part));
    base_vec_init(&r.order, sizeof(text_part));
    if (text_order_words(arena, text, &r.order) != 0)
        return HECHA_E_MEMORY;
    r.quantities = quantities;
    next_quantity(&r, 0);
    while (!r.failed && text_span_next(text, TEXT_SENTENCE, r.sentence.end, &r.sentence)) {
        read_sentence(&r);
        r.previous = r.sentence.start;
    }
    add_order(&r);
    return r.failed ? HECHA_E_MEMORY : hand_over(&r, out);
}
