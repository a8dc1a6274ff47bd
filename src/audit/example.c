#include "audit/example.h"

#include <stdio.h>

#include "base/err.h"
#include "rule/formula.h"

#define DEFAULT_AGENCY "某某市某某局"
#define DEFAULT_YEAR 2020
#define ELLIPSIS "…"

/* An example while it is written. */
typedef struct writing {
    base_arena *arena;
    const audit_ruleset *rules;
    const audit_pack *pack;
    const rule *tested;
    const rule_example *example;
    const form *form; /* NULL: no pack has one */
    int year;
    base_str agency;       /* in title and signature */
    base_str *values;      /* one a row of the form; ptr NULL: 0 */
    base_str *units;       /* ptr NULL: the form's */
    unsigned char *copies; /* times the row is printed: 0, 1 or 2 */
    base_buf out;
    hecha_err *err;
} writing;

static int covers_year(const form *candidate, int year)
{
    return year == 0 || ((candidate->year_from == 0 || year >= candidate->year_from) &&
                         (candidate->year_to == 0 || year <= candidate->year_to));
}

static const form *first_of(const form *const *forms, size_t count, int year)
{
    for (size_t i = 0; i < count; i++) {
        if (covers_year(forms[i], year))
            return forms[i];
    }
    return count > 0 ? forms[0] : NULL;
}

static int named_form(writing *w)
{
    base_str wanted = w->example->form;
    for (size_t i = 0; i < w->tested->form_count; i++) {
        const form *candidate = w->tested->forms[i];
        if (base_str_eq(candidate->id, wanted) || base_str_eq(candidate->name, wanted)) {
            w->form = candidate;
            return 0;
        }
    }
    for (size_t i = 0; i < w->rules->form_count; i++) {
        const form *candidate = w->rules->forms[i];
        int own = base_str_eq(candidate->pack, w->tested->pack);
        if ((own && base_str_eq(candidate->id, wanted)) || base_str_eq(candidate->name, wanted)) {
            w->form = candidate;
            return 0;
        }
    }
    base_str name = base_arena_str(w->arena, wanted);
    if (name.ptr == NULL)
        return base_err_memory(w->err);
    return base_err(w->err, HECHA_E_RULE, MSG_AUDIT_EXAMPLE_FORM, name.ptr, NULL);
}

/* The form named; else the first of the rule, of its pack, of all, that is of the year. */
static int choose_form(writing *w)
{
    int year = w->example->year;
    if (w->example->form.len > 0)
        return named_form(w);
    w->form = first_of(w->tested->forms, w->tested->form_count, year);
    if (w->form == NULL)
        w->form =
            first_of((const form *const *)w->pack->loaded.forms, w->pack->loaded.form_count, year);
    if (w->form == NULL && w->pack->source->single)
        w->form = first_of(w->rules->forms, w->rules->form_count, year);
    return 0;
}

static void choose_year(writing *w)
{
    w->year = w->example->year;
    if (w->year == 0 && w->form != NULL)
        w->year = w->form->year_from ? w->form->year_from : w->form->year_to;
    if (w->year == 0)
        w->year = w->tested->year_from ? w->tested->year_from : w->tested->year_to;
    if (w->year == 0)
        w->year = DEFAULT_YEAR;
}

static int find_row(const writing *w, base_str label, int *row)
{
    base_buf names;
    base_buf_init(&names);
    size_t found = formula_find_item(w->form, label, row, &names);
    int code = 0;
    if (found != 1) {
        base_str name = base_arena_str(w->arena, label);
        if (name.ptr == NULL || found == FORM_FAILED)
            code = base_err_memory(w->err);
        else
            code = base_err(w->err, HECHA_E_RULE,
                            found == 0 ? MSG_AUDIT_EXAMPLE_LABEL : MSG_AUDIT_EXAMPLE_AMBIGUOUS,
                            name.ptr, names.ptr ? names.ptr : "", NULL);
    }
    base_buf_dispose(&names);
    return code;
}

static int set_items(const writing *w, const rule_example_item *items, size_t count,
                     base_str *values)
{
    for (size_t i = 0; i < count; i++) {
        int row = 0;
        int code = find_row(w, items[i].label, &row);
        if (code != 0)
            return code;
        values[row] = items[i].value.ptr ? items[i].value : base_str_c("");
    }
    return 0;
}

static int set_copies(const writing *w, const base_str *labels, size_t count, unsigned char copies)
{
    for (size_t i = 0; i < count; i++) {
        int row = 0;
        int code = find_row(w, labels[i], &row);
        if (code != 0)
            return code;
        row -= w->form->rows[row].column; /* the whole line */
        w->copies[row] = copies;
    }
    return 0;
}

