/* hecha_lint: what is doubtful in packs, as text or JSON. */
#include <stdio.h>

#include "audit/confined.h"
#include "audit/engine.h"
#include "audit/lint.h"
#include "base/err.h"
#include "render/json.h"

static int read_files(audit_linting *l, const pack *of)
{
    audit_lint_file *files = base_arena_array(l->arena, of->file_count + 1, sizeof(*files));
    int code = files == NULL ? HECHA_E_MEMORY : 0;
    for (size_t i = 0; code == 0 && i < of->file_count; i++) {
        files[i].source = &of->files[i];
        code = lint_tokens_read(l->arena, of->files[i].bytes, &files[i].tokens);
    }
    l->files = files;
    l->file_count = of->file_count;
    return code;
}

static int lint_pack(audit_linting *l, const audit_pack *of)
{
    static int (*const checks[])(audit_linting *, const audit_pack *) = {
        audit_lint_rules, audit_lint_formulas, audit_lint_items,
        audit_lint_lua,   audit_lint_phrases,  audit_lint_params};
    int code = read_files(l, of->source);
    for (size_t i = 0; code == 0 && i < sizeof(checks) / sizeof(*checks); i++)
        code = checks[i](l, of);
    return code == 0 ? 0 : base_err_memory(l->err);
}

/* The file as a path that can be opened. */
static void add_path(base_buf *out, const audit_lint_problem *problem)
{
    const pack *source = problem->pack != NULL ? problem->pack->source : NULL;
    base_str folder = source != NULL ? source->path : base_str_n(NULL, 0);
    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    if (source != NULL && !source->single && !base_str_starts(problem->file, folder)) {
        base_buf_add_str(out, folder);
        base_buf_add_byte(out, '/');
    }
    base_buf_add_str(out, problem->file);
}

static void write_text(base_buf *out, const audit_linting *l, const size_t *counts)
{
    static const char *const words[] = {"", "notice", "warning", "error"};
    char closing[96];
    for (size_t i = 0; i < l->problems.count; i++) {
        const audit_lint_problem *problem = base_vec_at(&l->problems, i);
        add_path(out, problem);
        if (problem->line > 0) {
            base_buf_add_byte(out, ':');
            base_buf_add_int(out, problem->line);
        }
        base_buf_add_c(out, ": ");
        base_buf_add_c(out, words[problem->severity]);
        base_buf_add_c(out, ": ");
        base_buf_add_str(out, problem->text);
        base_buf_add_c(out, l->lang == HECHA_LANG_EN ? "; " : "；");
        base_buf_add_str(out, problem->advice);
        base_buf_add_c(out, " [");
        base_buf_add_c(out, problem->check);
        base_buf_add_c(out, "]\n");
        formula_add_caret(out, problem->formula, problem->column);
    }
    /* The same in every language, so that programs can read it. */
    snprintf(closing, sizeof(closing), "%zu errors, %zu warnings, %zu notices\n",
             counts[HECHA_ERROR], counts[HECHA_WARNING], counts[HECHA_NOTICE]);
    base_buf_add_c(out, closing);
}

static void write_json(base_buf *out, const audit_linting *l, const size_t *counts)
{
    render_json json;
    base_buf path;
    base_buf_init(&path);
    render_json_init(&json, out);
    render_json_object(&json);
    render_json_count(&json, "schema", 1);
    render_json_text(&json, "hecha", base_str_c(HECHA_VERSION));
    render_json_key(&json, "problems");
    render_json_array(&json);
    for (size_t i = 0; i < l->problems.count; i++) {
        const audit_lint_problem *problem = base_vec_at(&l->problems, i);
        base_buf_clear(&path);
        add_path(&path, problem);
        render_json_line(&json);
        render_json_object(&json);
        render_json_text(&json, "file", base_buf_str(&path));
        render_json_count_if(&json, "line", (size_t)problem->line);
        render_json_text(&json, "severity", base_str_c(result_severity_name(problem->severity)));
        render_json_text(&json, "check", base_str_c(problem->check));
        render_json_text(&json, "message", problem->text);
        render_json_text(&json, "advice", problem->advice);
        render_json_end(&json);
    }
    render_json_end(&json);
    render_json_key(&json, "summary");
    render_json_object(&json);
    render_json_count(&json, "errors", counts[HECHA_ERROR]);
    render_json_count(&json, "warnings", counts[HECHA_WARNING]);
    render_json_count(&json, "notices", counts[HECHA_NOTICE]);
    render_json_end_all(&json);
    base_buf_add_byte(out, '\n');
    out->failed |= path.failed;
    base_buf_dispose(&path);
}

