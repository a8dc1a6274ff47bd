#include "audit/lint.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/msg.h"

static base_str message(audit_linting *l, base_msg_id id, const base_str arguments[3])
{
    base_buf text, copies[3];
    int failed = 0;
    base_buf_init(&text);
    for (int i = 0; i < 3; i++) {
        base_buf_init(&copies[i]);
        base_buf_add_str(&copies[i], arguments[i]);
        failed |= base_buf_failed(&copies[i]);
    }
    base_msg_add(&text, l->lang, id, copies[0].ptr ? copies[0].ptr : "",
                 copies[1].ptr ? copies[1].ptr : "", copies[2].ptr ? copies[2].ptr : "", NULL);
    base_str kept = base_str_n(NULL, 0);
    if (!text.failed && !failed)
        kept = base_arena_str(l->arena, base_buf_str(&text));
    base_buf_dispose(&text);
    for (int i = 0; i < 3; i++)
        base_buf_dispose(&copies[i]);
    return kept;
}

int audit_lint_add_three(audit_linting *l, const audit_pack *of, const audit_lint_problem *where,
                         base_msg_id text, base_msg_id advice, base_str first, base_str second,
                         base_str third)
{
    const base_str arguments[3] = {first, second, third};
    audit_lint_problem *problem = base_vec_push(&l->problems, l->arena);
    if (problem == NULL)
        return base_err_memory(l->err);
    *problem = *where;
    problem->pack = of;
    problem->text = message(l, text, arguments);
    problem->advice = message(l, advice, arguments);
    return problem->text.ptr == NULL || problem->advice.ptr == NULL ? base_err_memory(l->err) : 0;
}

int audit_lint_add(audit_linting *l, const audit_pack *of, const audit_lint_problem *where,
                   base_msg_id text, base_msg_id advice, base_str first, base_str second)
{
    return audit_lint_add_three(l, of, where, text, advice, first, second, base_str_n(NULL, 0));
}

int audit_lint_each(audit_linting *l, const audit_pack *of,
                    int (*check)(const audit_lint_reading *file))
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < l->file_count; i++) {
        const pack_file *source = l->files[i].source;
        audit_lint_reading file = {l, of, source->name, &l->files[i].tokens};
        if (!source->is_table)
            code = check(&file);
    }
    return code;
}

static base_str path_of(const audit_lint_problem *problem)
{
    return problem->pack != NULL ? problem->pack->source->path : problem->file;
}

static int by_place(const void *a, const void *b)
{
    const audit_lint_problem *x = a, *y = b;
    int order = base_str_cmp(path_of(x), path_of(y));
    if (order == 0)
        order = base_str_cmp(x->file, y->file);
    if (order == 0)
        order = (x->line > y->line) - (x->line < y->line);
    if (order == 0)
        order = strcmp(x->check, y->check);
    return order != 0 ? order : base_str_cmp(x->text, y->text);
}

void audit_lint_sort(audit_linting *l)
{
    if (l->problems.count > 1)
        qsort(l->problems.items, l->problems.count, sizeof(audit_lint_problem), by_place);
}
