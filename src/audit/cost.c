#include "audit/cost.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "audit/message.h"
#include "base/arena.h"

#define LEAST_COST (4u + 3u * 8u) /* bytes */

uint64_t audit_cost_clock(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
        return 0;
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Reports name their rules in the same order, so that the search is over at once. */
static hecha_cost *find(audit_costs *costs, base_str rule)
{
    for (size_t i = 0; i < costs->items.count; i++) {
        size_t index = (costs->next + i) % costs->items.count;
        hecha_cost *cost = base_vec_at(&costs->items, index);
        if (base_str_eq_c(rule, cost->rule)) {
            costs->next = index + 1;
            return cost;
        }
    }
    return NULL;
}

static hecha_cost *add(audit_costs *costs, base_arena *arena, base_str rule)
{
    hecha_cost *cost = base_vec_push(&costs->items, arena);
    if (cost == NULL)
        return NULL;
    cost->rule = base_arena_str(arena, rule).ptr;
    if (cost->rule == NULL)
        costs->items.count--;
    return cost->rule == NULL ? NULL : cost;
}

int audit_costs_add(audit_costs *costs, base_arena *arena, const result_report *report)
{
    if (costs->items.size == 0)
        base_vec_init(&costs->items, sizeof(hecha_cost));
    for (size_t i = 0; i < report->rule_count; i++) {
        const result_rule *outcome = &report->rules[i];
        if (outcome->nanoseconds == 0)
            continue;
        hecha_cost *cost = find(costs, outcome->rule);
        if (cost == NULL)
            cost = add(costs, arena, outcome->rule);
        if (cost == NULL)
            return HECHA_E_MEMORY;
        cost->reports++;
        cost->work += outcome->work;
        cost->nanoseconds += outcome->nanoseconds;
    }
    return 0;
}

static int compare(const void *a, const void *b)
{
    const hecha_cost *left = a, *right = b;
    if (left->nanoseconds != right->nanoseconds)
        return left->nanoseconds < right->nanoseconds ? 1 : -1;
    if (left->work != right->work)
        return left->work < right->work ? 1 : -1;
    return strcmp(left->rule, right->rule);
}

void audit_costs_sort(audit_costs *costs)
{
    if (costs->items.count > 1)
        qsort(costs->items.items, costs->items.count, sizeof(hecha_cost), compare);
}

void audit_costs_write(base_buf *out, const hecha_cost *costs, size_t count)
{
    audit_put_u32(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        audit_put_str(out, base_str_c(costs[i].rule));
        audit_put_u64(out, costs[i].reports);
        audit_put_u64(out, costs[i].work);
        audit_put_u64(out, costs[i].nanoseconds);
    }
}

int audit_costs_read(base_arena *arena, base_str body, hecha_cost **out, size_t *count)
{
    audit_cursor from = {body, 0, 0};
    *count = audit_take_count(&from, LEAST_COST);
    hecha_cost *costs = base_arena_array(arena, *count + 1, sizeof(*costs));
    if (costs == NULL)
        return -1;
    for (size_t i = 0; !from.bad && i < *count; i++) {
        costs[i].rule = base_arena_str(arena, audit_take_text(&from)).ptr;
        costs[i].reports = audit_take_u64(&from);
        costs[i].work = audit_take_u64(&from);
        costs[i].nanoseconds = audit_take_u64(&from);
        from.bad |= costs[i].rule == NULL;
    }
    *out = costs;
    return from.bad || from.at != body.len ? -1 : 0;
}
