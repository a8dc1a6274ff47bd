#include "result/cause.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/hash.h"

#define DIGITS 32
#define MOST_TERMS 64 /* of one finding; a longer sum says little about any of them */

/* A change of a figure that would mend a finding. */
typedef struct repair {
    char digits[DIGITS]; /* hash of the figure's place and the change */
    size_t finding;
    int states; /* the figure is the finding's subject */
    size_t group_size;
} repair;

typedef struct repairs {
    repair *items;
    size_t count;
    base_buf key;
} repairs;

static int compare_repairs(const void *left, const void *right)
{
    const repair *a = left, *b = right;
    int order = memcmp(a->digits, b->digits, DIGITS);
    if (order != 0)
        return order;
    return a->finding < b->finding ? -1 : a->finding > b->finding;
}

/* Large groups first; repairs of one group stay together. */
static int compare_groups(const void *left, const void *right)
{
    const repair *a = left, *b = right;
    if (a->group_size != b->group_size)
        return a->group_size > b->group_size ? -1 : 1;
    return compare_repairs(left, right);
}

static int is_comparison(const result_finding *finding)
{
    const result_evidence *evidence = &finding->evidence;
    return finding->has_evidence && finding->because.len == 0 &&
           base_str_eq_c(evidence->relation, "=") && evidence->difference.len > 0 &&
           evidence->term_count <= MOST_TERMS;
}

static int same_place(const base_place *a, const base_place *b)
{
    return base_str_eq(a->path, b->path) && base_str_eq(a->part, b->part) &&
           base_str_eq(a->ref, b->ref) && a->page == b->page && a->sheet == b->sheet &&
           a->block == b->block && a->line == b->line && a->column == b->column &&
           a->row == b->row && a->cell == b->cell;
}

/* 1 if the place tells one figure from all others. */
static int is_place(const base_place *place)
{
    return (place->block | place->line | place->row | place->table | place->paragraph) != 0;
}

/* The other side is one figure, or figures added up. */
static int is_plain_sum(const result_evidence *evidence)
{
    if (evidence->arithmetic.len == 0)
        return evidence->term_count == 1;
    for (size_t i = 0; i < evidence->arithmetic.len; i++) {
        char byte = evidence->arithmetic.ptr[i];
        if ((byte < '0' || byte > '9') && byte != '+' && byte != '.' && byte != ' ')
            return 0;
    }
    return 1;
}

/* A subject that is itself a term: the left side is an operation, and its place that of a part. */
static int is_single(const result_finding *finding)
{
    for (size_t i = 0; i < finding->evidence.term_count; i++)
        if (same_place(&finding->location, &finding->evidence.terms[i].place))
            return 0;
    return is_place(&finding->location);
}

static void add_repair(repairs *all, size_t finding, const base_place *place, base_str change,
                       int negate, int states)
{
    const uint32_t numbers[] = {place->page,   place->sheet, place->block, place->line,
                                place->column, place->row,   place->cell};
    char hex[BASE_SHA256_HEX];
    base_buf *key = &all->key;
    base_buf_clear(key);
    base_buf_add_str(key, place->path);
    base_buf_add_byte(key, 0x1f);
    base_buf_add_str(key, place->part);
    base_buf_add_byte(key, 0x1f);
    base_buf_add_str(key, place->ref);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
        base_buf_add_byte(key, 0x1f);
        base_buf_add_int(key, numbers[i]);
    }
    int minus = change.ptr[0] == '-';
    base_buf_add_byte(key, minus != negate ? '-' : '+');
    base_buf_add_str(key, base_str_n(change.ptr + minus, change.len - (size_t)minus));
    base_sha256_hex(base_buf_str(key), hex);
    repair *item = &all->items[all->count++];
    memcpy(item->digits, hex, DIGITS);
    item->finding = finding;
    item->states = states;
    item->group_size = 0;
}

static void add_finding(repairs *all, const result_report *report, size_t index)
{
    const result_finding *finding = &report->findings[index];
    const result_evidence *evidence = &finding->evidence;
    if (!is_comparison(finding) || !is_single(finding))
        return;
    add_repair(all, index, &finding->location, evidence->difference, 1, 1);
    if (!is_plain_sum(evidence))
        return;
    for (size_t i = 0; i < evidence->term_count; i++)
        if (is_place(&evidence->terms[i].place))
            add_repair(all, index, &evidence->terms[i].place, evidence->difference, 0, 0);
}

static size_t group_end(const repairs *all, size_t start)
{
    size_t end = start + 1;
    while (end < all->count &&
           memcmp(all->items[start].digits, all->items[end].digits, DIGITS) == 0)
        end++;
    return end;
}

static void count_groups(repairs *all)
{
    for (size_t start = 0, end; start < all->count; start = end) {
        end = group_end(all, start);
        for (size_t i = start; i < end; i++)
            all->items[i].group_size = end - start;
    }
}

/* 1 if `a` leads rather than `b`. */
static int leads(const result_report *report, const repair *a, const repair *b)
{
    hecha_severity first = report->findings[a->finding].severity;
    hecha_severity second = report->findings[b->finding].severity;
    if (first != second)
        return first > second;
    return a->states > b->states;
}

/* Findings that are told already, as a cause or under one, are left out. */
static void settle_group(const repairs *all, result_report *report, char *told, size_t start,
                         size_t end)
{
    const repair *lead = NULL;
    for (size_t i = start; i < end; i++)
        if (!told[all->items[i].finding] && (lead == NULL || leads(report, &all->items[i], lead)))
            lead = &all->items[i];
    if (lead == NULL)
        return;
    const result_finding *cause = &report->findings[lead->finding];
    for (size_t i = start; i < end; i++) {
        size_t index = all->items[i].finding;
        result_finding *finding = &report->findings[index];
        if (told[index] || base_str_eq(finding->rule, cause->rule))
            continue;
        finding->because = cause->fingerprint;
        told[index] = told[lead->finding] = 1;
    }
}

int result_find_causes(base_arena *arena, result_report *report)
{
    size_t most = 0, compared = 0;
    for (size_t i = 0; i < report->finding_count; i++) {
        if (is_comparison(&report->findings[i])) {
            most += 1 + report->findings[i].evidence.term_count;
            compared++;
        }
    }
    if (compared < 2)
        return 0;
    repairs all = {.items = base_arena_array(arena, most, sizeof(*all.items))};
    char *told = base_arena_array(arena, report->finding_count, 1);
    if (all.items == NULL || told == NULL)
        return HECHA_E_MEMORY;
    base_buf_init(&all.key);
    for (size_t i = 0; i < report->finding_count; i++)
        add_finding(&all, report, i);
    for (size_t i = 0; i < report->finding_count; i++)
        told[i] = (char)(report->findings[i].because.len > 0);
    qsort(all.items, all.count, sizeof(*all.items), compare_repairs);
    count_groups(&all);
    qsort(all.items, all.count, sizeof(*all.items), compare_groups);
    for (size_t start = 0, end; start < all.count; start = end) {
        end = group_end(&all, start);
        if (end - start > 1)
            settle_group(&all, report, told, start, end);
    }
    int code = base_buf_failed(&all.key) ? HECHA_E_MEMORY : 0;
    base_buf_dispose(&all.key);
    return code;
}
