#include "audit/lint.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/msg.h"

static base_str message(audit_linting *l, base_msg_id id, base_str first, base_str second)
{
    base_buf text, one, two;
    base_buf_init(&text);
    base_buf_init(&one);
    base_buf_init(&two);
    base_buf_add_str(&one, first);
    base_buf_add_str(&two, second);
    base_msg_add(&text, l->lang, id, one.ptr ? one.ptr : "", two.ptr ? two.ptr : "", NULL);
    base_str kept = base_str_n(NULL, 0);
    if (!text.failed && !one.failed && !two.failed)
        kept = base_arena_str(l->arena, base_buf_str(&text));
    base_buf_dispose(&text);
    base_buf_dispose(&one);
    base_buf_dispose(&two);
    return kept;
}

int audit_lint_add(audit_linting *l, const audit_pack *of, const audit_lint_problem *where,
                   base_msg_id text, base_msg_id advice, base_str first, base_str second)
{
    audit_lint_problem *problem = base_vec_push(&l->problems, l->arena);
    if (problem == NULL)
        return base_err_memory(l->err);
    *problem = *where;
    problem->pack = of;
    problem->text = message(l, text, first, second);
    problem->advice = message(l, advice, first, second);
    return problem->text.ptr == NULL || problem->advice.ptr == NULL ? base_err_memory(l->err) : 0;
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
