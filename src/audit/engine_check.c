/* hecha_check: report after report through workers, and what the run comes to. */
#include <stdio.h>
#include <stdlib.h>

#include "audit/check_task.h"
#include "audit/confine.h"
#include "audit/corpus.h"
#include "audit/engine.h"
#include "audit/inputs.h"
#include "audit/pool.h"
#include "base/err.h"
#include "result/frame.h"

#define MOST_WAITING 64u /* results that wait for one before them */
#define HARD_REPORTS 3u  /* a rule that ended workers on so many reports is left out of the rest */

/* A rule that ended workers. */
typedef struct offender {
    uint32_t rule;
    size_t reports;
} offender;

/* One run. */
typedef struct checking {
    hecha *engine;
    const hecha_output *output;
    hecha_err *err;
    hecha_exit *status;
    audit_source source;
    audit_setting setting;
    audit_ruleset *rules;
    audit_pool *pool;
    audit_roster *roster; /* or NULL */
    audit_corpus *corpus; /* NULL: no rule needs other reports, and none is held back */
    int judging;          /* the second pass, over the reports that were held back */
    size_t case_next;     /* of it */
    const render_results *renderer;
    render_run run;
    render_summary summary;
    base_arena *arena;  /* of the run: inputs, skipped files */
    base_arena *result; /* of one report; reset after each */
    base_buf text;
    audit_input *inputs;
    size_t input_count, input_next;
    size_t report_number, report_count; /* inputs that are reports, for the progress */
    check_list list;
    uint64_t files;        /* opened so far */
    base_vec offenders;    /* of offender */
    base_vec left_out;     /* of uint32_t: rules left out of all reports from here on */
    base_vec skipped;      /* of render_skipped */
    size_t met;            /* reports so far, held back or written */
    size_t reports_before; /* reports when the folder being walked began */
    int interrupted;
} checking;

static int list_packs(checking *c, const audit_ready *ready)
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
    c->run.broken = ready->broken;
    c->run.broken_count = ready->broken_count;
    if (ready->broken_count > 0)
        audit_raise(c->status, HECHA_EXIT_BROKEN_RULE);
    return 0;
}

/* What is lacking is told once, and stands in the output. */
static int tell_lacking(checking *c)
{
    char names[80];
    base_buf text;
    unsigned lacking = audit_pool_lacking(c->pool);
    if (lacking == 0)
        return 0;
    base_buf_init(&text);
    audit_lacking_text(lacking, names, sizeof(names));
    base_str kept = base_arena_str(c->arena, base_str_c(names));
    base_msg_add(&text, c->engine->lang, MSG_AUDIT_LACKING, names, NULL);
    c->run.isolation_lacks = kept;
    int failed = base_buf_failed(&text) || kept.ptr == NULL;
    if (!failed && c->output->notice != NULL)
        c->output->notice(c->output->notice_context, text.ptr);
    base_buf_dispose(&text);
    return failed ? base_err_memory(c->err) : 0;
}

static int start_pool(checking *c, audit_ready *ready)
{
    audit_pool_options options;
    memset(&options, 0, sizeof(options));
    options.rules = c->rules;
    options.setting = &c->setting;
    options.processes = c->output->workers;
    options.interrupted = c->output->interrupted;
    options.interrupted_context = c->output->interrupted_context;
    return audit_pool_open(&options, &c->pool, ready, c->err);
}

static int open_pool(checking *c)
{
    audit_ready ready;
    c->source = audit_engine_source(c->engine, c->output->lang);
    c->setting.source = &c->source;
    c->setting.lang = c->output->lang;
    c->setting.agency = c->output->agency;
    c->setting.year = c->output->year;
    int code = audit_ruleset_read(&c->source, &c->rules, c->err);
    if (code != 0)
        return code;
    memset(&ready, 0, sizeof(ready));
    code = start_pool(c, &ready);
    c->interrupted = code == AUDIT_INTERRUPTED;
    if (code == 0 || c->interrupted)
        code = list_packs(c, &ready);
    if (code == 0 && ready.has_corpus_rules)
        code = audit_corpus_new(c->roster, c->output->lang, &c->corpus, c->err);
    return code == 0 && !c->interrupted ? tell_lacking(c) : code;
}

