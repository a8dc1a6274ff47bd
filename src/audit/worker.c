#include "audit/worker.h"

#include <stdlib.h>

#include "audit/archive.h"
#include "base/err.h"
#include "pack/file.h"
#include "read/limits.h"

#define KEEP_BYTES ((size_t)16 << 20) /* a larger buffer is given back after its report */

struct audit_worker {
    const audit_setting *setting;
    const audit_ruleset *rules;
    audit_job *job;
    base_buf bytes; /* of the report */
    base_buf frame;
    base_buf packed;    /* of the archive */
    base_arena *listed; /* its list, or a case */
    audit_archive *archive;
    uint64_t archive_id; /* 0: none is open */
    base_arena *all;     /* what holds for all cases of a corpus: */
    audit_peer *peers;   /* its reports; NULL: not read */
    size_t peer_count;
    hecha_err fault; /* of the request */
};

audit_worker *audit_worker_new(audit_ruleset *rules, const audit_setting *setting, base_buf *ready)
{
    hecha_err err = base_err_init(setting->lang);
    audit_worker *worker = calloc(1, sizeof(*worker));
    int code = worker == NULL ? base_err_memory(&err) : 0;
    if (worker != NULL) {
        worker->setting = setting;
        worker->rules = rules;
        base_buf_init(&worker->bytes);
        base_buf_init(&worker->frame);
        base_buf_init(&worker->packed);
        worker->listed = base_arena_new(0);
        worker->all = base_arena_new(0);
        if (worker->listed == NULL || worker->all == NULL)
            code = base_err_memory(&err);
    }
    if (code == 0)
        code = audit_ruleset_run(setting->source, rules, &err);
    if (code == 0)
        code = audit_job_new(rules, setting->lang, setting->helper, &worker->job, &err);
    audit_ready_write(ready, rules, code, &err);
    if (code == 0 && !base_buf_failed(ready))
        return worker;
    audit_worker_free(worker);
    return NULL;
}

static void close_archive(audit_worker *worker)
{
    audit_archive_close(worker->archive);
    worker->archive = NULL;
    worker->archive_id = 0;
    if (worker->listed != NULL)
        base_arena_reset(worker->listed);
    if (worker->packed.cap > KEEP_BYTES)
        base_buf_dispose(&worker->packed);
}

void audit_worker_free(audit_worker *worker)
{
    if (worker == NULL)
        return;
    close_archive(worker);
    audit_job_free(worker->job);
    base_arena_free(worker->listed);
    base_arena_free(worker->all);
    base_buf_dispose(&worker->bytes);
    base_buf_dispose(&worker->frame);
    base_buf_dispose(&worker->packed);
    free(worker);
}

/* answers */

void audit_reply_fail(base_buf *out, hecha_code code, base_str text)
{
    size_t start = audit_message_begin(out, AUDIT_MESSAGE_REPLY);
    audit_put_u8(out, AUDIT_REPLY_FAIL);
    audit_put_u8(out, (unsigned)-(int)code);
    audit_put_str(out, text);
    audit_message_end(out, start);
}

static void reply_fault(const audit_worker *worker, base_buf *reply)
{
    audit_reply_fail(reply, worker->fault.code, base_str_c(worker->fault.text));
}

static void reply_message(const audit_worker *worker, base_buf *reply, base_msg_id message)
{
    audit_reply_fail(reply, HECHA_E_IO, base_str_c(base_msg_text(worker->setting->lang, message)));
}

static void reply_skip(base_buf *reply, base_str reason)
{
    size_t start = audit_message_begin(reply, AUDIT_MESSAGE_REPLY);
    audit_put_u8(reply, AUDIT_REPLY_SKIP);
    audit_put_str(reply, reason);
    audit_message_end(reply, start);
}

static void reply_archive(const audit_worker *worker, base_buf *reply)
{
    size_t count;
    const audit_input *members = audit_archive_inputs(worker->archive, &count);
    size_t start = audit_message_begin(reply, AUDIT_MESSAGE_REPLY);
    audit_put_u8(reply, AUDIT_REPLY_ARCHIVE);
    audit_put_u32(reply, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        audit_put_u8(reply, members[i].kind == AUDIT_INPUT_SKIPPED);
        audit_put_str(reply, members[i].shown);
        audit_put_str(reply, members[i].reason);
    }
    audit_message_end(reply, start);
}

