#include "audit/ruleset.h"

#include <stdio.h>
#include <stdlib.h>

#include "audit/overlay.h"
#include "audit/suggest.h"
#include "base/err.h"
#include "base/vec.h"

/* What loading needs. */
typedef struct loading {
    const audit_source *source;
    audit_ruleset *out;
    base_vec packs; /* of audit_pack */
    int quiet;      /* what is broken now matters only if more is */
    hecha_err *err;
} loading;

/* Adds a line to what is broken, once. */
static int add_line(loading *l, base_str line)
{
    base_vec *lines = &l->out->lines;
    if (!l->quiet)
        l->out->loud = 1;
    for (size_t i = 0; i < lines->count; i++) {
        if (base_str_eq(*(base_str *)base_vec_at(lines, i), line))
            return 0;
    }
    base_str *item = base_vec_push(lines, l->out->arena);
    if (item != NULL)
        *item = base_arena_str(l->out->arena, line);
    return base_arena_failed(l->out->arena) ? base_err_memory(l->err) : 0;
}

/* Adds "FILE:LINE: TEXT". */
static int add_broken(loading *l, base_str file, int line, base_str text)
{
    base_buf buf;
    base_buf_init(&buf);
    if (file.len > 0) {
        base_buf_add_str(&buf, file);
        base_buf_add_byte(&buf, ':');
        if (line > 0) {
            base_buf_add_int(&buf, line);
            base_buf_add_byte(&buf, ':');
        }
        base_buf_add_byte(&buf, ' ');
    }
    base_buf_add_str(&buf, text);
    int code = base_buf_failed(&buf) ? base_err_memory(l->err) : add_line(l, base_buf_str(&buf));
    base_buf_dispose(&buf);
    return code;
}

static audit_pack *pack_at(const loading *l, size_t index)
{
    return base_vec_at(&l->packs, index);
}

static audit_pack *find_pack(const loading *l, base_str name)
{
    for (size_t i = 0; i < l->packs.count; i++) {
        if (base_str_eq(pack_at(l, i)->source->name, name))
            return pack_at(l, i);
    }
    return NULL;
}

static int add_unread(loading *l, const hecha_err *fault)
{
    audit_unread *item = base_vec_push(&l->out->unread, l->out->arena);
    if (item != NULL) {
        item->file = base_arena_str(l->out->arena, base_str_c(fault->file));
        item->line = fault->line;
        item->text = base_arena_str(l->out->arena, base_str_c(fault->text));
    }
    return base_arena_failed(l->out->arena) ? base_err_memory(l->err) : 0;
}

/* Loads a pack, or says in `broken` why not; then *out is NULL. */
static int load_source(loading *l, base_str path, int is_rule_file, pack **out)
{
    hecha_err fault = base_err_init(l->source->lang);
    int code = is_rule_file ? pack_load_rule_file(path.ptr, l->source->lang, out, &fault)
                            : pack_load(path.ptr, l->source->lang, out, &fault);
    if (code == HECHA_E_MEMORY)
        return base_err_memory(l->err);
    if (code == 0)
        return 0;
    *out = NULL;
    code = l->quiet ? 0 : add_unread(l, &fault);
    return code != 0 ? code
                     : add_broken(l, base_str_c(fault.file), fault.line, base_str_c(fault.text));
}

static int push_pack(loading *l, pack *source, int chosen)
{
    audit_pack *item = base_vec_push(&l->packs, l->out->arena);
    if (item == NULL) {
        pack_free(source);
        return base_err_memory(l->err);
    }
    item->source = source;
    item->chosen = chosen;
    return 0;
}

static int add_installed(loading *l, base_str folder)
{
    pack *source;
    int code = load_source(l, folder, 0, &source);
    if (code != 0 || source == NULL)
        return code;
    if (find_pack(l, source->name) != NULL) {
        pack_free(source);
        return 0;
    }
    return push_pack(l, source, 0);
}

static int same_name(loading *l, pack *source, const audit_pack *other)
{
    base_err(l->err, HECHA_E_USAGE, MSG_AUDIT_SAME_NAME, source->path.ptr, other->source->path.ptr,
             source->name.ptr, NULL);
    pack_free(source);
    return HECHA_E_USAGE;
}

