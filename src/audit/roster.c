#include "audit/roster.h"

#include <stdio.h>
#include <stdlib.h>

#include "audit/roster_read.h"
#include "base/err.h"
#include "base/hash.h"
#include "text/nearest.h"
#include "text/normal.h"

#define LEAST_SIMILAR 70 /* of agencies' names */
#define MOST_NOTES 10u

/* A name of an agency while a row holds. */
typedef struct name {
    base_str key;
    size_t row;
    int alias;
} name;

struct audit_roster {
    base_arena *arena;
    roster_row *rows;
    size_t row_count;
    base_str *agencies; /* names, in the order of first mention */
    base_str *keys;
    size_t count;
    size_t *first_row; /* of each agency: its rows are linked; SIZE_MAX: none */
    size_t *next_row;
    name *names; /* by key, then row */
    size_t name_count;
    base_vec notes; /* of base_str */
    const char *path;
    hecha_lang lang;
};

int audit_name_key(base_arena *scratch, base_str text, base_buf *key)
{
    text_normal normal;
    if (text_normalise(scratch, text, &normal) != 0)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < normal.text.len; i++) {
        char byte = normal.text.ptr[i];
        base_str rest = base_str_from(normal.text, i);
        if (byte == ' ' || byte == '\n')
            continue;
        if (base_str_starts(rest, base_str_c("（")) || base_str_starts(rest, base_str_c("）"))) {
            base_buf_add_byte(key, base_str_starts(rest, base_str_c("（")) ? '(' : ')');
            i += 2;
            continue;
        }
        base_buf_add_byte(key, byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte);
    }
    return base_buf_failed(key) ? HECHA_E_MEMORY : 0;
}

static int covers(const roster_row *row, int year)
{
    return year == 0 ||
           ((row->from == 0 || year >= row->from) && (row->to == 0 || year <= row->to));
}

static int overlap(const roster_row *a, const roster_row *b)
{
    return (a->to == 0 || b->from == 0 || b->from <= a->to) &&
           (b->to == 0 || a->from == 0 || a->from <= b->to);
}

/* ---- agencies and names ---- */

static base_str key_of(audit_roster *roster, base_str text)
{
    base_buf key;
    base_buf_init(&key);
    base_str kept = base_str_n(NULL, 0);
    if (audit_name_key(roster->arena, text, &key) == 0)
        kept = base_arena_str(roster->arena, base_buf_str(&key));
    base_buf_dispose(&key);
    return kept;
}

static int by_key(const void *a, const void *b)
{
    const name *x = a, *y = b;
    int order = base_str_cmp(x->key, y->key);
    if (order != 0)
        return order;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return x->alias - y->alias;
}

static int take_name(audit_roster *roster, base_str text, size_t row, int alias)
{
    name *made = &roster->names[roster->name_count++];
    made->key = key_of(roster, text);
    made->row = row;
    made->alias = alias;
    return made->key.ptr == NULL ? HECHA_E_MEMORY : 0;
}

static int list_names(audit_roster *roster)
{
    size_t total = 0;
    for (size_t i = 0; i < roster->row_count; i++)
        total += 1 + roster->rows[i].alias_count;
    roster->names = base_arena_array(roster->arena, total + 1, sizeof(*roster->names));
    if (roster->names == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < roster->row_count; i++) {
        const roster_row *row = &roster->rows[i];
        if (take_name(roster, row->agency, i, 0) != 0)
            return HECHA_E_MEMORY;
        for (size_t k = 0; k < row->alias_count; k++)
            if (take_name(roster, row->aliases[k], i, 1) != 0)
                return HECHA_E_MEMORY;
    }
    qsort(roster->names, roster->name_count, sizeof(*roster->names), by_key);
    return 0;
}

