/* audit/corpus_link.h: the reports of a run and how they belong together. Private to audit/. */
#ifndef AUDIT_CORPUS_LINK_H
#define AUDIT_CORPUS_LINK_H

#include "audit/corpus.h"
#include "base/vec.h"

typedef struct corpus_entry {
    audit_peer peer;  /* its own; no digest: unreadable */
    audit_span frame; /* what the first pass found, in the store of frames */
    base_str key;     /* of the agency's name; empty: not recognised */
    uint64_t figures;
    size_t agency;    /* of the roster, or counted on from there; AUDIT_NOBODY: unknown */
    base_vec missing; /* of base_str: agencies without a report, told with this one */
} corpus_entry;

struct audit_corpus {
    const audit_roster *roster; /* or NULL */
    hecha_lang lang;
    base_arena *arena;   /* of the run */
    base_arena *scratch; /* of one case */
    base_vec entries;    /* of corpus_entry, as they came */
    size_t *order;       /* entries with agency and year, by agency, year, path */
    size_t order_count;
    audit_span reports; /* all with a digest, by path, in the store of digests, */
    audit_peer *peers;  /* or here */
    size_t peer_count;
    size_t *children; /* audit_roster_children */
    audit_store digests, frames;
    base_buf buffer;
    int untold; /* there was no memory for a reason */
};

/* What a report is compared with; in corpus->scratch, which is reset. 0 or HECHA_E_MEMORY. */
int corpus_case(audit_corpus *corpus, size_t number, audit_case *out);

#endif
