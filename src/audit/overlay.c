#include "audit/overlay.h"

#include <sys/stat.h>

#include "audit/suggest.h"
#include "base/err.h"
#include "pack/overlay.h"

/* FOLDER/PACK.json in the arena. */
static base_str path_in(base_arena *arena, base_str folder, base_str name)
{
    base_buf path;
    base_buf_init(&path);
    base_buf_add_str(&path, folder);
    base_buf_add_byte(&path, '/');
    base_buf_add_str(&path, name);
    base_buf_add_c(&path, ".json");
    base_str kept =
        base_buf_failed(&path) ? base_str_n(NULL, 0) : base_arena_str(arena, base_buf_str(&path));
    base_buf_dispose(&path);
    return kept;
}

/* The overlays of one folder. */
static int apply_folder(const audit_source *source, const audit_ruleset *rules, base_str folder,
                        hecha_err *err)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < rules->pack_count; i++) {
        pack *target = rules->packs[i].source;
        struct stat info;
        if (target->single)
            continue;
        base_str path = path_in(rules->arena, folder, target->name);
        if (path.ptr == NULL)
            return base_err_memory(err);
        if (stat(path.ptr, &info) == 0)
            code = pack_overlay_apply(path.ptr, &target, 1, source->lang, err);
    }
    return code;
}

int audit_overlay_packs(const audit_source *source, const audit_ruleset *rules, hecha_err *err)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < source->overlay_folder_count; i++)
        code = apply_folder(source, rules, source->overlay_folders[i], err);
    if (code != 0 || source->overlay_count == 0)
        return code;
    pack **packs = base_arena_array(rules->arena, rules->pack_count + 1, sizeof(pack *));
    if (packs == NULL)
        return base_err_memory(err);
    for (size_t i = 0; i < rules->pack_count; i++)
        packs[i] = rules->packs[i].source;
    for (size_t i = 0; code == 0 && i < source->overlay_count; i++)
        code = pack_overlay_apply(source->overlays[i].ptr, packs, rules->pack_count, source->lang,
                                  err);
    return code;
}

/* Checks below the rule's own severity stay there, unless that comes to be lower still. */
static void set_severity(rule *changed, hecha_severity severity)
{
    for (size_t i = 0; i < changed->check_count; i++) {
        rule_check *check = &changed->checks[i];
        if (check->severity == changed->severity || check->severity > severity)
            check->severity = severity;
    }
    changed->severity = severity;
}

static void change_rule(rule *changed, const pack_change *change)
{
    if (change->kind == PACK_CHANGE_SEVERITY)
        set_severity(changed, change->severity);
    else
        changed->off = change->kind == PACK_CHANGE_DISABLED;
}

static int unknown_rule(const audit_ruleset *rules, const audit_pack *item,
                        const pack_overlay *overlay, const pack_change *change, hecha_err *err)
{
    base_buf name;
    base_buf_init(&name);
    if (memchr(change->name.ptr, '/', change->name.len) == NULL) {
        base_buf_add_str(&name, item->source->name);
        base_buf_add_byte(&name, '/');
    }
    base_buf_add_str(&name, change->name);
    int code = base_buf_failed(&name)
                   ? base_err_memory(err)
                   : audit_check_rule_name(rules, base_buf_str(&name),
                                           pack_change_kind_name(change->kind), err);
    base_buf_dispose(&name);
    if (code == 0) /* a rule of another pack */
        code = base_err(err, HECHA_E_USAGE, MSG_OVERLAY_OTHER_PACK, change->name.ptr, NULL);
    if (code != HECHA_E_MEMORY)
        base_err_at(err, overlay->path.ptr, change->line, 0);
    return code;
}

static int apply_change(const audit_ruleset *rules, const audit_pack *item,
                        const pack_overlay *overlay, const pack_change *change, hecha_err *err)
{
    if (change->kind == PACK_CHANGE_PARAM || change->kind == PACK_CHANGE_DATA)
        return 0;
    for (size_t i = 0; i < item->loaded.rule_count; i++) {
        if (!audit_rule_is_called(item->loaded.rules[i], change->name))
            continue;
        change_rule(item->loaded.rules[i], change);
        return 0;
    }
    return unknown_rule(rules, item, overlay, change, err);
}

int audit_overlay_rules(const audit_ruleset *rules, const audit_pack *item, hecha_err *err)
{
    int code = 0;
    if (!audit_ruleset_runs(rules, item) || item->killed.len > 0)
        return 0;
    for (size_t i = 0; i < item->source->overlay_count; i++) {
        const pack_overlay *overlay = &item->source->overlays[i];
        for (size_t j = 0; code == 0 && j < overlay->change_count; j++)
            code = apply_change(rules, item, overlay, &overlay->changes[j], err);
    }
    return code;
}

int audit_overlay_show(base_arena *arena, const pack *source, render_pack *out)
{
    size_t count = source->overlay_count;
    render_overlay *shown = base_arena_array(arena, count + 1, sizeof(*shown));
    for (size_t i = 0; shown != NULL && i < count; i++) {
        const pack_overlay *overlay = &source->overlays[i];
        render_change *changes =
            base_arena_array(arena, overlay->change_count + 1, sizeof(*changes));
        if (changes == NULL)
            return HECHA_E_MEMORY;
        for (size_t j = 0; j < overlay->change_count; j++) {
            const pack_change *change = &overlay->changes[j];
            changes[j] = (render_change){pack_change_kind_name(change->kind), change->name,
                                         change->value, change->severity};
        }
        shown[i] = (render_overlay){overlay->path, overlay->title, base_str_c(overlay->sha256),
                                    changes, overlay->change_count};
    }
    out->overlays = shown;
    out->overlay_count = count;
    return shown == NULL ? HECHA_E_MEMORY : 0;
}
