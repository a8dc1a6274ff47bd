/* form/pattern_match.c: whether a pattern fits a text, and what it takes of it. */
#include "form/pattern.h"

#include "base/err.h"
#include "text/class.h"
#include "text/utf8.h"

enum {
    AGENCY_SHORTEST = 4, /* code points of an organ's name */
    REGION_SHORTEST = 3,
    AGENCY_LONGEST = 40
};

/* The state of one match. */
typedef struct matching {
    base_arena *arena;
    const form_compiled *pattern;
    form_folded *folded;
    form_taken *taken;
    int steps;
    int code;    /* HECHA_E_MEMORY when an allocation failed */
    int in_vain; /* what follows a gap does not occur up to the end: nor will it further on */
} matching;

/* 1 if the last character of the name is one of these, all of three bytes. */
static int has_last(const char *characters, base_str name)
{
    const char *last = name.len >= 3 ? name.ptr + name.len - 3 : NULL;
    for (; last && *characters; characters += 3)
        if (memcmp(characters, last, 3) == 0)
            return 1;
    return 0;
}

static int ends_like_organ(base_str name)
{
    static const char single[] = "局委办厅府会院处所站队馆社校学园部室署台行庭关团库";
    static const char *const more[] = {"中心", "公司", "街道", "基地", "小组"};
    if (has_last(single, name))
        return 1;
    for (size_t k = 0; k < sizeof more / sizeof *more; k++)
        if (base_str_ends(name, base_str_c(more[k])))
            return 1;
    return 0;
}

static int ends_like_region(base_str name)
{
    return has_last("省市区县州旗盟镇乡村", name) || base_str_ends(name, base_str_c("街道"));
}

