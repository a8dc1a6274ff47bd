#include "rule/formula_number.h"

#include "rule/formula_lex.h"
#include "text/numbering.h"
#include "text/utf8.h"

/* A numeral at *at, moved past it; -1: none. */
static int read_numeral(base_str text, size_t *at, int *han)
{
    size_t length = 0, next = *at;
    uint32_t c = lex_next(text, &next);
    int64_t number = text_numeral(base_str_from(text, *at), &length);
    *han = !(c >= '0' && c <= '9');
    if (number < 0 || number > 9999)
        return -1;
    *at += length;
    return (int)number;
}

/* ① ㈠ ⑴: a number of one character. */
static int read_enclosed(base_str text, size_t *at, number_step *out)
{
    text_numbering number = text_numbering_read(base_str_from(text, *at));
    size_t next = *at;
    uint32_t c = lex_next(text, &next);
    if (number.style == TEXT_NUMBER_NONE || c < 0x2460 || c > 0x33FF)
        return 0;
    out->value = number.value;
    out->bracket = number.style != TEXT_NUMBER_DIGIT;
    out->han = number.style == TEXT_NUMBER_HAN_BRACKET;
    *at = next;
    return 1;
}

static int read_step(base_str text, size_t *at, number_step *out)
{
    size_t here = lex_skip_space(text, *at);
    memset(out, 0, sizeof(*out));
    out->part = lex_match(text, &here, base_str_c("其中"));
    out->bracket = lex_sign(text, &here, '(');
    here = lex_skip_space(text, here);
    if (!out->bracket && read_enclosed(text, &here, out)) {
        *at = here;
        return 1;
    }
    out->value = here < text.len ? read_numeral(text, &here, &out->han) : -1;
    if (out->value < 0 && out->part && !out->bracket)
        out->value = 0;
    if (out->value < 0 || (out->bracket && !lex_sign(text, &here, ')')))
        return 0;
    *at = here;
    return 1;
}

/* . between numbers, 、 behind the first one (一、); 1 if there is one. Two points are a range. */
static int skip_point(base_str text, size_t *at, int first)
{
    size_t here = lex_skip_space(text, *at), after = here;
    uint32_t c = here < text.len ? lex_next(text, &here) : 0;
    if (c != '.' && c != 0x3002 && !(first && text_utf8_next(text, &after) == 0x3001))
        return 0;
    after = here;
    if (c == '.' && after < text.len && lex_next(text, &after) == '.')
        return 0;
    *at = here;
    return 1;
}

size_t number_path_read(base_str text, number_path *out)
{
    size_t at = 0, end = 0;
    out->count = 0;
    while (out->count < FORMULA_MAX_STEPS) {
        number_step *step = &out->steps[out->count];
        int point = out->count > 0 && skip_point(text, &at, out->count == 1);
        if (!read_step(text, &at, step))
            return out->count == 0 ? 0 : at == text.len ? at : end; /* 1. at the end */
        /* 三1: what is not set apart is one number or none. */
        if (out->count > 0 && !point && !step->bracket && !step->part && !step[-1].bracket)
            return 0;
        out->count++;
        end = at;
    }
    return end;
}

int number_path_end(const number_path *from, const number_path *to, number_path *out)
{
    if (to->count > from->count)
        return -1;
    *out = *from;
    size_t kept = from->count - to->count;
    for (size_t i = 0; i < to->count; i++) {
        number_step *step = &out->steps[kept + i];
        int part = step->part || to->steps[i].part;
        *step = to->steps[i];
        step->part = part;
    }
    return 0;
}

static number_step step_of(base_str number)
{
    text_numbering printed = text_numbering_read(number);
    number_step step = {0, printed.value, 0, 0};
    step.bracket = printed.style == TEXT_NUMBER_HAN_BRACKET ||
                   printed.style == TEXT_NUMBER_DIGIT_BRACKET ||
                   printed.style == TEXT_NUMBER_CIRCLE;
    step.han = printed.style == TEXT_NUMBER_HAN || printed.style == TEXT_NUMBER_HAN_BRACKET ||
               printed.style == TEXT_NUMBER_CHAPTER || printed.style == TEXT_NUMBER_ORDINAL;
    return step;
}

