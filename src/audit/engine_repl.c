/* hecha_repl: formulas and Lua tried on a report, a line at a time, in a confined process. */
#include <unistd.h>

#include "audit/check_task.h"
#include "audit/confined.h"
#include "audit/engine.h"
#include "audit/inputs.h"
#include "audit/work.h"
#include "base/err.h"
#include "pack/file.h"
#include "read/limits.h"
#include "render/place.h"
#include "rule/decide.h"

#define LONGEST 8192
#define SHOWN 20 /* of a list at once, also in the Lua of show */

typedef struct trying {
    const hecha_output *output;
    const char *path;
    audit_source source;
    audit_ruleset *rules;
    const audit_input *input;
    int file; /* its descriptor, of that size */
    uint64_t size;
    base_arena *arena; /* of the report */
    base_arena *line;  /* of one line */
    base_buf bytes;    /* of the file */
    base_buf text;     /* to be written */
    base_buf log;
    base_buf last; /* the line that `more` goes on with; or empty */
    size_t passed; /* of what it gives, how many were shown before */
    doc *document;
    audit_work work;
    hecha_err *err;
} trying;

/* ---- the report ---- */

/* In the engine. */
static int open_report(trying *t)
{
    audit_input *inputs;
    size_t count;
    int code = audit_inputs_list(t->arena, &t->path, 1, t->output->lang, &inputs, &count, t->err);
    if (code != 0)
        return code;
    if (count == 1 && inputs[0].kind == AUDIT_INPUT_FAILED)
        return base_err(t->err, HECHA_E_IO, MSG_AUDIT_CANNOT_READ, inputs[0].reason.ptr, NULL);
    if (count != 1 || inputs[0].kind != AUDIT_INPUT_FILE)
        return base_err(t->err, HECHA_E_USAGE, MSG_REPL_ONE_FILE, t->path, NULL);
    t->input = &inputs[0];
    return check_input_open(t->input, t->output->workers > 0, &t->file, &t->size, t->err);
}

/* In the confined process. */
static int read_report(trying *t, const audit_confined_run *run)
{
    audit_progress_set(t->rules->progress, AUDIT_READING, 0);
    int failure = pack_read_sized(run->file, (size_t)t->size, READ_FILE_BYTES, &t->bytes);
    if (failure != 0)
        return audit_input_unreadable(failure, t->err);
    read_input input = {.path = t->input->shown, .lang = t->output->lang};
    input.bytes = base_buf_str(&t->bytes);
    input.helper = run->helper;
    return read_document(&input, &t->document, t->err);
}

static int recognise(trying *t, audit_request *request, result_report *report, base_buf *scratch)
{
    request->agency = base_str_c(t->output->agency);
    request->year = t->output->year;
    t->work.rules = t->rules;
    t->work.request = request;
    t->work.lang = t->output->lang;
    t->work.arena = t->arena;
    t->work.scratch = scratch;
    t->work.document = t->document;
    t->work.report = report;
    t->work.err = t->err;
    return audit_recognise(&t->work);
}

static rule_scene scene_of(const trying *t, const form_instance *instance)
{
    rule_scene scene = {t->line,           t->output->lang,        t->document, instance,
                        t->work.instances, t->work.instance_count, NULL};
    return scene;
}

/* ---- answers ---- */

/* A fault without "repl:1: ": there is one line. */
static base_str without_place(base_str fault)
{
    base_str name = base_str_c("repl:");
    size_t colon = base_str_starts(fault, name) ? base_str_find(fault, base_str_c(": "), name.len)
                                                : BASE_STR_NONE;
    return colon == BASE_STR_NONE ? fault : base_str_from(fault, colon + 2);
}

static void add_verdict(trying *t, const rule_verdict *verdict)
{
    static const base_msg_id did[] = {MSG_AUDIT_DID_PASS, MSG_AUDIT_DID_FAIL,
                                      MSG_AUDIT_DID_NOT_APPLY, MSG_AUDIT_WAS_NOT_EVALUATED};
    base_str more = verdict->outcome == RESULT_FAILED ? verdict->message : verdict->reason;
    base_msg_add(&t->text, t->output->lang, did[verdict->outcome], NULL);
    if (more.len > 0) {
        base_buf_add_c(&t->text, t->output->lang == HECHA_LANG_EN ? ": " : "：");
        base_buf_add_str(&t->text, without_place(more));
    }
    base_buf_add_byte(&t->text, '\n');
}

