#include "read/txt_lines.h"

#include "base/buf.h"
#include "base/err.h"
#include "text/class.h"
#include "text/numbering.h"
#include "text/unit.h"
#include "text/utf8.h"

#define LONG_TEXT 240u /* bytes, about 80 characters */

#define LEAST_BARRED 8 /* cells in lines of their own */

static const char bookmark_head[] = "[bookmark:";

/* Length of a bookmark mark at the offset, 0 if there is none. */
static size_t bookmark_at(base_str text, size_t at)
{
    base_str rest = base_str_from(text, at);
    if (!base_str_starts(rest, base_str_c(bookmark_head)))
        return 0;
    const char *end = memchr(rest.ptr, ']', rest.len < 512 ? rest.len : 512);
    return end == NULL ? 0 : (size_t)(end - rest.ptr) + 1;
}

static int copy_without_bookmarks(base_arena *arena, read_txt_line *line)
{
    base_str raw = line->raw;
    char *copy = base_arena_alloc(arena, raw.len + 1);
    size_t at = 0, length = 0;
    uint32_t total = 0;
    base_vec cuts;
    base_vec_init(&cuts, sizeof(read_txt_cut));
    if (copy == NULL || raw.len > UINT32_MAX)
        return -1;
    while (at < raw.len) {
        size_t skip = raw.ptr[at] == '[' ? bookmark_at(raw, at) : 0;
        if (skip == 0) {
            copy[length++] = raw.ptr[at++];
            continue;
        }
        read_txt_cut *cut = base_vec_push(&cuts, arena);
        if (cut == NULL)
            return -1;
        total += (uint32_t)text_utf8_length(base_str_n(raw.ptr + at, skip));
        *cut = (read_txt_cut){(uint32_t)length, total};
        at += skip;
    }
    line->raw = base_str_n(copy, length);
    line->cuts = cuts.items;
    line->cut_count = (uint32_t)cuts.count;
    return 0;
}

typedef struct splitter {
    base_arena *arena;
    base_vec lines;
    uint32_t number, blank, page;
    int barred; /* cells stand in lines of their own, each with a bar behind it */
} splitter;

/* The text of a line with one cell and bars behind it; else the line. */
static base_str cell_of(base_str raw, size_t *bars)
{
    const char *bar = raw.len > 0 ? memchr(raw.ptr, '|', raw.len) : NULL;
    size_t at, count = 0;
    *bars = 0;
    if (bar == NULL)
        return raw;
    for (at = (size_t)(bar - raw.ptr); at < raw.len; at++) {
        count += raw.ptr[at] == '|';
        if (raw.ptr[at] != '|' && raw.ptr[at] != ' ')
            return raw;
    }
    *bars = count;
    return base_str_n(raw.ptr, (size_t)(bar - raw.ptr));
}

/* 1 if many lines are a cell and one bar. */
static int is_barred(base_str text)
{
    size_t start = 0, cells = 0, bars;
    while (start < text.len && cells < LEAST_BARRED) {
        const char *end = memchr(text.ptr + start, '\n', text.len - start);
        size_t stop = end != NULL ? (size_t)(end - text.ptr) : text.len;
        base_str line = text_trim(base_str_n(text.ptr + start, stop - start));
        cells += line.len > 0 && line.len < LONG_TEXT && cell_of(line, &bars).len > 0 && bars == 1;
        start = stop + 1;
    }
    return cells >= LEAST_BARRED;
}

static int add_line(splitter *state, base_str raw)
{
    read_txt_line line = {raw, raw, ++state->number, 1, 0, 0, 0, 0, 0, NULL};
    size_t i;
    for (i = 0; i < raw.len; i++) {
        line.tabs += raw.ptr[i] == '\t';
        state->page += raw.ptr[i] == '\f';
    }
    if (base_str_find(raw, base_str_c(bookmark_head), 0) != BASE_STR_NONE &&
        copy_without_bookmarks(state->arena, &line) != 0)
        return HECHA_E_MEMORY;
    size_t bars = 0;
    if (state->barred && line.cut_count == 0)
        line.raw = cell_of(line.raw, &bars);
    line.text = text_trim(line.raw);
    if (bars > 1 && line.text.len == 0)
        return 0; /* what is left of merged cells */
    if (line.text.len == 0 && line.tabs == 0) {
        state->blank++;
        return 0;
    }
    line.page = state->page;
    line.blank = state->blank;
    state->blank = 0;
    if (state->lines.count >= READ_TXT_MAX_LINES)
        return HECHA_E_LIMIT;
    read_txt_line *slot = base_vec_push(&state->lines, state->arena);
    if (slot == NULL)
        return HECHA_E_MEMORY;
    *slot = line;
    return 0;
}

