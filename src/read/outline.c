#include "read/outline.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "doc/numbers.h"
#include "read/outline_head.h"
#include "text/class.h"

#define MAX_TITLE_LINES 5
#define MAX_ASIDES 8      /* lines before or among the title that are not of it */
#define MAX_PAGE_LINES 60 /* of a page before its title */
#define MAX_MENUS 500     /* lines of links before the title */
#define MAX_STYLES 32     /* of numbers at once: TEXT_NUMBER_MULTI by its components */
#define MAX_LEVEL 9

/* A block that has a number or a style. */
typedef struct entry {
    doc_block *block;
    read_head head;
    int style;     /* of the number, with the components of 1.1; 0: none */
    int converted; /* the converter changed the style: `style` is what it was */
} entry;

typedef struct rank {
    int style;
    int level;
} rank;

typedef struct outline {
    doc_builder *builder;
    entry *entries;
    size_t count, cap;
    rank open[MAX_STYLES]; /* the styles under one another at this point */
    int depth;
    int last_level[MAX_STYLES];     /* level last given to a style of number */
    int style_level[MAX_LEVEL + 1]; /* level given to headings of a style level */
    int top_style;                  /* the smallest style level in use */
    int styled;                     /* headings by style: automatic numbers elsewhere are lists */
} outline;

/* titles */

static int count_heads(const doc_block *first, int level)
{
    int count = 0;
    for (; first != NULL; first = first->next)
        count += first->kind == DOC_HEADING && first->level == level;
    return count;
}

/* 1 if no heading of the level is numbered. */
static int is_plain_level(const doc_block *first, int level)
{
    for (; first != NULL; first = first->next)
        if (first->kind == DOC_HEADING && first->level == level &&
            (first->number.len > 0 ||
             read_head_of(first->text.raw).number.style != TEXT_NUMBER_NONE))
            return 0;
    return 1;
}

/* 1 if the headings of the block's level are those that stand here one after another, unnumbered:
 * the style of headings used for the lines of the title; or if the block reads as a title and the
 * captions of tables further down have its style. */
static int is_styled_title(const doc_block *block, const doc_block *first)
{
    int level = block->level, run = 0;
    int all = count_heads(first, level);
    if (read_head_is_title(block->text.raw) && is_plain_level(first, level))
        return 1;
    for (; block != NULL && block->kind == DOC_HEADING && block->level == level && run <= all;
         block = block->next, run++) {
        if (block->number.len > 0 || read_head_of(block->text.raw).number.style != TEXT_NUMBER_NONE)
            return 0;
    }
    return run == all && run <= MAX_TITLE_LINES;
}

static void make_title(doc_block *block)
{
    block->kind = DOC_TITLE;
    block->level = 0;
}

/* 1 if the block is a title line, 0 if it is not but others may follow, -1 if none does. */
static int title_line(const doc_block *block, doc_block *first)
{
    base_str text = block->text.raw;
    switch (block->kind) {
    case DOC_TITLE:
        return 1;
    case DOC_HEADING:
        return is_styled_title(block, first) ? 1 : -1;
    case DOC_PARAGRAPH:
        if (block->number.len > 0 || read_head_of(text).number.style != TEXT_NUMBER_NONE)
            return -1;
        if (read_head_is_title(text))
            return 1;
        return read_head_is_aside(text) ? 0 : -1;
    case DOC_TABLE:
        return -1;
    default:
        return 0;
    }
}

/* The title in large type of a page whose first lines lead elsewhere; NULL: there is none, or what
 * stands before it may belong to it. */
static doc_block *page_title(doc_block *first)
{
    int lines = 0;
    for (doc_block *block = first; block != NULL && lines <= MAX_PAGE_LINES; block = block->next) {
        if (block->kind == DOC_TITLE ||
            (block->kind == DOC_HEADING && is_styled_title(block, first)))
            return lines > 1 ? block : NULL;
        if (block->kind == DOC_HEADING ||
            (block->kind == DOC_PARAGRAPH && read_head_is_prose(block->text.raw)))
            return NULL;
        lines += block->kind == DOC_PARAGRAPH;
    }
    return NULL;
}

/* Lines of a web page before its menu are the site's. */
static void take_back(doc_block *first, const doc_block *end)
{
    for (; first != end; first = first->next) {
        if (first->kind == DOC_TITLE)
            first->kind = DOC_PARAGRAPH;
    }
}

