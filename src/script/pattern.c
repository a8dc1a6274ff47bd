#include "script/pattern.h"

#include <lauxlib.h>
#include <stdint.h>

#include "script/pattern_cache.h"
#include "script/vm.h"

#define BIG_PATTERN 1024u
#define FIRST_OF_THREE 0xE0 /* bytes from here on begin characters of three bytes and more */

typedef enum kind {
    BYTES,    /* one byte of a set */
    OPEN,     /* ( */
    CLOSE,    /* ) */
    POSITION, /* () */
    BALANCE,  /* %bxy */
    FRONTIER, /* %f[set] */
    AGAIN,    /* %1 */
    END       /* $ */
} kind;

typedef enum times { ONCE, OPTIONAL, MANY, SOME, FEW } times; /* ? * + - */

typedef struct element {
    uint8_t kind;
    uint8_t times;
    uint8_t first, second; /* BALANCE: the bytes; OPEN to POSITION, AGAIN: number of the capture */
    uint64_t set[4];       /* BYTES, FRONTIER */
} element;

/* Where to go on when what follows a repeated element does not match. */
typedef struct retreat {
    size_t element;
    size_t low;  /* fewest */
    size_t here; /* subject position tried last */
} retreat;

struct script_pattern {
    size_t count;
    int anchored;
    int captures;
    int lead;     /* the byte every match begins with, or -1 */
    int third;    /* the third byte of every match, if its first three are one character; or -1 */
    int lead_set; /* index of the element whose set every match begins with, or -1 */
    int sweeps;   /* begins with .* or .-: what does not match at one place, does at no later one */
    retreat *retreats;
    element elements[];
};

/* ---- compiling ---- */

static int has(const uint64_t set[4], unsigned char byte)
{
    return (int)(set[byte >> 6] >> (byte & 63u)) & 1;
}

static void add(uint64_t set[4], unsigned char byte)
{
    set[byte >> 6] |= (uint64_t)1 << (byte & 63u);
}

static int is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}

static int is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/* What a class letter names among the bytes of ASCII; it names nothing beyond. */
static const struct {
    unsigned char letter;
    uint64_t set[2];
} classes[] = {{'a', {0x0000000000000000, 0x07FFFFFE07FFFFFE}},
               {'c', {0x00000000FFFFFFFF, 0x8000000000000000}},
               {'d', {0x03FF000000000000, 0x0000000000000000}},
               {'g', {0xFFFFFFFE00000000, 0x7FFFFFFFFFFFFFFF}},
               {'l', {0x0000000000000000, 0x07FFFFFE00000000}},
               {'p', {0xFC00FFFE00000000, 0x78000001F8000001}},
               {'s', {0x0000000100003E00, 0x0000000000000000}},
               {'u', {0x0000000000000000, 0x0000000007FFFFFE}},
               {'w', {0x03FF000000000000, 0x07FFFFFE07FFFFFE}},
               {'x', {0x03FF000000000000, 0x0000007E0000007E}}};

/* %letter: a class, its complement for a capital, or the character itself. */
static void add_escaped(uint64_t set[4], unsigned char letter)
{
    unsigned char lower = is_upper(letter) ? (unsigned char)(letter + 32) : letter;
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        if (classes[i].letter != lower)
            continue;
        uint64_t turned = is_upper(letter) ? UINT64_MAX : 0;
        set[0] |= classes[i].set[0] ^ turned;
        set[1] |= classes[i].set[1] ^ turned;
        set[2] |= turned;
        set[3] |= turned;
        return;
    }
    add(set, letter);
}

typedef struct compiler {
    lua_State *state;
    base_str text;
    size_t at;
    script_pattern *out;
    int open[SCRIPT_MAX_CAPTURES]; /* captures not yet closed, innermost last */
    int open_count;
    uint8_t closed[SCRIPT_MAX_CAPTURES];
} compiler;

static unsigned char byte_at(const compiler *c, size_t index)
{
    return (unsigned char)c->text.ptr[index];
}

