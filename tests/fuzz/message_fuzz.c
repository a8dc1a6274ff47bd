/* Any bytes as what a worker sends: the engine reads them message by message. */
#include "audit/confined.h"
#include "audit/corpus.h"
#include "audit/cost.h"
#include "audit/worker.h"
#include "fuzz.h"
#include "result/frame.h"

static void read_reply(base_arena *arena, base_str body)
{
    audit_reply reply;
    result_report *report = NULL;
    if (audit_reply_read(arena, body, &reply) == 0 && reply.kind == AUDIT_REPLY_REPORT)
        result_frame_read(arena, reply.frame, &report, NULL);
}

static void read_body(base_arena *arena, audit_message_kind kind, base_str body)
{
    audit_ready ready;
    audit_worker_request request;
    audit_case judged;
    audit_span reports;
    hecha_err err = {0};
    hecha_exit status;
    int code;
    hecha_cost *costs;
    size_t count;
    switch (kind) {
    case AUDIT_MESSAGE_READY:
        audit_ready_read(arena, body, &ready);
        break;
    case AUDIT_MESSAGE_REPLY:
        read_reply(arena, body);
        break;
    case AUDIT_MESSAGE_COSTS:
        audit_costs_read(arena, body, &costs, &count);
        break;
    case AUDIT_MESSAGE_END:
        audit_end_read(body, &code, &status, &err);
        break;
    case AUDIT_MESSAGE_REQUEST:
        if (audit_request_read(arena, body, &request) == 0)
            audit_case_read(arena, request.judged, &judged, &reports);
        break;
    default:
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    base_str bytes = base_str_n((const char *)data, size);
    base_arena *arena = base_arena_new(64u << 20);
    while (arena != NULL) {
        audit_message_kind kind;
        base_str body;
        size_t used;
        if (audit_message_split(bytes, &kind, &body, &used) != 1)
            break;
        read_body(arena, kind, body);
        bytes = base_str_from(bytes, used);
    }
    base_arena_free(arena);
    return 0;
}