/* 1 if a title so far tells of a year, as a report's does: what comes behind a line of links (打印,
 * 收藏) is the page's then. */
static int tells_a_year(const doc_block *first, const doc_block *end)
{
    for (; first != end; first = first->next) {
        if (first->kind == DOC_TITLE &&
            base_str_find(first->text.raw, base_str_c("年"), 0) != BASE_STR_NONE)
            return 1;
    }
    return 0;
}

/* 1 if a line behind the menus of a web page reads as a title: menus are none of it then. */
static int title_behind_menus(const doc_block *first)
{
    int menus = 0, others = 0;
    for (; first != NULL && menus < MAX_MENUS && others <= MAX_ASIDES; first = first->next) {
        menus += first->menu;
        others += !first->menu;
        if (menus > 0 && !first->menu && first->kind != DOC_TABLE &&
            read_head_is_title(first->text.raw))
            return first->number.len == 0 &&
                   read_head_of(first->text.raw).number.style == TEXT_NUMBER_NONE;
    }
    return 0;
}

/* Gives the first block that is not of the report's head. */
static doc_block *find_titles(doc_block *first)
{
    doc_block *block;
    int lines = 0, asides = 0, site = 0, menus = title_behind_menus(first);
    for (block = first; block != NULL; block = block->next) {
        if (menus && block->menu) {
            site = 1;
            continue;
        }
        int kind = title_line(block, first);
        if (kind > 0 && site && tells_a_year(first, block))
            break;
        if (kind > 0 && site) {
            take_back(first, block);
            lines = site = 0;
        }
        if (kind < 0 && block->kind == DOC_TABLE && lines == 0 && block->table->rows <= MAX_ASIDES)
            kind = 0; /* what a web page says of the report before it */
        if (kind < 0 || lines >= MAX_TITLE_LINES || asides > MAX_ASIDES)
            break;
        if (kind > 0)
            make_title(block);
        lines += kind;
        asides += kind == 0;
    }
    doc_block *body = block;
    for (; block != NULL && lines > 0; block = block->next) {
        if (block->kind == DOC_TITLE) /* the style of a caption further down */
            block->kind = DOC_PARAGRAPH;
    }
    return body;
}

/* numbers */

static int style_of(const text_numbering *number)
{
    size_t i;
    int components = 1;
    if (number->style != TEXT_NUMBER_MULTI)
        return (int)number->style;
    for (i = 0; i + 1 < number->printed.len; i++)
        components += number->printed.ptr[i] == '.';
    return TEXT_NUMBER_MULTI + (components < 8 ? components : 8);
}

/* Order in which styles stand under one another where nothing else is known. */
static int style_order(int style)
{
    if (style > TEXT_NUMBER_MULTI)
        return TEXT_NUMBER_DIGIT * 10 + style - TEXT_NUMBER_MULTI;
    return style * 10;
}

static int collect(outline *work, doc_block *body)
{
    doc_block *block;
    for (block = body; block != NULL; block = block->next) {
        if (block->kind != DOC_PARAGRAPH && block->kind != DOC_HEADING)
            continue;
        read_head head = read_head_of(block->text.raw);
        int numbered =
            head.number.style != TEXT_NUMBER_NONE && head.number.style != TEXT_NUMBER_ORDINAL;
        if (!numbered && block->kind == DOC_PARAGRAPH)
            continue;
        if (work->count == work->cap) {
            size_t cap = work->cap ? work->cap * 2 : 64;
            entry *entries = realloc(work->entries, cap * sizeof(*entries));
            if (entries == NULL)
                return HECHA_E_MEMORY;
            work->entries = entries;
            work->cap = cap;
        }
        entry *item = &work->entries[work->count++];
        memset(item, 0, sizeof(*item));
        item->block = block;
        item->head = head;
        item->style = numbered ? style_of(&head.number) : 0;
    }
    return 0;
}

/* A page that knows decimals only tells by nesting alone which of 一、 （一） 1. （1） a number
 * was. */
static void find_nested(outline *work)
{
    for (size_t i = 0; i < work->count; i++) {
        entry *item = &work->entries[i];
        if (item->block->list_depth > 0)
            item->style = (int)doc_number_style_at(item->block->list_depth);
    }
}