/* The ] that ends the set whose [ stands at `open`. */
static size_t set_end(compiler *c, size_t open)
{
    size_t i = open + 1;
    if (i < c->text.len && byte_at(c, i) == '^')
        i++;
    do {
        if (i >= c->text.len)
            luaL_error(c->state, "malformed pattern (missing ']')");
        if (byte_at(c, i++) == '%' && i < c->text.len)
            i++;
    } while (i >= c->text.len || byte_at(c, i) != ']');
    return i;
}

static void read_set(compiler *c, uint64_t set[4])
{
    size_t end = set_end(c, c->at);
    size_t i = c->at + 1;
    int complement = byte_at(c, i) == '^';
    if (complement)
        i++;
    while (i < end) {
        unsigned char first = byte_at(c, i);
        if (first == '%') {
            add_escaped(set, byte_at(c, i + 1));
            i += 2;
        } else if (i + 2 < end && byte_at(c, i + 1) == '-') {
            for (unsigned b = first; b <= byte_at(c, i + 2); b++)
                add(set, (unsigned char)b);
            i += 3;
        } else {
            add(set, first);
            i++;
        }
    }
    if (complement)
        for (int word = 0; word < 4; word++)
            set[word] = ~set[word];
    c->at = end + 1;
}

/* One byte's worth of pattern: ., a set, an escape or the byte itself. */
static void read_bytes(compiler *c, element *e)
{
    e->kind = BYTES;
    unsigned char byte = byte_at(c, c->at);
    if (byte == '[') {
        read_set(c, e->set);
    } else if (byte == '.') {
        memset(e->set, 0xFF, sizeof(e->set));
        c->at++;
    } else if (byte == '%') {
        if (c->at + 1 >= c->text.len)
            luaL_error(c->state, "malformed pattern (ends with '%%')");
        add_escaped(e->set, byte_at(c, c->at + 1));
        c->at += 2;
    } else {
        add(e->set, byte);
        c->at++;
    }
    unsigned char mark = c->at < c->text.len ? byte_at(c, c->at) : 0;
    e->times = mark == '?' ? OPTIONAL : mark == '*' ? MANY : mark == '+' ? SOME : ONCE;
    if (mark == '-')
        e->times = FEW;
    if (e->times != ONCE)
        c->at++;
}

static void open_capture(compiler *c, element *e)
{
    if (c->out->captures >= SCRIPT_MAX_CAPTURES)
        luaL_error(c->state, "too many captures");
    int number = c->out->captures++;
    e->first = (uint8_t)number;
    if (c->at + 1 < c->text.len && byte_at(c, c->at + 1) == ')') {
        e->kind = POSITION;
        c->closed[number] = 1;
        c->at += 2;
        return;
    }
    e->kind = OPEN;
    c->open[c->open_count++] = number;
    c->at++;
}

static void close_capture(compiler *c, element *e)
{
    if (c->open_count == 0)
        luaL_error(c->state, "invalid pattern capture");
    e->kind = CLOSE;
    e->first = (uint8_t)c->open[--c->open_count];
    c->closed[e->first] = 1;
    c->at++;
}

/* %b, %f and %1 to %9. 0 if the escape at hand is none of them. */
static int read_special(compiler *c, element *e)
{
    if (c->at + 1 >= c->text.len)
        return 0;
    unsigned char letter = byte_at(c, c->at + 1);
    if (letter == 'b') {
        if (c->at + 3 >= c->text.len)
            luaL_error(c->state, "malformed pattern (missing arguments to '%%b')");
        e->kind = BALANCE;
        e->first = byte_at(c, c->at + 2);
        e->second = byte_at(c, c->at + 3);
        c->at += 4;
    } else if (letter == 'f') {
        c->at += 2;
        if (c->at >= c->text.len || byte_at(c, c->at) != '[')
            luaL_error(c->state, "missing '[' after '%%f' in pattern");
        e->kind = FRONTIER;
        read_set(c, e->set);
    } else if (is_digit(letter)) {
        int number = letter - '1';
        if (number < 0 || number >= c->out->captures || !c->closed[number])
            luaL_error(c->state, "invalid capture index %%%d", number + 1);
        e->kind = AGAIN;
        e->first = (uint8_t)number;
        c->at += 2;
    } else {
        return 0;
    }
    return 1;
}