/* Which 其中 of its parent a row is, from 1. */
static int part_ordinal(const form *known, size_t row)
{
    int ordinal = 1;
    for (size_t i = row; i-- > 0;)
        if (known->rows[i].parent == known->rows[row].parent && known->rows[i].part)
            ordinal++;
    return ordinal;
}

/* What is written as it is printed wins, then a whole path over the end of one. */
typedef enum fit { FIT_NOT, FIT_WHOLE, FIT_END_ALIKE, FIT_WHOLE_ALIKE } fit;

static int is_alike(base_str number, const number_step *step)
{
    number_step printed = step_of(number);
    return printed.bracket == step->bracket && printed.han == step->han;
}

static int is_step(const form *known, size_t row, const number_step *step)
{
    const form_row *at = &known->rows[row];
    int wanted = step->part && step->value == 0 ? 1 : step->value;
    if (at->part != (unsigned)step->part)
        return 0;
    return wanted == (at->part ? part_ordinal(known, row) : step_of(at->number).value);
}

/* How the numbers of a row and its ancestors fit the path, from the last on. The end of them does
 * only if it is written as printed and begins with another kind of number than the form does: in
 * a form that begins with 三, 三.(八) is no row 8 below some （三）. */
static fit fit_row(const form *known, size_t row, const number_path *path)
{
    size_t left = path->count;
    int alike = 1, outermost = -1;
    if (known->rows[row].number.len == 0 && !known->rows[row].part)
        return FIT_NOT;
    for (int i = (int)row; i >= 0; i = known->rows[i].parent) {
        const form_row *at = &known->rows[i];
        if (at->number.len == 0 && !at->part)
            continue;
        outermost = left == 0 ? i : -1;
        if (left == 0)
            continue;
        const number_step *step = &path->steps[--left];
        if (!is_step(known, (size_t)i, step))
            return FIT_NOT;
        alike = alike && (at->part || is_alike(at->number, step));
    }
    if (left > 0)
        return FIT_NOT;
    if (outermost < 0)
        return alike ? FIT_WHOLE_ALIKE : FIT_WHOLE;
    const number_step *first = &path->steps[0];
    int inner = first->part || !is_alike(known->rows[outermost].number, first);
    return alike && inner ? FIT_END_ALIKE : FIT_NOT;
}

/* Of the cells of a line the one in the preset column. */
static int stands_for_line(const form *known, size_t item)
{
    const form_table *table = form_table_of(known, item);
    return table == NULL || known->rows[item].column == (table->preset < 0 ? 0 : table->preset);
}

size_t number_path_find(const form *known, const number_path *path, int *row)
{
    fit best = FIT_NOT;
    size_t count = 0;
    *row = -1;
    for (size_t i = 0; i < known->count; i++) {
        fit one = stands_for_line(known, i) ? fit_row(known, i, path) : FIT_NOT;
        if (one == FIT_NOT || one < best)
            continue;
        if (one > best) {
            best = one;
            count = 0;
        }
        if (count++ == 0)
            *row = (int)i;
    }
    return count;
}

void number_path_suggest(const form *known, const number_path *path, base_buf *names)
{
    number_path up = *path;
    int row, parent = -1, most = 3, wanted = path->steps[path->count - 1].value;
    while (up.count > 1 && parent < 0) {
        up.count--;
        if (number_path_find(known, &up, &row) > 0)
            parent = row;
    }
    if (parent < 0)
        wanted = path->steps[0].value;
    int total = 0, seen = 0;
    for (int pass = 0; pass < 2; pass++) {
        int spare = total > most ? total - most : 0;
        int skipped = wanted - most / 2 - 1 < spare ? wanted - most / 2 - 1 : spare;
        for (size_t i = 0; i < known->count; i++) {
            const form_row *at = &known->rows[i];
            if (at->parent != parent || (at->number.len == 0 && !at->part) ||
                !stands_for_line(known, i))
                continue;
            total += pass == 0;
            if (pass == 0 || ++seen <= skipped || seen > (skipped < 0 ? 0 : skipped) + most)
                continue;
            if (names->len > 0)
                base_buf_add_c(names, "、");
            base_buf_add_str(names, at->printed);
        }
    }
}