/* What is met in a folder or an archive and is of no format that is read is no report, unless it
 * looks like one. */
static int is_other(const audit_worker *worker, const audit_input *input,
                    const audit_outcome *outcome)
{
    if (input->named || outcome->status != RESULT_UNREADABLE)
        return 0;
    if (outcome->problem_code != HECHA_E_FORMAT && outcome->problem_code != HECHA_E_UNSUPPORTED)
        return 0;
    return !audit_input_is_document(input, base_buf_str(&worker->bytes));
}

static void reply_frame(const audit_worker *worker, base_buf *reply)
{
    size_t start = audit_message_begin(reply, AUDIT_MESSAGE_REPLY);
    audit_put_u8(reply, AUDIT_REPLY_REPORT);
    audit_put_str(reply, base_buf_str(&worker->frame));
    audit_message_end(reply, start);
}

static void audit_bytes(audit_worker *worker, const audit_worker_request *request,
                        const audit_input *input, base_buf *reply)
{
    audit_request job;
    audit_outcome outcome;
    memset(&job, 0, sizeof(job));
    job.path = input->shown;
    job.bytes = base_buf_str(&worker->bytes);
    job.agency = base_str_c(worker->setting->agency);
    job.year = worker->setting->year;
    job.excluded = request->excluded;
    job.excluded_count = request->excluded_count;
    base_buf_reset(&worker->frame);
    int code = audit_job_run(worker->job, &job, &worker->frame, &outcome, &worker->fault);
    if (code != 0) {
        reply_fault(worker, reply);
    } else if (is_other(worker, input, &outcome)) {
        reply_skip(reply, outcome.problem);
    } else {
        reply_frame(worker, reply);
    }
}

static void answer_bytes(audit_worker *worker, const audit_worker_request *request,
                         const audit_input *input, base_buf *reply)
{
    hecha_lang lang = worker->setting->lang;
    if (worker->bytes.len == 0 && !input->named && !audit_input_is_document(input, base_str_c("")))
        reply_skip(reply, base_str_c(base_msg_text(lang, MSG_AUDIT_SKIP_EMPTY)));
    else
        audit_bytes(worker, request, input, reply);
    if (worker->bytes.cap > KEEP_BYTES)
        base_buf_dispose(&worker->bytes);
}

/* A file in the open archive. */
static void answer_member(audit_worker *worker, const audit_worker_request *request,
                          const audit_input *input, base_buf *reply)
{
    hecha_lang lang = worker->setting->lang;
    if (audit_archive_read(worker->archive, input, &worker->bytes, &worker->fault) != 0)
        reply_fault(worker, reply);
    else if (audit_bytes_are_archive(base_buf_str(&worker->bytes)))
        reply_skip(reply, base_str_c(base_msg_text(lang, MSG_AUDIT_SKIP_NESTED)));
    else
        answer_bytes(worker, request, input, reply);
}

static int read_file(audit_worker *worker, const audit_worker_request *request, int descriptor,
                     base_buf *bytes)
{
    int failure = pack_read_sized(descriptor, (size_t)request->size, READ_FILE_BYTES, bytes);
    return failure == 0 ? 0 : audit_input_unreadable(failure, &worker->fault);
}

/* Opens what is in `packed`. */
static int open_archive(audit_worker *worker, const audit_worker_request *request)
{
    base_str shown = base_arena_str(worker->listed, request->shown);
    if (shown.ptr == NULL)
        return base_err_memory(&worker->fault);
    int code = audit_archive_open(worker->listed, base_buf_str(&worker->packed), shown,
                                  worker->setting->lang, &worker->archive, &worker->fault);
    worker->archive_id = code == 0 ? request->id : 0;
    return code;
}

