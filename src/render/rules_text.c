/* `rules` and `explain` as text. */
#include <stdio.h>

#include "render/finding_text.h"
#include "render/words.h"
#include "text/width.h"

#define MOST_ITEMS 12 /* more are told by the first and their number */
#define FIRST_ITEMS 4
#define LABEL_WIDTH 12
#define NAME_WIDTH 8

static const char *word(const render_line *line, base_msg_id message)
{
    return base_msg_text(line->options->lang, message);
}

static void add_years(render_line *line, int from, int to)
{
    if (from != 0)
        render_line_add_count(line, (size_t)from);
    render_line_add_c(line, "–");
    if (to != 0)
        render_line_add_count(line, (size_t)to);
}

static void add_forms(render_line *line, const rule *shown, int full)
{
    size_t index;
    if (shown->form_count == 0)
        render_line_add_c(line, word(line, MSG_RENDER_RULE_WHOLE));
    for (index = 0; index < shown->form_count; index++) {
        if (index > 0)
            render_line_add_c(line, render_comma(line->options->lang));
        render_line_add(line, full ? shown->forms[index]->name : shown->forms[index]->id);
    }
}

static size_t widest_id(const rule *const *rules, size_t count)
{
    size_t index, widest = NAME_WIDTH;
    for (index = 0; index < count; index++) {
        size_t width = text_width(rules[index]->id);
        if (width > widest && width < 32)
            widest = width;
    }
    return widest;
}

static void write_row(render_line *line, const rule *shown, size_t ids)
{
    size_t words = line->options->lang == HECHA_LANG_EN ? 8 : 5;
    render_line_indent(line, 2);
    render_line_lead(line, RENDER_BOLD, shown->id);
    render_line_indent(line, 2 + ids);
    render_line_indent(line, line->column + 1);
    if (shown->severity != 0)
        render_line_lead_message(line, render_severity_tone(shown->severity),
                                 render_severity_word(shown->severity));
    render_line_indent(line, 3 + ids + words);
    size_t hang = line->column;
    render_line_add(line, shown->title);
    if (shown->broken.len > 0) {
        render_line_add_c(line, "  ");
        render_line_add_c(line, word(line, MSG_RENDER_RULE_BROKEN));
        render_line_add_c(line, render_colon(line->options->lang));
        render_line_add(line, shown->broken);
    } else {
        render_line_add_c(line, "  [");
        add_forms(line, shown, 0);
        render_line_add_c(line, "]");
        if (shown->off) {
            render_line_add_c(line, "  ");
            render_line_add_c(line, word(line, MSG_RENDER_RULE_OFF));
        }
        if (shown->needs != 0) {
            render_line_add_c(line, "  ");
            render_line_add_c(line, word(line, MSG_RENDER_RULE_SEVERAL));
        }
    }
    render_line_end(line, hang, shown->broken.len > 0 ? RENDER_RED : RENDER_PLAIN);
}

void render_rules_text(base_buf *out, const render_options *options, const rule *const *rules,
                       size_t count)
{
    render_line line;
    size_t index, ids = widest_id(rules, count);
    render_line_init(&line, out, options);
    for (index = 0; index < count; index++) {
        if (index == 0 || !base_str_eq(rules[index]->pack, rules[index - 1]->pack)) {
            if (index > 0)
                render_line_blank(&line);
            render_line_lead(&line, RENDER_BOLD, rules[index]->pack);
            render_line_end(&line, 0, RENDER_PLAIN);
        }
        write_row(&line, rules[index], ids);
    }
    if (count > 0)
        render_line_blank(&line);
    render_line_number(&line, MSG_RENDER_RULES, count);
    render_line_end(&line, 0, RENDER_PLAIN);
    render_line_dispose(&line);
}

static void lead_label(render_line *line, base_msg_id label)
{
    render_line_indent(line, 2);
    render_line_lead_message(line, RENDER_DIM, label);
    render_line_indent(line, 2 + LABEL_WIDTH);
}

static void end_value(render_line *line)
{
    render_line_end(line, 2 + LABEL_WIDTH, RENDER_PLAIN);
}

static void write_value(render_line *line, base_msg_id label, base_str text)
{
    if (text.len == 0)
        return;
    lead_label(line, label);
    render_line_add(line, text);
    end_value(line);
}

