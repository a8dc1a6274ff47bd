/* script_link: forms that rules name, and their formulas compiled for each. */
#include "script/load.h"
#include "text/utf8.h"

#define NAMED_MOST 8 /* known forms that a fault names */

typedef struct linker {
    script_vm *vm;
    const script_pack *pack;
    const form *const *known;
    size_t known_count;
    base_arena *arena;
    const form **all; /* the pack's forms, then the known ones */
    size_t all_count;
} linker;

/* Marks a rule as broken: "file:line: text". 0 or HECHA_E_MEMORY. */
static int set_broken(linker *l, rule *broken, int line, base_str text)
{
    base_buf *scratch = &l->vm->scratch;
    base_buf_clear(scratch);
    base_buf_add_str(scratch, broken->file);
    base_buf_add_byte(scratch, ':');
    base_buf_add_int(scratch, line);
    base_buf_add_c(scratch, ": ");
    base_buf_add_str(scratch, text);
    base_str copy = base_arena_str(l->arena, base_buf_str(scratch));
    if (copy.ptr == NULL || base_buf_failed(scratch))
        return HECHA_E_MEMORY;
    broken->broken = copy;
    return 0;
}

static int set_broken_message(linker *l, rule *broken, base_msg_id message, const char *first,
                              const char *second)
{
    hecha_err err = base_err_init(l->vm->lang);
    base_err(&err, HECHA_E_RULE, message, first, second, NULL);
    return set_broken(l, broken, broken->line, base_str_c(err.text));
}

/* ---- names ---- */

/* Forms that a name means: one of the pack's own first, then a full name, then an id anywhere. */
static size_t find_forms(const linker *l, base_str name, const form **first, const form **second)
{
    for (size_t i = 0; i < l->pack->form_count; i++)
        if (base_str_eq(l->pack->forms[i]->id, name) ||
            base_str_eq(l->pack->forms[i]->name, name)) {
            *first = l->pack->forms[i];
            return 1;
        }
    size_t count = 0;
    for (size_t i = 0; i < l->known_count; i++) {
        if (base_str_eq(l->known[i]->name, name)) {
            *first = l->known[i];
            return 1;
        }
        if (!base_str_eq(l->known[i]->id, name))
            continue;
        *(count == 0 ? first : second) = l->known[i];
        count++;
    }
    return count;
}

/* No form has the name: those that are known are told, the first of them. */
static int set_form_unknown(linker *l, rule *broken, const char *name)
{
    base_buf names;
    base_buf_init(&names);
    for (size_t i = 0; i < l->known_count && i < NAMED_MOST; i++) {
        base_buf_add_c(&names, i > 0 ? base_msg_text(l->vm->lang, MSG_RULE_COMMA) : "");
        base_buf_add_str(&names, l->known[i]->name);
    }
    if (l->known_count > NAMED_MOST)
        base_buf_add_c(&names, " …");
    int code = base_buf_failed(&names) ? HECHA_E_MEMORY
               : names.len == 0
                   ? set_broken_message(l, broken, MSG_SCRIPT_FORM_NONE, name, NULL)
                   : set_broken_message(l, broken, MSG_SCRIPT_FORM_UNKNOWN, name, names.ptr);
    base_buf_dispose(&names);
    return code;
}

static int resolve_names(linker *l, const script_pending *todo)
{
    rule *r = todo->rule;
    r->forms = base_arena_array(l->arena, todo->count, sizeof(*r->forms));
    if (r->forms == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < todo->count; i++) {
        const form *first = NULL, *second = NULL;
        size_t found = find_forms(l, todo->forms[i], &first, &second);
        if (found == 0)
            return set_form_unknown(l, r, todo->forms[i].ptr);
        if (found > 1) {
            base_buf names;
            base_buf_init(&names);
            base_buf_add_str(&names, first->name);
            base_buf_add_c(&names, "、");
            base_buf_add_str(&names, second->name);
            int code = base_buf_failed(&names) ? HECHA_E_MEMORY
                                               : set_broken_message(l, r, MSG_SCRIPT_FORM_AMBIGUOUS,
                                                                    todo->forms[i].ptr, names.ptr);
            base_buf_dispose(&names);
            return code;
        }
        int seen = 0;
        for (size_t k = 0; k < r->form_count; k++)
            seen = seen || r->forms[k] == first;
        if (!seen)
            r->forms[r->form_count++] = first;
    }
    return 0;
}