/* Where a finding stands, and what stands there. */
static void add_where(trying *t, const rule_verdict *verdict)
{
    if (verdict->quote.len == 0)
        return;
    base_buf_add_c(&t->text, "    ");
    if (render_place_words(&t->text, t->output->lang, &verdict->location))
        base_buf_add_c(&t->text, t->output->lang == HECHA_LANG_EN ? ": " : "：");
    base_buf_add_str(&t->text, verdict->quote);
    base_buf_add_byte(&t->text, '\n');
}

/* ---- formulas ---- */

static int show_verdicts(trying *t, const formula *parsed, const form_instance *instance)
{
    base_vec verdicts;
    rule_scene scene = scene_of(t, instance);
    base_vec_init(&verdicts, sizeof(rule_verdict));
    int code = formula_evaluate(parsed, instance, &scene, &verdicts);
    for (size_t i = 0; code == 0 && i < verdicts.count; i++)
        add_verdict(t, base_vec_at(&verdicts, i));
    return code == 0 ? 0 : base_err_memory(t->err);
}

static int show_value(trying *t, const formula *parsed, const form_instance *instance)
{
    rule_scene scene = scene_of(t, instance);
    rule_verdict undecided;
    const value *side = formula_left_value(parsed, instance, &scene);
    memset(&undecided, 0, sizeof(undecided));
    if (side == NULL) {
        base_msg_add(&t->text, t->output->lang, MSG_REPL_SEVERAL, NULL);
        base_buf_add_byte(&t->text, '\n');
        return 0;
    }
    value_print_labels(&t->text, side);
    if (side->op == VALUE_CONSTANT) {
        base_buf_add_byte(&t->text, '\n');
        return 0;
    }
    if (!value_usable(side)) {
        if (rule_undecided(&scene, side, side, NULL, &undecided) != 0)
            return base_err_memory(t->err);
        base_buf_add_c(&t->text, t->output->lang == HECHA_LANG_EN ? ": " : "：");
        base_buf_add_str(&t->text, undecided.reason);
    } else {
        if (side->op != VALUE_LEAF) {
            base_buf_add_c(&t->text, " = ");
            value_print_arithmetic(&t->text, side);
        }
        value_number_print_equal(&t->text, side->number);
    }
    base_buf_add_byte(&t->text, '\n');
    return 0;
}

static int parse(trying *t, base_str text, const form *own, formula **out, hecha_err *fault)
{
    *fault = base_err_init(t->output->lang);
    return formula_parse_among(t->line, text, own, t->rules->forms, t->rules->form_count, out,
                               fault);
}

/* The line as a formula, or as a side of one, on every form it is one of. *fits: on how many. */
static int try_formula(trying *t, base_str line, size_t *fits, hecha_err *fault)
{
    base_buf compared;
    hecha_err other;
    int code = 0;
    base_buf_init(&compared);
    base_buf_add_str(&compared, line);
    base_buf_add_c(&compared, " = 0");
    for (size_t i = 0; code == 0 && i < t->work.instance_count; i++) {
        const form_instance *instance = &t->work.instances[i];
        formula *parsed;
        if (parse(t, line, instance->form, &parsed, fault) == 0) {
            code = show_verdicts(t, parsed, instance);
            ++*fits;
        } else if (parse(t, base_buf_str(&compared), instance->form, &parsed, &other) == 0) {
            code = show_value(t, parsed, instance);
            ++*fits;
        }
    }
    int failed = base_buf_failed(&compared);
    base_buf_dispose(&compared);
    return failed ? base_err_memory(t->err) : code;
}

/* ---- Lua ---- */

/* show(…): what an expression comes to. Of lists and of what can be walked over, each with its text
 * and its figures, 20 behind the `from` that are passed over, and how many there are; of other
 * tables their plain fields; of a figure its name, or its sentence. One line, so that faults name
 * the first one. */
