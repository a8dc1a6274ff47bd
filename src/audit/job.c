#include "audit/job.h"

#include <stdlib.h>

#include "audit/digest.h"
#include "audit/edit.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/vec.h"
#include "result/cap.h"
#include "result/frame.h"

#define MOST_PROBLEMS 5

struct audit_job {
    audit_ruleset *rules;
    hecha_lang lang;
    const read_helper *helper;
    base_arena *arena; /* of the report; reset before each */
    base_buf scratch;
};

int audit_job_new(audit_ruleset *rules, hecha_lang lang, const read_helper *helper, audit_job **out,
                  hecha_err *err)
{
    audit_job *job = calloc(1, sizeof(*job));
    *out = NULL;
    if (job != NULL)
        job->arena = base_arena_new(0);
    if (job == NULL || job->arena == NULL) {
        free(job);
        return base_err_memory(err);
    }
    job->rules = rules;
    job->lang = lang;
    job->helper = helper;
    base_buf_init(&job->scratch);
    *out = job;
    return 0;
}

void audit_job_free(audit_job *job)
{
    if (job == NULL)
        return;
    base_buf_dispose(&job->scratch);
    base_arena_free(job->arena);
    free(job);
}

static base_str copy(audit_work *work, const char *text)
{
    return base_arena_str(work->arena, base_str_c(text));
}

/* The problems of reading, joined; past a few only their number. */
static int describe_problems(audit_work *work)
{
    const doc_problem *problem = work->document->problems;
    size_t count = 0;
    if (problem == NULL)
        return 0;
    work->report->status = RESULT_PARTLY;
    base_buf_clear(work->scratch);
    for (; problem != NULL && count < MOST_PROBLEMS; problem = problem->next, count++) {
        if (count > 0)
            base_buf_add_c(work->scratch, work->lang == HECHA_LANG_EN ? "; " : "；");
        base_buf_add_str(work->scratch, problem->text);
    }
    if (problem != NULL)
        base_buf_add_c(work->scratch, work->lang == HECHA_LANG_EN ? "; …" : "；……");
    work->report->problem = audit_scratch_text(work);
    return work->report->problem.ptr == NULL ? base_err_memory(work->err) : 0;
}

static base_str iso_date(audit_work *work, const text_date *date)
{
    char iso[16];
    if (date->year == 0)
        return base_str_n(NULL, 0);
    text_date_iso(date, iso);
    return copy(work, iso);
}

static int describe_subject(audit_work *work)
{
    result_report *report = work->report;
    const form_subject *subject = &work->subject;
    report->title = work->document->title;
    report->format = base_str_c(work->document->format ? work->document->format : "");
    report->agency = subject->agency;
    report->year = subject->year;
    report->date = iso_date(work, &subject->date);
    if (subject->period.to.year != 0) {
        report->period_from = iso_date(work, &subject->period.from);
        report->period_to = iso_date(work, &subject->period.to);
    }
    report->forms = base_arena_array(work->arena, work->instance_count, sizeof(*report->forms));
    if (base_arena_failed(work->arena))
        return base_err_memory(work->err);
    for (size_t i = 0; i < work->instance_count; i++)
        report->forms[i] = work->instances[i].form->name;
    report->form_count = work->instance_count;
    return 0;
}

static int is_wanted(const audit_work *work, const rule *candidate)
{
    if (candidate->needs != 0) /* audit/corpus.h */
        return 0;
    if (work->request->only != NULL)
        return candidate == work->request->only;
    if (candidate->off && work->rules->only_count == 0)
        return 0;
    return audit_ruleset_selects(work->rules, candidate);
}

static int apply_pack(audit_work *work, const audit_pack *item, base_vec *outcomes,
                      base_vec *findings)
{
    script_report seen = {
        work->document, work->instances, work->instance_count, &work->subject, NULL, NULL};
    int code = 0;
    if (item->vm != NULL)
        script_begin_report(item->vm, &seen);
    for (size_t i = 0; code == 0 && i < item->loaded.rule_count; i++) {
        if (!is_wanted(work, item->loaded.rules[i]))
            continue;
        audit_begin_rule(work, item, i);
        code = audit_apply_rule(work, item, item->loaded.rules[i], outcomes, findings);
    }
    audit_progress_set(work->rules->progress, AUDIT_READING, 0);
    if (item->vm != NULL)
        script_end_report(item->vm);
    return code;
}

