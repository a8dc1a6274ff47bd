#include "result/result.h"

void result_add_figure(base_buf *out, const result_evidence *evidence, result_rounded figure)
{
    base_str number = figure == RESULT_ROUNDED_STATED     ? evidence->stated
                      : figure == RESULT_ROUNDED_EXPECTED ? evidence->expected
                                                          : evidence->difference;
    if (evidence->rounded & (unsigned)figure)
        base_buf_add_c(out, "≈");
    base_buf_add_str(out, number);
}

size_t result_count(const result_report *report, result_outcome outcome)
{
    size_t count = 0;
    for (size_t i = 0; i < report->rule_count; i++)
        count += report->rules[i].outcome == outcome;
    return count;
}

const char *result_outcome_name(result_outcome outcome)
{
    static const char *const names[] = {"passed", "failed", "not_applicable", "not_evaluated"};
    return (unsigned)outcome < sizeof(names) / sizeof(*names) ? names[outcome] : "?";
}

const char *result_kind_name(result_kind kind)
{
    static const char *const names[] = {"none", "missing", "error", "limit", "broken"};
    return (unsigned)kind < sizeof(names) / sizeof(*names) ? names[kind] : "?";
}

const char *result_status_name(result_status status)
{
    static const char *const names[] = {"read", "partly", "unreadable", "unchecked"};
    return (unsigned)status < sizeof(names) / sizeof(*names) ? names[status] : "?";
}

const char *result_severity_name(hecha_severity severity)
{
    switch (severity) {
    case HECHA_ERROR:
        return "error";
    case HECHA_WARNING:
        return "warning";
    case HECHA_NOTICE:
        return "notice";
    case HECHA_NEVER:
        return "never";
    }
    return "?";
}

hecha_severity result_severity_read(base_str word)
{
    static const struct {
        const char *word;
        hecha_severity severity;
    } words[] = {
        {"error", HECHA_ERROR},  {"warning", HECHA_WARNING}, {"notice", HECHA_NOTICE},
        {"强制", HECHA_ERROR},   {"强制性", HECHA_ERROR},    {"错误", HECHA_ERROR},
        {"核实", HECHA_WARNING}, {"核实性", HECHA_WARNING},  {"警告", HECHA_WARNING},
        {"提示", HECHA_NOTICE},  {"提示性", HECHA_NOTICE},
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (base_str_eq_c(word, words[i].word))
            return words[i].severity;
    return (hecha_severity)0;
}
