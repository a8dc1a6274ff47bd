#include "script/regex_need.h"

#include "text/utf8.h"

#define DEEPEST 8       /* groups in each other */
#define WORTH 9u        /* bytes of a text; longer ones tell no more */
#define CLASS_LARGEST 4 /* characters of a class that are looked at one by one */

typedef struct reader {
    base_str text;
    size_t at;
    int failed; /* it is not plainly understood */
} reader;

/* What is known of a part of the pattern. */
typedef struct part {
    int exact;             /* it matches the texts of the set and nothing else */
    script_regex_need set; /* else it needs one of them; none: nothing is known */
} part;

static int byte_at(const reader *r, size_t at)
{
    return at < r->text.len ? (unsigned char)r->text.ptr[at] : 0;
}

static int is_one_of(int byte, const char *set)
{
    return byte > 0 && byte < 0x80 && strchr(set, byte) != NULL;
}

base_str script_regex_need_text(const script_regex_need *need, size_t index)
{
    return base_str_n(need->texts[index].bytes, need->texts[index].length);
}

/* ---- sets ---- */

static void make_empty(part *out)
{
    memset(out, 0, sizeof(*out));
    out->exact = 1;
    out->set.count = 1;
}

static void make_unknown(part *out)
{
    memset(out, 0, sizeof(*out));
}

/* 0: it does not fit. */
static int add_text(script_regex_need *set, base_str first, base_str second)
{
    char bytes[SCRIPT_REGEX_LONGEST_NEED];
    size_t length = first.len + second.len;
    if (length > sizeof(bytes))
        return 0;
    memcpy(bytes, first.ptr, first.len);
    memcpy(bytes + first.len, second.ptr, second.len);
    for (size_t i = 0; i < set->count; i++)
        if (base_str_eq(script_regex_need_text(set, i), base_str_n(bytes, length)))
            return 1;
    if (set->count == SCRIPT_REGEX_NEED_TEXTS)
        return 0;
    set->texts[set->count].length = (unsigned char)length;
    memcpy(set->texts[set->count++].bytes, bytes, length);
    return 1;
}

/* Adds the texts of one to another. 0: they do not fit. */
static int add_set(script_regex_need *to, const script_regex_need *from)
{
    for (size_t i = 0; i < from->count; i++)
        if (!add_text(to, script_regex_need_text(from, i), base_str_n("", 0)))
            return 0;
    return 1;
}

/* Puts each text of the second behind each of the first. 0 and nothing done: they do not fit. */
static int append(part *to, const part *behind)
{
    script_regex_need joined;
    memset(&joined, 0, sizeof(joined));
    for (size_t i = 0; i < to->set.count; i++)
        for (size_t k = 0; k < behind->set.count; k++)
            if (!add_text(&joined, script_regex_need_text(&to->set, i),
                          script_regex_need_text(&behind->set, k)))
                return 0;
    to->set = joined;
    return 1;
}

static size_t shortest(const script_regex_need *set)
{
    size_t least = WORTH;
    for (size_t i = 0; i < set->count; i++)
        if (set->texts[i].length < least)
            least = set->texts[i].length;
    return set->count > 0 ? least : 0;
}

/* 1 if the first tells more. */
static int is_better(const script_regex_need *a, const script_regex_need *b)
{
    size_t left = shortest(a), right = shortest(b);
    return left != right ? left > right : a->count < b->count;
}

/* Keeps a set, in the place of the worst if there are too many. */
static void keep(script_regex_needs *needs, const script_regex_need *set)
{
    if (shortest(set) < SCRIPT_REGEX_SHORTEST_NEED)
        return;
    if (needs->count < SCRIPT_REGEX_NEEDS) {
        needs->sets[needs->count++] = *set;
        return;
    }
    size_t worst = 0;
    for (size_t i = 1; i < needs->count; i++)
        if (is_better(&needs->sets[worst], &needs->sets[i]))
            worst = i;
    if (is_better(set, &needs->sets[worst]))
        needs->sets[worst] = *set;
}

/* ---- the pattern ---- */

static void fail(reader *r, part *out)
{
    r->failed = 1;
    make_unknown(out);
}