static void read_element(compiler *c)
{
    element *e = &c->out->elements[c->out->count++];
    memset(e, 0, sizeof(*e));
    unsigned char byte = byte_at(c, c->at);
    if (byte == '(') {
        open_capture(c, e);
    } else if (byte == ')') {
        close_capture(c, e);
    } else if (byte == '$' && c->at + 1 == c->text.len) {
        e->kind = END;
        c->at++;
    } else if (byte != '%' || !read_special(c, e)) {
        read_bytes(c, e);
    }
}

/* The byte of a set of one, or -1. */
static int only_byte(const uint64_t set[4])
{
    int found = -1;
    for (int word = 0; word < 4; word++) {
        if (set[word] == 0)
            continue;
        if (found >= 0 || (set[word] & (set[word] - 1)) != 0)
            return -1;
        found = word * 64 + __builtin_ctzll((unsigned long long)set[word]);
    }
    return found;
}

static int is_any(const element *e)
{
    return e->kind == BYTES && (e->set[0] & e->set[1] & e->set[2] & e->set[3]) == UINT64_MAX;
}

/* The byte that the element at `index` stands for, if it is just that; else -1. */
static int one_byte(const script_pattern *pattern, size_t index)
{
    if (index >= pattern->count)
        return -1;
    const element *e = &pattern->elements[index];
    return e->kind == BYTES && e->times == ONCE ? only_byte(e->set) : -1;
}

static void find_lead(script_pattern *pattern)
{
    const element *head = pattern->elements;
    pattern->sweeps =
        pattern->count > 0 && is_any(head) && (head->times == MANY || head->times == FEW);
    pattern->lead = -1;
    pattern->third = -1;
    pattern->lead_set = -1;
    for (size_t i = 0; i < pattern->count; i++) {
        const element *e = &pattern->elements[i];
        if (e->kind == OPEN || e->kind == POSITION)
            continue;
        if (e->kind == BYTES && (e->times == ONCE || e->times == SOME)) {
            pattern->lead = only_byte(e->set);
            pattern->lead_set = (int)i;
        }
        if (one_byte(pattern, i) >= FIRST_OF_THREE && one_byte(pattern, i + 1) >= 0)
            pattern->third = one_byte(pattern, i + 2);
        return;
    }
}

/* Bytes before the points of return. No element is made of less than one byte. */
static size_t pattern_head(base_str text)
{
    return sizeof(script_pattern) + text.len * sizeof(element);
}

/* Memory for the compiled form, pushed; of the kept entry if there is one. */
static script_pattern *push_memory(lua_State *L, script_kept *kept, size_t size)
{
    if (kept == NULL)
        return script_new_moving(L, size);
    if (size >= BIG_PATTERN)
        script_charge(L, size / 64); /* as a block of Lua's own is */
    lua_pushlightuserdata(L, kept->bytes);
    return kept->bytes;
}

static void compile(lua_State *L, base_str text, int anchored, script_pattern *out)
{
    memset(out, 0, sizeof(*out));
    out->anchored = anchored;
    compiler c = {.state = L, .text = text, .out = out};
    while (c.at < text.len)
        read_element(&c);
    if (c.open_count > 0)
        luaL_error(L, "unfinished capture");
    out->retreats = (retreat *)(void *)((char *)out + pattern_head(text));
    find_lead(out);
}

script_pattern *script_pattern_push(lua_State *L, base_str text, int anchors)
{
    if (text.len > SCRIPT_MAX_SOURCE)
        script_raise(L, MSG_SCRIPT_LONG_PATTERN, NULL);
    script_charge(L, text.len);
    int anchored = anchors && text.len > 0 && text.ptr[0] == '^';
    text = base_str_from(text, anchored ? 1 : 0);
    size_t size = pattern_head(text) + text.len * sizeof(retreat) + 1;
    script_kept *kept = script_keep_pattern(L, text, anchored, size);
    script_pattern *out = push_memory(L, kept, size);
    if (kept != NULL && kept->ready)
        return out;
    compile(L, text, anchored, out);
    if (kept != NULL)
        kept->ready = 1;
    return out;
}

int script_pattern_anchored(const script_pattern *pattern)
{
    return pattern->anchored;
}

