/* hecha_show, hecha_rules, hecha_explain: what is known, without auditing. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/archive.h"
#include "audit/check_task.h"
#include "audit/confined.h"
#include "audit/engine.h"
#include "audit/inputs.h"
#include "audit/work.h"
#include "base/err.h"
#include "pack/file.h"
#include "read/limits.h"

/* One report being shown. */
typedef struct showing {
    const hecha_output *output;
    const char *path;
    audit_source source;
    audit_ruleset *rules;
    base_arena *arena;
    const audit_input *input;
    int file; /* its descriptor, of that size */
    uint64_t size;
    base_buf bytes, text;
    doc *document;
    hecha_exit *status;
    hecha_err *err;
} showing;

/* The only report of an archive, or the one that is named; *shown is what it is called. */
static int choose_member(showing *s, const audit_archive *archive, const audit_input *input,
                         const audit_input **out)
{
    size_t count, reports = 0;
    char number[24];
    const audit_input *members = audit_archive_inputs(archive, &count);
    if (input->kind == AUDIT_INPUT_MEMBER) {
        *out = audit_archive_find(archive, input->inside);
        return *out != NULL ? 0 : base_err(s->err, HECHA_E_IO, MSG_AUDIT_NO_MEMBER, NULL);
    }
    for (size_t i = count; i-- > 0;) {
        if (members[i].kind != AUDIT_INPUT_MEMBER)
            continue;
        *out = &members[i];
        reports++;
    }
    if (reports == 0)
        return base_err(s->err, HECHA_E_FORMAT, MSG_AUDIT_EMPTY_ARCHIVE, NULL);
    snprintf(number, sizeof(number), "%zu", reports);
    return reports == 1 ? 0
                        : base_err(s->err, HECHA_E_USAGE, MSG_AUDIT_SHOW_ARCHIVE, number,
                                   (*out)->shown.ptr, NULL);
}

/* Puts a member's bytes in the place of its archive's. */
static int unpack(showing *s, const audit_input *input, base_str *shown)
{
    audit_archive *archive = NULL;
    const audit_input *member = NULL;
    base_str archive_shown = input->shown;
    base_buf bytes;
    base_buf_init(&bytes);
    if (input->kind == AUDIT_INPUT_MEMBER)
        archive_shown.len -= input->inside.len + 2;
    if (!audit_bytes_are_archive(base_buf_str(&s->bytes)))
        return base_err(s->err, HECHA_E_IO, MSG_AUDIT_NO_MEMBER, NULL);
    int code = audit_archive_open(s->arena, base_buf_str(&s->bytes), archive_shown, s->output->lang,
                                  &archive, s->err);
    if (code == 0)
        code = choose_member(s, archive, input, &member);
    if (code == 0)
        code = audit_archive_read(archive, member, &bytes, s->err);
    if (code == 0)
        *shown = member->shown;
    audit_archive_close(archive);
    base_buf_dispose(&s->bytes);
    s->bytes = bytes;
    return code;
}

static int open_named(showing *s, const char *path)
{
    audit_input *inputs;
    size_t count;
    int code = audit_inputs_list(s->arena, &path, 1, s->output->lang, &inputs, &count, s->err);
    if (code != 0)
        return code;
    s->input = &inputs[0];
    if (s->input->kind != AUDIT_INPUT_FAILED)
        return check_input_open(s->input, s->output->workers > 0, &s->file, &s->size, s->err);
    return base_err(s->err, HECHA_E_IO, MSG_AUDIT_CANNOT_READ, s->input->reason.ptr, NULL);
}

static int read_named(showing *s, const audit_confined_run *run)
{
    base_str shown = s->input->shown;
    int failure = pack_read_sized(run->file, (size_t)s->size, READ_FILE_BYTES, &s->bytes);
    int code = failure == 0 ? 0 : audit_input_unreadable(failure, s->err);
    if (code == 0 &&
        (s->input->kind == AUDIT_INPUT_MEMBER || audit_bytes_are_archive(base_buf_str(&s->bytes))))
        code = unpack(s, s->input, &shown);
    if (code != 0)
        return code;
    read_input input;
    memset(&input, 0, sizeof(input));
    input.bytes = base_buf_str(&s->bytes);
    input.path = shown;
    input.lang = s->output->lang;
    input.helper = run->helper;
    return read_document(&input, &s->document, s->err);
}