static int fill_rows(writing *w)
{
    const rule_example *example = w->example;
    size_t count = w->form ? w->form->count : 0;
    if (w->form == NULL) {
        if (example->item_count + example->unit_count + example->without_count +
                example->repeated_count >
            0)
            return base_err(w->err, HECHA_E_RULE, MSG_AUDIT_EXAMPLE_NO_FORM, NULL);
        return 0;
    }
    w->values = base_arena_array(w->arena, count, sizeof(*w->values));
    w->units = base_arena_array(w->arena, count, sizeof(*w->units));
    w->copies = base_arena_array(w->arena, count, sizeof(*w->copies));
    if (w->values == NULL || w->units == NULL || w->copies == NULL)
        return base_err_memory(w->err);
    memset(w->copies, 1, count);
    int code = set_items(w, example->items, example->item_count, w->values);
    if (code == 0)
        code = set_items(w, example->units, example->unit_count, w->units);
    if (code == 0)
        code = set_copies(w, example->without, example->without_count, 0);
    if (code == 0)
        code = set_copies(w, example->repeated, example->repeated_count, 2);
    return code;
}

static void add_int(writing *w, int number)
{
    base_buf_add_int(&w->out, number);
}

/* A cell's text must not break the line it stands in. */
static void add_cell(writing *w, base_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        base_buf_add_byte(&w->out, byte == '\t' || byte == '\n' || byte == '\r' ? ' ' : byte);
    }
}

/* The pack whose title pattern the report is to fit: the form's, else the rule's. */
static const form_subject_rules *title_patterns(const writing *w)
{
    const audit_ruleset *rules = w->rules;
    for (size_t i = 0; w->form != NULL && i < rules->pack_count; i++) {
        const pack *source = rules->packs[i].source;
        if (base_str_eq(source->name, w->form->pack) && source->subject.title.count > 0)
            return &source->subject;
    }
    return &w->pack->source->subject;
}

/* What a pattern's `{…}` stands for in a title. */
static void add_taken(writing *w, base_str name, int *has_year)
{
    if (base_str_eq_c(name, "agency") || base_str_eq_c(name, "region")) {
        base_buf_add_str(&w->out, w->agency);
    } else if (base_str_eq_c(name, "year")) {
        add_int(w, w->year);
        *has_year = 1;
    }
}

static void add_gap(writing *w, base_str rest, int *has_year)
{
    if (*has_year)
        return;
    *has_year = 1;
    add_int(w, w->year);
    if (!base_str_starts(rest, base_str_c("年")))
        base_buf_add_c(&w->out, "年");
}

/* A title that fits the pattern: 政府信息公开…年度报告 gives 某某局政府信息公开2017年度报告. */
static void add_title_of(writing *w, base_str pattern)
{
    const base_str gap = base_str_c(ELLIPSIS);
    int has_year = base_str_find(pattern, base_str_c("{year}"), 0) != BASE_STR_NONE;
    int has_gap = base_str_find(pattern, gap, 0) != BASE_STR_NONE;
    if (base_str_find(pattern, base_str_c("{agency}"), 0) == BASE_STR_NONE &&
        base_str_find(pattern, base_str_c("{region}"), 0) == BASE_STR_NONE)
        base_buf_add_str(&w->out, w->agency);
    if (!has_year && !has_gap)
        add_gap(w, base_str_c(""), &has_year);
    for (size_t at = 0; at < pattern.len;) {
        base_str rest = base_str_from(pattern, at);
        size_t close = rest.ptr[0] == '{' ? base_str_find(rest, base_str_c("}"), 0) : BASE_STR_NONE;
        if (close != BASE_STR_NONE) {
            add_taken(w, base_str_n(rest.ptr + 1, close - 1), &has_year);
            at += close + 1;
        } else if (base_str_starts(rest, gap)) {
            add_gap(w, base_str_from(rest, gap.len), &has_year);
            at += gap.len;
        } else {
            if (rest.ptr[0] != '^' && rest.ptr[0] != '$')
                base_buf_add_byte(&w->out, rest.ptr[0]);
            at++;
        }
    }
}

static void add_title(writing *w)
{
    const form_subject_rules *subject = title_patterns(w);
    if (w->example->title.len > 0) {
        base_buf_add_str(&w->out, w->example->title);
    } else if (subject->title.count > 0) {
        add_title_of(w, subject->title.items[0].pattern);
    } else {
        base_buf_add_str(&w->out, w->agency);
        add_int(w, w->year);
        base_buf_add_c(&w->out, "年度报告");
    }
    base_buf_add_c(&w->out, "\n\n");
}

/* The date of the signature; ptr NULL: left out. */
static base_str date_text(writing *w)
{
    char date[64];
    if (base_str_eq_c(w->example->date, "-"))
        return base_str_n(NULL, 0);
    if (w->example->date.ptr != NULL)
        return w->example->date;
    snprintf(date, sizeof(date), "%d年1月20日", w->year + 1);
    return base_arena_str(w->arena, base_str_c(date));
}