static void take_literal(reader *r, part *out)
{
    size_t start = r->at;
    text_utf8_next(r->text, &r->at);
    make_unknown(out);
    out->exact = 1;
    add_text(&out->set, base_str_n(r->text.ptr + start, r->at - start), base_str_n("", 0));
}

/* An escape, at its \: of a character that stands for itself, a place, or a class. */
static void take_escape(reader *r, part *out)
{
    int kind = byte_at(r, ++r->at);
    if (is_one_of(kind, "bBAzZK")) {
        r->at++;
        make_empty(out);
    } else if (is_one_of(kind, "dDwWsShHvVRXnrt")) {
        r->at++;
        make_unknown(out);
    } else if (kind > 0 && kind < 0x80 && !is_one_of(kind, "0123456789") &&
               !(kind >= 'a' && kind <= 'z') && !(kind >= 'A' && kind <= 'Z')) {
        take_literal(r, out);
    } else if (is_one_of(kind, "pPx") && byte_at(r, r->at + 1) == '{') {
        while (r->at < r->text.len && byte_at(r, r->at) != '}')
            r->at++;
        r->at++;
        make_unknown(out);
    } else if (is_one_of(kind, "123456789")) {
        while (is_one_of(byte_at(r, r->at), "0123456789"))
            r->at++;
        make_unknown(out);
    } else {
        fail(r, out);
    }
}

/* A class, at its [; a small one of plain characters is known. */
static void take_class(reader *r, part *out)
{
    int plain = byte_at(r, r->at + 1) != '^', first = 1, count = 0;
    part small;
    make_unknown(&small);
    r->at += plain ? 1 : 2;
    while (r->at < r->text.len && (first || byte_at(r, r->at) != ']')) {
        size_t start = r->at;
        int byte = byte_at(r, r->at);
        int next = byte_at(r, r->at + 1);
        if ((byte == '[' && is_one_of(next, ":.=")) || (byte == '\\' && is_one_of(next, "QE"))) {
            fail(r, out);
            return;
        }
        plain = plain && byte != '\\' && byte != '-' && ++count <= CLASS_LARGEST;
        text_utf8_next(r->text, &r->at);
        if (byte == '\\')
            r->at++;
        else if (plain)
            add_text(&small.set, base_str_n(r->text.ptr + start, r->at - start), base_str_n("", 0));
        first = 0;
    }
    if (r->at >= r->text.len) {
        fail(r, out);
        return;
    }
    r->at++;
    make_unknown(out);
    if (plain) {
        *out = small;
        out->exact = 1;
    }
}

static void take_alternatives(reader *r, int depth, script_regex_needs *needs, part *out);

/* To behind the > of a name. */
static void skip_name(reader *r)
{
    while (r->at < r->text.len && byte_at(r, r->at) != '>')
        r->at++;
    r->at++;
}

typedef enum group_kind { GROUP, GROUP_AHEAD, GROUP_NOT, GROUP_CHOICE, GROUP_FLAG } group_kind;

/* The head of a group, at its (. */
static group_kind take_head(reader *r)
{
    int kind = byte_at(r, r->at + 2), next = byte_at(r, r->at + 3);
    if (byte_at(r, r->at + 1) != '?') {
        r->failed |= byte_at(r, r->at + 1) == '*';
        r->at++;
        return GROUP;
    }
    r->at += 3;
    if (is_one_of(kind, ":>|"))
        return GROUP;
    if (kind == '=' || kind == '!')
        return kind == '=' ? GROUP_AHEAD : GROUP_NOT;
    if (kind == '<' && (next == '=' || next == '!')) {
        r->at++;
        return next == '=' ? GROUP_AHEAD : GROUP_NOT;
    }
    if (kind == '<') {
        skip_name(r);
        return GROUP;
    }
    if (is_one_of(kind, "sm") && next == ')') {
        r->at++;
        return GROUP_FLAG;
    }
    r->failed |= kind != '(' || !is_one_of(next, "123456789");
    while (r->at < r->text.len && byte_at(r, r->at) != ')')
        r->at++;
    r->at++;
    return GROUP_CHOICE;
}