/* 我局, 各有关单位, 由市政府 …: not the name itself. */
static int starts_unlike_organ(base_str name)
{
    static const char *const starts[] = {"我",   "本",   "该",   "各", "其", "有关", "现将",
                                         "根据", "关于", "按照", "由", "对", "在",   "是",
                                         "和",   "与",   "及",   "向", "为", "经"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (base_str_starts(name, base_str_c(starts[i])))
            return 1;
    return 0;
}

static int find_dates(matching *m)
{
    form_folded *f = m->folded;
    text_date date;
    f->has_dates = 1;
    for (size_t at = 0; text_date_next(f->text, at, &date) && date.end > at; at = date.end) {
        text_date *kept = date.year && date.month ? base_vec_push(&f->dates, m->arena) : &date;
        if (!kept)
            return HECHA_E_MEMORY;
        *kept = date;
    }
    return 0;
}

static int find_periods(matching *m)
{
    form_folded *f = m->folded;
    text_period period;
    f->has_periods = 1;
    for (size_t at = 0; text_period_next(f->text, at, &period) && period.end > at;
         at = period.end) {
        text_period *kept = base_vec_push(&f->periods, m->arena);
        if (!kept)
            return HECHA_E_MEMORY;
        *kept = period;
    }
    return 0;
}

/* Index of the first item whose `start` (at the offset in the item) is not before `at`. */
static size_t first_from(const base_vec *items, size_t member, size_t at)
{
    size_t low = 0, high = items->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2, start;
        memcpy(&start, (const char *)base_vec_at(items, middle) + member, sizeof start);
        if (start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const text_date *date_from(matching *m, size_t at)
{
    if (!m->folded->has_dates && (m->code = find_dates(m)) != 0)
        return NULL;
    size_t index = first_from(&m->folded->dates, offsetof(text_date, start), at);
    return index < m->folded->dates.count ? base_vec_at(&m->folded->dates, index) : NULL;
}

static const text_period *period_from(matching *m, size_t at)
{
    if (!m->folded->has_periods && (m->code = find_periods(m)) != 0)
        return NULL;
    size_t index = first_from(&m->folded->periods, offsetof(text_period, start), at);
    return index < m->folded->periods.count ? base_vec_at(&m->folded->periods, index) : NULL;
}

/* Spares looking for dates in a long text that does not begin with one. */
static int may_start_date(base_str text, size_t at)
{
    uint32_t c = text_utf8_next(text, &at);
    return text_digit(c) >= 0 || text_han_digit(c) >= 0 || c == 0x25CB || c == 0x81EA ||
           c == 0x4ECE || c == 0x7531 || c == 0x622A; /* ○ 自 从 由 截 */
}

static int year_digit(uint32_t c)
{
    int digit = text_digit(c);
    if (digit < 0)
        digit = text_han_digit(c);
    return digit < 0 && (c == 0x25CB || c == 'O' || c == 0x25EF) ? 0 : digit;
}

/* Four digits at `at`: the offset behind them, or 0. */
static size_t read_year(base_str text, size_t at, int *year)
{
    size_t before = at, offset = at;
    *year = 0;
    if (at > 0 && text_digit(text_utf8_previous(text, &before)) >= 0)
        return 0;
    for (int i = 0; i < 4; i++) {
        int digit = offset < text.len ? year_digit(text_utf8_next(text, &offset)) : -1;
        if (digit < 0)
            return 0;
        *year = *year * 10 + digit;
    }
    size_t after = offset;
    if (after < text.len && text_digit(text_utf8_next(text, &after)) >= 0)
        return 0;
    return *year >= 1900 && *year <= 2199 ? offset : 0;
}

static int match_at(matching *m, size_t token, size_t at);

/* As base_str_find, but led by the last byte of the first character: of Chinese text the first
 * bytes are much alike. */
static size_t find_text(base_str text, base_str wanted, size_t at)
{
    size_t lead = 1;
    while (lead < wanted.len && ((unsigned char)wanted.ptr[lead] & 0xC0) == 0x80)
        lead++;
    lead--;
    while (at + wanted.len <= text.len) {
        const char *from = text.ptr + at + lead;
        const char *hit = memchr(from, wanted.ptr[lead], text.len - wanted.len - at + 1);
        if (!hit)
            break;
        at = (size_t)(hit - text.ptr) - lead;
        if (memcmp(text.ptr + at, wanted.ptr, wanted.len) == 0)
            return at;
        at++;
    }
    return BASE_STR_NONE;
}

static int match_agency(matching *m, size_t token, size_t at)
{
    base_str text = m->folded->text;
    size_t before = at, end = at;
    int region = m->pattern->tokens[token].kind == FORM_TOKEN_REGION;
    if (token == 0 && at > 0 && text_is_han(text_utf8_previous(text, &before)))
        return 0;
    if (starts_unlike_organ(base_str_from(text, at)))
        return 0;
    for (int length = 1; end < text.len && length <= AGENCY_LONGEST; length++) {
        if (!text_is_han(text_utf8_next(text, &end)))
            return 0;
        base_str name = base_str_n(text.ptr + at, end - at);
        if (region ? length < REGION_SHORTEST || !ends_like_region(name)
                   : length < AGENCY_SHORTEST || !ends_like_organ(name))
            continue;
        if (match_at(m, token + 1, end)) {
            m->taken->agency = name;
            return 1;
        }
    }
    return 0;
}

static int match_gap(matching *m, size_t token, size_t at)
{
    base_str text = m->folded->text;
    if (token + 1 == m->pattern->count)
        return 1;
    const form_token *next = &m->pattern->tokens[token + 1];
    while (at <= text.len && m->steps > 0 && !m->code && !m->in_vain) {
        const text_date *date = NULL;
        const text_period *period = NULL;
        if (next->kind == FORM_TOKEN_TEXT)
            at = find_text(text, next->text, at);
        else if (next->kind == FORM_TOKEN_DATE)
            at = (date = date_from(m, at)) ? date->start : BASE_STR_NONE;
        else if (next->kind == FORM_TOKEN_PERIOD)
            at = (period = period_from(m, at)) ? period->start : BASE_STR_NONE;
        if (at == BASE_STR_NONE) {
            m->in_vain = 1;
            return 0;
        }
        if (match_at(m, token + 1, at))
            return 1;
        if (at >= text.len)
            return 0;
        text_utf8_next(text, &at);
    }
    return 0;
}

static int match_date(matching *m, size_t token, size_t at)
{
    const text_date *date = may_start_date(m->folded->text, at) ? date_from(m, at) : NULL;
    if (!date || date->start != at || !match_at(m, token + 1, date->end))
        return 0;
    m->taken->date = *date;
    return 1;
}

static int match_period(matching *m, size_t token, size_t at)
{
    const text_period *period = may_start_date(m->folded->text, at) ? period_from(m, at) : NULL;
    if (!period || period->start != at || !match_at(m, token + 1, period->end))
        return 0;
    m->taken->period = *period;
    return 1;
}

/* Matches the tokens from `token` on at the byte `at`. Recursion is as deep as there are tokens. */
static int match_at(matching *m, size_t token, size_t at)
{
    base_str text = m->folded->text;
    if (m->steps-- <= 0 || m->code || m->in_vain)
        return 0;
    if (token == m->pattern->count)
        return !m->pattern->at_end || at == text.len;
    const form_token *next = &m->pattern->tokens[token];
    size_t end;
    int year;
    switch (next->kind) {
    case FORM_TOKEN_TEXT:
        return base_str_starts(base_str_from(text, at), next->text) &&
               match_at(m, token + 1, at + next->text.len);
    case FORM_TOKEN_GAP:
        return match_gap(m, token, at);
    case FORM_TOKEN_AGENCY:
    case FORM_TOKEN_REGION:
        return match_agency(m, token, at);
    case FORM_TOKEN_YEAR:
        end = read_year(text, at, &year);
        if (!end || !match_at(m, token + 1, end))
            return 0;
        m->taken->year = year;
        return 1;
    case FORM_TOKEN_DATE:
        return match_date(m, token, at);
    case FORM_TOKEN_PERIOD:
        return match_period(m, token, at);
    }
    return 0;
}

/* 1 if the pattern's texts all stand in the text, in their order. Where they do not, which is
 * nearly everywhere, nothing else need be tried. */
static int has_texts(const form_compiled *pattern, base_str text)
{
    size_t at = 0;
    for (size_t i = 0; i < pattern->count; i++) {
        const form_token *token = &pattern->tokens[i];
        if (token->kind != FORM_TOKEN_TEXT)
            continue;
        at = find_text(text, token->text, at);
        if (at == BASE_STR_NONE)
            return 0;
        at += token->text.len;
    }
    return 1;
}

int form_pattern_match(base_arena *arena, const form_compiled *pattern, form_folded *text,
                       form_taken *out)
{
    if (pattern->longest && text->text.len > pattern->longest)
        return 0;
    if (!has_texts(pattern, text->text))
        return 0;
    matching m = {arena, pattern, text, out, FORM_PATTERN_STEPS, 0, 0};
    memset(out, 0, sizeof *out);
    if (pattern->at_start || pattern->tokens[0].kind == FORM_TOKEN_GAP) {
        int found = match_at(&m, 0, 0);
        return m.code ? m.code : found;
    }
    /* An agency to begin with stands anywhere. */
    for (size_t at = 0; at < text->text.len && m.steps > 0;) {
        if (match_at(&m, 0, at))
            return 1;
        text_utf8_next(text->text, &at);
    }
    return m.code;
}