static int has_any(base_str text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (base_str_find(text, base_str_c(*words), 0) != BASE_STR_NONE)
            return 1;
    }
    return 0;
}

static int is_agency_field(base_str label)
{
    static const char *const organs[] = {"单位", "机关", "部门", "机构", NULL};
    static const char *const people[] = {"人", "领导", "电话", NULL};
    return has_any(label, organs) && !has_any(label, people);
}

static void add_field(writing *w, base_str label, base_str date)
{
    static const char *const days[] = {"日期", "时间", NULL};
    static const char *const phones[] = {"电话", "手机", "传真", NULL};
    base_str text = base_str_c("某某");
    if (is_agency_field(label)) {
        text = w->example->agency.ptr != NULL ? w->example->agency : w->agency;
        if (base_str_eq_c(text, "-"))
            return;
    } else if (has_any(label, days)) {
        if (date.ptr == NULL)
            return;
        text = date;
    } else if (has_any(label, phones)) {
        text = base_str_c("010-12345678");
    }
    base_buf_add_str(&w->out, label);
    base_buf_add_c(&w->out, "：");
    add_cell(w, text);
    base_buf_add_c(&w->out, "\n");
}

static void add_fields(writing *w, int above, base_str date)
{
    for (size_t i = 0; i < w->form->field_count; i++) {
        if (is_agency_field(w->form->fields[i]) == above)
            add_field(w, w->form->fields[i], date);
    }
}

static void add_row(writing *w, size_t index)
{
    const form_row *row = &w->form->rows[index];
    base_str unit = row->unit;
    base_str figure = row->heading ? base_str_c("") : base_str_c("0");
    if (row->heading && unit.len == 0)
        unit = base_str_c("——");
    if (w->units[index].ptr != NULL)
        unit = w->units[index];
    if (w->values[index].ptr != NULL)
        figure = w->values[index];
    add_cell(w, row->printed);
    base_buf_add_byte(&w->out, '\t');
    add_cell(w, unit);
    base_buf_add_byte(&w->out, '\t');
    add_cell(w, figure);
    base_buf_add_byte(&w->out, '\n');
}

/* The heads of a matrix form's table, a row for each level; a group stands over its first column.
 */
static void add_heads(writing *w, const form_table *table, int labelled)
{
    int deepest = 0;
    for (size_t i = 0; i < table->head_count; i++)
        deepest = table->heads[i].depth > deepest ? table->heads[i].depth : deepest;
    for (int depth = 0; depth <= deepest; depth++) {
        int last = -1;
        base_buf_add_c(&w->out, labelled && depth == 0 ? "信息内容" : "");
        for (size_t column = 0; column < table->column_count; column++) {
            int head = table->columns[column];
            while (table->heads[head].depth > depth)
                head = table->heads[head].parent;
            if (labelled || column > 0)
                base_buf_add_byte(&w->out, '\t');
            if (head != last && table->heads[head].depth == depth)
                add_cell(w, table->heads[head].printed);
            last = head;
        }
        base_buf_add_c(&w->out, "\n");
    }
}

static void add_line(writing *w, const form_table *table, size_t line)
{
    const form_row *row = &table->lines[line];
    add_cell(w, row->printed);
    for (size_t column = 0; column < table->column_count; column++) {
        size_t index = table->first + line * table->column_count + column;
        if (row->label.len > 0 || column > 0)
            base_buf_add_byte(&w->out, '\t');
        if (w->values[index].ptr != NULL)
            add_cell(w, w->values[index]);
        else if (!w->form->rows[index].heading)
            base_buf_add_byte(&w->out, '0');
    }
    base_buf_add_c(&w->out, "\n");
}

static void add_matrix(writing *w)
{
    for (size_t i = 0; i < w->form->table_count; i++) {
        const form_table *table = &w->form->tables[i];
        base_buf_add_str(&w->out, table->title);
        base_buf_add_c(&w->out, "\n");
        add_heads(w, table, table->lines[0].label.len > 0);
        for (size_t line = 0; line < table->line_count; line++) {
            unsigned char copies = w->copies[table->first + line * table->column_count];
            while (copies-- > 0)
                add_line(w, table, line);
        }
        base_buf_add_c(&w->out, "\n");
    }
}

static void add_table(writing *w, base_str date)
{
    base_buf_add_str(&w->out, w->form->title);
    base_buf_add_c(&w->out, "\n（");
    add_int(w, w->year);
    base_buf_add_c(&w->out, "年度）\n");
    add_fields(w, 1, date);
    base_buf_add_c(&w->out, "\n统计指标\t单位\t统计数\n");
    for (size_t i = 0; i < w->form->count; i++) {
        for (unsigned char copies = 0; copies < w->copies[i]; copies++)
            add_row(w, i);
    }
    base_buf_add_c(&w->out, "\n");
    add_fields(w, 0, date);
}

