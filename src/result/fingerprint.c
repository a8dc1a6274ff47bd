#include <stdlib.h>

#include "base/buf.h"
#include "base/hash.h"
#include "result/cause.h"
#include "result/result.h"

#define DIGITS 32
#define SEPARATOR '\x1f'

/* The hash of what two findings have in common, and which finding it is. */
typedef struct entry {
    char digits[DIGITS];
    size_t index;
} entry;

static int compare_entries(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = memcmp(a->digits, b->digits, DIGITS);
    if (order != 0)
        return order;
    return a->index < b->index ? -1 : a->index > b->index;
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
    base_buf_clear(key);
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
    base_buf_clear(key);
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

static void hash_key(const base_buf *key, char digits[DIGITS])
{
    char hex[BASE_SHA256_HEX];
    base_sha256_hex(base_buf_str(key), hex);
    memcpy(digits, hex, DIGITS);
}

static int set_fingerprints(base_arena *arena, result_report *report, entry *entries, base_buf *key)
{
    size_t count = report->finding_count, ordinal = 0;
    for (size_t i = 0; i < count; i++) {
        identity_key(key, report, &report->findings[i]);
        hash_key(key, entries[i].digits);
        entries[i].index = i;
    }
    qsort(entries, count, sizeof(*entries), compare_entries);
    for (size_t i = 0; i < count; i++) {
        int same = i > 0 && memcmp(entries[i - 1].digits, entries[i].digits, DIGITS) == 0;
        result_finding *finding = &report->findings[entries[i].index];
        char digits[DIGITS];
        ordinal = same ? ordinal + 1 : 1;
        identity_key(key, report, finding);
        base_buf_add_int(key, (int64_t)ordinal);
        hash_key(key, digits);
        finding->fingerprint = base_arena_str(arena, base_str_n(digits, DIGITS));
        if (finding->fingerprint.ptr == NULL || base_buf_failed(key))
            return HECHA_E_MEMORY;
    }
    return 0;
}

static int may_fold(const result_finding *finding)
{
    const base_place *place = &finding->location;
    return has_figures(finding) && finding->evidence.relation.len > 0 &&
           (place->block | place->line | place->row | place->table | place->paragraph) != 0;
}

/* The first of a group is the cause; those of its own rule are repeats of nothing. */
static int set_causes(result_report *report, entry *entries, base_buf *key)
{
    size_t count = 0;
    for (size_t i = 0; i < report->finding_count; i++) {
        report->findings[i].because = base_str_n(NULL, 0);
        if (!may_fold(&report->findings[i]))
            continue;
        comparison_key(key, &report->findings[i]);
        hash_key(key, entries[count].digits);
        entries[count++].index = i;
    }
    qsort(entries, count, sizeof(*entries), compare_entries);
    const result_finding *first = NULL;
    for (size_t i = 0; i < count; i++) {
        result_finding *finding = &report->findings[entries[i].index];
        if (i == 0 || memcmp(entries[i - 1].digits, entries[i].digits, DIGITS) != 0)
            first = finding;
        else if (!base_str_eq(first->rule, finding->rule))
            finding->because = first->fingerprint;
    }
    return base_buf_failed(key) ? HECHA_E_MEMORY : 0;
}

int result_fingerprint(base_arena *arena, result_report *report)
{
    result_sort(report);
    if (report->finding_count == 0)
        return 0;
    entry *entries = base_arena_array(arena, report->finding_count, sizeof(*entries));
    if (entries == NULL)
        return HECHA_E_MEMORY;
    base_buf key;
    base_buf_init(&key);
    int code = set_fingerprints(arena, report, entries, &key);
    if (code == 0)
        code = set_causes(report, entries, &key);
    base_buf_dispose(&key);
    return code == 0 ? result_find_causes(arena, report) : code;
}
