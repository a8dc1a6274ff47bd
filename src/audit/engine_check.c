/* hecha_check: report after report through workers, and what the run comes to. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "audit/check_run.h"
#include "audit/confine.h"
#include "audit/inputs.h"
#include "audit/overlay.h"
#include "base/err.h"

#define LONG_LIST 1000u  /* paths */
#define MOST_WAITING 64u /* results that wait for one before them */

/* A mistyped folder of packs must not look like a clean run. */
static int note_no_packs(check_run *c)
{
    base_str *line = base_arena_array(c->arena, 1, sizeof(*line));
    if (line == NULL)
        return base_err_memory(c->err);
    *line = base_str_c(base_msg_text(c->output->lang, MSG_AUDIT_NOTHING_INSTALLED));
    c->out.run.broken = line;
    c->out.run.broken_count = 1;
    return 0;
}

static int list_packs(check_run *c, const audit_ready *ready)
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
        if (rules->packs[i].killed.len > 0)
            audit_raise(c->status, HECHA_EXIT_LIMIT);
        packs[count].name = source->name;
        packs[count].version = source->version;
        packs[count].sha256 = base_str_c(source->sha256);
        if (audit_overlay_show(c->arena, source, &packs[count]) != 0)
            return base_err_memory(c->err);
        count++;
    }
    c->out.run.packs = packs;
    c->out.run.pack_count = count;
    c->out.run.broken = ready->broken;
    c->out.run.broken_count = ready->broken_count;
    c->out.run.rules = ready->rules;
    c->out.run.rule_count = ready->rule_list_count;
    return rules->pack_count == 0 && ready->broken_count == 0 ? note_no_packs(c) : 0;
}

/* What is lacking is told once, and stands in the output. */
static int tell_lacking(check_run *c)
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
    c->out.run.isolation_lacks = kept;
    int failed = base_buf_failed(&text) || kept.ptr == NULL;
    if (!failed && c->output->notice != NULL)
        c->output->notice(c->output->notice_context, text.ptr);
    base_buf_dispose(&text);
    return failed ? base_err_memory(c->err) : 0;
}

static int start_pool(check_run *c, audit_ready *ready)
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

static int open_pool(check_run *c)
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
    c->rules->measures = c->output->profile != NULL;
    c->names_rules = c->rules->explicit_choice || c->source.only_count > 0 || c->roster != NULL;
    c->idle.named = c->source.only_count + c->source.rule_file_count > 0; /* not a whole pack */
    memset(&ready, 0, sizeof(ready));
    code = start_pool(c, &ready);
    c->interrupted = code == AUDIT_INTERRUPTED;
    if (code == 0 || c->interrupted)
        code = list_packs(c, &ready);
    if (code == 0 && c->out.run.broken_count > 0)
        audit_raise(c->status, HECHA_EXIT_BROKEN_RULE);
    c->needs = ready.corpus_needs;
    if (code == 0 && c->needs != 0)
        code = audit_corpus_new(c->roster, c->output->lang, 1, &c->corpus, c->err);
    return code == 0 && !c->interrupted ? tell_lacking(c) : code;
}

/* 1 if there may be very many files, the list of which no worker needs. */
static int is_long(const char *const *paths, size_t count)
{
    struct stat info;
    if (count > LONG_LIST)
        return 1;
    for (size_t i = 0; i < count; i++) {
        if (stat(paths[i], &info) == 0 && S_ISDIR(info.st_mode))
            return 1;
    }
    return 0;
}

/* What is doubtful of the roster stands in the output; tables of findings have no room for it. */
static int open_roster(check_run *c)
{
    if (c->engine->roster == NULL)
        return 0;
    int code = audit_roster_read(c->engine->roster, c->output->lang, &c->roster, c->err);
    if (code != 0)
        return code;
    c->out.run.roster_notes = audit_roster_notes(c->roster, &c->out.run.roster_note_count);
    int tells = c->output->notice != NULL && c->output->format != HECHA_FORMAT_TEXT;
    for (size_t i = 0; tells && i < c->out.run.roster_note_count; i++)
        c->output->notice(c->output->notice_context, c->out.run.roster_notes[i].ptr);
    return 0;
}

static int open_run(check_run *c, const char *const *paths, size_t count)
{
    base_vec_init(&c->skipped, sizeof(render_skipped));
    base_vec_init(&c->offenders, sizeof(check_offender));
    base_vec_init(&c->left_out, sizeof(uint32_t));
    c->arena = base_arena_new(0);
    c->result = base_arena_new(0);
    if (c->arena == NULL || c->result == NULL)
        return base_err_memory(c->err);
    c->out.output = c->output;
    c->out.renderer = render_results_of(c->output->format);
    c->out.run.fail_on = c->output->fail_on ? c->output->fail_on : HECHA_ERROR;
    c->out.run.options = audit_render_options(c->output);
    int code = open_roster(c);
    if (code == 0)
        code = open_pool(c);
    if (code == 0 && !c->interrupted && is_long(paths, count))
        code = audit_pool_start(c->pool, c->err);
    if (code == 0)
        code = audit_inputs_list(c->arena, paths, count, c->output->lang, &c->inputs,
                                 &c->input_count, c->err);
    return code;
}

static void close_run(check_run *c)
{
    audit_pool_close(c->pool);
    check_list_clear(&c->list);
    audit_corpus_free(c->corpus);
    audit_roster_free(c->roster);
    audit_ruleset_free(c->rules);
    base_arena_free(c->arena);
    base_arena_free(c->result);
    check_output_close(&c->out);
}

/* rules that end workers */

