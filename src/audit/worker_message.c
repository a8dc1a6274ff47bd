/* The messages of audit/worker.h and audit/confined.h read and, but for replies, written. */
#include "audit/confined.h"
#include "audit/worker.h"

#include <string.h>

#include "base/err.h"

#define MOST_EXCLUDED 4096u
#define LEAST_MEMBER 9u /* bytes of a member in a reply */
#define LEAST_TEXT 4u
#define LEAST_RULE 21u /* a byte and five texts */

void audit_request_write(base_buf *out, const audit_worker_request *request)
{
    size_t start = audit_message_begin(out, AUDIT_MESSAGE_REQUEST);
    audit_put_u64(out, request->id);
    audit_put_u64(out, request->size);
    audit_put_u8(out, request->named ? 1 : 0);
    audit_put_str(out, request->shown);
    audit_put_str(out, request->inside);
    audit_put_str(out, request->judged);
    audit_put_u32(out, request->member);
    audit_put_u32(out, (uint32_t)request->excluded_count);
    for (size_t i = 0; i < request->excluded_count; i++) {
        audit_put_u32(out, request->excluded[i].rule);
        audit_put_str(out, request->excluded[i].reason);
    }
    audit_message_end(out, start);
}

int audit_request_read(base_arena *arena, base_str body, audit_worker_request *out)
{
    audit_cursor from = {body, 0, 0};
    memset(out, 0, sizeof(*out));
    out->id = audit_take_u64(&from);
    out->size = audit_take_u64(&from);
    out->named = (int)audit_take_u8(&from, 1);
    out->shown = audit_take_text(&from);
    out->inside = audit_take_bytes(&from);
    out->judged = audit_take_bytes(&from);
    out->member = audit_take_u32(&from);
    size_t count = audit_take_count(&from, 8);
    if (from.bad || count > MOST_EXCLUDED)
        return -1;
    out->excluded = base_arena_array(arena, count, sizeof(*out->excluded));
    if (out->excluded == NULL && count > 0)
        return -1;
    out->excluded_count = count;
    for (size_t i = 0; i < count; i++) {
        out->excluded[i].rule = audit_take_u32(&from);
        out->excluded[i].reason = audit_take_text(&from);
    }
    return from.bad || from.at != body.len ? -1 : 0;
}

static void put_err(base_buf *out, const hecha_err *err)
{
    audit_put_str(out, base_str_c(err->text));
    audit_put_str(out, base_str_c(err->file));
    audit_put_u32(out, (uint32_t)err->line);
    audit_put_u32(out, (uint32_t)err->column);
}

static void copy_text(char *out, size_t size, base_str text)
{
    size_t length = text.len < size ? text.len : size - 1;
    if (length > 0)
        memcpy(out, text.ptr, length);
    out[length] = '\0';
}

static hecha_code take_code(audit_cursor *from)
{
    return (hecha_code) - (int)audit_take_u8(from, (unsigned)-HECHA_E_UNSUPPORTED);
}

static void take_err(audit_cursor *from, hecha_err *out)
{
    copy_text(out->text, sizeof(out->text), audit_take_text(from));
    copy_text(out->file, sizeof(out->file), audit_take_bytes(from));
    out->line = (int)audit_take_u32(from);
    out->column = (int)audit_take_u32(from);
}

void audit_end_write(base_buf *out, int code, hecha_exit status, const hecha_err *err)
{
    size_t start = audit_message_begin(out, AUDIT_MESSAGE_END);
    audit_put_u8(out, (unsigned)-code);
    audit_put_u8(out, (unsigned)status);
    audit_put_u8(out, (unsigned)-(int)err->code);
    put_err(out, err);
    audit_message_end(out, start);
}

int audit_end_read(base_str body, int *code, hecha_exit *status, hecha_err *err)
{
    audit_cursor from = {body, 0, 0};
    hecha_err told = *err;
    hecha_code result = take_code(&from);
    unsigned ended = audit_take_u8(&from, HECHA_EXIT_SYSTEM);
    told.code = take_code(&from);
    take_err(&from, &told);
    if (from.bad || from.at != body.len)
        return -1;
    *code = result;
    *status = (hecha_exit)ended;
    *err = told;
    return 0;
}

/* The pack's rules that may run: every one that --only and --skip let run. */
static size_t put_pack(base_buf *ready, const audit_ruleset *rules, const audit_pack *item)
{
    size_t count = 0;
    if (!audit_ruleset_runs(rules, item))
        return 0;
    for (size_t i = 0; i < item->loaded.rule_count; i++) {
        const rule *known = item->loaded.rules[i];
        if (!audit_ruleset_selects(rules, known))
            continue;
        audit_put_u8(ready, (unsigned)known->severity);
        audit_put_str(ready, known->name);
        audit_put_str(ready, known->title);
        audit_put_str(ready, known->basis);
        audit_put_str(ready, known->rationale);
        audit_put_str(ready, known->precision);
        count++;
    }
    return count;
}

