#include "audit/suggest.h"

#include "base/err.h"
#include "text/normal.h"

#define MOST_NAMED 3u
#define LEAST_SIMILAR 40

/* The nearest names so far, best first. */
typedef struct nearest {
    base_str names[MOST_NAMED];
    int similarity[MOST_NAMED];
    size_t count;
} nearest;

/* One insertion of a sorted list that keeps only its head; earlier names win ties. */
static void keep(nearest *best, base_str name, int similarity)
{
    size_t at = best->count;
    for (size_t i = 0; i < best->count; i++) {
        if (base_str_eq(best->names[i], name))
            return;
    }
    while (at > 0 && best->similarity[at - 1] < similarity)
        at--;
    if (at >= MOST_NAMED)
        return;
    if (best->count < MOST_NAMED)
        best->count++;
    for (size_t i = best->count - 1; i > at; i--) {
        best->names[i] = best->names[i - 1];
        best->similarity[i] = best->similarity[i - 1];
    }
    best->names[at] = name;
    best->similarity[at] = similarity;
}

/* Upper case for comparing, so that a03 is near to A03. Names longer than the room are cut. */
static base_str fold(base_str text, char *room, size_t size)
{
    size_t length = text.len < size ? text.len : size;
    for (size_t i = 0; i < length; i++) {
        char byte = text.ptr[i];
        room[i] = byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte;
    }
    return base_str_n(room, length);
}

static int similarity(base_str typed, base_str name)
{
    char room[2][128];
    return text_similarity(fold(typed, room[0], sizeof(room[0])),
                           fold(name, room[1], sizeof(room[1])));
}

static void consider(nearest *best, base_str typed, const rule *candidate)
{
    int with_pack = typed.len > 0 && memchr(typed.ptr, '/', typed.len) != NULL;
    base_str name = with_pack ? candidate->name : candidate->id;
    int likeness = similarity(typed, name);
    if (likeness >= LEAST_SIMILAR)
        keep(best, name, likeness);
}

static int no_such_rule(const audit_ruleset *rules, base_str name, const nearest *best,
                        const char *option, hecha_err *err)
{
    hecha_lang lang = err ? err->lang : HECHA_LANG_ZH;
    base_buf typed, names, broken;
    base_buf_init(&typed);
    base_buf_init(&names);
    base_buf_init(&broken);
    base_buf_add_str(&typed, name);
    for (size_t i = 0; i < best->count; i++) {
        if (i > 0)
            base_buf_add_c(&names, lang == HECHA_LANG_EN ? ", " : "、");
        base_buf_add_str(&names, best->names[i]);
    }
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
    nearest best;
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
