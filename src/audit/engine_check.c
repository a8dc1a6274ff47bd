/* hecha_check: report after report through a job, and what the run comes to. */
#include "audit/archive.h"
#include "audit/corpus.h"
#include "audit/engine.h"
#include "audit/inputs.h"
#include "base/err.h"
#include "read/limits.h"
#include "result/frame.h"

#define KEEP_BYTES ((size_t)16 << 20) /* a larger file buffer is given back after its report */

/* One run. */
typedef struct checking {
    hecha *engine;
    const hecha_output *output;
    hecha_err *err;
    hecha_exit *status;
    audit_ruleset *rules;
    audit_job *job;
    audit_roster *roster; /* or NULL */
    audit_corpus *corpus; /* NULL: no rule needs other reports, and none is held back */
    const render_results *renderer;
    render_run run;
    render_summary summary;
    base_arena *arena;  /* of the run: inputs, skipped files */
    base_arena *result; /* of one report; reset after each */
    base_buf bytes, frame, text;
    audit_input *inputs;
    size_t input_count;
    base_vec skipped;      /* of render_skipped */
    size_t met;            /* reports so far, held back or written */
    size_t reports_before; /* reports when the folder being walked began */
} checking;

static int list_packs(checking *c)
{
    const audit_ruleset *rules = c->rules;
    render_pack *packs = base_arena_array(c->arena, rules->pack_count, sizeof(*packs));
    if (packs == NULL)
        return base_err_memory(c->err);
    size_t count = 0;
    for (size_t i = 0; i < rules->pack_count; i++) {
        const pack *source = rules->packs[i].source;
        if (!audit_ruleset_runs(rules, &rules->packs[i]))
            continue;
        packs[count].name = source->name;
        packs[count].version = source->version;
        packs[count].sha256 = base_str_c(source->sha256);
        count++;
    }
    c->run.packs = packs;
    c->run.pack_count = count;
    c->run.broken = rules->broken;
    c->run.broken_count = rules->broken_count;
    if (rules->broken_count > 0)
        audit_raise(c->status, HECHA_EXIT_BROKEN_RULE);
    return 0;
}

static int open_run(checking *c, const char *const *paths, size_t count)
{
    base_buf_init(&c->bytes);
    base_buf_init(&c->frame);
    base_buf_init(&c->text);
    base_vec_init(&c->skipped, sizeof(render_skipped));
    c->arena = base_arena_new(0);
    c->result = base_arena_new(0);
    if (c->arena == NULL || c->result == NULL)
        return base_err_memory(c->err);
    c->renderer =
        c->output->format == HECHA_FORMAT_JSON ? render_results_json() : render_results_text();
    c->run.options = audit_render_options(c->output);
    int code = audit_engine_load(c->engine, c->output->lang, &c->rules, c->err);
    if (code == 0)
        code = audit_job_new(c->rules, c->output->lang, &c->job, c->err);
    if (code == 0 && c->engine->roster != NULL)
        code = audit_roster_read(c->engine->roster, c->output->lang, &c->roster, c->err);
    if (code == 0 && c->rules->has_corpus_rules)
        code = audit_corpus_new(c->rules, c->roster, c->output->lang, &c->corpus, c->err);
    if (code == 0)
        code = list_packs(c);
    if (code == 0)
        code = audit_inputs_list(c->arena, paths, count, c->output->lang, &c->inputs,
                                 &c->input_count, c->err);
    return code;
}

static void close_run(checking *c)
{
    audit_corpus_free(c->corpus);
    audit_roster_free(c->roster);
    audit_job_free(c->job);
    audit_ruleset_free(c->rules);
    base_arena_free(c->arena);
    base_arena_free(c->result);
    base_buf_dispose(&c->bytes);
    base_buf_dispose(&c->frame);
    base_buf_dispose(&c->text);
}