int script_pattern_plain(base_str text)
{
    /* ^$*+?.([%- */
    static const uint64_t meaning[4] = {0x80006D3000000000, 0x0000000048000000, 0, 0};
    for (size_t i = 0; i < text.len; i++)
        if (has(meaning, (unsigned char)text.ptr[i]))
            return 0;
    return 1;
}

/* ---- matching ---- */

typedef struct matcher {
    lua_State *state;
    const script_pattern *pattern;
    base_str subject;
    size_t at;      /* in the subject */
    size_t element; /* next one */
    size_t depth;   /* retreats in use */
    size_t steps;   /* not yet charged */
    script_match *out;
} matcher;

static void step(matcher *m, size_t count)
{
    m->steps += count;
    if (m->steps < 4096)
        return;
    size_t steps = m->steps;
    m->steps = 0;
    script_charge(m->state, steps);
}

static int fits(const matcher *m, const element *e, size_t at)
{
    return at < m->subject.len && has(e->set, (unsigned char)m->subject.ptr[at]);
}

static void keep(matcher *m, size_t low, size_t here)
{
    retreat *r = &m->pattern->retreats[m->depth++];
    r->element = m->element;
    r->low = low;
    r->here = here;
}

static int match_bytes(matcher *m, const element *e)
{
    size_t low = m->at;
    if (e->times == ONCE || e->times == SOME) {
        if (!fits(m, e, m->at))
            return 0;
        low = ++m->at;
    }
    if (e->times == ONCE)
        return 1;
    if (e->times == FEW) {
        keep(m, low, m->at);
        return 1;
    }
    size_t most = e->times == OPTIONAL ? 1 : m->subject.len;
    size_t end = m->at;
    while (end - m->at < most && fits(m, e, end))
        end++;
    step(m, end - m->at);
    if (end > low)
        keep(m, low, end);
    m->at = end;
    return 1;
}

static int match_balance(matcher *m, const element *e)
{
    base_str s = m->subject;
    if (m->at >= s.len || (unsigned char)s.ptr[m->at] != e->first)
        return 0;
    size_t depth = 1;
    for (size_t i = m->at + 1; i < s.len; i++) {
        unsigned char byte = (unsigned char)s.ptr[i];
        if (byte == e->second) {
            if (--depth == 0) {
                step(m, i - m->at);
                m->at = i + 1;
                return 1;
            }
        } else if (byte == e->first) {
            depth++;
        }
    }
    step(m, s.len - m->at);
    return 0;
}

static int match_frontier(matcher *m, const element *e)
{
    unsigned char before = m->at > 0 ? (unsigned char)m->subject.ptr[m->at - 1] : 0;
    unsigned char here = m->at < m->subject.len ? (unsigned char)m->subject.ptr[m->at] : 0;
    return !has(e->set, before) && has(e->set, here);
}

static int match_again(matcher *m, const element *e)
{
    const script_capture *capture = &m->out->captures[e->first];
    size_t length = capture->length;
    if (length > m->subject.len - m->at) /* also the length of a position */
        return 0;
    step(m, length / 16);
    if (memcmp(m->subject.ptr + capture->start, m->subject.ptr + m->at, length) != 0)
        return 0;
    m->at += length;
    return 1;
}

static int match_element(matcher *m, const element *e)
{
    script_capture *capture = &m->out->captures[e->first < SCRIPT_MAX_CAPTURES ? e->first : 0];
    switch ((kind)e->kind) {
    case BYTES:
        return match_bytes(m, e);
    case OPEN:
        capture->start = m->at;
        return 1;
    case CLOSE:
        capture->length = m->at - capture->start;
        return 1;
    case POSITION:
        capture->start = m->at;
        capture->length = SCRIPT_POSITION;
        return 1;
    case BALANCE:
        return match_balance(m, e);
    case FRONTIER:
        return match_frontier(m, e);
    case AGAIN:
        return match_again(m, e);
    case END:
        return m->at == m->subject.len;
    }
    return 0;
}