static base_str precision_word(const render_line *line, base_str precision)
{
    if (base_str_eq_c(precision, "exact"))
        return base_str_c(word(line, MSG_RENDER_PRECISION_EXACT));
    if (base_str_eq_c(precision, "may_overreport"))
        return base_str_c(word(line, MSG_RENDER_PRECISION_OVER));
    if (base_str_eq_c(precision, "may_underreport"))
        return base_str_c(word(line, MSG_RENDER_PRECISION_UNDER));
    return precision;
}

/* 1 if an earlier item of the formula has the label of the i-th. */
static int label_told(const form *of, const int *rows, size_t i)
{
    for (size_t before = 0; before < i; before++)
        if (base_str_eq(of->rows[rows[before]].label, of->rows[rows[i]].label))
            return 1;
    return 0;
}

/* The labels of the items a formula uses, each once; of many only the first and their number. */
static base_str items_of(base_buf *labels, const rule_formula *used, hecha_lang lang)
{
    size_t count, told = 0;
    const int *rows = formula_rows(used->formula, &count);
    base_buf first;
    base_buf_init(&first);
    base_buf_clear(labels);
    for (size_t i = 0; i < count; i++) {
        if (label_told(used->form, rows, i))
            continue;
        if (told > 0)
            base_buf_add_c(labels, render_comma(lang));
        base_buf_add_str(labels, used->form->rows[rows[i]].label);
        if (++told == FIRST_ITEMS)
            base_buf_add_str(&first, base_buf_str(labels));
    }
    if (told > MOST_ITEMS) {
        char digits[24];
        snprintf(digits, sizeof(digits), "%zu", told);
        base_buf_clear(labels);
        base_buf_add_str(labels, base_buf_str(&first));
        base_msg_add(labels, lang, MSG_RENDER_RULE_ALL_ITEMS, digits, NULL);
    }
    labels->failed |= first.failed;
    base_buf_dispose(&first);
    return base_buf_str(labels);
}

/* Forms in which the formula uses the same items share a line. */
static void write_items(render_line *line, const rule_check *check)
{
    base_buf labels, last;
    size_t from = 0;
    base_buf_init(&labels);
    base_buf_init(&last);
    for (size_t i = 0; i < check->formula_count; i++) {
        size_t next = i + 1;
        base_str items = items_of(&labels, &check->formulas[i], line->options->lang);
        if (next < check->formula_count &&
            base_str_eq(items, items_of(&last, &check->formulas[next], line->options->lang)))
            continue;
        if (items.len > 0) {
            lead_label(line, MSG_RENDER_RULE_ITEMS);
            for (size_t k = from; check->formula_count > 1 && k <= i; k++) {
                render_line_add(line, check->formulas[k].form->id);
                render_line_add_c(line, k < i ? render_comma(line->options->lang)
                                              : render_colon(line->options->lang));
            }
            render_line_add(line, items);
            end_value(line);
        }
        from = next;
    }
    line->out->failed |= labels.failed | last.failed;
    base_buf_dispose(&labels);
    base_buf_dispose(&last);
}

static void write_check(render_line *line, const rule *shown, const rule_check *check)
{
    if (check->text.len > 0) {
        lead_label(line, MSG_RENDER_RULE_FORMULA);
        render_line_add(line, check->text);
    } else {
        base_buf where;
        base_buf_init(&where);
        base_buf_add_str(&where, shown->file);
        base_buf_add_byte(&where, ':');
        base_buf_add_int(&where, check->line > 0 ? check->line : shown->line);
        lead_label(line, MSG_RENDER_RULE_FUNCTION);
        render_line_add(line, base_buf_str(&where));
        line->out->failed |= where.failed;
        base_buf_dispose(&where);
    }
    if (check->severity != shown->severity && check->severity != 0) {
        base_str severity = base_str_c(word(line, render_severity_word(check->severity)));
        render_line_message(line, MSG_RENDER_NOTE, &severity, 1);
    }
    end_value(line);
    write_value(line, MSG_RENDER_RULE_MESSAGE, check->message);
    write_items(line, check);
}