static int show_document(showing *s)
{
    audit_work work;
    audit_request request;
    result_report unused;
    base_buf scratch;
    memset(&work, 0, sizeof(work));
    memset(&request, 0, sizeof(request));
    memset(&unused, 0, sizeof(unused));
    base_buf_init(&scratch);
    request.agency = base_str_c(s->output->agency);
    request.year = s->output->year;
    work.rules = s->rules;
    work.request = &request;
    work.lang = s->output->lang;
    work.arena = s->arena;
    work.scratch = &scratch;
    work.document = s->document;
    work.report = &unused;
    work.err = s->err;
    int code = audit_recognise(&work);
    base_buf_dispose(&scratch);
    if (code != 0)
        return code;
    render_options options = audit_render_options(s->output);
    if (s->output->format == HECHA_FORMAT_JSON)
        render_show_json(&s->text, &options, s->document, work.instances, work.instance_count,
                         &work.subject);
    else
        render_show_text(&s->text, &options, s->document, work.instances, work.instance_count,
                         &work.subject);
    if (s->document->problems != NULL)
        audit_raise(s->status, HECHA_EXIT_UNREADABLE);
    return audit_engine_write(s->output, &s->text, s->err);
}

/* The error names the report. */
static int fail_at_path(showing *s, int code)
{
    base_err_at(s->err, s->path, 0, 0);
    audit_raise(s->status, code == HECHA_E_IO ? HECHA_EXIT_UNREADABLE : audit_exit_of(code));
    return code;
}

static int is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* An audit_confined_body. */
static int show_here(void *context, const audit_confined_run *run)
{
    showing *s = context;
    s->output = run->output;
    s->status = run->status;
    s->err = run->err;
    int code = audit_ruleset_run(&s->source, s->rules, s->err);
    if (code != 0)
        return code;
    code = read_named(s, run);
    if (code == 0)
        code = show_document(s);
    if (code != 0 && s->document == NULL)
        return fail_at_path(s, code);
    if (code == 0)
        audit_tell_broken(s->rules, s->status, s->err);
    return code;
}

static int show(const hecha *engine, const char *path, showing *s)
{
    if (is_folder(path))
        return base_err(s->err, HECHA_E_USAGE, MSG_AUDIT_SHOW_FOLDER, path, NULL);
    s->path = path;
    s->arena = base_arena_new(0);
    if (s->arena == NULL)
        return base_err_memory(s->err);
    s->source = audit_engine_source(engine, s->output->lang);
    int code = audit_ruleset_read(&s->source, &s->rules, s->err);
    if (code != 0)
        return code;
    code = open_named(s, path);
    if (code != 0)
        return fail_at_path(s, code);
    const hecha_output *output = s->output;
    hecha_exit *status = s->status;
    hecha_err *err = s->err;
    return audit_confined(s->rules, show_here, s, s->file, output, status, err);
}

int hecha_show(hecha *engine, const char *path, const hecha_output *output, hecha_exit *status,
               hecha_err *err)
{
    showing s;
    memset(&s, 0, sizeof(s));
    s.output = output;
    s.status = status;
    s.err = err;
    s.file = -1;
    *status = HECHA_EXIT_CLEAN;
    int code = audit_engine_check(engine, output, err);
    if (code == 0)
        code = show(engine, path, &s);
    if (code != 0 && *status == HECHA_EXIT_CLEAN)
        *status = audit_exit_of(code);
    if (s.file >= 0)
        close(s.file);
    doc_free(s.document);
    audit_ruleset_free(s.rules);
    base_arena_free(s.arena);
    base_buf_dispose(&s.bytes);
    base_buf_dispose(&s.text);
    return code;
}

