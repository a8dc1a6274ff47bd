#include "audit/suggest.h"

#include "base/err.h"
#include "text/nearest.h"

#define LEAST_SIMILAR 40

static void consider(text_nearest *best, base_str typed, const rule *candidate)
{
    int with_pack = typed.len > 0 && memchr(typed.ptr, '/', typed.len) != NULL;
    base_str name = with_pack ? candidate->name : candidate->id;
    text_nearest_try(best, typed, name, LEAST_SIMILAR);
}

static int no_such_rule(const audit_ruleset *rules, base_str name, const text_nearest *best,
                        const char *option, hecha_err *err)
{
    hecha_lang lang = err ? err->lang : HECHA_LANG_ZH;
    base_buf typed, names, broken;
    base_buf_init(&typed);
    base_buf_init(&names);
    base_buf_init(&broken);
    base_buf_add_str(&typed, name);
    text_nearest_add(best, lang, &names);
    if (rules->broken_count > 0)
        base_msg_add(&broken, lang, MSG_AUDIT_SOME_BROKEN, rules->broken[0].ptr, NULL);
    int failed = base_buf_failed(&typed) || base_buf_failed(&names) || base_buf_failed(&broken);
    const char *also = broken.ptr ? broken.ptr : "";
    if (failed)
        base_err_memory(err);
    else if (best->count > 0)
        base_err(err, HECHA_E_USAGE, MSG_AUDIT_NO_RULE_NEAR, typed.ptr ? typed.ptr : "", names.ptr,
                 option, also, NULL);
    else
        base_err(err, HECHA_E_USAGE, MSG_AUDIT_NO_RULE, typed.ptr ? typed.ptr : "", option, also,
                 NULL);
    base_buf_dispose(&typed);
    base_buf_dispose(&names);
    base_buf_dispose(&broken);
    return failed ? HECHA_E_MEMORY : HECHA_E_USAGE;
}

int audit_check_rule_name(const audit_ruleset *rules, base_str name, const char *option,
                          hecha_err *err)
{
    text_nearest best;
    memset(&best, 0, sizeof(best));
    for (size_t i = 0; i < rules->pack_count; i++) {
        const audit_pack *item = &rules->packs[i];
        for (size_t j = 0; audit_ruleset_runs(rules, item) && j < item->loaded.rule_count; j++) {
            if (audit_rule_is_called(item->loaded.rules[j], name))
                return 0;
            consider(&best, name, item->loaded.rules[j]);
        }
    }
    return no_such_rule(rules, name, &best, option, err);
}

static int ambiguous(const audit_ruleset *rules, const rule *a, const rule *b, hecha_err *err)
{
    base_str first = base_arena_str(rules->arena, a->name);
    base_str second = base_arena_str(rules->arena, b->name);
    if (first.ptr == NULL || second.ptr == NULL)
        return base_err_memory(err);
    return base_err(err, HECHA_E_USAGE, MSG_AUDIT_AMBIGUOUS_RULE, first.ptr, second.ptr, NULL);
}

int audit_ruleset_find(const audit_ruleset *rules, base_str name, const audit_pack **pack_out,
                       const rule **out, hecha_err *err)
{
    int code = audit_check_rule_name(rules, name, "explain", err);
    *out = NULL;
    for (size_t i = 0; code == 0 && i < rules->pack_count; i++) {
        const audit_pack *item = &rules->packs[i];
        for (size_t j = 0; audit_ruleset_runs(rules, item) && j < item->loaded.rule_count; j++) {
            const rule *candidate = item->loaded.rules[j];
            if (!audit_rule_is_called(candidate, name))
                continue;
            if (*out != NULL)
                return ambiguous(rules, *out, candidate, err);
            *pack_out = item;
            *out = candidate;
        }
    }
    return code;
}