static const char show[] =
    "local function show(from, more, ...) "
    "local v, count = ..., select('#', ...) "
    "local function get(m, k) local ok, x = pcall(function() return m[k] end) return ok and x end "
    "local function figure(m) local name, said = get(m, 'name'), get(m, 'sentence') "
    "if said then return m.raw .. ' = ' .. tostring(m) .. '  ' .. said end "
    "return (name and name .. ' = ' or '') .. tostring(m) end "
    "local function line(m) if type(m) == 'userdata' then return figure(m) end "
    "if type(m) ~= 'table' then return tostring(m) end "
    "local text, rest = '', '' "
    "for k, x in pairs(m) do if k == 'text' then text = x "
    "elseif k ~= 'raw' and k ~= 'sentence' and type(x) ~= 'table' and type(x) ~= 'function' then "
    "rest = rest .. '  ' .. k .. ' = ' .. tostring(x) end end return text .. rest end "
    "local function each(next) local n = 0 for m in next do n = n + 1 "
    "if n > from and n <= from + 20 then log(line(m)) end end "
    "log((n > 20 or from > 0) and more(n) or '(' .. n .. ')') end "
    "if type(v) == 'function' and count == 1 then each(v) "
    "elseif type(v) == 'table' and (#v > 0 or not pairs(v)(v)) then "
    "local i = 0 each(function() i = i + 1 return v[i] end) "
    "elseif from > 0 then log(more(0)) "
    "elseif type(v) == 'table' then log(line(v)) "
    "elseif count > 0 then log(...) end end ";

/* show(0, function(n) return "57 in all, 1 to 20 shown …" end, LINE): the text of the message is
 * put together by Lua, which counts. */
static void add_show(const trying *t, base_str line, base_buf *text)
{
    hecha_lang lang = t->output->lang;
    base_buf_add_c(text, show);
    base_buf_add_c(text, "show(");
    base_buf_add_int(text, (int64_t)t->passed);
    base_buf_add_c(text, ", function(n) local from = ");
    base_buf_add_int(text, (int64_t)t->passed);
    base_buf_add_c(text, " local to = math.min(n, from + 20) return from >= n and '");
    base_msg_add(text, lang, MSG_REPL_NO_MORE, NULL);
    base_buf_add_c(text, "' or to == n and '");
    base_msg_add(text, lang, MSG_REPL_LAST, "' .. n .. '", "' .. from + 1 .. '", NULL);
    base_buf_add_c(text, "' or '");
    base_msg_add(text, lang, MSG_REPL_MORE, "' .. n .. '", "' .. from + 1 .. '", "' .. to .. '",
                 NULL);
    base_buf_add_c(text, "' end, ");
    base_buf_add_str(text, line);
    base_buf_add_c(text, "\n) end}");
}

/* A pack of one rule, whose check is the line. The text of it stays in t->line: the scripts read it
 * again. Parameters are those of the pack that was named. */
static int load_line(trying *t, base_str line, int is_expression, script_vm **vm,
                     script_pack *loaded)
{
    pack source;
    pack_file file;
    base_buf text;
    memset(&source, 0, sizeof(source));
    memset(&file, 0, sizeof(file));
    base_buf_init(&text);
    base_buf_add_c(&text, "rule \"repl\" {title = \"repl\", severity = \"notice\", "
                          "check = function(report, expect) ");
    if (is_expression) {
        add_show(t, line, &text);
    } else {
        base_buf_add_str(&text, line);
        base_buf_add_c(&text, "\nend}");
    }
    source.name = base_str_c("repl");
    source.single = 1;
    source.files = &file;
    source.file_count = 1;
    for (size_t i = 0; i < t->rules->pack_count; i++) {
        const audit_pack *named = &t->rules->packs[i];
        if (named->chosen && source.param_count == 0) {
            source.params = named->source->params;
            source.param_count = named->source->param_count;
        }
    }
    file.name = base_str_c("repl");
    file.bytes = base_arena_str(t->line, base_buf_str(&text));
    int failed = base_buf_failed(&text) || file.bytes.ptr == NULL;
    base_buf_dispose(&text);
    if (failed)
        return base_err_memory(t->err);
    int code = script_vm_new(NULL, t->output->lang, vm, t->err);
    if (code == 0)
        code = script_load(*vm, &source, t->line, loaded, t->err);
    if (code == 0)
        code = script_link(*vm, loaded, t->rules->forms, t->rules->form_count, t->line, t->err);
    if (code == 0)
        code = script_seal(*vm, t->err);
    return code;
}