static int write_all(audit_linting *l, const hecha_output *output, hecha_exit *status)
{
    size_t counts[HECHA_NEVER] = {0};
    base_buf text;
    hecha_severity fail_on = output->fail_on != 0 ? output->fail_on : HECHA_ERROR;
    base_buf_init(&text);
    audit_lint_sort(l);
    for (size_t i = 0; i < l->problems.count; i++) {
        const audit_lint_problem *problem = base_vec_at(&l->problems, i);
        counts[problem->severity]++;
        if (problem->severity >= fail_on)
            audit_raise(status, HECHA_EXIT_FINDINGS);
    }
    if (output->format == HECHA_FORMAT_JSON)
        write_json(&text, l, counts);
    else
        write_text(&text, l, counts);
    int code = audit_engine_write(output, &text, l->err);
    base_buf_dispose(&text);
    return code;
}

/* Packs and files of which there is nothing else to say. */
static int lint_unread(audit_linting *l)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < l->rules->unread.count; i++) {
        const audit_unread *unread = base_vec_at(&l->rules->unread, i);
        audit_lint_problem where = {
            NULL, unread->file, unread->line, HECHA_ERROR, "broken", {0}, {0}, {0}, 0};
        code = audit_lint_add(l, NULL, &where, MSG_LINT_FILE, MSG_LINT_BROKEN_DO, unread->text,
                              base_str_c(""));
    }
    return code;
}

static int lint_packs(const audit_ruleset *rules, const hecha_output *output, hecha_exit *status,
                      hecha_err *err)
{
    audit_linting l = {rules, output->lang, NULL, 0, rules->arena, {0}, err};
    base_vec_init(&l.problems, sizeof(audit_lint_problem));
    int code = lint_unread(&l);
    for (size_t i = 0; code == 0 && i < rules->pack_count; i++)
        if (audit_ruleset_runs(rules, &rules->packs[i]))
            code = lint_pack(&l, &rules->packs[i]);
    return code == 0 ? write_all(&l, output, status) : code;
}

/* What the process that runs the packs' files needs. */
typedef struct lint_context {
    audit_source source;
    audit_ruleset *rules;
} lint_context;

/* An audit_confined_body. */
static int lint_here(void *context, const audit_confined_run *run)
{
    lint_context *of = context;
    int code = audit_ruleset_run(&of->source, of->rules, run->err);
    if (code == 0)
        code = lint_packs(of->rules, run->output, run->status, run->err);
    if (code == 0)
        audit_tell_broken(of->rules, run->status, run->err);
    return code;
}

/* The files of tests/ are read before the process that runs them is started. */
static int read_tests(audit_ruleset *rules, hecha_lang lang)
{
    for (size_t i = 0; i < rules->pack_count; i++) {
        pack *source = rules->packs[i].source;
        hecha_err fault = base_err_init(lang);
        if (!audit_ruleset_runs(rules, &rules->packs[i]))
            continue;
        int code = pack_load_tests(source, lang, &fault);
        if (code == 0)
            continue;
        audit_unread *unread =
            code == HECHA_E_MEMORY ? NULL : base_vec_push(&rules->unread, rules->arena);
        if (unread == NULL)
            return HECHA_E_MEMORY;
        unread->file = fault.file[0] != '\0' ? base_arena_str(rules->arena, base_str_c(fault.file))
                                             : source->path;
        unread->text = base_arena_str(rules->arena, base_str_c(fault.text));
        if (base_arena_failed(rules->arena))
            return HECHA_E_MEMORY;
    }
    return 0;
}

int hecha_lint(hecha *engine, const hecha_output *output, hecha_exit *status, hecha_err *err)
{
    lint_context of = {audit_engine_source(engine, output->lang), NULL};
    *status = HECHA_EXIT_CLEAN;
    int code = audit_engine_check(engine, output, err);
    if (code == 0)
        code = audit_ruleset_read(&of.source, &of.rules, err);
    if (code == 0 && read_tests(of.rules, output->lang) != 0)
        code = base_err_memory(err);
    if (code == 0)
        code = audit_confined(of.rules, lint_here, &of, -1, output, status, err);
    if (code != 0)
        audit_raise(status, audit_exit_of(code));
    audit_ruleset_free(of.rules);
    return code;
}