/* A pack or rule file that was asked for. Asking twice for one is no error. */
static int add_chosen(loading *l, base_str path, int is_rule_file)
{
    pack *source;
    int code = load_source(l, path, is_rule_file, &source);
    if (code != 0 || source == NULL)
        return code;
    audit_pack *known = find_pack(l, source->name);
    if (known == NULL)
        return push_pack(l, source, 1);
    int same = strcmp(known->source->sha256, source->sha256) == 0;
    if (known->chosen && !same)
        return same_name(l, source, known);
    if (known->chosen || (same && !is_rule_file)) {
        known->chosen = 1;
        pack_free(source);
        return 0;
    }
    if (is_rule_file) /* an installed pack of that name only lends its forms */
        return push_pack(l, source, 1);
    pack_free(known->source);
    known->source = source;
    known->chosen = 1;
    return 0;
}

static int load_sources(loading *l)
{
    const audit_source *source = l->source;
    int code = 0;
    l->out->explicit_choice = source->pack_count > 0 || source->rule_file_count > 0;
    /* An installed pack that was not asked for may still have had a form that is now missing. */
    l->quiet = l->out->explicit_choice;
    for (size_t i = 0; code == 0 && i < source->installed_count; i++)
        code = add_installed(l, source->installed[i]);
    l->quiet = 0;
    for (size_t i = 0; code == 0 && i < source->pack_count; i++)
        code = add_chosen(l, source->packs[i], 0);
    for (size_t i = 0; code == 0 && i < source->rule_file_count; i++)
        code = add_chosen(l, source->rule_files[i], 1);
    l->out->packs = l->packs.items;
    l->out->pack_count = l->packs.count;
    return code;
}

/* Packs that the pack needs and that are not there. */
static int note_needed(loading *l, const pack *source)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < source->require_count; i++) {
        base_str need = source->requires[i];
        char name[128];
        need.len = need.ptr ? strcspn(need.ptr, " \t<>=@") : 0;
        snprintf(name, sizeof(name), "%.*s", (int)(need.len < 100 ? need.len : 100), need.ptr);
        if (find_pack(l, need) != NULL)
            continue;
        hecha_err fault = base_err_init(l->source->lang);
        base_err(&fault, HECHA_E_RULE, MSG_AUDIT_REQUIRES, source->name.ptr, name, NULL);
        code = add_broken(l, source->path, 0, base_str_c(fault.text));
    }
    return code;
}

/* "FILE:LINE: TEXT" or "FILE: TEXT" in the arena; ptr NULL: no memory. */
static base_str locate(base_arena *arena, base_str file, int line, base_str text)
{
    base_buf buf;
    base_buf_init(&buf);
    base_buf_add_str(&buf, file);
    if (line > 0) {
        base_buf_add_byte(&buf, ':');
        base_buf_add_int(&buf, line);
    }
    base_buf_add_c(&buf, ": ");
    base_buf_add_str(&buf, text);
    base_str located = base_str_n(NULL, 0);
    if (!base_buf_failed(&buf))
        located = base_arena_str(arena, base_buf_str(&buf));
    base_buf_dispose(&buf);
    return located;
}

/* rules/a.lua gives a. */
static base_str stem_of(base_str path)
{
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    base_str name = base_str_from(path, start);
    const char *dot = name.len > 0 ? memchr(name.ptr + 1, '.', name.len - 1) : NULL;
    return dot != NULL ? base_str_n(name.ptr, (size_t)(dot - name.ptr)) : name;
}

/* A rule that stands for what could not be loaded, so that no report looks as if it had passed. */
static rule *stand_in(loading *l, const pack *source, base_str id, base_str broken)
{
    base_arena *arena = l->out->arena;
    rule *made = base_arena_zalloc(arena, sizeof(*made));
    char *name = base_arena_alloc(arena, source->name.len + id.len + 2);
    if (made == NULL || name == NULL || broken.ptr == NULL)
        return NULL;
    memcpy(name, source->name.ptr, source->name.len);
    name[source->name.len] = '/';
    memcpy(name + source->name.len + 1, id.ptr, id.len);
    name[source->name.len + 1 + id.len] = '\0';
    made->pack = source->name;
    made->name = base_str_n(name, source->name.len + 1 + id.len);
    made->id = made->title = base_str_from(made->name, source->name.len + 1);
    made->severity = HECHA_ERROR;
    made->file = source->path;
    made->broken = broken;
    return made;
}

/* Adds them behind the rules that were loaded: one for each file that the pack had to leave out, or
 * one for the whole pack. */
