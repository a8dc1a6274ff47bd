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

/* What is written as it is printed wins, then the whole path over the end of one. */
typedef enum fit { FIT_NOT, FIT_END, FIT_WHOLE, FIT_END_ALIKE, FIT_WHOLE_ALIKE } fit;

/* How the numbers of a row and its ancestors fit the path, from the last on. */
static fit fit_row(const form *known, size_t row, const number_path *path)
{
    size_t left = path->count;
    int alike = 1, more = 0;
    if (known->rows[row].number.len == 0 && !known->rows[row].part)
        return FIT_NOT;
    for (int i = (int)row; i >= 0; i = known->rows[i].parent) {
        const form_row *at = &known->rows[i];
        if (at->number.len == 0 && !at->part)
            continue;
        if (left == 0) {
            more = 1;
            break;
        }
        const number_step *step = &path->steps[--left];
        if (at->part != (unsigned)step->part)
            return FIT_NOT;
        number_step printed = step_of(at->number);
        int ordinal = at->part ? part_ordinal(known, (size_t)i) : printed.value;
        if (ordinal != (step->part && step->value == 0 ? 1 : step->value))
            return FIT_NOT;
        if (!at->part && (printed.bracket != step->bracket || printed.han != step->han))
            alike = 0;
    }
    if (left > 0)
        return FIT_NOT;
    if (alike)
        return more ? FIT_END_ALIKE : FIT_WHOLE_ALIKE;
    return more ? FIT_END : FIT_WHOLE;
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
