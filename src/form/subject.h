/* form/subject.h: who a report is of: agency, year, period and date, found by a pack's patterns.
 *
 * A pattern is text with `…` for anything (within one block, shortest), `{agency}` `{year}` `{date}`
 * `{period}` for what is taken, and other characters for themselves (white space is ignored on
 * both sides, full-width forms and brackets fold). `^` at the start and `$` at the end anchor it to the
 * block. In pack.json, lists are tried in order and the first hit wins:
 *   "subject": {
 *     "title":  ["政府信息公开…年度报告"],          a title that makes a report one of this pack's
 *     "agency": [{"in": "title", "pattern": "^{agency}政府信息公开"}, …],
 *     "year": […], "period": […], "date": […] }
 * `in` is title (title lines joined), title-line (one of them), caption (lines above a form's
 * table), field:LABEL (a field of a form), text (paragraphs and headings, from the start), end
 * (the same from the end, not before the first heading). `{agency}` takes Han characters up to the
 * next literal and must end like an organ's name (局 委 办 厅 府 会 院 处 所 中心 公司 …). */
#ifndef FORM_SUBJECT_H
#define FORM_SUBJECT_H

#include "form/form.h"
#include "text/date.h"

typedef enum form_where {
    FORM_IN_TITLE,
    FORM_IN_TITLE_LINE,
    FORM_IN_CAPTION,
    FORM_IN_FIELD,
    FORM_IN_TEXT,
    FORM_IN_END
} form_where;

typedef struct form_pattern {
    form_where where;
    base_str field; /* of FORM_IN_FIELD */
    base_str pattern;
} form_pattern;

typedef struct form_patterns {
    form_pattern *items;
    size_t count;
} form_patterns;

/* A pack's `subject`. */
typedef struct form_subject_rules {
    form_patterns title, agency, year, period, date;
} form_subject_rules;

typedef struct form_subject {
    int fits; /* a title pattern matched */
    base_str agency;
    int year;
    text_date date;      /* year 0: none; may be an impossible day (see text_date_valid) */
    text_period period;  /* to.year 0: none */
    base_place agency_place, year_place, date_place, period_place; /* block 0: none */
} form_subject;

/* 0 if the pattern is well formed, else HECHA_E_RULE. */
int form_pattern_check(base_str pattern, hecha_err *err);
/* Instances may be none. Strings are in the arena. */
int form_subject_find(base_arena *arena, const doc *document, const form_instance *instances,
                      size_t count, const form_subject_rules *rules, form_subject *out,
                      hecha_err *err);

#endif