static int list_rules(const audit_ruleset *rules, base_vec *list, hecha_err *err)
{
    for (size_t i = 0; i < rules->pack_count; i++) {
        const audit_pack *item = &rules->packs[i];
        for (size_t j = 0; audit_ruleset_runs(rules, item) && j < item->loaded.rule_count; j++) {
            const rule *candidate = item->loaded.rules[j];
            if (!audit_ruleset_selects(rules, candidate))
                continue;
            const rule **slot = base_vec_push(list, rules->arena);
            if (slot == NULL)
                return base_err_memory(err);
            *slot = candidate;
        }
    }
    return 0;
}

static int write_rules(const hecha_output *output, const audit_ruleset *rules, hecha_err *err)
{
    base_vec list;
    base_buf text;
    base_vec_init(&list, sizeof(const rule *));
    int code = list_rules(rules, &list, err);
    if (code != 0)
        return code;
    render_options options = audit_render_options(output);
    base_buf_init(&text);
    if (output->stubs)
        code = render_stubs(&text, output->lang, rules->forms, rules->form_count);
    else if (output->format == HECHA_FORMAT_JSON)
        render_rules_json(&text, &options, list.items, list.count);
    else
        render_rules_text(&text, &options, list.items, list.count);
    code = code == 0 ? audit_engine_write(output, &text, err) : base_err_memory(err);
    base_buf_dispose(&text);
    return code;
}

/* What rules and explain need. */
typedef struct listing {
    audit_source source;
    audit_ruleset *rules;
    const char *name; /* of the rule to explain */
} listing;

/* Reads the packs and has the body do the rest. */
static int list_confined(const hecha *engine, const char *name, audit_confined_body *body,
                         const hecha_output *output, hecha_exit *status, hecha_err *err)
{
    listing list = {audit_engine_source(engine, output->lang), NULL, name};
    *status = HECHA_EXIT_CLEAN;
    int code = audit_engine_check(engine, output, err);
    if (code == 0)
        code = audit_ruleset_read(&list.source, &list.rules, err);
    if (code == 0)
        code = audit_confined(list.rules, body, &list, -1, output, status, err);
    if (code != 0)
        audit_raise(status, audit_exit_of(code));
    audit_ruleset_free(list.rules);
    return code;
}

/* An audit_confined_body. */
static int rules_here(void *context, const audit_confined_run *run)
{
    listing *list = context;
    int code = audit_ruleset_run(&list->source, list->rules, run->err);
    if (code == 0)
        code = write_rules(run->output, list->rules, run->err);
    if (code == 0)
        audit_tell_broken(list->rules, run->status, run->err);
    return code;
}

int hecha_rules(hecha *engine, const hecha_output *output, hecha_exit *status, hecha_err *err)
{
    return list_confined(engine, NULL, rules_here, output, status, err);
}

static int write_rule(const hecha_output *output, const rule *explained, hecha_err *err)
{
    base_buf text;
    render_options options = audit_render_options(output);
    base_buf_init(&text);
    if (output->format == HECHA_FORMAT_JSON)
        render_explain_json(&text, &options, explained);
    else
        render_explain_text(&text, &options, explained);
    int code = audit_engine_write(output, &text, err);
    base_buf_dispose(&text);
    return code;
}

/* An audit_confined_body. */
static int explain_here(void *context, const audit_confined_run *run)
{
    listing *list = context;
    const audit_pack *of = NULL;
    const rule *explained = NULL;
    int code = audit_ruleset_run(&list->source, list->rules, run->err);
    if (code == 0)
        code = audit_ruleset_find(list->rules, base_str_c(list->name), &of, &explained, run->err);
    if (code == 0)
        code = write_rule(run->output, explained, run->err);
    if (code == 0 && explained->broken.len > 0)
        audit_raise(run->status, HECHA_EXIT_BROKEN_RULE);
    return code;
}

int hecha_explain(hecha *engine, const char *name, const hecha_output *output, hecha_exit *status,
                  hecha_err *err)
{
    return list_confined(engine, name, explain_here, output, status, err);
}