/* Their count, then the rules of all packs. */
static void put_rules(base_buf *ready, const audit_ruleset *rules)
{
    size_t count = 0;
    base_buf listed;
    base_buf_init(&listed);
    for (size_t i = 0; i < rules->pack_count; i++)
        count += put_pack(&listed, rules, &rules->packs[i]);
    audit_put_u32(ready, (uint32_t)count);
    base_buf_add_str(ready, base_buf_str(&listed));
    ready->failed |= listed.failed;
    base_buf_dispose(&listed);
}

void audit_ready_write(base_buf *out, const audit_ruleset *rules, int code, const hecha_err *err)
{
    size_t start = audit_message_begin(out, AUDIT_MESSAGE_READY);
    audit_put_u8(out, (unsigned)-code);
    put_err(out, err);
    audit_put_u32(out, (uint32_t)rules->rule_count);
    audit_put_u8(out, rules->corpus_needs);
    audit_put_u32(out, (uint32_t)rules->broken_count);
    for (size_t i = 0; i < rules->broken_count; i++)
        audit_put_str(out, rules->broken[i]);
    put_rules(out, rules);
    audit_message_end(out, start);
}

static int take_rules(audit_cursor *from, base_arena *arena, audit_ready *out)
{
    size_t count = audit_take_count(from, LEAST_RULE);
    out->rules = base_arena_array(arena, count, sizeof(*out->rules));
    if (from->bad || (out->rules == NULL && count > 0))
        return -1;
    out->rule_list_count = count;
    for (size_t i = 0; i < count; i++) {
        render_rule *known = &out->rules[i];
        known->severity = (hecha_severity)audit_take_u8(from, HECHA_ERROR);
        known->name = base_arena_str(arena, audit_take_text(from));
        known->title = base_arena_str(arena, audit_take_text(from));
        known->basis = base_arena_str(arena, audit_take_text(from));
        known->rationale = base_arena_str(arena, audit_take_text(from));
        known->precision = base_arena_str(arena, audit_take_text(from));
    }
    return 0;
}

int audit_ready_read(base_arena *arena, base_str body, audit_ready *out)
{
    audit_cursor from = {body, 0, 0};
    memset(out, 0, sizeof(*out));
    out->err.code = take_code(&from);
    take_err(&from, &out->err);
    out->rule_count = audit_take_u32(&from);
    out->corpus_needs = audit_take_u8(&from, UINT8_MAX);
    size_t count = audit_take_count(&from, LEAST_TEXT);
    out->broken = base_arena_array(arena, count, sizeof(*out->broken));
    if (from.bad || (out->broken == NULL && count > 0))
        return -1;
    out->broken_count = count;
    for (size_t i = 0; i < count; i++)
        out->broken[i] = base_arena_str(arena, audit_take_text(&from));
    if (take_rules(&from, arena, out) != 0)
        return -1;
    return from.bad || from.at != body.len || base_arena_failed(arena) ? -1 : 0;
}

static void take_members(audit_cursor *from, base_arena *arena, audit_reply *out)
{
    size_t count = audit_take_count(from, LEAST_MEMBER);
    out->members = base_arena_array(arena, count, sizeof(*out->members));
    if (out->members == NULL && count > 0) {
        from->bad = 1;
        return;
    }
    out->member_count = count;
    for (size_t i = 0; i < count; i++) {
        out->members[i].skipped = (int)audit_take_u8(from, 1);
        out->members[i].path = audit_take_text(from);
        out->members[i].reason = audit_take_text(from);
    }
}

int audit_reply_read(base_arena *arena, base_str body, audit_reply *out)
{
    audit_cursor from = {body, 0, 0};
    memset(out, 0, sizeof(*out));
    out->kind = (audit_reply_kind)audit_take_u8(&from, AUDIT_REPLY_ARCHIVE);
    switch (out->kind) {
    case AUDIT_REPLY_REPORT:
        out->frame = audit_take_bytes(&from);
        break;
    case AUDIT_REPLY_FAIL:
        out->code = take_code(&from);
        out->text = audit_take_text(&from);
        break;
    case AUDIT_REPLY_SKIP:
        out->text = audit_take_text(&from);
        break;
    case AUDIT_REPLY_ARCHIVE:
        take_members(&from, arena, out);
        break;
    }
    return from.bad || from.at != body.len ? -1 : 0;
}
