#include "read/outline_head.h"

#include "text/class.h"
#include "text/unit.h"
#include "text/utf8.h"

/* In code points. */
#define TITLE_LENGTH 50u
#define FIELDS_LENGTH 200  /* of a line of several fields */
#define LINE_LENGTH 50u    /* a numbered line without a stop */
#define STOPPED_LENGTH 25u /* a numbered line that ends with 。 */
#define COLON_LENGTH 25u   /* a head before ： */
#define STOP_LENGTH 40u    /* a head before 。 */
#define PROSE_LENGTH 100u

static int contains(base_str text, const char *word)
{
    return base_str_find(text, base_str_c(word), 0) != BASE_STR_NONE;
}

static int ends_with_any(base_str text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (base_str_ends(text, base_str_c(*words)))
            return 1;
    }
    return 0;
}

/* In code points; does not read on where the bytes alone tell. */
static int is_longer(base_str text, size_t length)
{
    return text.len > 4 * length || (text.len > length && text_utf8_length(text) > length);
}

static base_str without_marks(base_str text)
{
    base_str mark = base_str_c("**");
    base_str body = text_trim(text);
    while (base_str_starts(body, mark))
        body = text_trim(base_str_from(body, mark.len));
    while (base_str_ends(body, mark))
        body = text_trim(base_str_n(body.ptr, body.len - mark.len));
    return body;
}

/* A figure with a unit that is no date: what a heading does not state. */
static int has_quantity(base_str text)
{
    static const char *const dates[] = {"年", "月", "日", NULL};
    size_t at = 0;
    while (at < text.len) {
        uint32_t codepoint = text_utf8_next(text, &at);
        size_t next = at;
        if (text_digit(codepoint) < 0)
            continue;
        while (next < text.len && text_digit(text_utf8_next(text, &next)) >= 0)
            at = next;
        size_t unit = text_skip_space(text, at);
        if (text_word_at(text, unit, dates) == 0 && text_unit_read(base_str_from(text, unit)) > 0)
            return 1;
    }
    return 0;
}

/* Pairs inside which a stop ends nothing. */
static int nesting(uint32_t codepoint)
{
    switch (codepoint) {
    case '(':
    case 0xFF08: /* （ */
    case 0x300A: /* 《 */
    case 0x201C: /* “ */
    case 0x3014: /* 〔 */
    case 0x3010: /* 【 */
        return 1;
    case ')':
    case 0xFF09:
    case 0x300B:
    case 0x201D:
    case 0x3015:
    case 0x3011:
        return -1;
    default:
        return 0;
    }
}

/* Offset of the first stop or colon outside brackets, or of the end; *mark is that code point. */
static size_t find_mark(base_str text, uint32_t *mark)
{
    size_t at = 0;
    int depth = 0;
    while (at < text.len) {
        size_t before = at;
        uint32_t codepoint = text_utf8_next(text, &at);
        depth += nesting(codepoint);
        if (depth < 0)
            depth = 0;
        if (depth == 0 && (codepoint == 0x3002 || codepoint == 0xFF1A || codepoint == ':')) {
            *mark = codepoint;
            return before;
        }
    }
    *mark = 0;
    return text.len;
}

/* Behind the mark and the ** that closes the head's bold. */
static size_t after_mark(base_str text, size_t at)
{
    text_utf8_next(text, &at);
    if (base_str_starts(base_str_from(text, at), base_str_c("**")))
        at += 2;
    return text_skip_space(text, at);
}

/* A line of a table of contents: leaders or a wide gap, then the page. */
static int is_contents_line(base_str text)
{
    size_t at = text.len, end = at;
    uint32_t codepoint;
    while ((codepoint = text_utf8_previous(text, &at)) != 0 && text_digit(codepoint) >= 0)
        end = at;
    if (end == text.len)
        return 0;
    base_str head = base_str_n(text.ptr, end);
    base_str body = text_trim(head);
    static const char *const leaders[] = {"…", "...", "··", "．．", NULL};
    return ends_with_any(body, leaders) || base_str_ends(head, base_str_c("\t")) ||
           base_str_ends(head, base_str_c("   "));
}

static read_head_kind kind_of_line(base_str rest)
{
    static const char *const going_on[] = {"；", ";", "，", ",", "、", "！", "？", NULL};
    base_str body = without_marks(rest);
    if (body.len == 0 || is_longer(body, LINE_LENGTH) || ends_with_any(body, going_on) ||
        contains(body, "；") || has_quantity(body) || is_contents_line(body))
        return READ_HEAD_NONE;
    return READ_HEAD_LINE;
}

static int is_colon_head(base_str head)
{
    static const char *const list[] = {"其中", "如下", "包括", "分别", "有", "为", "是", NULL};
    base_str body = without_marks(head);
    return body.len > 0 && !is_longer(body, COLON_LENGTH) && !contains(body, "，") &&
           !contains(body, "；") && !has_quantity(body) && !ends_with_any(body, list);
}

static int is_stop_head(base_str head)
{
    base_str body = without_marks(head);
    size_t at = 0;
    if (body.len == 0 || is_longer(body, STOP_LENGTH) || contains(body, "；") || has_quantity(body))
        return 0;
    return text_digit(text_utf8_next(body, &at)) < 0 || !contains(body, "，");
}

