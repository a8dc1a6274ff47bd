#include <stdlib.h>

#include "base/buf.h"
#include "base/hash.h"
#include "result/cause.h"
#include "result/result.h"

#define DIGITS 32
#define SEPARATOR '\x1f'

/* What two findings have in common, and which finding it is. */
typedef struct entry {
    size_t start; /* of the key among all keys */
    base_str key; /* once all keys are made */
    uint64_t hash;
    size_t index;
} entry;

typedef struct entries {
    entry *items;
    size_t count;
    base_buf keys;
} entries;

static int compare_keys(const entry *a, const entry *b)
{
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return base_str_cmp(a->key, b->key);
}

static int compare_entries(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = compare_keys(a, b);
    if (order != 0)
        return order;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* To be called when the key of the finding is at the end of the keys. */
static void add_entry(entries *all, size_t start, size_t index)
{
    all->items[all->count].start = start;
    all->items[all->count++].index = index;
}

/* Brings entries with the same key together, in the order of the findings. */
static void sort_entries(entries *all)
{
    size_t end = all->keys.len;
    for (size_t i = all->count; i-- > 0;) {
        entry *item = &all->items[i];
        item->key = base_str_n(all->keys.ptr + item->start, end - item->start);
        item->hash = base_hash64(item->key);
        end = item->start;
    }
    qsort(all->items, all->count, sizeof(*all->items), compare_entries);
}

static int is_same(const entries *all, size_t index)
{
    return index > 0 && compare_keys(&all->items[index - 1], &all->items[index]) == 0;
}

static void add_field(base_buf *key, base_str field)
{
    base_buf_add_str(key, field);
    base_buf_add_byte(key, SEPARATOR);
}

static void add_number(base_buf *key, int64_t number)
{
    base_buf_add_int(key, number);
    base_buf_add_byte(key, SEPARATOR);
}

static int has_figures(const result_finding *finding)
{
    return finding->has_evidence &&
           (finding->evidence.stated.len > 0 || finding->evidence.expected.len > 0);
}

/* What the fingerprint is of, but for the ordinal. */
static void identity_key(base_buf *key, const result_report *report, const result_finding *finding)
{
    int figures = has_figures(finding);
    base_str none = {NULL, 0};
    add_field(key, finding->rule);
    add_field(key, report->agency);
    add_number(key, report->year);
    add_field(key, figures ? finding->evidence.subject : finding->message);
    add_field(key, figures ? finding->evidence.stated : none);
    add_field(key, figures ? finding->evidence.expected : none);
}

/* What two findings of different rules say alike: subject cell, relation and figures. */
static void comparison_key(base_buf *key, const result_finding *finding)
{
    const base_place *place = &finding->location;
    const uint32_t numbers[] = {place->page, place->sheet,  place->table, place->block,
                                place->line, place->column, place->row,   place->cell};
    add_field(key, place->path);
    add_field(key, place->part);
    add_field(key, place->ref);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
        add_number(key, numbers[i]);
    add_field(key, finding->evidence.subject);
    add_field(key, finding->evidence.relation);
    add_field(key, finding->evidence.stated);
    add_field(key, finding->evidence.expected);
}

/* A finding has the same fingerprint whatever else is found: its ordinal is among findings of its
 * own rule, which come together. */
static int set_fingerprints(base_arena *arena, result_report *report, entries *all)
{
    size_t ordinal = 0;
    base_buf hashed;
    for (size_t i = 0; i < report->finding_count; i++) {
        size_t start = all->keys.len;
        if (report->findings[i].fingerprint.len > 0)
            continue;
        identity_key(&all->keys, report, &report->findings[i]);
        add_entry(all, start, i);
    }
    if (base_buf_failed(&all->keys))
        return HECHA_E_MEMORY;
    sort_entries(all);
    base_buf_init(&hashed);
    for (size_t i = 0; i < all->count && !base_buf_failed(&hashed); i++) {
        char digits[BASE_SHA256_HEX];
        ordinal = is_same(all, i) ? ordinal + 1 : 1;
        base_buf_clear(&hashed);
        base_buf_add_str(&hashed, all->items[i].key);
        base_buf_add_int(&hashed, (int64_t)ordinal);
        base_sha256_hex(base_buf_str(&hashed), digits);
        report->findings[all->items[i].index].fingerprint =
            base_arena_str(arena, base_str_n(digits, DIGITS));
    }
    int failed = base_buf_failed(&hashed) || base_arena_failed(arena);
    base_buf_dispose(&hashed);
    return failed ? HECHA_E_MEMORY : 0;
}

static int may_fold(const result_finding *finding)
{
    const base_place *place = &finding->location;
    return has_figures(finding) && finding->evidence.relation.len > 0 &&
           (place->block | place->line | place->row | place->table | place->paragraph) != 0;
}

/* The first of a group is the cause; those of its own rule are repeats of nothing. */
static int set_causes(result_report *report, entries *all)
{
    all->count = 0;
    base_buf_clear(&all->keys);
    for (size_t i = 0; i < report->finding_count; i++) {
        size_t start = all->keys.len;
        report->findings[i].because = base_str_n(NULL, 0);
        if (!may_fold(&report->findings[i]))
            continue;
        comparison_key(&all->keys, &report->findings[i]);
        add_entry(all, start, i);
    }
    if (base_buf_failed(&all->keys))
        return HECHA_E_MEMORY;
    sort_entries(all);
    const result_finding *first = NULL;
    for (size_t i = 0; i < all->count; i++) {
        result_finding *finding = &report->findings[all->items[i].index];
        if (!is_same(all, i))
            first = finding;
        else if (!base_str_eq(first->rule, finding->rule))
            finding->because = first->fingerprint;
    }
    return 0;
}

int result_fingerprint(base_arena *arena, result_report *report)
{
    entries all = {.count = 0};
    result_sort(report);
    if (report->finding_count == 0)
        return 0;
    all.items = base_arena_array(arena, report->finding_count, sizeof(*all.items));
    if (all.items == NULL)
        return HECHA_E_MEMORY;
    base_buf_init(&all.keys);
    int code = set_fingerprints(arena, report, &all);
    if (code == 0)
        code = set_causes(report, &all);
    base_buf_dispose(&all.keys);
    return code == 0 ? result_find_causes(arena, report) : code;
}
