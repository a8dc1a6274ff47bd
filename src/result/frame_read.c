#include "result/frame.h"
#include "result/frame_layout.h"
#include "result/wire.h"

static void take_evidence(result_cursor *from, result_evidence *evidence)
{
    evidence->subject = result_take_str(from);
    evidence->relation = result_take_str(from);
    evidence->stated = result_take_str(from);
    evidence->expected = result_take_str(from);
    evidence->difference = result_take_str(from);
    evidence->rounded = result_take_enum(from, 0, 7);
    evidence->arithmetic = result_take_str(from);
    evidence->tolerance = result_take_str(from);
    evidence->ground = result_take_str(from);
    evidence->condition = result_take_str(from);
    evidence->terms =
        result_take_array(from, FRAME_MIN_TERM, sizeof(*evidence->terms), &evidence->term_count);
    for (size_t i = 0; i < evidence->term_count && !result_stopped(from); i++) {
        result_term *term = &evidence->terms[i];
        term->label = result_take_str(from);
        term->value = result_take_str(from);
        term->state = result_take_str(from);
        result_take_place(from, &term->place);
    }
    evidence->term_omitted = result_take_u32(from);
    evidence->causes = result_take_strs(from, &evidence->cause_count);
}

static void take_finding(result_cursor *from, result_finding *finding)
{
    finding->rule = result_take_str(from);
    finding->title = result_take_str(from);
    finding->severity = (hecha_severity)result_take_enum(from, HECHA_NOTICE, HECHA_ERROR);
    finding->message = result_take_str(from);
    finding->fingerprint = result_take_str(from);
    finding->because = result_take_str(from);
    result_take_place(from, &finding->location);
    finding->related = result_take_array(from, FRAME_MIN_PLACE, sizeof(*finding->related),
                                         &finding->related_count);
    for (size_t i = 0; i < finding->related_count && !result_stopped(from); i++)
        result_take_place(from, &finding->related[i]);
    finding->related_omitted = result_take_u32(from);
    finding->quote = result_take_str(from);
    finding->has_evidence = (int)result_take_enum(from, 0, 1);
    if (finding->has_evidence)
        take_evidence(from, &finding->evidence);
}

static uint64_t take_u64(result_cursor *from)
{
    uint64_t low = result_take_u32(from);
    return low | (uint64_t)result_take_u32(from) << 32;
}

static void take_rule(result_cursor *from, result_rule *rule)
{
    rule->rule = result_take_str(from);
    rule->outcome = (result_outcome)result_take_enum(from, RESULT_PASSED, RESULT_NOT_EVALUATED);
    rule->kind = (result_kind)result_take_enum(from, RESULT_KIND_NONE, RESULT_BROKEN);
    rule->limit = result_take_str(from);
    rule->reason = result_take_str(from);
    rule->others = (result_others)result_take_enum(from, RESULT_WITHOUT_OTHERS, RESULT_WITH_OTHERS);
    rule->log = result_take_str(from);
    for (int severity = HECHA_NOTICE; severity <= HECHA_ERROR; severity++)
        rule->omitted[severity] = result_take_u32(from);
    rule->work = take_u64(from);
    rule->nanoseconds = take_u64(from);
}

static void take_head(result_cursor *from, result_report *report)
{
    report->path = result_take_bytes(from);
    from->path = report->path;
    report->format = result_take_str(from);
    report->sha256 = result_take_str(from);
    report->title = result_take_str(from);
    report->agency = result_take_str(from);
    uint32_t year = result_take_u32(from);
    if (year > INT32_MAX)
        from->bad = 1;
    else
        report->year = (int)year;
    report->date = result_take_str(from);
    report->period_from = result_take_str(from);
    report->period_to = result_take_str(from);
    report->forms = result_take_strs(from, &report->form_count);
    report->packs_because = result_take_str(from);
    report->status = (result_status)result_take_enum(from, RESULT_READ, RESULT_UNCHECKED);
    report->problem_code = (hecha_code) - (int)result_take_enum(from, 0, -HECHA_E_UNSUPPORTED);
    report->problem = result_take_str(from);
}

static void take_report(result_cursor *from, result_report *report)
{
    take_head(from, report);
    report->findings = result_take_array(from, FRAME_MIN_FINDING, sizeof(*report->findings),
                                         &report->finding_count);
    for (size_t i = 0; i < report->finding_count && !result_stopped(from); i++)
        take_finding(from, &report->findings[i]);
    report->rules =
        result_take_array(from, FRAME_MIN_RULE, sizeof(*report->rules), &report->rule_count);
    for (size_t i = 0; i < report->rule_count && !result_stopped(from); i++)
        take_rule(from, &report->rules[i]);
    report->digest = result_take_bytes(from);
}

int result_frame_read(base_arena *arena, base_str frame, result_report **out, hecha_err *err)
{
    *out = NULL;
    if (!base_str_starts(frame, base_str_n(FRAME_MAGIC, FRAME_MAGIC_LENGTH)))
        return base_err(err, HECHA_E_FORMAT, MSG_FRAME_DAMAGED, NULL);
    result_cursor from;
    memset(&from, 0, sizeof(from));
    from.arena = arena;
    from.at = FRAME_MAGIC_LENGTH;
    from.in = base_arena_str(arena, frame);
    result_report *report = base_arena_zalloc(arena, sizeof(*report));
    if (from.in.ptr == NULL || report == NULL)
        return base_err_memory(err);
    take_report(&from, report);
    if (from.no_memory)
        return base_err_memory(err);
    if (from.bad || from.at != from.in.len)
        return base_err(err, HECHA_E_FORMAT, MSG_FRAME_DAMAGED, NULL);
    *out = report;
    return 0;
}