static int add_stand_ins(loading *l, audit_pack *item)
{
    const pack *source = item->source;
    base_arena *arena = l->out->arena;
    script_pack *loaded = &item->loaded;
    size_t lost = item->killed.len > 0 ? 1 : source->problem_count;
    if (lost == 0)
        return 0;
    rule **all = base_arena_array(arena, loaded->rule_count + lost, sizeof(*all));
    if (all == NULL)
        return base_err_memory(l->err);
    if (loaded->rule_count > 0)
        memcpy(all, loaded->rules, loaded->rule_count * sizeof(*all));
    loaded->rules = all;
    for (size_t i = 0; i < lost; i++) {
        rule *made;
        if (item->killed.len > 0) {
            made = stand_in(l, source, base_str_c("pack"),
                            locate(arena, source->path, 0, item->killed));
        } else {
            const pack_problem *problem = &source->problems[i];
            made = stand_in(l, source, stem_of(problem->file),
                            locate(arena, problem->file, problem->line, problem->text));
        }
        if (made == NULL)
            return base_err_memory(l->err);
        all[loaded->rule_count++] = made;
    }
    return 0;
}

/* Runs a pack's files; of one that does not run itself only those of its forms. */
static int load_scripts(loading *l, audit_pack *item)
{
    int runs = audit_ruleset_runs(l->out, item), code = 0;
    audit_progress_set(l->out->progress, AUDIT_LOADING, (size_t)(item - l->out->packs));
    if (!runs)
        item->source->file_count = item->source->form_file_count;
    else
        code = note_needed(l, item->source);
    if (code == 0 && item->killed.len == 0)
        code = script_vm_new(NULL, l->source->lang, &item->vm, l->err);
    if (code == 0 && item->killed.len == 0)
        code = script_load(item->vm, item->source, l->out->arena, &item->loaded, l->err);
    return code == 0 && runs ? add_stand_ins(l, item) : code;
}

static int collect_forms(loading *l)
{
    audit_ruleset *out = l->out;
    size_t count = 0;
    for (size_t i = 0; i < out->pack_count; i++)
        count += out->packs[i].loaded.form_count;
    out->forms = base_arena_array(out->arena, count, sizeof(*out->forms));
    if (out->forms == NULL)
        return base_err_memory(l->err);
    for (size_t i = 0; i < out->pack_count; i++) {
        const script_pack *loaded = &out->packs[i].loaded;
        for (size_t j = 0; j < loaded->form_count; j++)
            out->forms[out->form_count++] = loaded->forms[j];
    }
    out->form_set = form_set_new(out->arena, out->forms, out->form_count);
    return out->form_set == NULL ? base_err_memory(l->err) : 0;
}

static int link_scripts(loading *l, audit_pack *item)
{
    const audit_ruleset *out = l->out;
    if (item->vm == NULL)
        return 0;
    audit_progress_set(out->progress, AUDIT_LOADING, (size_t)(item - out->packs));
    if (!audit_ruleset_runs(out, item)) {
        script_vm_free(item->vm); /* its forms are in the arena of the rule set */
        item->vm = NULL;
        return 0;
    }
    int code =
        script_link(item->vm, &item->loaded, out->forms, out->form_count, out->arena, l->err);
    if (code == 0)
        code = script_seal(item->vm, l->err);
    return code;
}

/* A broken rule names its file within the pack; people need the file itself. */
static int note_broken_rule(loading *l, const pack *source, const rule *candidate)
{
    base_buf buf;
    base_buf_init(&buf);
    int has_folder = base_str_starts(candidate->broken, source->path);
    if (!source->single && !has_folder && base_str_starts(candidate->broken, candidate->file)) {
        base_str folder = source->path;
        while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
            folder.len--;
        base_buf_add_str(&buf, folder);
        base_buf_add_byte(&buf, '/');
    }
    base_buf_add_str(&buf, candidate->broken);
    int code = base_buf_failed(&buf) ? base_err_memory(l->err) : add_line(l, base_buf_str(&buf));
    base_buf_dispose(&buf);
    return code;
}

/* Whether the rule needs other reports, and more of them than their figures. */
static void note_needs(audit_ruleset *out, const rule *candidate)
{
    if (candidate->needs == 0 || !audit_ruleset_selects(out, candidate))
        return;
    out->corpus_needs |= candidate->needs;
    for (size_t i = 0; i < candidate->check_count; i++)
        out->corpus_reads_text |= candidate->checks[i].script >= 0;
}

