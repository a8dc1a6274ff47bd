#include "result/frame.h"
#include "result/frame_layout.h"

static void put_u8(base_buf *out, unsigned number)
{
    base_buf_add_byte(out, (char)(unsigned char)number);
}

static void put_u32(base_buf *out, uint32_t number)
{
    unsigned char bytes[4];
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
    base_buf_add(out, (const char *)bytes, sizeof(bytes));
}

/* Lengths and counts. One that does not fit makes the whole frame fail, as lack of memory does. */
static void put_size(base_buf *out, size_t number)
{
    if (number > UINT32_MAX)
        out->failed = 1;
    put_u32(out, (uint32_t)number);
}

static void put_str(base_buf *out, base_str text)
{
    put_size(out, text.len);
    base_buf_add_str(out, text);
}

static void put_strs(base_buf *out, const base_str *items, size_t count)
{
    put_size(out, count);
    for (size_t i = 0; i < count; i++)
        put_str(out, items[i]);
}

/* Only what applies is written, after a mask; the path is nearly always the report's. */
static void put_place(base_buf *out, const base_place *place, base_str path)
{
    const base_str texts[] = {place->path, place->part, place->ref, place->text};
    const uint32_t numbers[] = {place->page,      place->sheet, place->table,
                                place->paragraph, place->block, place->line,
                                place->column,    place->row,   place->cell};
    uint32_t mask = 0;
    for (size_t i = 0; i < FRAME_PLACE_TEXTS; i++)
        mask |= (uint32_t)(texts[i].len > 0) << i;
    for (size_t i = 0; i < FRAME_PLACE_NUMBERS; i++)
        mask |= (uint32_t)(numbers[i] > 0) << (FRAME_PLACE_TEXTS + i);
    if ((mask & 1) && base_str_eq(place->path, path))
        mask = (mask & ~1u) | FRAME_PLACE_SAME_PATH;
    put_u32(out, mask);
    for (size_t i = 0; i < FRAME_PLACE_TEXTS; i++)
        if (mask & (1u << i))
            put_str(out, texts[i]);
    for (size_t i = 0; i < FRAME_PLACE_NUMBERS; i++)
        if (mask & (1u << (FRAME_PLACE_TEXTS + i)))
            put_u32(out, numbers[i]);
}

static void put_evidence(base_buf *out, const result_evidence *evidence, base_str path)
{
    put_str(out, evidence->subject);
    put_str(out, evidence->relation);
    put_str(out, evidence->stated);
    put_str(out, evidence->expected);
    put_str(out, evidence->difference);
    put_str(out, evidence->arithmetic);
    put_str(out, evidence->tolerance);
    put_str(out, evidence->condition);
    put_size(out, evidence->term_count);
    for (size_t i = 0; i < evidence->term_count; i++) {
        const result_term *term = &evidence->terms[i];
        put_str(out, term->label);
        put_str(out, term->value);
        put_str(out, term->state);
        put_place(out, &term->place, path);
    }
    put_strs(out, evidence->causes, evidence->cause_count);
}

static void put_finding(base_buf *out, const result_finding *finding, base_str path)
{
    put_str(out, finding->rule);
    put_str(out, finding->title);
    put_u8(out, (unsigned)finding->severity);
    put_str(out, finding->message);
    put_str(out, finding->fingerprint);
    put_str(out, finding->because);
    put_place(out, &finding->location, path);
    put_size(out, finding->related_count);
    for (size_t i = 0; i < finding->related_count; i++)
        put_place(out, &finding->related[i], path);
    put_str(out, finding->quote);
    put_u8(out, finding->has_evidence ? 1 : 0);
    if (finding->has_evidence)
        put_evidence(out, &finding->evidence, path);
}

static void put_rule(base_buf *out, const result_rule *rule)
{
    put_str(out, rule->rule);
    put_u8(out, (unsigned)rule->outcome);
    put_u8(out, (unsigned)rule->kind);
    put_str(out, rule->limit);
    put_str(out, rule->reason);
    put_str(out, rule->log);
}

static void put_fact(base_buf *out, const result_fact *fact, base_str path)
{
    put_str(out, fact->form);
    put_u32(out, fact->instance);
    put_str(out, fact->path);
    put_str(out, fact->value);
    put_str(out, fact->state);
    put_str(out, fact->unit);
    put_place(out, &fact->place, path);
}

static void put_head(base_buf *out, const result_report *report)
{
    put_str(out, report->path);
    put_str(out, report->format);
    put_str(out, report->sha256);
    put_str(out, report->title);
    put_str(out, report->agency);
    put_u32(out, (uint32_t)report->year);
    put_str(out, report->date);
    put_str(out, report->period_from);
    put_str(out, report->period_to);
    put_strs(out, report->forms, report->form_count);
    put_str(out, report->packs_because);
    put_u8(out, (unsigned)report->status);
    put_u8(out, (unsigned)-(int)report->problem_code);
    put_str(out, report->problem);
}

void result_frame_write(base_buf *out, const result_report *report)
{
    base_buf_add(out, FRAME_MAGIC, FRAME_MAGIC_LENGTH);
    put_head(out, report);
    put_size(out, report->finding_count);
    for (size_t i = 0; i < report->finding_count; i++)
        put_finding(out, &report->findings[i], report->path);
    put_size(out, report->rule_count);
    for (size_t i = 0; i < report->rule_count; i++)
        put_rule(out, &report->rules[i]);
    put_size(out, report->fact_count);
    for (size_t i = 0; i < report->fact_count; i++)
        put_fact(out, &report->facts[i], report->path);
}