/* What the line logged, then what it compared. */
static int run_line(trying *t, script_vm *vm, const rule *made)
{
    base_vec verdicts;
    const form_instance *first = t->work.instance_count > 0 ? t->work.instances : NULL;
    rule_scene scene = scene_of(t, first);
    script_report seen = {
        t->document, t->work.instances, t->work.instance_count, &t->work.subject, first, NULL};
    base_vec_init(&verdicts, sizeof(rule_verdict));
    base_buf_reset(&t->log);
    if (script_run(vm, made, &made->checks[0], &seen, &scene, &verdicts, &t->log) != 0)
        return base_err_memory(t->err);
    base_buf_add_str(&t->text, base_buf_str(&t->log));
    /* Of a line that goes on, what it compared was told. */
    for (size_t i = 0; t->passed == 0 && i < verdicts.count; i++) {
        const rule_verdict *verdict = base_vec_at(&verdicts, i);
        /* A line that only shows something has compared nothing. */
        if (verdict->outcome != RESULT_NOT_APPLICABLE || t->log.len == 0)
            add_verdict(t, verdict);
        if (verdict->outcome == RESULT_FAILED)
            add_where(t, verdict);
    }
    t->text.failed |= t->log.failed;
    return 0;
}

static int try_lua(trying *t, base_str line, int is_expression, int *fits, base_str *why)
{
    script_vm *vm = NULL;
    script_pack loaded;
    audit_progress_set(t->rules->progress, AUDIT_RUNNING, 0);
    int code = load_line(t, line, is_expression, &vm, &loaded);
    *fits = code == 0 && loaded.rule_count == 1 && loaded.rules[0]->broken.len == 0;
    if (*fits)
        code = run_line(t, vm, loaded.rules[0]);
    else if (code == 0 && loaded.rule_count > 0)
        *why = loaded.rules[0]->broken;
    script_vm_free(vm);
    return code;
}

/* ---- lines ---- */

/* What is wrong with a line that is neither: a formula begins with a label, a bracket or a figure.
 */
static void add_wrong(trying *t, base_str line, const hecha_err *fault, base_str why)
{
    unsigned char first = (unsigned char)line.ptr[0];
    int is_label = first >= 0x80 || first == '[';
    int is_formula = is_label || first == '(' || (first >= '0' && first <= '9');
    if (is_label && t->work.instance_count == 0) {
        base_msg_add(&t->text, t->output->lang, MSG_REPL_NO_FORM, NULL);
        base_buf_add_byte(&t->text, '\n');
        return;
    }
    if (is_formula && fault->text[0] != '\0') {
        base_buf_add_c(&t->text, fault->text);
        base_buf_add_byte(&t->text, '\n');
        formula_add_caret(&t->text, line, fault->column);
        return;
    }
    /* What closes the check stands in the second line. */
    if (base_str_starts(why, base_str_c("repl:2:")))
        base_msg_add(&t->text, t->output->lang, MSG_REPL_INCOMPLETE, NULL);
    else
        base_buf_add_str(&t->text, without_place(why));
    base_buf_add_byte(&t->text, '\n');
}

static int try_line(trying *t, base_str line)
{
    hecha_err fault = base_err_init(t->output->lang);
    base_str why = {NULL, 0};
    size_t forms = 0;
    int fits = 0;
    base_arena_reset(t->line);
    int code = try_formula(t, line, &forms, &fault);
    if (code == 0 && forms == 0)
        code = try_lua(t, line, 1, &fits, &why);
    if (code == 0 && forms == 0 && !fits)
        code = try_lua(t, line, 0, &fits, &why);
    if (code == 0 && forms == 0 && !fits)
        add_wrong(t, line, &fault, why);
    return code;
}

