#include "audit/engine.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/err.h"

#define STANDARD_WIDTH 100u

int hecha_new(hecha_lang lang, hecha **out, hecha_err *err)
{
    if (err != NULL)
        *err = base_err_init(lang);
    hecha *engine = calloc(1, sizeof(*engine));
    *out = NULL;
    if (engine != NULL)
        engine->arena = base_arena_new(0);
    if (engine == NULL || engine->arena == NULL) {
        free(engine);
        return base_err_memory(err);
    }
    engine->lang = lang;
    base_vec *lists[] = {&engine->installed, &engine->packs, &engine->rule_files, &engine->only,
                         &engine->skip, &engine->overlays, &engine->overlay_folders};
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        base_vec_init(lists[i], sizeof(base_str));
    *out = engine;
    return 0;
}

void hecha_free(hecha *engine)
{
    if (engine == NULL)
        return;
    base_arena_free(engine->arena);
    free(engine);
}

static void start(const hecha *engine, hecha_err *err)
{
    if (err != NULL)
        *err = base_err_init(engine->lang);
}

static int add(hecha *engine, base_vec *list, base_str text, hecha_err *err)
{
    base_str kept = base_arena_str(engine->arena, text);
    base_str *item = kept.ptr ? base_vec_push(list, engine->arena) : NULL;
    if (item == NULL)
        return base_err_memory(err);
    *item = kept;
    return 0;
}

int hecha_add_installed(hecha *engine, const char *folder, hecha_err *err)
{
    base_str *folders;
    size_t count;
    start(engine, err);
    int code = pack_list(folder, engine->arena, &folders, &count, err);
    for (size_t i = 0; code == 0 && i < count; i++)
        code = add(engine, &engine->installed, folders[i], err);
    return code;
}

int hecha_add_rule_file(hecha *engine, const char *path, hecha_err *err)
{
    struct stat info;
    start(engine, err);
    if (stat(path, &info) != 0)
        return base_err(err, HECHA_E_USAGE, MSG_AUDIT_NO_RULE_FILE, path, NULL);
    if (S_ISDIR(info.st_mode))
        return base_err(err, HECHA_E_USAGE, MSG_AUDIT_RULE_FILE_IS_FOLDER, path, NULL);
    return add(engine, &engine->rule_files, base_str_c(path), err);
}

int hecha_only(hecha *engine, const char *name, hecha_err *err)
{
    start(engine, err);
    return add(engine, &engine->only, base_str_c(name), err);
}

int hecha_skip(hecha *engine, const char *name, hecha_err *err)
{
    start(engine, err);
    return add(engine, &engine->skip, base_str_c(name), err);
}

int hecha_add_overlay(hecha *engine, const char *path, hecha_err *err)
{
    start(engine, err);
    return add(engine, &engine->overlays, base_str_c(path), err);
}

int hecha_add_overlay_folder(hecha *engine, const char *folder, hecha_err *err)
{
    start(engine, err);
    return add(engine, &engine->overlay_folders, base_str_c(folder), err);
}

int hecha_set_roster(hecha *engine, const char *path, hecha_err *err)
{
    start(engine, err);
    engine->roster = base_arena_copy(engine->arena, path, strlen(path));
    return engine->roster == NULL ? base_err_memory(err) : 0;
}

audit_source audit_engine_source(const hecha *engine, hecha_lang lang)
{
    audit_source source;
    memset(&source, 0, sizeof(source));
    source.installed = engine->installed.items;
    source.installed_count = engine->installed.count;
    source.packs = engine->packs.items;
    source.pack_count = engine->packs.count;
    source.rule_files = engine->rule_files.items;
    source.rule_file_count = engine->rule_files.count;
    source.only = engine->only.items;
    source.only_count = engine->only.count;
    source.skip = engine->skip.items;
    source.skip_count = engine->skip.count;
    source.overlays = engine->overlays.items;
    source.overlay_count = engine->overlays.count;
    source.overlay_folders = engine->overlay_folders.items;
    source.overlay_folder_count = engine->overlay_folders.count;
    source.lang = lang;
    return source;
}

int audit_engine_load(const hecha *engine, hecha_lang lang, audit_ruleset **out, hecha_err *err)
{
    audit_source source = audit_engine_source(engine, lang);
    return audit_ruleset_load(&source, out, err);
}

int audit_engine_check_any(const hecha *engine, const hecha_output *output, hecha_err *err)
{
    start(engine, err);
    if (render_results_of(output->format) == NULL || output->writer.write == NULL)
        return base_err(err, HECHA_E_USAGE, MSG_AUDIT_BAD_OUTPUT, NULL);
    return 0;
}

int audit_engine_check(const hecha *engine, const hecha_output *output, hecha_err *err)
{
    int code = audit_engine_check_any(engine, output, err);
    if (code == 0 && output->format != HECHA_FORMAT_TEXT && output->format != HECHA_FORMAT_JSON)
        code = base_err(err, HECHA_E_USAGE, MSG_AUDIT_BAD_OUTPUT, NULL);
    return code;
}

int audit_engine_write(const hecha_output *output, base_buf *buf, hecha_err *err)
{
    if (base_buf_failed(buf)) {
        base_buf_reset(buf);
        return base_err_memory(err);
    }
    int refused = buf->len > 0 && output->writer.write(output->writer.context, buf->ptr, buf->len);
    base_buf_reset(buf);
    return refused ? base_err(err, HECHA_E_IO, MSG_AUDIT_NOT_WRITTEN, NULL) : 0;
}

void audit_raise(hecha_exit *status, hecha_exit at_least)
{
    if (*status < at_least)
        *status = at_least;
}

hecha_exit audit_exit_of(int code)
{
    switch (code) {
    case HECHA_OK:
        return HECHA_EXIT_CLEAN;
    case HECHA_E_USAGE:
        return HECHA_EXIT_USAGE;
    case HECHA_E_RULE:
        return HECHA_EXIT_BROKEN_RULE;
    case HECHA_E_LIMIT:
        return HECHA_EXIT_LIMIT;
    case HECHA_E_FORMAT:
    case HECHA_E_ENCRYPTED:
    case HECHA_E_UNSUPPORTED:
        return HECHA_EXIT_UNREADABLE;
    default:
        return HECHA_EXIT_SYSTEM;
    }
}

void audit_tell_broken(const audit_ruleset *rules, hecha_exit *status, hecha_err *err)
{
    if (rules->broken_count == 0)
        return;
    audit_raise(status, HECHA_EXIT_BROKEN_RULE);
    base_err(err, HECHA_OK, MSG_AUDIT_BROKEN, rules->broken[0].ptr, NULL);
}

render_options audit_render_options(const hecha_output *output)
{
    render_options options;
    memset(&options, 0, sizeof(options));
    options.lang = output->lang;
    options.color = output->color;
    options.verbose = output->verbose;
    options.width = output->width > 0 ? (size_t)output->width : STANDARD_WIDTH;
    return options;
}
