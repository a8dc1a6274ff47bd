/* Examples through the engine: alone, or with the reports beside them. */
#include <stdio.h>

#include "audit/corpus_link.h"
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
    request.path = built.name.len > 0 ? built.name : path;
    request.bytes = built.text;
    request.year = built.year;
    request.cells = example->cells;
    request.cell_count = example->cell_count;
    request.only = run->tested;
    base_buf_reset(run->frame);
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
    out->agency = beside.agency;
    out->path = joined(run->arena, run->tested->name, suffix);
    int code = read_report(run, &beside, out->path, &other, err);
    if (code != 0)
        return code;
    out->year = beside.year;
    out->title = other->title;
    out->digest = other->digest;
    return 0;
}

/* Which of the reports beside the example cannot be made. */
static int name_beside(const audit_example_run *run, const char *list, size_t number,
                       base_str agency, hecha_err *err)
{
    char digits[24], told[sizeof(err->text)];
    memcpy(told, err->text, sizeof(told));
    snprintf(digits, sizeof(digits), "%zu", number);
    const char *name = base_arena_copy(run->arena, agency.ptr ? agency.ptr : "", agency.len);
    if (name == NULL)
        return base_err_memory(err);
    return base_err(err, HECHA_E_RULE, MSG_AUDIT_BESIDE, list, digits, name, told, NULL);
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
            if (code == HECHA_E_RULE)
                code = name_beside(run, "children", i + 1, peer->agency, err);
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
    audit_lack none = {RESULT_PASSED, {NULL, 0}, 0};
    audit_lack made = {RESULT_NOT_APPLICABLE, base_str_c(base_msg_text(lang, message)), 0};
    return is_met ? none : made;
}

/* What the example says stands beside it. */
static int read_case(const audit_example_run *run, const rule_example *example,
                     const result_report *report, audit_case *of, hecha_err *err)
{
    memset(of, 0, sizeof(*of));
    of->file = -1;
    of->own.path = report->path;
    of->own.digest = report->digest;
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
    base_buf_reset(run->frame);
    if (code == 0)
        code = audit_case_judge(run->rules, run->lang, &of, run->frame, err);
    if (code == 0)
        code = result_frame_read(run->arena, base_buf_str(run->frame), report, err);
    return code;
}

/* ---- a case in a run of several reports ---- */

typedef struct gathering {
    const audit_example_run *run;
    audit_corpus *corpus;
    const result_report *report; /* the case's own */
    hecha_err *err;
} gathering;

static int add_report(const gathering *g, const rule_example *like, int year)
{
    rule_example beside = *like;
    result_report *other = NULL;
    char number[24];
    if (beside.absent)
        return 0;
    if (beside.year == 0 && beside.file.len == 0)
        beside.year = year;
    if (beside.agency.len == 0)
        beside.agency = g->report->agency;
    snprintf(number, sizeof(number), "#%zu", audit_corpus_count(g->corpus));
    base_str path = joined(g->run->arena, g->run->tested->name, number);
    int code = read_report(g->run, &beside, path, &other, g->err);
    return code == 0 ? audit_corpus_add(g->corpus, other, base_str_n(NULL, 0), g->err) : code;
}

static int add_reports(const gathering *g, const char *list, const rule_example *reports,
                       size_t count)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < count; i++) {
        code = add_report(g, &reports[i], g->report->year);
        if (code == HECHA_E_RULE)
            code = name_beside(g->run, list, i + 1,
                               reports[i].agency.len > 0 ? reports[i].agency : g->report->agency,
                               g->err);
    }
    return code;
}

static int add_all(const gathering *g, const rule_case *tested)
{
    const rule_example *own = &tested->report;
    int code = audit_corpus_add(g->corpus, g->report, base_str_n(NULL, 0), g->err);
    if (code == 0 && own->previous != NULL)
        code = add_report(g, own->previous, g->report->year - 1);
    if (code == 0)
        code = add_reports(g, "children", own->children, own->child_count);
    if (code == 0)
        code = add_reports(g, "reports", tested->others, tested->other_count);
    return code == 0 ? audit_corpus_link(g->corpus, g->run->tested->needs, g->err) : code;
}

/* The case's report, judged as the first of the run. */
static int judge_first(const gathering *g, result_report **report)
{
    audit_case of;
    if (corpus_case(g->corpus, 0, &of) != 0)
        return base_err_memory(g->err);
    of.only = g->run->tested;
    base_buf_reset(g->run->frame);
    int code = audit_case_judge(g->run->rules, g->run->lang, &of, g->run->frame, g->err);
    if (code == 0)
        code = result_frame_read(g->run->arena, base_buf_str(g->run->frame), report, g->err);
    return code;
}

/* The roster of a case: the table itself, or a file of the pack's tests; *out NULL: it has none. */
static int take_roster(const audit_example_run *run, const rule_case *tested, audit_roster **out,
                       hecha_err *err)
{
    *out = NULL;
    if (tested->roster.len == 0)
        return 0;
    if (base_str_find(tested->roster, base_str_c("\n"), 0) != BASE_STR_NONE)
        return audit_roster_take(tested->file.ptr, tested->roster, run->lang, out, err);
    const pack_file *file = pack_find_test(run->pack->source, tested->roster);
    if (file == NULL)
        return base_err(err, HECHA_E_RULE, MSG_AUDIT_NO_FIXTURE, tested->roster.ptr, NULL);
    return audit_roster_take(file->name.ptr, file->bytes, run->lang, out, err);
}

static int run_all(const audit_example_run *run, const rule_case *tested, result_report **report,
                   hecha_err *err)
{
    gathering g = {run, NULL, *report, err};
    audit_roster *roster = NULL;
    int code = take_roster(run, tested, &roster, err);
    if (code == 0)
        code = audit_corpus_new(roster, run->lang, 0, &g.corpus, err);
    if (code == 0)
        code = add_all(&g, tested);
    if (code == 0)
        code = judge_first(&g, report);
    audit_corpus_free(g.corpus);
    audit_roster_free(roster);
    return code;
}

int audit_test_case_report(const audit_example_run *run, const rule_case *tested,
                           result_report **report, hecha_err *err)
{
    if (tested->other_count == 0 && tested->roster.len == 0)
        return audit_example_report(run, &tested->report, report, err);
    int code = read_report(run, &tested->report, run->tested->name, report, err);
    if (code != 0 || run->tested->needs == 0 || (*report)->digest.len == 0)
        return code;
    return run_all(run, tested, report, err);
}
