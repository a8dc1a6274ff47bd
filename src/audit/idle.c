#include "audit/idle.h"

#include "base/msg.h"

/* What was met of one rule. */
typedef struct met {
    base_str rule, reason;
    result_others others; /* that the reason is of */
    int compared;         /* or could not be evaluated, which is told anyway */
    int of_nothing;       /* the reason is that nothing was compared */
    size_t reports;       /* that it was asked about */
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

static int is_of_nothing(base_str reason)
{
    return base_str_eq_c(reason, base_msg_text(HECHA_LANG_ZH, MSG_SCRIPT_NOTHING_CHECKED)) ||
           base_str_eq_c(reason, base_msg_text(HECHA_LANG_EN, MSG_SCRIPT_NOTHING_CHECKED));
}

/* 0 or HECHA_E_MEMORY. */
static int note(met *known, base_arena *arena, const result_rule *outcome)
{
    int of_nothing = is_of_nothing(outcome->reason);
    known->reports++;
    known->compared |= outcome->outcome != RESULT_NOT_APPLICABLE;
    if (known->compared || (known->reports > 1 && outcome->others <= known->others &&
                            (of_nothing <= known->of_nothing || known->others != outcome->others)))
        return 0;
    known->others = outcome->others;
    known->of_nothing = of_nothing;
    known->reason = base_arena_str(arena, outcome->reason);
    return known->reason.ptr == NULL ? HECHA_E_MEMORY : 0;
}

int audit_idle_add(audit_idle *idle, base_arena *arena, const result_report *report)
{
    int code = 0;
    if (idle->items.size == 0)
        base_vec_init(&idle->items, sizeof(met));
    for (size_t i = 0; code == 0 && i < report->rule_count; i++) {
        const result_rule *outcome = &report->rules[i];
        if (outcome->others == RESULT_WITHOUT_OTHERS && !idle->named)
            continue;
        met *known = find(idle, arena, outcome->rule);
        code = known != NULL ? note(known, arena, outcome) : HECHA_E_MEMORY;
    }
    return code;
}

static int is_told(const audit_idle *idle, const met *known)
{
    if (known->compared)
        return 0;
    if (known->others == RESULT_WITHOUT_OTHERS)
        return known->reports > 1;
    return idle->named || known->others == RESULT_WITH_OTHERS;
}

int audit_idle_list(const audit_idle *idle, base_arena *arena, const render_idle **out,
                    size_t *count)
{
    render_idle *list = base_arena_array(arena, idle->items.count + 1, sizeof(*list));
    *count = 0;
    *out = list;
    if (list == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < idle->items.count; i++) {
        const met *known = base_vec_at(&idle->items, i);
        if (is_told(idle, known))
            list[(*count)++] = (render_idle){known->rule, known->reason};
    }
    return 0;
}