/* What stands behind a number; *end is set for a run-in heading, counted from the rest's start. */
static read_head_kind kind_of_rest(base_str rest, size_t *end)
{
    uint32_t mark;
    size_t from = 0;
    for (;;) {
        size_t at = from + find_mark(base_str_from(rest, from), &mark);
        base_str head = base_str_n(rest.ptr, at);
        if (mark == 0)
            return from == 0 ? kind_of_line(rest) : READ_HEAD_NONE;
        *end = after_mark(rest, at);
        int last = *end >= rest.len;
        if (mark != 0x3002) {
            if (last)
                return kind_of_line(head);
            if (is_colon_head(head))
                return READ_HEAD_RUN_IN;
            from = *end;
            continue;
        }
        if (!last)
            return is_stop_head(head) ? READ_HEAD_RUN_IN : READ_HEAD_NONE;
        int plain = !is_longer(without_marks(head), STOPPED_LENGTH) && !contains(head, "，");
        return plain && from == 0 ? kind_of_line(head) : READ_HEAD_NONE;
    }
}

read_head read_head_of(base_str text)
{
    read_head head;
    memset(&head, 0, sizeof(head));
    size_t lead = text_skip_space(text, 0);
    if (base_str_starts(base_str_from(text, lead), base_str_c("**")))
        lead += 2;
    base_str body = base_str_from(text, lead);
    head.number = text_numbering_read(body);
    head.start = lead + head.number.length;
    if (head.number.style == TEXT_NUMBER_NONE)
        return head;
    size_t printed = (size_t)(head.number.printed.ptr - text.ptr) + head.number.printed.len;
    head.spaced = head.start > printed;
    base_str rest = base_str_from(text, head.start);
    if (head.number.style == TEXT_NUMBER_ORDINAL)
        return head;
    head.kind = kind_of_rest(rest, &head.end);
    head.end += head.start;
    return head;
}

int read_head_is_prose(base_str text)
{
    base_str body = without_marks(text);
    if (is_longer(body, PROSE_LENGTH))
        return 1;
    return contains(body, "。") && is_longer(body, PROSE_LENGTH / 2);
}

/* Only digits, 年 月 日 and marks. */
static int is_date(base_str text)
{
    size_t at = 0, digits = 0;
    uint32_t codepoint;
    while ((codepoint = text_utf8_next(text, &at)) != 0) {
        if (text_digit(codepoint) >= 0 || text_han_digit(codepoint) >= 0 || codepoint == 0x5341)
            digits++;
        else if (codepoint != 0x5E74 && codepoint != 0x6708 && codepoint != 0x65E5 &&
                 codepoint != '-' && codepoint != '.' && codepoint != '/' &&
                 !text_is_space(codepoint) && !text_is_open(codepoint) && !text_is_close(codepoint))
            return 0;
    }
    return digits >= 4 && (contains(text, "月") || contains(text, "-") || contains(text, ".") ||
                           contains(text, "/"));
}

/* No letter at all. */
static int is_ornament(base_str text)
{
    size_t at = 0;
    uint32_t codepoint;
    while ((codepoint = text_utf8_next(text, &at)) != 0) {
        if (text_is_han(codepoint) || (codepoint >= 'A' && codepoint <= 'Z') ||
            (codepoint >= 'a' && codepoint <= 'z') ||
            (codepoint >= 0xC0 && codepoint < 0x2000 && codepoint != 0xD7 && codepoint != 0xF7))
            return 0;
    }
    return 1;
}

/* What web pages and covers say of a document in one line: 索引号：… 发布日期：… */
static int has_fields(base_str text)
{
    size_t colons = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t codepoint = text_utf8_next(text, &at);
        if (codepoint == 0x3002 || codepoint == 0xFF0C || codepoint == 0xFF1B)
            return 0;
        colons += codepoint == 0xFF1A || codepoint == ':';
    }
    return colons >= 2;
}

int read_head_is_aside(base_str text)
{
    base_str body = without_marks(text);
    if (is_longer(body, TITLE_LENGTH + 10))
        return !is_longer(body, FIELDS_LENGTH) && has_fields(body);
    if (is_ornament(body) || is_date(body) || base_str_starts(body, base_str_c("附件")) ||
        base_str_starts(body, base_str_c("附表")))
        return 1;
    uint32_t mark;
    size_t at = find_mark(body, &mark);
    return at < body.len && mark != 0x3002 && after_mark(body, at) < body.len;
}

int read_head_is_title(base_str text)
{
    static const char *const ends[] = {"：", ":",  "，", ",",  "；", ";",
                                       "、", "。", "！", "？", NULL};
    static const char *const others[] = {"目录", "目 录", "前言",   "引言", "导语",
                                         "摘要", "概述",  "编者按", "正文", NULL};
    base_str body = without_marks(text);
    if (body.len == 0 || is_longer(body, TITLE_LENGTH) || ends_with_any(body, ends) ||
        contains(body, "。") || contains(body, "；"))
        return 0;
    size_t word = text_word_at(body, 0, others);
    if (word > 0 && text_skip_space(body, word) == body.len)
        return 0;
    if (base_str_starts(body, base_str_c("目")) && base_str_ends(body, base_str_c("录")) &&
        !is_longer(body, 6))
        return 0;
    return !read_head_is_aside(text);
}