static int open_run(checking *c, const char *const *paths, size_t count)
{
    base_buf_init(&c->text);
    base_vec_init(&c->skipped, sizeof(render_skipped));
    base_vec_init(&c->offenders, sizeof(offender));
    base_vec_init(&c->left_out, sizeof(uint32_t));
    c->arena = base_arena_new(0);
    c->result = base_arena_new(0);
    if (c->arena == NULL || c->result == NULL)
        return base_err_memory(c->err);
    c->renderer =
        c->output->format == HECHA_FORMAT_JSON ? render_results_json() : render_results_text();
    c->run.options = audit_render_options(c->output);
    int code = 0;
    if (c->engine->roster != NULL)
        code = audit_roster_read(c->engine->roster, c->output->lang, &c->roster, c->err);
    if (code == 0)
        code = open_pool(c);
    if (code == 0)
        code = audit_inputs_list(c->arena, paths, count, c->output->lang, &c->inputs,
                                 &c->input_count, c->err);
    return code;
}

static void close_run(checking *c)
{
    audit_pool_close(c->pool);
    check_list_clear(&c->list);
    audit_corpus_free(c->corpus);
    audit_roster_free(c->roster);
    audit_ruleset_free(c->rules);
    base_arena_free(c->arena);
    base_arena_free(c->result);
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

static int emit_failure(checking *c, base_str path, hecha_code problem_code, base_str problem)
{
    result_report report;
    memset(&report, 0, sizeof(report));
    report.path = path;
    report.status = RESULT_UNREADABLE;
    report.problem_code = problem_code;
    report.problem = problem;
    return emit(c, &report);
}

static int emit_message(checking *c, base_str path, base_msg_id message)
{
    return emit_failure(c, path, HECHA_E_IO, base_str_c(base_msg_text(c->output->lang, message)));
}

static int skip(checking *c, base_str path, base_str reason)
{
    render_skipped *item = base_vec_push(&c->skipped, c->arena);
    if (item == NULL)
        return base_err_memory(c->err);
    item->path = base_arena_str(c->arena, path);
    item->reason = base_arena_str(c->arena, reason);
    return base_arena_failed(c->arena) ? base_err_memory(c->err) : 0;
}

/* rules that end workers */

/* Counts the rules that were left out of this report because they ended a worker on it. Depends on
 * the order of the output alone, so that it is the same with any number of workers. */
static int count_offenders(checking *c, const audit_task *task)
{
    for (size_t i = 0; i < task->excluded_count; i++) {
        offender *found = NULL;
        for (size_t j = 0; found == NULL && j < c->offenders.count; j++) {
            offender *known = base_vec_at(&c->offenders, j);
            found = known->rule == task->excluded[i].rule ? known : NULL;
        }
        if (found == NULL) {
            found = base_vec_push(&c->offenders, c->arena);
            if (found == NULL)
                return base_err_memory(c->err);
            found->rule = task->excluded[i].rule;
        }
        if (++found->reports != HARD_REPORTS)
            continue;
        uint32_t *kept = base_vec_push(&c->left_out, c->arena);
        if (kept == NULL)
            return base_err_memory(c->err);
        *kept = found->rule;
    }
    return 0;
}

static int leave_out(checking *c, check_task *task)
{
    base_buf reason;
    char number[24];
    if (c->left_out.count == task->left_out)
        return 0;
    base_buf_init(&reason);
    snprintf(number, sizeof(number), "%u", HARD_REPORTS);
    base_msg_add(&reason, c->output->lang, MSG_AUDIT_HARD_OFTEN, number, NULL);
    int failed = base_buf_failed(&reason);
    for (size_t i = 0; !failed && i < c->left_out.count; i++) {
        uint32_t number_of = *(uint32_t *)base_vec_at(&c->left_out, i);
        failed = audit_task_exclude(&task->task, number_of, base_buf_str(&reason)) != 0;
    }
    base_buf_dispose(&reason);
    task->left_out = c->left_out.count;
    return failed ? base_err_memory(c->err) : 0;
}

/* giving */

static int is_report(const audit_input *input)
{
    return input->kind != AUDIT_INPUT_SKIPPED && input->kind != AUDIT_INPUT_FOLDER;
}

static int is_file(const audit_input *input)
{
    return input->kind == AUDIT_INPUT_FILE || input->kind == AUDIT_INPUT_STDIN ||
           input->kind == AUDIT_INPUT_MEMBER;
}

/* Makes a task that needs no worker be done. */
static void finish(checking *c, check_task *task)
{
    task->state = CHECK_DONE;
    c->list.waiting++;
}

static int is_interrupted(const checking *c)
{
    return c->output->interrupted != NULL && c->output->interrupted(c->output->interrupted_context);
}

/* Opens the file of a new task. One that cannot be opened is done. */
static int open_task(checking *c, check_task *task)
{
    hecha_err fault = base_err_init(c->output->lang);
    if (task->kind == CHECK_MEMBER || task->task.descriptor >= 0)
        return 0;
    int code = check_task_open(task, c->files + 1, c->output->workers > 0, &fault);
    if (code == 0) {
        c->files++;
        return 0;
    }
    if (is_interrupted(c)) /* while it was waited for */
        return AUDIT_INTERRUPTED;
    audit_reply_fail(&task->task.reply, (hecha_code)code, base_str_c(fault.text));
    if (base_buf_failed(&task->task.reply))
        return base_err_memory(c->err);
    finish(c, task);
    return 0;
}

/* A report for the second pass; one that was not read has nothing to be judged. */
static int give_case(checking *c, check_task *task)
{
    if (!audit_corpus_has_case(c->corpus, task->number)) {
        finish(c, task);
        return 0;
    }
    int code = leave_out(c, task);
    if (code != 0)
        return code;
    task->state = CHECK_GIVEN;
    return audit_pool_give(c->pool, &task->task, c->err);
}

static int give(checking *c, check_task *task)
{
    if (task->kind == CHECK_CASE)
        return give_case(c, task);
    if (task->reason.ptr != NULL || (task->kind == CHECK_INPUT && !is_file(task->input))) {
        finish(c, task);
        return 0;
    }
    int code = open_task(c, task);
    if (code == 0 && task->state == CHECK_NEW)
        code = leave_out(c, task);
    if (code != 0 || task->state != CHECK_NEW)
        return code;
    task->state = CHECK_GIVEN;
    return audit_pool_give(c->pool, &task->task, c->err);
}

static int is_all_made(const checking *c)
{
    return c->judging ? c->case_next == audit_corpus_count(c->corpus)
                      : c->input_next == c->input_count;
}

/* The first task that no worker has yet; NULL: there is none. Sets *code without memory. */
static check_task *next_task(checking *c, check_task *from, int *code)
{
    for (; from != NULL; from = from->next) {
        if (from->state == CHECK_NEW)
            return from;
    }
    if (is_all_made(c))
        return NULL;
    if (c->judging)
        from = check_list_add_case(&c->list, c->case_next++);
    else
        from = check_list_add(&c->list, &c->inputs[c->input_next++]);
    if (from == NULL)
        *code = base_err_memory(c->err);
    return from;
}

/* Gives tasks while there is room, not too far ahead of the first. */
static int give_all(checking *c)
{
    int code = 0;
    check_task *task = c->list.first;
    while (code == 0 && audit_pool_has_room(c->pool)) {
        if (c->list.waiting >= MOST_WAITING && c->list.first->state != CHECK_NEW)
            return 0;
        task = next_task(c, task, &code);
        if (task == NULL)
            return code;
        code = give(c, task);
    }
    return code;
}

/* writing, in order */

/* What ran before a rule was left out of all reports is to be run again. */
static void renew(checking *c)
{
    for (check_task *task = c->list.first; task != NULL; task = task->next) {
        if (task->state != CHECK_DONE || task->task.reply.len == 0 ||
            task->kind == CHECK_ARCHIVE_END || task->left_out == c->left_out.count)
            continue;
        audit_task_dispose(&task->task);
        base_buf_init(&task->task.reply);
        task->task.deaths = 0;
        task->left_out = 0;
        task->state = CHECK_NEW;
        c->list.waiting--;
    }
}

static int emit_frame(checking *c, const check_task *task, base_str frame)
{
    hecha_err fault = base_err_init(c->output->lang);
    result_report *report = NULL;
    int code = result_frame_read(c->result, frame, &report, &fault);
    if (code == HECHA_E_MEMORY)
        return emit_failure(c, task->shown, HECHA_E_MEMORY, base_str_c(fault.text));
    if (code != 0)
        return emit_failure(c, task->shown, HECHA_E_LIMIT,
                            base_str_c(base_msg_text(c->output->lang, MSG_AUDIT_BAD_REPLY)));
    report->path = task->shown;
    code = count_offenders(c, &task->task);
    return code == 0 ? emit(c, report) : code;
}

/* *keep: the task stays in the list. */
static int emit_reply(checking *c, check_task *task, int *keep)
{
    audit_message_kind kind;
    base_str body;
    size_t used;
    audit_reply reply;
    base_arena_reset(c->result);
    memset(&reply, 0, sizeof(reply));
    int whole = audit_message_split(base_buf_str(&task->task.reply), &kind, &body, &used);
    int valid = whole == 1 && audit_reply_read(c->result, body, &reply) == 0;
    if (valid && reply.kind == AUDIT_REPLY_ARCHIVE && task->kind == CHECK_INPUT) {
        *keep = 1;
        task->reports_before = c->met;
        return check_list_expand(&c->list, &reply) == 0 ? 0 : base_err_memory(c->err);
    }
    if (valid && reply.kind == AUDIT_REPLY_REPORT)
        return emit_frame(c, task, reply.frame);
    if (valid && reply.kind == AUDIT_REPLY_SKIP)
        return skip(c, task->shown, reply.text);
    if (valid && reply.kind == AUDIT_REPLY_FAIL)
        return emit_failure(c, task->shown, reply.code, reply.text);
    return emit_failure(c, task->shown, HECHA_E_LIMIT,
                        base_str_c(base_msg_text(c->output->lang, MSG_AUDIT_BAD_REPLY)));
}

/* A folder that gave no report at all is told, or a mistyped path would look like a clean run. */
static int end_folder(checking *c, const audit_input *input)
{
    size_t reports = c->met - c->reports_before;
    int code = reports > 0 ? 0 : emit_message(c, input->shown, MSG_AUDIT_EMPTY_FOLDER);
    c->reports_before = c->met;
    return code;
}

static int emit_input(checking *c, check_task *task, int *keep)
{
    const audit_input *input = task->input;
    switch (input->kind) {
    case AUDIT_INPUT_SKIPPED:
        return skip(c, input->shown, input->reason);
    case AUDIT_INPUT_FAILED:
        return emit_failure(c, input->shown, input->code, input->reason);
    case AUDIT_INPUT_FOLDER:
        return end_folder(c, input);
    default:
        return emit_reply(c, task, keep);
    }
}

static void step_progress(checking *c, const check_task *task)
{
    if (task->kind != CHECK_INPUT || !is_report(task->input))
        return;
    c->report_number++;
    if (c->output->progress != NULL)
        c->output->progress(c->output->progress_context, c->report_number, c->report_count,
                            task->input->shown.ptr);
}

/* Writes a report that was held back, with what the second pass gave. */
static int emit_held(checking *c, size_t number, base_str message)
{
    audit_message_kind kind;
    base_str body;
    size_t used;
    audit_reply reply;
    result_report *report = NULL;
    memset(&reply, 0, sizeof(reply));
    base_arena_reset(c->result);
    int valid = message.len == 0 || (audit_message_split(message, &kind, &body, &used) == 1 &&
                                     audit_reply_read(c->result, body, &reply) == 0);
    int code = audit_corpus_get(c->corpus, number, reply.frame, c->result, &report, c->err);
    if (code == HECHA_E_FORMAT || code == HECHA_E_LIMIT) {
        valid = 0;
        code = audit_corpus_get(c->corpus, number, base_str_n(NULL, 0), c->result, &report, c->err);
    }
    if (code != 0)
        return code;
    if (!valid || reply.kind != AUDIT_REPLY_REPORT) {
        /* Rules of the second pass have no outcome: never silence. */
        report->status = RESULT_PARTLY;
        report->problem_code = reply.code != HECHA_OK ? reply.code : HECHA_E_LIMIT;
        report->problem = reply.text.len > 0
                              ? reply.text
                              : base_str_c(base_msg_text(c->output->lang, MSG_AUDIT_BAD_REPLY));
    }
    return write_report(c, report);
}

static int emit_case(checking *c, check_task *task)
{
    int code = count_offenders(c, &task->task);
    return code == 0 ? emit_held(c, task->number, base_buf_str(&task->task.reply)) : code;
}

static int emit_task(checking *c, check_task *task, int *keep)
{
    int code;
    if (task->kind == CHECK_CASE)
        return emit_case(c, task);
    step_progress(c, task);
    if (task->kind == CHECK_ARCHIVE_END)
        code = c->met > task->reports_before
                   ? 0
                   : emit_message(c, task->shown, MSG_AUDIT_EMPTY_ARCHIVE);
    else if (task->reason.ptr != NULL)
        code = skip(c, task->shown, task->reason);
    else if (task->kind == CHECK_MEMBER)
        code = emit_reply(c, task, keep);
    else
        code = emit_input(c, task, keep);
    if (task->input->named && task->kind != CHECK_MEMBER && !*keep)
        c->reports_before = c->met;
    return code;
}

/* Writes what is done, up to the first that is not. */
static int emit_done(checking *c)
{
    int code = 0;
    while (code == 0 && c->list.first != NULL && c->list.first->state == CHECK_DONE) {
        int keep = 0;
        check_task *task = c->list.first;
        size_t before = c->left_out.count;
        code = emit_task(c, task, &keep);
        if (keep)
            continue;
        c->list.waiting--;
        check_list_drop(&c->list);
        if (c->left_out.count != before)
            renew(c);
    }
    return code;
}

/* What is done stays; the rest is dropped. */
static int emit_rest(checking *c)
{
    int code = 0;
    audit_pool_close(c->pool);
    c->pool = NULL;
    while (code == 0 && c->list.first != NULL) {
        int keep = 0;
        check_task *task = c->list.first;
        int is_result = task->state == CHECK_DONE && task->kind != CHECK_ARCHIVE_END &&
                        (task->kind == CHECK_MEMBER || task->kind == CHECK_CASE ||
                         task->input->kind != AUDIT_INPUT_FOLDER);
        if (task->kind == CHECK_CASE && !is_result)
            code = emit_held(c, task->number, base_str_n(NULL, 0));
        else if (is_result)
            code = emit_task(c, task, &keep);
        if (keep) /* an archive whose files nobody has looked at */
            task->state = CHECK_NEW;
        else
            check_list_drop(&c->list);
    }
    return code;
}

/* All of one pass. */
static int work_through(checking *c)
{
    int code = 0;
    while (code == 0) {
        audit_task *done = NULL;
        code = is_interrupted(c) ? AUDIT_INTERRUPTED : give_all(c);
        if (code == 0)
            code = emit_done(c);
        if (code == 0 && c->list.first == NULL && is_all_made(c))
            return 0;
        if (code != 0 || audit_pool_is_idle(c->pool))
            continue;
        code = audit_pool_take(c->pool, &done, c->err);
        if (done != NULL)
            finish(c, (check_task *)done);
        if (code == 0)
            renew(c);
    }
    return code;
}

/* The second pass: what rules over several reports find is added to what was found before. Its
 * workers are started now, so that they have all reports' digests. */
static int judge_held(checking *c)
{
    audit_ready ready;
    int code = audit_corpus_link(c->corpus, c->err);
    if (code != 0)
        return code;
    c->judging = 1;
    c->setting.corpus = c->corpus;
    if (c->output->workers > 0) {
        audit_pool_close(c->pool);
        c->pool = NULL;
        code = start_pool(c, &ready);
    }
    return code == 0 ? work_through(c) : code;
}

/* Reports that the second pass did not come to are written as the first one left them. */
static int emit_unjudged(checking *c)
{
    int code = 0;
    size_t count = c->corpus != NULL ? audit_corpus_count(c->corpus) : 0;
    for (size_t i = c->judging ? c->case_next : 0; code == 0 && i < count; i++)
        code = emit_held(c, i, base_str_n(NULL, 0));
    return code;
}

static int check_reports(checking *c)
{
    for (size_t i = 0; i < c->input_count; i++)
        c->report_count += (size_t)is_report(&c->inputs[i]);
    int code = work_through(c);
    if (code == 0 && c->corpus != NULL)
        code = judge_held(c);
    if (code != AUDIT_INTERRUPTED)
        return code;
    c->interrupted = 1;
    code = emit_rest(c);
    return code == 0 ? emit_unjudged(c) : code;
}

static int check_all(checking *c)
{
    c->renderer->begin(&c->text, &c->run);
    int code = audit_engine_write(c->output, &c->text, c->err);
    if (code == 0 && !c->interrupted)
        code = check_reports(c);
    if (c->interrupted)
        audit_raise(c->status, HECHA_EXIT_INTERRUPTED);
    if (code != 0)
        return code;
    c->run.interrupted = c->interrupted;
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
