/* Answers of workers in the order of the output: counted, held back or written. */
#include "audit/check_run.h"
#include "base/err.h"
#include "result/cap.h"
#include "result/frame.h"

/* Makes a task that needs no worker be done. */
void check_finish(check_run *c, check_task *task)
{
    task->state = CHECK_DONE;
    c->list.waiting++;
}

static void count_findings(check_run *c, const result_report *report)
{
    c->summary.errors += result_total(report, HECHA_ERROR);
    c->summary.warnings += result_total(report, HECHA_WARNING);
    c->summary.notices += result_total(report, HECHA_NOTICE);
    for (int severity = (int)c->out.run.fail_on; severity <= HECHA_ERROR; severity++) {
        if (result_total(report, (hecha_severity)severity) > 0)
            audit_raise(c->status, HECHA_EXIT_FINDINGS);
    }
}

static void count_rules(check_run *c, const result_report *report)
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

static void count_report(check_run *c, const result_report *report)
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

static int write_report(check_run *c, const result_report *report)
{
    count_report(c, report);
    if (c->output->profile != NULL && audit_costs_add(&c->costs, c->arena, report) != 0)
        return base_err_memory(c->err);
    if (c->names_rules && audit_idle_add(&c->idle, c->arena, report) != 0)
        return base_err_memory(c->err);
    return check_output_report(&c->out, report, c->summary.reports, c->err);
}

/* A report is written when nothing more can be said of it. `frame`: as audit_corpus_add has it. */
static int emit(check_run *c, const result_report *report, base_str frame)
{
    c->met++;
    if (c->corpus != NULL)
        return audit_corpus_add(c->corpus, report, frame, c->err);
    return write_report(c, report);
}

static int emit_failure(check_run *c, base_str path, hecha_code problem_code, base_str problem)
{
    result_report report;
    memset(&report, 0, sizeof(report));
    report.path = path;
    report.status = RESULT_UNREADABLE;
    report.problem_code = problem_code;
    report.problem = problem;
    return emit(c, &report, base_str_n(NULL, 0));
}

static int emit_message(check_run *c, base_str path, base_msg_id message)
{
    return emit_failure(c, path, HECHA_E_IO, base_str_c(base_msg_text(c->output->lang, message)));
}

static int skip(check_run *c, base_str path, base_str reason)
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
static int count_offenders(check_run *c, const audit_task *task)
{
    for (size_t i = 0; i < task->excluded_count; i++) {
        check_offender *found = NULL;
        for (size_t j = 0; found == NULL && j < c->offenders.count; j++) {
            check_offender *known = base_vec_at(&c->offenders, j);
            found = known->rule == task->excluded[i].rule ? known : NULL;
        }
        if (found == NULL) {
            found = base_vec_push(&c->offenders, c->arena);
            if (found == NULL)
                return base_err_memory(c->err);
            found->rule = task->excluded[i].rule;
        }
        if (++found->reports != CHECK_HARD_REPORTS)
            continue;
        uint32_t *kept = base_vec_push(&c->left_out, c->arena);
        if (kept == NULL)
            return base_err_memory(c->err);
        *kept = found->rule;
    }
    return 0;
}

/* in order */

/* What ran before a rule was left out of all reports is to be run again. */
void check_renew(check_run *c)
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

static int emit_frame(check_run *c, const check_task *task, base_str frame)
{
    hecha_err fault = base_err_init(c->output->lang);
    result_report *report = NULL;
    int code = result_frame_read(c->result, frame, &report, &fault);
    if (code == HECHA_E_MEMORY)
        return emit_failure(c, task->shown, HECHA_E_MEMORY, base_str_c(fault.text));
    if (code != 0)
        return emit_failure(c, task->shown, HECHA_E_LIMIT,
                            base_str_c(base_msg_text(c->output->lang, MSG_AUDIT_BAD_REPLY)));
    int same = base_str_eq(report->path, task->shown);
    report->path = task->shown;
    code = count_offenders(c, &task->task);
    return code == 0 ? emit(c, report, same ? frame : base_str_n(NULL, 0)) : code;
}

/* *keep: the task stays in the list. */
static int emit_reply(check_run *c, check_task *task, int *keep)
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
static int end_folder(check_run *c, const audit_input *input)
{
    size_t reports = c->met - c->reports_before;
    int code = reports > 0 ? 0 : emit_message(c, input->shown, MSG_AUDIT_EMPTY_FOLDER);
    c->reports_before = c->met;
    return code;
}

static int emit_input(check_run *c, check_task *task, int *keep)
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

static void step_progress(check_run *c, const check_task *task)
{
    if (task->kind != CHECK_INPUT || !audit_input_is_report(task->input))
        return;
    c->report_number++;
    if (c->output->progress != NULL)
        c->output->progress(c->output->progress_context, c->report_number, c->report_count,
                            task->input->shown.ptr);
}

/* Writes a report that was held back, with what the second pass gave. */
int check_write_held(check_run *c, size_t number, base_str message)
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

static int emit_case(check_run *c, check_task *task)
{
    int code = count_offenders(c, &task->task);
    return code == 0 ? check_write_held(c, task->number, base_buf_str(&task->task.reply)) : code;
}

static int emit_task(check_run *c, check_task *task, int *keep)
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
int check_write_done(check_run *c)
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
            check_renew(c);
    }
    return code;
}

/* What is done stays; the rest is dropped. */
int check_write_rest(check_run *c)
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
            code = check_write_held(c, task->number, base_str_n(NULL, 0));
        else if (is_result)
            code = emit_task(c, task, &keep);
        if (keep) /* an archive whose files nobody has looked at */
            task->state = CHECK_NEW;
        else
            check_list_drop(&c->list);
    }
    return code;
}
