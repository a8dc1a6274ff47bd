/* result/result.h: what an audit of one report comes to. Plain data in one arena; it can be written
 * to a frame (result/frame.h) and read back, so that a worker process may send it. */
#ifndef RESULT_RESULT_H
#define RESULT_RESULT_H

#include <hecha.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/place.h"

/* The four outcomes of a rule on a report; never mixed. */
typedef enum result_outcome {
    RESULT_PASSED = 0,
    RESULT_FAILED,
    RESULT_NOT_APPLICABLE, /* with a reason */
    RESULT_NOT_EVALUATED   /* with a kind and a reason */
} result_outcome;

typedef enum result_kind {
    RESULT_KIND_NONE = 0,
    RESULT_MISSING, /* a needed cell is missing or unreadable */
    RESULT_ERROR,   /* the script raised an error */
    RESULT_LIMIT,   /* a limit was hit; `limit` says which: cpu, time, mem, output, hard, exact */
    RESULT_BROKEN   /* the rule could not be loaded */
} result_kind;

/* One operand of an explanation. */
typedef struct result_term {
    base_str label;
    base_str value; /* plain decimal; "0" for a blank counted as 0 */
    base_str state; /* "number", "blank", "dash" */
    base_place place;
} result_term;

/* A figure that is rounded to 6 decimals, as it has no finite decimal form (1÷3). */
typedef enum result_rounded {
    RESULT_ROUNDED_STATED = 1,
    RESULT_ROUNDED_EXPECTED = 2,
    RESULT_ROUNDED_DIFFERENCE = 4
} result_rounded;

typedef struct result_evidence {
    base_str subject;    /* the side that is a single item, else the left side's text */
    base_str relation;   /* = ≠ < ≤ > ≥, read from the subject */
    base_str stated;     /* what the report gives for the subject, plain decimal */
    base_str expected;   /* what the other side comes to, plain decimal */
    base_str difference; /* stated - expected */
    unsigned rounded;    /* bits of result_rounded: which of these have no plain decimal */
    base_str arithmetic; /* the other side as written: "2+5+0+0+0+0+0+0"; empty for one figure */
    base_str tolerance;  /* empty if none */
    base_str ground;     /* of the tolerance, as the rule says it; empty if none */
    base_str condition;  /* 若 …: the condition that held, spelled out; empty if none */
    result_term *terms;  /* of the other side */
    size_t term_count;
    size_t term_omitted; /* further ones, not kept (result/cap.h) */
    base_str *causes;    /* likely causes, best first, in the language of the run */
    size_t cause_count;
} result_evidence;

typedef struct result_finding {
    base_str rule;  /* "gov-disclosure/A03" */
    base_str title; /* the rule's */
    hecha_severity severity;
    base_str message;     /* one line */
    base_str fingerprint; /* 32 hexadecimal digits */
    base_str because;     /* fingerprint of the finding that this one repeats; or empty */
    base_place location;
    base_place *related;
    size_t related_count;
    size_t related_omitted; /* further ones, not kept */
    base_str quote;         /* the row or sentence it stands in, as printed, for people */
    int has_evidence;
    result_evidence evidence; /* subject and stated may be set alone, for a figure that is wrong
                                 in itself */
} result_finding;

/* Whether a rule compares reports, and why if it does not apply. */
typedef enum result_others {
    RESULT_WITHOUT_OTHERS = 0, /* a rule over one report */
    RESULT_NOT_MEANT,          /* not about this report: another form or year, none below it */
    RESULT_WITH_OTHERS         /* about it; if it does not apply, mostly for want of others */
} result_others;

/* How one rule ended on the report. */
typedef struct result_rule {
    base_str rule;
    result_outcome outcome;
    result_kind kind;
    base_str limit;
    base_str reason;
    base_str log;                    /* what the rule logged, lines; shown with --verbose */
    size_t omitted[HECHA_ERROR + 1]; /* findings that were not kept, by severity */
    uint64_t work, nanoseconds;      /* what it took; 0: not measured (audit/cost.h) */
    result_others others;
} result_rule;

typedef enum result_status {
    RESULT_READ = 0,
    RESULT_PARTLY,
    RESULT_UNREADABLE,
    RESULT_UNCHECKED /* read, but no pack fits */
} result_status;

typedef struct result_report {
    base_str path;
    base_str format; /* empty if unreadable */
    base_str sha256;
    base_str title;
    base_str agency; /* empty: not recognised */
    int year;        /* 0: not recognised */
    base_str date;   /* "2018-01-12"; empty: not recognised */
    base_str period_from, period_to;
    base_str *forms; /* full names, one an instance, in reading order */
    size_t form_count;
    base_str packs_because;
    result_status status;
    hecha_code problem_code;  /* of an unreadable report */
    base_str problem;         /* empty if none */
    result_finding *findings; /* ordered by place, then rule */
    size_t finding_count;
    result_rule *rules; /* every rule that was asked, in the order of the packs */
    size_t rule_count;
    base_str
        digest; /* what rules over several reports need of it (audit/digest.h), bytes; or empty */
} result_report;

/* Appends stated, expected or difference for people: "0.5", or "≈0.333333" if it is rounded. */
void result_add_figure(base_buf *out, const result_evidence *evidence, result_rounded figure);
/* Number of rules with the outcome. */
size_t result_count(const result_report *report, result_outcome outcome);
const char *result_outcome_name(result_outcome outcome);   /* "passed", "not_applicable", … */
const char *result_kind_name(result_kind kind);            /* "missing", "error", … */
const char *result_status_name(result_status status);      /* "read", "partly", … */
const char *result_severity_name(hecha_severity severity); /* "error", "warning", "notice" */
/* The severity that a word means: its name, 强制 核实 提示 (also 强制性 …), 错误 警告. 0: none. */
hecha_severity result_severity_read(base_str word);
/* Orders findings by block, line, row, cell, then rule, then message; stable for equal input. */
void result_sort(result_report *report);
/* Sets every finding's fingerprint: SHA-256, first 32 digits, of rule, agency, year, subject,
 * stated, expected and an ordinal among equal ones; never of a place or a path. A finding without
 * figures uses its message for the subject. One that a finding has stays: findings of further rules
 * may be added to those of others, with all of a rule at once. Then sets `because` of findings that
 * compare the same subject cell by the same relation with the same figures as an earlier one of
 * another rule, and of findings that the same change of the same figure would mend
 * (result/cause.h). Sorts first. 0 or HECHA_E_MEMORY. */
int result_fingerprint(base_arena *arena, result_report *report);

#endif
