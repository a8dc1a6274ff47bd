#include "audit/idle.h"

/* What was met of one rule. */
typedef struct met {
    base_str rule, reason;
    result_others others; /* that the reason is of */
    int compared;         /* or could not be evaluated, which is told anyway */
} met;

/* Reports name their rules in the same order, so that the search is over at once. */
static met *find(audit_idle *idle, base_arena *arena, base_str name)
{
    for (size_t i = 0; i < idle->items.count; i++) {
        size_t index = (idle->next + i) % idle->items.count;
        met *known = base_vec_at(&idle->items, index);
        if (base_str_eq(known->rule, name)) {
            idle->next = index + 1;
            return known;
        }
    }
    met *added = base_vec_push(&idle->items, arena);
    if (added == NULL)
        return NULL;
    added->rule = base_arena_str(arena, name);
    return added->rule.ptr == NULL ? NULL : added;
}

int audit_idle_add(audit_idle *idle, base_arena *arena, const result_report *report)
{
    if (idle->items.size == 0)
        base_vec_init(&idle->items, sizeof(met));
    for (size_t i = 0; i < report->rule_count; i++) {
        const result_rule *outcome = &report->rules[i];
        if (outcome->others == RESULT_WITHOUT_OTHERS)
            continue;
        met *known = find(idle, arena, outcome->rule);
        if (known == NULL)
            return HECHA_E_MEMORY;
        known->compared |= outcome->outcome != RESULT_NOT_APPLICABLE;
        if (known->compared || outcome->others <= known->others)
            continue;
        known->others = outcome->others;
        known->reason = base_arena_str(arena, outcome->reason);
        if (known->reason.ptr == NULL)
            return HECHA_E_MEMORY;
    }
    return 0;
}

int audit_idle_list(const audit_idle *idle, int all, base_arena *arena, const render_idle **out,
                    size_t *count)
{
    render_idle *list = base_arena_array(arena, idle->items.count + 1, sizeof(*list));
    *count = 0;
    *out = list;
    if (list == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < idle->items.count; i++) {
        const met *known = base_vec_at(&idle->items, i);
        if (!known->compared && (all || known->others == RESULT_WITH_OTHERS))
            list[(*count)++] = (render_idle){known->rule, known->reason};
    }
    return 0;
}
