/* The figures of a report, for rules over several reports. */
#include "audit/work.h"
#include "base/err.h"
#include "base/vec.h"

static int add_fact(audit_work *work, const form_instance *instance, const form_item *item,
                    base_vec *facts)
{
    result_fact *fact = base_vec_push(facts, work->arena);
    if (fact == NULL)
        return HECHA_E_MEMORY;
    fact->form = instance->form->name;
    fact->instance = instance->ordinal;
    fact->path = item->row->path;
    fact->state = base_str_c(value_state_name(item->figure.state));
    fact->unit = item->row->unit;
    fact->place = item->place;
    if (item->figure.state != VALUE_NUMBER)
        return 0;
    base_buf_clear(work->scratch);
    value_number_print(work->scratch, item->figure.number, NULL);
    fact->value = audit_scratch_text(work);
    return fact->value.ptr == NULL ? HECHA_E_MEMORY : 0;
}

int audit_collect_facts(audit_work *work)
{
    base_vec facts;
    base_vec_init(&facts, sizeof(result_fact));
    for (size_t i = 0; i < work->instance_count; i++) {
        const form_instance *instance = &work->instances[i];
        for (size_t j = 0; j < instance->form->count; j++) {
            if (instance->items[j].row->heading)
                continue;
            if (add_fact(work, instance, &instance->items[j], &facts) != 0)
                return base_err_memory(work->err);
        }
    }
    work->report->facts = facts.items;
    work->report->fact_count = facts.count;
    return 0;
}