static int leave_out(check_run *c, check_task *task)
{
    base_buf reason;
    char number[24];
    if (c->left_out.count == task->left_out)
        return 0;
    base_buf_init(&reason);
    snprintf(number, sizeof(number), "%u", CHECK_HARD_REPORTS);
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

static int is_file(const audit_input *input)
{
    return input->kind == AUDIT_INPUT_FILE || input->kind == AUDIT_INPUT_STDIN ||
           input->kind == AUDIT_INPUT_MEMBER;
}

static int is_interrupted(const check_run *c)
{
    return c->output->interrupted != NULL && c->output->interrupted(c->output->interrupted_context);
}

/* Opens the file of a new task. One that cannot be opened is done. */
static int open_task(check_run *c, check_task *task)
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
    check_finish(c, task);
    return 0;
}

/* A report for the second pass; one that was not read has nothing to be judged. */
static int give_case(check_run *c, check_task *task)
{
    if (!audit_corpus_has_case(c->corpus, task->number)) {
        check_finish(c, task);
        return 0;
    }
    int code = leave_out(c, task);
    if (code == 0 && task->judged.len == 0)
        code = audit_corpus_put_case(c->corpus, task->number, &task->judged, c->err);
    if (code != 0)
        return code;
    task->task.request.judged = base_buf_str(&task->judged);
    task->state = CHECK_GIVEN;
    return audit_pool_give(c->pool, &task->task, c->err);
}

static int give(check_run *c, check_task *task)
{
    if (task->kind == CHECK_CASE)
        return give_case(c, task);
    if (task->reason.ptr != NULL || (task->kind == CHECK_INPUT && !is_file(task->input))) {
        check_finish(c, task);
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

static int is_all_made(const check_run *c)
{
    return c->judging ? c->case_next == audit_corpus_count(c->corpus)
                      : c->input_next == c->input_count;
}

/* The first task that no worker has yet; NULL: there is none. Sets *code without memory. */
static check_task *next_task(check_run *c, check_task *from, int *code)
{
    for (; from != NULL; from = from->next) {
        if (from->state == CHECK_NEW)
            return from;
    }
    if (is_all_made(c))
        return NULL;
    if (c->judging)
        from = check_list_add_case(&c->list, c->case_next++, audit_corpus_file(c->corpus));
    else
        from = check_list_add(&c->list, &c->inputs[c->input_next++]);
    if (from == NULL)
        *code = base_err_memory(c->err);
    return from;
}

/* Gives tasks while there is room, not too far ahead of the first. */
static int give_all(check_run *c)
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

/* All of one pass. */
static int work_through(check_run *c)
{
    int code = 0;
    while (code == 0) {
        audit_task *done = NULL;
        code = is_interrupted(c) ? AUDIT_INTERRUPTED : give_all(c);
        if (code == 0)
            code = check_write_done(c);
        if (code == 0 && c->list.first == NULL && is_all_made(c))
            return 0;
        if (code != 0 || audit_pool_is_idle(c->pool))
            continue;
        code = audit_pool_take(c->pool, &done, c->err);
        if (done != NULL)
            check_finish(c, (check_task *)done);
        if (code == 0)
            check_renew(c);
    }
    return code;
}

/* The second pass: what rules over several reports find is added to what was found before. */
static int judge_held(check_run *c)
{
    int code = audit_corpus_link(c->corpus, c->needs, c->err);
    c->judging = code == 0;
    return code == 0 ? work_through(c) : code;
}

/* Reports that the second pass did not come to are written as the first one left them. */
static int emit_unjudged(check_run *c)
{
    int code = 0;
    size_t count = c->corpus != NULL ? audit_corpus_count(c->corpus) : 0;
    for (size_t i = c->judging ? c->case_next : 0; code == 0 && i < count; i++)
        code = check_write_held(c, i, base_str_n(NULL, 0));
    return code;
}

static int check_reports(check_run *c)
{
    for (size_t i = 0; i < c->input_count; i++)
        c->report_count += (size_t)audit_input_is_report(&c->inputs[i]);
    int code = work_through(c);
    if (code == 0 && c->corpus != NULL)
        code = judge_held(c);
    if (code != AUDIT_INTERRUPTED)
        return code;
    c->interrupted = 1;
    code = check_write_rest(c);
    return code == 0 ? emit_unjudged(c) : code;
}

static int check_all(check_run *c)
{
    int code = check_output_begin(&c->out, c->err);
    if (code == 0 && !c->interrupted)
        code = check_reports(c);
    if (c->interrupted)
        audit_raise(c->status, HECHA_EXIT_INTERRUPTED);
    if (code != 0)
        return code;
    c->out.run.interrupted = c->interrupted;
    if (audit_idle_list(&c->idle, c->arena, &c->out.run.idle, &c->out.run.idle_count) != 0)
        return base_err_memory(c->err);
    code = check_output_end(&c->out, &c->summary, c->skipped.items, c->skipped.count, c->err);
    if (code == 0 && c->output->profile != NULL && !c->interrupted) {
        audit_costs_sort(&c->costs);
        c->output->profile(c->output->profile_context, c->costs.items.items, c->costs.items.count);
    }
    return code;
}

int hecha_check(hecha *engine, const char *const *paths, size_t count, const hecha_output *output,
                hecha_exit *status, hecha_err *err)
{
    check_run c;
    memset(&c, 0, sizeof(c));
    c.engine = engine;
    c.output = output;
    c.err = err;
    c.status = status;
    *status = HECHA_EXIT_CLEAN;
    int code = audit_engine_check_any(engine, output, err);
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