/* ---- formulas ---- */

static int has_formula(const rule *r)
{
    for (size_t i = 0; i < r->check_count; i++)
        if (r->checks[i].text.len > 0)
            return 1;
    return 0;
}

/* The line of the file that holds the column of a formula, which may be written over several. */
static int line_of(const rule_check *check, int column)
{
    int line = check->line;
    size_t at = 0;
    for (int i = 1; i < column && at < check->text.len; i++)
        line += text_utf8_next(check->text, &at) == '\n';
    return line;
}

/* "file:line: [form] column 7: text"; `others` are the forms of the rule that the formula fits. */
static int set_formula_broken(linker *l, rule *r, const rule_check *check, const form *tried,
                              const hecha_err *cause, base_str others)
{
    base_buf text;
    base_buf_init(&text);
    base_buf column;
    base_buf_init(&column);
    base_buf_add_int(&column, cause->column);
    r->wrong_formula = check->text;
    r->wrong_column = cause->column;
    if (!base_buf_failed(&column))
        base_msg_add(&text, l->vm->lang,
                     cause->column > 0 ? MSG_SCRIPT_FORMULA_COLUMN : MSG_SCRIPT_FORMULA,
                     tried->name.ptr, cause->text, column.ptr, NULL);
    if (others.len > 0)
        base_msg_add(&text, l->vm->lang, MSG_SCRIPT_FORMULA_OTHERS, others.ptr, NULL);
    int code = base_buf_failed(&column) || base_buf_failed(&text)
                   ? HECHA_E_MEMORY
                   : set_broken(l, r, line_of(check, cause->column), base_buf_str(&text));
    base_buf_dispose(&text);
    base_buf_dispose(&column);
    return code;
}

/* The formula cannot be read with one form of the rule: names those that it can be read with. */
static int fail_formula(linker *l, rule *r, const rule_check *check, const form *tried,
                        const hecha_err *cause)
{
    base_buf names;
    base_buf_init(&names);
    for (size_t f = 0; f < r->form_count; f++) {
        formula *compiled = NULL;
        hecha_err err = base_err_init(l->vm->lang);
        if (r->forms[f] == tried)
            continue;
        int code = formula_parse_among(l->arena, check->text, r->forms[f], l->all, l->all_count,
                                       &compiled, &err);
        if (code == HECHA_E_MEMORY)
            names.failed = 1;
        if (code != 0)
            continue;
        base_buf_add_c(&names, names.len > 0 ? "、" : "");
        base_buf_add_str(&names, r->forms[f]->name);
    }
    int code = base_buf_failed(&names)
                   ? HECHA_E_MEMORY
                   : set_formula_broken(l, r, check, tried, cause, base_buf_str(&names));
    base_buf_dispose(&names);
    return code;
}

/* Compiles every formula of the rule for every form of it. */
static int compile(linker *l, rule *r)
{
    for (size_t i = 0; i < r->check_count; i++) {
        rule_check *check = &r->checks[i];
        if (check->text.len == 0)
            continue;
        check->formulas = base_arena_array(l->arena, r->form_count, sizeof(*check->formulas));
        if (check->formulas == NULL)
            return HECHA_E_MEMORY;
        for (size_t f = 0; f < r->form_count; f++) {
            rule_formula *slot = &check->formulas[check->formula_count];
            formula *compiled = NULL;
            hecha_err err = base_err_init(l->vm->lang);
            int code = formula_parse_among(l->arena, check->text, r->forms[f], l->all, l->all_count,
                                           &compiled, &err);
            if (code == HECHA_E_MEMORY)
                return code;
            if (code != 0)
                return fail_formula(l, r, check, r->forms[f], &err);
            slot->form = r->forms[f];
            slot->formula = compiled;
            r->needs |= formula_needs(compiled);
            check->formula_count++;
        }
    }
    return 0;
}

