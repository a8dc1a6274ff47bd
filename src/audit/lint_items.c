/* Items of the pack's forms that no rule looks at, and labels that are words of formulas. */
#include "audit/lint.h"

/* Marks the items that the pack's formulas name in the form. */
static void mark_formulas(const audit_pack *of, const form *model, unsigned char *used)
{
    for (size_t i = 0; i < of->loaded.rule_count; i++) {
        const rule *r = of->loaded.rules[i];
        for (size_t j = 0; j < r->check_count; j++)
            for (size_t k = 0; k < r->checks[j].formula_count; k++) {
                if (r->checks[j].formulas[k].form != model)
                    continue;
                size_t count;
                const int *rows = formula_rows(r->checks[j].formulas[k].formula, &count);
                for (size_t n = 0; n < count; n++)
                    used[rows[n]] = 1;
            }
    }
}

/* Marks what the pack's Lua names in a string. */
static int mark_strings(const audit_linting *l, const audit_pack *of, const form *model,
                        unsigned char *used)
{
    for (size_t i = of->source->form_file_count; i < l->file_count; i++) {
        const lint_tokens *tokens = &l->files[i].tokens;
        for (size_t j = 0; !l->files[i].source->is_table && j < tokens->count; j++) {
            int row = 0;
            base_str text = tokens->items[j].text;
            int is_key = j > 0 && lint_is(tokens, j - 1, "[") && lint_is(tokens, j + 1, "]") &&
                         lint_is(tokens, j + 2, "=");
            if (is_key || tokens->items[j].kind != LINT_STRING || text.len <= 2 || text.len >= 200)
                continue;
            size_t found = form_find(model, text, &row, NULL);
            if (found == FORM_FAILED)
                return HECHA_E_MEMORY;
            if (found == 1)
                used[row] = 1;
        }
    }
    return 0;
}

/* A printed line is one problem, however many columns it has. */
static int add_line(audit_linting *l, const audit_pack *of, const form *model, size_t first,
                    size_t count, const unsigned char *used)
{
    for (size_t i = first; i < first + count; i++)
        if (used[i] || model->rows[i].heading)
            return 0;
    const form_row *row = &model->rows[first];
    audit_lint_problem where = {NULL, model->file, row->line, HECHA_NOTICE, "unused_item", {0},
                                {0},  {0},         0};
    return audit_lint_add(l, of, &where, MSG_LINT_UNUSED_ITEM, MSG_LINT_UNUSED_ITEM_DO, row->path,
                          model->id);
}

static int lint_unused(audit_linting *l, const audit_pack *of, const form *model,
                       const unsigned char *used)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < model->count;) {
        size_t width = form_item_width(model, i);
        code = add_line(l, of, model, i, width, used);
        i += width > 0 ? width : 1;
    }
    return code;
}

static int lint_words(audit_linting *l, const audit_pack *of, const form *model)
{
    static const char *const words[] = {"合计", "最大", "最小", "个数", "绝对值",   "占比",
                                        "子项", "其中", "上年", "下级", "四舍五入", "且",
                                        "或",   "非",   "若",   "则",   "否则"};
    int code = 0;
    for (size_t i = 0; code == 0 && i < model->count; i++) {
        const form_row *row = &model->rows[i];
        if (row->column > 0)
            continue;
        for (size_t j = 0; code == 0 && j < sizeof(words) / sizeof(*words); j++) {
            audit_lint_problem where = {
                NULL, model->file, row->line, HECHA_NOTICE, "shadowed_word", {0}, {0}, {0}, 0};
            if (base_str_eq_c(row->label, words[j]))
                code = audit_lint_add(l, of, &where, MSG_LINT_LABEL_WORD, MSG_LINT_LABEL_WORD_DO,
                                      row->label, model->id);
        }
    }
    return code;
}

int audit_lint_items(audit_linting *l, const audit_pack *of)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < of->loaded.form_count; i++) {
        const form *model = of->loaded.forms[i];
        unsigned char *used = base_arena_zalloc(l->arena, model->count + 1);
        if (used == NULL)
            return HECHA_E_MEMORY;
        mark_formulas(of, model, used);
        if (mark_strings(l, of, model, used) != 0)
            return HECHA_E_MEMORY;
        code = lint_unused(l, of, model, used);
        if (code == 0)
            code = lint_words(l, of, model);
    }
    return code;
}