static int note_rules(loading *l, const audit_pack *item)
{
    int code = 0;
    if (!audit_ruleset_runs(l->out, item))
        return 0;
    for (size_t i = 0; code == 0 && i < item->loaded.rule_count; i++) {
        const rule *candidate = item->loaded.rules[i];
        note_needs(l->out, candidate);
        if (candidate->broken.len > 0 && audit_ruleset_selects(l->out, candidate))
            code = note_broken_rule(l, item->source, candidate);
    }
    return code;
}

static void number_rules(audit_ruleset *out)
{
    out->rule_count = 0;
    for (size_t i = 0; i < out->pack_count; i++) {
        out->packs[i].first_rule = out->rule_count;
        out->rule_count += out->packs[i].loaded.rule_count;
    }
}

static int run_all(loading *l)
{
    audit_ruleset *out = l->out;
    int code = 0;
    for (size_t i = 0; code == 0 && i < out->pack_count; i++)
        code = load_scripts(l, &out->packs[i]);
    if (code == 0)
        code = collect_forms(l);
    for (size_t i = 0; code == 0 && i < out->pack_count; i++)
        code = link_scripts(l, &out->packs[i]);
    for (size_t i = 0; code == 0 && i < out->pack_count; i++)
        code = audit_overlay_rules(out, &out->packs[i], l->err);
    for (size_t i = 0; code == 0 && i < out->pack_count; i++)
        code = note_rules(l, &out->packs[i]);
    number_rules(out);
    out->broken = out->lines.items;
    out->broken_count = out->loud ? out->lines.count : 0;
    for (size_t i = 0; code == 0 && i < out->only_count; i++)
        code = audit_check_rule_name(out, out->only[i], "--only", l->err);
    for (size_t i = 0; code == 0 && i < out->skip_count; i++)
        code = audit_check_rule_name(out, out->skip[i], "--skip", l->err);
    return code;
}

int audit_ruleset_read(const audit_source *source, audit_ruleset **out, hecha_err *err)
{
    *out = NULL;
    base_arena *arena = base_arena_new(0);
    audit_ruleset *fresh = arena ? base_arena_zalloc(arena, sizeof(*fresh)) : NULL;
    if (fresh == NULL) {
        base_arena_free(arena);
        return base_err_memory(err);
    }
    loading l;
    memset(&l, 0, sizeof(l));
    l.source = source;
    l.out = fresh;
    l.err = err;
    base_vec_init(&l.packs, sizeof(audit_pack));
    base_vec_init(&fresh->unread, sizeof(audit_unread));
    base_vec_init(&fresh->lines, sizeof(base_str));
    fresh->arena = arena;
    fresh->only = source->only;
    fresh->only_count = source->only_count;
    fresh->skip = source->skip;
    fresh->skip_count = source->skip_count;
    int code = load_sources(&l);
    if (code == 0)
        code = audit_overlay_packs(source, fresh, err);
    if (code != 0) {
        audit_ruleset_free(fresh);
        return code;
    }
    *out = fresh;
    return 0;
}

int audit_ruleset_run(const audit_source *source, audit_ruleset *rules, hecha_err *err)
{
    loading l;
    memset(&l, 0, sizeof(l));
    l.source = source;
    l.out = rules;
    l.err = err;
    return run_all(&l);
}

int audit_ruleset_load(const audit_source *source, audit_ruleset **out, hecha_err *err)
{
    int code = audit_ruleset_read(source, out, err);
    if (code == 0)
        code = audit_ruleset_run(source, *out, err);
    if (code != 0) {
        audit_ruleset_free(*out);
        *out = NULL;
    }
    return code;
}

void audit_ruleset_free(audit_ruleset *rules)
{
    if (rules == NULL)
        return;
    for (size_t i = 0; i < rules->pack_count; i++) {
        script_vm_free(rules->packs[i].vm);
        pack_free(rules->packs[i].source);
    }
    base_arena_free(rules->arena);
}

int audit_ruleset_runs(const audit_ruleset *rules, const audit_pack *pack_of_rules)
{
    return pack_of_rules->chosen || !rules->explicit_choice;
}

int audit_rule_is_called(const rule *candidate, base_str name)
{
    return base_str_eq(candidate->id, name) || base_str_eq(candidate->name, name);
}

static int is_listed(const rule *candidate, const base_str *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (audit_rule_is_called(candidate, names[i]))
            return 1;
    }
    return 0;
}

int audit_ruleset_selects(const audit_ruleset *rules, const rule *candidate)
{
    if (rules->only_count > 0 && !is_listed(candidate, rules->only, rules->only_count))
        return 0;
    return !is_listed(candidate, rules->skip, rules->skip_count);
}
