#include "audit/corpus.h"

#include <stdlib.h>
#include <string.h>

#include "audit/corpus_link.h"
#include "audit/digest.h"
#include "base/err.h"
#include "base/vec.h"
#include "result/frame.h"

static int store_failed(int failure, hecha_err *err)
{
    return base_err(err, HECHA_E_IO, MSG_AUDIT_NO_STORE, strerror(failure), NULL);
}

int audit_corpus_new(const audit_roster *roster, hecha_lang lang, int with_stores,
                     audit_corpus **out, hecha_err *err)
{
    audit_corpus *corpus = calloc(1, sizeof(*corpus));
    *out = NULL;
    if (corpus != NULL) {
        corpus->digests.file = corpus->frames.file = -1;
        corpus->arena = base_arena_new(0);
        corpus->scratch = base_arena_new(0);
    }
    if (corpus == NULL || corpus->arena == NULL || corpus->scratch == NULL) {
        audit_corpus_free(corpus);
        return base_err_memory(err);
    }
    int failure = with_stores ? audit_store_open(&corpus->digests) : 0;
    if (failure == 0 && with_stores)
        failure = audit_store_open(&corpus->frames);
    if (failure != 0) {
        audit_corpus_free(corpus);
        return store_failed(failure, err);
    }
    corpus->roster = roster;
    corpus->lang = lang;
    base_vec_init(&corpus->entries, sizeof(corpus_entry));
    base_buf_init(&corpus->buffer);
    *out = corpus;
    return 0;
}

void audit_corpus_free(audit_corpus *corpus)
{
    if (corpus == NULL)
        return;
    base_buf_dispose(&corpus->buffer);
    audit_store_close(&corpus->digests);
    audit_store_close(&corpus->frames);
    base_arena_free(corpus->scratch);
    base_arena_free(corpus->arena);
    free(corpus);
}

static int keep_identity(audit_corpus *corpus, const result_report *report, corpus_entry *entry)
{
    base_arena *arena = corpus->arena;
    base_buf *key = &corpus->buffer;
    base_arena_reset(corpus->scratch);
    base_buf_reset(key);
    if (audit_name_key(corpus->scratch, report->agency, key) != 0)
        return HECHA_E_MEMORY;
    entry->key = base_arena_str(arena, base_buf_str(key));
    entry->peer.agency = base_arena_str(arena, report->agency);
    entry->peer.title = base_arena_str(arena, report->title);
    entry->peer.path = base_arena_str(arena, report->path);
    entry->peer.year = report->year;
    entry->figures = audit_digest_figures(report->digest);
    return base_arena_failed(arena) ? HECHA_E_MEMORY : 0;
}

static void write_bare(base_buf *out, const result_report *report, base_str frame)
{
    if (frame.len > 0) {
        result_frame_copy_bare(out, frame, report);
        return;
    }
    result_report bare = *report;
    bare.digest = base_str_n(NULL, 0);
    result_frame_write(out, &bare);
}

int audit_corpus_add(audit_corpus *corpus, const result_report *report, base_str frame,
                     hecha_err *err)
{
    corpus_entry *entry = base_vec_push(&corpus->entries, corpus->arena);
    if (entry == NULL || keep_identity(corpus, report, entry) != 0)
        return base_err_memory(err);
    if (corpus->digests.file < 0) {
        entry->peer.digest = base_arena_str(corpus->arena, report->digest);
        return entry->peer.digest.ptr == NULL ? base_err_memory(err) : 0;
    }
    base_buf_reset(&corpus->buffer);
    write_bare(&corpus->buffer, report, frame);
    if (base_buf_failed(&corpus->buffer))
        return base_err_memory(err);
    int failure = audit_store_add(&corpus->digests, report->digest, &entry->peer.stored);
    if (failure == 0)
        failure = audit_store_add(&corpus->frames, base_buf_str(&corpus->buffer), &entry->frame);
    return failure == 0 ? 0 : store_failed(failure, err);
}

size_t audit_corpus_count(const audit_corpus *corpus)
{
    return corpus->entries.count;
}

/* Adds the outcomes and findings of the second pass to those of the first. */
static int merge(base_arena *arena, result_report *into, const result_report *from)
{
    size_t rules = into->rule_count + from->rule_count;
    size_t findings = into->finding_count + from->finding_count;
    result_rule *all = base_arena_array(arena, rules + 1, sizeof(*all));
    result_finding *found = base_arena_array(arena, findings + 1, sizeof(*found));
    if (all == NULL || found == NULL)
        return HECHA_E_MEMORY;
    if (into->rule_count > 0)
        memcpy(all, into->rules, into->rule_count * sizeof(*all));
    if (from->rule_count > 0)
        memcpy(all + into->rule_count, from->rules, from->rule_count * sizeof(*all));
    if (into->finding_count > 0)
        memcpy(found, into->findings, into->finding_count * sizeof(*found));
    if (from->finding_count > 0)
        memcpy(found + into->finding_count, from->findings, from->finding_count * sizeof(*found));
    into->rules = all;
    into->rule_count = rules;
    into->findings = found;
    into->finding_count = findings;
    return from->finding_count > 0 ? result_fingerprint(arena, into) : 0;
}

int audit_corpus_has_case(const audit_corpus *corpus, size_t number)
{
    const corpus_entry *entry = base_vec_at(&corpus->entries, number);
    return audit_peer_digest_length(&entry->peer) > 0;
}

int audit_corpus_put_case(audit_corpus *corpus, size_t number, base_buf *out, hecha_err *err)
{
    audit_case of;
    if (corpus_case(corpus, number, &of) != 0)
        return base_err_memory(err);
    audit_case_write(out, &of, corpus->reports);
    return base_buf_failed(out) ? base_err_memory(err) : 0;
}

int audit_corpus_file(const audit_corpus *corpus)
{
    return corpus->digests.file;
}

int audit_corpus_get(audit_corpus *corpus, size_t number, base_str frame, base_arena *arena,
                     result_report **out, hecha_err *err)
{
    const corpus_entry *entry = base_vec_at(&corpus->entries, number);
    result_report *judged = NULL;
    char *held = base_arena_array(arena, (size_t)entry->frame.length + 1, 1);
    if (held == NULL)
        return base_err_memory(err);
    int failure = audit_span_read(corpus->frames.file, entry->frame, held);
    if (failure != 0)
        return store_failed(failure, err);
    int code = result_frame_read(arena, base_str_n(held, entry->frame.length), out, err);
    if (code != 0 || frame.len == 0)
        return code;
    code = result_frame_read(arena, frame, &judged, err);
    if (code == 0 && merge(arena, *out, judged) != 0)
        code = base_err_memory(err);
    return code;
}
