#include "result/result.h"

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
