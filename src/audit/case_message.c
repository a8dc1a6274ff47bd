/* A case as bytes and back, between the engine, which knows all reports, and a worker. */
#include <string.h>

#include "audit/corpus.h"
#include "audit/message.h"

#define LEAST_TEXT 4u
#define LEAST_PEER 32u /* bytes of a peer: five texts and spans */

static void put_span(base_buf *out, audit_span span)
{
    audit_put_u64(out, span.at);
    audit_put_u32(out, span.length);
}

static void put_peer(base_buf *out, const audit_peer *peer)
{
    audit_put_str(out, peer->agency);
    audit_put_str(out, peer->title);
    audit_put_str(out, peer->path);
    audit_put_u32(out, (uint32_t)peer->year);
    put_span(out, peer->stored);
    audit_put_str(out, peer->reason);
}

static void put_lack(base_buf *out, const audit_lack *lack)
{
    audit_put_u8(out, (unsigned)lack->outcome);
    audit_put_str(out, lack->reason);
    audit_put_u8(out, lack->not_meant ? 1 : 0);
}

void audit_peers_write(base_buf *out, const audit_peer *peers, size_t count)
{
    audit_put_u32(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++)
        put_peer(out, &peers[i]);
}

void audit_case_write(base_buf *out, const audit_case *judged, audit_span reports)
{
    audit_put_str(out, judged->own.path);
    put_span(out, judged->own.stored);
    put_span(out, reports);
    put_peer(out, &judged->previous);
    audit_peers_write(out, judged->children, judged->child_count);
    audit_peers_write(out, judged->duplicates, judged->duplicate_count);
    audit_put_u32(out, (uint32_t)judged->missing_count);
    for (size_t i = 0; i < judged->missing_count; i++)
        audit_put_str(out, judged->missing[i]);
    audit_put_u8(out, judged->has_roster ? 1 : 0);
    audit_put_u8(out, judged->listed ? 1 : 0);
    put_lack(out, &judged->no_previous);
    put_lack(out, &judged->no_children);
    put_lack(out, &judged->no_roster);
}

static audit_span take_span(audit_cursor *from)
{
    audit_span span;
    span.at = audit_take_u64(from);
    span.length = audit_take_u32(from);
    return span;
}

static void take_peer(audit_cursor *from, audit_peer *peer)
{
    memset(peer, 0, sizeof(*peer));
    peer->agency = audit_take_text(from);
    peer->title = audit_take_text(from);
    peer->path = audit_take_bytes(from);
    peer->year = (int)(audit_take_u32(from) & INT32_MAX);
    peer->stored = take_span(from);
    peer->reason = audit_take_text(from);
}

static void take_lack(audit_cursor *from, audit_lack *lack)
{
    lack->outcome = (result_outcome)audit_take_u8(from, RESULT_NOT_EVALUATED);
    lack->reason = audit_take_text(from);
    lack->not_meant = (int)audit_take_u8(from, 1);
}

static audit_peer *take_peers(audit_cursor *from, base_arena *arena, size_t *count)
{
    *count = audit_take_count(from, LEAST_PEER);
    audit_peer *peers = base_arena_array(arena, *count + 1, sizeof(*peers));
    if (peers == NULL)
        from->bad = 1;
    for (size_t i = 0; !from->bad && i < *count; i++)
        take_peer(from, &peers[i]);
    return peers;
}

static void take_missing(audit_cursor *from, base_arena *arena, audit_case *out)
{
    out->missing_count = audit_take_count(from, LEAST_TEXT);
    out->missing = base_arena_array(arena, out->missing_count + 1, sizeof(*out->missing));
    if (out->missing == NULL)
        from->bad = 1;
    for (size_t i = 0; !from->bad && i < out->missing_count; i++)
        out->missing[i] = audit_take_text(from);
}

int audit_peers_read(base_arena *arena, int file, audit_span where, audit_peer **out, size_t *count)
{
    char *bytes = base_arena_array(arena, (size_t)where.length + 1, 1);
    audit_cursor from = {base_str_n(bytes, where.length), 0, 0};
    *count = 0;
    if (bytes == NULL || audit_span_read(file, where, bytes) != 0)
        return -1;
    *out = take_peers(&from, arena, count);
    return from.bad || from.at != from.in.len ? -1 : 0;
}

int audit_case_read(base_arena *arena, base_str bytes, audit_case *out, audit_span *reports)
{
    audit_cursor from = {bytes, 0, 0};
    memset(out, 0, sizeof(*out));
    out->own.path = audit_take_bytes(&from);
    out->own.stored = take_span(&from);
    *reports = take_span(&from);
    take_peer(&from, &out->previous);
    out->children = take_peers(&from, arena, &out->child_count);
    out->duplicates = take_peers(&from, arena, &out->duplicate_count);
    take_missing(&from, arena, out);
    out->has_roster = (int)audit_take_u8(&from, 1);
    out->listed = (int)audit_take_u8(&from, 1);
    take_lack(&from, &out->no_previous);
    take_lack(&from, &out->no_children);
    take_lack(&from, &out->no_roster);
    return from.bad || from.at != bytes.len ? -1 : 0;
}