/* One byte fewer for what is repeated, and on to where the element behind it can begin. */
static void give_up(matcher *m, retreat *r)
{
    const element *next = &m->pattern->elements[r->element + 1];
    size_t here = r->here - 1;
    if (r->element + 1 < m->pattern->count && next->kind == BYTES &&
        (next->times == ONCE || next->times == SOME))
        while (here > r->low && !fits(m, next, here))
            here--;
    step(m, (r->here - here) / 8);
    r->here = here;
}

/* Goes back to the last point that has another way. 0: there is none. Captures need no undoing:
 * all that were set after the point are set again before they are read. */
static int go_back(matcher *m)
{
    while (m->depth > 0) {
        retreat *r = &m->pattern->retreats[m->depth - 1];
        const element *e = &m->pattern->elements[r->element];
        if (e->times == FEW) {
            if (fits(m, e, r->here)) {
                m->at = ++r->here;
                m->element = r->element + 1;
                return 1;
            }
            m->depth--;
            continue;
        }
        give_up(m, r);
        m->at = r->here;
        m->element = r->element + 1;
        if (r->here == r->low)
            m->depth--;
        return 1;
    }
    return 0;
}

int script_pattern_at(lua_State *L, script_pattern *pattern, base_str subject, size_t start,
                      script_match *out)
{
    matcher m = {.state = L, .pattern = pattern, .subject = subject, .at = start, .out = out};
    int matched = 1;
    while (m.element < pattern->count) {
        step(&m, 1);
        if (match_element(&m, &pattern->elements[m.element])) {
            m.element++;
        } else if (!go_back(&m)) {
            matched = 0;
            break;
        }
    }
    script_charge(L, m.steps);
    out->start = start;
    out->end = m.at;
    out->count = pattern->captures;
    return matched;
}

/* Where the next match can begin at the earliest, or BASE_STR_NONE. */
static size_t next_start(lua_State *L, const script_pattern *pattern, base_str subject, size_t at)
{
    if (pattern->lead_set < 0)
        return at <= subject.len ? at : BASE_STR_NONE;
    size_t found = at;
    if (pattern->lead >= 0) {
        /* Most Chinese characters begin with one of six bytes: the third tells more. */
        size_t ahead = pattern->third >= 0 ? 2 : 0;
        int byte = pattern->third >= 0 ? pattern->third : pattern->lead;
        const char *next = at + ahead < subject.len
                               ? memchr(subject.ptr + at + ahead, byte, subject.len - at - ahead)
                               : NULL;
        found = next != NULL ? (size_t)(next - subject.ptr) - ahead : subject.len;
        script_charge(L, (found - at) / 32);
    } else {
        const uint64_t *set = pattern->elements[pattern->lead_set].set;
        while (found < subject.len && !has(set, (unsigned char)subject.ptr[found]))
            found++;
        script_charge(L, (found - at) / 8);
    }
    return found < subject.len ? found : BASE_STR_NONE;
}

int script_pattern_find(lua_State *L, script_pattern *pattern, base_str subject, size_t start,
                        script_match *out)
{
    if (pattern->anchored)
        return script_pattern_at(L, pattern, subject, start, out);
    for (size_t at = start;; at++) {
        at = next_start(L, pattern, subject, at);
        if (at == BASE_STR_NONE)
            return 0;
        if (script_pattern_at(L, pattern, subject, at, out))
            return 1;
        if (pattern->sweeps)
            return 0;
    }
}

size_t script_plain_find(lua_State *L, base_str text, base_str needle, size_t start)
{
    if (start > text.len || needle.len > text.len - start)
        return BASE_STR_NONE;
    if (needle.len == 0)
        return start;
    size_t last = text.len - needle.len;
    size_t at = start;
    size_t ahead = needle.len > 2 && (unsigned char)needle.ptr[0] >= FIRST_OF_THREE ? 2 : 0;
    while (at <= last) {
        const char *next = memchr(text.ptr + at + ahead, needle.ptr[ahead], last - at + 1);
        size_t found = next != NULL ? (size_t)(next - text.ptr) - ahead : last;
        script_charge(L, 1 + (found - at) / 32);
        if (next == NULL)
            return BASE_STR_NONE;
        if (memcmp(text.ptr + found, needle.ptr, needle.len) == 0)
            return found;
        script_charge(L, needle.len / 64);
        at = found + 1;
    }
    return BASE_STR_NONE;
}
