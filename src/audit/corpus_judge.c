/* One report and what it is compared with, judged by the rules that need it. */
#include "audit/corpus.h"
#include "audit/digest.h"
#include "base/err.h"
#include "result/cap.h"
#include "result/frame.h"

#define MOST_MEMORY ((size_t)512 << 20) /* of all reports that the rules of one report look at */

typedef struct judging {
    const audit_ruleset *rules;
    const audit_case *of;
    base_arena *arena;
    audit_work work;
    script_corpus seen;
    script_other *reports; /* all of the run */
    rule_counterparts counterparts;
} judging;

/* ---- other reports ---- */

size_t audit_peer_digest_length(const audit_peer *peer)
{
    return peer->digest.len > 0 ? peer->digest.len : peer->stored.length;
}

static int read_digest(judging *j, const audit_peer *peer, audit_digest *out, hecha_err *err)
{
    base_str bytes = peer->digest;
    if (bytes.len == 0) {
        char *held = base_arena_array(j->arena, (size_t)peer->stored.length + 1, 1);
        if (held == NULL)
            return base_err_memory(err);
        if (audit_span_read(j->of->file, peer->stored, held) != 0)
            return base_err(err, HECHA_E_FORMAT, MSG_FRAME_DAMAGED, NULL);
        bytes = base_str_n(held, peer->stored.length);
    }
    return audit_digest_read(j->arena, j->rules, bytes, out, err);
}

/* Reads the digest when a rule first asks for what is in it. */
static int open_other(void *context, script_other *other)
{
    judging *j = context;
    audit_digest *digest = base_arena_zalloc(j->arena, sizeof(*digest));
    if (digest == NULL || read_digest(j, other->source, digest, NULL) != 0)
        return HECHA_E_MEMORY;
    other->document = &digest->document;
    other->figures.instances = digest->instances;
    other->figures.instance_count = digest->instance_count;
    return 0;
}

static void take_peer(const audit_peer *peer, script_other *other)
{
    memset(other, 0, sizeof(*other));
    other->figures.agency = peer->agency;
    other->figures.year = peer->year;
    other->figures.reason = peer->reason;
    other->title = peer->title;
    other->path = peer->path;
    other->source = peer;
    other->source_length = audit_peer_digest_length(peer);
}

static int take_related(judging *j)
{
    const audit_case *of = j->of;
    script_other *children = base_arena_array(j->arena, of->child_count + 1, sizeof(*children));
    rule_counterpart *below = base_arena_array(j->arena, of->child_count + 1, sizeof(*below));
    script_other *previous = base_arena_zalloc(j->arena, sizeof(*previous));
    if (children == NULL || below == NULL || previous == NULL)
        return HECHA_E_MEMORY;
    take_peer(&of->previous, previous);
    if (previous->source_length > 0 && open_other(j, previous) != 0)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < of->child_count; i++) {
        take_peer(&of->children[i], &children[i]);
        if (children[i].source_length > 0 && open_other(j, &children[i]) != 0)
            return HECHA_E_MEMORY;
        below[i] = children[i].figures;
    }
    j->seen.previous = previous->source_length > 0 ? previous : NULL;
    j->seen.children = children;
    j->seen.child_count = of->child_count;
    j->counterparts.previous_year = previous->figures;
    j->counterparts.children = below;
    j->counterparts.child_count = of->child_count;
    j->counterparts.children_reason = of->no_children.reason;
    return 0;
}

static int take_all(judging *j)
{
    const audit_case *of = j->of;
    j->reports = base_arena_array(j->arena, of->report_count + 1, sizeof(*j->reports));
    j->seen.duplicates =
        base_arena_array(j->arena, of->duplicate_count + 1, sizeof(*j->seen.duplicates));
    if (j->reports == NULL || j->seen.duplicates == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < of->report_count; i++)
        take_peer(&of->reports[i], &j->reports[i]);
    for (size_t i = 0; i < of->duplicate_count; i++)
        take_peer(&of->duplicates[i], &j->seen.duplicates[i]);
    j->seen.duplicate_count = of->duplicate_count;
    j->seen.missing = of->missing;
    j->seen.missing_count = of->missing_count;
    j->seen.has_roster = of->has_roster;
    j->seen.listed = of->listed;
    j->seen.open = open_other;
    j->seen.context = j;
    return 0;
}

/* ---- rules ---- */

/* The first need of the rule that is not met; NULL: all are. */
static const audit_lack *lacks(const audit_case *of, const rule *applied)
{
    if ((applied->needs & RULE_NEEDS_PREVIOUS_YEAR) && of->no_previous.reason.len > 0)
        return &of->no_previous;
    if ((applied->needs & RULE_NEEDS_CHILDREN) && of->no_children.reason.len > 0)
        return &of->no_children;
    if ((applied->needs & RULE_NEEDS_ROSTER) && of->no_roster.reason.len > 0)
        return &of->no_roster;
    return NULL;
}

