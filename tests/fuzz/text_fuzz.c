/* Any bytes as prose and as a figure's cell: normalisation and its map, labels, numbering, dates,
 * quantities, claims, figures. Each must advance, stay inside the text, and end. */
#include <stdlib.h>

#include "fuzz.h"
#include "text/date.h"
#include "text/normal.h"
#include "text/numbering.h"
#include "text/quantity.h"
#include "text/width.h"
#include "value/figure.h"

static void expect(int holds)
{
    if (!holds)
        abort();
}

static void scan(base_str text)
{
    text_date date;
    text_period period;
    text_quantity quantity;
    text_claim claim;
    value_range range;
    for (size_t at = 0; text_date_next(text, at, &date); at = date.end)
        expect(date.end > date.start && date.start >= at && date.end <= text.len);
    for (size_t at = 0; text_period_next(text, at, &period); at = period.end)
        expect(period.end > period.start && period.start >= at && period.end <= text.len);
    for (size_t at = 0; text_quantity_next(text, at, &quantity); at = quantity.end) {
        expect(quantity.end > quantity.start && quantity.start >= at && quantity.end <= text.len);
        expect(strlen(quantity.digits) < sizeof(quantity.digits) && quantity.divisor > 0);
        if (value_range_of(&quantity, &range) != VALUE_OK)
            continue;
        expect(!range.has_low || !range.has_high || value_number_cmp(range.low, range.high) <= 0);
        if (quantity.approx == TEXT_EXACT)
            expect(value_range_agrees(&range, range.value) != 0);
    }
    for (size_t at = 0; text_claim_next(text, at, &claim); at = claim.end)
        expect(claim.end > claim.start && claim.start >= at && claim.end <= text.len &&
               claim.word >= claim.start && claim.scope > claim.word && claim.scope <= claim.end);
}

static void normalise(base_arena *arena, base_str text)
{
    text_normal normal;
    if (text_normalise(arena, text, &normal) != 0)
        return;
    size_t before = 0;
    for (size_t i = 0; i <= normal.text.len; i++) {
        size_t raw = text_normal_raw(&normal, i);
        expect(raw >= before && raw <= text.len);
        before = raw;
    }
    scan(normal.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    base_arena *arena = base_arena_new(0);
    base_str text = base_str_n((const char *)data, size);
    base_buf buf;
    if (arena == NULL || size > 65536) {
        base_arena_free(arena);
        return 0;
    }
    base_buf_init(&buf);
    normalise(arena, text);
    scan(text);
    text_label_key(&buf, text);
    text_label_clean(&buf, text);
    expect(text_numbering_read(text).length <= size);
    text_width(text);
    value_figure_read(text, base_str_c("万元"));
    value_figure_read(text, base_str_c("件"));
    base_buf_dispose(&buf);
    base_arena_free(arena);
    return 0;
}