static void count_findings(checking *c, const result_report *report)
{
    hecha_severity fail_on = c->output->fail_on ? c->output->fail_on : HECHA_ERROR;
    for (size_t i = 0; i < report->finding_count; i++) {
        hecha_severity severity = report->findings[i].severity;
        c->summary.errors += severity == HECHA_ERROR;
        c->summary.warnings += severity == HECHA_WARNING;
        c->summary.notices += severity == HECHA_NOTICE;
        if (severity >= fail_on)
            audit_raise(c->status, HECHA_EXIT_FINDINGS);
    }
}

static void count_rules(checking *c, const result_report *report)
{
    for (size_t i = 0; i < report->rule_count; i++) {
        const result_rule *outcome = &report->rules[i];
        if (outcome->outcome != RESULT_NOT_EVALUATED)
            continue;
        c->summary.not_evaluated++;
        if (outcome->kind == RESULT_BROKEN || outcome->kind == RESULT_ERROR)
            audit_raise(c->status, HECHA_EXIT_BROKEN_RULE);
        else if (outcome->kind == RESULT_LIMIT)
            audit_raise(c->status, HECHA_EXIT_LIMIT);
    }
}

static void count_report(checking *c, const result_report *report)
{
    c->summary.reports++;
    c->summary.unreadable += report->status == RESULT_UNREADABLE;
    c->summary.unchecked += report->status == RESULT_UNCHECKED;
    c->summary.faulty += report->finding_count > 0;
    /* A report on which a rule could not be decided is not clean. */
    c->summary.clean += report->status == RESULT_READ && report->finding_count == 0 &&
                        result_count(report, RESULT_NOT_EVALUATED) == 0;
    if (report->status == RESULT_UNREADABLE || report->status == RESULT_PARTLY)
        audit_raise(c->status, HECHA_EXIT_UNREADABLE);
    if (report->problem_code == HECHA_E_LIMIT)
        audit_raise(c->status, HECHA_EXIT_LIMIT);
    if (report->problem_code == HECHA_E_MEMORY)
        audit_raise(c->status, HECHA_EXIT_SYSTEM);
    count_findings(c, report);
    count_rules(c, report);
}

static int write_report(checking *c, const result_report *report)
{
    count_report(c, report);
    c->renderer->report(&c->text, &c->run, report, c->summary.reports);
    return audit_engine_write(c->output, &c->text, c->err);
}

/* A report is written when nothing more can be said of it. */
static int emit(checking *c, const result_report *report)
{
    c->met++;
    if (c->corpus != NULL)
        return audit_corpus_add(c->corpus, report, c->err);
    return write_report(c, report);
}

static int emit_failure(checking *c, const audit_input *input, hecha_code problem_code,
                        base_str problem)
{
    result_report report;
    memset(&report, 0, sizeof(report));
    report.path = input->shown;
    report.status = RESULT_UNREADABLE;
    report.problem_code = problem_code;
    report.problem = problem;
    return emit(c, &report);
}

static int skip(checking *c, const audit_input *input, base_str reason)
{
    render_skipped *item = base_vec_push(&c->skipped, c->arena);
    if (item == NULL)
        return base_err_memory(c->err);
    item->path = input->shown;
    item->reason = base_arena_str(c->arena, reason);
    return item->reason.ptr == NULL ? base_err_memory(c->err) : 0;
}

/* What is met in a folder and is of no format that is read is no report, unless it looks like one.
 */
static int is_other(const checking *c, const audit_input *input, const result_report *report)
{
    if (input->named || report->status != RESULT_UNREADABLE)
        return 0;
    if (report->problem_code != HECHA_E_FORMAT && report->problem_code != HECHA_E_UNSUPPORTED)
        return 0;
    return !audit_input_is_document(input, base_buf_str(&c->bytes));
}

