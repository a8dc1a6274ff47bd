#include "result/frame.h"
#include "result/frame_layout.h"
#include "result/wire.h"

static void put_evidence(base_buf *out, const result_evidence *evidence, base_str path)
{
    result_put_str(out, evidence->subject);
    result_put_str(out, evidence->relation);
    result_put_str(out, evidence->stated);
    result_put_str(out, evidence->expected);
    result_put_str(out, evidence->difference);
    result_put_u8(out, evidence->rounded);
    result_put_str(out, evidence->arithmetic);
    result_put_str(out, evidence->tolerance);
    result_put_str(out, evidence->ground);
    result_put_str(out, evidence->condition);
    result_put_size(out, evidence->term_count);
    for (size_t i = 0; i < evidence->term_count; i++) {
        const result_term *term = &evidence->terms[i];
        result_put_str(out, term->label);
        result_put_str(out, term->value);
        result_put_str(out, term->state);
        result_put_place(out, &term->place, path);
    }
    result_put_size(out, evidence->term_omitted);
    result_put_strs(out, evidence->causes, evidence->cause_count);
}

static void put_finding(base_buf *out, const result_finding *finding, base_str path)
{
    result_put_str(out, finding->rule);
    result_put_str(out, finding->title);
    result_put_u8(out, (unsigned)finding->severity);
    result_put_str(out, finding->message);
    result_put_str(out, finding->fingerprint);
    result_put_str(out, finding->because);
    result_put_place(out, &finding->location, path);
    result_put_size(out, finding->related_count);
    for (size_t i = 0; i < finding->related_count; i++)
        result_put_place(out, &finding->related[i], path);
    result_put_size(out, finding->related_omitted);
    result_put_str(out, finding->quote);
    result_put_u8(out, finding->has_evidence ? 1 : 0);
    if (finding->has_evidence)
        put_evidence(out, &finding->evidence, path);
}

static void put_u64(base_buf *out, uint64_t number)
{
    result_put_u32(out, (uint32_t)number);
    result_put_u32(out, (uint32_t)(number >> 32));
}

static void put_rule(base_buf *out, const result_rule *rule)
{
    result_put_str(out, rule->rule);
    result_put_u8(out, (unsigned)rule->outcome);
    result_put_u8(out, (unsigned)rule->kind);
    result_put_str(out, rule->limit);
    result_put_str(out, rule->reason);
    result_put_u8(out, (unsigned)rule->others);
    result_put_str(out, rule->log);
    for (int severity = HECHA_NOTICE; severity <= HECHA_ERROR; severity++)
        result_put_size(out, rule->omitted[severity]);
    put_u64(out, rule->work);
    put_u64(out, rule->nanoseconds);
}

static void put_head(base_buf *out, const result_report *report)
{
    result_put_str(out, report->path);
    result_put_str(out, report->format);
    result_put_str(out, report->sha256);
    result_put_str(out, report->title);
    result_put_str(out, report->agency);
    result_put_u32(out, (uint32_t)report->year);
    result_put_str(out, report->date);
    result_put_str(out, report->period_from);
    result_put_str(out, report->period_to);
    result_put_strs(out, report->forms, report->form_count);
    result_put_str(out, report->packs_because);
    result_put_u8(out, (unsigned)report->status);
    result_put_u8(out, (unsigned)-(int)report->problem_code);
    result_put_str(out, report->problem);
}

void result_frame_copy_bare(base_buf *out, base_str frame, const result_report *report)
{
    base_buf_add(out, frame.ptr, frame.len - report->digest.len - FRAME_MIN_TEXT);
    result_put_size(out, 0);
}

void result_frame_write(base_buf *out, const result_report *report)
{
    base_buf_add(out, FRAME_MAGIC, FRAME_MAGIC_LENGTH);
    put_head(out, report);
    result_put_size(out, report->finding_count);
    for (size_t i = 0; i < report->finding_count; i++)
        put_finding(out, &report->findings[i], report->path);
    result_put_size(out, report->rule_count);
    for (size_t i = 0; i < report->rule_count; i++)
        put_rule(out, &report->rules[i]);
    result_put_str(out, report->digest);
}
