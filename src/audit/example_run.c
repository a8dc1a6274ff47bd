/* Examples through the engine: alone, or with the reports beside them. */
#include "audit/corpus.h"
#include "audit/example.h"
#include "base/err.h"
#include "result/frame.h"

/* One report of an example. */
static int read_report(const audit_example_run *run, const rule_example *example, base_str path,
                       result_report **report, hecha_err *err)
{
    audit_example built;
    audit_request request;
    int code =
        audit_example_write(run->arena, run->rules, run->pack, run->tested, example, &built, err);
    if (code != 0)
        return code;
    memset(&request, 0, sizeof(request));
    request.path = path;
    request.bytes = built.text;
    request.year = built.year;
    request.only = run->tested;
    base_buf_clear(run->frame);
    code = audit_job_run(run->job, &request, run->frame, NULL, err);
    if (code == 0)
        code = result_frame_read(run->arena, base_buf_str(run->frame), report, err);
    return code;
}

static base_str joined(base_arena *arena, base_str first, const char *second)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_str(&text, first);
    base_buf_add_c(&text, second);
    base_str kept = base_arena_str(arena, base_buf_str(&text));
    base_buf_dispose(&text);
    return kept;
}

/* A report beside the example; what it leaves out is the example's. */
static int read_beside(const audit_example_run *run, const rule_example *like, const char *suffix,
                       const result_report *report, int year, audit_peer *out, hecha_err *err)
{
    rule_example beside = *like;
    result_report *other = NULL;
    if (beside.year == 0)
        beside.year = year;
    if (beside.agency.len == 0)
        beside.agency = report->agency;
    out->path = joined(run->arena, run->tested->name, suffix);
    int code = read_report(run, &beside, out->path, &other, err);
    if (code != 0)
        return code;
    out->agency = beside.agency;
    out->year = beside.year;
    out->title = other->title;
    out->digest = other->digest;
    return 0;
}

static int read_children(const audit_example_run *run, const rule_example *example,
                         const result_report *report, audit_case *of, hecha_err *err)
{
    int code = 0;
    of->children = base_arena_array(run->arena, example->child_count + 1, sizeof(*of->children));
    of->missing = base_arena_array(run->arena, example->child_count + 1, sizeof(*of->missing));
    if (of->children == NULL || of->missing == NULL)
        return base_err_memory(err);
    for (size_t i = 0; code == 0 && i < example->child_count; i++) {
        const rule_example *child = &example->children[i];
        audit_peer *peer = &of->children[of->child_count++];
        if (!child->absent) {
            code = read_beside(run, child, "#child", report, report->year, peer, err);
            continue;
        }
        peer->agency = child->agency;
        peer->year = report->year;
        of->missing[of->missing_count++] = child->agency;
    }
    return code;
}

static audit_lack lack(hecha_lang lang, int is_met, base_msg_id message)
{
    audit_lack none = {RESULT_PASSED, {NULL, 0}};
    audit_lack made = {RESULT_NOT_APPLICABLE, base_str_c(base_msg_text(lang, message))};
    return is_met ? none : made;
}

/* What the example says stands beside it. */
static int read_case(const audit_example_run *run, const rule_example *example,
                     const result_report *report, audit_case *of, hecha_err *err)
{
    memset(of, 0, sizeof(*of));
    of->path = report->path;
    of->digest = report->digest;
    of->has_roster = example->child_count > 0;
    of->listed = of->has_roster;
    of->only = run->tested;
    of->no_previous = lack(run->lang, example->previous != NULL, MSG_CORPUS_NO_PREVIOUS_EXAMPLE);
    of->no_children = lack(run->lang, of->has_roster, MSG_CORPUS_NO_ROSTER);
    of->no_roster = lack(run->lang, of->has_roster, MSG_CORPUS_NEEDS_ROSTER);
    int code = 0;
    if (example->previous != NULL)
        code = read_beside(run, example->previous, "#previous", report, report->year - 1,
                           &of->previous, err);
    return code == 0 ? read_children(run, example, report, of, err) : code;
}

int audit_example_report(const audit_example_run *run, const rule_example *example,
                         result_report **report, hecha_err *err)
{
    audit_case of;
    int code = read_report(run, example, run->tested->name, report, err);
    if (code != 0 || run->tested->needs == 0 || (*report)->digest.len == 0)
        return code;
    code = read_case(run, example, *report, &of, err);
    base_buf_clear(run->frame);
    if (code == 0)
        code = audit_case_judge(run->rules, run->lang, &of, run->frame, err);
    if (code == 0)
        code = result_frame_read(run->arena, base_buf_str(run->frame), report, err);
    return code;
}