/* Sends the bytes through the job and takes the result from its frame. */
static int audit_bytes(checking *c, const audit_input *input)
{
    hecha_err fault = base_err_init(c->output->lang);
    result_report *report = NULL;
    audit_request request;
    memset(&request, 0, sizeof(request));
    request.path = input->shown;
    request.bytes = base_buf_str(&c->bytes);
    request.agency = base_str_c(c->output->agency);
    request.year = c->output->year;
    base_buf_clear(&c->frame);
    base_arena_reset(c->result);
    int code = audit_job_run(c->job, &request, &c->frame, &fault);
    if (code == 0)
        code = result_frame_read(c->result, base_buf_str(&c->frame), &report, &fault);
    if (code != 0) /* one report's loss is not the others' */
        return emit_failure(c, input, (hecha_code)code, base_str_c(fault.text));
    if (is_other(c, input, report))
        return skip(c, input, report->problem);
    return emit(c, report);
}

static int check_bytes(checking *c, const audit_input *input)
{
    if (c->bytes.len == 0 && !input->named && !audit_input_is_document(input, base_str_c(""))) {
        base_str reason = base_str_c(base_msg_text(c->output->lang, MSG_AUDIT_SKIP_EMPTY));
        return skip(c, input, reason);
    }
    int code = audit_bytes(c, input);
    if (c->bytes.cap > KEEP_BYTES)
        base_buf_dispose(&c->bytes);
    return code;
}

/* A file in an archive. */
static int check_member(checking *c, audit_archive *archive, const audit_input *input)
{
    hecha_err fault = base_err_init(c->output->lang);
    if (input->kind == AUDIT_INPUT_SKIPPED)
        return skip(c, input, input->reason);
    int code = audit_archive_read(archive, input, &c->bytes, &fault);
    if (code != 0)
        return emit_failure(c, input, (hecha_code)code, base_str_c(fault.text));
    if (!audit_bytes_are_archive(base_buf_str(&c->bytes)))
        return check_bytes(c, input);
    return skip(c, input, base_str_c(base_msg_text(c->output->lang, MSG_AUDIT_SKIP_NESTED)));
}

/* The files of an archive, each as a report, or the one of them that was named. */
static int check_members(checking *c, audit_archive *archive, const audit_input *input)
{
    size_t count, before = c->met;
    const audit_input *members = audit_archive_inputs(archive, &count);
    int code = 0;
    if (input->kind == AUDIT_INPUT_MEMBER) {
        const audit_input *found = audit_archive_find(archive, input->inside);
        const char *missing = base_msg_text(c->output->lang, MSG_AUDIT_NO_MEMBER);
        if (found == NULL)
            return emit_failure(c, input, HECHA_E_IO, base_str_c(missing));
        audit_input named = *found;
        named.named = 1;
        return check_member(c, archive, &named);
    }
    for (size_t i = 0; code == 0 && i < count; i++)
        code = check_member(c, archive, &members[i]);
    if (code != 0 || c->met > before)
        return code;
    return emit_failure(c, input, HECHA_E_IO,
                        base_str_c(base_msg_text(c->output->lang, MSG_AUDIT_EMPTY_ARCHIVE)));
}

/* The archive's bytes stay in memory while its files take their place in turn. */
static int check_archive(checking *c, const audit_input *input)
{
    hecha_err fault = base_err_init(c->output->lang);
    audit_archive *archive = NULL;
    base_buf packed = c->bytes;
    base_str shown = input->shown;
    base_buf_init(&c->bytes);
    if (input->kind == AUDIT_INPUT_MEMBER)
        shown.len -= input->inside.len + 2;
    int code = audit_archive_open(c->arena, base_buf_str(&packed), shown, c->output->lang, &archive,
                                  &fault);
    if (code != 0)
        code = emit_failure(c, input, (hecha_code)code, base_str_c(fault.text));
    else
        code = check_members(c, archive, input);
    audit_archive_close(archive);
    base_buf_dispose(&packed);
    return code;
}