/* The list of all reports is there for rules that need it: whether others do decides nothing. */
static int judge_rule(judging *j, const audit_pack *item, const rule *applied, base_vec *outcomes,
                      base_vec *findings)
{
    int sees_all = (applied->needs & RULE_NEEDS_ALL) != 0;
    j->seen.reports = sees_all ? j->reports : NULL;
    j->seen.report_count = sees_all ? j->of->report_count : 0;
    return audit_apply_rule(&j->work, item, applied, outcomes, findings);
}

static int apply_rule(judging *j, const audit_pack *item, const rule *applied, base_vec *outcomes,
                      base_vec *findings)
{
    const audit_lack *lack = lacks(j->of, applied);
    if (lack == NULL || applied->broken.len > 0)
        return judge_rule(j, item, applied, outcomes, findings);
    result_rule *outcome = base_vec_push(outcomes, j->arena);
    if (outcome == NULL)
        return base_err_memory(j->work.err);
    if (!audit_rule_applies(&j->work, applied, outcome))
        return outcome->reason.ptr == NULL ? base_err_memory(j->work.err) : 0;
    outcome->outcome = lack->outcome;
    if (lack->not_meant)
        outcome->others = RESULT_NOT_MEANT;
    outcome->kind = lack->outcome == RESULT_NOT_EVALUATED ? RESULT_MISSING : RESULT_KIND_NONE;
    outcome->reason = lack->reason;
    return 0;
}

static int is_wanted(const judging *j, const rule *candidate)
{
    if (candidate->needs == 0)
        return 0;
    if (j->of->only != NULL)
        return candidate == j->of->only;
    return audit_ruleset_selects(j->rules, candidate);
}

static int apply_rules(judging *j, const audit_digest *digest)
{
    base_vec outcomes, findings;
    int code = 0;
    base_vec_init(&outcomes, sizeof(result_rule));
    base_vec_init(&findings, sizeof(result_finding));
    for (size_t i = 0; code == 0 && i < j->rules->pack_count; i++) {
        const audit_pack *item = &j->rules->packs[i];
        for (size_t k = 0; code == 0 && digest->asked[i] && k < item->loaded.rule_count; k++)
            if (is_wanted(j, item->loaded.rules[k])) {
                audit_begin_rule(&j->work, item, k);
                code = apply_rule(j, item, item->loaded.rules[k], &outcomes, &findings);
            }
    }
    j->work.report->rules = outcomes.items;
    j->work.report->rule_count = outcomes.count;
    j->work.report->findings = findings.items;
    j->work.report->finding_count = findings.count;
    return code;
}

/* The report as it was when it was read, as far as its digest tells. */
static void take_report(judging *j, audit_digest *digest, base_buf *scratch, hecha_lang lang,
                        hecha_err *err)
{
    j->work.rules = j->rules;
    j->work.lang = lang;
    j->work.arena = j->arena;
    j->work.scratch = scratch;
    j->work.document = &digest->document;
    j->work.instances = digest->instances;
    j->work.instance_count = digest->instance_count;
    j->work.subject = digest->subject;
    j->work.corpus = &j->seen;
    j->work.counterparts = &j->counterparts;
    j->work.exclusions = j->of->excluded;
    j->work.exclusion_count = j->of->excluded_count;
    j->work.err = err;
}

static int judge(judging *j, hecha_lang lang, base_buf *scratch, hecha_err *err)
{
    audit_digest digest;
    int code = read_digest(j, &j->of->own, &digest, err);
    if (code != 0)
        return code;
    take_report(j, &digest, scratch, lang, err);
    j->work.report = base_arena_zalloc(j->arena, sizeof(*j->work.report));
    if (j->work.report == NULL || take_related(j) != 0 || take_all(j) != 0)
        return base_err_memory(err);
    j->work.report->path = j->of->own.path;
    return apply_rules(j, &digest);
}

int audit_case_judge(const audit_ruleset *rules, hecha_lang lang, const audit_case *of,
                     base_buf *frame, hecha_err *err)
{
    judging j;
    base_buf scratch;
    memset(&j, 0, sizeof(j));
    j.rules = rules;
    j.of = of;
    j.arena = base_arena_new(MOST_MEMORY);
    if (j.arena == NULL)
        return base_err_memory(err);
    base_buf_init(&scratch);
    int code = judge(&j, lang, &scratch, err);
    if (code == 0)
        result_sort(j.work.report);
    if (code == 0 && result_cap(j.arena, j.work.report) != 0)
        code = base_err_memory(err);
    if (code == 0) {
        result_frame_write(frame, j.work.report);
        if (base_buf_failed(frame))
            code = base_err_memory(err);
    }
    base_buf_dispose(&scratch);
    base_arena_free(j.arena);
    return code;
}