/* How far the formulas of a rule can be read with a form: 0 all, else the code; *err tells. */
static int try_form(linker *l, const rule *r, const form *tried, const rule_check **at,
                    hecha_err *err)
{
    for (size_t i = 0; i < r->check_count; i++) {
        formula *compiled = NULL;
        if (r->checks[i].text.len == 0)
            continue;
        int code = formula_parse_among(l->arena, r->checks[i].text, tried, l->all, l->all_count,
                                       &compiled, err);
        *at = &r->checks[i];
        if (code != 0)
            return code;
    }
    return 0;
}

/* Every known form that has all labels. Where none has, the one whose reading came furthest is
 * told about. */
static int bind_any_form(linker *l, rule *r)
{
    size_t count = l->all_count;
    r->forms = base_arena_array(l->arena, count, sizeof(*r->forms));
    if (r->forms == NULL)
        return HECHA_E_MEMORY;
    hecha_err best = base_err_init(l->vm->lang);
    const rule_check *best_check = NULL;
    const form *best_form = NULL;
    for (size_t i = 0; i < count; i++) {
        const form *tried = l->all[i];
        int seen = 0;
        for (size_t k = 0; k < r->form_count; k++)
            seen = seen || r->forms[k] == tried;
        if (seen)
            continue;
        const rule_check *check = NULL;
        hecha_err err = base_err_init(l->vm->lang);
        int code = try_form(l, r, tried, &check, &err);
        if (code == HECHA_E_MEMORY)
            return code;
        if (code == 0) {
            r->forms[r->form_count++] = tried;
        } else if (best_form == NULL || check > best_check ||
                   (check == best_check && err.column > best.column)) {
            best = err;
            best_check = check;
            best_form = tried;
        }
    }
    if (r->form_count > 0)
        return 0;
    if (best_form == NULL)
        return set_broken_message(l, r, MSG_SCRIPT_NO_FORMS, NULL, NULL);
    return set_formula_broken(l, r, best_check, best_form, &best, base_str_n(NULL, 0));
}

static int link_rule(linker *l, const script_pending *todo)
{
    rule *r = todo->rule;
    int code = 0;
    if (todo->count > 0)
        code = resolve_names(l, todo);
    else if (has_formula(r) && todo->single)
        code = bind_any_form(l, r);
    else if (has_formula(r))
        code = set_broken_message(l, r, MSG_SCRIPT_FIELD_MISSING, "form", NULL);
    if (code == 0 && r->broken.len == 0)
        code = compile(l, r);
    if (code == 0 && r->broken.len == 0 && todo->is_corpus && r->needs == 0)
        code = set_broken_message(l, r, MSG_SCRIPT_FIELD_MISSING, "needs", NULL);
    return code;
}

static int list_forms(linker *l)
{
    l->all = base_arena_array(l->arena, l->pack->form_count + l->known_count + 1, sizeof(*l->all));
    if (l->all == NULL)
        return -1;
    for (size_t i = 0; i < l->pack->form_count; i++)
        l->all[l->all_count++] = l->pack->forms[i];
    for (size_t i = 0; i < l->known_count; i++)
        l->all[l->all_count++] = l->known[i];
    return 0;
}

int script_link(script_vm *vm, script_pack *loaded, const form *const *known, size_t known_count,
                base_arena *arena, hecha_err *err)
{
    linker l = {vm, loaded, known, known_count, arena, NULL, 0};
    if (list_forms(&l) != 0)
        return base_err_memory(err);
    for (size_t i = 0; i < vm->pending_count; i++) {
        rule *r = vm->pending[i].rule;
        if (r->broken.len > 0)
            continue;
        if (link_rule(&l, &vm->pending[i]) != 0)
            return base_err_memory(err);
    }
    return 0;
}
