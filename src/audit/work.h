/* audit/work.h: one report while it is audited, shared by the steps of a job. Private to audit/. */
#ifndef AUDIT_WORK_H
#define AUDIT_WORK_H

#include "audit/job.h"
#include "form/form.h"
#include "form/subject.h"
#include "read/read.h"
#include "result/result.h"

/* Why a pack fits a report; 0: it does not. */
enum { AUDIT_FITS_FORM = 1, AUDIT_FITS_TITLE = 2 };

typedef struct audit_work {
    const audit_ruleset *rules;
    const audit_request *request;
    hecha_lang lang;
    base_arena *arena; /* of the report */
    base_buf *scratch; /* for one text at a time */
    doc *document;     /* only audit_recognise adds to it: problems */
    form_instance *instances;
    size_t instance_count;
    form_subject *subjects;                /* one a pack: what its patterns find */
    unsigned *fits;                        /* one a pack: AUDIT_FITS_ bits */
    form_subject subject;                  /* of the report; overrides applied */
    const script_corpus *corpus;           /* in the pass over several reports; else NULL */
    const rule_counterparts *counterparts; /* the same, for formulas */
    result_report *report;
    const audit_exclusion *exclusions;
    size_t exclusion_count;
    const audit_exclusion *excluded; /* of the rule being applied; or NULL */
    hecha_err *err;
} audit_work;

/* Aligns forms, finds the subject, and tells which packs fit. Adds to the problems of the document
 * the tables that are only pictures. */
int audit_recognise(audit_work *work);
/* 1 if the pack's rules are asked about this report. */
int audit_pack_is_asked(const audit_work *work, size_t pack_index);
/* Writes which packs were asked and why into the report; sets status unchecked if none was. */
int audit_explain_choice(audit_work *work);
/* Tells who watches that the pack's rule with the index is next, and whether it is excluded. */
void audit_begin_rule(audit_work *work, const audit_pack *pack, size_t index);
/* Runs one rule and adds its outcome and findings. */
int audit_apply_rule(audit_work *work, const audit_pack *pack, const rule *applied,
                     base_vec *outcomes, base_vec *findings);
/* 1 if the rule is one for the report's year and forms; else the outcome says why not (reason.ptr
 * NULL: no memory). Sets the rule's name in it. */
int audit_rule_applies(audit_work *work, const rule *applied, result_rule *outcome);

/* A form for people: 政府信息公开情况统计表（2014–2017）. */
void audit_form_name(base_buf *buf, const form *named, hecha_lang lang);
/* What was put into work->scratch as a text of the report, NUL-terminated; ptr NULL: no memory. */
base_str audit_scratch_text(audit_work *work);

#endif