/* The style a converter that knows decimals only makes of a Chinese list number. */
static int original_style(int style)
{
    if (style == TEXT_NUMBER_DIGIT_BRACKET)
        return TEXT_NUMBER_HAN_BRACKET;
    return style == TEXT_NUMBER_DIGIT ? TEXT_NUMBER_HAN : 0;
}

static int may_be_converted(const entry *item)
{
    return !item->converted && item->head.spaced && original_style(item->style) != 0 &&
           item->block->number_source == DOC_NUMBER_NONE;
}

/* 1 if `other` is the sibling of `item` in its original style, `step` numbers on. */
static int is_sibling(const entry *item, const entry *other, int step)
{
    return other->style == original_style(item->style) &&
           other->head.number.value == item->head.number.value + step;
}

static void restore(entry *item)
{
    item->style = original_style(item->style);
    item->converted = 1;
}

static void find_converted(outline *work)
{
    size_t i;
    for (i = work->count; i-- > 1;) {
        entry *item = &work->entries[i - 1];
        if (may_be_converted(item) && is_sibling(item, item + 1, 1))
            restore(item);
    }
    for (i = 1; i < work->count; i++) {
        entry *item = &work->entries[i];
        int goes_on = i + 1 < work->count && item[1].style == item->style &&
                      item[1].head.number.value == item->head.number.value + 1 &&
                      !item[1].head.spaced;
        if (may_be_converted(item) && is_sibling(item, item - 1, -1) && !goes_on)
            restore(item);
    }
}

/* levels */

static int push(outline *work, int style, int level)
{
    if (level > MAX_LEVEL)
        level = MAX_LEVEL;
    if (work->depth == MAX_STYLES)
        work->depth--;
    work->open[work->depth].style = style;
    work->open[work->depth].level = level;
    work->depth++;
    return level;
}

static int top_level(const outline *work)
{
    return work->depth > 0 ? work->open[work->depth - 1].level : 0;
}

static void close_from(outline *work, int level)
{
    while (work->depth > 0 && work->open[work->depth - 1].level >= level)
        work->depth--;
}

static int number_level(outline *work, int style, int value)
{
    int i;
    for (i = work->depth - 1; i >= 0; i--) {
        if (work->open[i].style == style) {
            work->depth = i + 1;
            return work->open[i].level;
        }
    }
    if (value > 1 && work->last_level[style] > 0) {
        close_from(work, work->last_level[style]);
        return push(work, style, work->last_level[style]);
    }
    while (work->depth > 0 && work->open[work->depth - 1].style > 0 &&
           style_order(work->open[work->depth - 1].style) > style_order(style))
        work->depth--;
    return push(work, style, top_level(work) + 1);
}

/* A heading that only its style makes one. */
static int styled_level(outline *work, int style_level)
{
    int level = work->style_level[style_level];
    if (level == 0)
        level = style_level - work->top_style + 1;
    close_from(work, level);
    return push(work, -style_level, level);
}

static int clamp_level(int level)
{
    return level > MAX_LEVEL ? MAX_LEVEL : level;
}

static int heading_level(outline *work, const entry *item, int style_level)
{
    if (item->style == 0)
        return styled_level(work, style_level);
    int level = number_level(work, item->style, item->head.number.value);
    work->last_level[item->style] = level;
    if (style_level > 0 && work->style_level[style_level] == 0)
        work->style_level[style_level] = level;
    return level;
}

static void find_top_style(outline *work)
{
    size_t i;
    work->top_style = MAX_LEVEL;
    for (i = 0; i < work->count; i++) {
        const doc_block *block = work->entries[i].block;
        if (block->kind == DOC_HEADING && clamp_level(block->level) < work->top_style)
            work->top_style = clamp_level(block->level);
        work->styled |= block->kind == DOC_HEADING;
    }
}

static void set_number(doc_block *block, const entry *item)
{
    if (block->number.len > 0)
        return;
    base_str text = base_str_trim(block->text.raw);
    base_str printed = text_numbering_read(text).printed;
    if (item->style == 0 || printed.len == 0 || printed.ptr != text.ptr)
        return;
    block->number = printed;
    block->number_source = item->converted ? DOC_NUMBER_CONVERTER : DOC_NUMBER_TYPED;
}

