#include "audit/corpus_link.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"

#define MOST_NAMED 3 /* paths of reports that contradict each other */

/* What qsort compares; entries move no more when this is made. */
typedef struct sorted {
    const corpus_entry *entry;
    size_t number;
} sorted;

static corpus_entry *entry_at(const audit_corpus *corpus, size_t number)
{
    return base_vec_at(&corpus->entries, number);
}

/* ---- order ---- */

static int by_path(const void *a, const void *b)
{
    const sorted *x = a, *y = b;
    int order = base_str_cmp(x->entry->peer.path, y->entry->peer.path);
    return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

static int by_key(const void *a, const void *b)
{
    const sorted *x = a, *y = b;
    int order = base_str_cmp(x->entry->key, y->entry->key);
    return order != 0 ? order : by_path(a, b);
}

static int by_agency(const void *a, const void *b)
{
    const sorted *x = a, *y = b;
    if (x->entry->agency != y->entry->agency)
        return x->entry->agency < y->entry->agency ? -1 : 1;
    if (x->entry->peer.year != y->entry->peer.year)
        return x->entry->peer.year < y->entry->peer.year ? -1 : 1;
    return by_path(a, b);
}

/* Those of the roster get its numbers, the others one a name, behind them. */
static void number_agencies(audit_corpus *corpus, sorted *items, size_t count)
{
    size_t next = corpus->roster ? audit_roster_count(corpus->roster) : 0;
    base_str last = base_str_n(NULL, 0);
    qsort(items, count, sizeof(*items), by_key);
    for (size_t i = 0; i < count; i++) {
        corpus_entry *entry = entry_at(corpus, items[i].number);
        entry->agency = AUDIT_NOBODY;
        if (entry->key.len == 0)
            continue;
        if (corpus->roster != NULL)
            entry->agency = audit_roster_find(corpus->roster, entry->key, entry->peer.year);
        if (entry->agency != AUDIT_NOBODY)
            continue;
        if (last.len > 0 && !base_str_eq(last, entry->key))
            next++;
        last = entry->key;
        entry->agency = next;
    }
}

/* The list of all reports, which every worker reads once. */
static int list_reports(audit_corpus *corpus, const sorted *items, size_t count)
{
    int stored = corpus->digests.file >= 0;
    base_arena *arena = stored ? corpus->scratch : corpus->arena;
    audit_peer *peers = base_arena_array(arena, count + 1, sizeof(*peers));
    if (peers == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < count; i++)
        peers[i] = items[i].entry->peer;
    if (!stored) {
        corpus->peers = peers;
        corpus->peer_count = count;
        return 0;
    }
    base_buf_reset(&corpus->buffer);
    audit_peers_write(&corpus->buffer, peers, count);
    return base_buf_failed(&corpus->buffer) ||
                   audit_store_add(&corpus->digests, base_buf_str(&corpus->buffer),
                                   &corpus->reports) != 0
               ? HECHA_E_MEMORY
               : 0;
}

static int sort_entries(audit_corpus *corpus, int with_list)
{
    size_t count = 0;
    sorted *items = base_arena_array(corpus->scratch, corpus->entries.count + 1, sizeof(*items));
    corpus->order =
        base_arena_array(corpus->arena, corpus->entries.count + 1, sizeof(*corpus->order));
    if (items == NULL || corpus->order == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < corpus->entries.count; i++) {
        corpus_entry *entry = entry_at(corpus, i);
        base_vec_init(&entry->missing, sizeof(base_str));
        entry->agency = AUDIT_NOBODY;
        if (audit_peer_digest_length(&entry->peer) > 0)
            items[count++] = (sorted){entry, i};
    }
    number_agencies(corpus, items, count);
    qsort(items, count, sizeof(*items), by_path);
    if (with_list && list_reports(corpus, items, count) != 0)
        return HECHA_E_MEMORY;
    qsort(items, count, sizeof(*items), by_agency);
    for (size_t i = 0; i < count; i++)
        if (items[i].entry->agency != AUDIT_NOBODY && items[i].entry->peer.year != 0)
            corpus->order[corpus->order_count++] = items[i].number;
    return 0;
}

/* The first entry in the order that is not before the agency and year. */
static size_t lower_bound(const audit_corpus *corpus, size_t agency, int year)
{
    size_t low = 0, high = corpus->order_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const corpus_entry *entry = entry_at(corpus, corpus->order[middle]);
        if (entry->agency < agency || (entry->agency == agency && entry->peer.year < year))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The reports of an agency and year are neighbours: their number, the first in *first. */
static size_t find_reports(const audit_corpus *corpus, size_t agency, int year, size_t *first)
{
    size_t count = 0;
    *first = lower_bound(corpus, agency, year);
    while (*first + count < corpus->order_count) {
        const corpus_entry *entry = entry_at(corpus, corpus->order[*first + count]);
        if (entry->agency != agency || entry->peer.year != year)
            break;
        count++;
    }
    return count;
}

/* ---- agencies of the roster without a report ---- */

/* Who tells of an agency without a report: the nearest above it that has one, else the first report
 * of that year of any agency on the roster. */
static corpus_entry *who_tells(const audit_corpus *corpus, size_t agency, int year,
                               size_t first_of_year)
{
    size_t at = audit_roster_parent(corpus->roster, agency, year);
    for (size_t steps = 0; at != AUDIT_NOBODY && steps <= audit_roster_count(corpus->roster);
         steps++) {
        size_t first;
        if (find_reports(corpus, at, year, &first) > 0)
            return entry_at(corpus, corpus->order[first]);
        at = audit_roster_parent(corpus->roster, at, year);
    }
    return entry_at(corpus, corpus->order[first_of_year]);
}

static int find_missing(audit_corpus *corpus, int year, size_t first_of_year)
{
    for (size_t agency = 0; agency < audit_roster_count(corpus->roster); agency++) {
        size_t first;
        if (!audit_roster_lists(corpus->roster, agency, year) ||
            find_reports(corpus, agency, year, &first) > 0)
            continue;
        corpus_entry *teller = who_tells(corpus, agency, year, first_of_year);
        base_str *slot = base_vec_push(&teller->missing, corpus->arena);
        if (slot == NULL)
            return HECHA_E_MEMORY;
        *slot = audit_roster_name(corpus->roster, agency);
    }
    return 0;
}

/* Years of which there is a report of an agency on the roster. */
static int find_all_missing(audit_corpus *corpus)
{
    size_t agencies = corpus->roster ? audit_roster_count(corpus->roster) : 0;
    size_t *firsts = base_arena_array(corpus->scratch, 10000, sizeof(*firsts));
    if (firsts == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < corpus->order_count; i++) {
        const corpus_entry *entry = entry_at(corpus, corpus->order[i]);
        if (entry->agency < agencies && entry->peer.year < 10000 && firsts[entry->peer.year] == 0)
            firsts[entry->peer.year] = i + 1;
    }
    for (int year = 0; year < 10000; year++)
        if (firsts[year] != 0 && find_missing(corpus, year, firsts[year] - 1) != 0)
            return HECHA_E_MEMORY;
    return 0;
}

int audit_corpus_link(audit_corpus *corpus, unsigned needs, hecha_err *err)
{
    base_arena_reset(corpus->scratch);
    int code = sort_entries(corpus, (needs & RULE_NEEDS_ALL) != 0);
    if (code == 0 && corpus->digests.file >= 0 && audit_store_seal(&corpus->digests) != 0)
        code = HECHA_E_MEMORY;
    if (code == 0 && corpus->roster != NULL) {
        corpus->children = audit_roster_children(corpus->roster, corpus->arena);
        code = corpus->children == NULL ? HECHA_E_MEMORY : 0;
    }
    if (code == 0 && corpus->roster != NULL)
        code = find_all_missing(corpus);
    base_arena_reset(corpus->scratch);
    return code != 0 ? base_err_memory(err) : 0;
}

/* ---- what a report is compared with ---- */

/* A message in the scratch arena. */
static base_str say(audit_corpus *corpus, base_msg_id message, base_str first, int year,
                    base_str third)
{
    char number[16];
    base_buf text;
    const char *one = base_arena_copy(corpus->scratch, first.ptr ? first.ptr : "", first.len);
    const char *three = base_arena_copy(corpus->scratch, third.ptr ? third.ptr : "", third.len);
    if (one == NULL || three == NULL) {
        corpus->untold = 1;
        return base_str_n(NULL, 0);
    }
    snprintf(number, sizeof(number), "%d", year);
    base_buf_init(&text);
    base_msg_add(&text, corpus->lang, message, one, number, three, NULL);
    base_str kept = base_buf_failed(&text) ? base_str_n(NULL, 0)
                                           : base_arena_str(corpus->scratch, base_buf_str(&text));
    base_buf_dispose(&text);
    corpus->untold |= kept.ptr == NULL;
    return kept;
}

static base_str nothing(void)
{
    return base_str_n(NULL, 0);
}

static base_str name_paths(audit_corpus *corpus, size_t first, size_t count)
{
    base_buf text;
    base_buf_init(&text);
    for (size_t i = 0; i < count && i < MOST_NAMED; i++) {
        base_buf_add_c(&text, i == 0 ? "" : corpus->lang == HECHA_LANG_EN ? ", " : "、");
        base_buf_add_str(&text, entry_at(corpus, corpus->order[first + i])->peer.path);
    }
    if (count > MOST_NAMED)
        base_buf_add_c(&text, corpus->lang == HECHA_LANG_EN ? ", …" : "……");
    base_str kept =
        base_buf_failed(&text) ? nothing() : base_arena_str(corpus->scratch, base_buf_str(&text));
    base_buf_dispose(&text);
    corpus->untold |= kept.ptr == NULL;
    return kept;
}

/* The report of an agency and year. One that is not there, or not clear, has a reason. */
static audit_peer choose(audit_corpus *corpus, size_t agency, int year, base_str called,
                         result_outcome *outcome)
{
    audit_peer peer;
    size_t first, count = find_reports(corpus, agency, year, &first);
    memset(&peer, 0, sizeof(peer));
    *outcome = RESULT_PASSED;
    for (size_t i = 1; i < count; i++) {
        if (entry_at(corpus, corpus->order[first + i])->figures ==
            entry_at(corpus, corpus->order[first])->figures)
            continue;
        *outcome = RESULT_NOT_EVALUATED;
        peer.reason =
            say(corpus, MSG_CORPUS_SEVERAL, called, year, name_paths(corpus, first, count));
        break;
    }
    if (count == 0) {
        *outcome = RESULT_NOT_APPLICABLE;
        peer.reason = say(corpus, MSG_CORPUS_NO_REPORT, called, year, nothing());
    } else if (*outcome == RESULT_PASSED) {
        return entry_at(corpus, corpus->order[first])->peer;
    }
    peer.agency = called;
    peer.year = year;
    return peer;
}

/* Nothing can be found for a report that tells neither agency nor year. */
static base_str why_unknown(audit_corpus *corpus, const corpus_entry *entry)
{
    if (entry->agency == AUDIT_NOBODY)
        return say(corpus, MSG_CORPUS_NO_AGENCY, nothing(), 0, nothing());
    if (entry->peer.year == 0)
        return say(corpus, MSG_CORPUS_NO_YEAR, nothing(), 0, nothing());
    return nothing();
}

static void find_previous(audit_corpus *corpus, const corpus_entry *entry, audit_case *out)
{
    out->no_previous.reason = why_unknown(corpus, entry);
    if (out->no_previous.reason.len > 0) {
        out->no_previous.outcome = RESULT_NOT_APPLICABLE;
        return;
    }
    out->previous = choose(corpus, entry->agency, entry->peer.year - 1, entry->peer.agency,
                           &out->no_previous.outcome);
    out->no_previous.reason = out->previous.reason;
}

/* One child's report. What keeps rules from reading it is that of the first such child. */
static size_t add_child(audit_corpus *corpus, const corpus_entry *entry, size_t child,
                        audit_case *out)
{
    result_outcome outcome;
    audit_peer *peer = &out->children[out->child_count++];
    *peer =
        choose(corpus, child, entry->peer.year, audit_roster_name(corpus->roster, child), &outcome);
    if (outcome == RESULT_NOT_EVALUATED && out->no_children.reason.len == 0)
        out->no_children = (audit_lack){outcome, peer->reason, 0};
    return outcome == RESULT_PASSED;
}

static void find_children(audit_corpus *corpus, const corpus_entry *entry, audit_case *out)
{
    base_str reason = why_unknown(corpus, entry);
    size_t agencies = corpus->roster ? audit_roster_count(corpus->roster) : 0, found = 0;
    int not_meant = 0;
    if (corpus->roster == NULL)
        reason = say(corpus, MSG_CORPUS_NO_ROSTER, nothing(), 0, nothing());
    else if (reason.len == 0 && entry->agency >= agencies)
        reason = say(corpus, MSG_CORPUS_UNLISTED, entry->peer.agency, 0, nothing());
    /* Without memory there is no reason either; the case then fails as a whole. */
    if (reason.len == 0 && entry->agency < agencies) {
        size_t from = corpus->children[entry->agency], to = corpus->children[entry->agency + 1];
        out->children = base_arena_array(corpus->scratch, to - from + 1, sizeof(*out->children));
        for (size_t i = from; out->children != NULL && i < to; i++)
            if (audit_roster_parent(corpus->roster, corpus->children[i], entry->peer.year) ==
                entry->agency)
                found += add_child(corpus, entry, corpus->children[i], out);
        not_meant = out->child_count == 0;
        if (not_meant)
            reason = say(corpus, MSG_CORPUS_NO_CHILDREN, entry->peer.agency, entry->peer.year,
                         nothing());
        else if (found == 0 && out->no_children.reason.len == 0)
            reason = say(corpus, MSG_CORPUS_NO_CHILD_REPORT, entry->peer.agency, entry->peer.year,
                         nothing());
    }
    if (reason.len > 0)
        out->no_children = (audit_lack){RESULT_NOT_APPLICABLE, reason, not_meant};
}

static void find_duplicates(audit_corpus *corpus, const corpus_entry *entry, audit_case *out)
{
    size_t first, count = 0;
    if (entry->agency != AUDIT_NOBODY && entry->peer.year != 0)
        count = find_reports(corpus, entry->agency, entry->peer.year, &first);
    if (count == 0)
        return;
    out->duplicates = base_arena_array(corpus->scratch, count, sizeof(*out->duplicates));
    for (size_t i = 0; out->duplicates != NULL && i < count; i++) {
        const corpus_entry *other = entry_at(corpus, corpus->order[first + i]);
        if (other != entry && other->figures != entry->figures)
            out->duplicates[out->duplicate_count++] = other->peer;
    }
}

int corpus_case(audit_corpus *corpus, size_t number, audit_case *out)
{
    const corpus_entry *entry = entry_at(corpus, number);
    memset(out, 0, sizeof(*out));
    corpus->untold = 0;
    base_arena_reset(corpus->scratch);
    out->file = corpus->digests.file;
    out->own = entry->peer;
    out->reports = corpus->peers;
    out->report_count = corpus->peer_count;
    out->missing = entry->missing.items;
    out->missing_count = entry->missing.count;
    out->has_roster = corpus->roster != NULL;
    if (corpus->roster == NULL)
        out->no_roster =
            (audit_lack){RESULT_NOT_APPLICABLE,
                         say(corpus, MSG_CORPUS_NEEDS_ROSTER, nothing(), 0, nothing()), 0};
    else if (entry->agency < audit_roster_count(corpus->roster))
        out->listed = audit_roster_knows(corpus->roster, entry->agency, entry->peer.year);
    find_previous(corpus, entry, out);
    find_children(corpus, entry, out);
    find_duplicates(corpus, entry, out);
    return corpus->untold || base_arena_failed(corpus->scratch) ? HECHA_E_MEMORY : 0;
}