static int check_file(checking *c, const audit_input *input)
{
    hecha_err fault = base_err_init(c->output->lang);
    int code = audit_input_read(input, READ_FILE_BYTES, &c->bytes, &fault);
    if (code != 0)
        return emit_failure(c, input, (hecha_code)code, base_str_c(fault.text));
    if (audit_bytes_are_archive(base_buf_str(&c->bytes)))
        return check_archive(c, input);
    if (input->kind == AUDIT_INPUT_MEMBER) {
        const char *problem = base_msg_text(c->output->lang, MSG_AUDIT_NO_MEMBER);
        return emit_failure(c, input, HECHA_E_IO, base_str_c(problem));
    }
    return check_bytes(c, input);
}

/* A folder that gave no report at all is told, or a mistyped path would look like a clean run. */
static int end_folder(checking *c, const audit_input *input)
{
    size_t reports = c->met - c->reports_before;
    c->reports_before = c->met;
    if (reports > 0)
        return 0;
    const char *problem = base_msg_text(c->output->lang, MSG_AUDIT_EMPTY_FOLDER);
    int code = emit_failure(c, input, HECHA_E_IO, base_str_c(problem));
    c->reports_before = c->met;
    return code;
}

static int check_input(checking *c, const audit_input *input)
{
    int code = 0;
    switch (input->kind) {
    case AUDIT_INPUT_FILE:
    case AUDIT_INPUT_STDIN:
    case AUDIT_INPUT_MEMBER:
        code = check_file(c, input);
        break;
    case AUDIT_INPUT_SKIPPED:
        code = skip(c, input, input->reason);
        break;
    case AUDIT_INPUT_FAILED:
        code = emit_failure(c, input, input->code, input->reason);
        break;
    case AUDIT_INPUT_FOLDER:
        return end_folder(c, input);
    }
    if (input->named)
        c->reports_before = c->met;
    return code;
}

static int is_report(const audit_input *input)
{
    return input->kind != AUDIT_INPUT_SKIPPED && input->kind != AUDIT_INPUT_FOLDER;
}

/* The second pass: what rules over several reports find is added to what was found before. */
static int write_held(checking *c)
{
    if (c->corpus == NULL)
        return 0;
    int code = audit_corpus_link(c->corpus, c->err);
    for (size_t i = 0; code == 0 && i < audit_corpus_count(c->corpus); i++) {
        result_report *report = NULL;
        base_arena_reset(c->result);
        code = audit_corpus_get(c->corpus, i, c->result, &report, c->err);
        if (code == 0)
            code = write_report(c, report);
    }
    return code;
}

static int check_all(checking *c)
{
    size_t count = 0, number = 0;
    for (size_t i = 0; i < c->input_count; i++)
        count += (size_t)is_report(&c->inputs[i]);
    c->renderer->begin(&c->text, &c->run);
    int code = audit_engine_write(c->output, &c->text, c->err);
    for (size_t i = 0; code == 0 && i < c->input_count; i++) {
        const audit_input *input = &c->inputs[i];
        number += (size_t)is_report(input);
        if (is_report(input) && c->output->progress != NULL)
            c->output->progress(c->output->progress_context, number, count, input->shown.ptr);
        code = check_input(c, input);
    }
    if (code != 0)
        return code;
    code = write_held(c);
    if (code != 0)
        return code;
    c->renderer->end(&c->text, &c->run, &c->summary, c->skipped.items, c->skipped.count);
    return audit_engine_write(c->output, &c->text, c->err);
}

int hecha_check(hecha *engine, const char *const *paths, size_t count, const hecha_output *output,
                hecha_exit *status, hecha_err *err)
{
    checking c;
    memset(&c, 0, sizeof(c));
    c.engine = engine;
    c.output = output;
    c.err = err;
    c.status = status;
    *status = HECHA_EXIT_CLEAN;
    int code = audit_engine_check(engine, output, err);
    if (code == 0 && count == 0)
        code = base_err(err, HECHA_E_USAGE, MSG_AUDIT_NO_PATHS, NULL);
    if (code == 0) {
        code = open_run(&c, paths, count);
        if (code == 0)
            code = check_all(&c);
        close_run(&c);
    }
    if (code != 0)
        audit_raise(status, audit_exit_of(code));
    return code;
}