static void take_group(reader *r, int depth, part *out)
{
    group_kind kind = take_head(r);
    if (kind == GROUP_FLAG) {
        make_empty(out);
        return;
    }
    if (depth == DEEPEST || r->failed) {
        fail(r, out);
        return;
    }
    take_alternatives(r, depth + 1, NULL, out);
    r->failed |= byte_at(r, r->at++) != ')';
    if (kind == GROUP_AHEAD)
        out->exact = 0; /* it takes up nothing */
    if (kind == GROUP_NOT || kind == GROUP_CHOICE)
        make_unknown(out);
}

static void take_atom(reader *r, int depth, part *out)
{
    int byte = byte_at(r, r->at);
    if (byte == '(') {
        take_group(r, depth, out);
    } else if (byte == '[') {
        take_class(r, out);
    } else if (byte == '\\') {
        take_escape(r, out);
    } else if (byte == '^' || byte == '$') {
        r->at++;
        make_empty(out);
    } else if (byte == '.') {
        r->at++;
        make_unknown(out);
    } else if (is_one_of(byte, "?*+{")) {
        fail(r, out);
    } else {
        take_literal(r, out);
    }
}

/* A repetition: how often at least. 1 and nothing read: there is none. */
static int take_repeat(reader *r, int *repeats)
{
    int byte = byte_at(r, r->at), least = byte == '+';
    *repeats = is_one_of(byte, "?*+{");
    if (!*repeats)
        return 1;
    if (byte == '{') {
        size_t at = r->at + 1;
        r->failed |= !is_one_of(byte_at(r, at), "0123456789");
        while (is_one_of(byte_at(r, at), "0123456789,")) {
            least |= is_one_of(byte_at(r, at), "123456789") && byte_at(r, r->at) == '{';
            if (byte_at(r, at) == ',')
                r->at = at; /* what follows is the most */
            at++;
        }
        r->failed |= byte_at(r, at) != '}';
        r->at = at;
    }
    r->at++;
    if (is_one_of(byte_at(r, r->at), "?+"))
        r->at++;
    return least;
}

/* Ends what was known of the texts in a row. */
static void end_row(script_regex_needs *needs, part *row)
{
    keep(needs, &row->set);
    make_empty(row);
}

/* To the | or ) that ends the alternative, or to the end of the pattern. */
static void take_alternative(reader *r, int depth, script_regex_needs *needs, part *out)
{
    part row;
    int is_whole = 1, repeats; /* the row is all there is */
    make_empty(&row);
    while (!r->failed && r->at < r->text.len && byte_at(r, r->at) != '|' &&
           byte_at(r, r->at) != ')') {
        part atom;
        take_atom(r, depth, &atom);
        int least = take_repeat(r, &repeats);
        if (atom.exact && !repeats && append(&row, &atom))
            continue;
        is_whole = 0;
        end_row(needs, &row);
        if (atom.exact && !repeats)
            row = atom;
        else if (least > 0)
            keep(needs, &atom.set);
    }
    *out = row;
    if (is_whole)
        return;
    end_row(needs, &row);
    make_unknown(out);
    for (size_t i = 0; i < needs->count; i++)
        if (out->set.count == 0 || is_better(&needs->sets[i], &out->set))
            out->set = needs->sets[i];
}

/* To the ) or the end of the pattern. With `needs` set and one alternative, all its sets go there.
 * The depth is bounded by DEEPEST. */
static void take_alternatives(reader *r, int depth, script_regex_needs *needs, part *out)
{
    int known = 1, count = 0;
    make_unknown(out);
    out->exact = 1;
    for (;; r->at++) {
        script_regex_needs inner;
        part one;
        memset(&inner, 0, sizeof(inner));
        take_alternative(r, depth, &inner, &one);
        out->exact &= one.exact;
        known &= one.set.count > 0 && add_set(&out->set, &one.set);
        if (needs != NULL)
            *needs = inner;
        count++;
        if (r->failed || byte_at(r, r->at) != '|')
            break;
    }
    if (!known)
        make_unknown(out);
    if (needs != NULL && (count > 1 || out->exact))
        needs->count = 0;
}

void script_regex_read_needs(base_str pattern, script_regex_needs *out)
{
    reader r = {.text = pattern};
    part whole;
    memset(out, 0, sizeof(*out));
    take_alternatives(&r, 0, out, &whole);
    if (r.failed || r.at != pattern.len)
        out->count = 0;
    else if (out->count == 0)
        keep(out, &whole.set);
}
