#include "rule/formula_label.h"

#include "rule/formula_lex.h"
#include "text/numbering.h"

/* A printed number before the label must be the row's: 1. and 1、 are alike, 1. and 2. not. */
static int number_matches(const text_numbering *written, const form_row *row)
{
    if (row->number.len == 0)
        return 0;
    text_numbering printed = text_numbering_read(row->number);
    return printed.style == written->style && printed.value == written->value;
}

/* End of the row's label at a position, its note included if that is written; 0 if it is not
 * there. */
static size_t label_end(const form_row *row, base_str text, size_t at)
{
    if (!lex_match(text, &at, row->label))
        return 0;
    size_t note = at;
    if (row->note.len > 0 && lex_sign(text, &note, '(') && lex_match(text, &note, row->note) &&
        lex_sign(text, &note, ')'))
        return note;
    return at;
}

/* What stands at a position, read once for all rows. */
typedef struct place_read {
    base_str text;
    size_t at;
    uint32_t first;        /* folded code point at it */
    text_numbering number; /* printed there, if any */
    size_t after_parts;    /* behind 其中：, or 0 */
} place_read;

/* Most rows are told apart by the first character. */
static int may_match(const place_read *here, base_str label)
{
    size_t start = 0;
    return label.len > 0 && lex_next(label, &start) == here->first;
}

/* The label with its note, or all that is printed, from a position on: what reaches further. */
static size_t longer_end(const form_row *row, const place_read *here, size_t label_at)
{
    size_t best = label_end(row, here->text, label_at), end = here->at;
    if (lex_match(here->text, &end, row->printed) && end > best)
        best = end;
    return best;
}

static size_t row_end(const form_row *row, const place_read *here)
{
    size_t end = 0;
    if (may_match(here, row->label))
        end = longer_end(row, here, here->at);
    if (end == 0 && here->number.style != TEXT_NUMBER_NONE && number_matches(&here->number, row))
        end = longer_end(row, here, here->at + here->number.length);
    if (end == 0 && row->part && here->after_parts > 0)
        end = longer_end(row, here, here->after_parts);
    return end;
}

static place_read read_place(base_str text, size_t at)
{
    place_read here = {.text = text, .at = at};
    size_t next = at;
    here.first = lex_next(text, &next);
    here.number = text_numbering_read(base_str_from(text, at));
    next = at;
    if (here.first == 0x5176 && lex_match(text, &next, base_str_c("其中"))) { /* 其 */
        lex_sign(text, &next, ':');
        here.after_parts = next;
    }
    return here;
}

size_t label_match(const form *known, base_str text, size_t at, int *row, size_t *end)
{
    size_t count = 0;
    place_read here = read_place(text, lex_skip_space(text, at));
    *end = here.at;
    for (size_t i = 0; i < known->count; i++) {
        size_t stop = row_end(&known->rows[i], &here);
        if (stop == 0 || stop < *end)
            continue;
        if (stop > *end) {
            *end = stop;
            *row = (int)i;
            count = 0;
        }
        count++;
    }
    return count;
}