static void answer_listed(audit_worker *worker, const audit_worker_request *request, int descriptor,
                          base_buf *reply)
{
    int code = 0;
    if (worker->archive_id != request->id) {
        close_archive(worker);
        code = read_file(worker, request, descriptor, &worker->packed);
        if (code == 0)
            code = open_archive(worker, request);
    }
    if (code != 0) {
        reply_fault(worker, reply);
        return;
    }
    size_t count;
    const audit_input *members = audit_archive_inputs(worker->archive, &count);
    if (request->member >= count)
        reply_message(worker, reply, MSG_AUDIT_NO_MEMBER);
    else
        answer_member(worker, request, &members[request->member], reply);
}

/* The whole archive, or the one file of it that was named. */
static void answer_archive(audit_worker *worker, const audit_worker_request *request,
                           base_buf *reply)
{
    close_archive(worker);
    base_buf packed = worker->packed;
    worker->packed = worker->bytes;
    worker->bytes = packed;
    if (open_archive(worker, request) != 0) {
        reply_fault(worker, reply);
        return;
    }
    if (request->inside.len == 0) {
        reply_archive(worker, reply);
        return;
    }
    const audit_input *found = audit_archive_find(worker->archive, request->inside);
    if (found == NULL) {
        reply_message(worker, reply, MSG_AUDIT_NO_MEMBER);
    } else if (found->kind == AUDIT_INPUT_SKIPPED) {
        reply_skip(reply, found->reason);
    } else {
        audit_input named = *found;
        named.named = 1;
        answer_member(worker, request, &named, reply);
    }
}

static void answer_file(audit_worker *worker, const audit_worker_request *request, int descriptor,
                        base_buf *reply)
{
    audit_input input;
    memset(&input, 0, sizeof(input));
    input.kind = AUDIT_INPUT_FILE;
    input.path = input.shown = request->shown;
    input.named = request->named;
    if (read_file(worker, request, descriptor, &worker->bytes) != 0)
        reply_fault(worker, reply);
    else if (audit_bytes_are_archive(base_buf_str(&worker->bytes)))
        answer_archive(worker, request, reply);
    else if (request->inside.len > 0)
        reply_message(worker, reply, MSG_AUDIT_NO_MEMBER);
    else
        answer_bytes(worker, request, &input, reply);
}

/* The list of all reports is one and the same in every request. */
static int read_list(audit_worker *worker, audit_span where, audit_case *of)
{
    if (where.length == 0)
        return 0;
    if (worker->peers == NULL &&
        audit_peers_read(worker->all, of->file, where, &worker->peers, &worker->peer_count) != 0)
        return -1;
    of->reports = worker->peers;
    of->report_count = worker->peer_count;
    return 0;
}

/* A report in the pass over several reports. */
static void answer_case(audit_worker *worker, const audit_worker_request *request, int descriptor,
                        base_buf *reply)
{
    audit_case of;
    audit_span list;
    int code = 0;
    base_arena_reset(worker->listed);
    base_buf_reset(&worker->frame);
    if (audit_case_read(worker->listed, request->judged, &of, &list) != 0)
        code = base_err_memory(&worker->fault);
    of.file = descriptor;
    if (code == 0 && read_list(worker, list, &of) != 0)
        code = base_err_memory(&worker->fault);
    of.excluded = request->excluded;
    of.excluded_count = request->excluded_count;
    if (code == 0)
        code = audit_case_judge(worker->rules, worker->setting->lang, &of, &worker->frame,
                                &worker->fault);
    if (code != 0) {
        worker->fault.code = (hecha_code)code;
        reply_fault(worker, reply);
        return;
    }
    reply_frame(worker, reply);
}

void audit_worker_answer(audit_worker *worker, const audit_worker_request *request, int descriptor,
                         base_buf *reply)
{
    worker->fault = base_err_init(worker->setting->lang);
    if (request->judged.len > 0) {
        close_archive(worker);
        answer_case(worker, request, descriptor, reply);
    } else if (request->member != AUDIT_NO_MEMBER) {
        answer_listed(worker, request, descriptor, reply);
    } else {
        answer_file(worker, request, descriptor, reply);
    }
}
