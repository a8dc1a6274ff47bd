/* Whether a rule came to what a case expects. */
#include <stdio.h>

#include "audit/example.h"
#include "base/msg.h"

static int holds(base_str text, base_str part)
{
    return part.len == 0 || base_str_find(text, part, 0) != BASE_STR_NONE;
}

static int same_number(uint32_t wanted, uint32_t number)
{
    return wanted == 0 || wanted == number;
}

static int is_at(const base_place *wanted, const base_place *place)
{
    return same_number(wanted->page, place->page) && same_number(wanted->sheet, place->sheet) &&
           same_number(wanted->table, place->table) &&
           same_number(wanted->paragraph, place->paragraph) &&
           same_number(wanted->block, place->block) && same_number(wanted->line, place->line) &&
           same_number(wanted->column, place->column) && same_number(wanted->row, place->row) &&
           same_number(wanted->cell, place->cell) &&
           (wanted->ref.len == 0 || base_str_eq(wanted->ref, place->ref)) &&
           (wanted->part.len == 0 || base_str_eq(wanted->part, place->part));
}

static int fits(const result_finding *finding, const rule_expectation *wanted)
{
    const result_evidence *evidence = &finding->evidence;
    if (!holds(finding->message, wanted->message) || !is_at(&wanted->place, &finding->location))
        return 0;
    if (!holds(evidence->subject, wanted->at) && !holds(finding->quote, wanted->at) &&
        !holds(finding->location.text, wanted->at))
        return 0;
    return (wanted->stated.len == 0 || base_str_eq(wanted->stated, evidence->stated)) &&
           (wanted->expected.len == 0 || base_str_eq(wanted->expected, evidence->expected));
}

static void add_part(base_buf *out, const char *name, base_str text)
{
    if (text.len == 0)
        return;
    if (out->len > 0)
        base_buf_add_c(out, ", ");
    base_buf_add_c(out, name);
    base_buf_add_c(out, " = \"");
    base_buf_add_str(out, text);
    base_buf_add_byte(out, '"');
}

static void add_number(base_buf *out, const char *name, uint32_t number)
{
    if (number == 0)
        return;
    if (out->len > 0)
        base_buf_add_c(out, ", ");
    base_buf_add_c(out, name);
    base_buf_add_byte(out, ' ');
    base_buf_add_int(out, number);
}

static void add_place(base_buf *out, const base_place *place)
{
    add_number(out, "page", place->page);
    add_number(out, "sheet", place->sheet);
    add_number(out, "table", place->table);
    add_number(out, "paragraph", place->paragraph);
    add_number(out, "block", place->block);
    add_number(out, "line", place->line);
    add_number(out, "column", place->column);
    add_number(out, "row", place->row);
    add_number(out, "cell", place->cell);
    add_part(out, "ref", place->ref);
    add_part(out, "part", place->part);
}

/* What was wanted of a finding, as the author wrote it. */
static void add_wanted(base_buf *out, const rule_expectation *wanted)
{
    add_part(out, "message", wanted->message);
    add_part(out, "at", wanted->at);
    add_part(out, "stated", wanted->stated);
    add_part(out, "expected", wanted->expected);
    add_place(out, &wanted->place);
}

/* The first findings as they are, with the same parts as were wanted. */
static void add_found(base_buf *out, const result_report *report, const rule_expectation *wanted)
{
    for (size_t i = 0; i < report->finding_count && i < 3; i++) {
        const result_finding *finding = &report->findings[i];
        base_buf parts;
        base_buf_init(&parts);
        if (wanted->at.len > 0)
            add_part(&parts, "at",
                     finding->quote.len > 0 ? finding->quote : finding->evidence.subject);
        if (wanted->stated.len > 0)
            add_part(&parts, "stated", finding->evidence.stated);
        if (wanted->expected.len > 0)
            add_part(&parts, "expected", finding->evidence.expected);
        add_place(&parts, &finding->location);
        if (i > 0)
            base_buf_add_c(out, "; ");
        base_buf_add_str(out, finding->message);
        base_buf_add_c(out, " [");
        base_buf_add_str(out, base_buf_str(&parts));
        base_buf_add_byte(out, ']');
        out->failed |= parts.failed;
        base_buf_dispose(&parts);
    }
}

static int judge_findings(const result_report *report, const rule_expectation *wanted,
                          hecha_lang lang, base_buf *why)
{
    base_buf asked, found;
    char first[16], second[24];
    if (wanted->findings > 0 && report->finding_count != (size_t)wanted->findings) {
        snprintf(first, sizeof(first), "%d", wanted->findings);
        snprintf(second, sizeof(second), "%zu", report->finding_count);
        base_msg_add(why, lang, MSG_AUDIT_OTHER_FINDINGS, first, second, NULL);
        return 0;
    }
    for (size_t i = 0; i < report->finding_count; i++) {
        if (fits(&report->findings[i], wanted))
            return 1;
    }
    base_buf_init(&asked);
    base_buf_init(&found);
    add_wanted(&asked, wanted);
    add_found(&found, report, wanted);
    base_msg_add(why, lang, MSG_AUDIT_OTHER_FINDING, asked.ptr ? asked.ptr : "",
                 found.ptr ? found.ptr : "", NULL);
    why->failed |= asked.failed | found.failed;
    base_buf_dispose(&asked);
    base_buf_dispose(&found);
    return 0;
}

static int judge_reason(const result_rule *outcome, const rule_expectation *wanted, hecha_lang lang,
                        base_buf *why)
{
    if (holds(outcome->reason, wanted->message))
        return 1;
    base_buf reason;
    base_buf_init(&reason);
    base_buf_add_str(&reason, outcome->reason);
    base_msg_add(why, lang, MSG_AUDIT_OTHER_REASON, wanted->message.ptr,
                 reason.ptr ? reason.ptr : "", NULL);
    why->failed |= reason.failed;
    base_buf_dispose(&reason);
    return 0;
}

int audit_expectation_judge(const result_report *report, const rule *tested,
                            const rule_expectation *wanted, hecha_lang lang, base_buf *why)
{
    static const base_msg_id should[] = {MSG_AUDIT_SHOULD_PASS, MSG_AUDIT_SHOULD_FAIL,
                                         MSG_AUDIT_SHOULD_NOT_APPLY,
                                         MSG_AUDIT_SHOULD_NOT_BE_EVALUATED};
    const result_rule *outcome = audit_example_outcome(report, tested);
    if (outcome == NULL) {
        base_msg_add(why, lang, MSG_AUDIT_EXAMPLE_UNREAD, NULL);
        base_buf_add_str(why, report->problem);
        return 0;
    }
    if (outcome->outcome != wanted->outcome) {
        base_msg_add(why, lang, should[wanted->outcome], NULL);
        audit_example_describe(report, outcome, lang, why);
        return 0;
    }
    return wanted->outcome == RESULT_FAILED ? judge_findings(report, wanted, lang, why)
                                            : judge_reason(outcome, wanted, lang, why);
}
