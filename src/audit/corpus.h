/* audit/corpus.h: rules over several reports.
 *
 * The first pass audits report after report; what it gave is held here, with the report's digest
 * (audit/digest.h). When all are in, the reports are linked: whose they are (by name, or by the
 * roster's agencies), which is that of the year before, which are those of the agencies below. Then
 * each report is judged once more by the rules that need others (rule.needs), and handed out in the
 * order it came in. The order of reports decides nothing else: wherever one is to be chosen, the
 * byte order of paths does.
 * Of two reports of one agency and year with the same figures the first by path counts; with
 * different figures nothing tells which is right, and what needs one of them is not evaluated.
 * Digests and results lie in stores (audit/store.h); judging is for a worker, which is given the
 * case and the store of digests. */
#ifndef AUDIT_CORPUS_H
#define AUDIT_CORPUS_H

#include "audit/job.h"
#include "audit/roster.h"
#include "audit/ruleset.h"
#include "audit/store.h"
#include "base/buf.h"
#include "result/result.h"

typedef struct audit_corpus audit_corpus;

/* The roster (may be NULL) is borrowed. Without stores digests are held in memory, results not at
 * all: for a few reports that are judged in the same process. HECHA_E_IO: no store. */
int audit_corpus_new(const audit_roster *roster, hecha_lang lang, int with_stores,
                     audit_corpus **out, hecha_err *err);
void audit_corpus_free(audit_corpus *corpus); /* NULL is allowed */
/* Holds a copy. Unreadable reports are held too, and handed out as they are. `frame`: what the
 * report was read from, if it was not changed since; or empty. */
int audit_corpus_add(audit_corpus *corpus, const result_report *report, base_str frame,
                     hecha_err *err);
size_t audit_corpus_count(const audit_corpus *corpus);
/* Links the reports; nothing may be added afterwards. `needs`: RULE_NEEDS_ bits of all rules. */
int audit_corpus_link(audit_corpus *corpus, unsigned needs, hecha_err *err);
/* 1 if the report with the number (from 0) is judged at all; one that was not read is not. */
int audit_corpus_has_case(const audit_corpus *corpus, size_t number);
/* Appends its case, for audit_case_read. */
int audit_corpus_put_case(audit_corpus *corpus, size_t number, base_buf *out, hecha_err *err);
int audit_corpus_file(const audit_corpus *corpus); /* the store of digests; the corpus closes it */
/* The report with everything found, in the arena; `frame` is what judging gave, or empty.
 * HECHA_E_FORMAT if it is no valid frame. */
int audit_corpus_get(audit_corpus *corpus, size_t number, base_str frame, base_arena *arena,
                     result_report **out, hecha_err *err);

/* ---- one report and what it is compared with: what a worker is given ---- */

/* Another report. */
typedef struct audit_peer {
    base_str agency, title, path;
    int year;
    audit_span stored; /* its digest in the case's file, */
    base_str digest;   /* or here; both empty: there is no such report, */
    base_str reason;   /* and why */
} audit_peer;

size_t audit_peer_digest_length(const audit_peer *peer);

/* Why a need of rules is not met: not applicable or not evaluated; else the reason is empty. */
typedef struct audit_lack {
    result_outcome outcome;
    base_str reason;
    int not_meant; /* such rules are not about this report: it has no agencies below */
} audit_lack;

typedef struct audit_case {
    int file;       /* where digests are stored; -1: nowhere */
    audit_peer own; /* the report: path and digest */
    audit_peer previous;
    audit_peer *children; /* by the roster, in its order, those without a report too */
    size_t child_count;
    const audit_peer *reports; /* all of the run, for rules that need all */
    size_t report_count;
    audit_peer *duplicates; /* same agency and year, other figures */
    size_t duplicate_count;
    base_str *missing; /* agencies of the roster without a report of that year, told here */
    size_t missing_count;
    int has_roster, listed; /* listed: the roster has the agency in that year */
    audit_lack no_previous, no_children, no_roster;
    const rule *only;                /* judge by this rule alone; or NULL */
    const audit_exclusion *excluded; /* audit/job.h */
    size_t excluded_count;
} audit_case;

/* Judges a report by the rules that need others and appends a frame of a report that has only rules
 * and findings. */
int audit_case_judge(const audit_ruleset *rules, hecha_lang lang, const audit_case *judged,
                     base_buf *frame, hecha_err *err);

/* As bytes, without file, only and exclusions; `reports`: where audit_peers_write's are stored. The
 * readers' texts are slices of the bytes. -1: not valid, or no memory. */
void audit_case_write(base_buf *out, const audit_case *judged, audit_span reports);
int audit_case_read(base_arena *arena, base_str bytes, audit_case *out, audit_span *reports);
void audit_peers_write(base_buf *out, const audit_peer *peers, size_t count);
/* What audit_peers_write wrote, from the store, into the arena. */
int audit_peers_read(base_arena *arena, int file, audit_span where, audit_peer **out,
                     size_t *count);

#endif