static void add_report(writing *w)
{
    base_str date = date_text(w);
    add_title(w);
    if (w->example->body.len > 0)
        base_buf_add_str(&w->out, w->example->body);
    else
        base_buf_add_c(&w->out, "现将有关情况报告如下。");
    base_buf_add_c(&w->out, "\n\n");
    base_buf_add_str(&w->out, w->agency);
    base_buf_add_c(&w->out, "\n");
    if (date.ptr != NULL) {
        add_cell(w, date);
        base_buf_add_c(&w->out, "\n");
    }
    base_buf_add_c(&w->out, "\n");
    if (w->form != NULL && w->form->table_count > 0)
        add_matrix(w);
    else if (w->form != NULL)
        add_table(w, date);
}

/* A file of the pack's tests, as it is. */
static int take_file(base_arena *arena, const audit_pack *of, const rule_example *example,
                     audit_example *out, hecha_err *err)
{
    const pack_file *file = pack_find_test(of->source, example->file);
    if (file != NULL) {
        out->text = file->bytes;
        out->name = file->name;
        out->year = example->year;
        return 0;
    }
    base_str name = base_arena_str(arena, example->file);
    return name.ptr == NULL ? base_err_memory(err)
                            : base_err(err, HECHA_E_RULE, MSG_AUDIT_NO_FIXTURE, name.ptr, NULL);
}

int audit_example_write(base_arena *arena, const audit_ruleset *rules,
                        const audit_pack *pack_of_rule, const rule *tested,
                        const rule_example *example, audit_example *out, hecha_err *err)
{
    writing w;
    memset(out, 0, sizeof(*out));
    if (example->file.len > 0)
        return take_file(arena, pack_of_rule, example, out, err);
    if (example->text.len > 0) {
        out->text = example->text;
        out->year = example->year;
        return 0;
    }
    memset(&w, 0, sizeof(w));
    w.arena = arena;
    w.rules = rules;
    w.pack = pack_of_rule;
    w.tested = tested;
    w.example = example;
    w.err = err;
    int code = choose_form(&w);
    if (code != 0)
        return code;
    choose_year(&w);
    w.agency = base_str_c(DEFAULT_AGENCY);
    if (example->agency.len > 0 && !base_str_eq_c(example->agency, "-"))
        w.agency = example->agency;
    code = fill_rows(&w);
    if (code != 0)
        return code;
    base_buf_init(&w.out);
    add_report(&w);
    int failed = base_buf_failed(&w.out) || base_arena_failed(arena);
    if (!failed)
        out->text = base_arena_str(arena, base_buf_str(&w.out));
    base_buf_dispose(&w.out);
    if (title_patterns(&w)->year.count == 0)
        out->year = w.year;
    return failed || out->text.ptr == NULL ? base_err_memory(err) : 0;
}

const result_rule *audit_example_outcome(const result_report *report, const rule *tested)
{
    if (report->status == RESULT_UNREADABLE)
        return NULL;
    for (size_t i = 0; i < report->rule_count; i++) {
        if (base_str_eq(report->rules[i].rule, tested->name))
            return &report->rules[i];
    }
    return NULL;
}

void audit_example_describe(const result_report *report, const result_rule *outcome,
                            hecha_lang lang, base_buf *why)
{
    static const base_msg_id did[] = {MSG_AUDIT_DID_PASS, MSG_AUDIT_DID_FAIL,
                                      MSG_AUDIT_DID_NOT_APPLY, MSG_AUDIT_WAS_NOT_EVALUATED};
    base_str reason = outcome->reason;
    if (outcome->outcome == RESULT_FAILED && report->finding_count > 0)
        reason = report->findings[0].message;
    base_msg_add(why, lang, did[outcome->outcome], NULL);
    if (reason.len > 0) {
        base_buf_add_c(why, lang == HECHA_LANG_EN ? ": " : "：");
        base_buf_add_str(why, reason);
    }
}

int audit_example_judge(const result_report *report, const rule *tested, int good, hecha_lang lang,
                        base_buf *why)
{
    const result_rule *outcome = audit_example_outcome(report, tested);
    if (outcome == NULL) {
        base_msg_add(why, lang, MSG_AUDIT_EXAMPLE_UNREAD, NULL);
        base_buf_add_str(why, report->problem);
        return 0;
    }
    if (good && outcome->outcome == RESULT_PASSED)
        return 1;
    if (!good && outcome->outcome == RESULT_FAILED && report->finding_count > 0)
        return 1;
    base_msg_add(why, lang, good ? MSG_AUDIT_SHOULD_PASS : MSG_AUDIT_SHOULD_FAIL, NULL);
    audit_example_describe(report, outcome, lang, why);
    return 0;
}