static int is_automatic(const doc_block *block)
{
    return block->kind != DOC_HEADING &&
           (block->number_source == DOC_NUMBER_LIST || block->number_source == DOC_NUMBER_ORDERED);
}

static int is_automatic_line(const entry *item)
{
    return item->head.kind == READ_HEAD_LINE && is_automatic(item->block);
}

/* 1 if another short line with an automatic number stands right before or behind. */
static int is_list_item(const outline *work, const entry *item)
{
    const entry *last = work->entries + work->count - 1;
    if (!is_automatic_line(item))
        return 0;
    if (item > work->entries && item[-1].block->next == item->block && is_automatic_line(item - 1))
        return 1;
    return item < last && item->block->next == item[1].block && is_automatic_line(item + 1);
}

/* A heading by its style stays one unless it is prose. Where a file has headings by style,
 * short lines one after another that only their automatic numbers would make headings are a list.
 */
static read_head_kind decide(const outline *work, const entry *item)
{
    const doc_block *block = item->block;
    if (work->styled && is_list_item(work, item))
        return READ_HEAD_NONE;
    if (block->kind != DOC_HEADING || item->head.kind != READ_HEAD_NONE)
        return item->head.kind;
    return read_head_is_prose(block->text.raw) ? READ_HEAD_NONE : READ_HEAD_LINE;
}

static int apply(outline *work, const entry *item)
{
    doc_block *block = item->block;
    read_head_kind kind = decide(work, item);
    int style_level = block->kind == DOC_HEADING ? clamp_level(block->level) : 0;
    if (kind == READ_HEAD_NONE) {
        block->kind = DOC_PARAGRAPH;
        block->level = 0;
        return 0;
    }
    block->level = heading_level(work, item, style_level);
    block->kind = DOC_HEADING;
    if (kind != READ_HEAD_RUN_IN)
        return 0;
    const doc_block *before = block->next;
    int code = doc_build_split(work->builder, block, item->head.end);
    block->run_in = block->next != before;
    return code;
}

/* markdown's ** */

static int strip_marks(doc_builder *builder, doc_block *block)
{
    base_str raw = block->text.raw, mark = base_str_c("**");
    size_t at = base_str_find(raw, mark, 0), from = 0, marks = 0;
    base_buf text;
    if (at == BASE_STR_NONE)
        return 0;
    base_buf_init(&text);
    for (; at != BASE_STR_NONE; at = base_str_find(raw, mark, from), marks++) {
        base_buf_add(&text, raw.ptr + from, at - from);
        from = at + mark.len;
    }
    base_buf_add_str(&text, base_str_from(raw, from));
    int code = base_buf_failed(&text) ? HECHA_E_MEMORY : 0;
    /* a pair that a run-in heading was cut through leaves one mark on each side */
    int paired = marks % 2 == 0 || block->run_in;
    if (code == 0 && paired && base_str_trim(base_buf_str(&text)).len > 0)
        code = doc_build_retext(builder, block, base_buf_str(&text));
    base_buf_dispose(&text);
    return code;
}

static int finish_blocks(outline *work)
{
    doc_block *block;
    size_t i;
    int code = 0;
    for (block = doc_build_first(work->builder); block != NULL && code == 0; block = block->next) {
        if (block->kind == DOC_TITLE || block->kind == DOC_HEADING || block->kind == DOC_PARAGRAPH)
            code = strip_marks(work->builder, block);
    }
    for (i = 0; i < work->count && code == 0; i++)
        set_number(work->entries[i].block, &work->entries[i]);
    return code;
}

int read_outline(doc_builder *builder, int page, hecha_err *err)
{
    outline work;
    size_t i;
    memset(&work, 0, sizeof(work));
    work.builder = builder;
    doc_block *first = doc_build_first(builder);
    doc_block *title = page ? page_title(first) : NULL;
    doc_block *body = find_titles(title != NULL ? title : first);
    int code = collect(&work, body);
    find_nested(&work);
    find_converted(&work);
    find_top_style(&work);
    for (i = 0; i < work.count && code == 0; i++)
        code = apply(&work, &work.entries[i]);
    if (code == 0)
        code = finish_blocks(&work);
    free(work.entries);
    /* what the builder refused, it says when it is finished */
    if (code == HECHA_E_MEMORY && doc_build_status(builder) == 0)
        return base_err_memory(err);
    return 0;
}