/* What the rule needs of other reports, as it is written in needs. */
static void write_needs(render_line *line, const rule *shown)
{
    static const struct {
        unsigned bit;
        base_msg_id name;
    } needs[] = {{RULE_NEEDS_PREVIOUS_YEAR, MSG_RENDER_NEEDS_PREVIOUS},
                 {RULE_NEEDS_CHILDREN, MSG_RENDER_NEEDS_CHILDREN},
                 {RULE_NEEDS_ALL, MSG_RENDER_NEEDS_ALL},
                 {RULE_NEEDS_ROSTER, MSG_RENDER_NEEDS_ROSTER}};
    int first = 1;
    if (shown->needs == 0)
        return;
    lead_label(line, MSG_RENDER_RULE_NEEDS);
    for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++) {
        if ((shown->needs & needs[i].bit) == 0)
            continue;
        if (!first)
            render_line_add_c(line, render_comma(line->options->lang));
        render_line_add_c(line, word(line, needs[i].name));
        first = 0;
    }
    end_value(line);
}

static void write_tags(render_line *line, const rule *shown)
{
    size_t index;
    if (shown->tag_count == 0)
        return;
    lead_label(line, MSG_RENDER_RULE_TAGS);
    for (index = 0; index < shown->tag_count; index++) {
        if (index > 0)
            render_line_add_c(line, render_comma(line->options->lang));
        render_line_add(line, shown->tags[index]);
    }
    end_value(line);
}

static void write_file(render_line *line, const rule *shown)
{
    if (shown->file.len == 0)
        return;
    lead_label(line, MSG_RENDER_RULE_FILE);
    render_line_add(line, shown->file);
    if (shown->line > 0) {
        render_line_add_c(line, ":");
        render_line_add_count(line, (size_t)shown->line);
    }
    end_value(line);
}

static void write_example_counts(render_line *line, const rule *shown)
{
    base_buf good, bad;
    base_buf_init(&good);
    base_buf_init(&bad);
    base_buf_add_int(&good, (int64_t)shown->good_count);
    base_buf_add_int(&bad, (int64_t)shown->bad_count);
    base_str counts[] = {base_buf_str(&good), base_buf_str(&bad)};
    lead_label(line, MSG_RENDER_RULE_EXAMPLES);
    render_line_message(line, MSG_RENDER_RULE_EXAMPLE_COUNTS, counts, 2);
    end_value(line);
    line->out->failed |= good.failed | bad.failed;
    base_buf_dispose(&good);
    base_buf_dispose(&bad);
}

void render_explain_text(base_buf *out, const render_options *options, const rule *shown)
{
    render_line line;
    size_t index;
    render_line_init(&line, out, options);
    render_line_lead(&line, RENDER_BOLD, shown->name);
    render_line_add_c(&line, "  ");
    render_line_add(&line, shown->title);
    render_line_end(&line, 2, RENDER_PLAIN);
    write_value(&line, MSG_RENDER_RULE_BROKEN, shown->broken);
    formula_add_caret(out, shown->wrong_formula, shown->wrong_column);
    if (shown->severity != 0)
        write_value(&line, MSG_RENDER_RULE_SEVERITY,
                    base_str_c(word(&line, render_severity_word(shown->severity))));
    lead_label(&line, MSG_RENDER_RULE_FORMS);
    add_forms(&line, shown, 1);
    end_value(&line);
    if (shown->year_from != 0 || shown->year_to != 0) {
        lead_label(&line, MSG_RENDER_RULE_YEARS);
        add_years(&line, shown->year_from, shown->year_to);
        end_value(&line);
    }
    for (index = 0; index < shown->check_count; index++)
        write_check(&line, shown, &shown->checks[index]);
    write_value(&line, MSG_RENDER_RULE_BASIS, shown->basis);
    write_value(&line, MSG_RENDER_RULE_SINCE, shown->since);
    write_value(&line, MSG_RENDER_RULE_PRECISION, precision_word(&line, shown->precision));
    write_value(&line, MSG_RENDER_RULE_RATIONALE, shown->rationale);
    write_needs(&line, shown);
    if (shown->off)
        write_value(&line, MSG_RENDER_RULE_ENABLED, base_str_c(word(&line, MSG_RENDER_RULE_OFF)));
    write_tags(&line, shown);
    write_example_counts(&line, shown);
    write_file(&line, shown);
    render_line_dispose(&line);
}