static int apply_rules(audit_work *work)
{
    base_vec outcomes, findings;
    int code = 0;
    base_vec_init(&outcomes, sizeof(result_rule));
    base_vec_init(&findings, sizeof(result_finding));
    for (size_t i = 0; code == 0 && i < work->rules->pack_count; i++) {
        if (work->request->only != NULL || audit_pack_is_asked(work, i))
            code = apply_pack(work, &work->rules->packs[i], &outcomes, &findings);
    }
    work->report->rules = outcomes.items;
    work->report->rule_count = outcomes.count;
    work->report->findings = findings.items;
    work->report->finding_count = findings.count;
    return code;
}

static int audit_document(audit_work *work)
{
    int code = audit_recognise(work);
    if (code == 0)
        code = describe_problems(work);
    if (code == 0)
        code = describe_subject(work);
    if (code == 0)
        code = audit_explain_choice(work);
    if (code == 0)
        code = apply_rules(work);
    if (code != 0)
        return code;
    result_sort(work->report);
    if (result_fingerprint(work->arena, work->report) != 0 ||
        result_cap(work->arena, work->report) != 0)
        return base_err_memory(work->err);
    if (work->rules->corpus_needs == 0)
        return 0;
    return audit_digest_write(work, work->rules->corpus_reads_text);
}

static int set_hash(audit_work *work)
{
    char digest[BASE_SHA256_HEX];
    if (work->document != NULL && work->document->sha256[0] != '\0') {
        work->report->sha256 = copy(work, work->document->sha256);
    } else {
        base_sha256_hex(work->request->bytes, digest);
        work->report->sha256 = copy(work, digest);
    }
    return work->report->sha256.ptr == NULL ? base_err_memory(work->err) : 0;
}

/* Makes the report one that could not be read. */
static int set_unreadable(audit_work *work, const hecha_err *fault)
{
    result_report *report = work->report;
    base_str path = report->path, sha256 = report->sha256;
    memset(report, 0, sizeof(*report));
    report->path = path;
    report->sha256 = sha256;
    report->status = RESULT_UNREADABLE;
    report->problem_code = fault->code;
    report->problem = copy(work, fault->text);
    return report->problem.ptr == NULL ? base_err_memory(work->err) : 0;
}

static int audit_one(const audit_job *job, audit_work *work, doc **document)
{
    hecha_err fault = base_err_init(work->lang);
    read_input input;
    memset(&input, 0, sizeof(input));
    input.bytes = work->request->bytes;
    input.path = work->request->path;
    input.lang = work->lang;
    input.helper = job->helper;
    int code = read_document(&input, document, &fault);
    work->document = code == 0 ? *document : NULL;
    if (set_hash(work) != 0)
        return HECHA_E_MEMORY;
    if (code == 0) {
        hecha_err *callers = work->err;
        work->err = &fault;
        if (work->request->cell_count > 0)
            code = audit_edit_cells(work->arena, work->rules, *document, work->request->year,
                                    work->request->cells, work->request->cell_count, &fault);
        if (code == 0)
            code = audit_document(work);
        work->err = callers;
        if (code == HECHA_E_MEMORY)
            return base_err_memory(work->err);
    }
    if (code == 0)
        return 0;
    fault.code = (hecha_code)code;
    return set_unreadable(work, &fault);
}

int audit_job_run(audit_job *job, const audit_request *request, base_buf *frame,
                  audit_outcome *outcome, hecha_err *err)
{
    audit_work work;
    doc *document = NULL;
    audit_progress_set(job->rules->progress, AUDIT_READING, 0);
    base_arena_reset(job->arena);
    base_buf_reset(&job->scratch);
    memset(&work, 0, sizeof(work));
    work.rules = job->rules;
    work.request = request;
    work.exclusions = request->excluded;
    work.exclusion_count = request->excluded_count;
    work.lang = job->lang;
    work.arena = job->arena;
    work.scratch = &job->scratch;
    work.err = err;
    work.report = base_arena_zalloc(job->arena, sizeof(*work.report));
    if (work.report == NULL)
        return base_err_memory(err);
    work.report->path = request->path;
    int code = audit_one(job, &work, &document);
    if (code == 0) {
        result_frame_write(frame, work.report);
        if (base_buf_failed(frame))
            code = base_err_memory(err);
    }
    if (code == 0 && outcome != NULL) {
        outcome->status = work.report->status;
        outcome->problem_code = work.report->problem_code;
        outcome->problem = work.report->problem;
    }
    doc_free(document);
    return code;
}