static void mark_pages(read_txt_lines *lines)
{
    size_t i, past = lines->count;
    for (i = lines->count; i-- > 0;) {
        if (!read_txt_is_page_number(lines->items[i].text))
            past = i;
        lines->items[i].past_pages = (uint32_t)past;
    }
}

int read_txt_split(base_arena *arena, base_str text, read_txt_lines *out, hecha_err *err)
{
    splitter state = {arena, {0}, 0, 0, 0, is_barred(text)};
    size_t at = 0, start = 0;
    base_vec_init(&state.lines, sizeof(read_txt_line));
    int code = 0;
    state.page = text.len > 0 && memchr(text.ptr, '\f', text.len) != NULL;
    while (at <= text.len && code == 0) {
        int end = at == text.len;
        if (!end && text.ptr[at] != '\n' && text.ptr[at] != '\r') {
            at++;
            continue;
        }
        if (!end || at > start)
            code = add_line(&state, base_str_n(text.ptr + start, at - start));
        if (!end && text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n')
            at++;
        start = ++at;
    }
    out->items = state.lines.items;
    out->count = state.lines.count;
    mark_pages(out);
    if (code == HECHA_E_LIMIT)
        return base_err(err, code, MSG_TXT_LINES, NULL);
    return code == 0 ? 0 : base_err_memory(err);
}

base_place read_txt_place(const read_txt_line *line, base_str piece)
{
    base_place place;
    memset(&place, 0, sizeof(place));
    place.line = line->number;
    place.page = line->page;
    place.column = line->column;
    if (piece.ptr > line->raw.ptr)
        place.column += (uint32_t)text_utf8_length(
            base_str_n(line->raw.ptr, (size_t)(piece.ptr - line->raw.ptr)));
    return place;
}

uint32_t read_txt_cut_before(const read_txt_line *line, base_str piece)
{
    size_t low = 0, high = line->cut_count;
    if (piece.ptr == NULL || high == 0)
        return 0;
    size_t offset = (size_t)(piece.ptr - line->raw.ptr);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (line->cuts[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? line->cuts[low - 1].total : 0;
}

/* Skips white space, dashes and digits; *digits and *others count the code points met. */
static void count_kinds(base_str text, size_t *digits, size_t *dashes, size_t *others)
{
    size_t at = 0;
    uint32_t codepoint;
    *digits = *dashes = *others = 0;
    while ((codepoint = text_utf8_next(text, &at)) != 0) {
        if (text_digit(codepoint) >= 0)
            ++*digits;
        else if (text_is_dash(codepoint) || codepoint == '-')
            ++*dashes;
        else if (!text_is_space(codepoint) && !text_is_zero_width(codepoint))
            ++*others;
    }
}

static int contains(base_str text, const char *word)
{
    return base_str_find(text, base_str_c(word), 0) != BASE_STR_NONE;
}

int read_txt_is_page_number(base_str text)
{
    size_t digits, dashes, others;
    if (text.len == 0 || text.len > 60)
        return 0;
    count_kinds(text, &digits, &dashes, &others);
    if (digits == 0 || digits > 8)
        return 0;
    if (others == 0)
        return dashes >= 2;
    if (!base_str_starts(text, base_str_c("第")) || !contains(text, "页"))
        return 0;
    /* 第 页, and 共 页 with a comma or slash between them */
    return others <= (contains(text, "共") ? 5u : 2u) && dashes == 0;
}

static int is_figure_mark(uint32_t codepoint)
{
    switch (codepoint) {
    case '.':
    case ',':
    case '%':
    case '+':
    case '/':
    case 0xFF05:
    case 0xFF0B:
    case 0xFF0C:
    case 0xFF0E:
    case 0xFF0F:
        return 1;
    default:
        return 0;
    }
}

int read_txt_is_figure(base_str text)
{
    size_t at = 0, digits = 0, dashes = 0;
    uint32_t codepoint;
    base_str body = text_trim(text);
    if (base_str_starts(body, base_str_c("**")) && base_str_ends(body, base_str_c("**")) &&
        body.len > 4)
        body = base_str_n(body.ptr + 2, body.len - 4);
    while ((codepoint = text_utf8_next(body, &at)) != 0) {
        if (text_digit(codepoint) >= 0)
            digits++;
        else if (text_is_dash(codepoint) || codepoint == '-')
            dashes++;
        else if (!is_figure_mark(codepoint) && !text_is_zero_width(codepoint))
            break;
    }
    if (at >= body.len && codepoint == 0)
        return 1;
    /* a figure with its unit: 3万元 */
    text_utf8_previous(body, &at);
    return digits > 0 && dashes <= 1 && text_unit_is(base_str_from(body, at));
}

int read_txt_is_data(base_str text)
{
    base_str body = text_trim(text);
    return body.len > 0 && (read_txt_is_figure(body) || text_unit_is(body));
}

int read_txt_is_sentence(base_str text)
{
    return contains(text, "。") || (text.len > LONG_TEXT && contains(text, "，"));
}

int read_txt_is_signature(base_str text)
{
    static const char *const words[] = {"单位负责人", "负责人",     "审核人",   "填报人",
                                        "填表人",     "联系电话",   "联系人",   "填报日期",
                                        "填表日期",   "制表",       "填报单位", "分管领导",
                                        "报送日期",   "统计负责人", NULL};
    base_str body = text_trim(text);
    if (text_word_at(body, 0, words) == 0)
        return 0;
    return contains(body, "：") || contains(body, ":");
}

int read_txt_continues(base_str text)
{
    static const char *const starts[] = {"其中", "注：", "注:", "附件", "备注", NULL};
    base_str body = text_trim(text);
    return text_numbering_read(body).style == TEXT_NUMBER_NONE &&
           text_word_at(body, 0, starts) == 0 && !read_txt_is_signature(body);
}

int read_txt_open_bracket(base_str text)
{
    size_t at = 0;
    int open = 0;
    uint32_t codepoint;
    while ((codepoint = text_utf8_next(text, &at)) != 0) {
        if (text_is_open(codepoint))
            open++;
        else if (text_is_close(codepoint) && open > 0)
            open--;
    }
    return open > 0;
}

/* The next code point that is no white space, 0 at the end. */
static uint32_t next_visible(base_str text, size_t *at)
{
    uint32_t codepoint;
    do {
        codepoint = text_utf8_next(text, at);
    } while (codepoint != 0 && (text_is_space(codepoint) || text_is_zero_width(codepoint)));
    return codepoint;
}

int read_txt_same(base_str a, base_str b)
{
    size_t at_a = 0, at_b = 0;
    uint32_t one, other;
    do {
        one = next_visible(a, &at_a);
        other = next_visible(b, &at_b);
    } while (one == other && one != 0);
    return one == other;
}

int read_txt_is_unit_head(base_str text)
{
    static const char *const heads[] = {"单位", "计量单位", "计算单位", "指标单位", "数量单位"};
    size_t i;
    for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        if (read_txt_same(text, base_str_c(heads[i])))
            return 1;
    }
    return 0;
}

int read_txt_next_cell(base_str *rest, base_str *cell)
{
    if (rest->ptr == NULL)
        return 0;
    const char *tab = rest->len > 0 ? memchr(rest->ptr, '\t', rest->len) : NULL;
    size_t length = tab != NULL ? (size_t)(tab - rest->ptr) : rest->len;
    *cell = text_trim(base_str_n(rest->ptr, length));
    if (cell->ptr == NULL || cell->len == 0)
        *cell = base_str_n(rest->ptr, 0);
    *rest = tab != NULL ? base_str_from(*rest, length + 1) : base_str_n(NULL, 0);
    return 1;
}

size_t read_txt_cells(const read_txt_line *line)
{
    return (size_t)line->tabs + 1;
}