/* The line before this one, further on; only a list has more. */
static int try_more(trying *t)
{
    base_str why = {NULL, 0};
    int fits = 0;
    t->passed += SHOWN;
    base_arena_reset(t->line);
    int code = t->last.len > 0 ? try_lua(t, base_buf_str(&t->last), 1, &fits, &why) : 0;
    if (code == 0 && !fits) {
        base_msg_add(&t->text, t->output->lang, MSG_REPL_NO_MORE, NULL);
        base_buf_add_byte(&t->text, '\n');
    }
    return code;
}

static int try_either(trying *t, base_str line)
{
    int code;
    if (base_str_eq_c(line, "more") || base_str_eq_c(line, "更多")) {
        code = try_more(t);
    } else {
        t->passed = 0;
        base_buf_clear(&t->last);
        base_buf_add_str(&t->last, line);
        code = base_buf_failed(&t->last) ? base_err_memory(t->err) : try_line(t, line);
    }
    return code == 0 ? audit_engine_write(t->output, &t->text, t->err) : code;
}

static int try_all(trying *t, const audit_lines *lines)
{
    char line[LONGEST];
    int code = 0;
    audit_progress_set(t->rules->progress, AUDIT_WAITING, 0);
    while (code == 0 && lines->read(lines->context, line, sizeof(line))) {
        base_str text = base_str_trim(base_str_c(line));
        if (text.len > 0)
            code = try_either(t, text);
        audit_progress_set(t->rules->progress, AUDIT_WAITING, 0);
    }
    return code;
}

/* Errors before there is a document name the report. */
static int fail_at_path(trying *t, hecha_exit *status, int code)
{
    if (code != HECHA_E_MEMORY && t->document == NULL)
        base_err_at(t->err, t->path, 0, 0);
    audit_raise(status, code == HECHA_E_IO && t->document == NULL ? HECHA_EXIT_UNREADABLE
                                                                  : audit_exit_of(code));
    return code;
}

/* An audit_confined_body. */
static int try_here(void *context, const audit_confined_run *run)
{
    trying *t = context;
    audit_request request;
    result_report unused;
    base_buf scratch;
    memset(&request, 0, sizeof(request));
    memset(&unused, 0, sizeof(unused));
    base_buf_init(&scratch);
    t->output = run->output;
    t->err = run->err;
    int code = audit_ruleset_run(&t->source, t->rules, t->err);
    if (code == 0)
        code = read_report(t, run);
    if (code == 0)
        code = recognise(t, &request, &unused, &scratch);
    if (code == 0)
        code = try_all(t, run->lines);
    if (code == 0)
        audit_tell_broken(t->rules, run->status, t->err);
    else
        fail_at_path(t, run->status, code);
    base_buf_dispose(&scratch);
    return code;
}

static int open_all(hecha *engine, trying *t, hecha_exit *status)
{
    t->arena = base_arena_new(0);
    t->line = base_arena_new(0);
    if (t->arena == NULL || t->line == NULL)
        return base_err_memory(t->err);
    t->source = audit_engine_source(engine, t->output->lang);
    int code = audit_ruleset_read(&t->source, &t->rules, t->err);
    if (code == 0)
        code = open_report(t);
    return code == 0 ? 0 : fail_at_path(t, status, code);
}

int hecha_repl(hecha *engine, const char *path, int (*read)(void *context, char *line, size_t size),
               void *context, const hecha_output *output, hecha_exit *status, hecha_err *err)
{
    trying t;
    audit_lines lines = {read, context};
    memset(&t, 0, sizeof(t));
    t.output = output;
    t.path = path;
    t.file = -1;
    t.err = err;
    *status = HECHA_EXIT_CLEAN;
    int code = audit_engine_check(engine, output, err);
    if (code == 0)
        code = open_all(engine, &t, status);
    if (code == 0)
        code = audit_confined_lines(t.rules, try_here, &t, t.file, &lines, output, status, err);
    if (code != 0 && *status == HECHA_EXIT_CLEAN)
        *status = audit_exit_of(code);
    if (t.file >= 0)
        close(t.file);
    doc_free(t.document);
    audit_ruleset_free(t.rules);
    base_arena_free(t.arena);
    base_arena_free(t.line);
    base_buf_dispose(&t.bytes);
    base_buf_dispose(&t.text);
    base_buf_dispose(&t.log);
    base_buf_dispose(&t.last);
    return code;
}
