/* form/subject.h: who a report is of: agency, year, period and date, found by a pack's patterns.
 *
 * A pattern is text with `…` for anything (within one block, shortest), `{agency}` `{year}`
 * `{date}` `{period}` (and `{region}`) for what is taken, and other characters for themselves. `^`
 * at the start and
 * `$` at the end anchor it to the block; in a block of several lines to a line as well.
 *   - White space, zero-width characters, `*`, `#` and what converters leave behind
 *     ([bookmark: …]) are ignored on both sides (but for a space before a time of day). Full-width
 * forms fold to ASCII; the brackets （〔【［ and their closing ones to ( and ), colons and
 * quotation marks to one kind each.
 *   - `{agency}` takes 4 to 40 Han characters, the fewest that end like an organ's name (局 委 办
 *     厅 府 会 院 处 所 站 队 馆 社 校 学 园 部 室 署 台 行 中心 公司 集团 街道 …) and after which
 * the rest of the pattern fits. It does not begin with 我 本 该 各 有关 and the like, and where the
 *     pattern begins with it, not in the middle of Han characters.
 *   - `{region}` takes an agency too, but one that is named by its place alone: 3 to 40 Han
 *     characters that end in 省 市 区 县 州 旗 盟 镇 乡 街道 村. For the end of a list.
 *   - `{year}` takes four digits (2018, 二〇一八, 二○一八, 二零一八) from 1900 to 2199 that are not
 *     part of a longer number.
 *   - `{date}` takes a date with year and month in any writing of text/date.h, `{period}` a period.
 *   - Each name stands at most once; a pattern of a list without the list's own name never hits.
 * In pack.json, lists are tried in order and the first hit wins:
 *   "subject": {
 *     "title":  ["政府信息公开…年度报告"],          a title that makes a report one of this pack's
 *     "agency": [{"in": "title", "pattern": "^{agency}政府信息公开"}, …],
 *     "year": […], "period": […], "date": […] }
 * `in` is title (title lines joined), title-line (one of them), caption (lines above a form's
 * table), field:LABEL (a field of a form), text (paragraphs and headings, from the start), end
 * (the same from the end, not before the first heading; without headings not the first block).
 * In a document without a title its first three paragraphs, if short, are tried as titles.
 * Bounded: of a block the first 64 KiB are looked at, and a pattern gives up on a block after a
 * stated number of steps. */
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

struct form_compiled; /* form/pattern.h */

typedef struct form_pattern {
    form_where where;
    base_str field; /* of FORM_IN_FIELD */
    base_str pattern;
    const struct form_compiled *compiled; /* by form_pattern_prepare */
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
    int fits;        /* a title pattern matched */
    base_str agency; /* without white space */
    int year;
    text_date date;     /* year 0: none; may be an impossible day (see text_date_valid) */
    text_period period; /* to.year 0: none */
    base_place agency_place, year_place, date_place, period_place; /* block 0: none */
} form_subject;

/* Makes a pattern ready for use, in the arena. HECHA_E_RULE if it is not well formed. */
int form_pattern_prepare(base_arena *arena, form_pattern *rule, hecha_err *err);
/* All patterns have to be prepared. Instances may be none. Strings are in the arena. The offsets in
 * `date` and `period` are 0: they would be of the text without white space. */
int form_subject_find(base_arena *arena, const doc *document, const form_instance *instances,
                      size_t count, const form_subject_rules *rules, form_subject *out,
                      hecha_err *err);

#endif
