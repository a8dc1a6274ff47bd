/* Formulas: two that say the same, or cannot both hold; rows named by their printed numbers. */
#include "audit/lint.h"
#include "text/utf8.h"

/* ---- pairs ---- */

/* One formula of one form. */
typedef struct formula_use {
    const rule *rule;
    const rule_check *check;
    const rule_formula *formula;
    size_t first; /* index of the check's first use; they follow each other */
} formula_use;

static int years_meet(const rule *a, const rule *b)
{
    int apart = (a->year_to != 0 && b->year_from > a->year_to) ||
                (b->year_to != 0 && a->year_from > b->year_to);
    return !apart;
}

static int add_pair(audit_linting *l, const audit_pack *of, const formula_use *a,
                    const formula_use *b, formula_relation relation)
{
    static const struct {
        const char *check;
        hecha_severity severity;
        base_msg_id text, advice;
    } kinds[] = {
        [FORMULA_SAME] = {"duplicate_formula", HECHA_WARNING, MSG_LINT_SAME, MSG_LINT_SAME_DO},
        [FORMULA_IMPLIES] = {"implied_formula", HECHA_NOTICE, MSG_LINT_IMPLIED,
                             MSG_LINT_IMPLIED_DO},
        [FORMULA_CONTRADICTS] = {"contradiction", HECHA_ERROR, MSG_LINT_CONTRADICTS,
                                 MSG_LINT_CONTRADICTS_DO}};
    audit_lint_problem where = {NULL,
                                b->rule->file,
                                b->check->line,
                                kinds[relation].severity,
                                kinds[relation].check,
                                {0},
                                {0},
                                {0},
                                0};
    return audit_lint_add(l, of, &where, kinds[relation].text, kinds[relation].advice, b->rule->id,
                          a->rule->id);
}

static int lint_pair(audit_linting *l, const audit_pack *of, const formula_use *a,
                     const formula_use *b)
{
    if (!years_meet(a->rule, b->rule))
        return 0;
    formula_relation relation = formula_relate(a->formula->formula, b->formula->formula);
    if (relation != FORMULA_UNRELATED)
        return add_pair(l, of, a, b, relation);
    if (formula_relate(b->formula->formula, a->formula->formula) == FORMULA_IMPLIES)
        return add_pair(l, of, b, a, FORMULA_IMPLIES);
    return 0;
}

/* A pair of checks is told once, however many forms they share. */
static int told_before(const formula_use *uses, size_t a, size_t b)
{
    for (size_t i = uses[b].first; i < b; i++)
        for (size_t j = uses[a].first; j < i && uses[j].check == uses[a].check; j++)
            if (uses[j].formula->form == uses[i].formula->form)
                return 1;
    return 0;
}

static size_t gather(const audit_pack *of, formula_use *out)
{
    size_t count = 0;
    for (size_t i = 0; i < of->loaded.rule_count; i++) {
        const rule *r = of->loaded.rules[i];
        for (size_t j = 0; r->broken.len == 0 && j < r->check_count; j++) {
            size_t first = count;
            for (size_t k = 0; k < r->checks[j].formula_count; k++) {
                if (out != NULL)
                    out[count] = (formula_use){r, &r->checks[j], &r->checks[j].formulas[k], first};
                count++;
            }
        }
    }
    return count;
}

static int lint_pairs(audit_linting *l, const audit_pack *of)
{
    size_t count = gather(of, NULL);
    formula_use *uses = base_arena_array(l->arena, count + 1, sizeof(*uses));
    if (uses == NULL)
        return HECHA_E_MEMORY;
    gather(of, uses);
    int code = 0;
    for (size_t b = 1; code == 0 && b < count; b++)
        for (size_t a = 0; code == 0 && a < b; a++)
            if (uses[a].check != uses[b].check && uses[a].formula->form == uses[b].formula->form &&
                !told_before(uses, a, b))
                code = lint_pair(l, of, &uses[a], &uses[b]);
    return code;
}

/* ---- rows by number ---- */

static int is_of(base_str text, const char *characters)
{
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        text_utf8_next(text, &at);
        if (base_str_find(base_str_c(characters), base_str_n(text.ptr + start, at - start), 0) ==
            BASE_STR_NONE)
            return 0;
    }
    return text.len > 0;
}

/* The first [三.(三).1] of the formula; empty: none. */
static base_str row_number(base_str written)
{
    for (size_t open = base_str_find(written, base_str_c("["), 0); open != BASE_STR_NONE;
         open = base_str_find(written, base_str_c("["), open + 1)) {
        size_t close = base_str_find(written, base_str_c("]"), open);
        if (close == BASE_STR_NONE)
            break;
        base_str inside = base_str_n(written.ptr + open + 1, close - open - 1);
        if (is_of(inside, "一二三四五六七八九十0123456789.．()（）、 "))
            return inside;
    }
    return base_str_n(NULL, 0);
}

static int lint_numbers(audit_linting *l, const audit_pack *of, const rule *about)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < about->check_count; i++) {
        base_str number = row_number(about->checks[i].text);
        audit_lint_problem where = {
            NULL, about->file, about->checks[i].line, HECHA_NOTICE, "row_number", {0}, {0}, {0}, 0};
        if (number.len > 0)
            code = audit_lint_add(l, of, &where, MSG_LINT_ROW_NUMBER, MSG_LINT_ROW_NUMBER_DO,
                                  about->id, number);
    }
    return code;
}

int audit_lint_formulas(audit_linting *l, const audit_pack *of)
{
    int code = lint_pairs(l, of);
    for (size_t i = 0; code == 0 && i < of->loaded.rule_count; i++)
        if (of->loaded.rules[i]->broken.len == 0)
            code = lint_numbers(l, of, of->loaded.rules[i]);
    return code;
}