/* Index of the first name that is not below the key. */
static size_t lower_bound(const audit_roster *roster, base_str key)
{
    size_t low = 0, high = roster->name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (base_str_cmp(roster->names[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t add_agency(audit_roster *roster, base_str shown, base_str key)
{
    roster->agencies[roster->count] = shown;
    roster->keys[roster->count] = key;
    roster->first_row[roster->count] = SIZE_MAX;
    return roster->count++;
}

/* Rows of one name are one agency's. Names are sorted, so its first own row is found at once. */
static int number_agencies(audit_roster *roster)
{
    size_t room = 2 * roster->row_count + 1;
    roster->agencies = base_arena_array(roster->arena, room, sizeof(*roster->agencies));
    roster->keys = base_arena_array(roster->arena, room, sizeof(*roster->keys));
    roster->first_row = base_arena_array(roster->arena, room, sizeof(*roster->first_row));
    roster->next_row = base_arena_array(roster->arena, room, sizeof(*roster->next_row));
    if (base_arena_failed(roster->arena))
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < roster->row_count; i++) {
        roster_row *row = &roster->rows[i];
        base_str key = key_of(roster, row->agency);
        if (key.ptr == NULL)
            return HECHA_E_MEMORY;
        row->number = AUDIT_NOBODY;
        for (size_t at = lower_bound(roster, key);
             at < roster->name_count && base_str_eq(roster->names[at].key, key); at++) {
            if (!roster->names[at].alias && roster->names[at].row < i) {
                row->number = roster->rows[roster->names[at].row].number;
                break;
            }
        }
        if (row->number == AUDIT_NOBODY)
            row->number = add_agency(roster, row->agency, key);
        roster->next_row[i] = roster->first_row[row->number];
        roster->first_row[row->number] = i;
    }
    return 0;
}

/* ---- what is wrong ---- */

static int refuse(const audit_roster *roster, base_msg_id message, base_str first, base_str second,
                  int line, hecha_err *err)
{
    const char *one = base_arena_copy(roster->arena, first.ptr ? first.ptr : "", first.len);
    const char *two = base_arena_copy(roster->arena, second.ptr ? second.ptr : "", second.len);
    if (one == NULL || two == NULL)
        return base_err_memory(err);
    int code = base_err(err, HECHA_E_USAGE, message, one, two, NULL);
    base_err_at(err, roster->path, line, 0);
    return code;
}

static base_str line_text(const audit_roster *roster, int line)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_int(&text, line);
    base_str kept = base_arena_str(roster->arena, base_buf_str(&text));
    base_buf_dispose(&text);
    return kept;
}

/* Of one name at a time one row: rows of equal names are neighbours. The number of rows with one
 * name is bounded by the years they may hold without overlapping. */
static int check_names(const audit_roster *roster, hecha_err *err)
{
    for (size_t i = 0; i < roster->name_count; i++) {
        for (size_t k = i + 1;
             k < roster->name_count && base_str_eq(roster->names[k].key, roster->names[i].key);
             k++) {
            const roster_row *a = &roster->rows[roster->names[i].row];
            const roster_row *b = &roster->rows[roster->names[k].row];
            if (a == b || !overlap(a, b))
                continue;
            const roster_row *later = a->line < b->line ? b : a;
            const roster_row *first = a->line < b->line ? a : b;
            int own = a->number == b->number;
            base_str text = own ? later->agency : roster->names[i].key;
            return refuse(roster, own ? MSG_ROSTER_OVERLAP : MSG_ROSTER_TWO_AGENCIES, text,
                          line_text(roster, first->line), later->line, err);
        }
    }
    return 0;
}

/* A parent that no row lists may be another office's business, or misspelt. */
static int note_parent(audit_roster *roster, const roster_row *row)
{
    text_nearest best;
    base_buf near;
    memset(&best, 0, sizeof(best));
    base_buf_init(&near);
    for (size_t i = 0; i < roster->row_count; i++)
        text_nearest_try(&best, row->parent, roster->rows[i].agency, LEAST_SIMILAR);
    text_nearest_add(&best, roster->lang, &near);
    const char *parent = base_arena_copy(roster->arena, row->parent.ptr, row->parent.len);
    int failed =
        parent == NULL || base_buf_failed(&near) ||
        audit_roster_note(roster->arena, &roster->notes, roster->path, row->line, roster->lang,
                          best.count > 0 ? MSG_ROSTER_NEAR_PARENT : MSG_ROSTER_PARENT, parent,
                          near.ptr ? near.ptr : "") != 0;
    base_buf_dispose(&near);
    return failed ? HECHA_E_MEMORY : 0;
}

/* A new agency for the parent that has no row. Each is told once, many only by the first. */
static int add_parent(audit_roster *roster, roster_row *row, base_str key, size_t with_rows)
{
    row->above = add_agency(roster, row->parent, key);
    size_t unlisted = roster->count - with_rows;
    return unlisted > MOST_NOTES ? 0 : note_parent(roster, row);
}

static int note_more(audit_roster *roster, size_t with_rows)
{
    char number[24];
    size_t unlisted = roster->count - with_rows;
    if (unlisted <= MOST_NOTES)
        return 0;
    snprintf(number, sizeof(number), "%zu", unlisted - MOST_NOTES);
    return audit_roster_note(roster->arena, &roster->notes, roster->path, 1, roster->lang,
                             MSG_ROSTER_MORE_PARENTS, number, "");
}

/* The parent of a row, as an agency; one that has no row becomes one. */
static int link_parents(audit_roster *roster)
{
    size_t with_rows = roster->count;
    for (size_t i = 0; i < roster->row_count; i++) {
        roster_row *row = &roster->rows[i];
        row->above = AUDIT_NOBODY;
        if (row->parent.len == 0)
            continue;
        base_str key = key_of(roster, row->parent);
        if (key.ptr == NULL)
            return HECHA_E_MEMORY;
        row->above = audit_roster_find(roster, key, row->from ? row->from : row->to);
        for (size_t k = with_rows; row->above == AUDIT_NOBODY && k < roster->count; k++)
            if (base_str_eq(roster->keys[k], key))
                row->above = k;
        if (row->above == AUDIT_NOBODY && add_parent(roster, row, key, with_rows) != 0)
            return HECHA_E_MEMORY;
    }
    return note_more(roster, with_rows);
}

/* Walks up from a row in the year it begins to hold, and in the years in which rows above it do. As
 * many steps as there are agencies and no end is a loop. */
static int loops(const audit_roster *roster, const roster_row *row, int year)
{
    size_t at = row->above, steps = 0;
    while (at != AUDIT_NOBODY && at != row->number && steps++ <= roster->count)
        at = audit_roster_parent(roster, at, year);
    return at == row->number;
}

static base_str spell_loop(const audit_roster *roster, const roster_row *row, int year)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_str(&text, row->agency);
    size_t at = row->above;
    for (size_t steps = 0; at != AUDIT_NOBODY && steps < 8; steps++) {
        base_buf_add_c(&text, " → ");
        base_buf_add_str(&text, roster->agencies[at]);
        if (at == row->number)
            break;
        at = audit_roster_parent(roster, at, year);
    }
    base_str kept = base_arena_str(roster->arena, base_buf_str(&text));
    base_buf_dispose(&text);
    return kept;
}

static int by_year(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* The years in which something changes: a loop that is there at all is there in one of them. */
static int *turning_years(const audit_roster *roster, size_t *count)
{
    int *years = base_arena_array(roster->arena, roster->row_count + 1, sizeof(*years));
    size_t kept = 1; /* 1: before all of them */
    if (years == NULL)
        return NULL;
    years[0] = 1;
    for (size_t i = 0; i < roster->row_count; i++)
        if (roster->rows[i].from > 0)
            years[kept++] = roster->rows[i].from;
    qsort(years, kept, sizeof(*years), by_year);
    size_t distinct = 1;
    for (size_t i = 1; i < kept; i++)
        if (years[i] != years[distinct - 1])
            years[distinct++] = years[i];
    *count = distinct;
    return years;
}

/* In one year every agency has one above it. An agency whose way up is known to end is not walked
 * again. */
static int check_year(const audit_roster *roster, int year, unsigned *done, unsigned stamp,
                      hecha_err *err)
{
    for (size_t i = 0; i < roster->row_count; i++) {
        const roster_row *row = &roster->rows[i];
        if (!covers(row, year) || done[row->number] == stamp)
            continue;
        size_t at = row->number, steps = 0;
        while (at != AUDIT_NOBODY && done[at] != stamp && steps++ <= roster->count)
            at = audit_roster_parent(roster, at, year);
        if (at != AUDIT_NOBODY && done[at] != stamp && loops(roster, row, year))
            return refuse(roster, MSG_ROSTER_LOOP, spell_loop(roster, row, year), base_str_c(""),
                          row->line, err);
        if (at != AUDIT_NOBODY && done[at] != stamp)
            continue; /* leads into a loop that another row is part of */
        for (at = row->number; at != AUDIT_NOBODY && done[at] != stamp;
             at = audit_roster_parent(roster, at, year))
            done[at] = stamp;
    }
    return 0;
}

static int check_loops(const audit_roster *roster, hecha_err *err)
{
    size_t count = 0;
    const int *years = turning_years(roster, &count);
    unsigned *done = base_arena_array(roster->arena, roster->count + 1, sizeof(*done));
    if (years == NULL || done == NULL)
        return base_err_memory(err);
    int code = 0;
    for (size_t i = 0; code == 0 && i < count; i++)
        code = check_year(roster, years[i], done, (unsigned)i + 1, err);
    return code;
}

/* ---- the roster ---- */

static int read_roster(const char *path, const base_str *bytes, hecha_lang lang, audit_roster **out,
                       hecha_err *err)
{
    *out = NULL;
    audit_roster *roster = calloc(1, sizeof(*roster));
    if (roster != NULL)
        roster->arena = base_arena_new(0);
    if (roster == NULL || roster->arena == NULL) {
        audit_roster_free(roster);
        return base_err_memory(err);
    }
    roster->path = path;
    roster->lang = lang;
    base_vec_init(&roster->notes, sizeof(base_str));
    int code = audit_roster_rows(roster->arena, path, bytes, lang, &roster->rows,
                                 &roster->row_count, &roster->notes, err);
    if (code == 0 && (list_names(roster) != 0 || number_agencies(roster) != 0))
        code = base_err_memory(err);
    if (code == 0)
        code = check_names(roster, err);
    if (code == 0 && link_parents(roster) != 0)
        code = base_err_memory(err);
    if (code == 0)
        code = check_loops(roster, err);
    if (code != 0) {
        audit_roster_free(roster);
        return code;
    }
    roster->path = NULL; /* the caller's */
    *out = roster;
    return 0;
}

int audit_roster_read(const char *path, hecha_lang lang, audit_roster **out, hecha_err *err)
{
    return read_roster(path, NULL, lang, out, err);
}

int audit_roster_take(const char *path, base_str bytes, hecha_lang lang, audit_roster **out,
                      hecha_err *err)
{
    return read_roster(path, &bytes, lang, out, err);
}

void audit_roster_free(audit_roster *roster)
{
    if (roster == NULL)
        return;
    base_arena_free(roster->arena);
    free(roster);
}

const base_str *audit_roster_notes(const audit_roster *roster, size_t *count)
{
    *count = roster->notes.count;
    return roster->notes.items;
}

size_t audit_roster_count(const audit_roster *roster)
{
    return roster->count;
}

base_str audit_roster_name(const audit_roster *roster, size_t agency)
{
    return roster->agencies[agency];
}

size_t audit_roster_find(const audit_roster *roster, base_str key, int year)
{
    size_t found = AUDIT_NOBODY;
    int several = 0;
    for (size_t at = lower_bound(roster, key);
         at < roster->name_count && base_str_eq(roster->names[at].key, key); at++) {
        const roster_row *row = &roster->rows[roster->names[at].row];
        if (year != 0 && covers(row, year))
            return row->number;
        several |= found != AUDIT_NOBODY && found != row->number;
        found = row->number;
    }
    if (found != AUDIT_NOBODY)
        return several ? AUDIT_NOBODY : found;
    for (size_t i = roster->count; i > 0 && roster->first_row[i - 1] == SIZE_MAX; i--)
        if (base_str_eq(roster->keys[i - 1], key))
            return i - 1;
    return AUDIT_NOBODY;
}

static const roster_row *row_in(const audit_roster *roster, size_t agency, int year)
{
    for (size_t i = roster->first_row[agency]; i != SIZE_MAX; i = roster->next_row[i])
        if (covers(&roster->rows[i], year))
            return &roster->rows[i];
    return NULL;
}

int audit_roster_lists(const audit_roster *roster, size_t agency, int year)
{
    return roster->first_row[agency] != SIZE_MAX && row_in(roster, agency, year) != NULL;
}

int audit_roster_knows(const audit_roster *roster, size_t agency, int year)
{
    return roster->first_row[agency] == SIZE_MAX || row_in(roster, agency, year) != NULL;
}

size_t audit_roster_parent(const audit_roster *roster, size_t agency, int year)
{
    const roster_row *row = row_in(roster, agency, year);
    return row != NULL ? row->above : AUDIT_NOBODY;
}

/* 1 if an earlier row already puts the agency below the same one. */
static int is_repeated(const audit_roster *roster, size_t row)
{
    const roster_row *own = &roster->rows[row];
    for (size_t i = roster->next_row[row]; i != SIZE_MAX; i = roster->next_row[i])
        if (roster->rows[i].above == own->above)
            return 1;
    return 0;
}

size_t *audit_roster_children(const audit_roster *roster, base_arena *arena)
{
    size_t head = roster->count + 1;
    size_t *all = base_arena_array(arena, head + roster->row_count, sizeof(*all));
    size_t *next = base_arena_array(arena, head, sizeof(*next));
    if (all == NULL || next == NULL)
        return NULL;
    for (size_t i = 0; i < roster->row_count; i++)
        if (roster->rows[i].above != AUDIT_NOBODY && !is_repeated(roster, i))
            next[roster->rows[i].above]++;
    all[0] = head;
    for (size_t i = 0; i < roster->count; i++) {
        all[i + 1] = all[i] + next[i];
        next[i] = all[i];
    }
    for (size_t i = 0; i < roster->row_count; i++)
        if (roster->rows[i].above != AUDIT_NOBODY && !is_repeated(roster, i))
            all[next[roster->rows[i].above]++] = roster->rows[i].number;
    return all;
}
